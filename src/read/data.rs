//! `content/data/<code>/<year>.yaml`: the figures and targets of one region and year, as written.

mod figure;
mod target;

use super::{Field, Form, Mapping, empty, region_of, yaml::Node, year_of};
use crate::derive::{Statements, Unread};
use crate::finding::{Finding, Place};
use crate::model::observation::KeyPlace;
use crate::model::{Gazetteer, IndicatorId, Name, Observation, Period, RegionCode, Source, Target, Vocabulary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every statement of a file needs to know.
struct Sheet<'a> {
    region: RegionCode,
    year: i32,
    period: Period,
    source: Option<Arc<Source>>,
    sources: BTreeMap<String, Arc<Source>>,
    vocabulary: &'a Vocabulary,
    regions: &'a Gazetteer,
    file: Name,
}

/// What all files are read with.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub vocabulary: &'a Vocabulary,
    pub regions: &'a Gazetteer,
}

pub(super) fn statements(file: &Arc<str>, text: &str, known: Known) -> (Statements, Vec<Finding>) {
    let form = Form::new(file.clone(), 0);
    let mut stated = Stated::default();
    match form.parse(text) {
        Some(Node::Null) => form.tell(empty(file)),
        Some(node) => {
            if let Some(map) = form.root(&node).mapping() {
                read(&form, &map, known, &mut stated);
                map.finish();
            }
        }
        None => {}
    }
    (Statements::new(stated.observations, stated.targets, stated.unread), form.into_findings())
}

/// What was read so far, in the order of the file.
#[derive(Default)]
struct Stated {
    observations: Vec<Observation>,
    targets: Vec<Target>,
    unread: Vec<Unread>,
}

fn read(form: &Form, map: &Mapping, known: Known, stated: &mut Stated) {
    let Known { vocabulary, regions } = known;
    let region = map.required(&["region", "地区"]).and_then(|field| region_of(&field, regions));
    let year = map.required(&["year", "年份"]).and_then(|field| year_of(&field));
    let sources = map
        .field(&["sources", "来源表"])
        .filter(|f| !f.is_null())
        .and_then(|f| f.mapping())
        .map_or_else(BTreeMap::new, |all| sources(&all));
    let period = map.field(&["period", "时期"]).map_or(Some(Period::Year), |field| period_of(&field));
    let source_field = map.field(&["source", "来源"]);
    let figures = map.field(&["figures", "数据"]).filter(|f| !f.is_null());
    let targets = map.field(&["targets", "目标"]).filter(|f| !f.is_null());
    let (Some(region), Some(year)) = (region, year) else { return };
    tell_wrong_place(form, region, year);
    let file = Name::new(&form.file);
    let mut sheet =
        Sheet { region, year, period: period.unwrap_or_default(), source: None, sources, vocabulary, regions, file };
    sheet.source = source_field.and_then(|field| sheet.source_named(&field));
    if let Some(all) = figures.and_then(|field| field.mapping()) {
        let all = all.all();
        stated.observations.reserve_exact(all.len());
        for (name, field) in all {
            let read = figure::observations(&sheet, &name, &field);
            let indicator = name.split('@').next().and_then(|name| vocabulary.find(name));
            if read.is_empty() && indicator.is_some() {
                stated.unread.push((region, year, indicator));
            }
            stated.observations.extend(read);
        }
    }
    if let Some(all) = targets.and_then(|field| field.mapping()) {
        for (name, field) in all.all() {
            stated.targets.extend(target::target(&sheet, &name, &field));
        }
    }
}

/// The region and year of a data file, by its path alone.
pub fn named_by_path(file: &str) -> Option<Unread> {
    let (code, year) = file.strip_prefix("content/data/")?.strip_suffix(".yaml")?.split_once('/')?;
    Some((RegionCode::parse(code)?, year.parse().ok()?, None))
}

/// The folder and the name of the file say region and year too; they must agree with what stands inside.
fn tell_wrong_place(form: &Form, region: RegionCode, year: i32) {
    let expected = format!("content/data/{region}/{year}.yaml");
    if *form.file != *expected {
        form.tell(
            Finding::error(
                "file-elsewhere",
                Place::key(&form.file, &["region"]),
                format!("里面写的是 {region} 的 {year} 年，文件名却不是 {expected}"),
                format!("it says {region} and {year}, but the file is not {expected}"),
            )
            .help(
                format!("改名为 {expected}，或改里面的 region 和 year"),
                format!("rename it to {expected}, or mend region and year"),
            ),
        );
    }
}

fn period_of(field: &Field) -> Option<Period> {
    let text = field.text()?;
    let period = Period::parse(&text);
    if period.is_none() {
        field.form.tell(unknown_period(field, &text));
    }
    period
}

fn unknown_period(field: &Field, text: &str) -> Finding {
    field.error("unknown-period", format!("“{text}”不是时期"), format!("`{text}` is no period")).help(
        "可写：全年、上半年、前三季度、1—9月、截至2023年9月、累计、2021年以来累计、2013—2022年、自2023-07-01起",
        "write 全年, 上半年, 前三季度, 1—9月, 截至2023年9月, 累计, 2021年以来累计, 2013—2022年, 自2023-07-01起",
    )
}

fn sources(all: &Mapping) -> BTreeMap<String, Arc<Source>> {
    let mut sources = BTreeMap::new();
    for (id, field) in all.all() {
        let Some(map) = field.mapping() else { continue };
        let text = |names| Some(map.text(names)).filter(|text| !text.is_empty());
        let url = text(&["url", "网址"]);
        if let Some(url) = url.as_ref().filter(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            field.form.tell(super::site::bad_address(&field, url));
        }
        let source = Source {
            title: map.required_words(&["title", "题名"]).and_then(|f| f.text()).unwrap_or_else(|| id.clone()),
            publisher: text(&["publisher", "发布单位"]),
            date: map.field(&["date", "日期"]).and_then(|f| f.date()),
            url: url.filter(|url| url.starts_with("http")),
            id: id.clone(),
        };
        map.finish();
        sources.insert(id, Arc::new(source));
    }
    sources
}

impl Sheet<'_> {
    fn source_named(&self, field: &Field) -> Option<Arc<Source>> {
        let id = field.text()?;
        let source = self.sources.get(&id).cloned();
        if source.is_none() {
            let known: Vec<&str> = self.sources.keys().map(String::as_str).collect();
            field.form.tell(
                field
                    .error("unknown-source", format!("sources 里没有“{id}”"), format!("no source `{id}` under sources"))
                    .help(
                        match known.is_empty() {
                            true => format!("在文件开头加：sources: {{ {id}: {{ title: … }} }}"),
                            false => format!("这个文件里有：{}；别的先加进 sources", known.join("、")),
                        },
                        match known.is_empty() {
                            true => format!("add at the top of the file: sources: {{ {id}: {{ title: … }} }}"),
                            false => format!("this file has: {}; add another one to sources first", known.join(", ")),
                        },
                    ),
            );
        }
        source
    }

    fn place(&self, field: &Field) -> KeyPlace {
        KeyPlace { file: self.file, key: Name::new(&field.joined_path()) }
    }

    fn indicator(&self, name: &str, field: &Field) -> Option<IndicatorId> {
        let found = self.vocabulary.find(name);
        if found.is_none() {
            field.form.tell(super::indicators::unknown_at(field, name, self.vocabulary));
        }
        found
    }
}
