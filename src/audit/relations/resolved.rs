//! The candidates for the whole of a division, each with its tie, and the lists that 分别 and 依次 stand for. Judges nothing.

use super::division::{Division, Kind};
use super::operands::{self, Operand, Tie};
use super::words;
use super::{aims, multiples};
use crate::audit::arithmetic;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// How many sentences back a quantity can stand without being named.
pub(super) const REACH: usize = 2;

/// How many candidates are tried on either side.
pub(super) const MOST: usize = 8;

pub(super) const AIMS: [&str; 9] = ["目标", "任务", "计划", "预算", "指标", "应收", "应征", "应", "需"];

/// Words for a whole that name nothing.
const ALL: [&str; 24] = [
    "总数", "总额", "总量", "总体", "总计", "全部", "全县", "全市", "全省", "全区", "全国", "全镇", "全乡", "全村",
    "其", "总", "的", "当年", "全年", "同期", "全州", "全盟", "本", "所有",
];

/// Candidates for the whole of these parts, the tightest first.
pub fn wholes<'r>(reading: &'r Reading, division: &Division<'r>, parts: &[Operand<'r>]) -> Vec<Operand<'r>> {
    if let Some(stated) = division.stated {
        let twin = operands::twin(reading, stated).map(Operand::tight);
        return [Operand::tight(stated)].into_iter().chain(twin).collect();
    }
    if let Some(base) = base_in_bracket(reading, division.result, division.whole) {
        return vec![Operand::tight(base)];
    }
    if let Some(from) = multiples::where_it_came_from(reading, division) {
        return vec![Operand::tight(from)];
    }
    if let Some(of_then) = multiples::years_ago(reading, division, parts) {
        return vec![Operand::tight(of_then)];
    }
    if let Some(nth) = ["后者", "前者"].iter().position(|word| division.whole.ends_with(word)) {
        return nth_nearest(reading, division, nth);
    }
    const THEN: [&str; 8] = ["原来", "当初", "原先", "改造前", "之前", "当年", "当时", "那时"];
    if division.kind == Kind::Times && THEN.iter().any(|word| division.whole.ends_with(word))
        || THEN[..5].iter().any(|word| division.whole.ends_with(word))
    {
        let old = multiples::then_and_now(reading, division)
            .map(|[then, _]| then)
            .or_else(|| multiples::of_then(reading, division, parts))
            .or_else(|| multiples::of_old_and_new(reading, division));
        return match old {
            Some(old) => vec![Operand::tight(old)],
            None => nth_nearest(reading, division, 1),
        };
    }
    let said = multiples::of_step(reading, division, parts)
        .or_else(|| multiples::of_average(reading, division, parts))
        .or_else(|| multiples::of_then_behind(reading, division, parts));
    if let Some(said) = said {
        return vec![Operand::tight(said)];
    }
    if let Some(then) = multiples::of_that_year(reading, division, parts) {
        return vec![then];
    }
    if let Some(named) = multiples::same_average(reading, division, parts) {
        return vec![named];
    }
    let mut found: Vec<Operand> = Vec::new();
    for part in parts.iter().take(1) {
        let averages = operands::averages_before(reading, part.mention).into_iter();
        found.extend(averages.filter_map(|mention| {
            let is_named = words::is_covered(division.whole, &operands::words(reading, mention));
            is_named.then_some(Operand::tight(mention))
        }));
    }
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
            // 支出2276元，占12.0%；医疗支出1896元: what stands behind and is less is no whole.
            let is_later = mention.range.start > division.result.range.start;
            if division.kind == Kind::Share && is_later && !is_larger(mention, part.mention) {
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
    if division.kind == Kind::Times && !multiples::is_beside_its_whole(reading, division, parts, &found) {
        // What something is a multiple of can be anything: a name alone does not tie it.
        found.iter_mut().filter(|one| one.tie == Tie::Named).for_each(|one| one.tie = Tie::Loose);
    }
    let kin = |one: &Operand| words::shared(division.whole, &operands::words(reading, one.mention));
    found.sort_by_key(|one| std::cmp::Reverse((one.tie, kin(one))));
    found.truncate(MOST);
    found
}

