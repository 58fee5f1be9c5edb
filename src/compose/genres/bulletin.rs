//! The front matter of a 简报: masthead, numbers, 编者按, 报 送 发. No national standard covers it; what is asked for is the
//! custom of offices.

use super::notice::is_secrecy;
use super::{note, text, without_label};
use crate::compose::prose::Prose;
use crate::model::article::{Bulletin, Distribution, Genre, IssueNumber};
use crate::read::{Field, Mapping};

pub(super) fn bulletin(prose: &mut Prose, front: &Mapping) -> Option<Genre> {
    let masthead = front.required(&["masthead", "报头"])?.mapping()?;
    let name = prose.field_text(Some(masthead.required_words(&["name", "名称"])?));
    let kind = masthead.words(&["kind", "种类"]);
    let number = number(&masthead);
    let secrecy = masthead.field(&["secrecy", "密级"]).and_then(|field| secrecy(&field)).unwrap_or_default();
    let copy = masthead.text(&["copy", "编号"]);
    let issuers = masthead.field(&["issuers", "编印"]).map_or_else(Vec::new, |field| prose.field_texts(&field));
    masthead.finish();
    let editors_note = front.field(&["editors_note", "编者按"]).map_or_else(Vec::new, |field| note(prose, &field));
    let distribution = front.field(&["distribution", "发送"]).and_then(|f| f.mapping());
    let distribution = distribution.map_or_else(Distribution::default, |map| distribution_of(prose, map));
    Some(Genre::Bulletin(Bulletin { name, kind, number, secrecy, copy, issuers, editors_note, distribution }))
}

/// Supplements are counted apart from regular issues: an issue has a number of one kind.
fn number(masthead: &Mapping) -> IssueNumber {
    let issue = masthead.field(&["issue", "本年期号"]);
    let supplement = masthead.field(&["supplement", "增刊"]);
    if let (Some(_), Some(supplement)) = (&issue, &supplement) {
        supplement.tell_wrong_shape(
            "增刊的期号，不能同时写“本年期号”（增刊与正刊分开编号）",
            "the number of a supplement, without an `issue` (supplements are counted apart)",
            "增刊: 3",
        );
    }
    let serial = match (&issue, &supplement) {
        (None, None) => masthead.required(&["serial", "期号"]),
        _ => masthead.field(&["serial", "期号"]),
    };
    let ordinal = |field: Option<Field>| field.and_then(|field| ordinal(&field));
    IssueNumber { issue: ordinal(issue), supplement: ordinal(supplement), serial: ordinal(serial) }
}

/// A whole number from 1 on.
fn ordinal(field: &Field) -> Option<u32> {
    let number = field.whole_number::<u32>()?;
    if number == 0 {
        field.tell_wrong_shape("从 1 起的整数", "a whole number from 1 on", "12");
    }
    Some(number).filter(|number| *number > 0)
}

/// A degree of secrecy, or what offices print in its place on a paper that is for themselves.
fn secrecy(field: &Field) -> Option<String> {
    let text = field.text().filter(|text| !text.is_empty())?;
    let is_known = is_secrecy(&text) || is_internal(&text);
    if !is_known {
        field.tell_wrong_shape(
            &format!("规定的密级或内部资料的字样，不是“{text}”"),
            &format!("a prescribed degree of secrecy or the mark of an internal paper, not `{text}`"),
            "秘密★1年",
        );
    }
    Some(text).filter(|_| is_known)
}

/// 内部资料, 内部刊物 or 内部参考, with 注意保存 or 请勿外传 behind it or not.
fn is_internal(text: &str) -> bool {
    let rest = ["内部资料", "内部刊物", "内部参考"].iter().find_map(|paper| text.strip_prefix(paper));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '\u{3000}', '，', '·']);
        ["", "注意保存", "注意保密", "妥善保管", "请勿外传", "不得外传"].contains(&rest)
    })
}

fn distribution_of(prose: &mut Prose, map: Mapping) -> Distribution {
    let distribution = Distribution {
        report: without_label(text(prose, &map, &["report", "报"]), "报"),
        send: without_label(text(prose, &map, &["send", "送"]), "送"),
        issue: without_label(text(prose, &map, &["issue", "发"]), "发"),
        extra: without_label(text(prose, &map, &["extra", "增发"]), "增发"),
        copies: map.field(&["copies", "份数"]).and_then(|field| ordinal(&field)),
    };
    map.finish();
    distribution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_internal_paper_may_say_so() {
        for right in ["内部资料", "内部资料　注意保存", "内部刊物 请勿外传"] {
            assert!(is_internal(right), "{right}");
        }
        for wrong in ["内部", "内部资料库", "资料"] {
            assert!(!is_internal(wrong), "{wrong}");
        }
    }
}
