//! A count behind numbered items, and a count of words that each item repeats: `一是…，二是…，三是…，这两个问题`,
//! `“三个必须”：预算必须编实，支出必须有据，…`.

use crate::audit::Verdicts;
use crate::audit::items;

const HAN: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The items of a sentence and what counts them stand within so many bytes.
const FAR: usize = 900;

/// What a label repeats is shorter, in bytes.
const LONGEST_LABEL: usize = 30;

/// `text` is a paragraph that begins at `start` of the clean text.
pub fn check(text: &str, start: usize, verdicts: &mut Verdicts) {
    numbered(text, start, verdicts);
    repeated(text, start, verdicts);
}

/// 一是…，二是…，三是…，这三个问题
fn numbered(text: &str, start: usize, verdicts: &mut Verdicts) {
    for lead in ["，这", "。这", "，以上", "。以上", "，上述", "。上述"] {
        for (at, _) in text.match_indices(lead) {
            let from = at + lead.len();
            let Some((number, length)) = items::han(&text[from..]).filter(|(number, _)| *number >= 2) else { continue };
            let behind = &text[from + length..];
            let counts = [
                "个问题",
                "个方面",
                "项工作",
                "项措施",
                "条措施",
                "点",
                "方面",
                "件事",
                "个短板",
                "类问题",
                "项任务",
                "个原因",
            ];
            if !counts.iter().any(|noun| behind.starts_with(noun)) {
                continue;
            }
            let before = &text[text.ceil_char_boundary(at.saturating_sub(FAR))..at];
            let Some(listed) = listed(before) else { continue };
            tell(verdicts, start + from, &text[from..from + length], (number, listed));
        }
    }
}

/// How many items the last 一是 before a place begins; none where it stands in another paragraph or they are not in order.
fn listed(before: &str) -> Option<usize> {
    let items = &before[before.rfind("一是")?..];
    let mut at = 0;
    let mut many = 0;
    for han in HAN {
        let Some(next) = items[at..].find(&format!("{han}是")) else { break };
        at += next + han.len();
        many += 1;
    }
    (many >= 2).then_some(many)
}

/// “三个必须”：…必须…，…必须…: as many items have the word.
fn repeated(text: &str, start: usize, verdicts: &mut Verdicts) {
    for (at, quote) in text.match_indices('“') {
        let label = &text[at + quote.len()..];
        let Some((number, length)) = items::han(label).filter(|(number, _)| *number >= 2) else { continue };
        let Some(rest) = label[length..].strip_prefix('个') else { continue };
        let near = rest.floor_char_boundary(LONGEST_LABEL.min(rest.len()));
        let Some(end) = rest[..near].find('”') else { continue };
        let (word, behind) = (&rest[..end], &rest[end + '”'.len_utf8()..]);
        let list = ["：", "——", "，即"].iter().find_map(|mark| behind.strip_prefix(mark));
        let Some(list) = list.filter(|_| (2..=4).contains(&word.chars().count())) else { continue };
        let list = &list[..list.floor_char_boundary(FAR.min(list.len()))];
        let list = &list[..list.find(['。', '\n']).unwrap_or(list.len())];
        // 坚决杜绝“僵尸”“睡眠”现象: what is quoted within an item is a part of it.
        let list = items::without_insides(list);
        let pieces: Vec<&str> = list.split(['，', '；', '、']).collect();
        let with_it = pieces.iter().filter(|piece| piece.contains(word)).count();
        // Each piece has the word once; otherwise the word is used besides.
        if with_it >= 2 && with_it == pieces.len() && list.matches(word).count() == with_it {
            let from = at + quote.len();
            tell(verdicts, start + from, &text[from..from + length], (number, with_it));
        }
    }
}

fn tell(verdicts: &mut Verdicts, at: usize, printed: &str, (number, listed): (usize, usize)) {
    let range = at..at + printed.len();
    if number == listed {
        return verdicts.holds(range, format!("{printed}：列出{listed}项"));
    }
    verdicts
        .wrong(
            range,
            format!("“{printed}”与所列不符：列出了{listed}项"),
            format!("the count {printed} and its list differ: {listed} items are listed"),
        )
        .help("核对数目，或补上漏列的项", "check the count, or add the item that is missing");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn numbered_items_and_repeated_words_are_counted() {
        expect(
            "list-off",
            &[
                "也有短板：一是人才流失，二是设备老化，三是信息孤岛，这两个问题要在今年解决。",
                "严格落实“三个必须”：预算必须编实，支出必须有据，评价必须真评，结果必须运用。",
            ],
            &[
                "也有短板：一是人才流失，二是设备老化，三是信息孤岛，这三个问题要在今年解决。",
                "严格落实“四个必须”：预算必须编实，支出必须有据，评价必须真评，结果必须运用。",
                "要做到“三个坚决”：坚决杜绝“僵尸”“睡眠”现象，坚决纠正泄露隐私行为，坚决落实“三审三校”制度。",
                "坚持“三个必须”：管行业必须管安全，管业务必须管安全、管生产经营必须管安全，责任压到人。",
                "一是抓产业，二是抓就业。这两年变化很大。",
            ],
        );
    }
}
