//! What the words before a quantity make of it: a growth, an increment, a difference in points, or the value that something
//! grew to.

use std::ops::Range;

/// A change that a quantity says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub direction: Direction,
    pub kind: ChangeKind,
    /// The verb, in the clean text.
    pub verb: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// 增长5%
    Percent,
    /// 提高3个百分点
    Points,
    /// 增加36户
    Amount,
    /// 增长2倍
    Times,
}

const UP: &[&str] = &[
    "涨幅",
    "涨价",
    "偏多",
    "偏高",
    "扩容",
    "延长",
    "增多",
    "高出",
    "高于",
    "快于",
    "增长",
    "增加",
    "增幅",
    "增速",
    "增收",
    "新增",
    "上升",
    "上涨",
    "提高",
    "提升",
    "扩大",
    "多出",
    "净增",
    "上调",
    "增",
    "涨",
    "升",
    "多",
    "高",
    "加快",
    "增长率",
    "同比增",
    "攀升",
    "增产",
    "大于",
    "扩增",
    "优于",
    "回升",
    "拉高",
];
const DOWN: &[&str] = &[
    "跌幅", "精简", "压降", "偏少", "偏低", "减收", "减产", "降价", "缩减", "节约", "低于", "慢于", "少于", "下降",
    "减少", "降低", "降幅", "回落", "缩小", "收窄", "下滑", "下跌", "压减", "压缩", "下调", "净减", "减", "降", "跌",
    "少", "低", "减幅", "缩短",
];

/// Words that may stand between the verb and the number.
const BETWEEN: &[&str] = &[
    "了",
    "约",
    "近",
    "超",
    "超过",
    "达",
    "达到",
    "为",
    "幅度达",
    "幅度为",
    "幅度",
    "率为",
    "率达",
    "不到",
    "虽达",
    "额为",
];

/// The change that a quantity says, from the words before its digits in the clause and its unit.
pub fn of(text: &str, clause_start: usize, number: usize, unit: &str) -> Option<Change> {
    let mut end = number;
    let clause = &text[clause_start..];
    loop {
        let before = &clause[..end - clause_start];
        match BETWEEN.iter().filter(|word| before.ends_with(**word)).max_by_key(|word| word.len()) {
            Some(word) => end -= word.len(),
            None => break,
        }
    }
    let before = &clause[..end - clause_start];
    let ends = |words: &[&'static str]| words.iter().filter(|w| before.ends_with(**w)).max_by_key(|w| w.len()).copied();
    let (verb, direction) = match (ends(UP), ends(DOWN)) {
        (Some(up), down) if down.is_none_or(|down| down.len() < up.len()) => (up, Direction::Up),
        (_, Some(down)) => (down, Direction::Down),
        _ => return None,
    };
    // 由34.6%降为29.8%: what it became.
    let is_level = text[end..number].starts_with('为') && matches!(verb, "降" | "减" | "升" | "增" | "涨" | "跌");
    if is_level {
        return None;
    }
    let kind = match unit {
        "%" | "％" | "‰" => ChangeKind::Percent,
        "个百分点" | "百分点" => ChangeKind::Points,
        "倍" => ChangeKind::Times,
        _ if matches!(verb, "新增" | "增收" | "多" | "高" | "少" | "低" | "增产") => return None,
        _ => ChangeKind::Amount,
    };
    Some(Change { direction, kind, verb: end - verb.len()..end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_before_the_number_decides() {
        let kind = |text: &str, unit: &str| {
            let number = text.find(|c: char| c.is_ascii_digit()).unwrap();
            of(text, 0, number, unit).map(|c| (c.direction, c.kind))
        };
        assert_eq!(kind("同比增长7.6%", "%"), Some((Direction::Up, ChangeKind::Percent)));
        assert_eq!(kind("较上年下降了约3%", "%"), Some((Direction::Down, ChangeKind::Percent)));
        assert_eq!(kind("高出全省0.8个百分点", "个百分点"), None);
        assert_eq!(kind("比上年增加36户", "户"), Some((Direction::Up, ChangeKind::Amount)));
        assert_eq!(kind("提高到36户", "户"), None);
        assert_eq!(kind("比例降为29.8%", "%"), None);
        assert_eq!(kind("覆盖率达98%", "%"), None);
    }
}
