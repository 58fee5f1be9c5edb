//! `percent-or-points`: a rate, a share, a growth rate or a progress that rises or falls by so many %, where 百分点 is meant,
//! and an amount that grows by so many 百分点, where % is meant. Rates of events (发案率) may fall by % and are left alone.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::reading::{ChangeKind, Mention, Reading};

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
const AMOUNTS: [&str; 36] = [
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
/// Words with which an amount that is said in points belongs to something else: 拉动经济增长2个百分点.
const INFLUENCE: [&str; 13] =
    ["拉动", "带动", "影响", "推动", "贡献", "占", "率", "速", "幅", "比重", "份额", "指数", "进度"];
const ADVERBS: [&str; 32] = [
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
const RISES: [&str; 16] = [
    "提高", "提升", "上升", "下降", "降低", "回落", "增加", "增长", "减少", "加快", "收窄", "扩大", "下滑", "缩小",
    "升", "降",
];
const GROWS: [&str; 11] = ["增长", "增加", "下降", "减少", "降低", "上升", "上涨", "提高", "提升", "下跌", "同比增"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, mention) in reading.mentions.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &reading.mentions[i]).filter(|b| b.sentence == mention.sentence);
        if mention.unit().name() == "%" {
            if let Some(what) = risen_ratio(reading, mention, before) {
                percent(reading, verdicts, i, &what);
            }
        } else if mention.is_points()
            && let Some(what) = grown_amount(reading, mention, before)
        {
            points(reading, verdicts, mention, &what);
        }
    }
}

/// What rose by so many %, where it is itself a ratio.
fn risen_ratio(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    let text = reading.text();
    let Some(change) = mention.change.as_ref().filter(|c| c.kind == ChangeKind::Percent) else {
        return surpassed(reading, mention, before);
    };
    let verb = reading.slice(&change.verb);
    if !RISES.contains(&verb) || names_a_level(reading, mention) {
        return None;
    }
    let (head, is_compared) = without_comparison(&text[mention.clause.start..change.verb.start]);
    if !head.is_empty() {
        return ratio(head);
    }
    // 覆盖率98.5%，同比提高2%: the ratio stands in the clause before.
    let before = before.filter(|b| follows(reading, b, mention) && b.is_percent())?;
    if matches!(verb, "增长" | "增加" | "减少") && text[..mention.range.start].ends_with("同比增长") {
        return None;
    }
    match &before.change {
        Some(growth) if growth.kind == ChangeKind::Percent => {
            let is_of_speed =
                matches!(verb, "加快" | "回落") && is_compared && !text[mention.clause.start..].starts_with("环比");
            is_of_speed.then(|| "增速".to_string())
        }
        _ => ratio_before(reading, before),
    }
}

/// 同比增长7.6%，高出全省0.8%: a ratio that stands higher than another by so many %.
fn surpassed(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    const HIGHER: [&str; 6] = ["高出", "高于", "低于", "快于", "慢于", "领先"];
    const PLACES: [&str; 16] = [
        "省", "市", "县", "区", "国", "平均", "水平", "均值", "增速", "增幅", "同期", "目标", "标准", "计划", "上年",
        "率",
    ];
    let words = reading.before(mention);
    let (at, word) = HIGHER.iter().filter_map(|word| words.rfind(word).map(|at| (at, *word))).max()?;
    let than = &words[at + word.len()..];
    let ends = reading.text()[mention.range.end..mention.clause.end].is_empty();
    let names_a_level = !than.is_empty() && than.chars().count() <= 14 && PLACES.iter().any(|p| than.ends_with(p));
    if !ends || !names_a_level {
        return None;
    }
    let head = words[..at].trim_end_matches(['均', '也', '分', '别', '比']);
    if !head.is_empty() {
        return ratio(head);
    }
    let before = before.filter(|b| follows(reading, b, mention) && b.unit().name() == "%")?;
    match &before.change {
        Some(_) => Some("增速".to_string()),
        None => ratio_before(reading, before),
    }
}

