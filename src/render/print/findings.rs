//! What print has to tell the editor. Comes in: errors of Tera, problems of Typst, characters that no font has. Goes out: findings
//! at the theme's template or the text that is printed. The rest of print knows no wording.

use super::photograph::Unfit;
use super::reached;
use super::typesetter::Problem;
use crate::finding::{Finding, Message, Place};
use crate::model::RegionCode;
use crate::model::theme::Theme;
use crate::plan::Making;
use crate::render::World;
use crate::source::Texts;
use std::collections::BTreeMap;
use std::sync::Mutex;
use tera::ErrorKind;

/// What a document is made from, for its findings.
pub(super) struct Subject {
    name: Message,
    template: String,
    /// The texts that it is there to print: a report, a year's figures, all of them in a volume.
    files: Vec<String>,
    /// Where a fault stands of which nobody knows the place.
    fallback: Place,
}

impl Subject {
    pub fn of(world: &World, making: &Making) -> Self {
        let data = |code: &RegionCode, year: &i32| format!("content/data/{code}/{year}.yaml");
        match making {
            Making::ReportPdf(i) => {
                let article = &world.articles[*i];
                Self::of_file(article.file.to_string(), format!("{}.typ", article.genre.name()))
            }
            Making::RegionYearPdf(code, year) => Self::of_file(data(code, year), "region-year.typ".to_string()),
            Making::Volume(year) => {
                let reports = world.articles.iter().filter(|article| article.meta.year == *year);
                let regions = world.book.region_years().into_iter().filter(|(_, y)| y == year);
                Self {
                    name: Message::new(format!("{year}年的年卷"), format!("the volume of {year}")),
                    template: "volume.typ".to_string(),
                    files: reports
                        .map(|article| article.file.to_string())
                        .chain(regions.map(|(code, year)| data(&code, &year)))
                        .collect(),
                    fallback: template_place(world.theme, "volume.typ"),
                }
            }
            _ => unreachable!("only PDFs are printed"),
        }
    }

    fn of_file(file: String, template: String) -> Self {
        let name = Message::new(file.clone(), file.clone());
        Self { name, template, fallback: Place::file(&file), files: vec![file] }
    }
}

/// A file of data that somebody saved, or took away, while the site was made from what it said before.
pub(super) fn changed_meanwhile(file: &str) -> Finding {
    Finding::error(
        "changed-meanwhile",
        Place::file(file),
        "文件在生成的过程中被改动或删除了，PDF 带不上它用过的数据",
        "the file was changed or deleted while the site was made: the PDF cannot carry the data that it shows",
    )
    .help("不要在生成时改数据；再运行一次", "do not change data during a build; run it again")
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
        other => {
            let report = other.to_string();
            (in_report(theme, &report), report.lines().next().unwrap_or_default().to_string())
        }
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

/// What Tera reports of a template that another one wants and that is not there, it tells as text alone: ` --> volume.typ:1:12`.
fn in_report(theme: &Theme, report: &str) -> Place {
    let named = report.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).map(|at| at.split(':'));
    let known = named.and_then(|mut at| {
        let name = at.next().filter(|name| theme.print.contains_key(*name))?;
        Some((name, at.next()?.parse().ok()?))
    });
    match known {
        Some((name, line)) => line_place(theme, name, line),
        None => Place::file(&format!("themes/{}/print", theme.name)),
    }
}

/// A line of a template, from 1.
fn line_place(theme: &Theme, name: &str, line: usize) -> Place {
    let place = template_place(theme, name);
    let text = theme.print.get(name).map_or("", String::as_str);
    let mut from = 0;
    for (i, words) in text.split_inclusive('\n').enumerate() {
        if i + 1 == line {
            let start = from + words.len() - words.trim_start().len();
            return Place::bytes(&place.file, start..(from + words.trim_end().len()).max(start));
        }
        from += words.len();
    }
    place
}

/// The line of a template from which a line of the filled one came: the only one that was taken over as it stands. Of several
/// nobody knows which it is.
fn unfilled_line(theme: &Theme, name: &str, words: &str) -> Option<usize> {
    let lines = theme.print.get(name)?.lines().enumerate();
    // A long line is handed on cut.
    let cut = |line: &str| line.trim().chars().take(Problem::LONGEST_LINE).eq(words.chars());
    let mut same = lines.filter(|(_, line)| !words.is_empty() && cut(line));
    let (i, _) = same.next()?;
    same.next().is_none().then_some(i + 1)
}

/// Something that Typst did not like: at the template where it sees the cause there, else at the text that is printed. What it did
/// not like in a library, or misses in one of the site's own, all documents share: it is said of none, and so once.
pub(super) fn print_failed(theme: &Theme, subject: &Subject, problem: &Problem) -> Finding {
    let Some((file, filled)) = &problem.place else {
        return failed(subject.fallback.clone(), &subject.name, problem, &Message::default());
    };
    let name = if file == "main.typ" { &subject.template } else { file };
    let spot = Message::new(
        format!("（{name} 排出的第{filled}行：{}）", problem.line),
        format!(" (line {filled} of {name} as filled: {})", problem.line),
    );
    let all = Message::new("打印模板", "a print template");
    if let Some(place) = own_library(theme, name) {
        return failed(place, &all, problem, &Message::default());
    }
    let place = match unfilled_line(theme, name, &problem.line) {
        Some(line) => line_place(theme, name, line),
        None => template_place(theme, name),
    };
    failed(place, if file == "main.typ" { &subject.name } else { &all }, problem, &spot)
}

