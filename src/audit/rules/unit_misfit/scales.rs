//! Two amounts of one sentence of which the second is a part of the first and yet larger, or the first a hundredth of what it
//! must be: the scale of one is wrong. From a reading to verdicts; other parts and wholes are for `subset-off`.

use crate::audit::Verdicts;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, part) in reading.mentions.iter().enumerate() {
        let earlier = reading.mentions[..i].iter().rev().take_while(|m| m.sentence == part.sentence);
        let whole = earlier.take(8).find(|whole| exceeds(reading, whole, part));
        if let Some(whole) = whole {
            let (first, second) = (reading.printed(whole), reading.printed(part));
            verdicts
                .wrong(
                    whole.range.start..part.range.end,
                    format!("两个数的数量级不合：前面是{first}，后面是{second}"),
                    format!("the scales of two amounts do not go together: {first} and then {second}"),
                )
                .help("核对“万”“亿”和单位", "check 万, 亿 and the unit");
        }
    }
}

fn exceeds(reading: &Reading, whole: &Mention, part: &Mention) -> bool {
    let (Some(of_whole), Some(of_part)) = (whole.quantity.value_in(part.unit()), part.quantity.value_in(part.unit()))
    else {
        return false;
    };
    let is_told = !whole.is_quoted && !part.is_quoted && whole.change.is_none() && part.change.is_none();
    let (name, other) = (bare(reading.subject(whole)), bare(reading.subject(part)));
    let ends = |name: &str, words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let is_plan =
        ends(name, &["总投资"]) && ends(other, &["年度计划投资", "年度投资", "年计划投资", "年度计划完成投资"]);
    let is_age = ends(name, &["常住人口", "户籍人口", "总人口"])
        && ["岁以上", "岁以下", "岁及以上", "岁及以下"].iter().any(|bound| reading.before(part).contains(bound));
    // What was carried over before may have been a debt, but not one of just this size.
    let is_saving = ends(name, &["当年结余", "本年结余", "当期结余"]) && ends(other, &["滚存结余", "累计结余"]);
    is_told
        && ((is_plan || is_age) && of_part > of_whole && of_whole > Decimal::ZERO
            || is_saving && of_part * Decimal::ONE_HUNDRED < of_whole)
}

fn bare(subject: &str) -> &str {
    subject.trim_end_matches(|c| "约达到为近超共是".contains(c))
}
