//! The average that a printed quantity says it is: over what (户均, 平均每个网点, 每亩) and of what, from the words before it,
//! and the totals and counts that it can come from, each with its tie. Judges nothing.

mod counts;
mod paid_out;
pub mod periods;
mod preferred;
mod totals;

pub use counts::{base_name, basis, counts};
pub use paid_out::paid_out;
pub use preferred::is_of_the_day;
pub use totals::{is_other_money, of_the_counted, totals};

use super::operands::{self, Operand, Tie};
use crate::reading::{Mention, Reading, is_han, measure_word};

/// An average as its words state it.
#[derive(Clone, Debug)]
pub struct Average<'r> {
    pub result: &'r Mention,
    /// The measure word that it is over: 户, 个, 亩; 村 and 校 are those of a noun.
    pub per: &'r str,
    /// The noun behind it: 网点 in 平均每个网点.
    pub noun: &'r str,
    /// The words before all of it: 对高新技术企业 in 对高新技术企业平均每家奖补.
    pub before: &'r str,
    /// The words between that and the number.
    pub of_what: &'r str,
    /// 户均 and 平均每户 are averages; 每户 alone is often a rate of pay.
    pub is_said: bool,
    /// Of another year or place: 比上年的人均276件.
    pub is_elsewhere: bool,
    /// By words that name over what, and do not count it: 按年末人数平均每人.
    pub is_over_named: bool,
    start: usize,
}

const REACH: usize = 3;
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
    let (before, per, noun, of_what, is_said) =
        over_what(lead).or_else(|| over_one(lead, &reading.text()[result.range.end..]))?;
    // 每吨按32元计算: a rate that was set.
    if of_what.ends_with('按') {
        return None;
    }
    // 人均（常住）1618元
    let of_what = of_what.strip_prefix('（').and_then(|rest| rest.split_once('）')).map_or(of_what, |(_, rest)| rest);
    // 人均公用经费（按在职人员）约1.39万元: what is averaged is said before the brackets.
    let of_what = of_what.split_once('（').map_or(of_what, |(name, _)| name);
    const OTHER: [&str; 12] = ["比", "较", "上年", "去年", "同期", "由", "从", "原来", "全省", "全国", "标准", "目标"];
    let is_elsewhere = operands::is_stated_whole(reading, result)
        || OTHER.iter().any(|word| before.contains(word))
        || ["标准", "最高", "最低", "最多", "最少", "限额"].iter().any(|word| of_what.contains(word))
        || describes_a_class(&reading.text()[result.range.end..]);
    Some(Average {
        result,
        per,
        noun,
        before,
        of_what,
        is_said,
        is_elsewhere,
        is_over_named: is_over_others(before),
        start,
    })
}

/// 户均出栏420头的大户: it says of which ones, and not how much all have.
fn describes_a_class(behind: &str) -> bool {
    const CLASSES: [&str; 9] = ["户", "企业", "村", "单位", "机构", "学校", "乡镇", "主体", "园区"];
    let Some(noun) = behind.strip_prefix('的').or_else(|| behind.strip_prefix("以上的")) else { return false };
    let noun: String = noun.chars().take_while(|c| is_han(*c)).take(3).collect();
    CLASSES.iter().any(|class| noun.contains(class))
}

/// 总投资3.84亿元，平均600万元一个
fn over_one<'t>(lead: &'t str, behind: &'t str) -> Option<Parts<'t>> {
    let before = lead.strip_suffix("平均")?;
    let per = measure_word(behind.strip_prefix('一')?);
    (!per.is_empty()).then_some((before, per, "", "", true))
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
        return over_each(lead, at);
    }
    if let Some(at) = lead.rfind('均').filter(|at| !lead[..*at].ends_with('平')) {
        return over_noun(lead, at);
    }
    over_the_words_before(lead)
}

/// 平均每个网点收购, 每亩
fn over_each(lead: &str, at: usize) -> Option<Parts<'_>> {
    let behind = &lead[at + '每'.len_utf8()..];
    // 每人每年: the person is meant.
    let (at, behind) = match lead[..at].rfind('每') {
        Some(first) if behind.starts_with(['年', '月', '日', '天']) => (first, &lead[first + '每'.len_utf8()..]),
        _ => (at, behind),
    };
    let per = match measure_word(behind) {
        "" => behind.char_indices().nth(1).map_or(behind, |(i, _)| &behind[..i]),
        word => word,
    };
    // 人均每天0.5公斤: over persons.
    if matches!(per, "天" | "日" | "月" | "年") && lead[..at].ends_with('均') && !lead[..at].ends_with("平均") {
        return over_what(&lead[..at]);
    }
    if per.is_empty() {
        return None;
    }
    let rest = &behind[per.len()..];
    if per == "年" && !lead[..at].ends_with("平均") {
        return None;
    }
    const COSTS: [&str; 5] = ["均价", "造价", "单价", "成本", "平均"];
    let is_said = COSTS.iter().any(|word| lead.contains(word)) || lead[..at].ends_with("折合");
    // 平均每人带动4人: behind 人 stands a verb.
    let (noun, of_what) = if per == "人" { ("", rest) } else { noun_and_rest(rest) };
    Some((&lead[..at], per, noun, of_what, is_said))
}

