//! `content/site.yaml`: the settings of the site.

use super::{Field, destinations};
use crate::finding::{Finding, Severity};
use crate::model::quantity::Rounding;
use crate::model::review::ReviewRules;
use crate::model::site::{Format, SiteSettings};

pub fn settings(root: &Field) -> SiteSettings {
    let Some(map) = root.mapping() else { return SiteSettings::default() };
    let name = map.required_words(&["name", "名称"]).and_then(|field| field.text()).unwrap_or_default();
    let mut settings = SiteSettings {
        short: map.words(&["short", "简称"]),
        publisher: map.words(&["publisher", "主办"]),
        contact: map.words(&["contact", "联系方式"]),
        description: map.text(&["description", "说明"]),
        language: map.text(&["language", "语言"]),
        theme: map.text(&["theme", "主题"]),
        site_id_code: map.text(&["site_id_code", "网站标识码"]),
        site_domain: map.text(&["site_domain", "域名"]),
        publish_time: publish_time(map.field(&["publish_time", "发布时刻"])),
        feed_id: map.text(&["feed_id", "订阅标识"]),
        base_url: base_url(map.field(&["base_url", "网址"])),
        volumes: map
            .field(&["volumes", "年卷"])
            .map_or_else(Vec::new, |field| field.list().iter().filter_map(super::year_of).collect()),
        licence: map.text(&["licence", "许可"]),
        downloads: map.field(&["downloads", "下载"]).filter(|field| !field.is_null()).map(|field| formats(&field)),
        rounding: rounding(map.field(&["rounding", "舍入"])),
        reviews: reviews(map.field(&["reviews", "签审"])),
        published_phones: map.field(&["published_phones", "公开电话"]).map_or_else(Vec::new, |field| field.texts()),
        destinations: destinations::destinations(map.field(&["publish", "发布"])),
        name,
        ..SiteSettings::default()
    };
    for (field, default) in [
        (&mut settings.short, settings.name.clone()),
        (&mut settings.language, "zh-CN".to_string()),
        (&mut settings.theme, "standard".to_string()),
    ] {
        if field.is_empty() {
            *field = default;
        }
    }
    if let Some(severities) = map.field(&["severity", "严重程度"]).filter(|f| !f.is_null()).and_then(|f| f.mapping())
    {
        for (code, field) in severities.all() {
            let Some(word) = field.text() else { continue };
            match (word.as_str(), Severity::parse(&word)) {
                ("off" | "false" | "不查", _) => settings.severity.insert(code, None),
                (_, Some(severity)) => settings.severity.insert(code, Some(severity)),
                _ => {
                    field.form.tell(
                        field
                            .error("wrong-shape", format!("“{word}”不是严重程度"), format!("`{word}` is no severity"))
                            .help("写 error、warning、note 或 off（不查）", "write error, warning, note or off"),
                    );
                    None
                }
            };
        }
    }
    map.finish();
    settings
}

fn reviews(field: Option<Field>) -> ReviewRules {
    let Some(map) = field.filter(|field| !field.is_null()).and_then(|field| field.mapping()) else {
        return ReviewRules::default();
    };
    let rules = ReviewRules {
        are_required: map.field(&["required", "必须"]).is_some_and(|field| field.is_true()),
        have_any_order: map.field(&["ordered", "按次序"]).is_some_and(|field| !field.is_true()),
    };
    map.finish();
    rules
}

/// With a slash at its end; empty stays empty.
fn base_url(field: Option<Field>) -> String {
    let Some(field) = field.filter(|field| !field.is_null()) else { return String::new() };
    let url = field.text().unwrap_or_default();
    if url.is_empty() || is_address(&url) {
        return if url.is_empty() || url.ends_with('/') { url } else { url + "/" };
    }
    field.form.tell(bad_address(&field, &url));
    String::new()
}

/// `09:00`; empty stays empty.
fn publish_time(field: Option<Field>) -> String {
    let Some(field) = field.filter(|field| !field.is_null()) else { return String::new() };
    let time = field.text().unwrap_or_default();
    let number =
        |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let is_time = time.split_once(':').is_some_and(|(hour, minute)| {
        number(hour).is_some_and(|hour| hour < 24) && number(minute).is_some_and(|minute| minute < 60)
    });
    if time.is_empty() || is_time {
        return time;
    }
    field.form.tell(
        field
            .error("wrong-shape", format!("“{time}”不是时刻"), format!("`{time}` is no time of day"))
            .help("写两位的时和分，加引号：\"09:00\"", "write hours and minutes of two digits, in quotes: \"09:00\""),
    );
    String::new()
}

/// An address that can stand in a link as it is.
pub(super) fn is_address(url: &str) -> bool {
    without_scheme(url).is_some() && url.chars().all(|c| c.is_ascii_graphic() && !FORBIDDEN.contains(c))
}

/// Characters that no address has (RFC 3986, 2), spaces aside.
const FORBIDDEN: &str = "\"'<>\\";

fn without_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))
}

/// What is wrong with an address, and how it is written where that is certain.
pub(super) fn bad_address(field: &Field, url: &str) -> Finding {
    let finding = field.error("bad-address", format!("“{url}”不是网址"), format!("`{url}` is no web address"));
    let host = without_scheme(url).map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    match host {
        Some(host) if !host.is_ascii() => finding.help(
            format!("中文域名“{host}”要写成 xn-- 开头的形式：在浏览器里打开，从地址栏复制，或向域名注册单位查"),
            format!("write the host `{host}` in its ASCII form (punycode, xn--…), as browsers copy it"),
        ),
        Some(_) if is_address(&percent_encoded(url)) => {
            let encoded = percent_encoded(url);
            finding.help(
                format!("汉字和空格要换成百分号编码：{encoded}"),
                format!("percent-encode Chinese characters and spaces: {encoded}"),
            )
        }
        _ => finding.help(
            "写全，以 https:// 或 http:// 开头，里面没有空格；没有就不写",
            "write it in full, from https:// or http:// on, without spaces; or leave it out",
        ),
    }
}

/// With the bytes of spaces and of characters beyond ASCII as `%E7` (RFC 3986, 2.1).
fn percent_encoded(url: &str) -> String {
    url.bytes()
        .map(|byte| match byte.is_ascii_graphic() {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// The formats of downloads. An empty list hands out none.
fn formats(list: &Field) -> Vec<Format> {
    let format = |field: Field| {
        let word = field.text()?;
        let format = Format::parse(&word);
        if format.is_none() {
            field.form.tell(
                field
                    .error(
                        "wrong-shape",
                        format!("“{word}”不是下载的格式"),
                        format!("`{word}` is no format of downloads"),
                    )
                    .help("写 csv、json 或 xlsx", "write csv, json or xlsx"),
            );
        }
        format
    };
    list.list().into_iter().filter_map(format).collect()
}

fn rounding(field: Option<Field>) -> Rounding {
    let Some(field) = field.filter(|field| !field.is_null()) else { return Rounding::default() };
    match field.text().as_deref() {
        Some("half-up" | "四舍五入") => Rounding::HalfUp,
        Some("half-even" | "五成双") => Rounding::HalfEven,
        _ => {
            field.form.tell(
                field
                    .error("wrong-shape", "不认识的舍入", "unknown rounding")
                    .help("写 half-up（四舍五入）或 half-even（五成双）", "write half-up or half-even"),
            );
            Rounding::default()
        }
    }
}
