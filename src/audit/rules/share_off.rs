//! `share-off`: 占…的P, 占比P, 比重P that part and whole of the text do not give, and the parts of one whole that do not make
//! 100 % where the text says that they are all of it. A share whose whole is not in the text is nobody's business.

mod branches;
mod listed;
mod reduced;
mod several;
mod spoken;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::mend;
use crate::audit::relations::Tried;
use crate::audit::relations::division::Division;
use crate::audit::relations::division::Kind;
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::near;
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::resolved;
use crate::audit::relations::words;
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for tried in verdicts.divisions().iter().filter(|tried| tried.division.kind == Kind::Share) {
        let result = tried.division.result;
        if !matches!(tried.judgement, Judgement::Holds { .. } | Judgement::Composed(_)) && is_of_elsewhere(tried) {
            continue;
        }
        match &tried.judgement {
            _ if reduced::is_reduction(&tried.division) => reduced::check(reading, verdicts, &tried.division),
            Judgement::Holds { outcome, .. } | Judgement::Composed(outcome) => {
                verdicts.holds(result.range.clone(), outcome.words(result))
            }
            _ if is_cumulative(reading, &tried.division, &tried.parts) => {
                let Some(outcome) = of_steps(reading, &tried.division) else { continue };
                match outcome.fits(result) {
                    true => verdicts.holds(result.range.clone(), outcome.words(result)),
                    false => tell(reading, verdicts, result, &[outcome]),
                }
            }
            Judgement::Fails(outcomes) if names_its_whole(reading, tried) => tell(reading, verdicts, result, outcomes),
            Judgement::Fails(outcomes) => match of_siblings(reading, &tried.parts, result)
                .or_else(|| of_namesake(reading, &tried.division, &tried.parts))
            {
                Some(outcome) => verdicts.holds(result.range.clone(), outcome.words(result)),
                None => tell(reading, verdicts, result, outcomes),
            },
            Judgement::Nearly(near) => match of_siblings(reading, &tried.parts, result) {
                Some(outcome) => verdicts.holds(result.range.clone(), outcome.words(result)),
                None => near::tell(reading, verdicts, result, near),
            },
            Judgement::Unknown if resolved::is_list(reading, &tried.division) => {
                of_list(reading, verdicts, &tried.division)
            }
            Judgement::Unknown if let Some(outcome) = several::of_several(reading, &tried.division) => {
                match outcome.fits(result) {
                    true => verdicts.holds(result.range.clone(), outcome.words(result)),
                    false => tell(reading, verdicts, result, &[outcome]),
                }
            }
            Judgement::Unknown => match of_siblings(reading, &tried.parts, result) {
                Some(outcome) => verdicts.holds(result.range.clone(), outcome.words(result)),
                None => {
                    if let Some(outcome) =
                        shared_out(reading, result).or_else(|| of_printed_sum(reading, &tried.parts, result))
                    {
                        tell(reading, verdicts, result, &[outcome]);
                    }
                }
            },
        }
    }
    money_as_share(reading, verdicts);
    branches::check(reading, verdicts);
    spoken::check(reading, verdicts);
    parts_of_one(reading, verdicts);
}

/// 逾期三个月以上的2.18亿元，占22.4亿元。: money is no share.
fn money_as_share(reading: &Reading, verdicts: &mut Verdicts) {
    for money in reading.mentions.iter().filter(|m| m.unit().name() == "元" && !m.is_quoted) {
        let words = reading.before(money).trim_end_matches(['约', '达', '近']);
        let ends = reading.text()[money.range.end..].starts_with(['，', '。', '；', '）', '、']);
        if ends && matches!(words, "占" | "占比" | "占比为") {
            let printed = reading.printed(money);
            verdicts
                .wrong(
                    money.range.clone(),
                    format!("“占”后面应是百分比，文中是{printed}"),
                    format!("what follows 占 is a share in per cent, the text says {printed}"),
                )
                .help("把单位改成%，或补上“占……的”", "make it per cent, or say of what and how much");
        }
    }
}

/// 三年前这一行曾占到24.7%: the share of another time; “人惹的”（烧荒加上坟）占76.3%: of what only brackets explain.
fn is_of_elsewhere(tried: &Tried) -> bool {
    let division = &tried.division;
    // 占全市874亿元的78.2%，2021年占比为70.6%: that of another year, whose values are not said.
    let names_a_year = division.stated.is_none()
        && division.part.len() == "2021年".len()
        && division.part.strip_suffix('年').is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    if names_a_year {
        return true;
    }
    // 第三产业（森林旅游、康养等）所占比重: what stands before the brackets names the part.
    let is_only_explained =
        division.part.ends_with(['）', ')']) && tried.parts.first().is_none_or(|part| part.tie != Tie::Tight);
    // 基层（含村卫生室）诊疗量占比58.0%: of several together.
    let is_of_several = division.part.contains("（含");
    is_of_several || division.part.contains('曾') || division.part.contains("年前") || is_only_explained
}

