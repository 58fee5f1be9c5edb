//! How long something took, between two times of one day: `9时30分开始，11时45分结束，历时135分钟`. From the times of a sentence to
//! the length that it says.

use crate::audit::Verdicts;
use crate::reading::Reading;
use std::ops::Range;

const MINUTES_OF_A_DAY: u32 = 24 * 60;

/// The times stand within so many bytes before the length.
const FAR: usize = 400;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        let text = reading.slice(&sentence.range);
        for lead in ["历时", "用时", "耗时", "时长", "为时"] {
            for (at, _) in text.match_indices(lead) {
                let from = at + lead.len();
                let rest = text[from..].trim_start_matches(['共', '约']);
                let from = text.len() - rest.len();
                let Some((said, length)) = duration(rest) else { continue };
                let near = text.ceil_char_boundary(at.saturating_sub(FAR));
                let times = times(&text[near..at]);
                let [.., (first, begin), (last, end)] = times.as_slice() else { continue };
                let (begin, end) = (begin.start + near..begin.end + near, end.start + near..end.end + near);
                let dates = reading.dates.iter().any(|date| {
                    date.range.start >= sentence.range.start + begin.end
                        && date.range.end <= sentence.range.start + end.start
                });
                // From one day into another nobody knows how many lie between.
                if times.len() == 2 && !dates && text[..from].ends_with(lead) {
                    let place = sentence.range.start + from..sentence.range.start + from + length;
                    let words = format!("{}至{}", &text[begin], &text[end]);
                    judge(
                        reading,
                        verdicts,
                        place,
                        (&words, said),
                        (*last + MINUTES_OF_A_DAY - *first) % MINUTES_OF_A_DAY,
                    );
                }
            }
        }
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, place: Range<usize>, (times, said): (&str, u32), between: u32) {
    let sum = format!("{times} = {between}分钟");
    if said == between {
        return verdicts.holds(place, sum);
    }
    let printed = reading.slice(&place).to_string();
    verdicts
        .wrong(
            place,
            format!("时长对不上：{sum}，文中是{printed}"),
            format!("the length does not follow: {sum}, the text says {printed}"),
        )
        .help("核对起止时刻和时长", "check both times and the length");
}

/// The times of day of a text with their places, in minutes: 9时30分, 14:05.
fn times(text: &str) -> Vec<(u32, Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let length = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + length;
        from = end;
        let is_free = !text[..at].ends_with(['.', '第', '：', ':']);
        let Some(hour) = text[at..end].parse::<u32>().ok().filter(|hour| *hour < 24 && is_free) else { continue };
        let Some(mark) = ["时", ":", "："].into_iter().find(|mark| text[end..].starts_with(mark)) else { continue };
        let minute = &text[end + mark.len()..];
        let digits = minute.bytes().take_while(u8::is_ascii_digit).count();
        let Some(minutes) = minute[..digits].parse::<u32>().ok().filter(|minutes| *minutes < 60 && digits == 2) else {
            continue;
        };
        let close = if mark == "时" { '分'.len_utf8() } else { 0 };
        if close > 0 && !minute[digits..].starts_with('分') {
            continue;
        }
        from = end + mark.len() + digits + close;
        found.push((hour * 60 + minutes, at..from));
    }
    found
}

/// 115分钟, 2小时15分钟: minutes, and the bytes of the words.
fn duration(text: &str) -> Option<(u32, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    let number: u32 = text[..first].parse().ok()?;
    if let Some(rest) = text[first..].strip_prefix("分钟") {
        return Some((number, text.len() - rest.len()));
    }
    let rest = text[first..].strip_prefix("小时").or_else(|| text[first..].strip_prefix("个小时"))?;
    let second = digits(rest);
    let minutes: u32 = rest[..second].parse().ok()?;
    let behind = rest[second..].strip_prefix("分钟").or_else(|| rest[second..].strip_prefix('分'))?;
    Some((number * 60 + minutes, text.len() - behind.len()))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_lies_between_two_times_is_counted() {
        expect(
            "date-off",
            &["5月20日9时30分，演练开始，11时45分结束，历时115分钟。", "会议14:05开始，16:20结束，历时2小时25分钟。"],
            &[
                "5月20日9时30分，演练开始，11时45分结束，历时135分钟。",
                "会议14:05开始，16:20结束，历时2小时15分钟。",
                "5月20日9时30分出发，5月22日11时45分返回，历时3天。",
                "5月20日23时50分接警，次日0时20分扑灭，历时30分钟。",
                "9时30分开始，历时115分钟，11时45分散会。",
            ],
        );
    }
}
