//! Ranges of years, months and days that run backwards, and the number of years said beside a range.

use super::lengths::day_behind;
use crate::audit::Verdicts;
use crate::model::quantity::han_number;
use crate::reading::{Numeral, Reading, WrittenDate, is_han};
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.numerals.windows(2) {
        of_years(reading, verdicts, &pair[0], &pair[1]);
        of_months(reading, verdicts, &pair[0], &pair[1]);
        out_of_reach(reading, verdicts, &pair[0], &pair[1]);
    }
    for pair in reading.dates.windows(2) {
        of_dates(reading, verdicts, &pair[0], &pair[1]);
    }
    for date in &reading.dates {
        let last = date.last_day.map(|last| (last, date.range.end));
        if let (Some(first), Some((last, end))) = (date.day, last.or_else(|| day_behind(reading, date.range.end)))
            && last < first
            && !comes_round(reading, date)
        {
            tell(reading, verdicts, date.range.start..end);
        }
    }
}

fn is_dash(text: &str) -> bool {
    matches!(text, "—" | "－" | "-" | "–" | "～" | "~" | "至" | "到" | "——")
}

/// Whether two dates are the ends of one range: 至 and the like between them, or the words with which something opens and closes.
pub(super) fn leads_to(reading: &Reading, a: &WrittenDate, b: &WrittenDate) -> bool {
    let between = without_hour(&reading.text()[a.range.end..b.range.start.max(a.range.end)]);
    is_dash(between)
        || matches!(between, "起至" | "起到" | "开始至" | "持续到" | "持续至" | "一直到" | "延续到" | "延续至")
        || opens(between) && closes(&reading.text()[b.range.end..]).is_some()
}

/// 10月14日22时至, 10月14日（星期一）22时30分至: the hour of the day belongs to it.
fn without_hour(between: &str) -> &str {
    let rest = between.strip_prefix('（').and_then(|rest| rest.split_once('）')).map_or(between, |(_, rest)| rest);
    let rest = ["上午", "下午", "凌晨", "晚", "早"].iter().find_map(|part| rest.strip_prefix(part)).unwrap_or(rest);
    let digit = |c: char| c.is_ascii_digit();
    let behind = rest.trim_start_matches(digit);
    let Some(hour) = behind.strip_prefix('时').filter(|_| behind.len() < rest.len()) else { return between };
    let minutes = hour.trim_start_matches(digit);
    minutes.strip_prefix('分').filter(|_| minutes.len() < hour.len()).unwrap_or(hour)
}

/// 开班、, 开始，, 启动，到: a beginning, and nothing else; or 起 and what begins.
fn opens(between: &str) -> bool {
    const OPENS: [&str; 18] = [
        "开通", "上线", "受理", "开始", "启动", "开幕", "开班", "开工", "开赛", "开馆", "动工", "报到", "开学", "起运",
        "进场", "开机", "入汛", "开展",
    ];
    // 起受理申请，
    let begun = between.strip_prefix(['起', '日']).unwrap_or(between);
    let rest = OPENS.iter().find_map(|verb| begun.strip_prefix(verb));
    let is_begun =
        begun.len() < between.len() && begun.chars().count() <= 8 && begun.trim_end_matches('，').chars().all(is_han);
    is_begun && begun.ends_with('，')
        || rest.is_some_and(|rest| matches!(rest, "，" | "、" | "，至" | "，到" | "，于" | "、于" | "至" | "到"))
}

/// The word at the start of a text by which something comes to its end.
pub(super) fn closes(behind: &str) -> Option<&'static str> {
    const CLOSES: [&str; 17] = [
        "关闭", "停止", "撤回", "结束", "闭幕", "结业", "竣工", "完工", "收官", "闭馆", "完成", "截止", "关机", "落幕",
        "离会", "撤场", "止",
    ];
    CLOSES.into_iter().find(|verb| behind.starts_with(verb))
}

/// 5月26日至5月25日: nobody means the same month of the next year without saying so.
fn runs_back_within_a_month(a: &WrittenDate, b: &WrittenDate) -> bool {
    let last = b.last_day.or(b.day);
    let is_same_year = b.year.is_none() || b.year == a.year;
    is_same_year && a.month == b.month && a.last_day.is_none() && a.day.zip(last).is_some_and(|(from, to)| to < from)
}

/// 4月8日至3月20日: a campaign that begins in spring ends in it, or the text says 次年.
fn runs_back_to_spring(a: &WrittenDate, b: &WrittenDate) -> bool {
    b.year.is_none()
        && a.day.is_some()
        && b.day.is_some()
        && a.month.zip(b.month).is_some_and(|(from, to)| (3..=6).contains(&from) && to < from && to >= 2)
}

