//! Two halves of a whole: `国家投资和地方自筹合计172.6万元，二者各半，各为86.3万元`. From the amount behind 各半 to the whole right before it.

use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::model::Interval;
use crate::reading::Reading;
use rust_decimal::Decimal;

const HALVES: [&str; 6] = ["各半", "各占一半", "各承担一半", "各负担一半", "各出一半", "对半分担"];

const EACH: [&str; 6] = ["，各", "，各为", "，即各", "，各出", "，各承担", "，各负担"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for pair in reading.mentions.windows(2) {
        let [whole, half] = pair else { continue };
        let is_plain = [whole, half].iter().all(|m| m.upper.is_none() && m.quantity.bound.is_none() && m.has_unit());
        let between = &text[whole.range.end..half.range.start.max(whole.range.end)];
        let Some(lead) = EACH.iter().rev().find_map(|each| between.strip_suffix(each)) else { continue };
        let is_halved = HALVES.iter().any(|word| lead.ends_with(word)) && lead.chars().count() <= 20;
        if !is_plain || !is_halved || whole.sentence != half.sentence || !half.unit().converts_to(whole.unit()) {
            continue;
        }
        let (printed, said) = (reading.printed(whole), reading.printed(half));
        let value = whole.quantity.value() / Decimal::TWO / half.quantity.scale.factor();
        let value = half.unit().convert(Decimal::ONE, whole.unit()).map_or(value, |factor| value / factor);
        let decimals = half.quantity.printed_decimals() + 1;
        let sum =
            format!("{printed}÷2 = {}{}{}", plain(value, decimals), half.quantity.scale.word(), half.unit().name());
        let twice = half.interval_in(whole.unit()).and_then(|half| half.times(&Interval::point(Decimal::TWO)));
        if twice.is_none_or(|twice| twice.meets(&whole.interval())) {
            verdicts.holds(half.range.clone(), sum);
        } else {
            verdicts
                .wrong(
                    half.range.clone(),
                    format!("各半对不上：{sum}，文中是{said}"),
                    format!("the halves do not make the whole: {sum}, the text says {said}"),
                )
                .help("核对总数和各半的数", "check the whole and its halves");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn halves_make_the_whole() {
        expect(
            "product-off",
            &["国家投资和地方自筹合计172.6万元，二者各半，各为162.6万元。"],
            &[
                "国家投资和地方自筹合计172.6万元，二者各半，各为86.3万元。",
                "两县合建1.2亿元，各承担一半，各6000万元。",
                "男女各半，各有40名参赛。",
            ],
        );
    }
}
