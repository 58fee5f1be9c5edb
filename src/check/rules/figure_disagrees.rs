//! `figure-disagrees`: a quantity was typed behind the name of an indicator, and the book has another value for it.

use super::Checked;
use crate::check::typed::{self, Typed};
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::{Change, Observation};

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.typed().iter().filter_map(|typed| finding(checked.book, typed)).collect()
}

fn finding(book: &Book, typed: &Typed) -> Option<Finding> {
    let observation = typed.disagreement(book)?;
    let printed = typed.printed();
    let (what, value) = (typed::say(book, typed, observation), said(typed, observation)?);
    let finding = Finding::error(
        "figure-disagrees",
        Place::bytes(&typed.article.file, typed.bytes()),
        format!("文中写{printed}，数据里{what}是{value}"),
        format!("the text says {printed}, the data has {value} for {what}"),
    );
    Some(finding.help(
        format!("核对后改文或改数据；最好写成引用 {{{{ {} }}}}", book.vocabulary.get(typed.indicator).name),
        format!("mend the text or the data; best write {{{{ {} }}}}", book.vocabulary.get(typed.indicator).name),
    ))
}

/// What the book says where the text says its quantity.
fn said(typed: &Typed, observation: &Observation) -> Option<String> {
    match (&typed.mention.change, &observation.beside.growth) {
        (None, _) => Some(observation.printed()),
        (Some(_), Some(Change::Percent(growth) | Change::Points(growth))) => Some(format!("同比{growth}")),
        _ => None,
    }
}
