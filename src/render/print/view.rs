//! What a print template can show, and nothing else: plain types, documented for authors of themes. Every text is printed
//! as a string expression ([`super::escape`]); only [`Markup`], which `block` and `inline` have made, goes in as it is.
//!
//! Besides the views a report has its text twice: `body` is markup; `blocks` the same as a code block, whose functions a template
//! may let return what it likes (`feature.typ`: arrays).
//!
//! A template has the filter `typst`, which writes a value as Typst code: `{{ document.title | typst }}`
//! gives a string, `{{ document.title_lines | typst }}` an array. Loop over lists only: the order of a map is not fixed.

use std::collections::BTreeMap;
use tera::Value;

/// Typst source made from content by `block` and `inline`.
#[derive(Clone, Debug, Default)]
pub struct Markup(pub(super) String);

impl From<Markup> for Value {
    fn from(markup: Markup) -> Self {
        Value::safe_string(&markup.0)
    }
}

/// Defines plain structs and how templates see them: a map from field names to values.
macro_rules! views {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl From<$name> for Value {
            fn from(view: $name) -> Self {
                Value::from(BTreeMap::from([$((stringify!($field), Value::from(view.$field)),)*]))
            }
        }
    )*};
}

views! {
    /// `document`: in every template of a document.
    pub struct DocumentView {
        pub title: String,
        /// The title in lines of even length that keep words whole.
        pub title_lines: Vec<String>,
        /// `bulletin`, `feature`, `review`, `notice`, `yearbook` or `region-year`.
        pub genre: String,
        pub region: String,
        /// Six digits.
        pub region_code: String,
        pub year: i32,
        pub date: DayView,
        /// Sample documents are marked 示例.
        pub is_sample: bool,
        pub keywords: Vec<String>,
        pub description: String,
        /// The name of the site.
        pub site: String,
        pub publisher: String,
    }

    /// `web`: where the document stands on the site; both empty where the site has no address yet.
    pub struct WebView {
        pub address: String,
        /// Its code as a picture, from the root of the document.
        pub code: String,
    }

    /// A day in numbers, for `datetime`, and in words: 2024年7月11日.
    pub struct DayView {
        pub year: i32,
        pub month: u8,
        pub day: u8,
        pub text: String,
    }

    /// `carried`: the files that a document carries with it.
    pub struct CarriedView {
        /// From the root of the document, which is its name: `/figures.csv`.
        pub path: String,
        /// `data` or `source`.
        pub relationship: String,
        pub mime: String,
        pub description: String,
    }

    /// `attachments`: in a notice, what follows the letter; in a bulletin, the items behind the first.
    pub struct AttachmentView {
        pub title: String,
        pub title_lines: Vec<String>,
        pub body: Markup,
    }

    /// `bulletin`
    pub struct BulletinView {
        /// In one line, or in two of even length where it is long.
        pub name_lines: Vec<String>,
        /// 增刊; empty for a regular issue.
        pub kind: String,
        /// 第12期, 增刊第3期; empty where only the number since the first is given.
        pub number: String,
        /// 总第091期: the number with three digits; may be empty.
        pub serial: String,
        /// 密级
        pub secrecy: String,
        /// 编号 of the copy.
        pub copy: String,
        pub issuers: Vec<String>,
        /// 农历甲辰年六月初六; empty where the date is no day.
        pub lunar: String,
        pub has_note: bool,
        pub editors_note: Markup,
        /// One or more.
        pub items: Vec<ItemView>,
        /// 报, 送, 发: without their labels.
        pub report: String,
        pub send: String,
        pub issue: String,
        /// 本期增发
        pub extra: String,
        /// 50; empty where it is not given.
        pub copies: String,
    }

    /// One text of a bulletin.
    pub struct ItemView {
        pub title: String,
        pub title_lines: Vec<String>,
        pub has_byline: bool,
        pub byline: Markup,
        pub body: Markup,
        pub has_source: bool,
        /// （县农业农村局供稿）
        pub source: Markup,
    }

    /// `feature`
    pub struct FeatureView {
        pub page: u32,
        pub section: String,
        pub kicker: String,
        /// Without its ——.
        pub subtitle: String,
        /// □本报记者 ××
        pub byline: String,
    }

    /// `review`
    pub struct ReviewView {
        pub signature: String,
    }

    /// `notice`: the elements of GB/T 9704—2012, each empty where the document has none.
    pub struct NoticeView {
        /// `document`, `letter`, `order` or `minutes`.
        pub form: String,
        /// 发文机关标志: each organ in one line, or in two of even length where its name is long.
        pub organs: Vec<Vec<String>>,
        /// 文件, beside several organs; of a single one it is part of the last line.
        pub mark_kind: String,
        /// 份号
        pub copy: String,
        /// 密级; its two characters stand apart where no period follows.
        pub secrecy: String,
        /// 紧急程度
        pub urgency: String,
        /// 发文字号
        pub number: String,
        /// 签发人
        pub signers: Vec<String>,
        /// 主送机关, without its colon.
        pub recipients: String,
        /// 出席, 请假, 列席.
        pub attendance: Vec<AttendanceView>,
        /// 署名, the organ in charge first.
        pub signed: Vec<String>,
        /// Room is left for a seal on each name.
        pub has_seal: bool,
        /// 签名章 instead of the organs' names.
        pub has_signatory: bool,
        /// 县长
        pub post: String,
        /// Empty where it will be stamped.
        pub signatory: String,
        /// 附注, without its brackets.
        pub disclosure: String,
        /// 抄送, without its full stop.
        pub copies_to: String,
        pub printed_by: String,
        pub printed_on: String,
        /// False where the notice only issues its one attachment (印发, 转发): that is no 附件 and is not marked as one.
        pub labels_attachments: bool,
    }

    pub struct AttendanceView {
        /// 出席
        pub label: String,
        /// Without a full stop.
        pub names: String,
    }

    /// `yearbook`
    pub struct YearbookView {
        pub volume: String,
        pub column: String,
    }

    /// `volume`: a whole year in one book.
    pub struct VolumeView {
        /// The name of the site, in lines that keep words whole.
        pub name_lines: Vec<String>,
        pub name: String,
        pub year: i32,
        /// In the order of genres and dates.
        pub reports: Vec<VolumeReportView>,
        /// In the order of their codes.
        pub regions: Vec<VolumeRegionView>,
        /// Regions beside each other, by domains.
        pub comparisons: Vec<ComparisonView>,
        /// All sources of the volume under one count.
        pub sources: Vec<SourceView>,
        /// Different indicators with a figure.
        pub indicator_count: u32,
        /// Reported figures of the year, and those that texts refer to.
        pub figure_count: u32,
        /// The first and last day of the year in words.
        pub from: String,
        pub to: String,
    }

    /// A report within a volume: all genres are set alike.
    pub struct VolumeReportView {
        pub document: DocumentView,
        /// 县域综述
        pub genre_name: String,
        /// 引题; empty in genres without one.
        pub kicker: String,
        /// Without its ——.
        pub subtitle: String,
        /// Who wrote or issued it.
        pub byline: String,
        /// 发文字号, 总第091期.
        pub number: String,
        pub has_note: bool,
        pub editors_note: Markup,
        pub body: Markup,
        pub attachments: Vec<AttachmentView>,
    }

    pub struct VolumeRegionView {
        pub name: String,
        pub code: String,
        /// Its sources are in the list of the volume.
        pub region_year: RegionYearView,
    }

    /// The regions of one year beside each other.
    pub struct ComparisonView {
        /// The domain.
        pub name: String,
        /// Names of indicators.
        pub columns: Vec<String>,
        /// Of the regions' column and of each of figures.
        pub needs: Vec<NeedView>,
        pub rows: Vec<ComparisonRowView>,
    }

    /// The widest cell and the head of a column, in em.
    pub struct NeedView {
        pub cells: f64,
        pub head: f64,
    }

    pub struct ComparisonRowView {
        pub region: String,
        /// One for each column, empty where the region reports nothing.
        pub cells: Vec<String>,
    }

    /// `region_year`
    pub struct RegionYearView {
        /// In the order of the vocabulary; only domains with figures or a summary.
        pub domains: Vec<DomainView>,
        pub targets: Vec<TargetView>,
        /// True where any of the targets has one.
        pub has_milestones: bool,
        pub has_completion: bool,
        pub sources: Vec<SourceView>,
    }

    pub struct DomainView {
        pub name: String,
        pub summary: Markup,
        pub rows: Vec<FigureView>,
        /// True where any of the rows has one.
        pub has_growth: bool,
        /// True where growth is said in points, which are long.
        pub has_points: bool,
        pub has_completion: bool,
        pub has_ranks: bool,
        /// Numbered from 1, as `FigureView::note` counts them.
        pub notes: Vec<String>,
        /// That rounded parts may not add up to their whole, and that numbers with * were computed; empty where neither is so.
        pub remark: String,
    }

    /// One row of a table of figures; every cell is ready to print, empty where nothing was reported.
    pub struct FigureView {
        pub indicator: String,
        pub value: String,
        /// With * where it was computed; so too the completion.
        pub growth: String,
        /// How much of its target is done.
        pub completion: String,
        pub rank: String,
        pub period: String,
        /// The number of its source in the list; empty where none is known.
        pub source: String,
        /// The number of its note in the domain; empty where it has none.
        pub note: String,
    }

    pub struct TargetView {
        pub indicator: String,
        /// 2.5亿元以上
        pub aim: String,
        pub by: String,
        /// 2024年4月30%以上；2024年6月50%以上
        pub milestones: String,
        /// 108.3%*
        pub completion: String,
        pub source: String,
    }

    pub struct SourceView {
        pub number: u32,
        pub title: String,
        pub publisher: String,
        pub date: String,
    }
}
