//! `respectively-off`: 分别 (or 依次) with fewer or more values than names: `4月、6月和9月分别达到30%、50%`. Names and values are
//! counted as two lists of one sentence; where either list is not plain, nothing is said.

use crate::audit::Verdicts;
use crate::audit::items::{self, Items};
use crate::reading::{Mention, ParagraphKind, Reading, is_han};
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

const WORDS: [&str; 3] = ["分别", "依次", "各"];

/// A list of names is shorter than this, in bytes.
const FAR: usize = 600;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let text = reading.slice(&sentence.range);
        for word in WORDS {
            for (i, _) in text.match_indices(word) {
                judge(reading, &sentence.range, sentence.range.start + i, word, verdicts);
            }
        }
    }
}

fn judge(reading: &Reading, sentence: &Range<usize>, at: usize, word: &str, verdicts: &mut Verdicts) {
    let values = values(reading, sentence, at + word.len());
    let Some(last) = values.last() else { return };
    // 分别为价款的10倍、5倍不等: the values are not those of the names one by one.
    if reading.text()[last.range.end..].starts_with("不等") {
        return;
    }
    // 各 gives one value to each; only where several follow is it meant as 分别.
    if word == "各" && values.len() < 2 {
        return;
    }
    let Some(names) = names(reading, sentence, at) else { return };
    let place = values[0].range.start..last.range.end;
    if (names.least..=names.most).contains(&values.len()) && values.len() >= 2 {
        let verdict = format!("{}个名称，{}个数值", values.len(), values.len());
        for value in &values {
            verdicts.holds(value.range.clone(), verdict.clone());
        }
        return;
    }
    if !names.is_plain || names.least < 2 || values.len() < 2 && !states_one_value(reading, at + word.len(), last) {
        return;
    }
    let count =
        if names.least == names.most { names.least.to_string() } else { format!("{}～{}", names.least, names.most) };
    verdicts
        .wrong(
            place,
            format!("“{word}”前后不等：前面{count}个名称，后面{}个数值", values.len()),
            format!("names and values do not pair: {count} names, {} values", values.len()),
        )
        .help("补上漏掉的名称或数值", "add the name or the value that is missing");
}

/// `甲、乙分别为30元。`: 为 wants a value for each name, and no more follow in the sentence.
fn states_one_value(reading: &Reading, from: usize, value: &Mention) -> bool {
    let verb = &reading.text()[from..value.range.start];
    let behind = &reading.text()[value.range.end..reading.sentences[value.sentence].range.end];
    let next = reading.mentions.partition_point(|m| m.range.start < value.range.end);
    let has_more = reading
        .mentions
        .get(next)
        .is_some_and(|m| m.sentence == value.sentence && m.unit() == value.unit() && m.change.is_none());
    const VERBS: [&str; 13] =
        ["", "为", "是", "达", "达到", "有", "约", "提高到", "提高到每人每月", "增至", "升至", "降至", "占"];
    VERBS.contains(&verb)
        && value.quantity.bound.is_none()
        && value.upper.is_none()
        && behind.starts_with(['，', '。', '；'])
        && !has_more
}

/// The values behind 分别: of one measure, divided by 、 or 和, with nothing but their verbs between.
fn values<'r>(reading: &'r Reading, sentence: &Range<usize>, from: usize) -> Vec<&'r Mention> {
    let text = reading.text();
    let mentions = reading.between(&(from..sentence.end));
    let mut values: Vec<&Mention> = Vec::new();
    for mention in mentions {
        match values.last() {
            None => {
                let gap = &text[from..mention.range.start];
                if gap.chars().count() > 14 || gap.contains(['，', '；', '：', '、', '“', '（', '与', '和']) {
                    return Vec::new();
                }
                values.push(mention);
            }
            Some(last) => {
                let gap = &text[last.range.end.min(mention.range.start)..mention.range.start];
                let is_pair = gap.is_empty() && last.unit() != mention.unit();
                if is_pair {
                    continue;
                }
                let divides = gap.contains(['、', '和', '与', '及']);
                if !divides || gap.contains(['，', '；', '：', '。']) || without_brackets(gap).chars().count() > 10
                {
                    break;
                }
                // 0.6个、1.1个百分点: the first leaves the noun of its measure to the last.
                let is_shortened = last.unit().name() == "个" && mention.unit().name().starts_with('个');
                // 1.2万、0.8万和0.5万平方米
                let leaves_it = !last.has_unit();
                let same = mention.unit().converts_to(values[0].unit()) || is_shortened || leaves_it;
                if !same {
                    break;
                }
                values.push(mention);
            }
        }
    }
    values
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth -= 1,
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// The names before 分别: the list that ends there, in the same clause or in the one before it.
fn names(reading: &Reading, sentence: &Range<usize>, at: usize) -> Option<Items> {
    let text = reading.text();
    let start = text.floor_char_boundary(sentence.start.max(at.saturating_sub(FAR)));
    let before = &text[start..at];
    in_brackets(before)
        .or_else(|| items::list_before(before))
        .or_else(|| of_both(before))
        .or_else(|| counted(reading, sentence, at))
        .or_else(|| counted_right_before(before))
        .or_else(|| named_earlier(reading, sentence, at))
}

