//! Which digits belong to a date: the year, month or day of one, or a time of day, as it is written in Chinese prose. Digits and
//! the words around them come in. Whether the calendar has such a day is not asked.

use super::marks::is_han;
use super::units;

/// Whether digits belong to a date or a time of day, from the words of their line before and behind them.
pub fn is_date(digits: &str, before: &str, after: &str) -> bool {
    is_year(digits) && (is_year_by_context(before, after) || leads_to_a_date(after))
        || is_month(digits) && after.starts_with('月') && !after.starts_with("月度") && !before.ends_with('个')
        || is_month(digits) && names_a_month(after)
        || is_day(digits)
            && after.starts_with('日')
            && (before.trim_end().ends_with(['月', '—', '至', '、', '-', '～']) || is_day_alone(after))
        || is_day(digits) && names_a_day(before, after)
        || is_day(digits) && ends_in_iso_date(before)
        || is_time(digits, before, after)
}

pub fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|n: u32| (1900..=2100).contains(&n))
}

pub fn is_month(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|n: u8| (1..=12).contains(&n))
}

pub fn is_day(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|n: u8| (1..=31).contains(&n))
}

/// `8日上午`, `15日，`: a day of the month, where `3日内` is a term.
fn is_day_alone(after: &str) -> bool {
    let rest = &after['日'.len_utf8()..];
    ["上午", "下午", "晚", "起", "前", "至", "—", "电", "讯", "，", "、", "召开"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// `3月5—8日`: the first half of a range of days.
fn names_a_day(before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches(['—', '-', '～', '至', '、']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    before.ends_with('月') && rest.len() < after.len() && end > 0 && rest[end..].starts_with('日')
}

/// 用时49分钟 is a length of time, 14时49分 a time.
fn follows_an_hour(before: &str) -> bool {
    before.strip_suffix('时').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// `14时30分`, `9:30`.
fn is_time(digits: &str, before: &str, after: &str) -> bool {
    let is_hour = digits.len() <= 2 && digits.parse().is_ok_and(|n: u8| n <= 24);
    let is_minute = digits.len() <= 2 && digits.parse().is_ok_and(|n: u8| n < 60);
    is_hour
        && (after.starts_with('时') && !after.starts_with("时代")
            || after.starts_with("点钟")
            || after.starts_with("点整"))
        || is_minute && follows_an_hour(before) && after.starts_with('分')
        || is_hour
            && after.starts_with([':', '：'])
            && after.chars().skip(1).take(2).filter(char::is_ascii_digit).count() == 2
        || is_minute
            && digits.len() == 2
            && before.ends_with([':', '：'])
            && before.trim_end_matches([':', '：']).ends_with(|c: char| c.is_ascii_digit())
}

/// 2023年, （2022）, 〔2024〕, 2021—2023, a year alone, or one before a name (2023全国农产品博览会).
fn is_year_by_context(before: &str, after: &str) -> bool {
    let in_brackets = before.ends_with(['〔', '（', '(', '[', '［']) && after.starts_with(['〕', '）', ')', ']', '］']);
    let first = before.strip_suffix(['—', '–', '-', '～', '、', '和', '至']).unwrap_or("");
    let ends_a_range = is_year(tail_digits(first.trim_end_matches('年')));
    let is_name = after.starts_with(is_han) && !units::is_unit_start(after) && !is_bound(after);
    after.starts_with('年') || in_brackets || ends_a_range || (before.is_empty() && after.is_empty()) || is_name
}

fn is_bound(after: &str) -> bool {
    ["余", "多", "以上", "以下", "以内", "左右", "有", "的"].iter().any(|word| after.starts_with(word))
}

/// `—2022年`, `-2023)`, `-07-11`: what follows makes the year before it a date.
fn leads_to_a_date(after: &str) -> bool {
    let Some(dash) = after.chars().next().filter(|c| "—–-～、和至".contains(*c)) else { return false };
    let rest = &after[dash.len_utf8()..];
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    match digits.len() {
        4 => is_year(digits) && (rest.is_empty() || rest.starts_with(['年', '）', ')', '〕', '、'])),
        1 | 2 => dash == '-' && is_month(digits) && !rest.starts_with(['%', '万', '亿', '元', '户', '人']),
        _ => false,
    }
}

/// `2023-` or `2023-07-` stands before.
fn ends_in_iso_date(before: &str) -> bool {
    let start = before.floor_char_boundary(before.len().saturating_sub("2023-07-".len() + 1));
    let run = before[start..].rsplit(|c: char| !c.is_ascii_digit() && c != '-').next().unwrap_or("");
    let parts: Vec<&str> = run.split('-').collect();
    match parts.as_slice() {
        [year, ""] => is_year(year),
        [year, month, ""] => is_year(year) && is_month(month),
        _ => false,
    }
}

/// `—9月`, `、6月`: the first part of a run of months.
fn names_a_month(after: &str) -> bool {
    let rest = after.trim_start_matches(['—', '-', '～', '至', '、']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.len() < after.len() && end > 0 && rest[end..].starts_with('月')
}

fn tail_digits(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("")
}
