//! What a document needs besides its data to have every printed figure made again: of `indicators.yaml` and `regions.yaml` the entries that
//! it uses, of `site.yaml` the settings that change what is printed, and the standing texts. Comes in: the texts of the site, and what a
//! document prints. Goes out: texts to attach. Knows no figure.

use crate::model::theme::Theme;
use crate::model::{IndicatorId, RegionCode};
use crate::read::yaml::{self, Node};
use crate::read::yaml_text::written;
use crate::render::World;
use crate::source::Texts;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// What says how the attached files make the document again: [`Plan`] as JSON.
pub const PLAN: &str = "yearbook.json";

/// How a document is made again from the files that it carries.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// The version of the program that made it.
    pub program: String,
    /// Its path in the site.
    pub document: String,
    /// The hash of the theme's templates and words for print.
    pub theme: String,
    /// The name of each attached text → where it stood in the site.
    pub files: BTreeMap<String, String>,
}

/// The settings that change what a document prints. Others (hosts, site codes) are nobody's business who holds a PDF.
const SETTINGS: [&str; 16] = [
    "name",
    "名称",
    "short",
    "简称",
    "publisher",
    "主办",
    "language",
    "语言",
    "theme",
    "主题",
    "base_url",
    "网址",
    "rounding",
    "舍入",
    "publish_time",
    "发布时刻",
];

/// The definitions of a site, parsed once for all its documents.
#[derive(Default)]
pub struct Definitions {
    site: Option<Node>,
    indicators: Option<Node>,
    regions: Option<Node>,
    /// Of each text that was asked for.
    mentions: Mutex<BTreeMap<Arc<str>, Arc<Uses>>>,
}

/// Indicators and regions.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    pub indicators: BTreeSet<IndicatorId>,
    pub regions: BTreeSet<RegionCode>,
}

impl Definitions {
    pub fn of(texts: &Texts) -> Self {
        let parsed = |file: &str| texts.get(file).and_then(|text| yaml::parse(text).ok());
        Self {
            site: parsed("content/site.yaml"),
            indicators: parsed("content/indicators.yaml"),
            regions: parsed("content/regions.yaml"),
            mentions: Mutex::default(),
        }
    }

    /// The indicators and regions that a text names: rather one too many, since a name may be part of another.
    pub fn named_in(&self, world: &World, file: &Arc<str>, text: &str) -> Arc<Uses> {
        let known = |mentions: &BTreeMap<Arc<str>, Arc<Uses>>| mentions.get(file).cloned();
        if let Some(uses) = known(&self.mentions.lock().expect("no thread panics while it holds this")) {
            return uses;
        }
        let vocabulary = world.book.vocabulary.iter();
        let named = vocabulary.filter(|(_, indicator)| {
            let names = [&indicator.slug, &indicator.name].into_iter().chain(&indicator.aliases);
            names.into_iter().any(|name| text.contains(name.as_str()))
        });
        let indicators = named.map(|(id, _)| id).collect();
        let places = world.book.regions.iter();
        let named = places.filter(|region| {
            text.contains(region.short.as_str())
                || text.contains(region.name.as_str())
                || text.contains(&region.code.to_string())
        });
        let uses = Arc::new(Uses { indicators, regions: named.map(|region| region.code).collect() });
        self.mentions.lock().expect("no thread panics while it holds this").entry(file.clone()).or_insert(uses).clone()
    }

    /// The three files at the top of `content/` with what is used of them; one that could not be parsed is left out.
    pub fn extracts(&self, world: &World, uses: &Uses) -> Vec<(&'static str, String)> {
        let uses = closed(world, uses);
        let vocabulary = &world.book.vocabulary;
        let slugs: BTreeSet<&str> = uses.indicators.iter().map(|id| vocabulary.get(*id).slug.as_str()).collect();
        let domains: BTreeSet<&str> =
            uses.indicators.iter().map(|id| vocabulary.domains[vocabulary.get(*id).domain].name.as_str()).collect();
        let is_used = |key: &str| RegionCode::parse(key).is_some_and(|code| uses.regions.contains(&code));
        let site = self.site.as_ref().map(|node| kept(node, &|key| SETTINGS.contains(&key)));
        let indicators = self.indicators.as_ref().map(|node| {
            each(node, &|section, below| match section {
                "domains" | "领域" => kept(below, &|name| domains.contains(name)),
                _ => kept(below, &|slug| slugs.contains(slug)),
            })
        });
        let regions = self.regions.as_ref().map(|node| {
            each(node, &|_, below| each(&kept(below, &is_used), &|_, region| without_partners(region, &is_used)))
        });
        let files =
            [("content/site.yaml", site), ("content/indicators.yaml", indicators), ("content/regions.yaml", regions)];
        files.into_iter().filter_map(|(file, node)| Some((file, written(&node?, 2)))).collect()
    }
}

/// With what the used ones are defined by: ingredients and parts of indicators; the regions above, and those of an earlier code.
fn closed(world: &World, uses: &Uses) -> Uses {
    let (vocabulary, gazetteer) = (&world.book.vocabulary, &world.book.regions);
    let mut indicators = uses.indicators.clone();
    let mut open: Vec<IndicatorId> = indicators.iter().copied().collect();
    while let Some(id) = open.pop() {
        let indicator = vocabulary.get(id);
        let ingredients = indicator.formula.iter().flat_map(|formula| formula.ingredients());
        // Whether a sum has all its parts depends on which there are.
        let parts = vocabulary.iter().filter(|(_, part)| indicator.is_sum_of_parts && part.part_of == Some(id));
        let needed = ingredients.chain(indicator.part_of).chain(parts.map(|(part, _)| part));
        open.extend(needed.filter(|id| indicators.insert(*id)));
    }
    let mut regions = BTreeSet::new();
    for code in &uses.regions {
        let above = gazetteer.ancestry(*code).flat_map(|region| [Some(region.code), region.formerly]).flatten();
        regions.extend(above.flat_map(|code| gazetteer.ancestry(code).map(|region| region.code)));
    }
    Uses { indicators, regions }
}

/// The entries of a mapping whose keys are wanted.
fn kept(node: &Node, is_wanted: &dyn Fn(&str) -> bool) -> Node {
    match node {
        Node::Map(entries) => Node::Map(entries.iter().filter(|(key, _)| is_wanted(key)).cloned().collect()),
        other => other.clone(),
    }
}

/// A mapping with every value replaced.
fn each(node: &Node, value: &dyn Fn(&str, &Node) -> Node) -> Node {
    match node {
        Node::Map(entries) => Node::Map(entries.iter().map(|(key, below)| (key.clone(), value(key, below))).collect()),
        other => other.clone(),
    }
}

/// A region that names no partner that is not carried.
fn without_partners(region: &Node, is_used: &dyn Fn(&str) -> bool) -> Node {
    each(region, &|key, value| match (key, value) {
        ("partners" | "协作", Node::List(codes)) => {
            let is_here = |code: &&Node| matches!(code, Node::Scalar(code) if is_used(code));
            Node::List(codes.iter().filter(is_here).cloned().collect())
        }
        _ => value.clone(),
    })
}

/// What of a theme changes the text of a document.
pub fn theme(theme: &Theme) -> String {
    let mut hasher = blake3::Hasher::new();
    for texts in [&theme.print, &theme.words, &theme.measures] {
        for (name, text) in texts {
            for part in [name, text] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
    }
    hasher.finalize().to_hex().to_string()
}
