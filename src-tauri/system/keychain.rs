//! The OS keychain: Secret Service, Keychain or Credential Manager, through `keyring`.
//!
//! An entry has the service `yourouter-chat` and the gateway's origin as its user name. Invariant: there is no other
//! place for a key; if the keychain fails, the person decides.

use keyring::Entry;
use yourouter_chat_core::Keychain;
use yourouter_protocol::{Error, Result, Secret};

const SERVICE: &str = "yourouter-chat";

/// The keychain of the system that the program runs on.
pub struct OsKeychain;

impl Keychain for OsKeychain {
    fn read(&self, origin: &str) -> Result<Option<Secret>> {
        match entry(origin)?.get_password() {
            Ok(key) => Ok(Some(Secret::new(&key))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn store(&self, origin: &str, key: &Secret) -> Result<()> {
        entry(origin)?.set_password(key.expose()).map_err(|error| unavailable(&error))
    }

    fn forget(&self, origin: &str) -> Result<()> {
        match entry(origin)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

fn entry(origin: &str) -> Result<Entry> {
    Entry::new(SERVICE, origin).map_err(|error| unavailable(&error))
}

/// The system's words, which may be in any language; some variants would print stored bytes, so only those known to
/// be safe are passed on.
fn unavailable(error: &keyring::Error) -> Error {
    use keyring::Error::{NoDefaultStore, NoStorageAccess, PlatformFailure};
    let words = match error {
        PlatformFailure(cause) | NoStorageAccess(cause) => cause.to_string(),
        NoDefaultStore => "this system has no keychain".to_owned(),
        _ => "the keychain refused the entry".to_owned(),
    };
    Error::KeychainUnavailable(words.chars().take(300).collect())
}
