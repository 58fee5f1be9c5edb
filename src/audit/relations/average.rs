//! The average that a printed quantity says it is: over what (户均, 平均每个网点, 每亩) and of what, from the words before it,
//! and the totals and counts that it can come from, each with its tie. Judges nothing.

use super::operands::{self, Operand, Tie};
use super::words;
use crate::model::Unit;
use crate::reading::{Mention, Reading, kin, measure_word};

/// An average as its words state it.
#[derive(Clone, Debug)]
pub struct Average<'r> {
    pub result: &'r Mention,
    /// The measure word that it is over: 户, 个, 亩; 村 and 校 are those of a noun.
    pub per: &'r str,
    /// The noun behind it: 网点 in 平均每个网点.
    pub noun: &'r str,
    /// The words between that and the number.
    pub of_what: &'r str,
    /// 户均 and 平均每户 are averages; 每户 alone is often a rate of pay.
    pub is_said: bool,
    /// Of another year or place: 比上年的人均276件.
    pub is_elsewhere: bool,
    start: usize,
}

const REACH: usize = 2;
const MOST: usize = 6;

pub fn of<'r>(reading: &'r Reading, result: &'r Mention) -> Option<Average<'r>> {
    if !result.has_unit() || result.is_percent() || result.is_points() || result.change.is_some() || result.is_quoted {
        return None;
    }
    let start = operands::clause_start(reading, result);
    let start = reading.between(&(start..result.range.start)).last().map_or(start, |m| {
        let is_inside = reading.text()[m.range.end..result.range.start].contains(['）', ')']);
        if is_inside { start } else { m.range.end }
    });
    let lead = &reading.text()[start..result.range.start];
    let (before, per, noun, of_what, is_said) = over_what(lead)?;
    const OTHER: [&str; 12] = ["比", "较", "上年", "去年", "同期", "由", "从", "原来", "全省", "全国", "标准", "目标"];
    let is_elsewhere = operands::is_stated_whole(reading, result)
        || OTHER.iter().any(|word| before.contains(word))
        || of_what.contains("标准")
        || is_over_others(before);
    Some(Average { result, per, noun, of_what, is_said, is_elsewhere, start })
}

/// 按年末人数平均每人: over a number that the words name and do not say.
fn is_over_others(before: &str) -> bool {
    before
        .rfind('按')
        .is_some_and(|at| !before[at..].contains(['，', '）', ')']) && !before[at..].contains(char::is_numeric))
}

type Parts<'t> = (&'t str, &'t str, &'t str, &'t str, bool);

fn over_what(lead: &str) -> Option<Parts<'_>> {
    if let Some(at) = lead.rfind('每') {
        let behind = &lead[at + '每'.len_utf8()..];
        // 每人每年: the person is meant.
        let (at, behind) = match lead[..at].rfind('每') {
            Some(first) if behind.starts_with(['年', '月', '日', '天']) => {
                (first, &lead[first + '每'.len_utf8()..])
            }
            _ => (at, behind),
        };
        let per = match measure_word(behind) {
            "" => behind.char_indices().nth(1).map_or(behind, |(i, _)| &behind[..i]),
            "年" => return None,
            word => word,
        };
        // 人均每天0.5公斤: over persons.
        if matches!(per, "天" | "日" | "月") && lead[..at].ends_with('均') {
            return over_what(&lead[..at]);
        }
        if per.is_empty() {
            return None;
        }
        let rest = &behind[per.len()..];
        let is_said = lead.contains("平均") || lead.contains("均价") || lead[..at].ends_with("折合");
        let (noun, of_what) = noun_and_rest(rest);
        return Some((&lead[..at], per, noun, of_what, is_said));
    }
    if let Some(at) = lead.rfind('均').filter(|at| !lead[..*at].ends_with('平')) {
        let x = ["人次", "户次"].into_iter().find(|x| lead[..at].ends_with(x)).map_or_else(
            || lead[..at].char_indices().next_back().map_or("", |(i, _)| &lead[i..at]),
            |x| &lead[at - x.len()..at],
        );
        if x.is_empty() || matches!(x, "年" | "，" | "" | "百" | "千" | "已" | "、" | "不") {
            return None;
        }
        let of_what = lead[at + '均'.len_utf8()..].trim_start_matches('年');
        // 各村均落实, 20所学校均建成: here 均 says all of them.
        const ALL_DO: [&str; 20] = [
            "落实", "建", "配", "有", "已", "实现", "完成", "设", "在", "能", "可", "按", "由", "未", "无", "不", "需",
            "要", "纳入", "符合",
        ];
        if ALL_DO.iter().any(|verb| of_what.starts_with(verb)) || lead[..at].contains(['各', '都']) {
            return None;
        }
        return Some((&lead[..at - x.len()], x, "", of_what, true));
    }
    let at = lead.rfind("平均")?;
    let (before, behind) = (&lead[..at], &lead[at + "平均".len()..]);
    if let Some(rest) = behind.strip_prefix("亩产") {
        return Some((before, &behind[.."亩".len()], "", rest, true));
    }
    let noun = words_end(before);
    // 乡镇平均70.8万元, 单项平均190万元, 单个项目平均3.3亿元
    let noun = noun.trim_start_matches("单个").trim_start_matches('单');
    let is_over = !noun.is_empty() && noun.chars().count() <= 5 && behind.chars().count() <= 4;
    is_over.then_some((&before[..before.len() - noun.len()], "", noun, behind, true))
}

