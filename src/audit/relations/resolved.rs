//! The candidates for the part and the whole of a division, each with its tie. Judges nothing.

use super::division::{Division, Kind};
use super::operands::{self, Operand, Tie};
use super::words;
use crate::audit::arithmetic;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// How many sentences back a quantity can stand without being named.
const REACH: usize = 2;
/// How many candidates are tried on either side.
const MOST: usize = 8;

const AIMS: [&str; 9] = ["目标", "任务", "计划", "预算", "指标", "应收", "应征", "应", "需"];
/// Words for a whole that name nothing.
const ALL: [&str; 24] = [
    "总数", "总额", "总量", "总体", "总计", "全部", "全县", "全市", "全省", "全区", "全国", "全镇", "全乡", "全村",
    "其", "总", "的", "当年", "全年", "同期", "全州", "全盟", "本", "所有",
];

/// Candidates for the part, the tightest first.
pub fn parts<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let inner_end = division.stated.map_or(division.result.range.start, |m| m.range.start);
    let inner: Vec<&Mention> = reading
        .between(&(division.start..inner_end))
        .iter()
        .filter(|m| operands::is_operand(m) && !operands::is_aside(reading, m, inner_end))
        .collect();
    let own = operands::respective_name(reading, division.result);
    let name = own.as_deref().unwrap_or(division.part).trim_start_matches("其中");
    let name = name.trim_end_matches("分别").trim_end_matches("依次").trim_end_matches(['各', '只', '仅']);
    let lead = &reading.text()[division.start..division.result.range.start];
    let mut found = match division.kind {
        Kind::Rate if lead.contains("分别") || lead.contains("依次") => of_list(reading, division),
        _ if is_list(reading, division) => of_list(reading, division),
        Kind::Rate => of_rate(reading, division),
        _ if !inner.is_empty() => inner.iter().rev().take(1).map(|m| Operand::tight(m)).collect(),
        _ if name.ends_with(['合', '共']) => of_all(reading, division),
        _ if name.ends_with("后者") => nth_nearest(reading, division, 0),
        _ if name.ends_with("前者") => nth_nearest(reading, division, 1),
        _ if words::is_telling(name) || words::dates(name).next().is_some() => named(reading, division, name),
        Kind::Completion if division.stated.is_none() => done(reading, division),
        _ => nearest(reading, division),
    };
    if division.kind == Kind::Completion
        && let Some(aim) = division.stated
    {
        found.extend(in_measure_of(reading, division, aim));
    }
    let twins: Vec<Operand> = found
        .iter()
        .filter_map(|one| Some(Operand { mention: operands::twin(reading, one.mention)?, tie: one.tie }))
        .filter(|twin| found.iter().all(|one| one.mention.range != twin.mention.range))
        .collect();
    found.extend(twins);
    // 占总数（425辆）的40%，共有170辆: the part behind its share.
    let said_behind = operands::behind(reading, division.result.range.end).take(1).filter(|m| {
        let words = reading.before(m);
        ["共", "即", "为", "人数", "有", "计"].iter().any(|word| words.starts_with(word))
    });
    found.extend(said_behind.map(|mention| Operand { mention, tie: Tie::Named }));
    found.sort_by_key(|one| std::cmp::Reverse(one.tie));
    found.truncate(MOST);
    found
}

