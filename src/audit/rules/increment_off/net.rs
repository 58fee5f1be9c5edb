//! What is gained when some come and some go: `新增32家、退出7家，净增25家`, `迁入1.2万人，迁出1.8万人，净流出0.6万人`, and where
//! several do, all of them.

use super::{evens_out, tell_balance};
use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::reading::{Mention, ParagraphKind, Reading};

const GAIN: [&str; 7] = ["净增", "净增加", "净流入", "净迁入", "净转入", "净调入", "净入库"];
const LOSS: [&str; 7] = ["净减", "净减少", "净流出", "净迁出", "净转出", "净调出", "净退出"];

const CAME: [&str; 26] = [
    "新增",
    "增加",
    "加入",
    "新入",
    "入库",
    "新注册",
    "新登记",
    "新设",
    "迁入",
    "流入",
    "调入",
    "转入",
    "接收",
    "招聘",
    "招录",
    "新招",
    "发展",
    "新开",
    "引进",
    "纳入",
    "吸收",
    "入职",
    "新建",
    "新发展",
    "新培育",
    "出生",
];
const WENT: [&str; 27] = [
    "退出", "退库", "出库", "注销", "减少", "迁出", "流出", "调出", "转出", "解除", "关闭", "关停", "离职", "退休",
    "淘汰", "撤销", "撤并", "清退", "吊销", "移出", "死亡", "流失", "报废", "停业", "退会", "除名", "闭店",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    // 审结1812件，结案率91.9%，未结160件: a rate may stand between.
    let counted: Vec<&Mention> = reading.mentions.iter().filter(|m| !m.is_percent()).collect();
    for four in counted.windows(4).filter(|four| !is_in_a_table(reading, four[0])) {
        stock(reading, verdicts, four);
    }
    for (index, net) in reading.mentions.iter().enumerate() {
        let words = reading.before(net).trim_end_matches(['了', '达', '约', '为']);
        let is_gain = GAIN.iter().any(|word| words.ends_with(word));
        let is_loss = LOSS.iter().any(|word| words.ends_with(word));
        if !is_gain && !is_loss || is_in_a_table(reading, net) || !is_plain(net) || evens_out(reading, net) {
            continue;
        }
        let Some((came, went)) = came_and_went(reading, index) else { continue };
        let (more, less) = if is_gain { (came, went) } else { (went, came) };
        let Some(outcome) = evened_out(reading, &more, &less) else { continue };
        match outcome.fits(net) {
            true => verdicts.holds(net.range.clone(), outcome.words(net)),
            false => tell_balance(reading, verdicts, net, &outcome),
        }
    }
}

/// All that came less all that went: `168人-(203人+29人)+11人`.
fn evened_out(reading: &Reading, more: &[&Mention], less: &[&Mention]) -> Option<Outcome> {
    if let ([more], [less]) = (more, less) {
        return arithmetic::difference(reading, more, less);
    }
    let (all, off) = (arithmetic::total(reading, more)?, arithmetic::total(reading, less)?);
    let exact = all.exact.checked_sub(off.exact)?;
    let interval = all.interval.minus(&off.interval)?;
    let sum = format!("{}-({})", all.sum, off.sum);
    Some(Outcome { exact, interval, sum, ..all })
}

fn is_in_a_table(reading: &Reading, m: &Mention) -> bool {
    reading.paragraphs[m.paragraph].kind == ParagraphKind::TableRow
}

fn is_plain(m: &Mention) -> bool {
    m.has_unit() && !m.is_percent() && !m.is_points() && !m.is_quoted && m.upper.is_none() && m.quantity.bound.is_none()
}

/// 旧存46件，新收320件，审结338件，未结28件: what there was, what came, what went and what there is.
fn stock(reading: &Reading, verdicts: &mut Verdicts, four: &[&Mention]) {
    const BEFORE: [&str; 7] = ["原有", "年初", "期初", "旧存", "上年结转", "上年末", "上年旧存"];
    const NOW: [&str; 8] = ["实有", "年末", "期末", "年底", "未结", "结存", "未审结", "存案"];
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| reading.before(m).contains(word));
    let [before, came, went, now] = *four else { return };
    // 新收5126件，旧存318件: in this order too.
    let (before, came) = if says(came, &BEFORE) { (came, before) } else { (before, came) };
    let are_alike = four.iter().all(|m| m.sentence == now.sentence && m.unit() == now.unit() && is_plain(m));
    let came_in = says(came, &CAME) || says(came, &["新收", "新开工", "新立案", "新受理"]);
    let went_out = says(went, &WENT) || says(went, &["竣工", "审结", "办结", "结案", "销号", "完工"]);
    let is_other = four.iter().any(|m| says(m, &["其中", "同比", "均"]));
    if !are_alike || !says(before, &BEFORE) || !came_in || !went_out || !says(now, &NOW) || is_other {
        return;
    }
    let Some(all) = arithmetic::total(reading, &[before, came]) else { return };
    let (Some(exact), Some(interval)) =
        (all.exact.checked_sub(went.quantity.value()), all.interval.minus(&went.interval()))
    else {
        return;
    };
    let sum = format!("{}-{}", all.sum, reading.printed(went));
    let outcome = Outcome { exact, interval, sum, ..all };
    match outcome.fits(now) {
        true => verdicts.holds(now.range.clone(), outcome.words(now)),
        false => tell_balance(reading, verdicts, now, &outcome),
    }
}

