//! Print as a whole: a small world in, sheets and PDFs out. The fonts are those of `.ci/setup`.

use super::typesetter::Desk;
use super::{FontBook, Press, Sheet};
use crate::compose::StandingTexts;
use crate::derive::{Book, book};
use crate::finding::{Finding, Spot};
use crate::model::article::{
    Article, Block, Bulletin, Distribution, Feature, Genre, Heading, Inline, IssueNumber, KeyFigure, LinkTarget, Meta,
    Part, Photo, Review, Span, Table, Yearbook,
};
use crate::model::chart::{Bar, Chart, DataTable, Drawing, Label};
use crate::model::notice::{Mark, Notice, Signature};
use crate::model::theme::Theme;
use crate::model::{Date, Gazetteer, RegionCode, Vocabulary, site::SiteSettings};
use crate::plan::{Making, Site};
use crate::render::World;
use std::path::Path;
use std::sync::LazyLock;
use typst::layout::{Frame, FrameItem};

static FONTS: LazyLock<FontBook> = LazyLock::new(|| FontBook::scan(&[]));

const HOSTILE: &str =
    "#import \"x\": * $a_1$ \\ // b /* c */ ] [ } { `r` *s* _t_ <u> @v = w ~ #{1+1} \"; #panic() {{ x }} ${y}";

struct Ground {
    book: Book,
    articles: Vec<Article>,
    standing: StandingTexts,
    theme: Theme,
    site: Site,
}

impl Ground {
    fn new(articles: Vec<Article>) -> Self {
        let settings =
            SiteSettings {
                name: "示例年报".into(), publisher: "示例编辑部".into(), ..SiteSettings::default()
            };
        let (book, _) = book(settings, Vocabulary::default(), Gazetteer::default(), []);
        let (theme, _, findings) = crate::read::theme(Path::new("no such folder"), "standard", "zh-CN").unwrap();
        assert_eq!(findings, []);
        Self { book, articles, standing: StandingTexts::default(), theme, site: Site::default() }
    }

    fn press(&self) -> Result<Press<'_>, Vec<Finding>> {
        let Self { book, articles, standing, theme, site } = self;
        Press::new(World { book, articles, summaries: standing, theme, site })
    }

    fn sheet(&self) -> Sheet {
        self.press().unwrap().sheet(&Making::ReportPdf(0)).unwrap()
    }

    fn pdf(&self, fonts: &FontBook) -> Result<Vec<u8>, Vec<Finding>> {
        let press = self.press()?;
        let making = Making::ReportPdf(0);
        press.pdf(fonts, &press.sheet(&making)?, &making)
    }

    /// What is printed, white space aside.
    fn text(&self) -> String {
        let sheet = self.sheet();
        let pages = Desk::new(&sheet, &FONTS.store).pages().unwrap();
        let mut text = String::new();
        pages.pages().iter().for_each(|page| gather(&page.frame, &mut text));
        without_space(&text)
    }
}

fn gather(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => gather(&group.frame, text),
            FrameItem::Text(item) => text.push_str(&item.text),
            _ => {}
        }
    }
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_string())]
}

fn article(title: &str, genre: Genre, body: Vec<Block>) -> Article {
    Article {
        file: "content/reports/2023/a.md".into(),
        slug: "a".into(),
        meta: Meta {
            title: title.into(),
            region: RegionCode::parse("511100").unwrap(),
            year: 2023,
            date: Date::parse("2024-07-11").unwrap(),
            is_sample: true,
            keywords: vec!["示例".into()],
            description: title.into(),
        },
        genre,
        body,
        parts: vec![],
        numerals: vec![],
        script: Default::default(),
        bound: vec![],
        links: vec![],
        asides: Vec::new(),
    }
}

fn review(body: Vec<Block>) -> Article {
    article("四川苍溪：扎实推进有效衔接", Genre::Review(Review { signature: "示例".into() }), body)
}

fn paragraph(line: &str) -> Block {
    Block::Paragraph(text(line))
}

fn table() -> Table {
    Table {
        id: "table-1".into(),
        title: text("指标"),
        head: vec![text("指标"), text("值")],
        rows: vec![vec![text("收入"), text("15361元")]; 3],
        places: Vec::new(),
        note: text("注"),
        source: "数据来源：示例".into(),
        span: Span::default(),
    }
}

fn chart() -> Chart {
    let bar = |name: &str, value: i64| Bar {
        name: name.into(),
        value: value.into(),
        label: Label::words(&format!("{value}元")),
        own: value == 2,
    };
    Chart {
        span: Span::default(),
        id: "chart-1".into(),
        title: "排行".into(),
        description: "两个县，乙高".into(),
        unit: "元".into(),
        note: None,
        source: "数据来源：示例".into(),
        drawing: Drawing::Ranked { bars: vec![bar("乙县", 2), bar("甲县", 1)] },
        table: DataTable::default(),
    }
}

