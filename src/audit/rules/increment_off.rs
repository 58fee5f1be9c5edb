//! `increment-off`: an increment that is not the difference of the two values of the text, and places gained or lost that
//! the two ranks do not give.

mod durations;
mod earnings;
mod from_to;
mod gaps;
mod left_over;
mod net;
mod rest_later;
mod settled;
mod since_year;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared::{self, Pair, Said};
use crate::audit::passage::measure;
use crate::audit::relations::operands;
use crate::reading::{ChangeKind, Direction, Mention, NumeralKind, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for said in compared::changes(reading).filter(|said| said.kind == ChangeKind::Amount) {
        judge(reading, verdicts, &said);
    }
    balances(reading, verdicts);
    places(reading, verdicts);
    gaps::check(reading, verdicts);
    from_to::check(reading, verdicts);
    left_over::check(reading, verdicts);
    net::check(reading, verdicts);
    rest_later::check(reading, verdicts);
    settled::check(reading, verdicts);
    since_year::check(reading, verdicts);
    earnings::check(reading, verdicts);
    durations::check(reading, verdicts);
}

/// A balance that two numbers do not give.
fn tell_balance(reading: &Reading, verdicts: &mut Verdicts, left: &Mention, outcome: &Outcome) {
    let (sum, printed) = (outcome.words(left), reading.printed(left));
    verdicts
        .wrong(
            left.range.clone(),
            format!("差额对不上：{sum}，文中是{printed}"),
            format!("the balance does not follow: {sum}, the text says {printed}"),
        )
        .help("核对两个数和差额", "check both values and the balance");
}

/// Words of a difference and, where the order says so, the names of its two sides.
const BALANCES: &[(&str, &[(&str, &str)])] = &[
    ("结余", &[("收入", "支出")]),
    ("节余", &[("收入", "支出")]),
    ("顺差", &[("出口", "进口")]),
    ("逆差", &[("进口", "出口")]),
    ("绝对差", &[]),
    ("相差", &[]),
    ("差额", &[]),
    ("收不抵支", &[("支出", "收入")]),
    ("缺口", &[("需", "有")]),
    ("净增", &[]),
    ("净减", &[]),
];

/// 收入53420万元，支出49870万元，当年结余3550万元; 出口54.37亿元，进口21.68亿元；贸易顺差32.69亿元; …，相差6676元.
fn balances(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, mention) in reading.mentions.iter().enumerate().skip(2) {
        let words = reading.before(mention).trim_end_matches(['为', '达', '了', '约']);
        let Some((_, sides)) = BALANCES.iter().find(|(word, _)| words.ends_with(word)) else { continue };
        // What has gathered over the years is no difference of one year.
        if ["滚存", "累计", "年末", "上年", "历年", "结转"].iter().any(|word| words.contains(word)) {
            continue;
        }
        let is_net = words.ends_with("净增") || words.ends_with("净减");
        if is_net && !evens_out(reading, mention) {
            continue;
        }
        let changes = if is_net { changes_before(reading, index) } else { None };
        let Some((a, b)) = changes.or_else(|| sides_before(reading, index)) else { continue };
        let is_plain = [a, b, mention]
            .iter()
            .all(|m| m.sentence == mention.sentence && m.unit() == mention.unit() && !m.is_quoted && m.upper.is_none());
        let are_values = changes.is_some() || a.change.is_none() && b.change.is_none();
        if !is_plain || mention.is_percent() || mention.is_points() || !are_values {
            continue;
        }
        let (high, low) = if a.quantity.value() >= b.quantity.value() { (a, b) } else { (b, a) };
        let Some(outcome) = arithmetic::difference(reading, high, low) else { continue };
        if outcome.fits(mention) {
            verdicts.holds(mention.range.clone(), outcome.words(mention));
            continue;
        }
        let name = |m: &Mention| compared::bare(reading.subject(m));
        let is_tight = sides
            .iter()
            .any(|(plus, minus)| name(a).ends_with(plus) && matches!(name(b).strip_suffix(minus), Some("" | "总")))
            || is_net
            || words.ends_with("缺口") && reading.subject(a).contains('需') && reading.subject(b).contains('有');
        let holds = |[a, b, by]: [&Mention; 3]| {
            let (high, low) = if a.quantity.value() >= b.quantity.value() { (a, b) } else { (b, a) };
            arithmetic::difference(reading, high, low).is_some_and(|outcome| outcome.fits(by))
        };
        let three = [a, b, mention];
        if is_tight {
            tell_balance(reading, verdicts, mention, &outcome);
        } else if !is_one_of_many(reading, index)
            && compared::is_telling(three)
            && let Some(slip) = compared::slip(reading, three, &holds)
        {
            slip.tell(reading, verdicts, &outcome.words(mention), reading.printed(mention));
        }
    }
}

