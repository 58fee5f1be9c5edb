//! The names of rows whose head counts its members: 冬、春、夏、秋四季分别为, 四个季度入库4.86亿元、4.31亿元…, 六大特色产业产值26.0亿元，分产业为5.2亿元….
//! From the words before a row to one name for each value. Divides nothing.

use crate::audit::items;
use crate::reading::{Mention, Reading};

/// In bytes, the head of a row.
const LONGEST: usize = 240;

/// The name of a value in a row without 分别.
pub fn name(reading: &Reading, m: &Mention) -> Option<String> {
    let before = reading.before(m);
    let (at, names) = match before.find("四个季度") {
        Some(at) => (at, ["一季度", "二季度", "三季度", "四季度"].map(str::to_string).to_vec()),
        None => (0, names_of_kinds(reading, m, before)?),
    };
    let from = m.range.start - before.len() + at;
    let values = reading.between(&(from..m.clause.end));
    let index = values.iter().position(|value| value.range == m.range)?;
    let is_row = values.len() == names.len() && values.iter().all(|value| value.unit() == m.unit());
    names.into_iter().nth(index).filter(|_| is_row)
}

/// 魔芋、核桃、食用菌三大特色产业产值12.4亿元，分产业为: the names stand in the clause before.
fn names_of_kinds(reading: &Reading, m: &Mention, before: &str) -> Option<Vec<String>> {
    /// In characters, 分产业为.
    const KIND: usize = 6;
    let kind = before.strip_prefix('分')?;
    let end = kind.find(['为', '是'])?;
    let start = m.range.start - before.len();
    let sentence = reading.sentences[m.sentence].range.start.max(start.saturating_sub(LONGEST));
    let lead = reading.text().get(reading.text().ceil_char_boundary(sentence)..start)?.strip_suffix('，')?;
    let clause = lead.rsplit(['，', '；', '。', '：']).next()?;
    let head = &clause[..clause.find(|c: char| c.is_ascii_digit())?];
    let many = reading.between(&(start..m.clause.end)).len();
    counted(head, many).filter(|_| kind[..end].chars().count() <= KIND)
}

/// The names before a numeral that counts them, each with the kind behind it: 夏季 of 冬、春、夏、秋四季.
pub fn counted(names: &str, many: usize) -> Option<Vec<String>> {
    let open = names.find(['（', '(']).filter(|_| names.ends_with(['）', ')']));
    let names = &names[..open.unwrap_or(names.len())];
    let all: Vec<&str> = names.split(['、', '和', '与', '及']).collect();
    let (last, others) = all.split_last()?;
    let numeral_at = |(at, _)| Some((at, items::han(&last[at..]).filter(|(number, _)| *number == many)?.1));
    let (at, length) = last.char_indices().find_map(numeral_at)?;
    let kind = last[at + length..].trim_start_matches(['大', '个', '类', '种', '家', '项']);
    let is_list = all.len() == many && at > 0 && !kind.is_empty() && !names.contains(|c: char| c.is_ascii_digit());
    let own = others.iter().copied().chain([&last[..at]]);
    is_list.then(|| own.map(|name| format!("{name}{kind}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_that_counts_its_members_names_each() {
        let names = |head, many| counted(head, many).unwrap_or_default().join(" ");
        assert_eq!(names("冬、春、夏、秋四季（冬季为上年12月起）", 4), "冬季 春季 夏季 秋季");
        assert_eq!(names("魔芋、核桃、土鸡三大特色产业产值", 3), "魔芋特色产业产值 核桃特色产业产值 土鸡特色产业产值");
        assert_eq!(names("魔芋、核桃、土鸡三大特色产业产值", 4), "");
        assert_eq!(names("农业、工业、生活用水", 3), "");
    }
}
