//! `mixed-numeral`: 4千, 3百, 5十, 2百万: behind Arabic digits only 万 and 亿 may stand. Units that begin so (千米, 千瓦, 百分点) are
//! none, nor are names in quotes.

use crate::audit::Verdicts;
use crate::reading::{NumeralKind, Reading};

/// What 千, 百 or 十 begins, where it is no scale.
const WORDS: [&str; 27] = [
    "千米",
    "千克",
    "千公顷",
    "千瓦",
    "千伏",
    "千卡",
    "千帕",
    "千兆",
    "千赫",
    "千焦",
    "千字",
    "千吨级",
    "百分",
    "百帕",
    "百强",
    "百姓",
    "百日",
    "百佳",
    "十佳",
    "十大",
    "十强",
    "十条",
    "十四五",
    "十三五",
    "十五五",
    "十百千",
    "十项",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for numeral in reading.numerals.iter().filter(|n| n.kind == NumeralKind::Unknown) {
        let mut at = numeral.range.end;
        if let Some(c) = text[at..].chars().next().filter(|c| matches!(c, '余' | '多' | '几')) {
            at += c.len_utf8();
        }
        let rest = &text[at..];
        let Some(scale) = rest.chars().next().filter(|c| "千百十".contains(*c)) else { continue };
        let is_quoted = text[..numeral.range.start].ends_with('“');
        let digits = reading.slice(&numeral.range);
        if is_quoted
            || WORDS.iter().any(|word| rest.starts_with(word))
            || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            continue;
        }
        let end =
            at + scale.len_utf8() + if rest[scale.len_utf8()..].starts_with('万') { '万'.len_utf8() } else { 0 };
        let printed = &text[numeral.range.start..end];
        verdicts
            .doubt(
                numeral.range.start..end,
                format!("阿拉伯数字后面只能用万、亿：{printed}"),
                format!("behind Arabic digits only 万 and 亿 may stand: {printed}"),
            )
            .help(
                "全写成阿拉伯数字（4000）或全写成汉字（四千）",
                "write it in digits (4000) or in Han (四千) throughout",
            );
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn digits_with_a_small_scale_are_told() {
        expect(
            "mixed-numeral",
            &[
                "补助4千元。",
                "培训3百人。",
                "新增5十户。",
                "投资2百万元。",
                "投资3千万元。",
                "受益8千多人。",
                "参加6百余人。",
                "种植1.5千亩。",
            ],
            &[
                "全长4千米。",
                "重3千克。",
                "装机50千瓦，线路10千伏。",
                "提高3百分点。",
                "投资3000万元。",
                "补助4000元。",
                "四千元。",
                "2024百强县名单。",
                "5千兆网络。",
                "“1十N”体系。",
                "增长5%。",
                "2025十大项目。",
            ],
        );
    }
}