/// 覆盖率88.3%（以231个行政村为基数）
fn base_in_bracket<'r>(reading: &'r Reading, result: &Mention, whole: &str) -> Option<&'r Mention> {
    let behind = &reading.text()[result.range.end..reading.sentences[result.sentence].range.end];
    let inner = behind.strip_prefix(['（', '('])?;
    let inner = &inner[..inner.find(['）', ')'])?];
    let is_basis =
        inner.starts_with(['以', '按']) && ["为基数", "计算", "计", "为分母"].iter().any(|word| inner.ends_with(word));
    // 达到计划的100%（计划1.5万吨）
    let is_aim =
        ["计划", "目标", "任务", "应收", "应缴"].iter().any(|aim| inner.starts_with(aim) && whole.ends_with(aim));
    if !is_basis && !is_aim {
        return None;
    }
    match reading.between(&reading.place(inner)) {
        [base] if operands::is_operand(base) => Some(base),
        _ => None,
    }
}

fn whole_tie(reading: &Reading, division: &Division, part: &Mention, whole: &Mention, near: bool) -> Tie {
    let said = operands::words(reading, whole);
    let is_later = whole.range.start > part.range.start;
    if division.kind == Kind::Completion {
        return aims::tie(reading, division, part, whole);
    }
    // 医护人员46人，签约9728人，签约率93.4%: those are no part of these.
    if division.kind == Kind::Rate && !is_comparable(whole, part) {
        return Tie::Loose;
    }
    // 入住4527人，入住率48.0%，其中公办入住3686人，入住率53.0%: the part of another rate of this name is not what it is over.
    if division.kind == Kind::Rate && operands::is_part_of_rate(reading, whole, division.part, division.result) {
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
        let clause = multiples::dated_clause(reading, whole);
        let same_year = words::dates(division.whole).all(|date| clause.contains(date));
        return if same_year && near { Tie::Tight } else { Tie::Loose };
    }
    let is_unit = name.trim_end_matches('数') == whole.unit().name();
    if words::is_telling(&name) && !is_unit {
        return tie_by_name(reading, division, part, whole, &name);
    }
    // 支出率99.0%：到位6200万元，支出6138万元
    let behind = &reading.text()[division.result.range.end..];
    let is_all = is_larger(whole, part) || has_lost_its_scale(whole, part);
    if is_later && division.kind == Kind::Rate && behind.starts_with(['：', ':', '（', '(']) && is_all {
        return Tie::Named;
    }
    // 普惠性幼儿园在园幼儿12.72万人，全市在园幼儿13.86万人，普惠率91.8%
    let is_between = is_later && whole.range.end <= division.result.range.start && whole.sentence == part.sentence;
    if is_between && division.kind == Kind::Rate && is_larger(whole, part) {
        let is_kin = words::shared(&operands::words(reading, part), &said) > 0;
        return if is_kin { Tie::Named } else { Tie::Loose };
    }
    if is_later || division.kind == Kind::Times {
        return Tie::Loose;
    }
    // 60岁及以上13.05万人，占25.0%，其中65岁及以上9.72万人，占18.6%: both may be shares of all.
    if contains_part(reading, part, whole) && operands::has_own_share(reading, whole) {
        return Tie::Named;
    }
    // 批发1879个，占29.0%；制造1037个，占16.0%；租赁842个，占13.0%: the first happens to be the sum of the others.
    let heads_them = || is_sum_with(reading, whole, part) && !operands::has_own_share(reading, whole);
    if contains_part(reading, part, whole) || near && heads_them() {
        return Tie::Tight;
    }
    let is_sibling = is_first_of_details(reading, part, whole) || is_item_before(reading, division, part, whole);
    if (is_sibling || operands::is_detail(reading, whole)) && !words::is_covered(division.part, &said) {
        return Tie::Loose;
    }
    let kin = words::shared(&operands::words(reading, part), &said) > 0
        || division.kind == Kind::Share && words::shared(division.part, &said) > 0;
    let counts_name = !name.is_empty() && said.ends_with(name.trim_end_matches(['数', '的']));
    let is_here = whole.sentence == part.sentence && !operands::is_aside(reading, whole, part.range.start);
    let heads_a_list = || division.kind == Kind::Rate && heads_a_list(reading, whole);
    let is_set =
        (kin || counts_name || is_total(reading, whole) || heads_a_list()) && !operands::has_own_share(reading, whole);
    match is_here && (is_larger(whole, part) || division.kind == Kind::Rate) {
        true if is_set => Tie::Tight,
        true if division.kind == Kind::Rate && is_larger(whole, part) && is_just_before(reading, part, whole) => {
            Tie::Tight
        }
        true => Tie::Named,
        false if near && is_set && is_larger(whole, part) => Tie::Named,
        false => Tie::Loose,
    }
}

