//! What is left of a whole when a deed is counted off, each in its own words: `应收2160万元，实收1972万元，欠收188万元`,
//! `受理214件，办结211件，未办结3件`; and the natural growth of a population, births less deaths.

use super::{sides_before, tell_balance};
use crate::audit::arithmetic;
use crate::audit::{Verdicts, compared};
use crate::reading::{Mention, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, left) in reading.mentions.iter().enumerate().skip(2) {
        if left.is_quoted || left.upper.is_some() || !left.has_unit() {
            continue;
        }
        let sides = match left.is_percent() {
            true => births_and_deaths(reading, index),
            false => whole_and_done(reading, index).or_else(|| born_and_died(reading, index)),
        };
        if let Some((limit, there)) = limit_and_there(reading, index) {
            judge(reading, verdicts, [there, limit, left]);
        } else if let Some((whole, done)) = sides {
            judge(reading, verdicts, [whole, done, left]);
        } else if let Some((whole, done)) = wanted_and_there(reading, index) {
            judge_slip(reading, verdicts, [whole, done, left]);
        }
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, [whole, done, left]: [&Mention; 3]) {
    let Some(outcome) = arithmetic::difference(reading, whole, done) else { return };
    match outcome.fits(left) {
        true => verdicts.holds(left.range.clone(), outcome.words(left)),
        false => tell_balance(reading, verdicts, left, &outcome),
    }
}

/// The same where the words leave room for another account: told where one slip explains it.
fn judge_slip(reading: &Reading, verdicts: &mut Verdicts, three: [&Mention; 3]) {
    let holds = |[whole, done, left]: [&Mention; 3]| {
        arithmetic::difference(reading, whole, done).is_some_and(|outcome| outcome.fits(left))
    };
    if holds(three) || compared::slip(reading, three, &holds).is_some() {
        judge(reading, verdicts, three);
    }
}

fn is_plain(m: &Mention, left: &Mention) -> bool {
    m.change.is_none() && m.upper.is_none() && !m.is_quoted && m.sentence == left.sentence
}

/// 按期办结42条 and 3条超期: the word may stand behind the number.
fn name<'r>(reading: &'r Reading, m: &Mention) -> &'r str {
    let before = reading.before(m);
    let name = if before.is_empty() { reading.object(m) } else { before };
    name.trim_end_matches(['为', '达', '了', '约', '仅', '有'])
}

/// 编制床位800张，开放床位920张，超编120张: the limit, what there is, and what is over.
fn limit_and_there(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    const LIMITS: [&str; 8] = ["编制", "核定", "核载", "限载", "定员", "限额", "额定", "定额"];
    const THERE: [&str; 8] = ["实有", "开放", "在编", "实际", "在岗", "在册", "现有", "实载"];
    const OVER: [&str; 7] = ["超编", "超员", "超载", "超出", "超限", "超额", "超过"];
    let over = &reading.mentions[index];
    let (limit, there) = sides_before(reading, index)?;
    let has = |m: &Mention, list: &[&str]| list.iter().any(|word| reading.before(m).contains(word));
    let says_over = OVER.iter().any(|word| reading.before(over) == *word);
    (says_over
        && has(limit, &LIMITS)
        && has(there, &THERE)
        && is_plain(limit, over)
        && is_plain(there, over)
        && there.quantity.value() >= limit.quantity.value())
    .then_some((limit, there))
}

fn wanted_and_there(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let left = &reading.mentions[index];
    let (whole, done) = sides_before(reading, index)?;
    let is_lacking = is_lacking(reading.before(left), reading.subject(whole), reading.before(done));
    let is_of_it = is_lacking && !reading.object(left).starts_with('的');
    (is_of_it && is_plain(whole, left) && is_plain(done, left) && whole.quantity.value() >= done.quantity.value())
        .then_some((whole, done))
}

fn whole_and_done(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let left = &reading.mentions[index];
    let (whole, done) = sides_before(reading, index)?;
    let (words, of_whole, of_done) = (name(reading, left), reading.subject(whole), name(reading, done));
    let is_told = is_owed(words, of_whole, of_done)
        || is_missing(words, of_whole, of_done)
        || is_undone(words, of_whole, of_done)
        || is_late(words, of_whole, of_done);
    (is_told && is_plain(whole, left) && is_plain(done, left) && whole.quantity.value() >= done.quantity.value())
        .then_some((whole, done))
}

