//! The settings of a site, from `site.yaml`.

use super::quantity::Rounding;
use crate::finding::Severity;
use std::collections::BTreeMap;

/// A kind of file in which data are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// With the description of its columns beside it.
    Csv,
    Json,
    /// For Excel and WPS: `.xlsx`.
    Workbook,
}

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
    /// Under which terms the data may be used: words, or the address of a licence; empty where nothing is said.
    pub licence: String,
    /// The formats in which data are handed out; all of them where nothing is said.
    pub downloads: Option<Vec<Format>>,
    /// The years that are printed as one book with every build.
    pub volumes: Vec<i32>,
    /// What the office wants of a rule: another severity, or off (`None`).
    pub severity: BTreeMap<String, Option<Severity>>,
}

impl SiteSettings {
    pub fn hands_out(&self, format: Format) -> bool {
        self.downloads.as_ref().is_none_or(|formats| formats.contains(&format))
    }

    /// The licence where it is an address.
    pub fn licence_address(&self) -> Option<&str> {
        Some(self.licence.as_str()).filter(|licence| licence.starts_with("https://") || licence.starts_with("http://"))
    }
}

impl Format {
    /// As `site.yaml` writes them.
    pub const NAMES: [(&'static str, Self); 3] = [("csv", Self::Csv), ("json", Self::Json), ("xlsx", Self::Workbook)];

    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name.to_lowercase()).map(|(_, format)| *format)
    }

    /// `.csv`
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Json => ".json",
            Self::Workbook => ".xlsx",
        }
    }

    /// Its media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}