/// How far the words of a quantity have the name that the division gives its whole.
fn tie_by_name(reading: &Reading, division: &Division, part: &Mention, whole: &Mention, name: &str) -> Tie {
    let said = operands::words(reading, whole);
    let is_earlier = whole.range.start <= part.range.start;
    // 销售5640万元…占销量的22%
    let is_sold = ["销量", "销售额", "销售量"].contains(&name) && reading.subject(whole).ends_with("销售");
    let has_name = is_sold || words::is_covered(name, &said) || words::is_covered(words::without_measure(name), &said);
    // 占全部资金的53%: a part that has a share of its own is not all of it.
    let is_of_all = ["全部", "总", "所有"].iter().any(|all| division.whole.contains(all));
    if is_of_all && operands::has_own_share(reading, whole) || !is_of_its_year(reading, division.whole, whole) {
        return Tie::Loose;
    }
    match words::shared(name, &said) {
        _ if has_name && is_earlier && (is_larger(whole, part) || division.kind == Kind::Times) => Tie::Tight,
        // 凑齐450万元建起冷链仓，首年收回租金63万元，租金与投资之比为14%
        0 if is_ratio_of_two(reading, division) && is_earlier && is_just_before(reading, part, whole) => Tie::Named,
        0 => Tie::Loose,
        _ => Tie::Named,
    }
}

/// 占去年资金总量的78.5%: of the sum of another time, or of several years, nothing is said.
fn is_of_its_year(reading: &Reading, name: &str, whole: &Mention) -> bool {
    const YEARS: [&str; 5] = ["去年", "上年", "前年", "今年", "本年"];
    let start = reading.sentences[whole.sentence].range.start;
    let lead = &reading.text()[start..whole.range.start];
    YEARS.iter().filter(|year| name.starts_with(**year)).all(|year| lead.contains(year))
}

/// 其中，食品支出6258元，占33.0%；文化支出2276元，占12.0%: neither is the whole of the other.
fn is_first_of_details(reading: &Reading, part: &Mention, whole: &Mention) -> bool {
    let sentence = &reading.sentences[part.sentence].range;
    whole.sentence == part.sentence
        && whole.range.end < part.range.start
        && reading.slice(sentence).starts_with("其中")
        && reading.text()[whole.range.end..part.range.start].contains('；')
}

/// 用于产业发展的2673万元，占55%；用于稳岗就业的486万元，占10%: items of one list, each with its share.
fn is_item_before(reading: &Reading, division: &Division, part: &Mention, whole: &Mention) -> bool {
    let between = reading.text().get(whole.range.end..part.range.start).unwrap_or("");
    division.kind == Kind::Share
        && division.whole.is_empty()
        && between.contains('；')
        && !between.contains("其中")
        && operands::has_own_share(reading, whole)
}