/// One of every block.
fn blocks() -> Vec<Block> {
    let heading = |level, line: &str| {
        Block::Heading(Heading { level, number: "一、".into(), anchor: "s1".into(), text: text(line) })
    };
    vec![
        paragraph("到位资金1.67亿元，实施项目48个。"),
        heading(1, "抓监测"),
        heading(2, "识别"),
        paragraph("累计识别3449户10424人。"),
        Block::Responsible { units: vec!["县教委".into()], note: "负责".into() },
        Block::Facts(vec![text("培训35期"), text("带动3万人")]),
        Block::List { ordered: true, items: vec![vec![paragraph("甲")], vec![paragraph("乙"), paragraph("丙")]] },
        Block::Quote(vec![paragraph("引")]),
        Block::Table(table()),
        Block::Chart(Box::new(chart())),
        Block::Photo(Photo { caption: text("现场"), ratio: (3, 2), image: None, span: Span::Columns(2) }),
        Block::KeyFigure(KeyFigure { value: text("15361元"), caption: text("人均纯收入"), span: Span::All }),
        Block::Rule,
        Block::Paragraph(vec![Inline::Text("见注".into()), Inline::FootnoteReference("1".into())]),
        Block::Footnote { label: "1".into(), body: vec![paragraph("注文")] },
    ]
}

fn genres() -> Vec<Genre> {
    let note = vec![paragraph("根据通报，现将做法刊发。")];
    let lists = Distribution {
        report: "省委".into(),
        send: "市委".into(),
        issue: "各县".into(),
        extra: "增发".into(),
        copies: Some(50),
    };
    let printed_on = Date::parse("2024-04-10");
    vec![
        Genre::Bulletin(Bulletin {
            name: "乐山三农".into(),
            kind: "增刊".into(),
            number: IssueNumber { serial: Some(91), ..IssueNumber::default() },
            secrecy: "机密★1年".into(),
            copy: "000012".into(),
            issuers: vec!["甲".into(), "乙".into()],
            editors_note: note,
            distribution: lists,
        }),
        Genre::Feature(Feature {
            page: 4,
            section: "专题报道".into(),
            kicker: "眉题".into(),
            subtitle: "纪实".into(),
            byline: "□本报记者".into(),
        }),
        Genre::Review(Review { signature: "示例".into() }),
        Genre::Notice(Notice {
            mark: Mark { organs: vec!["某县文件".into()], kind: String::new() },
            number: "某发〔2024〕8号".into(),
            recipients: "各乡镇".into(),
            signature: Signature { organs: vec!["某县".into()], ..Signature::default() },
            disclosure: "此件公开发布".into(),
            copies_to: "县委办公室".into(),
            printed_by: "某县办公室".into(),
            printed_on,
            ..Notice::default()
        }),
        Genre::Yearbook(Yearbook { volume: "年鉴（2022）".into(), column: "专文".into() }),
    ]
}

#[test]
fn every_genre_becomes_an_archivable_accessible_pdf() {
    for genre in genres() {
        let name = genre.name();
        let mut article = article("2023年工作综述", genre, blocks());
        if name == "notice" {
            article.parts = vec![Part { title: "要点".into(), body: blocks() }; 2];
        }
        let pdf = Ground::new(vec![article]).pdf(&FONTS).unwrap_or_else(|findings| panic!("{name}: {findings:?}"));
        assert!(pdf.starts_with(b"%PDF-1.7"), "{name}");
        let text = String::from_utf8_lossy(&pdf);
        for mark in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/EmbeddedFile"] {
            assert!(text.contains(mark), "{name}: {mark}");
        }
    }
}

#[test]
fn a_region_without_figures_has_a_document_too() {
    let ground = Ground::new(vec![]);
    let press = ground.press().unwrap();
    let making = Making::RegionYearPdf(RegionCode::parse("511100").unwrap(), 2023);
    let sheet = press.sheet(&making).unwrap();
    // No source, so the last day of the year, which is not printed; no clock.
    assert!(sheet.main.contains("year: 2023, month: 12, day: 31"), "{}", sheet.main);
    assert!(!sheet.main.contains("截至"), "{}", sheet.main);
    assert!(press.pdf(&FONTS, &sheet, &making).is_ok());
}

#[test]
fn one_sheet_gives_one_sequence_of_bytes() {
    let ground = Ground::new(vec![review(blocks())]);
    assert_eq!(ground.sheet(), ground.sheet());
    assert_eq!(ground.pdf(&FONTS).unwrap(), ground.pdf(&FONTS).unwrap());
    assert_eq!(ground.pdf(&FONTS).unwrap(), ground.pdf(&FontBook::scan(&[])).unwrap());
}

