//! The structure of the three branches (三次产业结构8.5∶45.2∶46.3): each three shares make 100, and those of the year of which the
//! text speaks are the shares of the added values that stand before them.

use crate::audit::arithmetic::{self, plain};
use crate::audit::{Verdicts, relations::operands};
use crate::model::Interval;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const BRANCHES: [&str; 3] = ["第一产业", "第二产业", "第三产业"];

/// How many quantities back the three values stand.
const FAR: usize = 24;

/// `三次产业结构由9.1∶45.0∶45.9调整为8.5∶45.2∶46.3`: each set of three makes 100.
pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (at, _) in text.match_indices("产业").filter(|(at, _)| {
        ["结构", "比例", "增加值比例", "增加值结构", "增加值之比", "构成", "之比", "比为", "占比"]
            .iter()
            .any(|word| text[at + "产业".len()..].starts_with(word))
    }) {
        let most = text.floor_char_boundary(text.len().min(at + 400));
        let end = text[at..most].find(['。', '；', '\n']).map_or(most, |i| at + i);
        let numerals = &reading.numerals;
        let first = numerals.partition_point(|n| n.range.start < at);
        let last = numerals.partition_point(|n| n.range.start < end);
        let is_ratio =
            |a: usize| matches!(&text[numerals[a].range.end..numerals[a + 1].range.start], ":" | "∶" | "：" | "︰");
        let mut i = first;
        while i + 2 < last {
            let is_longer = i + 3 < last && is_ratio(i + 2);
            if is_ratio(i) && is_ratio(i + 1) && !is_longer {
                if three(reading, verdicts, i) {
                    of_values(reading, verdicts, i, at);
                }
                i += 3;
            } else {
                i += 1;
            }
        }
    }
}

/// Three shares make 100. Whether they do.
fn three(reading: &Reading, verdicts: &mut Verdicts, first: usize) -> bool {
    let numerals = &reading.numerals[first..first + 3];
    let range = numerals[0].range.start..numerals[2].range.end;
    let values: Option<Vec<Decimal>> = numerals.iter().map(|n| reading.slice(&n.range).parse().ok()).collect();
    let Some(values) = values else { return false };
    let sum: Decimal = values.iter().sum();
    let decimals = values.iter().map(Decimal::scale).min().unwrap_or(0);
    let words = values.iter().map(Decimal::to_string).collect::<Vec<_>>().join("+");
    // A ratio of whole tens or one reduced to small numbers (1∶4∶5) is no distribution in percent.
    if sum < Decimal::from(50) {
        return false;
    }
    if (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::new(15, 1 + decimals) {
        verdicts.holds(range, format!("{words} = {sum}"));
        return true;
    }
    verdicts
        .wrong(
            range,
            format!("三次产业结构合计不是100：{words} = {sum}"),
            format!("the shares of the three branches do not make 100: {words} = {sum}"),
        )
        .help("核对三个比重", "check the three shares");
    false
}

/// 第一产业增加值36.42亿元、第二产业84.27亿元、第三产业97.96亿元，三次产业结构为16.7∶38.5∶44.8. Told where one share or two of the three
/// fit: else the structure is that of another year.
fn of_values(reading: &Reading, verdicts: &mut Verdicts, first: usize, name: usize) {
    let numerals = &reading.numerals[first..first + 3];
    let lead = &reading.text()[name..numerals[0].range.start];
    // 由上年的17.1∶38.9∶44.0调整为16.7∶38.5∶44.8: the second is that of this year.
    let since = lead.rfind(['∶', ':', '：', '︰']).map_or(lead, |i| &lead[i..]);
    if since.ends_with(['由', '从', '的']) || ["上年", "去年", "年前"].iter().any(|word| since.contains(word))
    {
        return;
    }
    let Some(values) = values_before(reading, name) else { return };
    let Some(sum) = arithmetic::total(reading, &values) else { return };
    let shares = numerals.iter().zip(values).filter_map(|(numeral, value)| {
        let printed: Decimal = reading.slice(&numeral.range).parse().ok()?;
        let half = Decimal::new(5, printed.scale() + 1);
        let share = value.interval_in(&sum.unit)?.over(&sum.interval)?.scaled(Decimal::ONE_HUNDRED)?;
        let exact = value.quantity.value_in(&sum.unit)?.checked_div(sum.exact)?.checked_mul(Decimal::ONE_HUNDRED)?;
        // The last of three is often the rest to 100.
        let step = Decimal::new(1, printed.scale());
        let fits = Interval::between(printed - half, printed + half).meets(&share);
        let is_off = !Interval::between(printed - half - step, printed + half + step).meets(&share);
        let words = format!("{}÷({}) = {}%", reading.printed(value), sum.sum, plain(exact, printed.scale() + 1));
        Some((numeral, printed, fits, is_off, words))
    });
    let shares: Vec<_> = shares.collect();
    if shares.len() < 3 || !shares.iter().any(|share| share.2) {
        return;
    }
    for (numeral, printed, fits, is_off, words) in shares {
        if fits {
            verdicts.holds(numeral.range.clone(), words);
        } else if is_off {
            verdicts
                .wrong(
                    numeral.range.clone(),
                    format!("三次产业结构与增加值对不上：{words}，文中是{printed}"),
                    format!("the structure does not follow from the values: {words}, the text says {printed}"),
                )
                .help("核对三个增加值和三个比重", "check the three values and the three shares");
        }
    }
}

/// The values of the three branches, the nearest before a byte in its paragraph.
fn values_before(reading: &Reading, at: usize) -> Option<[&Mention; 3]> {
    let start = reading.paragraphs[reading.paragraph_at(at)].range.start;
    let all = reading.between(&(start..at));
    let all = &all[all.len().saturating_sub(FAR)..];
    let of = |name: &str| {
        let is_value = |m: &&Mention| {
            let subject = operands::words(reading, m);
            operands::is_operand(m)
                && m.unit().name() == "元"
                && subject.contains(name)
                && !["税", "投资", "贷", "上年", "去年"].iter().any(|word| subject.contains(word))
        };
        let mut found = all.iter().filter(is_value);
        found.next().filter(|_| found.next().is_none())
    };
    Some([of(BRANCHES[0])?, of(BRANCHES[1])?, of(BRANCHES[2])?])
}
