//! Time saved, in hours and minutes: `坐班车要3小时20分，现在只要1小时35分，节省1小时45分`. Of three durations of a sentence, at least one of them
//! with both hours and minutes; others are quantities like any.

use crate::audit::Verdicts;
use crate::reading::{ParagraphKind, Reading};
use std::ops::Range;

const SAVED: [&str; 14] = [
    "节省",
    "节约",
    "缩短",
    "减少",
    "少用",
    "省下",
    "省去",
    "压缩",
    "快",
    "少花",
    "少跑",
    "提前",
    "节省时间",
    "缩短时间",
];

struct Duration {
    minutes: u32,
    is_compound: bool,
    range: Range<usize>,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        let text = reading.slice(&sentence.range);
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow || !text.contains("小时") {
            continue;
        }
        let all = durations(text);
        for three in all.windows(3) {
            let [before, now, saved] = three else { continue };
            let words = text[now.range.end..saved.range.start].trim_end_matches('了');
            let is_saved = SAVED.iter().any(|word| words.ends_with(word)) && words.chars().count() <= 20;
            let is_pair = !text[before.range.end..now.range.start].contains(['；', '、']);
            if !is_saved || !is_pair || !three.iter().any(|one| one.is_compound) || before.minutes <= now.minutes {
                continue;
            }
            judge(verdicts, text, sentence.range.start, three);
        }
    }
}

fn judge(verdicts: &mut Verdicts, text: &str, start: usize, three: &[Duration]) {
    let [before, now, saved] = three else { return };
    let place = start + saved.range.start..start + saved.range.end;
    let right = before.minutes - now.minutes;
    let said = |one: &Duration| &text[one.range.clone()];
    let sum = format!("{}-{} = {}", said(before), said(now), in_words(right));
    if right == saved.minutes {
        return verdicts.holds(place, sum);
    }
    let printed = said(saved);
    verdicts
        .wrong(
            place,
            format!("用时之差对不上：{sum}，文中是{printed}"),
            format!("the time saved does not follow: {sum}, the text says {printed}"),
        )
        .help("核对前后用时和节省的时间", "check both durations and their difference");
}

fn in_words(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分"),
    }
}

/// `3小时20分`, `2小时`, `45分钟`, in order.
fn durations(text: &str) -> Vec<Duration> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let (number, behind) = number(text, start);
        at = text.len() - behind.len();
        // 3.5小时 and 20000分钟 are no such durations.
        let Some(number) = number.filter(|_| !text[..start].ends_with('.')) else { continue };
        if let Some(rest) = behind.strip_prefix("个小时").or_else(|| behind.strip_prefix("小时")) {
            let from = text.len() - rest.len();
            let (minutes, behind) = self::number(text, from);
            let rest_of_it = minutes.and_then(|_| behind.strip_prefix("分钟").or_else(|| behind.strip_prefix('分')));
            let end = rest_of_it.map_or(from, |rest| text.len() - rest.len());
            let minutes = rest_of_it.and(minutes);
            found.push(Duration {
                minutes: number * 60 + minutes.unwrap_or(0),
                is_compound: minutes.is_some(),
                range: start..end,
            });
            at = end;
        } else if let Some(rest) = behind.strip_prefix("分钟") {
            found.push(Duration { minutes: number, is_compound: false, range: start..text.len() - rest.len() });
        }
    }
    found
}

/// A number of up to three digits that begins at a byte, and what stands behind it.
fn number(text: &str, at: usize) -> (Option<u32>, &str) {
    let length = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    (text[at..at + length].parse().ok().filter(|_| length <= 3), &text[at + length..])
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn time_saved_is_recomputed() {
        expect(
            "increment-off",
            &[
                "2015年坐班车要3小时20分，现在坐公交只要1小时35分，节省1小时25分，票价也由35元降到12元。",
                "车程由2小时10分钟缩短到55分钟，缩短1小时25分钟。",
                "办理时间从4小时压缩到1小时30分，节省了3小时30分。",
                "人工采摘一亩要6小时30分，机采只要40分钟，少用5小时40分。",
                "急救转运从1小时15分降至48分钟，缩短37分钟。",
            ],
            &[
                "2015年坐班车要3小时20分，现在坐公交只要1小时35分，节省1小时45分，票价也由35元降到12元。",
                "车程由2小时10分钟缩短到55分钟，缩短1小时15分钟。",
                "甲线3小时20分、乙线1小时35分，较上年缩短25分钟。",
                "会议开了3小时20分，讨论1小时35分，发言12人。",
                "运行时间缩短至1小时35分。",
            ],
        );
    }
}
