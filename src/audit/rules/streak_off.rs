//! `streak-off`: 连续N年, N连冠, N连增 beside the years that it counts. Told only where both years stand beside it; with one
//! year it may hold against a year of the text.

use crate::audit::Verdicts;
use crate::model::quantity::han_number;
use crate::reading::Reading;
use std::ops::Range;

/// A streak as it is said.
struct Streak {
    range: Range<usize>,
    years: i64,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for streak in streaks(reading.text()) {
        let sentence = reading.sentences.get(reading.sentence_at(streak.range.start)).map(|s| s.range.clone());
        if let Some(sentence) = sentence {
            judge(reading, verdicts, &streak, &sentence);
        }
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, streak: &Streak, sentence: &Range<usize>) {
    let text = reading.text();
    let spans = spans(reading, sentence);
    // Behind it in brackets, or before it without another streak between.
    let own = spans.iter().find(|span| {
        let behind = span.0.start >= streak.range.end && is_bracketed(&text[streak.range.end..span.0.start]);
        let before = span.0.end <= streak.range.start && is_lead(&text[span.0.end..streak.range.start]);
        behind || before
    });
    if let Some((_, from, to)) = own {
        let years = to - from + 1;
        let sum = format!("{from}—{to}年 = {years}年");
        if years == streak.years {
            return verdicts.holds(streak.range.clone(), sum);
        }
        let said = &text[streak.range.clone()];
        verdicts
            .wrong(
                streak.range.clone(),
                format!("连续年数对不上：{sum}，文中是{said}"),
                format!("the years of the streak do not agree: {sum}, the text says {said}"),
            )
            .help("核对起止年份和连续年数", "check the first year, the last year and the count");
        return;
    }
    let Some(since) = since(reading, sentence) else { return };
    if reading.years().iter().any(|year| i64::from(*year) - since + 1 == streak.years) {
        let last = since + streak.years - 1;
        verdicts.holds(streak.range.clone(), format!("{since}—{last}年 = {}年", streak.years));
    }
}

/// Only words of no weight between a streak and its years: 连续9年（2016年—2024年）, 连续6年（自2019年至2024年）.
fn is_bracketed(between: &str) -> bool {
    let rest = between.trim_start_matches(|c: char| c != '（' && c != '(');
    between.chars().count() <= 24
        && matches!(rest, "（" | "(" | "（自" | "（从" | "(自" | "(从")
        && !between.contains(['，', '。', '；'])
}

/// Between a range of years and its streak no other figure stands.
fn is_lead(between: &str) -> bool {
    between.chars().count() <= 12 && !between.contains(|c: char| c.is_ascii_digit() || c == '；' || c == '。')
}

/// Ranges of years with their ends.
fn spans(reading: &Reading, sentence: &Range<usize>) -> Vec<(Range<usize>, i64, i64)> {
    let text = reading.text();
    let first = reading.numerals.partition_point(|n| n.range.start < sentence.start);
    let last = reading.numerals.partition_point(|n| n.range.start < sentence.end);
    let year = |range: &Range<usize>| {
        let digits = &text[range.clone()];
        digits.parse::<i64>().ok().filter(|year| digits.len() == 4 && (1900..=2100).contains(year))
    };
    let pairs = reading.numerals[first..last].windows(2).filter_map(|pair| {
        let (from, to) = (year(&pair[0].range)?, year(&pair[1].range)?);
        let between = text[pair[0].range.end..pair[1].range.start].trim_start_matches('年');
        let is_span = matches!(between, "—" | "－" | "-" | "–" | "～" | "至" | "到" | "——");
        let ends = text[pair[1].range.end..].starts_with(['年', '）', ')']);
        let end = pair[1].range.end + if text[pair[1].range.end..].starts_with('年') { '年'.len_utf8() } else { 0 };
        (is_span && ends && from < to).then_some((pair[0].range.start..end, from, to))
    });
    pairs.collect()
}

/// The year of 2017年以来, 自2017年起 in a sentence, where it names one.
fn since(reading: &Reading, sentence: &Range<usize>) -> Option<i64> {
    let first = reading.dates.partition_point(|d| d.range.start < sentence.start);
    let mut dates = reading.dates[first..].iter().take_while(|d| d.range.start < sentence.end);
    let date = dates.find(|d| {
        let behind = &reading.text()[d.range.end..];
        ["以来", "起", "开始", "底以来", "年来"].iter().any(|word| behind.starts_with(word))
    })?;
    date.year.map(i64::from)
}

/// Each 连续N年 and N连冠.
fn streaks(text: &str) -> Vec<Streak> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("连续") {
        let start = at + word.len();
        let number: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || HAN.contains(*c)).collect();
        let end = start + number.len();
        if text[end..].starts_with('年')
            && let Some(years) = count(&number)
        {
            found.push(Streak { range: at..end + '年'.len_utf8(), years });
        }
    }
    for (at, word) in text.match_indices('连') {
        let end = at + word.len();
        let Some(kind) = text[end..].chars().next().filter(|c| "冠好增丰涨升降优胜".contains(*c)) else {
            continue;
        };
        let number: String = {
            let mut digits: Vec<char> =
                text[..at].chars().rev().take_while(|c| c.is_ascii_digit() || HAN.contains(*c)).take(3).collect();
            digits.reverse();
            digits.into_iter().collect()
        };
        if let Some(years) = count(&number) {
            found.push(Streak { range: at - number.len()..end + kind.len_utf8(), years });
        }
    }
    found.sort_by_key(|streak| streak.range.start);
    found
}

const HAN: &str = "一二两三四五六七八九十";

fn count(number: &str) -> Option<i64> {
    number.parse().ok().or_else(|| han_number(number)).filter(|years| (2..=60).contains(years))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tests::{loud, silent};

    const CODE: &str = "streak-off";

    #[test]
    fn streaks_that_do_not_count_up_are_told() {
        let faulty = [
            "“三公”经费连续5年（2019年至2024年）只减不增。",
            "命案破案率连续9年（2015年—2024年）保持100%。",
            "全县已连续十一年（2013年—2024年）无重特大森林火灾。",
            "2017—2023年实现“六连好”。",
            "2019—2024年连续5年获评优秀。",
            "农残合格率连续四年（2020—2024年）为100%。",
            "连续8年（自2016年至2024年）保持增长。",
            "该县2018年至2022年连续四年被评为先进。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn what_counts_up_or_names_one_year_only_is_not_told() {
        let clean = [
            "“三公”经费连续6年（2019年至2024年）只减不增。",
            "2017年以来，该市实现“七连好”。",
            "2017—2023年实现“七连好”。",
            "教师培训经费连续5年增长，2020年为380万元，2024年增至646万元。",
            "按照2021—2025年规划要求，全县上下共同努力，粮食产量实现连续三年增长。",
            "连续三年获评优秀，投入资金（2019—2024年）3亿元。",
            "2023年全县粮食生产实现“二十连丰”。",
            "该村连续5年未发生火灾。",
            "连续工作满2年的。",
            "连续多年保持增长。",
            "2013—2022年已登记资产15.86亿元，其中连续五年盈利的村12个。",
            "队伍连续三年（2022年、2023年、2024年）获奖。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
