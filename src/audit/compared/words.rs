//! The words around a value: against what it is compared or of what time it is, and what they name when all that is taken
//! off. Judges nothing.

use super::naming::bare;

/// What a value or a change is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// Nothing is said.
    None,
    /// 上年, 去年同期, 同比
    LastYear,
    /// 2022年
    Year(i32),
    /// 年初, 环比, 改革前, 全省平均
    Other,
}

impl Baseline {
    pub fn is_plain(self) -> bool {
        self == Baseline::None
    }

    pub fn year(self) -> Option<i32> {
        match self {
            Baseline::Year(year) => Some(year),
            _ => None,
        }
    }

    /// Whether a change against this may be reckoned from a value of that.
    pub fn allows(self, value: &Baseline) -> bool {
        match (self, *value) {
            (Baseline::None, _) | (_, Baseline::None) => true,
            (Baseline::Year(a), Baseline::Year(b)) => a == b,
            (Baseline::LastYear, Baseline::Year(_) | Baseline::LastYear) => true,
            (Baseline::Other, Baseline::Other) => true,
            _ => false,
        }
    }
}

const LAST_YEAR: &[&str] = &["同比", "上年", "去年", "上一年", "同期", "前一年", "上个年度", "上年度", "上一个年度"];
const OTHER: &[&str] = &[
    "环比",
    "上月",
    "上季",
    "上周",
    "年初",
    "月初",
    "上一轮",
    "改革前",
    "改造前",
    "整治前",
    "此前",
    "过去",
    "原来",
    "原有",
    "以前",
    "年前",
    "上一年度",
    "期初",
    "上届",
    "上期",
    "基数",
];

/// 比重, 比例: 比 is part of a name there and compares nothing.
pub fn names_a_ratio(words: &str) -> bool {
    ["比重", "比例", "比率", "占比"].iter().any(|name| words.contains(name))
}

pub fn baseline(words: &str) -> Baseline {
    if LAST_YEAR.iter().any(|word| words.contains(word)) && !words.contains("同期水平") {
        return match year(words) {
            Some(year) => Baseline::Year(year),
            None => Baseline::LastYear,
        };
    }
    if let Some(year) = year(words) {
        return Baseline::Year(year);
    }
    let is_compared = words.replace("相比", "").contains(['比', '较']) && !names_a_ratio(words);
    match is_compared
        || OTHER.iter().any(|word| words.contains(word)) && !words.contains("以来") && !words.contains("年初至")
    {
        true => Baseline::Other,
        false => Baseline::None,
    }
}

const ELSEWHERE: &[&str] = &[
    "全国",
    "全省",
    "全市",
    "全州",
    "全区",
    "全县",
    "全镇",
    "邻近",
    "邻县",
    "邻市",
    "邻省",
    "周边",
    "兄弟",
    "其他",
    "沿海",
    "东部",
    "中部",
    "西部",
    "同类",
    "平均",
    "省均",
    "市均",
    "县均",
    "均值",
    "普通",
    "城镇",
    "农村",
    "常年",
    "标准",
    "指标",
    "目标",
    "计划",
    "任务",
    "预算",
    "预期",
    "任务数",
    "先进",
    "发达",
    "第一",
    "最低",
    "最高",
];

/// 比邻近县, 高于全省平均: something else at the same time, not the same thing before.
pub fn compares_elsewhere(words: &str) -> bool {
    let words = words.replace("比重", "").replace("比例", "").replace("占比", "").replace("相比", "");
    let behind = words.rfind(['比', '较', '于']).map(|at| &words[at..]);
    let behind = behind.and_then(|behind| behind.split(|c: char| c.is_ascii_digit() || c == '（' || c == '的').next());
    let behind = behind.map(|behind| behind.trim_end_matches(['高', '低', '多', '少', '出', '快', '慢', '于']));
    behind.is_some_and(|behind| {
        let is_of_a_time = LAST_YEAR.iter().chain(OTHER).any(|word| behind.contains(word)) || behind.contains('年');
        let is_a_place = behind.ends_with(['县', '市', '省', '区', '州', '镇', '乡', '村', '国']);
        !is_of_a_time && (is_a_place || ELSEWHERE.iter().any(|word| behind.contains(word)))
    })
}

/// The last year that is written out: 2022年, 2022年底.
fn year(words: &str) -> Option<i32> {
    let at = words.rmatch_indices('年').map(|(i, _)| i).find(|i| digits_before(words, *i) == 4)?;
    words[at - 4..at].parse().ok().filter(|year| (1949..=2100).contains(year))
}