fn failed(place: Place, name: &Message, problem: &Problem, spot: &Message) -> Finding {
    Finding::error(
        "print-failed",
        place,
        format!("{} 不能排版：{}{}", name.zh, problem.message, spot.zh),
        format!("{} cannot be set: {}{}", name.en, problem.message, spot.en),
    )
    .help(problem.hints.join("；"), problem.hints.join("; "))
}

/// Pictures that print cannot use: each where a text that the document prints names it.
pub(super) fn unfit_pictures(subject: &Subject, unfit: &[(String, Unfit)], texts: Option<&Texts>) -> Vec<Finding> {
    let names =
        |file: &&String, path: &str| texts.and_then(|texts| texts.get(file)).is_some_and(|text| text.contains(path));
    let told = unfit.iter().flat_map(|(path, why)| {
        let own: Vec<Place> =
            subject.files.iter().filter(|file| names(file, path)).map(|file| Place::text(file, path.clone())).collect();
        let places = if own.is_empty() { vec![subject.fallback.clone()] } else { own };
        places.into_iter().map(|place| unfit_picture(place, path, *why))
    });
    told.collect()
}

fn unfit_picture(place: Place, path: &str, why: Unfit) -> Finding {
    let (zh, en, help_zh, help_en) = match why {
        Unfit::Damaged => (
            "读不出来，可能已损坏，或者扩展名与格式不符",
            "cannot be read: it is damaged, or its ending is not that of its format",
            "用看图软件打开试试，打不开的换原图；打得开的另存为 JPG 或 PNG",
            "open it in a viewer; replace what does not open, and save what does as JPEG or PNG",
        ),
        Unfit::FourInks => (
            "是印刷四色（CMYK）的，PDF/A 里的图片要用 RGB",
            "has the colours of four inks (CMYK); in PDF/A pictures are RGB",
            "在图像软件里转成 sRGB 再存一份，四色由印刷厂在制版时分",
            "save it in sRGB with an image editor; the printing house separates the inks",
        ),
    };
    Finding::error(
        "print-failed",
        place,
        format!("图片 content/images/{path} {zh}"),
        format!("the picture content/images/{path} {en}"),
    )
    .help(help_zh, help_en)
}

/// The file of the site that a template of the standard theme reaches, where it is the only one: the fault is not in what the
/// program carries.
fn own_library(theme: &Theme, template: &str) -> Option<Place> {
    let is_own = |name: &str| !template_place(theme, name).file.starts_with("themes/standard/");
    if is_own(template) {
        return None;
    }
    let files: Vec<(&str, &str)> = theme.print.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let reached = reached::from(theme.print.get(template)?, &files);
    let mut own =
        files.iter().filter(|(name, text)| is_own(name) && reached.iter().any(|other| std::ptr::eq(*other, *text)));
    let (name, _) = own.next()?;
    own.next().is_none().then(|| template_place(theme, name))
}

/// Characters that no font of their roles has: each at its first place in every text that the document prints, else in the first
/// of the other texts that has it.
pub(super) fn missing_glyphs(
    subject: &Subject,
    missing: &[char],
    texts: Option<&Texts>,
    elsewhere: &Elsewhere,
) -> Vec<Finding> {
    let placed = missing.iter().flat_map(|c| places(subject, *c, texts, elsewhere).into_iter().map(move |at| (at, *c)));
    placed.map(|(place, c)| missing_glyph(place, c)).collect()
}

fn places(subject: &Subject, c: char, texts: Option<&Texts>, elsewhere: &Elsewhere) -> Vec<Place> {
    let has_it = |file: &str| texts.and_then(|texts| texts.get(file)).is_some_and(|text| text.contains(c));
    let own: Vec<Place> = subject.files.iter().filter(|file| has_it(file)).map(|file| Place::text(file, c)).collect();
    match own.is_empty() {
        true => vec![elsewhere.place(c, texts).unwrap_or_else(|| subject.fallback.clone())],
        false => own,
    }
}

/// The first place of each character among all texts of the site. A name in the settings is printed in every document of a
/// nation: the first that asks looks through the texts, the others are told what it found.
#[derive(Default)]
pub(super) struct Elsewhere(Mutex<BTreeMap<char, Option<Place>>>);

impl Elsewhere {
    fn place(&self, c: char, texts: Option<&Texts>) -> Option<Place> {
        let mut known = self.0.lock().expect("no thread panics while it holds this");
        known.entry(c).or_insert_with(|| first_place(c, texts?)).clone()
    }
}

/// Names and sources stand in the settings and in files of data, words in the theme.
fn first_place(c: char, texts: &Texts) -> Option<Place> {
    let settings = |file: &str| (!file.starts_with("content/"), file.matches('/').count());
    let those = texts.files().filter(|file| texts.read(file).is_some_and(|text| text.contains(c))).map(|file| &**file);
    those.min_by_key(|file| settings(file)).map(|file| Place::text(file, c))
}

fn missing_glyph(place: Place, c: char) -> Finding {
    let code = format!("U+{:04X}", u32::from(c));
    Finding::error(
        "missing-glyph",
        place,
        format!("字体里没有“{c}”（{code}），印出来会是空框"),
        format!("no font has {c} ({code})"),
    )
    .help(
        "换一个字，或装一个有这个字的字体并写进 theme.yaml 的 fonts；自造字区的字（U+E000—U+F8FF）不能归档，要改用正式编码的字",
        "use another character, or install a font that has it and name it in theme.yaml; private-use characters cannot be archived",
    )
}
