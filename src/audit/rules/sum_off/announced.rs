//! A count and behind its colon a list of things each of which is counted by its own word: `二级预算单位42个：高中3所、初中9所、小学21所、教师发展中心1个`. The list must be the whole of what stands
//! behind the colon.

use super::Sum;
use crate::audit::mend;
use crate::audit::passage::is_change;
use crate::audit::{Verdicts, arithmetic};
use crate::finding::Severity;
use crate::model::Unit;
use crate::reading::{Mention, ParagraphKind, Reading};

/// Words that count a thing among others, whatever it is.
const COUNTING: [&str; 16] =
    ["个", "所", "家", "处", "座", "项", "件", "条", "支", "间", "台", "套", "辆", "株", "场", "片"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for whole in reading.mentions.iter().filter(|m| is_count(m) && !is_change(reading, m)) {
        let is_table = reading.paragraphs[whole.paragraph].kind == ParagraphKind::TableRow;
        let end = reading.sentences[whole.sentence].range.end;
        let Some(list) = text[whole.range.end..end.max(whole.range.end)].strip_prefix('：').filter(|_| !is_table)
        else {
            continue;
        };
        let list = &list[..list.find(['。', '；', '\n']).unwrap_or(list.len())];
        let from = whole.range.end + '：'.len_utf8();
        let parts: Vec<&Mention> = reading.between(&(from..from + list.len())).iter().collect();
        let is_mixed = parts.iter().any(|part| part.unit() != parts[0].unit());
        let are_pieces = list.split(['、', '和', '，']).count() == parts.len();
        let ends = parts
            .iter()
            .all(|part| is_count(part) && text[part.range.end..].starts_with(['、', '和', '，', '。', '；', '\n']));
        if parts.len() >= 3 && is_mixed && are_pieces && ends && !list.contains(['等', '每']) {
            judge(reading, verdicts, whole, &parts);
        }
    }
}

fn is_count(m: &Mention) -> bool {
    COUNTING.contains(&m.unit().name())
        && m.upper.is_none()
        && m.quantity.bound.is_none()
        && m.change.is_none()
        && !m.is_quoted
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, whole: &Mention, parts: &[&Mention]) {
    let alike = |m: &Mention| {
        let mut alike = m.clone();
        alike.quantity.unit = Unit::new(whole.unit().name());
        alike
    };
    let measured: Vec<Mention> = parts.iter().map(|part| alike(part)).collect();
    let sum = Sum { parts: measured.iter().collect(), whole };
    let fits = arithmetic::total(reading, &sum.parts).is_some_and(|outcome| outcome.fits(whole));
    if fits {
        sum.holds(reading, verdicts);
    } else if let Some(mend) = mend::of(&measured, whole) {
        sum.tell(reading, Severity::Error, Some(&mend), verdicts);
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn things_counted_by_their_own_words_are_added() {
        expect(
            "sum-off",
            &["二级预算单位42个：高中3所、初中9所、小学24所、幼儿园7所、特殊教育学校1所、教师发展中心1个。"],
            &[
                "二级预算单位42个：高中3所、初中9所、小学21所、幼儿园7所、特殊教育学校1所、教师发展中心1个。",
                "查获赃物128件：手机3台、电视1台、项链2条。",
                "下设机构12个：县局1个、分局5所、站点等8处。",
            ],
        );
    }
}
