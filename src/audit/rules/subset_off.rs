//! `subset-off`: a part larger than the set that it is taken from (`3449户10424人，其中2023年新增4886户2590人`), measure by
//! measure, and thresholds that do not nest (年收入10万元以上的村295个，其中超100万元的343个). A part that fits is shown as verified.

mod done;
mod of_a_total;

use crate::audit::Verdicts;
use crate::audit::passage::{Passage, Pause, Placed, is_change, is_of_one_kind, measure, measured};
use crate::model::Unit;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// `其中` and its kind. Whether a part stands behind, and whether a fault may be told of it.
const LEADS: [(&str, bool); 4] = [("其中", true), ("（含", true), ("，含", true), ("包括", false)];

/// Words that make a part of something else than the set before it.
const OTHER_SETS: [&str; 12] =
    ["累计", "带动", "辐射", "惠及", "受益", "覆盖", "服务", "接待", "吸引", "撬动", "拉动", "超额"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in 0..reading.sentences.len() {
        let Some(passage) = Passage::of(reading, sentence) else { continue };
        let text = passage.text(passage.sentence.clone());
        for (word, may_tell) in LEADS {
            for (i, _) in text.match_indices(word) {
                let lead = passage.sentence.start + i + word.len();
                judge(&passage, lead, may_tell, verdicts);
            }
        }
        thresholds(&passage, verdicts);
        within(&passage, verdicts);
    }
    of_a_total::check(reading, verdicts);
    done::check(reading, verdicts);
}

fn judge(passage: &Passage, lead: usize, may_tell: bool, verdicts: &mut Verdicts) {
    let depth = passage.depth_at(lead);
    let mut known: Vec<Unit> = Vec::new();
    let behind = passage.placed.iter().filter(|p| p.mention.range.start >= lead).take(3);
    for part in behind.take_while(|p| p.depth >= depth && passage.pause(lead, p.mention.range.start) <= Pause::Comma) {
        if is_change(passage.reading, part.mention) || part.mention.is_percent() {
            break;
        }
        let unit = measure(part.mention);
        if part.depth == depth && passage.is_amount(part) && !known.iter().any(|known| known.converts_to(&unit)) {
            compare(passage, lead, part, may_tell, verdicts);
            further(passage, lead, part, may_tell, verdicts);
            known.push(unit);
        }
    }
}

/// `其中解除协议5家、约谈16家`: each of a list is a part.
fn further(passage: &Passage, lead: usize, first: &Placed, may_tell: bool, verdicts: &mut Verdicts) {
    const MOST: usize = 12;
    let mut last = first.mention;
    for part in passage.placed.iter().filter(|p| p.mention.range.start >= first.mention.range.end).take(MOST) {
        let pause = passage.pause(last.range.end, part.mention.range.start);
        if part.depth != first.depth || !measure(part.mention).converts_to(&measure(last)) || pause != Pause::Short {
            break;
        }
        if !passage.is_amount(part) {
            break;
        }
        compare(passage, lead, part, may_tell, verdicts);
        last = part.mention;
    }
}

fn compare(passage: &Passage, lead: usize, part: &Placed, may_tell: bool, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    let unit = measure(part.mention);
    let before = passage.placed.iter().rev().filter(|p| p.mention.range.end <= lead && p.depth <= part.depth);
    let near: Vec<&Placed> = before.take(6).filter(|p| measure(p.mention).converts_to(&unit)).collect();
    // 比2023年的4870人多390人；其中…: by how much is no set.
    let is_gap = |m: &Mention| reading.subject(m).ends_with(['多', '少', '高', '低']);
    let is_set = |p: &&&Placed| passage.is_amount(p) && !passage.is_in_a_list(p.mention) && !is_gap(p.mention);
    let Some(set) = near.iter().find(is_set) else { return };
    // 未结案还有11件；改判发回率1.9%，其中发回9件: parts of what the rate is of.
    let between = reading.between(&(set.mention.range.end..lead));
    let is_of_a_rate = between.iter().any(|m| m.is_percent() && m.change.is_none())
        && passage.pause(set.mention.range.end, lead) >= Pause::Semicolon;
    if is_of_a_rate {
        return;
    }
    // 第一书记124名、工作队员248名，其中…: a part of both may be more than the first.
    let is_of_a_list = near.iter().take_while(|p| p.mention.range != set.mention.range).any(|p| passage.is_amount(p));
    let (small, large) = (measured(part.mention), measured(set.mention));
    let (Some(a), Some(b)) = (small.interval_in(&unit), large.interval_in(&unit)) else { return };
    let (is, of) = (reading.printed(part.mention), reading.printed(set.mention));
    match (a.low, b.high) {
        (Some(low), Some(high)) if low <= high && !is_printed_larger(&small, &large) => {
            verdicts.holds(part.mention.range.clone(), format!("{is} ≤ {of}"))
        }
        // 学员2176人；送戏168场，其中县剧团96场，观众11.8万人次: a clause of its own, and the set in another part.
        (Some(_), Some(_))
            if passage.pause(set.mention.range.end, lead) == Pause::Semicolon
                && passage.pause(lead, part.mention.range.start) == Pause::Comma => {}
        // 立案312件，结案285件，移送4件。其中适用“首违不罚”67件: of something that the sentence before says.
        (Some(low), Some(_))
            if passage.pause(set.mention.range.end, lead) == Pause::Stop
                && near.iter().any(|p| {
                    passage.is_amount(p) && p.mention.interval_in(&unit).is_some_and(|i| i.high >= Some(low))
                }) => {}
        (Some(_), Some(_)) if may_tell && !is_of_a_list && is_tied(passage, set, lead, part) => {
            tell(reading, verdicts, part.mention, set.mention);
        }
        _ => {}
    }
}

