//! Proxies that a person named: they lead to the gateway, learn its name, and never see the key.

use yourouter_gateway::{ManualProxy, ProxyChoice};
use yourouter_protocol::{Cause, Error, Secret};

use super::{
    ask, client_with, gateway_support,
    servers::{self, Authority, Seen},
    trusting,
};

const BASE: &str = "https://gateway.test/v1";

fn through(url: &str, credentials: Option<(&str, &str)>) -> ProxyChoice {
    let credentials = credentials.map(|(user, password)| (user.to_owned(), Secret::new(password)));
    ProxyChoice::Manual(ManualProxy::parse(url, credentials).unwrap())
}

fn learned_no_secret(seen: &Seen) {
    let key = gateway_support::key();
    for head in seen.lock().unwrap().iter() {
        assert!(
            !head.contains(key.expose()) && !head.to_lowercase().contains("authorization: bearer"),
            "{head}"
        );
    }
}

#[tokio::test]
async fn an_http_proxy_leads_to_the_gateway_by_its_name_and_sees_no_key() {
    let authority = Authority::new();
    let (gateway, asked) = servers::tls(&authority, "gateway.test", "200 OK").await;
    let (proxy, seen) = servers::http_proxy(gateway, None).await;
    let client = client_with(through(&proxy, None), trusting(&authority));
    assert_eq!(ask(&client, BASE).await.unwrap(), "through");
    assert!(seen.lock().unwrap()[0].starts_with("CONNECT gateway.test:443 "));
    assert!(asked.lock().unwrap()[0].contains(gateway_support::key().expose()));
    learned_no_secret(&seen);
}

#[tokio::test]
async fn an_http_proxy_gets_its_own_credentials_and_its_refusal_is_told_in_words() {
    let authority = Authority::new();
    let (gateway, asked) = servers::tls(&authority, "gateway.test", "200 OK").await;
    // "me:s3cr3t" in base64.
    let (proxy, seen) = servers::http_proxy(gateway, Some("bWU6czNjcjN0")).await;
    let welcome = client_with(through(&proxy, Some(("me", "s3cr3t"))), trusting(&authority));
    assert_eq!(ask(&welcome, BASE).await.unwrap(), "through");
    assert!(
        !asked.lock().unwrap()[0].to_lowercase().contains("proxy-authorization"),
        "it is for the proxy alone"
    );

    for credentials in [None, Some(("me", "wrong"))] {
        let client = client_with(through(&proxy, credentials), trusting(&authority));
        let failure = ask(&client, BASE).await;
        let Err(Error::Offline(Cause { detail: words, .. })) = failure else { panic!("{failure:?}") };
        assert!(words.contains("user name and a password") && !words.contains("wrong"), "{words}");
    }
    assert_eq!(asked.lock().unwrap().len(), 1);
    learned_no_secret(&seen);
}

#[tokio::test]
async fn a_socks_proxy_with_credentials_looks_the_name_up_itself() {
    let authority = Authority::new();
    let (gateway, _) = servers::tls(&authority, "gateway.test", "200 OK").await;
    let (proxy, seen) = servers::socks_proxy(gateway, "me", "s3cr3t").await;
    let client = client_with(through(&proxy, Some(("me", "s3cr3t"))), trusting(&authority));
    assert_eq!(ask(&client, BASE).await.unwrap(), "through");
    assert_eq!(*seen.lock().unwrap(), ["gateway.test:443"]);
    let stranger = client_with(through(&proxy, Some(("me", "wrong"))), trusting(&authority));
    let failure = ask(&stranger, BASE).await;
    let Err(Error::Offline(Cause { detail: words, .. })) = failure else { panic!("{failure:?}") };
    assert!(words.contains("user name and a password"), "{words}");
}

#[tokio::test]
async fn what_stays_on_this_machine_takes_no_proxy() {
    let authority = Authority::new();
    let (gateway, _) = servers::tls(&authority, "127.0.0.1", "200 OK").await;
    let nobody = format!("http://{}", servers::nobody().await);
    let client = client_with(through(&nobody, None), trusting(&authority));
    assert_eq!(ask(&client, &format!("https://{gateway}")).await.unwrap(), "through");
    let failure = ask(&client, BASE).await;
    assert!(matches!(failure, Err(Error::Offline(_))), "any other gateway does: {failure:?}");
}

#[test]
fn a_proxys_address_is_read_strictly_and_refused_with_words() {
    for (typed, origin) in [
        ("proxy.example:3128", "http://proxy.example:3128"),
        (" http://proxy.example/ ", "http://proxy.example:80"),
        ("https://proxy.example", "https://proxy.example:443"),
        ("socks5://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("socks5h://127.0.0.1", "socks5://127.0.0.1:1080"),
    ] {
        assert_eq!(ManualProxy::parse(typed, None).unwrap().origin(), origin, "{typed}");
    }
    for typed in [
        "",
        "://",
        "ftp://proxy.example",
        "http://me:pw@proxy.example",
        "http://proxy.example/path",
        "http://",
    ] {
        let failure = ManualProxy::parse(typed, None).map(|_| ());
        assert!(matches!(failure, Err(Error::Invalid(_))), "{typed}: {failure:?}");
    }
    let debug = format!("{:?}", ManualProxy::parse("p:1", Some(("me".to_owned(), Secret::new("s3cr3t")))));
    assert!(!debug.contains("s3cr3t"), "{debug}");
}
