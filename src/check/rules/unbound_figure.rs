//! `unbound-figure`: a numeral in a published text that is neither bound by a reference nor marked as a label or citation,
//! and is no date, ordinal, enumeration or code. Where the book holds the figure, the reference is said and `check --fix`
//! writes it.

use super::Checked;
use crate::check::typed::{Suggestion, Typed};
use crate::finding::{Finding, Spot};
use crate::model::article::{NumeralKind, TypedNumeral};
use std::collections::HashMap;
use std::sync::Arc;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let mut known: HashMap<Arc<str>, Vec<&Typed>> = HashMap::new();
    for typed in checked.typed() {
        known.entry(typed.article.file.clone()).or_default().push(typed);
    }
    let typed = checked.articles.iter().flat_map(|article| &article.numerals).chain(checked.standing_numerals);
    let unknown = typed.filter(|numeral| numeral.kind == NumeralKind::Unknown);
    let with_figure =
        unknown.map(|numeral| (numeral, known.get(&numeral.place.file).and_then(|all| holding(all, numeral))));
    // What `figure-disagrees` tells is not told twice.
    let untold = with_figure.filter(|(_, typed)| typed.is_none_or(|t| t.disagreement(checked.book).is_none()));
    untold.map(|(numeral, typed)| finding(checked, numeral, typed)).collect()
}

/// Of the typed quantities of a file, in order, the one that was read from a numeral.
fn holding<'t>(all: &[&'t Typed<'t>], numeral: &TypedNumeral) -> Option<&'t Typed<'t>> {
    let Spot::Bytes { start, .. } = numeral.place.spot else { return None };
    let at = all.partition_point(|typed| typed.bytes().end <= start);
    all.get(at).copied().filter(|typed| typed.bytes().contains(&start))
}

fn finding(checked: &Checked, numeral: &TypedNumeral, typed: Option<&Typed>) -> Finding {
    let finding = Finding::warning(
        "unbound-figure",
        numeral.place.clone(),
        format!("“{}”是手写的数，没有绑定数据", numeral.text),
        format!("{} was typed, not bound to the data", numeral.text),
    );
    match typed.and_then(|typed| typed.reference(checked.book)) {
        Some(Suggestion { reference, bytes, is_certain: true }) => finding
            .help(
                format!("数据里有这个数，写成 {reference}；check --fix 会替你改"),
                format!("the data has it: write {reference}; `check --fix` does so"),
            )
            .fix(bytes, reference),
        Some(Suggestion { reference, .. }) => finding.help(
            format!("数据里有相同的数，如果就是它，写成 {reference}"),
            format!("the data has the same number; if it is that one, write {reference}"),
        ),
        None => finding.help(
            "是数据就写 {{ 指标 }}；是编号、名称就写 {{ 号 \"…\" }}；引自别处就写 {{ 引 \"…\" source=\"…\" }}",
            "bind it: {{ indicator }}; or mark a label {{ 号 \"…\" }} or a citation {{ 引 \"…\" source=\"…\" }}",
        ),
    }
}
