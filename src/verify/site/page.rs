//! Every figure of one page: what is printed against the value that its element says, and that against the site's data. Comes in: HTML.
//! Goes out: what differs. What stands outside of figures is left to the list of files.

use super::data::{Data, Row, Subject};
use super::drawing;
use crate::finding::{Finding, Place};
use crate::model::quantity::{Rounding, round};
use crate::model::{Quantity, Unit};
use rust_decimal::Decimal;
use scraper::{ElementRef, Html, Selector};
use std::sync::LazyLock;

/// What came of a page.
#[derive(Default)]
pub struct Page {
    pub figures: usize,
    pub findings: Vec<Finding>,
}

static DATA: LazyLock<Selector> = LazyLock::new(|| Selector::parse("data").expect("a plain selector"));

pub fn verify(path: &str, html: &str, data: &Data) -> Page {
    let document = Html::parse_document(html);
    let mut page = Page::default();
    for element in document.select(&DATA) {
        let figure = Figure::of(element);
        page.figures += 1;
        page.findings.extend(figure.findings(path, data));
    }
    page.findings.extend(drawing::findings(path, &document));
    page
}

/// A `<data>` element with what it inherits.
struct Figure {
    printed: String,
    value: String,
    unit: String,
    region: Option<String>,
    indicator: Option<String>,
    year: Option<String>,
    period: String,
    recipe: String,
    is_bounded: bool,
    /// Within a sentence, which may compare with anything; a cell compares with the year before.
    is_in_prose: bool,
    /// What it was computed from, as the page says it: `2022年3213.34万人、2021年3212.43万人`.
    from: Option<String>,
}

impl Figure {
    fn of(element: ElementRef) -> Self {
        let own = |name: &str| element.value().attr(name).map(str::to_string);
        let inherited = |name: &str| {
            own(name).or_else(|| {
                let above = element.ancestors().filter_map(ElementRef::wrap);
                above
                    .filter(|above| ["tr", "main"].contains(&above.value().name()))
                    .find_map(|above| above.value().attr(name))
                    .map(str::to_string)
            })
        };
        Self {
            printed: element.text().collect::<String>().chars().filter(|c| crate::read::is_seen(*c)).collect(),
            value: own("value").unwrap_or_default(),
            unit: own("data-unit").unwrap_or_default(),
            region: inherited("data-region"),
            indicator: inherited("data-indicator"),
            year: inherited("data-year"),
            period: own("data-period").unwrap_or_else(|| "全年".to_string()),
            recipe: own("data-recipe").unwrap_or_else(|| "reported".to_string()),
            is_bounded: own("data-bound").is_some(),
            is_in_prose: own("data-of").is_some(),
            from: own("title").and_then(|title| title.split_once("；依据：").map(|(_, from)| from.to_string())),
        }
    }

    fn subject(&self) -> Option<Subject> {
        Some((self.region.clone()?, self.indicator.clone()?, self.year.clone()?, self.period.clone()))
    }

    fn findings(&self, path: &str, data: &Data) -> Option<Finding> {
        if !self.prints_its_value() {
            return Some(self.differs(
                path,
                &format!("元素里的数值是 {}{}", self.value, self.unit),
                &format!("its element says {} {}", self.value, self.unit),
            ));
        }
        if !self.follows_from_what_it_names() {
            let from = self.from.clone().unwrap_or_default();
            return Some(self.differs(
                path,
                &format!("由“{from}”推不出"),
                &format!("it does not follow from “{from}”"),
            ));
        }
        let rows = data.of(&self.subject()?)?;
        let (zh, en) = self.against(rows).or_else(|| self.has_more(rows))?;
        Some(self.differs(path, &zh, &en))
    }

    /// Whether the printed text stands for the value.
    fn prints_its_value(&self) -> bool {
        let Ok(value) = self.value.parse::<Decimal>() else {
            return self.value.is_empty() || self.printed.contains(&self.value) || !self.has_digits();
        };
        if let (true, [part, whole, ..]) = (self.printed.contains('/'), numbers(&self.printed).as_slice()) {
            // 2/3以上
            return value.checked_mul(*whole).is_some_and(|of| (of.abs() - part).abs() < Decimal::new(1, 6));
        }
        let Ok(quantities) = Quantity::parse_all(&self.printed) else {
            return self.prints_some(value);
        };
        let unit = Unit::new(&self.unit);
        quantities.iter().any(|quantity| stands_for(quantity, value, &unit)) || self.prints_some(value)
    }

    /// The scales in which its numbers may be printed: those that it names; where it has no unit the head of its column does.
    fn scales(&self) -> Vec<Decimal> {
        let is_bare = !self.printed.contains(&self.unit);
        let named = [('万', 10_000), ('亿', 100_000_000)];
        let named = named.into_iter().filter(|(word, _)| is_bare || self.printed.contains(*word));
        std::iter::once(1).chain(named.map(|(_, scale)| scale)).map(Decimal::from).collect()
    }

    /// Growth over the year before, computed again from both figures.
    fn follows_from_what_it_names(&self) -> bool {
        let (Some(from), true) = (&self.from, self.recipe == "growth" && !self.is_in_prose) else { return true };
        let quantity = |part: &str| {
            let (_, printed) = part.split_once('年')?;
            Quantity::parse(printed).ok()
        };
        let Some([now, before]) = from.split_once('、').map(|(now, before)| [quantity(now), quantity(before)]) else {
            return true;
        };
        let (Some(now), Some(before), Ok(value)) = (now, before, self.value.parse::<Decimal>()) else { return true };
        let Some(base) = before.value_in(&now.unit).filter(|base| !base.is_zero()) else { return true };
        let Some(growth) = (now.value() - base).checked_div(base) else { return true };
        (growth * Decimal::ONE_HUNDRED - value).abs() <= Decimal::new(1, 4)
    }