/// What grew by so many points, where it is an amount.
fn grown_amount(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    let text = reading.text();
    let change = mention.change.as_ref()?;
    if !GROWS.contains(&reading.slice(&change.verb)) || names_a_level(reading, mention) {
        return None;
    }
    let words = &text[mention.clause.start..change.verb.start];
    let (head, _) = without_comparison(words);
    if !head.is_empty() {
        let is_influenced = INFLUENCE.iter().any(|word| head.contains(word));
        return AMOUNTS.iter().find(|a| head.ends_with(**a)).filter(|_| !is_influenced).map(|a| a.to_string());
    }
    let before = before.filter(|b| follows(reading, b, mention) && b.has_unit() && b.change.is_none())?;
    let whole = &text[before.clause.clone()];
    let counts = !before.is_percent()
        && !before.is_points()
        && !matches!(before.unit().name(), "倍" | "分" | "位" | "" | "℃" | "度");
    let is_growth = matches!(reading.slice(&change.verb), "增长" | "增加" | "减少" | "同比增");
    let is_influenced = INFLUENCE.iter().any(|word| whole.contains(word)) || whole.contains("分");
    (counts && is_growth && !is_influenced).then(|| reading.printed(before).to_string())
}

/// 降为3.4%, 提高达到5%: the number is what was reached, not the way there.
fn names_a_level(reading: &Reading, mention: &Mention) -> bool {
    mention.change.as_ref().is_some_and(|change| {
        let between = &reading.text()[change.verb.end..mention.range.start];
        between.starts_with('为') || between.starts_with("达到") || between.starts_with('到')
    })
}

/// Whether the clause of a quantity follows that of another directly.
fn follows(reading: &Reading, before: &Mention, mention: &Mention) -> bool {
    before.clause.end <= mention.clause.start
        && matches!(&reading.text()[before.clause.end..mention.clause.start], "，" | "（" | "," | "(" | "；")
}

/// The ratio that a percentage is the value of: 覆盖率达98.5%.
fn ratio_before(reading: &Reading, percent: &Mention) -> Option<String> {
    let words = &reading.text()[percent.clause.start..percent.range.start];
    let words = match words.rfind(['由', '从']) {
        Some(at) if percent.clause.start < percent.range.start && words.ends_with(['到', '至', '为']) => {
            &words[..at]
        }
        _ => words,
    };
    ratio(words.trim_end_matches(|c| "达到为是在至约近超已稳定保持控制仅均".contains(c)))
}

/// The word for a ratio that a phrase ends with.
fn ratio(phrase: &str) -> Option<String> {
    let word = RATIOS.iter().find(|word| phrase.ends_with(**word))?;
    let is_other = NO_RATIOS.iter().any(|other| phrase.ends_with(other));
    let start = phrase.char_indices().rev().nth(5).map_or(0, |(i, _)| i);
    let tail = phrase[start..].trim_start_matches(|c: char| "的了、和与及，".contains(c));
    (!is_other).then(|| if *word == "率" { tail.to_string() } else { word.to_string() })
}

/// The words without a comparison at their end (比上年同期), and whether there was one.
fn without_comparison(words: &str) -> (&str, bool) {
    let words = without_adverbs(words);
    for (at, _) in words.match_indices(['比', '较', '由', '从', '与']) {
        let (head, tail) = (&words[..at], &words[at..]);
        let is_tail = tail.chars().count() <= 20
            && (COMPARED.iter().any(|end| without_adverbs(tail).ends_with(end)) || tail.ends_with("相比"));
        let head = without_adverbs(head);
        if is_tail && (head.is_empty() || ratio(head).is_some() || AMOUNTS.iter().any(|a| head.ends_with(a))) {
            return (head, true);
        }
    }
    (words, false)
}

