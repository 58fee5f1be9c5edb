//! Units: what is counted or measured. Knows which units convert into one another, exactly; scales (万, 亿) are not
//! units and live in [`super::quantity`].

use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, PoisonError, RwLock};
use std::{fmt, ptr};

/// A unit by its printed name: `元`, `户`, `元/人·月`, `个百分点`. Every name that is met is kept once until the program ends, so
/// that a unit takes no more room than an address: a nation's figures have millions of them, and a few dozen names.
#[derive(Clone)]
pub struct Unit(&'static Known);

/// A name that was met.
struct Known {
    name: Box<str>,
    /// One of [`FAMILIES`].
    family: Option<&'static Family>,
}

/// Name, family, and how many of the family's base unit one of it is.
type Family = (&'static str, &'static str, i64, i64);

/// Units of one family convert into one another: name, family, and how many of the family's base unit one of it is,
/// as a fraction. 1公顷 = 15亩 by State Council order of 1959; 斤 = 500 g by that of 1959 too. The unit without a name is
/// that of a bare fraction, `2/3`: a ratio, as 倍 is.
static FAMILIES: [Family; 27] = [
    ("元", "money", 1, 1),
    ("人", "person", 1, 1),
    ("名", "person", 1, 1),
    ("米", "length", 1, 1),
    ("延米", "length", 1, 1),
    ("公里", "length", 1000, 1),
    ("千米", "length", 1000, 1),
    ("亩", "area", 1, 1),
    ("公顷", "area", 15, 1),
    ("千公顷", "area", 15000, 1),
    ("平方公里", "area", 1500, 1),
    ("平方米", "area", 3, 2000),
    ("克", "mass", 1, 1),
    ("斤", "mass", 500, 1),
    ("公斤", "mass", 1000, 1),
    ("千克", "mass", 1000, 1),
    ("吨", "mass", 1_000_000, 1),
    ("千克标准煤", "coal", 1, 1),
    ("吨标准煤", "coal", 1000, 1),
    ("%", "ratio", 1, 100),
    ("‰", "ratio", 1, 1000),
    ("成", "ratio", 1, 10),
    ("倍", "ratio", 1, 1),
    ("", "ratio", 1, 1),
    ("个百分点", "points", 1, 100),
    ("百分点", "points", 1, 100),
    ("天", "day", 1, 1),
];

/// Units that are measured, not counted one by one: `2.7公里` stands for an interval, `48个` for itself.
const MEASURED: [&str; 7] = ["money", "length", "area", "mass", "coal", "ratio", "points"];

/// The units of [`FAMILIES`], in their order.
static FAMILIAR: LazyLock<Vec<Known>> =
    LazyLock::new(|| FAMILIES.iter().map(|family| Known { name: family.0.into(), family: Some(family) }).collect());

/// All others.
static OTHERS: LazyLock<RwLock<HashMap<&'static str, &'static Known>>> = LazyLock::new(RwLock::default);

impl Known {
    fn named(name: &str) -> &'static Self {
        if let Some(i) = FAMILIES.iter().position(|family| family.0 == name) {
            return &FAMILIAR[i];
        }
        let others = OTHERS.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = others.get(name) {
            return known;
        }
        drop(others);
        // Another thread may have met it meanwhile.
        let mut others = OTHERS.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = others.get(name) {
            return known;
        }
        let known: &Self = Box::leak(Box::new(Self { name: name.into(), family: None }));
        others.insert(&known.name, known);
        known
    }
}

impl Unit {
    pub fn new(name: &str) -> Self {
        Self(Known::named(name))
    }

    pub fn percent() -> Self {
        Self::new("%")
    }

    pub fn percentage_points() -> Self {
        Self::new("个百分点")
    }

    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The family, and what one of this unit is in its base unit; a unit without a family is one by itself.
    fn family(&self) -> (&str, i64, i64) {
        match self.0.family {
            Some((_, family, over, under)) => (family, *over, *under),
            None => (self.name(), 1, 1),
        }
    }

    /// True for the units of which the program knows how they convert.
    pub fn has_family(&self) -> bool {
        self.0.family.is_some()
    }

