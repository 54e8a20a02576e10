//! What models.dev has of models (MIT): a snapshot that came with the program, of what they cost and how much they read,
//! each part with its date.
//!
//! `xtask/snapshot/write.py` writes it. Invariant: it is what was listed on a day, and anything else that is known wins.

use std::{collections::HashMap, sync::OnceLock};

use yourouter_protocol::ModelPrice;

const PRICES: &str = include_str!("snapshot/prices.tsv");
const CONTEXT: &str = include_str!("snapshot/context.tsv");

/// What is known of models, by their ids without an owner and in lower case.
type Table<T> = OnceLock<HashMap<&'static str, T>>;

/// The day of the prices, as `2026-10-23`.
pub fn price_date() -> &'static str {
    date(PRICES)
}

/// The day of the context lengths, as `2026-08-18`.
pub fn context_date() -> &'static str {
    date(CONTEXT)
}

/// What a model cost on that day. Gateways add a date to an id, or write its maker before it.
pub fn snapshot_price(id: &str) -> Option<ModelPrice> {
    static TABLE: Table<ModelPrice> = OnceLock::new();
    find(TABLE.get_or_init(|| PRICES.lines().skip(1).filter_map(price).collect()), id)
}

/// How many tokens a model read and wrote in all on that day.
pub fn snapshot_context(id: &str) -> Option<u32> {
    static TABLE: Table<u32> = OnceLock::new();
    find(TABLE.get_or_init(|| CONTEXT.lines().skip(1).filter_map(context).collect()), id)
}

fn date(snapshot: &'static str) -> &'static str {
    let line = snapshot.lines().next().unwrap_or_default();
    line.trim_start_matches("# ").split(',').next().unwrap_or_default()
}

fn find<T: Copy>(table: &HashMap<&str, T>, id: &str) -> Option<T> {
    let lower = id.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    table.get(name).or_else(|| table.get(without_date(name)?)).copied()
}

fn price(line: &'static str) -> Option<(&'static str, ModelPrice)> {
    let mut fields = line.split('\t');
    let id = fields.next()?;
    let mut price = || fields.next()?.parse::<u64>().ok();
    Some((id, ModelPrice { input: price()?, output: price()?, cached: price() }))
}

fn context(line: &'static str) -> Option<(&'static str, u32)> {
    let (id, tokens) = line.split_once('\t')?;
    Some((id, tokens.parse().ok()?))
}

/// An id without the day at its end: `-2024-08-06`, `-20250514` or `-250528`.
fn without_date(id: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (rest, last) = id.rsplit_once('-')?;
    if matches!(last.len(), 6 | 8) && digits(last) {
        return Some(rest);
    }
    let (rest, month) = rest.rsplit_once('-')?;
    let (rest, year) = rest.rsplit_once('-')?;
    let is_day =
        [(year, 4), (month, 2), (last, 2)].iter().all(|(part, length)| part.len() == *length && digits(part));
    is_day.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snapshot_is_whole_and_dated() {
        assert!(PRICES.lines().skip(1).all(|line| price(line).is_some()));
        assert!(CONTEXT.lines().skip(1).all(|line| context(line).is_some()));
        assert!([PRICES, CONTEXT].iter().all(|snapshot| snapshot.lines().count() > 200));
        for date in [price_date(), context_date()] {
            assert!(date.len() == 10 && date.starts_with("20"), "{date}");
        }
    }

    #[test]
    fn a_model_is_found_under_the_ids_that_gateways_give_it() {
        let known = snapshot_price("gpt-4o").unwrap();
        assert!(known.input > 0 && known.output > known.input && known.cached < Some(known.input));
        for id in ["openai/gpt-4o", "GPT-4o", "gpt-4o-2099-01-01", "openrouter/openai/gpt-4o"] {
            assert_eq!((snapshot_price(id), snapshot_context(id)), (Some(known), Some(128_000)), "{id}");
        }
        assert!(snapshot_price("claude-sonnet-4-5-20250929").is_some());
        assert_eq!(snapshot_context("anthropic/claude-opus-4-20250514"), Some(200_000));
        for id in ["", "-", "gpt", "my-own-model", "gpt-4o-of-mine", "2024-08-06"] {
            assert_eq!((snapshot_price(id), snapshot_context(id)), (None, None), "{id}");
        }
    }
}
