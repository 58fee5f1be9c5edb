//! A site as something to hand on: a folder and a `.zip` that open from `file://` on any desktop, on Windows too. Comes in: an output folder. Goes
//! out: the start page on top, the site in a folder below it, the same in one file. Looks first whether names and links bear that.

use super::manifest::{MANIFEST, Manifest};
use super::site::Site;
use crate::container::{Container, Form};
use crate::disk::named;
use crate::finding::{Finding, Place, visible};
use crate::model::Date;
use crate::publish;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The page on top, and the folder of the site beside it.
pub const START: &str = "打开这里.html";
pub const SITE: &str = "网站";

/// Characters of a path that some programs on Windows still take: the rest of 260 is for where the pack is put.
const LONGEST: usize = 200;

/// The time of every file in a pack, the first that a .zip knows: the same site gives the same bytes.
const ALWAYS: Date = Date { year: 1980, month: Some(1), day: Some(1) };

/// What was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub folder: PathBuf,
    pub zip: PathBuf,
    pub files: usize,
    /// Of the `.zip`.
    pub bytes: u64,
    pub findings: Vec<Finding>,
}

/// Packs the site of an output folder into `to/<name>` and `to/<name>.zip`. Where something in it cannot be opened so, nothing is
/// written, and why is among the findings. `Err` is for a disk that fails.
pub fn pack(out: &Path, to: &Path, title: &str) -> io::Result<Packed> {
    let site = Site::read(out)?;
    let name = safe_name(title);
    let (folder, zip) = (to.join(&name), to.join(format!("{name}.zip")));
    // What only a host on the web has a use for.
    let of_hosts = |path: &str| path == "404.html" || path == "robots.txt" || path.starts_with("sitemap");
    let paths: Vec<&str> = site.files.keys().map(String::as_str).filter(|path| !of_hosts(path)).collect();
    let mut findings = bad_names(&name, &paths);
    for path in paths.iter().filter(|path| path.ends_with(".html")) {
        let html = site.bytes(path)?;
        findings.extend(fixed_links(path, &String::from_utf8_lossy(&html)));
    }
    let mut packed = Packed { folder, zip, files: paths.len() + 1, bytes: 0, findings };
    if crate::finding::has_error(&packed.findings) {
        return Ok(packed);
    }
    let before = earlier(&packed.folder);
    if packed.folder.exists() && before.is_none() {
        let words = "有这个文件夹，但不是打的包，没有动 / this folder exists and is no pack: it was left as it is";
        return Err(io::Error::other(format!("{}: {words}", packed.folder.display())));
    }
    if packed.zip.exists() && !is_pack(&packed.zip, &name) {
        let words = "有这个文件，但不是打的包，没有动 / this file exists and is no pack: it was left as it is";
        return Err(io::Error::other(format!("{}: {words}", packed.zip.display())));
    }
    let start = start_page(title);
    let mut kept = BTreeSet::from([START.to_string()]);
    write_where_other(&packed.folder.join(START), start.as_bytes())?;
    let part = packed.zip.with_extension("zip.part");
    // What a killed run left.
    let _ = fs::remove_file(&part);
    let mut archive = Container::create(Form::Zip, &part, &name, ALWAYS)?;
    archive.put(START, start.len() as u64, &mut start.as_bytes())?;
    for path in paths {
        let bytes = site.bytes(path)?;
        let inner = format!("{SITE}/{path}");
        write_where_other(&packed.folder.join(&inner), &bytes)?;
        archive.put(&inner, bytes.len() as u64, &mut bytes.as_slice())?;
        kept.insert(inner);
    }
    // So that `verify` can tell a file that was changed later.
    let files = site.files.iter().filter(|(path, _)| !of_hosts(path)).map(|(path, item)| (path.clone(), item.clone()));
    let program = concat!("yearbook ", env!("CARGO_PKG_VERSION")).to_string();
    let list = Manifest { program, files: files.collect(), ..Manifest::default() }.text();
    let inner = format!("{SITE}/{MANIFEST}");
    write_where_other(&packed.folder.join(&inner), &list)?;
    archive.put(&inner, list.len() as u64, &mut list.as_slice())?;
    kept.insert(inner);
    archive.finish()?;
    fs::rename(&part, &packed.zip).map_err(|error| named(error, &packed.zip))?;
    packed.bytes = fs::metadata(&packed.zip).map_err(|error| named(error, &packed.zip))?.len();
    for path in before.unwrap_or_default().iter().filter(|path| !kept.contains(*path)) {
        publish::remove(&packed.folder, path)?;
    }
    Ok(packed)
}

/// Whether a file is a `.zip` that an earlier run packed: then the new one takes its place.
fn is_pack(path: &Path, name: &str) -> bool {
    let archive = fs::File::open(path).ok().and_then(|file| zip::ZipArchive::new(io::BufReader::new(file)).ok());
    archive.is_some_and(|archive| archive.index_for_name(&format!("{name}/{START}")).is_some())
}

fn write_where_other(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder).map_err(|error| named(error, folder))?;
    fs::write(file, bytes).map_err(|error| named(error, file))
}

/// The files of an earlier pack, by its own list; `None` for what is no pack.
fn earlier(folder: &Path) -> Option<BTreeSet<String>> {
    let list = Manifest::read(&fs::read(folder.join(SITE).join(MANIFEST)).ok()?)?;
    Some(list.files.into_keys().map(|path| format!("{SITE}/{path}")).collect())
}

