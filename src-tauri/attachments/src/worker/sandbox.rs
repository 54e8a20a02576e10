//! The fence around the worker: what it could do with more than its job needs is taken from it before it reads a byte.
//!
//! On Linux it is left with reading libraries, fonts and gdk-pixbuf's loaders (Landlock), and with the system calls that
//! decoding takes (seccomp): no network, no other program, no writing, no look into other processes. Everywhere on Unix
//! it has little memory.
//! Invariant: only ever takes away; a kernel without one of the two still has the other.

#[cfg(target_os = "linux")]
mod calls;

/// The most memory that this process may ask for: twice what the largest image that is taken needs when it is decoded.
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
/// The longest that it may compute, in seconds; the program ends it long before, unless it is gone itself.
#[cfg(unix)]
const MAX_CPU_SECONDS: u64 = 600;
/// What decoding reads: shared libraries, the loaders of gdk-pixbuf and what they need, and fonts.
#[cfg(target_os = "linux")]
const READABLE: [&str; 12] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/libexec",
    "/usr/share/fonts",
    "/usr/share/mime",
    "/usr/local/share/fonts",
    "/etc/ld.so.cache",
    "/nix/store",
    "/gnu/store",
];
/// Folders of fonts below the person's own.
#[cfg(target_os = "linux")]
const OWN_FONTS: [&str; 2] = [".fonts", ".local/share/fonts"];
/// Lists of folders, parted by colons, or single files that libraries are found by where they stand elsewhere.
#[cfg(target_os = "linux")]
const READABLE_VARIABLES: [&str; 3] = ["LD_LIBRARY_PATH", "GDK_PIXBUF_MODULEDIR", "GDK_PIXBUF_MODULE_FILE"];

/// Takes from this process what it does not need. What cannot be limited on a system is not; the program still ends a
/// process that takes too long.
///
/// Linux ends a process that `ends_with_its_starter` when the *thread* that started it ends. One that waits for a file lives
/// longer than that; it ends when its standard input does.
pub(crate) fn enter(ends_with_its_starter: bool) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, nice, setrlimit};
        let most = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
        let _unlimited = setrlimit(Resource::Data, most(MAX_MEMORY_BYTES));
        let _unlimited = setrlimit(Resource::Cpu, most(MAX_CPU_SECONDS));
        let _unlimited = setrlimit(Resource::Core, most(0));
        let _unlimited = setrlimit(Resource::Fsize, most(0));
        let _as_fast = nice(5);
    }
    #[cfg(not(target_os = "linux"))]
    let _nothing_does = ends_with_its_starter;
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        if ends_with_its_starter {
            let _outlives = set_parent_process_death_signal(Some(Signal::KILL));
        }
        let _open = files();
        let _open = calls::limit();
    }
}

/// Lets it open nothing but what is listed, and that for reading; connect to nothing; signal nobody else.
#[cfg(target_os = "linux")]
fn files() -> Result<(), landlock::RulesetError> {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope, path_beneath_rules,
    };
    use std::{env, path::PathBuf};

    const VERSION: ABI = ABI::V6;
    let own = env::home_dir().into_iter().flat_map(|home| OWN_FONTS.map(|folder| home.join(folder)));
    let named = READABLE_VARIABLES.iter().filter_map(env::var_os);
    let named = named.flat_map(|list| env::split_paths(&list).collect::<Vec<PathBuf>>());
    let paths = READABLE.iter().map(PathBuf::from).chain(own).chain(named);
    // What is not there cannot be read anyway.
    let paths = paths.filter(|path| path.is_absolute() && path.exists());
    Ruleset::default()
        .handle_access(AccessFs::from_all(VERSION))?
        .handle_access(AccessNet::from_all(VERSION))?
        .scope(Scope::from_all(VERSION))?
        .create()?
        .add_rules(path_beneath_rules(paths, AccessFs::ReadFile | AccessFs::ReadDir))?
        .restrict_self()
        .map(|_| ())
}
