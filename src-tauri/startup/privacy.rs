//! What this process shows of itself to others.
//!
//! Invariant: called while the program still has one thread: the environment belongs to all of them.

/// The variable that holds a key. No child may inherit it.
pub const KEY_VARIABLE: &str = "YOUROUTER_API_KEY";

/// Takes the key out of the environment, so that neither the browser nor the web view's processes inherit it, and forbids
/// core dumps and looks into this process's memory, which holds it. What the system refuses stays as it was.
#[cfg(target_os = "linux")]
pub fn begin() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

    // Unlike `std::env::remove_var` this is a safe call.
    gtk::glib::unsetenv(KEY_VARIABLE);
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _unlimited = setrlimit(Resource::Core, none);
    // Whoever measures a run reads its memory's size, which an unreadable process keeps to itself.
    if std::env::var_os("YOUROUTER_PRINT_READY").is_none() {
        let _readable = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Elsewhere a child is given what the program is; the program starts none but the system's openers.
#[cfg(not(target_os = "linux"))]
pub fn begin() {}
