//! The plan of a site that is planned again and again. Comes in: the material of each time. Goes out: the plan. Most changes of content leave
//! every file at its place: then the last plan stands, and nobody looks for addresses and for two that want the same.

use super::{Making, Material, Prints, Shards, Site, claims, planned};
use crate::finding::Finding;
use crate::model::article::Article;
use std::sync::Arc;

#[derive(Debug, Default)]
pub struct Plans {
    keeps: bool,
    last: Option<Planned>,
}

#[derive(Debug)]
struct Planned {
    claims: Vec<Making>,
    names: Names,
    site: Arc<Site>,
    findings: Vec<Finding>,
}

/// What a plan follows from beside its claims and shards.
#[derive(Debug, PartialEq)]
struct Names {
    /// The words that stand in addresses: of reports, which are claimed by their positions, with their files; and of indicators.
    reports: Vec<(i32, String, Arc<str>)>,
    indicators: Vec<String>,
    has_base: bool,
    knows_every_year: bool,
    volumes: Vec<i32>,
    asked_volumes: Vec<i32>,
}

impl Plans {
    /// Keeps the last plan.
    pub fn kept() -> Self {
        Self { keeps: true, last: None }
    }

    /// As [`super::site`].
    pub fn site(&mut self, material: &Material, prints: &Prints) -> (Arc<Site>, Vec<Finding>) {
        if !self.keeps {
            let (site, findings) = super::site(material, prints);
            return (Arc::new(site), findings);
        }
        let shards = Shards::of(material);
        let (claims, names) = (claims(material, prints, &shards), Names::of(material, prints));
        let stands = |last: &&Planned| last.claims == claims && last.names == names && last.site.shards == shards;
        if let Some(last) = self.last.as_ref().filter(stands) {
            return (last.site.clone(), last.findings.clone());
        }
        let (site, findings) = planned(claims.clone(), shards, material, prints);
        let last = self.last.insert(Planned { claims, names, site: Arc::new(site), findings });
        (last.site.clone(), last.findings.clone())
    }
}

impl Names {
    fn of(material: &Material, prints: &Prints) -> Self {
        let Material { book, articles, knows_every_year, .. } = *material;
        let report = |article: &Article| (article.meta.year, article.slug.clone(), article.file.clone());
        Self {
            reports: articles.iter().map(report).collect(),
            indicators: book.vocabulary.iter().map(|(_, indicator)| indicator.slug.clone()).collect(),
            has_base: !book.settings.base_url.is_empty(),
            knows_every_year,
            volumes: book.settings.volumes.clone(),
            asked_volumes: prints.volumes.clone(),
        }
    }
}
