//! The pages of a database file, read without SQLite, which stops at the first one that is damaged ("Database File Format",
//! sections 1.3 to 2.3).
//!
//! Invariant: nothing that stands in the file is believed: each offset, length and page number is checked where it is used.

use std::{
    collections::HashSet,
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use rusqlite::types::Value;

use yourouter_protocol::{Result, error::StorageError};

/// The header of the file, which stands in its first page.
const FILE_HEADER: usize = 100;
/// A database of this program has pages of this size, if its first page cannot say so.
const USUAL_PAGE: usize = 4096;

/// What a page is.
const INNER_INDEX: u8 = 0x02;
const INNER_TABLE: u8 = 0x05;
const LEAF_INDEX: u8 = 0x0A;
const LEAF_TABLE: u8 = 0x0D;

/// A row as it stands in the file: its number, unless the table has none, and its columns.
pub(super) struct Row {
    pub(super) number: Option<i64>,
    pub(super) columns: Vec<Value>,
}

/// The pages of a file, and which of them were read.
pub(super) struct Pages {
    file: File,
    size: usize,
    count: u32,
    /// Reached from a tree, or free.
    known: HashSet<u32>,
    /// Pages and rows that could not be read.
    pub(super) damaged: u64,
}

impl Pages {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let failed = |error| StorageError::io("the damaged database", error);
        let mut file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let mut header = [0; 18];
        let size = match file.read_exact(&mut header) {
            Ok(()) => match u16::from_be_bytes([header[16], header[17]]) {
                1 => 65_536,
                size if size >= 512 && size.is_power_of_two() => usize::from(size),
                _ => USUAL_PAGE,
            },
            Err(_) => USUAL_PAGE,
        };
        let count = u32::try_from(length / size as u64).unwrap_or(u32::MAX);
        Ok(Self { file, size, count, known: HashSet::new(), damaged: 0 })
    }

    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The rows of the tree that begins at a page; hands each over.
    pub(super) fn tree(&mut self, root: u32, row: &mut impl FnMut(Row) -> Result<()>) -> Result<()> {
        let mut next = vec![root];
        while let Some(number) = next.pop() {
            if !self.known.insert(number) {
                continue;
            }
            let Some(page) = self.page(number) else {
                self.damaged += 1;
                continue;
            };
            match page.kind() {
                Some(INNER_TABLE) => next.extend(page.children()),
                Some(INNER_INDEX) => {
                    next.extend(page.children());
                    self.rows(&page, row)?;
                }
                Some(LEAF_TABLE | LEAF_INDEX) => self.rows(&page, row)?,
                _ => self.damaged += 1,
            }
        }
        Ok(())
    }

    /// Notes the pages that are in no use: what stands in them was deleted.
    pub(super) fn note_free(&mut self) {
        let mut trunk = self.page(1).and_then(|page| page.number_at(32)).unwrap_or_default();
        while self.is_page(trunk) && self.known.insert(trunk) {
            let Some(page) = self.page(trunk) else { return };
            let leaves = page.number_at(4).unwrap_or_default().min(self.size as u32 / 4);
            let leaves = (0..leaves as usize).filter_map(|at| page.number_at(8 + at * 4));
            self.known.extend(leaves);
            trunk = page.number_at(0).unwrap_or_default();
        }
    }

    /// The rows of tables in pages that no tree led to, since a page above them is damaged.
    pub(super) fn strays(&mut self, row: &mut impl FnMut(Row) -> Result<()>) -> Result<()> {
        for number in 1..=self.count {
            if self.known.contains(&number) {
                continue;
            }
            let Some(page) = self.page(number) else { continue };
            if page.kind() == Some(LEAF_TABLE) {
                // What was never one is no damage.
                let damaged = self.damaged;
                self.rows(&page, row)?;
                self.damaged = damaged;
            }
        }
        Ok(())
    }

    fn rows(&mut self, page: &Page, row: &mut impl FnMut(Row) -> Result<()>) -> Result<()> {
        for cell in page.cells() {
            match self.row(page, cell) {
                Some(found) => row(found)?,
                None => self.damaged += 1,
            }
        }
        Ok(())
    }

    fn row(&mut self, page: &Page, cell: usize) -> Option<Row> {
        let kind = page.kind()?;
        let mut at = if kind == INNER_INDEX { cell + 4 } else { cell };
        let length = usize::try_from(page.varint(&mut at)?).ok()?;
        let number = if kind == LEAF_TABLE { Some(page.varint(&mut at)?) } else { None };
        let most = if kind == LEAF_TABLE { self.size - 35 } else { (self.size - 12) * 64 / 255 - 23 };
        let least = (self.size - 12) * 32 / 255 - 23;
        if length <= most {
            return Some(Row { number, columns: columns(page.bytes.get(at..at + length)?, length)? });
        }
        // Longer than the file: no row.
        if length as u64 > u64::from(self.count) * self.size as u64 {
            return None;
        }
        let here = least + (length - least) % (self.size - 4);
        let here = if here <= most { here } else { least };
        let mut payload = page.bytes.get(at..at + here)?.to_vec();
        let mut next = page.number_at(at + here)?;
        // What is missing at the end is cut off there.
        while payload.len() < length && self.is_page(next) {
            let Some(more) = self.page(next) else { break };
            self.known.insert(next);
            let wanted = (length - payload.len()).min(self.size - 4);
            payload.extend_from_slice(more.bytes.get(4..4 + wanted)?);
            next = more.number_at(0)?;
        }
        if payload.len() < length {
            self.damaged += 1;
        }
        Some(Row { number, columns: columns(&payload, length)? })
    }

    fn is_page(&self, number: u32) -> bool {
        (1..=self.count).contains(&number)
    }

    fn page(&mut self, number: u32) -> Option<Page> {
        if !self.is_page(number) {
            return None;
        }
        let mut bytes = vec![0; self.size];
        self.file.seek(SeekFrom::Start(u64::from(number - 1) * self.size as u64)).ok()?;
        self.file.read_exact(&mut bytes).ok()?;
        Some(Page { start: if number == 1 { FILE_HEADER } else { 0 }, bytes })
    }
}

