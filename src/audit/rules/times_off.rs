//! `times-off`: 是…的N倍, 相当于…的N倍, 增长N倍, 翻一番 and 翻两番 that the two values of the text do not give. Where a text states
//! only one of them there is nothing to say.

mod ratios;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared;
use crate::audit::relations::division::Kind;
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::near;
use crate::audit::relations::operands;
use crate::audit::relations::{Tried, words};
use crate::model::quantity::han_number;
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for tried in verdicts.divisions().iter().filter(|tried| tried.division.kind == Kind::Times) {
        let result = tried.division.result;
        match &tried.judgement {
            Judgement::Holds { outcome, .. } | Judgement::Composed(outcome) => {
                verdicts.holds(result.range.clone(), outcome.words(result))
            }
            Judgement::Fails(outcomes) => tell(reading, verdicts, result, outcomes),
            Judgement::Nearly(near) if !names_another_whole(reading, tried) => {
                near::tell(reading, verdicts, result, near)
            }
            Judgement::Nearly(_) => {}
            Judgement::Unknown => {}
        }
    }
    for growth in &reading.mentions {
        let is_multiple = |c: &crate::reading::Change| c.kind == ChangeKind::Times && c.direction == Direction::Up;
        if growth.change.as_ref().is_some_and(is_multiple) {
            grown(reading, verdicts, growth);
        }
        widened(reading, verdicts, growth);
    }
    doubled(reading, verdicts);
    folds(reading, verdicts);
    ratios::check(reading, verdicts);
    more_than_once_a_year(reading, verdicts);
}

/// 五年翻了八番: to double more often than there are years, five times and more, is a digit too much.
fn more_than_once_a_year(reading: &Reading, verdicts: &mut Verdicts) {
    const LEAST: i64 = 5;
    let text = reading.text();
    let is_digit = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
    let number = |digits: &str| digits.parse().ok().or_else(|| han_number(digits));
    for (at, _) in text.match_indices('番') {
        let lead = text[..at].trim_end_matches(is_digit);
        let Some(folds) = number(&text[lead.len()..at]).filter(|folds| *folds >= LEAST) else { continue };
        let Some(before) = lead.strip_suffix("翻了").or_else(|| lead.strip_suffix('翻')) else { continue };
        let span = ["年间", "年来", "年内", "年里", "年就", "年"].iter().find_map(|word| before.strip_suffix(word));
        let Some(span) = span else { continue };
        let start = span.trim_end_matches(is_digit).len();
        let Some(years) = number(&span[start..]).filter(|years| (1..folds).contains(years)) else { continue };
        let range = start..at + '番'.len_utf8();
        let said = reading.slice(&range);
        verdicts
            .doubt(
                range.clone(),
                format!("“{said}”是{years}年里增加到{}倍，不合常理", 1_i64 << folds.min(40)),
                format!(
                    "{said} is {} times as much within {years} years, which is beyond belief",
                    1_i64 << folds.min(40)
                ),
            )
            .help("翻一番是2倍，翻两番是4倍，翻三番是8倍；核对番数", "each 番 doubles: check how many there are");
    }
}

/// 312.4毫米，是全县平均雨量的1.85倍，最大小时雨强71.5毫米: the whole has a name, and none of those tried has a word of it.
fn names_another_whole(reading: &Reading, tried: &Tried) -> bool {
    let name = tried.division.whole;
    words::is_telling(&words::without_filler(name))
        && tried.wholes.iter().all(|whole| words::shared(name, &operands::words(reading, whole.mention)) == 0)
}

/// 是十年前的4倍，换句话说，两番: the number of times says itself how often it doubled.
fn folds(reading: &Reading, verdicts: &mut Verdicts) {
    const FOLDS: [(&str, i64); 3] = [("一番", 2), ("两番", 4), ("三番", 8)];
    let text = reading.text();
    for (at, _) in text.match_indices('番') {
        let Some((word, times)) = FOLDS.iter().find(|(word, _)| text[..at + '番'.len_utf8()].ends_with(word)) else {
            continue;
        };
        let range = at + '番'.len_utf8() - word.len()..at + '番'.len_utf8();
        let Some(multiple) = just_before(reading, range.start).or_else(|| just_behind(reading, range.end)) else {
            continue;
        };
        let sum = format!("{} = {word}", reading.printed(multiple));
        if multiple.interval().contains(Decimal::from(*times)) {
            verdicts.holds(range, sum);
        } else {
            let printed = reading.printed(multiple);
            verdicts
                .wrong(
                    range,
                    format!("“{word}”对不上：前面说的是{printed}"),
                    format!("{word} does not follow: the text says {printed} before"),
                )
                .help("一番是2倍，两番是4倍，三番是8倍", "一番 is twice, 两番 four times, 三番 eight times");
        }
    }
}

