//! Whether the coded data of a JPEG are as many as its picture needs.
//!
//! Where some are missing or were changed, decoders go on with what follows, and the rest of the picture is grey or shifted.
//! Here the codes are only counted (ITU-T T.81, annexes B, C and F). Progressive ones are left to their decoder, which says
//! so itself.
//! Invariant: nothing is decoded, and every step moves forward.

use std::iter::repeat_n;

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
            0xC0 | 0xC1 => tables.frame = frame(segment).unwrap_or_default(),
            0xC4 => tables.define_codes(segment),
            0xDD => tables.restart_interval = number(segment).unwrap_or_default(),
            // Progressive, without loss, or coded by arithmetic.
            0xC2 | 0xC3 | 0xC5..=0xCF | 0xD9 => break,
            0xDA => {
                let Some((unit, units)) = tables.units(segment) else { break };
                match tables.behind(&unit, units, rest) {
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
    fn behind<'a>(&self, unit: &[(&Codes, &Codes)], units: usize, data: &'a [u8]) -> Option<&'a [u8]> {
        let mut bits = Bits { rest: data, held: 0, count: 0 };
        for at in 0..units {
            if self.restart_interval > 0 && at > 0 && at % self.restart_interval == 0 {
                bits.restart()?;
            }
            for (direct, other) in unit {
                bits.block(direct, other)?;
            }
        }
        bits.end()
    }

    /// The codes for each block of a unit of a scan, and how many units there are.
    fn units(&self, header: &[u8]) -> Option<(Vec<(&Codes, &Codes)>, usize)> {
        let count = usize::from(*header.first()?);
        let chosen = header.get(1..1 + 2 * count)?.as_chunks::<2>().0;
        let Frame { width, height, components } = &self.frame;
        let across = components.iter().map(|it| it.across).max()?;
        let down = components.iter().map(|it| it.down).max()?;
        let mut unit = Vec::new();
        let mut size = (width.div_ceil(8 * across), height.div_ceil(8 * down));
        for [id, tables] in chosen {
            let component = components.iter().find(|component| component.id == *id)?;
            let direct = self.codes.get(usize::from(tables >> 4 & 3))?;
            let other = self.codes.get(4 + usize::from(tables & 3))?;
            let blocks = if count == 1 { 1 } else { component.across * component.down };
            unit.extend(repeat_n((direct, other), blocks));
            if count == 1 {
                let own = |side: usize, part: usize, of: usize| (side * part).div_ceil(of).div_ceil(8);
                size = (own(*width, component.across, across), own(*height, component.down, down));
            }
        }
        // Where the height comes only behind the data, nothing is known of them.
        (size.1 > 0 && unit.iter().all(|(one, other)| !one.is_empty() && !other.is_empty()))
            .then_some((unit, size.0 * size.1))
    }
}

/// Coded data, bit by bit.
struct Bits<'a> {
    rest: &'a [u8],
    /// The next bits, from the highest on.
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
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
