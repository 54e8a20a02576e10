//! The snapshot of what models cost and read that comes with the program: made anew by a command, and refused in a release
//! when it is old.

use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use crate::run::{Result, Run, root};

/// The parts of the snapshot, and how many days old each may be when it is shipped. What a model reads stays as it is; only
/// new models are missing.
const PARTS: [(&str, i64); 2] = [("prices", 90), ("context", 180)];

/// Writes the snapshot from the newest data.
pub fn write() -> Result {
    Run::new("python3").args(["xtask/snapshot/write.py"]).start()
}

/// Fails for a snapshot that is too old to ship.
pub fn refuse_old() -> Result {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let today = i64::try_from(now / 86_400)?;
    for (name, most) in PARTS {
        let part = fs::read_to_string(root().join(format!("src-tauri/gateway/src/snapshot/{name}.tsv")))?;
        let age = age_days(&part, today).ok_or_else(|| format!("{name}.tsv has no date"))?;
        if age > most {
            return Err(format!(
                "{name}.tsv is {age} days old, and at most {most} are shipped: cargo xtask snapshot"
            )
            .into());
        }
    }
    Ok(())
}

/// Days from the date in the snapshot's first line to a day, both counted from 1970.
fn age_days(snapshot: &str, today: i64) -> Option<i64> {
    let date = snapshot.lines().next()?.split([' ', ',']).nth(1)?;
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
    use super::{age_days, days_from_civil};

    #[test]
    fn the_age_is_counted_in_days_of_the_calendar() {
        assert_eq!(
            [(1970, 1, 1), (2000, 2, 29), (2026, 11, 28)].map(|(y, m, d)| days_from_civil(y, m, d)),
            [0, 11_016, 20_785]
        );
        let snapshot = "# 2026-10-23, models.dev 4a77c9046b16, MIT: model\n";
        assert_eq!(age_days(snapshot, 20_785), Some(36));
        assert_eq!(age_days("model\t1\t2\n", 0), None);
    }

    #[test]
    fn what_stands_in_the_repository_has_a_date() {
        let parts = [
            include_str!("../../src-tauri/gateway/src/snapshot/prices.tsv"),
            include_str!("../../src-tauri/gateway/src/snapshot/context.tsv"),
        ];
        assert!(parts.iter().all(|part| age_days(part, 0).is_some()));
    }
}
