//! The words around a place of a text: its sentence, or the table in which it stands. Reads the text as it was written,
//! references in their braces.

use std::ops::Range;

const ENDS: [&str; 7] = ["。", "！", "？", "\n\n", "\n- ", "\n#", "\n---"];

/// The bytes of the sentence around some bytes of a text. What stands in a fenced block has the block around it: the head of
/// a table speaks for its cells.
pub(super) fn around(text: &str, bytes: Range<usize>) -> Range<usize> {
    let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
    if before.matches("\n```").count() % 2 == 1 {
        let start = before.rfind("\n```").unwrap_or(0);
        return start..after.find("\n```").map_or(text.len(), |end| bytes.end + end);
    }
    let start = ENDS.iter().filter_map(|end| Some(before.rfind(end)? + end.len())).max().unwrap_or(0);
    let end = ENDS.iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
    start..bytes.end + end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str, word: &str) -> String {
        let start = text.find(word).unwrap();
        text[around(text, start..start + word.len())].to_string()
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_at_its_block() {
        assert_eq!(sentence("一是甲。二是乙，{{ 丙 }}；丁。戊", "丙"), "二是乙，{{ 丙 }}；丁");
        assert_eq!(sentence("前文\n\n- 甲\n- 乙丙\n\n后文", "丙"), "乙丙");
        assert_eq!(sentence("全文", "文"), "全文");
    }

    #[test]
    fn a_cell_has_its_table_around_it() {
        let table = "前。\n```table\ncolumns: [年份, 预计]\nrows:\n  - [甲。, 丙]\n```\n后。";
        assert!(sentence(table, "丙").contains("预计") && !sentence(table, "丙").contains("后"));
    }
}
