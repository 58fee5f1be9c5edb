//! The place of a figure among its siblings: the regions of the same level within one region that report it.

use crate::derive::{Book, Key, Lack, Reads, reads};
use crate::model::{Better, IndicatorId, Period, RegionCode};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

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

/// The siblings that report a figure, best first: what the places of all of them follow from. Worked out once for all.
#[derive(Debug)]
struct Order {
    among: RegionCode,
    /// Every sibling, in the order of the codes.
    siblings: Vec<RegionCode>,
    entries: Vec<Entry>,
    /// What it was worked out from: every place that uses it depends on that.
    reads: Reads,
}

#[derive(Debug)]
struct Entry {
    region: RegionCode,
    value: Decimal,
    /// With a bound: 余, 以上.
    is_bounded: bool,
}

/// What has one order: the siblings (those of a level within a region), the figure, its measure.
type Asked = (RegionCode, u8, i32, Period, IndicatorId, usize);

/// The orders that were asked for until now.
#[derive(Debug, Default)]
pub struct Orders(RwLock<HashMap<Asked, Arc<Order>>>);

impl Book {
    /// Ranks one measure of a figure among the regions of its level within `among`; `None` stands for the parent.
    pub fn rank(&self, key: Key, measure: usize, among: Option<RegionCode>) -> Result<Ranking, Lack> {
        let region = self.regions.get(key.region);
        let among = among.or(region.and_then(|region| region.parent)).ok_or(Lack::NoParent(key))?;
        let value = self.value(key, measure)?;
        let own = value.exact;
        let order = self.order(key, measure, among, region.map_or(0, |region| region.kind.level()));
        if order.siblings.binary_search(&key.region).is_err() || order.entries.len() < 2 {
            return Err(Lack::NoSiblings(key, among));
        }
        // A bound (余, 以上) that reaches another's value leaves the place open.
        let of = |region| Key { region, ..key };
        let is_bounded = order.entries.iter().any(|entry| entry.region == key.region && entry.is_bounded);
        let is_open = |entry: &Entry| {
            let reaches = || self.value(of(entry.region), measure).is_ok_and(|v| v.interval.meets(&value.interval));
            entry.value != own && (is_bounded || entry.is_bounded) && reaches()
        };
        if order.entries.iter().any(is_open) {
            return Err(Lack::Imprecise(key));
        }
        let is_own = |entry: &&Entry| entry.value == own;
        Ok(Ranking {
            place: 1 + order.entries.iter().position(|entry| entry.value == own).unwrap_or_default(),
            ties: order.entries.iter().filter(is_own).filter(|entry| entry.region != key.region).count(),
            reported: order.entries.len(),
            siblings: order.siblings.len(),
            among: order.among,
            order: order.entries.iter().map(|entry| (of(entry.region), entry.value)).collect(),
        })
    }

    /// The order that a figure stands in: remembered, or worked out.
    fn order(&self, key: Key, measure: usize, among: RegionCode, level: u8) -> Arc<Order> {
        let asked = (among, level, key.year, key.period, key.indicator, measure);
        if let Some(order) = self.orders.0.read().ok().and_then(|orders| orders.get(&asked).cloned()) {
            reads::also(&order.reads);
            return order;
        }
        let (order, reads) = reads::noted(|| self.worked_out(key, measure, among));
        reads::also(&reads);
        let order = Arc::new(Order { reads, ..order });
        if let Ok(mut orders) = self.orders.0.write() {
            orders.insert(asked, order.clone());
        }
        order
    }

    fn worked_out(&self, key: Key, measure: usize, among: RegionCode) -> Order {
        let siblings: Vec<RegionCode> =
            self.regions.siblings_within(among, key.region, key.year).iter().map(|region| region.code).collect();
        let entry = |region: &RegionCode| {
            let sibling = Key { region: *region, ..key };
            let value = self.value(sibling, measure).ok()?.exact;
            let quantity = self.observation(sibling).and_then(|o| o.quantity(measure));
            Some(Entry { region: *region, value, is_bounded: quantity.is_some_and(|q| q.bound.is_some()) })
        };
        let mut entries: Vec<Entry> = siblings.iter().filter_map(entry).collect();
        let smaller_is_better = self.vocabulary.get(key.indicator).better == Better::Down;
        entries.sort_by(|a, b| {
            let by_value = if smaller_is_better { a.value.cmp(&b.value) } else { b.value.cmp(&a.value) };
            by_value.then(a.region.cmp(&b.region))
        });
        Order { among, siblings, entries, reads: Reads::nothing() }
    }
}
