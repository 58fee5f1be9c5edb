//! `missing-publisher`: nobody answers for it: the site names no publisher, or a source names none. A site of government is told of its own
//! by `missing-site-tag`, a figure without a source by `no-source`.

use crate::finding::{Finding, Place};
use crate::gate::Content;
use std::collections::{BTreeMap, BTreeSet};

pub fn check(content: &Content) -> Vec<Finding> {
    let settings = &content.proof.book.settings;
    let mut told = Vec::new();
    if settings.publisher.is_empty() && !settings.is_of_government() {
        told.push(
            Finding::warning(
                "missing-publisher",
                Place::file("content/site.yaml"),
                "没有写主办单位（publisher）",
                "the site names no publisher",
            )
            .help("在 site.yaml 里写 publisher: 主办单位", "write `publisher` in site.yaml"),
        );
    }
    // One finding for each file: a file has its sources at its top.
    let mut without: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for observation in content.proof.book.observations() {
        if let Some(source) = observation.source.as_ref().filter(|source| source.publisher.is_none()) {
            without.entry(&observation.place.file).or_default().insert(&source.id);
        }
    }
    told.extend(without.into_iter().map(|(file, ids)| {
        let first = ids.iter().next().copied().unwrap_or_default();
        let all: Vec<&str> = ids.iter().copied().collect();
        Finding::warning(
            "missing-publisher",
            Place::key(file, &["sources", first]),
            format!("来源没有写发布单位（publisher）：{}", all.join("、")),
            format!("these sources name no publisher: {}", all.join(", ")),
        )
        .help(
            "补上发布单位；查不到的，写明从哪里转载",
            "name who published it; where that is unknown, say where it was found",
        )
    }));
    told
}
