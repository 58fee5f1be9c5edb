//! The equal site for Hugo: the same tables, sentences of the same length, bars for charts, lists of regions and years, a feed
//! and a sitemap. Comes in: counties. Goes out: a site in a folder, with the figures in front matter or as files of data.

use super::equal::{self, Page};
use super::figures::YEARS;
use super::indicators::DOMAINS;
use super::places::County;
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
        put(&format!("content/years/{year}.md"), &format!("---\ntitle: {year}年\nlists: \"{year}\"\n---\n"));
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

fn yaml(page: &Page) -> String {
    let domains: Vec<&str> = DOMAINS.iter().map(|(name, _)| *name).collect();
    let mut text = format!("  domains: [{}]\n  source: {}\n  charts:\n", domains.join(", "), source(page));
    for chart in &page.charts {
        text.push_str(&format!("    - {chart:?}\n"));
    }
    text.push_str("  rows:\n");
    for row in &page.rows {
        text.push_str(&format!(
            "    - {{ domain: {}, name: {}, value: \"{}\", growth: \"{}\", place: \"{}\" }}\n",
            row.domain, row.name, row.value, row.growth, row.place
        ));
    }
    text
}

fn json(page: &Page) -> String {
    let rows = page.rows.iter().map(|row| {
        serde_json::json!({
            "domain": row.domain, "name": row.name, "value": row.value, "growth": row.growth, "place": row.place,
        })
    });
    let domains: Vec<&str> = DOMAINS.iter().map(|(name, _)| *name).collect();
    let rows: Vec<serde_json::Value> = rows.collect();
    serde_json::json!({ "domains": domains, "source": source(page), "charts": page.charts, "rows": rows }).to_string()
}
