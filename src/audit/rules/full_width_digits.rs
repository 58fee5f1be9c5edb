//! `full-width-digits`: １２３ in place of 123. Told once a text, with the count.

use crate::audit::Verdicts;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let is_wide = |range: &std::ops::Range<usize>| reading.slice(range).contains(|c| matches!(c, '０'..='９'));
    let all: Vec<_> = reading.numerals.iter().map(|n| &n.range).filter(|range| is_wide(range)).collect();
    let Some(first) = all.first() else { return };
    let (count, printed) = (all.len(), reading.slice(first));
    verdicts
        .style(
            (*first).clone(),
            format!("全角数字{count}处：{printed}"),
            format!("{count} numbers in full-width digits: {printed}"),
        )
        .help("阿拉伯数字用半角", "write half-width digits");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{expect, told};

    #[test]
    fn wide_digits_are_told_once() {
        assert_eq!(told("full-width-digits", "共１２户，３人。").len(), 1);
        expect(
            "full-width-digits",
            &[
                "共１２３元。",
                "２０２４年。",
                "增长５．２%。",
                "第１８期。",
                "１．抓好落实",
                "每人４8元。",
                "共（１）个。",
                "电话１２３４５。",
            ],
            &[
                "共123元。",
                "①抓收入。",
                "Ⅱ类水质。",
                "二〇二四年。",
                "一百二十三。",
                "㈠抓好。",
                "ＧＤＰ增长。",
                "4G网络。",
                "2024年。",
                "第18期。",
                "增长5.2%。",
                "没有数字。",
            ],
        );
    }
}
