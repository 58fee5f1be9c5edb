//! What the words of a list say about its being complete: a closed class (第一、第二、第三产业), a count (三座隧道), a division
//! (按营造方式分), a rest (其余).

use super::classes::{CLASSES, PAIRS, steps};
use crate::audit::passage::{Passage, Pause};
use crate::reading::Mention;

/// How sure it is that the parts are all there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Completeness {
    /// 其中A、B
    Open,
    /// Two words that usually divide a thing in two.
    Paired,
    Complete,
}

/// Whether the parts are named by neighbouring grades.
pub fn are_steps(passage: &Passage, parts: &[&Mention]) -> bool {
    let names: Vec<String> = parts.iter().map(|part| passage.reading.name(part)).collect();
    steps(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `lead` is the text between whole and first part, `before` the clause of the whole up to it.
pub fn completeness(passage: &Passage, before: &str, lead: &str, parts: &[&Mention]) -> Completeness {
    let names: Vec<String> = parts.iter().map(|part| passage.reading.name(part)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let last = names.last().copied().unwrap_or("");
    let is_respective = lead.contains("分别") || lead.contains("依次");
    let rest = ["其余", "其他", "其它", "剩余", "余下", "剩下"].iter().any(|word| last.contains(word));
    let divides = ["组成", "构成", "分为", "资金来源", "来源于", "来源为"].iter().any(|word| lead.contains(word))
        || lead.contains("包括") && !["主要包括", "还包括", "不包括"].iter().any(|word| lead.contains(word))
        || ["，即", "（即", "。即", "分别是", "构成为"].iter().any(|word| lead.contains(word))
        || lead.contains('由') && is_made_of(passage, parts)
        || is_division(lead);
    let is_one_list = parts
        .windows(2)
        .all(|pair| passage.pause(pair[0].range.end, pair[1].range.start) <= Pause::Short || names_are_counted(lead));
    let has_count = is_one_list
        && (counts(lead, parts.len())
            || parts.len() > 2 && counts(before, parts.len())
            || parts.len() == 2 && counts_two(before, &names)
            || are_all_of_a_span(passage, lead, parts))
        || is_announced(lead, parts.len())
        || are_bands(passage, parts)
        || parts.len() == 2 && are_two_of_a_noun(before, &names);
    let of = |classes: &[&[&str]]| {
        classes.iter().any(|class| {
            class.len() == parts.len()
                && match is_respective {
                    true => class.iter().all(|word| lead.contains(word)),
                    false => {
                        class.iter().zip(&names).all(|(word, name)| name.contains(word))
                            || class.iter().rev().zip(&names).all(|(word, name)| name.contains(word))
                    }
                }
        })
    };
    let climbs = steps(&names);
    // 三星级及以下 closes a ladder.
    let is_closed = last.contains("及以下") || last.contains("及以上");
    let is_all_of_it = lead.contains('：') || opens_a_bracket(lead) || before.contains("各级");
    let names_all_steps = climbs && parts.len() >= 3 && (is_closed || is_all_of_it && !lead.contains("其中"));
    let are_all = are_opposites(&names)
        || are_states(&names)
        || have_and_lack(passage, lead, parts)
        || are_all_listed(passage, parts, &names);
    if rest || divides || has_count || names_all_steps || are_all || of(&CLASSES) {
        return Completeness::Complete;
    }
    let names_all = ["各级", "各类", "各项"].iter().any(|word| before.contains(word) || lead.contains(word));
    match of(&PAIRS)
        || are_sources(&names)
        || have_one_form(&names)
        || is_respective
        || names_all
        || climbs
        || opens_a_bracket(lead)
    {
        true => Completeness::Paired,
        false => Completeness::Open,
    }
}

/// Whether two parts are of the words that mostly divide a thing in two: 省级补助 and 县财政.
pub fn names_a_pair(passage: &Passage, parts: &[&Mention]) -> bool {
    let names: Vec<&str> = parts.iter().map(|part| passage.reading.subject(part)).collect();
    let is_pair = |[one, other]: &[&str; 2]| {
        names[0].contains(one) && names[1].contains(other) || names[0].contains(other) && names[1].contains(one)
    };
    names.len() == 2 && PAIRS.iter().filter_map(|pair| <&[&str; 2]>::try_from(*pair).ok()).any(is_pair)
}

/// 财政资金, 社会资本 and 群众投工折资: who pays, down to those who pay the rest.
fn are_sources(names: &[&str]) -> bool {
    const PUBLIC: [&str; 11] =
        ["中央", "省", "市", "县", "区", "财政", "上级", "工会", "专项债", "衔接资金", "转移支付"];
    const OTHERS: [&str; 10] = ["自筹", "社会", "企业", "群众", "村集体", "贷款", "赞助", "捐赠", "业主", "自有资金"];
    let is_of = |name: &&str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_source = |name: &&str| is_of(name, &PUBLIC) || is_of(name, &OTHERS);
    names.len() >= 3
        && names.iter().all(is_source)
        && is_of(&names[0], &PUBLIC)
        && names.last().is_some_and(|last| is_of(last, &OTHERS))
}

/// 快充 and 慢充, 新生 and 老生: two names that differ in one character, and that one is the other's opposite.
fn are_opposites(names: &[&str]) -> bool {
    const OPPOSITES: [&str; 12] =
        ["快慢", "新旧", "新老", "男女", "内外", "城乡", "专兼", "水旱", "正副", "公私", "干支", "冷热"];
    let plain = |name: &str| name.trim_start_matches("其中").trim_matches(|c| "：，；、为有共".contains(c)).to_string();
    let [one, other] = names else { return false };
    let (one, other): (Vec<char>, Vec<char>) = (plain(one).chars().collect(), plain(other).chars().collect());
    let differ: Vec<usize> = (0..one.len().min(other.len())).filter(|i| one[*i] != other[*i]).collect();
    let [at] = differ[..] else { return false };
    let is_pair = |pair: &str| pair.contains(one[at]) && pair.contains(other[at]);
    one.len() == other.len() && (2..=8).contains(&one.len()) && OPPOSITES.iter().any(|pair| is_pair(pair))
}

/// 已办结189条，正在办理22条，因政策限制暂不能解决的5条: what is done, what is going on, and what is not.
fn are_states(names: &[&str]) -> bool {
    const DONE: [&str; 9] = ["已", "办结", "完成", "建成", "完工", "解决", "采纳", "开工", "竣工"];
    const GOING: [&str; 6] = ["正在", "在办", "在建", "推进中", "办理中", "整改中"];
    const NOT: [&str; 11] = ["未", "暂", "不能", "不予", "无法", "列入", "拟", "待", "留作参考", "前期", "计划"];
    let says = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let [first, going, others @ ..] = names else { return false };
    says(first, &DONE)
        && !says(first, &NOT)
        && says(going, &GOING)
        && !others.is_empty()
        && others.iter().all(|name| says(name, &NOT) && !says(name, &DONE[1..]) || name.contains("不能"))
}

/// 涉及东风路、桃园路、纺织路、新华巷4条道路，更换管道合计5.82公里，其中东风路2.36公里、…: as many parts as a count in the sentence says, each named in the list before that
/// count.
fn are_all_listed(passage: &Passage, parts: &[&Mention], names: &[&str]) -> bool {
    let before = passage.text(passage.sentence.start.min(parts[0].range.start)..parts[0].range.start);
    let many = parts.len();
    let Some(at) = (many >= 3).then(|| before.find(&format!("{many}"))).flatten() else { return false };
    let plain = |name: &str| name.trim_start_matches("其中").trim_end_matches(['为', '有', '约']).to_string();
    let list = &before[..at];
    let is_listed = |name: &String| name.chars().count() >= 2 && list.contains(name.as_str());
    counts(&before[at..], many)
        && list.matches('、').count() + 1 >= many
        && names.iter().map(|name| plain(name)).all(|name| is_listed(&name))
}

/// 11个村中，5个村有闲置校舍，6个村无现成场地: of what is counted first, some have a thing and the others lack it.
fn have_and_lack(passage: &Passage, lead: &str, parts: &[&Mention]) -> bool {
    let [one, other] = parts else { return false };
    let object = |m: &Mention| passage.reading.object(m);
    let noun: String = object(one).chars().take_while(|c| *c != '有').collect();
    let behind = |m: &Mention| object(m).strip_prefix(noun.as_str()).unwrap_or("").to_string();
    let lacks = ["无", "没有", "尚无", "缺", "没"].iter().any(|word| behind(other).starts_with(word));
    lead.ends_with("中，") && noun.chars().count() <= 3 && behind(one).starts_with('有') && lacks
}

/// `两项补贴发放0.64亿元`, `两院共有25人` with 法院 and 检察院.
fn counts_two(before: &str, names: &[&str]) -> bool {
    let behind = before.rfind('两').map(|i| &before[i + '两'.len_utf8()..]);
    let is_class = |behind: &str| ["项", "类", "种", "部分", "级", "方面"].iter().any(|word| behind.starts_with(word));
    behind.is_some_and(is_class) || are_two_of_a_noun(before, names)
}

/// `两院` with 法院 and 检察院.
pub fn are_two_of_a_noun(before: &str, names: &[&str]) -> bool {
    let Some(behind) = before.rfind('两').map(|i| &before[i + '两'.len_utf8()..]) else { return false };
    let noun = behind.chars().next();
    noun.is_some_and(|noun| names.iter().all(|name| name.trim_end_matches(['有', '共', '为']).ends_with(noun)))
}

/// `第三季度受理19112件，7月、8月、9月分别为`: the months of a quarter; and the quarters of half a year.
fn are_all_of_a_span(passage: &Passage, lead: &str, parts: &[&Mention]) -> bool {
    const QUARTERS: [(&str, [&str; 3]); 4] = [
        ("一季度", ["1月", "2月", "3月"]),
        ("二季度", ["4月", "5月", "6月"]),
        ("三季度", ["7月", "8月", "9月"]),
        ("四季度", ["10月", "11月", "12月"]),
    ];
    let before = passage.text(passage.sentence.start.min(parts[0].range.start)..parts[0].range.start);
    let names = |quarter: &str| before.contains(quarter) && !before.contains(&format!("前{quarter}"));
    // 上半年完成投资179.3亿元，其中一季度74.8亿元，二季度104.5亿元
    let says = |part: &Mention, quarter: &str| passage.reading.name(part).contains(quarter);
    if let [first, second] = parts {
        return before.contains("上半年") && says(first, "一季度") && says(second, "二季度");
    }
    parts.len() == 3
        && QUARTERS.iter().any(|(quarter, months)| names(quarter) && months.iter().all(|month| lead.contains(month)))
}

/// 超过25%的有8处，介于15%至25%之间的有9处，低于15%的有5处: from above the highest bound to below the lowest one.
fn are_bands(passage: &Passage, parts: &[&Mention]) -> bool {
    const ABOVE: [&str; 5] = ["超过", "高于", "以上", "大于", "超"];
    const BELOW: [&str; 5] = ["低于", "不足", "以下", "不到", "小于"];
    let is_one_of = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    // The bounds are quantities themselves, so the words stand before them.
    let names: Vec<&str> = parts.iter().map(|part| passage.text(part.clause.start..part.range.start)).collect();
    let [first, middle @ .., last] = names.as_slice() else { return false };
    let is_between = |name: &&str| name.contains("之间") || name.contains("介于");
    let falls = is_one_of(first, &ABOVE) && is_one_of(last, &BELOW);
    let climbs = is_one_of(first, &BELOW) && is_one_of(last, &ABOVE);
    !middle.is_empty() && middle.iter().all(is_between) && (falls || climbs)
}

/// `分解到3个片区：东片520公里，中片610公里，西片350公里`: the colon right behind the count gives the list to it, whatever marks divide it.
fn is_announced(lead: &str, number: usize) -> bool {
    let Some((head, _)) = lead.split_once('：') else { return false };
    let clause = head.rsplit('，').next().unwrap_or("");
    let end = clause.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    number > 2 && counts(&clause[end..], number)
}

/// `八大类中`, `分三类`: the count stands for the list, whatever marks divide it.
fn names_are_counted(lead: &str) -> bool {
    ["类中，", "项中，", "部分：", "部分，"].iter().any(|word| lead.contains(word))
}

fn opens_a_bracket(lead: &str) -> bool {
    lead.matches(['（', '(']).count() > lead.matches(['）', ')']).count()
}

/// `由县内分离63218人和跨县流动21407人两部分组成`: the word stands behind the parts.
fn is_made_of(passage: &Passage, parts: &[&Mention]) -> bool {
    let behind: String = parts.last().map_or("", |last| passage.reading.after(last)).chars().take(12).collect();
    behind.contains("组成") || behind.contains("构成")
}

/// `按营造方式分`, `分学段看`.
pub fn is_division(lead: &str) -> bool {
    let within = |from: &str, to: &[&str]| {
        lead.find(from).is_some_and(|i| {
            let rest: String = lead[i + from.len()..].chars().take(12).collect();
            to.iter().any(|word| rest.contains(word))
        })
    };
    const KINDS: [&str; 9] =
        ["分产业为", "分地区为", "分区域为", "分类型为", "分行业为", "分学段为", "分级别为", "分类别为", "分品种为"];
    KINDS.iter().any(|word| lead.contains(word))
        || within("按", &["分，", "分：", "划分", "分类", "分为"])
        || within("分", &["看，", "看：", "来看"]) && !lead.contains("十分")
}

/// Whether the words around a list say that there is more than it names.
pub fn is_partial(passage: &Passage, lead: &str, last: &Mention) -> bool {
    let behind = passage.text(last.range.end..passage.sentence.end.max(last.range.end));
    behind.starts_with('等')
        || passage.reading.object(last).contains('等')
        || lead.contains("不包括")
        || ["，其余", "，剩余", "，不足部分", "，余下"].iter().any(|rest| behind.starts_with(rest))
        || behind.starts_with("，另") && !leaves_out(behind)
        || is_a_share_together(behind)
}

/// 另有严重损坏房屋311间不在此列, 另有名木2株未计入: what is named besides is no part.
fn leaves_out(behind: &str) -> bool {
    let clause = behind.split('。').next().unwrap_or("");
    ["不在此列", "不计入", "未计入", "不包括在内", "不含在内", "未包括在内"].iter().any(|word| clause.contains(word))
}

/// “满意”和“比较满意”的分别为1463份和652份，两项合计占92.5%: together they are a part.
fn is_a_share_together(behind: &str) -> bool {
    let clause = behind.trim_start_matches('，').split(['，', '。', '；']).next().unwrap_or("");
    let is_share =
        ["合计占", "共占", "总共占", "两者占", "两项占", "加起来占"].iter().any(|word| clause.contains(word));
    is_share && !clause.contains("100%")
}

/// Whether a text counts so many: `三座`, `四个学段`, `3处`.
pub fn counts(text: &str, number: usize) -> bool {
    const HAN: [&str; 11] = ["", "", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
    const BEHIND: [&str; 24] = [
        "个",
        "座",
        "处",
        "项",
        "类",
        "级",
        "部分",
        "种",
        "所",
        "家",
        "条",
        "片",
        "块",
        "批",
        "方面",
        "镇",
        "县",
        "村",
        "区",
        "乡",
        "大",
        "支",
        "年",
        "次产业",
    ];
    let arabic = number.to_string();
    let words: Vec<&str> = match number {
        2 => vec!["两", "二", &arabic],
        3..=10 => vec![HAN[number], &arabic],
        _ => vec![&arabic],
    };
    words.into_iter().any(|word| {
        text.match_indices(word).any(|(i, _)| {
            let behind = &text[i + word.len()..];
            let is_alone = !text[..i].ends_with(|c: char| c.is_ascii_digit() || ".第十百千".contains(c));
            is_alone && BEHIND.iter().any(|measure| behind.starts_with(measure))
        })
    })
}

/// Two names of one form: 定点医疗机构 and 定点零售药店, 专职人员 and 兼职人员.
fn have_one_form(names: &[&str]) -> bool {
    let plain: Vec<Vec<char>> = names
        .iter()
        .map(|name| name.trim_start_matches("其中").trim_matches(|c| "：，；、为有共".contains(c)).chars().collect())
        .collect();
    let Some(first) = plain.first().filter(|first| first.len() >= 2 && first.len() <= 12) else { return false };
    // There are always more quarters, months and places.
    if first.last().is_some_and(|last| "度月年日镇乡县村区市".contains(*last)) {
        return false;
    }
    let alike = |other: &Vec<char>| {
        other.len() >= 2
            && other != first
            && (other[..2] == first[..2]
                || other[other.len() - 2..] == first[first.len() - 2..]
                || first.len() <= 3 && other.len() == first.len() && other.last() == first.last())
    };
    plain[1..].iter().all(alike)
}
