//! A figure said again in round numbers: `经营主体31.46万户` and `经营主体超过31万户`, `结案9108件` and `结案九千余件`. From a number that is only about so much to the
//! exact one that it stands for, and to the doubt where none does and one with one digit another, or of another scale, would.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::relations::{nouns, operands, words};
use crate::model::quantity::{BoundPlace, BoundSense, BoundWord, Scale};
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

/// So many quantities before and behind are looked at.
const NEAR: usize = 120;

/// What is only hoped for, or is so much at the least, stands for no figure of the text.
const SAYS_NO_FIGURE: [&str; 18] = [
    "力争",
    "目标",
    "计划",
    "预计",
    "不低于",
    "不少于",
    "至少",
    "每",
    "均",
    "应",
    "要",
    "比",
    "较",
    "增",
    "减",
    "各",
    "以上的",
    "其中",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let rough = &reading.mentions[index];
    let Some(sense) = rough.quantity.bound.filter(|bound| says_how_much(bound)).map(|bound| bound.sense) else {
        return;
    };
    let lead = reading.before(rough);
    let is_plain = operands::is_operand(rough) && !SAYS_NO_FIGURE.iter().any(|word| lead.contains(word));
    if !is_plain || rough.digit_count() < 2 {
        return;
    }
    let end = (index + NEAR).min(reading.mentions.len());
    let near = reading.mentions[index.saturating_sub(NEAR)..end].iter();
    let exact: Vec<&Mention> = near.filter(|m| is_exact(reading, m, rough)).collect();
    let own = rough.quantity.number.value();
    let factor = rough.quantity.scale.factor();
    let stands_for = |number: Decimal, m: &Mention| {
        let (about, step) = (number.checked_mul(factor), rough.quantity.significant_step());
        about.is_some_and(|about| is_about(sense, about, step, m, rough))
    };
    // 287.5毫米 is more than 250毫米, too.
    let is_beyond = |m: &Mention| {
        let of = |m: &Mention| m.quantity.value_in(rough.unit()).unwrap_or_default();
        sense == BoundSense::MoreThan && of(m) >= of(rough) && of(m) < of(rough) * Decimal::new(15, 1)
    };
    if exact.iter().any(|m| stands_for(own, m) || is_beyond(m) && shares_a_name(reading, rough, m)) {
        return;
    }
    let slips: Vec<Decimal> = mend::candidates(&own.to_string()).iter().filter_map(|d| d.parse().ok()).collect();
    let mut meant = exact.iter().filter(|m| shares_a_name(reading, rough, m)).filter(|m| {
        let is_slip = mend::precision(rough) >= 2 && slips.iter().any(|number| stands_for(*number, m));
        is_slip || would_fit_in_another_scale(sense, rough, m)
    });
    if let (Some(first), None) = (meant.next(), meant.next()) {
        tell(reading, verdicts, first, rough);
    }
}

/// 超过31万户, 7.8万余人 and 近1840万元 are said of a figure; 不低于60% and 以上 are limits, 约75公里 may be a figure of its own.
fn says_how_much(bound: &BoundWord) -> bool {
    use BoundSense::{MoreThan, Nearly, SomewhatMore};
    matches!(bound.sense, MoreThan | Nearly | SomewhatMore) && bound.place != BoundPlace::End
}

/// Whether a value is what `超过about`, `近about` or `about余` says.
fn is_about(sense: BoundSense, about: Decimal, step: Decimal, m: &Mention, rough: &Mention) -> bool {
    let Some(value) = m.quantity.value_in(rough.unit()) else { return false };
    match sense {
        BoundSense::Nearly => value <= about && value > about - step,
        _ => value >= about && value < about + step,
    }
}

fn is_exact(reading: &Reading, m: &Mention, rough: &Mention) -> bool {
    operands::is_value(reading, m)
        && m.range != rough.range
        && m.quantity.bound.is_none()
        && m.unit().converts_to(rough.unit())
        && !operands::is_of_before(reading, m)
        && reading.paragraphs[m.paragraph].kind == ParagraphKind::Prose
        && !operands::words(reading, m).contains("目标")
}

/// All that a rough figure is called stands in the words of the other; 在校生 is made of the characters of 在校学生.
fn shares_a_name(reading: &Reading, rough: &Mention, m: &Mention) -> bool {
    let other = operands::words(reading, m);
    let subject = words::without_filler(reading.subject(rough)).replace("总规模", "").replace('|', "");
    let name = match subject.trim_end_matches(['有', '达', '为', '是']) {
        "" => nouns::behind(reading, rough),
        name => name.to_string(),
    };
    let stem = words::without_measure(&name);
    words::is_covered(stem, &other) || stem.chars().count() >= 3 && words::is_made_of(stem, &other)
}

/// 17.18亿元 and 超17万元: the digits are those of the other, the scale is not.
fn would_fit_in_another_scale(sense: BoundSense, rough: &Mention, m: &Mention) -> bool {
    let moves = |scale: &Scale| {
        let times = scale.factor() / rough.quantity.scale.factor();
        let (about, step) = (rough.quantity.value().checked_mul(times), rough.quantity.significant_step() * times);
        about.is_some_and(|about| is_about(sense, about, step, m, rough))
    };
    mend::precision(m) >= 3
        && m.quantity.scale != rough.quantity.scale
        && [Scale::One, Scale::Wan, Scale::Yi].iter().filter(|scale| **scale != rough.quantity.scale).any(moves)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_said_again_in_round_numbers_is_the_same() {
        expect(
            "repeat-off",
            &[
                "实有经营主体31.46万户。\n\n目前全市经营主体超过41万户。",
                "为1206名农民工追回工资1838万元。\n\n追回工资近1480万元，成绩来之不易。",
                "本级支出412630万元。\n\n在支出超过44亿元的情况下守住底线。",
                "综合收入17.18亿元。\n\n综合收入超17万元，再创新高。",
                "在校学生78426人。\n\n全县在校生总规模8.7万余人。",
            ],
            &[
                "实有经营主体31.46万户。\n\n目前全市经营主体超过31万户。",
                "追回工资1838万元。\n\n追回工资近1840万元，成绩来之不易。",
                "综合收入17.18亿元。\n\n综合收入超17亿元，再创新高。",
                "实有经营主体31.46万户。\n\n力争经营主体超过41万户。",
                "茶园31.46万亩。\n\n核桃超过41万亩。",
                "全年降雨量287.5毫米。\n\n降雨量超过250毫米的站点12个。",
                "35岁及以下党员5905名。\n\n5600余名机关党员到社区报到。",
                "去年经营主体31.46万户。\n\n目前经营主体超过41万户。",
            ],
        );
    }
}