/// 两年翻了三番，是第一年的8倍
fn just_behind(reading: &Reading, at: usize) -> Option<&Mention> {
    let behind = reading.text()[at..].strip_prefix('，')?;
    let next = reading.mentions.partition_point(|m| m.range.start < at);
    let multiple = reading.mentions.get(next).filter(|m| m.unit().name() == "倍" && m.change.is_none())?;
    let lead = &reading.text()[at..multiple.range.start];
    let is_of_then = ["是", "为", "相当于"].iter().any(|verb| behind.starts_with(verb));
    (is_of_then && lead.ends_with('的') && lead.chars().count() <= 16 && !lead[3..].contains('，')).then_some(multiple)
}

/// The multiple of the clause before, where the words from there on only say it again: 换句话说，正好是.
fn just_before(reading: &Reading, at: usize) -> Option<&Mention> {
    const AGAIN: [&str; 8] = ["换句话说", "也就是说", "正好是", "正好", "恰好是", "即", "就是", "是"];
    let start = reading.sentences[reading.sentence_at(at)].range.start;
    let multiple = reading.between(&(start..at)).last().filter(|m| m.unit().name() == "倍" && m.change.is_none())?;
    let between = &reading.text()[multiple.range.end..at];
    let rest = AGAIN.iter().fold(between.to_string(), |rest, word| rest.replace(word, ""));
    rest.trim_matches('，').is_empty().then_some(multiple)
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, result: &Mention, outcomes: &[Outcome]) {
    let sums: Vec<String> = outcomes.iter().map(|outcome| outcome.words(result)).collect();
    let printed = reading.printed(result);
    verdicts
        .wrong(
            result.range.clone(),
            format!("倍数对不上：{}，文中是{printed}", sums.join("；")),
            format!("the multiple does not follow: {}, the text says {printed}", sums.join("; ")),
        )
        .help(
            "核对两个数和倍数；“增长N倍”比“是N倍”少算原来的一倍",
            "check both values and the multiple; 增长N倍 (grew by) is one less than 是N倍 (is)",
        );
}

/// The value before and the value now, where the words before a byte state both: 由甲增加到乙, 从甲到乙, 乙，比上年的甲.
fn from_and_to(reading: &Reading, at: usize) -> Option<(&Mention, &Mention)> {
    let sentence = reading.sentence_at(at);
    let start = reading.sentences[sentence].range.start;
    let here: Vec<&Mention> =
        reading.between(&(start..at)).iter().rev().filter(|m| operands::is_operand(m)).take(2).collect();
    let [last, first] = here.as_slice() else { return None };
    let text = reading.text();
    let between = &text[first.range.end..last.range.start];
    let is_beside = at - last.range.end <= "，四年增长了约".len();
    let before = reading.subject(first);
    let is_rise = (before.ends_with(['由', '从', '的', '年']) || before.contains('由') || before.contains('从'))
        && compared::reach::at_end(if is_beside { compared::reach::untimed(between) } else { between })
            .is_some_and(|reach| reach.direction != Some(Direction::Down));
    // 218个，较年初的109个，正好翻了一番
    let opens_comparison =
        between.split_once('，').is_some_and(|(_, clause)| clause.starts_with(['较', '比'])) && is_beside;
    let is_compared =
        between.contains('比') && last.clause == first.clause || opens_comparison && between.matches('，').count() == 1;
    match last.unit().converts_to(first.unit()) {
        true if is_rise => Some((*first, *last)),
        true if is_compared => Some((*last, *first)),
        _ => None,
    }
}

fn grown(reading: &Reading, verdicts: &mut Verdicts, growth: &Mention) {
    let Some((before, now)) = from_and_to(reading, growth.range.start) else { return };
    let Some(outcome) = arithmetic::growth(reading, now, before) else { return };
    match outcome.fits(growth) {
        true if is_the_multiple(now, before, growth) => one_too_many(reading, verdicts, growth, &outcome),
        true => verdicts.holds(growth.range.clone(), outcome.words(growth)),
        false => tell(reading, verdicts, growth, &[outcome]),
    }
}

/// 由6吨增到298吨，增长49.7倍: rounded values allow it, yet what is printed is how many times as much there is.
fn is_the_multiple(now: &Mention, before: &Mention, growth: &Mention) -> bool {
    let decimals = growth.quantity.printed_decimals();
    let ratio = now.quantity.value_in(before.unit()).and_then(|now| now.checked_div(before.quantity.value()));
    decimals > 0
        && growth.quantity.bound.is_none()
        && ratio.is_some_and(|ratio| {
            use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
            ratio.round_dp_with_strategy(decimals, MidpointAwayFromZero) == growth.quantity.value()
        })
}

