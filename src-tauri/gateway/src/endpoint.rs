//! The base URL of a gateway, read from what a person typed.
//!
//! Invariant: an `Endpoint` is `https`, or `http` on this machine; it carries no user name, password, query or
//! fragment, and its path neither is empty nor ends with a slash.

use url::{Host, Url};

use yourouter_protocol::words::details;
use yourouter_protocol::{Error, Result};

/// Paths that people paste along with the base URL.
const PASTED_PATHS: [&str; 2] = ["/chat/completions", "/anthropic"];

/// Where requests go: a base URL such as `https://api.yourouter.ai/v1`, normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: Url,
}

impl Endpoint {
    /// Reads what a person or an environment variable gives. `http` is taken for loopback hosts only. A missing scheme
    /// is added, `/chat/completions` and `/anthropic` are cut off, and a bare host gets `/v1`; other paths are kept.
    ///
    /// # Errors
    /// `Error::Invalid` with words for the person.
    pub fn parse(typed: &str) -> Result<Self> {
        let mut base =
            Url::parse(&with_scheme(typed.trim())).map_err(|_| Error::invalid(details::address_broken()))?;
        refuse_unsafe_parts(&base)?;
        base.set_path(&normal_path(base.path()));
        Ok(Self { base })
    }

    /// The base URL without a trailing slash.
    pub fn base_url(&self) -> &str {
        self.base.as_str()
    }

    /// Scheme, host and port: what a key is bound to. (RFC 6454, ASCII serialisation.)
    pub fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }

    /// The host, with the port if it is not the scheme's own.
    pub fn host(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        match self.base.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Whether requests stay on this machine. They take no proxy then.
    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.base)
    }

    /// Whether the host is a name that has to be looked up.
    pub(super) fn has_name(&self) -> bool {
        matches!(self.base.host(), Some(Host::Domain(_)))
    }

    /// Whether requests are encrypted.
    pub(super) fn is_secure(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// The URL of `path`, such as `chat/completions`, under the base.
    pub(super) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{path}", self.base.path()));
        url
    }

    /// Whether a redirect to `target` would stay with the origin that the key belongs to.
    pub(super) fn is_same_origin(&self, target: &Url) -> bool {
        self.base.origin() == target.origin()
    }
}

fn with_scheme(typed: &str) -> String {
    let lower = typed.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("https:") || lower.starts_with("http:") {
        return typed.to_owned();
    }
    let secure = format!("https://{typed}");
    match Url::parse(&secure) {
        Ok(url) if is_loopback(&url) => format!("http://{typed}"),
        _ => secure,
    }
}

fn refuse_unsafe_parts(base: &Url) -> Result<()> {
    if !matches!(base.scheme(), "https" | "http") {
        return Err(Error::invalid(details::address_scheme()));
    }
    if base.host_str().is_none_or(str::is_empty) {
        return Err(Error::invalid(details::address_hostless()));
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(Error::invalid(details::address_with_user()));
    }
    if base.query().is_some() || base.fragment().is_some() {
        return Err(Error::invalid(details::address_with_query()));
    }
    if base.scheme() == "http" && !is_loopback(base) {
        return Err(Error::invalid(details::address_unsafe()));
    }
    Ok(())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn normal_path(typed: &str) -> String {
    let mut path: String =
        typed.split('/').filter(|part| !part.is_empty()).flat_map(|part| ["/", part]).collect();
    while let Some(shorter) = PASTED_PATHS.iter().find_map(|pasted| path.strip_suffix(pasted)) {
        path = shorter.to_owned();
    }
    if path.is_empty() { "/v1".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;
    use yourouter_protocol::Error;

    #[test]
    fn what_people_type_becomes_a_base_url() {
        for (typed, base, origin, host) in [
            (
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                " https://API.yourouter.ai/v1/ ",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "https://api.yourouter.ai",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "api.yourouter.ai",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "https://api.yourouter.ai/v1/chat/completions",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "https://api.yourouter.ai/chat/completions/",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "https://api.yourouter.ai/anthropic",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "https://api.yourouter.ai:443//v1//",
                "https://api.yourouter.ai/v1",
                "https://api.yourouter.ai",
                "api.yourouter.ai",
            ),
            (
                "https://example.org:8443/openai/v2",
                "https://example.org:8443/openai/v2",
                "https://example.org:8443",
                "example.org:8443",
            ),
            (
                "http://127.0.0.1:8080/v1",
                "http://127.0.0.1:8080/v1",
                "http://127.0.0.1:8080",
                "127.0.0.1:8080",
            ),
            ("localhost:11434", "http://localhost:11434/v1", "http://localhost:11434", "localhost:11434"),
            ("127.3.2.1:99/v1", "http://127.3.2.1:99/v1", "http://127.3.2.1:99", "127.3.2.1:99"),
            ("http://[::1]:8080", "http://[::1]:8080/v1", "http://[::1]:8080", "[::1]:8080"),
        ] {
            let endpoint = Endpoint::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!(endpoint.base_url(), base, "{typed}");
            assert_eq!(endpoint.origin(), origin, "{typed}");
            assert_eq!(endpoint.host(), host, "{typed}");
        }
    }

    #[test]
    fn an_address_that_could_leak_the_key_is_refused_with_words() {
        for (typed, word) in [
            ("", "web address"),
            ("https://", "web address"),
            ("https:", "web address"),
            ("javascript:alert(1)", "web address"),
            ("mailto:me@example.org", "user name"),
            ("not a url", "web address"),
            ("ftp://api.yourouter.ai", "https://"),
            ("file:///etc/passwd", "https://"),
            ("javascript://alert(1)", "https://"),
            ("http://api.yourouter.ai/v1", "https://"),
            ("http://localhost.example.org", "https://"),
            ("http://0.0.0.0:80", "https://"),
            ("http://192.168.1.2:8080", "https://"),
            ("https://user:secret@api.yourouter.ai", "password"),
            ("http://127.0.0.1@example.org", "user name"),
            ("https://api.yourouter.ai/v1?key=1", "?"),
            ("https://api.yourouter.ai/v1#x", "#"),
        ] {
            match Endpoint::parse(typed) {
                Err(Error::Invalid(detail)) => {
                    assert!(detail.contains(word), "{typed}: {detail}");
                    assert!(!detail.contains("secret"), "{typed}: {detail}");
                }
                other => panic!("{typed}: {other:?}"),
            }
        }
    }

    #[test]
    fn only_the_same_scheme_host_and_port_are_the_same_origin() {
        let endpoint = Endpoint::parse("https://api.yourouter.ai/v1").unwrap();
        for (target, is_same) in [
            ("https://api.yourouter.ai/elsewhere", true),
            ("https://api.yourouter.ai:443/", true),
            ("http://api.yourouter.ai/v1", false),
            ("https://yourouter.ai/v1", false),
            ("https://api.yourouter.ai:8443/v1", false),
        ] {
            assert_eq!(endpoint.is_same_origin(&target.parse().unwrap()), is_same, "{target}");
        }
    }
}
