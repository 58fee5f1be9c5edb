//! The cells of tables that authors typed, each with what the heads of its row and its column say of it: which region, year and indicator.
//! A head of which one word is not understood says nothing. Compares nothing.

use super::Checked;
use super::words::{Lexicon, Viewpoint, Word, YearWord};
use crate::finding::Place;
use crate::model::article::{Article, Block, Inline, Table, plain_text};
use crate::model::{IndicatorId, RegionCode};

/// One cell under its heads.
pub(super) struct Cell<'a> {
    pub article: &'a Article,
    pub place: &'a Place,
    pub content: &'a [Inline],
    pub said: Said,
    /// 万吨, where a head has it in brackets.
    pub unit: Option<String>,
}

/// What heads say; `None` where they are silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub region: Option<RegionCode>,
    pub year: Option<i32>,
    pub indicator: Option<IndicatorId>,
}

/// The cells of all articles that stand under an indicator.
pub(super) fn all<'a>(checked: &Checked<'a>) -> Vec<Cell<'a>> {
    let mut cells = Vec::new();
    for article in checked.articles {
        let at = super::topic::Topic::viewpoint(&article.meta);
        let tables = article.bodies_and_note().into_iter().flatten().filter_map(|block| match block {
            Block::Table(table) if !table.places.is_empty() => Some(table),
            _ => None,
        });
        tables.for_each(|table| of_table(checked.lexicon(), at, article, table, &mut cells));
    }
    cells
}

fn of_table<'a>(lexicon: &Lexicon, at: Viewpoint, article: &'a Article, table: &'a Table, cells: &mut Vec<Cell<'a>>) {
    let head = |inlines: &[Inline]| Head::of(lexicon, at, &plain_text(inlines));
    let columns: Vec<Option<Head>> = table.head.iter().map(|cell| head(cell)).collect();
    let titled = year_of(lexicon, at, &plain_text(&table.title));
    for (row, places) in table.rows.iter().zip(&table.places) {
        let Some(first) = row.first().and_then(|cell| head(cell)) else { continue };
        for ((content, place), column) in row.iter().zip(places).zip(&columns).skip(1) {
            let Some(said) = column.as_ref().and_then(|column| first.said.with(column.said)) else { continue };
            let said = Said { year: said.year.or(titled), ..said };
            if said.indicator.is_some() {
                let unit = column.as_ref().and_then(|column| column.unit.clone()).or_else(|| first.unit.clone());
                cells.push(Cell { article, place, content, said, unit });
            }
        }
    }
}

/// The year of a title that names one.
fn year_of(lexicon: &Lexicon, at: Viewpoint, title: &str) -> Option<i32> {
    let mut times = lexicon.words(title, at).into_iter().filter_map(|(_, word)| match word {
        Word::Year(YearWord::Is(year)) => Some(Some(year)),
        Word::Year(_) | Word::Period(_) => Some(None),
        _ => None,
    });
    times.next().filter(|_| times.next().is_none())?
}

impl Said {
    /// Both; `None` where they say two things.
    fn with(self, other: Self) -> Option<Self> {
        fn one<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
            match (a, b) {
                (Some(a), Some(b)) if a != b => None,
                (a, b) => Some(a.or(b)),
            }
        }
        Some(Self {
            region: one(self.region, other.region)?,
            year: one(self.year, other.year)?,
            indicator: one(self.indicator, other.indicator)?,
        })
    }
}

struct Head {
    said: Said,
    unit: Option<String>,
}

impl Head {
    /// `None` where a word is not understood.
    fn of(lexicon: &Lexicon, at: Viewpoint, text: &str) -> Option<Self> {
        let (words, unit) = match text.trim().strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']))
        {
            Some((words, unit)) => (words, Some(unit.to_string())),
            None => (text.trim(), None),
        };
        let mut said = Said::default();
        for (_, word) in lexicon.words(words, at) {
            let next = match word {
                Word::Place(region) => Said { region: Some(region?), ..Said::default() },
                Word::Year(YearWord::Is(year)) => Said { year: Some(year), ..Said::default() },
                Word::Name(indicator) => Said { indicator: Some(indicator), ..Said::default() },
                Word::Particle => continue,
                _ => return None,
            };
            said = said.with(next)?;
        }
        Some(Self { said, unit })
    }
}