struct Page {
    bytes: Vec<u8>,
    /// Where the page's own header begins.
    start: usize,
}

impl Page {
    fn kind(&self) -> Option<u8> {
        self.bytes.get(self.start).copied()
    }

    fn header(&self) -> usize {
        let is_inner = matches!(self.kind(), Some(INNER_TABLE | INNER_INDEX));
        if is_inner { 12 } else { 8 }
    }

    /// Where its cells begin.
    fn cells(&self) -> Vec<usize> {
        let first = self.start + self.header();
        let count = self.short_at(self.start + 3).unwrap_or_default().min(self.bytes.len() / 2);
        let cells = (0..count).map_while(|at| self.short_at(first + at * 2));
        cells.filter(|cell| (first..self.bytes.len()).contains(cell)).collect()
    }

    fn children(&self) -> Vec<u32> {
        let left = self.cells().into_iter().filter_map(|cell| self.number_at(cell));
        left.chain(self.number_at(self.start + 8)).collect()
    }

    fn short_at(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at + 2)?;
        Some(usize::from(u16::from_be_bytes(bytes.try_into().ok()?)))
    }

    fn number_at(&self, at: usize) -> Option<u32> {
        Some(u32::from_be_bytes(self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
    }

    fn varint(&self, at: &mut usize) -> Option<i64> {
        varint(&self.bytes, at)
    }
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut value: u64 = 0;
    for index in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if index == 8 {
            return Some((value << 8 | u64::from(byte)).cast_signed());
        }
        value = value << 7 | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some(value.cast_signed());
        }
    }
    None
}

/// The columns of a record, of which `length` bytes should be there.
fn columns(record: &[u8], length: usize) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(record, &mut at)?).ok()?;
    if header > record.len() || header < at {
        return None;
    }
    let mut kinds = Vec::new();
    while at < header {
        kinds.push(varint(record, &mut at)?);
    }
    let mut values = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let end = at.checked_add(size)?;
        if end > length {
            return None;
        }
        // Only a text may miss its end.
        let is_text = kind >= 13 && kind % 2 == 1;
        let bytes = match record.get(at..end) {
            Some(bytes) => bytes,
            None if is_text => record.get(at.min(record.len())..)?,
            None => return None,
        };
        values.push(match kind {
            0 => Value::Null,
            8 | 9 => Value::Integer(kind - 8),
            7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
            1..=6 => Value::Integer(integer(bytes)),
            _ if is_text => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
            _ => Value::Blob(bytes.to_vec()),
        });
        at = end;
    }
    (at == length).then_some(values)
}

fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |value, byte| value << 8 | i64::from(*byte))
}