    fn has_digits(&self) -> bool {
        self.printed.chars().any(|c| c.is_ascii_digit())
    }

    /// Whether a number in the text is the value, rounded as it is printed: where words or a place stand around it.
    fn prints_some(&self, value: Decimal) -> bool {
        let numbers = numbers(&self.printed);
        if numbers.is_empty() {
            // 持平, 全省唯一, 翻番
            return !self.has_digits();
        }
        numbers.iter().any(|number| self.scales().iter().any(|scale| rounds_to(value, *scale, *number)))
    }

    /// How the site's data say it otherwise, in both languages; `None` where they agree or say nothing of it.
    fn against(&self, rows: &[Row]) -> Option<(String, String)> {
        let value = self.value.parse::<Decimal>().ok()?;
        let number = |row: &Row, column: &str| row.get(column).and_then(|cell| cell.parse::<Decimal>().ok());
        let column = match self.recipe.as_str() {
            "reported" => "数值",
            "target" => "目标值",
            "growth" | "points-difference" if !self.is_in_prose => return self.against_growth(rows),
            _ => return None,
        };
        let unit = Unit::new(&self.unit);
        let mut said = Vec::new();
        for row in rows {
            let Some(theirs) = number(row, column) else { continue };
            let their_unit = Unit::new(row.get("单位").map_or("", String::as_str));
            let factor = unit.in_terms_of(&their_unit);
            match factor {
                Some(factor) if value.checked_mul(factor) == Some(theirs) => return None,
                _ => said.push(row.get(if column == "数值" { "印文" } else { "目标" }).cloned().unwrap_or_default()),
            }
        }
        let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
        match (said.is_empty(), self.is_bounded || column == "目标值") {
            (true, true) => None,
            (true, false) if rows.iter().any(|row| row.get("数值").is_some_and(String::is_empty)) => None,
            (true, false) => {
                Some(("本站的数据文件里没有这个数".to_string(), "the site's data have no such figure".to_string()))
            }
            (false, _) => {
                let said = said.join("、");
                Some((format!("本站的数据文件里是“{said}”"), format!("the site's data say “{said}”")))
            }
        }
    }

    /// A number that is neither the value nor anywhere in the rows or the ingredients.
    fn has_more(&self, rows: &[Row]) -> Option<(String, String)> {
        let value = self.value.parse::<Decimal>().ok()?;
        let known = rows.iter().flat_map(|row| row.values()).chain(&self.from).flat_map(|cell| numbers(cell));
        let known: Vec<Decimal> = known.collect();
        let is_known = |number: &Decimal| {
            self.scales().iter().any(|scale| known.iter().chain([&value]).any(|of| rounds_to(*of, *scale, *number)))
        };
        let more = numbers(&self.printed).into_iter().find(|number| !is_known(number))?;
        Some((format!("“{more}”在本站的数据文件里没有"), format!("the site's data have no “{more}” for it")))
    }

    /// The same of the change that stands beside a figure in a table.
    fn against_growth(&self, rows: &[Row]) -> Option<(String, String)> {
        let printed = numbers(&self.printed).into_iter().next()?;
        let theirs: Vec<Decimal> = rows.iter().filter_map(|row| row.get("同比")?.parse().ok()).collect();
        let is_same = theirs.is_empty() || theirs.iter().any(|theirs| theirs.abs() == printed);
        let said = theirs.iter().map(Decimal::to_string).collect::<Vec<_>>().join("、");
        (!is_same)
            .then(|| (format!("本站的数据文件里同比是“{said}”"), format!("the site's data have a growth of “{said}”")))
    }

    fn differs(&self, path: &str, zh: &str, en: &str) -> Finding {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let (region, indicator, year) = (part(&self.region), part(&self.indicator), part(&self.year));
        let (period, printed) = (&self.period, &self.printed);
        Finding::error(
            "page-figure-differs",
            Place::file(path),
            format!("{region} {year}年{period} {indicator}：印的是“{printed}”，{zh}"),
            format!("{region} {year} {period} {indicator}: printed “{printed}”, {en}"),
        )
    }
}

/// Whether a value is printed as this number in a scale. 4 is no 0万, whatever rounding says.
fn rounds_to(value: Decimal, scale: Decimal, number: Decimal) -> bool {
    let in_scale = (value / scale).abs();
    let is_nothing = number.is_zero() && !value.is_zero() && scale > Decimal::ONE;
    !is_nothing
        && [Rounding::HalfUp, Rounding::HalfEven].iter().any(|by| round(in_scale, number.scale(), *by) == number)
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<Decimal> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.filter_map(|part| part.trim_matches('.').parse().ok()).collect()
}

/// Whether a printed quantity is the value, to the digits that it prints.
fn stands_for(quantity: &Quantity, value: Decimal, unit: &Unit) -> bool {
    let exact = quantity.value_in(unit).is_some_and(|printed| printed == value || printed == value.abs());
    // 3日以内 is 3, not anything below.
    let within = || {
        let interval = quantity.interval_in(unit).filter(|_| quantity.bound.is_none());
        interval.is_some_and(|interval| interval.contains(value) || interval.contains(value.abs()))
    };
    // A computed count of things is rounded as well.
    let rounded = || {
        quantity.value_in(unit).is_some_and(|printed| {
            [Rounding::HalfUp, Rounding::HalfEven].iter().any(|by| round(value.abs(), 0, *by) == printed.abs())
        })
    };
    exact || within() || rounded()
}
