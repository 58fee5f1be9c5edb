//! What a publication has to do: the files of the site beside what the target is known to hold. Comes in: two lists of hashes. Goes
//! out: what is new, changed, unchanged and gone, and in which order it is sent. Asks no host.

use super::manifest::{Item, Manifest};
use super::media::Wave;
use std::collections::{BTreeMap, BTreeSet};

/// Paths below the root of the target, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub unchanged: usize,
    /// At the target, no longer in the site: deleted only where it is asked for.
    pub gone: Vec<String>,
    /// How much is sent.
    pub bytes: u64,
}

impl Plan {
    /// `mistrusted` are files that are not what the manifest says: they are sent whatever it says.
    pub fn of(site: &BTreeMap<String, Item>, there: &Manifest, mistrusted: &BTreeSet<String>) -> Self {
        let known = there.known();
        let mut plan = Self::default();
        for (path, item) in site {
            match known.get(path.as_str()) {
                Some(old) if *old == item && !mistrusted.contains(path) => {
                    plan.unchanged += 1;
                    continue;
                }
                Some(_) => plan.changed.push(path.clone()),
                None if there.is_in_doubt(path) => plan.changed.push(path.clone()),
                None => plan.new.push(path.clone()),
            }
            plan.bytes += item.bytes;
        }
        let doubtful = there.sending.iter().flat_map(|sending| &sending.in_doubt).map(String::as_str);
        let ours: BTreeSet<&str> = known.into_keys().chain(doubtful).collect();
        plan.gone = ours.into_iter().filter(|path| !site.contains_key(*path)).map(str::to_string).collect();
        plan
    }

    /// True where there is nothing to send.
    pub fn sends_nothing(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }

    /// What is sent, wave by wave.
    pub fn waves(&self) -> [Vec<&str>; 3] {
        let mut all: Vec<&str> = self.new.iter().chain(&self.changed).map(String::as_str).collect();
        all.sort_unstable();
        Wave::ALL.map(|wave| {
            let mut paths: Vec<&str> = all.iter().copied().filter(|path| Wave::of(path) == wave).collect();
            // The home page last of all.
            paths.sort_by_key(|path| *path == "index.html");
            paths
        })
    }
}

/// At most so many of these paths, spread evenly, the first among them.
pub(super) fn spread<'p>(paths: &[&'p str], most: usize) -> Vec<&'p str> {
    match paths.len() <= most {
        true => paths.to_vec(),
        false => (0..most).map(|i| paths[i * paths.len() / most]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest::Sending;
    use super::*;

    fn items(of: &[(&str, &str)]) -> BTreeMap<String, Item> {
        of.iter().map(|(path, hash)| (path.to_string(), Item { blake3: hash.to_string(), bytes: 10 })).collect()
    }

    #[test]
    fn a_plan_says_what_differs() {
        let site = items(&[("a", "1"), ("b", "2"), ("c", "3"), ("e", "5")]);
        let there = Manifest {
            files: items(&[("a", "1"), ("b", "old"), ("d", "4"), ("e", "5")]),
            left: items(&[("x", "9")]),
            ..Manifest::default()
        };
        let plan = Plan::of(&site, &there, &BTreeSet::from(["e".to_string()]));
        assert_eq!(plan.new, ["c"]);
        assert_eq!(plan.changed, ["b", "e"]);
        assert_eq!((plan.unchanged, plan.bytes), (1, 30));
        assert_eq!(plan.gone, ["d", "x"]);
        assert!(
            Plan::of(&site, &Manifest { files: site.clone(), ..Manifest::default() }, &BTreeSet::new()).sends_nothing()
        );
    }

    #[test]
    fn a_file_in_doubt_is_sent_again_even_where_the_old_site_had_the_same() {
        let site = items(&[("a", "1")]);
        let sending = Some(Sending { run: String::new(), in_doubt: ["a".to_string(), "z".to_string()].into() });
        let plan = Plan::of(&site, &Manifest { sending, ..Manifest::default() }, &BTreeSet::new());
        assert_eq!((plan.changed, plan.gone), (vec!["a".to_string()], vec!["z".to_string()]));
    }

    #[test]
    fn the_home_page_is_sent_last() {
        let site = items(&[("index.html", "1"), ("sitemap.xml", "1"), ("a/index.html", "1"), ("a.css", "1")]);
        let plan = Plan::of(&site, &Manifest::default(), &BTreeSet::new());
        assert_eq!(plan.waves().concat(), ["a.css", "a/index.html", "sitemap.xml", "index.html"]);
    }

    #[test]
    fn a_sample_is_spread() {
        let paths: Vec<String> = (0..100).map(|i| format!("{i:02}")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(spread(&paths, 4), ["00", "25", "50", "75"]);
        assert_eq!(spread(&paths[..3], 4).len(), 3);
    }
}
