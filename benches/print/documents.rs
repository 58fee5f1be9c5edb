//! The documents that are timed, as a site in a folder. Comes in: a folder. Goes out: content whose every report differs
//! from the others in its words, so that no layout can be remembered from one to the next.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// How many reports there are of each kind.
pub const NOTICES: usize = 200;
pub const REPORTS: usize = 30;
pub const LONG: usize = 2;
/// The years of which there is a volume, and how many reports each holds.
pub const VOLUMES: [i32; 2] = [2022, 2023];
const BOUND: usize = 48;

const REGION: &str = "990101";

/// Words to say something else with in every sentence.
const TOPICS: [&str; 16] = [
    "产业", "就业", "教育", "医疗", "住房", "饮水", "道路", "用电", "养老", "文化", "环境", "治安", "金融", "科技",
    "人才", "生态",
];
const DEEDS: [&str; 12] = [
    "统筹安排",
    "逐项落实",
    "分类推进",
    "稳步实施",
    "巩固提升",
    "有效衔接",
    "定期调度",
    "跟踪督促",
    "动态管理",
    "优化服务",
    "补齐短板",
    "总结推广",
];
const INDICATORS: [(&str, &str); 5] =
    [("收入", "元"), ("投入", "元"), ("面积", "亩"), ("就业人数", "人"), ("项目数", "个")];

/// The kinds of document, by the first letters of their files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Notice,
    Report,
    /// With a table beside each chart.
    Tables,
    Long,
    /// One of the reports of a volume.
    Bound,
}

impl Kind {
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Notice => "notice-",
            Self::Report => "report-",
            Self::Tables => "tables-",
            Self::Long => "long-",
            Self::Bound => "bound-",
        }
    }
}

pub fn write(root: &Path) {
    let write = |path: &str, text: &str| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("site.yaml", "name: 示例\n");
    write("regions.yaml", &format!("regions:\n  \"{REGION}\": {{ name: 示例县, kind: county }}\n"));
    let mut indicators = String::from("domains:\n  综合: { id: overview }\nindicators:\n");
    for (i, (name, unit)) in INDICATORS.iter().enumerate() {
        line(&mut indicators, &format!("  figure-{i}: {{ name: {name}, domain: 综合, unit: {unit}, kind: flow }}"));
    }
    write("indicators.yaml", &indicators);
    for year in 2015..2025 {
        let mut data =
            format!("region: \"{REGION}\"\nyear: {year}\nsources:\n  s: {{ title: 统计资料 }}\nsource: s\nfigures:\n");
        for (i, (name, unit)) in INDICATORS.iter().enumerate() {
            line(&mut data, &format!("  {name}: {}{unit}", 3_000 + (i * 977 + (year - 2000) * 331) % 5_000));
        }
        write(&format!("data/{REGION}/{year}.yaml"), &data);
    }
    for (kind, count) in [(Kind::Notice, NOTICES), (Kind::Report, REPORTS), (Kind::Tables, REPORTS), (Kind::Long, LONG)]
    {
        for n in 0..count {
            write(&format!("reports/2024/{}{n:03}.md", kind.prefix()), &report(kind, 2024, n));
        }
    }
    for year in VOLUMES {
        for n in 0..BOUND {
            let words = n + BOUND * year as usize;
            write(&format!("reports/{year}/{}{n:03}.md", Kind::Bound.prefix()), &report(Kind::Bound, year, words));
        }
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("text");
}

/// What stands in a chapter beside its paragraphs.
struct Displays {
    table: bool,
    /// A chart in every so manyth chapter.
    chart_every: usize,
}

const ARTICLE: &str = "genre: yearbook\nvolume: 示例年鉴\ncolumn: 专文";

fn report(kind: Kind, year: i32, n: usize) -> String {
    let mut words = Words(n * 7_919 + 1);
    let (front, body) = match kind {
        Kind::Notice => (
            "genre: notice\nmasthead: { name: 示例县人民政府办公室文件 }\nnumber: { organ: 示府办, year: 2024, serial: 8 }\n\
             recipients: 各乡镇人民政府，县级各部门\nsigned: 示例县人民政府办公室\ncopies_to: 县委办公室\n\
             printed_by: 示例县人民政府办公室\nprinted_on: 2024-04-10",
            notice(&mut words),
        ),
        Kind::Report => (ARTICLE, chapters(&mut words, 5, 4, Displays { table: false, chart_every: 1 })),
        Kind::Tables | Kind::Bound => (ARTICLE, chapters(&mut words, 5, 2, Displays { table: true, chart_every: 1 })),
        Kind::Long => (ARTICLE, chapters(&mut words, 190, 7, Displays { table: true, chart_every: 4 })),
    };
    let title = format!("示例县关于{}{}的报告", words.topic(), words.deed());
    format!(
        "---\n{front}\ntitle: {title}\nregion: \"{REGION}\"\nyear: {year}\ndate: {year}-04-10\ndescription: 试排\n---\n\n{body}"
    )
}

fn notice(words: &mut Words) -> String {
    let mut body = words.paragraph(4);
    for _ in 0..3 {
        let _ = write!(body, "\n\n## {}\n\n{}", words.heading(), words.paragraph(3));
    }
    body
}

fn chapters(words: &mut Words, count: usize, paragraphs: usize, displays: Displays) -> String {
    let mut body = words.paragraph(4);
    for chapter in 0..count {
        let _ = write!(body, "\n\n## {}\n\n", words.heading());
        for _ in 0..paragraphs {
            let _ = write!(body, "{}\n\n", words.paragraph(4));
        }
        if displays.table {
            body.push_str(&words.table(8));
        }
        if chapter % displays.chart_every == 0 {
            let (name, _) = INDICATORS[chapter % INDICATORS.len()];
            let _ = write!(
                body,
                "\n```chart\nkind: line\ntitle: 历年{name}（{}）\nindicator: {name}\nyears: 2015-2024\n```\n",
                words.heading()
            );
        }
    }
    body
}

/// The next words, the same in every run.
struct Words(usize);

impl Words {
    fn next(&mut self, of: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % of
    }

    fn topic(&mut self) -> &'static str {
        TOPICS[self.next(TOPICS.len())]
    }

    fn deed(&mut self) -> &'static str {
        DEEDS[self.next(DEEDS.len())]
    }

    fn heading(&mut self) -> String {
        format!("{}{}与{}{}", self.topic(), self.deed(), self.topic(), self.deed())
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        let mut text = String::new();
        for i in 0..sentences {
            let (a, b) = (self.heading(), self.heading());
            let (name, _) = INDICATORS[self.next(INDICATORS.len())];
            let figure = if i == 0 { format!("，全年{name}{{{{ {name} }}}}") } else { String::new() };
            let _ = write!(text, "抓好{a}，把{b}落到部门和乡镇{figure}。");
        }
        text
    }

    fn table(&mut self, rows: usize) -> String {
        let mut table = String::from("| 事项 | 做法 | 责任单位 |\n|---|---|---|\n");
        for _ in 0..rows {
            let row = format!("| {} | {} | {}部门 |", self.topic(), self.heading(), self.topic());
            line(&mut table, &row);
        }
        table
    }
}
