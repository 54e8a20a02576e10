//! A test of the connection names the step that failed, with real servers failing at each.

use std::sync::Arc;

use tokio::{io::AsyncWriteExt, net::TcpListener};
use yourouter_gateway::{Client, Endpoint, ExtraRoots, ManualProxy, Network, ProxyChoice, Timeouts};
use yourouter_protocol::{ConnectionReport, ConnectionStep as Step, StepState as State};

use super::{
    Nowhere, client_with, gateway_support,
    servers::{self, Authority},
    trusting,
};

async fn probe(client: &Client, base: &str, model: &str) -> ConnectionReport {
    let key = gateway_support::key();
    client.probe(&Endpoint::parse(base).unwrap(), Some(&key), model).await.unwrap()
}

fn states(report: &ConnectionReport) -> Vec<State> {
    report.steps.iter().map(|step| step.state).collect()
}

/// The step that failed, with its words, after checking that those before it passed and none after it was tried.
fn failed(report: &ConnectionReport) -> (Step, &str) {
    let at = report.steps.iter().position(|step| step.state == State::Failed).unwrap();
    let (before, after) = report.steps.split_at(at);
    assert!(before.iter().all(|step| matches!(step.state, State::Passed | State::NotNeeded)), "{report:?}");
    assert!(
        after[1..].iter().all(|step| matches!(step.state, State::NotTried | State::NotNeeded)),
        "{report:?}"
    );
    (after[0].step, &after[0].detail)
}

fn direct(roots: ExtraRoots) -> Client {
    client_with(ProxyChoice::Direct, roots)
}

#[tokio::test]
async fn all_steps_pass_and_a_model_that_is_not_listed_is_said_to_be_unknown() {
    use State::{NotNeeded, Passed, Unknown};
    let authority = Authority::new();
    let (address, seen) = servers::tls(&authority, "localhost", "200 OK").await;
    let client = direct(trusting(&authority));
    let base = format!("https://localhost:{}", address.port());
    let report = probe(&client, &base, "gpt-4o").await;
    assert_eq!(states(&report), [NotNeeded, Passed, Passed, Passed, Passed, Passed], "{report:?}");
    assert_eq!(report.protocol.as_deref(), Some("HTTP/1.1"));
    let report = probe(&client, &base, "own-model").await;
    assert_eq!(states(&report), [NotNeeded, Passed, Passed, Passed, Passed, Unknown], "{report:?}");
    assert!(seen.lock().unwrap().iter().all(|head| head.starts_with("GET /v1/models ")), "nothing is billed");
}

#[tokio::test]
async fn a_name_that_is_not_found() {
    let report = probe(&direct(ExtraRoots::default()), "https://no-such-host.invalid", "gpt-4o").await;
    let (step, words) = failed(&report);
    assert_eq!(step, Step::Name, "{words}");
    assert!(words.contains("not found"), "{words}");
}

#[tokio::test]
async fn a_port_that_nobody_listens_on() {
    let base = format!("https://{}", servers::nobody().await);
    let report = probe(&direct(ExtraRoots::default()), &base, "gpt-4o").await;
    assert_eq!(failed(&report), (Step::Connect, "The connection was refused"));
    assert_eq!(report.steps[1].state, State::NotNeeded, "an address has no name to look up");
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_and_a_server_that_speaks_no_tls() {
    let authority = Authority::new();
    let (address, _) = servers::tls(&authority, "127.0.0.1", "200 OK").await;
    let report = probe(&direct(ExtraRoots::default()), &format!("https://{address}"), "gpt-4o").await;
    let (step, words) = failed(&report);
    assert_eq!(step, Step::Tls, "{words}");
    assert!(words.contains("not secure"), "{words}");

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
    });
    assert_eq!(failed(&probe(&direct(ExtraRoots::default()), &base, "gpt-4o").await).0, Step::Tls);
}

#[tokio::test]
async fn a_connection_that_is_never_answered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let timeouts = Timeouts { connect: std::time::Duration::from_millis(200), ..Timeouts::default() };
    let network = Network { timeouts, proxy: ProxyChoice::Direct, ..Network::default() };
    let client = Client::with_request_log(network, Arc::new(Nowhere));
    assert_eq!(failed(&probe(&client, &base, "gpt-4o").await), (Step::Connect, "Nothing answered in time"));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_wants_credentials() {
    let authority = Authority::new();
    let (gateway, _) = servers::tls(&authority, "gateway.test", "200 OK").await;
    let (locked, _) = servers::http_proxy(gateway, Some("bWU6czNjcjN0")).await;
    let (socks, _) = servers::socks_proxy(gateway, "me", "s3cr3t").await;
    let gone = format!("http://{}", servers::nobody().await);
    for (proxy, word) in [
        (gone, "refused"),
        ("http://no-such-proxy.invalid:1".to_owned(), ""),
        (locked, "user name"),
        (socks, "user name"),
    ] {
        let choice = ProxyChoice::Manual(ManualProxy::parse(&proxy, None).unwrap());
        let report =
            probe(&client_with(choice, trusting(&authority)), "https://gateway.test", "gpt-4o").await;
        let (step, words) = failed(&report);
        assert_eq!(step, Step::Proxy, "{proxy}: {words}");
        assert!(words.contains(word), "{proxy}: {words}");
    }
    let (open, _) = servers::http_proxy(gateway, None).await;
    let choice = ProxyChoice::Manual(ManualProxy::parse(&open, None).unwrap());
    let report = probe(&client_with(choice, ExtraRoots::default()), "https://gateway.test", "gpt-4o").await;
    assert_eq!(failed(&report).0, Step::Tls, "behind a proxy too");
}

#[tokio::test]
async fn a_key_that_is_refused_and_a_gateway_without_a_list() {
    let authority = Authority::new();
    let client = direct(trusting(&authority));
    let (address, _) = servers::tls(&authority, "127.0.0.1", "401 Unauthorized").await;
    assert_eq!(failed(&probe(&client, &format!("https://{address}"), "gpt-4o").await).0, Step::Key);
    for status in ["404 Not Found", "503 Service Unavailable"] {
        let (address, _) = servers::tls(&authority, "127.0.0.1", status).await;
        let report = probe(&client, &format!("https://{address}"), "gpt-4o").await;
        assert_eq!(
            states(&report)[3..],
            [State::Passed, State::Unknown, State::Unknown],
            "{status}: {report:?}"
        );
    }
}
