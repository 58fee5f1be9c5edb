//! Our own site: N region-years as `yearbook` reads them. Comes in: counties and how many region-years. Goes out: content in a
//! folder. Every region-year has its forty figures, three targets and the sentences of the standing texts.

use super::figures::{self, YEARS};
use super::indicators::{DOMAINS, INDICATORS, WITH_TARGET};
use super::places::{Above, County};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The standing texts: per domain, with the figure, its change and its place.
const SUMMARIES: [(&str, &str); 3] = [
    (
        "overview",
        "---\ndomain: 综合\norder: 1\n---\n{{ 年份 }}年，{{ 地区 }}实现地区生产总值{{ 地区生产总值 }}[[，{{ 地区生产总值 | 增减 }}]][[，居{{ 上级 }}{{ 地区生产总值 | 位次 }}]]。\
         地方一般公共预算收入{{ 地方一般公共预算收入 }}[[，{{ 地方一般公共预算收入 | 增减 }}]]。\n",
    ),
    (
        "income",
        "---\ndomain: 收入\norder: 2\n---\n{{ 年份 }}年，{{ 地区 }}农村居民人均可支配收入{{ 农村居民人均可支配收入 }}[[，{{ 农村居民人均可支配收入 | 增减 }}]]，\
         城镇居民人均可支配收入{{ 城镇居民人均可支配收入 }}[[，{{ 城镇居民人均可支配收入 | 增减 }}]]。\n",
    ),
    (
        "people",
        "---\ndomain: 人口就业\norder: 3\n---\n{{ 年份 }}年末，{{ 地区 }}常住人口{{ 常住人口 }}，城镇新增就业{{ 城镇新增就业 }}[[，{{ 城镇新增就业 | 增减 }}]]，\
         公益性岗位{{ 公益性岗位 }}。\n",
    ),
];

/// So many bulletins, for feeds and lists; region-years are what is measured.
const REPORTS: usize = 20;

/// Which years each county has, so that all together are `region_years`: ten each, the last county the rest.
pub fn years_of(counties: &[County], region_years: usize) -> impl Iterator<Item = (&County, std::ops::Range<i32>)> {
    counties.iter().enumerate().map(move |(n, county)| {
        let left = (region_years - n * YEARS.len()).min(YEARS.len()) as i32;
        (county, YEARS.end - left..YEARS.end)
    })
}

/// How many counties it takes.
pub fn counties_for(region_years: usize) -> usize {
    region_years.div_ceil(YEARS.len())
}

