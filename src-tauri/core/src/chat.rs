//! stub
pub struct Chat {}
pub trait EventSink {}
pub trait Keychain {}
pub struct Parts {}
