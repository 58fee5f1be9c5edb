//! Products of a paragraph and, in the next sentence, their total: `硬化道路19.5公里，每公里40万元，计780万元；新建小桥2座，计78万元。安排资金合计858万元`. The parts are
//! the amounts of the sentence before that say no more than 计 or 合; told where one slip explains it.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::passage::measure;
use crate::reading::{Mention, ParagraphKind, Reading};

const MAKES: [&str; 6] = ["计", "合", "共计", "共", "小计", "合计"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, sentence) in reading.sentences.iter().enumerate().skip(1) {
        let before = &reading.sentences[index - 1];
        let is_table = reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow;
        let Some(total) = reading.in_sentence(index).first().filter(|_| before.paragraph == sentence.paragraph) else {
            continue;
        };
        let words = reading.before(total).trim_end_matches(['为', '达', '约']);
        let is_total =
            ["合计", "共计", "总计", "总投资"].iter().any(|word| words.ends_with(word)) && words.chars().count() <= 10;
        if is_table || !is_total || total.clause.start > sentence.range.start {
            continue;
        }
        let is_part = |m: &&Mention| {
            measure(m).converts_to(&measure(total))
                && m.upper.is_none()
                && m.quantity.bound.is_none()
                && MAKES.contains(&reading.before(m))
        };
        let parts: Vec<&Mention> = reading.in_sentence(index - 1).iter().filter(is_part).collect();
        if parts.len() >= 2 {
            (Sum { parts, whole: total }).tell_slip(reading, verdicts);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn products_of_the_sentence_before_are_added() {
        expect(
            "sum-off",
            &["硬化道路19.5公里，每公里40万元，计780万元；新建小桥2座、涵洞12道，计78万元。安排资金合计885万元。"],
            &[
                "硬化道路19.5公里，每公里40万元，计780万元；新建小桥2座、涵洞12道，计78万元。安排资金合计858万元。",
                "硬化道路计780万元；小桥计78万元。乡镇自筹合计86万元，另行安排。",
            ],
        );
    }
}