fn one_too_many(reading: &Reading, verdicts: &mut Verdicts, growth: &Mention, outcome: &Outcome) {
    let (sum, printed) = (outcome.words(growth), reading.printed(growth));
    verdicts
        .doubt(
            growth.range.clone(),
            format!("像是把“是原来的N倍”写成了“增长N倍”：{sum}，文中是{printed}"),
            format!("this seems to be how many times as much there is, not by how many times it grew: {sum}, the text says {printed}"),
        )
        .help("“增长N倍”比“是原来的N倍”少一倍", "增长N倍 (grew by) is one less than 是N倍 (is)");
}

/// 2013年这一数字为62.4亿元，十年间扩大到2.4倍; 与2021年17.0万亩的规模相比，扩大到2.4倍: how many times the value of before there is now.
fn widened(reading: &Reading, verdicts: &mut Verdicts, multiple: &Mention) {
    let end = multiple.range.start;
    let sentence = reading.sentences[multiple.sentence].range.start;
    let lead = compared::last_bytes(&reading.text()[sentence..end], 200);
    if multiple.unit().name() != "倍" || compared::reach::at_end(lead).is_none() {
        return;
    }
    let mut earlier = operands::before(reading, end, 1);
    let Some(before) = earlier.next().filter(|before| before.sentence == multiple.sentence) else { return };
    let Some(now) = earlier.find(|now| now.unit().converts_to(before.unit())) else { return };
    let behind = &reading.text()[before.range.end..end];
    let said = reading.before(before);
    let takes_up = compared::takes_up(said);
    let compares =
        said.contains(['与', '同', '和', '比', '较']) && behind.split('，').next().unwrap_or("").contains('比');
    if !(takes_up || compares) || behind.matches('，').count() > 1 || behind.contains('；') {
        return;
    }
    let Some(outcome) = arithmetic::share(reading, now, before) else { return };
    match outcome.fits(multiple) {
        true => verdicts.holds(multiple.range.clone(), outcome.words(multiple)),
        false => tell(reading, verdicts, multiple, &[outcome]),
    }
}

/// 翻一番 is twice, 翻两番 four times the value; nearly so is enough.
fn doubled(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (at, _) in text.match_indices('翻') {
        let Some((length, folds)) = folds_said(&text[at..]) else { continue };
        let word = &text[at..at + length];
        let (least, most) = (19 << (folds - 1), 40 << (folds - 1));
        let stated = from_and_to(reading, at).or_else(|| twice_stated(reading, at));
        let Some((before, now)) = stated.or_else(|| stated_behind(reading, at..at + length)) else { continue };
        let Some(outcome) = arithmetic::share(reading, now, before) else { continue };
        let ratio = arithmetic::plain(outcome.exact, 2);
        let sum = format!("{} = {ratio}倍", outcome.sum);
        let range = at..at + length;
        let is_nearly = ["近", "接近", "约", "基本"].iter().any(|near| text[..at].ends_with(near));
        let is_enough = outcome.exact >= Decimal::new(least, 1) && outcome.exact < Decimal::new(most, 1);
        if is_enough || is_nearly && outcome.exact >= Decimal::new(least - 3, 1) {
            verdicts.holds(range, sum);
        } else {
            verdicts.wrong(range, format!("“{word}”对不上：{sum}"), format!("{word} does not follow: {sum}")).help(
                "翻一番是原来的2倍，翻两番是4倍；核对两个数",
                "翻一番 is twice, 翻两番 four times the value: check both values",
            );
        }
    }
}

/// 翻番, 翻了两番: the bytes of the word and how many times it doubles.
fn folds_said(text: &str) -> Option<(usize, u32)> {
    let rest = text.strip_prefix('翻')?;
    if rest.starts_with('番') {
        return Some(("翻番".len(), 1));
    }
    let number = rest.strip_prefix('了').unwrap_or(rest);
    let (han, folds) =
        [("一", 1), ("两", 2), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("八", 8)]
            .into_iter()
            .find(|(han, _)| number.starts_with(han))?;
    let ends = number[han.len()..].starts_with('番');
    ends.then_some((text.len() - number.len() + han.len() + '番'.len_utf8(), folds))
}

