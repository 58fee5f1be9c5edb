//! The totals that an average can be of, each with its tie: kin of what is averaged, the next quantity of its unit, what the
//! whole text calls by its name. Judges nothing.

use super::counts::is_summed_up;
use super::{Average, REACH, finish, promote_only_one};
use crate::audit::relations::named::{self, Wanted};
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::words;
use crate::model::Unit;
use crate::reading::{Mention, Reading, is_han, kin};

/// The totals that it can be of, the tightest and nearest first.
pub fn totals<'r>(reading: &'r Reading, average: &Average<'r>) -> Vec<Operand<'r>> {
    let unit = Unit::new(average.result.unit().name().split('/').next().unwrap_or(""));
    let before = operands::before(reading, average.start, REACH).map(|m| (m, false));
    let behind = operands::behind(reading, average.result.range.end).map(|m| (m, true));
    let daily =
        operands::any_before(reading, average.start).filter(|m| is_daily(reading, average, m)).map(|m| (m, false));
    let mut seen_here = false;
    let mut found: Vec<Operand> = Vec::new();
    for (mention, is_later) in before.chain(behind).chain(daily) {
        if !(mention.unit().converts_to(&unit) || is_visit(mention.unit().name(), unit.name())) {
            continue;
        }
        let is_of_then = operands::is_of_before(reading, mention)
            && reading.before(average.result).contains("今年")
            && mention.sentence == average.result.sentence;
        if is_of_then || counts_other_things(reading, average.result, mention) || is_average_itself(reading, mention) {
            continue;
        }
        let is_here = mention.sentence == average.result.sentence;
        let is_detail = operands::is_detail(reading, mention);
        let tie = match total_tie(reading, average, mention) {
            // 从业人员68935人，平均每户2.2人；其中女性35012人
            _ if is_later && reading.subject(mention).starts_with("其中") => Tie::Loose,
            Tie::Tight if is_detail => Tie::Named,
            Tie::Named if is_detail => Tie::Loose,
            // 为95名妇女每人发放1万元: of a rate of pay the total stands beside it.
            _ if !average.is_said && (!is_here || is_later && !is_summed_up(reading, mention)) => Tie::Loose,
            // 应出资2184万元，户均700元，已归集1966万元
            Tie::Tight | Tie::Named if is_later && seen_here && !is_summed_up(reading, mention) => Tie::Loose,
            Tie::Tight if !is_here || is_later && (seen_here || !is_summed_up(reading, mention)) => Tie::Named,
            tie => tie,
        };
        seen_here |= is_here && !is_later && tie >= Tie::Named;
        found.push(Operand { mention, tie });
    }
    promote_only_one(&mut found, average);
    add_named(reading, average, &unit, &mut found);
    prefer_the_namesake(reading, average, &unit, &mut found);
    finish(&mut found);
    found
}

/// 折干亩产分别为742公斤、716公斤、768公斤，平均亩产742公斤: what each gives adds up to nothing.
fn is_average_itself(reading: &Reading, m: &Mention) -> bool {
    let lead = &reading.text()[m.clause.start.min(m.range.start)..m.range.start];
    let is_row = |name: &str| ["分别", "依次"].iter().any(|word| lead.contains(&format!("{name}{word}")));
    ["亩产", "单产"].iter().any(|name| is_row(name) || reading.subject(m).ends_with(name))
}

/// 6个年级，老师12位，平均每位老师带18个学生: what 个 counts is said of both, and is not the same.
fn counts_other_things(reading: &Reading, result: &Mention, total: &Mention) -> bool {
    let noun = |m: &Mention| -> String { reading.object(m).chars().take_while(|c| is_han(*c)).take(2).collect() };
    let (own, other) = (noun(result), noun(total));
    result.unit().name() == "个"
        && own.chars().count() == 2
        && other.chars().count() == 2
        && own != other
        && !reading.subject(total).contains(own.as_str())
}

/// 日均接件1470件，窗口平均日接件35件: the total is that of a day too.
fn is_daily(reading: &Reading, average: &Average, m: &Mention) -> bool {
    let subject = reading.subject(m);
    (average.of_what.contains('日') || average.before.ends_with('日'))
        && (subject.contains("日均") || subject.contains("每天") || subject.contains("每日"))
}

