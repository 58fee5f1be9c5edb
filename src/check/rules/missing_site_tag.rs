//! A site of government whose settings leave a tag empty that 国办发〔2017〕47号 (annex 网页设计规范) requires of its pages.
//! Other sites are free to leave them out.

use crate::check::Checked;
use crate::finding::{Finding, Message, Place, Severity};

const SITE: &str = "content/site.yaml";

pub fn check(checked: &Checked) -> Vec<Finding> {
    let settings = &checked.book.settings;
    if !settings.is_of_government() {
        return Vec::new();
    }
    let asked = [
        (settings.site_id_code.as_str(), "site_id_code", "网站标识码", "SiteIDCode"),
        (settings.domain(), "site_domain", "域名", "SiteDomain"),
        (&settings.publisher, "publisher", "主办", "ContentSource"),
        (&settings.description, "description", "说明", "ColumnDescription"),
    ];
    asked.into_iter().filter(|(value, ..)| value.is_empty()).map(|(_, key, zh, tag)| missing(key, zh, tag)).collect()
}

fn missing(key: &str, zh: &str, tag: &str) -> Finding {
    let message = Message::new(
        format!("政府网站的网页要有 {tag} 标签，{key}（{zh}）没有填"),
        format!("pages of a government site must bear the tag {tag}, but `{key}` is not filled in"),
    );
    Finding::new("missing-site-tag", Severity::Note, Place::key(SITE, &[key]), message).help(
        format!("正式发布前在 site.yaml 里填上 {key}"),
        format!("fill in `{key}` in site.yaml before the site is published"),
    )
}
