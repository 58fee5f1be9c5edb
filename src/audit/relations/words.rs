//! How far two phrases speak of the same thing: from phrases to counts of shared words. Knows no quantities.

use crate::reading::pairs;

/// Words that stand in any statement and tie nothing together.
const FILLER: [&str; 78] = [
    "其中", "全县", "全市", "全省", "全区", "全国", "全镇", "全乡", "全村", "全年", "累计", "实现", "达到", "完成",
    "共有", "现有", "已经", "目前", "年末", "年底", "截至", "上年", "去年", "今年", "本年", "同期", "分别", "依次",
    "以上", "以下", "总数", "总量", "总额", "总计", "合计", "共计", "比重", "比例", "占比", "平均", "左右", "约占",
    "所占", "年度", "我市", "我县", "我区", "我省", "该县", "该市", "该镇", "该村", "以来", "同比", "增长", "新增",
    "全部", "全体", "总体", "一共", "情况", "方面", "进行", "开展", "提高", "提升", "下降", "减少", "增加", "涉及",
    "有关", "相关", "本市", "本县", "本区", "任务", "目标", "计划",
];

/// How many different words of two characters the phrases share, of those that say something.
pub fn shared(phrase: &str, of: &str) -> usize {
    telling(phrase).filter(|pair| of.contains(pair)).count()
}

/// A phrase with a bar for each word that ties nothing together: |工业总产值 of 全县工业总产值.
pub fn without_filler(phrase: &str) -> String {
    FILLER.iter().fold(phrase.to_string(), |phrase, word| phrase.replace(word, "|"))
}

/// The words of two characters in a phrase that say something.
pub fn telling(phrase: &str) -> impl Iterator<Item = &str> {
    pairs(phrase).filter(|pair| says_something(pair))
}

/// Whether a phrase says anything, and all of it stands in the other.
pub fn is_covered(phrase: &str, by: &str) -> bool {
    let mut telling = telling(phrase).peekable();
    telling.peek().is_some() && telling.all(|pair| by.contains(pair))
}

/// A name without the noun that the unit of its quantity says again: 草地 of 草地面积, which is counted in 公顷.
pub fn without_measure(name: &str) -> &str {
    const MEASURES: [&str; 18] = [
        "面积", "产量", "数量", "人数", "户数", "总额", "总量", "总数", "规模", "里程", "金额", "资金", "件数", "家数",
        "长度", "水平", "人口", "人员",
    ];
    let stem = MEASURES.iter().find_map(|measure| name.strip_suffix(measure));
    stem.filter(|stem| stem.chars().count() >= 2).unwrap_or(name)
}

/// Whether the last word of a name stands in the other phrase: 配套 of 装备制造业本地配套.
pub fn shares_its_end(name: &str, phrase: &str) -> bool {
    pairs(name).last().is_some_and(|pair| says_something(pair) && phrase.contains(pair))
}

/// Whether a short name is made of the characters of a phrase: 建档 of 建立健康档案, 风险消除 of 消除风险.
pub fn is_made_of(name: &str, phrase: &str) -> bool {
    let name = name.trim_end_matches('化');
    (2..=6).contains(&name.chars().count()) && name.chars().all(|c| phrase.contains(c))
}

/// Whether a phrase says anything at all.
pub fn is_telling(phrase: &str) -> bool {
    pairs(phrase).any(says_something)
}

/// The years and months that a phrase names, as written: `2020年`, `6月`.
pub fn dates(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.char_indices().filter(|(_, c)| matches!(c, '年' | '月')).filter_map(move |(i, c)| {
        let digits = phrase[..i].bytes().rev().take_while(u8::is_ascii_digit).count();
        (digits > 0).then(|| &phrase[i - digits..i + c.len_utf8()])
    })
}

fn says_something(pair: &str) -> bool {
    const EDGE: [char; 21] = [
        '的', '了', '为', '达', '约', '共', '和', '与', '及', '年', '月', '占', '是', '有', '在', '到', '已', '由',
        '对', '将', '各',
    ];
    !FILLER.contains(&pair) && !pair.starts_with(EDGE) && !pair.ends_with(EDGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_share_words_that_say_something() {
        assert_eq!(shared("风险消除", "共标注风险消除"), 3);
        assert_eq!(shared("全县", "全县完成"), 0);
        assert!(is_covered("按期办结", "，按期办结1236件"));
        assert!(!is_covered("高校毕业生就业", "城镇新增就业"));
        assert!(!is_covered("占", "占"));
        assert_eq!(without_filler("全县工业总产值"), "|工业总产值");
        assert!(is_made_of("建档", "建立居民健康档案") && is_made_of("良种化", "无性系良种茶园"));
        assert!(!is_made_of("参保", "新增就业"));
        assert_eq!(dates("是2020年6月的").collect::<Vec<_>>(), ["2020年", "6月"]);
    }
}
