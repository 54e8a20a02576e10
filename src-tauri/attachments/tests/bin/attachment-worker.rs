//! The attachment worker by itself, for tests and measurements. What its system decodes is played: behind the boxes of a
//! HEIC file stands what it is to give, or to try.

use std::{
    env, fs,
    net::TcpStream,
    process::{Command, ExitCode},
};

use yourouter_attachments::{
    SystemPicture, SystemPictures, SystemRefusal, SystemType, run_attachment_worker,
};

/// Gives what the file asks for.
#[derive(Debug)]
struct Played;

impl SystemPictures for Played {
    fn decode(
        &self,
        bytes: &[u8],
        _: SystemType,
        is_allowed: fn(u32, u32) -> bool,
    ) -> Result<SystemPicture, SystemRefusal> {
        let wrong = || SystemRefusal::Damaged("not a part to be played".to_owned());
        if !is_allowed(10, 10) || is_allowed(40_000, 10) || is_allowed(20_000, 20_000) {
            return Err(wrong());
        }
        let part = bytes.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let part = String::from_utf8_lossy(part);
        let words: Vec<&str> = part.split(' ').collect();
        match words.as_slice() {
            ["picture", width, length] => Ok(SystemPicture {
                width: width.parse().map_err(|_| wrong())?,
                height: 40,
                has_alpha: false,
                pixels: vec![120; length.parse().map_err(|_| wrong())?],
                profile: None,
            }),
            ["missing"] => Err(SystemRefusal::NoDecoder),
            ["large"] => Err(SystemRefusal::TooLarge),
            ["endless"] => loop {
                std::hint::spin_loop();
            },
            ["gone"] => std::process::abort(),
            ["greedy"] => {
                let all = vec![1_u8; 2 << 30];
                Err(SystemRefusal::Damaged(format!("got {}", all.len())))
            }
            ["try", what @ ..] => Err(SystemRefusal::Damaged(tried(what))),
            _ => Err(wrong()),
        }
    }
}

/// What comes of it, in a word: that it was done, or the kind of the error.
fn tried(what: &[&str]) -> String {
    let done = match what {
        ["read", path] => fs::read(path).map(|_| ()),
        ["list", path] => fs::read_dir(path).map(|_| ()),
        ["write", path] => fs::write(path, "x"),
        ["remove", path] => fs::remove_file(path),
        ["connect", address] => TcpStream::connect(address).map(|_| ()),
        ["run", program] => Command::new(program).spawn().map(|_| ()),
        ["start", "thread"] => std::thread::Builder::new().spawn(|| {}).map(|_| ()),
        ["environment"] => {
            return env::vars_os()
                .map(|(name, _)| name.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(",");
        }
        _ => return "unknown".to_owned(),
    };
    done.map_or_else(|error| format!("{:?}", error.kind()), |()| "done".to_owned())
}

fn main() -> ExitCode {
    run_attachment_worker(Some(&Played)).unwrap_or(ExitCode::FAILURE)
}
