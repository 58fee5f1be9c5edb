//! What is left behind a rate that holds: `累计支出18155万元，支出进度97.4%；结余结转485万元`, `好评156663条，好评率99.9%；157条差评`. The rate says which
//! whole is meant, wherever it stands; and `未收的6.1万亩` is what a rate of 已收 leaves.

use super::Sum;
use crate::audit::mend;
use crate::audit::passage::{Passage, Pause, measure, measured};
use crate::audit::relations::division::Kind;
use crate::audit::relations::judgement::Judgement;
use crate::audit::{Verdicts, arithmetic};
use crate::finding::Severity;
use crate::reading::{Mention, ParagraphKind, Reading};

/// Words of all that is left.
const REST: [&str; 12] =
    ["剩余", "其余", "余下", "剩下", "结余", "节余", "结转", "尚余", "尚剩", "还剩", "未支出", "未使用"];

/// Words of what is left, where it need not be all.
const LEFT: [&str; 9] = ["尚有", "还有", "仍有", "缺口", "欠", "尚差", "还差", "尚缺", "还缺"];

/// Words of what an aim still wants: 四季度还需实现71.4亿元以上.
const WANTED: [&str; 8] = ["还需", "尚需", "仍需", "还须", "还要", "仍差", "还差", "尚差"];

/// Two kinds into which everything falls, mostly.
const OPPOSITES: [(&str, &str); 16] = [
    ("好评", "差评"),
    ("合格", "不合格"),
    ("满意", "不满意"),
    ("达标", "不达标"),
    ("达标", "未达标"),
    ("通过", "未通过"),
    ("及格", "不及格"),
    ("办结", "未办结"),
    ("办结", "在办"),
    ("开工", "未开工"),
    ("完成", "未完成"),
    ("整改", "未整改"),
    ("签约", "未签约"),
    ("入住", "空置"),
    ("支付", "未支付"),
    ("支出", "未支出"),
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let all = verdicts.divisions();
    for tried in all.iter() {
        let rate = tried.division.result;
        let is_share = matches!(tried.division.kind, Kind::Share | Kind::Rate | Kind::Completion);
        if !is_share || reading.paragraphs[rate.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let pair = match &tried.judgement {
            Judgement::Holds { part, whole, .. } => Some((*part, *whole)),
            _ => by_arithmetic(reading, rate),
        };
        let is_alike = |(part, whole): &(&Mention, &Mention)| {
            measure(part).converts_to(&measure(whole))
                && Some(part.quantity.value()) < whole.quantity.value_in(part.unit())
        };
        let Some((part, whole)) = pair.filter(is_alike) else { continue };
        if let Some(left) = behind(reading, rate, part) {
            judge(reading, verdicts, (part, whole), left);
        }
        if tried.division.kind == Kind::Completion || tried.division.kind == Kind::Share {
            wanted(reading, verdicts, (part, whole), rate);
        }
        if let Some(left) = undone(reading, part).filter(|left| left.sentence != part.sentence) {
            Sum { parts: vec![part, left], whole }.tell_slip(reading, verdicts);
        }
    }
}

/// 支出进度97.4% right behind 累计支出18155万元: the one quantity of the text of which that is so much. Three digits hardly ever agree by chance.
fn by_arithmetic<'r>(reading: &'r Reading, rate: &Mention) -> Option<(&'r Mention, &'r Mention)> {
    const DIGITS: usize = 3;
    let at = reading.mentions.partition_point(|m| m.range.start < rate.range.start);
    let part = reading.mentions[..at].last().filter(|part| part.sentence == rate.sentence && is_plain(part))?;
    let fits = |m: &&Mention| {
        is_plain(m)
            && m.unit() == part.unit()
            && m.range != part.range
            && arithmetic::share(reading, part, m).is_some_and(|share| share.fits(rate))
    };
    let is_exact = mend::precision(rate) >= DIGITS && mend::precision(part) >= DIGITS;
    let mut wholes = reading.around(rate).iter().filter(|_| is_exact).filter(fits);
    let whole = wholes.next()?;
    wholes.all(|other| other.quantity.value() == whole.quantity.value()).then_some((part, whole))
}

fn is_plain(m: &Mention) -> bool {
    m.has_unit()
        && !m.is_percent()
        && !m.is_points()
        && m.change.is_none()
        && m.upper.is_none()
        && m.quantity.bound.is_none()
        && !m.is_quoted
}

/// The quantity right behind a rate, of the measure of its part.
fn behind<'r>(reading: &'r Reading, rate: &Mention, part: &Mention) -> Option<&'r Mention> {
    let at = reading.mentions.partition_point(|m| m.range.start < rate.range.end);
    let left =
        reading.mentions.get(at).filter(|left| left.sentence == rate.sentence && part.sentence == left.sentence)?;
    (is_plain(left) && measure(left).converts_to(&measure(part)) && left.range.start > part.range.end).then_some(left)
}

