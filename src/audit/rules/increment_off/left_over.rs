//! What is left of a whole when a deed is counted off, each in its own words: `应收2160万元，实收1972万元，欠收188万元`,
//! `受理214件，办结211件，未办结3件`; and the natural growth of a population, births less deaths.

use super::{sides_before, tell_balance};
use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::reading::{Mention, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, left) in reading.mentions.iter().enumerate().skip(2) {
        if left.is_quoted || left.upper.is_some() || !left.has_unit() {
            continue;
        }
        let sides = match left.is_percent() {
            true => births_and_deaths(reading, index),
            false => whole_and_done(reading, index),
        };
        let Some((whole, done)) = sides else { continue };
        let Some(outcome) = arithmetic::difference(reading, whole, done) else { continue };
        match outcome.fits(left) {
            true => verdicts.holds(left.range.clone(), outcome.words(left)),
            false => tell_balance(reading, verdicts, left, &outcome),
        }
    }
}

fn whole_and_done(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let left = &reading.mentions[index];
    let words = reading.before(left).trim_end_matches(['为', '达', '了', '约', '仅', '有']);
    let (whole, done) = sides_before(reading, index)?;
    let is_plain = |m: &Mention| m.change.is_none() && m.upper.is_none() && !m.is_quoted && m.sentence == left.sentence;
    let (of_whole, of_done) = (reading.subject(whole), reading.before(done));
    let is_told = is_owed(words, of_whole, of_done)
        || is_missing(words, of_whole, of_done)
        || is_undone(words, of_whole, of_done);
    (is_told && is_plain(whole) && is_plain(done) && whole.quantity.value() >= done.quantity.value())
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
            ],
            &[
                "2023年应收水费2160万元，实收1972万元，欠收188万元。",
                "受理欠薪线索214件，办结211件，未办结3件。",
                "应参会代表128人，实到121人，缺席7人。",
                "核定编制136名，在编118人，空编18名。",
                "全年共接到投诉486件，已办结452件，办结率93.0%，在办34件。",
                "全年出生4126人，出生率7.87‰；死亡3788人，死亡率7.22‰；自然增长率0.65‰。",
                "出生率6.12‰，死亡率7.87‰，自然增长率-1.75‰。",
                "受理案件214件，办结211件，未结案件标的500万元。",
                "应收水费2160万元，其中城区1200万元，乡镇未收30万元。",
            ],
        );
    }
}
