//! `figure-disagrees`: a quantity was typed behind the name of an indicator, or in a table under it, and the book has another value
//! for it.

use super::Checked;
use crate::check::cells::{self, Cell};
use crate::check::statement::Speech;
use crate::check::typed::{self, Typed, is_one_figure};
use crate::derive::{Book, Key};
use crate::finding::{Finding, Place};
use crate::model::article::{Article, Aside, Inline};
use crate::model::{Change, Observation, Period, Quantity};
use crate::reading::{Markup, Reading};

pub fn check(checked: &Checked) -> Vec<Finding> {
    let book = checked.book;
    let in_prose = checked.typed().iter().filter_map(|typed| {
        let place = Place::bytes(&typed.article.file, typed.bytes());
        finding(book, typed, place)
    });
    let asides = checked.articles.iter().flat_map(|article| article.asides.iter().map(move |aside| (article, aside)));
    let beside = asides.flat_map(|(article, aside)| in_aside(checked, article, aside));
    in_prose.chain(beside).chain(cells::all(checked).iter().filter_map(|cell| in_cell(book, cell))).collect()
}

/// A title, a summary or a caption speaks for itself.
fn in_aside(checked: &Checked, article: &Article, aside: &Aside) -> Vec<Finding> {
    // The wide space that divides a title is as long as the comma that it stands for.
    let reading = Reading::of(&aside.text.replace('　', "，"), Markup::Plain, &[]);
    let speech = Speech::new(checked.lexicon(), article, &reading);
    let is_typed = |digits| aside.typed.contains(&reading.source(digits).start);
    let typed = reading.mentions.iter().filter(|mention| is_typed(mention.digits.clone()));
    let certain = typed.filter_map(|mention| typed::certain(&speech, article, &reading, mention));
    certain.filter_map(|typed| finding(checked.book, &typed, aside.place.clone())).collect()
}

/// A value in a table, under its heads. Where these say no year, the value of any year may be meant.
fn in_cell(book: &Book, cell: &Cell) -> Option<Finding> {
    let [Inline::Text(text)] = cell.content else { return None };
    let indicator = cell.said.indicator?;
    let read = |text: &str| {
        let quantity = Quantity::parse(text).ok()?;
        book.vocabulary.get(indicator).measure_for(&quantity.unit).map(|_| quantity)
    };
    let quantity = read(text.trim()).or_else(|| read(&format!("{}{}", text.trim(), cell.unit.as_ref()?)))?;
    let meta = &cell.article.meta;
    let (region, year) = (cell.said.region.unwrap_or(meta.region), cell.said.year.unwrap_or(meta.year));
    let agrees = |o: &Observation| {
        (0..4)
            .filter_map(|m| o.quantity(m))
            .any(|theirs| theirs.unit.converts_to(&quantity.unit) && is_one_figure(&quantity, theirs))
    };
    let years = match cell.said.year {
        Some(year) => vec![year],
        None => book.years_of(region),
    };
    if years.iter().any(|year| book.periods(region, *year, indicator).iter().any(agrees)) {
        return None;
    }
    let observed = book.periods(region, year, indicator);
    let meant =
        observed.iter().find(|o| o.period == Period::Year).or(observed.first().filter(|_| observed.len() == 1))?;
    meant.first_measure()?;
    let reference = reference(book, cell.article, Key::of(meant), "");
    Some(told(text.trim(), &book.say(Key::of(meant)), &meant.printed(), &reference, cell.place.clone()))
}

fn finding(book: &Book, typed: &Typed, place: Place) -> Option<Finding> {
    let observation = typed.disagreement(book)?;
    let (what, value) = (typed::say(book, typed, observation), said(typed, observation)?);
    let question = if typed.mention.change.is_some() { " | 同比" } else { "" };
    let reference = reference(book, typed.article, Key::of(observation), question);
    Some(told(typed.printed(), &what, &value, &reference, place))
}

/// The reference that prints a figure in a report, with the region and the time that it must say.
fn reference(book: &Book, article: &Article, key: Key, question: &str) -> String {
    let region = match key.region == article.meta.region {
        true => String::new(),
        false => format!("{}：", book.regions.name_of(key.region)),
    };
    let year = if key.year == article.meta.year { String::new() } else { format!("{}年", key.year) };
    let is_only = key.period == Period::Year || book.periods(key.region, key.year, key.indicator).len() == 1;
    let moment = match is_only {
        true => year.trim_end_matches('年').to_string(),
        false => year + &key.period.words(),
    };
    let moment = if moment.is_empty() { moment } else { format!(" @{moment}") };
    format!("{{{{ {region}{}{moment}{question} }}}}", book.vocabulary.get(key.indicator).name)
}

fn told(printed: &str, what: &str, value: &str, reference: &str, place: Place) -> Finding {
    Finding::error(
        "figure-disagrees",
        place,
        format!("文中写{printed}，数据里{what}是{value}"),
        format!("the text says {printed}, the data has {value} for {what}"),
    )
    .help(
        format!("核对后改文或改数据；最好写成引用 {reference}"),
        format!("mend the text or the data; best write {reference}"),
    )
}

