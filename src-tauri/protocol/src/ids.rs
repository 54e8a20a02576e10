//! Identifiers: UUIDv7 (RFC 9562), so that they sort by time, each of its own type, so that they cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier, later than all made before in this process.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The identifier that these bytes make (RFC 9562, section 5.8): the same each time.
            pub fn of_bytes(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
            }

            /// Reads the hyphenated form; `None` if it is not a UUID.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::parse_str(text).ok().map(Self)
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

id!(
    /// One conversation.
    ConversationId
);
id!(
    /// One message of a conversation.
    MessageId
);
id!(
    /// One model call. Minted by the page, so that events which arrive before the command's promise have a home.
    TurnId
);
id!(
    /// One attached file.
    AttachmentId
);
id!(
    /// One folder of conversations.
    FolderId
);
id!(
    /// One saved prompt.
    PromptId
);
