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
    /// 第八个年头
    is_ordinal: bool,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for streak in streaks(reading.text()) {
        let sentence = reading.sentences.get(reading.sentence_at(streak.range.start)).map(|s| s.range.clone());
        if let Some(sentence) = sentence {
            // Far away in a sentence without an end nothing belongs to it.
            let near =
                sentence.start.max(streak.range.start.saturating_sub(400))..sentence.end.min(streak.range.end + 200);
            judge(reading, verdicts, &streak, &near);
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
        return tell(reading, verdicts, streak, &sum);
    }
    if let Some((count, sum)) = listed(reading, streak) {
        if count == streak.years {
            return verdicts.holds(streak.range.clone(), sum);
        }
        return tell(reading, verdicts, streak, &sum);
    }
    let Some(since) = since(reading, sentence, streak) else { return };
    if let Some(last) = last_year(reading, streak) {
        let years = last - since + 1;
        let sum = format!("{since}—{last}年 = {years}年");
        if years == streak.years {
            return verdicts.holds(streak.range.clone(), sum);
        }
        if last > since {
            return tell(reading, verdicts, streak, &sum);
        }
    }
    if reading.years().iter().any(|year| i64::from(*year) - since + 1 == streak.years) {
        let last = since + streak.years - 1;
        verdicts.holds(streak.range.clone(), format!("{since}—{last}年 = {}年", streak.years));
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, streak: &Streak, sum: &str) {
    let said = reading.slice(&streak.range);
    verdicts
        .wrong(
            streak.range.clone(),
            format!("连续年数对不上：{sum}，文中是{said}"),
            format!("the years of the streak do not agree: {sum}, the text says {said}"),
        )
        .help("核对起止年份和连续年数", "check the first year, the last year and the count");
}

/// 连续三年（2021年、2022年、2023年）, 在2022年、2023年、2024年接连获奖，实现“三连冠”: years in a row, one by one.
fn listed(reading: &Reading, streak: &Streak) -> Option<(i64, String)> {
    let text = reading.text();
    let behind = &text[streak.range.end..];
    let lead = &text[..streak.range.start];
    let near: String = match behind.strip_prefix(['（', '(']) {
        Some(rest) => rest.chars().take(60).take_while(|c| !"）)。；，".contains(*c)).collect(),
        None => {
            let back: Vec<char> = lead.chars().rev().take(80).take_while(|c| !"。；\n".contains(*c)).collect();
            let back: String = back.into_iter().rev().collect();
            let start = back.find("20").or_else(|| back.find("19"))?;
            let end = back.rfind(|c: char| c.is_ascii_digit())? + '0'.len_utf8();
            back[start..end].to_string() + "年"
        }
    };
    let years: Vec<i64> = near
        .split(['、', '和', '及'])
        .map(|year| {
            let digits = year.strip_suffix('年').unwrap_or(year);
            digits.parse().ok().filter(|year| digits.len() == 4 && (1900..=2100).contains(year))
        })
        .collect::<Option<_>>()?;
    let is_row = years.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let words: Vec<String> = years.iter().map(i64::to_string).collect();
    let (sum, count) = match is_row {
        true => (format!("{}年 = {}年", words.join("、"), years.len()), years.len() as i64),
        // 连续三年（2021年、2022年、2025年） are not in a row at all.
        false if behind.starts_with(['（', '(']) => (format!("{}年不连续", words.join("、")), 0),
        false => return None,
    };
    (years.len() >= 2).then_some((count, sum))
}

/// （至2024年）, （截至2024年）behind a streak, or 到2023年已是 before 第4个年头.
fn last_year(reading: &Reading, streak: &Streak) -> Option<i64> {
    let text = reading.text();
    let year = |range: &Range<usize>| text[range.clone()].parse::<i64>().ok().filter(|y| (1900..=2100).contains(y));
    let next = reading.numerals.partition_point(|n| n.range.start < streak.range.end);
    if let Some(numeral) = reading.numerals.get(next) {
        let between = &text[streak.range.end..numeral.range.start];
        if matches!(between, "（至" | "（截至" | "（到" | "(至") && text[numeral.range.end..].starts_with('年')
        {
            return year(&numeral.range);
        }
    }
    let before = reading.numerals[..next].iter().rev().find(|n| n.range.end <= streak.range.start)?;
    let between = &text[before.range.end..streak.range.start];
    let is_close = between.starts_with('年') && between.chars().count() <= 8 && !between.contains(['，', '。', '；']);
    year(&before.range).filter(|_| streak.is_ordinal && is_close)
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
    let longest = if between.starts_with('，') { 24 } else { 12 };
    between.chars().count() <= longest && !between.contains(|c: char| c.is_ascii_digit() || c == '；' || c == '。')
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
fn since(reading: &Reading, sentence: &Range<usize>, streak: &Streak) -> Option<i64> {
    let first = reading.dates.partition_point(|d| d.range.start < sentence.start);
    let text = reading.text();
    let mut dates = reading.dates[first..].iter().take_while(|d| d.range.start < sentence.end);
    let date = dates.find(|d| {
        let behind = &text[d.range.end..];
        // 自2019年推行票决制以来
        let to_streak = text.get(d.range.end..streak.range.start).unwrap_or("");
        if text[..d.range.start].ends_with(['自', '从']) && to_streak.contains("以来") && !to_streak.contains('；')
        {
            return true;
        }
        ["以来", "起", "开始", "底以来", "年来"].iter().any(|word| behind.starts_with(word))
    })?;
    date.year.map(i64::from)
}

/// 没有断档, 不间断 behind a number of years.
fn is_unbroken(behind: &str) -> bool {
    let behind = ["都", "从", "来", "一直"].iter().fold(behind, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    ["没有断", "没断", "未断", "未间断", "不断档", "不间断", "未中断", "没有间断", "没有中断"]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// Each 连续N年 and N连冠.
fn streaks(text: &str) -> Vec<Streak> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("连续").chain(text.match_indices("一连")) {
        let start = at + word.len();
        let number: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || HAN.contains(*c)).collect();
        let end = start + number.len();
        let unit = ["个年度", "年"].into_iter().find(|unit| text[end..].starts_with(unit));
        if let (Some(unit), Some(years)) = (unit, count(&number)) {
            found.push(Streak { range: at..end + unit.len(), years, is_ordinal: false });
        }
    }
    // 分红八年没有断档
    for (at, word) in text.match_indices('年').filter(|(at, word)| is_unbroken(&text[at + word.len()..])) {
        let number = number_before(text, at);
        let start = at - number.len();
        if let Some(years) = count(&number).filter(|years| *years <= 30 && !text[..start].ends_with("连续")) {
            found.push(Streak { range: start..at + word.len(), years, is_ordinal: false });
        }
    }
    for (at, word) in text.match_indices("个年头") {
        let number = number_before(text, at);
        let start = at - number.len();
        if let Some(years) = count(&number).filter(|_| text[..start].ends_with('第')) {
            found.push(Streak { range: start - '第'.len_utf8()..at + word.len(), years, is_ordinal: true });
        }
    }
    for (at, word) in text.match_indices('连') {
        let end = at + word.len();
        let Some(kind) = text[end..].chars().next().filter(|c| "冠好增丰涨升降优胜".contains(*c)) else {
            continue;
        };
        let number = number_before(text, at);
        if let Some(years) = count(&number) {
            found.push(Streak { range: at - number.len()..end + kind.len_utf8(), years, is_ordinal: false });
        }
    }
    found.sort_by_key(|streak| streak.range.start);
    found
}

fn number_before(text: &str, at: usize) -> String {
    let digits: Vec<char> =
        text[..at].chars().rev().take_while(|c| c.is_ascii_digit() || HAN.contains(*c)).take(3).collect();
    digits.into_iter().rev().collect()
}

const HAN: &str = "一二两三四五六七八九十";

fn count(number: &str) -> Option<i64> {
    number.parse().ok().or_else(|| han_number(number)).filter(|years| (1..=60).contains(years))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent};

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
            "该队在2022年、2023年、2024年接连获评先进，实现“四连冠”。",
            "全市耕地连续两个年度（2021年、2022年、2023年）净增加。",
            "自2019年推行票决制以来，已连续8年（至2024年）件件有着落。",
            "讲堂自2017年开讲以来从未间断，2024年已进入第九个年头。",
            "2020年到2023年，社区一连五年被评为先进。",
            "从2017年到2023年，社员分红八年没有断档。",
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
            "自2019年推行票决制以来，已连续6年（至2024年）件件有着落。",
            "讲堂自2017年开讲以来从未间断，2024年已进入第八个年头。",
            "该队2022年、2024年获奖，2023年轮空，未能实现“三连冠”。",
            "从2016年到2023年，社员分红八年没有断档。",
            "2023年投入3亿元，老人义诊十年从未间断。",
            "改革进入第三个年头，2024年完成投资3亿元。",
            "自2019年以来，该村在2022年实现脱贫，已连续3年增收。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
