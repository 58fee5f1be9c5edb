//! `reports-disagree`: what the book has not was typed with one value in one report and with another in another: 全县新增就业1.83万人
//! here, 1.84万人 there. The place must be named in the sentence and every word around the name be understood; what an indicator
//! of the book names is told by `figure-disagrees`, and two values in one text by the audit.

use super::Checked;
use crate::check::statement::Speech;
use crate::check::topic::Said;
use crate::check::typed::is_one_figure;
use crate::finding::{Finding, Place};
use crate::model::RegionCode;
use crate::model::article::{Article, NumeralKind};
use crate::reading::{Mention, Reading};
use std::collections::BTreeMap;

/// Of which place and time, under which name, in which unit.
type Same = (RegionCode, i32, String, String, String);

/// Where a report types a quantity first.
#[derive(Clone, Copy)]
struct Typed<'a> {
    article: &'a Article,
    reading: &'a Reading,
    mention: &'a Mention,
}

pub fn check(checked: &Checked) -> Vec<Finding> {
    let mut first: BTreeMap<Same, Typed> = BTreeMap::new();
    let mut told = Vec::new();
    for (article, reading) in checked.prose().filter(|(article, _)| types_anything(article)) {
        let speech = Speech::new(checked.lexicon(), article, reading);
        for mention in reading.mentions.iter().filter(|m| is_plain(m) && is_typed(article, reading, m)) {
            let Some(same) = named(&speech, mention) else { continue };
            let here = Typed { article, reading, mention };
            let there = *first.entry(same).or_insert(here);
            let is_other = !is_one_figure(&there.mention.quantity, &mention.quantity);
            if is_other && there.article.file != article.file {
                told.push(finding(there, here));
            }
        }
    }
    told
}

fn types_anything(article: &Article) -> bool {
    article.numerals.iter().any(|numeral| numeral.kind == NumeralKind::Unknown)
}

fn is_plain(mention: &Mention) -> bool {
    mention.has_unit() && mention.change.is_none() && mention.upper.is_none() && !mention.is_quoted
}

fn is_typed(article: &Article, reading: &Reading, mention: &Mention) -> bool {
    article.bound_within(reading.source(mention.range.clone())).is_empty()
}

fn named(speech: &Speech, mention: &Mention) -> Option<Same> {
    let (name, topic) = speech.named_as_written(mention)?;
    let period = match topic.period {
        Said::Nothing => String::new(),
        Said::Is(period) => period.words(),
        Said::Unclear => return None,
    };
    Some((topic.region?, topic.year?, period, name, mention.unit().name().to_string()))
}

fn finding(there: Typed, here: Typed) -> Finding {
    let printed = |typed: Typed| typed.reading.printed(typed.mention).to_string();
    let (this, that, title) = (printed(here), printed(there), &there.article.meta.title);
    Finding::warning(
        "reports-disagree",
        Place::bytes(&here.article.file, here.reading.source(here.mention.range.clone())),
        format!("这里写{this}，《{title}》写{that}"),
        format!("{this} here, {that} in {title}"),
    )
    .help(
        "核对两篇；把这个数记进数据，两处都写成引用，就不会再不一样",
        "check both reports; put the figure into the data and write a reference in both, and they cannot differ again",
    )
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn told(first: &str, second: &str) -> Vec<String> {
        let regions = "  \"990101\": { name: 甲县, kind: county }\n  \"990102\": { name: 乙县, kind: county }";
        World::new("  funds: { name: 衔接资金, unit: 元 }", regions)
            .with("990101", 2024, "衔接资金: 5480万元")
            .with_report("990101", 2024, "a", first)
            .with_report("990101", 2024, "b", second)
            .told("reports-disagree")
    }

    #[test]
    fn one_figure_typed_with_two_values_is_told() {
        assert_eq!(
            told("全县新增城镇就业1.83万人。", "2024年，全县新增城镇就业1.84万人，超额完成任务。"),
            ["这里写1.84万人，《题目》写1.83万人"]
        );
        assert_eq!(told("甲县共建成高标准农田23.5万亩。", "全县建成高标准农田25.3万亩。").len(), 1);
    }

    #[test]
    fn another_place_time_or_name_is_another_figure() {
        let first = "全县新增城镇就业1.83万人。";
        for second in [
            "全县新增城镇就业1.83万人。",
            "全县新增城镇就业18300人。",
            "2023年，全县新增城镇就业1.79万人。",
            "上半年，全县新增城镇就业0.97万人。",
            "乙县新增城镇就业0.97万人。",
            "新增城镇就业0.97万人。",
            "全县计划新增城镇就业2.1万人。",
            "全县新增城镇就业比上年增加0.2万人。",
            "白石镇新增城镇就业0.2万人。",
            "全县新增农村就业0.2万人。",
        ] {
            assert_eq!(told(first, second), [""; 0], "{second}");
        }
    }
}
