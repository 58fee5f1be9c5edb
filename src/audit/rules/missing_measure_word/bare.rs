//! The one number of a row that has no measure word where its neighbour has one: 电工班18期、育婴班16、电商班20期. From a bare number to
//! the noun before it. Judges nothing.

use super::{is_count, names_a_value};
use crate::reading::{Mention, Reading, is_han};

/// Measures of scores and of places, beside which bare numbers are right.
const SCORES: [&str; 9] = ["分", "位", "度", "级", "名", "号", "岁", "环", "届"];

/// Words that end in a code or an index.
pub(super) const CODES: [&str; 12] =
    ["国道", "省道", "县道", "编号", "代码", "电话", "指数", "热线", "系数", "得分", "比分", "总分"];

const DONE: [&str; 28] = [
    "整改", "化解", "销号", "处置", "消除", "拆除", "关停", "处理", "查处", "移交", "移送", "回访", "达标", "获批",
    "开工", "完工", "竣工", "投产", "签约", "在建", "建成", "办结", "受理", "立案", "结案", "开园", "验收", "入库",
];

/// The noun of a bare number of which the neighbour in its row is counted.
pub fn noun(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let text = reading.text();
    let lead = &text[mention.clause.start.min(mention.digits.start)..mention.digits.start];
    let piece = lead.rsplit(['、', '：', '（']).next().unwrap_or(lead);
    let noun = piece.strip_prefix("其中").unwrap_or(piece);
    let is_noun = (2..=10).contains(&noun.chars().count()) && noun.chars().all(is_han);
    let is_value = CODES.iter().any(|code| noun.ends_with(code)) || names_a_value(reading, mention);
    if !is_noun || is_value || !is_count(reading, mention) || noun.ends_with(['第', '号', '线', '路', '约']) {
        return None;
    }
    let next = reading.mentions.get(at + 1).filter(|next| next.sentence == mention.sentence && is_counted(next));
    let before = at.checked_sub(1).map(|i| &reading.mentions[i]);
    // 得到12分、篮板8、助攻5次
    if before.is_some_and(|before| SCORES.contains(&before.unit().name()) && before.sentence == mention.sentence) {
        return None;
    }
    let before = before.filter(|before| before.sentence == mention.sentence && is_counted(before));
    let behind = &text[mention.range.end..];
    let is_next = next.is_some_and(|next| {
        let gap = &text[mention.range.end..next.digits.start.max(mention.range.end)];
        is_name(gap, '、') || is_verb_pair(noun, gap)
    });
    let is_last = behind.starts_with(['、', '，', '。', '；', '和'])
        && before
            .is_some_and(|before| is_name(&text[before.range.end..mention.digits.start.max(before.range.end)], '、'));
    let ends = behind.starts_with(['，', '。', '；']);
    let follows = before.is_some_and(|before| {
        let gap = &text[before.range.end..mention.digits.start.max(before.range.end)];
        is_done(gap) || is_clause_of(gap, noun)
    });
    let leads = next.is_some_and(|next| {
        let gap = &text[mention.range.end..next.digits.start.max(mention.range.end)];
        is_clause(gap)
    });
    let is_beside = ends && (follows || leads && COUNTED.iter().any(|word| noun.ends_with(word)));
    (is_next || is_last || is_beside).then(|| noun.to_string())
}

/// People and things that a bare number behind them counts, where the clause beside it counts something with a measure word.
const COUNTED: [&str; 20] = [
    "车辆", "医师", "医生", "护士", "教师", "人员", "就业", "设备", "机具", "农机", "船舶", "房屋", "床位", "资料",
    "案件", "学员", "干部", "门店", "商户", "手术",
];

/// ，办结 behind 24件
fn is_done(gap: &str) -> bool {
    gap.strip_prefix('，').is_some_and(|verb| DONE.contains(&verb.trim_start_matches('已')))
}

/// ，就业困难人员就业 behind 624人
fn is_clause_of(gap: &str, noun: &str) -> bool {
    is_clause(gap) && COUNTED.iter().any(|word| noun.ends_with(word))
}

/// One clause of Han characters.
fn is_clause(gap: &str) -> bool {
    let words = gap.strip_prefix(['，', '；']);
    words.is_some_and(|words| (2..=16).contains(&words.chars().count()) && words.chars().all(is_han))
}

fn is_counted(m: &Mention) -> bool {
    m.has_unit() && m.unit().is_counted() && !SCORES.contains(&m.unit().name()) && m.change.is_none()
}

/// 、灭火水枪
fn is_name(gap: &str, mark: char) -> bool {
    gap.strip_prefix(mark).is_some_and(|name| (2..=10).contains(&name.chars().count()) && name.chars().all(is_han))
}

/// 开工19，完工7个: two verbs of one length.
fn is_verb_pair(verb: &str, gap: &str) -> bool {
    DONE.iter().any(|done| verb.ends_with(done))
        && gap.strip_prefix('，').is_some_and(|other| DONE.iter().any(|done| other.trim_start_matches('已') == *done))
}
