//! Regions and the gazetteer: places by their GB/T 2260 code, with names, kinds, parents and partners.
//!
//! Codes change and names repeat (there are two 市中区): lookups are by code and year, or by name near another region.
//! The kind of a region is a field; it is never derived from the digits of its code.

use std::{collections::BTreeMap, fmt};

/// Six digits of GB/T 2260.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u32);

impl RegionCode {
    /// Exactly six digits, the first not zero.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0'))
            .then(|| text.parse().ok().map(Self))
            .flatten()
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegionKind {
    Country,
    Province,
    Municipality,
    Prefecture,
    County,
    District,
    Zone,
}

impl RegionKind {
    /// English and Chinese names, as `regions.yaml` may write them.
    pub const NAMES: [(&'static str, &'static str, Self); 7] = [
        ("country", "国家", Self::Country),
        ("province", "省", Self::Province),
        ("municipality", "直辖市", Self::Municipality),
        ("prefecture", "地级市", Self::Prefecture),
        ("county", "县", Self::County),
        ("district", "区", Self::District),
        ("zone", "功能区", Self::Zone),
    ];

    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(en, zh, _)| *en == text || *zh == text).map(|(_, _, kind)| *kind)
    }

    /// 全国, 全省, 全市 or 全县: how a text about a part speaks of this whole.
    pub fn whole_in_words(self) -> &'static str {
        match self {
            Self::Country => "全国",
            Self::Province => "全省",
            Self::Municipality | Self::Prefecture => "全市",
            Self::County => "全县",
            Self::District | Self::Zone => "全区",
        }
    }

    /// Level in the hierarchy; counties, districts and zones are one level, provinces and municipalities are one.
    pub fn level(self) -> u8 {
        match self {
            Self::Country => 0,
            Self::Province | Self::Municipality => 1,
            Self::Prefecture => 2,
            Self::County | Self::District | Self::Zone => 3,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub code: RegionCode,
    pub name: String,
    /// Name without its kind: 乐山. The full name where none is given.
    pub short: String,
    pub kind: RegionKind,
    pub parent: Option<RegionCode>,
    pub partners: Vec<RegionCode>,
    /// First and last year in which the code is valid, where it is limited.
    pub from: Option<i32>,
    pub until: Option<i32>,
    /// The code under which the same place was known before `from`.
    pub formerly: Option<RegionCode>,
    /// Every region directly below it is in the list, so that their figures may be added up.
    pub has_all_children: bool,
}

impl Region {
    pub fn is_valid_in(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }
}

/// All regions that the site uses.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    regions: BTreeMap<RegionCode, Region>,
    children: BTreeMap<RegionCode, Vec<RegionCode>>,
    by_name: BTreeMap<String, Vec<RegionCode>>,
}

