//! A difference in words, for a terminal or a file: how many of each kind, then each of them on a line. Chinese or English around
//! what the data say themselves.

use super::{Changed, Difference, Field, Figure, Revised, What};
use crate::finding::Language;
use std::fmt::Write;

pub fn told(difference: &Difference, language: Language) -> String {
    let word = |zh: &'static str, en: &'static str| if language == Language::Chinese { zh } else { en };
    let Difference { before, after, figures, indicators, regions, reports } = difference;
    let mut text = match language {
        Language::Chinese => format!("{before} → {after}\n"),
        Language::English => format!("{before} -> {after}\n"),
    };
    // Writing into a text cannot fail.
    let _ = match language {
        Language::Chinese => writeln!(
            text,
            "数：新增 {}，没有了 {}，变了 {}，没变 {}",
            figures.new.len(),
            figures.gone.len(),
            figures.changed.len(),
            figures.unchanged
        ),
        Language::English => writeln!(
            text,
            "figures: {} new, {} gone, {} changed, {} as they were",
            figures.new.len(),
            figures.gone.len(),
            figures.changed.len(),
            figures.unchanged
        ),
    };
    list(&mut text, word("变了的数", "changed figures"), figures.changed.iter().map(|one| revised(one, language)));
    list(&mut text, word("新增的数", "new figures"), figures.new.iter().map(figure));
    list(&mut text, word("没有了的数", "figures that are gone"), figures.gone.iter().map(figure));
    for (zh, en, all) in
        [("指标", "indicators", indicators), ("地区", "regions", regions), ("文稿", "reports", reports)]
    {
        list(&mut text, word(zh, en), all.iter().map(|one| changed(one, language)));
    }
    text
}

fn list(text: &mut String, head: &str, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() == 0 {
        return;
    }
    let _ = writeln!(text, "\n{head}");
    lines.for_each(|line| {
        let _ = writeln!(text, "  {line}");
    });
}

fn figure(figure: &Figure) -> String {
    let Figure { region, period, indicator, printed, .. } = figure;
    format!("{region} {period} {indicator}：{printed}")
}

fn revised(revised: &Revised, language: Language) -> String {
    let Figure { region, period, indicator, .. } = &revised.figure;
    let change = revised.change.as_ref().map_or_else(String::new, |change| format!("（{change}）"));
    let note = match (&revised.note, revised.is_silent, language) {
        (_, true, Language::Chinese) => "，没有说明".to_string(),
        (_, true, Language::English) => ", without a note".to_string(),
        (Some(note), ..) => format!("，{note}"),
        (None, ..) => String::new(),
    };
    format!("{region} {period} {indicator}：{}{change}{note}", listed(&revised.fields))
}

fn changed(changed: &Changed, language: Language) -> String {
    let what = match (changed.what, language) {
        (What::New, Language::Chinese) => "新增",
        (What::New, Language::English) => "new",
        (What::Gone, Language::Chinese) => "没有了",
        (What::Gone, Language::English) => "gone",
        (What::Changed, _) => return format!("{}：{}", changed.name, listed(&changed.fields)),
    };
    format!("{}：{what}", changed.name)
}

/// `15361元 → 15363元`; the value needs no name, everything else does.
fn listed(fields: &[Field]) -> String {
    let shown = |text: &str| if text.is_empty() { "（无）".to_string() } else { text.to_string() };
    let field = |field: &Field| {
        let name = if field.name == "数值" { String::new() } else { format!("{} ", field.name) };
        format!("{name}{} → {}", shown(&field.before), shown(&field.after))
    };
    fields.iter().map(field).collect::<Vec<_>>().join("；")
}
