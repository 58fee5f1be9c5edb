//! A whole year in one book: every report, every region, the regions beside each other, and the sources. Comes in: the world
//! and the year. Goes out: the context of `volume.typ` and the files that its texts name. The index is made later, from laid-out
//! pages (`record::index`); contents and page numbers are the template's.

mod comparison;

use super::block::{Galley, Pictures};
use super::headline;
use super::record::{Marks, Printed};
use super::region_year::{self, Numbered};
use super::report;
use super::view::{DocumentView, Markup, VolumeRegionView, VolumeReportView, VolumeView};
use crate::draw::Style;
use crate::model::article::{Article, Genre};
use crate::model::{Date, RegionCode, Source};
use crate::render::World;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use tera::{Context, Value};

/// What a volume holds.
pub(super) struct Contents<'a> {
    year: i32,
    /// In the order of genres and dates.
    articles: Vec<&'a Article>,
    /// With figures or targets in the year, by code.
    regions: Vec<RegionCode>,
}

impl<'a> Contents<'a> {
    pub fn of(world: &World<'a>, year: i32) -> Self {
        let mut articles: Vec<&Article> = world.articles.iter().filter(|article| article.meta.year == year).collect();
        articles.sort_by_key(|article| (place_of(&article.genre), article.meta.date, &article.slug));
        let here = world.book.region_years().into_iter().filter(|(_, y)| *y == year);
        Self { year, articles, regions: here.map(|(code, _)| code).collect() }
    }

    /// Everything that it prints, which is what its record and its index know.
    pub fn printed(&self, world: &World<'a>) -> Printed<'a> {
        let regions = self.regions.iter().map(|code| Printed::in_region_year(world, *code, self.year));
        let articles = self.articles.iter().map(|article| Printed::in_article(article));
        regions.chain(articles).fold(Printed::default(), Printed::and)
    }

    /// The day of its latest part; it is never dated with today.
    fn date(&self, world: &World) -> Option<Date> {
        let of_regions = self.regions.iter().filter_map(|code| region_year::date(world, *code, self.year));
        let of_articles = self.articles.iter().map(|article| article.meta.date);
        of_regions.chain(of_articles).max()
    }
}

/// Texts written for the yearbook come first, official documents last.
fn place_of(genre: &Genre) -> u8 {
    match genre {
        Genre::Yearbook(_) => 0,
        Genre::Review(_) => 1,
        Genre::Feature(_) => 2,
        Genre::Bulletin(_) => 3,
        Genre::Notice(_) => 4,
    }
}

/// The context of the template, and the charts and pictures of its texts.
pub(super) fn context(
    world: &World,
    contents: &Contents,
    printed: &Printed,
    style: &Style,
    pictures: &Pictures,
) -> (Context, BTreeMap<String, Vec<u8>>) {
    let year = contents.year;
    let marks = printed.marks();
    let mut files = BTreeMap::new();
    let mut reports = Vec::new();
    for (i, article) in contents.articles.iter().enumerate() {
        let galley = Galley::new(style, pictures, report::apparatus(article, &marks));
        let (view, named) = self::report(world, article, galley.in_folder(format!("report-{}/", i + 1)));
        reports.push(view);
        files.extend(named);
    }
    let mut sources = Numbered::default();
    let regions = contents.regions.iter().map(|code| region(world, *code, year, &mut sources, &marks)).collect();
    add_sources_of_texts(world, printed, &mut sources);
    let day = |month: u8, day: u8| Date { year, month: Some(month), day: Some(day) }.to_string();
    let indicators: BTreeSet<_> = printed.observations().iter().map(|o| o.indicator).collect();
    let name = &world.book.settings.name;
    let view = VolumeView {
        name_lines: headline::lines(name, &world.book.settings.description, 10),
        name: name.clone(),
        year,
        reports,
        regions,
        comparisons: comparison::tables(world, &contents.regions, year, &marks),
        sources: sources.views(),
        indicator_count: indicators.len() as u32,
        figure_count: (printed.observations().len() + printed.figures().len()) as u32,
        from: day(1, 1),
        to: day(12, 31),
    };
    let mut context = Context::new();
    context.insert_value("document", Value::from(document(world, contents)));
    context.insert_value("volume", Value::from(view));
    (context, files)
}

fn document(world: &World, contents: &Contents) -> DocumentView {
    let settings = &world.book.settings;
    let title = format!("{}（{}年）", settings.name, contents.year);
    DocumentView {
        title_lines: vec![title.clone()],
        title,
        genre: "volume".to_string(),
        year: contents.year,
        date: region_year::dated(contents.date(world), contents.year),
        description: settings.description.clone(),
        site: settings.name.clone(),
        publisher: settings.publisher.clone(),
        ..DocumentView::default()
    }
}

fn report(world: &World, article: &Article, mut galley: Galley) -> (VolumeReportView, BTreeMap<String, Vec<u8>>) {
    let text = report::text_of(article);
    let mut view = VolumeReportView {
        document: report::document(world, article, &text),
        genre_name: article.genre.chinese_name().to_string(),
        body: Markup(galley.body(&article.body)),
        attachments: report::attachments(article, &text, &mut galley),
        ..VolumeReportView::default()
    };
    match &article.genre {
        Genre::Bulletin(bulletin) => {
            view.has_note = !bulletin.editors_note.is_empty();
            view.editors_note = Markup(galley.body(&bulletin.editors_note));
            view.byline = bulletin.issuers.join("　");
            let number = bulletin.number;
            let of_its_kind = Some(number.of_its_kind()).filter(|words| !words.is_empty());
            view.number = bulletin.name.clone() + &of_its_kind.unwrap_or_else(|| number.since_the_first());
        }
        Genre::Feature(feature) => {
            view.kicker = feature.kicker.clone();
            view.subtitle = feature.subtitle.trim_start_matches('—').to_string();
            view.byline = feature.byline.clone();
        }
        Genre::Review(review) => view.byline = review.signature.clone(),
        Genre::Notice(notice) => {
            view.number = notice.number.clone();
            view.byline = notice.signature.organs.join("　");
        }
        Genre::Yearbook(_) => {}
    }
    (view, galley.files)
}

/// After the sources of the tables those that only texts name. A figure knows the titles and the files of its sources; of what
/// is cited there is nothing but the title.
fn add_sources_of_texts(world: &World, printed: &Printed, sources: &mut Numbered) {
    let observed = world.book.observations().map(|o| (&o.place.file, &o.source));
    let planned = world.book.targets().map(|target| (&target.place.file, &target.source));
    let known: HashMap<(&str, &str), &Arc<Source>> = observed
        .chain(planned)
        .filter_map(|(file, source)| source.as_ref().map(|source| ((&**file, source.title.as_str()), source)))
        .collect();
    for figure in printed.figures() {
        let files = world.book.files(&figure.from);
        for title in &world.book.source_titles(&figure.from) {
            if let Some(source) = files.iter().find_map(|file| known.get(&(&**file, title.as_str()))) {
                sources.number(source);
            }
        }
    }
    for title in printed.cited_titles() {
        sources.add_title(title);
    }
}

fn region(world: &World, code: RegionCode, year: i32, sources: &mut Numbered, marks: &Marks) -> VolumeRegionView {
    VolumeRegionView {
        name: world.book.regions.name_of(code),
        code: code.to_string(),
        region_year: region_year::view(world, code, year, sources, marks),
    }
}