/// Whether a part cannot be one of its set, as both are printed.
fn is_larger(part: &Mention, set: &Mention) -> bool {
    part.interval().lies_above(&set.interval()) || is_printed_larger(part, set)
}

/// 4亿元 of 3亿元: of two numbers that are rounded alike the smaller is never printed as the larger.
fn is_printed_larger(part: &Mention, set: &Mention) -> bool {
    let (is, of) = (&part.quantity, &set.quantity);
    let is_plain = |m: &Mention| m.quantity.bound.is_none() && m.upper.is_none();
    let are_alike = is.scale == of.scale && is.printed_decimals() == of.printed_decimals() && part.unit() == set.unit();
    are_alike && is_plain(part) && is_plain(set) && is.value() > of.value()
}

/// `亿元以上项目31个，十亿元以上项目34个`: what is above the higher bound is also above the lower one.
fn thresholds(passage: &Passage, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    let own = || passage.placed.iter().filter(|p| p.mention.range.start >= passage.sentence.start);
    let bounded: Vec<(Decimal, &str, &Placed)> = own()
        .filter(|p| passage.is_amount(p))
        .filter_map(|p| {
            let (bound, noun) = threshold(passage.text(p.mention.clause.start..p.mention.range.start))?;
            Some((bound, noun, p))
        })
        .collect();
    for pair in bounded.windows(2) {
        let [(low, noun, set), (high, other, part)] = pair else { continue };
        let (small, large) = (part.mention, set.mention);
        let is_next = own()
            .filter(|p| (large.range.end..small.range.start).contains(&p.mention.range.start))
            .all(|p| p.mention.unit().converts_to(&Unit::new("元")) && p.mention.quantity.bound.is_some());
        let are_alike = noun == other && !noun.is_empty() && small.unit() == large.unit() && set.depth == part.depth;
        let pause = passage.pause(large.range.end, small.range.start);
        if !is_next || !are_alike || high <= low || pause > Pause::Comma {
            continue;
        }
        let unit = measure(small);
        let (Some(a), Some(b)) = (small.interval_in(&unit), large.interval_in(&unit)) else { continue };
        let (is, of) = (reading.printed(small), reading.printed(large));
        match (a.low, b.high) {
            (Some(a), Some(b)) if a <= b && !is_printed_larger(small, large) => {
                verdicts.holds(small.range.clone(), format!("{is} ≤ {of}"))
            }
            (Some(_), Some(_)) => {
                verdicts
                    .wrong(
                        small.range.clone(),
                        format!("部分大于整体：起点更高的{is}比起点较低的{of}还多"),
                        format!("more ({is}) are above the higher bound than above the lower one ({of})"),
                    )
                    .help("核对这两个数", "check both numbers");
            }
            _ => {}
        }
    }
}

/// `其中十亿元以上项目` says 10 亿 and 项目, `产值超十亿元企业` too says 10 亿 and 企业.
fn threshold(words: &str) -> Option<(Decimal, &str)> {
    let (bound, noun) = words.rsplit_once("元以上").or_else(|| {
        let at = ["超过", "超"].iter().filter_map(|word| Some(words.rfind(word)? + word.len())).max()?;
        words[at..].split_once('元')
    })?;
    let (number, scale) = match bound.strip_suffix('亿') {
        Some(number) => (number, 100_000_000_i64),
        None => (bound.strip_suffix('万')?, 10_000),
    };
    let start = number.trim_end_matches(|c: char| c.is_ascii_digit() || "十百千五.".contains(c));
    let value = match &number[start.len()..] {
        "" => Decimal::ONE,
        "五" => Decimal::from(5),
        "十" => Decimal::TEN,
        "百" => Decimal::ONE_HUNDRED,
        "千" => Decimal::ONE_THOUSAND,
        "五十" => Decimal::from(50),
        "五百" => Decimal::from(500),
        "五千" => Decimal::from(5000),
        digits => digits.parse().ok()?,
    };
    let noun = noun.trim_start_matches('的').trim_end_matches(['有', '达', '到']);
    Some((value.checked_mul(Decimal::from(scale))?, noun))
}