fn without_adverbs(mut words: &str) -> &str {
    while let Some(shorter) = ADVERBS.iter().find_map(|adverb| words.strip_suffix(adverb)) {
        words = shorter;
    }
    words
}

fn percent(reading: &Reading, verdicts: &mut Verdicts, at: usize, what: &str) {
    let mention = &reading.mentions[at];
    let mut sum = String::new();
    if let Some([before, now]) = at.checked_sub(2).map(|i| &reading.mentions[i..at])
        && before.sentence == mention.sentence
        && before.is_percent()
        && now.is_percent()
    {
        let difference =
            arithmetic::difference(reading, now, before).filter(|d| d.exact.abs() == mention.quantity.value());
        let growth = arithmetic::growth(reading, now, before);
        if difference.is_none() && growth.is_some_and(|growth| is_size_of(&growth, mention)) {
            return;
        }
        if let Some(difference) = difference {
            sum = format!("{}={}个百分点，", difference.sum, difference.exact.abs());
        }
    }
    let printed = reading.printed(mention);
    verdicts
        .doubt(
            mention.range.clone(),
            format!("{sum}{what}本身是百分比，它的升降用百分点，文中是{printed}"),
            format!("{sum}{what} is a percentage itself and moves by percentage points, the text says {printed}"),
        )
        .help(
            "两个百分数相减，写“个百分点”；确是相对变化的，写明算法",
            "write 个百分点 for the difference of two percentages",
        );
}

/// Whether a printed percentage is a growth or a fall of this size.
fn is_size_of(growth: &Outcome, mention: &Mention) -> bool {
    let fallen = Outcome { interval: growth.interval.mirrored(), ..growth.clone() };
    growth.fits(mention) || fallen.fits(mention)
}

fn points(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, what: &str) {
    let printed = reading.printed(mention);
    verdicts
        .doubt(
            mention.range.clone(),
            format!("{what}是数量，不是百分比，它的增减用%，文中是{printed}"),
            format!("{what} is an amount, not a percentage: it grows by percent, the text says {printed}"),
        )
        .help("改成%，或写明是哪个率提高", "write %, or say which rate rose");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn ratios_move_by_points_and_amounts_by_percent() {
        expect(
            "percent-or-points",
            &[
                "覆盖率由80%提高到85%，提高5%。",
                "第三产业占比提高3.2%。",
                "工业增速比上年提高0.5%。",
                "产品合格率同比提高2%。",
                "农村集中供水率88.91%，比上年提高3.2%。",
                "收入同比增长7.6%，高出全省0.8%。",
                "支出进度较上年同期加快4%。",
                "入学率达到98%，较上年上升1.5%。",
                "全年工业产值增长3个百分点。",
                "财政收入比上年增加2.5个百分点。",
                "实现销售额50亿元，同比增长3个百分点。",
                "增幅回落1.2%。",
                "城镇化率比2020年末提升3%。",
            ],
            &[
                "覆盖率由80%提高到85%，提高5个百分点。",
                "全年工业产值增长3%。",
                "劳动生产率提高8%。",
                "刑事发案率下降12%。",
                "拉动经济增长2个百分点。",
                "人均可支配收入15810元，同比增长7.6%，高出全省0.8个百分点。",
                "价格高于市场价2%。",
                "合格率达98%。",
                "收入增长比上年提高2个百分点。",
                "工作效率提高30%。",
                "完成投资5亿元，占年初预算的52%，同比增长3%。",
                "价格同比上涨3%，环比下降1%。",
                "覆盖率较高的县产值提高5%。",
                "增速高于5%的县有3个。",
                "收入增速高于经济增速2个百分点。",
                "项目资金占比70%，高于省定标准10个百分点。",
                "实现产值50亿元，占全县的60%，同比增长5%。",
                "文盲率由5.87%降为3.40%。",
                "成本率由20%降到15%，下降25%。",
            ],
        );
    }
}
