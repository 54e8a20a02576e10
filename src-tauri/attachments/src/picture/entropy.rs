//! Whether the coded data of a JPEG are as many as its picture needs.
//!
//! Where some are missing or were changed, decoders go on with what follows, and the rest of the picture is grey or shifted.
//! Here the codes are only counted (ITU-T T.81, annexes B, C, F and G).
//! Invariant: nothing is decoded, and every step moves forward.

mod progressive;

use std::iter::repeat_n;

use progressive::Coefficients;

/// For every 16 bits the length of the code at their beginning, 0 where there is none, and its symbol.
type Codes = Vec<(u8, u8)>;

/// How often a component's blocks stand in a unit of the picture.
#[derive(Debug, Clone, Copy)]
struct Component {
    id: u8,
    across: usize,
    down: usize,
}

#[derive(Debug, Default)]
struct Frame {
    width: usize,
    height: usize,
    components: Vec<Component>,
}

#[derive(Debug, Default)]
struct Tables {
    /// By class and number.
    codes: [Codes; 8],
    restart_interval: usize,
    frame: Frame,
}

/// Whether all scans hold what they should; also of a file of another kind.
pub(super) fn is_sound(jpeg: &[u8]) -> bool {
    let mut tables = Tables::default();
    let mut coefficients = None;
    let mut rest = jpeg.get(2..).unwrap_or_default();
    while let Some(at) = rest.iter().position(|byte| *byte == 0xFF) {
        rest = rest.get(at + 1..).unwrap_or_default();
        let Some(marker) = rest.first().copied() else { break };
        if matches!(marker, 0x00 | 0x01 | 0xD0..=0xD8 | 0xFF) {
            continue;
        }
        let length =
            rest.get(1..3).map_or(0, |it| it.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)));
        let (Some(segment), Some(next)) = (rest.get(3..1 + length), rest.get(1 + length..)) else { break };
        rest = next;
        match marker {
            0xC0..=0xC2 => {
                tables.frame = frame(segment).unwrap_or_default();
                coefficients = Coefficients::new(&tables.frame).filter(|_| marker == 0xC2);
                if marker == 0xC2 && coefficients.is_none() {
                    break;
                }
            }
            0xC4 => tables.define_codes(segment),
            0xDD => tables.restart_interval = number(segment).unwrap_or_default(),
            // Without loss, or coded by arithmetic.
            0xC3 | 0xC5..=0xCF | 0xD9 => break,
            0xDA => {
                // Codes that are not in the file are those that everybody knows, as in frames of a film.
                let is_coded = |block: &Block<'_>| !block.direct.is_empty() && !block.other.is_empty();
                let is_known =
                    |(unit, _): &(Vec<Block<'_>>, usize)| coefficients.is_some() || unit.iter().all(is_coded);
                if tables.units(segment).filter(is_known).is_none() {
                    break;
                }
                let behind = match &mut coefficients {
                    Some(coefficients) => coefficients.behind(&tables, segment, rest),
                    None => tables.behind(segment, rest),
                };
                match behind {
                    Some(behind) => rest = behind,
                    None => return false,
                }
            }
            _ => {}
        }
    }
    true
}

fn number(bytes: &[u8]) -> Option<usize> {
    bytes.first_chunk().map(|two| usize::from(u16::from_be_bytes(*two)))
}

fn frame(segment: &[u8]) -> Option<Frame> {
    let components = segment.get(6..)?.as_chunks::<3>().0.iter();
    let components = components.map(|[id, sampling, _]| Component {
        id: *id,
        across: usize::from(sampling >> 4).max(1),
        down: usize::from(sampling & 15).max(1),
    });
    Some(Frame {
        height: number(segment.get(1..)?)?,
        width: number(segment.get(3..)?)?,
        components: components.collect(),
    })
}

impl Tables {
    fn define_codes(&mut self, mut segment: &[u8]) {
        while let Some((kind, rest)) = segment.split_first() {
            let Some((counts, symbols)) = rest.split_at_checked(16) else { return };
            let mut codes = Codes::with_capacity(1 << 16);
            let mut symbols = symbols.iter();
            for (length, count) in (1_u8..).zip(counts) {
                for symbol in symbols.by_ref().take(usize::from(*count)) {
                    codes.extend(repeat_n((length, *symbol), 1 << (16 - length)));
                }
            }
            codes.resize(1 << 16, (0, 0));
            if let Some(place) = self.codes.get_mut(usize::from(kind >> 4 & 1) * 4 + usize::from(kind & 3)) {
                *place = codes;
            }
            segment = symbols.as_slice();
        }
    }

