//! Links of finished pages that lead nowhere. Pages come in one by one, from several threads and in any order; what is
//! missing can be told when all are made. Of a page nothing is kept but which ids it has, as numbers, and what it says of ids
//! on other pages; most pages share their list, so that a nation's pages cost a few megabytes.
//!
//! `scan` knows what HTML is; here is what a link means.

pub mod between;
mod scan;

use crate::finding::{Finding, Place};
use crate::model::lead::Lead;
use crate::model::theme::Theme;
use crate::plan::{Site, address};
use rustc_hash::{FxHashMap, FxHashSet};
use scan::{Found, scan};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

/// Gathers the links of all pages of a site.
pub struct Links<'s> {
    base_url: &'s str,
    files: FxHashSet<&'s str>,
    gathered: Mutex<Gathered>,
}

/// A link that leads nowhere, told once for all pages of one kind that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dead {
    /// What made the page: the name of its template.
    kind: String,
    /// The first of the pages, in order of their paths, and the link as it stands there.
    page: String,
    link: String,
    /// What it means: a file of the site, with the id behind `#` where that is what is missing. Empty for a link out of the site.
    means: String,
    /// On how many pages.
    pages: usize,
}

impl Dead {
    /// The page of the site that it means.
    fn page_meant(&self) -> &str {
        self.means.split_inclusive(".html").next().unwrap_or_default()
    }
}

#[derive(Default)]
struct Gathered {
    /// By kind of page and meaning.
    dead: BTreeMap<(String, String), Dead>,
    /// Ids that other pages lead to, by the numbers of page and id.
    wanted: FxHashMap<(u64, u64), Vec<Dead>>,
    /// By the number of each page the numbers of its ids, in order.
    ids: FxHashMap<u64, Arc<[u64]>>,
    /// Each once: the pages of a kind have nearly all the same ids.
    sets: FxHashSet<Arc<[u64]>>,
}

impl<'s> Links<'s> {
    pub fn of(site: &'s Site, base_url: &'s str) -> Self {
        let files = site.files.keys().map(String::as_str).collect();
        Self { base_url, files, gathered: Mutex::default() }
    }

    /// Takes one page. `kind` is what made it, for whoever mends it: the name of its template.
    pub fn read(&self, kind: &str, page: &str, html: &str) {
        let mut ids = FxHashSet::default();
        let mut links = FxHashSet::default();
        scan(html, &mut |found| match found {
            Found::Id(id) => drop(ids.insert(id)),
            Found::Link(link) => drop(links.insert(link)),
        });
        let dead = |link: &str, means: String| Dead {
            kind: kind.to_string(),
            page: page.to_string(),
            link: link.to_string(),
            means,
            pages: 1,
        };
        let (mut lost, mut wanted) = (Vec::new(), Vec::new());
        for written in links {
            let link = &*unescaped(written);
            match self.leads_to(page, link) {
                Meaning::Elsewhere => {}
                Meaning::Nothing(means) => lost.push(dead(link, means)),
                Meaning::File(file) => {
                    let fragment = link.split_once('#').map_or("", |(_, fragment)| fragment);
                    // An empty one and `#top` are the top of any page; only a page has ids that we know.
                    if matches!(fragment, "" | "top") || !file.ends_with(".html") {
                        continue;
                    }
                    let id = address::decoded(fragment);
                    match file == page {
                        true if ids.contains(&*id) || ids.iter().any(|known| unescaped(known) == id) => {}
                        true => lost.push(dead(link, format!("{file}#{id}"))),
                        false => wanted.push(((number(&file), number(&id)), link.to_string(), format!("{file}#{id}"))),
                    }
                }
            }
        }
        let ids = numbers(ids);
        let mut gathered = self.gathered.lock().expect("no thread panics while it holds this");
        gathered.add_ids(page, ids);
        lost.into_iter().for_each(|dead| gathered.add(dead));
        for (number, link, means) in wanted {
            // Pages of sources are made first, and each source has a page that leads to it: of a nation these are tens of thousands.
            if !gathered.has_id(number) {
                gathered.want(number, dead(&link, means));
            }
        }
    }

    /// The pages that were not read, but are led to by their ids.
    pub fn wanted_pages(&self, was_read: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
        let gathered = self.gathered.lock().expect("no thread panics while it holds this");
        let pages = gathered.wanted.values().flatten().map(Dead::page_meant);
        pages.filter(|page| !was_read(page)).map(str::to_string).collect()
    }

    /// Takes the ids of a page alone: its links were seen by the run that made it.
    pub fn read_ids(&self, page: &str, html: &str) {
        let ids = numbers(ids(html));
        self.gathered.lock().expect("no thread panics while it holds this").add_ids(page, ids);
    }

