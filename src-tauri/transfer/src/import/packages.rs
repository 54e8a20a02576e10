//! Archives that conversations come in: read entry by entry, with bounds, and never unpacked under a name that they give.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use bytes::Bytes;
use zip::ZipArchive;

use shared::Shared;

mod shared;

/// How deep archives in archives are opened.
pub(super) const MAX_DEPTH: usize = 2;
/// Entries of an archive.
const MAX_ENTRIES: usize = 500_000;
/// Bytes of an archive in an archive.
const MAX_NESTED: u64 = 16 * 1024 * 1024 * 1024;
/// Bytes of a file of a conversation: what a message takes.
const MAX_FILE: u64 = 20 * 1024 * 1024;
/// Bytes that are unpacked for each byte that is packed; text packs about 1 to 10, and deflate no more than 1 to 1032.
const MAX_RATIO: u64 = 400;

/// An archive.
pub(super) struct Package {
    archive: ZipArchive<Shared>,
    file: Shared,
    /// The archives beside it and those that it is in, the nearest first.
    around: Vec<Shared>,
    names: Vec<String>,
    unpacked: u64,
}

/// Whether a file is an archive, by its first bytes; it is read from its beginning afterwards.
pub(super) fn is_zip(file: &mut File) -> io::Result<bool> {
    let mut start = [0; 4];
    let read = file.read(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(read == 4 && (start == *b"PK\x03\x04" || start == *b"PK\x05\x06"))
}

impl Package {
    /// Reads the list of what is in an archive.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub(super) fn open(file: File) -> Result<Self, String> {
        let file = Shared::new(file);
        let archive =
            ZipArchive::new(file.clone()).map_err(|error| format!("the archive cannot be read: {error}"))?;
        if archive.len() > MAX_ENTRIES {
            return Err("the archive has too many entries".to_owned());
        }
        let names = (0..archive.len()).map(|index| entry_name(&archive, index)).collect();
        let mut package = Self { archive, file, around: Vec::new(), names, unpacked: 0 };
        package.unpacked = package.documents().into_iter().filter_map(|index| package.size(index)).sum();
        Ok(package)
    }

    /// Bytes of its documents.
    pub(super) fn unpacked(&self) -> u64 {
        self.unpacked
    }

    fn size(&mut self, index: usize) -> Option<u64> {
        self.archive.by_index_raw(index).ok().map(|entry| entry.size())
    }

    /// What an entry is called, without its folder.
    pub(super) fn name(&self, index: usize) -> String {
        let name = self.names.get(index).map_or("", |name| name.as_str());
        base_name(name).to_owned()
    }

    /// Its documents: numbered ones in their order, and our own before the others.
    pub(super) fn documents(&self) -> Vec<usize> {
        let mut found = self.ending(".json");
        found.sort_by_key(|index| self.names.get(*index));
        found
    }

    /// The archives in it.
    pub(super) fn inner(&self) -> Vec<usize> {
        self.ending(".zip")
    }

    fn ending(&self, end: &str) -> Vec<usize> {
        let is_hidden = |name: &str| name.contains("__MACOSX/") || base_name(name).starts_with('.');
        let is_one = |name: &str| name.to_ascii_lowercase().ends_with(end) && !is_hidden(name);
        self.names.iter().enumerate().filter(|(_, name)| is_one(name)).map(|(index, _)| index).collect()
    }

    /// The bytes of an entry.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub(super) fn reader(&mut self, index: usize) -> Result<impl Read + '_, String> {
        let entry =
            self.archive.by_index(index).map_err(|error| format!("it cannot be unpacked: {error}"))?;
        let most = entry.compressed_size().saturating_mul(MAX_RATIO).saturating_add(1 << 20);
        Ok(entry.take(most))
    }

    /// The files beside the documents, and those in the archives beside and around this one.
    pub(super) fn files(&self) -> Files {
        let archives = std::iter::once(&self.file).chain(&self.around).cloned();
        Files { beside: archives.map(Beside::Closed).collect(), ..Files::none() }
    }

    /// An archive in it, copied to a place of its own, for it has to be read from its end.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub(super) fn nested(&mut self, index: usize) -> Result<Self, String> {
        let around = std::iter::once(&self.file).chain(&self.around).cloned().collect();
        let mut copy = tempfile::tempfile().map_err(|error| error.to_string())?;
        let mut entry = self.reader(index)?.take(MAX_NESTED);
        io::copy(&mut entry, &mut copy).map_err(|error| format!("it cannot be unpacked: {error}"))?;
        copy.seek(SeekFrom::Start(0)).map_err(|error| error.to_string())?;
        Ok(Self { around, ..Self::open(copy)? })
    }
}

