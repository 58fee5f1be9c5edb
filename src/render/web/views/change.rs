//! How much a figure changed over the year: as reported, else computed.

use crate::derive::Key;
use crate::model::{Change, Observation, Recipe};
use crate::render::web::figure::{self, small};
use crate::render::web::page::Page;
use crate::render::web::typeset;
use rust_decimal::Decimal;
use serde::Serialize;

/// A change with its direction.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangeView {
    /// 16%, 持平, 1.2个百分点; empty where nothing is known.
    pub html: String,
    /// `rise`, `fall` or `level`; empty where nothing is known.
    pub direction: String,
    /// True where we computed it because the source prints none.
    pub is_computed: bool,
}

pub fn change(page: Page, observation: &Observation) -> ChangeView {
    match reported(page, observation) {
        Some((html, amount)) => view(html, amount),
        None => computed(page, observation).unwrap_or_default(),
    }
}

fn computed(page: Page, observation: &Observation) -> Option<ChangeView> {
    let (recipe, computed) = page.book().change_beside(observation)?;
    let html = figure::computed(Key::of(observation), recipe, &computed, page)?;
    // As printed: what rounds to nothing has no direction.
    let amount = computed.rounded(page.book().settings.rounding)?;
    Some(ChangeView { is_computed: true, ..view(html, amount) })
}

/// The markup of what the source prints, and by how much the figure rose.
fn reported(page: Page, observation: &Observation) -> Option<(String, Decimal)> {
    let beside = |recipe, quantity| figure::beside(observation, recipe, quantity, page);
    match (&observation.beside.growth, &observation.beside.increment) {
        (Some(Change::Percent(by) | Change::Points(by)), _) => Some((beside(Recipe::Growth, by), by.value())),
        (Some(Change::Level), _) => Some((typeset::text(&page.word("level")), Decimal::ZERO)),
        (None, Some(by)) => {
            let html = beside(Recipe::Increment, by);
            Some((format!("{html}{}", small(&page.word("increment"))), by.value()))
        }
        (None, None) => None,
    }
}

fn view(html: String, amount: Decimal) -> ChangeView {
    let direction = match amount {
        amount if amount > Decimal::ZERO => "rise",
        amount if amount < Decimal::ZERO => "fall",
        _ => "level",
    };
    ChangeView { html, direction: direction.into(), is_computed: false }
}
