//! Parts and, behind them, their total: `A 3个、B 4个、C 5个，合计12个`, `上述四项合计278270万元`, `两类队伍共668人`.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::mend;
use crate::audit::passage::{Passage, Pause, Placed, is_of_each, measure, measured};
use crate::finding::Severity;
use crate::reading::Mention;
use rust_decimal::Decimal;

/// Words of a total that stand right before its number.
const TOTAL: [&str; 14] =
    ["合计", "共计", "总计", "合共", "总共", "总数", "累计", "小计", "加起来", "合起来", "相加", "加总", "共", "总量"];

const FILLERS: [&str; 13] = ["全年", "全部", "达到", "达", "为", "约", "有", "正是", "正好", "是", "了", "即", "："];

/// How many quantities back parts may stand.
const REACH: usize = 16;

pub fn check(passage: &Passage, verdicts: &mut Verdicts) {
    for (i, placed) in passage.placed.iter().enumerate() {
        let mention = placed.mention;
        if mention.range.start >= passage.sentence.start && !mention.is_percent() && mention.change.is_none() {
            judge(passage, i, placed, verdicts);
        }
    }
}

fn judge(passage: &Passage, at: usize, total: &Placed, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    let clause = passage.text(total.mention.clause.start..total.mention.range.start);
    // 合计98条45.4公里: the second number has the words of the first.
    let own = reading.subject(total.mention);
    let known = count_of_parts(clause);
    let word = TOTAL.iter().find(|word| own.contains(**word)).copied();
    let Some(word) = word.or(known.filter(|_| is_plain_total(clause)).map(|_| "项")) else { return };
    // 16家乡镇卫生院、2家社区中心，连同牵头医院共21家: what is not counted belongs to it.
    if ["连同", "加上", "算上", "连上"].iter().any(|with| clause.starts_with(with))
        && !clause.contains(|c: char| c.is_ascii_digit())
    {
        return;
    }
    let before = amounts_before(passage, at, total, word);
    if before.last().is_some_and(|last| adds_something_uncounted(passage, last, total.mention)) {
        return;
    }
    let run = run(passage, &before, total.mention);
    if run.len() >= 3 && is_immediate(own, word) && matches!(word, "合计" | "共计" | "总计" | "共") {
        let sum = Sum { parts: run.to_vec(), whole: total.mention };
        if let Some(mend) = sum.sharp_mend(passage.reading) {
            return sum.tell_sharp(passage.reading, &mend, verdicts);
        }
    }
    if holds(passage, &before, run, total.mention, verdicts) {
        return;
    }
    if is_made_of_each(passage, at, total) || run.first().is_some_and(|first| begins_with_each(passage, first)) {
        return;
    }
    let last = run.last().map_or(0, |last| last.range.end);
    let stands_apart = stands_apart(passage, at, total, last);
    let is_immediate = is_immediate(own, word);
    let opens_its_clause = clause.starts_with(word) && is_immediate;
    let joined = joined(passage, run);
    let of_now: Vec<&Mention> = before.iter().copied().filter(|part| !opens_with_a_year(passage, part)).collect();
    let parts = match known {
        Some(many) if before.len() > many && of_now.len() == many => &of_now,
        _ if joined => &run[run.len() - 2..],
        Some(many) if before.len() >= many => &before[before.len() - many..],
        Some(_) => return,
        None => run,
    };
    let is_mixed = parts.len() >= 2 && makes_it_with_others(passage, parts, total.mention);
    if parts.len() < 2 || is_mixed || says_more(passage, parts, total.mention, known) {
        return;
    }
    let sum = Sum { parts: parts.to_vec(), whole: total.mention };
    let measured_parts: Vec<Mention> = parts.iter().map(|part| measured(part)).collect();
    let mend = mend::of(&measured_parts, &measured(total.mention));
    let is_flat = parts.iter().all(|part| passage.depth_at(part.range.start) == total.depth);
    // 三个年龄组合计: so many stand in the sentence before, whatever marks divide them.
    let in_one_sentence = before.iter().filter(|part| part.sentence == before[before.len() - 1].sentence).count();
    let is_counted =
        |known: usize| known == run.len() || opens_its_clause_with_count(clause) && known == in_one_sentence;
    let is_strong = opens_its_clause && word != "累计" && !clause.starts_with("共有") && is_flat && !stands_apart;
    match is_strong || joined || known.is_some_and(is_counted) {
        true => sum.tell(reading, Severity::Error, mend.as_ref(), verdicts),
        false
            if mend.is_some()
                && (is_immediate || is_done_together(own))
                && is_flat
                && !matches!(word, "累计" | "总数" | "总量") =>
        {
            sum.tell(reading, Severity::Warning, mend.as_ref(), verdicts);
        }
        false => {}
    }
}