/// 收入86万元，五年翻了两番还多——2018年只有19万元: the value now right before, and the one of then right behind.
fn stated_behind(reading: &Reading, word: std::ops::Range<usize>) -> Option<(&Mention, &Mention)> {
    let next = reading.mentions.partition_point(|m| m.range.start < word.end);
    let (now, then) = (reading.mentions.get(next.checked_sub(1)?)?, reading.mentions.get(next)?);
    let lead = reading.slice(&(now.range.end..word.start.max(now.range.end)));
    let is_right_behind = lead.starts_with('，') && lead.chars().count() <= 6 && lead.matches('，').count() == 1;
    let gap = reading.slice(&(word.end..then.range.start));
    let gap = ["还多", "多", "以上"].iter().find_map(|more| gap.strip_prefix(more)).unwrap_or(gap);
    let gap = ["——", "（", "，"].iter().find_map(|mark| gap.strip_prefix(mark))?;
    let year =
        ["只有", "仅有", "仅为", "才", "只是", "仅", "为", "是"].iter().find_map(|verb| gap.strip_suffix(verb))?;
    let is_dated = words::dates(year).next().is_some_and(|date| date == year);
    let is_pair = operands::is_operand(now) && operands::is_operand(then) && now.unit().converts_to(then.unit());
    (is_right_behind && is_dated && is_pair).then_some((then, now))
}

