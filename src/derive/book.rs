//! The book: all observations and targets, found by region, year, indicator and period. What follows from them is in
//! `recipes`; what cannot be had is a [`Lack`].

use super::recipes::Orders;
use super::runs::Runs;
use super::tally::Given;
use super::{Lack, Tally, Unread, reads};
use crate::model::{
    Figure, Gazetteer, IndicatorId, Key, Observation, Period, Recipe, RegionCode, Target, Value, Vocabulary,
    site::SiteSettings,
};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// Everything read and derived.
#[derive(Debug, Default)]
pub struct Book {
    pub settings: SiteSettings,
    pub vocabulary: Vocabulary,
    pub regions: Gazetteer,
    /// By indicator and period: a page reads one run.
    observations: Runs<Observation>,
    /// By indicator.
    targets: Runs<Target>,
    /// Where each indicator of the vocabulary has a value: reported, or by its formula.
    places: Vec<Vec<(RegionCode, i32)>>,
    unread: BTreeSet<Unread>,
    /// Ranks are asked for by every sibling.
    pub(super) orders: Orders,
    /// What each file gives, in their order.
    pub(super) given: Vec<Arc<Given>>,
    pub(super) tally: OnceLock<Arc<Tally>>,
}

impl Book {
    pub(super) fn new(settings: SiteSettings, vocabulary: Vocabulary, regions: Gazetteer) -> Self {
        Self { settings, vocabulary, regions, ..Self::default() }
    }

    pub(super) fn remember_unread(&mut self, unread: Vec<Unread>) {
        self.unread.extend(unread);
    }

    /// Which figures and targets there are, which of them have a value, and where indicators have values: what a change of values alone
    /// leaves as it is.
    pub(super) fn hash_keys(&self, state: &mut impl Hasher) {
        for (place, run) in self.observations.in_order() {
            (place, run.len()).hash(state);
            run.iter().for_each(|o| (o.indicator, o.period, matches!(o.value, Value::Reported(_))).hash(state));
        }
        for (place, run) in self.targets.in_order() {
            (place, run.len()).hash(state);
            run.iter().for_each(|target| target.indicator.hash(state));
        }
        (self.observations.len(), self.targets.len(), &self.places, &self.unread).hash(state);
    }

    /// True where the data has an entry for the key that could not be read.
    pub fn is_unread(&self, key: Key) -> bool {
        [Some(key.indicator), None].iter().any(|indicator| self.unread.contains(&(key.region, key.year, *indicator)))
    }

    /// Takes the observations of a file in, and gives those back whose key is taken.
    pub(super) fn insert(&mut self, observations: Arc<[Observation]>) -> Vec<Observation> {
        self.observations.put(observations, |o| (o.region, o.year), |o| (o.indicator, o.period))
    }

