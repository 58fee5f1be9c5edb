//! The division that a printed percentage or multiple says it is: from a quantity and the words before it to the words of
//! its part and of its whole (甲占乙的P, 甲占比P, 甲率P, 完成乙的P, 甲是乙的N倍). Looks no quantities up but the one that
//! stands inside the words themselves.

use super::operands;
use crate::audit::items::last_clause;
use crate::reading::{Mention, Reading, is_han};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 占…的P, 占比P
    Share,
    /// 参保率P
    Rate,
    /// 完成…的P, 为年度目标…的P, 完成率P
    Completion,
    /// 是…的N倍, 相当于…的P
    Times,
}

#[derive(Clone, Debug)]
pub struct Division<'r> {
    pub kind: Kind,
    pub result: &'r Mention,
    /// Where the words of the division begin: what stands before belongs to sentences of their own.
    pub start: usize,
    /// The words for the part; of a rate its name without 率, of a 增长面 all of it.
    pub part: &'r str,
    /// The words for the whole.
    pub whole: &'r str,
    /// The whole where it stands between the words: 占全县总产值183.6亿元的80.9%.
    pub stated: Option<&'r Mention>,
}

/// Words between the relation and its number.
const LEVEL: [&str; 54] = [
    "达到了",
    "达到",
    "高达",
    "已达",
    "提高到",
    "提升到",
    "上升到",
    "增加到",
    "下降到",
    "降低到",
    "扩大到",
    "提高至",
    "提升至",
    "上升至",
    "下降至",
    "增至",
    "升至",
    "升到",
    "降至",
    "降到",
    "保持在",
    "稳定在",
    "控制在",
    "达",
    "为",
    "是",
    "约",
    "仅",
    "只",
    "到",
    "至",
    "了",
    "均",
    "已",
    "分别",
    "依次",
    "正好",
    "恰好",
    "刚好",
    "整整",
    "大约",
    "大致",
    "接近",
    "只有",
    "仅有",
    "已有",
    "总体",
    "稳定",
    "维持在",
    "继续",
    "一直",
    "始终",
    "才",
    "近",
];

const OF: [&str; 7] = ["的比重", "的比例", "的比率", "的份额", "的", "比重", "比例"];
const FACES: [&str; 7] = ["增长面", "下降面", "亏损面", "盈利面", "上涨面", "回升面", "受益面"];
const AIMS: [&str; 8] = ["目标", "任务", "计划", "预算", "指标", "应收", "应征", "应完成"];

pub fn of<'r>(reading: &'r Reading, result: &'r Mention) -> Option<Division<'r>> {
    let is_times = result.unit().name() == "倍";
    if !(result.is_percent() || is_times) || result.change.is_some() || result.is_quoted {
        return None;
    }
    let (start, end) = lead(reading, result);
    let (start, words) = remarked_before(reading, result, start, end)
        .unwrap_or_else(|| (start, without_base(without_level(&reading.text()[start..end]))));
    let built = |kind, part: &'r str, whole: &'r str| {
        let offset = |words: &str| words.as_ptr() as usize - reading.text().as_ptr() as usize;
        let is_of_text = reading.text().as_bytes().as_ptr_range().contains(&whole.as_ptr());
        let range = if is_of_text { offset(whole)..offset(whole) + whole.len() } else { 0..0 };
        let all: Vec<&Mention> = reading.between(&range).iter().filter(|m| operands::is_operand(m)).collect();
        // 分别达到目标任务（2100人、800人）的110.3%和111.8%: each result has its own.
        let row = results_of_row(reading, result, end);
        let nth = row.iter().position(|m| m.range == result.range).filter(|_| row.len() > 1 && row.len() == all.len());
        let stated = nth.map_or_else(|| all.last().copied(), |nth| all.get(nth).copied());
        Some(Division { kind, result, start, part, whole, stated })
    };
    if let Some(noun) = gives(reading, result, words) {
        return built(Kind::Share, noun, noun);
    }
    if is_times {
        let of = words.strip_suffix('的')?;
        let verbs = ["相当于", "达到", "约为", "扩大到", "增加到", "增长到", "发展到", "是", "为", "达"];
        let (part, _, whole) = verb(of, &verbs)?;
        return built(Kind::Times, part, whole);
    }
    if let Some(words) = OF.iter().find_map(|of| words.strip_suffix(of))
        && let Some((part, verb, whole)) =
            verb(words, &["占", "完成", "恢复到", "恢复至", "相当于", "达到", "约为", "是", "为", "达"])
        && (verb != "占" || !whole.is_empty())
        && !is_compared(whole)
    {
        return match verb {
            _ if is_aim(whole) => built(Kind::Completion, part, whole),
            "占" => built(Kind::Share, part, whole),
            "完成" => built(Kind::Completion, part, whole),
            _ => built(Kind::Times, part, whole),
        };
    }
    if let Some((part, whole)) = of_all(words) {
        return built(Kind::Share, part, whole);
    }
    let nothing = &words[words.len()..];
    // 接待46.2万人次，恢复至94.8%，2019年同期为48.7万人次
    if let Some(part) = words.strip_suffix("恢复") {
        return built(Kind::Times, part, nothing);
    }
    if let Some(name) = ["完成率", "完成比例", "完成进度", "预算执行率", "支出进度", "执行进度", "完工率"]
        .iter()
        .find_map(|word| words.strip_suffix(word))
    {
        return built(Kind::Completion, name, nothing);
    }
    if let Some(name) = words.strip_suffix('率') {
        return built(Kind::Rate, last_words(name), nothing);
    }
    // 消除风险2835户9688人，消除风险62%: the deed again, without 率.
    if is_said_of_its_count(reading, result, start, words) {
        return built(Kind::Rate, words, nothing);
    }
    // 增长面: how many of a set do so.
    if FACES.iter().any(|face| words.ends_with(face)) {
        return built(Kind::Rate, last_words(words), nothing);
    }
    if let Some((part, whole)) = ratio_name(words) {
        return built(Kind::Share, part, whole);
    }
    let bare = ["所占比重", "所占比例", "占比例", "占比重", "占比率", "占比", "比重", "比例", "占"];
    if let Some(name) = bare.iter().find_map(|word| words.strip_suffix(word)) {
        return built(Kind::Share, name, nothing);
    }
    let (part, _, aim) = verb(words, &["完成"])?;
    let is_aim = aim.is_empty() || AIMS.iter().any(|word| aim.ends_with(word));
    if is_aim { built(Kind::Completion, part, aim) } else { None }
}