/// 乙，是甲的2.1倍，实现翻番: the multiple just before has both values.
fn twice_stated(reading: &Reading, at: usize) -> Option<(&Mention, &Mention)> {
    let sentence = reading.sentences[reading.sentence_at(at)].range.start;
    let multiple = reading.between(&(sentence..at)).last().filter(|m| m.unit().name() == "倍")?;
    let division = super::super::relations::division::of(reading, multiple)?;
    let now = operands::before(reading, division.start, 0).next()?;
    Some((division.stated?, now))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "times-off",
            &[
                "接待游客46.2万人次，恢复到2019年同期的170.9%（2019年同期42.8万人次）。",
                "2022年产值2.1亿元，2023年产值6.3亿元，是上年的4倍。",
                "旅游收入3.28亿元，恢复至98.4%，2019年同期为3.46亿元。",
                "轮渡日均运送5.5万人次，单日最高运送7.2万人次，是日均的1.21倍。",
                "第一级每立方米1.80元；第二级每立方米2.70元，为第一级的2.5倍。",
                "开业时全镇民宿才63家，现在有148家，床位2216张。三年多时间，民宿数量增长到原来的3.2倍。",
                "2014年常住人口只有1.9万人。去年底是31.3万人，正好是当年的7倍。",
                "2024年12.168亿元，两年翻了两番，是第一年的8倍。",
                "参训前的月均收入约为2900元，参训后达到8800元，约为原来的5倍。",
                "2018年，人均纯收入为5980元，2023年达到14352元，增加8372元，是2018年的3.4倍。",
                "乡村小学86所，校均192人。县城小学校均1562人，是乡村小学校均规模的1.8倍。",
                "教师培训经费646万元，是2020年380万元的2.7倍。",
                "装机总功率达到3680千瓦，是改造前1600千瓦的3.3倍。",
                "销售额由200万元增加到600万元，增长3倍。",
                "产量由6吨增加到298吨，增长49.7倍。",
                "集体收入从50万元增加到80万元，实现翻番。",
                "全市机动车保有量71.8万辆，是2014年末32.9万辆的3.2倍。",
                "产值由10亿元增长到30亿元，翻两番。",
                "销售额132.6万元，为6月份88.4万元的2.5倍。",
                "产量50吨，相当于上年25吨的3倍。",
                "村民分红由2019年的每人300元涨到2023年的1500元，4年增长5倍。",
                "2023年生产总值148.6亿元；2013年这一数字为62.4亿元，十年间扩大到2.8倍。",
                "托管面积共41.5万亩；与2021年17.0万亩的规模相比，扩大到2.9倍。",
                "村集体收入86万元，五年翻了三番——2018年只有19万元。",
                "2018年生产总值89.3亿元；2023年为132.7亿元。一般公共预算收入从5.16亿元提高到7.74亿元，恰好是五年前的1.8倍。",
                "最大点降雨出现在大湾乡（386.5毫米），为该站多年平均值（154.6毫米）的2.9倍。",
                "草地0.84万公顷，湿地0.37万公顷。草地面积是湿地面积的2.8倍。",
                "2013年存栏4.5万只；2023年达到18.2万只，是十年前的6倍。",
                "规模是2020年8万吨的4倍，也就是说，三番。",
                "设立专柜126个，较年初的98个，正好翻了一番。",
                "现场观看2.4万人次，网上答题7.2万人次，网上参与量相当于现场观看的8.0倍。",
                "去年村集体经济收入86万元，五年翻了八番还多。",
                "产值3年间翻了6番。",
                "合作社社员四年来翻了五番。",
                "2020年，集体收入只有3288万元，村均12.0万元。到2023年底，收入达到9042万元，村均33.0万元，是2020年村均水平的2.57倍。",
                "2021年接待游客46.2万人次，2022年58.7万人次，2024年达到138.6万人次。2024年的接待量是2021年的5.0倍。",
                "透明度从0.8米增加到2.4米，是过去的4倍。",
                "其中第二产业资产538.6亿元，第三产业资产1325.7亿元，后者为前者的3.5倍。",
            ],
            &[
                "接待游客46.2万人次，恢复到2019年同期的107.9%（2019年同期42.8万人次）。",
                "旅游收入3.28亿元，恢复至94.8%，2019年同期为3.46亿元。",
                "日均5.5万人次，单日最高7.2万人次，是日均的1.31倍。",
                "第一级每立方米1.80元；第二级每立方米2.70元，为第一级的1.5倍。",
                "开业时全镇民宿才63家，现在有148家，床位2216张。三年多时间，民宿数量增长到原来的2.3倍。",
                "2014年常住人口只有1.9万人。去年底是13.3万人，正好是当年的7倍。",
                "参训前的月均收入约为2900元，参训后达到8800元，约为原来的3倍。",
                "2018年，人均纯收入为5980元，2023年达到14352元，增加8372元，是2018年的2.4倍。",
                "乡村小学86所，校均192人。县城小学校均1562人，是乡村小学校均规模的8.1倍。",
                "乡村小学校均192人，县城小学校均1562人，是全市初中校均规模的2.4倍。",
                "教师培训经费646万元，是2020年380万元的1.7倍。",
                "销售额由200万元增加到600万元，增长2倍。",
                "集体收入从50万元增加到101万元，实现翻番。",
                "效率是人工的5倍。",
                "村民分红由2019年的每人300元涨到2023年的1500元，4年增长4倍。",
                "生产总值由2015年的58.3亿元增加到2020年的86.4亿元，按可比价格计算年均增长7.4%，提前实现翻番目标（比2010年）。",
                "综合产值63.5亿元，是2019年30.2亿元的2.1倍，实现翻番。",
                "单日登记286对，是全年日均登记量的10倍左右。",
                "产值由10亿元增长到41亿元，翻两番。",
                "到2030年收入翻一番。",
                "2023年2000户，2024年收入300万元，是2020年的3倍。",
                "规模扩大近2倍。",
                "支出是收入的4.6倍，收入60亿元。",
                "首次突破100万元，为6月份88.4万元的1.5倍。",
                "线上8.9万人次、线下3.4万人次。",
                "2023年生产总值148.6亿元；2013年这一数字为62.4亿元，十年间扩大到2.4倍。",
                "托管面积共41.5万亩；与2021年17.0万亩的规模相比，扩大到2.4倍。",
                "投资从3亿元起步，产值达到8亿元，销售网点扩大到2倍。",
                "2013年存栏4.5万只；2023年达到18.2万只，是十年前的4倍，换句话说，两番。",
                "设立专柜196个，较年初的98个，正好翻了一番。",
                "现场观看2.4万人次，网上答题7.2万人次，网上参与量相当于现场观看的3.0倍。",
                "产值比2020年翻两番。",
                "去年村集体经济收入86万元，五年翻了两番还多。",
                "改革开放四十年来翻了六番，2018年以来翻了一番。",
                "从2000年起，二十年翻了五番。",
                "村集体收入86万元，五年翻了两番还多——2018年只有19万元。",
                "2018年生产总值89.3亿元；2023年为132.7亿元。一般公共预算收入从5.16亿元提高到7.74亿元，恰好是五年前的1.5倍。",
                "2018年，生产总值89.3亿元；2023年，税收7.74亿元，是五年前的1.5倍。",
                "2018年，存款余额62.4亿元；2023年，财政收入由3.2亿元增加到6.4亿元，是五年前的2倍。",
                "利润12万元，三年翻了两番，2020年引进9万元设备。",
                "2020年，集体收入只有3288万元，村均12.0万元。到2023年底，收入达到9042万元，村均33.0万元，是2020年村均水平的2.75倍。",
                "2021年接待游客46.2万人次，2022年58.7万人次，2024年达到138.6万人次。2024年的接待量是2021年的3.0倍。",
                "透明度从0.8米增加到2.4米，是过去的3倍。",
            ],
        );
    }
}
