//! Where a link of a text leads. Comes in: what stands in its round brackets, and the file that it stands in. Goes out: a
//! target, or nothing for what leads to no place of the site and no address. Does not ask whether anything is there.

use super::scan::MARK;
use crate::model::article::LinkTarget;
use crate::source::beside;

/// Schemes that a reader can follow safely.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The target of a link. Another report is named as its author sees it: by the way from file to file.
pub fn target(file: &str, written: &str) -> Option<LinkTarget> {
    if written.contains(MARK) {
        return None;
    }
    if SCHEMES.iter().any(|scheme| written.starts_with(scheme)) {
        return Some(LinkTarget::Address(written.to_string()));
    }
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    if path.is_empty() {
        return written.starts_with('#').then(|| LinkTarget::Anchor(anchor.to_string()));
    }
    let is_path = path.ends_with(".md") && !path.contains([':', '\\', '?']);
    let file = beside(file, path).filter(|_| is_path)?;
    file.starts_with("content/reports/").then(|| LinkTarget::Report { file, anchor: anchor.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_named_by_the_way_to_its_file() {
        let to = |written: &str| target("content/reports/2024/a.md", written);
        let report = |file: &str, anchor: &str| {
            Some(LinkTarget::Report { file: format!("content/reports/{file}"), anchor: anchor.into() })
        };
        assert_eq!(to("b.md"), report("2024/b.md", ""));
        assert_eq!(to("./b.md#s1"), report("2024/b.md", "s1"));
        assert_eq!(to("../2023/b.md"), report("2023/b.md", ""));
        assert_eq!(to("#s1-2"), Some(LinkTarget::Anchor("s1-2".into())));
        assert_eq!(to("mailto:a@b.cn"), Some(LinkTarget::Address("mailto:a@b.cn".into())));
        let elsewhere = ["", "b.docx", "../../README.md", "../../../../../etc/b.md", "/b.md", "//a.b/c.md"];
        for none in elsewhere.into_iter().chain(["../../data/511100/2023.yaml", "javascript:a.md", "C:\\b.md"]) {
            assert_eq!(to(none), None, "{none}");
        }
    }
}
