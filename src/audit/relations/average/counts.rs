//! The counts that an average can be over, each with its tie: what is counted in its measure, what has its noun, the persons
//! of 按年末人数. Judges nothing.

use super::preferred::{prefer_the_day, prefer_the_head, prefer_the_sum};
use super::{Average, REACH, finish, promote_only_one};
use crate::audit::relations::named::{self, Wanted};
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::words;
use crate::model::Unit;
use crate::reading::{Mention, Reading};

/// What the one character of 店均, 企均 and their kind stands for.
const NOUNS: [(&str, &[&str]); 16] = [
    ("店", &["店", "超市", "商店", "卖场"]),
    ("企", &["企业", "公司"]),
    ("校", &["校", "中学", "小学"]),
    ("案", &["案件"]),
    ("镇", &["乡镇"]),
    ("社", &["合作社"]),
    ("网", &["网格"]),
    ("园", &["园", "园区"]),
    ("村", &["村", "社区"]),
    ("项", &["项目"]),
    ("院", &["医院", "养老院", "敬老院", "卫生院"]),
    ("户", &["家庭", "户"]),
    ("站", &["站", "站点"]),
    ("点", &["网点", "点"]),
    ("班", &["班级", "班"]),
    ("厂", &["工厂", "企业"]),
];

/// The counts that it can be over, the tightest and nearest first.
pub fn counts<'r>(reading: &'r Reading, average: &Average<'r>) -> Vec<Operand<'r>> {
    let before = operands::before(reading, average.start, REACH).map(|m| (m, false));
    let inside = reading.between(&(average.start..average.result.range.start)).iter().map(|m| (m, false));
    let behind = operands::behind(reading, average.result.range.end).map(|m| (m, true));
    let mut found: Vec<Operand> = inside
        .chain(before)
        .chain(behind)
        .filter_map(|(mention, is_later)| {
            let tie = count_tie(reading, average, mention).filter(|_| !is_some_of_all(reading, average, mention))?;
            let is_detail = operands::is_detail(reading, mention) && !has_noun(reading, average, mention);
            let is_open = mention.interval().low.is_none() || mention.interval().high.is_none();
            let is_other = is_detail || is_open;
            let tie = if is_other { Tie::Loose } else { tie };
            let is_of_then = operands::is_of_before(reading, mention)
                && !operands::is_told_of_then(reading, mention, average.result);
            let is_here = mention.sentence == average.result.sentence && !is_of_then;
            let is_basis = reading.before(mention).starts_with('按') && mention.sentence == average.result.sentence;
            let tie = if is_basis { Tie::Tight } else { tie };
            let is_said_so = !is_later || reading.before(mention).starts_with('按') || is_summed_up(reading, mention);
            let tie = if is_here && is_said_so { tie } else { tie.min(Tie::Named) };
            Some(Operand { mention, tie })
        })
        .collect();
    prefer_the_noun(reading, average, &mut found);
    prefer_the_sum(reading, average, &mut found);
    prefer_the_head(reading, average, &mut found);
    prefer_the_day(reading, average, &mut found);
    only_visits(reading, average, &mut found);
    promote_only_one(&mut found, average);
    add_named(reading, average, &mut found);
    add_named_by_the_total(reading, average, &mut found);
    add_the_only_households(reading, average, &mut found);
    add_the_only_persons(reading, average, &mut found);
    if is_right_behind_a_part(reading, average, &found) {
        found.clear();
    }
    finish(&mut found);
    found
}

/// 共带动100户增收30万元: a sum behind its average.
pub(super) fn is_summed_up(reading: &Reading, m: &Mention) -> bool {
    ["共", "总", "合计", "累计"].iter().any(|word| reading.before(m).contains(word)) || reading.before(m) == "计"
}

