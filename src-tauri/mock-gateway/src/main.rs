//! The mock gateway as a process: `mock-gateway [--port N] [--key KEY]… [--demo] [--no-models] [--until-stdin-closes]`.
//!
//! Prints one line, `listening http://127.0.0.1:PORT/v1`, when it is ready. `GET /__requests` and `POST /__clear` are
//! there for tests.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use yourouter_mock_gateway::{MockGateway, Options};

const USAGE: &str =
    "usage: mock-gateway [--port N] [--key KEY]… [--demo] [--no-models] [--until-stdin-closes]";

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match read_arguments(std::env::args().skip(1)) {
        Ok((options, until_stdin_closes)) => run(options, until_stdin_closes).await,
        Err(words) => Err(io::Error::other(format!("{words}\n{USAGE}"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be done if standard error is closed too.
            let _ = writeln!(io::stderr(), "mock-gateway: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options, until_stdin_closes: bool) -> io::Result<()> {
    let gateway = MockGateway::start(options).await?;
    writeln!(io::stdout(), "listening {}", gateway.base_url())?;
    io::stdout().flush()?;
    if !until_stdin_closes {
        std::future::pending::<()>().await;
    }
    let (closed, is_closed) = tokio::sync::oneshot::channel::<()>();
    // A thread of its own, for reading standard input cannot be cancelled. Its end drops the sender.
    std::thread::spawn(move || {
        let _closed = closed;
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    });
    let _ = is_closed.await;
    Ok(())
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<(Options, bool), String> {
    let (mut options, mut until_stdin_closes) = (Options::default(), false);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--port" => options.port = value()?.parse().map_err(|_| "--port needs a number".to_owned())?,
            "--key" => options.keys.push(value()?),
            "--demo" => options.is_demo = true,
            "--no-models" => options.has_models = false,
            "--until-stdin-closes" => until_stdin_closes = true,
            _ => return Err(format!("unknown argument {argument}")),
        }
    }
    Ok((options, until_stdin_closes))
}

#[cfg(test)]
mod tests {
    use super::read_arguments;

    fn read(line: &str) -> Result<(yourouter_mock_gateway::Options, bool), String> {
        read_arguments(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_become_options() {
        let (options, until_stdin_closes) =
            read("--port 8080 --key a --key b --no-models --until-stdin-closes").unwrap();
        assert_eq!(
            (options.port, options.keys, options.has_models),
            (8080, vec!["a".to_owned(), "b".to_owned()], false)
        );
        assert!(until_stdin_closes && !options.is_demo);
    }

    #[test]
    fn a_flag_that_is_unknown_or_lacks_its_value_is_named() {
        for line in ["--nonsense", "--port", "--port x"] {
            let words = read(line).unwrap_err();
            assert!(words.contains(line.split(' ').next().unwrap()), "{words}");
        }
    }
}
