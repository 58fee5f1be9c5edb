//! Reported figures and targets, then and now. A figure is known by its region, year, period and indicator, whatever file it stands
//! in. Comes in: two books, or two years of one. Goes out: what is new, gone or changed, and what was changed silently.

use super::definitions::Renamed;
use super::{Field, Figure, Figures, Revised, fields};
use crate::derive::{Book, Key, place_of};
use crate::finding::{Finding, visible};
use crate::model::observation::{Compared, Comparison, Counterpart, Direction, Rank};
use crate::model::{Change, IndicatorId, Observation, Quantity, Recipe, RegionCode, Target};
use std::collections::BTreeSet;

/// The figures of a later state against those of an earlier one.
pub fn revised(before: &Book, after: &Book, renamed: &Renamed) -> (Figures, Vec<Finding>) {
    let mut figures = Figures::default();
    let mut findings = Vec::new();
    for new in after.observations() {
        let then = then(before, after, new.region, Key::of(new), renamed).and_then(|key| before.observation(key));
        let Some(old) = then else {
            figures.new.push(figure(after, new));
            continue;
        };
        let (published, all) = (fields(&printed(old, before), &printed(new, after)), about(old, new, before, after));
        if all.is_empty() {
            figures.unchanged += 1;
            continue;
        }
        // A forecast is replaced by its result, and what was missing comes in: nobody need explain that.
        let was_result = !old.is_forecast && old.first_measure().is_some();
        let says_nothing = new.beside.note.is_none() || new.beside.note == old.beside.note;
        let is_silent = was_result && says_nothing && !published.is_empty();
        let figure = figure(after, new);
        if is_silent {
            findings.push(silent_revision(&figure, new, &published));
        }
        figures.changed.push(Revised { figure, fields: all, change: None, note: new.beside.note.clone(), is_silent });
    }
    let is_gone = |old: &&Observation| {
        let now = now(before, after, old.region, Key::of(old), renamed);
        now.is_none_or(|key| after.observation(key).is_none())
    };
    figures.gone.extend(before.observations().filter(is_gone).map(|old| figure(before, old)));
    targets(before, after, renamed, &mut figures);
    (figures, findings)
}

/// The figures of one year against those of another, place by place.
pub fn of_years(book: &Book, before: i32, after: i32) -> Figures {
    let mut figures = Figures::default();
    let regions: BTreeSet<RegionCode> = book.region_years().into_iter().map(|(code, _)| code).collect();
    for code in regions {
        for new in book.of(code, after) {
            let later = Key::of(new);
            let earlier = in_year(later, before);
            let Some(old) = book.observation(earlier) else {
                figures.new.push(figure(book, new));
                continue;
            };
            let fields = fields(&printed(old, book)[..1], &printed(new, book)[..1]);
            if fields.is_empty() {
                figures.unchanged += 1;
                continue;
            }
            let change = new.first_measure().and_then(|measure| change(book, earlier, later, measure));
            let note = new.beside.note.clone();
            figures.changed.push(Revised { figure: figure(book, new), fields, change, note, is_silent: false });
        }
        let is_gone = |old: &&Observation| book.observation(in_year(Key::of(old), after)).is_none();
        figures.gone.extend(book.of(code, before).filter(is_gone).map(|old| figure(book, old)));
    }
    figures
}

/// The same figure in another year. What counts from a fixed day has the same words there.
fn in_year(key: Key, year: i32) -> Key {
    Key { year, period: key.period.comparable_after(year - key.year).unwrap_or(key.period), ..key }
}

/// `+8.1%`, `-0.3个百分点`
fn change(book: &Book, earlier: Key, later: Key, measure: usize) -> Option<String> {
    let (recipe, computed) = book.change_between(earlier, later, measure).ok()?;
    let number = computed.rounded(book.settings.rounding)?;
    let unit = if recipe == Recipe::PointsDifference { "个百分点" } else { "%" };
    Some(if number.is_zero() { format!("0{unit}") } else { format!("{number:+}{unit}") })
}

/// The key that a figure of the later book had in the earlier one.
fn then(before: &Book, after: &Book, region: RegionCode, key: Key, renamed: &Renamed) -> Option<Key> {
    let formerly = after.regions.get(region).and_then(|region| region.formerly);
    let region = if before.regions.get(region).is_some() { region } else { formerly? };
    Some(Key { region, indicator: renamed.then(key.indicator)?, ..key })
}

/// The key that a figure of the earlier book has in the later one.
fn now(before: &Book, after: &Book, region: RegionCode, key: Key, renamed: &Renamed) -> Option<Key> {
    let is_known = after.regions.get(region).is_some();
    let successor =
        || after.regions.iter().find(|new| new.formerly == Some(region) && before.regions.get(new.code).is_none());
    let region = if is_known { region } else { successor()?.code };
    Some(Key { region, indicator: renamed.now(key.indicator)?, ..key })
}

