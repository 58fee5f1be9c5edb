//! Whether a phrase names a ratio (覆盖率, 占比) or an amount (产值, 人数), and what it is without the comparison at its end (比上年
//! 同期). Judges nothing.

/// Words for ratios: they end the phrase that names what rose.
const RATIOS: [&str; 18] = [
    "率",
    "占比",
    "比重",
    "比例",
    "份额",
    "覆盖面",
    "满意度",
    "认可度",
    "知晓度",
    "进度",
    "增速",
    "增幅",
    "降幅",
    "涨幅",
    "跌幅",
    "支持度",
    "集中度",
    "参与度",
];
/// Words in 率 that are no shares of a whole, or of which a fall in % is usual.
const NO_RATIOS: [&str; 26] = [
    "效率",
    "频率",
    "速率",
    "汇率",
    "功率",
    "分辨率",
    "心率",
    "倍率",
    "曲率",
    "生产率",
    "产出率",
    "容积率",
    "发案率",
    "案发率",
    "发生率",
    "事故率",
    "发病率",
    "死亡率",
    "投诉率",
    "信访率",
    "伤亡率",
    "犯罪率",
    "故障率",
    "周转率",
    "换手率",
    "重复率",
];
/// Words for amounts: they end the phrase that names what grew.
const AMOUNTS: [&str; 37] = [
    "总数",
    "产值",
    "产量",
    "收入",
    "总额",
    "销售额",
    "销量",
    "销售量",
    "面积",
    "人数",
    "数量",
    "投资",
    "金额",
    "利润",
    "税收",
    "存款",
    "贷款",
    "余额",
    "人口",
    "户数",
    "客流量",
    "吞吐量",
    "用电量",
    "增加值",
    "生产总值",
    "支出",
    "成本",
    "总量",
    "进出口",
    "出口额",
    "交易额",
    "零售额",
    "人次",
    "接待量",
    "存栏",
    "出栏",
    "营业额",
];
const ADVERBS: [&str; 38] = [
    "名义",
    "实际",
    "略",
    "即",
    "现价",
    "偏",
    "同比",
    "环比",
    "分别",
    "也",
    "又",
    "再",
    "进一步",
    "平均",
    "累计",
    "已",
    "均",
    "明显",
    "大幅",
    "稳步",
    "持续",
    "总体",
    "年均",
    "逐年",
    "每年",
    "预计",
    "力争",
    "显著",
    "只",
    "仅",
    "都",
    "连续",
    "约",
    "将",
    "实现",
    "各",
    "有所",
    "共",
];
/// How a comparison ends: 比上年, 较2020年同期, 比全省平均水平.
const COMPARED: [&str; 22] = [
    "年", "同期", "期", "月", "末", "初", "底", "前", "季度", "全省", "全市", "全国", "全县", "平均", "水平", "计划",
    "预期", "目标", "%", "之前", "时", "任务",
];
/// The word for a ratio that a phrase ends with.
pub fn ratio(phrase: &str) -> Option<String> {
    let word = RATIOS.iter().find(|word| phrase.ends_with(**word))?;
    let is_other = NO_RATIOS.iter().any(|other| phrase.ends_with(other));
    let start = phrase.char_indices().rev().nth(5).map_or(0, |(i, _)| i);
    let tail = phrase[start..].trim_start_matches(|c: char| "的了、和与及，".contains(c));
    (!is_other).then(|| if *word == "率" { tail.to_string() } else { word.to_string() })
}

/// The word for an amount that a phrase ends with.
pub fn amount(phrase: &str) -> Option<&'static str> {
    AMOUNTS.iter().find(|word| phrase.ends_with(**word)).copied()
}

/// The words without a comparison at their end (比上年同期), and whether there was one.
pub fn without_comparison(words: &str) -> (&str, bool) {
    let words = without_adverbs(words);
    for (at, _) in words.match_indices(['比', '较', '由', '从', '与']) {
        let (head, tail) = (&words[..at], &words[at..]);
        let is_tail = tail.chars().count() <= 20
            && (COMPARED.iter().any(|end| without_adverbs(tail).ends_with(end)) || tail.ends_with("相比"));
        let head = without_adverbs(head);
        if is_tail && (head.is_empty() || ratio(head).is_some() || amount(head).is_some()) {
            return (head, true);
        }
    }
    (words, false)
}

/// Whether words only say how long: 两年间, 三年多来.
pub fn is_period(words: &str) -> bool {
    let rest = words.trim_end_matches(['来', '间', '内', '多', '里']);
    let number = rest.trim_end_matches(['年', '月', '个']);
    number.len() < rest.len()
        && number.chars().all(|c| c.is_ascii_digit() || "近这过去十一二两三四五六七八九几".contains(c))
}

fn without_adverbs(mut words: &str) -> &str {
    while let Some(shorter) = ADVERBS.iter().find_map(|adverb| words.strip_suffix(adverb)) {
        words = shorter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_amounts_and_comparisons_are_told_apart() {
        assert_eq!(ratio("农村集中供水率").as_deref(), Some("村集中供水率"));
        assert!(is_period("三年多来") && is_period("两年间") && !is_period("全年"));
        assert_eq!(ratio("工作效率"), None);
        assert_eq!(amount("全年工业产值"), Some("产值"));
        assert_eq!(without_comparison("合格率比上年同期"), ("合格率", true));
        assert_eq!(without_comparison("覆盖率较高的县产值").0, "覆盖率较高的县产值");
    }
}
