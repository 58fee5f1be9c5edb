//! A list behind its count: `五个国家：…`, `“四新”（…）`, `“三个责任人”，即…`, `5个，分别是…`.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items;
use crate::reading::is_han;

/// The noun between a count and its list is shorter than this, in characters.
const NOUN: usize = 14;

/// A list is looked for this far, in bytes.
const FAR: usize = 900;

/// What a bracket may begin with that is no list of all.
const ASIDES: [&str; 14] =
    ["含", "不含", "如", "其中", "主要", "详见", "见", "以", "包括", "由", "上年", "占", "除", "按"];

/// Bracketed kinds that widen a noun: 乡（镇、街道）.
const KINDS: [&str; 22] = [
    "镇", "街道", "乡", "村", "社区", "市", "区", "县", "旗", "园区", "场", "站", "所", "室", "中心", "院", "园", "州",
    "盟", "局", "队", "点",
];

/// Whether a list stands behind the count.
pub fn check(head: &Head, verdicts: &mut Verdicts) -> bool {
    let end = head.text.floor_char_boundary((head.count.end + FAR).min(head.text.len()));
    let rest = &head.text[head.count.end..end];
    if let Some(list) = ["分别为", "分别是", "为", "是"].iter().find_map(|verb| rest.strip_prefix(verb)) {
        return are(head, list.trim_start_matches('：'), verdicts);
    }
    if let Some(list) = named(rest) {
        return are_named(head, list, verdicts);
    }
    let noun_end =
        rest.find(['，', '。', '；', '：', '、', '（', '(', '“', '！', '？', '—', '\n']).unwrap_or(rest.len());
    let noun = &rest[..noun_end];
    if noun.chars().count() > NOUN || noun.contains(|c: char| c.is_ascii_digit()) || noun.contains('等') {
        return false;
    }
    let behind = &rest[noun_end..];
    let Some((list, in_brackets)) = list(behind) else { return false };
    // 三个方面：一是品种单一、价格偏高；二是…: the items are numbered, and the first of them holds a list of its own.
    let is_numbered =
        ["一是", "一、", "一要", "（一）", "其一", "首先", "第一"].iter().any(|word| list.starts_with(word));
    if is_numbered || in_brackets && !head.count.is_label && noun.ends_with(['了', '在', '有', '为']) {
        return false;
    }
    let pieces = items::pieces(list);
    let is_aside = ASIDES.iter().any(|word| list.starts_with(word));
    let widens = in_brackets && pieces.iter().any(|piece| KINDS.contains(piece));
    let mut items = items::of(list);
    if items.most < 2 || is_aside || widens {
        return false;
    }
    items.is_plain &= !list.contains(|c: char| c.is_ascii_digit()) && !list.contains(['，', '：', '；']);
    // 先到的是第一梯队和第二梯队: a statement, not two names.
    items.is_plain &= items.least >= 2 || !list.contains(['是', '的', '了', '已']);
    // 坚决杜绝“僵尸”“睡眠”现象: two things that are quoted within one item.
    items.is_plain &= list.starts_with('“') || !list.contains("”“");
    head.judge(&items, true, verdicts);
    true
}

/// `下降的两类为居住、交通通信`
fn are(head: &Head, list: &str, verdicts: &mut Verdicts) -> bool {
    let list = &list[..end(list)];
    let items = items::of(list);
    let is_list = items.least >= 2 && !head.count.is_arabic && !list.contains(|c: char| c.is_ascii_digit());
    if is_list {
        head.judge(&items, items::pieces(list).iter().all(|piece| piece.chars().count() <= 10), verdicts);
    }
    is_list
}

/// 3个单位是县财政局、县水利局、县交通局: what stands behind the verb of a count with its noun.
fn named(rest: &str) -> Option<&str> {
    let verb =
        ["分别为", "分别是", "依次为", "是"].iter().filter_map(|verb| Some((rest.find(verb)?, verb.len()))).min()?;
    let noun = &rest[..verb.0];
    let is_noun = (2..=8).contains(&noun.chars().count())
        && noun.chars().all(is_han)
        && !noun.contains(['的', '都', '不', '主', '就']);
    is_noun.then(|| rest[verb.0 + verb.1..].trim_start_matches('：'))
}

/// Names of one form, three or more.
fn are_named(head: &Head, list: &str, verdicts: &mut Verdicts) -> bool {
    let list = &list[..end(list)];
    let pieces = items::pieces(list);
    let last = |piece: &&str| piece.chars().next_back();
    let are_alike = pieces.len() >= 3 && pieces.iter().all(|piece| last(piece) == last(&pieces[0]));
    let are_short = pieces.iter().all(|piece| (2..=10).contains(&piece.chars().count()));
    let is_list = are_alike && are_short && !list.contains(|c: char| c.is_ascii_digit());
    if is_list {
        head.judge(&items::of(list), true, verdicts);
    }
    is_list
}

/// The list that a text starts with, and whether it stands in brackets.
fn list(behind: &str) -> Option<(&str, bool)> {
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(inner) = behind.strip_prefix(open) {
            let inner = &inner[..inner.find(close)?];
            return Some((inner.strip_prefix('即').unwrap_or(inner).trim_start_matches('：'), true));
        }
    }
    const LEADS: [&str; 11] = [
        "，分别涉及",
        "——",
        "，即：",
        "，即",
        "，分别是",
        "，分别为",
        "，具体为",
        "，具体是",
        "：即",
        "：分别是",
        "：",
    ];
    let lead = LEADS.iter().find(|lead| behind.starts_with(**lead))?;
    let list = behind[lead.len()..].trim_start_matches('：');
    Some((&list[..end(list)], false))
}

/// Where a list ends: at the first mark between clauses outside quotes and brackets.
fn end(list: &str) -> usize {
    let mut depth = 0_i32;
    for (i, c) in list.char_indices() {
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth -= 1,
            '，' | '。' | '；' | '！' | '？' | '\n' | '—' if depth <= 0 => return i,
            _ => {}
        }
    }
    list.len()
}
