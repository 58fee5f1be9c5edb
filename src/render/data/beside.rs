//! What stands beside a figure in its row of a table: growth, completion, place. As the source reports it, else computed where the
//! data can answer for it. Comes in: an observation and the book. Goes out: what is printed, with how it was made, for the
//! table and for the record alike.

use crate::derive::{Computed, Key};
use crate::model::observation::Rank;
use crate::model::{Change, Observation, Quantity, Recipe, Target};
use crate::render::World;

/// Behind a number that no source reports.
pub const COMPUTED_MARK: &str = "*";

/// One number or word beside a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub recipe: Recipe,
    /// Without the mark.
    pub printed: String,
    /// Exact, and its unit; both empty for words.
    pub value: String,
    pub unit: String,
    /// The figures that it was computed from, in words; empty where the source reports it.
    pub ingredients: Vec<String>,
}

impl Beside {
    pub fn is_computed(&self) -> bool {
        !self.ingredients.is_empty()
    }

    /// As a table prints it.
    pub fn cell(&self) -> String {
        format!("{}{}", self.printed, if self.is_computed() { COMPUTED_MARK } else { "" })
    }

    fn reported(recipe: Recipe, quantity: &Quantity) -> Self {
        Self {
            recipe,
            printed: quantity.to_string(),
            value: quantity.value().to_string(),
            unit: quantity.unit.to_string(),
            ingredients: Vec::new(),
        }
    }

    fn words(recipe: Recipe, words: String) -> Self {
        Self { recipe, printed: words, value: String::new(), unit: String::new(), ingredients: Vec::new() }
    }

    fn computed(world: &World, recipe: Recipe, computed: &Computed) -> Option<Self> {
        Some(Self {
            recipe,
            printed: computed.as_percent(world.book.settings.rounding)?,
            value: computed.exact.to_string(),
            unit: computed.unit.to_string(),
            ingredients: computed.from.iter().map(|key| world.book.say_with_value(*key)).collect(),
        })
    }
}

/// Everything that is printed beside a figure, in the order of the columns.
pub fn all(world: &World, o: &Observation) -> Vec<Beside> {
    [growth(world, o), completion(world, o), rank(world, o)].into_iter().flatten().collect()
}

/// The change against the same period of the year before, in percent or points.
pub fn growth(world: &World, o: &Observation) -> Option<Beside> {
    match &o.beside.growth {
        Some(Change::Percent(quantity) | Change::Points(quantity)) => Some(Beside::reported(Recipe::Growth, quantity)),
        Some(Change::Level) => Some(Beside::words(Recipe::Growth, "持平".to_string())),
        None => {
            let (recipe, computed) = world.book.change_beside(o)?;
            Beside::computed(world, recipe, &computed)
        }
    }
}

/// How much of its target a figure has reached.
pub fn completion(world: &World, o: &Observation) -> Option<Beside> {
    match &o.beside.completion {
        Some(completion) => Some(Beside::reported(Recipe::Completion, &completion.value)),
        None => completed(world, Key::of(o)),
    }
}

/// How much of a target its indicator has reached.
pub fn completion_of(world: &World, target: &Target) -> Option<Beside> {
    let key = world.book.key(target.region, target.year, target.indicator, None).ok()?;
    completed(world, key)
}

fn completed(world: &World, key: Key) -> Option<Beside> {
    let computed = world.book.completion(key, world.book.first_measure(key)).ok()?;
    let mut beside = Beside::computed(world, Recipe::Completion, &computed)?;
    let target = world.book.target(key.region, key.year, key.indicator);
    beside.ingredients.extend(target.map(|target| format!("目标{}", target.aim.in_words())));
    Some(beside)
}

/// The place among its siblings as the source reports it.
pub fn rank(world: &World, o: &Observation) -> Option<Beside> {
    let words = place(world, o.beside.rank.as_ref()?);
    Some(Beside::words(Recipe::Rank, words)).filter(|beside| !beside.printed.is_empty())
}

fn place(world: &World, rank: &Rank) -> String {
    let among = rank.among.and_then(|code| world.book.regions.get(code)).map_or("", |region| &region.short);
    match (&rank.tier, rank.place) {
        // A tier in words says itself among whom: 全省唯一.
        (Some(tier), None) => tier.clone(),
        (Some(tier), Some(_)) => format!("{among}{tier}"),
        (None, Some(place)) => format!("{among}第{place}位"),
        (None, None) => String::new(),
    }
}
