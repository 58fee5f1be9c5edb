//! How many of a set have risen and how many have fallen, and which: `“六涨二降”：食品烟酒、居住…上涨，衣着、医疗保健下降`. From the label to
//! the clauses behind it, each of which ends with its verb.

use crate::audit::Verdicts;
use crate::audit::items;

const MOVES: [(char, &[&str]); 8] = [
    ('涨', &["上涨", "涨"]),
    ('升', &["上升", "提升", "回升", "升"]),
    ('增', &["增长", "增加", "增"]),
    ('降', &["下降", "降低", "回落", "下滑", "降"]),
    ('减', &["减少", "下降", "减"]),
    ('跌', &["下跌", "下降", "跌"]),
    ('落', &["回落", "下降"]),
    ('平', &["持平", "不变", "平"]),
];

/// A list is looked for this far, in bytes.
const FAR: usize = 900;

/// The numbers of `六涨二降` with their verbs; empty where a text is no such label.
pub fn counts(label: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut rest = label.trim_end_matches('”');
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = match digits {
            0 if rest.starts_with('一') => Some((1, '一'.len_utf8())),
            0 => items::han(rest),
            _ => rest[..digits].parse().ok().map(|number| (number, digits)),
        };
        let read = number.and_then(|(number, length)| Some((number, length, rest[length..].chars().next()?)));
        let Some((number, length, verb)) = read.filter(|(.., verb)| MOVES.iter().any(|(own, _)| own == verb)) else {
            return Vec::new();
        };
        found.push((number, verb));
        rest = &rest[length + verb.len_utf8()..];
    }
    found
}

/// `text` is a paragraph that begins at `start` of the clean text.
pub fn check(text: &str, start: usize, verdicts: &mut Verdicts) {
    for (at, quote) in text.match_indices('“') {
        let behind = &text[at + quote.len()..];
        let Some(end) = behind.find('”').filter(|end| *end <= 30) else { continue };
        let label = &behind[..end];
        let said = counts(label);
        if said.len() < 2 {
            continue;
        }
        let rest = &behind[end + '”'.len_utf8()..];
        let Some(list) = ["：", "，即", "，其中", "（"].iter().find_map(|mark| rest.strip_prefix(mark)) else {
            continue;
        };
        let list = &list[..list.floor_char_boundary(FAR.min(list.len()))];
        let list = &list[..list.find(['。', '）', '\n']).unwrap_or(list.len())];
        let Some(listed) = listed(list, &said) else { continue };
        let place = start + at + quote.len()..start + at + quote.len() + label.len();
        if listed.iter().zip(&said).all(|(listed, (number, _))| listed.contains(number)) {
            verdicts.holds(place, format!("{label}：所列相符"));
            continue;
        }
        let words: Vec<String> =
            listed.iter().zip(&said).map(|(listed, (_, verb))| format!("{}{verb}", listed.start())).collect();
        let words = words.concat();
        verdicts
            .wrong(
                place,
                format!("“{label}”与所列不符：列出的是{words}"),
                format!("the count {label} and its list differ: the list has {words}"),
            )
            .help("核对数目，或补上漏列的项", "check the count, or add the item that is missing");
    }
}

/// How many are listed of each verb, in the order of the label; none where the list is not plain, or speaks of some only.
fn listed(list: &str, said: &[(usize, char)]) -> Option<Vec<std::ops::RangeInclusive<usize>>> {
    let mut found: Vec<Option<std::ops::RangeInclusive<usize>>> = vec![None; said.len()];
    for clause in list.split(['，', '；']) {
        if clause.contains(|c: char| c.is_ascii_digit() || c == '等') {
            return None;
        }
        let read = said.iter().enumerate().find_map(|(i, (_, verb))| {
            let (_, words) = MOVES.iter().find(|(own, _)| own == verb)?;
            words.iter().find_map(|word| clause.strip_suffix(word)).map(|names| (i, names))
        });
        let (i, names) = read?;
        let items = items::of(names.trim_end_matches(['均', '价', '格', '类']));
        if found[i].is_some() || items.is_open {
            return None;
        }
        found[i] = Some(items.least..=items.most);
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_rises_and_what_falls_is_counted() {
        expect(
            "list-off",
            &[
                "八大类价格“六涨二降”：食品烟酒、居住、生活用品及服务、交通通信、教育文化娱乐、其他用品及服务上涨，衣着下降。",
                "八大类价格呈“五涨三降”：食品烟酒、居住、教育文化娱乐、其他用品及服务上涨，衣着、医疗保健、交通通信下降。",
                "六项指标“四升二降”：产值、税收、用电、投资上升，出口、客运、货运下降。",
                "十个乡镇“三增一减”：甲镇、乙镇增长，丙镇减少。",
                "八大类“五涨一平二降”：食品、居住、教育、医疗、交通上涨，衣着、其他下降，生活用品、烟酒持平。",
            ],
            &[
                "八大类价格“六涨二降”：食品烟酒、居住、生活用品及服务、交通通信、教育文化娱乐、其他用品及服务上涨，衣着、医疗保健下降。",
                "八大类价格“六涨二降”：食品烟酒上涨2.1%，涨幅最大。",
                "八大类价格“六涨二降”，其中食品上涨，衣着、医疗保健下降最多。",
                "八大类“五涨一平二降”：食品、居住、教育、医疗、交通上涨，衣着、其他下降，生活用品持平。",
                "指标“四升二降”：产值、税收等上升，出口、客运下降。",
            ],
        );
    }
}
