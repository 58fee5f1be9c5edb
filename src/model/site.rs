//! The settings of a site, from `site.yaml`.

use super::quantity::Rounding;
use crate::finding::Severity;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    pub name: String,
    pub short: String,
    /// With a slash at its end; empty where the site has no address yet.
    pub base_url: String,
    pub publisher: String,
    pub description: String,
    pub language: String,
    pub theme: String,
    /// 政府网站标识码
    pub site_id_code: String,
    pub site_domain: String,
    pub rounding: Rounding,
    /// The years that are printed as one book with every build.
    pub volumes: Vec<i32>,
    /// What the office wants of a rule: another severity, or off (`None`).
    pub severity: BTreeMap<String, Option<Severity>>,
}
