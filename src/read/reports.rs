//! `content/reports/<year>/<slug>.md`: front matter as a tree and the text as written. What the keys mean is read when
//! the article is composed, because front matter holds references too.

use super::slug::is_slug;
use super::{Form, empty, yaml::Node};
use crate::finding::{Finding, Place};
use std::sync::Arc;

/// A report as written.
#[derive(Clone, Debug)]
pub struct ReportDraft {
    pub file: Arc<str>,
    /// From the name of the file.
    pub slug: String,
    pub front: Node,
    /// The byte at which the YAML of the front matter starts.
    pub front_from: usize,
    /// The byte at which the text starts; it goes to the end of the file.
    pub body_from: usize,
    pub text: Arc<str>,
}

pub fn report(file: &Arc<str>, text: &Arc<str>) -> (Option<ReportDraft>, Vec<Finding>) {
    let name = file.rsplit('/').next().unwrap_or(file);
    let slug = name.strip_suffix(".md").unwrap_or(name).to_string();
    if !is_slug(&slug) || !name.ends_with(".md") {
        let finding = Finding::error(
            "bad-id",
            Place::file(file),
            format!("文件名“{name}”不能作网址"),
            format!("`{name}` cannot be an address"),
        )
        .help(
            "文件名只用小写字母、数字和连字符，最多80个，以 .md 结尾",
            "use at most 80 of a–z, 0–9 and hyphens, ending in .md",
        );
        return (None, vec![finding]);
    }
    let (front, front_from, body_from, findings) = front_matter(file, text);
    let draft =
        front.map(|front| ReportDraft { file: file.clone(), slug, front, front_from, body_from, text: text.clone() });
    (draft, findings)
}

/// The tree of the front matter, and the bytes at which it and the text behind it start.
pub(super) fn front_matter(file: &Arc<str>, text: &str) -> (Option<Node>, usize, usize, Vec<Finding>) {
    if text.trim().is_empty() {
        return (None, 0, 0, vec![empty(file)]);
    }
    let end = text.starts_with("---\n").then(|| text[4..].find("\n---").map(|i| i + 4)).flatten();
    let after = end.map(|end| (end, text[end + 4..].find('\n').map_or(text.len(), |i| end + 4 + i + 1)));
    let Some((end, body_from)) = after else {
        let finding = Finding::error(
            "no-front-matter",
            Place::bytes(file, 0..0),
            "开头没有用 --- 围起来的文件头",
            "there is no front matter between two lines of ---",
        )
        .help(
            "第一行写 ---，下面写 genre、title、region、year、date，再写一行 ---",
            "start with ---, then genre, title, region, year, date, then ---",
        );
        return (None, 0, 0, vec![finding]);
    };
    let form = Form::new(file.clone(), 4);
    let front = form.parse(&text[4..=end]);
    (front, 4, body_from, form.into_findings())
}
