//! The scoreboard: figures of the person's own requests, and the same as CSV.
//!
//! Invariant: every figure is counted from rows of this computer's database; what nothing was counted for is missing,
//! never 0. Nothing of it is ever sent.

use std::{collections::HashMap, fmt::Write, path::Path, sync::Arc};

use yourouter_protocol::{
    Error, FailureCode, FailureCount, ModelPrice, Result, TrialVendor, TrialView, TypedPrice, UsageDay,
    UsagePeriod, UsageReport, UsageRow, error::StorageError,
};
use yourouter_store::{CountedRequest, Trial};

use super::{Chat, Gateways, now_ms, storage::Storage};

/// Fewer answers than these are points, not a distribution.
const FEW: usize = 5;
/// Days that a report lists at most.
const MOST_DAYS: i64 = 400;
const HOUR_MS: i64 = 60 * 60 * 1000;

impl Chat {
    /// The figures of a period.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_usage(&self, period: UsagePeriod) -> Result<UsageReport> {
        let now = now_ms();
        let since = period.length_ms().map_or(i64::MIN, |length| now - length);
        let (gateways, typed) =
            (Arc::clone(&self.gateways), self.settings.get(|settings| settings.prices.clone()));
        let read = move |storage: &Storage| {
            let requests = storage.store.counted_requests(since)?;
            let prices = prices(&gateways, &typed, &requests);
            Ok(report(period, &requests, &prices, now))
        };
        self.storage.run(read).await
    }

    /// What answers came to by list prices since a time, in millionths of a US dollar; those without a price count as
    /// nothing.
    pub(crate) async fn spent_since(&self, since_ms: i64) -> Result<u64> {
        let (gateways, typed) =
            (Arc::clone(&self.gateways), self.settings.get(|settings| settings.prices.clone()));
        let counted = move |storage: &Storage| {
            let requests = storage.store.counted_requests(since_ms)?;
            let prices = prices(&gateways, &typed, &requests);
            Ok(spend(&requests.iter().collect::<Vec<_>>(), &prices).0.unwrap_or_default())
        };
        self.storage.run(counted).await
    }

    /// The trials so far, the newest first, with what each vendor came to.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_trials(&self) -> Result<Vec<TrialView>> {
        let (gateways, typed) =
            (Arc::clone(&self.gateways), self.settings.get(|settings| settings.prices.clone()));
        let trials = Arc::clone(&self.trials);
        let read = move |storage: &Storage| {
            let found = storage.store.trials()?;
            let view = |trial: Trial| {
                let prices = prices(&gateways, &typed, &trial.requests);
                let is_running = trials.is_running(trial.id);
                trial_view(trial, is_running, &prices)
            };
            Ok(found.into_iter().map(view).collect())
        };
        self.storage.run(read).await
    }

    /// Writes the figures of a period into a file, as CSV (RFC 4180).
    ///
    /// # Errors
    /// [`Error::Storage`], also for a file that cannot be written.
    pub async fn export_usage(&self, period: UsagePeriod, path: &Path) -> Result<()> {
        let csv = csv(&self.load_usage(period).await?);
        let path = path.to_path_buf();
        self.storage
            .run(move |_| {
                std::fs::write(&path, csv).map_err(|error| Error::from(StorageError::io("the file", error)))
            })
            .await
    }
}

fn report(period: UsagePeriod, requests: &[CountedRequest], prices: &Prices, now_ms: i64) -> UsageReport {
    let none = || (String::new(), String::new(), String::new());
    let has_failed = |request: &&CountedRequest| request.answer.is_some_and(|answer| answer.has_failed);
    let failed = requests.iter().filter(has_failed).count();
    UsageReport {
        period,
        total: grouped(requests, prices, |_| none()).pop().unwrap_or_else(|| figures(none(), &[], prices)),
        failed_answers: u32::try_from(failed).unwrap_or(u32::MAX),
        by_vendor: grouped(requests, prices, |request| {
            (String::new(), String::new(), request.vendor.clone())
        }),
        by_model: grouped(requests, prices, |request| (String::new(), request.model.clone(), String::new())),
        by_both: grouped(requests, prices, |request| {
            (request.base_url.clone(), request.model.clone(), request.vendor.clone())
        }),
        days: days(period, requests, now_ms),
    }
}

/// What the answers cost whose price is known, and how many told their tokens and have none.
fn spend(requests: &[&CountedRequest], prices: &Prices) -> (Option<u64>, u32) {
    let (mut sum, mut unpriced) = (None, 0);
    for request in requests {
        let Some(answer) = request.answer else { continue };
        let (Some(read), written) = (answer.prompt_tokens, answer.completion_tokens.unwrap_or_default())
        else {
            continue;
        };
        match prices.get(&(request.base_url.clone(), request.model.clone())).copied().flatten() {
            Some(price) => {
                let cost = price.of(read, answer.cached_tokens.unwrap_or_default(), written);
                sum = Some(sum.unwrap_or(0_u64).saturating_add(cost));
            }
            None => unpriced += 1,
        }
    }
    (sum, unpriced)
}