/// Candidates for the whole of these parts, the tightest first.
pub fn wholes<'r>(reading: &'r Reading, division: &Division<'r>, parts: &[Operand<'r>]) -> Vec<Operand<'r>> {
    if let Some(stated) = division.stated {
        let twin = operands::twin(reading, stated).map(Operand::tight);
        return [Operand::tight(stated)].into_iter().chain(twin).collect();
    }
    if division.whole.ends_with("后者") {
        return nth_nearest(reading, division, 0);
    }
    if ["原来", "当初", "原先", "改造前", "之前"].iter().any(|word| division.whole.ends_with(word)) {
        return nth_nearest(reading, division, 1);
    }
    let mut found: Vec<Operand> = Vec::new();
    let list = if is_list(reading, division) { list(reading, division) } else { Vec::new() };
    for part in parts.iter().take(3) {
        for mention in operands::far_before(reading, division.start).chain(operands::behind(reading, division.start)) {
            if !mention.unit().converts_to(part.mention.unit())
                || mention.range == part.mention.range
                || list.iter().any(|value| value.range == mention.range)
                || found.iter().any(|one| one.mention.range == mention.range)
            {
                continue;
            }
            let near = reading.sentences[mention.sentence].paragraph == division.result.paragraph
                && division.result.sentence.saturating_sub(mention.sentence) <= REACH;
            let tie = whole_tie(reading, division, part.mention, mention, near);
            if near || tie >= Tie::Named {
                found.push(Operand { mention, tie });
            }
        }
    }
    only_one_tight(&mut found);
    if division.kind == Kind::Times {
        // What something is a multiple of can be anything: a name alone does not tie it.
        found.iter_mut().filter(|one| one.tie == Tie::Named).for_each(|one| one.tie = Tie::Loose);
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.tie));
    found.truncate(MOST);
    found
}

fn whole_tie(reading: &Reading, division: &Division, part: &Mention, whole: &Mention, near: bool) -> Tie {
    let said = operands::words(reading, whole);
    let is_later = whole.range.start > part.range.start;
    if division.kind == Kind::Completion {
        return match AIMS.iter().any(|aim| said.contains(aim)) {
            true if whole.sentence == division.result.sentence
                && words::shared(&operands::words(reading, part), &said) > 0 =>
            {
                Tie::Tight
            }
            true => Tie::Named,
            false => Tie::Loose,
        };
    }
    // 医护人员46人，签约9728人，签约率93.4%: those are no part of these.
    if division.kind == Kind::Rate && !is_comparable(whole, part) {
        return Tie::Loose;
    }
    let is_aim_of_rate = division.kind == Kind::Rate && AIMS.iter().any(|aim| said.contains(aim));
    if operands::is_elsewhere(reading, whole) && division.kind != Kind::Times && !is_aim_of_rate {
        return Tie::Loose;
    }
    if division.whole.contains('均') {
        return Tie::Loose;
    }
    let name = ALL.iter().fold(division.whole.to_string(), |name, word| name.replace(word, ""));
    if words::dates(division.whole).next().is_some() {
        let clause = reading.slice(&whole.clause);
        let same_year = words::dates(division.whole).all(|date| clause.contains(date));
        return if same_year && near { Tie::Tight } else { Tie::Loose };
    }
    let is_unit = name.trim_end_matches('数') == whole.unit().name();
    if words::is_telling(&name) && !is_unit {
        return match words::shared(&name, &said) {
            _ if words::is_covered(&name, &said)
                && !is_later
                && (is_larger(whole, part) || division.kind == Kind::Times) =>
            {
                Tie::Tight
            }
            0 => Tie::Loose,
            _ => Tie::Named,
        };
    }
    if is_later || division.kind == Kind::Times {
        return Tie::Loose;
    }
    if contains_part(reading, part, whole) || near && is_sum_with(reading, whole, part) {
        return Tie::Tight;
    }
    if operands::is_detail(reading, whole) && !words::is_covered(division.part, &said) {
        return Tie::Loose;
    }
    let kin = words::shared(&operands::words(reading, part), &said) > 0
        || division.kind == Kind::Share && words::shared(division.part, &said) > 0;
    let counts_name = !name.is_empty() && said.ends_with(name.trim_end_matches(['数', '的']));
    let is_here = whole.sentence == part.sentence && !operands::is_aside(reading, whole, part.range.start);
    let is_set = (kin || counts_name || is_total(reading, whole)) && !operands::has_own_share(reading, whole);
    match is_here && (is_larger(whole, part) || division.kind == Kind::Rate) {
        true if is_set => Tie::Tight,
        true if division.kind == Kind::Rate && is_just_before(reading, part, whole) => Tie::Tight,
        true => Tie::Named,
        false if near && is_set && is_larger(whole, part) => Tie::Named,
        false => Tie::Loose,
    }
}

