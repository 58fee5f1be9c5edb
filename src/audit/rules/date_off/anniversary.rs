//! Anniversaries: `1949年11月4日解放，至2019年恰为70周年`. Told only where no two years of the sentence lie so far apart.

use crate::audit::Verdicts;
use crate::reading::Reading;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for anniversary in reading.mentions.iter().filter(|m| m.unit().name() == "周年" || m.unit().name() == "年") {
        let text = reading.text();
        let is_said = anniversary.unit().name() == "周年" || text[anniversary.range.end..].starts_with('整');
        let lead = reading.before(anniversary);
        let is_counted =
            ["恰为", "正好", "恰好", "整整", "恰是", "已满", "刚满"].iter().any(|word| lead.ends_with(word));
        if !is_said || !is_counted || anniversary.quantity.bound.is_some() {
            continue;
        }
        let start = reading.sentences[anniversary.sentence].range.start;
        let dates = reading.dates.iter().filter(|d| d.range.start >= start && d.range.end <= anniversary.range.start);
        let years: Vec<i32> = dates.filter_map(|date| date.year).collect();
        let Some((last, earlier)) = years.split_last().filter(|(_, earlier)| !earlier.is_empty()) else { continue };
        let number = anniversary.quantity.value();
        let printed = reading.printed(anniversary);
        let fits = earlier.iter().find(|year| number == rust_decimal::Decimal::from(last - **year));
        if let Some(first) = fits {
            verdicts.holds(anniversary.range.clone(), format!("{last}-{first} = {printed}"));
            continue;
        }
        let first = earlier[earlier.len() - 1];
        let sum = format!("{last}-{first} = {}", last - first);
        verdicts
            .wrong(
                anniversary.range.clone(),
                format!("年数对不上：{sum}，文中是{printed}"),
                format!("the number of years does not follow: {sum}, the text says {printed}"),
            )
            .help("核对两个年份和年数", "check both years and the number of years");
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn anniversaries_are_counted() {
        expect(
            "date-off",
            &["唐贞观三年（629年）始置县，1949年11月4日解放，至2019年恰为80周年。"],
            &[
                "唐贞观三年（629年）始置县，1949年11月4日解放，至2019年恰为70周年。",
                "2021年庆祝建党100周年，2022年继续。",
            ],
        );
    }
}