/// `甲、乙分别建成A、B，床位分别达到600张`: the names of the 分别 before it, where this one has a noun and no names.
fn named_earlier(reading: &Reading, sentence: &Range<usize>, at: usize) -> Option<Items> {
    let text = reading.text();
    let start = text.floor_char_boundary(sentence.start.max(at.saturating_sub(FAR)));
    let before = &text[start..at];
    let noun = items::last_clause(before);
    let is_noun = (2..=6).contains(&noun.chars().count())
        && !noun.contains(|c: char| c.is_ascii_digit() || "一二两三四五六七八九前后其、和与及".contains(c));
    let own = before[..before.len() - noun.len()].rfind(['；', '。']).map_or(0, |i| i + '。'.len_utf8());
    let earlier = before[own..before.len() - noun.len()].find("分别").filter(|_| is_noun)?;
    let list = &before[..own + earlier];
    items::list_before(list).filter(|items| items.is_plain)
}

/// `城乡低保标准分别`: two names of one character each.
fn of_both(before: &str) -> Option<Items> {
    let clause = items::last_clause(before);
    let is_short = clause.chars().count() <= 14 && !clause.contains(['、', '和', '与', '及']);
    let is_both = ["城乡", "男女"].iter().any(|word| clause.contains(word)) && !clause.contains("城乡居民");
    let ends_in_one =
        ["标准", "收入", "支出", "比例", "覆盖率", "参保率", "补助"].iter().any(|word| clause.ends_with(word));
    (is_short && is_both && ends_in_one).then_some(Items { least: 2, most: 2, is_plain: true, is_open: false })
}

/// `4个大型安置区分别配备12名、9名和11名`: a count and its noun right before the word.
fn counted_right_before(before: &str) -> Option<Items> {
    const MEASURES: [&str; 8] = ["个", "家", "所", "座", "处", "条", "支", "名"];
    let clause = items::last_clause(before).trim();
    let (number, length) = match clause.bytes().take_while(u8::is_ascii_digit).count() {
        0 => items::han(clause)?,
        length => (clause[..length].parse().ok()?, length),
    };
    let noun = MEASURES.iter().find_map(|measure| clause[length..].trim_start().strip_prefix(measure))?;
    let is_noun = (1..=8).contains(&noun.chars().count())
        && !noun.contains(|c: char| c.is_ascii_digit() || "、和与及（(的".contains(c));
    (is_noun && (2..=9).contains(&number)).then_some(Items {
        least: number,
        most: number,
        is_plain: true,
        is_open: false,
    })
}

/// `抽查（4月、5月、6月）规范率依次为`: a list in brackets, and a noun behind it.
fn in_brackets(before: &str) -> Option<Items> {
    let (rest, noun) = before.rsplit_once(['）', ')'])?;
    let (_, list) = rest.rsplit_once(['（', '('])?;
    let is_noun = noun.chars().count() <= 8 && !noun.contains(['、', '，', '和']) && !list.contains(['，', '；']);
    let items = items::of(list);
    (is_noun && items.least >= 3 && items.is_plain).then_some(items)
}

