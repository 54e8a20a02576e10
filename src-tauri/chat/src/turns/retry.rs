//! Whether a failed attempt is followed by another, and when (API reference, section 7.3).
//!
//! Invariant: only before anything came that may have been charged for, and never for what another attempt cannot mend: a refused key, a
//! refused request, an empty balance.

use std::time::Duration;

use yourouter_protocol::{Error, FailureCode, Route, Settings, Vendor};

/// Waits before the second, third and fourth attempt, unless the server asks for another.
const WAITS: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// A server that asks for a longer wait than this is not waited for.
const MAX_WAIT: Duration = Duration::from_secs(120);

/// Statuses of a gateway that waited in vain for its upstream, which goes on working, and charges for it.
const WAITED_IN_VAIN: [u16; 4] = [504, 524, 598, 599];

/// What a gateway says with any other status in the same case.
const WAITED_WORDS: [&str; 3] = ["timed out", "timeout", "deadline exceeded"];

/// A request that failed after this long was probably worked on, whatever its failure says.
const LONG: Duration = Duration::from_secs(60);

/// The next attempt of a turn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) vendor: Vendor,
    pub(super) wait: Duration,
}

/// How a turn deals with failed attempts.
pub(super) struct Policy {
    is_retrying: bool,
    /// Whether automatic routing takes over when the vendor that is asked first fails.
    fails_over: bool,
}

impl Policy {
    /// The policy for a turn whose first request goes by this route. The native APIs have no automatic routing to fail
    /// over to, and a pin is never left.
    pub(super) fn new(settings: &Settings, route: &Route) -> Self {
        let fails_over = route.api_format.is_chat() && !route.routing.is_only() && !route.vendor.is_auto();
        Self { is_retrying: settings.is_retrying, fails_over }
    }

    /// How many attempts a turn that began with `vendor` makes at most.
    pub(super) fn most(&self, vendor: &Vendor) -> u32 {
        let retries = if self.is_retrying { WAITS.len() } else { 0 };
        let failover = usize::from(self.fails_over_from(vendor));
        u32::try_from(1 + retries + failover).unwrap_or(u32::MAX)
    }

    /// What follows the attempt with this number (from 1), which asked for `vendor`. `spread` in 0..1 keeps many
    /// clients from coming back at the same moment.
    pub(super) fn after(&self, number: u32, vendor: &Vendor, error: &Error, spread: f64) -> Option<Next> {
        if !is_passing(error) {
            return None;
        }
        if self.fails_over_from(vendor) {
            // Another vendor need not wait for what this one asks.
            return Some(Next { vendor: Vendor::auto(), wait: Duration::ZERO });
        }
        let asked = asked_wait(error);
        // The attempt that the first vendor had costs automatic routing none of its own.
        let made = number.saturating_sub(u32::from(self.fails_over));
        let prepared = usize::try_from(made).ok()?.checked_sub(1).and_then(|made| WAITS.get(made))?;
        if !self.is_retrying || asked.is_some_and(|asked| asked > MAX_WAIT) {
            return None;
        }
        let wait = asked.unwrap_or_else(|| prepared.mul_f64(spread.mul_add(0.25, 1.0)));
        Some(Next { vendor: vendor.clone(), wait })
    }

    fn fails_over_from(&self, vendor: &Vendor) -> bool {
        self.fails_over && !vendor.is_auto()
    }
}

/// Whether an attempt that failed without an answer was probably charged for all the same: it is made once more at most.
pub(super) fn is_probably_billed(error: &Error, took: Duration) -> bool {
    let Error::Gateway { facts, detail, code } = error else { return false };
    let words = detail.to_lowercase();
    facts.status.is_some_and(|status| WAITED_IN_VAIN.contains(&status))
        || *code == FailureCode::Overloaded
            && (took >= LONG || WAITED_WORDS.iter().any(|said| words.contains(said)))
}

fn is_passing(error: &Error) -> bool {
    match error {
        Error::Gateway { code, .. } => matches!(code, FailureCode::RateLimited | FailureCode::Overloaded),
        Error::Offline(_) | Error::StreamCut(_) => true,
        _ => false,
    }
}