/// No quantity of its unit stands between a whole and its part.
fn is_just_before(reading: &Reading, part: &Mention, whole: &Mention) -> bool {
    let between = whole.range.end..part.range.start.max(whole.range.end);
    whole.range.end <= part.range.start && reading.between(&between).iter().all(|m| !m.unit().converts_to(part.unit()))
}

/// 其中 stands in the sentence between the whole and the part, and the whole is the last before it.
fn contains_part(reading: &Reading, part: &Mention, whole: &Mention) -> bool {
    if whole.range.end > part.range.start || part.sentence.saturating_sub(whole.sentence) > 1 {
        return false;
    }
    let sentence = &reading.sentences[part.sentence].range;
    let from = whole.range.end.max(sentence.start);
    let Some(among) = reading.text()[from..part.range.start].find("其中").map(|i| from + i) else { return false };
    let between = whole.range.end..among;
    let others =
        reading.between(&between).iter().filter(|m| operands::is_operand(m) && m.unit().converts_to(whole.unit()));
    others.into_iter().all(|m| operands::is_aside(reading, m, among))
        && (whole.sentence == part.sentence || reading.text()[sentence.start..].starts_with("其中"))
}

/// The quantities listed behind a whole, the part among them, make it: 商户412家，餐饮148家、民宿96家、文创87家、其他81家.
fn is_sum_with(reading: &Reading, whole: &Mention, part: &Mention) -> bool {
    if whole.range.end > part.range.start || !is_larger(whole, part) {
        return false;
    }
    let end = reading.sentences[part.sentence].range.end;
    let behind = reading.between(&(whole.range.end..end));
    let behind = &behind[..behind.len().min(24)];
    if !behind.iter().any(|m| m.range == part.range) {
        return false;
    }
    let end = behind.last().map_or(end, |m| m.range.end);
    let listed: Vec<&Mention> = behind
        .iter()
        .filter(|m| operands::is_operand(m) && m.unit() == part.unit() && !operands::is_aside(reading, m, end))
        .take(10)
        .collect();
    (2..=listed.len()).any(|many| {
        listed[..many].iter().any(|m| m.range == part.range)
            && arithmetic::total(reading, &listed[..many])
                .zip(whole.interval_in(part.unit()))
                .is_some_and(|(sum, interval)| sum.interval.meets(&interval))
    })
}

fn is_total(reading: &Reading, m: &Mention) -> bool {
    let subject = reading.subject(m);
    ["共", "总", "合计", "应", "全部", "现有"].iter().any(|word| subject.contains(word))
}

/// One number is not another order of magnitude, even where it has a digit too few.
fn is_comparable(whole: &Mention, part: &Mention) -> bool {
    whole
        .quantity
        .value_in(part.unit())
        .and_then(|value| value.checked_mul(Decimal::from(20)))
        .is_some_and(|value| value >= part.quantity.value())
}

fn is_larger(whole: &Mention, part: &Mention) -> bool {
    whole.quantity.value_in(part.unit()).is_some_and(|value| value >= part.quantity.value())
}

/// Of several tight wholes of one unit only the nearest stays tight, and those that stand before 其中.
fn only_one_tight(found: &mut [Operand]) {
    let mut seen: Vec<&str> = Vec::new();
    for one in found.iter_mut().filter(|one| one.tie == Tie::Tight) {
        let unit = one.mention.unit().name();
        if seen.contains(&unit) {
            one.tie = Tie::Named;
        } else {
            seen.push(unit);
        }
    }
}

/// 占比分别为甲、乙、丙 without names: the values listed before, one each.
pub fn is_list(reading: &Reading, division: &Division) -> bool {
    let lead = &reading.text()[division.start..division.result.range.start];
    (lead.contains("分别") || lead.contains("依次")) && operands::respective_name(reading, division.result).is_none()
}

fn of_list<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let at = results(reading, division).iter().position(|m| m.range == division.result.range);
    at.and_then(|at| list(reading, division).get(at).copied()).map(Operand::tight).into_iter().collect()
}

pub fn results<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<&'r Mention> {
    let all = reading.between(&(division.start..division.result.clause.end));
    all.iter().filter(|m| m.unit() == division.result.unit()).collect()
}

