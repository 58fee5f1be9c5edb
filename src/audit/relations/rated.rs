//! The part of a rate (参保率, 整改率), by the words of the rate's name: from a division to the quantities that may be what it is the rate of, each with its
//! tie. Judges nothing.

use super::division::Division;
use super::operands::{self, Operand, Tie};
use super::{place, words};
use crate::reading::{Mention, Reading};

/// The quantity that a rate is the rate of: its clause has the words of the rate's name, and no other stands between.
pub(super) fn parts<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let mut found = Vec::new();
    // 东湖区风险消除率73.4%: behind the numbers of all places, of which one is now named for the first time.
    if let Some(place) = place::of(division.part)
        && !place::is_named_before(reading, place, division)
    {
        return behind_it(reading, division, &found);
    }
    for (i, mention) in operands::before(reading, division.start, 1)
        .filter(|m| !operands::is_aside(reading, m, division.start))
        .take(4)
        .enumerate()
    {
        // 普惠性幼儿园（含公办园）在园幼儿12.72万人: brackets do not part a name from its number.
        let lead =
            &reading.text()[operands::clause_start(reading, mention).min(mention.clause.start)..mention.clause.start];
        let said = format!("{lead}{}", operands::words(reading, mention));
        let is_actual = ["实到", "实际", "实有", "已"].iter().any(|word| said.contains(word));
        let is_near = mention.sentence == division.result.sentence && i == 0;
        // 结案1240件（含上年结转），结案率98.6%: more than the whole counts.
        let aside = reading.text()[mention.range.end..].strip_prefix("（含").and_then(|behind| behind.split_once('）'));
        if aside
            .is_some_and(|(more, _)| ["上年", "往年", "结转", "旧存", "历年"].iter().any(|word| more.contains(word)))
        {
            continue;
        }
        // 整改完成182条，其中重大隐患6条，整改率100%: of the part or of all.
        let is_before_a_detail = found.first().is_some_and(|last: &Operand| {
            last.mention.sentence == mention.sentence && reading.subject(last.mention).starts_with("其中")
        });
        let has_own_rate = reading
            .between(&(mention.range.end..division.result.range.start))
            .iter()
            .any(|other| other.is_percent() && other.change.is_none());
        let tie = match is_near {
            _ if is_before_a_detail => Tie::Loose,
            _ if is_negated(division.part, &said) || said.contains("抽样") => Tie::Loose,
            true if words::is_covered(division.part, &said)
                || words::is_made_of(division.part, reading.subject(mention))
                || words::is_made_of(division.part, reading.object(mention))
                || is_what_was_found(division.part, &said)
                || said.contains("实到") =>
            {
                Tie::Tight
            }
            _ if words::shares_its_end(division.part, &said) || is_near && is_actual => Tie::Named,
            true if takes_up_the_name(reading, division, mention) => Tie::Named,
            // 合计6796件；审结、执结6137件，结案率90.3%: right before the rate of what was settled.
            true if !has_own_rate && is_settled(division.part, &said) => Tie::Tight,
            // 抽检12460批次，不合格187批次，问题发现率1.5%: a set and a part of it, and then the rate.
            true if !has_own_rate && follows_a_set(reading, mention) => Tie::Named,
            _ => Tie::Loose,
        };
        found.push(Operand { mention, tie });
    }
    let behind = behind_it(reading, division, &found);
    found.extend(behind);
    found
}

/// The part that stands behind its rate, where none before it is sure.
fn behind_it<'r>(reading: &'r Reading, division: &Division<'r>, before: &[Operand]) -> Vec<Operand<'r>> {
    if before.iter().any(|one| one.tie == Tie::Tight) {
        return Vec::new();
    }
    // 支出率99.0%：到位6200万元，支出6138万元
    let explains = reading.text()[division.result.range.end..].starts_with(['：', '（', ':', '(']);
    let behind: Vec<&Mention> =
        operands::behind(reading, division.result.range.end).take(if explains { 3 } else { 1 }).collect();
    let is_here = |m: &Mention| {
        let between = &reading.text()[division.result.range.end..m.range.start];
        !between.contains('；') && !between.contains("其中")
    };
    let covers = |m: &&Mention| {
        let said = operands::words(reading, m);
        is_here(m) && !is_negated(division.part, &said) && words::is_covered(division.part, &said)
    };
    let ends_so = |m: &&Mention| explains && words::shares_its_end(division.part, reading.subject(m));
    let covering = behind.iter().copied().filter(covers).map(Operand::tight);
    let ending = behind.iter().copied().filter(ends_so).map(|mention| Operand { mention, tie: Tie::Named });
    covering.chain(ending).collect()
}

/// 不合格6批次 is no part of the 合格率, nor are 5个未能按期开工 of the 开工率.
pub(super) fn is_negated(name: &str, said: &str) -> bool {
    const NO: [&str; 6] = ["不", "未", "没有", "非", "没能", "无法"];
    /// In characters, between the negation and the name.
    const BETWEEN: usize = 5;
    const OTHER: [&str; 4] = ["不动产", "未成年", "非公", "非遗"];
    let end = name.char_indices().rev().nth(1).map_or(name, |(i, _)| &name[i..]);
    let said = OTHER.iter().fold(said.to_string(), |said, word| said.replace(word, ""));
    let is_near = |behind: &str| {
        let at = behind.find(end).filter(|_| !end.is_empty());
        at.map(|at| &behind[..at])
            .is_some_and(|between| between.chars().count() <= BETWEEN && !between.contains(['，', '|', '的']))
    };
    NO.iter().any(|no| !name.contains(no) && said.match_indices(no).any(|(at, _)| is_near(&said[at + no.len()..])))
}

/// 发现问题217户，问题检出率17.2%: what was found under another verb.
fn is_what_was_found(name: &str, said: &str) -> bool {
    const FINDING: [&str; 4] = ["检出", "发现", "查出", "查处"];
    let found = ["检出", "发现", "查出"].iter().find_map(|verb| name.strip_suffix(verb));
    found.is_some_and(|found| {
        found.chars().count() >= 2 && FINDING.iter().any(|verb| said.contains(&format!("{verb}{found}")))
    })
}

/// 审结、执结 and 办结 are all 结案.
fn is_settled(name: &str, said: &str) -> bool {
    const SETTLED: [&str; 5] = ["审结", "执结", "办结", "结案", "调结"];
    let settles = |text: &str| SETTLED.iter().any(|word| text.contains(word));
    settles(name) && settles(said)
}

/// 新增治理行政村26个，年末累计119个，治理率70.8%: a running total has the name of what was added.
fn takes_up_the_name(reading: &Reading, division: &Division, total: &Mention) -> bool {
    let is_total = ["累计", "总数", "共"].iter().any(|word| reading.subject(total).ends_with(word));
    operands::before(reading, total.range.start, 0).next().is_some_and(|added| {
        is_total && added.unit() == total.unit() && words::is_covered(division.part, &operands::words(reading, added))
    })
}

/// Another quantity of its unit stands before it in the sentence with none of its unit between. (It should be larger, but either may be
/// mistyped.)
fn follows_a_set(reading: &Reading, part: &Mention) -> bool {
    operands::before(reading, part.range.start, 0).next().is_some_and(|set| {
        // Ⅱ类水质4个，Ⅲ类4个，Ⅳ类1个，优良率88.9%: one of a list is no set.
        let is_of_a_list = operands::before(reading, set.range.start, 0).next().is_some_and(|m| m.unit() == set.unit());
        set.unit() == part.unit() && !operands::is_detail(reading, part) && !is_of_a_list
    })
}
