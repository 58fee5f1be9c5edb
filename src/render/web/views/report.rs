//! A report: what every genre has, and one struct of what each genre has of its own. The templates `report-<genre>.html`
//! extend `report.html`; only the struct of the report's genre is there.

use super::blocks::{BlockView, HeadingView, blocks};
use super::downloads::{self, Download};
use super::figure_list::{self, FigureEntry};
use super::frame::{About, Frame, Level, Part, frame};
use super::region::above;
use super::sources::SourceView;
use super::{DateView, Link, head};
use crate::model::article::{self, Article, Genre};
use crate::plan::address;
use crate::render::qr;
use crate::render::web::page::Page;
use crate::render::web::prose::Prose;
use crate::render::web::typeset;
use crate::wording;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Clone, Debug, Serialize)]
pub struct ReportPage {
    pub frame: Frame,
    pub title: String,
    /// `bulletin`, `feature`, `review`, `notice` or `yearbook`.
    pub genre: String,
    pub genre_name: String,
    pub region: Link,
    pub year: Link,
    pub date: DateView,
    /// `2024-07-11 09:00`: day and minute of publication, as 国办发〔2017〕47号 asks for.
    pub published: String,
    /// 农历甲辰年六月初六; empty for a date without a day.
    pub lunar: String,
    pub is_sample: bool,
    pub keywords: Vec<String>,
    pub description: String,
    pub publisher: String,
    pub body: Vec<BlockView>,
    pub attachments: Vec<AttachmentView>,
    /// The headings of the first level and the attachments, for a table of contents.
    pub contents: Vec<HeadingView>,
    /// Where the printed figures and the cited numbers come from.
    pub sources: Vec<SourceView>,
    /// How often the report prints a figure.
    pub figures_printed: usize,
    /// Each of them once.
    pub figures: Vec<FigureEntry>,
    /// The figures of the report's region and year; empty where there are none.
    pub data: Link,
    /// Empty where no PDF is made.
    pub pdf: String,
    /// The text as written.
    pub manuscript: String,
    /// A QR code of the published address as `<svg>`; empty where the site has none.
    pub qr_html: String,
    /// The report before and after in time.
    pub earlier: Link,
    pub later: Link,
    /// The figures that it prints as a file.
    pub downloads: Vec<Download>,
    pub bulletin: Option<BulletinView>,
    pub feature: Option<FeatureView>,
    pub review: Option<ReviewView>,
    pub notice: Option<NoticeView>,
    pub yearbook: Option<YearbookView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    /// Its number where there are several, else empty.
    pub number: String,
    pub anchor: String,
    pub title: String,
    pub body: Vec<BlockView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct BulletinView {
    pub name: String,
    /// 增刊 or empty.
    pub kind: String,
    /// 第12期, 增刊第3期; or empty.
    pub number: String,
    /// 总第091期; or empty.
    pub serial: String,
    pub issuers: Vec<String>,
    /// 编者按
    pub editors_note: Vec<BlockView>,
    /// 报, 送, 发: those that are filled, with their word.
    pub distribution: Vec<Recipients>,
    /// 共印 N 份; 0 where the number is not said.
    pub copies: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct Recipients {
    pub word: String,
    pub names: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FeatureView {
    pub page: u32,
    pub section: String,
    pub kicker: String,
    pub subtitle: String,
    pub byline: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    pub signature: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// 发文机关标志: a line for each organ.
    pub marks: Vec<String>,
    /// 紧急程度
    pub urgency: String,
    /// 发文字号
    pub number: String,
    /// 签发人
    pub signers: Vec<String>,
    pub recipients: String,
    /// 出席, 请假, 列席.
    pub attendance: Vec<AttendanceView>,
    /// 署名, the organ in charge first; of an order 县长 ×××.
    pub signed: Vec<String>,
    /// 附注, without its brackets.
    pub disclosure: String,
    pub copies_to: String,
    pub printed_by: String,
    pub printed_on: DateView,
}

#[derive(Clone, Debug, Serialize)]
pub struct AttendanceView {
    pub label: String,
    pub names: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct YearbookView {
    pub volume: String,
    pub column: String,
}

pub fn report(page: Page, article: &Article) -> ReportPage {
    let meta = &article.meta;
    let mut prose = Prose::on(page);
    let bulletin = bulletin(page, &mut prose, article);
    let body = blocks(page, &mut prose, &article.body);
    let attachments = attachments(page, &mut prose, article);
    ReportPage {
        frame: frame(page, about(page, article)),
        title: meta.title.clone(),
        genre: article.genre.name().to_string(),
        genre_name: article.genre.chinese_name().to_string(),
        region: page.region(meta.region),
        year: page.year(meta.year),
        date: meta.date.into(),
        published: page.book().settings.published_at(meta.date),
        lunar: wording::lunar(meta.date),
        is_sample: meta.is_sample,
        keywords: meta.keywords.clone(),
        description: meta.description.clone(),
        publisher: page.book().settings.publisher.clone(),
        contents: contents(&body, &attachments),
        body,
        attachments,
        figures: figure_list::of(page, article),
        sources: page.sources.list(),
        figures_printed: figure_list::printed_by(article).len(),
        data: data(page, article),
        pdf: page.link_if_made(&address::report_pdf(article)),
        manuscript: page.link_if_made(&address::report_manuscript(article)),
        qr_html: qr_code(page),
        earlier: neighbour(page, article, 1),
        later: neighbour(page, article, -1),
        downloads: downloads::of_report(page, article),
        bulletin,
        feature: feature(article),
        review: review(article),
        notice: notice(article),
        yearbook: yearbook(article),
    }
}

fn about(page: Page, article: &Article) -> About {
    let meta = &article.meta;
    let publisher = page.book().settings.publisher.clone();
    let published = page.book().settings.published_at(meta.date);
    let mut path = vec![Link { text: page.word("nav_reports"), href: page.to(address::REPORTS) }];
    path.extend(above(page, meta.region));
    path.push(page.region(meta.region));
    About {
        kind: format!("page-report page-{}", article.genre.name()),
        part: Part::Reports,
        title: meta.title.clone(),
        description: meta.description.clone(),
        keywords: meta.keywords.clone(),
        above: path,
        level: Level::Article { published, source: publisher },
        json_ld: Some(structured(page, article)),
    }
}

fn structured(page: Page, article: &Article) -> Value {
    let meta = &article.meta;
    let publisher = json!({ "@type": "Organization", "name": page.book().settings.publisher });
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": meta.title,
        "description": meta.description,
        "inLanguage": page.book().settings.language_tag(),
        "datePublished": page.book().settings.published_as_known(meta.date),
        "keywords": meta.keywords,
        "genre": article.genre.chinese_name(),
        "author": publisher,
        "publisher": publisher,
        "about": { "@type": "AdministrativeArea", "name": page.name(meta.region), "identifier": meta.region.to_string() },
    });
    let image = head::image(page);
    if !image.is_empty() {
        data["image"] = json!(image);
    }
    let url = page.published_at();
    if !url.is_empty() {
        data["url"] = json!(url);
        data["mainEntityOfPage"] = json!(url);
    }
    data
}

/// The report that stands so many places behind this one in the list of all, newest first.
fn neighbour(page: Page, article: &Article, step: isize) -> Link {
    let reports = &page.index.reports;
    let this = reports.iter().position(|i| std::ptr::eq(&page.world.articles[*i], article));
    let other = this.and_then(|i| reports.get(i.checked_add_signed(step)?));
    other.map(|i| page.report(&page.world.articles[*i])).unwrap_or_default()
}

/// 扫一扫在手机打开当前页
pub fn qr_code(page: Page) -> String {
    let address = page.published_at();
    let address = address.strip_suffix("index.html").unwrap_or(&address);
    let code = if address.is_empty() { None } else { qr::svg(address) };
    let named = format!("<svg role=\"img\" aria-label=\"{}\" ", typeset::escape(&page.word("scan")));
    code.map_or(String::new(), |svg| svg.replacen("<svg ", &named, 1))
}

fn attachments(page: Page, prose: &mut Prose, article: &Article) -> Vec<AttachmentView> {
    let several = article.parts.len() > 1;
    let view = |(i, attachment): (usize, &article::Part)| AttachmentView {
        number: if several { (i + 1).to_string() } else { String::new() },
        anchor: article::part_anchor(i + 1),
        title: attachment.title.clone(),
        body: blocks(page, prose, &attachment.body),
    };
    article.parts.iter().enumerate().map(view).collect()
}

fn contents(body: &[BlockView], attachments: &[AttachmentView]) -> Vec<HeadingView> {
    let bodies = std::iter::once(body).chain(attachments.iter().map(|attachment| attachment.body.as_slice()));
    let headings = bodies.flatten().filter_map(|block| match block {
        BlockView::Heading(heading) if heading.level == 2 => Some(heading.clone()),
        _ => None,
    });
    headings.collect()
}

/// The figures of the report's region and year.
fn data(page: Page, article: &Article) -> Link {
    let meta = &article.meta;
    let places = [("region", page.name(meta.region)), ("year", meta.year.to_string())];
    let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Link {
        text: page.words.fill("region_year_title", &places),
        href: page.link_if_made(&address::region_year(meta.region, meta.year)),
    }
}

fn bulletin(page: Page, prose: &mut Prose, article: &Article) -> Option<BulletinView> {
    let Genre::Bulletin(bulletin) = &article.genre else { return None };
    let given = &bulletin.distribution;
    let lines = [
        ("distribution_report", &given.report),
        ("distribution_send", &given.send),
        ("distribution_issue", &given.issue),
        ("distribution_extra", &given.extra),
    ];
    let filled = lines.into_iter().filter(|(_, names)| !names.is_empty());
    Some(BulletinView {
        name: bulletin.name.clone(),
        kind: bulletin.kind.clone(),
        number: bulletin.number.of_its_kind(),
        serial: bulletin.number.since_the_first(),
        issuers: bulletin.issuers.clone(),
        editors_note: blocks(page, prose, &bulletin.editors_note),
        distribution: filled.map(|(key, names)| Recipients { word: page.word(key), names: names.clone() }).collect(),
        copies: given.copies.unwrap_or(0),
    })
}

fn feature(article: &Article) -> Option<FeatureView> {
    let Genre::Feature(feature) = &article.genre else { return None };
    Some(FeatureView {
        page: feature.page,
        section: feature.section.clone(),
        kicker: feature.kicker.clone(),
        subtitle: feature.subtitle.clone(),
        byline: feature.byline.clone(),
    })
}

fn review(article: &Article) -> Option<ReviewView> {
    let Genre::Review(review) = &article.genre else { return None };
    Some(ReviewView { signature: review.signature.clone() })
}

fn notice(article: &Article) -> Option<NoticeView> {
    let Genre::Notice(notice) = &article.genre else { return None };
    Some(NoticeView {
        marks: notice.mark.lines(),
        urgency: notice.urgency.clone(),
        number: notice.number.clone(),
        signers: notice.signers.clone(),
        recipients: notice.recipients.clone(),
        attendance: notice
            .attendance
            .iter()
            .map(|list| AttendanceView { label: list.label.to_string(), names: list.names.clone() })
            .collect(),
        signed: match &notice.signature.signatory {
            Some((post, name)) => vec![format!("{post}\u{3000}{name}").trim().to_string()],
            None => notice.signature.organs.clone(),
        },
        disclosure: notice.disclosure.clone(),
        copies_to: notice.copies_to.clone(),
        printed_by: notice.printed_by.clone(),
        printed_on: notice.printed_on.map(DateView::from).unwrap_or_default(),
    })
}

fn yearbook(article: &Article) -> Option<YearbookView> {
    let Genre::Yearbook(yearbook) = &article.genre else { return None };
    Some(YearbookView { volume: yearbook.volume.clone(), column: yearbook.column.clone() })
}