/// The prices of all that was asked for. Blocking.
fn prices(gateways: &Gateways, typed: &[TypedPrice], requests: &[CountedRequest]) -> Prices {
    let mut prices = Prices::new();
    for request in requests {
        let (gateway, model) = (&request.base_url, &request.model);
        let place = (gateway.clone(), model.clone());
        prices.entry(place).or_insert_with(|| gateways.price(typed, gateway, model));
    }
    prices
}

/// What models cost, by base URL and id; `None` where nobody says so.
type Prices = HashMap<(String, String), Option<ModelPrice>>;

/// Gateway, model and vendor; what is taken together is empty.
type Key = (String, String, String);

/// The most used first.
fn grouped(
    requests: &[CountedRequest],
    prices: &Prices,
    key: impl Fn(&CountedRequest) -> Key,
) -> Vec<UsageRow> {
    let mut groups: HashMap<Key, Vec<&CountedRequest>> = HashMap::new();
    for request in requests {
        groups.entry(key(request)).or_default().push(request);
    }
    let mut rows: Vec<UsageRow> =
        groups.into_iter().map(|(key, requests)| figures(key, &requests, prices)).collect();
    rows.sort_by(|a, b| {
        b.calls.cmp(&a.calls).then_with(|| (&a.model, &a.vendor).cmp(&(&b.model, &b.vendor)))
    });
    rows
}

fn figures((gateway, model, vendor): Key, requests: &[&CountedRequest], prices: &Prices) -> UsageRow {
    let count = |counted: usize| u32::try_from(counted).unwrap_or(u32::MAX);
    let answers = || requests.iter().filter_map(|request| request.answer);
    let mut first_tokens: Vec<u64> = answers().filter_map(|answer| answer.first_token_ms).collect();
    first_tokens.sort_unstable();
    let speeds = speeds(requests);
    let last = requests.iter().rev().take(FEW);
    let last_failed = last.filter(|request| request.failure.is_some()).count();
    let (spend, unpriced) = spend(requests, prices);
    UsageRow {
        gateway,
        model,
        vendor,
        calls: count(requests.len()),
        failures: failures(requests),
        retried: count(requests.iter().filter(|request| request.is_retry).count()),
        first_token_p5_ms: percentile(&first_tokens, 5),
        first_token_p50_ms: percentile(&first_tokens, 50),
        first_token_p95_ms: percentile(&first_tokens, 95),
        tokens_per_second: percentile(&speeds, 50),
        tokens_in: answers().filter_map(|answer| answer.prompt_tokens).sum(),
        tokens_out: answers().filter_map(|answer| answer.completion_tokens).sum(),
        tokens_cached: answers().filter_map(|answer| answer.cached_tokens).reduce(u64::saturating_add),
        spend,
        unpriced,
        last_failed: count(last_failed),
        last_of: count(requests.len().min(FEW)),
        first_tokens_ms: if first_tokens.len() < FEW { first_tokens } else { Vec::new() },
    }
}

fn trial_view(trial: Trial, is_running: bool, prices: &Prices) -> TrialView {
    let Trial { id, name, text, base_url, model, times, started_at_ms, requests } = trial;
    let mut vendors: Vec<TrialVendor> = Vec::new();
    for figures in
        grouped(&requests, prices, |request| (String::new(), String::new(), request.vendor.clone()))
    {
        let own: Vec<_> = requests.iter().filter(|request| request.vendor == figures.vendor).collect();
        let answers = own.iter().filter_map(|request| request.answer);
        let whole = answers.filter(|answer| !answer.has_failed && answer.first_token_ms.is_some()).count();
        let speeds = speeds(&own);
        let speed_range = percentile(&speeds, 5).zip(percentile(&speeds, 95)).map(|(low, high)| [low, high]);
        vendors.push(TrialVendor { figures, speed_range, answers: u32::try_from(whole).unwrap_or(u32::MAX) });
    }
    vendors.sort_by(|a, b| a.figures.vendor.cmp(&b.figures.vendor));
    TrialView { id, name, text, base_url, model, times, started_at_ms, is_running, vendors }
}

