//! The equal site for Hugo: the same tables, sentences of the same length, bars for charts, lists of regions and years, a feed
//! and a sitemap. Comes in: counties. Goes out: a site in a folder, with the figures in front matter or as files of data.

use super::equal::{self, Page, Row};
use super::figures::YEARS;
use super::places::County;
use super::site;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the figures of a page stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    FrontMatter,
    /// JSON in `data/`, which Hugo reads faster than YAML.
    DataFiles,
}

const CONFIG: &str = "baseURL: https://example.org/yearbook/\ntitle: 全国县域年报\nlocale: zh-CN\n\
                      disableKinds: [taxonomy, term]\noutputs: { home: [html, rss], section: [html], page: [html] }\n\
                      services: { rss: { limit: 100 } }\n";

/// The program in the venv of the Python that is used, else the one of the machine.
pub fn program() -> PathBuf {
    let folder = super::places::python();
    // Beside Python stands a wrapper that starts a process more; the program itself is in the package.
    let packages = folder.parent().and_then(Path::parent).map(|venv| venv.join("lib"));
    let versions = packages.and_then(|lib| fs::read_dir(lib).ok()).into_iter().flatten().flatten();
    let inside = versions.map(|version| version.path().join("site-packages/hugo/binaries/hugo"));
    inside.into_iter().find(|path| path.exists()).unwrap_or_else(|| "hugo".into())
}

pub fn write(root: &Path, counties: &[County], region_years: usize, figures: Figures) {
    let put = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let source = match figures {
        Figures::FrontMatter => ".Params.figures",
        Figures::DataFiles => "(index site.Data .Params.code .Params.of)",
    };
    put("hugo.yaml", CONFIG);
    put("static/style.css", "table { border-collapse: collapse; }\n");
    put("layouts/_default/baseof.html", include_str!("hugo/base.html"));
    put("layouts/_default/single.html", &include_str!("hugo/page.html").replace("FIGURES", source));
    put("layouts/_default/list.html", include_str!("hugo/list.html"));
    put("layouts/years/single.html", include_str!("hugo/year.html"));
    put("layouts/index.html", include_str!("hugo/home.html"));
    put("content/regions/_index.md", "---\ntitle: 地区\n---\n");
    put("content/years/_index.md", "---\ntitle: 年份\n---\n");
    for year in YEARS {
        let years = site::years_of(counties, region_years);
        let places = years.filter(|(_, years)| years.contains(&year)).map(|(county, _)| county);
        let list: String =
            places.map(|county| format!("  - {{ code: \"{}\", name: {} }}\n", county.code, county.name)).collect();
        // A list in front matter is found at once; asking every page for its year took a fifth of Hugo's time.
        let head = format!("---\ntitle: {year}年\nof: \"{year}\"\nplaces:\n{list}---\n");
        put(&format!("content/years/{year}.md"), &head);
    }
    for county in counties {
        put(&format!("content/regions/{}/_index.md", county.code), &format!("---\ntitle: {}\n---\n", county.name));
    }
    equal::pages(counties, region_years, &mut |page| {
        let (code, year) = (&page.county.code, page.year);
        let body = page.paragraphs.join("\n\n");
        let head = format!(
            "title: {name}{year}年数据\ndate: {next}-03-01\ncode: \"{code}\"\nof: \"{year}\"\nyear: {year}\nparent: {parent}\n",
            name = page.county.name,
            next = year + 1,
            parent = equal::parent(page.county),
        );
        let inline = if figures == Figures::FrontMatter { format!("figures:\n{}", yaml(&page)) } else { String::new() };
        put(&format!("content/regions/{code}/{year}.md"), &format!("---\n{head}{inline}---\n{body}\n"));
        if figures == Figures::DataFiles {
            put(&format!("data/{code}/{year}.json"), &json(&page));
        }
    });
}

fn source(page: &Page) -> String {
    format!("{}{}年国民经济和社会发展统计公报（合成）", page.county.name, page.year)
}

/// The rows of each domain, in the order of the vocabulary, so that no template has to look for them.
fn domains<'p>(page: &'p Page) -> impl Iterator<Item = (&'static str, &'p [Row])> {
    page.rows.chunk_by(|a, b| a.domain == b.domain).map(|rows| (rows[0].domain, rows))
}

fn yaml(page: &Page) -> String {
    let mut text = format!("  source: {}\n  charts:\n", source(page));
    for (chart, row) in page.charts.iter().zip(&page.rows) {
        text.push_str(&format!("    - {{ of: {}, bars: {chart:?} }}\n", row.name));
    }
    text.push_str("  domains:\n");
    for (domain, rows) in domains(page) {
        text.push_str(&format!("    - name: {domain}\n      rows:\n"));
        for row in rows {
            text.push_str(&format!(
                "        - {{ name: {}, value: \"{}\", growth: \"{}\", place: \"{}\" }}\n",
                row.name, row.value, row.growth, row.place
            ));
        }
    }
    text
}

fn json(page: &Page) -> String {
    let row = |row: &Row| serde_json::json!({ "name": row.name, "value": row.value, "growth": row.growth, "place": row.place });
    let domains: Vec<serde_json::Value> = domains(page)
        .map(|(name, rows)| serde_json::json!({ "name": name, "rows": rows.iter().map(row).collect::<Vec<_>>() }))
        .collect();
    let charts = page.charts.iter().zip(&page.rows);
    let charts: Vec<serde_json::Value> =
        charts.map(|(bars, row)| serde_json::json!({ "of": row.name, "bars": bars })).collect();
    serde_json::json!({ "source": source(page), "charts": charts, "domains": domains }).to_string()
}
