//! `doubled-bound`: a number that two words bound, one of which is idle or contradicts the other: 达超过, 超过…以上,
//! 约…左右, 近…余, 不到…多. Idioms that everybody writes (最多不超过) are left alone, and 近 before a stretch of time (近20多年来) is none.

use crate::audit::Verdicts;
use crate::reading::{Mention, Reading, is_tail_of_a_word, measure_word};
use std::ops::Range;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Reach,
    Over,
    AtLeast,
    AtMost,
    Under,
    Near,
    About,
}
use Sense::*;

mod apart;
mod in_han;

/// Words before a number; where one ends with another, the longer stands first.
const FRONT: [(&str, Sense); 31] = [
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("不小于", AtLeast),
    ("不高于", AtMost),
    ("不超过", AtMost),
    ("不多于", AtMost),
    ("不大于", AtMost),
    ("至少", AtLeast),
    ("至多", AtMost),
    ("最多", AtMost),
    ("超过", Over),
    ("突破", Over),
    ("高于", Over),
    ("多于", Over),
    ("大于", Over),
    ("不到", Under),
    ("不足", Under),
    ("低于", Under),
    ("少于", Under),
    ("小于", Under),
    ("接近", Near),
    ("将近", Near),
    ("大约", About),
    ("大概", About),
    ("达到", Reach),
    ("高达", Reach),
    ("多达", Reach),
    ("逾", Over),
    ("超", Over),
    ("近", Near),
    ("约", About),
];
const BEHIND: [(&str, Sense); 6] =
    [("及以上", AtLeast), ("以上", AtLeast), ("及以下", AtMost), ("以下", AtMost), ("以内", AtMost), ("左右", About)];
const SCALES: [&str; 8] = ["万亿", "千万", "百万", "亿", "万", "千", "百", "十"];
const TIME: [&str; 6] = ["年", "个月", "天", "日", "周", "届"];
/// Of these 近 means the last ones only where a word behind them says so: 近20多个小时来.
const SHORT_TIME: [&str; 4] = ["小时", "个小时", "分钟", "秒"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (range, first, second) in in_han::doubled(reading).into_iter().chain(apart::doubled(reading)) {
        tell(reading, verdicts, range, first, second);
    }
    for mention in reading.mentions.iter().filter(|m| !m.is_quoted || is_speech(reading, m)) {
        let front = front(reading, mention);
        let behind = behind(reading, mention);
        if front.first().is_some_and(|word| word.2 == Near) && is_recent(reading, mention) {
            continue;
        }
        let Some((first, second)) = doubled(&front, &behind) else { continue };
        if quotes_a_requirement(reading, mention, &front) {
            continue;
        }
        let start = mention.range.start.min(front.last().map_or(mention.range.start, |w| w.1));
        let end = mention.range.end.max(behind.last().map_or(mention.range.end, |w| w.1));
        tell(reading, verdicts, start..end, first, second);
    }
}

/// “省下的招聘费，一年就有近130多万元。”: whole clauses of a speaker, where a short quotation repeats another's words.
fn is_speech(reading: &Reading, mention: &Mention) -> bool {
    let text = reading.text();
    let paragraph = &reading.paragraphs[mention.paragraph].range;
    let before = &text[paragraph.start..mention.range.start];
    let behind = &text[mention.range.end..paragraph.end.max(mention.range.end)];
    let (Some(open), Some(close)) = (before.rfind('“'), behind.find('”')) else { return false };
    let has_clauses = before[open..].contains(['，', '。']) || behind[..close].contains('，');
    has_clauses && behind[..close].ends_with(['。', '！', '，', '？'])
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, range: Range<usize>, first: &str, second: &str) {
    let whole = reading.slice(&range);
    verdicts
        .doubt(
            range.clone(),
            format!("“{first}”和“{second}”重复限定或互相矛盾：{whole}"),
            format!("{first} and {second} bound one number twice, or contradict each other: {whole}"),
        )
        .help("两个词只留一个", "keep one of the two words");
}

/// 占75%，高于不低于70%的要求: the inner bound is that of a rule which is quoted, the outer one compares with it.
fn quotes_a_requirement(reading: &Reading, mention: &Mention, front: &[Word]) -> bool {
    const RULES: [&str; 9] = ["要求", "标准", "目标", "规定", "底线", "任务", "指标", "红线", "下限"];
    let compares = |word: &Word| matches!(word.2, Over | Under);
    let (inner, outer) = match front {
        // 低于3%左右的预期目标
        [only] => (only, only),
        [inner, outer, ..] => (inner, outer),
        [] => return false,
    };
    let is_quoted = inner.0.starts_with('不') || front.len() == 1 && reading.printed(mention).ends_with("左右");
    let Some(behind) = reading.text()[mention.range.end..].strip_prefix('的') else { return false };
    let noun: String = behind.chars().take_while(|c| crate::reading::is_han(*c)).take(10).collect();
    compares(outer) && is_quoted && RULES.iter().any(|rule| noun.contains(rule))
}