/// As many values of one unit before the words as there are results.
pub fn list<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<&'r Mention> {
    let many = results(reading, division).len();
    let last = reading.mentions.partition_point(|m| m.range.start < division.start);
    let values: Vec<&Mention> = reading.mentions[last.saturating_sub(many)..last].iter().collect();
    let is_near = |m: &&Mention| m.sentence + 1 >= division.result.sentence && m.paragraph == division.result.paragraph;
    let are_one_list =
        values.len() == many && values.iter().all(|m| m.unit() == values[0].unit() && m.has_unit() && is_near(m));
    if are_one_list { values } else { Vec::new() }
}

/// The quantity just before the words of the division: in the same sentence, with no words of another between.
fn nearest<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let stands = |m: &&Mention| {
        division.stated.is_none_or(|stated| m.unit().converts_to(stated.unit()))
            && !operands::is_aside(reading, m, division.start)
            && !operands::is_elsewhere(reading, m)
            && !operands::is_stated_whole(reading, m)
    };
    let found = match division.kind {
        Kind::Times if division.result.unit().name() == "倍" || division.whole.contains('均') => {
            operands::any_before(reading, division.start).find(stands)
        }
        // 共3096人，其中男性1914人；完成目标（2800人）的110%: an aim is one for all of it.
        Kind::Completion => {
            let is_whole = |m: &&Mention| stands(m) && !operands::is_detail(reading, m);
            operands::before(reading, division.start, 1).find(is_whole)
        }
        _ => operands::before(reading, division.start, 1).find(stands),
    };
    let tied = found.map(|mention| {
        let between = &reading.text()[mention.range.end..division.start];
        let is_near = mention.sentence == division.result.sentence && !between.contains('；') && follows(between);
        Operand { mention, tie: if is_near { Tie::Tight } else { Tie::Loose } }
    });
    tied.into_iter().collect()
}

/// 产业产值266.6亿元，依次为132.8亿元、86.5亿元、47.3亿元，合占: all of them together.
fn of_all<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let mut heads = operands::before(reading, division.start, 0).filter(|m| !operands::is_detail(reading, m));
    heads.next().map(|mention| Operand { mention, tie: Tie::Named }).into_iter().collect()
}

/// At most one comma parts them, but for growth (同比增长5%，) and brackets.
fn follows(between: &str) -> bool {
    let mut depth = 0;
    let mut clauses = 0;
    let mut is_growth = false;
    for (i, c) in between.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            '，' | ',' | '、' if depth == 0 => clauses += i32::from(!is_growth),
            _ => {}
        }
        let rest = &between[i..];
        is_growth = match c {
            '，' => {
                ["同比", "增长", "比", "较", "下降", "高于", "低于", "增加", "减少", "首次", "占", "完成", "是", "为"]
                    .iter()
                    .any(|w| rest['，'.len_utf8()..].starts_with(w))
            }
            _ => is_growth,
        };
    }
    clauses <= 1
}

/// 后者 is the last quantity named, 前者 the one before.
fn nth_nearest<'r>(reading: &'r Reading, division: &Division<'r>, nth: usize) -> Vec<Operand<'r>> {
    let mut near =
        operands::before(reading, division.start, 0).filter(|m| !operands::is_aside(reading, m, division.start));
    near.nth(nth).map(Operand::tight).into_iter().collect()
}

