//! Two clauses of which the mark between was lost: 占43.4%玉米占35.4%, 1人任校长3人任中层干部, 惠及230户户均20万元, 出栏31.5万头新建农田3.6万亩; and a
//! count that lost its measure word too: 查处67同比增加15起, 到会4336人同意 (43人，36人). From a reading to places, each with what it seems to be.

mod run_on;
mod siblings;

use crate::audit::rules::missing_measure_word::is_free_count;
use crate::reading::{ChangeKind, Mention, Reading, amount, is_han, ratio};
use rust_decimal::Decimal;
use std::ops::Range;

/// What a place lost, in Chinese and in English.
type Lost = (&'static str, &'static str);
const MARK: Lost = ("标点", "a mark");
const MEASURE: Lost = ("量词和标点", "a measure word and a mark");

pub fn found(reading: &Reading) -> Vec<(Range<usize>, Lost)> {
    let mut found = Vec::new();
    for (i, mention) in reading.mentions.iter().enumerate().filter(|(_, m)| !m.is_quoted) {
        if let Some(end) =
            before_a_comparison(reading, i).or_else(|| before_its_mean(reading, i)).or_else(|| agreed(reading, i))
        {
            found.push((mention.range.start..end, MEASURE));
        }
        let next = reading.mentions.get(i + 1).filter(|next| next.clause == mention.clause && !next.is_quoted);
        let Some(next) = next.filter(|next| mention.has_unit() && next.has_unit()) else { continue };
        let between = &reading.text()[mention.range.end..next.range.start.max(mention.range.end)];
        // 年产值3.2亿元利润1200万元的企业: both describe one thing.
        let is_run_on = between.chars().all(is_han)
            && !reading.after(next).starts_with('的')
            && (two_shares(reading, mention, between)
                || two_roles(reading, mention, next, between)
                || an_average(reading, mention, between)
                || another_thing(reading, mention, between)
                || two_items(reading, mention, between)
                || run_on::said_of_one(reading, mention, next, between)
                || run_on::a_rate_that_moves(mention, next, between)
                || run_on::a_growth_of_it(reading, mention, next, between)
                || run_on::another_measure(reading, mention, next, between)
                || siblings::one_of_a_row(reading, i, between)
                || siblings::parts_of_a_whole(reading, i, between)
                || siblings::counts_with_shares(reading, i, between)
                || (between.starts_with("其中") && !next.is_points()));
        if is_run_on {
            found.push((mention.range.start..next.range.end, MARK));
        }
    }
    found
}

/// 立案查处67同比增加15起: the growth has the measure word that the count has lost.
fn before_a_comparison(reading: &Reading, at: usize) -> Option<usize> {
    const COMPARED: [&str; 6] = ["同比", "环比", "较上年", "比上年", "较去年", "比去年"];
    let mention = &reading.mentions[at];
    let word = COMPARED.iter().find(|word| reading.after(mention).starts_with(**word))?;
    let next = reading.mentions.get(at + 1).filter(|next| next.clause == mention.clause)?;
    let is_amount = next.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Amount);
    let is_score = matches!(next.unit().name(), "分" | "点" | "位" | "度" | "名" | "级");
    let fits = !mention.has_unit() && is_amount && next.has_unit() && next.unit().is_counted() && !is_score;
    (fits && is_free_count(reading, mention)).then(|| mention.range.end + word.len())
}

/// 从业人员6380平均每家吸纳110人, 护士286其中主管护师74人: what follows begins a clause of its own, and counts with a measure word.
fn before_its_mean(reading: &Reading, at: usize) -> Option<usize> {
    const OPENINGS: [&str; 8] = ["平均每", "户均", "人均", "其中", "村均", "校均", "占全", "日均"];
    let mention = &reading.mentions[at];
    let word = OPENINGS.iter().find(|word| reading.after(mention).starts_with(**word))?;
    let next = reading.mentions.get(at + 1).filter(|next| next.clause == mention.clause && next.has_unit())?;
    let lead = reading.before(mention);
    let is_named = lead.chars().rev().take_while(|c| is_han(*c)).count() >= 2;
    let is_large = mention.digit_count() >= 2 && !matches!(next.unit().name(), "分" | "点" | "位" | "度" | "级");
    (is_named && is_large && is_free_count(reading, mention)).then(|| mention.range.end + word.len())
}

/// 到会代表4336人同意…，同意率83.7%: the digits fall into two counts of which one is that rate of the other.
fn agreed(reading: &Reading, at: usize) -> Option<usize> {
    let count = &reading.mentions[at];
    let digits = reading.slice(&count.digits);
    let is_plain = (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !is_plain || !matches!(count.unit().name(), "人" | "名" | "户" | "家") || reading.object(count).is_empty() {
        return None;
    }
    let follow = reading.mentions[at + 1..].iter().take(3).take_while(|m| m.sentence == count.sentence);
    let rate = follow.filter(|m| m.is_percent() && m.change.is_none()).find(|m| {
        let name = reading.subject(m).trim_end_matches(['达', '为', '到', '约']).strip_suffix('率');
        let stem = name.and_then(|name| name.char_indices().rev().nth(1).map(|(i, _)| &name[i..]));
        stem.is_some_and(|stem| reading.after(count).starts_with(stem))
    })?;
    let is_rate = |(whole, part): (&str, &str)| {
        let (Ok(whole), Ok(part)) = (whole.parse::<u32>(), part.parse::<u32>()) else { return false };
        let share = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1));
        part <= whole && rate.interval().contains(share)
    };
    let splits = (1..digits.len()).map(|i| digits.split_at(i)).filter(|(_, part)| !part.starts_with('0'));
    (splits.filter(|split| is_rate(*split)).count() == 1).then_some(count.range.end)
}

