//! What the system must have before anything can be built or tested: installed through apt on Debian and Ubuntu,
//! named everywhere else. Rust itself, and Node for the tests, are the only things a person brings.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::run::{Result, Run, is_on_path};

/// The flag that answers the question whether packages may be installed.
pub const YES: &str = "--yes";

/// What a task needs of the system.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// To build and open the program.
    Build,
    /// Also to drive its window in tests.
    Test,
}

/// Headers and compilers for a Tauri window (<https://v2.tauri.app/start/prerequisites/#linux>), less what is not used.
const BUILD: [&str; 6] = [
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
    "libdbus-1-dev",
];

/// A display, a session bus with a Secret Service, hands (xdotool, xclip, a GTK drag source), eyes (imagemagick), ears (the
/// accessibility bus), a window manager (openbox), a network of their own (iproute2, openssl), the system's decoders of
/// HEIC and AVIF, strace, which makes system calls fail, and curl, which runs copied requests.
const TEST: [&str; 24] = [
    "curl",
    "strace",
    "xvfb",
    "webkit2gtk-driver",
    "dbus",
    "gnome-keyring",
    "libsecret-tools",
    "xdotool",
    "xclip",
    "imagemagick",
    "procps",
    "iproute2",
    "openbox",
    "openssl",
    "at-spi2-core",
    "gir1.2-atspi-2.0",
    "python3",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "fonts-droid-fallback",
    "heif-gdk-pixbuf",
    "libavif-gdk-pixbuf",
];

/// Installs what is missing, or says what to install and stops.
pub fn provide(need: Need) -> Result {
    if !cfg!(target_os = "linux") {
        return elsewhere(need);
    }
    if !is_on_path("apt-get") || !is_on_path("dpkg-query") {
        return other_linux(need);
    }
    let wanted: Vec<&str> = match need {
        Need::Build => BUILD.to_vec(),
        Need::Test => BUILD.iter().chain(&TEST).copied().collect(),
    };
    install(&wanted)
}

/// Installs those of some packages that are missing.
pub fn install(wanted: &[&str]) -> Result {
    let missing: Vec<&str> = wanted.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("The system lacks: {}", missing.join(" "));
    if !may_install() {
        return Err(format!("install them yourself: sudo apt-get install {}", missing.join(" ")).into());
    }
    if apt(&["update", "--quiet"]).is_err() {
        println!("The lists of packages could not all be renewed; those that are there have to do.");
    }
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

/// Whether packages may be installed: asked on a terminal, taken for granted where nobody can answer.
fn may_install() -> bool {
    let is_answered = std::env::args().take_while(|word| word != "--").any(|word| word == YES);
    if is_answered
        || std::env::var_os("CI").is_some()
        || !io::stdin().is_terminal()
        || !io::stdout().is_terminal()
    {
        return true;
    }
    print!("Install them with apt-get now? [Y/n] ");
    let mut answer = String::new();
    let length =
        io::stdout().flush().and_then(|()| io::stdin().lock().read_line(&mut answer)).unwrap_or_default();
    length > 0 && is_yes(&answer)
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes")
}

/// Runs apt-get, through sudo unless this is root already.
pub fn apt(arguments: &[&str]) -> Result {
    let is_root = Run::new("id").args(["-u"]).read()?.trim() == "0";
    // sudo passes no environment on, so that `env` has to set it behind it.
    let run = if is_root { Run::new("env") } else { Run::new("sudo").args(["env"]) };
    run.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments).start()
}

fn is_installed(package: &str) -> bool {
    Run::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .read()
        .is_ok_and(|status| status == "installed")
}

/// On another Linux the headers are looked for, and the package names are given for the two usual families.
fn other_linux(need: Need) -> Result {
    let has_headers = ["webkit2gtk-4.1", "gtk+-3.0", "dbus-1"]
        .iter()
        .all(|library| Run::new("pkg-config").args(["--exists", library]).read().is_ok());
    if !has_headers {
        return Err("this system lacks headers that the build needs. Install them and try again:
  Fedora: sudo dnf install gcc gcc-c++ make pkgconf webkit2gtk4.1-devel gtk3-devel librsvg2-devel dbus-devel
  Arch:   sudo pacman -S --needed base-devel pkgconf webkit2gtk-4.1 gtk3 librsvg dbus"
            .into());
    }
    let programs =
        ["Xvfb", "WebKitWebDriver", "gnome-keyring-daemon", "secret-tool", "xdotool", "xclip", "import"];
    let missing: Vec<&str> = programs.into_iter().filter(|program| !is_on_path(program)).collect();
    if need == Need::Build || missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the window tests lack: {}. Install them and try again:
  Fedora: sudo dnf install xorg-x11-server-Xvfb webkit2gtk-driver gnome-keyring libsecret xdotool xclip ImageMagick python3-gobject
  Arch:   sudo pacman -S --needed xorg-server-xvfb webkitgtk-6.0 gnome-keyring libsecret xdotool xclip imagemagick python-gobject",
        missing.join(" ")
    )
    .into())
}

/// macOS and Windows bring the webview; a compiler is all they may lack. The window tests need Linux.
fn elsewhere(need: Need) -> Result {
    if need == Need::Test {
        return Err("the window tests run on Linux only; here, name the other steps: \
                    cargo xtask test fmt clippy unit bindings layers types lint ui"
            .into());
    }
    if cfg!(target_os = "macos") && !is_on_path("clang") {
        return Err("install the command line tools first: xcode-select --install".into());
    }
    if cfg!(windows) {
        println!(
            "Needed: Visual Studio Build Tools with \"Desktop development with C++\" (WebView2 is part of Windows)."
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BUILD, TEST, is_yes};

    #[test]
    fn only_yes_and_a_bare_return_allow_it() {
        assert!(["\n", "y\n", "Yes\n"].into_iter().all(is_yes));
        assert!(["n\n", "no", "what"].into_iter().all(|answer| !is_yes(answer)));
    }

    #[test]
    fn no_package_is_listed_twice() {
        let mut all: Vec<_> = BUILD.iter().chain(&TEST).collect();
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}
