//! The day on which something is done, for what bears a date of its own: a signature, a bag. `--date`, else `SOURCE_DATE_EPOCH`,
//! else the clock, in Beijing's time. No page and nothing that is hashed asks for it.

use crate::model::Date;
use icu_calendar::types::RataDie;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(clap::Args)]
pub struct Day {
    /// 日期，如 2024-03-01（不写就是今天）
    #[arg(long, value_name = "DATE", value_parser = whole_day)]
    date: Option<Date>,
}

impl Day {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks which day it is")]
    pub fn get(&self) -> Date {
        let asked = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.date.unwrap_or_else(|| in_beijing(asked.map_or_else(now, Duration::from_secs)))
    }
}

fn whole_day(text: &str) -> Result<Date, String> {
    Date::parse(text).filter(|date| date.is_a_day()).ok_or_else(|| "2024-03-01".to_string())
}

/// The day in Beijing, eight hours before Greenwich, so long after the beginning of 1970.
fn in_beijing(since_epoch: Duration) -> Date {
    const EIGHT_HOURS: u64 = 8 * 60 * 60;
    const A_DAY: u64 = 24 * 60 * 60;
    let epoch = icu_calendar::Date::try_new_iso(1970, 1, 1).map_or(RataDie::new(0), |date| date.to_rata_die());
    // Later than any clock says is as good as the last day that there is.
    let days =
        i64::try_from(since_epoch.as_secs().saturating_add(EIGHT_HOURS) / A_DAY).unwrap_or(i64::MAX).min(3_000_000);
    let day = icu_calendar::Date::from_rata_die(epoch.add(days), icu_calendar::Iso);
    Date { year: day.year().extended_year(), month: Some(day.month().number()), day: Some(day.day_of_month().0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_in_beijing() {
        let day = |seconds| in_beijing(Duration::from_secs(seconds)).iso();
        assert_eq!(day(0), "1970-01-01");
        // 2024-02-28T15:59:59Z and a second later.
        assert_eq!(day(1_709_135_999), "2024-02-28");
        assert_eq!(day(1_709_136_000), "2024-02-29");
        // Later than any calendar: no panic, whatever the environment says.
        in_beijing(Duration::from_secs(u64::MAX));
    }
}
