//! Which certificates are trusted.

use yourouter_gateway::{ExtraRoots, ProxyChoice};
use yourouter_protocol::{Cause, Error};

use super::{
    ask, client_with,
    servers::{self, Authority},
    trusting,
};

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_refused_before_the_key_is_sent() {
    let authority = Authority::new();
    let (address, seen) = servers::tls(&authority, "127.0.0.1", "200 OK").await;
    let failure =
        ask(&client_with(ProxyChoice::Direct, ExtraRoots::default()), &format!("https://{address}")).await;
    let Err(Error::Offline(Cause { detail: words, .. })) = failure else { panic!("{failure:?}") };
    assert!(words.contains("not secure"), "{words}");
    assert!(seen.lock().unwrap().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn an_extra_authority_is_trusted_for_the_names_that_it_vouches_for() {
    let authority = Authority::new();
    let client = client_with(ProxyChoice::Direct, trusting(&authority));
    let (address, _) = servers::tls(&authority, "127.0.0.1", "200 OK").await;
    assert_eq!(ask(&client, &format!("https://{address}")).await.unwrap(), "through");
    let (address, seen) = servers::tls(&authority, "other.example", "200 OK").await;
    let failure = ask(&client, &format!("https://{address}")).await;
    assert!(matches!(failure, Err(Error::Offline(_))), "{failure:?}");
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn a_file_of_several_certificates_is_read_and_a_broken_one_refused_with_words() {
    let both = format!("# office\n{}{}", Authority::new().pem(), Authority::new().pem());
    ExtraRoots::from_pem(both.as_bytes()).unwrap().check().unwrap();
    for (broken, word) in [
        ("", "no certificate"),
        ("hello", "no certificate"),
        ("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", "cannot be read"),
        ("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n", "cannot be read"),
    ] {
        match ExtraRoots::from_pem(broken.as_bytes()).and_then(|roots| roots.check()) {
            Err(Error::Invalid(detail)) => {
                assert!(detail.contains(word), "{broken:?}: {detail}");
            }
            other => panic!("{broken:?}: {other:?}"),
        }
    }
}
