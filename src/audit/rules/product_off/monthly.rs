//! A sum of a year and that of a month beside it: `一人一年4800元，一个月400元`, `全年补助3600元，每月300元`.

use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const MONTHS: i64 = 12;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.mentions.windows(2) {
        let [year, month] = pair else { continue };
        of_a_month(reading, verdicts, [year, month]);
        let is_pair = year.sentence == month.sentence && year.unit() == month.unit() && year.unit().name() == "元";
        let is_plain =
            |m: &Mention| m.change.is_none() && m.upper.is_none() && m.quantity.bound.is_none() && !m.is_quoted;
        let between = &reading.text()[year.range.end..month.range.start.max(year.range.end)];
        let says_year = ["一年", "每年", "每人每年"].iter().any(|word| reading.before(year).ends_with(word));
        let says_month = ["，一个月", "，每月", "，合每月", "，平均每月"].contains(&between);
        if is_pair && is_plain(year) && is_plain(month) && says_year && says_month {
            judge(reading, verdicts, year, month);
        }
    }
}

/// 月用水15立方米，一年180立方米: twelve times the first, whatever is measured.
fn of_a_month(reading: &Reading, verdicts: &mut Verdicts, [month, year]: [&Mention; 2]) {
    let is_plain = |m: &Mention| m.change.is_none() && m.upper.is_none() && m.quantity.bound.is_none() && m.has_unit();
    let between = &reading.text()[month.range.end..year.range.start.max(month.range.end)];
    let words = reading.before(month);
    let is_monthly = ["月用", "每月", "月均", "一个月", "月租", "月租金"].iter().any(|word| words.contains(word));
    let says_year = ["，一年", "，一年就是", "，全年", "，一年共", "，全年共", "，一年下来"].contains(&between);
    let is_pair = month.sentence == year.sentence && month.unit() == year.unit() && !month.is_percent();
    if is_pair && is_plain(month) && is_plain(year) && is_monthly && says_year && words.matches('每').count() < 2 {
        judge(reading, verdicts, year, month);
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, year: &Mention, month: &Mention) {
    let months = Decimal::from(MONTHS);
    let Some(over) = year.interval().over(&crate::model::Interval::point(months)) else { return };
    let value = year.quantity.value() / months / month.quantity.scale.factor();
    let (whole, printed) = (reading.printed(year), reading.printed(month));
    let scale = month.quantity.scale.word();
    let unit = month.unit().name();
    let sum = format!("{whole}÷{MONTHS} = {}{scale}{unit}", plain(value, month.quantity.printed_decimals() + 1));
    if over.meets(&month.interval()) {
        return verdicts.holds(month.range.clone(), sum);
    }
    verdicts
        .wrong(
            month.range.clone(),
            format!("一年和一个月的数对不上：{sum}，文中是{printed}"),
            format!("the sums of a year and of a month differ: {sum}, the text says {printed}"),
        )
        .help("核对一年的数和一个月的数", "check the sum of the year and that of the month");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn twelve_months_are_a_year() {
        expect(
            "product-off",
            &[
                "一户月用水15立方米，一年210立方米。",
                "城市低保一人一年7800元，一个月650元；农村低保一人一年4800元，一个月480元。",
            ],
            &[
                "城市低保一人一年7800元，一个月650元；农村低保一人一年4800元，一个月400元。",
                "补助每年3600元，每月最多500元。",
                "全县3120名老人，每人每月50元，全年共187.2万元。",
                "租出门面12间，每间每月租金1500元，全年共21.6万元。",
            ],
        );
    }
}