type Word<'t> = (&'t str, usize, Sense);

/// The words directly before the number, the nearest first, each with where it starts.
fn front<'t>(reading: &'t Reading, mention: &Mention) -> Vec<Word<'t>> {
    let text = reading.text();
    let mut end = mention.digits.start;
    let mut words = Vec::new();
    while words.len() < 3 {
        let before = &text[mention.clause.start.min(end)..end];
        let found = FRONT.iter().find(|(word, _)| before.ends_with(word));
        let (length, sense) = match found {
            Some((word, _)) if is_tail_of_a_word(before, word) => break,
            Some((word, sense)) => (word.len(), *sense),
            None if before.ends_with('达') => ('达'.len_utf8(), Reach),
            // 至少有3人以上, 至少提前30分钟以上
            None if words.is_empty()
                && let Some(length) = at_least(before) =>
            {
                (length, AtLeast)
            }
            // 日均余41万余件; 其余 and 结余 are other words.
            None if is_bare_rest(before) => ('余'.len_utf8(), Over),
            // 约有3000人左右
            None if words.is_empty()
                && let Some(bound) = bound_over_a_verb(before) =>
            {
                bound
            }
            None => break,
        };
        words.push((&text[end - length..end], end - length, sense));
        end -= length;
    }
    words
}

/// 日均余41万余件, 新增余30多人; 其余 and 结余 are other words.
fn is_bare_rest(before: &str) -> bool {
    const HEADS: [&str; 11] =
        ["均余", "约余", "达余", "超余", "新增余", "带动余", "惠及余", "培训余", "吸纳余", "完成余", "发放余"];
    HEADS.iter().any(|tail| before.ends_with(tail))
}

/// How long 约有 is, and what it says.
fn bound_over_a_verb(before: &str) -> Option<(usize, Sense)> {
    const VERBS: [&str; 4] = ["有", "需", "需要", "占"];
    const WORDS: [(&str, Sense); 5] =
        [("不少于", AtLeast), ("不低于", AtLeast), ("大约", About), ("大概", About), ("约", About)];
    let head = VERBS.iter().find_map(|verb| before.strip_suffix(verb))?;
    let (word, sense) = WORDS.iter().find(|(word, _)| head.ends_with(word) && !is_tail_of_a_word(head, word))?;
    Some((before.len() - head.len() + word.len(), *sense))
}

/// How long 至少 and the one verb behind it are.
fn at_least(before: &str) -> Option<usize> {
    const VERBS: [&str; 8] = ["有", "提前", "需", "需要", "保留", "配备", "安排", "持续"];
    let head = VERBS.iter().find_map(|verb| before.strip_suffix(verb).filter(|head| head.ends_with("至少")))?;
    Some(before.len() - head.len() + "至少".len())
}

/// The words behind the number, each with where it ends; 余 and 多 count as `Over`.
fn behind<'t>(reading: &'t Reading, mention: &Mention) -> Vec<Word<'t>> {
    let text = reading.text();
    let mut at = mention.digits.end;
    if mention.upper.is_some() {
        let whole = reading.printed(mention);
        at = mention.range.start + whole.rfind(|c: char| c.is_ascii_digit()).map_or(0, |i| i + 1);
    }
    let mut words = Vec::new();
    let more = |at: &mut usize, words: &mut Vec<Word<'t>>, is_behind_unit: bool| {
        let rest = &text[*at..];
        let Some(c) = rest.chars().next().filter(|c| matches!(c, '余' | '多')) else { return };
        let after = &rest[c.len_utf8()..];
        let is_end = after.is_empty() || after.starts_with(|c: char| "，。；、）！的".contains(c));
        if !is_behind_unit || is_end || BEHIND.iter().any(|(word, _)| after.starts_with(word)) {
            *at += c.len_utf8();
            words.push((&rest[..c.len_utf8()], *at, Over));
        }
    };
    more(&mut at, &mut words, false);
    if let Some(scale) = SCALES.iter().find(|scale| text[at..].starts_with(**scale)) {
        at += scale.len();
    }
    more(&mut at, &mut words, false);
    at += measure_word(&text[at..]).len();
    more(&mut at, &mut words, true);
    while let Some((word, sense)) = BEHIND.iter().find(|(word, _)| text[at..].starts_with(word)) {
        let rest = &text[at + word.len()..];
        if *word == "左右" && rest.starts_with(['两', '侧', '岸', '手', '江', '路']) {
            break;
        }
        at += word.len();
        words.push((&text[at - word.len()..at], at, *sense));
    }
    words
}