/// 解除1096人，新接收1132人，解除与接收相抵，在册人数净增36人: what went and what came.
fn evens_out(reading: &Reading, mention: &Mention) -> bool {
    let start = reading.sentences[mention.sentence].range.start;
    let lead = &reading.text()[start..mention.clause.start.max(start)];
    lead.trim_end_matches('，').ends_with("相抵")
}

/// 水稻增加0.4万亩，大豆减少0.3万亩，两者相抵，净增0.1万亩: the only two changes of the sentence before, one up and one down.
fn changes_before(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let net = &reading.mentions[index];
    let before = reading.mentions[..index].iter().rev().take_while(|m| m.sentence == net.sentence);
    let is_change = |m: &&Mention| {
        let is_amount = m.change.as_ref().is_some_and(|change| change.kind == ChangeKind::Amount);
        is_amount && measure(m) == measure(net) && !m.is_percent() && !m.is_points()
    };
    let changes: Vec<&Mention> = before.filter(is_change).collect();
    let [b, a] = changes[..] else { return None };
    let direction = |m: &Mention| m.change.as_ref().map(|change| change.direction);
    (direction(a) != direction(b)).then_some((a, b))
}

/// The two quantities before a difference, where a rate (自给率87.0%) and an average may stand between.
fn sides_before(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let mention = &reading.mentions[index];
    let is_value = |m: &&Mention| measure(m) == measure(mention) && !reading.subject(m).contains('均');
    let before = reading.mentions[..index].iter().rev().take(6).filter(|m| m.sentence == mention.sentence);
    let before = before.filter(|m| !operands::is_detail(reading, m));
    let [b, a] = before.filter(|m| !m.is_percent()).filter(is_value).take(2).collect::<Vec<_>>()[..] else {
        return None;
    };
    Some((a, b))
}

/// Whether three or more values of a kind stand before a difference: it may lie between any two of them.
fn is_one_of_many(reading: &Reading, index: usize) -> bool {
    let mention = &reading.mentions[index];
    let earlier = reading.mentions[..index].iter().rev().take_while(|m| m.sentence == mention.sentence).take(12);
    earlier.filter(|m| m.unit() == mention.unit()).count() > 2
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, said: &Said) {
    let mut tied: Option<Outcome> = None;
    let pairs = compared::pairs(reading, said, is_of_its_unit);
    for pair in &pairs {
        // 比上年增加1106万件，…，是2019年2010万件的2.8倍: that is the base of the multiple.
        if pair.before.range.start > said.mention.range.end && operands::is_stated_whole(reading, pair.before) {
            continue;
        }
        let Some(outcome) = difference(reading, pair, said.direction) else { continue };
        if outcome.fits(said.mention) && pair.bears_out(&outcome) {
            return verdicts.holds(said.mention.range.clone(), outcome.words(said.mention));
        }
        if pair.is_tight && tied.is_none() {
            tied = Some(outcome);
        }
    }
    let Some(outcome) = tied else { return near_miss(reading, verdicts, said, &pairs) };
    let (sum, printed) = (outcome.words(said.mention), reading.slice(&(said.verb.start..said.mention.range.end)));
    verdicts
        .wrong(
            said.verb.start..said.mention.range.end,
            format!("增减量对不上：{sum}，文中是{printed}"),
            format!("the increment does not follow: {sum}, the text says {printed}"),
        )
        .help("核对前后两个数和增减量", "check both values and the increment");
}

/// An increment that one slip, or the other verb, would make right.
fn near_miss(reading: &Reading, verdicts: &mut Verdicts, said: &Said, pairs: &[Pair]) {
    for pair in pairs.iter().filter(|p| p.is_near).take(2) {
        let Some(outcome) = difference(reading, pair, said.flipped()) else { continue };
        if outcome.fits(said.mention) {
            return compared::tell_flip(reading, verdicts, said, &outcome.words(said.mention));
        }
        let three = [pair.now, pair.before, said.mention];
        let holds = |[now, before, by]: [&Mention; 3]| {
            let pair = Pair { now, before, ..*pair };
            difference(reading, &pair, said.direction).is_some_and(|outcome| outcome.fits(by))
        };
        if let Some(slip) = compared::slip(reading, three, &holds).filter(|_| compared::is_telling(three)) {
            let Some(outcome) = difference(reading, pair, said.direction) else { continue };
            let printed = reading.slice(&(said.verb.start..said.mention.range.end));
            return slip.tell(reading, verdicts, &outcome.words(said.mention), printed);
        }
    }
}

fn is_of_its_unit(value: &Mention, by: &Mention) -> bool {
    !value.is_percent() && !value.is_points() && (value.unit() == by.unit() || value.unit().converts_to(by.unit()))
}