/// 应收…，实收…，欠收…
fn is_owed(words: &str, whole: &str, done: &str) -> bool {
    const OWED: [&str; 11] = ["欠收", "欠缴", "欠发", "欠付", "欠拨", "少收", "短收", "未收", "未缴", "未发", "尚欠"];
    let deeds = "收缴发付征拨退还返补".chars();
    let mut said = deeds.filter(|deed| whole.contains(&format!("应{deed}")));
    let is_done = |deed: char| ["实", "已"].iter().any(|word| done.contains(&format!("{word}{deed}")));
    OWED.iter().any(|word| words.ends_with(word)) && said.any(is_done)
}

/// 应到…，实到…，缺席…; 核定编制…，在编…，空编…
fn is_missing(words: &str, whole: &str, done: &str) -> bool {
    const KINDS: [(&[&str], &[&str], &[&str]); 3] = [
        (
            &["应到", "应参会", "应出席", "应参加"],
            &["实到", "到会", "出席", "参会", "参加"],
            &["缺席", "请假", "未到", "未参加"],
        ),
        (&["编制", "核编"], &["在编", "实有", "在岗"], &["空编", "缺编", "空缺"]),
        (&["计划招", "拟招"], &["实际招", "实招", "招录", "录用"], &["缺额", "空缺", "缺口"]),
    ];
    let has = |text: &str, list: &[&str]| list.iter().any(|word| text.contains(word));
    KINDS.iter().any(|(all, present, missing)| has(whole, all) && has(done, present) && has(words, missing))
}

/// 收到留言45条，按期办结42条，3条超期
fn is_late(words: &str, whole: &str, done: &str) -> bool {
    const IN_TIME: [&str; 5] = ["按期", "按时", "及时", "如期", "准时"];
    const LATE: [&str; 7] = ["超期", "逾期", "延期", "超时", "未按期", "未按时", "迟到"];
    let has = |text: &str, list: &[&str]| list.iter().any(|word| text.contains(word));
    has(done, &IN_TIME) && has(words, &LATE) && has(whole, &["共", "收到", "受理", "应", "办理", "总", "接到"])
}

/// 资金需求10.4亿元，实际到位8.32亿元，尚缺2.08亿元: what is wanted, what there is, and what is wanting.
fn is_lacking(words: &str, whole: &str, done: &str) -> bool {
    const WANTED: [&str; 14] =
        ["需求", "需", "计划", "任务", "应", "目标", "总投资", "概算", "预算", "核定", "批复", "总量", "指标", "要求"];
    const THERE: [&str; 17] = [
        "到位",
        "落实",
        "已筹",
        "筹集",
        "筹措",
        "现有",
        "实有",
        "已有",
        "已完成",
        "完成",
        "已建成",
        "已拨付",
        "已支付",
        "已使用",
        "已安排",
        "实际",
        "已投入",
    ];
    const WANTING: [&str; 15] = [
        "尚缺", "还缺", "仍缺", "尚差", "还差", "仍差", "缺口", "短缺", "尚需", "还需", "仍需", "尚欠", "还欠", "缺额",
        "差额",
    ];
    let has = |text: &str, list: &[&str]| list.iter().any(|word| text.contains(word));
    let words = ["资金", "年内", "全年", "目前", "现", "仍有", "存在"]
        .iter()
        .fold(words, |words, lead| words.trim_start_matches(lead));
    let is_wanting = words.chars().count() <= 8 && WANTING.iter().any(|word| words.starts_with(word));
    is_wanting && has(whole, &WANTED) && has(done, &THERE) && !done.contains(['未', '年'])
}

/// 受理…，办结…，未办结… and …，在办…
fn is_undone(words: &str, whole: &str, done: &str) -> bool {
    const ALL: [&str; 33] = [
        "抽考", "抽检", "抽查", "检测", "参评", "参训", "受理", "接到", "收到", "接收", "接受", "排查", "发现", "交办",
        "转办", "登记", "梳理", "下达", "摸排", "查出", "立案", "申报", "计划", "任务", "应", "共", "总", "发放",
        "发出", "邀请", "报名", "征集", "收治",
    ];
    let deed = words.rsplit_once('未').map_or("", |(_, deed)| deed);
    // 及格714人，不及格的136人
    let deed = words.strip_suffix('的').and_then(|words| words.rsplit_once('不')).map_or(deed, |(_, deed)| deed);
    // 合格738批次，不合格22批次
    let deed = words.strip_prefix('不').filter(|deed| done == *deed || done.ends_with(deed)).unwrap_or(deed);
    let is_deed = (1..=4).contains(&deed.chars().count()) && done.ends_with(deed);
    let is_going_on = ["在办", "正在办理", "在审", "未结"].iter().any(|word| words.ends_with(word))
        && ["办结", "审结", "结案"].iter().any(|deed| done.ends_with(deed));
    (is_deed || is_going_on) && !done.contains('未') && ALL.iter().any(|word| whole.contains(word))
}

