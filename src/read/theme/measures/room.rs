//! Whether the measures of a theme leave room to print in. Comes in: all measures, and which of them the file at hand has
//! written. Goes out: findings at those, each with what fits. Where a file has written none of the measures at fault, they are
//! not its fault.

use super::MEASURES;
use crate::finding::Finding;
use crate::model::theme::{GUTTER, MM, Theme};
use crate::read::Field;
use std::collections::BTreeMap;

/// The measures that a file has written, by their English names.
type Written<'f> = BTreeMap<&'static str, Field<'f>>;

/// Measures that share one side of a paper with the text.
struct Side {
    /// How much there is, in points: of A4, or of the paper that the theme names.
    paper: Paper,
    measures: &'static [&'static str],
    /// Points that the template keeps for itself.
    kept: f64,
    /// The least that text needs, in points.
    least: f64,
    /// The same in words.
    words: (&'static str, &'static str),
}

enum Paper {
    Fixed(f64),
    /// A measure, and the measure under which it is written.
    Named(&'static str, &'static str),
}

/// Lines of ten characters and pages of five lines: less is no page but a slip. Official text is 3号 on a pitch of 29.6 pt, books
/// are 五号 on about 18 pt; the head and foot of a newspaper page take 47 mm (`columns.typ`).
const SIDES: [Side; 6] = [
    Side {
        paper: Paper::Fixed(210.0 * MM),
        measures: &["official-left", "official-right"],
        kept: 0.0,
        least: 157.5,
        words: ("一行十个字", "a line of ten characters"),
    },
    Side {
        paper: Paper::Fixed(297.0 * MM),
        measures: &["official-top", "official-bottom"],
        kept: 0.0,
        least: 148.0,
        words: ("一页五行", "a page of five lines"),
    },
    Side {
        paper: Paper::Named("book-width", "book-paper"),
        measures: &["book-inside", "book-outside"],
        kept: 0.0,
        least: 105.0,
        words: ("一行十个字", "a line of ten characters"),
    },
    Side {
        paper: Paper::Named("book-height", "book-paper"),
        measures: &["book-top", "book-bottom"],
        kept: 0.0,
        least: 90.0,
        words: ("一页五行", "a page of five lines"),
    },
    Side {
        paper: Paper::Named("feature-width", "feature-paper"),
        measures: &["feature-margin", "feature-margin"],
        kept: 0.0,
        least: LEAST_COLUMN,
        words: ("一栏", "one column"),
    },
    Side {
        paper: Paper::Named("feature-height", "feature-paper"),
        measures: &[],
        kept: 47.0 * MM,
        least: 90.0,
        words: ("报头和几行正文", "the head and a few lines"),
    },
];

/// Six characters of the smallest type of a newspaper page, in points.
const LEAST_COLUMN: f64 = 60.0;

/// The largest that are no slip, in millimetres: printers ask for a bleed of 3 mm, red rules are about 0.5 mm thick, and no press
/// takes a sheet larger than A0.
const LARGEST: [(&str, &str, f64); 6] = [
    ("bleed", "bleed", 20.0),
    ("red-rule", "red-rule", 5.0),
    ("feature-width", "feature-paper", 1189.0),
    ("feature-height", "feature-paper", 1189.0),
    ("book-width", "book-paper", 1189.0),
    ("book-height", "book-paper", 1189.0),
];

pub(super) fn tell(written: &Written, theme: &Theme) {
    for (measure, key, largest) in LARGEST {
        let Some((field, points)) = written.get(key).zip(theme.points(measure)) else { continue };
        if points > largest * MM {
            field.form.tell(no_room(field, key).help(
                format!("最大 {largest} 毫米；核对数和单位（mm 毫米、cm 厘米、pt 点）"),
                format!("at most {largest}mm; look at the number and its unit (mm, cm, pt)"),
            ));
        }
    }
    SIDES.iter().for_each(|side| tell_side(side, written, theme));
    tell_columns(written, theme);
}

fn tell_side(side: &Side, written: &Written, theme: &Theme) {
    let (paper, paper_key) = match side.paper {
        Paper::Fixed(points) => (Some(points), None),
        Paper::Named(measure, key) => (theme.points(measure), Some(key)),
    };
    let taken: Option<f64> = side.measures.iter().map(|measure| theme.points(measure)).sum();
    let Some((paper, taken)) = paper.zip(taken) else { return };
    let free = paper - side.kept;
    let Some((key, field)) = first_of(side.measures.iter().copied().chain(paper_key), written) else { return };
    if free - taken >= side.least {
        return;
    }
    let (zh, en) = side.words;
    let finding = no_room(field, key);
    let most = ((free - side.least) / MM).floor();
    field.form.tell(match side.measures {
        [first, second] if first == second && most >= 2.0 => finding.help(
            format!("要放得下{zh}，“{}”最多 {} 毫米", chinese(first), (most / 2.0).floor()),
            format!("for {en}, `{first}` is at most {}mm", (most / 2.0).floor()),
        ),
        [first, second] if first != second && most > 0.0 => finding.help(
            format!("要放得下{zh}，“{}”和“{}”加起来最多 {most} 毫米", chinese(first), chinese(second)),
            format!("for {en}, `{first}` and `{second}` are at most {most}mm together"),
        ),
        _ => finding.help(format!("纸太小，放不下{zh}：换大一些的纸"), format!("the paper is too small for {en}")),
    });
}

/// Columns narrower than a few characters.
fn tell_columns(written: &Written, theme: &Theme) {
    let columns: Option<f64> = theme.measures.get("feature-columns").and_then(|count| count.parse().ok());
    let Some((columns, text)) = columns.zip(theme.feature_text_width()) else { return };
    let most = ((text + GUTTER) / (LEAST_COLUMN + GUTTER)).floor();
    let keys = ["feature-columns", "feature-margin", "feature-paper"];
    let Some((key, field)) = first_of(keys.into_iter(), written) else { return };
    // Where not one column fits, the margins have been told.
    if columns > most && most >= 1.0 {
        field.form.tell(no_room(field, key).help(
            format!("每栏不到六个字：这样的纸和页边最多分 {most} 栏，或减小“专版页边”、换大一些的纸"),
            format!("columns of less than six characters: at most {most} fit such a paper and margin"),
        ));
    }
}

/// The first of some measures that the file has written.
fn first_of<'w, 'f>(
    mut measures: impl Iterator<Item = &'static str>,
    written: &'w Written<'f>,
) -> Option<(&'static str, &'w Field<'f>)> {
    measures.find_map(|measure| Some((measure, written.get(measure)?)))
}

fn no_room(field: &Field, key: &str) -> Finding {
    let zh = chinese(key);
    field.error("no-room", format!("“{zh}”这样写，版面放不下"), format!("`{key}` leaves no room to print in"))
}

fn chinese(measure: &str) -> &str {
    MEASURES.iter().find(|(en, ..)| *en == measure).map_or(measure, |(_, zh, _)| zh)
}
