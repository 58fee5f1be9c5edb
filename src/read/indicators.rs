//! `content/indicators.yaml`: domains and indicators. Formulas are read last, when every name is known.

use super::slug::is_slug;
use super::{Field, Mapping, formula};
use crate::finding::{Finding, Message, nearest};
use crate::model::indicator::Formula;
use crate::model::{Better, Domain, Indicator, IndicatorId, Kind, Scale, Unit, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

pub fn vocabulary(root: &Field) -> Vocabulary {
    let Some(map) = root.mapping() else { return Vocabulary::default() };
    let domains =
        map.required(&["domains", "领域"]).and_then(|field| field.mapping()).map_or_else(Vec::new, |all| domains(&all));
    let mut indicators = Vec::new();
    let mut later = Vec::new();
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    if let Some(all) = map.required(&["indicators", "指标"]).and_then(|field| field.mapping()) {
        for (slug, field) in all.all() {
            if !is_slug(&slug) {
                field.form.tell(
                    field
                        .error("bad-id", format!("“{slug}”不能作编号"), format!("`{slug}` cannot be an id"))
                        .help("只用小写字母、数字和连字符，最多80个", "use at most 80 of a–z, 0–9 and hyphens"),
                );
                continue;
            }
            let Some(entry) = field.mapping() else { continue };
            if let Some(indicator) = indicator(&slug, &entry, &domains) {
                for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
                    if let Some(other) = taken.insert(name.clone(), slug.clone()).filter(|other| *other != slug) {
                        field.form.tell(
                            field
                                .error(
                                    "name-twice",
                                    format!("“{name}”已是 {other} 的名称"),
                                    format!("`{name}` already names {other}"),
                                )
                                .help("一个名称只指一个指标", "one name, one indicator"),
                        );
                    }
                }
                later.push((entry.field(&["formula", "公式"]), entry.field(&["part_of", "属于"])));
                indicators.push(indicator);
                entry.finish();
            }
        }
    }
    map.finish();
    with_relations(Vocabulary::new(domains, indicators), later)
}

fn domains(all: &Mapping) -> Vec<Domain> {
    let mut domains = Vec::new();
    for (name, field) in all.all() {
        if name.trim().is_empty() {
            let place = field.form.key_place(&field.path);
            let finding = Finding::error("empty-value", place, "领域没有名称", "a domain without a name");
            field.form.tell(finding.help("写上名称，如 收入: { id: income }", "name it, as 收入: { id: income }"));
            continue;
        }
        let Some(entry) = field.mapping() else { continue };
        let id = entry.required_words(&["id", "编号"]).and_then(|id| id.text()).unwrap_or_default();
        entry.finish();
        domains.push(Domain { id, name });
    }
    domains
}

