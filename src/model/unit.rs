//! Units: what is counted or measured. Knows which units convert into one another, exactly; scales (万, 亿) are not
//! units and live in [`super::quantity`].

use rust_decimal::Decimal;
use std::{fmt, sync::Arc};

/// A unit by its printed name: `元`, `户`, `元/人·月`, `个百分点`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<str>);

/// Units of one family convert into one another: name, family, and how many of the family's base unit one of it is,
/// as a fraction. 1公顷 = 15亩 by State Council order of 1959; 斤 = 500 g by that of 1959 too.
const FAMILIES: [(&str, &str, i64, i64); 22] = [
    ("元", "money", 1, 1),
    ("人", "person", 1, 1),
    ("名", "person", 1, 1),
    ("米", "length", 1, 1),
    ("公里", "length", 1000, 1),
    ("千米", "length", 1000, 1),
    ("亩", "area", 1, 1),
    ("公顷", "area", 15, 1),
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

    /// What one of this unit is in the base unit of its family; 1 for a unit without a family.
    fn family(&self) -> (&str, Decimal) {
        match FAMILIES.iter().find(|(name, ..)| *name == self.name()) {
            Some((_, family, over, under)) => (family, Decimal::from(*over) / Decimal::from(*under)),
            None => (self.name(), Decimal::ONE),
        }
    }

    /// True for the units of which the program knows how they convert.
    pub fn has_family(&self) -> bool {
        FAMILIES.iter().any(|(name, ..)| *name == self.name())
    }

    /// How many of `other` one of this unit is; `None` where they measure different things.
    pub fn in_terms_of(&self, other: &Unit) -> Option<Decimal> {
        let ((mine, factor), (theirs, divisor)) = (self.family(), other.family());
        (mine == theirs).then(|| factor / divisor)
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
    fn households_are_counted_and_yuan_are_measured() {
        assert!(Unit::new("户").is_counted() && Unit::new("场次").is_counted());
        assert!(!Unit::new("元").is_counted() && !Unit::new("元/人·月").is_counted() && !Unit::new("%").is_counted());
    }
}
