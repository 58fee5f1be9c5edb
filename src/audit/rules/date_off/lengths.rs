//! How many days a range of dates has: `连续13天（8月2日至14日）`, `3月1日至15日，为期15天`. The first and the last day may count or
//! one of them may not.

use super::calendar::days_in;
use super::ranges::{closes, leads_to};
use super::stretches;
use crate::audit::Verdicts;
use crate::reading::{Reading, WrittenDate};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, date) in reading.dates.iter().enumerate() {
        let (Some(month), Some(day)) = (date.month, date.day) else { continue };
        if !(1..=12).contains(&month) {
            continue;
        }
        let (last_month, last_day, end) = match (date.last_day, reading.dates.get(i + 1)) {
            (Some(last), _) => (month, last, date.range.end),
            (None, Some(next)) if joins(reading, date, next) => {
                let Some(last) = next.day else { continue };
                let close = closes(&reading.text()[next.range.end..]).map_or(0, str::len);
                (next.month.unwrap_or(month), last, next.range.end + close)
            }
            (None, _) => match day_behind(reading, date.range.end) {
                Some((last, end)) => (month, last, end),
                None => continue,
            },
        };
        let between: u32 = (month..last_month).map(|month| days_in(date.year, month)).sum();
        let Some(span) = (between + last_day).checked_sub(day).filter(|_| last_month >= month && last_month <= 12)
        else {
            continue;
        };
        let dates = date.range.start..end;
        if let Some((range, said)) = said_behind(reading, end).or_else(|| said_before(reading, date.range.start, end)) {
            judge(reading, verdicts, &dates, range, (said..said + 2, span));
        } else if let Some((range, days)) = stretches::said(reading, &dates) {
            judge(reading, verdicts, &dates, range, (days, span));
        }
    }
}

fn joins(reading: &Reading, a: &WrittenDate, b: &WrittenDate) -> bool {
    leads_to(reading, a, b) && (b.year.is_none() || b.year == a.year)
}

/// 8月2日至14日: the second day without its month.
pub(super) fn day_behind(reading: &Reading, end: usize) -> Option<(u32, usize)> {
    let rest = &reading.text()[end..];
    let dash = ['至', '到', '—', '～'].into_iter().find(|dash| rest.starts_with(*dash))?;
    let (day, length) = number(&rest[dash.len_utf8()..])?;
    let at = end + dash.len_utf8() + length;
    reading.text()[at..].starts_with('日').then_some((day, at + '日'.len_utf8()))
}

fn number(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok().filter(|number| *number <= 400)?, length))
}

/// ，为期15天, （共15天）
fn said_behind(reading: &Reading, end: usize) -> Option<(Range<usize>, u32)> {
    const LEADS: [&str; 14] = [
        "，共",
        "，为期",
        "，历时",
        "，前后共",
        "（共",
        "（为期",
        "，共计",
        "共",
        "为期",
        "（历时",
        "，连续",
        "连续",
        "（连续",
        "，持续",
    ];
    let rest = &reading.text()[end..];
    let held =
        ["举行", "举办", "进行", "开展"].iter().find(|verb| rest.starts_with(**verb)).map_or(0, |verb| verb.len());
    let (rest, end) = match rest[held..].starts_with("，为期") || rest[held..].starts_with("，历时") {
        true => (&rest[held..], end + held),
        false => (rest, end),
    };
    let lead = LEADS
        .iter()
        .find(|lead| rest.strip_prefix(**lead).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))?;
    let (days, length) = number(&rest[lead.len()..])?;
    let start = end + lead.len();
    let behind = &reading.text()[start + length..];
    let is_plain = behind.starts_with('天') && !behind.starts_with("天次");
    is_plain.then_some((start..start + length + '天'.len_utf8(), days))
}

/// 连续15天（8月2日至14日）
fn said_before(reading: &Reading, start: usize, end: usize) -> Option<(Range<usize>, u32)> {
    let text = reading.text();
    let in_brackets = text[..start].strip_suffix(['（', '(']).filter(|_| text[end..].starts_with(['）', ')']));
    // 公示期10天，自4月8日起至4月17日止
    let in_a_row = || {
        let head = ["，自", "，从", "，即"].iter().find_map(|lead| text[..start].strip_suffix(lead))?;
        text[end..].starts_with(['止', '。', '，', '；']).then_some(head)
    };
    let head = in_brackets.or_else(in_a_row)?;
    let digits = head.strip_suffix('天')?;
    let length = digits.bytes().rev().take_while(u8::is_ascii_digit).count();
    let from = digits.len() - length;
    // 提前10天，自4月8日起: only a term is as long as its dates.
    let is_term = ["期", "时间", "历时", "公示", "放假", "连续"].iter().any(|term| digits[..from].ends_with(term));
    let is_alone = !digits[..from].ends_with(['.', '第', '余']) && (in_brackets.is_some() || is_term);
    let days = digits[from..].parse().ok().filter(|_| is_alone)?;
    Some((from..head.len(), days))
}

fn judge(
    reading: &Reading,
    verdicts: &mut Verdicts,
    dates: &Range<usize>,
    range: Range<usize>,
    (said, span): (Range<u32>, u32),
) {
    let days = span + 1;
    let sum = format!("{} = {days}天（首尾都算）", reading.slice(dates));
    if said.contains(&days) {
        return verdicts.holds(range, sum);
    }
    let written = reading.slice(&range).to_string();
    verdicts
        .wrong(
            range,
            format!("天数对不上：{sum}，文中是{written}"),
            format!("the number of days does not follow: {sum}, the text says {written}"),
        )
        .help("核对起止日期和天数", "check both dates and the number of days");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn days_are_counted() {
        expect(
            "date-off",
            &[
                "已连续15天（8月2日至14日）最高气温超过35℃。",
                "活动于3月1日至15日举行，为期25天。",
                "公示期为2024年3月28日至4月3日，共17天。",
                "9月12日至10月20日，连续36天无有效降水。",
                "公示期10天，自2024年4月8日起至4月27日止。",
                "展期5天，从9月1日至9月15日。",
                "公示时间7天，自3月1日起至3月17日止。",
            ],
            &[
                "已连续13天（8月2日至14日）最高气温超过35℃。",
                "活动于3月1日至15日举行，3月1日至15日，为期15天。",
                "公示期为2024年3月28日至4月3日，共7天。",
                "2024年2月26日至3月1日，共5天。",
                "9月12日至10月20日，连续39天无有效降水。",
                "3月1日至15日，共15家企业参展。",
                "3月1日至15日，共12个工作日。",
                "8月2日至14日，15天无雨的纪录被打破。",
                "12月28日至1月3日，共7天。",
                "3月1日至15日开放15天。",
                "公示期10天，自2024年4月8日起至4月17日止。",
                "公示期7个工作日，自2024年4月8日起至4月17日止。",
                "提前10天，自4月8日起至4月27日止开放报名，历时20天。",
                "放假3天（5月1日至5日为调休后的安排）。",
            ],
        );
    }
}