    /// Remembers where values are, reported or by formulas. To be called when every statement is in.
    pub(super) fn find_places(&mut self) {
        self.places = vec![Vec::new(); self.vocabulary.iter().count()];
        for (place, run) in self.observations.in_order() {
            for observation in run.iter() {
                let places = &mut self.places[observation.indicator.0 as usize];
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        self.find_computed_places();
    }

    /// Remembers where formulas give a value that nobody reported.
    fn find_computed_places(&mut self) {
        let mut found = Vec::new();
        for (id, indicator) in self.vocabulary.iter() {
            let Some(first) = indicator.formula.as_ref().and_then(|formula| formula.ingredients().first().copied())
            else {
                continue;
            };
            for (region, year) in self.places_of(first) {
                let value = self.key(*region, *year, id, None).and_then(|key| self.value(key, 0));
                if value.is_ok() {
                    found.push((id, (*region, *year)));
                }
            }
        }
        for (id, place) in found {
            let places = &mut self.places[id.0 as usize];
            if let Err(i) = places.binary_search(&place) {
                places.insert(i, place);
            }
        }
        self.places.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// Takes the targets of a file in, and gives those back whose indicator has one already.
    pub(super) fn insert_targets(&mut self, targets: Arc<[Target]>) -> Vec<Target> {
        self.targets.put(targets, |t| (t.region, t.year), |t| t.indicator)
    }

    /// The observation of a key, missing ones included.
    pub fn observation(&self, key: Key) -> Option<&Observation> {
        self.periods(key.region, key.year, key.indicator).iter().find(|o| o.period == key.period)
    }

    /// What was reported of an indicator in one region and year, by period; the whole year first.
    pub fn periods(&self, region: RegionCode, year: i32, indicator: IndicatorId) -> &[Observation] {
        reads::figure(region, year, indicator);
        let run = self.observations.of((region, year));
        let rest = &run[first_of(run, indicator)..];
        let count = rest.iter().take_while(|o| o.indicator == indicator).count();
        &rest[..count]
    }

    /// All observations of one region and year, in the order of the vocabulary.
    pub fn of(&self, region: RegionCode, year: i32) -> impl Iterator<Item = &Observation> {
        reads::whole(region, year);
        self.observations.of((region, year)).iter()
    }

    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        reads::everything();
        self.observations.in_order().flat_map(|(_, run)| run)
    }

    /// All observations, those of one region, year and indicator together: one slice for all their periods.
    pub fn reported_together(&self) -> impl Iterator<Item = &[Observation]> {
        reads::everything();
        self.observations.in_order().flat_map(|(_, run)| run.chunk_by(|a, b| a.indicator == b.indicator))
    }

    pub fn target(&self, region: RegionCode, year: i32, indicator: IndicatorId) -> Option<&Target> {
        reads::figure(region, year, indicator);
        let run = self.targets.of((region, year));
        run.binary_search_by_key(&indicator, |target| target.indicator).ok().map(|i| &run[i])
    }

    pub fn targets_of(&self, region: RegionCode, year: i32) -> impl Iterator<Item = &Target> {
        reads::whole(region, year);
        self.targets.of((region, year)).iter()
    }

    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        reads::everything();
        self.targets.in_order().flat_map(|(_, run)| run)
    }

    /// The years for which a region has figures or targets, in order.
    pub fn years_of(&self, region: RegionCode) -> Vec<i32> {
        let mut years: Vec<i32> = self.observations.years_of(region).chain(self.targets.years_of(region)).collect();
        years.sort();
        years.dedup();
        years
    }

    /// Every region and year with figures or targets, in order.
    pub fn region_years(&self) -> Vec<(RegionCode, i32)> {
        let mut all: Vec<(RegionCode, i32)> =
            self.observations.region_years().chain(self.targets.region_years()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Where an indicator has a value, reported or by its formula: by region and year.
    pub fn places_of(&self, indicator: IndicatorId) -> &[(RegionCode, i32)] {
        self.places.get(indicator.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The observations of one region, indicator and period over the years. Missing ones are left out.
    pub fn series(&self, region: RegionCode, indicator: IndicatorId, period: Period) -> Vec<&Observation> {
        let places = self.places_of(indicator);
        let first = places.partition_point(|(r, _)| *r < region);
        places[first..]
            .iter()
            .take_while(|(r, _)| *r == region)
            .filter_map(|(_, year)| self.observation(Key { region, year: *year, indicator, period }))
            .filter(|o| matches!(o.value, Value::Reported(_)))
            .collect()
    }

    /// Which figure is meant where the period is not said: the whole year, or else the only one that there is. An
    /// indicator that is not reported but follows from others stands for the period of its first ingredient.
    pub fn key(
        &self,
        region: RegionCode,
        year: i32,
        indicator: IndicatorId,
        period: Option<Period>,
    ) -> Result<Key, Lack> {
        let key = |period| Key { region, year, indicator, period };
        if let Some(period) = period {
            return Ok(key(period));
        }
        match self.periods(region, year, indicator) {
            [first, ..] if first.period == Period::Year => Ok(key(Period::Year)),
            [one] => Ok(key(one.period)),
            [] => self.period_of_formula(region, year, indicator, 8).map(key).ok_or(Lack::NoFigure(key(Period::Year))),
            several => Err(Lack::SeveralPeriods(key(Period::Year), several.iter().map(|o| o.period).collect())),
        }
    }

    /// The period for which a formula can be worked out: that of the first ingredient that has one. Ingredients may have
    /// formulas of their own, to a depth.
    fn period_of_formula(&self, region: RegionCode, year: i32, indicator: IndicatorId, depth: u32) -> Option<Period> {
        let formula = self.vocabulary.get(indicator).formula.as_ref().filter(|_| depth > 0)?;
        let ingredients = formula.ingredients().into_iter().filter(|i| *i != indicator);
        ingredients.into_iter().find_map(|ingredient| match self.periods(region, year, ingredient) {
            [first, ..] if first.period == Period::Year => Some(Period::Year),
            [one] => Some(one.period),
            [] => self.period_of_formula(region, year, ingredient, depth - 1),
            _ => None,
        })
    }

    /// What a figure was made from, in words: 乐山市2022年脱贫人口人均纯收入 13242元; of a completion also the target.
    pub fn ingredients(&self, figure: &Figure) -> Vec<String> {
        let said = |key: &Key| match self.observation(*key) {
            Some(observation) => format!("{} {}", self.say(*key), observation.printed()),
            None => self.say(*key),
        };
        let mut all: Vec<String> = figure.from.iter().map(said).collect();
        if let (Recipe::Completion, Some(key)) = (figure.recipe, figure.from.first()) {
            let target = self.target(key.region, key.year, key.indicator);
            all.extend(target.map(|target| format!("目标 {}", target.aim.in_words())));
        }
        all
    }

    /// The titles of the sources of some figures, each once, in order: of the observation, else of the target.
    pub fn source_titles(&self, keys: &[Key]) -> Vec<String> {
        let mut titles: Vec<String> = Vec::new();
        for key in keys {
            let observed = self.observation(*key).and_then(|o| o.source.as_ref());
            let planned = self.target(key.region, key.year, key.indicator).and_then(|t| t.source.as_ref());
            if let Some(source) = observed.or(planned)
                && !titles.contains(&source.title)
            {
                titles.push(source.title.clone());
            }
        }
        titles
    }

    /// The files in which some figures stand, each once, in order: of the observation, else of the target.
    pub fn files(&self, keys: &[Key]) -> Vec<Arc<str>> {
        let mut files: Vec<Arc<str>> = Vec::new();
        for key in keys {
            let observed = self.observation(*key).map(|o| &o.place.file);
            let planned = self.target(key.region, key.year, key.indicator).map(|t| &t.place.file);
            let named = [observed, planned].into_iter().flatten().filter(|file| !file.is_empty());
            files.extend(named.map(|file| Arc::from(&**file)));
        }
        let mut seen = BTreeSet::new();
        files.retain(|file| seen.insert(file.clone()));
        files
    }

    /// A key in words with its printed value: 乐山市2022年脱贫人口人均纯收入13242元.
    pub fn say_with_value(&self, key: Key) -> String {
        format!("{}{}", self.say(key), self.observation(key).map(Observation::printed).unwrap_or_default())
    }

    /// `乐山市 2023年 脱贫人口人均纯收入`: a key in words.
    pub fn say(&self, key: Key) -> String {
        let region = self.regions.name_of(key.region);
        format!("{region}{}{}", key.period.in_words(key.year), self.vocabulary.get(key.indicator).name)
    }
}

/// Where the observations of an indicator begin in a run. Where a region and year reports all indicators, each once, that is the indicator's own
/// number: halving would touch six observations, each in memory of its own.
fn first_of(run: &[Observation], indicator: IndicatorId) -> usize {
    let own = indicator.0 as usize;
    let lies_there =
        run.get(own).is_some_and(|o| o.indicator == indicator) && (own == 0 || run[own - 1].indicator < indicator);
    if lies_there { own } else { run.partition_point(|o| o.indicator < indicator) }
}
