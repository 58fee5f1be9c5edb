//! From a 公文 to what its print template shows. Comes in: the notice and its article. Goes out: the view, its marks and
//! labels as GB/T 9704—2012 wants them. Lays nothing out.

use super::headline;
use super::joiners::JOINER;
use super::view::{AttendanceView, NoticeView};
use crate::model::article::Article;
use crate::model::notice::Notice;

/// `text`: what the document says, for lines that keep its words whole.
pub(super) fn view(notice: &Notice, article: &Article, text: &str) -> NoticeView {
    let mark = &notice.mark;
    let lines_of = |name: &str| headline::lines(name, text, headline::LONGEST_NAME);
    let signature = &notice.signature;
    let (post, signatory) = signature.signatory.clone().unwrap_or_default();
    NoticeView {
        form: notice.form.name().to_string(),
        organs: match mark.organs.as_slice() {
            [only] => vec![lines_of(&format!("{only}{}", mark.kind))],
            several => several.iter().map(|organ| lines_of(organ)).collect(),
        },
        mark_kind: if mark.organs.len() > 1 { mark.kind.clone() } else { String::new() },
        copy: notice.copy.clone(),
        secrecy: spaced(&notice.secrecy),
        urgency: notice.urgency.clone(),
        number: notice.number.clone(),
        signers: notice.signers.clone(),
        recipients: bare(&notice.recipients, &['：', ':']),
        attendance: notice
            .attendance
            .iter()
            .map(|list| AttendanceView { label: list.label.to_string(), names: whole_names(&list.names) })
            .collect(),
        signed: signature.organs.clone(),
        has_seal: signature.seal,
        has_signatory: signature.signatory.is_some(),
        post,
        signatory,
        disclosure: notice.disclosure.trim().trim_matches(['（', '）', '(', ')']).to_string(),
        copies_to: bare(&unlabelled_copies(&notice.copies_to), &['。', '.']),
        printed_by: notice.printed_by.clone(),
        printed_on: notice.printed_on.map_or_else(String::new, |date| date.to_string()),
        labels_attachments: match article.parts.len() {
            0 => false,
            1 => !["印发", "转发"].iter().any(|word| article.meta.title.contains(word)),
            _ => true,
        },
    }
}

/// The list with each name whole in its line: 孙大伟, and 县委办公室甲某 too; of longer ones the end, where the name stands. The lines
/// are ragged, so that none gets gaps from it.
fn whole_names(list: &str) -> String {
    const LONGEST: usize = 8;
    const NAME: usize = 4;
    let mut whole = String::with_capacity(list.len() * 2);
    for part in list.split_inclusive(['、', '，', '；', ',', ';']) {
        let length = part.trim_end_matches(['、', '，', '；', ',', ';']).chars().count();
        let first = if length > LONGEST { length - NAME } else { 0 };
        for (i, c) in part.chars().enumerate() {
            if i > first {
                whole.push(JOINER);
            }
            whole.push(c);
        }
    }
    whole
}

/// 机密 without a period has one character of room between its two.
fn spaced(secrecy: &str) -> String {
    let mut chars = secrecy.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(second), None) => format!("{first}\u{3000}{second}"),
        _ => secrecy.to_string(),
    }
}

fn bare(text: &str, marks: &[char]) -> String {
    text.trim().trim_end_matches(marks).to_string()
}

fn unlabelled_copies(list: &str) -> String {
    list.trim().strip_prefix("抄送").map_or(list, |rest| rest.trim_start_matches(['：', ':'])).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_one_line() {
        let whole = |list: &str| whole_names(list).replace(JOINER, "|");
        assert_eq!(whole("孙大伟、李　强"), "孙|大|伟|、李|　|强");
        assert_eq!(whole("县巩固衔接工作专班孙大伟，乙某"), "县巩固衔接工作专班|孙|大|伟|，乙|某");
    }
}
