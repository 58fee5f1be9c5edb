//! `derived-disagrees`: what a text says behind a figure of the book, or behind its name alone (its growth, its difference, its
//! place, its target and how much of it is reached), or a figure that a formula gives, and the book gives something else. Compared as intervals.

use super::Checked;
use super::rank_disagrees::places;
use crate::check::arithmetic::{finer_than, ingredient, result, result_like};
use crate::check::claims::{self, Anchor, Claim, Since, What};
use crate::check::typed::Typed;
use crate::derive::{Book, Computed, Key};
use crate::finding::{Finding, Place};
use crate::model::observation::Aim;
use crate::model::quantity::round;
use crate::model::{Change, Interval, Observation, Period, Quantity, RegionCode};
use crate::reading::{Direction, Mention};
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::ops::Range;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let book = checked.book;
    let anchors = claims::anchors(checked);
    // What `figure-disagrees` tells is not told twice.
    let is_on = book.settings.severity.get("figure-disagrees") != Some(&None);
    let disagreeing = checked.typed().iter().filter(|typed| is_on && typed.disagreement(book).is_some());
    let told: HashSet<*const Mention> = disagreeing.map(|typed| std::ptr::from_ref(typed.mention)).collect();
    let is_told = |claim: &Claim| claim.mention.is_some_and(|typed| told.contains(&std::ptr::from_ref(typed)));
    let claimed = anchors.iter().flat_map(|anchor| {
        let claims = anchor.claims(checked.lexicon()).into_iter().filter(|claim| !is_told(claim));
        claims.filter_map(|claim| of_claim(book, anchor, &claim)).collect::<Vec<_>>()
    });
    claimed.chain(checked.typed().iter().filter_map(|typed| of_formula(book, typed))).collect()
}

/// A sum that does not hold, in words.
struct Sum(String);

fn of_claim(book: &Book, anchor: &Anchor, claim: &Claim) -> Option<Finding> {
    let (key, measure) = (anchor.key, anchor.measure);
    let Sum(sum) = match (claim.what, claim.mention) {
        (What::Rank { place, among }, _) => wrong_rank(book, anchor, place, among)?,
        (What::Change { since, direction }, Some(typed)) => {
            wrong_change(book, anchor, since, &signed(typed, direction))?
        }
        (What::Beside { region, direction }, Some(typed)) => {
            let other = Key { region, ..key };
            let computed = book.difference(key, measure, other).ok()?;
            let sum = format!("{} − {}", ingredient(book, key, measure), ingredient(book, other, measure));
            unmet(book, &computed, &signed(typed, direction), &sum)?
        }
        (What::Value { of }, Some(typed)) => wrong_value(book, anchor, of, &typed.quantity)?,
        (What::GrowthBeside { region, direction }, Some(typed)) => {
            wrong_growth_beside(book, anchor, region, &signed(typed, direction))?
        }
        (What::ValueOf { region }, Some(typed)) => {
            let theirs = book.observation(Key { region, ..key })?.quantity(measure)?;
            let is_other = theirs.unit.converts_to(typed.unit()) && !is_one(theirs, &typed.quantity);
            is_other.then(|| Sum(format!("{}是{theirs}", book.regions.name_of(region))))?
        }
        (What::RatioTo { region }, Some(typed)) => wrong_ratio(book, anchor, Key { region, ..key }, &typed.quantity)?,
        (What::Times { since }, Some(typed)) => wrong_times(book, anchor, since, &typed.quantity)?,
        (What::Completion, Some(typed)) => wrong_completion(book, anchor, &typed.quantity)?,
        (What::Excess, Some(typed)) => wrong_excess(book, anchor, &typed.quantity)?,
        (What::Target, Some(typed)) => return wrong_target(book, anchor, claim, &typed.quantity),
        (_, None) => return None,
    };
    let what = book.say(key);
    Some(finding(anchor, claim.range.clone(), &what, &sum))
}

