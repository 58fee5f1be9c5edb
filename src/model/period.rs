//! What a figure covers within (or up to) a year: the whole year, a part of it, a moment, or a run of years. Comes in as
//! the words of a data file, goes out as words for prose. The year itself is kept beside the period, not in it.

use super::Date;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 全年; for a stock, the state at the year's end.
    #[default]
    Year,
    FirstHalf,
    SecondHalf,
    /// 一季度 … 四季度: 1 to 4.
    Quarter(u8),
    FirstThreeQuarters,
    /// 1—9月; one month has `first == last`.
    Months {
        first: u8,
        last: u8,
    },
    /// 截至2023年9月
    AsOf(Date),
    /// 累计: from the beginning of the work up to this year.
    UpToNow,
    /// 2021年以来累计
    Since(Date),
    /// 2013—2022年
    Span {
        first: Date,
        last: Date,
    },
    /// 自2023-07-01起: a rule in force from a day on.
    From(Date),
    /// One day: a census.
    Day(Date),
}

const DASHES: [char; 5] = ['—', '–', '-', '～', '~'];

impl Period {
    /// The periods that have one fixed name each, or two.
    pub const FIXED: [(&'static str, Self); 14] = [
        ("全年", Period::Year),
        ("年末", Period::Year),
        ("上半年", Period::FirstHalf),
        ("下半年", Period::SecondHalf),
        ("一季度", Period::Quarter(1)),
        ("二季度", Period::Quarter(2)),
        ("三季度", Period::Quarter(3)),
        ("四季度", Period::Quarter(4)),
        ("第一季度", Period::Quarter(1)),
        ("第二季度", Period::Quarter(2)),
        ("第三季度", Period::Quarter(3)),
        ("第四季度", Period::Quarter(4)),
        ("前三季度", Period::FirstThreeQuarters),
        ("累计", Period::UpToNow),
    ];

    /// Reads the words of a data file (`docs/content.md`); `None` where they are no period.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((_, period)) = Self::FIXED.iter().find(|(word, _)| *word == text) {
            return Some(*period);
        }
        if let Some(date) = text.strip_prefix("截至") {
            return Date::parse(date.trim_end_matches('底').trim_end_matches('末')).map(Self::AsOf);
        }
        if let Some(date) = text.strip_prefix('自').and_then(|rest| rest.strip_suffix('起')) {
            return Date::parse(date).map(Self::From);
        }
        for ending in ["以来累计", "以来"] {
            if let Some(date) = text.strip_suffix(ending) {
                return Date::parse(date).map(Self::Since);
            }
        }
        if let Some(months) = text.strip_suffix('月').filter(|rest| !rest.contains('年'))
            && let Some(period) = months_of(months)
        {
            return Some(period);
        }
        Self::span(text).or_else(|| Date::parse(text).filter(Date::is_a_day).map(Self::Day))
    }

    /// `2013—2022年`, `2013年—2022年`, `2021年12月5日—2022年1月`.
    fn span(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(['—', '–', '～']).or_else(|| text.split_once("至"))?;
        let (first, last) = (Date::parse(first)?, Date::parse(last)?);
        (first < last).then_some(Self::Span { first, last })
    }

    /// The period of one year in words: 2023年, 2023年前三季度, 截至2023年9月, 2021年以来.
    pub fn in_words(&self, year: i32) -> String {
        match self {
            Self::Year => format!("{year}年"),
            Self::UpToNow => format!("截至{year}年累计"),
            _ if self.names_its_own_year() => self.words(),
            _ => format!("{year}年{}", self.words()),
        }
    }

    /// The words beside a year; none for the whole of it.
    pub fn beside_year(&self) -> String {
        if *self == Self::Year { String::new() } else { self.words() }
    }

    /// The words without the year, as a data file would write them.
    pub fn words(&self) -> String {
        match self {
            Self::Months { first, last } if first == last => format!("{first}月"),
            Self::Months { first, last } => format!("{first}—{last}月"),
            Self::AsOf(date) => format!("截至{date}"),
            Self::Since(date) => format!("{date}以来"),
            Self::Span { first, last } if first.month.is_none() && last.month.is_none() => {
                format!("{}—{}年", first.year, last.year)
            }
            Self::Span { first, last } => format!("{first}—{last}"),
            Self::From(date) => format!("自{date}起"),
            Self::Day(date) => date.to_string(),
            fixed => Self::FIXED.iter().find(|(_, period)| period == fixed).map_or("", |(word, _)| word).to_string(),
        }
    }

    fn names_its_own_year(&self) -> bool {
        matches!(self, Self::AsOf(_) | Self::Since(_) | Self::Span { .. } | Self::From(_) | Self::Day(_))
    }

    /// The dates that the period names, for checks of sanity.
    pub fn dates(&self) -> Vec<Date> {
        match self {
            Self::AsOf(date) | Self::Since(date) | Self::From(date) | Self::Day(date) => vec![*date],
            Self::Span { first, last } => vec![*first, *last],
            _ => Vec::new(),
        }
    }

    /// True where both cover the same months of one year, however they are said: 前三季度, 1—9月 and 截至2023年9月.
    pub fn covers_the_same(&self, other: &Self, year: i32) -> bool {
        self == other || matches!((self.months(year), other.months(year)), (Some(mine), Some(theirs)) if mine == theirs)
    }

    /// True for what covers less than the year, counted from the calendar: 上半年, 前三季度, 1—9月.
    pub fn is_part_of_year(&self) -> bool {
        matches!(
            self,
            Self::FirstHalf | Self::SecondHalf | Self::Quarter(_) | Self::FirstThreeQuarters | Self::Months { .. }
        )
    }

    /// The year that the period itself names, where it stands in the file of that year.
    pub fn own_year(&self) -> Option<i32> {
        match self {
            Self::AsOf(date) | Self::Day(date) | Self::From(date) => Some(date.year),
            _ => None,
        }
    }

    /// First and last month within the year.
    pub fn months(&self, year: i32) -> Option<(u8, u8)> {
        match self {
            Self::Year => Some((1, 12)),
            Self::FirstHalf => Some((1, 6)),
            Self::SecondHalf => Some((7, 12)),
            Self::Quarter(n) => Some((3 * n - 2, 3 * n)),
            Self::FirstThreeQuarters => Some((1, 9)),
            Self::Months { first, last } => Some((*first, *last)),
            Self::AsOf(Date { year: y, month: Some(month), day: None }) if *y == year => Some((1, *month)),
            Self::AsOf(Date { year: y, month: None, .. }) if *y == year => Some((1, 12)),
            _ => None,
        }
    }

    /// The same period counted a year earlier: what 同比 compares with. `None` for runs of years and moments that
    /// have no such counterpart.
    pub fn comparable_a_year_before(&self) -> Option<Self> {
        self.comparable_after(-1)
    }

    /// The same so many years later, or earlier.
    pub fn comparable_after(&self, years: i32) -> Option<Self> {
        match self {
            Self::Since(_) | Self::Span { .. } | Self::From(_) | Self::UpToNow | Self::Day(_) => None,
            Self::AsOf(date) => Some(Self::AsOf(Date { year: date.year + years, ..*date })),
            period => Some(*period),
        }
    }
}

