//! The averages over time whose days, months or years are not counted but named: 全年处理垃圾43.9万吨，日均处理1199吨. From an
//! average to the lengths that its passage can mean. Judges nothing.

use super::Average;
use crate::reading::{Reading, measure_word};

/// Months with their days; of February those of both kinds of years.
const DAYS: [&[u32]; 12] = [&[31], &[28, 29], &[31], &[30], &[31], &[30], &[31], &[31], &[30], &[31], &[30], &[31]];

/// How often the unit of time fits into what the words before an average name; empty where they name nothing.
pub fn lengths(reading: &Reading, average: &Average, from: usize) -> Vec<u32> {
    let behind: String = reading.text()[average.result.range.end..].chars().take(12).collect();
    if let Some(said) = behind.strip_prefix("（按") {
        let counted = number(said).filter(|(_, rest)| rest.starts_with(unit(average)));
        return counted.map(|(number, _)| number).into_iter().collect();
    }
    // A total that was found by its name may stand behind its average: then the average's own sentence says the time.
    let from = from.min(average.result.range.start);
    let sentence = &reading.sentences[reading.sentence_at(from)].range;
    let words = &reading.text()[sentence.start.min(from)..average.result.range.start];
    match average.per {
        "日" | "天" => days(words),
        "月" => months(words),
        "年" => years(words),
        _ => Vec::new(),
    }
}

fn unit<'a>(average: &Average<'a>) -> &'a str {
    match average.per {
        "月" => "个月",
        "日" => "天",
        per => per,
    }
}

/// 5月1日至5日, （9月29日至10月6日）: so many days, both ends counted.
fn days_named(words: &str) -> Option<u32> {
    let day = |text: &str| -> Option<(u32, usize)> {
        let (number, behind) = number(text)?;
        let length = text.len() - behind.strip_prefix('日')?.len();
        (1..=31).contains(&number).then_some((number, length))
    };
    let month = |at: usize| -> Option<usize> {
        let digits = words[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        words[at - digits..at].parse().ok().filter(|month| (1..=12).contains(month))
    };
    words.match_indices('月').find_map(|(at, _)| {
        let first_month = month(at)?;
        let behind = &words[at + '月'.len_utf8()..];
        let (first, length) = day(behind)?;
        let rest = ["至", "—", "到", "－", "-"].iter().find_map(|to| behind[length..].strip_prefix(to))?;
        let named = number(rest).and_then(|(month, rest)| Some((month as usize, rest.strip_prefix('月')?)));
        let named = named.filter(|(month, _)| (first_month..=12).contains(month));
        let (last_month, rest) = named.unwrap_or((first_month, rest));
        let (last, _) = day(rest)?;
        let between: u32 = (first_month..last_month).map(|month| DAYS.get(month - 1).map_or(0, |days| days[0])).sum();
        (between + last).checked_sub(first).map(|days| days + 1).filter(|days| (2..=40).contains(days))
    })
}

fn days(words: &str) -> Vec<u32> {
    // 五天日均接待
    const COUNTED: [(&str, u32); 6] =
        [("三天日均", 3), ("五天日均", 5), ("六天日均", 6), ("七天日均", 7), ("八天日均", 8), ("十天日均", 10)];
    if let Some((at, days)) = COUNTED.iter().find_map(|(word, days)| Some((words.find(word)?, *days))) {
        return if words[..at].ends_with('十') { Vec::new() } else { vec![days] };
    }
    if let Some(days) = days_named(words) {
        return vec![days];
    }
    if let Some((first, last)) = months_named(words) {
        let all = &DAYS[first as usize - 1..last as usize];
        let least = all.iter().map(|days| days[0]).sum();
        let most = all.iter().map(|days| days[days.len() - 1]).sum();
        return if least == most { vec![least] } else { vec![least, most] };
    }
    let named: [(&str, &[u32]); 7] = [
        ("上半年", &[181, 182]),
        ("下半年", &[184]),
        ("前三季度", &[273, 274]),
        ("一季度", &[90, 91]),
        ("季度", &[91, 92]),
        ("两个月", &[59, 60, 61, 62]),
        ("全年", &[365, 366]),
    ];
    let named = named.iter().find(|(word, _)| words.contains(word)).map(|(_, days)| days.to_vec());
    named.unwrap_or_else(|| if is_of_one_year(words) { vec![365, 366] } else { Vec::new() })
}

/// 去年一年，出诊1460次; not 一年级, 十一年 and 一年多.
fn is_of_one_year(words: &str) -> bool {
    words.match_indices("一年").any(|(at, word)| {
        let (before, behind) = (&words[..at], &words[at + word.len()..]);
        let is_tail = before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百第近前后又".contains(c));
        let opens = behind.is_empty() || behind.starts_with(['，', '来', '里', '中', '间', '下', '要', '共', '就']);
        !is_tail && opens
    })
}

fn months(words: &str) -> Vec<u32> {
    if let Some((first, last)) = months_named(words) {
        return vec![last - first + 1];
    }
    let named = [("上半年", 6), ("下半年", 6), ("前三季度", 9), ("季度", 3), ("全年", 12)];
    named.iter().find(|(word, _)| words.contains(word)).map_or(Vec::new(), |(_, months)| vec![*months])
}

fn years(words: &str) -> Vec<u32> {
    const SAID: [(&str, u32); 8] =
        [("两年", 2), ("三年", 3), ("四年", 4), ("五年", 5), ("2年", 2), ("3年", 3), ("4年", 4), ("5年", 5)];
    if let Some(years) = years_between(words) {
        return vec![years];
    }
    let at = |word: &str| words.match_indices(word).any(|(i, _)| !words[..i].ends_with(|c: char| c.is_ascii_digit()));
    SAID.iter().find(|(word, _)| at(word)).map_or(Vec::new(), |(_, years)| vec![*years])
}

/// 2016—2020年
fn years_between(words: &str) -> Option<u32> {
    let (at, dash) = words
        .match_indices(['—', '-', '～', '至'])
        .find(|(i, _)| words[..*i].trim_end_matches('年').ends_with(|c: char| c.is_ascii_digit()))?;
    let head = words[..at].trim_end_matches('年');
    // Of a shorter number (共12—15年) the bytes may begin within a character.
    let first: u32 = head.get(head.len().checked_sub(4)?..)?.parse().ok()?;
    let (last, behind) = number(&words[at + dash.len()..])?;
    let is_span = (1949..2100).contains(&first) && last > first && last < first + 30 && behind.starts_with('年');
    is_span.then_some(last - first + 1)
}

/// The one month or the months from one to another that the words name: 7月, 1—8月, 1月至8月.
fn months_named(words: &str) -> Option<(u32, u32)> {
    let mut found: Option<(u32, u32)> = None;
    let mut rest = words;
    let mut before = "";
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (month, behind) = number(&rest[at..])?;
        let is_joined = before.is_empty() && at == 0 || matches!(&rest[..at], "—" | "-" | "～" | "至" | "月至" | "月—");
        let first = found.map(|(first, _)| first).filter(|_| is_joined);
        if behind.starts_with('月') && (1..=12).contains(&month) {
            match (found, first) {
                (Some((_, last)), None) if last != month => return None,
                _ => {}
            }
            found = Some((first.unwrap_or(month), month));
        } else if (1..=12).contains(&month) && behind.starts_with(['—', '-', '～', '至']) {
            found = Some((month, month));
        }
        before = &rest[at..];
        rest = behind;
    }
    found.filter(|(first, last)| first <= last && words.contains('月'))
}