/// 占43.4%玉米占35.4%, 进口增长5%出口增长3%: the same verb before both percentages.
fn two_shares(reading: &Reading, first: &Mention, between: &str) -> bool {
    const VERBS: [&str; 6] = ["占", "增长", "下降", "提高", "上升", "达"];
    const LINKS: &str = "的和与及而但并或则至到比较后前时以";
    let lead = reading.before(first);
    let verb = VERBS.iter().find(|verb| lead.ends_with(**verb) && between.ends_with(**verb));
    let name = verb.and_then(|verb| between.strip_suffix(verb));
    first.is_percent()
        && name.is_some_and(|name| {
            let is_comparison = name.ends_with("同比") || name.ends_with("环比");
            (2..=8).contains(&name.chars().count()) && !name.contains(|c| LINKS.contains(c)) && !is_comparison
        })
}

/// 1人任校长3人任中层干部: the same verb behind both counts.
fn two_roles(reading: &Reading, first: &Mention, second: &Mention, between: &str) -> bool {
    const VERBS: &str = "任为获被属因已考达完入";
    let verb = between.chars().next().filter(|c| VERBS.contains(*c));
    first.unit() == second.unit()
        && first.unit().is_counted()
        && !reading.before(first).ends_with('每')
        && (3..=10).contains(&between.chars().count())
        && !between.contains(|c| "和与及或各每".contains(c))
        && verb.is_some_and(|verb| reading.after(second).starts_with(verb))
}

/// 惠及230户户均20万元: the first clause has its verb, and the second nothing but the average. 带动200户户均增收 is one clause.
fn an_average(reading: &Reading, first: &Mention, between: &str) -> bool {
    const VERBS: [&str; 12] =
        ["惠及", "涉及", "覆盖", "受益", "参与", "参保", "搬迁", "安置", "补助", "救助", "发放", "贷款"];
    let average = between.trim_end_matches(['约', '达', '为', '近']);
    let is_average = matches!(average, "户均" | "人均" | "亩均" | "村均" | "家均" | "校均");
    is_average && VERBS.iter().any(|verb| reading.before(first).ends_with(verb))
}

/// 增长2.4%油料产量2.74万吨, 出栏31.5万头新建农田3.6万亩: what a full clause has said ends with its number; another thing begins behind it.
fn another_thing(reading: &Reading, first: &Mention, between: &str) -> bool {
    const MADE: [&str; 8] = ["新建", "建成", "新增", "完成", "改造", "实施", "开工", "发放"];
    const YIELDS: [&str; 5] = ["出栏", "存栏", "产量", "总产", "总产量"];
    let is_growth = first.change.as_ref().is_some_and(|c| c.kind == ChangeKind::Percent);
    let is_share = first.is_percent() && reading.before(first).ends_with('占');
    let is_yield = YIELDS.iter().any(|word| reading.before(first).trim_end_matches(['达', '为', '约']).ends_with(word));
    let links = |c: char| "的以左上至到和与及或后时则而并".contains(c);
    let name = between.trim_end_matches(['达', '为', '约', '近', '到']);
    let is_name = (4..=10).contains(&name.chars().count()) && !name.contains(links);
    let is_made = MADE.iter().any(|verb| between.starts_with(verb)) && between.chars().count() >= 4;
    // Rates are named in full, amounts too: 增长5%产量 might be a class.
    let is_named = is_name && (amount(name).is_some() || ratio(name).is_some());
    (is_growth || is_share) && (is_made || is_named) || is_yield && is_made
}

/// 医院56家床位8620张, 参保人数58.7万人参保率98.2%: the name before the first number is one that is counted, and so is what stands behind it.
fn two_items(reading: &Reading, first: &Mention, between: &str) -> bool {
    const COUNTED: [&str; 22] = [
        "床位",
        "学位",
        "学生",
        "教师",
        "党员",
        "党支部",
        "游客",
        "医院",
        "学校",
        "企业",
        "合作社",
        "家庭农场",
        "社区",
        "行政村",
        "卫生院",
        "医生",
        "护士",
        "班级",
        "车辆",
        "泊位",
        "驾驶员",
        "从业人员",
    ];
    const OF_AMOUNTS: [&str; 11] =
        ["旅游", "工业", "农业", "播种", "种植", "建筑", "商品", "综合", "财政", "经营", "销售"];
    let lead = reading.subject(first).trim_end_matches(['达', '为', '约', '近', '到', '共']);
    let is_item = COUNTED.iter().any(|noun| lead.ends_with(noun)) || amount(lead).is_some();
    let is_amount = amount(between).is_some_and(|word| {
        let head = between.strip_suffix(word).unwrap_or(between);
        head.is_empty() || OF_AMOUNTS.contains(&head)
    });
    let is_rate = (3..=6).contains(&between.chars().count())
        && ratio(between).is_some_and(|_| between.ends_with('率'))
        && !between.contains(|c| "的比较同和与及时".contains(c));
    is_item && first.change.is_none() && (COUNTED.contains(&between) || is_amount || is_rate)
}