/// Whether the clause before counts what these words name, and they are all that stands before a result.
fn is_said_of_its_count(reading: &Reading, result: &Mention, start: usize, words: &str) -> bool {
    let is_whole = start == result.clause.start && words == reading.before(result);
    let last = operands::any_before(reading, start).next();
    is_whole
        && (4..=8).contains(&words.chars().count())
        && last.is_some_and(|m| {
            reading.text().get(m.clause.end..start) == Some("，") && reading.subject(m).ends_with(words)
        })
}

/// 贡献税收8.74亿元…贡献了52.3%的税收: what is named behind the share is part and whole.
fn gives<'r>(reading: &'r Reading, result: &Mention, words: &str) -> Option<&'r str> {
    const VERBS: [&str; 5] = ["贡献", "创造", "吸纳", "提供", "消化"];
    let behind = reading.text()[result.range.end..].strip_prefix('的')?;
    let end = behind.find(|c| !is_han(c)).unwrap_or(behind.len());
    let noun = &behind[..end];
    let gives = result.is_percent() && VERBS.iter().any(|verb| words.ends_with(verb));
    (gives && (2..=6).contains(&noun.chars().count())).then_some(noun)
}

/// 占比比2019年的29.8%提升: the share of another year.
fn is_compared(whole: &str) -> bool {
    whole.starts_with("比比") || whole.starts_with("比较") || whole.starts_with("比重比") || whole.starts_with("比重较")
}

/// 一季度占全年29.1%: all of it needs no 的.
fn of_all(words: &str) -> Option<(&str, &str)> {
    const ALL: [&str; 8] = ["全年", "全部", "全县", "全市", "全区", "总数", "总量", "总额"];
    let (part, _, whole) = verb(words, &["占"])?;
    ALL.contains(&whole).then_some((part, whole))
}

/// 存贷比 and 租金与投资之比: the part and the whole stand in the name itself.
fn ratio_name(words: &str) -> Option<(&str, &str)> {
    if words.ends_with("存贷比") || words.ends_with("存贷款比") {
        return Some(("贷款余额", "存款余额"));
    }
    let names = words.strip_suffix("之比").or_else(|| words.strip_suffix("的比值"))?;
    let at = names.rfind(['与', '和'])?;
    let part = last_words(&names[..at]);
    (!part.is_empty()).then_some((part, &names[at + '与'.len_utf8()..]))
}

/// From where to where the words run that lead to a result: its clause, with the clause before where only brackets part
/// them, after the last percentage before it. A list of results shares the words before its first.
fn lead(reading: &Reading, result: &Mention) -> (usize, usize) {
    let text = reading.text();
    let mut start = operands::clause_start(reading, result);
    let mut end = result.range.start;
    for before in reading.between(&(start..end)).iter().rev() {
        if !(before.is_percent() || before.unit() == result.unit()) {
            continue;
        }
        if text[before.range.end..end].trim_matches(['、', '和', '与', '及']).is_empty() {
            end = before.range.start;
        } else {
            let pause = text[before.range.end..end].find('、').map_or(0, |i| i + '、'.len_utf8());
            start = before.range.end + pause;
            break;
        }
    }
    (start, end)
}

