//! `points-off`: a difference in percentage points that the two rates of the text do not give. The other rate stands beside it,
//! or was said before of what the comparison names (高出全市农村居民人均可支配收入增速3个百分点).

mod beside;
mod branches;
mod named;
mod norm;
mod said;
mod schedule;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared::{self, Pair, Said, Slip};
use crate::audit::relations::near;
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use named::named;
use said::said;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, mention) in reading.mentions.iter().enumerate() {
        if mention.is_points() && !mention.is_quoted && mention.upper.is_none() {
            match apart(reading, mention) {
                _ if branches::check(reading, verdicts, mention) => {}
                true => differ(reading, verdicts, index),
                false => compare(reading, verdicts, index),
            }
        }
    }
}

/// 两者相差14.3个百分点
fn apart(reading: &Reading, mention: &Mention) -> bool {
    let words = reading.before(mention);
    words.ends_with("相差") || words.ends_with("差距为") || words.ends_with("相差了")
}

fn differ(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let mention = &reading.mentions[index];
    if let Some((highest, lowest)) = highest_and_lowest(reading, index) {
        return differ_at_most(reading, verdicts, mention, [highest, lowest]);
    }
    let rates: Vec<&Mention> = reading.mentions[index.saturating_sub(4)..index]
        .iter()
        .filter(|m| m.is_percent() && m.sentence == mention.sentence)
        .collect();
    let [first, .., b] = rates.as_slice() else { return };
    if rates.len() > 2 && beside::are_the_two(reading, mention, rates[rates.len() - 2], b) {
        return differ_at_most(reading, verdicts, mention, [rates[rates.len() - 2], b]);
    }
    let a = if reading.before(mention).contains("首尾") { first } else { &rates[rates.len() - 2] };
    let Some(outcome) = distance(reading, a, b) else { return };
    if fits(&outcome, mention) {
        verdicts.holds(mention.range.clone(), words(&outcome, mention));
    } else if is_of_these_two(reading, mention, &rates, a, b) && slip_apart(reading, [*a, *b, mention]).is_some() {
        tell(reading, verdicts, mention, &outcome);
    }
}

/// 最高与最低相差17.3个百分点: of the rates of its sentence or, where that has none, of the one before.
fn highest_and_lowest(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let mention = &reading.mentions[index];
    let words = reading.before(mention);
    let is_said = words.contains("最高") && words.contains("最低") && (words.contains('与') || words.contains('和'));
    // 超过80%的有4个: a bound of a class is no rate of one.
    let is_level = |m: &&Mention| {
        m.is_percent()
            && m.change.is_none()
            && m.quantity.bound.is_none()
            && m.upper.is_none()
            && !reading.text()[m.range.end..].starts_with(['的', '以'])
            && !["超过", "低于", "高于", "不足", "不到"].iter().any(|word| reading.before(m).ends_with(word))
    };
    let of = |sentence: usize| -> Vec<&Mention> {
        let earlier = reading.in_sentence(sentence).iter().filter(|m| m.range.end <= mention.range.start);
        earlier.filter(is_level).collect()
    };
    let before =
        mention.sentence.checked_sub(1).filter(|before| reading.sentences[*before].paragraph == mention.paragraph);
    let here = of(mention.sentence);
    let rates = if here.is_empty() { before.map(of).unwrap_or_default() } else { here };
    let highest = rates.iter().max_by_key(|m| m.quantity.value())?;
    let lowest = rates.iter().min_by_key(|m| m.quantity.value())?;
    (is_said && rates.len() >= 3).then_some((*highest, *lowest))
}

/// Of a list that may leave some out only a slip tells.
fn differ_at_most(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, sides: [&Mention; 2]) {
    let [highest, lowest] = sides;
    let Some(outcome) = distance(reading, highest, lowest) else { return };
    if fits(&outcome, mention) {
        return verdicts.holds(mention.range.clone(), words(&outcome, mention));
    }
    let three = [highest, lowest, mention];
    if let Some(slip) = slip_apart(reading, three).filter(|_| compared::is_telling(three)) {
        slip.tell(reading, verdicts, &words(&outcome, mention), reading.printed(mention));
    }
}