/// A figure that the vocabulary computes.
fn of_formula(book: &Book, typed: &Typed) -> Option<Finding> {
    let computed = typed.computed(book)?;
    let printed = &typed.mention.quantity;
    if computed.interval.meets(&typed.mention.interval()) {
        return None;
    }
    let from: Vec<String> = computed.from.iter().map(|key| told(book, *key)).collect();
    let scale = printed.scale;
    let exact = round(computed.exact / scale.factor(), finer_than(printed), book.settings.rounding).normalize();
    let sum = format!("{exact}{}{}（{}）", scale.word(), computed.unit, from.join("、"));
    let key = Key { region: typed.region, year: typed.year, indicator: typed.indicator, period: Period::Year };
    let place = Place::bytes(&typed.article.file, typed.bytes());
    Some(told_at(place, typed.printed(), &book.say(key), &sum))
}

/// `2023年地区生产总值1088.25亿元`.
fn told(book: &Book, key: Key) -> String {
    let measure = book.first_measure(key);
    format!("{}{}", book.vocabulary.get(key.indicator).name, ingredient(book, key, measure))
}

fn finding(anchor: &Anchor, range: Range<usize>, what: &str, sum: &str) -> Finding {
    let place = Place::bytes(&anchor.article.file, anchor.reading.source(range.clone()));
    told_at(place, anchor.reading.slice(&range), what, sum)
}

fn told_at(place: Place, printed: &str, what: &str, sum: &str) -> Finding {
    Finding::warning(
        "derived-disagrees",
        place,
        format!("文中写“{printed}”，按数据算，{what}不是：{sum}"),
        format!("the text says {printed}; the data give otherwise for {what}: {sum}"),
    )
    .help(
        "核对文和数据；最好写成引用，如 {{ 指标 | 同比 }}、{{ 指标 | 位次 }}；来源自己印了这个数，就记进数据",
        "check text and data; best write a reference, as {{ indicator | 同比 }} or {{ indicator | 位次 }}; what a source prints itself belongs in the data",
    )
}

/// What was typed, negative for a fall.
fn signed(typed: &Mention, direction: Direction) -> Quantity {
    match direction {
        Direction::Up => typed.quantity.clone(),
        Direction::Down => typed.quantity.clone().negated(),
    }
}

/// The sum where what was printed cannot be its result.
fn unmet(book: &Book, computed: &Computed, printed: &Quantity, sum: &str) -> Option<Sum> {
    let holds = computed.interval.meets(&printed.interval_in(&computed.unit)?);
    (!holds).then(|| Sum(format!("{sum} = {}", result_like(book, computed, printed))))
}

fn wrong_change(book: &Book, anchor: &Anchor, since: Since, printed: &Quantity) -> Option<Sum> {
    let (key, measure) = (anchor.key, anchor.measure);
    let indicator = book.vocabulary.get(key.indicator);
    let is_of_ratios = indicator.measures[measure].is_ratio();
    if since == Since::LastYear
        && let Some(reported) = book.observation(key).and_then(|o| reported_change(o, printed))
    {
        return match reported {
            Reported::Is(theirs) if !is_one(&theirs, printed) => Some(Sum(format!("数据里是{theirs}"))),
            _ => None,
        };
    }
    let earlier = match since {
        Since::LastYear => book.year_before(key).ok()?,
        Since::Year(year) if year < key.year && key.period == Period::Year => Key { year, ..key },
        Since::Year(_) => return None,
    };
    let (now, then) = (ingredient(book, key, measure), ingredient(book, earlier, measure));
    let unit = &printed.unit;
    if unit.is_points() == is_of_ratios && (unit.is_points() || !unit.is_ratio()) {
        book.comparable(earlier, key).ok()?;
        return unmet(book, &book.difference(key, measure, earlier).ok()?, printed, &format!("{now} − {then}"));
    }
    // 增长5% of a rate may mean points.
    if is_of_ratios || unit.is_points() {
        return None;
    }
    let (_, computed) = book.change_between(earlier, key, measure).ok()?;
    unmet(book, &computed, printed, &format!("{now} ÷ {then} − 1"))
}

/// The value of another year.
fn wrong_value(book: &Book, anchor: &Anchor, of: Since, printed: &Quantity) -> Option<Sum> {
    let key = match of {
        Since::LastYear => book.year_before(anchor.key).ok()?,
        Since::Year(year) => Key { year, ..anchor.key },
    };
    let theirs = book.observation(key)?.quantity(anchor.measure)?;
    let is_other = theirs.unit.converts_to(&printed.unit) && !is_one(theirs, printed);
    is_other.then(|| Sum(format!("{}年是{theirs}", key.year)))
}