/// Where one of the counts has the noun of the average (平均每处民居, 对高新技术企业平均每家), the others are other things; where
/// none has, the only one of the sentence is meant, for what stands behind the measure word may be a verb (平均每家奖补).
fn prefer_the_noun(reading: &Reading, average: &Average, found: &mut [Operand]) {
    let mut has_it: Vec<bool> = found.iter().map(|one| has_noun(reading, average, one.mention)).collect();
    let sentence = average.result.sentence;
    // 新建基站132座，总数达到618座: the noun of the one before.
    for at in 0..found.len() {
        let takes_it_up = ["总数", "累计"].iter().any(|word| reading.subject(found[at].mention).contains(word));
        let before = found.get(at + 1).filter(|one| one.mention.sentence == found[at].mention.sentence);
        has_it[at] |= takes_it_up && before.is_some() && has_it[at + 1];
    }
    if has_it.contains(&true) {
        for (one, has_it) in found.iter_mut().zip(has_it) {
            one.tie = match has_it {
                true if one.mention.sentence == sentence => one.tie.max(Tie::Named),
                true => one.tie,
                false => Tie::Loose,
            };
        }
        return;
    }
    let here = |one: &Operand| one.mention.sentence == sentence && one.mention.range.end <= average.start;
    if found.iter().filter(|one| here(one)).count() == 1
        && let Some(one) = found.iter_mut().find(|one| here(one))
    {
        one.tie = one.tie.max(Tie::Named);
    }
}

/// 案件862件，其中大要案36件，案均罚款18.6万元: right behind a part nobody knows whether it is over the part or over all.
fn is_right_behind_a_part(reading: &Reading, average: &Average, found: &[Operand]) -> bool {
    let Some(last) = operands::before(reading, average.start, 0).next() else { return false };
    let between = &reading.text()[last.range.end..average.start.max(last.range.end)];
    let is_beside = between.trim_start_matches(reading.object(last)).trim_matches('，').is_empty();
    let is_of_it = found.iter().any(|one| one.mention.range == last.range);
    is_beside && is_of_it && reading.subject(last).starts_with("其中")
}

/// 已收获286.4万亩，占应收面积的97.9%。平均亩产452公斤: an area that is said to be some of all gives no average of another sentence.
fn is_some_of_all(reading: &Reading, average: &Average, m: &Mention) -> bool {
    m.sentence != average.result.sentence && reading.subject(m).contains('已') && operands::has_own_share(reading, m)
}

fn has_noun(reading: &Reading, average: &Average, m: &Mention) -> bool {
    let said = said(reading, m);
    let head = super::words_end(average.before.trim_end_matches('，'));
    words::is_telling(average.noun) && words::is_covered(&average.noun.replace(['（', '）'], ""), &said)
        || words::shared(average.noun, &said) > 0
        || words::shared(head.trim_start_matches("平均"), &said) > 0
}

/// The words of a count. 服务中心（站）共215个: brackets do not part a noun from its number.
fn said(reading: &Reading, m: &Mention) -> String {
    let lead = &reading.text()[operands::clause_start(reading, m).min(m.range.start)..m.range.start];
    format!("{lead}|{}", operands::words(reading, m)).replace(['（', '）'], "")
}

/// 参加32.1万人次，人均植树3.0株: where no persons are counted, visits are.
fn only_visits(reading: &Reading, average: &Average, found: &mut [Operand]) {
    let sentence = average.result.sentence;
    // 比去年同期的36.0万人次增长18.3%: what they are compared with is none of them.
    let here = |one: &&mut Operand| one.mention.sentence == sentence && !operands::is_of_before(reading, one.mention);
    let mut all = found.iter_mut().filter(here);
    if let (Some(one), None) = (all.next(), all.next())
        && matches!(one.mention.unit().name(), "人次" | "户次")
        && one.mention.range.end <= average.start
        && average.result.unit().name() != "次"
    {
        one.tie = Tie::Tight;
    }
}