    /// Everything that leads nowhere, once all pages are read; beside it what leads to ids on pages that were not read.
    fn dead(self, was_read: &dyn Fn(&str) -> bool) -> (Vec<Dead>, Vec<Dead>) {
        let mut gathered = self.gathered.into_inner().expect("no thread panics while it holds this");
        let mut unknown = Vec::new();
        for (number, asked) in std::mem::take(&mut gathered.wanted) {
            if gathered.has_id(number) {
                continue;
            }
            for dead in asked {
                match was_read(dead.page_meant()) {
                    true => gathered.add(dead),
                    false => unknown.push(dead),
                }
            }
        }
        (gathered.dead.into_values().collect(), unknown)
    }

    /// The same as findings at the templates that made the links. They are warnings: what an author wrote has been checked
    /// before, and the office that builds may not be who wrote the theme. Where only some pages of the site are made here,
    /// `was_read` says which; links to ids on the others are leads for who has these.
    pub fn findings(self, theme: &Theme, was_read: &dyn Fn(&str) -> bool) -> (Vec<Finding>, Vec<Lead>) {
        let place = |template: &str| {
            let key = format!("web/{template}");
            theme.origin.get(&key).map_or(key.as_str(), String::as_str).to_string()
        };
        let (dead, unknown) = self.dead(was_read);
        let lead = |Dead { kind, page, link, means, pages }| Lead { means, template: place(&kind), page, link, pages };
        let mut leads: Vec<Lead> = unknown.into_iter().map(lead).collect();
        leads.sort();
        (dead.into_iter().map(|dead| warning(&place(&dead.kind), dead)).collect(), leads)
    }

    fn leads_to(&self, page: &str, link: &str) -> Meaning {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        let base_path = address::base_path(self.base_url);
        let file = match () {
            () if has_scheme => match address::below(self.base_url, link) {
                Some(file) => Some(file),
                None => return Meaning::Elsewhere,
            },
            () if link.starts_with("//") => return Meaning::Elsewhere,
            // From the root of the host: of this site only below its own path.
            () if path.starts_with('/') => match path.strip_prefix(base_path).filter(|_| !base_path.is_empty()) {
                Some(file) if file.is_empty() || file.ends_with('/') => Some(format!("{file}index.html")),
                Some(file) => Some(address::decoded(file).into_owned()),
                None => return Meaning::Elsewhere,
            },
            () => address::meant(page, link),
        };
        match file {
            Some(file) if self.files.contains(file.as_str()) => Meaning::File(file),
            file => Meaning::Nothing(file.unwrap_or_default()),
        }
    }
}

/// True where a page that is made again has no longer an id that it had: other pages may lead there.
pub fn loses_an_id(before: &str, after: &str) -> bool {
    !ids(before).is_subset(&ids(after))
}

fn ids(html: &str) -> FxHashSet<&str> {
    let mut ids = FxHashSet::default();
    scan(html, &mut |found| {
        if let Found::Id(id) = found {
            ids.insert(id);
        }
    });
    ids
}

/// The finding about a dead link, at the file of the template that made it.
fn warning(template: &str, dead: Dead) -> Finding {
    let Dead { page, link, means, pages, .. } = dead;
    let (others_zh, others_en) = match pages {
        1 => (String::new(), String::new()),
        pages => (format!("（这样的网页共 {pages} 个）"), format!(" (one of {pages} such pages)")),
    };
    let (lacks_zh, lacks_en) = match means.as_str() {
        "" => ("指到了网站外面".to_string(), "leads out of the site".to_string()),
        means => (format!("没有“{means}”"), format!("there is no {means}")),
    };
    Finding::warning(
        "dead-link",
        Place::file(template),
        format!("网页“{page}”里的链接“{link}”是死链：{lacks_zh}{others_zh}"),
        format!("the link {link} of the page {page} is dead: {lacks_en}{others_en}"),
    )
    .help(
        "改模板；链接要写到文件名（…/index.html），# 后面要是那个网页里有的 id",
        "mend the template; a link names its file (…/index.html), and behind # an id of that page",
    )
}

enum Meaning {
    /// Another host, or what is no place: `mailto:`.
    Elsewhere,
    File(String),
    /// A file that the site does not have; empty where the link leads above the site.
    Nothing(String),
}

impl Gathered {
    fn add_ids(&mut self, page: &str, ids: Vec<u64>) {
        let set = match self.sets.get(&*ids) {
            Some(known) => known.clone(),
            None => {
                let new: Arc<[u64]> = ids.into();
                self.sets.insert(new.clone());
                new
            }
        };
        self.ids.insert(number(page), set);
    }

    /// True where a page that was read has an id.
    fn has_id(&self, (page, id): (u64, u64)) -> bool {
        self.ids.get(&page).is_some_and(|ids| ids.binary_search(&id).is_ok())
    }

    /// Remembers that an id is led to, once for each kind of page that does.
    fn want(&mut self, number: (u64, u64), dead: Dead) {
        let asked = self.wanted.entry(number).or_default();
        match asked.iter_mut().find(|other| other.kind == dead.kind) {
            Some(other) => join(other, dead),
            None => {
                asked.reserve_exact(1);
                asked.push(dead);
            }
        }
    }