/// 改厕累计1.12万座，整村推进9520座，占改厕总数的85%: the whole is named and stands there under this name.
fn names_its_whole(reading: &Reading, tried: &Tried) -> bool {
    let name = words::without_filler(tried.division.whole);
    let is_beside = |m: &Mention| m.sentence == tried.division.result.sentence && m.range.end < tried.division.start;
    tried.wholes.first().is_some_and(|whole| {
        whole.tie == Tie::Tight
            && is_beside(whole.mention)
            && words::is_covered(&name, &operands::words(reading, whole.mention))
    })
}

/// 一等92份、二等61份、三等19份，三等及以上占95.6%: of all steps from there on, of which the number is not said.
fn is_cumulative(reading: &Reading, division: &Division, parts: &[Operand]) -> bool {
    const BOUNDS: [&str; 4] = ["及以上", "以上", "及以下", "以下"];
    let name = division.part.trim_end_matches(['的', '者', '等']);
    let says_so = |part: &Operand| BOUNDS.iter().any(|bound| operands::words(reading, part.mention).contains(bound));
    BOUNDS.iter().any(|bound| name.ends_with(bound)) && !parts.first().is_some_and(says_so)
}

/// The share of the steps from the named one up or down, where all steps stand before it and make the whole.
fn of_steps(reading: &Reading, division: &Division) -> Option<Outcome> {
    let (step, bound) = division.part.rsplit_once('及')?;
    let start = reading.sentences[division.result.sentence].range.start;
    let here = reading.between(&(start..division.start.max(start)));
    let last = here.last()?;
    let own: Vec<&Mention> = here.iter().filter(|m| m.unit() == last.unit() && m.change.is_none()).collect();
    let (whole, steps) = own.split_first().filter(|(_, steps)| (2..=12).contains(&steps.len()))?;
    let all = arithmetic::total(reading, steps)?;
    let name = |i: usize| &reading.text()[own[i].range.end..steps[i].range.start.max(own[i].range.end)];
    let at = (0..steps.len()).find(|i| name(*i).ends_with(step)).filter(|_| !step.is_empty() && all.fits(whole))?;
    let set = if bound.contains('上') { &steps[..=at] } else { &steps[at..] };
    let sum = arithmetic::total(reading, set)?;
    Some(Outcome {
        exact: sum.exact.checked_div(whole.quantity.value())?,
        interval: sum.interval.over(&whole.interval())?,
        unit: Unit::new("倍"),
        sum: format!("({})÷{}", sum.sum, reading.printed(whole)),
    })
}

/// 用工增加的13家，持平的26家，减少的11家，用工减少的企业占22%: the quantity that has a word of the share's name and gives the share in the
/// whole of the sentence is meant, though another shares another word.
fn of_namesake(reading: &Reading, division: &Division, parts: &[Operand]) -> Option<Outcome> {
    let first = parts.first()?.mention;
    let start = reading.sentences[division.result.sentence].range.start;
    let before = reading.between(&(start..division.start.max(start)));
    // 减少的11家 counts those that do so and is no change.
    let stands = |m: &&Mention| m.change.is_none() || reading.text()[..m.range.start].ends_with('的');
    let here = || before.iter().rev().take(8).filter(stands).filter(|m| m.unit() == first.unit());
    let clause = |m: &Mention| reading.slice(&(m.clause.start..m.range.start));
    const WAYS: [&str; 6] = ["减少", "增加", "下降", "上升", "持平", "增长"];
    let names = |said: &str| {
        words::shared(division.part, said) > 0
            || WAYS.iter().any(|way| division.part.contains(way) && said.contains(way))
    };
    let named = here().filter(|m| names(clause(m)));
    named.filter(|m| m.range != first.range).find_map(|part| {
        let is_larger = |whole: &&Mention| whole.quantity.value() > part.quantity.value();
        let whole = here().filter(is_larger).max_by_key(|m| m.quantity.value())?;
        arithmetic::share(reading, part, whole).filter(|outcome| outcome.fits(division.result))
    })
}

/// The share of a part in the sum of the parts listed with it, where it is the printed one: 男性26.9万人，女性25.7万人，占48.9%.
fn of_siblings(reading: &Reading, parts: &[Operand], result: &Mention) -> Option<Outcome> {
    in_sums(reading, parts).into_iter().map(|(outcome, _)| outcome).find(|outcome| outcome.fits(result))
}

