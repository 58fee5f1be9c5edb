//! The places into which a county is divided, glued together as they are always said: `辖9镇5乡2个街道，共16个乡级单位`. From the row of numbers with their
//! kinds to the total right behind it. Text only: few of these numbers have a measure word.

use crate::audit::Verdicts;
use crate::reading::{ParagraphKind, Reading};

const KINDS: [&str; 8] = ["街道办事处", "街道", "民族乡", "镇", "乡", "苏木", "林场", "农场"];

const TOTALS: [&str; 6] = ["，共", "，共计", "，合计", "，总计", "，共有", "共"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let text = reading.slice(&sentence.range);
        for (at, word) in text.match_indices('辖') {
            let row = text[at + word.len()..].trim_start_matches(['有', '：']);
            judge(row, sentence.range.end - row.len(), verdicts);
        }
    }
}

/// `row` begins at `start` of the text.
fn judge(row: &str, start: usize, verdicts: &mut Verdicts) {
    let (mut rest, mut parts) = (row, Vec::new());
    while let Some((number, behind)) = number(rest) {
        let behind = behind.trim_start_matches('个');
        let Some(behind) = KINDS.iter().find_map(|kind| behind.strip_prefix(kind)) else { break };
        parts.push(number);
        rest = behind.strip_prefix(['、', '和']).unwrap_or(behind);
    }
    let total = TOTALS.iter().find_map(|word| rest.strip_prefix(word)).filter(|_| parts.len() >= 2);
    let Some((total, behind)) = total.and_then(number) else { return };
    let noun = behind.strip_prefix('个').unwrap_or("");
    if !["乡", "镇", "街道"].iter().any(|kind| noun.starts_with(kind)) {
        return;
    }
    let end = start + row.len() - behind.len();
    let place = end - total.to_string().len()..end;
    let sum: u32 = parts.iter().sum();
    let words: Vec<String> = parts.iter().map(u32::to_string).collect();
    let words = format!("{} = {sum}", words.join("+"));
    if sum == total {
        return verdicts.holds(place, words);
    }
    verdicts
        .wrong(
            place,
            format!("分项之和与总数对不上：{words}，文中总数是{total}"),
            format!("the parts do not add up to the whole: {words}, the text says {total}"),
        )
        .help("核对各分项和总数", "check the parts and the whole");
}

/// The number with which a text begins, and what stands behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn the_places_of_a_county_are_added() {
        expect(
            "sum-off",
            &[
                "2022年末，辖9镇5乡2个街道，共18个乡级单位，设村民委员会213个。",
                "全县辖12个镇、3个乡和2个街道，共16个乡镇（街道）。",
                "下辖6镇4乡，共11个乡镇。",
            ],
            &[
                "2022年末，辖9镇5乡2个街道，共16个乡级单位，设村民委员会213个。",
                "全县辖12个镇、3个乡和2个街道，共17个乡镇（街道）。",
                "全县辖9镇5乡，共213个村。",
                "辖2个街道，共16个社区。",
            ],
        );
    }
}
