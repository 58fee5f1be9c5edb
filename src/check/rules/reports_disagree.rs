//! `reports-disagree`: what the book has not was typed with one value in one report and with another in another: 全县新增就业1.83万人
//! here, 1.84万人 there. The place must be named in the sentence and every word around the name be understood, the values must be one slip
//! apart, and what is done again and again is left alone; what an indicator
//! of the book names is told by `figure-disagrees`, and two values in one text by the audit.

use super::Checked;
use crate::audit::differ_by_a_slip;
use crate::check::is_bound;
use crate::check::statement::Speech;
use crate::check::topic::Said;
use crate::check::typed::is_one_figure;
use crate::finding::{Finding, Place};
use crate::model::article::{Article, NumeralKind};
use crate::model::{Date, Period, RegionCode};
use crate::reading::{Mention, Reading};
use rayon::prelude::*;
use std::collections::HashMap;

/// What is spoken of.
#[derive(PartialEq, Eq, Hash)]
struct FigureName<'a> {
    region: RegionCode,
    year: i32,
    period: Option<Period>,
    /// Of a report of the same year, which may be followed by one of more: the date of the report.
    so_far: Option<Date>,
    name: &'a str,
    unit: &'a str,
}

/// What is done again and again.
const DEEDS: [&str; 16] = [
    "举办", "召开", "开展", "组织", "发放", "转移", "出动", "参会", "签约", "新建", "检查", "排查", "培训", "接待",
    "处置", "受理",
];

/// A quantity that a report types.
#[derive(Clone, Copy)]
struct Print<'a> {
    article: &'a Article,
    reading: &'a Reading,
    mention: &'a Mention,
}

pub fn check(checked: &Checked) -> Vec<Finding> {
    let prose: Vec<_> = checked.prose().filter(|(article, _)| types_anything(article)).collect();
    let printed: Vec<(FigureName, Print)> =
        prose.par_iter().flat_map_iter(|(article, reading)| printed(checked, article, reading)).collect();
    let mut first: HashMap<FigureName, Print> = HashMap::new();
    let mut told = Vec::new();
    for (name, here) in printed {
        let there = *first.entry(name).or_insert(here);
        // Far apart, they are of two things under one name.
        let is_other = !is_one_figure(&there.mention.quantity, &here.mention.quantity)
            && differ_by_a_slip(there.mention, here.mention);
        if is_other && there.article.file != here.article.file {
            told.push(finding(there, here));
        }
    }
    told
}

fn types_anything(article: &Article) -> bool {
    article.numerals.iter().any(|numeral| numeral.kind == NumeralKind::Unknown)
}

fn printed<'a>(checked: &'a Checked, article: &'a Article, reading: &'a Reading) -> Vec<(FigureName<'a>, Print<'a>)> {
    let speech = Speech::new(checked.lexicon(), article, reading);
    let typed = reading.mentions.iter().filter(|m| is_plain(m) && !is_bound(article, reading, &m.range));
    typed.filter_map(|mention| Some((named(&speech, article, mention)?, Print { article, reading, mention }))).collect()
}

fn is_plain(mention: &Mention) -> bool {
    mention.has_unit() && mention.change.is_none() && mention.upper.is_none() && !mention.is_quoted
}

fn named<'a>(speech: &Speech<'a>, article: &Article, mention: &'a Mention) -> Option<FigureName<'a>> {
    let (name, topic) = speech.named_as_written(mention)?;
    (!DEEDS.iter().any(|deed| name.starts_with(deed))).then_some(())?;
    let (region, year) = (topic.region?, topic.year?);
    let period = match topic.period {
        Said::Nothing | Said::Is(Period::Year) => None,
        Said::Is(period) => Some(period),
        Said::Unclear => return None,
    };
    let date = article.meta.date;
    let may_grow = period.is_none_or(|period| period == Period::UpToNow) && date.year <= year;
    Some(FigureName { region, year, period, so_far: may_grow.then_some(date), name, unit: mention.unit().name() })
}

fn finding(there: Print, here: Print) -> Finding {
    let printed = |print: Print| print.reading.printed(print.mention).to_string();
    let (this, that, title) = (printed(here), printed(there), &there.article.meta.title);
    let (file, line) = (&there.article.file, there.reading.line(there.mention.range.start));
    Finding::warning(
        "reports-disagree",
        Place::bytes(&here.article.file, here.reading.source(here.mention.range.clone())),
        format!("这里写{this}，《{title}》写{that}（{file}第{line}行）"),
        format!("{this} here, {that} in the report “{title}” ({file}, line {line})"),
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
            ["这里写1.84万人，《题目》写1.83万人（content/reports/2024/a.md第9行）"]
        );
        assert_eq!(told("全县新增城镇就业1.83万人。", "全年全县新增城镇就业1.84万人。").len(), 1);
        assert_eq!(told("全县举办招聘会12场。", "全县举办招聘会13场。").len(), 0);
        assert_eq!(told("甲县共建成高标准农田23.5万亩。", "全县建成高标准农田25.3万亩。").len(), 1);
    }

    #[test]
    fn a_later_report_of_the_year_may_say_more() {
        let report = |date: &str, area: &str| {
            format!(
                "---\ngenre: review\ntitle: 题目\nregion: \"990101\"\nyear: 2024\ndate: {date}\nsignature: 甲\n---\n全县建成高标准农田{area}万亩。\n"
            )
        };
        let told = |first: &str, second: &str| {
            World::of_one("  funds: { name: 衔接资金, unit: 元 }")
                .with("990101", 2024, "衔接资金: 5480万元")
                .with_file("reports/2024/a.md", &report(first, "23.5"))
                .with_file("reports/2024/b.md", &report(second, "25.3"))
                .told("reports-disagree")
                .len()
        };
        assert_eq!(told("2024-06-20", "2024-12-20"), 0);
        assert_eq!(told("2024-12-20", "2025-02-10"), 0);
        assert_eq!(told("2024-12-20", "2024-12-20"), 1);
        assert_eq!(told("2025-01-20", "2025-02-10"), 1);
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
            "会议要求，全县新增城镇就业1.84万人。",
            "剔除重复统计因素，全县新增城镇就业1.84万人。",
            "前11个月，全县新增城镇就业1.84万人。",
            "全县新增城镇就业2.5万人。",
        ] {
            assert_eq!(told(first, second), [""; 0], "{second}");
        }
    }
}
