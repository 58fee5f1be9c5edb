//! What figures mean, then and now: indicators with their units and definitions, regions with their names, reports. Comes in: two
//! books. Goes out: what is new, gone or changed, by names.

use super::{Changed, Field, Side, What, fields};
use crate::derive::Book;
use crate::model::article::Article;
use crate::model::{Indicator, IndicatorId, Kind, Region, RegionCode, RegionKind, Vocabulary};
use crate::wording;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which indicator of a later book is one of an earlier book: of the same name, else the one that knows the name as its own former
/// one, else of the same address.
pub struct Renamed {
    to_after: BTreeMap<IndicatorId, IndicatorId>,
    to_before: BTreeMap<IndicatorId, IndicatorId>,
}

impl Renamed {
    pub fn of(before: &Book, after: &Book) -> Self {
        let mut renamed = Self { to_after: BTreeMap::new(), to_before: BTreeMap::new() };
        let names: [fn(&Indicator) -> &str; 2] = [|indicator| &indicator.name, |indicator| &indicator.slug];
        for (by, name) in names.into_iter().enumerate() {
            for (old, indicator) in before.vocabulary.iter() {
                let found = after.vocabulary.find(name(indicator)).filter(|new| {
                    let new = after.vocabulary.get(*new);
                    by == 1 || new.name == indicator.name || new.aliases.contains(&indicator.name)
                });
                let Some(new) = found else { continue };
                if !renamed.to_after.contains_key(&old) && !renamed.to_before.contains_key(&new) {
                    renamed.to_after.insert(old, new);
                    renamed.to_before.insert(new, old);
                }
            }
        }
        renamed
    }

    pub fn now(&self, before: IndicatorId) -> Option<IndicatorId> {
        self.to_after.get(&before).copied()
    }

    pub fn then(&self, after: IndicatorId) -> Option<IndicatorId> {
        self.to_before.get(&after).copied()
    }
}

pub fn indicators(before: &Book, after: &Book, renamed: &Renamed) -> Vec<Changed> {
    let mut told = Vec::new();
    for (id, indicator) in after.vocabulary.iter() {
        let (what, fields) = match renamed.then(id) {
            None => (What::New, Vec::new()),
            Some(old) => {
                let then = described(before.vocabulary.get(old), &before.vocabulary);
                (What::Changed, fields(&then, &described(indicator, &after.vocabulary)))
            }
        };
        if what == What::New || !fields.is_empty() {
            told.push(Changed { name: indicator.name.clone(), what, fields });
        }
    }
    let gone = before.vocabulary.iter().filter(|(id, _)| renamed.now(*id).is_none());
    told.extend(gone.map(|(_, indicator)| named(&indicator.name, What::Gone)));
    told
}

/// What decides about the figures of an indicator; not its address or its place in lists.
fn described(indicator: &Indicator, vocabulary: &Vocabulary) -> Vec<(&'static str, String)> {
    let yes = |flag: bool| if flag { "是" } else { "否" }.to_string();
    let units: Vec<&str> = indicator.measures.iter().map(|unit| unit.name()).collect();
    let kind = Kind::NAMES.iter().find(|(_, _, kind)| *kind == indicator.kind).map_or("", |(_, name, _)| name);
    let breaks = indicator.breaks.iter().map(|(year, why)| format!("{year}年起：{why}"));
    vec![
        ("名称", indicator.name.clone()),
        ("单位", units.join("、")),
        ("类别", kind.to_string()),
        ("公式", indicator.formula.as_ref().map_or_else(String::new, |formula| wording::formula(formula, vocabulary))),
        ("属于", indicator.part_of.map_or_else(String::new, |whole| vocabulary.get(whole).name.clone())),
        ("各部分合起来就是它", yes(indicator.is_sum_of_parts)),
        ("下级相加", yes(indicator.adds_up)),
        ("增速按不变价格", yes(indicator.growth_is_real)),
        ("口径变动", breaks.collect::<Vec<_>>().join("；")),
        ("解释", indicator.definition.clone()),
    ]
}

/// Indicators whose values do not compare across two years.
pub fn broken(book: &Book, before: i32, after: i32) -> Vec<Changed> {
    let (first, last) = (before.min(after), before.max(after));
    let told = book.vocabulary.iter().filter_map(|(_, indicator)| {
        let reason = indicator.break_between(first, last)?;
        let field = Field { name: "口径变动", before: String::new(), after: reason.to_string() };
        Some(Changed { name: indicator.name.clone(), what: What::Changed, fields: vec![field] })
    });
    told.collect()
}

