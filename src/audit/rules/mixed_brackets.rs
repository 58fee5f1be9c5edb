//! `mixed-brackets`: full-width and half-width brackets round Chinese words in one text. Told once, at the first of the rarer
//! kind. Brackets of Latin words and formulas count as neither.

use crate::audit::Verdicts;
use crate::reading::{Reading, is_han};

/// What a bracket holds is looked at so many bytes deep.
const LONGEST: usize = 600;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
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
            ],
        );
    }
}
