//! Files of a site's theme that nothing uses, as `print/notise.typ`. Comes in: the files of a theme. Goes out: which of them count for
//! nothing, with what is to be told of each. Reads no template: one counts as used where another one says its name.

use super::{Files, STANDARD};
use crate::finding::{Finding, Place, nearest};
use crate::model::theme::names_file;
use std::collections::BTreeMap;

/// By their paths below the theme.
pub(super) fn strays(files: &Files) -> BTreeMap<String, Finding> {
    let own = files.iter().filter(|(path, _)| STANDARD.get_file(path).is_none());
    own.filter_map(|(path, (origin, _))| Some((path.clone(), finding(files, path, origin)?))).collect()
}

fn finding(files: &Files, path: &str, origin: &str) -> Option<Finding> {
    let meant = in_folder(path).or_else(|| nearest(path, standard()).first().map(|near| near.to_string()));
    let is_stray = match path.split_once('/') {
        Some(("assets", _)) => false,
        // Words of another language have its name; whether letters are large is nothing that a file system may decide.
        Some(("words", name)) => !name.ends_with(".yaml") || standard().any(|other| other.eq_ignore_ascii_case(path)),
        Some(("print", name)) => !is_named(files, "print/", name),
        Some(("web", name)) => !is_named(files, "web/", name) && !defines_components(&files[path].1),
        // Who has written a theme may say so beside it.
        _ => meant.is_some(),
    };
    is_stray.then(|| stray(origin, meant.as_deref()))
}

/// The paths of the standard theme.
fn standard() -> impl Iterator<Item = &'static str> {
    let folders = STANDARD.dirs().filter(|folder| !folder.path().starts_with("assets"));
    folders.flat_map(|folder| folder.files()).chain(STANDARD.files()).filter_map(|file| file.path().to_str())
}

/// The same name in the folder of a theme whose name is nearest: `asset/logo.svg` belongs into `assets/`.
fn in_folder(path: &str) -> Option<String> {
    const FOLDERS: [&str; 4] = ["assets", "print", "web", "words"];
    let (folder, name) = path.split_once('/').filter(|(folder, _)| !FOLDERS.contains(folder))?;
    Some(format!("{}/{name}", nearest(folder, FOLDERS.into_iter()).first()?))
}

/// Whether another file of the folder says this name, as `#import "/name.typ"` and `{% include "name.html" %}` do.
fn is_named(files: &Files, folder: &str, name: &str) -> bool {
    let others = files.iter().filter(|(path, _)| path.strip_prefix(folder).is_some_and(|other| other != name));
    others.map(|(_, (_, bytes))| String::from_utf8_lossy(bytes)).any(|text| names_file(&text, name))
}

/// Whether a file that nothing seems to use is left out: a template would be read, and might fail. A picture may have a name that is put
/// together.
pub(super) fn is_left_out(path: &str) -> bool {
    let pictures = [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"];
    !pictures.iter().any(|ending| path.ends_with(ending))
}

/// Components are known by their own names wherever they stand.
fn defines_components(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("{% component ") || text.contains("{%- component ")
}

fn stray(origin: &str, meant: Option<&str>) -> Finding {
    let finding = Finding::warning(
        "stray-file",
        Place::file(origin),
        "主题里的这个文件没有人用",
        "nothing uses this file of the theme",
    );
    match meant {
        Some(meant) => finding.help(
            format!("是不是“{meant}”？名字要和标准主题的一样；另加的模板，要有别的模板用到它"),
            format!(
                "did you mean `{meant}`? Its name must be that of the standard theme, or another template must use it"
            ),
        ),
        None => finding.help(
            "名字要和标准主题的一样（如 print/notice.typ）；另加的模板，要有别的模板用到它",
            "its name must be one of the standard theme, as print/notice.typ, or another template must use it",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(own: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut files = Files::new();
        super::super::embedded(&STANDARD, &mut files);
        for (path, text) in own {
            files.insert(path.to_string(), (format!("themes/mine/{path}"), text.as_bytes().to_vec()));
        }
        strays(&files).into_iter().map(|(path, finding)| (path, finding.help.en)).collect()
    }

    #[test]
    fn a_name_that_is_nearly_right_is_told_with_the_right_one() {
        for (path, meant) in [
            ("print/notise.typ", "print/notice.typ"),
            ("print/notice.typ.txt", "print/notice.typ"),
            ("pint/notice.typ", "print/notice.typ"),
            ("notice.typ", "print/notice.typ"),
            ("theme.yml", "theme.yaml"),
            ("web/hom.html", "web/home.html"),
            ("print/fficial.typ", "print/official.typ"),
            ("words/zh-cn.yaml", "words/zh-CN.yaml"),
            ("asset/logo.svg", "assets/logo.svg"),
            ("Web/mine.html", "web/mine.html"),
        ] {
            let told = told(&[(path, "")]);
            assert_eq!(told.len(), 1, "{path}");
            assert!(told[0].1.starts_with(&format!("did you mean `{meant}`?")), "{path}: {}", told[0].1);
        }
    }

    #[test]
    fn what_another_template_uses_is_no_stray() {
        let used = [
            ("print/house.typ", "#let red = 1"),
            ("print/_head.typ", ""),
            ("print/parts/a.typ", "#import \"b.typ\": *"),
            ("print/parts/b.typ", ""),
            ("print/bulletin.typ", "#import \"/parts/a.typ\": *"),
            ("print/review.typ", "#import \"/house.typ\": *\n{% include \"_head.typ\" %}"),
            ("web/mine.html", "{%- component mine() -%}{%- endcomponent mine -%}"),
            ("assets/seal.png", ""),
            ("words/bo.yaml", ""),
            ("README.md", ""),
        ];
        assert!(told(&used).is_empty(), "{:?}", told(&used));
        assert_eq!(told(&used[..2]).len(), 2);
    }
}
