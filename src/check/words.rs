//! The words around a figure that the program understands: closed classes of them. Comes in: text, and from where it speaks;
//! goes out: one word after the other. What is in no class is an unknown character: nothing is guessed.

use crate::derive::Book;
use crate::model::region::NamedRegion;
use crate::model::{Date, IndicatorId, Period, RegionCode};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One word of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// `None` for a place that the gazetteer does not have, or has twice.
    Place(Option<RegionCode>),
    Year(YearWord),
    /// `None` for a time that is no period of a data file: 7月1日, 2021年以来.
    Period(Option<PeriodWord>),
    Name(IndicatorId),
    /// 投入, 达到, 为: stands before a name or a number and leaves it what it is.
    Verb,
    /// 其中, 的.
    Particle,
    /// 同比, 比上年, 比2023年: what a growth counts from.
    Base(YearWord),
    /// 增长, 减少.
    Rise,
    Pause,
    Unknown(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearWord {
    Is(i32),
    /// 上年: before the year that was named last.
    LastYear,
    /// 当年: the year that was named last.
    ThatYear,
    /// 去年 and 今年, counted from the date of the report: 0 is its year.
    FromDate(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodWord {
    Is(Period),
    /// 截至9月底, of the year that was named last.
    UpToMonth(u8),
}

/// A clause that says that growth is reckoned at constant prices.
pub(super) const CONSTANT_PRICES: [&str; 4] = ["按不变价格计算", "按可比价格计算", "按不变价计算", "按可比价计算"];

/// Words that say only that it is so; before a name or between it and its number.
const VERBS: [&str; 51] = [
    "投入",
    "共投入",
    "到位",
    "实施",
    "实现",
    "完成",
    "拥有",
    "现有",
    "共有",
    "各级",
    "达到了",
    "达到",
    "达",
    "为",
    "是",
    "共",
    "有",
    "已达",
    "已",
    "总额",
    "总量",
    "总数",
    "合计",
    "共计",
    "增至",
    "增加到",
    "增长到",
    "提高到",
    "提升到",
    "上升到",
    "降至",
    "下降到",
    "减少到",
    "降低到",
    "缩小到",
    "扩大到",
    "增加至",
    "提高至",
    "上升至",
    "下降至",
    "减少至",
    "升至",
    "减至",
    "发放",
    "共发放",
    "兑付",
    "取得",
    "收获",
    "保持在",
    "稳定在",
    "攀升到",
];
const PARTICLES: [&str; 8] = ["其中", "的", "一年来", "一年下来", "一年里", "一年间", "这一年", "这一年里"];
const RISES: [&str; 10] = ["增长了", "增长", "增加了", "增加", "下降了", "下降", "减少了", "减少", "提高", "降低"];
const BASES: [(&str, YearWord); 12] = [
    ("与上年相比", YearWord::LastYear),
    ("比上年同期", YearWord::LastYear),
    ("较上年同期", YearWord::LastYear),
    ("比上年", YearWord::LastYear),
    ("较上年", YearWord::LastYear),
    ("同比", YearWord::LastYear),
    ("比去年同期", YearWord::FromDate(-1)),
    ("较去年同期", YearWord::FromDate(-1)),
    ("比去年", YearWord::FromDate(-1)),
    ("较去年", YearWord::FromDate(-1)),
    ("比前年", YearWord::FromDate(-2)),
    ("较前年", YearWord::FromDate(-2)),
];
const YEARS: [(&str, YearWord); 8] = [
    ("上年", YearWord::LastYear),
    ("上一年", YearWord::LastYear),
    ("去年", YearWord::FromDate(-1)),
    ("前年", YearWord::FromDate(-2)),
    ("今年", YearWord::FromDate(0)),
    ("当年", YearWord::ThatYear),
    ("本年", YearWord::ThatYear),
    ("年内", YearWord::ThatYear),
];
/// Ways to say the year's end and a running total, beside those of a data file.
const PERIODS: [(&str, Period); 6] = [
    ("年底", Period::Year),
    ("截至年底", Period::Year),
    ("截至年末", Period::Year),
    ("累计识别", Period::UpToNow),
    ("累计纳入", Period::UpToNow),
    ("累计认定", Period::UpToNow),
];
/// Times that are no period of a data file.
const OTHER_TIMES: [&str; 14] = [
    "以来",
    "截至目前",
    "目前",
    "截至",
    "近年",
    "近几年",
    "五年",
    "三年",
    "历年",
    "往年",
    "同期",
    "年初",
    "年中",
    "半年",
];
/// Words of places that are no place's name.
const OTHER_PLACES: [&str; 4] = ["其他", "各地", "部分", "个别"];
/// Words that look like those of a place or a time and are none.
const COMMON: [&str; 16] = [
    "农村", "乡村", "城乡", "社区", "城市", "城镇", "山区", "园区", "市场", "日常", "每日", "日报", "国家", "区域",
    "季节", "级别",
];
const DASHES: [char; 7] = ['—', '–', '-', '～', '~', '至', '到'];

/// All of these by their first character.
static CLOSED: LazyLock<BTreeMap<char, Vec<(&str, Word)>>> = LazyLock::new(|| {
    let all = |words: &[&'static str], word: Word| words.iter().map(move |w| (*w, word.clone())).collect::<Vec<_>>();
    let period = |(words, period): (&'static str, Period)| (words, Word::Period(Some(PeriodWord::Is(period))));
    let listed = [
        all(&VERBS, Word::Verb),
        all(&PARTICLES, Word::Particle),
        all(&RISES, Word::Rise),
        BASES.map(|(word, year)| (word, Word::Base(year))).to_vec(),
        YEARS.map(|(word, year)| (word, Word::Year(year))).to_vec(),
        PERIODS.map(period).to_vec(),
        Period::FIXED.map(period).to_vec(),
        all(&OTHER_TIMES, Word::Period(None)),
        all(&OTHER_PLACES, Word::Place(None)),
        all(&COMMON, Word::Unknown(' ')),
        all(&["、", "和", "及", "以及", "与"], Word::Pause),
    ];
    let mut closed: BTreeMap<char, Vec<(&str, Word)>> = BTreeMap::new();
    for (words, word) in listed.into_iter().flatten() {
        closed.entry(words.chars().next().unwrap_or(' ')).or_default().push((words, word));
    }
    closed
});

/// The words of a book: names of its indicators and places, by their first character.
pub(super) struct Lexicon<'b> {
    pub book: &'b Book,
    names: BTreeMap<char, Vec<(&'b str, IndicatorId)>>,
    places: BTreeMap<char, Vec<&'b str>>,
}

/// From where a text speaks, for 全县 and for names that two places bear.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewpoint {
    pub region: RegionCode,
    pub year: i32,
}

impl<'b> Lexicon<'b> {
    pub fn of(book: &'b Book) -> Self {
        let mut names: BTreeMap<char, Vec<(&str, IndicatorId)>> = BTreeMap::new();
        for (id, indicator) in book.vocabulary.iter() {
            for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
                names.entry(name.chars().next().unwrap_or(' ')).or_default().push((name, id));
            }
        }
        let mut places: BTreeMap<char, Vec<&str>> = BTreeMap::new();
        for name in book.regions.iter().flat_map(|region| [&region.name, &region.short]) {
            places.entry(name.chars().next().unwrap_or(' ')).or_default().push(name);
        }
        Self { book, names, places }
    }

    /// All words of a text, each with its length.
    pub fn words(&self, text: &str, at: Viewpoint) -> Vec<(usize, Word)> {
        let mut words = Vec::new();
        let mut from = 0;
        while let Some(c) = text[from..].chars().next() {
            let (length, word) = self.first(&text[from..], at).unwrap_or((c.len_utf8(), Word::Unknown(c)));
            words.push((length, word));
            from += length;
        }
        words
    }

    /// The word with which a text begins: the longest of any class.
    fn first(&self, text: &str, at: Viewpoint) -> Option<(usize, Word)> {
        let c = text.chars().next()?;
        let closed = CLOSED.get(&c).into_iter().flatten().filter(|(words, _)| text.starts_with(words));
        let closed = closed.max_by_key(|(words, _)| words.len()).map(|(words, word)| (words.len(), word.clone()));
        let time = if c.is_ascii_digit() || matches!(c, '截' | '到') { written_time(text) } else { None };
        let base = if matches!(c, '比' | '较') { base(text) } else { None };
        // Of equal length a name comes first.
        [closed, base, time, self.place(c, text, at), self.name(c, text)].into_iter().flatten().max_by_key(|(n, _)| *n)
    }

    fn name(&self, first: char, text: &str) -> Option<(usize, Word)> {
        let names = self.names.get(&first)?.iter().filter(|(name, _)| text.starts_with(name));
        names.max_by_key(|(name, _)| name.len()).map(|(name, id)| (name.len(), Word::Name(*id)))
    }

    fn place(&self, first: char, text: &str, at: Viewpoint) -> Option<(usize, Word)> {
        let whole = matches!(first, '全' | '我' | '本').then(|| text.chars().nth(1)).flatten();
        if let Some(kind) = whole.filter(|kind| "国省市州县区".contains(*kind)) {
            return Some((first.len_utf8() + kind.len_utf8(), Word::Place(self.whole(kind, at))));
        }
        let names = self.places.get(&first)?.iter().filter(|name| text.starts_with(**name));
        let name = names.max_by_key(|name| name.len())?;
        let region = match self.book.regions.find(name, at.region, at.year) {
            NamedRegion::One(region) => Some(region.code),
            _ => None,
        };
        Some((name.len(), Word::Place(region)))
    }

    /// 全市 and 我市: the place itself where its name ends so, else the place of that kind in which it lies.
    fn whole(&self, kind: char, at: Viewpoint) -> Option<RegionCode> {
        let own = self.book.regions.get(at.region)?;
        if own.name.ends_with(kind) {
            return Some(own.code);
        }
        match self.book.regions.find(&format!("全{kind}"), at.region, at.year) {
            NamedRegion::One(region) => Some(region.code),
            _ => None,
        }
    }
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

fn year(text: &str) -> Option<(i32, &str)> {
    let (year, rest) = digits(text);
    let year = year.parse().ok().filter(|year| (1949..=2100).contains(year))?;
    Some((year, rest.strip_prefix('年')?))
}

/// 比2023年, 较2023年.
fn base(text: &str) -> Option<(usize, Word)> {
    let rest = text.strip_prefix('比').or_else(|| text.strip_prefix('较'))?;
    let (year, rest) = year(rest)?;
    Some((text.len() - rest.len(), Word::Base(YearWord::Is(year))))
}

/// A time in digits: 2024年, 2024年末, 1—6月, 截至2024年9月底, 7月1日.
fn written_time(text: &str) -> Option<(usize, Word)> {
    let ends = |rest: &str| ['底', '末'].iter().find_map(|end| rest.strip_prefix(*end)).map(str::len);
    let until = |rest: &str| text.len() - ends(rest).unwrap_or(rest.len());
    let after = text.strip_prefix("截至").or_else(|| text.strip_prefix('到'));
    let (said_year, rest) =
        year(after.unwrap_or(text)).map_or((None, after.unwrap_or(text)), |(y, rest)| (Some(y), rest));
    if let Some((months, behind)) = months(rest) {
        let is_day = digits(behind).1.starts_with('日') || behind.starts_with(['上', '中', '下', '初']);
        let word = match (after.is_some(), said_year) {
            _ if is_day => None,
            (true, Some(year)) => Some(PeriodWord::Is(Period::AsOf(Date { year, month: Some(months.1), day: None }))),
            (true, None) => Some(PeriodWord::UpToMonth(months.1)),
            (false, None) if ends(behind).is_some() => Some(PeriodWord::UpToMonth(months.1)),
            (false, None) => Some(PeriodWord::Is(Period::Months { first: months.0, last: months.1 })),
            // The year is a word of its own.
            (false, Some(_)) => return said_year.map(|year| (4 + '年'.len_utf8(), Word::Year(YearWord::Is(year)))),
        };
        let day = if is_day { behind.len() - digits(behind).1.trim_start_matches('日').len() } else { 0 };
        return Some((until(behind).max(text.len() - behind.len() + day), Word::Period(word)));
    }
    let year = said_year?;
    if rest.starts_with(DASHES) && digits(rest.trim_start_matches(DASHES)).0.len() == 4 || rest.starts_with("以来") {
        return Some((text.len() - rest.len(), Word::Period(None)));
    }
    match after {
        Some(_) => {
            let upto = Period::AsOf(Date { year, month: None, day: None });
            Some((until(rest), Word::Period(Some(PeriodWord::Is(upto)))))
        }
        None => Some((until(rest.strip_prefix('度').unwrap_or(rest)), Word::Year(YearWord::Is(year)))),
    }
}

/// 1—6月, 9月: first and last month, and what follows.
fn months(text: &str) -> Option<((u8, u8), &str)> {
    let month = |digits: &str| digits.parse::<u8>().ok().filter(|m| (1..=12).contains(m));
    let (first, rest) = digits(text);
    let first = month(first)?;
    let joined = rest.strip_prefix('月').unwrap_or(rest).trim_start_matches(DASHES);
    let (last, behind) = digits(joined);
    if let (Some(last), Some(behind)) = (month(last), behind.strip_prefix('月'))
        && joined.len() < rest.len()
    {
        return Some(((first, last), behind));
    }
    Some(((first, first), rest.strip_prefix('月')?.trim_start_matches('份')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<(&str, Word)> {
        written_time(text).map(|(length, word)| (&text[..length], word))
    }

    #[test]
    fn times_are_read_whole() {
        let upto = |year, month| Period::AsOf(Date { year, month, day: None });
        let period = |period| Word::Period(Some(PeriodWord::Is(period)));
        assert_eq!(time("2024年投入"), Some(("2024年", Word::Year(YearWord::Is(2024)))));
        assert_eq!(time("2024年末有"), Some(("2024年末", Word::Year(YearWord::Is(2024)))));
        assert_eq!(time("2024年1—6月"), Some(("2024年", Word::Year(YearWord::Is(2024)))));
        assert_eq!(time("1—6月，"), Some(("1—6月", period(Period::Months { first: 1, last: 6 }))));
        assert_eq!(time("1月至6月，"), Some(("1月至6月", period(Period::Months { first: 1, last: 6 }))));
        assert_eq!(time("截至2024年9月底"), Some(("截至2024年9月底", period(upto(2024, Some(9))))));
        assert_eq!(time("截至9月底，"), Some(("截至9月底", Word::Period(Some(PeriodWord::UpToMonth(9))))));
        assert_eq!(time("7月1日前"), Some(("7月1日", Word::Period(None))));
        assert_eq!(time("2013年—2022年"), Some(("2013年", Word::Period(None))));
        assert_eq!(time("2021年以来"), Some(("2021年", Word::Period(None))));
        assert_eq!(time("5480万元"), None);
    }
}