/// Quantities whose words are those of the part's name.
fn named<'r>(reading: &'r Reading, division: &Division<'r>, name: &str) -> Vec<Operand<'r>> {
    let name = name.split(['（', '(']).next().unwrap_or(name).trim_end_matches(['类', '型', '则', '约', '只']);
    let dates: Vec<&str> = words::dates(name).collect();
    let mut found: Vec<Operand> = operands::before(reading, division.start, REACH)
        .chain(operands::behind(reading, division.result.range.end))
        .filter_map(|mention| {
            let said = operands::words(reading, mention);
            let shared = words::shared(name, &said);
            let clause = reading.slice(&mention.clause);
            let is_dated = dates.iter().all(|date| clause.contains(date));
            let is_whole_name = (words::is_covered(name, &said) || words::is_made_of(name, &said)) && is_dated;
            let is_date_alone = !words::is_telling(name) && is_dated;
            let tie = match mention.sentence + 1 >= division.result.sentence {
                true if (is_whole_name || is_date_alone) && !operands::is_elsewhere(reading, mention) => Tie::Tight,
                _ if shared > 0 && is_dated => Tie::Named,
                _ => return None,
            };
            Some(Operand { mention, tie })
        })
        .collect();
    only_one_tight(&mut found);
    // Of those that share a word, the ones that have the whole name come first, however far they stand.
    let has_name = |one: &Operand| words::is_covered(name, &operands::words(reading, one.mention));
    found.sort_by_key(|one| std::cmp::Reverse((one.tie, has_name(one))));
    if found.is_empty() {
        // The name may be another word for the quantity just before.
        found = nearest(reading, division);
        found.iter_mut().for_each(|one| one.tie = one.tie.min(Tie::Named));
    }
    found
}

/// The quantity that a rate is the rate of: its clause has the words of the rate's name, and no other stands between.
fn of_rate<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let mut found = Vec::new();
    for (i, mention) in operands::before(reading, division.start, 1)
        .filter(|m| !operands::is_aside(reading, m, division.start))
        .take(4)
        .enumerate()
    {
        let said = operands::words(reading, mention);
        let is_actual = ["实到", "实际", "实有", "已"].iter().any(|word| said.contains(word));
        let is_near = mention.sentence == division.result.sentence && i == 0;
        let has_own_rate = reading
            .between(&(mention.range.end..division.result.range.start))
            .iter()
            .any(|other| other.is_percent() && other.change.is_none());
        let tie = match is_near {
            true if words::is_covered(division.part, &said)
                || words::is_made_of(division.part, reading.subject(mention))
                || said.contains("实到") =>
            {
                Tie::Tight
            }
            _ if words::shares_its_end(division.part, &said) || is_near && is_actual => Tie::Named,
            // 抽检12460批次，不合格187批次，问题发现率1.5%: a set and a part of it, and then the rate.
            true if !has_own_rate && follows_a_set(reading, mention) => Tie::Named,
            _ => Tie::Loose,
        };
        found.push(Operand { mention, tie });
    }
    if found.iter().all(|one| one.tie < Tie::Tight) {
        let behind = operands::behind(reading, division.result.range.end).take(1);
        let covers = |m: &&Mention| words::is_covered(division.part, &operands::words(reading, m));
        found.extend(behind.filter(covers).map(Operand::tight));
    }
    found
}

/// Another quantity of its unit, and a larger one, stands before it in the sentence with none of its unit between.
fn follows_a_set(reading: &Reading, part: &Mention) -> bool {
    operands::before(reading, part.range.start, 0)
        .next()
        .is_some_and(|set| set.unit() == part.unit() && is_larger(set, part) && !operands::is_detail(reading, part))
}

/// 转移就业3096人，男性1914人、女性1182人；完成目标（2800人）的110.6%: what stands before in the measure of the aim.
fn in_measure_of<'r>(reading: &'r Reading, division: &Division<'r>, aim: &'r Mention) -> Vec<Operand<'r>> {
    let stands = |m: &&Mention| m.unit().converts_to(aim.unit()) && !operands::is_detail(reading, m);
    let mut all: Vec<Operand> = operands::before(reading, division.start, 0)
        .filter(stands)
        .map(|mention| Operand { mention, tie: Tie::Named })
        .collect();
    // The first of them is what the sentence is about.
    all.reverse();
    all.truncate(3);
    all
}

/// What is said to be done, for a completion whose target is named or not.
fn done<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<Operand<'r>> {
    let all = operands::before(reading, division.start, 1).filter(|m| !operands::is_aside(reading, m, division.start));
    all.filter(|m| !AIMS[..5].iter().any(|aim| reading.subject(m).contains(aim)))
        .take(3)
        .enumerate()
        .map(|(i, mention)| {
            let is_near = mention.sentence == division.result.sentence && i == 0;
            Operand { mention, tie: if is_near { Tie::Tight } else { Tie::Loose } }
        })
        .collect()
}
