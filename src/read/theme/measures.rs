//! The measures of a theme: which there are, under which names, and what each may be. What goes out can be printed as Typst
//! without another look: a length is a length there, and `room` has seen that text fits between the margins.

mod room;

use crate::finding::nearest;
use crate::model::theme::{GUTTER, Theme};
use crate::read::Field;
use std::collections::BTreeMap;

enum Kind {
    /// 37mm, 2.5cm, 12pt
    Length,
    /// A name of [`PAPERS`], or two lengths: 210mm×285mm.
    Paper,
    Switch,
    /// 1 to 9.
    Count,
}

/// Papers by their names in English and Chinese, and their width and height.
const PAPERS: [(&str, &str, &str, &str); 6] = [
    ("a4", "A4", "210mm", "297mm"),
    ("a3", "A3", "297mm", "420mm"),
    ("large-16", "大16开", "210mm", "285mm"),
    ("16", "16开", "185mm", "260mm"),
    ("tabloid", "四开报", "270mm", "390mm"),
    ("broadsheet", "对开报", "390mm", "540mm"),
];

/// English and Chinese names. The values stand in the standard theme's `theme.yaml`.
const MEASURES: [(&str, &str, Kind); 16] = [
    ("official-top", "公文天头", Kind::Length),
    ("official-bottom", "公文地脚", Kind::Length),
    ("official-left", "公文订口", Kind::Length),
    ("official-right", "公文翻口", Kind::Length),
    ("red-rule", "红线粗细", Kind::Length),
    ("feature-paper", "专版纸张", Kind::Paper),
    ("feature-margin", "专版页边", Kind::Length),
    ("feature-columns", "专版栏数", Kind::Count),
    ("book-paper", "书籍纸张", Kind::Paper),
    ("book-top", "书籍天头", Kind::Length),
    ("book-bottom", "书籍地脚", Kind::Length),
    ("book-inside", "书籍订口", Kind::Length),
    ("book-outside", "书籍切口", Kind::Length),
    ("bleed", "出血", Kind::Length),
    ("crop-marks", "裁切线", Kind::Switch),
    ("greyscale", "灰度", Kind::Switch),
];

/// Puts the measures of one file over those that are there. `<name>-paper` becomes `<name>-width` and `<name>-height`.
pub(super) fn put(field: &Field, theme: &mut Theme) {
    let Some(map) = field.mapping() else { return };
    let mut written = BTreeMap::new();
    let measures = &mut theme.measures;
    for (key, field) in map.all() {
        let Some((name, _, kind)) = MEASURES.iter().find(|(en, zh, _)| *en == key || *zh == key) else {
            tell_unknown(&field, &key);
            continue;
        };
        let Some(text) = field.text() else { continue };
        written.insert(*name, field.clone());
        match kind {
            Kind::Length if is_length(&text) => drop(measures.insert(name.to_string(), text)),
            Kind::Length => field.tell_wrong_shape("长度", "a length", &format!("{key}: 37mm")),
            Kind::Paper => match paper(&text) {
                Some((width, height)) => {
                    let what = name.trim_end_matches("paper");
                    measures.insert(format!("{what}width"), width);
                    measures.insert(format!("{what}height"), height);
                }
                None => {
                    let known: Vec<&str> = PAPERS.iter().map(|(_, zh, ..)| *zh).collect();
                    let zh = format!("{}之一，或宽×高", known.join("、"));
                    field.tell_wrong_shape(&zh, "a paper, or width×height", &format!("{key}: 210mm×285mm"));
                }
            },
            Kind::Switch => drop(measures.insert(name.to_string(), field.is_true().to_string())),
            Kind::Count => match text.parse::<u8>() {
                Ok(count @ 1..=9) => drop(measures.insert(name.to_string(), count.to_string())),
                _ => field.tell_wrong_shape("1 到 9", "1 to 9", &format!("{key}: 4")),
            },
        }
    }
    room::tell(&written, theme);
}

/// A newspaper sets no fewer characters in a line, and its type is 9.5 pt.
const NARROWEST: f64 = 13.0 * 9.5;

/// How many columns a newspaper page has where no theme says it: as many as are wide enough.
pub(super) fn fitting_columns(theme: &Theme) -> Option<String> {
    Some(((theme.feature_text_width()? + GUTTER) / (NARROWEST + GUTTER)).floor().clamp(1.0, 9.0).to_string())
}

fn tell_unknown(field: &Field, key: &str) {
    let names = MEASURES.iter().flat_map(|(en, zh, _)| [*en, *zh]);
    let near = nearest(key, names);
    let (zh, en) = match near.first() {
        Some(near) => (format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
        None => ("见 docs/content.md 的尺寸表".to_string(), "see the table of measures in docs/content.md".to_string()),
    };
    let finding = field.error("unknown-key", format!("没有“{key}”这个尺寸"), format!("there is no measure `{key}`"));
    field.form.tell(finding.help(zh, en));
}

/// A positive decimal and a unit that a ruler knows.
fn is_length(text: &str) -> bool {
    ["mm", "cm", "pt"].iter().any(|unit| text.strip_suffix(unit).is_some_and(is_decimal))
}

fn is_decimal(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |digits: &str| (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    are_digits(whole) && are_digits(part)
}

fn paper(text: &str) -> Option<(String, String)> {
    if let Some((.., width, height)) = PAPERS.iter().find(|(en, zh, ..)| *en == text || *zh == text) {
        return Some((width.to_string(), height.to_string()));
    }
    let (width, height) = text.split_once(['×', 'x', 'X'])?;
    let (width, height) = (width.trim(), height.trim());
    (is_length(width) && is_length(height)).then(|| (width.to_string(), height.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_a_unit_of_the_ruler() {
        assert!(["37mm", "2.5cm", "0.35mm", "12pt", "0mm"].iter().all(|text| is_length(text)));
        assert!(
            ["37", "mm", "-3mm", "3 mm", "1e9mm", "3em", "3mm + 1pt", "37mm}", "１mm"].iter().all(|t| !is_length(t))
        );
    }

    #[test]
    fn a_newspaper_page_has_as_many_columns_as_fit_its_paper() {
        let columns = |width: &str, margin: &str| {
            let measures = [("feature-width", width), ("feature-margin", margin)];
            let measures = measures.map(|(name, value)| (name.to_string(), value.to_string())).into();
            fitting_columns(&Theme { measures, ..Theme::default() }).unwrap()
        };
        assert_eq!(["297mm", "270mm", "210mm", "185mm"].map(|width| columns(width, "16mm")), ["5", "4", "3", "3"]);
        assert_eq!([columns("210mm", "40mm"), columns("40mm", "16mm"), columns("900mm", "0mm")], ["2", "1", "9"]);
    }

    #[test]
    fn a_paper_has_a_name_or_two_lengths() {
        assert_eq!(paper("A3"), Some(("297mm".into(), "420mm".into())));
        assert_eq!(paper("210mm × 285mm"), Some(("210mm".into(), "285mm".into())));
        assert_eq!(paper("210×285"), None);
        assert_eq!(paper("信纸"), None);
    }
}