/// Tokens a second of the answers that tell them, in order.
fn speeds(requests: &[&CountedRequest]) -> Vec<f64> {
    let answers = requests.iter().filter_map(|request| request.answer);
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

fn failures(requests: &[&CountedRequest]) -> Vec<FailureCount> {
    let mut counts: Vec<(FailureCode, u32)> = Vec::new();
    for code in requests.iter().filter_map(|request| request.failure) {
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

/// Hours in a period of a day, else days; the last one ends now.
fn days(period: UsagePeriod, requests: &[CountedRequest], now_ms: i64) -> Vec<UsageDay> {
    let step = if period == UsagePeriod::Day { HOUR_MS } else { 24 * HOUR_MS };
    let oldest = requests.iter().map(|request| request.at_ms).min().unwrap_or(now_ms);
    let length = period.length_ms().unwrap_or((now_ms - oldest).clamp(step, MOST_DAYS * step));
    let count = (length / step).clamp(1, MOST_DAYS);
    let mut days: Vec<UsageDay> = (0..count)
        .map(|day| UsageDay { began_at_ms: now_ms - (count - day) * step, calls: 0, failed: 0 })
        .collect();
    for request in requests {
        let from_end = (now_ms - request.at_ms).max(0) / step;
        let index = usize::try_from(count - 1 - from_end).ok();
        if let Some(day) = index.and_then(|index| days.get_mut(index)) {
            day.calls += 1;
            day.failed += u32::from(request.failure.is_some());
        }
    }
    days
}

fn csv(report: &UsageReport) -> String {
    let mut out = String::from(
        "gateway,model,vendor,requests,failed,retried,first_token_p5_ms,first_token_p50_ms,first_token_p95_ms,\
         tokens_per_second,tokens_in,tokens_out,tokens_cached,list_price_usd\r\n",
    );
    let figure = |figure: Option<u64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    for row in &report.by_both {
        let failed: u32 = row.failures.iter().map(|failure| failure.count).sum();
        let speed = row.tokens_per_second.map(|speed| format!("{speed:.1}")).unwrap_or_default();
        let spend = row.spend.map(|spend| format!("{:.6}", spend as f64 / 1e6)).unwrap_or_default();
        let names = [&row.gateway, &row.model, &row.vendor].map(|name| quoted(name)).join(",");
        let first =
            [row.first_token_p5_ms, row.first_token_p50_ms, row.first_token_p95_ms].map(figure).join(",");
        // Writing into a string does not fail.
        let _written = write!(
            out,
            "{names},{},{failed},{},{first},{speed},{},{},{},{spend}\r\n",
            row.calls,
            row.retried,
            row.tokens_in,
            row.tokens_out,
            figure(row.tokens_cached)
        );
    }
    out
}

/// A field of CSV. What a spreadsheet would take for a formula is marked as text.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{field}") } else { field.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            at_ms,
            base_url: "https://g/v1".to_owned(),
            model: "=m,\"x\"".to_owned(),
            vendor: vendor.to_owned(),
            failure,
            is_retry: false,
            answer: Some(answer),
        }
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
        let prices = Prices::from([(("https://g/v1".to_owned(), "=m,\"x\"".to_owned()), Some(price))]);
        let report = report(UsagePeriod::All, &requests, &prices, 20);
        let row = |vendor: &str| report.by_vendor.iter().find(|row| row.vendor == vendor).unwrap();
        let azure = row("azure");
        assert_eq!((azure.calls, azure.last_failed, azure.last_of), (5, 4, 5));
        assert_eq!(azure.failures, [FailureCount { code: FailureCode::Overloaded, count: 4 }]);
        assert_eq!(azure.first_tokens_ms, [300]);
        assert_eq!(azure.tokens_per_second, Some(80.0));
        let openai = row("openai");
        assert_eq!((openai.first_token_p50_ms, openai.first_token_p95_ms), (Some(800), Some(1100)));
        assert!(openai.first_tokens_ms.is_empty());
        // Ten tokens read, four of them cached, and eighty written.
        assert_eq!((azure.spend, azure.tokens_cached, azure.unpriced), (Some(6 + 160), Some(4), 0));
        assert_eq!(report.total.spend, Some(7 * 166));
        assert_eq!((report.total.calls, report.total.tokens_out), (11, 7 * 80));
        assert_eq!(report.days.iter().map(|day| day.calls).sum::<u32>(), 11);
    }

    #[test]
    fn nothing_counted_is_nothing_said() {
        let report = report(UsagePeriod::Week, &[], &Prices::new(), 0);
        assert_eq!((report.total.calls, report.total.first_token_p50_ms), (0, None));
        assert_eq!((report.days.len(), report.by_model.len()), (7, 0));
    }

    #[test]
    fn csv_runs_no_formula_and_keeps_every_field_apart() {
        let report = report(UsagePeriod::All, &[request("x", 0, None, Some(5))], &Prices::new(), 1);
        assert_eq!(
            (report.total.spend, report.total.unpriced),
            (None, 1),
            "an unknown price is no price of 0"
        );
        let text = csv(&report);
        assert!(text.contains("https://g/v1,\"'=m,\"\"x\"\"\",x,1,0,0,5,5,5,80.0,10,80,4,\r\n"), "{text}");
    }
}
