//! The word right before a growth or an increment: 比上年多, 比上年少. Behind 少 a fall is printed without its sign; where the word
//! says one way and the figure goes the other, that is an error. Only words that stand directly before the figure count.

use super::resolve::Failure;
use crate::finding::Message;
use crate::model::article::Inline;
use crate::model::{Figure, Recipe};

/// What the word before a figure makes of it.
pub enum Said {
    /// It says no direction, or the right one.
    Nothing,
    /// The fall is said: what is printed is the amount.
    Amount(String),
    Against(Failure),
}

const RISING: [&str; 10] = ["多", "增加", "增长", "提高", "提升", "上升", "上涨", "扩大", "增收", "高出"];
const FALLING: [&str; 9] = ["少", "减少", "下降", "降低", "下滑", "回落", "缩小", "压减", "减"];
/// 至少 is no 少.
const OTHER: [&str; 10] = ["至少", "不少", "多少", "最少", "缺少", "至多", "最多", "许多", "不多", "差不多"];

/// What the text before a figure says of its direction.
pub fn said(before: &[Inline], figure: &Figure) -> Said {
    let is_change = matches!(figure.recipe, Recipe::Increment | Recipe::PointsDifference | Recipe::Growth);
    let Some(Inline::Text(before)) = before.last().filter(|_| is_change) else { return Said::Nothing };
    let before = before.trim_end_matches(['了', '约']);
    let ends = |words: &[&'static str]| words.iter().find(|word| before.ends_with(**word)).copied();
    if ends(&OTHER).is_some() {
        return Said::Nothing;
    }
    let is_fall = figure.text.strip_prefix(['-', '−']);
    let is_rise = figure.text.starts_with(|c: char| c.is_ascii_digit())
        && figure.value.is_none_or(|value| !value.is_zero() && value.is_sign_positive());
    match (ends(&RISING), ends(&FALLING), is_fall) {
        (Some(word), _, Some(amount)) => Said::Against(against(word, "少", amount, figure)),
        (None, Some(_), Some(amount)) => Said::Amount(amount.to_string()),
        (None, Some(word), None) if is_rise => Said::Against(against(word, "多", &figure.text, figure)),
        _ => Said::Nothing,
    }
}

fn against(word: &str, other: &str, amount: &str, figure: &Figure) -> Failure {
    Failure::Wrong {
        code: "wrong-direction",
        message: Message::new(
            format!("文中说“{word}”，数据是{}", figure.text),
            format!("the text says {word}, the data {}", figure.text),
        ),
        help: Message::new(
            format!("改成“{other}”，会印成{other}{amount}；或用 | 增减，自己选词"),
            format!("write {other}, which prints {other}{amount}; or ask for | 增减, which chooses the word"),
        ),
    }
}
