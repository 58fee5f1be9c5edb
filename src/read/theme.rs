//! A theme from `themes/<name>/` of the site, on top of the standard theme that the program carries.

#![expect(clippy::disallowed_methods, reason = "the one file that reads the themes folder")]

mod measures;
mod strays;

use super::yaml::Node;
use super::{Field, Form, tree};
use crate::disk::named;
use crate::finding::{Finding, Place};
use crate::model::theme::Theme;
use crate::source::Texts;
use include_dir::{Dir, include_dir};
use std::{collections::BTreeMap, io, path::Path, sync::Arc};

static STANDARD: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/standard");

/// The standard theme with whatever the site's own theme of that name puts in its place, file by file. A theme that
/// nobody knows is a finding.
pub fn theme(root: &Path, name: &str, language: &str) -> io::Result<(Theme, Texts, Vec<Finding>)> {
    let mut texts = Texts::default();
    let mut findings = Vec::new();
    let (mut files, outside) = files(root, name)?;
    let as_read = hash(&files, &outside);
    findings.extend(outside);
    for (path, stray) in strays::strays(&files) {
        if strays::is_left_out(&path) {
            files.remove(&path);
        }
        findings.push(stray);
    }
    // The standard settings and words stand below the site's own: it writes only the keys that it changes.
    let mut settings: Vec<(Arc<str>, String)> = Vec::new();
    for path in ["theme.yaml", "words/zh-CN.yaml"] {
        let file = STANDARD.get_file(path).expect("the program carries its standard theme");
        let origin = format!("themes/standard/{path}");
        settings.push((Arc::from(origin), String::from_utf8_lossy(file.contents()).into_owned()));
    }
    if !language.is_empty() && !files.contains_key(&format!("words/{language}.yaml")) {
        findings.push(no_words(language));
    }
    let mut theme = Theme { name: name.to_string(), as_read, ..Theme::default() };
    for (path, (origin, bytes)) in files {
        if let Some(asset) = path.strip_prefix("assets/") {
            theme.assets.insert(asset.to_string(), bytes);
            continue;
        }
        let Ok(text) = String::from_utf8(bytes) else {
            findings.push(
                Finding::error("wrong-encoding", Place::file(&origin), "文件不是 UTF-8", "the file is not UTF-8")
                    .help("另存为 UTF-8；图片、字体放进 assets", "save it as UTF-8; pictures and fonts go to assets"),
            );
            continue;
        };
        let text = text.replace("\r\n", "\n");
        texts.insert(Arc::from(origin.as_str()), Arc::from(text.as_str()));
        theme.origin.insert(path.clone(), origin.clone());
        if let Some(page) = path.strip_prefix("web/") {
            theme.web.insert(page.to_string(), text);
        } else if let Some(sheet) = path.strip_prefix("print/") {
            theme.print.insert(sheet.to_string(), text);
        } else if (path == "theme.yaml" || path == format!("words/{language}.yaml"))
            && !settings.iter().any(|(file, standard)| **file == *origin && *standard == text)
        {
            settings.push((Arc::from(origin.as_str()), text));
        }
    }
    findings.extend(settings.iter().flat_map(|(file, text)| apply(file, text, &mut theme)));
    if let Some(columns) = measures::fitting_columns(&theme) {
        theme.measures.entry("feature-columns".to_string()).or_insert(columns);
    }
    Ok((theme, texts, findings))
}

/// Every file of a theme as it counts, by its path below the theme: where it stands, and its bytes. The site's own stand in the place
/// of the standard ones.
type Files = BTreeMap<String, (String, Vec<u8>)>;

fn files(root: &Path, name: &str) -> io::Result<(Files, Vec<Finding>)> {
    let mut files = Files::new();
    embedded(&STANDARD, &mut files);
    let known_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let folder = format!("themes/{name}");
    let (entries, mut findings) = if known_name { tree::files(root, &folder)? } else { Default::default() };
    if name != "standard" && entries.is_empty() {
        findings.push(unknown_theme(name));
    }
    for entry in entries {
        let bytes = std::fs::read(&entry.disk).map_err(|error| named(error, &entry.disk))?;
        files.insert(entry.path[folder.len() + 1..].to_string(), (entry.path.to_string(), bytes));
    }
    Ok((files, findings))
}

/// The same for who keeps a theme with what was made by it: a whole theme, which needs no standard theme below it.
pub fn theme_files(root: &Path, name: &str) -> io::Result<BTreeMap<String, Vec<u8>>> {
    Ok(files(root, name)?.0.into_iter().map(|(path, (_, bytes))| (path, bytes)).collect())
}

/// What [`Theme::as_read`] would be, read now.
pub fn theme_as_read(root: &Path, name: &str) -> io::Result<String> {
    let (files, outside) = files(root, name)?;
    Ok(hash(&files, &outside))
}