/// A title as the name of a folder.
fn safe_name(title: &str) -> String {
    let name: String = title.chars().filter(|c| !is_forbidden(*c) && *c != '/').take(40).collect();
    let name = name.trim_matches([' ', '.']).to_string();
    if name.is_empty() || is_reserved(&name) { "网站".to_string() } else { name }
}

/// Characters that no name on Windows may have.
fn is_forbidden(c: char) -> bool {
    c.is_control() || "<>:\"\\|?*".contains(c)
}

/// Names of devices, with any ending.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word).is_some_and(|rest| rest.chars().count() == 1 && "123456789¹²³".contains(rest))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// Paths that a desktop with Windows cannot hold.
fn bad_names(name: &str, paths: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        let shown = visible(path);
        let place = || Place::file(path);
        let mut parts = path.split('/');
        if let Some(part) = parts.find(|part| {
            part.chars().any(is_forbidden) || part.ends_with(['.', ' ']) || part.starts_with('.') || is_reserved(part)
        }) {
            let part = visible(part);
            findings.push(Finding::error(
                "unfit-for-pack",
                place(),
                format!("Windows 上不能有“{part}”这样的名字：{shown}"),
                format!("Windows cannot hold the name `{part}`: {shown}"),
            ));
        }
        if let Some(other) = folded.insert(path.to_lowercase(), path) {
            let other = visible(other);
            findings.push(Finding::error(
                "unfit-for-pack",
                place(),
                format!("{shown} 和 {other} 只差大小写，在 Windows 上是同一个文件"),
                format!("{shown} and {other} are one file on Windows, where case makes no difference"),
            ));
        }
        let length = format!("{name}/{SITE}/{path}").encode_utf16().count();
        if length > LONGEST {
            findings.push(Finding::warning(
                "unfit-for-pack",
                place(),
                format!("路径长 {length} 个字符，解压到深处的文件夹时 Windows 可能打不开：{shown}"),
                format!(
                    "a path of {length} characters, which Windows may not open where it is unpacked deep down: {shown}"
                ),
            ));
        }
    }
    let help =
        ("把图片或文稿的文件名改短、改成普通的字", "give the picture or the report a shorter, plainer file name");
    findings.into_iter().map(|finding| finding.help(help.0, help.1)).collect()
}

/// What a page loads from a host or from the root of one. That a link leads to another site, or a head says the page's own address, is no fault.
fn fixed_links(path: &str, html: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if name.is_empty() || name.starts_with('!') {
            continue;
        }
        for attribute in ["href=\"", "src=\"", "srcset=\"", "action=\"", "poster=\"", "data=\""] {
            let Some(start) = tag.find(&format!(" {attribute}")) else { continue };
            let value = &tag[start + 1 + attribute.len()..];
            let value = value.split('"').next().unwrap_or_default();
            let says_address = name == "a" || (name == "link" && !tag.contains("stylesheet") && !tag.contains("icon"));
            let is_of_host = value.starts_with("http:") || value.starts_with("https:");
            let is_fixed = value.starts_with('/') || value.starts_with("file:") || (is_of_host && !says_address);
            if is_fixed {
                let value = visible(value);
                findings.push(
                    Finding::error(
                        "unfit-for-pack",
                        Place::file(path),
                        format!("网页里有离开主机就打不开的地址：{value}"),
                        format!("the page has an address that leads nowhere without its host: {value}"),
                    )
                    .help(
                        "多半在主题的模板里：换成相对的地址",
                        "it stands in a template of the theme, most likely: write a relative address",
                    ),
                );
            }
        }
    }
    findings
}

/// The page that is opened first. It says what to do where only it was taken out of the `.zip`.
fn start_page(title: &str) -> String {
    let escaped = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        r#"<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escaped}</title>
<style>body{{margin:15vh auto;max-width:32em;padding:0 1em;color:#1f2328;font:1.1em/1.8 "Source Han Serif SC","Noto Serif CJK SC",SimSun,serif}}a{{color:#b3261e;font-size:1.5em}}</style>
</head>
<body>
<p><a href="{SITE}/index.html">{escaped}</a></p>
<p>打不开，就先把压缩包全部解压出来，再打开这一页。</p>
</body>
</html>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(paths: &[&str]) -> Vec<&'static str> {
        bad_names("年报", paths).iter().map(|f| f.severity.name()).collect()
    }

    #[test]
    fn names_are_safe_on_windows() {
        assert!(told(&["index.html", "images/一张图.png", "a.b/c-d_e.html", "console.html", "com10.txt"]).is_empty());
        for bad in
            ["a:b.png", "aux/index.html", "images/nul.png", "COM1.txt", "a /b.html", "x./y", "问?.png", ".well/a"]
        {
            assert_eq!(told(&[bad]), ["error"], "{bad}");
        }
        assert_eq!(told(&["images/A.png", "images/a.png"]), ["error"]);
        assert_eq!(told(&[&"长".repeat(200)]), ["warning"]);
        assert_eq!((safe_name("a/b: 年报. "), safe_name("NUL")), ("ab 年报".to_string(), "网站".to_string()));
    }

    #[test]
    fn pages_load_nothing_from_a_host() {
        let fine = r#"<link rel="canonical" href="https://h/a"><a href="https://h/b">b</a><a href="../c.html#d">c</a><img src="x.png">"#;
        assert!(fixed_links("a.html", fine).is_empty());
        for bad in [
            r#"<a href="/a/b.html">"#,
            r#"<script src="https://h/a.js">"#,
            r#"<link rel="stylesheet" href="https://h/a.css">"#,
            r#"<img alt="" src="/a.png">"#,
        ] {
            assert_eq!(fixed_links("a.html", bad).len(), 1, "{bad}");
        }
    }
}
