//! What the site has for programs that read it: feeds of reports, sitemaps, robots.txt. Comes in: the articles, and the plan
//! of everything else. Goes out: what else is to be made. Knows no base address: who asks decides whether there is one.

use super::{FeedOf, Making, Site};
use crate::model::article::Article;
use std::collections::BTreeSet;

/// How many addresses one file of a sitemap holds. The protocol allows 50,000 addresses and 50 MB; an address may have 2,048
/// characters, and this many of the longest still fit.
pub(super) const ADDRESSES: usize = 20_000;

/// A feed of all reports, and one of each genre and region that has any. A site without reports has no feed: a feed must say
/// when it was last updated.
pub(super) fn feeds(articles: &[Article]) -> Vec<Making> {
    let mut feeds = BTreeSet::new();
    for article in articles {
        feeds.extend([FeedOf::All, FeedOf::Genre(article.genre.name()), FeedOf::Region(article.meta.region)]);
    }
    feeds.into_iter().map(Making::Feed).collect()
}

/// What crawlers ask for, once everything else is planned.
pub(super) fn for_crawlers(site: &Site) -> Vec<Making> {
    let parts = site.pages().count().div_ceil(ADDRESSES);
    let numbered = if parts > 1 { 1..parts + 1 } else { 1..1 };
    [Making::Robots, Making::Sitemap].into_iter().chain(numbered.map(Making::SitemapPart)).collect()
}

impl Site {
    /// The pages that a sitemap names, in order of their paths.
    fn pages(&self) -> impl Iterator<Item = (&str, &Making)> {
        let all = self.files.iter().map(|(path, making)| (path.as_str(), making));
        let is_other = |making: &Making| matches!(making, Making::NotFound | Making::Asset(_) | Making::Image(_));
        all.filter(move |(path, making)| path.ends_with(".html") && !is_other(making))
    }

    /// The pages of each file of the sitemap, in order. One file holds what fits into it.
    pub fn sitemaps(&self) -> Vec<Vec<(&str, &Making)>> {
        let pages: Vec<_> = self.pages().collect();
        pages.chunks(ADDRESSES).map(<[_]>::to_vec).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RegionCode;

    #[test]
    fn a_nation_has_several_sitemaps_and_a_county_one() {
        let code = RegionCode::parse("511100").unwrap();
        let mut site = Site::default();
        site.files.insert("404.html".into(), Making::NotFound);
        site.files.insert("feeds/all.xml".into(), Making::Feed(FeedOf::All));
        let add = |site: &mut Site, page: usize| {
            site.files.insert(format!("{page:05}.html"), Making::RegionYear(code, page as i32));
        };
        (0..ADDRESSES).for_each(|page| add(&mut site, page));
        assert_eq!(for_crawlers(&site), [Making::Robots, Making::Sitemap]);
        add(&mut site, ADDRESSES);
        let parts = [Making::SitemapPart(1), Making::SitemapPart(2)];
        assert_eq!(for_crawlers(&site)[2..], parts);
        let sizes: Vec<usize> = site.sitemaps().iter().map(Vec::len).collect();
        assert_eq!(sizes, [ADDRESSES, 1]);
    }
}
