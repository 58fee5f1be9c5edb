//! Ratios to one: `在职职工28.9万人、离退休人员13.8万人，抚养比为2.09∶1`, `上转6230人次，下转4984人次，下转与上转之比为0.8∶1`. They are no quantities, and are read in the
//! text. From a ratio to the two quantities of one measure right before it, and to the doubt where one slip of the pen explains the difference.

use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::relations::{operands, words};
use crate::model::Interval;
use crate::reading::{Mention, ParagraphKind, Reading, is_han};
use rust_decimal::Decimal;
use std::ops::Range;

/// In bytes, the digits of a ratio.
const LONGEST: usize = 8;

/// A ratio with what it is called.
struct Ratio<'r> {
    range: Range<usize>,
    /// 下转与上转之, 抚养
    name: &'r str,
    /// The side that is not one.
    digits: &'r str,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (at, mark) in text.match_indices(['∶', '：', ':']) {
        let Some(ratio) = ratio(text, at, mark) else { continue };
        let is_table = reading.paragraphs[reading.paragraph_at(at)].kind == ParagraphKind::TableRow;
        let Some((a, b)) = sides(reading, &ratio).filter(|_| !is_table) else { continue };
        judge(reading, verdicts, &ratio, a, b);
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, ratio: &Ratio, a: &Mention, b: &Mention) {
    let quotient = |over: &Mention, under: &Mention| over.interval().over(&under.interval_in(over.unit())?);
    let both = [quotient(a, b), quotient(b, a)];
    let meets = |digits: &str, quotient: &Interval| {
        digits.parse::<Decimal>().is_ok_and(|value| {
            let half = Decimal::new(5, 1 + value.scale());
            Interval::between(value - half, value + half).meets(quotient)
        })
    };
    let (one, other) = (reading.printed(a), reading.printed(b));
    if both.iter().flatten().any(|quotient| meets(ratio.digits, quotient)) {
        return verdicts.holds(ratio.range.clone(), format!("{one}∶{other} = {}", reading.slice(&ratio.range)));
    }
    let right = |digits: &String| both.iter().flatten().any(|quotient| meets(digits, quotient));
    let Some(digits) = mend::candidates(ratio.digits).into_iter().find(right) else { return };
    let printed = reading.slice(&ratio.range);
    verdicts
        .doubt(
            ratio.range.clone(),
            format!("两数之比对不上：{one}与{other}之比，文中是{printed}；若是{digits}就对得上"),
            format!("the ratio of {one} and {other} is not {printed}; {digits} would fit"),
        )
        .help("核对两个数和比值", "check both numbers and their ratio");
}

/// `2.09∶1` or `1∶1.23` behind a name that ends with 比.
fn ratio<'t>(text: &'t str, at: usize, mark: &str) -> Option<Ratio<'t>> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let start = text[..at].trim_end_matches(is_digit).len();
    let behind = &text[at + mark.len()..];
    let end = text.len() - behind.trim_start_matches(is_digit).len();
    let (left, right) = (&text[start..at], &text[at + mark.len()..end]);
    let digits = match (left, right) {
        ("1", other) | (other, "1") if (3..=LONGEST).contains(&other.len()) && other.contains('.') => other,
        _ => return None,
    };
    let lead = text[..start].trim_end_matches(['为', '达', '到', '约', '是']);
    let lead = lead.strip_suffix("的比例").or_else(|| lead.strip_suffix('比'))?;
    let from = lead.char_indices().rev().find(|(_, c)| !is_han(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let name = &lead[from..];
    let is_said = (1..=16).contains(&name.chars().count()) && !name.contains(['同', '环', '年']);
    is_said.then_some(Ratio { range: start..end, name, digits })
}

/// The two quantities of one measure that stand last before a ratio in its sentence.
fn sides<'r>(reading: &'r Reading, ratio: &Ratio) -> Option<(&'r Mention, &'r Mention)> {
    let sentence = reading.sentence_at(ratio.range.start);
    let here = reading.in_sentence(sentence).iter().filter(|m| m.range.end <= ratio.range.start);
    let values: Vec<&Mention> = here.filter(|m| operands::is_value(reading, m)).collect();
    let [.., a, b] = values.as_slice() else { return None };
    let is_pair = a.unit().converts_to(b.unit()) && a.quantity.bound.is_none() && b.quantity.bound.is_none();
    // 上年为0.62∶1: of numbers that the text does not say.
    let is_near = reading.text()[b.range.end..ratio.range.start].matches('，').count() <= 1;
    let is_of_now = !ratio.name.contains(['上', '去']) || ratio.name.contains(['与', '和']);
    const NAMES: [&str; 7] = ["抚养", "生师", "师生", "医护", "床护", "性别", "男女"];
    let said = format!("{}|{}", operands::words(reading, a), operands::words(reading, b));
    let is_of_them = NAMES.iter().any(|name| ratio.name.ends_with(name)) || words::shared(ratio.name, &said) > 0;
    (is_pair && is_near && is_of_now && is_of_them).then_some((*a, *b))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_ratio_is_that_of_the_two_before_it() {
        expect(
            "times-off",
            &[
                "年末参保42.7万人，其中在职职工28.9万人、离退休人员13.8万人，抚养比为2.90∶1。",
                "全年上转患者6230人次，下转患者4984人次，下转与上转之比为0.9∶1。",
            ],
            &[
                "年末参保42.7万人，其中在职职工28.9万人、离退休人员13.8万人，抚养比为2.09∶1。",
                "全年上转患者6230人次，下转患者4984人次，下转与上转之比为0.8∶1，上年为0.62∶1。",
                "城镇居民收入36485元，农村居民支出18172元，恩格尔系数之比为2.9∶1。",
                "在校生1486人，专任教师620人，城乡居民收入比为2.41∶1。",
                "会议于9∶30开始，比例为1∶5000。",
            ],
        );
    }
}