fn number(words: &str) -> Option<(u32, &str)> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    Some((words[..digits].parse().ok()?, &words[digits..])).filter(|_| measure_word(&words[digits..]) != "元")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::relations::average;
    use crate::reading::Markup;

    #[test]
    fn a_total_behind_its_average_leaves_the_period_to_the_sentence_of_the_average() {
        let text = "全年日均处理1199吨。处理垃圾43.9万吨。";
        let reading = Reading::of(text, Markup::Plain, &[]);
        let average = average::of(&reading, &reading.mentions[0]).unwrap();
        let total = reading.mentions[1].range.start;
        assert!(total > average.result.range.end);
        assert_eq!(lengths(&reading, &average, total), [365, 366]);
    }

    #[test]
    fn periods_have_their_lengths() {
        assert_eq!(days("全年处理垃圾43.9万吨，"), [365, 366]);
        assert_eq!(days("7月1日—31日，线上订单81万单，"), [31]);
        assert_eq!(days("去年一年，她出诊1460次，"), [365, 366]);
        assert!(days("一年级学生交作业1460次，").is_empty() && days("近一年，出诊1460次，").is_empty());
        assert_eq!(months("1—8月，受理120件，"), [8]);
        assert_eq!(months("2024年1月至9月，受理120件，"), [9]);
        assert_eq!(years("2016—2020年，收入累计1.24亿元，"), [5]);
        assert_eq!(years("三年新增就业10.26万人，"), [3]);
        assert!(years("2023年新增就业10.26万人，").is_empty());
        assert!(years("共12—15年，年均3万元，").is_empty());
    }
}