fn months_of(text: &str) -> Option<Period> {
    let month = |digits: &str| digits.trim().parse::<u8>().ok().filter(|m| (1..=12).contains(m));
    match text.split_once(DASHES) {
        Some((first, last)) => {
            let (first, last) = (month(first.trim_end_matches('月'))?, month(last)?);
            (first <= last).then_some(Period::Months { first, last })
        }
        None => month(text).map(|m| Period::Months { first: m, last: m }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_data_file_come_back() {
        for text in ["全年", "上半年", "前三季度", "1—9月", "7月", "累计", "2013—2022年"] {
            assert_eq!(Period::parse(text).unwrap().words(), text);
        }
        for (text, words) in [
            ("年末", "全年"),
            ("1-9月", "1—9月"),
            ("截至2021-11-17", "截至2021年11月17日"),
            ("截至2023年底", "截至2023年"),
            ("2021年以来累计", "2021年以来"),
            ("自2023-07-01起", "自2023年7月1日起"),
            ("2020-11-01", "2020年11月1日"),
            ("第三季度", "三季度"),
            ("2021年12月5日—2022年1月", "2021年12月5日—2022年1月"),
        ] {
            assert_eq!(Period::parse(text).unwrap().words(), words, "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "去年", "13月", "9—1月", "2022—2013年", "截至昨天", "2023", "五季度"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_year_is_said_once() {
        assert_eq!(Period::Year.in_words(2023), "2023年");
        assert_eq!(Period::FirstThreeQuarters.in_words(2023), "2023年前三季度");
        assert_eq!(Period::parse("截至2023年9月").unwrap().in_words(2023), "截至2023年9月");
    }
}