/// The counts that the whole text calls by the noun of the average, where none stands near.
fn add_named<'r>(reading: &'r Reading, average: &Average<'r>, found: &mut Vec<Operand<'r>>) {
    if found.iter().any(|one| one.tie == Tie::Tight) {
        return;
    }
    let basis = basis(reading, average);
    let stem = words::without_measure(basis.unwrap_or(""));
    let names = [basis.unwrap_or(""), stem, average.noun, super::words_end(average.before)];
    // 居民平均就诊5.0次（按常住人口计算）
    let counts_people = matches!(average.per, "" | "人")
        && basis.is_some_and(|basis| basis.ends_with("人口") || basis.ends_with("人数"));
    let per = match average.per {
        _ if counts_people => Unit::new("人"),
        "" => Unit::new("个"),
        per => Unit::new(per),
    };
    for name in names.into_iter().filter(|name| words::is_telling(name)) {
        // 每家高新技术企业平均4.2件: the measure word and the noun name what is counted.
        let is_whole_name = basis == Some(name) || name == average.noun && average.is_said;
        let most = if is_whole_name { Tie::Tight } else { Tie::Named };
        let wanted = Wanted { name, unit: &per, period: "", by: average.result };
        let found_by_name = named::find(reading, &wanted).into_iter();
        for one in found_by_name.filter(|one| !is_some_of_all(reading, average, one.mention)) {
            let is_part = basis.is_some() && operands::is_detail(reading, one.mention);
            let tie = if is_part { Tie::Loose } else { one.tie.min(most) };
            operands::put(found, Operand { tie, ..one });
        }
        if found.iter().any(|one| one.tie >= Tie::Named) {
            return;
        }
    }
}

/// 个体经营户31452户。…个体经营户从业人员68935人，平均每户2.2人: the count whose name the total before the average begins with.
fn add_named_by_the_total<'r>(reading: &'r Reading, average: &Average<'r>, found: &mut Vec<Operand<'r>>) {
    let is_bare = average.noun.is_empty() && !words::is_telling(average.before.trim_end_matches("平均"));
    if !is_bare || average.per.is_empty() || found.iter().any(|one| one.tie >= Tie::Named) {
        return;
    }
    let Some(total) = operands::before(reading, average.start, 0).next() else { return };
    let of_total = reading.subject(total);
    let per = Unit::new(average.per);
    let name = |m: &Mention| reading.subject(m).trim_end_matches(['共', '有', '达', '为', '约']).to_string();
    let names_it = |m: &&Mention| {
        if *m.unit() != per || !operands::is_operand(m) {
            return false;
        }
        let name = name(m);
        name.chars().count() >= 3 && of_total.starts_with(&name)
    };
    let mut all = reading.around(total).iter().filter(names_it);
    if let (Some(mention), None) = (all.next(), all.next()) {
        operands::put(found, Operand { mention, tie: Tie::Named });
    }
}

/// 涉及居民3.12万户。…居民应出资2184万元，户均700元: the only number of households in the text, in another paragraph.
fn add_the_only_households<'r>(reading: &'r Reading, average: &Average<'r>, found: &mut Vec<Operand<'r>>) {
    if average.per != "户" || !found.is_empty() {
        return;
    }
    let is_households = |m: &&Mention| m.unit().name() == "户" && operands::is_value(reading, m);
    let mut all = reading.around(average.result).iter().filter(is_households);
    if let (Some(mention), None) = (all.next(), all.next())
        && mention.paragraph != average.result.paragraph
    {
        found.push(Operand { mention, tie: Tie::Named });
    }
}

/// 用能人数8.45万人，人均综合能耗220.6千克。…用水总量312万立方米，人均用水36.9立方米: the only number of persons that a text gives under the name of one.
fn add_the_only_persons<'r>(reading: &'r Reading, average: &Average<'r>, found: &mut Vec<Operand<'r>>) {
    if average.per != "人" || !found.is_empty() {
        return;
    }
    let is_persons = |m: &&Mention| operands::is_person(m.unit()) && operands::is_value(reading, m);
    let mut all = reading.around(average.result).iter().filter(is_persons);
    if let (Some(mention), None) = (all.next(), all.next())
        && ["人数", "人口", "职工", "人员"].iter().any(|name| reading.subject(mention).ends_with(name))
    {
        found.push(Operand { mention, tie: Tie::Named });
    }
}