/// `讲座32场、展览14场、培训58班次、推广219场，合计323场（班）次`: what is counted by another measure word belongs to it too.
fn makes_it_with_others(passage: &Passage, parts: &[&Mention], total: &Mention) -> bool {
    let all = passage.reading.between(&(parts[0].range.start..total.range.start));
    let value = |mention: &Mention| mention.quantity.value();
    all.len() > parts.len()
        && all.iter().all(|mention| mention.unit().is_counted())
        && all.iter().map(value).sum::<Decimal>() == value(total)
}

/// What may be a part of a total, in order.
fn amounts_before<'r>(passage: &Passage<'r>, at: usize, total: &Placed, word: &str) -> Vec<&'r Mention> {
    let unit = measure(total.mention);
    let text = passage.reading.text();
    // 其中高速公路384公里、一级公路517公里，…合计: the first of several.
    let is_first_of_a_list =
        |m: &Mention| matches!(word, "合计" | "共计" | "总计" | "小计") && text[m.range.end..].starts_with('、');
    let is_detail = |m: &Mention| {
        let subject = passage.reading.subject(m);
        subject.contains("应到") || subject.contains("其中") && !is_first_of_a_list(m)
    };
    let before = passage.placed[at.saturating_sub(REACH)..at].iter();
    let alike = before.filter(|p| p.depth >= total.depth && measure(p.mention).converts_to(&unit));
    alike.filter(|p| passage.is_amount(p) && !is_detail(p.mention)).map(|p| p.mention).collect()
}

/// 37位老人每人发慰问金1000元，共3.7万元: the total of one amount for each.
fn is_made_of_each(passage: &Passage, at: usize, total: &Placed) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &passage.placed[before]) else { return false };
    let between = passage.text(before.mention.range.end..total.mention.range.start.max(before.mention.range.end));
    let subject = passage.reading.subject(before.mention);
    let is_each = subject.contains('每') || subject.contains("单价") || is_of_each(passage.reading, before.mention);
    is_each && between.starts_with('，') && between.matches('，').count() == 1
}

/// 每格配备1名网格长、1名网格员、1名辅导员，共2592人: the first of the list says that there are so many in each.
fn begins_with_each(passage: &Passage, first: &Mention) -> bool {
    let clause = first.clause.start.min(first.range.start);
    passage.reading.between(&(clause..first.range.end)).iter().any(|m| {
        let subject = passage.reading.subject(m);
        subject.contains('每') || is_of_each(passage.reading, m)
    })
}

/// `分馆15个、服务点122个，加上总馆共142个`: something that is not counted belongs to the total.
fn adds_something_uncounted(passage: &Passage, last: &Mention, total: &Mention) -> bool {
    let between = passage.text(last.range.end..total.range.start.max(last.range.end));
    ["，加上", "，连同", "，加之"].iter().any(|word| between.starts_with(word))
        && !between.contains(|c: char| c.is_ascii_digit())
}

/// `改造1620户，连同前三年的3940户，四年累计5560户`
fn joined(passage: &Passage, run: &[&Mention]) -> bool {
    let [.., first, second] = run else { return false };
    let between = passage.text(first.range.end..second.range.start);
    ["，连同", "，加上", "，加之"].iter().any(|word| between.starts_with(word)) && between.matches('，').count() == 1
}

/// 高中在校生15903人，2021年为14958人: the value of another year.
fn opens_with_a_year(passage: &Passage, part: &Mention) -> bool {
    let rest = passage.reading.before(part).trim_start_matches(|c: char| c.is_ascii_digit());
    let is_year =
        rest.strip_prefix('年').is_some_and(|rest| rest.trim_start_matches(['末', '底']).starts_with(['为', '是']));
    is_year && rest.len() + 4 == passage.reading.before(part).len()
}

/// `三个年龄组合计`, `四个渠道相加`, `两项收入`
fn opens_its_clause_with_count(clause: &str) -> bool {
    const NOUNS: [&str; 8] = ["项收入", "项支出", "项资金", "项投资", "项补贴", "项补助", "项费用", "笔资金"];
    let counts_a_noun = NOUNS.iter().any(|noun| clause.ends_with(noun)) && is_plain_total(clause);
    counts_a_noun
        || count_of_parts(clause).is_some()
            && ["合计", "共计", "相加", "总计", "共"].iter().any(|word| clause.contains(word))
}