fn indicator(slug: &str, map: &Mapping, domains: &[Domain]) -> Option<Indicator> {
    let name = map.required_words(&["name", "名称"])?.text()?;
    let domain_field = map.required(&["domain", "领域"])?;
    let domain_name = domain_field.text()?;
    let domain = domains.iter().position(|d| d.name == domain_name || d.id == domain_name).or_else(|| {
        domain_field.form.tell(unknown_domain(&domain_field, &domain_name, domains));
        None
    })?;
    let measures = measures(map, &name, &domain_field)?;
    let one_of = |names: &[&'static str], known: &[&str]| -> Option<usize> {
        let field = map.field(names)?;
        let word = field.text()?;
        let found = known.iter().position(|k| *k == word);
        if found.is_none() {
            let known: Vec<&str> = known.iter().copied().filter(|word| !word.is_empty()).collect();
            field.form.tell(
                field
                    .error("wrong-shape", format!("“{word}”不行"), format!("`{word}` is not known here"))
                    .help(format!("可写 {}", known.join("、")), format!("write one of {}", known.join(", "))),
            );
        }
        found.map(|i| i / 2)
    };
    let kind = one_of(&["kind", "性质"], &Kind::NAMES.map(|(en, zh, _)| [en, zh]).concat())
        .map_or(Kind::Flow, |i| Kind::NAMES[i].2);
    let better = one_of(&["better", "方向"], &["up", "升", "down", "降", "none", "无"])
        .map_or(Better::None, |i| [Better::Up, Better::Down, Better::None][i]);
    let scale = one_of(&["scale", "数量级"], &["万", "", "亿", "", "万亿", ""])
        .map_or(Scale::One, |i| [Scale::Wan, Scale::Yi, Scale::WanYi][i]);
    let growth_is_real = one_of(&["growth", "增速"], &["nominal", "名义", "real", "实际"]) == Some(1);
    let is_sum_of_parts = one_of(&["parts", "分项"], &["complete", "齐全"]).is_some();
    let adds_up = match map.field(&["adds_up", "可加"]) {
        Some(field) => field.is_true(),
        None => Indicator::adds_up_by_nature(&name, kind, &measures),
    };
    let decimals: u32 = map.field(&["decimals", "小数位"]).and_then(|f| f.whole_number()).unwrap_or(0);
    Some(Indicator {
        slug: slug.to_string(),
        name,
        aliases: map.field(&["aliases", "别名"]).map_or_else(Vec::new, |f| f.texts()),
        domain,
        measures,
        kind,
        better,
        decimals: decimals.min(8),
        scale,
        growth_is_real,
        is_headline: map.field(&["headline", "看点"]).is_some_and(|field| field.is_true()),
        formula: None,
        part_of: None,
        is_sum_of_parts,
        adds_up,
        breaks: breaks(map),
        definition: map.text(&["definition", "口径"]),
    })
}

/// The units of `unit` or `measures`; neither or both is a finding at the indicator, whose domain stands beside.
fn measures(map: &Mapping, name: &str, domain: &Field) -> Option<Vec<Unit>> {
    let measures: Vec<Unit> = match (map.field(&["unit", "单位"]), map.field(&["measures", "计量"])) {
        (Some(unit), None) => vec![without_scale(&unit, &unit.text()?)],
        (None, Some(measures)) => measures.texts().iter().map(|unit| without_scale(&measures, unit)).collect(),
        _ => Vec::new(),
    };
    if measures.is_empty() {
        let place = domain.form.place(&domain.path[..domain.path.len() - 1]);
        domain.form.tell(
            Finding::error(
                "missing-key",
                place,
                format!("“{name}”要写 unit（单位）或 measures（几种计量），写其中一个"),
                format!("{name} needs either `unit` or `measures`"),
            )
            .help("如 unit: 元，或 measures: [户, 人]", "as unit: 元, or measures: [户, 人]"),
        );
        return None;
    }
    Some(measures)
}

/// 万元: how many are printed together is no part of a unit. Told, and read as what was meant, so that not every value is told too.
fn without_scale(field: &Field, name: &str) -> Unit {
    let Some((scale, unit)) = ["万亿", "万", "亿"].iter().find_map(|scale| Some((*scale, name.strip_prefix(scale)?)))
    else {
        return Unit::new(name);
    };
    if unit.is_empty() {
        return Unit::new(name);
    }
    field.form.tell(
        field.error("wrong-shape", format!("单位不带“{scale}”"), format!("`{scale}` is no part of a unit")).help(
            format!("写 unit: {unit}，另写 scale: {scale}；数据里照样写 3200{name}"),
            format!("write `unit: {unit}` and beside it `scale: {scale}`; data may still say 3200{name}"),
        ),
    );
    Unit::new(unit)
}

fn breaks(map: &Mapping) -> BTreeMap<i32, String> {
    let Some(all) = map.field(&["breaks", "断点"]).and_then(|field| field.mapping()) else { return BTreeMap::new() };
    let mut breaks = BTreeMap::new();
    for (year, field) in all.all() {
        match (year.parse(), field.text()) {
            (Ok(year), Some(reason)) => {
                breaks.insert(year, reason);
            }
            _ => field.form.tell(
                field
                    .error("wrong-shape", "断点要写“年份: 原因”", "a break is `year: reason`")
                    .help("如 2020: 第七次全国人口普查", "as 2020: the seventh census"),
            ),
        }
    }
    breaks
}

