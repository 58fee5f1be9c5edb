//! The two rates that stand right beside a difference in points: 城镇、农村…38.4%和54.1%，农村比城镇快15.7个百分点; 低于全省3.8个百分点，与省里33.1%的平均水平仍
//! 有差距. From a difference to the pair that grammar leaves. Subtracts nothing.

use crate::audit::compared::{self, Pair, Said};
use crate::reading::{Mention, Reading};

/// The rates of a row of two, of which the sentence gave the names in order: 城镇、农村.
pub fn of_two_names<'r>(reading: &'r Reading, said: &Said<'r>) -> Option<Pair<'r>> {
    let (first, second) = (reading.mentions.get(said.index.checked_sub(2)?)?, &reading.mentions[said.index - 1]);
    let is_row = first.is_percent()
        && second.is_percent()
        && first.sentence == said.mention.sentence
        && matches!(reading.slice(&(first.range.end..second.range.start)), "、" | "和" | "与");
    let is_beside = reading.text()[second.range.end..said.mention.range.start].matches('，').count() == 1;
    let words = said.words.trim_start_matches('，');
    let (own, other) = compared::at_comparison(words)?;
    let is_name = |name: &str| (2..=4).contains(&name.chars().count());
    if !is_row || !is_beside || !is_name(own) || !is_name(other) {
        return None;
    }
    let lead = reading.slice(&(reading.sentences[first.sentence].range.start..first.range.start));
    let names = |a: &str, b: &str| ["、", "和", "与"].iter().any(|joint| lead.contains(&format!("{a}{joint}{b}")));
    match (names(own, other), names(other, own)) {
        (true, false) => Some(Pair { now: first, before: second, is_tight: true, is_near: true }),
        (false, true) => Some(Pair { now: second, before: first, is_tight: true, is_near: true }),
        _ => None,
    }
}

/// 比重为29.3%，低于全省3.8个百分点，与省里33.1%的平均水平仍有差距: the average of the place is said right behind.
pub fn of_the_place<'r>(reading: &'r Reading, said: &Said<'r>, object: &str) -> Option<Pair<'r>> {
    let place = object.strip_prefix('全')?.trim_end_matches("水平").trim_end_matches("平均");
    let (now, average) = (reading.mentions.get(said.index.checked_sub(1)?)?, reading.mentions.get(said.index + 1)?);
    let is_level = |m: &Mention| m.is_percent() && m.change.is_none() && m.sentence == said.mention.sentence;
    let gap =
        reading.text()[said.mention.range.end..average.range.start.max(said.mention.range.end)].strip_prefix('，')?;
    let is_beside = !gap.contains(['，', '；']) && gap.contains(place) && place.chars().count() == 1;
    let behind = reading.text()[average.range.end..].trim_start_matches('的');
    let is_average = ["平均", "水平"].iter().any(|word| behind.starts_with(word) || gap.contains(word));
    let is_right_before = reading.text()[now.range.end..said.mention.range.start].matches('，').count() == 1;
    let is_pair = is_level(now) && is_level(average) && is_beside && is_average && is_right_before;
    is_pair.then_some(Pair { now, before: average, is_tight: true, is_near: true })
}

/// 占31.5%，比上年提高8.7个百分点，而2022年这一比重还只有22.8%: what it was is said right behind.
pub fn of_then_behind<'r>(reading: &'r Reading, said: &Said<'r>) -> Option<Pair<'r>> {
    const SAME: [&str; 8] =
        ["这一比重", "这一比例", "这个比例", "这个比重", "这一数字", "该比例", "该比重", "这一占比"];
    const THEN: [&str; 6] = ["上年", "去年", "年前", "当时", "同期", "年"];
    let (now, then) = (reading.mentions.get(said.index.checked_sub(1)?)?, reading.mentions.get(said.index + 1)?);
    let is_level = |m: &Mention| m.is_percent() && m.change.is_none() && m.sentence == said.mention.sentence;
    let gap = reading.text().get(said.mention.range.end..then.range.start)?.strip_prefix('，')?;
    let lead = reading.text().get(now.range.end..said.mention.range.start)?;
    let names_it = SAME.iter().any(|name| gap.contains(name)) && THEN.iter().any(|word| gap.contains(word));
    let is_right_behind =
        !gap.contains(['，', '；', '。']) && lead.starts_with('，') && lead.matches('，').count() == 1;
    let is_of_before = compared::baseline(said.words) != compared::Baseline::None;
    let is_pair = is_level(now) && is_level(then) && names_it && is_right_behind && is_of_before;
    is_pair.then_some(Pair { now, before: then, is_tight: true, is_near: true })
}

/// 小学占78.2%，初中为93.5%，两者相差15.3个百分点: other rates of the sentence stand before these two.
pub fn are_the_two(reading: &Reading, mention: &Mention, first: &Mention, second: &Mention) -> bool {
    let one_comma = |a: &Mention, b: &Mention| {
        let gap = &reading.text()[a.range.end..b.range.start.max(a.range.end)];
        gap.starts_with('，') && gap.matches('，').count() == 1 && !gap.contains("其中") && !gap.contains('；')
    };
    ["两者", "二者"].iter().any(|word| reading.before(mention).starts_with(word))
        && one_comma(first, second)
        && one_comma(second, mention)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn rates_that_stand_beside_a_difference_give_it() {
        expect(
            "points-off",
            &[
                "城镇、农村居民人均可支配收入累计增幅达到38.4%和54.1%，农村比城镇快17.5个百分点。",
                "职工、居民住院报销比例分别为84.6%和70.3%，职工比居民高13.4个百分点。",
                "东部和西部覆盖率为91.5%、82.3%，西部比东部低2.9个百分点。",
                "工业增加值占比为29.3%，低于全省8.3个百分点，与省里33.1%的平均水平仍有差距。",
                "入园率为91.3%，高于全市5.2个百分点，市平均水平为88.8%。",
                "合格率均为100%，小学教师中本科以上学历者占78.2%，初中为93.5%，两者相差13.5个百分点。",
                "过夜游客占31.5%，比上年提高9.7个百分点，而2022年这一比重还只有22.8%。",
            ],
            &[
                "城镇、农村居民人均可支配收入累计增幅达到38.4%和54.1%，农村比城镇快15.7个百分点。",
                "职工、居民住院报销比例分别为84.6%和70.3%，职工比居民高14.3个百分点。",
                "工业增加值占比为29.3%，低于全省3.8个百分点，与省里33.1%的平均水平仍有差距。",
                "入园率为91.3%，高于全市2.5个百分点，市平均水平为88.8%。",
                "入园率为91.3%，高于全市2.5个百分点，市直幼儿园占33.1%。",
                "过夜游客占31.5%，比上年提高8.7个百分点，而2022年这一比重还只有22.8%。",
                "过夜游客占31.5%，比上年提高9.7个百分点，而2022年自驾游客占22.8%。",
                "城镇、农村居民收入增长5.1%和7.2%，开发区比老城区快4.3个百分点。",
                "合格率均为100%，小学教师中本科以上学历者占78.2%，初中为93.5%，两者相差15.3个百分点。",
                "合格率为98%，小学教师中本科占78.2%，其中女教师占93.5%，两者相差19.8个百分点。",
            ],
        );
    }
}