/// Whether the last quantities, or some of the list, make the total; shows the sum that does.
fn holds(passage: &Passage, before: &[&Mention], run: &[&Mention], total: &Mention, verdicts: &mut Verdicts) -> bool {
    let mut fits = |parts: &[&Mention]| Sum { parts: parts.to_vec(), whole: total }.holds(passage.reading, verdicts);
    // 专业技术人才62名（教师31名，医生24名…）: what stands in brackets has been counted.
    let flat: Vec<&Mention> = before
        .iter()
        .copied()
        .filter(|part| passage.depth_at(part.range.start) == passage.depth_at(total.range.start))
        .collect();
    if flat.len() < before.len() && (0..flat.len().saturating_sub(1)).any(|from| fits(&flat[from..])) {
        return true;
    }
    // 鲢鱼2410吨、鳙鱼1530吨、鲤鱼320吨，鲢、鳙两种占了92.5%，共3940吨: the total may be that of some of them.
    (0..before.len().saturating_sub(1)).rev().any(|from| fits(&before[from..]))
        || (2..run.len().min(REACH)).any(|to| (0..=to - 2).any(|from| fits(&run[from..to])))
}

/// Another quantity stands between the parts and the total.
fn stands_apart(passage: &Passage, at: usize, total: &Placed, last: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| {
        let before = &passage.placed[i];
        before.mention.range.start >= last && before.depth <= total.depth
    })
}

/// The word of a total stands right before its number, or a verb stands between: 合计转移1.75万人, 共计发放300万元.
fn is_immediate(own: &str, word: &str) -> bool {
    let is_verbal = matches!(word, "合计" | "共计" | "总计")
        && own.rsplit(word).next().is_some_and(|verb| verb.chars().count() <= 6 && !verb.contains(['每', '均', '比']));
    is_verbal || FILLERS.iter().fold(own, |own, filler| own.trim_end_matches(filler)).ends_with(word)
}

/// `两项7680万元`, `两项惠及`: no difference, no average, none of each.
fn is_plain_total(clause: &str) -> bool {
    clause.chars().count() <= 6 && !clause.contains(['差', '比', '均', '各', '分', '每'])
}

/// 上半年共完成28.6亿元, 一共得了6200元
fn is_done_together(own: &str) -> bool {
    const VERBS: [&str; 9] = ["完成", "投入", "发放", "接待", "支出", "实现", "得了", "花了", "卖了"];
    own.rsplit_once('共').is_some_and(|(_, verb)| VERBS.contains(&verb))
}

/// The last quantities that form one list right before a total.
fn run<'a, 'r>(passage: &Passage, before: &'a [&'r Mention], total: &Mention) -> &'a [&'r Mention] {
    let Some(last) = before.last() else { return &[] };
    let limit = Pause::Semicolon;
    if passage.pause(last.range.end, total.range.start) > limit {
        return &[];
    }
    let mut from = before.len() - 1;
    let mut level = None;
    while let Some(previous) = from.checked_sub(1) {
        let pause = passage.pause(before[previous].range.end, before[from].range.start);
        if pause == Pause::None || pause == Pause::Stop || pause > *level.get_or_insert(pause) {
            break;
        }
        from = previous;
    }
    &before[from..]
}

/// `上述四项合计`, `两类队伍共`, `四年累计`: of how many parts a total speaks.
fn count_of_parts(clause: &str) -> Option<usize> {
    const MEASURES: [&str; 19] = [
        "个",
        "项",
        "类",
        "者",
        "部分",
        "方面",
        "种",
        "年",
        "级",
        "个学段",
        "个季度",
        "地",
        "镇",
        "县",
        "期",
        "次产业",
        "笔",
        "批",
        "样",
    ];
    const HAN: [(&str, usize); 11] = [
        ("两", 2),
        ("二", 2),
        ("三", 3),
        ("四", 4),
        ("五", 5),
        ("六", 6),
        ("七", 7),
        ("八", 8),
        ("九", 9),
        ("十", 10),
        ("俩", 2),
    ];
    let start = clause.trim_start_matches(|c| "上述以前这".contains(c));
    let arabic = start.chars().next().and_then(|digit| digit.to_digit(10)).filter(|number| *number >= 2);
    let (length, number) = match arabic {
        Some(number) => (1, number as usize),
        None => HAN.iter().find(|(word, _)| start.starts_with(*word)).map(|(word, number)| (word.len(), *number))?,
    };
    let rest = &start[length..];
    // 二级公路: a class of roads, not two of them.
    let is_class = start.starts_with('二') && !rest.starts_with(['者', '项']) || rest.starts_with("级公路");
    if is_class {
        return None;
    }
    MEASURES.iter().any(|measure| rest.starts_with(measure)).then_some(number)
}

/// A list that is not closed, or a whole with its own parts behind it.
fn says_more(passage: &Passage, parts: &[&Mention], total: &Mention, known: Option<usize>) -> bool {
    let list = passage.text(parts[0].range.start..total.range.start);
    // 防疫、水电、保险等700元: the word closes the names of one part.
    let list = (0..=9).fold(list.to_string(), |list, digit| list.replace(&format!("等{digit}"), ""));
    let is_counted = known == Some(parts.len());
    list.replace("等级", "").contains('等') || !is_counted && list.contains("其中") && !list.ends_with("其中")
}