fn hash(files: &Files, outside: &[Finding]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, (origin, bytes)) in files {
        hasher.update(format!("{path:?} {origin:?} {} ", bytes.len()).as_bytes());
        hasher.update(bytes);
    }
    hasher.update(format!("{outside:?}").as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// Puts the settings or words of one file over those that are there. A file that says nothing, as one of comments alone, changes none.
fn apply(file: &Arc<str>, text: &str, theme: &mut Theme) -> Vec<Finding> {
    let form = Form::new(file.clone(), 0);
    if let Some(node) = form.parse(text).filter(|node| !matches!(node, Node::Null)) {
        match file.ends_with("theme.yaml") {
            true => settings_of(&form.root(&node), theme),
            false => theme.words.extend(words(&form.root(&node))),
        }
    }
    form.into_findings()
}

fn unknown_theme(name: &str) -> Finding {
    Finding::error(
        "unknown-theme",
        Place::key("content/site.yaml", &["theme"]),
        format!("没有主题“{name}”"),
        format!("there is no theme `{name}`"),
    )
    .help(
        format!("建文件夹 themes/{name}，或写 theme: standard"),
        format!("make the folder themes/{name}, or write theme: standard"),
    )
}

/// The finding for a theme that the command line asks for.
pub fn unknown_asked_theme(name: &str) -> Finding {
    Finding::error(
        "unknown-theme",
        Place::file(&format!("themes/{name}")),
        format!("没有主题“{name}”，是 --theme 要的"),
        format!("there is no theme `{name}`, which --theme asks for"),
    )
    .help(
        format!("建文件夹 themes/{name}，或者去掉 --theme"),
        format!("make the folder themes/{name}, or leave --theme out"),
    )
}

/// The finding for a language in which the theme has no words.
fn no_words(language: &str) -> Finding {
    Finding::error(
        "missing-file",
        Place::key("content/site.yaml", &["language"]),
        format!("主题没有“{language}”的用词（words/{language}.yaml）"),
        format!("the theme has no words in `{language}` (words/{language}.yaml)"),
    )
    .help("写 language: zh-CN，或在主题里写一份用词", "write language: zh-CN, or add such a file to the theme")
}

fn embedded(folder: &Dir, files: &mut Files) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path.clone(), (format!("themes/standard/{path}"), file.contents().to_vec()));
    }
    folder.dirs().for_each(|below| embedded(below, files));
}

fn settings_of(root: &Field, theme: &mut Theme) {
    let Some(map) = root.mapping() else { return };
    map.text(&["name", "名称"]);
    if let Some(field) = map.field(&["palette", "颜色"]) {
        let written = palette(&field);
        // A site that changes its one colour has it on dark screens too; greys and papers stay apart.
        if written.contains_key("accent") {
            theme.dark.palette.remove("accent");
            theme.contrast.palette.remove("accent");
        }
        theme.palette.extend(written);
    }
    if let Some(field) = map.field(&["series", "系列颜色"]) {
        theme.series = series(&field);
        theme.dark.series.clear();
        theme.contrast.series.clear();
    }
    for (colours, keys) in [
        (&mut theme.dark, [["palette-dark", "深色颜色"], ["series-dark", "深色系列颜色"]]),
        (&mut theme.contrast, [["palette-contrast", "高对比颜色"], ["series-contrast", "高对比系列颜色"]]),
    ] {
        if let Some(field) = map.field(&keys[0]) {
            colours.palette.extend(palette(&field));
        }
        if let Some(field) = map.field(&keys[1]) {
            colours.series = series(&field);
        }
    }
    if let Some(all) = map.field(&["fonts", "字体"]).and_then(|field| field.mapping()) {
        theme.fonts.extend(all.all().into_iter().map(|(role, field)| (role, field.texts())));
    }
    if let Some(field) = map.field(&["measures", "尺寸"]) {
        measures::put(&field, theme);
    }
    map.finish();
}

fn palette(field: &Field) -> BTreeMap<String, String> {
    let written = words(field);
    written.iter().for_each(|(name, colour)| tell_bad_colour(field, name, colour));
    written
}

fn series(field: &Field) -> Vec<String> {
    let written = field.texts();
    written.iter().for_each(|colour| tell_bad_colour(field, "series", colour));
    written
}

fn tell_bad_colour(field: &Field, name: &str, colour: &str) {
    let is_colour =
        colour.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if !is_colour {
        field.form.tell(
            field
                .error("bad-colour", format!("{name} 的颜色“{colour}”不成颜色"), format!("`{colour}` is no colour"))
                .help(
                    "写成 \"#b3261e\" 这样：# 和六位十六进制，加引号",
                    "write # and six hexadecimal digits in quotes: \"#b3261e\"",
                ),
        );
    }
}

fn words(root: &Field) -> BTreeMap<String, String> {
    let Some(map) = root.mapping() else { return BTreeMap::new() };
    map.all().into_iter().filter_map(|(key, field)| Some((key, field.text()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_changes_nothing() {
        let mut theme = Theme::default();
        for (file, text) in [("themes/ours/theme.yaml", ""), ("themes/ours/words/zh-CN.yaml", "# 以后再写\n")] {
            assert!(apply(&Arc::from(file), text, &mut theme).is_empty(), "{file}");
        }
    }

    #[test]
    fn a_site_that_changes_its_colour_changes_it_on_dark_screens_too() {
        let standard = STANDARD.get_file("theme.yaml").and_then(|file| file.contents_utf8()).expect("settings");
        let file: Arc<str> = Arc::from("themes/standard/theme.yaml");
        let mut theme = Theme::default();
        assert!(apply(&file, standard, &mut theme).is_empty());
        assert_eq!(theme.dark.series.len(), theme.series.len());
        let before = theme.dark.palette.clone();
        assert!(apply(&file, "palette: { accent: '#0a5c36', paper: '#fffdf5' }\n", &mut theme).is_empty());
        let mut expected = before.clone();
        assert!(expected.remove("accent").is_some());
        assert_eq!(theme.dark.palette, expected);
        let both = "series: ['#0a5c36']\npalette-dark: { accent: '#7ee787' }\n";
        assert!(apply(&file, both, &mut theme).is_empty());
        assert_eq!(theme.dark.palette["accent"], "#7ee787");
        assert!(theme.dark.series.is_empty() && theme.contrast.series.is_empty());
    }
}
