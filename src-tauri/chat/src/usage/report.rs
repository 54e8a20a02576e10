//! Counts: requests, put together by vendor, model, day, chat and folder.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

use jiff::Zoned;

use yourouter_protocol::{
    ConversationId, FailureCode, FailureCount, FolderId, ModelPrice, TrialVendor, TrialView, TypedPrice,
    UsageDay, UsageOfChat, UsageOfFolder, UsagePeriod, UsageReport, UsageRow, UsageSum,
};
use yourouter_store::{CountedChat, CountedRequest, Trial};

use super::days;
use crate::gateways::Gateways;

/// Fewer answers than these are points, not a distribution.
const FEW: usize = 5;

/// A request with what its answer cost by list prices.
pub(super) struct Priced<'a> {
    pub(super) request: &'a CountedRequest,
    cost: Cost,
}

#[derive(Clone, Copy)]
enum Cost {
    /// Its tokens were not told.
    Uncounted,
    /// They were, and nobody says what they cost.
    Unpriced,
    /// In millionths of a US dollar.
    Known(u64),
}

/// The prices of all that was asked for. Blocking.
pub(super) fn priced<'a>(
    gateways: &Gateways,
    typed: &[TypedPrice],
    requests: &'a [CountedRequest],
) -> Vec<Priced<'a>> {
    priced_by(requests, |gateway, model| gateways.price(typed, gateway, model))
}

pub(super) fn priced_by<'a>(
    requests: &'a [CountedRequest],
    price: impl Fn(&str, &str) -> Option<ModelPrice>,
) -> Vec<Priced<'a>> {
    let mut prices: HashMap<(&str, &str), Option<ModelPrice>> = HashMap::new();
    let one = |request: &'a CountedRequest| {
        let CountedRequest { base_url, model, answer, .. } = request;
        let price = prices.entry((base_url, model)).or_insert_with(|| price(base_url, model));
        let counted = answer.and_then(|answer| Some((answer.prompt_tokens?, answer)));
        let cost = match (counted, price) {
            (None, _) => Cost::Uncounted,
            (Some(_), None) => Cost::Unpriced,
            (Some((read, answer)), Some(price)) => {
                let written = answer.completion_tokens.unwrap_or_default();
                Cost::Known(price.cost(read, answer.cached_tokens.unwrap_or_default(), written))
            }
        };
        Priced { request, cost }
    };
    requests.iter().map(one).collect()
}

pub(super) fn report(
    period: UsagePeriod,
    requests: &[Priced<'_>],
    chats: &HashMap<ConversationId, CountedChat>,
    now: &Zoned,
) -> UsageReport {
    let none = || (String::new(), String::new(), String::new());
    let has_failed = |one: &&Priced<'_>| one.request.answer.is_some_and(|answer| answer.has_failed);
    let (by_chat, more_chats) = by_chat(requests, chats);
    let days = by_day(period, requests, now);
    let mut by_both = by_both(requests);
    show_failed_days(&mut by_both, requests, &days);
    UsageReport {
        period,
        total: grouped(requests, |_| none()).pop().unwrap_or_else(|| figures(none(), &[])),
        failed_answers: count(requests.iter().filter(has_failed).count()),
        by_vendor: grouped(requests, |request| (String::new(), String::new(), request.vendor.clone())),
        by_model: grouped(requests, |request| (String::new(), request.model.clone(), String::new())),
        by_both,
        days,
        by_chat,
        more_chats,
        by_folder: by_folder(requests, chats),
    }
}

/// What requests came to.
pub(super) fn sum<'a>(requests: impl Iterator<Item = &'a Priced<'a>>) -> UsageSum {
    requests.fold(UsageSum::default(), |mut sum, Priced { request, cost }| {
        let answer = request.answer.unwrap_or_default();
        sum.calls += 1;
        sum.failed += u32::from(request.failure.is_some());
        sum.tokens_in += answer.prompt_tokens.unwrap_or_default();
        sum.tokens_out += answer.completion_tokens.unwrap_or_default();
        sum.tokens_cached = plus(sum.tokens_cached, answer.cached_tokens);
        sum.tokens_reasoning = plus(sum.tokens_reasoning, answer.reasoning_tokens);
        match *cost {
            Cost::Uncounted => {}
            Cost::Unpriced => sum.unpriced += 1,
            Cost::Known(cost) => sum.spend = plus(sum.spend, Some(cost)),
        }
        sum
    })
}