/// `103件主办会办件中，有140件会办意见未反馈`: of so many, more.
fn within(passage: &Passage, verdicts: &mut Verdicts) {
    const OF_THEM: [&str; 9] = ["有", "已有", "仅有", "只有", "还有", "尚有", "已", "仅", "只"];
    let reading = passage.reading;
    for pair in passage.placed.windows(2).filter(|pair| pair[0].mention.range.start >= passage.sentence.start) {
        let [set, part] = [pair[0].mention, pair[1].mention];
        let between = passage.text(set.range.end..part.range.start.max(set.range.end));
        let Some((noun, words)) = between.split_once("中，").or_else(|| between.split_once('中')) else { continue };
        // 抽查的45个小区中，8个小区未按计划实施: the noun again.
        let again = noun.char_indices().rev().nth(1).map(|(at, _)| &noun[at..]);
        let is_same_noun = words.is_empty() && again.is_some_and(|again| reading.object(part).starts_with(again));
        let is_of_them = (OF_THEM.contains(&words) || is_same_noun)
            && noun.chars().count() <= 12
            && !noun.contains(['，', '、', '；', '其']);
        let is_exact = set.upper.is_none() && set.quantity.bound.is_none() && part.upper.is_none();
        if !is_of_them || set.unit() != part.unit() || !set.has_unit() || !is_exact || set.is_percent() {
            continue;
        }
        let (small, large) = (part.quantity.value(), set.quantity.value());
        let (is, of) = (reading.printed(part), reading.printed(set));
        match small <= large {
            true => verdicts.holds(part.range.clone(), format!("{is} ≤ {of}")),
            false => tell(reading, verdicts, part, set),
        }
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, part: &Mention, set: &Mention) {
    let (is, of) = (reading.printed(part), reading.printed(set));
    verdicts
        .wrong(
            part.range.clone(),
            format!("部分大于整体：其中的{is}比整体的{of}还多"),
            format!("the part is larger than its set: {is} out of {of}"),
        )
        .help("核对这两个数和单位", "check both numbers and their units");
}

/// 装修花了48万元，其中贷款15万元: where money comes from is a part of what was spent.
fn is_financed(reading: &Reading, set: &Mention, part: &Mention) -> bool {
    const SPENT: [&str; 8] = ["投资", "投入", "花", "造价", "概算", "资金", "总价", "费用"];
    const SOURCES: [&str; 5] = ["贷款", "借款", "补助", "自筹", "捐款"];
    let source = reading.subject(part).trim_start_matches("其中");
    SPENT.iter().any(|word| reading.subject(set).contains(word)) && SOURCES.contains(&source)
}

/// 收入8.26亿元，支出7.69亿元，结余0.57亿元。其中，养老保险收入7.94亿元、支出7.48亿元: a part of what has its word, not of the last.
const FLOWS: [&str; 9] = ["支出", "收入", "结余", "出口", "进口", "流入", "流出", "存款", "贷款"];

fn near_set_has(passage: &Passage, set: &Placed, flow: &str) -> bool {
    let before = passage.placed.iter().rev().filter(|p| p.mention.range.end <= set.mention.range.start).take(4);
    before.filter(|p| p.mention.unit() == set.mention.unit()).any(|p| passage.reading.subject(p.mention).contains(flow))
}

/// Whether grammar ties the part to this very set.
fn is_tied(passage: &Passage, set: &Placed, lead: usize, part: &Placed) -> bool {
    let reading = passage.reading;
    let between = passage.text(set.mention.range.end..lead);
    let subject = reading.subject(part.mention);
    let is_financed = is_financed(reading, set.mention, part.mention);
    let begins_the_sentence = lead <= passage.sentence.start + "其中".len();
    let reach = if begins_the_sentence { Pause::Stop } else { Pause::Semicolon };
    let has_other_quantity = passage
        .placed
        .iter()
        .filter(|p| {
            p.mention.range.start >= set.mention.range.end && p.mention.range.end <= lead && p.depth <= part.depth
        })
        .any(|p| {
            !p.mention.is_percent() && !is_change(reading, p.mention) && p.mention.range.start != set.mention.range.end
        });
    passage.pause(set.mention.range.end, lead) <= reach
        && between.chars().count() <= 60
        && !OTHER_SETS.iter().any(|word| subject.contains(word) && !reading.subject(set.mention).contains(word))
        && (is_financed || is_of_one_kind(reading, set.mention, part.mention))
        && (is_financed
            || !FLOWS.iter().any(|flow| {
                let has = |m: &crate::reading::Mention| reading.subject(m).contains(flow);
                has(part.mention) && !has(set.mention) && near_set_has(passage, set, flow)
            }))
        && (!has_other_quantity || !crate::audit::passage::counts_anything(&measure(part.mention)))
}

#[cfg(test)]
mod tests {
    use crate::audit::{self};
    use crate::reading::Markup;

    fn told(text: &str) -> usize {
        let audited = audit::text("x", text, Markup::Plain);
        audited.findings.iter().filter(|finding| finding.code == "subset-off").count()
    }

    #[test]
    fn a_part_larger_than_its_set_is_told() {
        for text in [
            "累计识别监测对象3449户10424人（其中2023年新增4886户2590人）。",
            "累计识别监测对象3449户10424人（其中2023年新增886户25900人）。",
            "全年公开招聘教师312人，其中乡镇学校405人。",
            "全县投资3亿元，其中产业投资4亿元。",
            "脱贫户2.3万户，其中监测户2.4万户。",
            "新签约项目68个，其中亿元以上项目31个，十亿元以上项目34个。",
            "查处违规机构43家，其中解除协议5家、约谈46家。",
            "一般公共预算支出35.8亿元，其中民生支出37.9亿元。",
            "收入10万元以上的村达到295个，其中超100万元的村达到343个。",
            "全年查处酒驾醉驾2960起，同比下降3.1%，其中醉驾5180起，占17.5%。",
            "全市茶园28.6万亩，其中无性系良种茶园197万亩。",
            "入河排污口共登记86个。其中，工业排污口106个。",
            "规模以上工业企业163家，其中产值超亿元企业58家，超十亿元企业64家。",
            "纳税超千万元企业12家，超亿元企业15家。",
            "销售收入超过1亿元的企业8家，超过10亿元的企业9家。",
            "103件主办会办件中，有140件会办意见未在规定时间内反馈。",
            "排查的86处隐患中，已有96处整改到位。",
            "装修花了48万元，其中贷款51万元。",
            "抽查的45个完工小区中，58个小区未按计划实施雨污分流改造。",
            "项目总投资320万元，其中自筹350万元。",
            "贷款利息0.55万元，收入13.7万元，但是装修花了48万元，其中贷款51万元。",
            "发放贷款4.2亿元，其中脱贫户贷款5200万元、监测户贷款6.1亿元。其中1笔为6亿元。发放贷款4.2亿元（其中新增贷款6亿元）。",
        ] {
            assert!(told(text) > 0, "{text}");
        }
    }

    #[test]
    fn parts_of_other_things_are_not() {
        for text in [
            "上半年立案312件，结案285件，移送公安机关4件。其中适用“首违不罚”67件。",
            "新增886户，累计识别3449户（其中新增886户）。",
            "选派第一书记124名、工作队员248名；其中省派8名、市派31名、县派333名。",
            "新签约亿元以上项目31个，十亿元以上项目4个，5000万元以上项目56个。",
            "在12个村开展试点，其中甲村建成大棚30个。",
            "在12个村中，30个合作社获得贷款。",
            "抽查的45个完工小区中，8个小区未按计划实施雨污分流改造。",
            "投入资金1000万元，其中甲村实现收入2000万元。",
            "全县有合作社56个，其中省级示范社12个，带动农户3200户。",
            "现有党员320名，其中女党员120名、35岁以下党员210名。",
            "产值10万元以上的企业20家，其中超100万元的5家。",
            "全市实施项目20个，总投资3.2亿元，其中产业项目12个、投资1.8亿元。",
            "出生率为6.69‰，其中城镇7.2‰。",
            "上年为200户，今年为300户，其中新增120户。",
            "新增企业20家，同比增加5家，其中工业企业12家。",
            "完成年度任务300户的120%，其中新建310户。",
            "面积1.2公顷，其中耕地15亩。",
            "上半年，基金收入8.26亿元，支出7.69亿元，当期结余0.57亿元。其中，养老保险收入7.94亿元、支出7.48亿元。",
            "全县60周岁及以上老年人7.68万人，其中80周岁及以上老年人1.13万人。",
            "产值超亿元企业58家，超十亿元企业4家。",
            "超亿元企业4家，超千万元项目58个。",
            "103件主办会办件中，有14件会办意见未反馈。",
            "全年发放补助1200万元，其中贷款贴息15万元。",
            "12个村中有36户受灾，136户参保。",
            "举办培训班3期，其中电商培训班培训学员120人。",
        ] {
            assert_eq!(told(text), 0, "{text}");
        }
    }
}
