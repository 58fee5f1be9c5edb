//! What several pages ask of the whole site, found once: who has figures when, and which report speaks of what. Prints nothing.

use crate::derive::Tally;
use crate::model::article::{self, Article};
use crate::model::{IndicatorId, RegionCode};
use crate::plan::address;
use crate::render::World;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Debug, Default, Hash)]
pub struct Index {
    pub years_of: BTreeMap<RegionCode, Vec<i32>>,
    pub regions_of: BTreeMap<i32, Vec<RegionCode>>,
    /// Regions that have figures or a report, with everything above them.
    pub shown: BTreeSet<RegionCode>,
    /// Positions in the articles, newest first.
    pub reports: Vec<usize>,
    pub reports_using: BTreeMap<IndicatorId, Vec<usize>>,
    /// Each list newest first.
    reports_of: BTreeMap<RegionCode, Vec<usize>>,
    /// By the file of the report.
    report_in: BTreeMap<Arc<str>, usize>,
    /// The path of each indicator's page; `None` where the site has none.
    indicator_pages: Vec<Option<String>>,
    pub tally: Arc<Tally>,
}

impl Index {
    pub fn of(world: World) -> Self {
        let mut index = Self { tally: world.book.tally().clone(), ..Self::default() };
        for (region, year) in world.book.region_years() {
            index.years_of.entry(region).or_default().push(year);
            index.regions_of.entry(year).or_default().push(region);
            index.show(world, region);
        }
        index.list_reports(world);
        let is_made = |path: &String| world.site.files.contains_key(path);
        let pages =
            world.book.vocabulary.iter().map(|(id, _)| Some(address::indicator(world.book, id)).filter(is_made));
        index.indicator_pages = pages.collect();
        index
    }

    fn show(&mut self, world: World, region: RegionCode) {
        self.shown.extend(world.book.regions.ancestry(region).map(|above| above.code));
    }

    fn list_reports(&mut self, world: World) {
        for (i, article) in world.articles.iter().enumerate() {
            self.show(world, article.meta.region);
            self.reports.push(i);
            self.report_in.insert(article.file.clone(), i);
            for indicator in article::indicators(article) {
                self.reports_using.entry(indicator).or_default().push(i);
            }
        }
        let order = |i: &usize| {
            let article: &Article = &world.articles[*i];
            (std::cmp::Reverse(article.meta.date), article.slug.clone())
        };
        self.reports.sort_by_key(order);
        for i in &self.reports {
            self.reports_of.entry(world.articles[*i].meta.region).or_default().push(*i);
        }
        self.reports_using.values_mut().for_each(|list| list.sort_by_key(order));
    }

    /// The reports about a region itself, newest first.
    pub fn reports_of(&self, region: RegionCode) -> &[usize] {
        self.reports_of.get(&region).map_or(&[], Vec::as_slice)
    }

    /// The position of the report that a file holds.
    pub fn report_in(&self, file: &str) -> Option<usize> {
        self.report_in.get(file).copied()
    }

    /// The path of an indicator's page; `None` where the site has none.
    pub fn indicator_page(&self, id: IndicatorId) -> Option<&str> {
        self.indicator_pages.get(id.0 as usize)?.as_deref()
    }

    pub fn years(&self, region: RegionCode) -> &[i32] {
        self.years_of.get(&region).map_or(&[], Vec::as_slice)
    }
}
