//! Groups of one size that make up a whole: `把9个县区分成三组，每组3个`, `抽调30人，编为6组，每组5人`. Text only: the numbers of groups are
//! mostly written in characters.

use crate::audit::Verdicts;
use crate::audit::items;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const DIVIDES: [&str; 8] = ["分成", "分为", "编为", "编成", "组成", "划分为", "划为", "编组为"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for each in reading.mentions.iter().filter(|m| m.upper.is_none() && m.quantity.bound.is_none() && m.has_unit()) {
        let lead = reading.before(each);
        let Some(group) = lead.strip_prefix('每').filter(|group| (1..=2).contains(&group.chars().count())) else {
            continue;
        };
        let sentence = reading.sentences[each.sentence].range.start;
        let Some(head) = text[sentence.min(each.clause.start)..each.clause.start].strip_suffix('，') else { continue };
        let Some(head) = head.strip_suffix(group) else { continue };
        let Some((groups, head)) = number_at_end(head) else { continue };
        if !DIVIDES.iter().any(|verb| head.ends_with(verb)) {
            continue;
        }
        let end = sentence + head.len();
        let before = reading.between(&(sentence..end)).iter().rev().find(|m| m.unit() == each.unit());
        let Some(all) = before.filter(|all| all.quantity.bound.is_none() && all.upper.is_none()) else { continue };
        judge(reading, verdicts, (all, each), groups);
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, (all, each): (&Mention, &Mention), groups: usize) {
    let product = each.quantity.value().checked_mul(Decimal::from(groups));
    let Some(product) = product.map(|product| product.normalize()) else { return };
    let (whole, part) = (reading.printed(all), reading.printed(each));
    let sum = format!("{part}×{groups} = {product}{}", all.unit().name());
    if product == all.quantity.value() {
        return verdicts.holds(each.range.clone(), sum);
    }
    verdicts
        .wrong(
            each.range.clone(),
            format!("分组与总数对不上：{sum}，文中总数是{whole}"),
            format!("the groups do not make the whole: {sum}, the text says {whole}"),
        )
        .help("核对总数、组数和每组的数", "check the whole, the number of groups and the size of each");
}

/// The number with which a text ends, in characters or digits, and what stands before it.
fn number_at_end(text: &str) -> Option<(usize, &str)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let at = text.len() - digits;
        return Some((text[at..].parse().ok()?, &text[..at]));
    }
    let (at, _) = text.char_indices().rev().take_while(|(_, c)| "一二三四五六七八九十两".contains(*c)).last()?;
    let (number, length) = items::han(&text[at..])?;
    (at + length == text.len()).then_some((number, &text[..at]))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn groups_make_up_the_whole() {
        expect(
            "product-off",
            &["把8个县区分成三组，每组3个，轮流办大集。", "抽调32人，编为6组，每组5人。"],
            &[
                "把9个县区分成三组，每组3个，轮流办大集。",
                "抽调30人，编为6组，每组5人。",
                "抽调30人，编为6组，每组5户。",
                "全县9个县区，三组人马，每组约3个。",
            ],
        );
    }
}