/// 任务完成了73.6%，四季度还需实现71.4亿元以上: what the rate leaves, right behind it, wherever part and whole stand.
fn wanted(reading: &Reading, verdicts: &mut Verdicts, (part, whole): (&Mention, &Mention), rate: &Mention) {
    let at = reading.mentions.partition_point(|m| m.range.start < rate.range.end);
    let Some(left) = reading.mentions.get(at).filter(|left| left.sentence == rate.sentence) else { return };
    let says_so = WANTED.iter().any(|word| reading.before(left).contains(word));
    let is_alike = measure(left).converts_to(&measure(part)) && left.upper.is_none() && !left.is_quoted;
    if !says_so || !is_alike || left.range.start < part.range.end {
        return;
    }
    // 71.4亿元以上: the least that is wanted.
    let mut least = left.clone();
    least.quantity.bound = None;
    let sum = Sum { parts: vec![part, &least], whole };
    sum.tell_slip(reading, verdicts);
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, (part, whole): (&Mention, &Mention), left: &Mention) {
    let sum = Sum { parts: vec![part, left], whole };
    let words = reading.before(left);
    let says = |list: &[&str]| list.iter().any(|word| words.starts_with(word) || words.ends_with(word));
    let is_opposite = OPPOSITES.iter().any(|(one, other)| {
        reading.subject(part).ends_with(one) && (words.ends_with(other) || reading.object(left).starts_with(other))
    });
    // 已完成整改637个，完成率92.1%；尚未完成的55个
    let not_done = words.strip_suffix('的').and_then(|words| words.rsplit_once('未')).map_or("", |(_, deed)| deed);
    let is_opposite = is_opposite || not_done.chars().count() == 2 && reading.subject(part).contains(not_done);
    // 收回1186份，…，还有74份未收回
    let deed = reading.object(left).strip_prefix('未').and_then(|undone| undone.chars().next());
    let is_undone = says(&LEFT) && deed.is_some_and(|deed| reading.subject(part).contains(deed));
    let is_rest = (says(&REST) || is_undone) && !goes_on(reading, left);
    if !is_rest && !is_opposite && !says(&LEFT) || sum.holds(reading, verdicts) {
        return;
    }
    let is_told = verdicts.has_told(&whole.range) || verdicts.has_told(&left.range);
    let parts = [measured(part), measured(left)];
    let mend = mend::of(&parts, &measured(whole));
    // 就近就业1843人。外出3024人，占56.3%；其余504人: a part that was named before belongs to the whole too.
    let paragraph = reading.paragraphs[part.paragraph].range.start;
    let named =
        reading.between(&(paragraph..part.range.start)).iter().filter(|m| measure(m).converts_to(&measure(part)));
    if named.into_iter().any(|m| Sum { parts: vec![m, part, left], whole }.holds(reading, verdicts)) {
        return;
    }
    let near = sum.distance(reading).is_some_and(|off| off <= rust_decimal::Decimal::new(5, 1));
    match is_rest && near && is_of_one_year(words) {
        _ if is_told || goes_on(reading, left) => {}
        true => sum.tell(reading, Severity::Error, mend.as_ref(), verdicts),
        false if mend.is_some() && (is_opposite || is_rest) => {
            sum.tell(reading, Severity::Warning, mend.as_ref(), verdicts);
        }
        false => {}
    }
}

/// 年末滚存结余 has gathered over the years.
fn is_of_one_year(words: &str) -> bool {
    !["滚存", "累计", "历年", "年末", "上年"].iter().any(|word| words.contains(word))
}

/// 其余24个在建、25个未开工: the rest has parts of its own.
pub(super) fn goes_on(reading: &Reading, left: &Mention) -> bool {
    let at = reading.mentions.partition_point(|m| m.range.start < left.range.end);
    let Some(next) = reading.mentions.get(at).filter(|next| next.sentence == left.sentence) else { return false };
    let pause = Passage::of(reading, left.sentence).map(|passage| passage.pause(left.range.end, next.range.start));
    measure(next).converts_to(&measure(left)) && pause.is_some_and(|pause| pause <= Pause::Comma)
}

/// The one 未收的6.1万亩 of the text, where the part was 已收.
fn undone<'r>(reading: &'r Reading, part: &Mention) -> Option<&'r Mention> {
    let deed = reading.subject(part).rsplit_once('已')?.1;
    let verb = deed.chars().next().filter(|_| (1..=2).contains(&deed.chars().count()))?;
    let is_undone = |m: &&Mention| {
        let words = reading.before(m).strip_suffix('的').and_then(|words| words.rsplit_once('未'));
        words.is_some_and(|(_, undone)| undone.starts_with(verb) && undone.chars().count() <= 2)
            && m.unit() == part.unit()
    };
    let mut all = reading.around(part).iter().filter(is_undone);
    all.next().filter(|m| all.next().is_none() && m.upper.is_none() && m.quantity.bound.is_none())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_rate_says_what_is_left() {
        expect(
            "sum-off",
            &[
                "全年收到评价156820条，好评156663条，好评率99.9%；175条差评逐条回访。",
                "特困供养人员1384人，集中供养437人，集中供养率31.6%，其余974人在家分散供养。",
                "共收到各级资金18640万元。截至12月底，累计支出18155万元，占资金总额18640万元的97.4%；结余结转458万元，主要是尾款。",
                "发现问题隐患9240条；已整改8593条，整改率93.0%，剩余674条均明确整改责任。",
                "各级资金18640万元。截至12月底，累计支出18155万元，支出进度97.4%；结余结转458万元。",
                "应收面积292.5万亩。已收286.4万亩，占应收面积的97.9%。未收的1.6万亩分布在丘陵区。",
                "抽检产品420批次，合格411批次，合格率97.9%，不合格19批次。",
                "发放问卷1260份，收回1186份，回收率94.1%，还有84份未收回。",
            ],
            &[
                "全年收到评价156820条，好评156663条，好评率99.9%；157条差评逐条回访。",
                "特困供养人员1384人，集中供养437人，集中供养率31.6%，其余947人在家分散供养。",
                "发现问题隐患9240条；已整改8593条，整改率93.0%，剩余600条正在整改、47条延期。",
                "已就业5371人。就近就业1843人。外出务工的3024人，占已就业人数的56.3%；其余504人从事公益性岗位。",
                "年度项目168个，完工119个，完工率70.8%，尚有24个正在施工。",
                "全年收入12650万元，支出11890万元，支出占收入的94.0%，滚存结余9870万元。",
                "抽检产品420批次，合格411批次，合格率97.9%，不合格产品货值19万元。",
            ],
        );
    }
}
