//! Which vendors sign or encrypt the reasoning of which models, what their seals look like, and how that is known.
//!
//! `docs/evidence.md` has the same table in words. Invariant: a seal's look proves nothing, since anybody can write it; it
//! only keeps what cannot be this vendor's from counting when it comes back.

use crate::sealed::Sealed;

/// What a seal has to look like.
#[derive(Debug)]
enum Look {
    /// Base64 of at least so many characters.
    Base64(usize),
    /// It begins so: a Fernet token.
    Begins(&'static str),
}

#[derive(Debug)]
struct Signer {
    vendor: &'static str,
    /// What the ids of its models begin with.
    families: &'static [&'static str],
    look: Look,
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who look after the table"))]
    source: &'static str,
}

const fn signer(
    vendor: &'static str,
    families: &'static [&'static str],
    look: Look,
    source: &'static str,
) -> Signer {
    Signer { vendor, families, look, source }
}

/// The shortest signature that is one: Anthropic's have hundreds of characters, Google's at least these.
const SHORTEST: usize = 48;

static SIGNERS: &[Signer] = &[
    signer("anthropic", &["claude"], Look::Base64(SHORTEST), "docs.claude.com, Extended thinking"),
    signer("aws", &["claude"], Look::Base64(SHORTEST), "docs.aws.amazon.com, Bedrock: extended thinking"),
    signer("google", &["claude"], Look::Base64(SHORTEST), "docs.cloud.google.com, Claude: extended thinking"),
    signer("google", &["gemini"], Look::Base64(SHORTEST), "ai.google.dev, Thought signatures"),
    signer(
        "openai",
        &["gpt", "o1", "o3", "o4"],
        Look::Begins("gAAAA"),
        "platform.openai.com, Reasoning items",
    ),
    signer(
        "azure",
        &["gpt", "o1", "o3", "o4"],
        Look::Begins("gAAAA"),
        "learn.microsoft.com, Reasoning models",
    ),
];

fn of<'a>(vendor: &'a str, model: &str) -> impl Iterator<Item = &'static Signer> + use<'a> {
    let model = model.to_lowercase();
    SIGNERS.iter().filter(move |signer| {
        let is_family = |part: &str| signer.families.iter().any(|family| part.starts_with(family));
        signer.vendor == vendor && model.split(['/', ':', '.']).any(is_family)
    })
}

/// Whether a vendor signs or encrypts the reasoning of a model, as far as is known.
pub fn signs(vendor: &str, model: &str) -> bool {
    of(vendor, model).next().is_some()
}

/// Whether sealed reasoning looks as this vendor seals that of this model.
pub fn is_signed_by(vendor: &str, model: &str, sealed: &Sealed) -> bool {
    let seals = sealed.seals();
    of(vendor, model).any(|signer| !seals.is_empty() && seals.iter().all(|seal| signer.look.fits(seal)))
}

impl Look {
    fn fits(&self, seal: &str) -> bool {
        let is_base64 =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_');
        match self {
            Self::Base64(least) => seal.len() >= *least && seal.bytes().all(is_base64),
            Self::Begins(start) => seal.starts_with(start) && seal.len() >= SHORTEST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SIGNERS, Sealed, is_signed_by, signs};

    fn signature(text: &str) -> Sealed {
        Sealed::Signature { signature: text.to_owned(), text: String::new() }
    }

    #[test]
    fn only_vendors_that_sign_a_model_can_have_signed_it_and_only_in_their_look() {
        let long = "EqQBCkYIARgCKkBt".repeat(4);
        let fernet = format!("gAAAA{}", "B0mVh3".repeat(12));
        for (vendor, model, seal, expected) in [
            ("anthropic", "claude-sonnet-4-20250514", &long, true),
            ("aws", "us.anthropic.claude-opus-4", &long, true),
            ("google", "gemini-2.5-pro", &long, true),
            ("openai", "o3", &fernet, true),
            ("azure", "openai/gpt-5", &fernet, true),
            ("openai", "o3", &long, false),
            ("anthropic", "gpt-5", &long, false),
            ("deepseek", "deepseek-r1", &long, false),
            ("anthropic", "claude-sonnet-4-20250514", &"c2ln".to_owned(), false),
            ("anthropic", "claude-sonnet-4-20250514", &"not base64 at all, ".repeat(9), false),
        ] {
            assert_eq!(is_signed_by(vendor, model, &signature(seal)), expected, "{vendor} {model}");
        }
        assert!(!signs("mistral", "mistral-large") && signs("azure", "o4-mini"));
        assert!(!is_signed_by("anthropic", "claude-3-7-sonnet", &Sealed::Blocks(Vec::new())));
        assert!(SIGNERS.iter().all(|signer| !signer.source.is_empty()));
    }
}
