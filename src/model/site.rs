//! The settings of a site, from `site.yaml`.

use super::Date;
use super::destination::Destination;
use super::quantity::Rounding;
use super::review::ReviewRules;
use crate::finding::Severity;
use std::collections::BTreeMap;

/// A kind of file in which data are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Whom to ask: a name, a telephone, an address; empty where nothing is said.
    pub contact: String,
    pub description: String,
    pub language: String,
    pub theme: String,
    /// 政府网站标识码
    pub site_id_code: String,
    pub site_domain: String,
    /// The time of day at which reports are published, `09:00` in Beijing; empty where none is set.
    pub publish_time: String,
    /// What the ids of feeds are made from, so that they outlive the address of the site; empty where none is set.
    pub feed_id: String,
    pub rounding: Rounding,
    /// Under which terms the data may be used: words, or the address of a licence; empty where nothing is said.
    pub licence: String,
    /// The formats in which data are handed out; all of them where nothing is said.
    pub downloads: Option<Vec<Format>>,
    /// The years that are printed as one book with every build.
    pub volumes: Vec<i32>,
    /// What the office wants of a rule: another severity, or off (`None`).
    pub severity: BTreeMap<String, Option<Severity>>,
    pub reviews: ReviewRules,
    /// Numbers of telephones that are there for the public, as written.
    pub published_phones: Vec<String>,
    /// Where the site can be published, in the order of the file.
    pub destinations: Vec<Destination>,
}

impl SiteSettings {
    /// The language of pages and files: `zh-CN` where none is set.
    pub fn language_tag(&self) -> &str {
        if self.language.is_empty() { "zh-CN" } else { &self.language }
    }

    pub fn hands_out(&self, format: Format) -> bool {
        self.downloads.as_ref().is_none_or(|formats| formats.contains(&format))
    }

    /// The licence where it is an address.
    pub fn licence_address(&self) -> Option<&str> {
        Some(self.licence.as_str()).filter(|licence| licence.starts_with("https://") || licence.starts_with("http://"))
    }

    /// True for the site of an organ of government, which 国办发〔2017〕47号 binds: it has a 网站标识码, or an address below
    /// `gov.cn`.
    pub fn is_of_government(&self) -> bool {
        let domain = self.domain();
        !self.site_id_code.is_empty() || domain == "gov.cn" || domain.ends_with(".gov.cn")
    }

    /// The domain as set, else the host of the base address; empty where there is neither.
    pub fn domain(&self) -> &str {
        let host = self.base_url.split_once("://").and_then(|(_, rest)| rest.split(['/', ':']).next());
        if self.site_domain.is_empty() { host.unwrap_or_default() } else { &self.site_domain }
    }

    /// `2024-07-11 09:00`, as 国办发〔2017〕47号 asks for. A date without a day stands for its first.
    pub fn published_at(&self, date: Date) -> String {
        format!("{} {}", first_day(date), self.time())
    }

    /// The same as RFC 3339 has it, in Beijing: `2024-07-11T09:00:00+08:00`.
    pub fn published_at_rfc3339(&self, date: Date) -> String {
        format!("{}T{}:00+08:00", first_day(date), self.time())
    }

    /// For whoever takes less: as exact as is known, and no more. `2024-07-11T09:00:00+08:00` where a time of day is set,
    /// else `2024-07-11` or `2024-07`.
    pub fn published_as_known(&self, date: Date) -> String {
        let is_known = date.is_a_day() && !self.publish_time.is_empty();
        if is_known { self.published_at_rfc3339(date) } else { date.iso() }
    }

    fn time(&self) -> &str {
        if self.publish_time.is_empty() { "00:00" } else { &self.publish_time }
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

fn first_day(date: Date) -> String {
    Date { month: Some(date.month.unwrap_or(1)), day: Some(date.day.unwrap_or(1)), ..date }.iso()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(base_url: &str, site_domain: &str) -> SiteSettings {
        SiteSettings { base_url: base_url.into(), site_domain: site_domain.into(), ..SiteSettings::default() }
    }

    #[test]
    fn the_domain_follows_from_the_base_url() {
        assert_eq!(settings("https://example.gov.cn/yearbook/", "").domain(), "example.gov.cn");
        assert_eq!(settings("http://example.gov.cn:8080/", "").domain(), "example.gov.cn");
        assert_eq!(settings("https://example.gov.cn/", "www.a.gov.cn").domain(), "www.a.gov.cn");
        assert_eq!(settings("", "").domain(), "");
    }

    #[test]
    fn a_site_of_government_is_known_by_its_domain_or_its_code() {
        assert!(settings("https://www.example.gov.cn/", "").is_of_government());
        assert!(SiteSettings { site_id_code: "3100000087".into(), ..SiteSettings::default() }.is_of_government());
        assert!(!settings("https://gov.cn.example.org/", "").is_of_government());
        assert!(!settings("https://notgov.cn/", "").is_of_government());
    }

    #[test]
    fn a_report_is_published_at_a_minute() {
        let date = |text: &str| Date::parse(text).unwrap();
        let settings = SiteSettings { publish_time: "09:30".into(), ..SiteSettings::default() };
        assert_eq!(settings.published_at(date("2024-07-11")), "2024-07-11 09:30");
        assert_eq!(settings.published_at_rfc3339(date("2024-07")), "2024-07-01T09:30:00+08:00");
        assert_eq!(settings.published_as_known(date("2024-07-11")), "2024-07-11T09:30:00+08:00");
        assert_eq!(settings.published_as_known(date("2024-07")), "2024-07");
        assert_eq!(SiteSettings::default().published_as_known(date("2024-07-11")), "2024-07-11");
        assert_eq!(SiteSettings::default().published_at(date("2024")), "2024-01-01 00:00");
    }
}
