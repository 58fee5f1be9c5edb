//! `unbound-figure`: a numeral in a published text that is neither bound by a reference nor marked as a label or citation,
//! and is no date, ordinal, enumeration or code. Where the book holds the figure, the reference is said and `check --fix`
//! writes it.

use super::Checked;
use crate::check::typed::{self, Typed};
use crate::finding::{Finding, Spot};
use crate::model::article::{NumeralKind, TypedNumeral};

pub fn check(checked: &Checked) -> Vec<Finding> {
    let known = typed::quantities(checked);
    let typed = checked.articles.iter().flat_map(|article| &article.numerals).chain(checked.standing_numerals);
    let unknown = typed.filter(|numeral| numeral.kind == NumeralKind::Unknown);
    let with_figure = unknown.map(|numeral| (numeral, known.iter().find(|typed| stands_in(numeral, typed))));
    // What `figure-disagrees` tells is not told twice.
    let untold = with_figure.filter(|(_, typed)| typed.is_none_or(|t| t.disagreement(checked.book).is_none()));
    untold.map(|(numeral, typed)| finding(checked, numeral, typed)).collect()
}

/// True for the numeral from which a typed quantity was read.
fn stands_in(numeral: &TypedNumeral, typed: &Typed) -> bool {
    let Spot::Bytes { start, .. } = numeral.place.spot else { return false };
    numeral.place.file == typed.article.file && typed.bytes().contains(&start)
}

fn finding(checked: &Checked, numeral: &TypedNumeral, typed: Option<&Typed>) -> Finding {
    let finding = Finding::warning(
        "unbound-figure",
        numeral.place.clone(),
        format!("“{}”是手写的数，没有绑定数据", numeral.text),
        format!("{} was typed, not bound to the data", numeral.text),
    );
    let reference = typed.and_then(|typed| Some((typed, typed.reference(checked.book)?)));
    match reference {
        Some((typed, (reference, bytes))) if typed.is_surely_meant() => finding
            .help(
                format!("数据里有这个数，写成 {reference}；check --fix 会替你改"),
                format!("the data has it: write {reference}; `check --fix` does so"),
            )
            .fix(bytes, reference),
        Some((_, (reference, _))) => finding.help(
            format!("数据里有相同的数，如果就是它，写成 {reference}"),
            format!("the data has the same number; if it is that one, write {reference}"),
        ),
        None => finding.help(
            "是数据就写 {{ 指标 }}；是编号、名称就写 {{ 号 \"…\" }}；引自别处就写 {{ 引 \"…\" source=\"…\" }}",
            "bind it: {{ indicator }}; or mark a label {{ 号 \"…\" }} or a citation {{ 引 \"…\" source=\"…\" }}",
        ),
    }
}