pub fn write(root: &Path, counties: &[County], region_years: usize) {
    let content = root.join("content");
    let put = |path: &str, text: &str| {
        let path = content.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put(
        "site.yaml",
        "name: 全国县域年报\nshort: 县域年报\nbase_url: https://example.org/yearbook/\npublisher: 示例编辑部\n\
         description: 合成数字，只用来计时\n",
    );
    put("indicators.yaml", &indicators());
    put("regions.yaml", &regions(counties));
    for (name, text) in SUMMARIES {
        put(&format!("summaries/{name}.md"), text);
    }
    for (county, years) in years_of(counties, region_years) {
        let series: Vec<Vec<u64>> =
            INDICATORS.iter().map(|indicator| figures::series(&county.code, indicator)).collect();
        for year in years {
            put(&format!("data/{}/{year}.yaml", county.code), &sheet(county, year, &series));
        }
    }
    let last = YEARS.end - 1;
    for (n, county) in counties.iter().take(REPORTS).enumerate() {
        put(&format!("reports/{last}/bulletin-{:02}.md", n + 1), &report(county, last, n + 1));
    }
}

/// Takes the files of data away, so that pages alone are built.
pub fn without_downloads(root: &Path) {
    let path = root.join("content/site.yaml");
    let text = fs::read_to_string(&path).expect("a site");
    fs::write(path, text + "downloads: []\n").expect("a file");
}

/// Mends the first indicator of the first county's last year, to a value that no earlier turn wrote.
pub fn change_one_figure(root: &Path, turn: usize) {
    let data = root.join("content/data");
    let mut counties: Vec<_> = fs::read_dir(data).expect("data").flatten().map(|entry| entry.path()).collect();
    counties.sort();
    let path = counties[0].join(format!("{}.yaml", YEARS.end - 1));
    let text = fs::read_to_string(&path).expect("a file");
    let start = text.find(INDICATORS[0].name).expect("the first indicator");
    let value = text[start..].find(": ").expect("a value") + start + 2;
    let end = text[value..].find('.').expect("decimals") + value;
    // The decimals alone: a step of a hundredth in a figure of hundreds breaks nothing.
    let decimals = format!("{:02}", (text[end + 1..end + 3].parse::<usize>().expect("digits") + turn + 1) % 100);
    fs::write(&path, [&text[..end + 1], &decimals, &text[end + 3..]].concat()).expect("a file");
}

/// Adds a word to the first bulletin, another in each turn.
pub fn change_one_report(root: &Path, _turn: usize) {
    put_into(&root.join(format!("content/reports/{}/bulletin-01.md", YEARS.end - 1)), "。");
}

/// Adds a word to the first of the standing texts, which every region-year shows.
pub fn change_one_summary(root: &Path, _turn: usize) {
    put_into(&root.join("content/summaries/overview.md"), "实现");
}

/// Puts a character behind the first time that a word stands in the body of a text: one more in each turn.
fn put_into(path: &Path, word: &str) {
    let text = fs::read_to_string(path).expect("a text");
    let body = text.rfind("---\n").expect("front matter");
    let at = body + text[body..].find(word).expect("the word") + word.len();
    fs::write(path, [&text[..at], "稳", &text[at..]].concat()).expect("a file");
}

/// The page of a region's last year.
pub fn page_of(code: &str) -> String {
    format!("regions/{code}/{}/index.html", YEARS.end - 1)
}

/// The page of a bulletin, from 1.
pub fn report_page(number: usize) -> String {
    format!("reports/{}/bulletin-{number:02}/index.html", YEARS.end - 1)
}

fn indicators() -> String {
    let mut text = String::from("domains:\n");
    for (name, id) in DOMAINS {
        line(&mut text, &format!("  {name}: {{ id: {id} }}"));
    }
    text.push_str("indicators:\n");
    for of in &INDICATORS {
        let headline = if of.is_headline { "headline: true, " } else { "" };
        let (id, name, domain, keys) = (of.id, of.name, of.domain, of.print.keys());
        line(&mut text, &format!("  {id}: {{ name: {name}, {headline}domain: {domain}, {keys} }}"));
    }
    text
}

fn regions(counties: &[County]) -> String {
    let mut text = String::from("regions:\n  \"100000\": { name: 全国, kind: country }\n");
    let mut add = |code: &str, name: &str, kind: &str, parent: &str| {
        line(&mut text, &format!("  \"{code}\": {{ name: {name}, kind: {kind}, parent: \"{parent}\" }}"));
    };
    let provinces: BTreeSet<&Above> = counties.iter().map(|county| &county.province).collect();
    for above in provinces {
        add(&above.code, &above.name, above.kind, "100000");
    }
    let prefectures: BTreeSet<_> =
        counties.iter().filter_map(|county| Some((county.prefecture.as_ref()?, &county.province))).collect();
    for (above, province) in prefectures {
        add(&above.code, &above.name, above.kind, &province.code);
    }
    for county in counties {
        let parent = county.prefecture.as_ref().unwrap_or(&county.province);
        add(&county.code, &county.name, county.kind, &parent.code);
    }
    text
}

fn sheet(county: &County, year: i32, series: &[Vec<u64>]) -> String {
    let mut text = format!(
        "region: \"{code}\"\nyear: {year}\nsources:\n  \
         bulletin: {{ title: {name}{year}年国民经济和社会发展统计公报（合成）, publisher: {name}统计局, date: {next}-03 }}\n  \
         bureau: {{ title: {name}{year}年部门统计资料（合成）, date: {next} }}\nsource: bulletin\nfigures:\n",
        code = county.code,
        name = county.name,
        next = year + 1,
    );
    let at = (year - YEARS.start) as usize;
    for (n, (indicator, values)) in INDICATORS.iter().zip(series).enumerate() {
        let value = figures::printed(indicator, values[at]);
        // Every eighth comes from the second source and is written in the long form.
        match n % 8 {
            7 => line(&mut text, &format!("  {}: {{ value: {value}, source: bureau }}", indicator.name)),
            _ => line(&mut text, &format!("  {}: {value}", indicator.name)),
        }
    }
    text.push_str("targets:\n");
    for (indicator, values) in INDICATORS.iter().zip(series).filter(|(of, _)| WITH_TARGET.contains(&of.name)) {
        let target = figures::target(&county.code, indicator, year, values[at]);
        line(&mut text, &format!("  {}: {{ at_least: {} }}", indicator.name, figures::printed(indicator, target)));
    }
    text
}

fn report(county: &County, year: i32, serial: usize) -> String {
    format!(
        "---\ngenre: bulletin\ntitle: {name}{year}年经济运行简报\nregion: \"{code}\"\nyear: {year}\ndate: {next}-03-{serial:02}\n\
         masthead: {{ name: 县域简报, serial: {serial} }}\n---\n\n## 总体情况\n\n全年实现地区生产总值{{{{ 地区生产总值 }}}}，{{{{ 地区生产总值 | 增减 }}}}。\
         农村居民人均可支配收入{{{{ 农村居民人均可支配收入 }}}}，{{{{ 农村居民人均可支配收入 | 增减 }}}}。\n",
        name = county.name,
        code = county.code,
        next = year + 1,
    )
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("text");
}
