//! How long a document is waited for, and that it can be stopped.

use std::{sync::mpsc, time::Duration};

use tokio_util::sync::CancellationToken;

use super::{Office, TIME, Watch, awaited, text, too_slow};
use yourouter_protocol::{AttachmentProblem, Error};

const REPORT: &[u8] = include_bytes!("../../tests/fixtures/attachment/report.docx");

fn stopped() -> Error {
    Error::attachment(AttachmentProblem::Stopped, "")
}

#[test]
fn a_document_that_takes_too_long_is_refused_in_words_and_one_that_is_stopped_is_given_up() {
    let stop = CancellationToken::new();
    let watch = Watch { stop: &stop, progress: &|_| {} };
    assert!(text(REPORT, Office::Word, TIME, &watch).is_ok());
    let late = text(REPORT, Office::Word, Duration::ZERO, &watch).unwrap_err();
    assert_eq!(late, Error::attachment(AttachmentProblem::TooSlow, "more than 0 s"));
    stop.cancel();
    assert_eq!(text(REPORT, Office::Word, TIME, &watch).unwrap_err(), stopped());
}

#[test]
fn a_reader_that_does_not_come_back_is_not_waited_for() {
    for reason in [stopped(), too_slow(TIME)] {
        // It waits for what never comes, until this test lets it go.
        let (release, held) = mpsc::channel::<()>();
        let reader = move || Ok(held.recv().is_ok());
        let given_up = awaited(reader, &|| Err(reason.clone()));
        assert_eq!(given_up, Err(reason.clone()));
        drop(release);
    }
    let gave_up = awaited::<()>(|| std::panic::resume_unwind(Box::new("")), &|| Ok(()));
    assert_eq!(gave_up, Err(Error::attachment(AttachmentProblem::Damaged, "its reader gave up")));
}
