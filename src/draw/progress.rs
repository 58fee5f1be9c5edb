//! How far each item is towards its target: one track a row, the target as a mark at 100 %.
//!
//! Comes in: rows with percents and printed texts. Goes out: a sheet as high as the rows need.

use super::escape::looks_like;
use super::header;
use super::lettering::{Anchor, Role};
use super::shape::Shape;
use super::stages::Stages;
use super::style::Style;
use super::svg::{Area, Sheet};
use super::wrap::{Wrapped, wrap};
use crate::model::chart::ProgressRow;

/// Beyond this percent a bar is cut, so that the others stay readable.
const LONGEST: f64 = 400.0;

/// Stands behind the track of an item for which nothing is reported.
const NOTHING_YET: &str = "暂无进度";

/// The same where something is reported that gives no percent: under a ceiling, or in digits too few.
const NO_PERCENT: &str = "不折算完成率";

fn without_percent(row: &ProgressRow) -> &'static str {
    if row.label.text.is_empty() { NOTHING_YET } else { NO_PERCENT }
}

/// Room for tracks, in pixels.
struct Track {
    left: f64,
    width: f64,
    /// The percent at the right end.
    full: f64,
}

impl Track {
    fn place(&self, percent: f64) -> f64 {
        self.left + self.width * (percent / self.full).clamp(0.0, 1.0)
    }
}

/// The rows as a sheet; 暂无数据 where there are none.
pub(super) fn draw<'a>(rows: &[ProgressRow], style: &'a Style) -> Sheet<'a> {
    if rows.is_empty() {
        return header::empty(style);
    }
    let em = style.em();
    let percents = rows.iter().filter_map(|row| row.percent).map(super::float);
    let full = percents.fold(100.0, f64::max).min(LONGEST);
    let labels = rows.iter().map(|row| label_width(style, row)).fold(0.0, f64::max);
    let width = (style.width - labels - 0.6 * em).max(4.0 * em);
    let track = Track { left: 0.0, width, full };
    let texts: Vec<RowTexts> = rows.iter().map(|row| RowTexts::new(row, &track, style)).collect();
    let head = 1.9 * em;
    let height = head + texts.iter().map(|texts| texts.height(em)).sum::<f64>();
    let mut sheet = Sheet::new(style, height);
    draw_head(&mut sheet, &track);
    let mut top = head;
    for (row, texts) in rows.iter().zip(&texts) {
        texts.draw(&mut sheet, top);
        let middle = top + texts.track_middle(em);
        draw_track(&mut sheet, row, &track, middle);
        texts.stages.draw(&mut sheet, middle);
        top += texts.height(em);
    }
    sheet
}

/// 目标 100% above the marks.
fn draw_head(sheet: &mut Sheet, track: &Track) {
    let (style, em) = (sheet.style, sheet.style.em());
    let words = "目标100%";
    let half = Role::Tick.width(style, words) / 2.0;
    let x = track.place(100.0).clamp(half, (sheet.width - half).max(half));
    sheet.text(Role::Tick, Anchor::Middle, (x, 0.75 * em), words);
}

/// The texts above one track: the name at the left; what is done and the target at the right, or below the name where
/// one line is too short for both.
struct RowTexts<'a> {
    name: Wrapped,
    done: &'a str,
    target: Wrapped,
    /// Whether `done` and `target` share the line of the name.
    beside: bool,
    stages: Stages,
}

impl<'a> RowTexts<'a> {
    fn new(row: &'a ProgressRow, track: &Track, style: &Style) -> Self {
        let em = style.em();
        // A label that repeats the percent at the end of the track says nothing new.
        let done = if looks_like(&row.label.text, &row.completion.text) { "" } else { &row.label.text };
        let target = match row.target.text.as_str() {
            "" => String::new(),
            target if target.contains("目标") => target.to_string(),
            target => format!("目标{target}"),
        };
        let facts = gap_after(style, done) + Role::Note.width(style, &target);
        let beside = Role::Name.width(style, row.name.trim()) + facts + 1.5 * em <= style.width;
        let name = wrap(style, Role::Name, &row.name, style.width, 2);
        let target = wrap(style, Role::Note, &target, style.width - gap_after(style, done), 2);
        let stages = Stages::new(&row.milestones, |percent| track.place(percent), style);
        Self { name, done, target, beside: beside || facts == 0.0, stages }
    }

    fn lines(&self) -> f64 {
        let below = if self.beside { 0 } else { self.target.lines.len() };
        (self.name.lines.len() + below) as f64
    }

    fn track_middle(&self, em: f64) -> f64 {
        self.lines() * 1.35 * em + 0.55 * em
    }

    fn height(&self, em: f64) -> f64 {
        self.track_middle(em) + self.stages.height(em) + 1.45 * em
    }

    fn draw(&self, sheet: &mut Sheet, top: f64) {
        let (style, em) = (sheet.style, sheet.style.em());
        let mut middle = top + 0.65 * em;
        for (i, line) in self.name.lines.iter().enumerate() {
            middle = top + 0.65 * em + 1.35 * em * i as f64;
            sheet.text_with_tooltip(Role::Name, Anchor::Start, (0.0, middle), line, self.name.full.as_deref());
        }
        let gap = gap_after(style, self.done);
        let mut x = sheet.width - gap - self.target.width(style, Role::Note);
        if !self.beside {
            middle += 1.35 * em;
            x = 0.0;
        }
        sheet.text(Role::Value, Anchor::Start, (x, middle), self.done);
        for (i, line) in self.target.lines.iter().enumerate() {
            let at = (x + gap, middle + 1.35 * em * i as f64);
            sheet.text_with_tooltip(Role::Note, Anchor::Start, at, line, self.target.full.as_deref());
        }
    }
}

/// Width of what is done with the room behind it.
fn gap_after(style: &Style, done: &str) -> f64 {
    if done.is_empty() { 0.0 } else { Role::Value.width(style, done) + 0.8 * style.em() }
}

fn draw_track(sheet: &mut Sheet, row: &ProgressRow, track: &Track, middle: f64) {
    let em = sheet.style.em();
    let (half, goal) = (0.34 * em, track.place(100.0));
    let band = |from: f64, to: f64| Area { x: from, y: middle - half, width: to - from, height: 2.0 * half };
    sheet.rect(Shape::Track, band(track.left, goal));
    let Some(percent) = row.percent else {
        sheet.line(Shape::Goal, &[(goal, middle - 0.6 * em), (goal, middle + 0.6 * em)]);
        sheet.text(Role::Note, Anchor::Start, (goal + 0.5 * em, middle), without_percent(row));
        return;
    };
    let percent = super::float(percent);
    let end = track.place(percent);
    sheet.rect(Shape::Done, band(track.left, end.min(goal)));
    sheet.rect(Shape::Beyond, band(goal, end));
    if percent > track.full {
        for shift in [1.6, 1.1] {
            let x = end - shift * em;
            sheet.line(Shape::Cut, &[(x - 0.25 * em, middle + half), (x + 0.25 * em, middle - half)]);
        }
    }
    sheet.line(Shape::Goal, &[(goal, middle - 0.6 * em), (goal, middle + 0.6 * em)]);
    let x = end.max(goal) + 0.5 * em;
    sheet.text(Role::Total, Anchor::Start, (x, middle), &row.completion.text);
}

/// Width of what stands behind a track.
fn label_width(style: &Style, row: &ProgressRow) -> f64 {
    match row.percent {
        Some(_) => Role::Total.width(style, &row.completion.text),
        None => Role::Note.width(style, without_percent(row)),
    }
}