/// What the book says where the text says its quantity.
fn said(typed: &Typed, observation: &Observation) -> Option<String> {
    match (&typed.mention.change, &observation.beside.growth) {
        (None, _) => Some(observation.printed()),
        (Some(_), Some(Change::Percent(growth) | Change::Points(growth))) => Some(format!("同比{growth}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn told(body: &str) -> Vec<String> {
        let regions = "  \"990101\": { name: 甲县, kind: county }\n  \"990102\": { name: 乙县, kind: county }";
        World::new("  funds: { name: 衔接资金, unit: 元 }\n  income: { name: 一般公共预算收入, unit: 元 }", regions)
            .with("990101", 2023, "衔接资金: 5120万元")
            .with("990101", 2024, "衔接资金: 5480万元\n一般公共预算收入: 6.8亿元")
            .with("990102", 2024, "衔接资金: 700万元")
            .with_report("990101", 2024, "a", body)
            .told("figure-disagrees")
    }

    #[test]
    fn a_name_promises_nothing_and_a_target_that_is_met_neither() {
        for body in [
            "全县一般公共预算收入8.6亿元。",
            "投入衔接资金5840万元，完成年度目标的102%。",
            "投入衔接资金5840万元，超额完成计划。",
            "投入衔接资金5840万元，力争明年达到6000万元。",
        ] {
            assert_eq!(told(body).len(), 1, "{body}");
        }
        for body in ["计划投入衔接资金5840万元。", "投入衔接资金5840万元的目标已经下达。"] {
            assert!(told(body).is_empty(), "{body}");
        }
    }

    #[test]
    fn what_a_sentence_before_spoke_of_may_be_meant_or_not() {
        let open = "乙县投入衔接资金700万元。全年投入衔接资金5480万元。";
        assert!(told(open).is_empty(), "{:?}", told(open));
        assert_eq!(told("乙县投入衔接资金700万元。全年投入衔接资金5840万元。").len(), 1);
    }

    #[test]
    fn a_name_and_its_number_may_stand_apart() {
        for body in [
            "衔接资金：5840万元。",
            "全县衔接资金（5840万元）全部到位。",
            "衔接资金由2023年的5210万元增加到2024年的5480万元。",
            "衔接资金由2023年的5120万元增加到5840万元。",
            "甲县投入衔接资金5480万元，在两个区县中靠前；乙县投入衔接资金770万元。",
        ] {
            assert_eq!(told(body).len(), 1, "{body}: {:?}", told(body));
        }
        for body in ["衔接资金由2023年的5120万元增加到2024年的5480万元。", "衔接资金（其中项目资金5840万元）到位。"]
        {
            assert!(told(body).is_empty(), "{body}: {:?}", told(body));
        }
    }

    #[test]
    fn a_cell_stands_under_its_heads() {
        let table = |rows: &str| told(&format!("| 指标 | 2023年 | 2024年 |\n|---|---|---|\n{rows}"));
        assert!(table("| 衔接资金 | 5120万元 | 5480万元 |").is_empty());
        assert!(table("| 衔接资金（万元） | 5120 | 5480 |").is_empty());
        assert!(table("| 其中：衔接资金 | 120万元 | 480万元 |").is_empty());
        assert_eq!(table("| 衔接资金（万元） | 5120 | 5840 |"), ["文中写5840，数据里甲县2024年衔接资金是5480万元"]);
        assert_eq!(table("| 乙县衔接资金 | — | 770万元 |"), ["文中写770万元，数据里乙县2024年衔接资金是700万元"]);
        // Where no head says a year, that of another will do.
        assert!(told("| 地区 | 衔接资金 |\n|---|---|\n| 甲县 | 5120万元 |").is_empty());
        assert_eq!(told("| 地区 | 衔接资金 |\n|---|---|\n| 甲县 | 5210万元 |").len(), 1);
        let yaml = "```table\ncolumns: [地区, 衔接资金]\nrows:\n  - [乙县, 70万元]\n```";
        assert_eq!(told(yaml), ["文中写70万元，数据里乙县2024年衔接资金是700万元"]);
    }

    #[test]
    fn a_number_in_han_characters_is_read() {
        assert_eq!(
            told("投入衔接资金五千八百四十万元。"),
            ["文中写五千八百四十万元，数据里甲县2024年衔接资金是5480万元"]
        );
        assert!(told("投入衔接资金五千四百八十万元。").is_empty());
    }

    #[test]
    fn a_caption_speaks_for_itself() {
        let chart =
            "```chart\nkind: line\nindicator: 衔接资金\nregions: [甲县]\ntitle: 2024年甲县衔接资金5840万元\n```";
        assert_eq!(told(chart).len(), 1, "{:?}", told(chart));
    }
}
