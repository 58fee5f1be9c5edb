//! The file that every search reads first: names of regions, indicators and units, and where each part of the rest begins.

use super::Space;
use crate::model::{Region, RegionCode, Unit};
use crate::render::World;
use crate::render::pinyin::Pinyin;
use crate::render::web::views::runs_of_years;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What the directory says of the other files.
pub struct Parts {
    /// The first number of each file of figures, and of passages.
    pub figures: Vec<u64>,
    pub texts: Vec<u64>,
    /// How many passages, from the first, define indicators.
    pub definitions: usize,
    /// The indicators of which there are figures or targets.
    pub with_figures: BTreeSet<u32>,
}

/// `{"years": [first, last], "indicators": [[name, slug, domain, other names, initials, 1 where it has no figures] …], …}`
pub fn directory(world: World, space: &Space, parts: &Parts) -> Value {
    let pinyin = Pinyin::default();
    let book = world.book;
    let indicators = book.vocabulary.iter().map(|(id, indicator)| {
        let domain = book.vocabulary.domains.get(indicator.domain).map_or("", |domain| domain.name.as_str());
        let aliases = indicator.aliases.join(" ");
        let is_empty = u8::from(!parts.with_figures.contains(&id.0));
        json!([indicator.name, indicator.slug, domain, aliases, pinyin.initials(&indicator.name), is_empty])
    });
    let years = YearsOf::of(world);
    let regions = book.regions.iter().map(|region| region_entry(region, space, &years, &pinyin));
    json!({
        "years": [space.first_year, space.last_year],
        "shown": world.site.years(),
        "indicators": indicators.collect::<Vec<_>>(),
        "regions": regions.collect::<Vec<_>>(),
        "units": units(world),
        "definitions": parts.definitions,
        "figures": parts.figures,
        "values": world.site.shards.values,
        "pairs": world.site.shards.pairs,
        "texts": parts.texts,
    })
}

/// `[code, name, short name if the last character is not all that it lacks, position of the region above, years, initials,
/// position of what it was before]`, cut off behind the last that is there.
fn region_entry(region: &Region, space: &Space, years: &YearsOf, pinyin: &Pinyin) -> Value {
    let cut: String = region.name.chars().take(region.name.chars().count().saturating_sub(1)).collect();
    let short = if region.short == cut { "" } else { &region.short };
    let position = |code: Option<RegionCode>| code.and_then(|code| space.region(code)).map_or(-1, |i| i as i64);
    let code = region.code.to_string();
    let mut entry = vec![
        json!(code),
        json!(region.name),
        json!(short),
        json!(position(region.parent)),
        json!(years.said(region.code)),
        json!(pinyin.initials(&region.short)),
    ];
    if region.formerly.is_some() {
        entry.push(json!(position(region.formerly)));
    }
    Value::Array(entry)
}

/// In which years each region has a page.
struct YearsOf(Vec<(RegionCode, i32)>);

impl YearsOf {
    fn of(world: World) -> Self {
        Self(world.book.region_years())
    }

    /// `2015-2024`, `2018,2020-2023`.
    fn said(&self, code: RegionCode) -> String {
        let from = self.0.partition_point(|(region, _)| *region < code);
        let of_region = self.0[from..].iter().take_while(|(region, _)| *region == code);
        let runs = runs_of_years(of_region.map(|(_, year)| *year));
        let run =
            |(first, last): &(i32, i32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
        runs.iter().map(run).collect::<Vec<_>>().join(",")
    }
}

/// The names of the units that figures of the site have, longest first: 元/人·月 is not 元.
fn units(world: World) -> Vec<String> {
    let used: BTreeSet<&Unit> = world.book.vocabulary.iter().flat_map(|(_, indicator)| &indicator.measures).collect();
    let mut names: Vec<String> =
        used.into_iter().map(|unit| unit.name().to_string()).filter(|name| !name.is_empty()).collect();
    names.sort_by_key(|name| (Reverse(name.chars().count()), name.clone()));
    names
}
