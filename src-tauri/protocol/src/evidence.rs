//! Who served an answer, as far as its reply tells: marks as they came, and the grade that they add up to.

use serde::{Deserialize, Serialize};

/// Where a mark stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum MarkPlace {
    /// In a header of the reply.
    Header,
    /// In a field of its body.
    Field,
}

/// Something in a reply that some vendors write and others do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// Where it stood.
    pub place: MarkPlace,
    /// The header's or the field's name.
    pub name: String,
    /// What it said, cut to 128 characters.
    pub value: String,
}

/// How far it is known who served an answer. Nothing that anybody can write makes it `proved`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum EvidenceGrade {
    /// Reasoning that this vendor signed was accepted by it in a later pinned turn.
    Proved,
    /// The gateway says so.
    Claimed,
    /// Ids, fields or headers have the forms that this vendor gives them. Anybody can write them.
    Consistent,
    /// Nothing tells.
    Unknown,
    /// What came points to another vendor than the one that was pinned, or to another model than was asked for.
    Contradicts,
}

/// What one mark says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EvidenceItem {
    /// The mark as it came.
    pub mark: Mark,
    /// The vendors that write it; empty if it tells nothing.
    pub vendors: Vec<String>,
    /// Whether the gateway wrote it of its own.
    pub is_claim: bool,
    /// Where its form is documented, or was seen.
    pub source: String,
}

/// What is known of who served an answer, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// How far it is known.
    pub grade: EvidenceGrade,
    /// Who it was, or could have been, by the marks.
    pub vendors: Vec<String>,
    /// The model that the reply names, if it names one.
    pub model_reported: Option<String>,
    /// Whether that is another model than was asked for.
    pub is_other_model: bool,
    /// Each mark and what it says.
    pub items: Vec<EvidenceItem>,
}

/// Why the vendor of an answer cannot be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Unverifiable {
    /// It is proved already.
    Proved,
    /// The answer came with no reasoning that anybody signed or encrypted, or that is not kept any more.
    NotSigned,
    /// Nobody was pinned, and the gateway names nobody: there is no one to ask.
    NobodyNamed,
    /// The vendor is not known to sign the reasoning of this model, or not like this.
    NoSigner,
}

/// What verifying the vendor of an answer would send, to be shown before it is sent, or why that is of no use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VendorCheck {
    /// One request can tell.
    Possible {
        /// The only vendor that it allows.
        vendor: String,
        /// The model.
        model: String,
        /// Where it goes.
        host: String,
        /// What the person is made to say, before the reasoning and after it.
        said: [String; 2],
        /// About how many tokens are read.
        tokens: u64,
        /// About what it costs by list prices, in millionths of a US dollar, if that is known.
        cost: Option<u64>,
    },
    /// No request can.
    Impossible {
        /// Why.
        because: Unverifiable,
        /// The vendor that it is about; empty if nobody is named.
        vendor: String,
    },
}
