//! Scans of progressive JPEGs (ITU-T T.81, annex G): each has a part of the coefficients of all blocks, or one more bit of
//! them. What a later scan holds depends on which coefficients are there already, so these are noted, and nothing else is.

use super::{Bits, Block, Frame, Tables, number_of_blocks};

/// With more blocks nothing is noted: 16 MiB.
const MAX_BLOCKS: usize = 2 << 20;

/// Which coefficients of each block are not zero, a bit for each.
#[derive(Debug)]
pub(super) struct Coefficients {
    /// By component, in the order of the frame.
    blocks: Vec<Vec<u64>>,
}

/// Which coefficients a scan has, and whether it has a further bit of them.
struct Scan {
    first: u32,
    last: u32,
    is_refining: bool,
}

impl Coefficients {
    /// None yet; `None` for a picture of which they would take too much memory, or whose height is not known.
    pub(super) fn new(frame: &Frame) -> Option<Self> {
        let counts: Option<Vec<usize>> =
            (0..frame.components.len()).map(|index| number_of_blocks(frame, index)).collect();
        let counts = counts.filter(|counts| (1..=MAX_BLOCKS).contains(&counts.iter().sum()))?;
        Some(Self { blocks: counts.into_iter().map(|count| vec![0; count]).collect() })
    }

    /// What follows the data of a scan; `None` if they are broken.
    pub(super) fn behind<'a>(&mut self, tables: &Tables, header: &[u8], data: &'a [u8]) -> Option<&'a [u8]> {
        let [first, last, bits] = *header.last_chunk::<3>()?;
        let scan = Scan { first: first.into(), last: last.into(), is_refining: bits >> 4 > 0 };
        if scan.last > 63 || scan.first > scan.last {
            return None;
        }
        let (unit, units) = tables.units(header)?;
        let mut bits = Bits::new(data);
        // How many blocks have nothing more in this scan.
        let mut empty = 0;
        for at in 0..units {
            if tables.is_restart(at) {
                bits.restart()?;
                empty = 0;
            }
            for block in &unit {
                match (scan.first, scan.is_refining) {
                    (0, true) => bits.skip(1)?,
                    (0, false) => {
                        let size = bits.symbol(block.direct)?;
                        bits.skip(u32::from(size & 15))?;
                    }
                    _ => self.other(&scan, block, at, &mut bits, &mut empty)?,
                }
            }
        }
        bits.end()
    }

    fn other(
        &mut self,
        scan: &Scan,
        block: &Block<'_>,
        at: usize,
        bits: &mut Bits<'_>,
        empty: &mut u32,
    ) -> Option<()> {
        let there = self.blocks.get_mut(block.component)?.get_mut(at)?;
        let mut next = scan.first;
        while *empty == 0 && next <= scan.last {
            let symbol = bits.symbol(block.other)?;
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 && run < 15 {
                *empty = (1 << run) + bits.take(run)?;
                break;
            }
            bits.skip(size)?;
            next = if scan.is_refining {
                (size < 2).then_some(())?;
                refined(*there, next, run, scan.last, bits)?
            } else {
                next + run
            };
            if size > 0 {
                (next <= scan.last).then_some(())?;
                *there |= 1 << next;
            }
            next += 1;
        }
        if *empty > 0 {
            *empty -= 1;
            if scan.is_refining {
                let rest = (next..=scan.last).filter(|at| *there >> at & 1 == 1).count();
                bits.skip(u32::try_from(rest).ok()?)?;
            }
        }
        Some(())
    }
}

/// Skips a bit for each coefficient that is there, until so many that are not, and gives the place of the next one of these.
fn refined(there: u64, from: u32, run: u32, last: u32, bits: &mut Bits<'_>) -> Option<u32> {
    let (mut at, mut left) = (from, run);
    while at <= last {
        if there >> at & 1 == 1 {
            bits.skip(1)?;
        } else if left == 0 {
            break;
        } else {
            left -= 1;
        }
        at += 1;
    }
    Some(at)
}
