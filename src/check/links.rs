//! Links that people wrote, in reports and as the addresses of sources. Comes in: the articles, the book and the plan. Goes
//! out: findings for those that lead to nothing of this site, and a list of those that lead elsewhere. Asks no other host:
//! nothing is fetched.

use crate::derive::Book;
use crate::finding::{Finding, Place, nearest};
use crate::model::article::{self, Article, Block, LinkTarget, WrittenLink};
use crate::plan::{Site, address};
use crate::source::Texts;
use std::collections::{BTreeMap, BTreeSet};

/// Tells of every link to a place of this site that is not there. An error: a dead link is counted against the office, and
/// only who wrote it can say what was meant.
pub fn links(book: &Book, articles: &[Article], site: &Site, texts: &Texts) -> Vec<Finding> {
    let by_file: BTreeMap<&str, &Article> = articles.iter().map(|article| (&*article.file, article)).collect();
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut findings = Vec::new();
    for article in articles {
        for WrittenLink { place, to } in &article.links {
            let (target, anchor) = match to {
                LinkTarget::Address(_) => continue,
                LinkTarget::Anchor(anchor) => (article, anchor),
                LinkTarget::Report { file, anchor } => match by_file.get(file.as_str()) {
                    Some(target) => (*target, anchor),
                    // What keeps a report from being read is told where it stands.
                    None if texts.get(file).is_some() => continue,
                    None => {
                        findings.push(no_report(place, file, by_file.keys().copied()));
                        continue;
                    }
                },
            };
            let is_whole = anchor.is_empty() && matches!(to, LinkTarget::Report { .. });
            let ids = ids.entry(&target.file).or_insert_with(|| ids_of(target));
            if !is_whole && !ids.contains(anchor) {
                findings.push(no_place(place, anchor, ids));
            }
        }
    }
    if book.settings.base_url.is_empty() {
        return findings;
    }
    let has_pdfs = site.has_pdfs();
    let lost = outward(book, articles).into_iter().filter_map(|(url, places)| {
        let file = address::below(&book.settings.base_url, &url)?;
        // A run without PDFs does not plan what a link to one leads to.
        let is_made = site.files.contains_key(&file) || !has_pdfs && file.ends_with(".pdf");
        (!is_made).then(|| places.into_iter().map(move |place| no_file(place, &url, &file)))
    });
    findings.extend(lost.flatten());
    findings
}

/// Every whole address that people wrote, with the places where it stands: links in reports, addresses of sources.
pub fn outward(book: &Book, articles: &[Article]) -> BTreeMap<String, Vec<Place>> {
    let mut all: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for link in articles.iter().flat_map(|article| &article.links) {
        if let LinkTarget::Address(url) = &link.to {
            all.entry(url.clone()).or_default().push(link.place.clone());
        }
    }
    let mut sources: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (source, place) in
        book.observations().map(|o| (&o.source, &o.place)).chain(book.targets().map(|t| (&t.source, &t.place)))
    {
        if let Some(url) = source.as_ref().and_then(|source| source.url.as_deref()) {
            sources.insert((url, &place.file));
        }
    }
    for (url, file) in sources {
        all.entry(url.to_string()).or_default().push(Place::text(file, url));
    }
    all
}

/// What a text can be linked at: its headings, charts, tables and attachments.
fn ids_of(article: &Article) -> BTreeSet<String> {
    let blocks = article::blocks(article).into_iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.anchor.clone()),
        Block::Chart(chart) => Some(chart.id.clone()),
        Block::Table(table) => Some(table.id.clone()),
        _ => None,
    });
    let parts = (1..=article.parts.len()).map(article::part_anchor);
    blocks.chain(parts).filter(|id| !id.is_empty()).collect()
}

fn no_report<'a>(place: &Place, file: &str, known: impl Iterator<Item = &'a str>) -> Finding {
    let near = nearest(file, known).first().map(|near| near.to_string());
    let finding = Finding::error(
        "dead-link",
        place.clone(),
        format!("死链：没有文稿“{file}”"),
        format!("a dead link: there is no report {file}"),
    );
    match near {
        Some(near) => finding.help(format!("相近的有 {near}"), format!("near: {near}")),
        None => finding.help(
            "从本文件写起：同一年的写 文件名.md，别的年份写 ../年份/文件名.md",
            "write the way from this file: name.md, or ../year/name.md",
        ),
    }
}

fn no_place(place: &Place, anchor: &str, ids: &BTreeSet<String>) -> Finding {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = ids.iter().map(String::as_str).take(SHOWN).collect();
    let finding = Finding::error(
        "dead-link",
        place.clone(),
        format!("死链：文稿里没有“#{anchor}”这个位置"),
        format!("a dead link: the text has no #{anchor}"),
    );
    match shown.as_slice() {
        [] => finding.help("去掉 # 和后面的字", "leave out the # and what follows"),
        shown => finding.help(format!("有：{}", shown.join("、")), format!("there are: {}", shown.join(", "))),
    }
}

fn no_file(place: Place, url: &str, file: &str) -> Finding {
    Finding::error(
        "dead-link",
        place,
        format!("死链：“{url}”是本站的网址，本站却没有“{file}”"),
        format!("a dead link: {url} is an address of this site, which has no {file}"),
    )
    .help(
        "从生成的网站里把网址复制过来；连到文稿，可以写它的 .md 文件",
        "copy the address from the built site; a report may be linked by its .md file",
    )
}