fn is_ratio_of_two(reading: &Reading, division: &Division) -> bool {
    reading.text()[division.start..division.result.range.start].contains("之比")
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

/// 培训1960人。按工种分，月嫂840人，养老护理560人，家政保洁350人，中式烹饪210人: what the next quantities of its unit add up to.
fn heads_a_list(reading: &Reading, whole: &Mention) -> bool {
    const LONGEST: usize = 10;
    let next = reading.mentions.partition_point(|m| m.range.start < whole.range.end);
    let near = reading.mentions[next..].iter().take(2 * LONGEST).take_while(|m| m.sentence <= whole.sentence + 1);
    let listed: Vec<&Mention> =
        near.filter(|m| operands::is_value(reading, m) && m.unit() == whole.unit()).take(LONGEST).collect();
    (2..=listed.len()).any(|many| arithmetic::total(reading, &listed[..many]).is_some_and(|sum| sum.fits(whole)))
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
        || has_lost_its_scale(whole, part)
}

/// 到位6200元，支出6138万元: digits of one size, and another scale.
fn has_lost_its_scale(whole: &Mention, part: &Mention) -> bool {
    let (all, some) = (whole.quantity.number.value(), part.quantity.number.value());
    whole.quantity.scale != part.quantity.scale
        && whole.unit() == part.unit()
        && all >= some
        && some.checked_mul(Decimal::TWO).is_some_and(|twice| all <= twice)
}

pub(super) fn is_larger(whole: &Mention, part: &Mention) -> bool {
    whole.quantity.value_in(part.unit()).is_some_and(|value| value >= part.quantity.value())
}

/// Of several tight wholes of one unit only the nearest stays tight, and those that stand before 其中.
pub(super) fn only_one_tight(found: &mut [Operand]) {
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

pub fn results<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<&'r Mention> {
    let all = reading.between(&(division.start..division.result.clause.end));
    all.iter().filter(|m| m.unit() == division.result.unit()).collect()
}

/// As many values of one unit before the words as there are results. Where a detail or the total of a list stands between, they
/// are those without it.
pub fn list<'r>(reading: &'r Reading, division: &Division<'r>) -> Vec<&'r Mention> {
    let many = results(reading, division).len();
    let last = reading.mentions.partition_point(|m| m.range.start < division.start);
    let before = || reading.mentions[last.saturating_sub(2 * many + 4)..last].iter();
    let is_near = |m: &&Mention| m.sentence + 2 >= division.result.sentence && m.paragraph == division.result.paragraph;
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| reading.subject(m).contains(word));
    let is_total = |m: &Mention| says(m, &["合计", "总", "共计"]);
    let is_other = |m: &&Mention| is_total(m) || says(m, &["其中"]) || m.unit().name() == "岁";
    let is_list = |values: &[&Mention]| {
        values.len() == many && values.iter().all(|m| m.unit() == values[0].unit() && m.has_unit() && is_near(m))
    };
    let tail = |values: Vec<&'r Mention>| values[values.len().saturating_sub(many)..].to_vec();
    let (all, plain) = (tail(before().collect()), tail(before().filter(|m| !is_other(m)).collect()));
    let is_just_before = all.iter().all(|m| m.sentence + 1 >= division.result.sentence);
    // The total that stands between says that the others are the list.
    let total = all.iter().find(|m| is_total(m));
    let sum_up = || {
        let interval = total?.interval_in(plain.first()?.unit())?;
        Some(arithmetic::total(reading, &plain)?.interval.meets(&interval))
    };
    match is_list(&plain) && sum_up() == Some(true) {
        true => plain,
        false if is_list(&all) && is_just_before => all,
        false => Vec::new(),
    }
}

/// 后者 is the last quantity named, 前者 the one before.
pub(super) fn nth_nearest<'r>(reading: &'r Reading, division: &Division<'r>, nth: usize) -> Vec<Operand<'r>> {
    let mut near =
        operands::before(reading, division.start, 0).filter(|m| !operands::is_aside(reading, m, division.start));
    near.nth(nth).map(Operand::tight).into_iter().collect()
}