fn digits_before(words: &str, at: usize) -> usize {
    words[..at].bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// Whether two names can be of one thing: one is empty, or the characters of the shorter stand in order in the longer
/// (立案 in 立刑事案件, 企业总数 in 规模以上工业企业).
pub fn agree(a: &str, b: &str) -> bool {
    let (a, b) = (without_total(place_free(a)), without_total(place_free(b)));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// 企业总数 without 总数.
pub fn without_total(named: &str) -> &str {
    ["总数", "总量", "总额", "数量", "个数", "起数", "件数"]
        .iter()
        .find_map(|total| named.strip_suffix(total))
        .unwrap_or(named)
}

/// 亩均, 每人, 幅度: the measure of the same thing in other words.
pub fn is_other_measure(named: &str) -> bool {
    [
        "亩均",
        "户均",
        "人均",
        "每人",
        "每户",
        "每亩",
        "均",
        "场次",
        "总数",
        "总量",
        "总额",
        "余额",
        "规模",
        "数量",
        "件数",
        "占比",
        "占",
        "比重",
        "占比较",
        "数字",
        "个数",
        "起数",
        "人数",
        "户数",
        "值",
        "数",
        "基数",
        "数值",
    ]
    .contains(&named)
}

/// A name without the words that say of which place it is when a text has only one: 全市, 我县.
pub fn place_free(named: &str) -> &str {
    let mut rest = named;
    for place in
        ["全市", "全县", "全区", "全省", "全州", "全镇", "全乡", "我市", "我县", "我区", "该县", "该市", "本市", "本县"]
    {
        rest = rest.strip_prefix(place).unwrap_or(rest);
    }
    rest
}

/// Whether a value leads straight to the verb: 的85.9%相比提高, （142元）高, 的占比提升.
pub fn leads_straight(to_verb: &str) -> bool {
    let words = to_verb.trim_start_matches(['）', ')']).trim_end_matches(['还', '仍', '尚']);
    let words =
        words.split_once("相比").map_or(words, |(before, after)| if bare(after).is_empty() { before } else { words });
    let is_attribute = words.starts_with('的') && words.chars().count() <= 8;
    (bare(words).is_empty() || is_attribute || is_other_measure(&bare(words)))
        && !words.contains(['，', '；', '。', '（'])
}

/// What the words before a verb name, without what follows 比 or 较 where something stands before it: 用水总量比控制指标.
pub fn named_by(words: &str) -> String {
    const STANDARDS: &[&str] = &[
        "平均", "全省", "全市", "全国", "全县", "全区", "同类", "标准", "目标", "水平", "上届", "计划", "原", "普通",
        "年", "承诺", "上一", "上次", "第一", "改革", "城镇", "农村",
    ];
    let Some((head, behind)) = at_comparison(words) else { return bare(words) };
    let named = bare(head.trim_end_matches('同'));
    let is_standard = STANDARDS.iter().any(|word| behind.contains(word));
    if is_standard || named.chars().count() >= 3 { named } else { bare(words) }
}

/// What stands before and behind the last 比 or 较 that compares: 甲县 and 乙县 of 甲县比乙县.
pub fn at_comparison(words: &str) -> Option<(&str, &str)> {
    let is_comparison = |at: &usize| {
        let (head, behind) = (&words[..*at], &words[at + '比'.len_utf8()..]);
        !head.ends_with(['占', '同', '环', '对', '百', '之', '相'])
            && !behind.starts_with(['重', '例', '率', '值', '较'])
    };
    let at = words.rmatch_indices(['比', '较']).map(|(at, _)| at).find(is_comparison)?;
    Some((&words[..at], &words[at + '比'.len_utf8()..]))
}

/// Whether the characters of one stand in order in the other.
pub fn stands_in_order(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// 由3个乡镇扩大到5个县: two different things are counted.
pub fn counts_one_thing(between: &str, object: &str) -> bool {
    let counted: String = between.chars().take_while(|c| !"（(增提上扩发下降减缩回调延升".contains(*c)).collect();
    counted.is_empty() || object.is_empty() || object.starts_with(counted.as_str()) || counted.starts_with(object)
}

/// The end of a text, at most so many bytes, so that a sentence without an end stays cheap.
pub fn last_bytes(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
