//! Which of several values before a rate has the name that its comparison says: `托管儿童6560名，班均40名，托管儿童数比2023年（5240名）增长25.2%`, and
//! which is no value at all but a mark that was passed. Judges nothing.

use super::bare;
use super::pairs::Around;
use super::values::Valued;
use super::words::{at_comparison, place_free, without_total};
use crate::model::Unit;
use crate::reading::Mention;

impl<'r> Around<'r> {
    /// 销售总额18.62亿元，首次突破18亿元，同比增长: a mark that the value before it has passed.
    pub fn is_milestone(&self, v: &Valued) -> bool {
        const PASSES: [&str; 6] = ["突破", "跨过", "迈过", "站上", "超过", "跃上"];
        let says_only_that = PASSES.contains(&v.words.trim_start_matches(['，', '首', '次', '已', '再', '也', '并']));
        let passed = || self.values.iter().rev().find(|one| one.index < v.index && one.part == v.part);
        let is_above = |one: &Valued| {
            let (value, mark) = (one.mention.quantity.value(), v.mention.quantity.value_in(one.mention.unit()));
            mark.is_some_and(|mark| value >= mark && one.index + 1 == v.index)
        };
        says_only_that && passed().is_some_and(is_above)
    }

    /// Where the clause begins in which the brackets around a value stand.
    pub fn clause_around(&self, mention: &Mention) -> usize {
        let sentence = self.reading.sentences[mention.sentence].range.start;
        let before = self.slice(sentence..mention.range.start);
        sentence + before.rfind(['，', '；']).map_or(0, |at| at + '，'.len_utf8())
    }

    /// Of the values of the sentence the only one that has the name, where that which stands nearest has another.
    pub fn namesake(&self, name: &str, before: &Valued<'r>, nearest: &Valued) -> Option<&Valued<'r>> {
        let is_of_unit = |unit: &Unit| unit.converts_to(before.mention.unit()) || unit == before.mention.unit();
        let is_it = |v: &&Valued| {
            let own = bare(v.words);
            let own = own.trim_start_matches("其中");
            v.index < before.index
                && !v.is_before
                && !v.is_from
                && is_of_unit(v.mention.unit())
                && !own.contains(['每', '均'])
                && shares_name(own, name)
        };
        let mut all = self.values.iter().filter(is_it);
        let found = all.next().filter(|_| name.chars().count() >= 2 && all.next().is_none())?;
        (found.index != nearest.index).then_some(found)
    }
}

/// What the words before a comparison name: 托管儿童数 of 托管儿童数比2023年（5240名）增长25.2%.
pub fn name_before(lead: &str) -> String {
    at_comparison(lead).map_or(String::new(), |(head, _)| bare(head))
}

/// 律师数 of ）律师数翻了近一番，实际.
pub fn doubled(to_verb: &str) -> Option<&str> {
    let (head, tail) = to_verb.trim_start_matches(['）', ')']).split_once('翻')?;
    let (times, rest) = tail.split_once('番')?;
    let is_end = matches!(rest, "，" | "，实际" | "多，" | "多，实际" | "，共" | "，累计");
    (is_end && times.chars().count() <= 4 && head.chars().count() <= 8 && !head.contains('，')).then_some(head)
}

/// 托管儿童 and 托管儿童数, 静态库容 and 库容, 专业技术人才 and 互派专业技术人才总数: one ends with the other.
fn shares_name(own: &str, name: &str) -> bool {
    let stem = |name: &str| without_total(place_free(name)).trim_end_matches(['数', '量', '额']).to_string();
    let (own, name) = (stem(own), stem(name));
    own.chars().count() >= 2 && name.chars().count() >= 2 && (own.ends_with(&name) || name.ends_with(&own))
}
