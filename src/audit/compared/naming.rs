//! What words name when times, comparisons and verbs of reaching are taken off: from 比上年的立案数达到 to 立案数. Judges
//! nothing.

use super::reach;
use crate::reading::is_han;

/// The Han characters that name something, without times, comparisons and verbs of reaching.
pub fn bare(words: &str) -> String {
    let mut named = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let empty = EMPTY.iter().chain(TAKING_UP).filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        let reach = reach::at_start(rest).map(|reach| reach.length);
        let step = empty.max(reach).unwrap_or(0).max(time_length(rest));
        if step > 0 {
            rest = &rest[step..];
            continue;
        }
        if is_han(c) || c == '|' || c.is_ascii_alphabetic() {
            named.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    named
}

/// Words that say when, against what or how, not what. The longest that fits is taken off.
const EMPTY: &[&str] = &[
    "按当年价格",
    "按现价",
    "按可比口径",
    "同比口径",
    "同口径",
    "同比",
    "环比",
    "比上年同期",
    "上年同期",
    "去年同期",
    "上年末",
    "上年底",
    "去年底",
    "去年末",
    "上年度",
    "上一年度",
    "上一年",
    "上年",
    "去年",
    "前年",
    "同期",
    "年初",
    "年末",
    "年底",
    "期末",
    "上月",
    "上季度",
    "上半年",
    "下半年",
    "前三季度",
    "全年",
    "今年",
    "本年",
    "当年",
    "以来",
    "截至",
    "截止",
    "目前",
    "至今",
    "现在",
    "过去",
    "此前",
    "初步核算",
    "初步统计",
    "据统计",
    "预计",
    "为",
    "是",
    "的",
    "达",
    "则",
    "又",
    "也",
    "各",
    "净",
    "约",
    "共计",
    "共有",
    "共",
    "比",
    "较",
    "与",
    "相比",
    "相较",
    "再",
    "仅",
    "只有",
    "只",
    "有",
    "由",
    "从",
    "自",
    "即",
    "实现",
    "其中",
    "幅度",
    "已",
    "完成",
    "上个年度",
    "折合",
    "分别",
    "年均",
    "年平均",
    "到",
    "至",
    "末",
    "累计",
    "名义",
    "现价",
    "水平",
    "基础上",
    "如今",
    "于",
    "口径",
    "基数",
    "略",
    "小幅",
    "大幅",
    "整整",
    "具体说",
];

/// Words that stand for the quantity that was just said: 上一年度，这个数字是58.9%.
const TAKING_UP: &[&str] = &[
    "这个数字",
    "这个数据",
    "这个比例",
    "这一数字",
    "这一数据",
    "这一比例",
    "这一指标",
    "这个数",
    "这一数",
    "这个数值",
    "这一数值",
    "这个指标",
    "这一比重",
    "这个比重",
    "这一占比",
    "这个占比",
    "该比重",
    "该占比",
    "该数",
    "该数字",
    "该数据",
    "该数值",
    "该数额",
    "该比例",
    "该指标",
];

/// Whether words take up a quantity that was said before them.
pub fn takes_up(words: &str) -> bool {
    TAKING_UP.iter().any(|word| words.contains(word))
}

/// The length of 2022年, 2022年底, 6月, 1—8月, 五年, 7日 at the start of a text.
fn time_length(text: &str) -> usize {
    let digits = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let han = text.chars().take_while(|c| "一二三四五六七八九十两".contains(*c)).map(char::len_utf8).sum::<usize>();
    let number = digits.max(han);
    if number == 0 {
        return 0;
    }
    let rest = &text[number..];
    for word in
        ["年多来", "年度", "年底", "年末", "年初", "年间", "年来", "年", "月份", "月底", "月末", "月", "日", "个月"]
    {
        if rest.starts_with(word) {
            return number + word.len();
        }
    }
    if digits > 0 { digits } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_take_up_a_quantity_name_nothing() {
        for word in TAKING_UP {
            assert_eq!(bare(&format!("{word}为")), "", "{word}");
        }
        assert!(takes_up("上一年度，这个数据是"));
        assert_eq!(bare("比上年的立案数达到"), "立案数");
    }
}
