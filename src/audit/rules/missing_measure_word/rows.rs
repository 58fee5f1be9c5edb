//! Numbers whose neighbours have a unit: 烘干机43、输送机128台; 低保214户、低保边缘97；; 5860元，同比增加420，; 总投资3.2亿，. Gives the words
//! beside the number.

use super::bare::CODES;
use super::{is_count, names_a_value};
use crate::model::Scale;
use crate::reading::{Mention, Reading, is_han};

/// A name in a row is no longer, in characters.
const LONGEST: usize = 14;

/// Money, whatever is behind it.
const MONEY: [&str; 20] = [
    "投资",
    "总投资",
    "资金",
    "贷款",
    "收入",
    "产值",
    "金额",
    "总额",
    "支出",
    "销售额",
    "利润",
    "税收",
    "增加值",
    "损失",
    "补助",
    "补贴",
    "费用",
    "成本",
    "租金",
    "营收",
];

/// Things of which a number in 万 is so many pieces; people count themselves.
const PIECES: [&str; 12] =
    ["资料", "宣传单", "传单", "手册", "读本", "图书", "宣传册", "宣传品", "明白纸", "树苗", "苗木", "鱼苗"];

pub fn noun(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let text = reading.text();
    let ends = text[mention.range.end..].trim_start_matches(' ').starts_with(['，', '。', '；']);
    if let Some(money) = money(reading, mention).filter(|_| ends) {
        return Some(money);
    }
    if let Some(pieces) = pieces(reading, mention).filter(|_| ends) {
        return Some(pieces);
    }
    if !is_count(reading, mention) || values_near(reading, mention) {
        return None;
    }
    let before = at.checked_sub(1).map(|i| &reading.mentions[i]).filter(|m| m.sentence == mention.sentence);
    let next = reading.mentions.get(at + 1).filter(|m| m.sentence == mention.sentence);
    // 得到12分、篮板8、助攻5次
    if before.is_some_and(|before| matches!(before.unit().name(), "分" | "环")) {
        return None;
    }
    let own = name_at_end(&text[mention.clause.start..mention.digits.start])?;
    let is_in_row = next.is_some_and(|next| {
        let between = &text[mention.range.end..next.range.start.max(mention.range.end)];
        is_counted(next) && between.strip_prefix(['、', '和']).is_some_and(is_name)
    });
    let closes_row = ends
        && before.is_some_and(|before| {
            let between = &text[before.range.end.min(mention.digits.start)..mention.digits.start];
            is_counted(before) && between.strip_prefix('、').is_some_and(is_name)
        });
    let is_change = ends
        && mention.digit_count() >= 2
        && mention.change.is_some()
        && before.is_some_and(|before| is_counted(before) && mention.range.start - before.range.end <= 60);
    let is_code = CODES.iter().any(|code| own.ends_with(code));
    ((is_in_row || closes_row || is_change) && !is_code).then_some(own)
}

fn is_counted(mention: &Mention) -> bool {
    const RATED: [&str; 7] = ["分", "点", "位", "度", "岁", "级", "号"];
    mention.has_unit() && !mention.is_percent() && !mention.is_points() && !RATED.contains(&mention.unit().name())
}

/// Nothing but Han characters, and neither a verb of change nor a mark.
fn is_name(text: &str) -> bool {
    const NO_NAMES: [&str; 10] = ["第", "为", "达", "至", "到", "号", "比", "期", "线", "路"];
    (2..=LONGEST).contains(&text.chars().count())
        && text.chars().all(|c| is_han(c) || matches!(c, '“' | '”'))
        && !NO_NAMES.iter().any(|word| text.ends_with(word))
}

/// The last word before a number, of at least two Han characters.
fn name_at_end(before: &str) -> Option<String> {
    let name: Vec<char> = before.chars().rev().take_while(|c| is_han(*c)).take(4).collect();
    let name: String = name.into_iter().rev().collect();
    (name.chars().count() >= 2 && is_name(&name)).then_some(name)
}

/// Indices and scores of the sentence need no unit.
fn values_near(reading: &Reading, mention: &Mention) -> bool {
    let start = reading.sentences[mention.sentence].range.start;
    let start = reading.text().ceil_char_boundary(mention.range.start.saturating_sub(240).max(start));
    let said = &reading.text()[start.min(mention.range.start)..mention.range.start];
    names_a_value(reading, mention) || super::words::VALUES.iter().any(|word| said.contains(word))
}

/// 总投资3.2亿，: money is counted in yuan.
fn money(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = reading.before(mention).trim_end_matches(['约', '达', '近', '超', '为', '共', '到', ' ']);
    let words = ["每年", "年均"].iter().fold(words, |words, each| words.trim_end_matches(each));
    let name = MONEY.iter().find(|name| words.ends_with(**name))?;
    // Nobody says 贷款3.2 of yuan.
    let is_cut = !mention.has_unit() && reading.slice(&mention.digits).contains('.') && !values_near(reading, mention);
    ((is_large(mention) || is_cut) && mention.upper.is_none() && mention.change.is_none()).then(|| (*name).to_string())
}

/// 发放资料5.3万，
fn pieces(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = reading.before(mention).trim_end_matches(['约', '达', '近', '共', '余']);
    let name = PIECES.iter().find(|name| words.ends_with(**name))?;
    (is_large(mention) && !mention.has_unit() && mention.upper.is_none()).then(|| (*name).to_string())
}

fn is_large(mention: &Mention) -> bool {
    matches!(mention.quantity.scale, Scale::Wan | Scale::Yi)
}