/// Formulas and wholes, now that every name is known.
fn with_relations(vocabulary: Vocabulary, later: Vec<(Option<Field>, Option<Field>)>) -> Vocabulary {
    let mut indicators: Vec<Indicator> = vocabulary.iter().map(|(_, indicator)| indicator.clone()).collect();
    let mut formulas = Vec::new();
    for (i, (indicator, (formula_field, whole_field))) in indicators.iter_mut().zip(later).enumerate() {
        if let Some(field) = formula_field
            && let Some(text) = field.text()
        {
            match formula::parse(&text, &vocabulary) {
                Ok(formula) => {
                    indicator.formula = Some(formula);
                    formulas.push((IndicatorId(i as u32), field));
                }
                Err(message) => field.form.tell(
                    Finding::new("bad-formula", crate::finding::Severity::Error, field.place(), message).help(
                        "写成“指标 / 指标.户”，可用 + - × ÷ 和括号",
                        "write `indicator / indicator.户` with + - * / and parentheses",
                    ),
                ),
            }
        }
        if let Some(field) = whole_field
            && let Some(name) = field.text()
        {
            indicator.part_of = vocabulary.find(&name);
            if indicator.part_of.is_none() {
                field.form.tell(unknown_at(&field, &name, &vocabulary));
            }
        }
    }
    let vocabulary = Vocabulary::new(vocabulary.domains, indicators);
    for (id, formula_field) in formulas {
        if needs_itself(&vocabulary, id) {
            let name = &vocabulary.get(id).name;
            let finding = formula_field.error(
                "bad-formula",
                format!("“{name}”的公式绕回了自己"),
                format!("the formula of {name} needs itself"),
            );
            formula_field
                .form
                .tell(finding.help("公式里只用不由它推出的指标", "use indicators that do not follow from it"));
        }
    }
    vocabulary
}

/// True where an indicator can be reached from its own formula.
fn needs_itself(vocabulary: &Vocabulary, id: IndicatorId) -> bool {
    let ingredients = |id: IndicatorId| vocabulary.get(id).formula.as_ref().map_or_else(Vec::new, Formula::ingredients);
    let (mut open, mut seen) = (ingredients(id), BTreeSet::new());
    while let Some(next) = open.pop() {
        if next == id {
            return true;
        }
        if seen.insert(next) {
            open.extend(ingredients(next));
        }
    }
    false
}

/// What is wrong with a name that the vocabulary does not know, and what to do about it.
pub fn unknown_indicator(name: &str, vocabulary: &Vocabulary) -> (Message, Message) {
    let near = vocabulary.nearest(name);
    let help = match near.as_slice() {
        [] => Message::new("先在 indicators.yaml 里定义它", "define it in indicators.yaml first"),
        near => Message::new(
            format!("相近的有：{}；都不是就先在 indicators.yaml 里定义", near.join("、")),
            format!("nearest: {}; or define it in indicators.yaml", near.join(", ")),
        ),
    };
    (Message::new(format!("词表里没有“{name}”"), format!("no indicator `{name}`")), help)
}

/// As [`unknown_indicator`], at a field.
pub(super) fn unknown_at(field: &Field, name: &str, vocabulary: &Vocabulary) -> Finding {
    let (message, help) = unknown_indicator(name, vocabulary);
    Finding { message, help, ..field.error("unknown-indicator", "", "") }
}

/// The finding for a name that no domain bears.
pub(super) fn unknown_domain(field: &Field, name: &str, domains: &[Domain]) -> Finding {
    let near = nearest(name, domains.iter().map(|d| d.name.as_str()));
    let all: Vec<&str> = domains.iter().map(|d| d.name.as_str()).collect();
    let (zh, en) = match (near.as_slice(), all.as_slice()) {
        ([], []) => (String::new(), String::new()),
        ([], all) => (format!("；已有：{}", all.join("、")), format!("; there are: {}", all.join(", "))),
        (near, _) => (format!("；相近的有：{}", near.join("、")), format!("; nearest: {}", near.join(", "))),
    };
    field.error("unknown-domain", format!("没有“{name}”这个领域"), format!("no domain `{name}`")).help(
        format!("先在 indicators.yaml 的 domains 里定义{zh}"),
        format!("define it under domains in indicators.yaml first{en}"),
    )
}
