//! The theme's templates, compiled once. Tera is known only here; its errors become findings at the template's file.

use super::typeset;
use super::variables::css_variables;
use crate::finding::{Finding, Place};
use crate::model::site::SiteSettings;
use crate::model::theme::Theme;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

/// The templates of a theme, ready for every page, and what they were compiled from.
pub struct Templates {
    tera: Tera,
    web: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    site: SiteView,
}

/// The site as every template sees it, under the name `site`.
#[derive(PartialEq, Eq, Serialize)]
pub struct SiteView {
    pub name: String,
    pub short: String,
    pub publisher: String,
    pub description: String,
    pub language: String,
    /// 网站标识码; empty where there is none.
    pub id_code: String,
    /// The theme's colours and font roles as CSS rules ([`super::variables`]): `:root{--ink:#1f2328;…;--song:"…","…"}@media…`.
    pub css_variables: String,
}

impl SiteView {
    pub fn of(settings: &SiteSettings, theme: &Theme) -> Self {
        Self {
            name: settings.name.clone(),
            short: settings.short.clone(),
            publisher: settings.publisher.clone(),
            description: settings.description.clone(),
            language: settings.language_tag().to_string(),
            id_code: settings.site_id_code.clone(),
            css_variables: css_variables(theme),
        }
    }
}

/// Compiles `web/*.html`. Each template that does not parse is a finding.
pub fn compile(theme: &Theme, site: SiteView) -> Result<Templates, Vec<Finding>> {
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.set_escape_fn(escape);
    tera.register_filter("prose", |text: &str, _: Kwargs, _: &State| Value::safe_string(&typeset::text(text)));
    tera.register_filter("headline", |text: &str, _: Kwargs, _: &State| Value::safe_string(&typeset::headline(text)));
    let global = tera.global_context();
    global.insert("words", &theme.words);
    global.insert("site", &site);
    let templates = theme.web.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    match tera.add_raw_templates(templates) {
        Ok(()) => Ok(Templates { tera, web: theme.web.clone(), words: theme.words.clone(), site }),
        // Tera stops at the first; each template alone shows what else does not parse.
        Err(first) => Err(all_broken(theme, &first)),
    }
}

fn all_broken(theme: &Theme, first: &tera::Error) -> Vec<Finding> {
    let alone = theme.web.iter().filter_map(|(name, text)| {
        let mut tera = Tera::default();
        let error = tera.add_raw_template(name, text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(report) if report.filename() == name && !is_about_others(report.message()))
            .then(|| finding(theme, name, &error))
    });
    let findings: Vec<Finding> = alone.collect();
    if findings.is_empty() { vec![finding(theme, "", first)] } else { findings }
}

/// True for what is wrong only because a template stands alone: a component of another file.
fn is_about_others(message: &str) -> bool {
    ["component", "template", "filter", "block"].iter().any(|word| message.to_lowercase().contains(word))
}

impl Templates {
    /// True where compiling would give the same.
    pub(super) fn are_of(&self, theme: &Theme, site: &SiteView) -> bool {
        self.web == theme.web && self.words == theme.words && self.site == *site
    }

    /// Fills a template with a view.
    pub fn render<V: Serialize>(&self, name: &str, view: &V, theme: &Theme) -> Result<String, Vec<Finding>> {
        let context = Context::from_serialize(view).map_err(|error| vec![finding(theme, name, &error)])?;
        // A page grows to this in any case: step by step it would be copied ten times.
        let mut html = Vec::with_capacity(64 << 10);
        self.tera.render_to(name, &context, &mut html).map_err(|error| vec![finding(theme, name, &error)])?;
        Ok(String::from_utf8(html).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

fn escape(text: &str, html: &mut dyn Write) -> std::io::Result<()> {
    html.write_all(typeset::escape(text).as_bytes())
}

/// The finding for an error of Tera: at the byte range that it names, else at the template's file.
fn finding(theme: &Theme, name: &str, error: &tera::Error) -> Finding {
    let origin = |name: &str| {
        let key = format!("web/{name}");
        theme.origin.get(&key).cloned().unwrap_or(format!("themes/{}/{key}", theme.name))
    };
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = if report.filename().is_empty() { name } else { report.filename() };
            (Place::bytes(&origin(file), report.span().range.clone()), report.message().to_string())
        }
        ErrorKind::MissingParent { current, parent } => {
            (Place::text(&origin(current), parent), error.kind().to_string())
        }
        ErrorKind::TemplateNotFound(missing) => (Place::text(&origin(name), missing), error.kind().to_string()),
        other => {
            let first_line = other.to_string().lines().next().unwrap_or_default().to_string();
            (Place::file(&origin(name)), first_line)
        }
    };
    Finding::error("broken-template", place, format!("模板有错：{message}"), format!("broken template: {message}"))
        .help(
            "按提示改模板；模板能用的字段见 src/render/web/views",
            "mend the template; the fields it may use are listed in src/render/web/views",
        )
}
