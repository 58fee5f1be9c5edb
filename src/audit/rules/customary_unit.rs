//! `customary-unit`: units outside the legal ones (公尺, 华里, 市斤), 平方 for 平方米, and K for 千. 亩, 公里 and 公斤 are allowed.

use crate::audit::Verdicts;
use crate::reading::Reading;

const UNITS: [(&str, &str); 13] = [
    ("公尺", "米"),
    ("公分", "厘米"),
    ("华里", "千米（1华里=0.5千米）"),
    ("市斤", "千克（1市斤=0.5千克）"),
    ("市亩", "亩"),
    ("市尺", "米（3市尺=1米）"),
    ("公升", "升"),
    ("公亩", "平方米（1公亩=100平方米）"),
    ("马力", "千瓦"),
    ("平方", "平方米"),
    ("立方", "立方米"),
    ("K元", "千元"),
    ("k元", "千元"),
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for numeral in &reading.numerals {
        let mut at = numeral.range.end;
        while let Some(c) = text[at..].chars().next().filter(|c| "余多十百千万亿个".contains(*c)) {
            at += c.len_utf8();
        }
        let rest = &text[at..];
        let Some((unit, legal)) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)) else { continue };
        let after = &rest[unit.len()..];
        let is_longer = after.starts_with(['米', '公', '千', '英', '厘', '分', '毫', '根', '差', '和', '数', '/']);
        if is_longer || *unit == "公分" && after.starts_with(['红', '制']) {
            continue;
        }
        verdicts
            .style(
                at..at + unit.len(),
                format!("“{unit}”不是法定计量单位，用{legal}"),
                format!("{unit} is not a legal unit: use {legal}"),
            )
            .help("换成法定计量单位，数值要一起换算", "use the legal unit and convert the number");
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn units_outside_the_legal_ones_are_told() {
        expect(
            "customary-unit",
            &[
                "渠道长300公尺。",
                "树苗高50公分。",
                "山路长10华里。",
                "亩产300市斤。",
                "新建厂房3000平方。",
                "开挖土方2万立方。",
                "水箱容量20公升。",
                "拖拉机80马力。",
                "月薪5K元。",
            ],
            &[
                "渠道长300米。",
                "厂房3000平方米。",
                "流转土地1.2万亩。",
                "公路15公里。",
                "亩产300公斤。",
                "面积30平方公里。",
                "土方2万立方米。",
                "占地20平方千米。",
                "卖了300斤。",
                "屏幕55英寸。",
                "电压10kV。",
                "产业园区市里投资，县里出地。",
                "8平方根。",
            ],
        );
    }
}