fn difference(reading: &Reading, pair: &Pair, direction: Direction) -> Option<Outcome> {
    match direction {
        Direction::Up => arithmetic::difference(reading, pair.now, pair.before),
        Direction::Down => arithmetic::difference(reading, pair.before, pair.now),
    }
}

const GAINED: &[&str] = &["前移", "上升", "提升", "前进", "提高", "上移", "晋升", "进"];
const LOST: &[&str] = &["后移", "下降", "下滑", "后退", "退", "下移"];

/// 由第8位上升到第5位，前移3位
fn places(reading: &Reading, verdicts: &mut Verdicts) {
    for mention in reading.mentions.iter().filter(|m| matches!(m.unit().name(), "位" | "名" | "个") && !m.is_quoted)
    {
        let words = reading.before(mention).trim_end_matches(['了', '整']);
        let gained = GAINED.iter().any(|verb| words.ends_with(verb));
        if !gained && !LOST.iter().any(|verb| words.ends_with(verb)) {
            continue;
        }
        if mention.unit().name() == "个"
            && !reading.after(mention).starts_with("位次")
            && !reading.after(mention).starts_with("名次")
        {
            continue;
        }
        let sentence = &reading.sentences[mention.sentence].range;
        let Some((was, is)) = last_ranks(reading, sentence.start, mention.range.start) else { continue };
        let moved = if gained { was - is } else { is - was };
        let printed = mention.quantity.value();
        let sum = if gained {
            format!("第{was}位-第{is}位 = {moved}位")
        } else {
            format!("第{is}位-第{was}位 = {moved}位")
        };
        if printed == moved.into() {
            verdicts.holds(mention.range.clone(), sum);
        } else {
            let said = reading.printed(mention);
            verdicts
                .wrong(
                    mention.range.clone(),
                    format!("位次变化对不上：{sum}，文中是{said}"),
                    format!("the places do not follow: {sum}, the text says {said}"),
                )
                .help("核对前后两个位次", "check both ranks");
        }
    }
}

