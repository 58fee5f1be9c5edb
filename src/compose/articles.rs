//! One report draft becomes one article: front matter, text, headings, parts.

use super::numbering::Numbering;
use super::prose::Prose;
use super::resolve::Standpoint;
use super::{captions, genres, markdown};
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::{Article, Block, BoundFigure, Genre, Meta, Part, Script, plain_text};
use crate::model::{Date, RegionCode};
use crate::read::{Field, Form, Mapping, ReportDraft, region_of, year_of};

pub fn article(draft: &ReportDraft, book: &Book, images: &[String]) -> (Option<Article>, Vec<Finding>) {
    let form = Form::new(draft.file.clone(), draft.front_from);
    let Some(front) = form.root(&draft.front).mapping() else { return (None, form.into_findings()) };
    let region = front.required(&["region", "地区"]).and_then(|field| region_of(&field, &book.regions));
    let year = front.required(&["year", "年份"]).and_then(|field| year_of(&field));
    let date = front.required(&["date", "日期"]).and_then(|field| field.date());
    let (Some(region), Some(year)) = (region, year) else { return (None, form.into_findings()) };
    tell_other_year(&form, &draft.file, year);
    let mut prose = Prose::new(Standpoint { book, region, year, says_period: false }, draft.file.clone(), images);
    let meta = meta(&mut prose, &front, region, year, date);
    let genre = genres::genre(&mut prose, &front);
    let continuous = front.field(&["numbering", "编号"]).and_then(|f| f.mapping()).is_some_and(|map| {
        let is = map.text(&["second", "第二级"]) == "continuous";
        map.finish();
        is
    });
    if genre.is_some() {
        // Without a genre nobody has asked for the keys that are a genre's own.
        front.finish();
    }
    let mut article = None;
    let body_text = &draft.text[draft.body_from..];
    if body_text.trim().is_empty() {
        prose.tell(Finding::error(
            "empty-file",
            Place::file(&draft.file),
            "只有文件头，没有正文",
            "there is front matter but no text",
        ));
    } else {
        prose.has_captions = true;
        let blocks = markdown::blocks(&mut prose, body_text, draft.body_from);
        if let (Some(meta), Some(genre)) = (meta, genre) {
            article = Some(assembled(&mut prose, draft, meta, genre, blocks, continuous));
        }
    }
    let mut findings = form.into_findings();
    findings.extend(prose.findings);
    if let Some(article) = &mut article {
        article.numerals = prose.numerals;
        // By place, in whatever order the blocks were composed.
        prose.printed.sort_by_key(|printed| printed.bytes.start);
        article.script = Script { text: draft.text.clone(), printed: prose.printed };
        article.bound = prose.bound_figures;
        article.bound.sort_by_key(BoundFigure::start);
        article.links = prose.links;
        article.asides = prose.asides;
    }
    (article, findings)
}

fn assembled(
    prose: &mut Prose,
    draft: &ReportDraft,
    meta: Meta,
    genre: Genre,
    blocks: Vec<Block>,
    continuous: bool,
) -> Article {
    // `#` begins an attachment of a notice, an item of a bulletin.
    let has_parts = matches!(genre, Genre::Notice(_) | Genre::Bulletin(_));
    let (mut body, mut parts) = (Vec::new(), Vec::<Part>::new());
    let mut places = std::mem::take(&mut prose.heading_places);
    for block in blocks {
        if let Block::Heading(heading) = &block {
            let place = places.pop_front().unwrap_or_else(|| Place::file(&draft.file));
            let title = plain_text(&heading.text);
            if title.trim().is_empty() {
                prose.tell(empty_heading(place.clone()));
                continue;
            }
            if heading.level == 1 {
                prose.refuse_captions(&heading.text, &place);
            }
            if heading.level == 1 && has_parts {
                parts.push(Part { title, body: Vec::new() });
                continue;
            }
            if heading.level == 1 {
                prose.tell(title_in_text(&title, place.clone()));
            }
            prose.heading_places.push_back(place);
        }
        parts.last_mut().map_or(&mut body, |part| &mut part.body).push(block);
    }
    Numbering::for_genre(&genre, continuous).number(prose, &mut body, "");
    for (i, part) in parts.iter_mut().enumerate() {
        Numbering::for_genre(&genre, continuous).number(prose, &mut part.body, &format!("a{}-", i + 1));
    }
    let mut bodies = vec![&mut body];
    bodies.extend(parts.iter_mut().map(|part| &mut part.body));
    captions::number(prose, &genre, &mut bodies);
    Article {
        file: draft.file.clone(),
        slug: draft.slug.clone(),
        meta,
        genre,
        body,
        parts,
        numerals: Vec::new(),
        script: Script::default(),
        bound: Vec::new(),
        links: Vec::new(),
        asides: Vec::new(),
    }
}

fn empty_heading(place: Place) -> Finding {
    Finding::error("empty-heading", place, "标题是空的", "the heading is empty")
        .help("写上标题，或删去 #", "write the heading, or delete the # marks")
}

fn title_in_text(title: &str, place: Place) -> Finding {
    Finding::warning(
        "heading-level",
        place,
        format!("“# {title}”：题目写在文件头里，正文的标题从 ## 开始"),
        format!("`# {title}`: the title stands in the front matter, headings start at ##"),
    )
    .help("改成 ##", "write ##")
}

fn meta(prose: &mut Prose, front: &Mapping, region: RegionCode, year: i32, date: Option<Date>) -> Option<Meta> {
    let title = front.required(&["title", "标题"]).and_then(|field| title(prose, &field));
    let is_sample = front.field(&["sample", "示例"]).is_some_and(|field| field.is_true());
    let keywords = front.field(&["keywords", "关键词"]).map_or_else(Vec::new, |field| {
        // They are published in the page's head: what is typed or bound in them is known too.
        field.list().into_iter().map(|word| prose.field_text(Some(word))).collect()
    });
    let description = prose.field_text(front.field(&["description", "摘要"]));
    Some(Meta { title: title?, region, year, date: date?, is_sample, keywords, description })
}

/// A title that a page can show: not empty, and short enough to be set.
fn title(prose: &mut Prose, field: &Field) -> Option<String> {
    let title = prose.field_text(Some(field.clone()));
    if !title.trim().is_empty() && title.chars().count() <= 120 {
        return Some(title);
    }
    prose.tell(
        Finding::error(
            "bad-title",
            field.place(),
            "标题是空的，或超过 120 字",
            "the title is empty or longer than 120 characters",
        )
        .help("写一个排得进版面的标题", "write a title that fits a page"),
    );
    None
}

/// The folder of a report says its year too.
fn tell_other_year(form: &Form, file: &str, year: i32) {
    let folder = format!("content/reports/{year}/");
    if !file.starts_with(&folder) {
        let place = form.place(&["year".to_string()]);
        form.tell(
            Finding::warning(
                "file-elsewhere",
                place,
                format!("写的是 {year} 年，文件却不在 {folder} 里"),
                format!("it says {year}, but the file is not in {folder}"),
            )
            .help(format!("移到 {folder}，或改 year"), format!("move it to {folder}, or mend the year")),
        );
    }
}