fn slip_apart<'r>(reading: &'r Reading, three: [&'r Mention; 3]) -> Option<Slip<'r>> {
    compared::slip(reading, three, &|[a, b, by]| distance(reading, a, b).is_some_and(|outcome| fits(&outcome, by)))
}

/// By how much two rates lie apart: a fall lies below zero, 增长12.4% and 下降1.8% are 14.2 points apart.
fn distance(reading: &Reading, a: &Mention, b: &Mention) -> Option<Outcome> {
    let falls = |m: &Mention| {
        m.change.as_ref().is_some_and(|c| c.direction == Direction::Down && c.kind == ChangeKind::Percent)
    };
    if falls(a) == falls(b) {
        let (high, low) = if a.quantity.value() >= b.quantity.value() { (a, b) } else { (b, a) };
        return arithmetic::difference(reading, high, low);
    }
    arithmetic::total(reading, &[a, b])
}

/// 两者相差, 首尾相差 behind a row, 开工率与竣工率相差: no other two rates can be meant.
fn is_of_these_two(reading: &Reading, mention: &Mention, rates: &[&Mention], a: &Mention, b: &Mention) -> bool {
    let words = reading.before(mention);
    let joins =
        |pair: &[&Mention]| matches!(reading.slice(&(pair[0].range.end..pair[1].range.start)), "、" | "和" | "与");
    if words.contains("首尾") {
        return rates.len() >= 3 && rates.windows(2).all(joins);
    }
    let ends_with =
        |m: &Mention, name: &str| name.chars().count() >= 2 && compared::bare(reading.subject(m)).ends_with(name);
    let sides = words.strip_suffix("相差").and_then(|head| head.split_once(['与', '和']));
    let are_named = sides.is_some_and(|(first, second)| {
        ends_with(a, first) && ends_with(b, second) || ends_with(a, second) && ends_with(b, first)
    });
    are_named || rates.len() == 2 && (words.contains("两者") || words.contains("二者"))
}

fn compare(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let Some((said, object)) = said(reading, index) else { return };
    if falls_short(reading, said.mention) {
        return;
    }
    if let Some(outcome) = norm::difference(reading, &said).or_else(|| schedule::difference(reading, &said)) {
        return match fits(&outcome, said.mention) {
            true => verdicts.holds(said.mention.range.clone(), words(&outcome, said.mention)),
            false => tell(reading, verdicts, said.mention, &outcome),
        };
    }
    let mut tied: Option<Outcome> = None;
    if let Some(pair) = former_and_latter(reading, &said) {
        return match difference(reading, &pair, &said).filter(|outcome| fits(outcome, said.mention)) {
            Some(outcome) => verdicts.holds(said.mention.range.clone(), words(&outcome, said.mention)),
            None => near_miss(reading, verdicts, &said, &[pair]),
        };
    }
    let mut pairs = compared::pairs(reading, &said, is_rate);
    pairs.extend(named(reading, &said, &object));
    pairs.extend(beside::of_two_names(reading, &said));
    pairs.extend(beside::of_the_place(reading, &said, &object));
    pairs.extend(beside::of_then_behind(reading, &said));
    pairs.extend(of_row_and_brackets(reading, &said));
    for pair in &pairs {
        let Some(outcome) = difference(reading, pair, &said) else { continue };
        if fits(&outcome, said.mention) && pair.bears_out(&outcome) {
            return verdicts.holds(said.mention.range.clone(), words(&outcome, said.mention));
        }
        if pair.is_tight && tied.is_none() && is_explained(reading, &said, pair, &outcome) {
            tied = Some(outcome);
        }
    }
    match tied {
        Some(outcome) => tell(reading, verdicts, said.mention, &outcome),
        None => near_miss(reading, verdicts, &said, &pairs),
    }
}

/// 占比分别为17.50%、59.40%、23.10%。…人口比重（2010年为15.86%）上升7.24个百分点: the value then in brackets before the verb, and the one of the
/// paragraph that it leads to, with or without a slip.
fn of_row_and_brackets<'r>(reading: &'r Reading, said: &Said<'r>) -> Option<Pair<'r>> {
    let before = reading.mentions.get(said.index.checked_sub(1)?).filter(|m| m.is_percent() && m.change.is_none())?;
    let is_verb = |gap: &str| gap.chars().count() <= 3;
    reading.text().get(before.range.end..said.mention.range.start)?.strip_prefix('）').filter(|gap| is_verb(gap))?;
    let start = reading.paragraphs[before.paragraph].range.start;
    let lead = &reading.text()[start..before.range.start];
    let name = &lead[..lead.rfind('（')?];
    let is_share = ["比重", "占比", "比例"].iter().any(|word| name.ends_with(word));
    let here = reading.between(&(start..start + name.len())).iter().rev();
    let rates = || here.clone().filter(|m| m.is_percent() && m.change.is_none() && m.range != before.range).take(6);
    let pair = |now: &'r Mention| Pair { now, before, is_tight: false, is_near: true };
    let gives = |pair: &Pair| difference(reading, pair, said).is_some_and(|outcome| fits(&outcome, said.mention));
    let slips = |pair: &Pair| slip_between(reading, said, pair).is_some();
    let found = rates().map(pair).find(gives).or_else(|| rates().map(pair).find(slips));
    found.filter(|_| is_share && said.mention.quantity.printed_decimals() > 0)
}

/// 销号率99.6%，非经营性的88.3%，前者高出后者11.3个百分点: the last two rates of the sentence.
fn former_and_latter<'r>(reading: &'r Reading, said: &Said<'r>) -> Option<Pair<'r>> {
    let clause = reading.before(said.mention);
    let (former, latter) = (clause.find("前者")?, clause.find("后者")?);
    let earlier = reading.mentions[..said.index].iter().rev().take(6);
    let mut rates =
        earlier.filter(|m| m.is_percent() && m.sentence == said.mention.sentence && m.clause != said.mention.clause);
    let (second, first) = (rates.next()?, rates.next()?);
    let (now, before) = if former < latter { (first, second) } else { (second, first) };
    Some(Pair { now, before, is_tight: true, is_near: true })
}

/// 离控制在50%以内的目标还差1.7个百分点: the distance from an aim that is only a bound, on whichever side it lies.
fn falls_short(reading: &Reading, points: &Mention) -> bool {
    let words = reading.before(points);
    ["还差", "尚差", "仍差", "仅差"].iter().any(|word| words.ends_with(word))
        && words.contains(['离', '距', '与'])
        && ["以内", "以上", "以下", "不低于", "不超过"].iter().any(|bound| words.contains(bound))
}

/// Points that one slip, or the other verb, would make right.
fn near_miss(reading: &Reading, verdicts: &mut Verdicts, said: &Said, pairs: &[Pair]) {
    let flipped = Said { direction: said.flipped(), ..said.clone() };
    for pair in pairs.iter().filter(|p| p.is_near).take(2) {
        let Some(outcome) = difference(reading, pair, &flipped) else { continue };
        if fits(&outcome, said.mention) {
            return compared::tell_flip(reading, verdicts, said, &words(&outcome, said.mention));
        }
        let three = [pair.now, pair.before, said.mention];
        if let Some(slip) = slip_between(reading, said, pair).filter(|_| compared::is_telling(three)) {
            let Some(outcome) = difference(reading, pair, said) else { continue };
            let printed = reading.printed(said.mention);
            return slip.tell(reading, verdicts, &words(&outcome, said.mention), printed);
        }
    }
}

/// Whether a slip explains why two rates do not give a difference. Without one they are those of other things.
fn is_explained(reading: &Reading, said: &Said, pair: &Pair, outcome: &Outcome) -> bool {
    near::is_slip_of(said.mention, outcome)
        || slip_between(reading, said, pair).is_some()
        || is_from_to(reading, said, pair)
}

/// 由58%上升到91.5%，提高57.8个百分点: the two stand right before the difference, and no other ones can be meant.
fn is_from_to(reading: &Reading, said: &Said, pair: &Pair) -> bool {
    /// In characters, the words that may stand between.
    const FAR: usize = 16;
    let (before, now) = (pair.before, pair.now);
    let gap = reading.text().get(before.range.end..now.range.start).unwrap_or("");
    let is_next = said.index.checked_sub(1).is_some_and(|last| reading.mentions[last].range == now.range);
    // 由2001年的48.7%提高到2020年的61.5%
    let verb = gap.trim_end_matches(|c: char| c.is_ascii_digit() || "年末底的".contains(c));
    let leads = reading.before(before).contains(['由', '从']);
    leads
        && is_next
        && verb.ends_with(['到', '至'])
        && gap.chars().count() <= FAR
        && now.sentence == said.mention.sentence
}

fn slip_between<'r>(reading: &'r Reading, said: &Said<'r>, pair: &Pair<'r>) -> Option<Slip<'r>> {
    compared::slip(reading, [pair.now, pair.before, said.mention], &|[now, before, points]| {
        let pair = Pair { now, before, ..*pair };
        difference(reading, &pair, said).is_some_and(|outcome| fits(&outcome, points))
    })
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, outcome: &Outcome) {
    let (sum, printed) = (words(outcome, mention), reading.printed(mention));
    verdicts
        .wrong(
            mention.range.clone(),
            format!("百分点对不上：{sum}，文中是{printed}"),
            format!("the percentage points do not follow: {sum}, the text says {printed}"),
        )
        .help("核对两个比率和相差的百分点", "check both rates and the points between them");
}