/// What came and what went, in the sentence up to the net. What is neither, and is no detail of what came (其中…), begins another account.
fn came_and_went(reading: &Reading, index: usize) -> Option<(Vec<&Mention>, Vec<&Mention>)> {
    let net = &reading.mentions[index];
    let sentence = reading.sentences[net.sentence].range.start;
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| reading.subject(m).contains(word));
    let (mut came, mut went): (Vec<&Mention>, Vec<&Mention>) = (Vec::new(), Vec::new());
    let (mut end, mut is_detail) = (sentence, false);
    for m in reading.between(&(sentence..net.range.start)) {
        let gap = &reading.text()[end.min(m.range.start)..m.range.start];
        end = m.range.end;
        let (comes, goes) = (says(m, &CAME), says(m, &WENT));
        is_detail = gap.contains("其中") || is_detail && !gap.contains('；') && !(goes && !comes && gap.contains('，'));
        if is_detail || m.unit() != net.unit() {
            continue;
        }
        // 比上年新增3家，退出2家: of another time. 由46家增加到71家: how many there are.
        if says(m, &["上年", "去年", "净", "比", "增加到", "增至", "增加至", "减少到", "减至", "减少至"])
            || !is_plain(m)
            || comes == goes
        {
            (came, went) = (Vec::new(), Vec::new());
            continue;
        }
        if comes { came.push(m) } else { went.push(m) }
    }
    // 全年活动24次，在册人数净增46人: what stands between has to do with something else.
    let last = reading.mentions[..index].last().map(|last| &last.range);
    let is_next = [came.last(), went.last()].into_iter().flatten().any(|flow| Some(&flow.range) == last);
    (is_next && !came.is_empty() && !went.is_empty()).then_some((came, went))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_comes_and_goes_is_evened_out() {
        expect(
            "increment-off",
            &[
                "3年间新增32家、退出7家，净增23家。",
                "前三季度新增入库企业8家，退库5家，净增13家。",
                "全年迁入1.2万人，迁出1.8万人，净流出0.8万人。",
                "全年注销个体户320户，新登记1246户，净增962户。",
                "年初在建项目46个，当年新开工32个，竣工28个，年末在建60个。",
                "上年旧存46件，新收320件，审结338件，未结38件。",
                "县法院新收各类案件5126件，旧存318件，审结5208件，未结263件。",
                "一审案件旧存126件，新收1846件，审结1812件，结案率91.9%，未结180件。",
                "原有民宿86家，今年新开32家，关停11家，年末实有117家。",
                "专职社工离职12人，新招聘35人，净增加32人。",
                "年内新招教师168人，退休203人，调出29人，调入11人，净减少35人。",
                "新登记经营主体5326户，其中企业1472户、个体工商户3811户；注销2864户，净增2642户。",
                "全年招聘护士46人、调入医生12人，离职19人、退休8人，净增41人。",
            ],
            &[
                "3年间新增32家、退出7家，净增25家。",
                "前三季度新增入库企业8家，退库5家，净增3家。",
                "全年迁入1.2万人，迁出1.8万人，净流出0.6万人。",
                "新增企业20家，其中规上企业8家，净增16家。",
                "年末企业163家，比上年末净增14家，产值超亿元企业58家。",
                "年初在建项目46个，当年新开工32个，竣工28个，年末在建50个。",
                "上年旧存46件，新收320件，审结338件，未结28件。",
                "新增甲类5家、乙类3家，退出2家，净增6家。",
                "年内新招教师168人，退休203人，调出29人，调入11人，净减少53人。",
                "新登记经营主体5326户，其中企业1472户、个体工商户3811户；注销2864户，净增2462户。",
                "全年招聘护士46人、调入医生12人，离职19人、退休8人，净增31人。",
                "企业由2020年底的46家增加到2023年底的71家，3年间新增32家、退出7家，净增25家。",
                "年末企业163家，新增20家，其中新建厂房8家，退出6家，净增14家。",
            ],
        );
    }
}