fn asked_wait(error: &Error) -> Option<Duration> {
    match error {
        Error::Gateway { facts, .. } => facts.retry_after_ms.map(Duration::from_millis),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LONG, Next, Policy, is_probably_billed};
    use std::time::Duration;
    use yourouter_protocol::{
        ApiFormat, Error, FailureCode, Route, Routing, Settings, Vendor, error::ReplyFacts,
    };

    fn policy(is_retrying: bool, vendor: &str, routing: Routing) -> Policy {
        let route = Route { routing, ..Route::new("gpt-4o", Vendor::new(vendor)) };
        Policy::new(&Settings { is_retrying, ..Settings::default() }, &route)
    }

    fn gateway(code: FailureCode, retry_after_ms: Option<u64>) -> Error {
        Error::Gateway {
            code,
            detail: String::new(),
            facts: ReplyFacts { retry_after_ms, ..ReplyFacts::default() },
        }
    }

    fn waits(policy: &Policy, vendor: &Vendor, error: &Error) -> Vec<(String, u64)> {
        let mut vendor = vendor.clone();
        let mut waits = Vec::new();
        for number in 1..10 {
            let Some(Next { vendor: next, wait }) = policy.after(number, &vendor, error, 0.0) else { break };
            waits.push((next.as_str().to_owned(), u64::try_from(wait.as_millis()).unwrap()));
            vendor = next;
        }
        waits
    }

    #[test]
    fn a_passing_failure_is_tried_again_after_one_two_and_four_seconds() {
        let policy = policy(true, "auto", Routing::Only);
        for error in [
            gateway(FailureCode::RateLimited, None),
            gateway(FailureCode::Overloaded, None),
            Error::Offline("".into()),
            Error::StreamCut("".into()),
        ] {
            let waits = waits(&policy, &Vendor::auto(), &error);
            let expected = [1000, 2000, 4000].map(|wait| ("auto".to_owned(), wait));
            assert_eq!(waits, expected, "{error:?}");
        }
        assert_eq!(policy.most(&Vendor::auto()), 4);
    }

    #[test]
    fn what_another_attempt_cannot_mend_is_never_tried_again() {
        let policy = policy(true, "aws", Routing::First);
        for error in [
            gateway(FailureCode::Unauthorized, None),
            gateway(FailureCode::Balance, None),
            gateway(FailureCode::Rejected, None),
            gateway(FailureCode::TooLong, None),
            Error::TimedOut(String::new()),
            Error::MissingKey,
            Error::Internal(String::new()),
        ] {
            assert_eq!(waits(&policy, &Vendor::new("aws"), &error), [], "{error:?}");
        }
    }

    #[test]
    fn time_outs_behind_the_gateway_were_probably_charged_for() {
        let failed = |status, detail: &str| Error::Gateway {
            code: FailureCode::Overloaded,
            detail: detail.to_owned(),
            facts: ReplyFacts { status, ..ReplyFacts::default() },
        };
        for (error, took, expected) in [
            (failed(Some(524), "gw | 524: A timeout occurred"), Duration::ZERO, true),
            (failed(Some(504), ""), Duration::ZERO, true),
            (failed(Some(500), "Upstream request timed out"), Duration::ZERO, true),
            (failed(None, "DEADLINE EXCEEDED"), Duration::ZERO, true),
            (failed(Some(502), "Bad gateway"), LONG, true),
            (failed(Some(502), "Bad gateway"), Duration::from_secs(1), false),
            (failed(Some(503), "No channel"), Duration::ZERO, false),
            (Error::Offline("No connection within 15s".into()), LONG, false),
        ] {
            assert_eq!(is_probably_billed(&error, took), expected, "{error:?} after {took:?}");
        }
    }

    #[test]
    fn the_server_is_waited_for_as_long_as_it_asks_but_not_longer_than_two_minutes() {
        let policy = policy(true, "auto", Routing::Only);
        let at = |ms| policy.after(1, &Vendor::auto(), &gateway(FailureCode::RateLimited, Some(ms)), 0.9);
        assert_eq!(at(30_000).map(|next| next.wait), Some(Duration::from_secs(30)));
        assert_eq!(at(120_000).map(|next| next.wait), Some(Duration::from_secs(120)));
        assert_eq!(at(120_001), None);
    }

    #[test]
    fn automatic_routing_takes_over_from_the_first_vendor_at_once_and_from_a_pin_never() {
        let error = gateway(FailureCode::Overloaded, Some(60_000));
        let aws = Vendor::new("aws");
        let vendors = |policy: &Policy| -> Vec<String> {
            waits(policy, &aws, &error).into_iter().map(|(vendor, _)| vendor).collect()
        };
        for routing in [Routing::First, Routing::Stay] {
            let first = policy(true, "aws", routing);
            assert_eq!(vendors(&first), ["auto", "auto", "auto", "auto"]);
            assert_eq!(waits(&first, &aws, &error)[0].1, 0, "another vendor need not wait");
            assert_eq!(first.most(&aws), 5);
            assert_eq!(vendors(&policy(false, "aws", routing)), ["auto"]);
        }
        assert_eq!(vendors(&policy(true, "aws", Routing::Only)), ["aws", "aws", "aws"]);
        assert_eq!(vendors(&policy(false, "aws", Routing::Only)), [""; 0]);
    }

    #[test]
    fn a_native_route_has_no_automatic_routing_to_fail_over_to() {
        let settings = Settings { is_retrying: false, ..Settings::default() };
        let aws = Vendor::new("aws");
        let native = Route {
            api_format: ApiFormat::Native,
            routing: Routing::First,
            ..Route::new("claude-3", aws.clone())
        };
        let error = gateway(FailureCode::Overloaded, None);
        assert_eq!(Policy::new(&settings, &native).after(1, &aws, &error, 0.0), None);
    }
}
