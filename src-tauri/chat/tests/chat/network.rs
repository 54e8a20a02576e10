//! The way to gateways as a person sets it: the proxy with its password, certificate authorities, the test.

use std::fs;

use yourouter_protocol::{ChooseProxy, ConnectionStep, Error, ProxyMode, StepState};

use super::desk::{Desk, KEY};

fn manual(url: &str, user: &str, password: Option<&str>) -> ChooseProxy {
    ChooseProxy {
        proxy: ProxyMode::Manual,
        proxy_url: url.to_owned(),
        proxy_user: user.to_owned(),
        proxy_password: password.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_proxys_password_is_in_the_keychain_and_nowhere_else() {
    let desk = Desk::new().await;
    let chosen = manual(" proxy.example:3128 ", "me", Some("canary-s3cr3t"));
    let network = desk.chat.network.choose_proxy(chosen).await.unwrap();
    assert_eq!((network.proxy, network.proxy_url.as_str()), (ProxyMode::Manual, "proxy.example:3128"));
    assert!(network.has_proxy_password && !serde_json::to_string(&network).unwrap().contains("s3cr3t"));
    assert_eq!(desk.keychain.holds("proxy:http://proxy.example:3128").unwrap().expose(), "canary-s3cr3t");
    for file in fs::read_dir(desk.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let holds = |bytes: Vec<u8>| bytes.windows(6).any(|window| window == b"s3cr3t");
        assert!(!fs::read(&path).is_ok_and(holds), "{}", path.display());
    }

    let (chat, _) = desk.restarted();
    assert_eq!(chat.network.view(), network);
    assert_eq!(*desk.keychain.reads.lock().unwrap(), 0, "it is read when it is first needed");
    let kept = chat.network.choose_proxy(manual("proxy.example:3128", "me", None)).await.unwrap();
    assert!(kept.has_proxy_password, "saying nothing leaves it");
    let other = chat.network.choose_proxy(manual("proxy.example:8080", "me", None)).await.unwrap();
    assert!(!other.has_proxy_password, "another proxy never gets it");
}

#[tokio::test]
async fn a_proxy_that_is_none_is_refused_and_the_one_before_stays() {
    let desk = Desk::new().await;
    let before = desk.chat.network.choose_proxy(manual("socks5://127.0.0.1:1", "", None)).await.unwrap();
    let failure = desk.chat.network.choose_proxy(manual("nonsense://", "", None)).await;
    assert!(matches!(failure, Err(Error::Invalid(_))), "{failure:?}");
    assert_eq!(desk.chat.network.view(), before);
}

#[tokio::test]
async fn a_file_of_authorities_is_kept_and_a_broken_one_changes_nothing() {
    let desk = Desk::new().await;
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(Vec::new()).unwrap().self_signed(&key).unwrap();
    let good = desk.folder.path().join("office.pem");
    fs::write(&good, certificate.pem()).unwrap();
    let network = desk.chat.network.trust_authorities(&good).await.unwrap();
    assert_eq!(network.extra_ca_name.as_deref(), Some("office.pem"));
    fs::remove_file(&good).unwrap();
    assert_eq!(desk.restarted().0.network.view(), network, "the file itself is not needed any more");

    let broken = desk.folder.path().join("broken.pem");
    fs::write(&broken, "-----BEGIN CERTIFICATE-----\nnonsense").unwrap();
    for path in [broken, good, desk.folder.path().to_owned()] {
        let failure = desk.chat.network.trust_authorities(&path).await;
        assert!(matches!(failure, Err(Error::Invalid(_))), "{failure:?}");
        assert_eq!(desk.chat.network.view(), network);
    }
    assert_eq!(desk.chat.network.forget_authorities().await.unwrap().extra_ca_name, None);
}

#[tokio::test]
async fn a_test_of_the_connection_takes_the_real_key_and_the_shown_model() {
    let desk = Desk::new().await;
    desk.blank().await;
    let report = desk.chat.test_connection().await.unwrap();
    assert_eq!(
        report.steps.last().map(|last| (last.step, last.state)),
        Some((ConnectionStep::Model, StepState::Passed))
    );
    assert!(desk.gateway.requests()[0].header("authorization").unwrap().ends_with(KEY));
    let log = desk.chat.network.load_network_log().await.unwrap();
    assert_eq!((log.total, log.rows[0].status), (1, Some(200)));
}