/// Targets differ as figures do; nobody calls a new plan a revision of a result.
fn targets(before: &Book, after: &Book, renamed: &Renamed, figures: &mut Figures) {
    for new in after.targets() {
        let old = renamed.then(new.indicator).and_then(|id| before.target(new.region, new.year, id));
        let Some(old) = old else {
            figures.new.push(target(after, new));
            continue;
        };
        match fields(&aims(old), &aims(new)) {
            fields if fields.is_empty() => figures.unchanged += 1,
            fields => {
                let note = new.note.as_deref().map(str::to_string);
                figures.changed.push(Revised {
                    figure: target(after, new),
                    fields,
                    change: None,
                    note,
                    is_silent: false,
                });
            }
        }
    }
    let is_gone = |old: &&Target| {
        let id = renamed.now(old.indicator);
        id.is_none_or(|id| after.target(old.region, old.year, id).is_none())
    };
    figures.gone.extend(before.targets().filter(is_gone).map(|old| target(before, old)));
}

fn aims(target: &Target) -> Vec<(&'static str, String)> {
    let steps = target.milestones.iter().map(|step| format!("{}{}", step.by, step.aim.in_words()));
    vec![
        ("目标", target.aim.in_words()),
        ("期限", target.by.as_deref().unwrap_or_default().to_string()),
        ("节点", steps.collect::<Vec<_>>().join("；")),
    ]
}

/// What a source printed of a figure: whoever changes that revises what was published.
fn printed(o: &Observation, book: &Book) -> Vec<(&'static str, String)> {
    let beside = &o.beside;
    let quantity = |quantity: Option<&Quantity>| quantity.map_or_else(String::new, Quantity::to_string);
    let growth = match &beside.growth {
        Some(Change::Percent(quantity) | Change::Points(quantity)) => quantity.to_string(),
        Some(Change::Level) => "持平".to_string(),
        None => String::new(),
    };
    let share = beside.share.as_ref().map(|share| format!("占{}{}", name(book, share.of), share.value));
    let compared: Vec<String> = beside.compare.iter().map(|comparison| compared(book, comparison)).collect();
    vec![
        ("数值", o.printed()),
        ("同比", growth),
        ("增量", quantity(beside.increment.as_ref())),
        ("位次", beside.rank.as_ref().map_or_else(String::new, |rank| place(book, rank))),
        ("占比", share.unwrap_or_default()),
        ("完成率", quantity(beside.completion.as_ref().map(|completion| &completion.value))),
        ("上年数", beside.last_year.iter().flatten().map(Quantity::to_string).collect()),
        ("比较", compared.join("；")),
    ]
}

/// Everything that differs: also on what basis a figure stands and where it comes from.
fn about(old: &Observation, new: &Observation, before: &Book, after: &Book) -> Vec<Field> {
    let about = |o: &Observation, book: &Book| {
        let mut all = printed(o, book);
        all.push(("口径", o.beside.basis.clone().unwrap_or_default()));
        all.push(("性质", if o.is_forecast { "预计" } else { "结果" }.to_string()));
        all.push(("来源", o.source.as_ref().map_or_else(String::new, |source| source.title.clone())));
        all
    };
    fields(&about(old, before), &about(new, after))
}

fn place(book: &Book, rank: &Rank) -> String {
    let among = rank.among.map_or_else(String::new, |code| book.regions.name_of(code));
    let place = rank.place.map_or_else(String::new, |place| format!("第{place}位"));
    format!("{among}{}{place}", rank.tier.as_deref().unwrap_or_default())
}

fn compared(book: &Book, comparison: &Comparison) -> String {
    let what = if comparison.what == Compared::Growth { "增速" } else { "" };
    let with = match &comparison.with {
        Counterpart::Region(code) => book.regions.name_of(*code),
        Counterpart::Indicator(id) => name(book, *id),
        Counterpart::Words(words) => words.clone(),
    };
    let direction = match comparison.direction {
        Direction::Above => "高于",
        Direction::Below => "低于",
        Direction::Level => "持平于",
    };
    let amount = comparison.amount.as_ref().map_or_else(String::new, Quantity::to_string);
    format!("{what}{direction}{with}{amount}")
}

fn name(book: &Book, id: IndicatorId) -> String {
    book.vocabulary.get(id).name.clone()
}

fn figure(book: &Book, o: &Observation) -> Figure {
    Figure {
        region: book.regions.name_of(o.region),
        code: o.region.to_string(),
        period: o.period.in_words(o.year),
        indicator: name(book, o.indicator),
        printed: o.printed(),
    }
}

fn target(book: &Book, target: &Target) -> Figure {
    Figure {
        region: book.regions.name_of(target.region),
        code: target.region.to_string(),
        period: format!("{}年", target.year),
        indicator: format!("{}（目标）", name(book, target.indicator)),
        printed: target.aim.in_words(),
    }
}

fn silent_revision(figure: &Figure, o: &Observation, fields: &[Field]) -> Finding {
    let Figure { region, period, indicator, .. } = figure;
    let said: Vec<String> = fields
        .iter()
        .map(|field| format!("{}{} → {}", field.name, or_nothing(&field.before), or_nothing(&field.after)))
        .collect();
    let said = said.join("；");
    let said = visible(&said);
    Finding::error(
        "silent-revision",
        place_of(&o.place),
        format!("公开过的数改了，没有说明：{region}{period}{indicator}，{said}"),
        format!("a published figure was changed without a note: {region}{period}{indicator}, {said}"),
    )
    .help(
        "改对了，就在这个数下面写 note，说明原来是多少、为什么改；改错了就改回去",
        "if the change is right, write a note below the figure: what it was and why it was changed; else undo it",
    )
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "（无）" } else { text }
}