/// 引资总额62.8亿元。…甲28.6亿元，占总额的45.5%；乙19.7亿元；丙14.5亿元: the share in a sum that the text prints, from which a slip parts the printed one.
fn of_printed_sum(reading: &Reading, parts: &[Operand], result: &Mention) -> Option<Outcome> {
    let part = parts.first().filter(|part| part.tie == Tie::Tight)?.mention;
    let is_printed = |sum: &Outcome| {
        let mut wholes =
            reading.around(part).iter().filter(|m| m.unit() == part.unit() && operands::is_value(reading, m));
        wholes.any(|whole| whole.quantity.value() == sum.exact)
    };
    let is_precise = mend::precision(result) >= 3 && mend::precision(part) >= 2;
    let found = in_sums(reading, parts).into_iter().find(|(_, sum)| is_printed(sum)).filter(|_| is_precise)?.0;
    (!found.fits(result) && near::is_slip_of(result, &found)).then_some(found)
}

/// What the part is in the sums of those listed with it, each with the sum.
fn in_sums(reading: &Reading, parts: &[Operand]) -> Vec<(Outcome, Outcome)> {
    let Some(part) = parts.first().map(|part| part.mention) else { return Vec::new() };
    // Of 1000万元以上 the sum may be anything.
    let is_bounded = |m: &Mention| m.interval().low.is_some() && m.interval().high.is_some();
    let same = |m: &&Mention| operands::is_operand(m) && m.unit() == part.unit() && is_bounded(m);
    let at = reading.mentions.partition_point(|m| m.range.start < part.range.start);
    let near = &reading.mentions[at.saturating_sub(24)..(at + 24).min(reading.mentions.len())];
    let here = near.iter().filter(|m| m.sentence == part.sentence);
    let listed: Vec<&Mention> = here.filter(same).take(12).collect();
    let pair =
        listed.iter().position(|m| m.range == part.range).and_then(|at| at.checked_sub(1).map(|b| &listed[b..=at]));
    let sets = [Some(listed.as_slice()), listed.get(1..), pair].into_iter().flatten().filter(|set| set.len() > 1);
    let outcomes = sets.filter_map(|set| {
        let sum = arithmetic::total(reading, set)?;
        let outcome = Outcome {
            exact: part.quantity.value().checked_div(sum.exact)?,
            interval: part.interval().over(&sum.interval)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷({})", reading.printed(part), sum.sum),
        };
        Some((outcome, sum))
    });
    outcomes.collect()
}

/// 男性26.9万人，占51.1%；女性25.7万人，占48.9%: parts each with its share share out one whole where the shares make 100 % or all
/// others are those of the sum. What the share would be.
fn shared_out(reading: &Reading, share: &Mention) -> Option<Outcome> {
    let at = reading.mentions.partition_point(|m| m.range.start < share.range.start);
    let near = &reading.mentions[at.saturating_sub(12)..(at + 12).min(reading.mentions.len())];
    let with_share = |pair: &&[Mention]| {
        let between = &reading.text()[pair[0].range.end..pair[1].range.start.max(pair[0].range.end)];
        let is_own =
            between.trim_start_matches(['，', ',', '（', '(']).trim_end_matches(['比', '为', '约', '达']) == "占";
        is_own && pair[1].is_percent() && pair[1].sentence == share.sentence && operands::is_operand(&pair[0])
    };
    let pairs: Vec<&[Mention]> = near.windows(2).filter(with_share).collect();
    let own = pairs.iter().find(|pair| pair[1].range == share.range)?;
    let parts: Vec<&Mention> = pairs.iter().map(|pair| &pair[0]).filter(|part| part.unit() == own[0].unit()).collect();
    if parts.len() < 2 || parts.len() < pairs.len() {
        return None;
    }
    let sum = arithmetic::total(reading, &parts)?;
    let outcome = |part: &Mention| {
        Some(Outcome {
            exact: part.quantity.value().checked_div(sum.exact)?,
            interval: part.interval().over(&sum.interval)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷({})", reading.printed(part), sum.sum),
        })
    };
    let all = pairs.iter().try_fold(Interval::point(Decimal::ZERO), |sum, pair| sum.plus(&pair[1].interval()));
    let makes_one = all.is_some_and(|all| all.contains(Decimal::ONE_HUNDRED));
    let others = pairs.iter().filter(|pair| pair[1].range != share.range);
    let others_fit = others.clone().all(|pair| {
        let is_precise = pairs.len() > 2 || pair[1].quantity.printed_decimals() > 0;
        is_precise && outcome(&pair[0]).is_some_and(|outcome| outcome.fits(&pair[1]))
    });
    let this = outcome(&own[0])?;
    ((makes_one || others_fit) && !this.fits(share)).then_some(this)
}