/// What the whole text calls by the name of what is averaged, where nothing near is tied.
fn add_named<'r>(reading: &'r Reading, average: &Average<'r>, unit: &Unit, found: &mut Vec<Operand<'r>>) {
    if found.iter().any(|one| one.tie == Tie::Tight) {
        return;
    }
    let of_what = average.of_what.trim_start_matches(average.noun).trim_end_matches(['达', '为', '约', '额']);
    let of_what = if of_what.is_empty() { average.of_what } else { of_what };
    // 平均每家企业进出口: the noun of the count stands before what is averaged.
    let ends =
        [4, 3, 2].into_iter().filter_map(|n| of_what.char_indices().rev().nth(n - 1)).map(|(i, _)| &of_what[i..]);
    let class = super::words_end(average.before);
    // 规模以上工业企业户均产值: what they made together is 规模以上工业总产值.
    let branch = class.strip_suffix("企业").filter(|branch| words::is_telling(branch)).unwrap_or(class);
    let names = [format!("{class}{of_what}"), format!("{branch}|{of_what}"), of_what.to_string()];
    for name in names.into_iter().chain(ends.map(str::to_string)) {
        if found.iter().any(|one| one.tie >= Tie::Named && one.mention.sentence != average.result.sentence) {
            return;
        }
        if !words::is_telling(&name) {
            continue;
        }
        for one in named::find(reading, &Wanted { name: &name, unit, period: "", by: average.result }) {
            operands::put(found, Operand { tie: one.tie.min(Tie::Named), ..one });
        }
    }
}

/// 公用经费4198万元。…社会保障支出4101万元。人均公用经费1.39万元: where one sum only has the very name of what is averaged, it is meant.
fn prefer_the_namesake<'r>(reading: &'r Reading, average: &Average<'r>, unit: &Unit, found: &mut Vec<Operand<'r>>) {
    const FULL_NAME: usize = 4;
    let name = average.of_what.trim_start_matches(average.noun).trim_end_matches(['达', '为', '约']);
    if name.chars().count() < FULL_NAME || found.iter().any(|one| one.tie == Tie::Tight) {
        return;
    }
    let has_name = |one: &Operand| reading.subject(one.mention).ends_with(name);
    let all = named::find(reading, &Wanted { name, unit, period: "", by: average.result });
    let Some(namesake) = all.into_iter().find(|one| one.tie == Tie::Tight && has_name(one)) else { return };
    found.iter_mut().filter(|one| !has_name(one)).for_each(|one| one.tie = Tie::Loose);
    operands::put(found, Operand { tie: Tie::Named, ..namesake });
}

/// 农村公路3.28亿元。…新改建农村公路186公里，平均每公里投资176万元: what the text says elsewhere of the thing that is counted.
pub fn of_the_counted<'r>(reading: &'r Reading, average: &Average<'r>, counts: &[Operand<'r>]) -> Vec<Operand<'r>> {
    let Some(count) = counts.iter().find(|one| one.tie == Tie::Tight) else { return Vec::new() };
    let name = super::words_end(reading.subject(count.mention));
    let name = ["新改建", "新建", "改建", "改造", "现有", "共有"]
        .iter()
        .fold(name, |name, verb| name.trim_start_matches(verb));
    let wanted = Wanted { name, unit: average.result.unit(), period: "", by: average.result };
    let found = if words::is_telling(name) { named::find(reading, &wanted) } else { Vec::new() };
    // The whole name of the thing, said of one sum of money only, says enough.
    let most = if name.chars().count() >= 4 { Tie::Named } else { Tie::Loose };
    let tie = |one: &Operand| if one.tie == Tie::Tight { most } else { Tie::Loose };
    found.iter().map(|one| Operand { mention: one.mention, tie: tie(one) }).collect()
}

