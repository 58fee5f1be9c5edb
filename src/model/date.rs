//! Dates as they stand in documents: a year, a month or a day. Comes in as text (2023, 2023-09, 2023年9月1日), goes out
//! ordered and printable. Knows no clock: today does not exist here.

use std::fmt;

/// A date with the precision that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Date {
    pub const fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// Reads `2023`, `2023-09`, `2023-09-01`, `2023年`, `2023年9月`, `2023年9月1日`; `None` for anything else, also for
    /// days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = if text.contains('年') {
            let (year, rest) = text.split_once('年')?;
            let (month, rest) = match rest.split_once('月') {
                Some((month, rest)) => (Some(month), rest),
                None if rest.is_empty() => (None, rest),
                None => return None,
            };
            let day = match rest.strip_suffix('日') {
                Some(day) => Some(day),
                None if rest.is_empty() => None,
                None => return None,
            };
            vec![Some(year), month, day]
        } else {
            text.split('-').map(Some).collect()
        };
        if parts.len() > 3 {
            return None;
        }
        parts.resize(3, None);
        let number = |part: Option<&str>| match part {
            None => Some(None),
            Some(digits) if !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Some(digits.parse::<i32>().ok())
            }
            Some(_) => None,
        };
        let year = number(parts[0])??;
        let month = number(parts[1])?;
        let day = number(parts[2])?;
        if !(1900..=2100).contains(&year) || month.is_some_and(|m| !(1..=12).contains(&m)) {
            return None;
        }
        if let (Some(month), Some(day)) = (month, day)
            && !(1..=days_in_month(year, month)).contains(&day)
        {
            return None;
        }
        Some(Self { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) })
    }

    /// The machine form: `2023`, `2023-09`, `2023-09-01`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    pub fn is_a_day(&self) -> bool {
        self.month.is_some() && self.day.is_some()
    }
}

/// The form in a document, without padding (GB/T 9704 7.3.5.4): `2024年7月11日`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}年", self.year)?;
        if let Some(month) = self.month {
            write!(f, "{month}月")?;
        }
        if let Some(day) = self.day {
            write!(f, "{day}日")?;
        }
        Ok(())
    }
}

fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_give_one_date() {
        for text in ["2024-07-11", "2024年7月11日", " 2024-7-11 "] {
            let date = Date::parse(text).unwrap();
            assert_eq!((date.iso().as_str(), date.to_string().as_str()), ("2024-07-11", "2024年7月11日"));
        }
        assert_eq!(Date::parse("2023年9月").unwrap().to_string(), "2023年9月");
        assert_eq!(Date::parse("2023").unwrap().iso(), "2023");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["", "2023-02-29", "2023-13", "2023-00", "23-1-1", "2023年9", "2023-1-1-1", "二〇二三年", "2023--1"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2024-02-29").is_some());
    }

    #[test]
    fn a_year_comes_before_its_months() {
        assert!(Date::parse("2023") < Date::parse("2023-01"));
        assert!(Date::parse("2023-09") < Date::parse("2024"));
    }
}
