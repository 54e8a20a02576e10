//! What models cost as models.dev lists it (MIT): a snapshot that came with the program, with its date.
//!
//! `xtask/prices/write.py` writes it. Invariant: it is a list price of a day, and any other that is known wins.

use std::{collections::HashMap, sync::OnceLock};

use yourouter_protocol::ModelPrice;

const SNAPSHOT: &str = include_str!("prices/models-dev.tsv");

/// The day of the snapshot, as `2026-10-23`.
pub fn snapshot_date() -> &'static str {
    let words = SNAPSHOT.lines().next().unwrap_or_default().split([' ', ',']);
    words.into_iter().nth(3).unwrap_or_default()
}

/// What a model cost on that day. Gateways add a date to an id, or write its maker before it.
pub fn snapshot_price(id: &str) -> Option<ModelPrice> {
    static PRICES: OnceLock<HashMap<&'static str, ModelPrice>> = OnceLock::new();
    let prices = PRICES.get_or_init(|| SNAPSHOT.lines().skip(1).filter_map(read).collect());
    let lower = id.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    prices.get(name).or_else(|| prices.get(without_date(name)?)).copied()
}

fn read(line: &'static str) -> Option<(&'static str, ModelPrice)> {
    let mut fields = line.split('\t');
    let id = fields.next()?;
    let mut price = || fields.next()?.parse::<u64>().ok();
    Some((id, ModelPrice { input: price()?, output: price()?, cached: price() }))
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
        assert!(SNAPSHOT.lines().skip(1).all(|line| read(line).is_some()));
        assert!(SNAPSHOT.lines().count() > 200);
        let date = snapshot_date();
        assert!(date.len() == 10 && date.starts_with("20"), "{date}");
    }

    #[test]
    fn a_model_is_found_under_the_ids_that_gateways_give_it() {
        let known = snapshot_price("gpt-4o").unwrap();
        assert!(known.input > 0 && known.output > known.input && known.cached < Some(known.input));
        for id in ["openai/gpt-4o", "GPT-4o", "gpt-4o-2099-01-01", "openrouter/openai/gpt-4o"] {
            assert_eq!(snapshot_price(id), Some(known), "{id}");
        }
        assert!(snapshot_price("claude-sonnet-4-5-20250929").is_some());
        for id in ["", "-", "gpt", "my-own-model", "gpt-4o-of-mine", "2024-08-06"] {
            assert_eq!(snapshot_price(id), None, "{id}");
        }
    }
}
