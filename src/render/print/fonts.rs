//! The fonts of this machine: found by family, loaded when a document first needs them, shared by all documents. Comes in:
//! folders. Goes out: which family serves which role, which characters are missing. Never downloads anything.

use crate::finding::{Finding, Place};
use crate::model::theme::Theme;
use std::collections::BTreeMap;
use std::path::PathBuf;
use typst::text::{FontVariant, is_default_ignorable};
use typst_kit::fonts::{self, FontPath, FontStore};

/// Every font face that can be used.
pub struct FontBook {
    pub(super) store: FontStore,
    /// The file of each face, by its index in the store.
    files: Vec<PathBuf>,
    fingerprint: String,
}

/// What serves a role of the theme, for the `fonts` command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleReport {
    /// song, hei, kai, fang, title
    pub role: String,
    /// In the order in which they are tried.
    pub wanted: Vec<String>,
    /// The first of them that is here and has Chinese characters.
    pub found: Option<FoundFont>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFont {
    pub family: String,
    pub file: PathBuf,
}

impl FontBook {
    /// Scans the given folders, then the fonts of the system. Where a family is in several places the first counts.
    pub fn scan(extra_folders: &[PathBuf]) -> Self {
        let mut faces: Vec<(FontPath, _)> = Vec::new();
        let folders = extra_folders.iter().map(|folder| fonts::scan(folder).collect::<Vec<_>>());
        for mut found in folders.chain([fonts::system().collect()]) {
            // Folders list their files in any order; a document must not depend on it.
            found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
            faces.extend(found);
        }
        let files = faces.iter().map(|(face, _)| face.path.clone()).collect();
        let mut store = FontStore::new();
        store.extend(faces);
        Self::new(store, files)
    }

    /// No fonts at all.
    pub fn empty() -> Self {
        Self::new(FontStore::new(), Vec::new())
    }

    #[expect(clippy::disallowed_methods, reason = "a font that is replaced has another size")]
    fn new(store: FontStore, files: Vec<PathBuf>) -> Self {
        let mut names: Vec<String> = (0..files.len())
            .filter_map(|i| {
                let info = store.book().info(i)?;
                let size = std::fs::metadata(&files[i]).map_or(0, |file| file.len());
                Some(format!("{}\t{:?}\t{size}\n", info.family, info.variant))
            })
            .collect();
        names.sort();
        let fingerprint = blake3::hash(names.concat().as_bytes()).to_hex().to_string();
        Self { store, files, fingerprint }
    }

    /// Changes when a font comes, goes or is replaced; the same on every machine with the same fonts.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What serves each role of a theme, in the order of their names.
    pub fn roles(&self, theme: &Theme) -> Vec<RoleReport> {
        let report = |(role, wanted): (&String, &Vec<String>)| RoleReport {
            role: role.clone(),
            wanted: wanted.clone(),
            found: wanted.iter().find_map(|family| self.chinese(family)),
        };
        theme.fonts.iter().map(report).collect()
    }

    fn chinese(&self, family: &str) -> Option<FoundFont> {
        let book = self.store.book();
        let face = book.select(&family.to_lowercase(), FontVariant::default())?;
        let coverage = &book.info(face)?.coverage;
        let is_chinese = "的年农村收入".chars().all(|c| coverage.contains(u32::from(c)));
        is_chinese.then_some(())?;
        Some(FoundFont { family: family.to_string(), file: self.files.get(face)?.clone() })
    }

    /// The characters of a text that none of the families has, each once, in order.
    pub fn missing_glyphs(&self, text: &str, families: &[String]) -> Vec<char> {
        let book = self.store.book();
        let faces: Vec<usize> =
            families.iter().filter_map(|family| book.select_family(&family.to_lowercase()).next()).collect();
        let mut missing = Vec::new();
        for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !is_default_ignorable(*c)) {
            let covered = |face: &usize| book.info(*face).is_some_and(|info| info.coverage.contains(u32::from(c)));
            if !faces.iter().any(covered) && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// A finding for each role of the theme that no font serves.
    pub fn lacking(&self, theme: &Theme) -> Vec<Finding> {
        let unserved = self.roles(theme).into_iter().filter(|role| role.found.is_none());
        unserved.map(|role| no_chinese_font(theme, &role)).collect()
    }
}

fn no_chinese_font(theme: &Theme, role: &RoleReport) -> Finding {
    let file = format!("themes/{}/theme.yaml", theme.name);
    let names =
        BTreeMap::from([("song", "宋体"), ("hei", "黑体"), ("kai", "楷体"), ("fang", "仿宋"), ("title", "小标宋")]);
    let name = names.get(role.role.as_str()).copied().unwrap_or(&role.role);
    Finding::error(
        "no-chinese-font",
        Place::key(&file, &["fonts", &role.role]),
        format!("本机没有可用于“{name}”（{}）的中文字体，不能生成 PDF", role.role),
        format!("no Chinese font on this machine for the role {}", role.role),
    )
    .help(
        "Debian、Ubuntu：sudo apt install fonts-noto-cjk fonts-lxgw-wenkai；Windows：自带中易宋体、黑体、楷体、仿宋\
         （设置→应用→可选功能→中文补充字体）；银河麒麟、统信 UOS：自带思源宋体、思源黑体与方正或华文字库，缺时在软件商店装\
         “字体”；也可以把字体文件放进站点的 fonts 文件夹",
        "Debian, Ubuntu: apt install fonts-noto-cjk fonts-lxgw-wenkai; Windows: optional feature Chinese supplemental \
         fonts; Kylin, UOS: Source Han fonts from the store; or put font files into the site's folder fonts",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(families: &[&str]) -> Theme {
        let families = families.iter().map(|family| family.to_string()).collect();
        Theme { name: "t".into(), fonts: BTreeMap::from([("fang".to_string(), families)]), ..Theme::default() }
    }

    #[test]
    fn without_fonts_every_role_says_what_to_install() {
        let findings = FontBook::empty().lacking(&theme(&["仿宋"]));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "no-chinese-font");
        assert!(findings[0].help.zh.contains("fonts-noto-cjk"));
        assert_eq!(FontBook::empty().missing_glyphs("一 二一", &["仿宋".into()]), ['一', '二']);
    }

    #[test]
    fn the_first_family_that_is_here_serves() {
        let book = FontBook::scan(&[]);
        let roles = book.roles(&theme(&["没有的字体", "Noto Serif CJK SC", "Noto Sans CJK SC"]));
        let found = roles[0].found.as_ref().expect("fonts-noto-cjk is installed by .ci/setup");
        assert_eq!(found.family, "Noto Serif CJK SC");
        assert!(found.file.ends_with("NotoSerifCJK-Regular.ttc"));
        assert_eq!(book.missing_glyphs("农村\u{2060}🐼", &["noto serif cjk sc".into()]), ['🐼']);
    }

    #[test]
    fn the_fingerprint_is_stable() {
        assert_eq!(FontBook::scan(&[]).fingerprint(), FontBook::scan(&[]).fingerprint());
        assert_ne!(FontBook::scan(&[]).fingerprint(), FontBook::empty().fingerprint());
    }
}
