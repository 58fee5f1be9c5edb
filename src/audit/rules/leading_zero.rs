//! `leading-zero`: .5, where the digit before the decimal point is missing: a lost 0, or a lost number.

use crate::audit::Verdicts;
use crate::reading::{NumeralKind, Reading, is_han, is_unit_start};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for numeral in reading.numerals.iter().filter(|n| n.kind == NumeralKind::Unknown) {
        let start = numeral.range.start;
        let before = &text[..start];
        let Some(head) = before.strip_suffix('.').or_else(|| before.strip_suffix('．')) else { continue };
        let follows_words = head.ends_with(|c: char| is_han(c) && !"一二三四五六七八九十百千零〇".contains(c))
            || head.ends_with(['（', '，', '、', '；']);
        if follows_words && is_unit_start(&text[numeral.range.end..]) {
            let printed = &text[head.len()..numeral.range.end];
            verdicts
                .doubt(
                    head.len()..numeral.range.end,
                    format!("小数点前少了数字：{printed}"),
                    format!("the digit before the decimal point is missing: {printed}"),
                )
                .help("小于1的小数写出0；是丢了数字的，补上", "write the 0, or the number that was lost");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_decimal_without_its_zero_is_told() {
        expect(
            "leading-zero",
            &[
                "提高.5个百分点。",
                "增长.8%。",
                "面积为.75亩。",
                "投资（.5亿元）。",
                "分别为1.2%、.3%。",
                "共.6万元。",
                "系数提高.15倍。",
                "每人.5公斤。",
            ],
            &[
                "提高0.5个百分点。",
                "1.抓好落实",
                "一.5个项目",
                "PM2.5浓度。",
                "V.2版。",
                "2024.5.1",
                "3.5亿元。",
                "完成任务.5月开工。",
                "No.5个。",
                "a.5个。",
                "增长5%。",
                "十.3个重点。",
            ],
        );
    }
}