/// What a source prints of the change itself.
enum Reported {
    Is(Quantity),
    /// Of another kind, or against another figure than last year's of the book: nothing to compare.
    Other,
}

fn reported_change(observation: &Observation, printed: &Quantity) -> Option<Reported> {
    let beside = &observation.beside;
    let is_alike = |theirs: &Quantity| theirs.unit.converts_to(&printed.unit);
    let growth = match &beside.growth {
        Some(Change::Percent(growth) | Change::Points(growth)) => Some(growth),
        Some(Change::Level) => return Some(Reported::Other),
        None => None,
    };
    match growth.into_iter().chain(&beside.increment).find(|theirs| is_alike(theirs)) {
        Some(theirs) => Some(Reported::Is(theirs.clone())),
        None => (!beside.last_year.is_empty()).then_some(Reported::Other),
    }
}

/// Whether two printed numbers can be one.
fn is_one(a: &Quantity, b: &Quantity) -> bool {
    b.interval_in(&a.unit).is_some_and(|theirs| theirs.meets(&a.interval())) && {
        let is_alike = a.scale == b.scale && a.unit == b.unit && a.bound == b.bound;
        !is_alike || a.printed_decimals() != b.printed_decimals() || a.value() == b.value()
    }
}

/// Two growths: as sources print them, else as the years give them.
fn wrong_growth_beside(book: &Book, anchor: &Anchor, region: RegionCode, printed: &Quantity) -> Option<Sum> {
    let growth = |key: Key| {
        let reported = book.observation(key).and_then(|o| o.beside.growth.clone());
        match reported {
            Some(Change::Percent(growth)) => Some((growth.interval(), growth.to_string())),
            Some(_) => None,
            None if book.vocabulary.get(key.indicator).growth_is_real => None,
            None => {
                let growth = book.growth(key, anchor.measure).ok()?;
                Some((growth.interval, result(book, &growth, finer_than(printed))))
            }
        }
    };
    let ((mine, said), (theirs, of)) = (growth(anchor.key)?, growth(Key { region, ..anchor.key })?);
    let holds = mine.minus(&theirs)?.meets(&printed.interval());
    (!holds).then(|| Sum(format!("增速{said}，{}{of}", book.regions.name_of(region))))
}

/// A share in, or a multiple of, another region's value.
fn wrong_ratio(book: &Book, anchor: &Anchor, other: Key, printed: &Quantity) -> Option<Sum> {
    let (mine, theirs) = (book.value(anchor.key, anchor.measure).ok()?, book.value(other, anchor.measure).ok()?);
    let ratio = mine.interval.over(&theirs.interval)?;
    let is_percent = printed.unit.is_ratio() && printed.unit.name() != "倍";
    let (ratio, factor) =
        if is_percent { (ratio.scaled(Decimal::ONE_HUNDRED)?, Decimal::ONE_HUNDRED) } else { (ratio, Decimal::ONE) };
    if ratio.meets(&printed.interval()) {
        return None;
    }
    let exact = mine.exact.checked_div(theirs.exact)?.checked_mul(factor)?;
    let exact = round(exact, finer_than(printed), book.settings.rounding).normalize();
    let (now, then) = (ingredient(book, anchor.key, anchor.measure), ingredient(book, other, anchor.measure));
    Some(Sum(format!("{now} ÷ {then} = {exact}{}", if is_percent { "%" } else { "" })))
}

/// How much more than the target.
fn wrong_excess(book: &Book, anchor: &Anchor, printed: &Quantity) -> Option<Sum> {
    let computed = book.completion(anchor.key, anchor.measure).ok()?;
    let excess = computed.interval.minus(&Interval::point(Decimal::ONE_HUNDRED))?;
    let holds = excess.meets(&printed.interval());
    (!holds).then(|| Sum(format!("完成率是{}", result(book, &computed, finer_than(printed)))))
}

