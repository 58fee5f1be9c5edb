//! What a file below `content/` is read as, by its path alone. What is read as nothing is told, with the name that it
//! should have where that can be seen: figures in `2022.yaml.txt` must not vanish silently.

use crate::finding::{Finding, Place};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// `site.yaml`, `indicators.yaml`, `regions.yaml`
    Settings,
    /// `data/<code>/<year>.yaml`
    Data,
    /// `reports/<year>/<slug>.md`
    Report,
    /// `summaries/*.md`
    Summary,
    /// `terms.yaml`
    Terms,
    /// `reviews/*.yaml`
    Review,
    /// Below `images/`: copied, not read as text.
    Image,
    /// Nobody reads it.
    Stray,
}

/// Words that are not to be used.
pub(super) const TERMS: &str = "content/terms.yaml";

pub(super) const SETTINGS: [&str; 3] = ["content/site.yaml", "content/indicators.yaml", "content/regions.yaml"];

impl FileKind {
    pub fn of(path: &str) -> Self {
        let below = |folder: &str| path.strip_prefix("content/").and_then(|rest| rest.strip_prefix(folder));
        let name = path.rsplit('/').next().unwrap_or(path);
        if SETTINGS.contains(&path) {
            Self::Settings
        } else if below("images/").is_some() && is_picture(name) {
            Self::Image
        } else if below("data/").is_some() && is_year_file(name) {
            Self::Data
        } else if below("reports/").is_some() && [".md", ".yaml", ".yml"].iter().any(|ending| name.ends_with(ending)) {
            // A report with the wrong ending is told as an address that cannot be.
            Self::Report
        } else if path == TERMS {
            Self::Terms
        } else if below("reviews/").is_some_and(|rest| !rest.contains('/') && rest.ends_with(".yaml")) {
            Self::Review
        } else if below("summaries/").is_some() && name.ends_with(".md") {
            Self::Summary
        } else {
            Self::Stray
        }
    }
}

/// The picture forms that browsers show and Typst sets.
fn is_picture(name: &str) -> bool {
    let name = name.to_lowercase();
    [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"].iter().any(|ending| name.ends_with(ending))
}

/// `2023.yaml`
fn is_year_file(name: &str) -> bool {
    name.strip_suffix(".yaml").is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
}

/// More files of one folder that nobody reads are told as the folder.
const MOST_STRAYS: usize = 20;

/// What to tell of files that nobody reads: of each, or of a folder that somebody has unpacked here with hundreds of them.
pub(super) fn strays(paths: &[Arc<str>]) -> Vec<Finding> {
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
    let of_folders = paths.chunk_by(|one, other| folder(one) == folder(other));
    let told = |files: &[Arc<str>]| match files {
        [first, ..] if files.len() > MOST_STRAYS => vec![stray_folder(&folder(first), files.len())],
        _ => files.iter().map(|path| stray(path)).collect(),
    };
    of_folders.flat_map(told).collect()
}

fn stray_folder(folder: &str, files: usize) -> Finding {
    Finding::warning(
        "stray-file",
        Place::file(folder),
        format!("这个文件夹里有 {files} 个文件没有人用"),
        format!("nothing uses {files} files of this folder"),
    )
    .help(
        "数据放 data（.yaml），文稿放 reports、summaries（.md），图片放 images；不要的就移出 content",
        "figures go to data (.yaml), texts to reports or summaries (.md), pictures to images; move the rest out of content",
    )
}

/// The finding for a file that nobody reads.
fn stray(path: &str) -> Finding {
    let finding = Finding::warning("stray-file", Place::file(path), "这个文件没有人用", "nothing uses this file");
    let without_txt = path.strip_suffix(".txt").filter(|rest| FileKind::of(rest) != FileKind::Stray);
    let as_yaml = path.strip_suffix(".yml").map(|rest| format!("{rest}.yaml"));
    let meant = without_txt.map(str::to_string).or(as_yaml.filter(|path| FileKind::of(path) != FileKind::Stray));
    if let Some(meant) = meant {
        return finding.help(
            format!("改名为 {meant}（记事本另存时，保存类型选“所有文件”）"),
            format!("rename it to {meant} (in Notepad, save as type “All files”)"),
        );
    }
    if path.starts_with("content/data/") {
        return finding.help(
            "数据文件的名字是“年份.yaml”，如 content/data/511100/2023.yaml；不要的就移出 content",
            "a data file is named <year>.yaml, as content/data/511100/2023.yaml; move what is not needed out of content",
        );
    }
    finding.help(
        "数据放 data（.yaml），文稿放 reports、summaries（.md），图片放 images；不要的就移出 content",
        "figures go to data (.yaml), texts to reports or summaries (.md), pictures to images; move the rest out of content",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_a_file_is() {
        for (path, kind) in [
            ("content/site.yaml", FileKind::Settings),
            ("content/data/511100/2023.yaml", FileKind::Data),
            ("content/data/511100/2023.yml", FileKind::Stray),
            ("content/data/511100/2023年.yaml", FileKind::Stray),
            ("content/data/511100/2023.yaml.txt", FileKind::Stray),
            ("content/reports/2023/a.md", FileKind::Report),
            ("content/reports/2023/a.docx", FileKind::Stray),
            ("content/summaries/a.md", FileKind::Summary),
            ("content/images/a.png", FileKind::Image),
            ("content/terms.yaml", FileKind::Terms),
            ("content/reviews/2024-03-01-first.yaml", FileKind::Review),
            ("content/reviews/old/a.yaml", FileKind::Stray),
            ("content/notes.md", FileKind::Stray),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn the_name_that_was_meant_is_said() {
        for path in ["content/data/511100/2023.yaml.txt", "content/data/511100/2023.yml"] {
            assert!(stray(path).help.zh.contains("content/data/511100/2023.yaml（"), "{}", stray(path).help.zh);
        }
        assert!(stray("content/site.yaml.txt").help.en.contains("content/site.yaml "));
    }
}