/// 按受灾人口计算，人均554元; 平均就诊5.0次（按常住人口计算）: what an average is over, by name.
pub fn basis<'r>(reading: &'r Reading, average: &Average<'r>) -> Option<&'r str> {
    let text = reading.text();
    let sentence = &reading.sentences[average.result.sentence].range;
    let from = text.floor_char_boundary(average.result.range.start.saturating_sub(120)).max(sentence.start);
    let to = text.floor_char_boundary((average.result.range.end + 60).min(sentence.end));
    let is_near = |words: &str| !words.contains('；') && words.matches('，').count() <= 1;
    let before = &text[from..average.result.range.start];
    let behind = &text[average.result.range.end..to];
    let before = before.rfind('按').map(|i| &before[i..]).filter(|words| is_near(words));
    let behind = behind.strip_prefix('（').filter(|words| words.starts_with('按'));
    // 人均（户籍）耕地0.91亩
    for population in ["户籍人口", "常住人口"].into_iter().filter(|_| average.per == "人") {
        let kind = &population[.."户籍".len()];
        let scope = text[..average.result.range.start].trim_end_matches(average.of_what).trim_end_matches('）');
        if scope.ends_with(&format!("均（{kind}")) || scope.ends_with(&format!("均（{population}")) {
            return Some(population);
        }
    }
    let words = before.or(behind)?.strip_prefix('按')?;
    let end = words.find(|c: char| !crate::reading::is_han(c)).unwrap_or(words.len());
    let mut name = &words[..end];
    for tail in ["平均每人", "平均每户", "每亩", "计算", "测算", "折算", "推算", "计", "算"] {
        name = name.split(tail).next().unwrap_or(name);
    }
    let name = base_name(name);
    (!name.is_empty()).then_some(name)
}

/// 对象 of 年末对象数: what is counted, without the day on which.
pub fn base_name(name: &str) -> &str {
    let name =
        ["年末", "年底", "期末", "月末", "实有", "在册"].iter().fold(name, |name, day| name.trim_start_matches(day));
    let stem = name.trim_end_matches("总数").trim_end_matches("数量").trim_end_matches('数');
    // 人数 and 户数 name nothing without their last character.
    if stem.chars().count() >= 2 { stem } else { name }
}

/// `None` where the average cannot be over such a thing.
fn count_tie(reading: &Reading, average: &Average, m: &Mention) -> Option<Tie> {
    // 日机收高峰达32万亩: the most of a day is no number of all.
    const EXTREMES: [&str; 7] = ["高峰", "峰值", "最高", "最大", "最多", "最低", "最少"];
    if EXTREMES.iter().any(|word| reading.subject(m).contains(word)) {
        return None;
    }
    let unit = m.unit().name();
    let per = Unit::new(average.per);
    let is_days = average.per == "日" && unit == "天" || average.per == "月" && unit == "个月";
    let is_time = matches!(unit, "天" | "个月");
    if average.per == "年" {
        return None;
    }
    let is_visits = average.per == "人" && unit == "人次" || average.per == "户" && unit == "户次";
    if is_visits {
        return Some(Tie::Named);
    }
    // 检查经营单位643家次，每次平均2人
    if average.per == "次" && average.noun.is_empty() && unit.ends_with('次') {
        return Some(Tie::Tight);
    }
    // 规模以上工业企业138家，户均产值: enterprises are counted as 户, too.
    let is_firm = average.per == "户" && unit == "家";
    let is_measure = !average.per.is_empty()
        && (unit == average.per
            || is_firm
            || per.has_family() && m.unit().converts_to(&per)
            || is_batch(unit, average.per));
    if is_days {
        return Some(Tie::Tight);
    }
    if is_time || matches!(average.per, "日" | "月" | "天") {
        return None;
    }
    // 24个小区、5136户，平均每个小区214户: what is counted in its unit is the total.
    let unit_of_result = average.result.unit();
    if !is_measure && m.unit() == unit_of_result {
        return None;
    }
    let said = said(reading, m);
    let is_of_unit = average.per.is_empty() && average.before.is_empty() && m.unit().has_family();
    if is_of_unit && words::is_covered(average.noun, &said) {
        return Some(Tie::Tight);
    }
    if is_measure {
        // The rest of the phrase holds noun and verb: one word of it that counts the same is enough.
        let tie = match words::is_telling(average.noun) {
            true if words::shared(average.noun, &said) > 0 => Tie::Tight,
            // 覆盖630个村（社区），平均每个村（社区）2户: the first of two names.
            true if stands_first(reading, average, m) => Tie::Tight,
            true if matches!(average.per, "个" | "家" | "项" | "件" | "名" | "种" | "条") => Tie::Loose,
            _ => Tie::Tight,
        };
        return Some(tie);
    }
    tie_by_noun(reading, average, m)
}

