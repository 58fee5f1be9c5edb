//! How tightly an aim, a plan or a sum that was to be spent is tied to what was done of it. From a candidate for the whole of a completion to
//! its tie. Divides nothing.

use super::division::Division;
use super::operands::{self, Tie};
use super::resolved::{AIMS, is_larger};
use super::{place, words};
use crate::reading::{Mention, Reading};

/// 一般公共预算收入 is no aim.
pub(super) fn tie(reading: &Reading, division: &Division, part: &Mention, whole: &Mention) -> Tie {
    let said = operands::words(reading, whole);
    let bare = said.replace("预算收入", "").replace("预算支出", "").replace("公共预算", "");
    let is_kin = || words::shared(&operands::words(reading, part), &said) > 0;
    // 差距6公里: what an aim and the rest have between them.
    const GAPS: [&str; 6] = ["差距", "还差", "相差", "尚差", "缺口", "差"];
    let is_gap = GAPS.iter().any(|gap| reading.before(whole).ends_with(gap));
    let places = (place::of(reading.subject(part)), place::of(reading.subject(whole)));
    if is_gap || matches!(places, (Some(of_part), Some(of_whole)) if of_part != of_whole) {
        return Tie::Loose;
    }
    // 人民代表大会批准的收入为124500万元，为预算的102.7%
    let is_approved = division.whole.ends_with("预算") && said.contains("批准");
    // 共安排资金8735万元。已支出6114万元，支出进度70.0%
    let is_to_spend = ["支出进度", "执行进度", "执行率", "支付进度"]
        .iter()
        .any(|name| division_name(reading, division).ends_with(name))
        && ["安排", "下达", "到位", "下拨", "拨付", "筹集"].iter().any(|verb| said.contains(verb))
        && is_larger(whole, part)
        && !operands::is_detail(reading, whole);
    match is_approved || is_to_spend || AIMS.iter().any(|aim| bare.contains(aim)) {
        true if whole.sentence == division.result.sentence && is_kin() => Tie::Tight,
        true => Tie::Named,
        false => Tie::Loose,
    }
}

/// The words before a result without those that say its level: 支出进度 of 支出进度为.
fn division_name<'r>(reading: &'r Reading, division: &Division) -> &'r str {
    reading.text()[division.start..division.result.range.start]
        .trim_end_matches(['为', '达', '到', '约', '仅', '只', '有'])
}