/// What is not known adds nothing, and nothing known is not 0.
fn plus(sum: Option<u64>, more: Option<u64>) -> Option<u64> {
    match (sum, more) {
        (Some(sum), Some(more)) => Some(sum.saturating_add(more)),
        (known, None) | (None, known) => known,
    }
}

pub(super) fn by_both(requests: &[Priced<'_>]) -> Vec<UsageRow> {
    grouped(requests, place)
}

/// Where a request went.
fn place(request: &CountedRequest) -> Key {
    (request.base_url.clone(), request.model.clone(), request.vendor.clone())
}

/// The dearest chats first, then those that read the most; and how many more there are.
fn by_chat(requests: &[Priced<'_>], chats: &HashMap<ConversationId, CountedChat>) -> (Vec<UsageOfChat>, u32) {
    let groups = apart(requests, |request| [request.conversation_id]);
    let mut rows: Vec<UsageOfChat> = groups
        .into_iter()
        .map(|(conversation_id, requests)| {
            let title = chats.get(&conversation_id).map(|chat| chat.title.clone()).unwrap_or_default();
            UsageOfChat { conversation_id, title, sum: sum(requests.into_iter()) }
        })
        .collect();
    rows.sort_by_key(|row| (dearest(&row.sum), row.conversation_id));
    let more = rows.len().saturating_sub(UsageReport::MAX_CHATS);
    rows.truncate(UsageReport::MAX_CHATS);
    (rows, count(more))
}

fn by_folder(requests: &[Priced<'_>], chats: &HashMap<ConversationId, CountedChat>) -> Vec<UsageOfFolder> {
    let folders = |request: &CountedRequest| -> Vec<(Option<FolderId>, &str)> {
        let of = chats.get(&request.conversation_id).map(|chat| chat.folders.as_slice()).unwrap_or_default();
        if of.is_empty() {
            vec![(None, "")]
        } else {
            of.iter().map(|(id, name)| (Some(*id), name.as_str())).collect()
        }
    };
    let mut rows: Vec<UsageOfFolder> = apart(requests, folders)
        .into_iter()
        .map(|((folder_id, name), requests)| UsageOfFolder {
            folder_id,
            name: name.to_owned(),
            sum: sum(requests.into_iter()),
        })
        .collect();
    rows.sort_by_key(|row| (row.folder_id.is_none(), dearest(&row.sum), row.folder_id));
    // That nothing is in a folder is no news.
    if rows.iter().all(|row| row.folder_id.is_none()) { Vec::new() } else { rows }
}

/// Sorts what cost the most, then what read the most, to the front.
fn dearest(sum: &UsageSum) -> std::cmp::Reverse<(Option<u64>, u64)> {
    std::cmp::Reverse((sum.spend, sum.tokens_in))
}

fn by_day(period: UsagePeriod, requests: &[Priced<'_>], now: &Zoned) -> Vec<UsageDay> {
    let oldest = requests.iter().map(|one| one.request.at_ms).min();
    let beginnings = days::beginnings(period, oldest, now);
    let mut groups: BTreeMap<i64, Vec<&Priced<'_>>> =
        beginnings.iter().map(|began| (*began, Vec::new())).collect();
    for one in requests {
        let day = groups.range_mut(..=one.request.at_ms).next_back();
        if let Some((_, day)) = day {
            day.push(one);
        }
    }
    groups
        .into_iter()
        .map(|(began_at_ms, requests)| UsageDay { began_at_ms, sum: sum(requests.into_iter()) })
        .collect()
}

/// Says of each row on which days its requests failed.
fn show_failed_days(rows: &mut [UsageRow], requests: &[Priced<'_>], days: &[UsageDay]) {
    let mut of: HashMap<Key, Vec<u32>> = HashMap::new();
    for one in requests.iter().filter(|one| one.request.failure.is_some()) {
        let day = days.partition_point(|day| day.began_at_ms <= one.request.at_ms).checked_sub(1);
        let failed = of.entry(place(one.request)).or_insert_with(|| vec![0; days.len()]);
        if let Some(count) = day.and_then(|day| failed.get_mut(day)) {
            *count += 1;
        }
    }
    for row in rows {
        let key = (row.gateway.clone(), row.model.clone(), row.vendor.clone());
        row.failed_by_day = of.remove(&key).unwrap_or_default();
    }
}

/// The requests of each key; those with several count in each.
pub(super) fn apart<'a, K: Eq + Hash, I: IntoIterator<Item = K>>(
    requests: &'a [Priced<'a>],
    keys: impl Fn(&'a CountedRequest) -> I,
) -> HashMap<K, Vec<&'a Priced<'a>>> {
    let mut groups: HashMap<K, Vec<&Priced<'_>>> = HashMap::new();
    for one in requests {
        for key in keys(one.request) {
            groups.entry(key).or_default().push(one);
        }
    }
    groups
}

/// Gateway, model and vendor; what is taken together is empty.
pub(super) type Key = (String, String, String);

/// The most used first.
fn grouped(requests: &[Priced<'_>], key: impl Fn(&CountedRequest) -> Key) -> Vec<UsageRow> {
    let groups = apart(requests, |request| [key(request)]);
    let mut rows: Vec<UsageRow> = groups.into_iter().map(|(key, requests)| figures(key, &requests)).collect();
    rows.sort_by(|a, b| {
        b.sum.calls.cmp(&a.sum.calls).then_with(|| (&a.model, &a.vendor).cmp(&(&b.model, &b.vendor)))
    });
    rows
}

pub(super) fn figures((gateway, model, vendor): Key, requests: &[&Priced<'_>]) -> UsageRow {
    let answers = || requests.iter().filter_map(|one| one.request.answer);
    let mut first_tokens: Vec<u64> = answers().filter_map(|answer| answer.first_token_ms).collect();
    first_tokens.sort_unstable();
    let speeds = speeds(requests);
    let last = requests.iter().rev().take(FEW);
    let last_failed = last.filter(|one| one.request.failure.is_some()).count();
    UsageRow {
        gateway,
        model,
        vendor,
        sum: sum(requests.iter().copied()),
        failures: failures(requests),
        failed_by_day: Vec::new(),
        retried: count(requests.iter().filter(|one| one.request.is_retry).count()),
        first_token_p5_ms: percentile(&first_tokens, 5),
        first_token_p50_ms: percentile(&first_tokens, 50),
        first_token_p95_ms: percentile(&first_tokens, 95),
        tokens_per_second: percentile(&speeds, 50),
        last_failed: count(last_failed),
        last_of: count(requests.len().min(FEW)),
        first_tokens_ms: if first_tokens.len() < FEW { first_tokens } else { Vec::new() },
    }
}

pub(super) fn trial_view(
    trial: Trial,
    is_running: bool,
    gateways: &Gateways,
    typed: &[TypedPrice],
) -> TrialView {
    let Trial { id, name, text, base_url, model, times, started_at_ms, requests } = trial;
    let requests = priced(gateways, typed, &requests);
    let mut vendors: Vec<TrialVendor> = apart(&requests, |request| [request.vendor.as_str()])
        .into_iter()
        .map(|(vendor, own)| {
            let answers = own.iter().filter_map(|one| one.request.answer);
            let whole =
                answers.filter(|answer| !answer.has_failed && answer.first_token_ms.is_some()).count();
            let speeds = speeds(&own);
            let speed_range =
                percentile(&speeds, 5).zip(percentile(&speeds, 95)).map(|(low, high)| [low, high]);
            let figures = figures((String::new(), String::new(), vendor.to_owned()), &own);
            TrialVendor { figures, speed_range, answers: count(whole) }
        })
        .collect();
    vendors.sort_by(|a, b| a.figures.vendor.cmp(&b.figures.vendor));
    TrialView { id, name, text, base_url, model, times, started_at_ms, is_running, vendors }
}

fn count(counted: usize) -> u32 {
    u32::try_from(counted).unwrap_or(u32::MAX)
}

/// Tokens a second of the answers that tell them, in order.
fn speeds(requests: &[&Priced<'_>]) -> Vec<f64> {
    let answers = requests.iter().filter_map(|one| one.request.answer);
    let mut speeds: Vec<f64> = answers
        .filter_map(|answer| speed(answer.completion_tokens?, answer.first_token_ms?, answer.duration_ms?))
        .collect();
    speeds.sort_unstable_by(f64::total_cmp);
    speeds
}

/// Tokens a second after the first one; `None` where the time is too short to tell.
fn speed(tokens: u64, first_token_ms: u64, duration_ms: u64) -> Option<f64> {
    let took = duration_ms.checked_sub(first_token_ms).filter(|took| *took >= 100)?;
    // Far below what a float holds exactly.
    Some(tokens as f64 * 1000.0 / took as f64)
}

fn failures(requests: &[&Priced<'_>]) -> Vec<FailureCount> {
    let mut counts: Vec<(FailureCode, u32)> = Vec::new();
    for code in requests.iter().filter_map(|one| one.request.failure) {
        match counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => counts.push((code, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(code, count)| FailureCount { code, count }).collect()
}

/// The value below which so many in a hundred lie (nearest rank); `sorted` is in order.
fn percentile<T: Copy>(sorted: &[T], percent: usize) -> Option<T> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, tz::TimeZone};
    use yourouter_store::CountedAnswer;

    fn request(vendor: &str, at_ms: i64, failure: Option<FailureCode>, first: Option<u64>) -> CountedRequest {
        let answer = CountedAnswer {
            first_token_ms: first,
            duration_ms: first.map(|first| first + 1000),
            completion_tokens: first.map(|_| 80),
            prompt_tokens: first.map(|_| 10),
            cached_tokens: first.map(|_| 4),
            ..CountedAnswer::default()
        };
        CountedRequest {
            conversation_id: ConversationId::new(),
            at_ms,
            base_url: "https://g/v1".to_owned(),
            model: "=m,\"x\"".to_owned(),
            vendor: vendor.to_owned(),
            failure,
            is_retry: false,
            answer: Some(answer),
        }
    }

    fn now() -> Zoned {
        Timestamp::from_millisecond(20).unwrap().to_zoned(TimeZone::UTC)
    }

    #[test]
    fn percentiles_are_the_nearest_ranks_of_what_was_measured() {
        let many: Vec<u64> = (1..=100).collect();
        assert_eq!([5, 50, 95].map(|percent| percentile(&many, percent)), [Some(5), Some(50), Some(95)]);
        assert_eq!(percentile(&[7_u64], 95), Some(7));
        assert_eq!(percentile::<u64>(&[], 50), None);
    }

    #[test]
    fn a_vendor_is_told_by_its_own_requests_and_few_of_them_are_points() {
        let mut requests: Vec<CountedRequest> =
            (0..4).map(|n| request("azure", n, Some(FailureCode::Overloaded), None)).collect();
        requests.push(request("azure", 5, None, Some(300)));
        requests.extend((6..12).map(|n| request("openai", n, None, Some(100 * n as u64))));
        let price = ModelPrice { input: 1_000_000, output: 2_000_000, cached: Some(0) };
        let requests = priced_by(&requests, |_, _| Some(price));
        let report = report(UsagePeriod::All, &requests, &HashMap::new(), &now());
        let row = |vendor: &str| report.by_vendor.iter().find(|row| row.vendor == vendor).unwrap();
        let azure = row("azure");
        assert_eq!((azure.sum.calls, azure.last_failed, azure.last_of), (5, 4, 5));
        assert_eq!(azure.failures, [FailureCount { code: FailureCode::Overloaded, count: 4 }]);
        assert_eq!(azure.first_tokens_ms, [300]);
        assert_eq!(azure.tokens_per_second, Some(80.0));
        let openai = row("openai");
        assert_eq!((openai.first_token_p50_ms, openai.first_token_p95_ms), (Some(800), Some(1100)));
        assert!(openai.first_tokens_ms.is_empty());
        // Ten tokens read, four of them cached, and eighty written.
        assert_eq!(
            (azure.sum.spend, azure.sum.tokens_cached, azure.sum.unpriced),
            (Some(6 + 160), Some(4), 0)
        );
        assert_eq!(report.total.sum.spend, Some(7 * 166));
        assert_eq!((report.total.sum.calls, report.total.sum.tokens_out), (11, 7 * 80));
        assert_eq!(report.days.iter().map(|day| day.sum.calls).sum::<u32>(), 11);
    }

    #[test]
    fn each_vendor_of_a_model_tells_on_which_days_it_failed() {
        let days = |ago: i64| 20 - ago * 24 * 60 * 60 * 1000;
        let failed = |vendor, ago| request(vendor, days(ago), Some(FailureCode::Overloaded), None);
        let requests =
            [failed("azure", 0), failed("azure", 2), failed("azure", 2), request("aws", 20, None, None)];
        let requests = priced_by(&requests, |_, _| None);
        let report = report(UsagePeriod::Week, &requests, &HashMap::new(), &now());
        let of = |vendor: &str| report.by_both.iter().find(|row| row.vendor == vendor).unwrap();
        assert_eq!(of("azure").failed_by_day, [0, 0, 0, 0, 2, 0, 1]);
        assert!(of("aws").failed_by_day.is_empty() && report.by_vendor[0].failed_by_day.is_empty());
    }

    #[test]
    fn nothing_counted_is_nothing_said() {
        let report = report(UsagePeriod::Week, &[], &HashMap::new(), &now());
        assert_eq!((report.total.sum.calls, report.total.first_token_p50_ms), (0, None));
        assert_eq!((report.days.len(), report.by_model.len()), (7, 0));
    }

    #[test]
    fn chats_and_folders_come_to_what_their_requests_did_and_a_chat_in_two_counts_in_each() {
        let mut requests: Vec<CountedRequest> = (0..4).map(|n| request("x", n, None, Some(5))).collect();
        requests[1].conversation_id = requests[0].conversation_id;
        requests[3].answer = None;
        let [first, second, third] = [0, 2, 3].map(|at: usize| requests[at].conversation_id);
        let (work, home) = (FolderId::new(), FolderId::new());
        let chat = |title: &str, folders: &[(FolderId, &str)]| CountedChat {
            title: title.to_owned(),
            folders: folders.iter().map(|(id, name)| (*id, (*name).to_owned())).collect(),
        };
        let chats = HashMap::from([
            (first, chat("First", &[(work, "Work"), (home, "Home")])),
            (second, chat("Second", &[(home, "Home")])),
            (third, chat("Third", &[])),
        ]);
        let price = ModelPrice { input: 1_000_000, output: 1_000_000, cached: None };
        let report = report(UsagePeriod::All, &priced_by(&requests, |_, _| Some(price)), &chats, &now());
        let rows: Vec<_> =
            report.by_chat.iter().map(|row| (row.title.as_str(), row.sum.calls, row.sum.spend)).collect();
        assert_eq!(rows, [("First", 2, Some(180)), ("Second", 1, Some(90)), ("Third", 1, None)]);
        let rows: Vec<_> =
            report.by_folder.iter().map(|row| (row.folder_id, row.sum.calls, row.sum.spend)).collect();
        assert_eq!(rows, [(Some(home), 3, Some(270)), (Some(work), 2, Some(180)), (None, 1, None)]);
        assert_eq!(report.days.iter().filter_map(|day| day.sum.spend).sum::<u64>(), 270);
    }

    #[test]
    fn the_dearest_chats_are_listed_and_the_others_counted() {
        let mut requests: Vec<CountedRequest> = (0..60).map(|n| request("x", n, None, Some(5))).collect();
        requests[59].answer.as_mut().unwrap().prompt_tokens = Some(1000);
        let report = report(UsagePeriod::All, &priced_by(&requests, |_, _| None), &HashMap::new(), &now());
        assert_eq!((report.by_chat.len(), report.more_chats), (UsageReport::MAX_CHATS, 10));
        assert_eq!(report.by_chat[0].conversation_id, requests[59].conversation_id);
        assert_eq!(
            (report.total.sum.spend, report.total.sum.unpriced),
            (None, 60),
            "an unknown price is no price of 0"
        );
        assert!(report.by_folder.is_empty(), "nothing is in a folder");
    }
}