    /// What follows the data of a scan; `None` if they are broken.
    fn behind<'a>(&self, header: &[u8], data: &'a [u8]) -> Option<&'a [u8]> {
        let (unit, units) = self.units(header)?;
        let mut bits = Bits::new(data);
        for at in 0..units {
            if self.is_restart(at) {
                bits.restart()?;
            }
            for Block { direct, other, .. } in &unit {
                bits.block(direct, other)?;
            }
        }
        bits.end()
    }

    /// Whether a marker stands before this unit of a scan.
    fn is_restart(&self, unit: usize) -> bool {
        self.restart_interval > 0 && unit > 0 && unit.is_multiple_of(self.restart_interval)
    }

    /// The blocks of a unit of a scan, and how many units there are; `None` where the scan cannot be followed.
    fn units(&self, header: &[u8]) -> Option<(Vec<Block<'_>>, usize)> {
        let count = usize::from(*header.first()?);
        let chosen = header.get(1..1 + 2 * count)?.as_chunks::<2>().0;
        let (across, down) = self.frame.most()?;
        let mut unit = Vec::new();
        let mut units = self.frame.width.div_ceil(8 * across) * self.frame.height.div_ceil(8 * down);
        for [id, tables] in chosen {
            let component = self.frame.components.iter().position(|component| component.id == *id)?;
            let Component { across, down, .. } = *self.frame.components.get(component)?;
            let direct = self.codes.get(usize::from(tables >> 4 & 3))?;
            let other = self.codes.get(4 + usize::from(tables & 3))?;
            unit.extend(repeat_n(
                Block { component, direct, other },
                if count == 1 { 1 } else { across * down },
            ));
            if count == 1 {
                units = number_of_blocks(&self.frame, component)?;
            }
        }
        // Where the height comes only behind the data, nothing is known of them.
        (units > 0).then_some((unit, units))
    }
}

impl Frame {
    /// The largest part that a component has of a unit, across and down.
    fn most(&self) -> Option<(usize, usize)> {
        let of = |part: fn(&Component) -> usize| self.components.iter().map(part).max();
        Some((of(|it| it.across)?, of(|it| it.down)?))
    }
}

/// How many blocks a component has where it stands alone in a scan.
fn number_of_blocks(frame: &Frame, component: usize) -> Option<usize> {
    let (across, down) = frame.most()?;
    let own = frame.components.get(component)?;
    let blocks = |side: usize, part: usize, of: usize| (side * part).div_ceil(of).div_ceil(8);
    Some(blocks(frame.width, own.across, across) * blocks(frame.height, own.down, down))
}

/// 8 × 8 pixels of a component, and the codes for its first coefficient and for the others.
#[derive(Clone, Copy)]
struct Block<'a> {
    component: usize,
    direct: &'a Codes,
    other: &'a Codes,
}

/// Coded data, bit by bit.
struct Bits<'a> {
    rest: &'a [u8],
    /// The next bits, from the highest on.
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    fn new(data: &'a [u8]) -> Self {
        Self { rest: data, held: 0, count: 0 }
    }

    fn fill(&mut self) {
        while self.count <= 56 {
            let (byte, rest) = match self.rest {
                [0xFF, 0, rest @ ..] => (0xFF, rest),
                [0xFF, ..] | [] => return,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
            self.rest = rest;
        }
    }

    fn skip(&mut self, count: u32) -> Option<()> {
        if self.count < count {
            self.fill();
        }
        self.count = self.count.checked_sub(count)?;
        self.held <<= count;
        Some(())
    }

    /// The next bits as a number; at most 16.
    fn take(&mut self, count: u32) -> Option<u32> {
        if self.count < count {
            self.fill();
        }
        let value = u32::try_from(self.held.checked_shr(64 - count).unwrap_or_default()).ok()?;
        self.skip(count).map(|()| value)
    }

    fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        if self.count < 16 {
            self.fill();
        }
        let (length, symbol) = *codes.get(usize::try_from(self.held >> 48).ok()?)?;
        (length > 0).then_some(())?;
        self.skip(u32::from(length)).map(|()| symbol)
    }

    /// The coefficients of 8 × 8 pixels.
    fn block(&mut self, direct: &Codes, other: &Codes) -> Option<()> {
        let size = self.symbol(direct)?;
        self.skip(u32::from(size & 15))?;
        let mut at = 1;
        while at < 64 {
            let symbol = self.symbol(other)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            match (run, size) {
                (15, 0) => at += 16,
                (_, 0) => break,
                _ => {
                    at += run + 1;
                    (at <= 64).then_some(())?;
                    self.skip(u32::from(size))?;
                }
            }
        }
        Some(())
    }

    /// What follows the data: a marker, behind nothing but padding.
    fn end(&mut self) -> Option<&'a [u8]> {
        let is_padding = |byte: u8| matches!(byte, 0 | 0xFF);
        let whole = self.count / 8;
        self.held <<= self.count % 8;
        let held = self.held.to_be_bytes();
        held.iter().take(usize::try_from(whole).ok()?).all(|byte| is_padding(*byte)).then_some(())?;
        while let [byte, rest @ ..] = self.rest {
            match (byte, rest) {
                (0xFF, [marker, ..]) if !is_padding(*marker) => break,
                (byte, _) if is_padding(*byte) => self.rest = rest,
                _ => return None,
            }
        }
        (self.held, self.count) = (0, 0);
        Some(self.rest)
    }

    fn restart(&mut self) -> Option<()> {
        let [0xFF, 0xD0..=0xD7, rest @ ..] = self.end()? else { return None };
        self.rest = rest;
        Some(())
    }
}
