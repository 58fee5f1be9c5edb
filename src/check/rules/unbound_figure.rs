//! `unbound-figure`: a numeral in a published text that is neither bound by a reference nor marked as a label or citation,
//! and is no date, ordinal or enumeration.

use super::Checked;
use crate::finding::Finding;
use crate::model::article::NumeralKind;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let typed = checked.articles.iter().flat_map(|article| &article.numerals).chain(checked.standing_numerals);
    let unknown = typed.filter(|numeral| numeral.kind == NumeralKind::Unknown);
    unknown
        .map(|numeral| {
            Finding::warning(
                "unbound-figure",
                numeral.place.clone(),
                format!("“{}”是手写的数，没有绑定数据", numeral.text),
                format!("{} was typed, not bound to the data", numeral.text),
            )
            .help(
                "是数据就写 {{ 指标 }}；是编号、名称就写 {{ 号 \"…\" }}；引自别处就写 {{ 引 \"…\" source=\"…\" }}",
                "bind it: {{ indicator }}; or mark a label {{ 号 \"…\" }} or a citation {{ 引 \"…\" source=\"…\" }}",
            )
        })
        .collect()
}