/// Lets archives that lie in the same one read each other's files: some exports keep what was attached apart.
pub(super) fn share_files(packages: &mut [Package]) {
    let files: Vec<Shared> = packages.iter().map(|package| package.file.clone()).collect();
    for (at, package) in packages.iter_mut().enumerate() {
        let others = files.iter().enumerate().filter(|(other, _)| *other != at);
        package.around.splice(0..0, others.map(|(_, file)| file.clone()));
    }
}

/// An archive in which files are looked for: as it is, or with its entries by name once it was.
enum Beside {
    Closed(Shared),
    Open(ZipArchive<Shared>, Vec<(String, usize)>),
}

impl Beside {
    /// The bytes of the entry whose name begins with the key.
    fn read(&mut self, key: &str) -> Option<Bytes> {
        if let Self::Closed(file) = self {
            let archive = ZipArchive::new(file.clone()).ok()?;
            let mut names: Vec<(String, usize)> = (0..archive.len())
                .map(|index| (base_name(&entry_name(&archive, index)).to_owned(), index))
                .collect();
            names.sort_unstable();
            *self = Self::Open(archive, names);
        }
        let Self::Open(archive, names) = self else { return None };
        let at = names.partition_point(|(name, _)| name.as_str() < key);
        let (_, index) = names.get(at).filter(|(name, _)| name.starts_with(key))?;
        let entry = archive.by_index(*index).ok()?;
        let mut bytes = Vec::new();
        entry.take(MAX_FILE + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= MAX_FILE && !bytes.is_empty()).then(|| bytes.into())
    }
}

/// The files that the conversations of a document speak of.
pub(super) struct Files {
    beside: Vec<Beside>,
    /// Files that stood in the document itself, which are kept on the disk.
    kept: HashMap<String, u64>,
    folder: Option<tempfile::TempDir>,
}

impl Files {
    /// A document without any beside it.
    pub(super) fn none() -> Self {
        Self { beside: Vec::new(), kept: HashMap::new(), folder: None }
    }

    /// Keeps a file until its conversation comes.
    pub(super) fn keep(&mut self, key: &str, bytes: &[u8]) -> io::Result<()> {
        if self.folder.is_none() {
            self.folder = Some(tempfile::tempdir()?);
        }
        let number = self.kept.len() as u64;
        let folder =
            self.folder.as_ref().map(tempfile::TempDir::path).unwrap_or_else(|| std::path::Path::new("."));
        File::create_new(folder.join(number.to_string()))?.write_all(bytes)?;
        self.kept.insert(key.to_owned(), number);
        Ok(())
    }

    /// The bytes of a file, whose name begins with the key or is `<key>.…`.
    pub(super) fn read(&mut self, key: &str) -> Option<Bytes> {
        if let Some(number) = self.kept.get(key) {
            return std::fs::read(self.folder.as_ref()?.path().join(number.to_string()))
                .ok()
                .map(Bytes::from);
        }
        // A key of a few letters would find any file.
        if key.len() < 8 {
            return None;
        }
        self.beside.iter_mut().find_map(|archive| archive.read(key))
    }
}

/// The name of an entry; empty if it cannot be read.
fn entry_name(archive: &ZipArchive<Shared>, index: usize) -> String {
    archive.name_for_index(index).and_then(|name| name.ok()).map(|name| name.into_owned()).unwrap_or_default()
}

fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}
