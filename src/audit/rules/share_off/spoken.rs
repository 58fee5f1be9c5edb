//! Shares said in words: `全镇陶瓷企业268家，规模以上67家，正好四分之一`, `技改投资5.72亿元，占四成`. Such words round, so that only what lies
//! well beside them is doubted, and only where one quantity of the sentence can be the whole.

use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::audit::items;
use crate::audit::passage::{measure, measured};
use crate::audit::relations::operands;
use crate::model::Interval;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// How many quantities back a whole may stand.
const FAR: usize = 24;

/// What stands between a part and its share.
const LEADS: [&str; 15] = [
    "，刚好占",
    "，仅占",
    "，只占",
    "，占",
    "，占到",
    "，占了",
    "，约占",
    "，正好",
    "，恰好",
    "，刚好",
    "，正好占",
    "，恰好占",
    "，正好是",
    "，恰好是",
    "，恰占",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for part in reading.mentions.iter().filter(|m| operands::is_operand(m)) {
        let behind = &text[part.range.end..];
        let Some(lead) = LEADS.iter().filter(|lead| behind.starts_with(**lead)).max_by_key(|lead| lead.len()) else {
            continue;
        };
        let Some((share, length)) = share(&behind[lead.len()..]) else { continue };
        let ends = behind[lead.len() + length..].starts_with(['，', '。', '；', '、', '）']);
        if !ends {
            continue;
        }
        let is_exact = lead.contains(['正', '恰', '刚']);
        let range = part.range.end + lead.len()..part.range.end + lead.len() + length;
        judge(reading, verdicts, part, (range, if is_exact { share.exactly() } else { share.about() }));
    }
}

/// A share with the step to its neighbours: tenths for 成, hundredths for 四成五, a twelfth of itself for fractions.
struct Share {
    value: Decimal,
    step: Decimal,
}

impl Share {
    fn about(&self) -> Interval {
        Interval::between(self.value - self.step, self.value + self.step)
    }

    fn exactly(&self) -> Interval {
        let step = self.value * Decimal::new(3, 2);
        Interval::between(self.value - step, self.value + step)
    }
}

fn judge(
    reading: &Reading,
    verdicts: &mut Verdicts,
    part: &Mention,
    (range, share): (std::ops::Range<usize>, Interval),
) {
    let paragraph = reading.paragraphs[part.paragraph].range.start;
    let part_of = measured(part);
    let is_larger = |m: &&Mention| {
        operands::is_operand(m) && measure(m) == part_of.quantity.unit && m.quantity.value() > part.quantity.value()
    };
    let before = reading.between(&(paragraph..part.range.start));
    let wholes: Vec<&Mention> = before[before.len().saturating_sub(FAR)..].iter().filter(is_larger).collect();
    let of = |whole: &Mention| arithmetic::share(reading, &part_of, &measured(whole));
    let words = |whole: &Mention| {
        of(whole)
            .map(|outcome| format!("{} = {}%", outcome.sum, arithmetic::plain(outcome.exact * Decimal::ONE_HUNDRED, 1)))
    };
    let fits = |whole: &&&Mention| of(whole).is_some_and(|outcome| outcome.interval.meets(&share));
    if let Some(whole) = wholes.iter().rev().find(fits) {
        return verdicts.holds(range, words(whole).unwrap_or_default());
    }
    let start = reading.sentences[part.sentence].range.start;
    let [whole] = wholes.iter().filter(|m| m.range.start >= start).collect::<Vec<_>>()[..] else { return };
    if is_of_its_own(reading, whole, part) {
        return;
    }
    let Some(sum) = words(whole) else { return };
    let said = reading.slice(&range).to_string();
    verdicts
        .doubt(range, format!("“{said}”对不上：{sum}"), format!("{said} does not follow: {sum}"))
        .help("核对部分、总体和占比的说法", "check the part, the whole and how the share is said");
}

/// 格内化解22050件，化解率70%；乡镇办结7875件，占四分之一: a neighbour with a share or a clause of its own is a part, too.
fn is_of_its_own(reading: &Reading, whole: &Mention, part: &Mention) -> bool {
    let between = whole.range.end..part.range.start;
    let text = reading.slice(&between);
    text.contains(['；', '占']) || reading.between(&between).iter().any(Mention::is_percent)
}

/// 四分之一, 一半, 三成, 四成五: the share with which a text begins, and its bytes.
fn share(text: &str) -> Option<(Share, usize)> {
    let half = |length| Some((Share { value: Decimal::new(5, 1), step: Decimal::new(4, 2) }, length));
    if text.starts_with("一半") {
        return half("一半".len());
    }
    let (first, length) = items::han(text)?;
    let rest = &text[length..];
    if let Some(upper) = rest.strip_prefix("分之") {
        let (over, second) = digit(upper)?;
        let value = Decimal::from(over).checked_div(Decimal::from(first))?;
        return (over < first)
            .then_some((Share { value, step: value / Decimal::from(12) }, length + "分之".len() + second));
    }
    let rest = rest.strip_prefix('成').filter(|_| first < 10)?;
    let tenths = Decimal::new(i64::try_from(first).ok()?, 1);
    match digit(rest) {
        Some((hundredths, more)) => {
            let value = tenths + Decimal::new(i64::try_from(hundredths).ok()?, 2);
            Some((Share { value, step: Decimal::new(2, 2) }, length + '成'.len_utf8() + more))
        }
        None => Some((Share { value: tenths, step: Decimal::new(6, 2) }, length + '成'.len_utf8())),
    }
}

/// 一 to 九, which no reader takes for a count here.
fn digit(text: &str) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    let digit = "一二三四五六七八九".chars().position(|c| c == first)?;
    Some((digit + 1, first.len_utf8()))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn shares_in_words_are_near_what_they_say() {
        expect(
            "share-off",
            &[
                "全镇陶瓷企业268家，规模以上76家，正好四分之一，从业1.876万人。",
                "完成固定资产投资14.3亿元，其中技改投资5.72亿元，占五成五。",
                "全县412户，搬迁140户，占一半。",
            ],
            &[
                "全镇陶瓷企业268家，规模以上67家，正好四分之一，从业1.876万人。",
                "完成固定资产投资14.3亿元，其中技改投资5.72亿元，占四成。",
                "全县412户，搬迁140户，占三分之一。",
                "全县412户，其中脱贫户320户，参训140户，占四成以上。",
                "全县412户，其中脱贫户320户，参训140户，占三分之一。",
                "全县412户，搬迁140户，占三块地皮。",
                "864名网格长由党员骨干担任，其中党员691人，占八成；网格员中，45岁以下的518人，占六成。",
                "全县上报事项31500件。格内化解22050件，化解率70%；乡镇办结7875件，占四分之一。",
                "村干部中，党员36人，占七成；妇女12人，占四分之一。",
            ],
        );
    }
}
