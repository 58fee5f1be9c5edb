//! A count in Han among counts of its kind in digits: `92家企业中，增产的46家、持平的4家，产值过10亿元的企业有九家`. From a reading to the places. Told only where the
//! paragraph writes a small count with the same measure word in digits, so that no house style explains it.

use crate::reading::{ParagraphKind, Reading, is_han, measure_word};
use rust_decimal::Decimal;
use std::ops::Range;

/// 一 and 两 are said as words.
const HAN: &str = "三四五六七八九";
const COUNTED: [&str; 16] =
    ["家", "个", "名", "户", "所", "座", "处", "条", "件", "起", "项", "台", "辆", "支", "人", "宗"];
/// So many others stand in digits.
const OTHERS: usize = 3;

pub fn in_han(reading: &Reading) -> Vec<Range<usize>> {
    let text = reading.text();
    let digits = text.char_indices().filter(|(_, c)| HAN.contains(*c));
    digits.filter_map(|(at, c)| told(reading, at, at + c.len_utf8())).collect()
}

/// 由百分之九十提高到100%: a percentage in Han in a sentence that has another in digits.
pub fn percents_in_han(reading: &Reading) -> Vec<Range<usize>> {
    const OF_A_HUNDRED: &str = "百分之";
    let text = reading.text();
    let told = |at: usize| {
        let start = at + OF_A_HUNDRED.len();
        let number = text[start..].chars().take_while(|c| "零一二三四五六七八九十百点".contains(*c));
        let end = start + number.map(char::len_utf8).sum::<usize>();
        let sentence = &reading.sentences[reading.sentence_at(at)].range;
        let is_beside_digits = reading.between(sentence).iter().any(|m| m.is_percent() && !m.is_quoted);
        let lead = &text[sentence.start.min(at)..at];
        // “三个百分之百” is a name, and so is 百分之百 alone.
        let is_quoted = lead.matches('“').count() > lead.matches('”').count() || text[start..end].starts_with('百');
        (end > start && is_beside_digits && !is_quoted).then_some(at..end)
    };
    text.match_indices(OF_A_HUNDRED).filter_map(|(at, _)| told(at)).collect()
}

fn told(reading: &Reading, at: usize, end: usize) -> Option<Range<usize>> {
    let text = reading.text();
    let unit = COUNTED.iter().find(|unit| measure_word(&text[end..]) == **unit)?;
    let paragraph = reading.paragraph_at(at);
    let is_prose = reading.paragraphs[paragraph].kind == ParagraphKind::Prose;
    let (before, behind) = (&text[..at], &text[end + unit.len()..]);
    let is_said = ["有", "为", "共", "达", "是"].iter().any(|verb| before.ends_with(verb));
    let ends = behind.starts_with(['，', '。', '；', '、']);
    let is_alone = before.strip_suffix(['有', '为', '共', '达', '是']).is_some_and(|head| head.ends_with(is_han));
    (is_prose && is_said && ends && is_alone && stands_among_digits(reading, at, unit)).then(|| at..end + unit.len())
}

/// Whether several counts of the paragraph have this measure word and digits, a small one among them.
fn stands_among_digits(reading: &Reading, at: usize, unit: &str) -> bool {
    let paragraph = &reading.paragraphs[reading.paragraph_at(at)].range;
    let counts = reading.between(paragraph);
    let counts: Vec<Decimal> =
        counts.iter().filter(|m| m.unit().name() == unit && !m.is_quoted).map(|m| m.quantity.value()).collect();
    counts.len() >= OTHERS && counts.iter().any(|count| *count < Decimal::TEN)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn counts_of_a_kind_are_written_alike() {
        expect(
            "mixed-numeral",
            &[
                "92家企业中，产值增长的46家、持平的4家，产值过10亿元的有九家。",
                "考场监控率由百分之九十提高到100%。",
                "全市开庭巡回审判12件，调解8件，撤诉3件，发回重审的有五件。",
            ],
            &[
                "92家企业中，产值增长的46家、持平的4家，产值过10亿元的有9家。",
                "92家企业中，产值增长的46家，产值过10亿元的有九家。",
                "办理12件，调解8件，撤诉3件，抓好三件实事。",
                "实现“两个百分之九十”，项目竣工率100%，百分之百到位。",
                "百分之九十的考场实现监控。次年达到100%。",
                "企业12家、8家、3家，合作社有三个。",
            ],
        );
    }
}
