//! The snapshot of list prices that comes with the program: made anew by a command, and refused in a release when it is old.

use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use crate::run::{Result, Run, root};

/// So old a price may be when it is shipped.
const MAX_DAYS: i64 = 90;

/// Writes the snapshot from the newest data.
pub fn write() -> Result {
    Run::new("python3").args(["xtask/prices/write.py"]).start()
}

/// Fails for a snapshot that is too old to ship.
pub fn refuse_old() -> Result {
    let snapshot = fs::read_to_string(root().join("src-tauri/gateway/src/prices/models-dev.tsv"))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let age =
        age_days(&snapshot, i64::try_from(now / 86_400)?).ok_or("the snapshot of prices has no date")?;
    if age > MAX_DAYS {
        return Err(format!(
            "the prices are {age} days old, and at most {MAX_DAYS} are shipped: cargo xtask prices"
        )
        .into());
    }
    Ok(())
}

/// Days from the date in the snapshot's first line to a day, both counted from 1970.
fn age_days(snapshot: &str, today: i64) -> Option<i64> {
    let date = snapshot.lines().next()?.split([' ', ',']).nth(3)?;
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some(today - days_from_civil(year, month, day))
}

/// Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::{MAX_DAYS, age_days, days_from_civil};

    #[test]
    fn the_age_is_counted_in_days_of_the_calendar() {
        assert_eq!(
            [(1970, 1, 1), (2000, 2, 29), (2026, 11, 28)].map(|(y, m, d)| days_from_civil(y, m, d)),
            [0, 11_016, 20_785]
        );
        let snapshot = "# models.dev 4a77c9046b16 2026-10-23, MIT: model\n";
        assert_eq!(age_days(snapshot, 20_785), Some(36));
        assert!(age_days(snapshot, 20_785 + 60) > Some(MAX_DAYS));
        assert_eq!(age_days("model\t1\t2\n", 0), None);
    }

    #[test]
    fn what_stands_in_the_repository_has_a_date() {
        let snapshot = include_str!("../../src-tauri/gateway/src/prices/models-dev.tsv");
        assert!(age_days(snapshot, 0).is_some());
    }
}