fn wrong_times(book: &Book, anchor: &Anchor, since: Since, printed: &Quantity) -> Option<Sum> {
    let (key, measure) = (anchor.key, anchor.measure);
    let earlier = match since {
        Since::LastYear => book.year_before(key).ok()?,
        Since::Year(year) if year < key.year && key.period == Period::Year => Key { year, ..key },
        Since::Year(_) => return None,
    };
    book.comparable(earlier, key).ok()?;
    let (now, then) = (book.value(key, measure).ok()?, book.value(earlier, measure).ok()?);
    let ratio = now.interval.over(&then.interval)?;
    if ratio.meets(&printed.interval()) {
        return None;
    }
    let exact = round(now.exact.checked_div(then.exact)?, finer_than(printed), book.settings.rounding).normalize();
    let (now, then) = (ingredient(book, key, measure), ingredient(book, earlier, measure));
    Some(Sum(format!("{now} ÷ {then} = {exact}")))
}

fn wrong_completion(book: &Book, anchor: &Anchor, printed: &Quantity) -> Option<Sum> {
    let (key, measure) = (anchor.key, anchor.measure);
    let reported = book.observation(key).and_then(|o| o.beside.completion.as_ref());
    if reported.is_some_and(|theirs| is_one(&theirs.value, printed)) {
        return None;
    }
    let target = book.target(key.region, key.year, key.indicator)?;
    let computed = book.completion(key, measure).ok()?;
    let aim: String = target.aim.quantities().iter().map(Quantity::to_string).collect();
    unmet(book, &computed, printed, &format!("{} ÷ {aim}", ingredient(book, key, measure)))
}

/// What the plan asks for, where it is not what was printed. 不低于 may be left out, but not turned.
fn wrong_target(book: &Book, anchor: &Anchor, claim: &Claim, printed: &Quantity) -> Option<Finding> {
    let key = anchor.key;
    let target = book.target(key.region, key.year, key.indicator)?;
    let aims = target.aim.quantities();
    let mut alike = aims.iter().filter(|aim| aim.unit.converts_to(&printed.unit)).peekable();
    alike.peek()?;
    let plain = |quantity: &Quantity| Quantity { bound: None, ..quantity.clone() };
    let says = printed.interval();
    let is_turned = match target.aim {
        Aim::AtLeast(_) => says.low.is_none(),
        Aim::AtMost(_) => says.high.is_none(),
        _ => false,
    };
    if !is_turned && alike.any(|aim| is_one(&plain(aim), &plain(printed))) {
        return None;
    }
    let place = Place::bytes(&anchor.article.file, anchor.reading.source(claim.range.clone()));
    let (said, what, aim) = (anchor.reading.slice(&claim.range), book.say(key), target.aim.in_words());
    Some(
        Finding::warning(
            "derived-disagrees",
            place,
            format!("文中写“{said}”，数据里{what}的目标是{aim}"),
            format!("the text says {said}, the plan has {aim} for {what}"),
        )
        .help(
            "核对文和数据文件里的 targets（目标）；最好写成引用，如 {{ 指标 | 目标 }}",
            "check the text and `targets` in the data file; best write a reference, as {{ indicator | 目标 }}",
        ),
    )
}