fn is_rate(value: &Mention, _: &Mention) -> bool {
    value.is_percent()
}

/// `now − before`, a fall counted as negative (but 降幅收窄 speaks of its size), in the direction of the text.
fn difference(reading: &Reading, pair: &Pair, said: &Said) -> Option<Outcome> {
    let (now, before) = (pair.now, pair.before);
    let is_of_falls = ["降幅", "跌幅", "减幅"].iter().any(|word| said.words.contains(word));
    let direction = said.direction;
    let signed = |m: &Mention| {
        let falls = m.change.as_ref().is_some_and(|c| c.direction == Direction::Down && c.kind == ChangeKind::Percent)
            && !is_of_falls;
        let value = m.quantity.value_in(now.unit())?;
        let interval = m.interval_in(now.unit())?;
        Some(if falls { (-value, interval.mirrored()) } else { (value, interval) })
    };
    let ((a, is), (b, was)) = (signed(now)?, signed(before)?);
    let (first, second) = (reading.printed(now), reading.printed(before));
    let (exact, interval, sum) = match direction {
        Direction::Up => (a - b, is.minus(&was)?, format!("{first}-{second}")),
        Direction::Down => (b - a, was.minus(&is)?, format!("{second}-{first}")),
    };
    Some(Outcome { exact, interval, unit: now.unit().clone(), sum })
}

