//! `missing-pubdate`: the finished page of a report that does not say when it was published (国办发〔2017〕47号, annex: PubDate). The
//! standard theme writes it; a theme that has its own head may forget it.

use crate::finding::{Finding, Place};
use crate::pipeline::{Finished, Proof};
use crate::plan::Making;

pub fn check(proof: &Proof, page: &Finished) -> Vec<Finding> {
    if !matches!(page.making, Making::Report(_)) || says_when(page.html) {
        return Vec::new();
    }
    let key = format!("web/{}", page.template);
    let file = proof.theme.origin.get(&key).cloned().unwrap_or(key);
    let finding = Finding::error(
        "missing-pubdate",
        Place::file(&file),
        format!("{} 没有 PubDate 标签", page.path),
        format!("{} has no PubDate tag", page.path),
    );
    vec![finding.help(
        "模板的 <head> 里照 base.html 写出 frame.meta",
        "write `frame.meta` into the head of the template, as base.html does",
    )]
}

/// `<meta name="PubDate" content="2024-07-11 09:00">`
fn says_when(html: &str) -> bool {
    let Some((_, behind)) = html.split_once("name=\"PubDate\"") else { return false };
    let tag = behind.split('>').next().unwrap_or_default();
    tag.split_once("content=\"").is_some_and(|(_, content)| content.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::says_when;

    #[test]
    fn the_tag_has_a_date() {
        assert!(says_when("<meta name=\"PubDate\" content=\"2024-07-11 09:00\">"));
        assert!(!says_when("<meta name=\"PubDate\" content=\"\">") && !says_when("<p>2024</p>"));
    }
}
