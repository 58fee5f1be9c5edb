//! A count in the title that the text says otherwise: `2023年九件民生实事完成情况` above a text that speaks of 十件民生实事 and 十件实事. Told where the text says its own number twice and
//! that of the title never.

use super::{Count, counts};
use crate::audit::Verdicts;
use crate::reading::{ParagraphKind, Reading, is_han};

/// A title is shorter than this, in characters.
const TITLE: usize = 50;

/// So often the text must say its own number.
const SAID: usize = 2;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let Some(title) = reading.paragraphs.iter().find(|p| !p.range.is_empty()) else { return };
    let text = reading.slice(&title.range);
    if text.chars().count() > TITLE || text.contains('。') || title.kind == ParagraphKind::TableRow {
        return;
    }
    for count in counts(text).iter().filter(|count| !count.is_label) {
        let Some(noun) = noun(text, count) else { continue };
        let said = said(reading, title.range.end, &noun);
        let Some(first) = said.first().copied() else { continue };
        let place = title.range.start + count.range.start..title.range.start + count.range.end;
        let (number, printed) = (count.number, &text[count.range.start..count.end]);
        if said.contains(&number) {
            verdicts.holds(place, format!("{printed}{noun}：正文相同"));
        } else if said.len() >= SAID && said.iter().all(|other| *other == first) {
            verdicts
                .wrong(
                    place,
                    format!("标题与正文的数目不一：标题是{printed}{noun}，正文{}处都是{first}", said.len()),
                    format!("the title says {number} and the text says {first}, {} times", said.len()),
                )
                .help("核对标题和正文", "check the title and the text");
        }
    }
}

/// 实事 of 九件民生实事完成情况: what is counted, to the end of the name.
fn noun(text: &str, count: &Count) -> Option<String> {
    const NOUNS: [&str; 8] = ["实事", "行动", "工程", "任务", "举措", "措施", "战役", "改革"];
    let behind: String = text[count.end..].chars().take_while(|c| is_han(*c)).take(8).collect();
    NOUNS.iter().filter_map(|noun| Some((behind.find(noun)?, *noun))).min().map(|(_, noun)| noun.to_string())
}

/// The numbers that the text gives to what has this name, each as often as it is said.
fn said(reading: &Reading, from: usize, noun: &str) -> Vec<usize> {
    let mut said = Vec::new();
    let prose = reading.paragraphs.iter().filter(|p| p.range.start >= from && p.kind != ParagraphKind::TableRow);
    for paragraph in prose {
        let text = reading.slice(&paragraph.range);
        for count in counts(text) {
            let behind: String = text[count.end..].chars().take_while(|c| is_han(*c)).take(6).collect();
            let is_named = behind.find(noun).is_some_and(|at| behind[..at].chars().count() <= 2);
            let is_of_then = ["去年", "上年", "其中"].iter().any(|word| text[..count.range.start].ends_with(word));
            if is_named && !is_of_then {
                said.push(count.number);
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn title_and_text_say_one_number() {
        expect(
            "list-off",
            &["榕江口区2023年九件民生实事完成情况\n年初票决产生了十件民生实事。\n截至12月20日，十件实事全部办结。"],
            &[
                "榕江口区2023年十件民生实事完成情况\n年初票决产生了十件民生实事。\n截至12月20日，十件实事全部办结。",
                "2023年九件民生实事完成情况\n去年的十件民生实事已办结。",
                "三大行动进展\n环保八大行动和安全六大行动都已部署。",
            ],
        );
    }
}