/// The two ranks of 由第8位…到第5位 that stand nearest before a place.
fn last_ranks(reading: &Reading, start: usize, end: usize) -> Option<(i64, i64)> {
    let first = reading.numerals.partition_point(|n| n.range.start < start);
    let last = reading.numerals.partition_point(|n| n.range.start < end);
    let mut ranks = reading.numerals[first..last].iter().rev().take(6).filter(|n| n.kind == NumeralKind::Ordinal);
    let (is, was) = (ranks.next()?, ranks.next()?);
    let text = reading.text();
    let between = &text[was.range.end..is.range.start];
    let lead = &text[start..was.range.start];
    let leads = lead.trim_end_matches('第').ends_with(['由', '从', '的']);
    let tail = &text[is.range.end..end];
    let is_pair = leads
        && between.ends_with("到第") | between.ends_with("至第") | between.ends_with("为第")
        && !between.contains('，');
    let number = |n: &crate::reading::Numeral| reading.slice(&n.range).parse::<i64>().ok();
    // 获第9名，比上次的第21名前移12位
    let clause = between.rsplit('，').next().unwrap_or("");
    let is_compared = between.contains('，') && clause.starts_with(['比', '较']) && clause.ends_with("的第");
    if is_compared && tail.chars().count() <= 4 && !between.contains(['；', '。']) {
        return Some((number(is)?, number(was)?));
    }
    (is_pair && tail.matches('，').count() <= 1).then(|| Some((number(was)?, number(is)?))).flatten()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent};

    const CODE: &str = "increment-off";

    #[test]
    fn differences_that_do_not_follow_are_told() {
        let faulty = [
            "全年用水总量1.52亿立方米，其中农业用水1.02亿立方米。用水总量比控制指标（1.60亿立方米）少0.28亿立方米。",
            "总产量156.88万吨，其中夏粮48.16万吨；总产比上年的154.03万吨多收2.45万吨。",
            "总收入5.92亿元，总支出5.87亿元，当年结余500元。",
            "规模以上工业企业由86家增加到97家，净增13家。",
            "粮食总产量22.93万吨，比上年的22.41万吨增产0.25万吨。",
            "补贴标准从每台15万元提高到20万元，每台提高8万元。",
            "全市综合排名由第8位上升到第5位，前移4位。",
            "年末企业137家，比上年末增加19家（上年末为128家）。",
            "入院48.6万人次，较上年的50.2万人次减少2.6万人次。",
            "低保标准由每人每月480元调整为533元，每人每月提高63元。",
            "夜间游客人均消费186元，比日间游客（142元）高54元。",
            "道路交通事故由558起减少到512起，减少56起。",
            "社会保险基金预算收入53420万元，支出49870万元，当年结余3650万元。",
            "养老保险基金收入7.86亿元，支出9.13亿元，当期收不抵支1.72亿元。",
            "其中出口54.37亿元，进口21.68亿元；贸易顺差34.69亿元。",
            "城市低保标准每人每月735元，农村每人每月590元，比上年分别提高38元和30元，2022年两项标准为700元、560元。",
            "新改建农村公路126公里，其中产业路58公里、旅游路68公里；比2023年105公里增加31公里。",
            "产值过10亿元的企业由6家增至8家，增加3家，这8家企业贡献一半产值。",
            "收入最高的是临江区（24318元），最低的是高寨县（17642元），相差6776元。",
            "演练从接警到处置完毕用时46分钟，比2022年同类演练缩短9分钟（2022年为58分钟）。",
            "总产量42.6万吨，其中稻谷31.2万吨；总产比上年的41.9万吨多收0.9万吨，连续三年稳定在40万吨以上。",
            "企业注销原来要跑6个窗口、交14份材料，改革后只跑1个窗口、交5份材料，材料数少了8份。",
            "全县需秧苗186.4万盘，亩均21盘，现有秧苗152.8万盘，自给率82.0%，缺口43.6万盘。",
            "协会退出312人，新加入348人，退出与加入相抵，在册人数净增46人。",
            "水稻增加0.4万亩，大豆减少0.3万亩，两者增减相抵，净增0.3万亩。",
            "2021年末、2022年末、2023年末户籍人口分别为43.6万人、43.2万人、42.9万人。\n2023年末户籍人口比2022年末减少0.9万人。",
            "2018年，全县地区生产总值89.3亿元；2023年，这个数字是132.7亿元，五年间名义增加34.4亿元。",
            "2023年全县有186个村开通公交，线路28条；开通公交村数比2022年多26个（2022年150个）。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn what_holds_or_is_not_tied_is_not_told() {
        let clean = [
            "规模以上工业企业由86家增加到97家，净增11家。",
            "粮食总产量22.93万吨，比上年的22.41万吨增产0.52万吨。",
            "全市综合排名由第8位上升到第5位，前移3位。",
            "低保标准分别提高到每人每月760元、610元，较上年各提高30元。",
            "企业由86家增加到97家，从业人员增加500人。",
            "合作社由86家增加到97家，家庭农场增加35家。",
            "全县实施项目98个，投入资金2.05亿元，户均增收900元。",
            "企业由120家增加到约150家，增加近30家。",
            "收入完成219180万元，为预算216000万元的101.5%，比上年决算数205340万元增加13840万元。",
            "比上年减少46起，降至512起，上年为558起。",
            "由2022年的3个乡镇扩大到2023年的12个村，新增项目9个。",
            "第二产业34916人，比2018年末减少2087人，降低5.6%；第三产业43724人，增加6139人；两者相抵，净增4052人。",
            "全市学校136所，比上年增加3所，其中小学43所，比上年减少1所。",
            "参保人数由20.1万人增加到22.3万人，增加2.3万人。",
            "社会保险基金预算收入53420万元，支出49870万元，当年结余3550万元。",
            "社会保险基金收入53420万元，支出49870万元，年末滚存结余128730万元。",
            "其中出口54.37亿元，进口21.68亿元；贸易顺差32.69亿元。",
            "规模以上工业企业由2020年的86家增加到2023年的98家，年均增加4家。",
            "群众平均等候11.6分钟，比规定的30分钟快18.4分钟。",
            "甲项目投资3.2亿元，乙项目投资2.1亿元。比上年的4.1亿元增加1.2亿元。",
            "城市低保标准每人每月735元，农村每人每月590元，比上年分别提高35元和30元，2022年两项标准为700元、560元。",
            "考核前三名为一心村（96.5分）、二道河村（95.8分）、三联村（94.2分），首尾最大相差18.3分。",
            "专项资金到位1200万元，支付900万元，资金缺口500万元。",
            "演练从接警到处置完毕用时46分钟，比2022年同类演练缩短12分钟（2022年为58分钟）。",
            "总产量42.6万吨，其中稻谷31.2万吨；总产比上年的41.9万吨多收0.7万吨，连续三年稳定在40万吨以上。",
            "企业注销原来要跑6个窗口、交14份材料，改革后只跑1个窗口、交5份材料，材料数少了9份。",
            "全县需秧苗186.4万盘，亩均21盘，现有秧苗152.8万盘，自给率82.0%，缺口33.6万盘。",
            "协会退出312人，新加入348人，全年活动24次，在册人数净增46人。",
            "基金收入3.42亿元，其中个人缴费0.87亿元、财政补贴2.31亿元、利息0.24亿元；支出2.58亿元，当年结余0.84亿元。",
            "2018年，全县地区生产总值89.3亿元；2023年，这个数字是132.7亿元，五年间名义增加43.4亿元。",
            "2019年，村集体收入19万元；2022年，该数据为86万元，三年增加67万元。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
