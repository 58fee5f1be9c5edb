//! A small world with one report of each genre, made into all of its pages.

use crate::compose::StandingTexts;
use crate::derive::{self, Statements};
use crate::model::article::*;
use crate::model::notice::{Mark, Notice, Signature};
use crate::model::observation::{Aim, Beside, KeyPlace, Milestone};
use crate::model::site::SiteSettings;
use crate::model::theme::Theme;
use crate::model::*;
use crate::plan::{self, Making, Material};
use crate::render::World;
use crate::render::web::Pages;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const HOSTILE: &str = "</script><script>alert(1)</script>\"'&\u{7}";

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn region(digits: &str, name: &str, kind: RegionKind, parent: &str) -> Region {
    Region {
        code: code(digits),
        name: name.into(),
        short: name.into(),
        kind,
        parent: RegionCode::parse(parent),
        partners: vec![],
        from: None,
        until: None,
        formerly: None,
        has_all_children: false,
    }
}

fn indicator(slug: &str, name: &str, unit: &str) -> Indicator {
    Indicator {
        slug: slug.into(),
        name: name.into(),
        aliases: vec![],
        domain: 0,
        measures: unit.split('、').map(Unit::new).collect(),
        kind: Kind::Flow,
        better: Better::Up,
        decimals: 0,
        scale: Scale::One,
        growth_is_real: false,
        is_headline: false,
        formula: None,
        part_of: None,
        is_sum_of_parts: false,
        adds_up: false,
        breaks: BTreeMap::new(),
        definition: String::new(),
    }
}

fn observation(region: &str, year: i32, indicator: u32, value: Value) -> Observation {
    let source = Source {
        id: "a".into(),
        title: "《年报》·增刊".into(),
        publisher: Some("统计局".into()),
        date: Date::parse("2024-07-11"),
        url: Some("https://example.gov.cn/?a=1&b=2".into()),
    };
    Observation {
        region: code(region),
        year,
        period: Period::Year,
        indicator: IndicatorId(indicator),
        value,
        beside: Beside::default(),
        source: Some(Arc::new(source)),
        is_forecast: false,
        place: KeyPlace::default(),
    }
}

fn value(text: &str) -> Value {
    Value::Reported(vec![Some(Quantity::parse(text).unwrap())].into())
}

fn figure() -> Figure {
    Figure {
        region: code("511100"),
        indicator: IndicatorId(0),
        year: 2023,
        period: Period::Year,
        recipe: Recipe::Growth,
        text: "增长16%".into(),
        value: Some("16.00".parse().unwrap()),
        unit: "%".into(),
        interval: None,
        from: vec![Key { region: code("511100"), year: 2022, indicator: IndicatorId(0), period: Period::Year }],
        is_forecast: false,
        is_reported: false,
        is_bounded: false,
    }
}

fn article(slug: &str, genre: Genre) -> Article {
    let text = |plain: &str| vec![Inline::Text(plain.into())];
    let cited = Inline::Literal(Literal::Cited { text: "50%".into(), source: "会议通报".into() });
    Article {
        file: Arc::from("content/reports/2023/a.md"),
        slug: slug.into(),
        numerals: vec![],
        script: Default::default(),
        bound: vec![],
        links: vec![],
        asides: Vec::new(),
        meta: Meta {
            title: format!("标题{HOSTILE}"),
            region: code("511100"),
            year: 2023,
            date: Date::parse("2024-07-11").unwrap(),
            is_sample: true,
            keywords: vec!["收入".into()],
            description: String::new(),
        },
        genre,
        body: vec![
            Block::Heading(Heading { level: 1, number: "一、".into(), anchor: "s1".into(), text: text("开头") }),
            Block::Paragraph(vec![
                Inline::Text(format!("收入{HOSTILE}")),
                Inline::Figure(Box::new(figure())),
                Inline::FootnoteReference("n".into()),
                Inline::FootnoteReference("n".into()),
                cited,
                Inline::Link { to: LinkTarget::Address("javascript:alert(1)".into()), text: text("此处") },
            ]),
            Block::Footnote { label: "n".into(), body: vec![Block::Paragraph(text("注文"))] },
            Block::Facts(vec![text("事实")]),
            Block::List { ordered: false, items: vec![vec![Block::Paragraph(text("一项"))]] },
            Block::Quote(vec![Block::Paragraph(text("引文"))]),
            Block::Photo(Photo { caption: text("图说"), ratio: (3, 2), image: None, span: Span::default() }),
            Block::Responsible {
                units: vec!["县教委".into(), "县农委".into()], note: "按职责分工负责".into()
            },
            table(),
            Block::Rule,
        ],
        parts: vec![],
    }
}

fn table() -> Block {
    let text = |plain: &str| vec![Inline::Text(plain.into())];
    let row = |a: &str, b: &str, c: &str| vec![text(a), text(b), text(c)];
    Block::Table(Table {
        id: "table-1".into(),
        title: text("表题"),
        head: vec![text("领域"), text("指标"), text("数值")],
        rows: vec![row("收入", "甲", "12元"), row("收入", "乙", "3.5元"), row("就业", "丙", "7人")],
        places: Vec::new(),
        note: vec![],
        source: String::new(),
        span: Span::default(),
    })
}

