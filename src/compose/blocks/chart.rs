//! ```` ```chart ````: what to draw, read from YAML; the drawing's data come from `charts`.

use super::{Fence, span};
use crate::compose::charts::{self, Lacking};
use crate::compose::prose::Prose;
use crate::finding::Finding;
use crate::model::article::Block;
use crate::model::chart::Heights;
use crate::model::{IndicatorId, Period, RegionCode, Unit};
use crate::read::{Field, Form, Mapping};

/// Kinds for which `year` is only another way to write `years`.
const OVER_YEARS: [&str; 12] =
    ["line", "折线", "columns", "柱形", "dumbbell", "哑铃", "slope", "坡度", "multiples", "小图", "heat", "热力表"];

pub(super) fn block(prose: &mut Prose, form: &Form, map: &Mapping, fence: &Fence) -> Option<Block> {
    let kind_field = map.required(&["kind", "类型"])?;
    let kind = kind_field.text()?;
    let title = map.required_words(&["title", "标题"]).map(|field| prose.field_text(Some(field)))?;
    let note = Some(prose.field_text(map.field(&["note", "注"]))).filter(|note| !note.is_empty());
    let description = Some(prose.field_text(map.field(&["description", "说明"]))).filter(|d| !d.is_empty());
    let span = span(map);
    let order = charts::Order {
        book: prose.at.book,
        own: prose.at.region,
        title: &title,
        period: period(map),
        measure: map.field(&["measure", "计量"]).and_then(|f| f.text()).map(|unit| Unit::new(&unit)),
    };
    let year = map
        .field(&["year", "年份"])
        .filter(|_| !OVER_YEARS.contains(&kind.as_str()))
        .and_then(|f| f.whole_number())
        .unwrap_or(prose.at.year);
    let made = match kind.as_str() {
        "line" | "折线" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::line(&order, &indicators, &regions, &years(map, prose.at.year))
        }
        "ranked" | "排行" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::ranked(&order, *indicators.first()?, &regions, year)
        }
        "parts" | "构成" => {
            let (whole, parts, region, years) = whole_and_parts(prose, map, year)?;
            charts::parts(&order, whole, &parts, region, &years)
        }
        "columns" | "柱形" if map.field(&["stacked", "堆叠"]).is_some_and(|field| field.is_true()) => {
            let (whole, parts, region, years) = whole_and_parts(prose, map, year)?;
            charts::stacked(&order, whole, &parts, region, &years)
        }
        "columns" | "柱形" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::columns(&order, &charts::each_once(indicators), &regions, &years(map, prose.at.year))
        }
        "dumbbell" | "哑铃" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::dumbbell(&order, &charts::each_once(indicators), &regions, two_years(map, prose.at.year)?)
        }
        "slope" | "坡度" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::slope(&order, &charts::each_once(indicators), &regions, two_years(map, prose.at.year)?)
        }
        "progress" | "进度" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::progress(&order, &indicators, regions.first().copied().unwrap_or(prose.at.region), year)
        }
        "multiples" | "小图" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            let heights = heights(map);
            charts::multiples(&order, &charts::each_once(indicators), &regions, &years(map, prose.at.year), heights)
        }
        "heat" | "热力表" => {
            let (regions, indicators) = (regions(prose, map)?, indicators(prose, map)?);
            charts::heat(&order, &charts::each_once(indicators), &regions, &years(map, prose.at.year))
        }
        _ => {
            let known = "line 折线、columns 柱形、ranked 排行、dumbbell 哑铃、slope 坡度、parts 构成、progress 进度、\
                multiples 小图、heat 热力表";
            kind_field.form.tell(kind_field.error(
                "unknown-chart",
                format!("没有“{kind}”这种图；可写 {known}"),
                format!("no chart `{kind}`: {known}"),
            ));
            return None;
        }
    };
    match made {
        Ok(mut chart) => {
            chart.note = match (note, chart.note.take()) {
                (Some(own), Some(made)) => Some(format!("{}；{made}", own.trim_end_matches('。'))),
                (own, made) => own.or(made),
            };
            chart.span = span;
            chart.description = description.unwrap_or(chart.description);
            Some(Block::Chart(Box::new(chart)))
        }
        // What the form has told already explains why nothing is there.
        Err(_) if form.has_findings() => None,
        Err(lacking) => {
            prose.tell(finding(lacking, fence, prose));
            None
        }
    }
}

fn finding(lacking: Lacking, fence: &Fence, prose: &Prose) -> Finding {
    match lacking {
        Lacking::Nothing => {
            Finding::error("empty-chart", fence.place.clone(), "这张图一个数也没有", "the chart has no figure at all")
                .help("检查指标、地区、年份和时期", "look at its indicator, regions, years and period")
        }
        Lacking::Lack(lack) => Finding::new(
            "empty-chart",
            crate::finding::Severity::Error,
            fence.place.clone(),
            lack.message(prose.at.book),
        ),
        Lacking::ThreeWays => Finding::error(
            "empty-chart",
            fence.place.clone(),
            "多个地区、多个指标、多个年份，一张热力表放不下",
            "several regions, indicators and years do not fit into one heat table",
        )
        .help("三样里留一样只写一个", "let one of the three be a single one"),
        Lacking::PartsExceedWhole { whole, parts } => Finding::error(
            "parts-exceed-whole",
            fence.place.clone(),
            format!("各部分之和 {parts} 大于总量 {whole}"),
            format!("the parts, {parts}, exceed the whole, {whole}"),
        ),
        Lacking::TooMany { what: (zh, en), found, most } => Finding::error(
            "too-many-to-draw",
            fence.place.clone(),
            format!("这张图有 {found} {zh}，最多 {most} {zh}"),
            format!("the chart has {found} {en}; {most} are the most"),
        )
        .help(
            "少写几个地区、指标或年份，或分成几张图；很多地区用排行或表格",
            "name fewer regions, indicators or years, or make several charts; for many regions use ranked or a table",
        ),
    }
}