/// 甲58.41亿元、乙13.26亿元、丙4.38亿元，占比分别为76.8%、17.4%、5.8%: shares that make 100 % are those of the values in their sum.
fn of_list(reading: &Reading, verdicts: &mut Verdicts, division: &Division) {
    let (shares, values) = (resolved::results(reading, division), resolved::list(reading, division));
    let Some(sum) = arithmetic::total(reading, &values) else { return };
    let at = shares.iter().position(|share| share.range == division.result.range);
    let Some((share, value)) = at.and_then(|at| Some((*shares.get(at)?, *values.get(at)?))) else { return };
    let outcome = |value: &Mention| {
        Some(Outcome {
            exact: value.quantity.value().checked_div(sum.exact)?,
            interval: value.interval().over(&sum.interval)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷({})", reading.printed(value), sum.sum),
        })
    };
    let Some(this) = outcome(value) else { return };
    if this.fits(share) {
        return verdicts.holds(share.range.clone(), this.words(share));
    }
    let all = shares
        .iter()
        .map(|share| share.interval())
        .try_fold(Interval::point(Decimal::ZERO), |sum, share| sum.plus(&share));
    let makes_one = all.is_some_and(|all| all.contains(Decimal::ONE_HUNDRED));
    let makes_one = makes_one && near::is_slip_of(share, &this);
    let others = shares.iter().zip(&values).filter(|(_, other)| other.range != value.range);
    let others_fit = others.clone().count() > 1
        && others.into_iter().all(|(share, value)| outcome(value).is_some_and(|outcome| outcome.fits(share)));
    if values.len() > 1 && (makes_one || others_fit) {
        tell(reading, verdicts, share, &[this]);
    } else if let Some(near) = at.and_then(|at| listed::slipped(reading, &shares, &values, at)) {
        near::tell(reading, verdicts, share, &near);
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, share: &Mention, tried: &[Outcome]) {
    let sums: Vec<String> = tried.iter().map(|outcome| outcome.words(share)).collect();
    let printed = reading.printed(share);
    verdicts
        .wrong(
            share.range.clone(),
            format!("占比对不上：{}，文中是{printed}", sums.join("；")),
            format!("the share does not follow: {}, the text says {printed}", sums.join("; ")),
        )
        .help("核对部分、总体和占比三个数", "check the part, the whole and the share");
}

/// `一、二、三产业分别占8.5%、45.2%和46.3%`, `甲占30%，其余70%`: shares of which the text says that they are the whole.
fn parts_of_one(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        let shares: Vec<&Mention> = reading
            .between(&sentence.range)
            .iter()
            .filter(|m| m.is_percent() && m.change.is_none() && !m.is_quoted)
            .collect();
        if shares.len() < 2 {
            continue;
        }
        let mut at = 0;
        while at < shares.len() {
            let list = shares[at..].iter().take_while(|m| m.clause == shares[at].clause).count();
            let set = &shares[at..at + list];
            let before = reading.before(set[0]);
            let is_list =
                ["分别占", "比重分别", "占比分别", "分别为", "依次为"].iter().any(|word| before.contains(word));
            let names_branches = before.contains("产业") || before.contains("三产");
            if list == 3 && is_list && names_branches && is_about_shares(before) {
                whole(reading, verdicts, set);
            }
            at += list;
        }
        if let Some(rest) = shares.iter().position(|m| {
            let before = reading.before(m);
            (before.contains("其余") || before.contains("剩余")) && before.contains('占')
        }) {
            let run: Vec<&Mention> = shares[..=rest].to_vec();
            let all_are_shares = run.iter().all(|m| reading.before(m).contains('占'));
            if run.len() >= 2 && all_are_shares && !reading.slice(&sentence.range).contains("其中") {
                whole(reading, verdicts, &run);
            }
        }
    }
}

fn is_about_shares(before: &str) -> bool {
    (before.contains("比重") || before.contains('占') || before.contains("结构"))
        && ["贡献", "拉动", "增长", "提高", "下降", "内部"].iter().all(|word| !before.contains(word))
}

fn whole(reading: &Reading, verdicts: &mut Verdicts, set: &[&Mention]) {
    let mut sum = Some(Interval::point(Decimal::ZERO));
    let mut exact = Decimal::ZERO;
    for m in set {
        sum = sum.and_then(|sum| sum.plus(&m.interval()));
        exact += m.quantity.value();
    }
    let (Some(sum), Some(last)) = (sum, set.last()) else { return };
    let words: Vec<&str> = set.iter().map(|m| reading.printed(m)).collect();
    let words = format!("{} = {}%", words.join("+"), exact.normalize());
    if sum.contains(Decimal::ONE_HUNDRED) {
        return verdicts.holds(set[0].range.start..last.range.end, words);
    }
    verdicts
        .wrong(
            set[0].range.start..last.range.end,
            format!("各部分占比合计不是100%：{words}"),
            format!("the shares of all parts do not make 100 %: {words}"),
        )
        .help("核对各个占比", "check the shares");
}

#[cfg(test)]
mod tests;