/// Points and per cent are of one size; per mille are a tenth.
fn fits(outcome: &Outcome, printed: &Mention) -> bool {
    let tenth = rust_decimal::Decimal::new(1, 1);
    let interval = match outcome.unit.name() {
        "‰" if !printed.unit().name().contains("千分") => outcome.interval.scaled(tenth),
        _ => Some(outcome.interval),
    };
    let per_cent = crate::model::Unit::percent();
    let own = crate::model::Quantity { unit: per_cent, ..printed.quantity.clone() }.interval();
    // The ratio of a per cent is one hundredth of its points only in its own unit, where both are plain numbers.
    interval.is_some_and(|interval| own.meets(&interval))
}

fn words(outcome: &Outcome, printed: &Mention) -> String {
    let decimals = printed.quantity.printed_decimals() + 1;
    format!("{} = {}{}", outcome.sum, arithmetic::plain(outcome.exact, decimals), printed.unit().name())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent};

    const CODE: &str = "points-off";

    #[test]
    fn points_that_do_not_follow_are_told() {
        let faulty = [
            "城镇化率由2001年的48.7%提高到2020年的61.5%，提高26.3个百分点。",
            "覆盖率由上年的88.7%提高到91.5%，提高3.8个百分点。",
            "血压控制率从2019年的58%提高到去年的72%，提高了41个百分点。",
            "经营性自建房销号率99.6%，非经营性自建房销号率88.3%，前者高出后者13.1个百分点。",
            "江北区86.2%，宁川县84.7%，武陵市82.5%；沅溪县68.9%。最高与最低相差13.7个百分点。",
            "党的建设平均得分186.0分，得分率93.0%；公众评价平均得分126.0分，得分率84.0%，为三项中最低，比党的建设得分率低0.9个百分点。",
            "一季度完成率22.5%，二季度完成率48.9%，比一季度提高24.6个百分点。",
            "甲县合格率95.1%，乙县合格率91.0%，甲县比乙县高1.4个百分点。",
            "城镇化率为54.06%，比上年末的53.17%提高0.98个百分点。",
            "地区生产总值增长6.1%，高于全市平均水平（5.6%）1.5个百分点。",
            "参保率97.2%，比全市平均参保率（96.4%）高出1.8个百分点。",
            "良种化率为68.9%，高出全省平均水平5.7个百分点（全省为61.4%）。",
            "管网漏损率由14.8%降至11.5%，下降2.3个百分点。",
            "全市农村居民人均可支配收入15810元，同比增长7.6%。全市脱贫人口人均纯收入15944元，同比增长10.6%，高出全市农村居民人均可支配收入增速5个百分点。",
            "城镇居民人均可支配收入38216元，比上年增长4.7%；农村居民人均可支配收入20458元，增长6.7%，增速高于城镇居民3.0个百分点。",
            "报销比例职工为84.6%、居民为70.3%，两者相差16.3个百分点。",
            "开工率87.8%，竣工率57.0%，开工率与竣工率相差31.8个百分点。",
            "参保率由97.2%下降到96.1%，提高1.1个百分点。",
            "2022年，通快递的村82个，覆盖率40.2%；如今达到198个，覆盖率为97.1%，两年间提升66.9个百分点。",
            "儿童心愿占64.0%，与2022年末（58.2%）相比占比提高6.8个百分点。",
            "占比由21.4%提高到28.9%，距2025年目标（32.0%）还差4.1个百分点。",
            "线上占了七成多，准确地说是71.2%；上一年度，这个数字是58.9%，一年拉高14.3个百分点。",
            "设示范岗12个，占全部岗位的24.0%；上届设8个，占比19.5%，本届占比较上届扩大5.5个百分点。",
            "已收水费58.4万元，完成年度应收73.0万元的80%；实收率较上年同期的71.5%提高6.5个百分点，达到80.0%。",
            "全县外贸进出口总额28.6亿元，同比增长12.4%，上年为25.4亿元。进出口增速高于全市5.8个百分点（全市增长7.2%）。",
            "95%以上的事项网上办，网办占比93.4%，比年初高出1.5个百分点（年初为95.9%）。",
            "占比分别为17.50%、59.40%、23.10%。与2010年相比，60岁及以上人口比重（2010年为15.86%）上升7.42个百分点。",
            "工业增加值增长7.6%，较上半年放缓0.4个百分点（前三季度7.6%，上半年7.2%）。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn points_that_follow_or_have_no_base_are_not_told() {
        let clean = [
            "覆盖率由上年的88.7%提高到91.5%，提高2.8个百分点。",
            "血压控制率从2019年的58%提高到去年的72%，提高了14个百分点。",
            "经营性自建房销号率99.6%，非经营性自建房销号率88.3%，前者高出后者11.3个百分点。",
            "超过80%的有3个：江北区86.2%，宁川县84.7%，武陵市82.5%；低于75%的有1个：沅溪县68.9%。最高与最低相差17.3个百分点。",
            "江北区86.2%，宁川县84.7%，其他县区均在60%至80%之间，最高与最低相差24.1个百分点。",
            "党的建设平均得分186.0分，得分率93.0%；公众评价平均得分126.0分，得分率84.0%，比党的建设得分率低9.0个百分点。",
            "一季度完成率22.5%，二季度完成率48.9%，比一季度提高26.4个百分点。",
            "甲县合格率95.1%，乙县合格率91.0%，丙县比丁县高1.4个百分点。",
            "同比增长7.6%，高出全省0.8个百分点。",
            "产业资金占比70%，高于省定标准10个百分点。",
            "增长7.8%，增速较上年加快1.1个百分点。",
            "镇村办理业务占66.2%，同比提高12.4个百分点。",
            "完成率为42.5%，落后时间进度7.5个百分点。",
            "城镇居民人均可支配收入38216元，比上年增长4.7%；农村居民人均可支配收入20458元，增长6.7%，增速高于城镇居民2.0个百分点。",
            "合格率98.5%，其中蔬菜98.2%，比上年提高0.5个百分点。",
            "全市小学入学率由2020年的90.0%提高到2023年的96.0%，年均提高2个百分点。",
            "新能源汽车产量2.86万辆，增长26%，增速较上半年加快3.2个百分点（上半年22.8%）。",
            "森林覆盖率由54.3%上升到56.2%，年均提高约0.6个百分点。",
            "全区覆盖率95.7%，高于目标任务。连锁化率38%，比全区平均水平高6个百分点。",
            "完成率80%，提高2个百分点；合格率由90%提高到95%。",
            "第一产业占比由12.1%下降到11.4%，第三产业占比提高1.3个百分点。",
            "参保率分别为95.2%、97.3%，比上年分别提高1.1个、0.5个百分点。",
            "贷款利率3.45%，比上年下降0.3个百分点，不良率1.2%。",
            "入学率96.2%，毕业率98.1%，高于全省平均水平1.2个百分点。",
            "2022年覆盖率40.2%；如今覆盖率为97.1%，两年间提升56.9个百分点。",
            "城区覆盖率80.2%；农村覆盖率60.1%，比上年提升5.9个百分点。",
            "甲镇供水中，覆盖率80.2%；乙镇供水中，覆盖率60.1%，提升5.9个百分点。",
            "设示范岗12个，占全部岗位的24.0%；上届设8个，占比19.5%，本届占比较上届扩大4.5个百分点。",
            "全县外贸进出口总额28.6亿元，同比增长12.4%，上年为25.4亿元。进出口增速高于全市5.2个百分点（全市增长7.2%）。",
            "占比分别为17.50%、59.40%、23.10%。与2010年相比，60岁及以上人口比重（2010年为15.86%）上升7.24个百分点。",
            "占比分别为17.50%、59.40%、23.10%。与2010年相比，外来人口比重（2010年为5.12%）上升3.36个百分点。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