    /// How many of `other` one of this unit is, as a fraction in its lowest terms: one 亩 is (1, 15) 公顷. `None` where
    /// they measure different things.
    pub fn ratio_to(&self, other: &Unit) -> Option<(i64, i64)> {
        if self == other {
            return Some((1, 1));
        }
        let ((mine, over, under), (theirs, other_over, other_under)) = (self.family(), other.family());
        if mine != theirs {
            return None;
        }
        let (over, under) = (over * other_under, under * other_over);
        let divisor = common_divisor(over, under);
        Some((over / divisor, under / divisor))
    }

    /// As [`Unit::ratio_to`], in one number: cut at 28 digits where it has no end, so a value is better given to
    /// [`Unit::convert`].
    pub fn in_terms_of(&self, other: &Unit) -> Option<Decimal> {
        self.convert(Decimal::ONE, other)
    }

    /// So many of this unit in another one: multiplied first, divided once. `None` where they measure different things
    /// and beyond what a decimal holds.
    pub fn convert(&self, value: Decimal, other: &Unit) -> Option<Decimal> {
        let (over, under) = self.ratio_to(other)?;
        value.checked_mul(over.into())?.checked_div(under.into())
    }

    pub fn converts_to(&self, other: &Unit) -> bool {
        self.family().0 == other.family().0
    }

    /// True where whole numbers are exact: households and items, but not yuan and kilometres.
    pub fn is_counted(&self) -> bool {
        let family = self.family().0;
        !MEASURED.contains(&family) && !family.contains('/')
    }

    pub fn is_ratio(&self) -> bool {
        self.family().0 == "ratio"
    }

    pub fn is_points(&self) -> bool {
        self.family().0 == "points"
    }
}

/// Of two numbers above zero.
fn common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("Unit").field(&self.name()).finish()
    }
}

impl PartialEq for Unit {
    /// Of one name there is one `Known`.
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0)
    }
}

impl Eq for Unit {}

impl Ord for Unit {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Unit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Unit {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_family_convert_exactly() {
        let unit = Unit::new;
        assert_eq!(unit("公里").in_terms_of(&unit("米")), Some(Decimal::from(1000)));
        assert_eq!(unit("公顷").in_terms_of(&unit("亩")), Some(Decimal::from(15)));
        assert_eq!(unit("名").in_terms_of(&unit("人")), Some(Decimal::ONE));
        assert_eq!(unit("元").in_terms_of(&unit("户")), None);
        assert_eq!(unit("个").in_terms_of(&unit("个")), Some(Decimal::ONE));
        assert_eq!(unit("%").in_terms_of(&unit("个百分点")), None);
    }

    #[test]
    fn one_name_is_one_unit() {
        let at_once: Vec<Vec<Unit>> = std::thread::scope(|scope| {
            let met = || ["元", "座次", "元/人·月", "座次"].map(Unit::new).to_vec();
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(met)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(at_once.iter().all(|units| *units == at_once[0] && units[1] == units[3] && units[0] != units[1]));
        assert!(Unit::new("元") < Unit::new("元/人·月"));
    }

    #[test]
    fn a_value_is_divided_once() {
        let (mu, hectare) = (Unit::new("亩"), Unit::new("公顷"));
        assert_eq!(mu.ratio_to(&hectare), Some((1, 15)));
        assert_eq!(mu.convert(30.into(), &hectare), Some(2.into()));
        assert_eq!(mu.convert(Decimal::MAX, &Unit::new("平方米")), None);
    }

    #[test]
    fn a_bare_fraction_is_a_ratio() {
        let bare = Unit::new("");
        assert!(bare.is_ratio() && !bare.is_counted());
        assert_eq!(bare.ratio_to(&Unit::percent()), Some((100, 1)));
        assert_eq!(bare.ratio_to(&Unit::new("倍")), Some((1, 1)));
        assert_eq!(bare.ratio_to(&Unit::new("户")), None);
    }

    #[test]
    fn households_are_counted_and_yuan_are_measured() {
        assert!(Unit::new("户").is_counted() && Unit::new("场次").is_counted());
        assert!(!Unit::new("元").is_counted() && !Unit::new("元/人·月").is_counted() && !Unit::new("%").is_counted());
    }
}