/// 近20多年来: 近 says when, not how much.
fn is_recent(reading: &Reading, mention: &Mention) -> bool {
    let unit = mention.unit().name();
    let is_within = reading.text()[mention.range.end..].starts_with(['来', '内', '间', '里']);
    TIME.contains(&unit) || SHORT_TIME.contains(&unit) && is_within
}

/// The two words of which one is too many.
fn doubled<'t>(front: &[Word<'t>], behind: &[Word<'t>]) -> Option<(&'t str, &'t str)> {
    let pair = |a: &Word<'t>, b: &Word<'t>| Some((a.0, b.0));
    for two in front.windows(2) {
        let (inner, outer) = (&two[0], &two[1]);
        let is_doubled = match (outer.2, inner.2) {
            (Reach, Over) => true,
            // A word of surprise does not go with a guess.
            (Reach, About) => matches!(outer.0, "高达" | "多达"),
            (Reach, _) | (_, Reach) => false,
            (AtMost, AtMost) | (AtLeast, AtLeast) => false,
            _ => true,
        };
        if is_doubled {
            return pair(outer, inner);
        }
    }
    let last = behind.last();
    if let (Some(before), Some(last)) = (front.first().filter(|word| word.2 != Reach), last) {
        let first = behind.first().unwrap_or(last);
        let is_doubled = match (before.2, first.2) {
            (Near, AtMost) => false,
            // 至少10多人: more than ten at the least.
            (AtLeast, Over) => before.0.starts_with('不') || behind.len() > 1,
            _ => true,
        };
        return if is_doubled { pair(before, first) } else { None };
    }
    match behind {
        [first, .., last] => pair(first, last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_number_bounded_twice_is_told() {
        expect(
            "doubled-bound",
            &[
                "全县约有3000人左右务工。",
                "新增余30多人就业。",
                "综合产值达超过170亿元。",
                "接待游客达到超过30万人次。",
                "培训超过500人以上。",
                "覆盖率不低于90%以上。",
                "投入约300万元左右。",
                "带动近500余户。",
                "超100多家企业参加。",
                "发放补贴200余元多。",
                "每月至少3次以上。",
                "参加人员约300余人。",
                "不到20多人参加。",
                "误差不超过5%以内。",
                "大约近200人参加。",
                "工期10多天左右。",
                "收入100余万元以上的村有3个。",
                "降雨量约10～15毫米左右。",
                "至少有3人以上参加。",
                "损失高达约300万元。",
                "日均余41万余件。",
                "不足3成多的企业开工。",
                "厕所要排近20多分钟的队。",
                "人均比上年提高近百余元。",
                "老人自付平均不到两成多。",
                "参加活动的不足三十余人。",
                "受益群众超千余户。",
                "工期压缩了近一半多。",
                "“省下的招聘费，一年就有近130多万元。”他说。",
                "老李算了算：“一亩地，能挣近800余元。”",
                "“去年，超过500人以上来过。”",
                "由祖辈照看的约占近九成，为787人。",
                "复诊患者大约有近300人。",
                "未缴费的用户不到占约一成。",
                "候检时间约为近40分钟。",
                "考生至少提前30分钟以上到达考点。",
            ],
            &[
                "综合产值超过170亿元。",
                "节约100多万元。",
                "签约300余家。",
                "近20多年来成绩显著。",
                "最多不超过3人。",
                "附近100多户搬迁。",
                "每户达3000元以上。",
                "达到近300人。",
                "约300人。",
                "培训500人以上。",
                "30余家企业参加。",
                "道路左右两侧约5米。",
                "增速高于近5年平均水平。",
                "至少1名副县级以上干部。",
                "违约100余起。",
                "结余41万余元，其余300多户，账上余5万多元。",
                "近十余年来成绩显著，最近十多天雨水偏多。",
                "近两三百人参加，附近百余户搬迁。",
                "不到两成，占三成多，近一半，一半多。",
                "近20多个小时来雨势不减。",
                "约十多分钟路程，上百余人参加。",
                "不足百户，超百亿元，近千人次，一百多人。",
                "近百余年来，人口增长。",
                "高于全省平均水平2个百分点以上。",
                "达10余万元。",
                "至少10多人在场。",
                "“超过30人以上”的说法有误。",
                "“省下的招聘费，一年就有130多万元。”他说。",
                "文中“大约300人左右”“超过30人以上”等说法，应当改正。",
                "“一亩地，能挣近800元。”",
                "理论课占75%，高于不低于70%的要求。",
                "全年涨幅低于3%左右的预期目标。",
                "由祖辈照看的约占九成，占近九成，约有上百人。",
                "附近有近百户搬迁，签约为近年来最多，合约有超20份。",
            ],
        );
    }
}
