//! How far a rate lies beyond a norm: 占62%，高于60%的规定比例2个百分点; 成活率达到90%以上…成活率为93.1%，高于规定标准3.1个百分点. A norm that is a
//! bound is meant by its very number. From a difference to what rate and norm give.

use crate::audit::arithmetic::Outcome;
use crate::audit::compared::Said;
use crate::audit::relations::{operands, words};
use crate::model::Interval;
use crate::reading::{Direction, Mention, Reading};

/// What norms are called.
const NORMS: [&str; 8] = ["规定比例", "规定标准", "规定要求", "规定", "标准要求", "国家标准", "考核标准", "规定的标准"];

/// What the rate before a difference and the norm that its words mean give; `None` where it speaks of none.
pub fn difference(reading: &Reading, said: &Said) -> Option<Outcome> {
    let (now, norm) = beside(reading, said).or_else(|| before(reading, said))?;
    let unit = now.unit().clone();
    let value = norm.quantity.value_in(&unit)?;
    let (rate, interval) = (now.quantity.value(), now.interval());
    let (own, norm) = (reading.printed(now), reading.printed(norm));
    let (exact, interval, sum) = match said.direction {
        Direction::Up => (rate - value, interval.minus(&Interval::point(value))?, format!("{own}-{norm}")),
        Direction::Down => (value - rate, Interval::point(value).minus(&interval)?, format!("{norm}-{own}")),
    };
    Some(Outcome { exact, interval, unit, sum })
}

/// 占财政援助资金的62%，高于60%的规定比例2个百分点: the norm stands between the verb and the points.
fn beside<'r>(reading: &'r Reading, said: &Said) -> Option<(&'r Mention, &'r Mention)> {
    let [now, norm] = reading.mentions.get(said.index.checked_sub(2)?..said.index)? else { return None };
    let verb = reading.text().get(now.range.end..norm.digits.start)?;
    let name = reading.text().get(norm.range.end..said.mention.range.start)?.strip_prefix('的')?;
    let is_beside = matches!(verb, "，高于" | "，低于" | "，超过" | "，高出" | "，超出");
    (is_level(now, said) && norm.is_percent() && is_beside && NORMS.contains(&name)).then_some((now, norm))
}

/// 当年成活率达到90%以上…验收成活率为93.1%，高于规定标准3.1个百分点: the one bound that the paragraph sets for a rate of this name.
fn before<'r>(reading: &'r Reading, said: &Said) -> Option<(&'r Mention, &'r Mention)> {
    let now = reading.mentions.get(said.index.checked_sub(1)?).filter(|now| is_level(now, said))?;
    let lead = reading.text().get(now.range.end..said.mention.range.start)?;
    let object = ["，高于", "，低于", "，超过", "，高出"].iter().find_map(|verb| lead.strip_prefix(verb))?;
    let name = words::telling(reading.subject(now)).filter(|word| word.ends_with('率')).last()?;
    let start = reading.paragraphs[now.paragraph].range.start;
    let is_norm =
        |m: &&Mention| m.is_percent() && m.quantity.bound.is_some() && operands::words(reading, m).contains(name);
    let mut all = reading.between(&(start..now.range.start)).iter().filter(is_norm);
    let norm = all.next().filter(|_| all.next().is_none())?;
    NORMS.contains(&object).then_some((now, norm))
}

/// A rate of the sentence that is no bound and no growth.
fn is_level(m: &Mention, said: &Said) -> bool {
    m.is_percent() && m.change.is_none() && m.quantity.bound.is_none() && m.sentence == said.mention.sentence
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_norm_and_a_rate_give_what_lies_between_them() {
        expect(
            "points-off",
            &[
                "产业类项目资金3844万元，占财政援助资金的62%，高于60%的规定比例5个百分点。",
                "产业类项目资金3844万元，占财政援助资金的62%，高于50%的规定比例2个百分点。",
                "当年成活率达到90%以上，三年保存率达到85%以上。造林验收成活率为93.1%，高于规定标准3.7个百分点。",
            ],
            &[
                "产业类项目资金3844万元，占财政援助资金的62%，高于60%的规定比例2个百分点。",
                "当年成活率达到90%以上，三年保存率达到85%以上。造林验收成活率为93.1%，高于规定标准3.1个百分点。",
                "当年成活率达到90%以上，第二年成活率85%以上。造林验收成活率为93.1%，高于规定标准8.1个百分点。",
                "入学率为93.1%，高于规定标准3.7个百分点。",
            ],
        );
    }
}
