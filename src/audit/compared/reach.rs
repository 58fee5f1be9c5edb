//! Verbs that lead to the value reached: 增加到, 降至, 提升为. From words to such a verb and the way it goes. Judges nothing.

use crate::reading::Direction;

const UP: &[&str] = &[
    "增加", "增长", "提高", "提升", "上升", "攀升", "跃升", "上涨", "扩大", "扩展", "延长", "上调", "增", "升", "涨",
    "提", "扩",
];
const DOWN: &[&str] = &[
    "下降", "降低", "减少", "缩小", "缩短", "回落", "下调", "下滑", "下跌", "压减", "压缩", "缩减", "收窄", "精简",
    "减", "降", "跌", "缩",
];
/// The way is in the numbers.
const EITHER: &[&str] = &["发展", "调整", "达"];
const ENDS: [char; 3] = ['到', '至', '为'];

/// A verb of reaching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// In bytes, from the verb to 到, 至 or 为.
    pub length: usize,
    pub direction: Option<Direction>,
}

/// The verb with which words end: 职工由300人增加到.
pub fn at_end(words: &str) -> Option<Reach> {
    let head = words.strip_suffix(ENDS)?;
    let (stem, direction) = stem(|stem| head.ends_with(stem))?;
    Some(Reach { length: stem.len() + words.len() - head.len(), direction })
}

/// The words up to the verb where only a time stands between it and the number: 提高到去年的, 增加到2023年底的.
pub fn untimed(words: &str) -> &str {
    const TIMES: [&str; 14] = [
        "去年", "今年", "上年", "当年", "本年", "目前", "现在", "如今", "当前", "年底", "年末", "眼下", "现今", "同年",
    ];
    let head = words.trim_end_matches("每人").trim_end_matches("每户");
    let Some(head) = head.strip_suffix('的') else { return words };
    let time = head.trim_end_matches(['末', '底', '初', '度', '份']);
    let dated = time.strip_suffix(['年', '月']).map(|head| head.trim_end_matches(|c: char| c.is_ascii_digit()));
    // 2023年12月的
    let dated = dated.map(|head| match head.strip_suffix('年') {
        Some(year) => year.trim_end_matches(|c: char| c.is_ascii_digit()),
        None => head,
    });
    let named = TIMES.iter().find_map(|word| head.strip_suffix(word)).or_else(|| {
        let nth = head.strip_suffix(['次', '轮', '届', '期', '批'])?;
        let ordinal = nth.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        ordinal.strip_suffix('第').or_else(|| nth.strip_suffix(['本', '此', '这']))
    });
    let before = [dated, named].into_iter().flatten().find(|before| before.ends_with(ENDS));
    before.unwrap_or(words)
}

/// The verb with which words begin: 增加到目前的.
pub fn at_start(words: &str) -> Option<Reach> {
    let (stem, direction) =
        stem(|stem| words.strip_prefix(stem).is_some_and(|rest| rest.starts_with(['到', '至', '为'])))?;
    Some(Reach { length: stem.len() + '到'.len_utf8(), direction })
}

/// Whether such a verb stands anywhere in the words.
pub fn is_in(words: &str) -> bool {
    words.match_indices(['到', '至', '为']).any(|(at, end)| at_end(&words[..at + end.len()]).is_some())
}

fn stem(fits: impl Fn(&str) -> bool) -> Option<(&'static str, Option<Direction>)> {
    let ways = [(UP, Some(Direction::Up)), (DOWN, Some(Direction::Down)), (EITHER, None)];
    let all = ways.into_iter().flat_map(|(stems, way)| stems.iter().map(move |stem| (*stem, way)));
    all.filter(|(stem, _)| fits(stem)).max_by_key(|(stem, _)| stem.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_verb_says_the_way() {
        assert_eq!(at_end("职工由300人增加到"), Some(Reach { length: "增加到".len(), direction: Some(Direction::Up) }));
        assert_eq!(at_end("漏损率降为").and_then(|reach| reach.direction), Some(Direction::Down));
        assert_eq!(at_start("调整为每月").map(|reach| reach.length), Some("调整为".len()));
        assert_eq!(at_end("提供贷款为"), None);
        for words in ["提高到去年的", "提高到2023年底的", "提高到2023年12月的", "提高到2023年的每人", "提高到第二次的"]
        {
            assert_eq!(untimed(words), "提高到", "{words}");
        }
        assert_eq!(untimed("提高到全县的"), "提高到全县的");
        assert!(is_in("个扩大至全县的") && !is_in("个，覆盖至"));
    }
}
