//! Every figure of a site as one table: what it reports of each place and year, its targets, what its texts say, cite and draw, each with
//! recipe, ingredients and sources. Comes in: the world. Goes out: CSV, a part at a time, because a nation's does not lie in memory.

use super::csv::Table;
use super::figures::{self as rows, Row};
use crate::plan::address;
use crate::render::World;
use std::io::{self, Write};

/// The table of [`rows`] with the page of the site in front.
const HEAD: [&str; 10] = ["网页", "印文", "数值", "单位", "地区", "指标", "时期", "算法", "由来", "来源"];

pub fn write(world: &World, to: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::with_head(HEAD);
    for (code, year) in world.book.region_years() {
        let page = address::region_year(code, year);
        let reported = world.book.of(code, year).flat_map(|observation| rows::of_observation(world, observation));
        let aims = world.book.targets_of(code, year).flat_map(|target| rows::of_target(world, target));
        reported.chain(aims).for_each(|row| add(&mut table, &page, &row));
        for figure in rows::printed_in_summaries(world, code, year) {
            add(&mut table, &page, &rows::of_figure(world, figure));
        }
        to.write_all(table.taken().as_bytes())?;
    }
    for article in world.articles {
        let page = address::report(article);
        rows::of_article(world, article).for_each(|row| add(&mut table, &page, &row));
        to.write_all(table.taken().as_bytes())?;
    }
    to.write_all(table.taken().as_bytes())
}

fn add(table: &mut Table, page: &str, row: &Row) {
    table.row(std::iter::once(page).chain(row.iter().map(String::as_str)));
}
