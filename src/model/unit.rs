//! Units: what is counted or measured. Knows which units convert into one another, exactly; scales (万, 亿) are not
//! units and live in [`super::quantity`].

use rust_decimal::Decimal;
use std::{fmt, sync::Arc};

/// A unit by its printed name: `元`, `户`, `元/人·月`, `个百分点`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<str>);

/// Units of one family convert into one another: name, family, and how many of the family's base unit one of it is,
/// as a fraction. 1公顷 = 15亩 by State Council order of 1959; 斤 = 500 g by that of 1959 too. The unit without a name is
/// that of a bare fraction, `2/3`: a ratio, as 倍 is.
const FAMILIES: [(&str, &str, i64, i64); 24] = [
    ("元", "money", 1, 1),
    ("人", "person", 1, 1),
    ("名", "person", 1, 1),
    ("米", "length", 1, 1),
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
const MEASURED: [&str; 6] = ["money", "length", "area", "mass", "ratio", "points"];

impl Unit {
    pub fn new(name: &str) -> Self {
        Self(Arc::from(name))
    }

    pub fn percent() -> Self {
        Self::new("%")
    }

    pub fn percentage_points() -> Self {
        Self::new("个百分点")
    }

    pub fn name(&self) -> &str {
        &self.0
    }

    /// The family, and what one of this unit is in its base unit; a unit without a family is one by itself.
    fn family(&self) -> (&str, i64, i64) {
        match FAMILIES.iter().find(|(name, ..)| *name == self.name()) {
            Some((_, family, over, under)) => (family, *over, *under),
            None => (self.name(), 1, 1),
        }
    }

    /// True for the units of which the program knows how they convert.
    pub fn has_family(&self) -> bool {
        FAMILIES.iter().any(|(name, ..)| *name == self.name())
    }

    /// How many of `other` one of this unit is, as a fraction in its lowest terms: one 亩 is (1, 15) 公顷. `None` where
    /// they measure different things.
    pub fn ratio_to(&self, other: &Unit) -> Option<(i64, i64)> {
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
        f.write_str(&self.0)
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