pub fn regions(before: &Book, after: &Book) -> Vec<Changed> {
    // A place whose code was changed is the same place.
    let was = |region: &Region| before.regions.get(region.code).or_else(|| before.regions.get(region.formerly?));
    let mut told = Vec::new();
    let mut known: BTreeSet<RegionCode> = BTreeSet::new();
    for region in after.regions.iter() {
        match was(region) {
            None => told.push(named(&listed(region), What::New)),
            Some(old) => {
                known.insert(old.code);
                let fields = fields(&place(old, before), &place(region, after));
                if !fields.is_empty() {
                    told.push(Changed { name: listed(region), what: What::Changed, fields });
                }
            }
        }
    }
    let gone = before.regions.iter().filter(|region| !known.contains(&region.code));
    told.extend(gone.map(|region| named(&listed(region), What::Gone)));
    told
}

/// Places that have figures of one of two years alone.
pub fn regions_of_years(book: &Book, before: i32, after: i32) -> Vec<Changed> {
    let of = |year: i32| -> BTreeSet<RegionCode> {
        book.region_years().into_iter().filter(|(_, of)| *of == year).map(|(code, _)| code).collect()
    };
    let (then, now) = (of(before), of(after));
    let name = |code: &RegionCode| book.regions.get(*code).map_or_else(|| code.to_string(), listed);
    let new = now.difference(&then).map(|code| named(&name(code), What::New));
    new.chain(then.difference(&now).map(|code| named(&name(code), What::Gone))).collect()
}

fn listed(region: &Region) -> String {
    format!("{}（{}）", region.name, region.code)
}

fn place(region: &Region, book: &Book) -> Vec<(&'static str, String)> {
    let kind = RegionKind::NAMES.iter().find(|(_, _, kind)| *kind == region.kind).map_or("", |(_, name, _)| name);
    let year = |year: Option<i32>| year.map_or_else(String::new, |year| format!("{year}年"));
    let name_of = |code: RegionCode| book.regions.name_of(code);
    let partners: Vec<String> = region.partners.iter().map(|code| name_of(*code)).collect();
    vec![
        ("代码", region.code.to_string()),
        ("名称", region.name.clone()),
        ("类别", kind.to_string()),
        ("上级", region.parent.map_or_else(String::new, name_of)),
        ("结对", partners.join("、")),
        ("启用", year(region.from)),
        ("停用", year(region.until)),
    ]
}

/// Reports by their addresses. One whose text differs says how long it was and is, not where it differs: tools for texts show that.
pub fn reports(before: Side, after: Side) -> Vec<Changed> {
    let (then, now) = (by_address(before.articles), by_address(after.articles));
    let name = |article: &Article| format!("{}（{}）", article.meta.title, article.meta.date.iso());
    let mut told = Vec::new();
    for (address, article) in &now {
        let Some(old) = then.get(address) else {
            told.push(named(&name(article), What::New));
            continue;
        };
        let mut fields = fields(&head(old), &head(article));
        let (was, is) = (before.texts.get(&old.file), after.texts.get(&article.file));
        if was != is {
            let length = |text: Option<&Arc<str>>| format!("{}字", text.map_or(0, |text| text.chars().count()));
            fields.push(Field { name: "原文", before: length(was), after: length(is) + "，改过" });
        }
        if !fields.is_empty() {
            told.push(Changed { name: name(article), what: What::Changed, fields });
        }
    }
    let gone = then.iter().filter(|(address, _)| !now.contains_key(*address));
    told.extend(gone.map(|(_, article)| named(&name(article), What::Gone)));
    told
}

fn by_address(articles: &[Article]) -> BTreeMap<(i32, &str), &Article> {
    articles.iter().map(|article| ((article.meta.year, article.slug.as_str()), article)).collect()
}

fn head(article: &Article) -> Vec<(&'static str, String)> {
    vec![("题目", article.meta.title.clone()), ("日期", article.meta.date.iso())]
}

fn named(name: &str, what: What) -> Changed {
    Changed { name: name.to_string(), what, fields: Vec::new() }
}
