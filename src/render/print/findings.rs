//! What print has to tell the editor. Comes in: errors of Tera and problems of Typst. Goes out: findings at the theme's
//! template or the report's file. The rest of print knows no wording.

use super::typesetter::Problem;
use crate::finding::{Finding, Place};
use crate::model::theme::Theme;
use crate::plan::Making;
use crate::render::World;
use tera::ErrorKind;

/// What a document is made from, for its findings.
pub(super) struct Subject {
    pub file: String,
    pub template: String,
}

impl Subject {
    pub fn of(world: &World, making: &Making) -> Self {
        match making {
            Making::ReportPdf(i) => {
                let article = &world.articles[*i];
                Self { file: article.file.to_string(), template: format!("{}.typ", article.genre.name()) }
            }
            Making::RegionYearPdf(code, year) => {
                Self { file: format!("content/data/{code}/{year}.yaml"), template: "region-year.typ".to_string() }
            }
            Making::Volume(_) => {
                Self { file: "content/site.yaml".to_string(), template: "volume.typ".to_string() }
            }
            _ => unreachable!("only PDFs are printed"),
        }
    }
}

/// Where a template of `print/` stands.
fn template_place(theme: &Theme, name: &str) -> Place {
    let path = format!("print/{name}");
    Place::file(theme.origin.get(&path).unwrap_or(&format!("themes/{}/{path}", theme.name)))
}

/// A template that Tera cannot read or fill.
pub(super) fn broken_template(theme: &Theme, error: &tera::Error) -> Finding {
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let at = template_place(theme, report.filename());
            let range = report.span().range.clone();
            (Place::bytes(&at.file, range), report.message().to_string())
        }
        ErrorKind::MissingParent { current, .. } => (template_place(theme, current), error.to_string()),
        ErrorKind::TemplateNotFound(name) => (template_place(theme, name), error.to_string()),
        _ => (Place::file(&format!("themes/{}/print", theme.name)), error.to_string()),
    };
    Finding::error(
        "broken-template",
        place,
        format!("打印模板有误：{message}"),
        format!("a print template is broken: {message}"),
    )
    .help(
        "模板能用的变量见 src/render/print/view.rs",
        "the variables of templates are listed in src/render/print/view.rs",
    )
}

/// Something that Typst did not like: at the template where it sees the cause there, else at the report.
pub(super) fn print_failed(theme: &Theme, subject: &Subject, problem: &Problem) -> Finding {
    let (place, spot) = match &problem.place {
        Some((file, line)) => {
            let name = if file == "main.typ" { &subject.template } else { file };
            (template_place(theme, name), format!("（{name} 排出的第{line}行：{}）", problem.line))
        }
        None => (Place::file(&subject.file), String::new()),
    };
    Finding::error(
        "print-failed",
        place,
        format!("{} 不能排版：{}{spot}", subject.file, problem.message),
        format!("{} cannot be set: {}{spot}", subject.file, problem.message),
    )
    .help(problem.hints.join("；"), problem.hints.join("; "))
}

/// A character that no font of its role has.
pub(super) fn missing_glyph(subject: &Subject, c: char) -> Finding {
    let code = format!("U+{:04X}", u32::from(c));
    Finding::error(
        "missing-glyph",
        Place::text(&subject.file, c),
        format!("字体里没有“{c}”（{code}），印出来会是空框"),
        format!("no font has {c} ({code})"),
    )
    .help(
        "换一个字，或装一个有这个字的字体并写进 theme.yaml 的 fonts；自造字区的字（U+E000—U+F8FF）不能归档，要改用正式编码的字",
        "use another character, or install a font that has it and name it in theme.yaml; private-use characters cannot be archived",
    )
}