/// 发放补助资金1501.33万元。…带动1.43万名劳动力就业，人均增收1077元: what is paid out in another sentence is nobody's income.
pub fn is_other_money(reading: &Reading, average: &Average, total: &Mention) -> bool {
    names_income(average.of_what)
        && total.sentence != average.result.sentence
        && !kin(average.of_what, reading.subject(total))
        && !kin(average.of_what, reading.object(total))
}

/// 巡河3.24万人次, 人均巡河55次.
fn is_visit(total: &str, each: &str) -> bool {
    matches!(
        (total, each),
        ("人次", "次")
            | ("户次", "次")
            | ("人次", "人")
            | ("车", "趟")
            | ("车次", "趟")
            | ("辆次", "趟")
            | ("班次", "趟")
    )
}

fn total_tie(reading: &Reading, average: &Average, total: &Mention) -> Tie {
    // 满分100分: what can be reached, and no sum of it.
    const EXTREMES: [&str; 12] =
        ["最大", "最小", "最高", "最低", "最多", "最少", "最长", "满分", "总分为", "限额", "封顶", "上限"];
    if EXTREMES.iter().any(|word| reading.subject(total).contains(word))
        || operands::is_of_before(reading, total) && !operands::is_told_of_then(reading, total, average.result)
        || operands::is_aside(reading, total, average.start)
    {
        return Tie::Loose;
    }
    let is_money = total.unit().converts_to(&Unit::new("元"));
    // 【关爱帮扶】设立基金: a heading is no word of the quantity.
    let subject = reading.subject(total);
    let subject = subject.rfind('】').map_or(subject, |i| &subject[i + '】'.len_utf8()..]);
    let object = reading.object(total);
    let of_what = average.of_what;
    // 劳动密集型产品15.5亿元，鞋靴4260万双，均价每双9.8元: what is paid for is said, and it is not this.
    let is_price = ["均价", "单价", "售价"].iter().any(|word| average.before.ends_with(word) || of_what.contains(word));
    let is_sale = ["销售", "交易", "成交", "收入", "额", "产值", "货款"].iter().any(|word| subject.contains(word));
    if is_price && !is_sale {
        return Tie::Loose;
    }
    let says_nothing =
        !words::is_telling(of_what.trim_start_matches(average.noun)) || average.noun == of_what && !is_money;
    let shares_a_character = of_what.chars().count() <= 3
        && of_what.chars().any(|c| !"均达为得再约到超有共入出".contains(c) && subject.contains(c));
    // 旅游综合收入30.15亿元，人均消费780元: what guests spend is what the place earns by them.
    let is_spent_by_guests = subject.contains("旅游")
        && subject.contains("收入")
        && ["消费", "花费"].iter().any(|word| of_what.contains(word));
    let is_kin = is_spent_by_guests || kin(of_what, subject) || kin(of_what, object) || is_money && shares_a_character;
    match total.sentence == average.result.sentence {
        true if is_kin => Tie::Tight,
        true if says_nothing && is_next(reading, average, total) => Tie::Tight,
        true if !is_money && is_next(reading, average, total) => Tie::Tight,
        // 帮扶318人，支出127.2万元，人均帮扶4000元: what is averaged is said in other words.
        true if is_spent(subject) && !names_income(of_what) && is_next(reading, average, total) => Tie::Tight,
        true if !is_money || says_nothing => Tie::Named,
        false if is_kin || !is_money => Tie::Named,
        _ => Tie::Loose,
    }
}

/// No other quantity of its unit stands between a total and its average.
fn is_next(reading: &Reading, average: &Average, total: &Mention) -> bool {
    let between = total.range.end.min(average.start)..average.start;
    reading.between(&between).iter().all(|m| {
        !m.unit().converts_to(total.unit())
            || operands::is_aside(reading, m, average.start)
            || operands::is_detail(reading, m)
    })
}

fn is_spent(subject: &str) -> bool {
    ["支出", "投入", "发放", "分红", "拨付", "下拨", "补助", "投资"].iter().any(|word| subject.contains(word))
}

fn names_income(of_what: &str) -> bool {
    ["收", "薪", "工资", "产值", "贷", "销售", "产", "税"].iter().any(|word| of_what.contains(word))
}
