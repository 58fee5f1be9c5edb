//! The place of a figure among its siblings: the regions of the same level within one region that report it.

use crate::derive::{Book, Key, Lack};
use crate::model::{Better, RegionCode};
use rust_decimal::Decimal;

/// A place among siblings.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// 1 is the best (the largest, where no direction is good news).
    pub place: usize,
    /// How many others share the place.
    pub ties: usize,
    /// How many siblings reported, the own region included.
    pub reported: usize,
    /// How many siblings there are.
    pub siblings: usize,
    pub among: RegionCode,
    /// Best first.
    pub order: Vec<(Key, Decimal)>,
}

impl Book {
    /// Ranks one measure of a figure among the regions of its level within `among`; `None` stands for the parent.
    pub fn rank(&self, key: Key, measure: usize, among: Option<RegionCode>) -> Result<Ranking, Lack> {
        let parent = self.regions.get(key.region).and_then(|region| region.parent);
        let among = among.or(parent).ok_or(Lack::NoParent(key))?;
        let own = self.value(key, measure)?.exact;
        let siblings = self.regions.siblings_within(among, key.region, key.year);
        if !siblings.iter().any(|region| region.code == key.region) {
            return Err(Lack::NoSiblings(key, among));
        }
        let mut order: Vec<(Key, Decimal)> = siblings
            .iter()
            .map(|region| Key { region: region.code, ..key })
            .filter_map(|sibling| Some((sibling, self.value(sibling, measure).ok()?.exact)))
            .collect();
        if order.len() < 2 {
            return Err(Lack::NoSiblings(key, among));
        }
        // A bound (余, 以上) that reaches another's value leaves the place open.
        let own_interval = self.value(key, measure)?.interval;
        let is_bounded =
            |key: &Key| self.observation(*key).and_then(|o| o.quantity(measure)).is_some_and(|q| q.bound.is_some());
        let is_open = |(sibling, value): &(Key, Decimal)| {
            let theirs = self.value(*sibling, measure).map(|v| v.interval);
            *value != own && (is_bounded(&key) || is_bounded(sibling)) && theirs.is_ok_and(|t| t.meets(&own_interval))
        };
        if order.iter().any(is_open) {
            return Err(Lack::Imprecise(key));
        }
        let smaller_is_better = self.vocabulary.get(key.indicator).better == Better::Down;
        order.sort_by(|a, b| {
            let by_value = if smaller_is_better { a.1.cmp(&b.1) } else { b.1.cmp(&a.1) };
            by_value.then(a.0.cmp(&b.0))
        });
        let ahead = order.iter().filter(|(_, v)| if smaller_is_better { *v < own } else { *v > own }).count();
        let ties = order.iter().filter(|(sibling, v)| *v == own && sibling.region != key.region).count();
        Ok(Ranking { place: ahead + 1, ties, reported: order.len(), siblings: siblings.len(), among, order })
    }
}
