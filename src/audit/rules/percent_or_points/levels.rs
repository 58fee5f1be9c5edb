//! 个百分点 behind what is a ratio itself, not how far one moved. Goes out: the name of the ratio.

use super::ratio;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// 完成率81.5个百分点, 税收占比62.0个百分点, 占全市的比重仅为11.2个百分点, 57人，占9.1个百分点
pub fn ratio_itself(reading: &Reading, mention: &Mention) -> Option<String> {
    level(reading, mention).or_else(|| named_share(reading, mention)).or_else(|| share_of_a_whole(reading, mention))
}

/// Words beside which points are a difference.
const BESIDE: [&str; 15] =
    ["快", "慢", "超", "先", "比", "较", "高", "低", "贡献", "拉动", "增", "降", "差", "升", "多"];

/// 占全市的比重仅为11.2个百分点, 占9.1个百分点: what something is of a whole.
fn share_of_a_whole(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = &reading.text()[mention.clause.start..mention.range.start];
    let (_, whole) = without_level(words).rsplit_once('占')?;
    let name = ["的比重", "的比例", "比重", "比例"].iter().find_map(|name| whole.strip_suffix(name));
    let is_moved = mention.change.is_some() || BESIDE.iter().any(|word| name.unwrap_or(whole).contains(word));
    let ends = reading.text()[mention.range.end..].starts_with(['，', '。', '；', '）']);
    (!is_moved && ends && (name.is_some() || whole.is_empty() || whole.ends_with('的'))).then(|| "占比".to_string())
}

fn without_level(words: &str) -> &str {
    words.trim_end_matches(|c| "达到为是至约近仅".contains(c))
}

fn level(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = &reading.text()[mention.clause.start..mention.range.start];
    let name = without_level(words);
    let beside = words.replace("比率", "率");
    let is_moved = mention.change.is_some() || BESIDE.iter().any(|word| beside.contains(word));
    let is_large = mention.quantity.value() >= Decimal::TEN;
    if is_moved || !is_large { None } else { ratio(name) }
}

fn named_share(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = reading.before(mention).trim_end_matches(['为', '达', '到', '约']);
    let head = words.strip_suffix("占比").or_else(|| words.strip_suffix("所占比例"))?;
    let is_compared = head.contains(['比', '较', '高', '低', '差', '拉', '带']);
    (mention.change.is_none() && !is_compared).then(|| "占比".to_string())
}