/// 收购网点平均收购 gives the noun before 平均 or a verb, and the rest: the verb is not known, so a noun is what stands before
/// 平均, or else all of it serves as both.
fn noun_and_rest(rest: &str) -> (&str, &str) {
    match rest.find("平均") {
        Some(at) => (&rest[..at], &rest[at + "平均".len()..]),
        None => (rest, rest),
    }
}

fn words_end(words: &str) -> &str {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let start = words.char_indices().rev().find(|(_, c)| !is_han(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    &words[start..]
}

/// The counts that it can be over, the tightest and nearest first.
pub fn counts<'r>(reading: &'r Reading, average: &Average<'r>) -> Vec<Operand<'r>> {
    let before = operands::before(reading, average.start, REACH).map(|m| (m, false));
    let inside = reading.between(&(average.start..average.result.range.start)).iter().map(|m| (m, false));
    let behind = operands::behind(reading, average.result.range.end).map(|m| (m, true));
    let mut found: Vec<Operand> = inside
        .chain(before)
        .chain(behind)
        .filter_map(|(mention, is_later)| {
            let tie = count_tie(reading, average, mention)?;
            let tie = if tie == Tie::Tight && operands::is_detail(reading, mention) { Tie::Named } else { tie };
            let is_here = mention.sentence == average.result.sentence && !operands::is_of_before(reading, mention);
            let is_basis = reading.before(mention).starts_with('按') && mention.sentence == average.result.sentence;
            let tie = if is_basis { Tie::Tight } else { tie };
            let is_said_so = !is_later || reading.before(mention).starts_with('按') || is_summed_up(reading, mention);
            let tie = if is_here && is_said_so { tie } else { tie.min(Tie::Named) };
            Some(Operand { mention, tie })
        })
        .collect();
    promote_only_one(&mut found, average.result.sentence);
    finish(&mut found);
    found
}

/// Where the sentence has no candidate of its own, the only one of the sentence before it is meant.
fn promote_only_one(found: &mut [Operand], sentence: usize) {
    if found.iter().any(|one| one.mention.sentence == sentence && one.tie > Tie::Loose) {
        return;
    }
    let mut before = found.iter_mut().filter(|one| one.mention.sentence + 1 == sentence);
    if let (Some(one), None) = (before.next(), before.next())
        && one.tie == Tie::Named
    {
        one.tie = Tie::Tight;
    }
}

/// `None` where the average cannot be over such a thing.
fn count_tie(reading: &Reading, average: &Average, m: &Mention) -> Option<Tie> {
    let unit = m.unit().name();
    let per = Unit::new(average.per);
    let is_days = average.per == "日" && unit == "天" || average.per == "月" && unit == "个月";
    let is_time = matches!(unit, "天" | "个月");
    let is_visits = average.per == "人" && unit == "人次" || average.per == "户" && unit == "户次";
    if is_visits {
        return Some(Tie::Named);
    }
    let is_measure = !average.per.is_empty()
        && (unit == average.per || per.has_family() && m.unit().converts_to(&per) || is_batch(unit, average.per));
    if is_days {
        return Some(Tie::Tight);
    }
    if is_time || matches!(average.per, "日" | "月" | "天") {
        return None;
    }
    // 24个小区、5136户，平均每个小区214户: what is counted in its unit is the total.
    let unit_of_result = average.result.unit();
    if !is_measure && m.unit() == unit_of_result {
        return None;
    }
    let said = operands::words(reading, m);
    let generic =
        matches!(average.per, "个" | "家" | "处" | "项" | "座" | "所" | "条" | "支" | "名" | "件" | "种" | "");
    if is_measure {
        // The rest of the phrase holds noun and verb: one word of it that counts the same is enough.
        let tie = match words::is_telling(average.noun) {
            true if words::shared(average.noun, &said) > 0 => Tie::Tight,
            true if matches!(average.per, "个" | "家" | "项" | "件" | "名" | "种" | "条") => Tie::Loose,
            _ => Tie::Tight,
        };
        return Some(tie);
    }
    let is_counted = m.unit().is_counted() && !operands::is_person(m.unit()) && unit != "人次";
    let noun = if average.per.is_empty() || generic && !average.noun.is_empty() { average.noun } else { average.per };
    let names_it = !noun.is_empty()
        && if noun.chars().count() > 1 {
            words::is_covered(noun, &said) || words::is_made_of(noun, &said)
        } else {
            said.contains(noun)
        };
    (is_counted && names_it)
        .then_some(if noun.chars().count() > 1 { Tie::Tight } else { Tie::Named })
        .map(|tie| if average.is_said && ends_a_noun(reading, m, noun) { Tie::Tight } else { tie })
}

/// 46批次 counts 批, 3场次 counts 场.
fn is_batch(unit: &str, per: &str) -> bool {
    unit.strip_suffix('次').is_some_and(|batch| batch == per && matches!(per, "批" | "场" | "班" | "趟" | "轮" | "台"))
}

/// The noun of the quantity ends in the one character that the average is over: 4个国有林场, 新建学校9所.
fn ends_a_noun(reading: &Reading, m: &Mention, noun: &str) -> bool {
    let object = reading.object(m);
    reading.subject(m).ends_with(noun)
        || object.ends_with(noun)
        || object.find(noun).is_some_and(|i| (1..=24).contains(&i))
}

/// The totals that it can be of, the tightest and nearest first.
pub fn totals<'r>(reading: &'r Reading, average: &Average<'r>) -> Vec<Operand<'r>> {
    let unit = Unit::new(average.result.unit().name().split('/').next().unwrap_or(""));
    let before = operands::before(reading, average.start, REACH).map(|m| (m, false));
    let behind = operands::behind(reading, average.result.range.end).filter(|_| average.is_said).map(|m| (m, true));
    let mut seen_here = false;
    let mut found: Vec<Operand> = Vec::new();
    for (mention, is_later) in before.chain(behind) {
        if !(mention.unit().converts_to(&unit) || is_visit(mention.unit().name(), unit.name())) {
            continue;
        }
        let is_here = mention.sentence == average.result.sentence;
        let tie = match total_tie(reading, average, mention) {
            Tie::Tight if operands::is_detail(reading, mention) => Tie::Named,
            Tie::Tight if !is_here || is_later && (seen_here || !is_summed_up(reading, mention)) => Tie::Named,
            tie => tie,
        };
        seen_here |= is_here && !is_later && tie >= Tie::Named;
        found.push(Operand { mention, tie });
    }
    promote_only_one(&mut found, average.result.sentence);
    finish(&mut found);
    found
}

/// 共带动100户增收30万元: a sum behind its average.
fn is_summed_up(reading: &Reading, m: &Mention) -> bool {
    ["共", "总", "合计", "累计"].iter().any(|word| reading.before(m).contains(word))
}

/// 巡河3.24万人次, 人均巡河55次.
fn is_visit(total: &str, each: &str) -> bool {
    matches!((total, each), ("人次", "次") | ("户次", "次") | ("人次", "人"))
}

fn total_tie(reading: &Reading, average: &Average, total: &Mention) -> Tie {
    const EXTREMES: [&str; 7] = ["最大", "最小", "最高", "最低", "最多", "最少", "最长"];
    if EXTREMES.iter().any(|word| reading.subject(total).contains(word))
        || operands::is_of_before(reading, total)
        || operands::is_aside(reading, total, average.start)
    {
        return Tie::Loose;
    }
    let is_money = total.unit().converts_to(&Unit::new("元"));
    let (subject, object) = (reading.subject(total), reading.object(total));
    let of_what = average.of_what;
    let says_nothing =
        !words::is_telling(of_what.trim_start_matches(average.noun)) || average.noun == of_what && !is_money;
    let shares_a_character = of_what.chars().count() <= 3
        && of_what.chars().any(|c| !"均达为得再约到超有共".contains(c) && subject.contains(c));
    let is_kin = kin(of_what, subject) || kin(of_what, object) || is_money && shares_a_character;
    match total.sentence == average.result.sentence {
        true if is_kin => Tie::Tight,
        true if says_nothing && is_next(reading, average, total) => Tie::Tight,
        true if !is_money && is_next(reading, average, total) => Tie::Tight,
        true if !is_money || says_nothing => Tie::Named,
        false if is_kin || !is_money => Tie::Named,
        _ => Tie::Loose,
    }
}

/// No other quantity of its unit stands between a total and its average.
fn is_next(reading: &Reading, average: &Average, total: &Mention) -> bool {
    let between = total.range.end.min(average.start)..average.start;
    reading
        .between(&between)
        .iter()
        .all(|m| !m.unit().converts_to(total.unit()) || operands::is_aside(reading, m, average.start))
}

/// Of several tight candidates only the nearest stays tight; the order is that of the ties, then of nearness.
fn finish(found: &mut Vec<Operand>) {
    let mut has_tight = false;
    for one in found.iter_mut().filter(|one| one.tie == Tie::Tight) {
        if has_tight {
            one.tie = Tie::Named;
        }
        has_tight = true;
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.tie));
    found.truncate(MOST);
}