/// A count in another measure word, tied by the noun of the average.
fn tie_by_noun(reading: &Reading, average: &Average, m: &Mention) -> Option<Tie> {
    let (said, unit) = (said(reading, m), m.unit().name());
    let generic =
        matches!(average.per, "个" | "家" | "处" | "项" | "座" | "所" | "条" | "支" | "名" | "件" | "种" | "");
    let is_counted = m.unit().is_counted() && !operands::is_person(m.unit()) && unit != "人次";
    let noun = if average.per.is_empty() || generic && !average.noun.is_empty() { average.noun } else { average.per };
    let nouns = NOUNS.iter().find(|(short, _)| *short == noun).map_or(&[][..], |(_, nouns)| nouns);
    let names_it = !noun.is_empty()
        && if noun.chars().count() > 1 {
            words::is_covered(noun, &said) || words::is_made_of(noun, &said)
        } else {
            said.contains(noun) || nouns.iter().any(|noun| said.contains(noun))
        };
    // 为386名现役军人家庭发放，每户2万元: one of each family is counted.
    let is_family = average.per == "户" && operands::is_person(m.unit()) && reading.object(m).contains("家庭");
    let is_counted = is_counted || is_family;
    (is_counted && names_it)
        .then_some(if noun.chars().count() > 1 || is_family { Tie::Tight } else { Tie::Named })
        .map(|tie| if average.is_said && ends_a_noun(reading, m, noun, nouns) { Tie::Tight } else { tie })
}

fn stands_first(reading: &Reading, average: &Average, m: &Mention) -> bool {
    let first = average.noun.split('（').next().unwrap_or("");
    let is_one = !first.is_empty() && first.len() < average.noun.len();
    is_one && (reading.object(m).starts_with(first) || reading.subject(m).ends_with(first))
}

/// 46批次 counts 批, 3场次 counts 场.
fn is_batch(unit: &str, per: &str) -> bool {
    unit.strip_suffix('次').is_some_and(|batch| {
        batch == per && matches!(per, "批" | "场" | "班" | "趟" | "轮" | "台" | "辆" | "架" | "艘")
    })
}

/// The noun of the quantity ends in what the average is over: 4个国有林场, 新建学校9所, 落地企业14家.
fn ends_a_noun(reading: &Reading, m: &Mention, noun: &str, nouns: &[&str]) -> bool {
    let object = reading.object(m);
    [noun].iter().chain(nouns).any(|noun| {
        reading.subject(m).trim_end_matches(['共', '有', '达', '为', '约']).ends_with(*noun)
            || object.ends_with(noun)
            || object.find(noun).is_some_and(|i| i <= 36)
    })
}
