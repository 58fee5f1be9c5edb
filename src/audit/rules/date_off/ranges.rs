//! Ranges of years, months and days that run backwards, and the number of years said beside a range.

use crate::audit::Verdicts;
use crate::model::quantity::han_number;
use crate::reading::{Numeral, Reading, WrittenDate};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.numerals.windows(2) {
        of_years(reading, verdicts, &pair[0], &pair[1]);
        of_months(reading, verdicts, &pair[0], &pair[1]);
    }
    for pair in reading.dates.windows(2) {
        of_dates(reading, verdicts, &pair[0], &pair[1]);
    }
    for date in &reading.dates {
        if let (Some(first), Some(last)) = (date.day, date.last_day)
            && last < first
        {
            tell(reading, verdicts, date.range.clone());
        }
    }
}

fn is_dash(text: &str) -> bool {
    matches!(text, "—" | "－" | "-" | "–" | "～" | "~" | "至" | "到" | "——")
}

fn year(reading: &Reading, numeral: &Numeral) -> Option<i64> {
    let digits = reading.slice(&numeral.range);
    digits.parse().ok().filter(|year| digits.len() == 4 && (1900..=2100).contains(year))
}

/// 2022—2018年
fn of_years(reading: &Reading, verdicts: &mut Verdicts, a: &Numeral, b: &Numeral) {
    let text = reading.text();
    let (Some(from), Some(to)) = (year(reading, a), year(reading, b)) else { return };
    let between = &text[a.range.end..b.range.start];
    let before = &text[..a.range.start];
    let after = &text[b.range.end..];
    let is_label = before.ends_with(|c: char| c.is_ascii_alphanumeric() || ".-—－/+".contains(c));
    if is_label || !is_dash(between.trim_start_matches('年')) || !after.starts_with(['年', '）', ')']) {
        return;
    }
    let end = b.range.end + if after.starts_with('年') { '年'.len_utf8() } else { 0 };
    // 2021年至2023年3月 is a range of dates.
    if to < from {
        return tell(reading, verdicts, a.range.start..end);
    }
    if to > from
        && let Some((said, years)) = years_behind(text, end)
    {
        let sum = format!("{from}—{to}年 = {}年（首尾都算）", to - from + 1);
        if years == to - from + 1 || years == to - from {
            return verdicts.holds(said, sum);
        }
        let written = reading.slice(&said).to_string();
        verdicts
            .wrong(
                said,
                format!("年数对不上：{sum}，文中是{written}"),
                format!("the number of years does not follow: {sum}, the text says {written}"),
            )
            .help("核对起止年份和年数", "check both years and their number");
    }
}

/// 五年来, 5年间, 四年累计 close behind a range of years.
fn years_behind(text: &str, end: usize) -> Option<(Range<usize>, i64)> {
    let rest = &text[end..];
    let lead = rest.chars().take_while(|c| "，、（(）) ".contains(*c)).map(char::len_utf8).sum::<usize>();
    let number: String =
        rest[lead..].chars().take_while(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c)).collect();
    let after = &rest[lead + number.len()..];
    let word = ["年来", "年间", "年累计", "年共"].into_iter().find(|word| after.starts_with(word));
    // 从2020年到2023年，四年抽检下来
    let is_plain = after.starts_with('年') && rest[..lead] == *"，";
    let is_other =
        ["前", "后", "内", "以", "期", "规", "级", "制", "计", "行", "度", "底", "末", "初", "第", "或", "中"];
    let is_other = is_other.iter().any(|word| after.trim_start_matches('年').starts_with(word));
    let word = word.or(Some("年").filter(|_| is_plain && !is_other))?;
    let years = number.parse().ok().or_else(|| han_number(&number)).filter(|years| (2..=60).contains(years))?;
    let start = end + lead;
    Some((start..start + number.len() + word.len(), years))
}

/// 2023年9—1月
fn of_months(reading: &Reading, verdicts: &mut Verdicts, a: &Numeral, b: &Numeral) {
    let text = reading.text();
    let month = |n: &Numeral| {
        reading.slice(&n.range).parse::<u32>().ok().filter(|m| (1..=12).contains(m) && n.range.len() <= 2)
    };
    let (Some(from), Some(to)) = (month(a), month(b)) else { return };
    let before = &text[..a.range.start];
    let in_one_year =
        before.strip_suffix('年').is_some_and(|y| y.bytes().rev().take_while(u8::is_ascii_digit).count() == 4);
    let is_range = is_dash(&text[a.range.end..b.range.start]) && text[b.range.end..].starts_with('月');
    if in_one_year && is_range && to < from {
        tell(reading, verdicts, a.range.start..b.range.end + '月'.len_utf8());
    }
}

/// 自2023年12月至2023年3月, 2023年9月至3月
fn of_dates(reading: &Reading, verdicts: &mut Verdicts, a: &WrittenDate, b: &WrittenDate) {
    let text = reading.text();
    let between = &text[a.range.end..b.range.start.max(a.range.end)];
    if !is_dash(between) || a.year.is_none() || a.month.is_none() || b.month.is_none() {
        return;
    }
    let key = |date: &WrittenDate, year: Option<i32>| {
        (year, date.month, date.day.filter(|_| a.day.is_some() && b.day.is_some()))
    };
    let is_backwards = key(b, b.year.or(a.year)) < key(a, a.year);
    let range = a.range.start..b.range.end;
    match b.year {
        Some(_) if is_backwards => tell(reading, verdicts, range),
        None if is_backwards => {
            let said = reading.slice(&range);
            verdicts
                .doubt(
                    range.clone(),
                    format!("“{said}”止于次年的话要写明年份，否则起止颠倒"),
                    format!("{said} runs backwards unless it ends in the next year, which must be said"),
                )
                .help("写明“次年”或年份", "write 次年 or the year");
        }
        _ => {}
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, range: Range<usize>) {
    let said = reading.slice(&range);
    verdicts
        .wrong(range.clone(), format!("“{said}”起止颠倒"), format!("{said} runs backwards"))
        .help("核对起止时间", "check the first and the last date");
}