    fn add(&mut self, dead: Dead) {
        match self.dead.entry((dead.kind.clone(), dead.means.clone())) {
            std::collections::btree_map::Entry::Occupied(mut known) => join(known.get_mut(), dead),
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(dead)),
        }
    }
}

/// Whatever the order in which threads come, the first page and its first link are told.
fn join(known: &mut Dead, other: Dead) {
    known.pages += other.pages;
    if (&other.page, &other.link) < (&known.page, &known.link) {
        (known.page, known.link) = (other.page, other.link);
    }
}

/// The number of a page or an id.
fn number(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// The numbers of the ids of a page, in order.
fn numbers(ids: FxHashSet<&str>) -> Vec<u64> {
    let mut numbers: Vec<u64> = ids.into_iter().map(|id| number(&unescaped(id))).collect();
    numbers.sort_unstable();
    numbers
}

/// With the character references that our own escaping writes made into characters.
fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    const NAMED: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x2F;", "/"), ("&amp;", "&")];
    match text.contains('&') {
        true => NAMED.iter().fold(text.to_string(), |text, (named, plain)| text.replace(named, plain)).into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Making;

    const BASE: &str = "https://example.gov.cn/yearbook/";

    /// What is dead on some pages, as `kind page link > meaning × pages`.
    fn dead(base_url: &str, pages: &[(&str, &str)]) -> Vec<String> {
        let mut site = Site::default();
        for file in pages.iter().map(|(page, _)| *page).chain(["assets/a.css", "images/增长 1.png"]) {
            site.files.insert(file.to_string(), Making::Home);
        }
        let links = Links::of(&site, base_url);
        pages.iter().for_each(|(page, html)| links.read("t.html", page, html));
        let (dead, _) = links.dead(&|_| true);
        dead.iter().map(|dead| format!("{} {} > {} × {}", dead.page, dead.link, dead.means, dead.pages)).collect()
    }

    #[test]
    fn what_leads_somewhere_is_silent() {
        let home = "<a href=a/b.html#x><a href=#甲><p id=甲><a href='#%E7%94%B2'><a href=#><a href=#top>\
            <a href=https://a.b/c><a href=mailto:a@b.c><a href=//a.b/c><a href=/portal/><a href=/yearbook/a/b.html#x>\
            <a href=https://example.gov.cn/yearbook/a/b.html><a href=https://example.gov.cn/yearbook><a href='data:,x'>";
        let page = "<p id=x><link href=../assets/a.css><img src='../images/增长%201.png'><a href='../index.html?a=1&amp;b#甲'>\
            <p id='a&amp;b'><a href='#a&amp;b'>";
        assert_eq!(dead(BASE, &[("index.html", home), ("a/b.html", page)]), [""; 0]);
    }

    #[test]
    fn of_pages_that_stand_the_ids_that_are_led_to_are_looked_up() {
        let mut site = Site::default();
        for file in ["new.html", "old.html", "older.html"] {
            site.files.insert(file.to_string(), Making::Home);
        }
        let links = Links::of(&site, "");
        links.read("t.html", "new.html", "<a href=old.html#x><a href=old.html#no><a href=older.html>");
        let wanted = links.wanted_pages(&|page| page == "new.html");
        assert_eq!(wanted, BTreeSet::from(["old.html".to_string()]));
        links.read_ids("old.html", "<p id=x><a href=none.html>");
        let (dead, _) = links.dead(&|_| true);
        assert_eq!(dead.iter().map(|dead| dead.means.as_str()).collect::<Vec<_>>(), ["old.html#no"]);
    }

    #[test]
    fn an_id_that_is_gone_is_noticed() {
        assert!(loses_an_id("<p id=a><p id=b>", "<p id=b><p id=c>"));
        assert!(!loses_an_id("<p id=a>", "<p id=b><p id=a>"));
    }

    #[test]
    fn what_leads_nowhere_is_told_once_for_all_pages() {
        let lost = "<a href=../index.html#no><a href=no.html><a href=../../x><a href=#no><a href=./><a href='https://example.gov.cn/yearbook/no/'>";
        let told = dead(BASE, &[("index.html", ""), ("b/1.html", lost), ("a/1.html", "<a href=../index.html#no>")]);
        let expected = [
            "b/1.html ../../x >  × 1",
            "b/1.html ./ > b/ × 1",
            "b/1.html #no > b/1.html#no × 1",
            "b/1.html no.html > b/no.html × 1",
            "a/1.html ../index.html#no > index.html#no × 2",
            "b/1.html https://example.gov.cn/yearbook/no/ > no/index.html × 1",
        ];
        assert_eq!(told, expected);
        // Without an address nothing but relative links is known to be ours.
        assert_eq!(dead("", &[("index.html", "<a href=https://example.gov.cn/yearbook/no/><a href=/no>")]), [""; 0]);
    }
}