pub fn articles() -> Vec<Article> {
    let bulletin = Bulletin {
        name: "三农".into(),
        kind: "增刊".into(),
        number: IssueNumber { serial: Some(91), ..IssueNumber::default() },
        secrecy: String::new(),
        copy: String::new(),
        issuers: vec!["农业农村局".into()],
        editors_note: vec![Block::Paragraph(vec![Inline::Text("按语".into())])],
        distribution: Distribution { report: "领导。".into(), copies: Some(50), ..Distribution::default() },
    };
    let feature = Feature {
        page: 4,
        section: "专题".into(),
        kicker: String::new(),
        subtitle: "见闻".into(),
        byline: "本报记者".into(),
    };
    let notice = Notice {
        mark: Mark { organs: vec!["办公室文件".into()], kind: String::new() },
        number: "丰委农办〔2024〕8号".into(),
        recipients: "各成员单位".into(),
        signature: Signature { organs: vec!["办公室".into()], ..Signature::default() },
        disclosure: "此件公开发布".into(),
        copies_to: "县政府".into(),
        printed_by: "办公室".into(),
        printed_on: Date::parse("2024-04-10"),
        ..Notice::default()
    };
    let mut with_parts = article("notice", Genre::Notice(notice));
    with_parts.parts.push(Part { title: "要点".into(), body: vec![] });
    vec![
        article("bulletin", Genre::Bulletin(bulletin)),
        article("feature", Genre::Feature(feature)),
        article("review", Genre::Review(Review { signature: "县委农办".into() })),
        with_parts,
        article("yearbook", Genre::Yearbook(Yearbook { volume: "年鉴（2024）".into(), column: "专文".into() })),
    ]
}

pub fn book() -> derive::Book {
    let vocabulary = Vocabulary::new(
        vec![Domain { id: "income".into(), name: "收入".into() }],
        vec![indicator("net-income", &format!("人均收入{HOSTILE}"), "元"), indicator("people", "监测对象", "户、人")],
    );
    let regions = Gazetteer::new([
        region("510000", "四川省", RegionKind::Province, ""),
        region("511100", "乐山市", RegionKind::Prefecture, "510000"),
        region("511102", "市中区", RegionKind::District, "511100"),
    ]);
    let households = Value::Reported(
        vec![Some(Quantity::parse("3449户").unwrap()), Some(Quantity::parse("10424人").unwrap())].into(),
    );
    let aim = |text: &str| Aim::AtLeast([Quantity::parse(text).unwrap()].into());
    let target = Target {
        region: code("511100"),
        year: 2023,
        indicator: IndicatorId(0),
        aim: aim("15000元"),
        by: Some("2023-12".into()),
        milestones: [Milestone { by: Date::parse("2023-06").unwrap(), aim: aim("7000元") }].into(),
        set_by: None,
        source: None,
        note: None,
        place: KeyPlace::default(),
    };
    let observations = vec![
        observation("511100", 2021, 0, value("12000元")),
        observation("511100", 2022, 0, value("13242元")),
        observation("511100", 2023, 0, value("15361元")),
        observation("511100", 2023, 1, households),
        observation("511102", 2023, 0, Value::Missing(Missing::NotYetPublished)),
    ];
    let settings = SiteSettings {
        name: "示例年报".into(),
        base_url: "https://example.gov.cn/yearbook/".into(),
        publisher: "编辑部".into(),
        language: "zh-CN".into(),
        ..SiteSettings::default()
    };
    let statements = Statements::new(observations, vec![target], Vec::new());
    derive::book(settings, vocabulary, regions, [statements]).0
}

pub fn theme() -> Theme {
    crate::read::theme(Path::new("."), "standard", "zh-CN").unwrap().0
}

/// Every page of the world by its path, with the paths of all files.
pub fn site(theme: &Theme) -> (BTreeMap<String, String>, Vec<String>) {
    site_with(theme, |_| {})
}

/// The same from pages that are changed before anything is made.
pub fn site_with(theme: &Theme, change: fn(&mut Pages)) -> (BTreeMap<String, String>, Vec<String>) {
    let (book, articles) = (book(), articles());
    let summaries = StandingTexts::of([Summary {
        domain: 0,
        title: "收入".into(),
        region: code("511100"),
        year: 2023,
        paragraphs: vec![vec![Inline::Text("人均收入".into()), Inline::Figure(Box::new(figure()))]],
    }]);
    let material = Material { book: &book, articles: &articles, theme, images: &[], knows_every_year: true };
    let (site, _) = plan::site(&material, &plan::Prints::default());
    let world = World { book: &book, articles: &articles, summaries: &summaries, theme, site: &site };
    let mut pages = Pages::new(world).unwrap();
    change(&mut pages);
    let html = |(path, making): (&String, &Making)| match making {
        making if !path.ends_with(".html") || matches!(making, Making::Asset(_)) => None,
        _ => Some((path.clone(), pages.html(making, path).unwrap())),
    };
    (site.files.iter().filter_map(html).collect(), site.files.keys().cloned().collect())
}
