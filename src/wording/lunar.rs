//! The lunar date as a bulletin's masthead prints it, by the calendar of GB/T 33661—2017; in Han numerals as GB/T 15835
//! 4.2.1 wants: 农历甲辰年六月初六.

use crate::model::Date;
use icu_calendar::cal::ChineseTraditional;
use rust_decimal::Decimal;

const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const BRANCHES: [&str; 12] = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];
const MONTHS: [&str; 12] = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];

/// `农历甲辰年六月初六`; empty for a date that is not a whole day.
pub fn lunar(date: Date) -> String {
    let (Some(month), Some(day)) = (date.month, date.day) else { return String::new() };
    let Ok(civil) = icu_calendar::Date::try_new_iso(date.year, month, day) else { return String::new() };
    let lunar = civil.to_calendar(ChineseTraditional::new());
    let cycle = usize::from(lunar.cyclic_year().year.saturating_sub(1));
    let month = lunar.month();
    let (number, leap) = (month.number(), if month.to_input().is_leap() { "闰" } else { "" });
    format!(
        "农历{}{}年{leap}{}月{}",
        STEMS[cycle % 10],
        BRANCHES[cycle % 12],
        MONTHS[usize::from(number.clamp(1, 12)) - 1],
        day_name(lunar.day_of_month().0)
    )
}

/// 初一 … 初十, 十一 … 二十, 廿一 … 三十.
fn day_name(day: u8) -> String {
    let digits = crate::model::quantity::han_digits(Decimal::from(day));
    match day {
        1..=10 => format!("初{digits}"),
        21..=29 => digits.replacen("二十", "廿", 1),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_of_the_lunar_calendar() {
        for (civil, said) in [
            ("2024-07-11", "农历甲辰年六月初六"),
            ("2024-02-10", "农历甲辰年正月初一"),
            ("2024-02-09", "农历癸卯年腊月三十"),
            ("2023-04-09", "农历癸卯年闰二月十九"),
            ("2023-09-29", "农历癸卯年八月十五"),
            ("2026-11-21", "农历丙午年十月十三"),
        ] {
            assert_eq!(lunar(Date::parse(civil).unwrap()), said);
        }
        assert_eq!(lunar(Date::year(2024)), "");
    }
}
