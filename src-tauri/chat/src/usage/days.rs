//! The calendar days of a period, in the time zone of this computer.

use jiff::{Span, Zoned};

use yourouter_protocol::UsagePeriod;

/// Days that a report lists at most.
const MAX_DAYS: i64 = 400;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// When a period began, in milliseconds since 1970 (UTC); `None` where it has no beginning.
pub(super) fn began(period: UsagePeriod, now: &Zoned) -> Option<i64> {
    match period {
        UsagePeriod::Day => Some(now.timestamp().as_millisecond() - 24 * HOUR_MS),
        UsagePeriod::All => None,
        UsagePeriod::Week | UsagePeriod::Month => day_began(now, period.days().unwrap_or(1) - 1),
    }
}

/// When the hours of a period of a day began, else its days, up to the one that is now.
pub(super) fn beginnings(period: UsagePeriod, oldest_ms: Option<i64>, now: &Zoned) -> Vec<i64> {
    if period == UsagePeriod::Day {
        let now_ms = now.timestamp().as_millisecond();
        return (1..=24).rev().map(|hours| now_ms - hours * HOUR_MS).collect();
    }
    let since_oldest = || {
        let oldest = jiff::Timestamp::from_millisecond(oldest_ms?).ok()?.to_zoned(now.time_zone().clone());
        Some(i64::from(oldest.date().until(now.date()).ok()?.get_days()) + 1)
    };
    let days = period.days().or_else(since_oldest).unwrap_or(1).clamp(1, MAX_DAYS);
    (0..days).rev().filter_map(|ago| day_began(now, ago)).collect()
}

/// The date of a time, such as `2026-11-29`.
pub(super) fn date(at_ms: i64, now: &Zoned) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms);
    at.map(|at| at.to_zoned(now.time_zone().clone()).date().to_string()).unwrap_or_default()
}

/// When a day began, so many before this one; `None` outside of the calendar that a computer can have.
pub(super) fn day_began(now: &Zoned, ago: i64) -> Option<i64> {
    let day = now.date().checked_sub(Span::new().try_days(ago).ok()?).ok()?;
    let began = day.to_zoned(now.time_zone().clone()).ok()?;
    Some(began.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar_also_where_one_has_23_hours() {
        let now: Zoned = "2026-03-30T10:00[Europe/Berlin]".parse().unwrap();
        let days = beginnings(UsagePeriod::Week, None, &now);
        let hours: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]) / HOUR_MS).collect();
        assert_eq!(hours, [24, 24, 24, 24, 24, 23]);
        assert_eq!(began(UsagePeriod::Week, &now), days.first().copied());
        assert_eq!(date(days[0], &now), "2026-03-24");
        let all = beginnings(UsagePeriod::All, Some(days[5] + 1), &now);
        assert_eq!(all, days[5..], "from the day of the oldest request on");
        assert_eq!(beginnings(UsagePeriod::All, Some(0), &now).len(), 400);
        assert_eq!(beginnings(UsagePeriod::Day, None, &now).len(), 24);
    }
}