/// 每年6月26日至6月25日 is a year of account.
fn comes_round(reading: &Reading, date: &WrittenDate) -> bool {
    let sentence = reading.slice(&reading.sentences[reading.sentence_at(date.range.start)].range);
    ["每年", "次年", "翌年", "年度为", "第二年", "来年"].iter().any(|word| sentence.contains(word))
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
        && let Some((said, years)) = years_behind(text, end).or_else(|| planned_before(text, a.range.start, end))
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

/// 2024—2205年: no plan goes so far.
fn out_of_reach(reading: &Reading, verdicts: &mut Verdicts, a: &Numeral, b: &Numeral) {
    let text = reading.text();
    let digits = reading.slice(&b.range);
    let is_far = digits.len() == 4 && digits.parse::<i64>().is_ok_and(|year| (2101..=2999).contains(&year));
    let is_label =
        text[..a.range.start].trim_end().ends_with(|c: char| c.is_ascii_alphanumeric() || ".-—－/+".contains(c));
    let between = text[a.range.end..b.range.start].trim_start_matches('年');
    if !is_far || is_label || year(reading, a).is_none() || !is_dash(between) || !text[b.range.end..].starts_with('年')
    {
        return;
    }
    let range = a.range.start..b.range.end + '年'.len_utf8();
    let said = reading.slice(&range);
    verdicts
        .wrong(
            range.clone(),
            format!("“{said}”止于{digits}年，年份像是写错了"),
            format!("{said} ends in {digits}: a digit seems to be wrong"),
        )
        .help("核对起止年份", "check the first and the last year");
}

/// 用两年时间（2024—2025年）, 三年行动（2024—2026年）: how many years a plan has, before the bracket that names them.
fn planned_before(text: &str, start: usize, end: usize) -> Option<(Range<usize>, i64)> {
    const PLANS: [&str; 12] =
        ["时间", "行动", "计划", "规划", "方案", "攻坚", "工程", "任务", "目标", "滚动", "提升", "实施"];
    const FURTHEST: usize = 14;
    let head = text[..start].strip_suffix('（').filter(|_| text[end..].starts_with('）'))?;
    let near = head.char_indices().rev().nth(FURTHEST).map_or(0, |(at, _)| at);
    let near = near + head[near..].rfind(|c: char| "，。；、（）“”《》\n".contains(c)).map_or(0, |at| at + 1);
    let near = head.ceil_char_boundary(near);
    let word = near + head[near..].rfind('年')?;
    let plan = &head[word + '年'.len_utf8()..];
    let number_start =
        head[..word].trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)).len();
    let number = &head[number_start..word];
    let years = number.parse().ok().or_else(|| han_number(number)).filter(|years| (2..=20).contains(years))?;
    let is_counted = !head[..number_start].ends_with(['第', '每', '前', '后', '〇', '零', '近', '余']);
    let is_plan = plan.is_empty() || PLANS.iter().any(|word| plan.ends_with(word));
    (is_counted && is_plan).then_some((number_start..word + '年'.len_utf8(), years))
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
    let is_sum = is_range && to == 1 && is_summed_up(reading, b.range.end + '月'.len_utf8());
    if (in_one_year || is_sum) && is_range && to < from {
        tell(reading, verdicts, a.range.start..b.range.end + '月'.len_utf8());
    }
}

/// 6—1月累计完成: what is summed up begins with January, unless it is of a winter.
fn is_summed_up(reading: &Reading, end: usize) -> bool {
    const WINTERS: [&str; 10] = ["每年", "次年", "翌年", "冬", "防火", "枯水", "采收", "跨年", "季", "旱"];
    let sentence = reading.slice(&reading.sentences[reading.sentence_at(end)].range);
    let sums = ["累计", "，全", "全省", "全市", "全县", "全区", "完成", "实现"];
    let behind = &reading.text()[end..];
    sums.iter().any(|word| behind.starts_with(word)) && !WINTERS.iter().any(|word| sentence.contains(word))
}

/// 自2023年12月至2023年3月, 2023年9月至3月, 5月26日至5月25日
fn of_dates(reading: &Reading, verdicts: &mut Verdicts, a: &WrittenDate, b: &WrittenDate) {
    let text = reading.text();
    if !leads_to(reading, a, b) || a.month.is_none() || b.month.is_none() {
        return;
    }
    let runs_back = runs_back_within_a_month(a, b) || runs_back_to_spring(a, b);
    if runs_back && !comes_round(reading, a) {
        return tell(reading, verdicts, a.range.start..b.range.end);
    }
    if a.year.is_none() || !is_dash(without_hour(&text[a.range.end..b.range.start])) && b.year.is_none() {
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