#[test]
fn hostile_text_is_printed_to_the_letter() {
    let hostile = || text(HOSTILE);
    let table = Table { head: vec![hostile()], rows: vec![vec![hostile()]], ..table() };
    let chart = Chart { description: HOSTILE.into(), title: HOSTILE.into(), source: HOSTILE.into(), ..chart() };
    let body = vec![
        paragraph(HOSTILE),
        Block::Paragraph(vec![
            Inline::Strong(hostile()),
            Inline::Code(HOSTILE.into()),
            Inline::Link { to: LinkTarget::Address(format!("https://a.b/{HOSTILE}")), text: hostile() },
        ]),
        Block::Heading(Heading { level: 1, number: HOSTILE.into(), anchor: String::new(), text: hostile() }),
        Block::Facts(vec![hostile()]),
        Block::Table(table),
        Block::Chart(Box::new(chart)),
        Block::Photo(Photo {
            caption: hostile(),
            ratio: (0, 0),
            image: Some("../../etc/passwd".into()),
            span: Span::All,
        }),
        Block::Responsible { units: vec![HOSTILE.into()], note: HOSTILE.into() },
    ];
    let genre = Genre::Yearbook(Yearbook { volume: HOSTILE.into(), column: HOSTILE.into() });
    let ground = Ground::new(vec![article(HOSTILE, genre, body)]);
    let printed = ground.text();
    assert!(printed.matches(&without_space(HOSTILE)).count() >= 15, "{printed}");
    assert!(ground.pdf(&FONTS).is_ok());
}

#[test]
fn joiners_set_the_line_and_then_go() {
    let sheet = Ground::new(vec![review(vec![paragraph("到位1.67亿元，63%～68%。")])]).sheet();
    let pages = Desk::new(&sheet, &FONTS.store).pages().unwrap();
    let printed = |pages: &typst_layout::PagedDocument| {
        let mut text = String::new();
        pages.pages().iter().for_each(|page| gather(&page.frame, &mut text));
        text
    };
    assert!(printed(&pages).contains("1.67\u{2060}亿\u{2060}元，63%\u{2060}～\u{2060}68\u{2060}%\u{2060}。"));
    assert!(
        printed(&super::searchable::as_written(&pages, &super::Record::default())).contains("到位1.67亿元，63%～68%。")
    );
}

#[test]
fn what_cannot_be_printed_does_not_stop_the_press() {
    let ground = Ground::new(vec![review(vec![paragraph("一\u{0}二\u{7}\u{202e}三\n四\r\u{feff}\u{fffe}五")])]);
    assert!(ground.text().contains("一二三四五"));
    assert!(ground.pdf(&FONTS).is_ok());
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let mut chart = chart();
    chart.title = "排行".into();
    chart.drawing = Drawing::Ranked {
        bars: vec![Bar { name: "\u{1f9ed}县".into(), value: 1.into(), label: Label::words("1元"), own: false }],
    };
    let body = vec![paragraph("熊猫🐼和自造字\u{e000}"), Block::Chart(Box::new(chart))];
    let findings = Ground::new(vec![review(body)]).pdf(&FONTS).unwrap_err();
    let told: Vec<_> = findings.iter().map(|f| (f.code, &*f.place.file, f.message.en.as_str())).collect();
    let file = "content/reports/2023/a.md";
    assert_eq!(
        told,
        [
            ("missing-glyph", file, "no font has 🐼 (U+1F43C)"),
            ("missing-glyph", file, "no font has \u{e000} (U+E000)"),
            ("missing-glyph", file, "no font has \u{1f9ed} (U+1F9ED)"),
        ]
    );
}

#[test]
fn without_fonts_nothing_is_printed() {
    let findings = Ground::new(vec![review(vec![])]).pdf(&FontBook::empty()).unwrap_err();
    assert_eq!(findings.len(), 5);
    assert!(findings.iter().all(|f| f.code == "no-chinese-font" && &*f.place.file == "themes/standard/theme.yaml"));
}

#[test]
fn a_broken_template_is_told_where_it_breaks() {
    let mut ground = Ground::new(vec![review(vec![])]);
    ground.theme.print.insert("review.typ".into(), "{{ nobody }}".into());
    let finding = &ground.pdf(&FONTS).unwrap_err()[0];
    assert_eq!((finding.code, &*finding.place.file), ("broken-template", "themes/standard/print/review.typ"));
    assert!(matches!(finding.place.spot, Spot::Bytes { start: 3, .. }), "{:?}", finding.place);
    ground.theme.print.insert("review.typ".into(), "{% if %}".into());
    assert_eq!(ground.pdf(&FONTS).unwrap_err()[0].code, "broken-template");
}

#[test]
fn what_typst_refuses_is_told_at_the_template() {
    let mut ground = Ground::new(vec![review(vec![])]);
    ground.theme.print.insert("review.typ".into(), "{% include \"_document.typ\" %}\n#nobody()".into());
    let finding = &ground.pdf(&FONTS).unwrap_err()[0];
    assert_eq!((finding.code, &*finding.place.file), ("print-failed", "themes/standard/print/review.typ"));
    assert!(finding.message.zh.contains("unknown variable: nobody"), "{}", finding.message.zh);
}
