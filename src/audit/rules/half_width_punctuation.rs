//! `half-width-punctuation`: half-width commas, stops, colons and straight quotes beside Chinese words, and the full-width point
//! in a number. Told once a text, with the count of each.

use crate::audit::Verdicts;
use crate::reading::{Reading, is_han};

const MARKS: [char; 7] = [',', ';', ':', '!', '?', '.', '"'];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    let mut first = None;
    let mut counts = [0_usize; MARKS.len()];
    let mut points = 0;
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back().unwrap_or('\n');
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or('\n');
        if let Some(i) = MARKS.iter().position(|mark| *mark == c).filter(|_| stands_in_chinese(c, before, after)) {
            counts[i] += 1;
            first.get_or_insert(at..at + 1);
        } else if c == '．' && before.is_ascii_digit() && after.is_ascii_digit() {
            points += 1;
            first.get_or_insert(at..at + c.len_utf8());
        }
    }
    let Some(range) = first else { return };
    let marks = MARKS.iter().zip(counts).filter(|(_, n)| *n > 0).map(|(mark, n)| format!("{mark} {n}处"));
    let each: Vec<String> = marks.chain((points > 0).then(|| format!("数字里的．{points}处"))).collect();
    let total = counts.iter().sum::<usize>() + points;
    verdicts
        .style(
            range,
            format!("中文里有{total}处半角标点（{}）", each.join("，")),
            format!("{total} half-width marks in Chinese, the first here"),
        )
        .help(
            "中文用全角标点，引号用“”，小数点用半角",
            "use full-width marks in Chinese, “” for quotes, a half-width point in numbers",
        );
}

/// Whether a half-width mark stands in Chinese: between Chinese words or numbers of which at least one is Chinese.
fn stands_in_chinese(mark: char, before: char, after: char) -> bool {
    let han_before = is_han(before) || "”》）%％)".contains(before);
    let han_after = is_han(after) || "“《（".contains(after);
    let ends = matches!(after, '\n' | '\t' | '”');
    match mark {
        '"' => is_han(before) || is_han(after),
        '.' => is_han(before) && (is_han(after) || after == '\n'),
        ':' => han_before && !after.is_ascii_alphabetic() && after != '/' || before.is_ascii_digit() && han_after,
        _ => han_before && (han_after || after.is_ascii_digit() || ends) || before.is_ascii_digit() && han_after,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{expect, told};

    #[test]
    fn half_width_marks_are_counted_once() {
        let found = told("half-width-punctuation", "全市增长5%,其中工业增长3%,农业增长2%;很好.");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.zh.contains("4处"), "{}", found[0].message.zh);
        expect(
            "half-width-punctuation",
            &[
                "全市上下,扎实推进。",
                "全市共有12个,增长较快。",
                "任务完成;效果明显。",
                "时间:2024年。",
                "太好了!大家说。",
                "谁来种地?怎么种。",
                "任务完成.",
                "他说\"很好\"。",
                "增长5．2%。",
            ],
            &[
                "全市上下，扎实推进。",
                "共12,345元。",
                "比例为3:1。",
                "网址https://www.gov.cn/a,b。",
                "1.抓好落实",
                "上午9:30开会。",
                "GDP,CPI等指标。",
                "增长5.2%。",
                "他说“很好”。",
                "Windows 10.1版。",
                "PM2.5浓度下降。",
                "2024.5.1",
                "文件名为a.txt。",
            ],
        );
    }
}
