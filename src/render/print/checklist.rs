//! The list that reviewers sign, as a PDF: the theme's `checklist.typ` filled with a view that the gate makes. Comes in: the view, with
//! `document` and `checklist` in it. Goes out: PDF/A-3a and PDF/UA-1. It says what is wrong with other documents, so nothing that these
//! hold may keep it from being set: a character that no font has is replaced.

use super::{Press, Sheet, coverage, findings, record::Record, searchable, theme_context, typesetter};
use crate::finding::{Finding, Place};
use crate::render::print::FontBook;
use serde::Serialize;
use tera::Context;

pub(super) const TEMPLATE: &str = "checklist.typ";

/// What stands in place of a character that no font has: 〓, as printers set it.
const GETA: char = '〓';

impl Press<'_> {
    pub fn checklist<V: Serialize>(&self, fonts: &FontBook, view: &V) -> Result<Vec<u8>, Vec<Finding>> {
        let theme = self.world.theme;
        let lacking = fonts.lacking(theme);
        if !lacking.is_empty() {
            return Err(lacking);
        }
        let broken = |error: tera::Error| vec![findings::broken_template(theme, &error)];
        let mut context = Context::from_serialize(view).map_err(broken)?;
        context.extend(theme_context(theme));
        let main = self.tera.render(TEMPLATE, &context).map_err(broken)?;
        let mut sheet = Sheet { main, files: self.libraries.clone(), record: Record::default() };
        let mut desk = typesetter::Desk::new(&sheet, &fonts.store);
        let mut pages = desk.pages().map_err(|problems| failed(&problems))?;
        let missing = coverage::missing(&pages, &sheet, fonts, theme);
        if !missing.is_empty() {
            sheet.main = sheet.main.chars().map(|c| if missing.contains(&c) { GETA } else { c }).collect();
            desk = typesetter::Desk::new(&sheet, &fonts.store);
            pages = desk.pages().map_err(|problems| failed(&problems))?;
        }
        desk.pdf(&searchable::as_written(&pages, &sheet.record), TEMPLATE).map_err(|problems| failed(&problems))
    }
}

fn failed(problems: &[typesetter::Problem]) -> Vec<Finding> {
    let told = problems.iter().map(|problem| {
        let (line, message) = (problem.place.as_ref().map_or(0, |(_, line)| *line), &problem.message);
        Finding::error(
            "print-failed",
            Place::file("themes/standard/print/checklist.typ"),
            format!("把关清单排不出来：{message}（第{line}行：{}）", problem.line),
            format!("the checklist cannot be set: {message} (line {line}: {})", problem.line),
        )
        .help("改主题的 checklist.typ", "mend checklist.typ of the theme")
    });
    told.collect()
}