fn wrong_rank(book: &Book, anchor: &Anchor, place: usize, among: Option<RegionCode>) -> Option<Sum> {
    let (key, measure) = (anchor.key, anchor.measure);
    let printed = book.observation(key).and_then(|o| o.beside.rank.as_ref());
    if let Some(rank) = printed.filter(|rank| among.is_none() || rank.among.is_none() || rank.among == among)
        && let Some(theirs) = rank.place
    {
        let is_other = theirs as usize != place;
        return is_other.then(|| Sum(format!("数据里是第{theirs}位")));
    }
    let ranking = book.rank(key, measure, among).ok()?;
    if ranking.reported < ranking.siblings {
        return None;
    }
    let (first, last) = places(book, key, measure, &ranking)?;
    if (first..=last).contains(&place) {
        return None;
    }
    let name = |key: &Key| book.regions.get(key.region).map_or("", |region| region.name.as_str());
    let order =
        ranking.order.iter().take(6).map(|(key, _)| format!("{}{}", name(key), ingredient(book, *key, measure)));
    let order: Vec<String> = order.collect();
    let more = if ranking.order.len() > order.len() { "……" } else { "" };
    Some(Sum(format!("第{first}位（{}{more}）", order.join("、"))))
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const INDICATORS: &str = "  funds: { name: 资金, unit: 元 }
  rate: { name: 普及率, unit: \"%\", kind: rate }
  gdp: { name: 生产总值, unit: 元, growth: real }
  people: { name: 常住人口, unit: 人 }
  each: { name: 人均生产总值, unit: 元, formula: 生产总值 / 常住人口, decimals: 0 }";

    fn told(body: &str) -> Vec<String> {
        let regions = "  \"990100\": { name: 甲市, kind: prefecture }
  \"990101\": { name: 乙县, kind: county, parent: \"990100\" }
  \"990102\": { name: 丙县, kind: county, parent: \"990100\" }";
        World::new(INDICATORS, regions)
            .with("990101", 2023, "资金: 5000万元\n普及率: 90.1%\n生产总值: 80.0亿元")
            .with("990102", 2023, "资金: 4000万元")
            .with("990100", 2024, "资金: 9300万元")
            .with("990102", 2024, "资金: 4100万元")
            .with(
                "990101",
                2024,
                "资金: 5200万元\n普及率: 91.4%\n生产总值: { value: 90.0亿元, growth: 5.2% }\n常住人口: 30.0万人
                targets:\n  资金: { at_least: 5000万元 }",
            )
            .with_report("990101", 2024, "a", body)
            .told("derived-disagrees")
    }

    #[test]
    fn what_follows_a_figure_is_worked_out() {
        let right = [
            "投入资金{{ 资金 }}，比上年增长4.0%，增加200万元。",
            "投入资金{{ 资金 }}（同比增长4%），居全市第1位，完成年度目标的104%。",
            "投入资金5200万元，比丙县多1100万元，是2023年的1.04倍。",
            "普及率{{ 普及率 }}，比上年提高1.3个百分点。",
            "实现生产总值{{ 生产总值 }}，比上年增长5.2%。",
            "人均生产总值30000元。",
            "投入资金{{ 资金 }}，比上年{{ 资金 | 同比 }}。",
            // The source prints the growth: `figure-disagrees` tells.
            "实现生产总值{{ 生产总值 }}，比上年增长12.5%。",
        ];
        for body in right {
            assert!(told(body).is_empty(), "{body}: {:?}", told(body));
        }
        let wrong = [
            ("投入资金{{ 资金 }}，比上年增长40%。", "比上年增长40%", "5200万元 ÷ 5000万元 − 1 = 4%"),
            ("投入资金{{ 资金 }}，比上年下降4.0%。", "比上年下降4.0%", "5200万元 ÷ 5000万元 − 1 = 4%"),
            ("投入资金{{ 资金 }}，比上年增长4.0%，增加20万元。", "增加20万元", "5200万元 − 5000万元 = 200万元"),
            ("投入资金{{ 资金 }}，居全市第2位。", "居全市第2位", "第1位（乙县5200万元、丙县4100万元）"),
            ("投入资金{{ 资金 }}，完成年度目标的140%。", "完成年度目标的140%", "5200万元 ÷ 5000万元 = 104%"),
            ("投入资金5200万元，比丙县多1000万元。", "比丙县多1000万元", "5200万元 − 4100万元 = 1100万元"),
            ("投入资金5200万元，是2023年的1.40倍。", "是2023年的1.40倍", "5200万元 ÷ 5000万元 = 1.04"),
            ("投入资金5200万元，上年为5900万元。", "上年为5900万元", "2023年是5000万元"),
            ("投入资金{{ 资金 }}，增速为40%。", "增速为40%", "5200万元 ÷ 5000万元 − 1 = 4%"),
            (
                "投入资金{{ 资金 }}，在两个区县中排名第2位。",
                "在两个区县中排名第2位",
                "第1位（乙县5200万元、丙县4100万元）",
            ),
            ("普及率{{ 普及率 }}，比上年提高3.1个百分点。", "比上年提高3.1个百分点", "91.4% − 90.1% = 1.3个百分点"),
            ("人均生产总值33000元。", "33000元", "30000元（生产总值90.0亿元、常住人口30.0万人）"),
            ("投入资金5200万元，年度目标为6000万元。", "年度目标为6000万元", "的目标是5000万元以上"),
        ];
        for (body, printed, sum) in wrong {
            let told = told(body);
            assert!(
                told.len() == 1 && told[0].contains(&format!("“{printed}”")) && told[0].ends_with(sum),
                "{body}: {told:?}"
            );
        }
    }

    #[test]
    fn what_is_said_of_a_name_alone_is_worked_out() {
        for body in [
            "资金比上年增长4.0%。",
            "2024年，全县资金增加200万元，居全市第一位。",
            "资金居全市第1位。",
            "资金是2023年的1.04倍。",
            "资金完成年度目标的104%。",
            "资金目标为5000万元。",
            "丙县资金比上年增长2.5%，比乙县少1100万元。",
            "普及率比上年提高1.3个百分点。",
            "生产总值比上年增长12.5%。",
        ] {
            assert!(told(body).is_empty(), "{body}: {:?}", told(body));
        }
        for (body, printed, sum) in [
            ("资金比上年增长9.1%。", "比上年增长9.1%", "5200万元 ÷ 5000万元 − 1 = 4%"),
            ("资金居全市第二位。", "居全市第二位", "第1位（乙县5200万元、丙县4100万元）"),
            ("全县资金增加20万元。", "增加20万元", "5200万元 − 5000万元 = 200万元"),
            ("资金是2023年的1.4倍。", "是2023年的1.4倍", "5200万元 ÷ 5000万元 = 1.04"),
            ("资金完成年度目标的140%。", "完成年度目标的140%", "5200万元 ÷ 5000万元 = 104%"),
            ("资金年度目标为6000万元。", "年度目标为6000万元", "目标是5000万元以上"),
            ("资金年度目标为5000万元以下。", "年度目标为5000万元以下", "目标是5000万元以上"),
            ("资金比上年增加1,200万元。", "比上年增加1,200万元", "5200万元 − 5000万元 = 200万元"),
            ("- 资金比上年增长9.1%", "比上年增长9.1%", "5200万元 ÷ 5000万元 − 1 = 4%"),
            ("生产总值90.0亿元，资金居全市第二位。", "居全市第二位", "第1位（乙县5200万元、丙县4100万元）"),
            ("丙县资金比上年增长5.2%。", "比上年增长5.2%", "4100万元 ÷ 4000万元 − 1 = 2.5%"),
            ("普及率比上年提高3.1个百分点。", "比上年提高3.1个百分点", "91.4% − 90.1% = 1.3个百分点"),
        ] {
            let told = told(body);
            assert!(
                told.len() == 1 && told[0].contains(&format!("“{printed}”")) && told[0].ends_with(sum),
                "{body}: {told:?}"
            );
        }
        for body in [
            "资金预计比上年增长9.1%。",
            "项目资金比上年增长9.1%。",
            "资金增速居全市第二位。",
            "资金拨付进度居全市第二位。",
            "上半年，资金比上年增长9.1%。",
            "全市动员，丁县资金增长9.1%。",
            "资金支持的项目居全市第二位。",
            "较2022年，资金增长9.1%。",
            "2022—2024年，资金增长9.1%。",
            "前11个月，资金增长9.1%。",
            "剔除不可比因素，资金增长9.1%。",
            "会议要求，资金比上年增长9.1%。",
            "在产业领域，资金比上年增长9.1%。",
            "累计资金比上年增长9.1%。",
            "按现价计算，生产总值增长12.5%。",
            "资金年度目标为60%。",
            "普及率年度目标为95%。",
            "资金年度目标为5000万元以上。",
            "力争资金比上年增长9.1%。",
        ] {
            assert!(told(body).is_empty(), "{body}: {:?}", told(body));
        }
    }

    #[test]
    fn what_is_not_understood_is_left() {
        let open = [
            "投入资金{{ 资金 }}，其中项目资金增长40%。",
            "投入资金{{ 资金 }}，带动就业增加20万元。",
            "投入资金{{ 资金 }}，力争明年增长40%。",
            "投入资金{{ 资金 }}；比上年增长40%。",
            "投入资金{{ 资金 }}，新增项目20万元。",
            "投入资金{{ 资金 }}，比前三年均值增长40%。",
            "投入资金{{ 资金 }}，居西部第2位。",
            "普及率{{ 普及率 }}，比上年增长5%。",
        ];
        for body in open {
            assert!(told(body).is_empty(), "{body}: {:?}", told(body));
        }
    }
}
