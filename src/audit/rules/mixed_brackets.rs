//! `mixed-brackets`: full-width and half-width brackets round Chinese words in one text. Told once, at the first of the rarer
//! kind. Brackets of Latin words and formulas count as neither.

use crate::audit::Verdicts;
use crate::reading::{Reading, is_han};
use std::ops::Range;

/// What a bracket holds is looked at so many bytes deep.
const LONGEST: usize = 600;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    if let Some(pair) = closed_by_the_other(reading) {
        verdicts
            .style(
                pair.clone(),
                format!("一对括号一半全角、一半半角：{}", &text[pair.clone()]),
                format!("one half of these brackets is full-width, the other half-width: {}", &text[pair.clone()]),
            )
            .help("中文里用全角（）", "use full-width brackets in Chinese");
        return;
    }
    let wide: Vec<usize> = text.match_indices('（').map(|(at, _)| at).collect();
    let narrow: Vec<usize> =
        text.match_indices('(').map(|(at, _)| at).filter(|at| is_round_chinese(text, *at)).collect();
    let rarer = if narrow.len() <= wide.len() { &narrow } else { &wide };
    let Some(at) = rarer.first() else { return };
    let end = at + text[*at..].chars().next().map_or(1, char::len_utf8);
    verdicts
        .style(
            *at..end,
            format!("全角括号{}处、半角括号{}处，同一篇里要统一", wide.len(), narrow.len()),
            format!("{} full-width and {} half-width brackets in one text", wide.len(), narrow.len()),
        )
        .help(
            format!("中文里用全角（），把半角的{}处改过来", narrow.len()),
            format!("use full-width brackets in Chinese: change the {} half-width ones", narrow.len()),
        );
}

/// （含往年开工的720套): the first pair of which the two halves are of different widths. The bracket of an item (1)) closes nothing.
fn closed_by_the_other(reading: &Reading) -> Option<Range<usize>> {
    reading.paragraphs.iter().find_map(|paragraph| {
        let mut open: Vec<usize> = Vec::new();
        for (at, c) in reading.slice(&paragraph.range).char_indices() {
            let at = paragraph.range.start + at;
            match c {
                '（' | '(' => open.push(at),
                '）' | ')' if is_of_an_item(&reading.text()[..at]) => {}
                '）' | ')' => {
                    let Some(start) = open.pop() else { continue };
                    let is_mixed = reading.text()[start..].starts_with('（') != (c == '）');
                    if is_mixed && reading.slice(&(start..at)).contains(is_han) {
                        return Some(start..at + c.len_utf8());
                    }
                }
                _ => {}
            }
        }
        None
    })
}

/// `：1)抓收入；2)抓就业`
fn is_of_an_item(before: &str) -> bool {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    head.len() < before.len() && (head.is_empty() || head.ends_with(['：', '；', '，', '。', '、', '\n']))
}

/// Whether a half-width bracket holds Chinese words, or stands behind one and holds digits or is closed by a full-width one.
fn is_round_chinese(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = &text[at + 1..text.floor_char_boundary(at + 1 + LONGEST)];
    let inner: &str = behind.split([')', '）', '\n']).next().unwrap_or("");
    let holds_han = inner.contains(is_han);
    let follows_han = before.is_none_or(|c| is_han(c) || "》”、，。\n".contains(c));
    let closes_wide = text[at + 1 + inner.len()..].starts_with('）');
    holds_han
        || follows_han && closes_wide
        || follows_han && inner.chars().all(|c| c.is_ascii_digit() || c == '-') && !inner.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{expect, told};

    #[test]
    fn two_kinds_of_brackets_are_told_once() {
        assert_eq!(told("mixed-brackets", "甲（乙）丙(丁)戊(己)庚（辛）。").len(), 1);
        expect(
            "mixed-brackets",
            &[
                "全市（含县）新增12户(其中脱贫户3户)。",
                "居民消费价格(CPI）上涨，比全省（5%）高。",
                "《简报》（2023第18期）和《简报》(2023第11期)刊载。",
                "县(市、区)和镇（街道）。",
                "一(试点)，二（推广），三（总结）。",
                "(一)抓好收入（含补助）。",
                "各乡镇(街道)、村（社区）。",
                "金额（万元)和数量(个）。",
                "甲（乙）。\n丙(丁)。",
                "基本建成1968套（含往年开工、今年建成的720套)。",
                "性别比（以女性为100)下降，总量（万人）上升。",
            ],
            &[
                "全市（含县）新增12户（其中脱贫户3户）。",
                "县(市、区)和镇(街道)。",
                "国际标准化组织（ISO）和GDP(PPP)。",
                "函数f(x)的值（见附件）。",
                "全市增长5%。",
                "1)抓收入（含补助）。",
                "（一）抓好收入。",
                "iPhone(2023)和手机（国产）。",
                "MapReduce(Google)与数据库（国产）。",
                "(一)抓好收入。",
                "【注】全市（含县）。",
                "〔2024〕8号（公开）。",
                "（主要任务：1)抓收入；2)抓就业。",
            ],
        );
    }
}
