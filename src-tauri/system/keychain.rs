//! The OS keychain: Secret Service, Keychain or Credential Manager, through `keyring`.
//!
//! An entry has the service `yourouter-chat` and the gateway's origin as its user name. Invariant: there is no other
//! place for a key; if the keychain fails, the person decides.

use keyring::Entry;
use yourouter_chat_core::Keychain;
use yourouter_protocol::{Cause, Error, Result, Secret};

const SERVICE: &str = "yourouter-chat";

/// The keychain of the system that the program runs on.
pub struct OsKeychain;

impl Keychain for OsKeychain {
    fn read(&self, origin: &str) -> Result<Option<Secret>> {
        match entry(origin)?.get_password() {
            Ok(key) => Ok(Some(Secret::new(&key))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    fn store(&self, origin: &str, key: &Secret) -> Result<()> {
        let entry = entry(origin)?;
        let stored = match entry.set_password(key.expose()) {
            Err(keyring::Error::NoStorageAccess(_)) if made_default_collection() => {
                entry.set_password(key.expose())
            }
            stored => stored,
        };
        stored.map_err(unavailable)
    }

    fn forget(&self, origin: &str) -> Result<()> {
        match entry(origin)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }
}

/// Makes the Secret Service's default collection where there is none, as libsecret does: the service asks the person for a
/// password. Whether there is one now that was not there before.
#[cfg(target_os = "linux")]
fn made_default_collection() -> bool {
    use secret_service::{EncryptionType, Error, blocking::SecretService};

    let Ok(service) = SecretService::connect(EncryptionType::Dh) else { return false };
    let is_missing = matches!(service.get_default_collection(), Err(Error::NoResult));
    is_missing && service.create_collection("Default keyring", "default").is_ok()
}

#[cfg(not(target_os = "linux"))]
fn made_default_collection() -> bool {
    false
}

fn entry(origin: &str) -> Result<Entry> {
    Entry::new(SERVICE, origin).map_err(unavailable)
}

/// The system's words, which may be in any language; some variants would print stored bytes, so only those known to
/// be safe are passed on.
fn unavailable(error: keyring::Error) -> Error {
    use keyring::Error::{NoDefaultStore, NoStorageAccess, PlatformFailure};
    Error::KeychainUnavailable(match error {
        PlatformFailure(error) | NoStorageAccess(error) => {
            Cause::new(error.to_string().chars().take(300).collect::<String>(), error.into())
        }
        NoDefaultStore => "this system has no keychain".into(),
        _ => "the keychain refused the entry".into(),
    })
}
