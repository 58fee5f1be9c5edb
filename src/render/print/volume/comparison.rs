//! The regions of a year beside each other: for each domain the indicators that at least two of them report for the whole
//! year. Comes in: the book. Goes out: tables as wide as a page; a figure stands as its source printed it.

use crate::derive::Key;
use crate::model::{IndicatorId, Period, RegionCode};
use crate::render::World;
use crate::render::print::block::measured;
use crate::render::print::record::Marks;
use crate::render::print::region_year;
use crate::render::print::view::{ComparisonRowView, ComparisonView, NeedView};

/// As many columns of figures as a page is wide.
const COLUMNS: usize = 5;

pub(super) fn tables(world: &World, regions: &[RegionCode], year: i32, marks: &Marks) -> Vec<ComparisonView> {
    let vocabulary = &world.book.vocabulary;
    let reported = |region: RegionCode, indicator: IndicatorId| {
        let observation = world.book.observation(Key { region, year, indicator, period: Period::Year })?;
        Some(observation).filter(|observation| !observation.printed().is_empty())
    };
    let mut tables = Vec::new();
    for (index, domain) in vocabulary.domains.iter().enumerate() {
        let of_domain = vocabulary.iter().filter(|(_, indicator)| indicator.domain == index).map(|(id, _)| id);
        let compared: Vec<IndicatorId> = of_domain
            .filter(|id| regions.iter().filter(|region| reported(**region, *id).is_some()).nth(1).is_some())
            .collect();
        for columns in compared.chunks(COLUMNS) {
            let row = |region: &RegionCode| {
                let cells = columns.iter().map(|id| {
                    reported(*region, *id).map_or_else(String::new, |o| region_year::value(o, marks.alone(o)))
                });
                ComparisonRowView { region: world.book.regions.name_of(*region), cells: cells.collect() }
            };
            let widest =
                |texts: &mut dyn Iterator<Item = String>| texts.map(|text| measured(&text)).fold(0.0, f64::max);
            let printed = |id: IndicatorId| {
                let found = regions.iter().filter_map(move |region| reported(*region, id));
                found.map(|observation| region_year::value(observation, String::new()))
            };
            let of_names = NeedView {
                cells: widest(&mut regions.iter().map(|region| world.book.regions.name_of(*region))),
                head: measured("地区"),
            };
            let of_figures = columns
                .iter()
                .map(|id| NeedView { cells: widest(&mut printed(*id)), head: measured(&vocabulary.get(*id).name) });
            let is_filled = |row: &ComparisonRowView| row.cells.iter().any(|cell| !cell.is_empty());
            tables.push(ComparisonView {
                name: domain.name.clone(),
                columns: columns.iter().map(|id| vocabulary.get(*id).name.clone()).collect(),
                needs: std::iter::once(of_names).chain(of_figures).collect(),
                rows: regions.iter().map(row).filter(is_filled).collect(),
            });
        }
    }
    tables
}
