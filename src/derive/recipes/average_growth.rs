//! 年均增长: the yearly growth that leads from one year's value to another's, `(now / then)^(1 / years) − 1`.

use super::{Computed, joined, quotient};
use crate::derive::{Book, Key, Lack};
use crate::model::{Interval, Unit};
use rust_decimal::{Decimal, MathematicalOps};

impl Book {
    /// Average annual growth since an earlier year, in percent.
    pub fn average_growth(&self, key: Key, measure: usize, since: i32) -> Result<Computed, Lack> {
        let start = Key { year: since, ..key };
        let years = i64::from(key.year) - i64::from(since);
        if years < 1 {
            return Err(Lack::NoYearBefore(key));
        }
        self.comparable(start, key)?;
        let (now, then) = (self.value(key, measure)?, self.value(start, measure)?);
        let (ratio, interval) = quotient(&now, &then, start)?;
        let yearly = |ratio: Decimal| {
            let root = match years {
                1 => Some(ratio),
                _ => ratio.checked_powd(Decimal::ONE / Decimal::from(years)),
            };
            let percent = root.and_then(|r| (r - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED));
            percent.ok_or(Lack::ZeroBase(start))
        };
        let end = |end: Option<Decimal>| end.map(yearly).transpose();
        Ok(Computed {
            exact: yearly(ratio)?,
            interval: Interval { low: end(interval.low)?, high: end(interval.high)? },
            unit: Unit::percent(),
            from: joined(&now, &then),
        })
    }
}