/// 出生率7.87‰；死亡率7.22‰；自然增长率0.65‰
fn births_and_deaths(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let growth = &reading.mentions[index];
    let words = reading.before(growth).trim_end_matches(['为', '达', '约']);
    if !words.ends_with("自然增长率") || words.contains(['上', '去', '同']) {
        return None;
    }
    let near = reading.mentions[..index].iter().rev().take(8).take_while(|m| m.paragraph == growth.paragraph);
    let near: Vec<&Mention> = near.filter(|m| m.unit() == growth.unit()).collect();
    let only = |name: &str| {
        let is_named = |m: &&&Mention| reading.before(m).trim_end_matches(['为', '达', '约']).ends_with(name);
        let mut named = near.iter().filter(is_named);
        named.next().filter(|_| named.next().is_none()).copied()
    };
    Some((only("出生率")?, only("死亡率")?))
}

/// 出生人口2486人，死亡人口3172人，自然减少686人: the larger first.
fn born_and_died(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let change = &reading.mentions[index];
    let words = reading.before(change).trim_end_matches(['了', '约', '人', '口']);
    let falls = words.ends_with("自然减少");
    if !falls && !["自然增长", "自然增加", "净增"].iter().any(|word| words.ends_with(word)) {
        return None;
    }
    let here: Vec<&Mention> = reading.mentions[..index].iter().rev().take(6).filter(|m| is_plain(m, change)).collect();
    let only = |name: &str| {
        let mut named = here.iter().filter(|m| m.unit() == change.unit() && reading.before(m).contains(name));
        named.next().filter(|_| named.next().is_none()).copied()
    };
    let (born, died) = (only("出生")?, only("死亡")?);
    Some(if falls { (died, born) } else { (born, died) })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_left_is_recomputed() {
        expect(
            "increment-off",
            &[
                "2023年应收水费2160万元，实收1972万元，欠收198万元。",
                "受理欠薪线索214件，办结211件，未办结5件。",
                "应参会代表128人，实到121人，缺席9人。",
                "发放问卷500份，收回486份，未收回24份。",
                "计划招生1200名，实际招生1156名，缺额64名。",
                "核定编制136名，在编118人，空编28名。",
                "抽考一线职工850人，及格714人，及格率84%，不及格的146人中有51人是班组长。",
                "全年共接到投诉486件，已办结452件，办结率93.0%，在办43件。",
                "全年出生4126人，出生率7.87‰；死亡3788人，死亡率7.22‰；自然增长率0.56‰。",
                "全年项目资金需求10.4亿元，实际到位8.32亿元，到位率80%，尚缺2.88亿元。",
                "共收到留言45条，按期办结42条，6条超期，按期办结率93.3%。",
                "核定床位860张，现有床位742张，还缺181张。",
                "本季度共抽检食品760批次，合格728批次，不合格22批次，合格率97.1%。",
                "现有编制床位800张，开放床位920张，超编210张。",
                "收到来信216件，197件已答复，29件未答复。",
                "全年出生人口2486人，死亡人口3172人，自然减少668人。",
            ],
            &[
                "2023年应收水费2160万元，实收1972万元，欠收188万元。",
                "受理欠薪线索214件，办结211件，未办结3件。",
                "全年出生人口2486人，死亡人口3172人，自然减少686人。",
                "应参会代表128人，实到121人，缺席7人。",
                "核定编制136名，在编118人，空编18名。",
                "全年共接到投诉486件，已办结452件，办结率93.0%，在办34件。",
                "全年出生4126人，出生率7.87‰；死亡3788人，死亡率7.22‰；自然增长率0.65‰。",
                "出生率6.12‰，死亡率7.87‰，自然增长率-1.75‰。",
                "受理案件214件，办结211件，未结案件标的500万元。",
                "全年项目资金需求10.4亿元，实际到位8.32亿元，到位率80%，尚缺2.08亿元。",
                "共收到留言45条，按期办结42条，3条超期，按期办结率93.3%。",
                "计划新建厕所120座，已完成86座，化粪池还缺46座的配件。",
                "任务12万亩，春季完成5.2万亩，秋季完成4.1万亩，还差2.7万亩。",
                "应收水费2160万元，其中城区1200万元，乡镇未收30万元。",
            ],
        );
    }
}