/// 户均, 村均
fn over_noun(lead: &str, at: usize) -> Option<Parts<'_>> {
    let x = ["人次", "户次"].into_iter().find(|x| lead[..at].ends_with(x)).map_or_else(
        || lead[..at].char_indices().next_back().map_or("", |(i, _)| &lead[i..at]),
        |x| &lead[at - x.len()..at],
    );
    if x.is_empty() || matches!(x, "，" | "" | "百" | "千" | "已" | "、" | "不") {
        return None;
    }
    let of_what = lead[at + '均'.len_utf8()..].trim_start_matches('年');
    // 年均提高2个百分点, 年均增长: a rate of growth and no share of a total.
    if x == "年" && ["增", "提", "下", "降", "减", "上升", "递"].iter().any(|verb| of_what.starts_with(verb)) {
        return None;
    }
    // 各村均落实, 20所学校均建成: here 均 says all of them.
    const ALL_DO: [&str; 20] = [
        "落实", "建", "配", "有", "已", "实现", "完成", "设", "在", "能", "可", "按", "由", "未", "无", "不", "需",
        "要", "纳入", "符合",
    ];
    let all_do = ALL_DO.iter().any(|verb| of_what.starts_with(verb)) && !of_what.starts_with("建筑");
    if all_do || lead[..at].contains(['各', '都']) {
        return None;
    }
    Some((&lead[..at - x.len()], x, "", of_what, true))
}

/// 单位建筑面积能耗: over the noun, of the consumption.
fn over_a_unit_of(lead: &str) -> Option<Parts<'_>> {
    const OF: [&str; 6] = ["综合能耗", "能耗", "电耗", "水耗", "用水量", "用电量"];
    let at = lead.rfind("单位")?;
    let behind = &lead[at + "单位".len()..];
    let of_what = OF.iter().find(|word| behind.ends_with(**word))?;
    let noun = &behind[..behind.len() - of_what.len()];
    let is_name = noun.chars().count() >= 2 && noun.chars().all(is_han);
    is_name.then_some((&lead[..at], "", noun, *of_what, true))
}

/// 乡镇平均, 平均单体投资, 平均亩产
fn over_the_words_before(lead: &str) -> Option<Parts<'_>> {
    if let Some(parts) = over_a_unit_of(lead) {
        return Some(parts);
    }
    let at = lead.rfind("平均")?;
    let (before, behind) = (&lead[..at], &lead[at + "平均".len()..]);
    if let Some(rest) = behind.strip_prefix("亩产").or_else(|| behind.strip_prefix("单产")) {
        return Some((before, "亩", "", rest, true));
    }
    if behind == "班额" {
        return Some((before, "班", "班级", behind, true));
    }
    // 平均单体投资5.70亿元, 平均单笔
    if let Some(rest) = behind.strip_prefix("单体") {
        return Some((before, "个", "", rest, true));
    }
    if let Some(rest) = behind.strip_prefix('单').filter(|rest| !measure_word(rest).is_empty()) {
        let per = measure_word(rest);
        return Some((before, per, "", &rest[per.len()..], true));
    }
    let noun = words_end(before);
    if let Some(rest) = noun.strip_prefix('单').filter(|rest| !measure_word(rest).is_empty()) {
        let per = measure_word(rest);
        return Some((&before[..before.len() - noun.len()], per, &rest[per.len()..], behind, true));
    }
    // 乡镇平均70.8万元, 单项平均190万元, 单个项目平均3.3亿元
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

/// The class that the words right before an average name: 规上工业 of 规上工业亩均税收.
pub fn class<'a>(average: &Average<'a>) -> &'a str {
    let clause = average.before.rsplit(['，', '；', '：', '、', '（', '）', '。']).next().unwrap_or("");
    clause.trim_end_matches("平均").trim_start_matches("其中")
}

fn words_end(words: &str) -> &str {
    let start = words.char_indices().rev().find(|(_, c)| !is_han(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    &words[start..]
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

/// Where the sentence has no candidate of its own, the only named one of the sentence before it is meant, or else the only one
/// there is.
fn promote_only_one(found: &mut [Operand], average: &Average) {
    let sentence = average.result.sentence;
    if found.iter().any(|one| one.mention.sentence == sentence && one.tie > Tie::Loose) {
        return;
    }
    // 外借18.6万册。有效读者证2.63万张，人均7册: visits of another sentence are no heads.
    let are_no_heads = |m: &Mention| average.per == "人" && m.unit().name() == "人次";
    let is_before =
        |one: &&mut Operand| one.mention.sentence + 1 == sentence && one.tie > Tie::Loose && !are_no_heads(one.mention);
    let mut before = found.iter_mut().filter(is_before);
    if let (Some(one), None) = (before.next(), before.next())
        && one.tie == Tie::Named
    {
        one.tie = Tie::Tight;
        return;
    }
    let mut all = found.iter_mut().filter(|one| one.tie > Tie::Loose && !are_no_heads(one.mention));
    if let (Some(one), None) = (all.next(), all.next())
        && one.mention.paragraph == average.result.paragraph
        && one.mention.sentence + 2 == sentence
    {
        one.tie = Tie::Tight;
    }
}