/// What a name or code led to.
#[derive(Debug)]
pub enum NamedRegion<'a> {
    One(&'a Region),
    /// Several regions bear the name and none is nearer than the others.
    Several(Vec<&'a Region>),
    None,
}

impl Gazetteer {
    /// The name of a region; its code where it is not known.
    pub fn name_of(&self, code: RegionCode) -> String {
        self.get(code).map_or_else(|| code.to_string(), |region| region.name.clone())
    }

    /// The name of a region in a list of many: where several bear it, with the region above, 市中区（乐山市）, or with the code
    /// where that one is the same, too.
    pub fn name_apart(&self, code: RegionCode) -> String {
        let Some(region) = self.get(code) else { return code.to_string() };
        let above = |region: &Region| region.parent.map(|parent| self.name_of(parent));
        let others = self.by_name.get(&region.name).into_iter().flatten().filter_map(|other| self.get(*other));
        let others: Vec<&Region> = others.filter(|other| other.code != code && other.name == region.name).collect();
        match above(region) {
            _ if others.is_empty() => region.name.clone(),
            Some(parent) if others.iter().all(|other| above(other).as_ref() != Some(&parent)) => {
                format!("{}（{parent}）", region.name)
            }
            _ => format!("{}（{code}）", region.name),
        }
    }

    pub fn new(regions: impl IntoIterator<Item = Region>) -> Self {
        let mut gazetteer = Self::default();
        for region in regions {
            if let Some(parent) = region.parent {
                gazetteer.children.entry(parent).or_default().push(region.code);
            }
            for name in [&region.name, &region.short] {
                let codes = gazetteer.by_name.entry(name.clone()).or_default();
                if !codes.contains(&region.code) {
                    codes.push(region.code);
                }
            }
            gazetteer.regions.insert(region.code, region);
        }
        gazetteer.children.values_mut().for_each(|codes| codes.sort());
        gazetteer
    }

    pub fn get(&self, code: RegionCode) -> Option<&Region> {
        self.regions.get(&code)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }

    /// The regions directly below one, in the order of their codes.
    pub fn children(&self, code: RegionCode) -> impl Iterator<Item = &Region> {
        self.children.get(&code).into_iter().flatten().filter_map(|child| self.regions.get(child))
    }

    /// The region itself, its parent, the parent's parent …
    pub fn ancestry(&self, code: RegionCode) -> impl Iterator<Item = &Region> {
        let mut steps = 0;
        std::iter::successors(self.get(code), move |region| {
            steps += 1;
            region.parent.filter(|_| steps < 8).and_then(|parent| self.get(parent))
        })
    }

    /// Every region below `among`, at any depth, that stands on the same level as `like`, in the year.
    pub fn siblings_within(&self, among: RegionCode, like: RegionCode, year: i32) -> Vec<&Region> {
        let Some(level) = self.get(like).map(|region| region.kind.level()) else { return Vec::new() };
        let mut siblings: Vec<&Region> = Vec::new();
        let mut below = vec![among];
        // A region has fewer ancestors than there are levels; a circle in the parents ends here.
        for _ in 0..8 {
            let children: Vec<&Region> = below.iter().flat_map(|code| self.children(*code)).collect();
            siblings.extend(children.iter().filter(|r| r.kind.level() == level && r.kind != RegionKind::Zone));
            below = children.iter().filter(|r| r.kind.level() < level).map(|r| r.code).collect();
        }
        siblings.retain(|region| region.is_valid_in(year));
        siblings.sort_by_key(|region| region.code);
        siblings
    }

    /// Finds a region by code, by name or short name, or by its relation to `near`: 上级, 全国, 全省, 全市. Among several
    /// of one name the one that is `near` itself, its child or its sibling is meant.
    pub fn find(&self, name: &str, near: RegionCode, year: i32) -> NamedRegion<'_> {
        let name = name.trim();
        if let Some(region) = RegionCode::parse(name).and_then(|code| self.get(code)) {
            return NamedRegion::One(region);
        }
        if let Some(region) = self.related(name, near) {
            return NamedRegion::One(region);
        }
        let bearers: Vec<&Region> =
            self.by_name.get(name).into_iter().flatten().filter_map(|code| self.get(*code)).collect();
        let mut valid: Vec<&Region> = bearers.iter().copied().filter(|r| r.is_valid_in(year)).collect();
        if valid.is_empty() {
            valid = bearers;
        }
        match valid.as_slice() {
            [] => NamedRegion::None,
            [one] => NamedRegion::One(one),
            several => {
                let family = |r: &&&Region| {
                    r.code == near || r.parent == Some(near) || r.parent == self.get(near).and_then(|n| n.parent)
                };
                let close: Vec<_> = several.iter().filter(family).collect();
                match close.as_slice() {
                    [one] => NamedRegion::One(one),
                    _ => NamedRegion::Several(valid),
                }
            }
        }
    }

    fn related(&self, word: &str, near: RegionCode) -> Option<&Region> {
        if word == "上级" {
            return self.ancestry(near).nth(1);
        }
        self.ancestry(near).find(|region| region.kind.whole_in_words() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str, name: &str, kind: RegionKind, parent: &str) -> Region {
        Region {
            code: RegionCode::parse(code).unwrap(),
            name: name.into(),
            short: name.into(),
            kind,
            parent: RegionCode::parse(parent),
            partners: vec![],
            from: None,
            until: None,
            formerly: None,
            has_all_children: false,
        }
    }

    fn gazetteer() -> Gazetteer {
        Gazetteer::new([
            region("100000", "全国", RegionKind::Country, ""),
            region("510000", "四川省", RegionKind::Province, "100000"),
            region("511100", "乐山市", RegionKind::Prefecture, "510000"),
            region("510900", "遂宁市", RegionKind::Prefecture, "510000"),
            region("511102", "市中区", RegionKind::District, "511100"),
            region("370402", "市中区", RegionKind::District, "370400"),
        ])
    }

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn one_name_in_two_cities_means_the_nearer() {
        let gazetteer = gazetteer();
        assert!(
            matches!(gazetteer.find("市中区", code("511100"), 2023), NamedRegion::One(r) if r.code == code("511102"))
        );
        assert!(matches!(gazetteer.find("市中区", code("510900"), 2023), NamedRegion::Several(two) if two.len() == 2));
        assert!(matches!(gazetteer.find("上海", code("510900"), 2023), NamedRegion::None));
    }

    #[test]
    fn places_of_one_name_are_told_apart() {
        let gazetteer = gazetteer();
        assert_eq!(gazetteer.name_apart(code("511102")), "市中区（乐山市）");
        // Its city is not in the list.
        assert_eq!(gazetteer.name_apart(code("370402")), "市中区（370400）");
        assert_eq!(gazetteer.name_apart(code("511100")), "乐山市");
        let one_city = ["511102", "511104"].map(|code| region(code, "新区", RegionKind::District, "511100"));
        assert_eq!(Gazetteer::new(one_city).name_apart(code("511104")), "新区（511104）");
    }

    #[test]
    fn relations_are_names_too() {
        let gazetteer = gazetteer();
        for (word, found) in [("上级", "510000"), ("全省", "510000"), ("全国", "100000"), ("全市", "511100")] {
            assert!(matches!(gazetteer.find(word, code("511100"), 2023), NamedRegion::One(r) if r.code == code(found)));
        }
    }

    #[test]
    fn siblings_stand_on_one_level() {
        let names: Vec<_> =
            gazetteer().siblings_within(code("510000"), code("511100"), 2023).iter().map(|r| r.name.clone()).collect();
        assert_eq!(names, ["遂宁市", "乐山市"]);
    }

    #[test]
    fn a_code_has_six_digits() {
        for text in ["51110", "5111000", "051110", "51110a", ""] {
            assert_eq!(RegionCode::parse(text), None);
        }
    }
}