/// `3处食堂共接待5605人次，依次为`: the only count of the sentence before a clause that 依次 opens.
fn counted(reading: &Reading, sentence: &Range<usize>, at: usize) -> Option<Items> {
    let behind = &reading.text()[at..];
    let is_of_each = ["依次", "分别为", "分别是"].iter().any(|word| behind.starts_with(word));
    // 海外仓5个，面积分别为…
    let before = &reading.text()[sentence.start..at];
    let noun = items::last_clause(before);
    let is_noun = (2..=4).contains(&noun.chars().count()) && noun.chars().all(is_han);
    let head = before[..before.len() - noun.len()].trim_end_matches('，');
    let is_of_noun = is_of_each
        && is_noun
        && reading.between(&(sentence.start..at)).last().is_some_and(|m| m.range.end == sentence.start + head.len());
    let opens = is_of_each && before.ends_with('，') || is_of_noun;
    let counts = |m: &&Mention| crate::audit::passage::counts_anything(m.unit()) && m.has_unit() && m.change.is_none();
    let mut all = reading.between(&(sentence.start..at)).iter().filter(counts);
    let first = all.next().filter(|_| opens && all.next().is_none())?;
    let number = first.quantity.value().to_usize().filter(|number| (2..=9).contains(number))?;
    let is_exact = first.quantity.bound.is_none() && first.upper.is_none();
    let behind = reading.object(first).chars().next();
    (is_exact && (behind.is_some() || is_of_noun)).then_some(Items {
        least: number,
        most: number,
        is_plain: true,
        is_open: false,
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::{self};
    use crate::reading::Markup;

    fn of(text: &str) -> (usize, usize) {
        let audited = audit::text("x", text, Markup::Plain);
        let told = audited.findings.iter().filter(|finding| finding.code == "respectively-off").count();
        let held = audited.verified.iter().filter(|held| held.code == "respectively-off").count();
        (told, held)
    }

    #[test]
    fn names_and_values_that_do_not_pair_are_told() {
        for text in [
            "支出进度4月、6月和9月分别达到30%、50%。",
            "第一、二、三产业增加值分别增长4.2%、7.3%。",
            "甲镇、乙镇、丙镇分别完成投资3亿元、2亿元、1亿元和5000万元。",
            "县、乡、村三级林长分别有24名、530名。",
            "肉牛、肉羊、家禽出栏分别增长7.3%和4.3%。",
            "甲县、乙县、丙县分别新增100户300人、200户500人。",
            "城镇、农村居民人均可支配收入分别为36485元、19172元和18000元。",
            "小学、初中、高中分别有43所、19所、6所、8所。",
            "城镇、农村居民人均可支配收入分别为36485元。",
            "3处食堂共接待5605人次，依次为1860人次、2240人次。",
            "海外仓5个，面积分别为1.2万、0.8万、0.6万、0.5万平方米。",
            "城乡低保标准分别提高到每人每月720元。",
            "建成廉租住房、公租住房分别480套；公路里程达2680公里。",
            "县医院、县中医院分别创成三级乙等、二级甲等医院，床位分别达到600张。",
            "4个大型安置区分别配备网格员12名、9名和11名。",
            "生产总值增长5.8%，工业增长7.2%，零售总额增长6.1%，三项指标分别高于全市0.6个、1.1个百分点。",
            "平台升级、设备购置、人员培训各花去860万元、318万元。",
            "三次抽查（4月、5月、6月）规范率依次为92.1%、94.6%。",
            "东河镇、梅山镇、平岗乡、石坝乡4个乡镇分别新建污水处理设施5座、3座、4座。",
            "龙口、清潭、鱼石、黄岭4座水库除险加固工程分别完成投资1260万元、980万元和745万元。",
            "公安、市监、城管3个领域分别办理案件12件、9件、6件、4件。",
        ] {
            assert_eq!(of(text).0, 1, "{text}");
        }
    }

    #[test]
    fn names_and_values_that_pair_are_shown() {
        for text in [
            "专馆、专区、专柜42个，依次为4个、11个、27个。",
            "五大贸易伙伴东盟、欧盟、美国、日本、韩国分别进出口18亿元、13亿元、10亿元、8亿元和5亿元。",
            "国家、省、县三级各有1项、7项和38项。",
            "支出进度4月、6月和9月分别达到30%、50%和75%。",
            "三次产业增加值占比分别为14.3%、41.0%和44.7%。",
            "县、乡、村三级林长分别有24名、168名、530名。",
            "进企业、进农村、进社区、进学校、进家庭分别达182场、96场、54场、73场、41场。",
            "城镇、农村居民人均可支配收入分别为36485元、19172元。",
            "刑事类、治安类、交通类和求助类分别为0.6万起、3.9万起、8.4万起、11.7万起。",
        ] {
            assert_eq!(of(text).0, 0, "{text}");
            assert!(of(text).1 > 0, "{text}");
        }
    }

    #[test]
    fn other_uses_of_the_word_are_no_lists() {
        for text in [
            "两个镇分别获奖3次，另有2人获表彰。",
            "甲、乙、丙分别增长5%、6%、7%，增速较上年分别提高1个百分点。",
            "两地分别于5月和6月签约，投资3亿元。",
            "16所职业院校分别与9所职业院校结对协作，培养学生1019名。",
            "较上年分别提高30元、20元。",
            "城乡低保标准分别提高到每人每月760元、610元，较上年各提高30元。",
            "同比分别增长5%和3%。",
            "住房和城乡建设、交通运输部门分别完成投资3亿元、2亿元。",
            "农林牧渔业总产值和增加值分别达到30亿元和18亿元，增长4%。",
            "投资、消费等分别增长5%、6%、7%。",
            "全市规模以上工业企业营业收入、利润总额分别为120亿元、9亿元，增长5.2%、6.1%。",
            "会议分别听取了汇报，通过议题3项、决定2项。",
            "一季度、上半年、前三季度分别增长5.0%、5.5%和6.0%。",
            "教育、卫生支出分别占12.0%和8.1%，合计20.1%。",
            "东河镇、梅山镇、平岗乡3个乡镇分别新建污水处理设施5座、3座、4座。",
            "城关、东山、南浦等3个街道分别划分网格96个、84个。",
            "甲镇、乙镇2个乡镇分别完成投资3亿元，增长5%、6%。",
        ] {
            assert_eq!(of(text).0, 0, "{text}");
        }
    }
}