/// 财产净收入占比偏低，只有6.5%; 线上占了七成多，准确地说是71.2%: a clause that names the share and remarks on it, and then its number. Where the
/// words of that clause begin, and those as far as the share is named.
fn remarked_before<'r>(reading: &'r Reading, result: &Mention, start: usize, end: usize) -> Option<(usize, &'r str)> {
    /// In characters, the longest remark.
    const LONGEST: usize = 8;
    const PRECISELY: [&str; 7] = ["准确地说", "确切地说", "准确说", "具体地说", "具体", "实际", "目前"];
    const NAMES: [&str; 6] = ["所占比重", "所占比例", "占比", "比重", "比例", "占"];
    // What is compared or rises has a number that says by how much.
    const OTHERS: [&str; 13] =
        ["比", "较", "提高", "提升", "上升", "下降", "增长", "增加", "扩大", "降低", "分别", "目标", "的"];
    let own = without_level(&reading.text()[start..end]);
    let is_bare = own.is_empty() && start < end || PRECISELY.contains(&own);
    let sentence = reading.sentences[result.sentence].range.start;
    let before = reading.text()[sentence..start.max(sentence)].strip_suffix('，').filter(|_| is_bare)?;
    let clause = last_clause(before);
    let from = sentence + before.len() - clause.len();
    let (at, name) = NAMES.iter().find_map(|name| clause.rfind(name).map(|at| (at, *name)))?;
    let remark = &clause[at + name.len()..];
    let is_remark = (1..=LONGEST).contains(&remark.chars().count())
        && !clause.contains(|c: char| c.is_ascii_digit())
        && !OTHERS.iter().any(|word| remark.contains(word));
    is_remark.then(|| (from, &clause[..at + name.len()]))
}

/// The results of a row that begins at a byte.
fn results_of_row<'r>(reading: &'r Reading, result: &Mention, start: usize) -> Vec<&'r Mention> {
    reading.between(&(start..result.clause.end)).iter().filter(|m| m.unit() == result.unit()).collect()
}

fn without_level(mut words: &str) -> &str {
    loop {
        let shorter = LEVEL.iter().find_map(|word| words.strip_suffix(word));
        match shorter {
            Some(rest) => words = rest,
            None => return words,
        }
    }
}

/// 治理率（以行政村总数计）
fn without_base(words: &str) -> &str {
    let Some(open) = words.rfind('（').filter(|_| words.ends_with("计）") || words.ends_with("计算）")) else {
        return words;
    };
    if words[open..].starts_with("（以") || words[open..].starts_with("（按") { &words[..open] } else { words }
}

/// 一般公共预算收入 is no aim, 年度预算 is.
fn is_aim(words: &str) -> bool {
    let words = words.replace("预算收入", "").replace("预算支出", "");
    AIMS.iter().any(|aim| words.contains(aim))
}

/// What stands before and behind the last of the first verb that there is.
fn verb<'t>(words: &'t str, verbs: &[&'static str]) -> Option<(&'t str, &'static str, &'t str)> {
    verbs.iter().find_map(|verb| words.rfind(verb).map(|at| (&words[..at], *verb, &words[at + verb.len()..])))
}

/// The last run of Han characters.
fn last_words(words: &str) -> &str {
    let start = words.char_indices().rev().find(|(_, c)| !is_han(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    &words[start..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Markup;

    fn said(text: &str) -> (Kind, String, String, Option<String>) {
        let reading = Reading::of(text, Markup::Plain, &[]);
        let division = reading.mentions.iter().filter_map(|m| of(&reading, m)).next_back().expect(text);
        let stated = division.stated.map(|m| reading.printed(m).to_string());
        (division.kind, division.part.to_string(), division.whole.to_string(), stated)
    }

    #[test]
    fn a_result_says_which_division_it_is() {
        use Kind::*;
        for (text, kind, part, whole, stated) in [
            ("中央补助占总投资的57.1%。", Share, "中央补助", "总投资", None),
            ("5人，占65%。", Share, "", "", None),
            ("税收占比为65.2%。", Share, "税收", "", None),
            ("产值占全县总产值183.6亿元的比重达80.9%。", Share, "产值", "全县总产值183.6亿元", Some("183.6亿元")),
            ("甲占全县比重8%。", Share, "甲", "全县", None),
            ("线上占了七成多，准确地说是71.2%。", Share, "线上", "", None),
            ("财产净收入占比偏低，只有6.5%。", Share, "财产净收入", "", None),
            ("风险消除率62%。", Rate, "风险消除", "", None),
            ("为年度目标7200个的102.5%。", Completion, "", "年度目标7200个", Some("7200个")),
            ("完成市下达任务（4000人）的106.5%。", Completion, "", "市下达任务（4000人）", Some("4000人")),
            ("完成年度任务126%。", Completion, "", "年度任务", None),
            ("收入是2020年380万元的1.7倍。", Times, "收入", "2020年380万元", Some("380万元")),
            ("比重分别为14.3%、41.0%和44.7%。", Share, "", "", None),
            ("甲占比20%、乙占比30%。", Share, "乙", "", None),
        ] {
            let stated = stated.map(str::to_string);
            assert_eq!(said(text), (kind, part.to_string(), whole.to_string(), stated), "{text}");
        }
    }

    #[test]
    fn growth_is_no_division() {
        let reading = Reading::of("同比增长5%，提高3个百分点，增长率为5%。", Markup::Plain, &[]);
        assert!(reading.mentions.iter().all(|m| of(&reading, m).is_none()));
    }
}