/// `shared: true`: one axis for all small lines.
fn heights(map: &Mapping) -> Heights {
    let is_shared = map.field(&["shared", "共用纵轴"]).is_some_and(|field| field.is_true());
    if is_shared { Heights::Shared } else { Heights::Own }
}

fn period(map: &Mapping) -> Option<Period> {
    let field = map.field(&["period", "时期"])?;
    let text = field.text()?;
    let period = Period::parse(&text);
    if period.is_none() {
        field.form.tell(field.error("unknown-period", format!("“{text}”不是时期"), format!("`{text}` is no period")));
    }
    period
}

fn indicator(prose: &mut Prose, field: &Field) -> Option<IndicatorId> {
    let name = field.text()?;
    match prose.at.indicator_named(&name) {
        Ok(indicator) => Some(indicator),
        Err(failure) => {
            prose.tell(failure.finding(field.place(), prose.at.book));
            None
        }
    }
}

/// A whole, its parts, the region and the years of which they are drawn.
type Whole = (IndicatorId, Vec<IndicatorId>, RegionCode, Vec<i32>);

fn whole_and_parts(prose: &mut Prose, map: &Mapping, year: i32) -> Option<Whole> {
    let whole = indicator(prose, &map.required(&["whole", "总量"])?)?;
    let parts = map.required(&["parts", "部分"])?.list();
    let parts: Option<Vec<IndicatorId>> = parts.iter().map(|field| indicator(prose, field)).collect();
    let years = if map.field(&["years", "各年"]).is_some() { years(map, year) } else { vec![year] };
    let region = regions(prose, map)?.first().copied().unwrap_or(prose.at.region);
    Some((whole, charts::each_once(parts?), region, years))
}

/// The first and the last of the years that are written; the year before and the text's own where none are.
fn two_years(map: &Mapping, own: i32) -> Option<[i32; 2]> {
    let Some(field) = map.field(&["years", "各年"]).or_else(|| map.field(&["year", "年份"])) else {
        return Some([own - 1, own]);
    };
    let years = years(map, own);
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first < last => Some([*first, *last]),
        (Some(_), _) => {
            field.tell_wrong_shape("两个年份", "two years", "2020-2024 或 [2020, 2024]");
            None
        }
        _ => None,
    }
}

/// `indicator` or `indicators`.
pub(super) fn indicators(prose: &mut Prose, map: &Mapping) -> Option<Vec<IndicatorId>> {
    let (one, several) = (map.field(&["indicator", "指标"]), map.field(&["indicators", "各指标"]));
    let field = match one.or(several) {
        Some(field) => field,
        None => map.required(&["indicator", "指标"])?,
    };
    field.list().iter().map(|item| indicator(prose, item)).collect()
}

/// `regions`, or the `children` of one, or the text's own region.
pub(super) fn regions(prose: &mut Prose, map: &Mapping) -> Option<Vec<RegionCode>> {
    let (named, children) = (map.field(&["regions", "地区"]), map.field(&["children", "下辖"]));
    let region = |prose: &mut Prose, field: &Field| {
        let name = field.text()?;
        match prose.at.region_named(&name) {
            Ok(region) => Some(region.code),
            Err(failure) => {
                prose.tell(failure.finding(field.place(), prose.at.book));
                None
            }
        }
    };
    match (named, children) {
        (Some(field), _) => {
            field.list().iter().map(|item| region(prose, item)).collect::<Option<Vec<_>>>().map(charts::each_once)
        }
        (None, Some(field)) => {
            let parent = region(prose, &field)?;
            let year = years(map, prose.at.year).last().copied().unwrap_or(prose.at.year);
            let children = prose.at.book.regions.children(parent).filter(|child| child.is_valid_in(year));
            Some(children.map(|child| child.code).collect())
        }
        (None, None) => Some(vec![prose.at.region]),
    }
}

/// `years: 2020-2024`, a list of years, `year: 2023`, or the text's own year.
pub(super) fn years(map: &Mapping, own: i32) -> Vec<i32> {
    let Some(field) = map.field(&["years", "各年"]).or_else(|| map.field(&["year", "年份"])) else {
        return vec![own];
    };
    let mut years = Vec::new();
    for item in field.list() {
        let Some(text) = item.text() else { continue };
        let ends = match text.split_once(['-', '—', '–', '～']) {
            Some((first, last)) => (first.trim().parse::<i32>(), last.trim().trim_end_matches('年').parse::<i32>()),
            None => (text.parse::<i32>(), text.parse::<i32>()),
        };
        match ends {
            (Ok(first), Ok(last)) if first <= last && last - first <= 200 => years.extend(first..=last),
            _ => item.form.tell(
                item.error("bad-date", format!("“{text}”不是年份"), format!("`{text}` is no year"))
                    .help("写成 2020-2024 或 2023", "write 2020-2024 or 2023"),
            ),
        }
    }
    years.sort();
    years.dedup();
    years
}
