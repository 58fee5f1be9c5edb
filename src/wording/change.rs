//! Changes, differences and places in words.

use crate::model::Unit;
use rust_decimal::Decimal;

/// Above, below or level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Above,
    Below,
    Level,
}

impl Side {
    pub fn of(value: Decimal) -> Self {
        match value {
            v if v.is_zero() => Self::Level,
            v if v.is_sign_negative() => Self::Below,
            _ => Self::Above,
        }
    }
}

/// 增长16%, 下降3%, 与上年持平; a rate rises and falls by points: 提高0.8个百分点, 降低0.8个百分点. `amount` is
/// printed without its sign.
pub fn change(side: Side, amount: &str, unit: &Unit) -> String {
    match (side, unit.is_points()) {
        (Side::Level, _) => "与上年持平".to_string(),
        (Side::Above, false) => format!("增长{amount}"),
        (Side::Below, false) => format!("下降{amount}"),
        (Side::Above, true) => format!("提高{amount}"),
        (Side::Below, true) => format!("降低{amount}"),
    }
}

/// 高0.8个百分点, 低3元, 持平.
pub fn difference(side: Side, amount: &str) -> String {
    match side {
        Side::Above => format!("高{amount}"),
        Side::Below => format!("低{amount}"),
        Side::Level => "持平".to_string(),
    }
}

/// 第6位; 并列第6位 where others share it.
pub fn place(place: usize, is_shared: bool) -> String {
    format!("{}第{place}位", if is_shared { "并列" } else { "" })
}
