//! `repeat-off`: a standing figure of the whole place (全县常住人口, 全市耕地面积) that the text gives twice, of one time, with
//! values that do not meet. Parts, targets, additions, averages and actions, which may happen twice, are left alone. Of long numbers
//! one that stands twice with one digit another is doubted whatever it is called (`many_digits`).

mod again;
mod bases;
mod from_to;
mod many_digits;
mod one_each;
mod one_stock;
mod rounded;
mod same_name;
mod scope;

use crate::audit::compared;
use crate::audit::{Verdicts, mend};
use crate::reading::{Mention, ParagraphKind, Reading, is_han};
use scope::Scopes;
use std::collections::HashMap;
use std::ops::Range;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut stated: HashMap<String, &Mention> = HashMap::new();
    let mut printed: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut totals: HashMap<(&str, &str), usize> = HashMap::new();
    let mut seen = same_name::Seen::new();
    let mut stocks = one_stock::Seen::new();
    let scopes = scope::Scopes::of(reading);
    let mut many = many_digits::Seen::new();
    reading.mentions.iter().filter(|m| is_prose(reading, m)).for_each(|m| many_digits::note(m, &mut many));
    for (index, mention) in reading.mentions.iter().enumerate() {
        if !is_prose(reading, mention) {
            continue;
        }
        echo(reading, verdicts, index, &mut printed);
        again::check(reading, verdicts, index);
        again::restated(reading, verdicts, index);
        again::reworded(reading, verdicts, index);
        one_each::check(reading, verdicts, index);
        bases::check(reading, verdicts, index);
        from_to::check(reading, verdicts, index);
        rounded::check(reading, verdicts, index);
        same_name::check(reading, verdicts, mention, &mut seen);
        one_stock::check(reading, verdicts, mention, &scopes, &mut stocks);
        many_digits::check(reading, verdicts, mention, &many);
        echo_near(reading, verdicts, index, &scopes, &mut totals);
        let Some(key) = key(reading, index, &scopes) else { continue };
        match stated.get(key.as_str()) {
            Some(first) => compare(reading, verdicts, first, mention),
            None => {
                stated.insert(key, mention);
            }
        }
    }
}

fn is_prose(reading: &Reading, mention: &Mention) -> bool {
    mention.has_unit() && !mention.is_quoted && reading.paragraphs[mention.paragraph].kind == ParagraphKind::Prose
}

/// Shows that what was said before is said again.
fn hold(reading: &Reading, verdicts: &mut Verdicts, first: &Mention, again: &Mention) {
    let (a, b) = (reading.printed(first), reading.printed(again));
    verdicts.holds(again.range.clone(), format!("前文{a} = {b}"));
}

fn compare(reading: &Reading, verdicts: &mut Verdicts, first: &Mention, again: &Mention) {
    let Some(interval) = first.interval_in(again.unit()) else { return };
    let (a, b) = (reading.printed(first), reading.printed(again));
    if interval.meets(&again.interval()) {
        return hold(reading, verdicts, first, again);
    }
    let words = compared::bare(reading.slice(&(again.clause.start..again.range.start)));
    verdicts
        .wrong(
            again.range.clone(),
            format!("同一个数前后不一：{words}前文是{a}，这里是{b}"),
            format!("one figure is given twice with different values: {a} before, {b} here"),
        )
        .help("核对两处；确是不同口径的写明口径", "check both; where the scope differs, say so");
}

const PLACES: &[&str] =
    &["全市", "全县", "全区", "全省", "全州", "全镇", "全乡", "我市", "我县", "我区", "该县", "该市", "全村"];
/// Words that make a figure another one.
const OTHERS: &[&str] = &[
    "其中", "新增", "累计", "目标", "力争", "计划", "上年", "去年", "同期", "各", "季度", "分别", "依次", "不同",
    "平均", "均", "每", "比", "较", "占", "由", "从", "到", "至", "减少", "增加", "预计", "预期", "规划", "人均",
    "半年", "月", "前", "原", "其他", "另", "以上", "达标", "除", "涉及", "带动", "惠及", "约",
];
/// What may be done twice.
const ACTIONS: &[&str] = &[
    "开展", "举办", "召开", "组织", "发放", "投入", "安排", "完成", "建成", "新建", "实施", "培训", "排查", "检查",
    "查处", "受理", "办理", "争取", "落实", "下达", "拨付", "改造", "整治", "处理", "接待", "发生", "推广", "种植",
    "引进", "签约", "启动", "帮助",
];

/// The name of a standing figure with its unit and time; `None` where it may be another each time.
fn key(reading: &Reading, index: usize, scopes: &Scopes) -> Option<String> {
    let mention = &reading.mentions[index];
    let words = compared::words_of(reading, index);
    let starts_clause = mention.range.start - words.len() == mention.clause.start;
    let is_open = mention.quantity.bound.is_some() || mention.upper.is_some();
    if !starts_clause || is_open || compared::said(reading, index).is_some() || words.len() > 90 {
        return None;
    }
    let place = PLACES.iter().find(|place| words.contains(**place))?;
    let raw = words.split(place).last().unwrap_or(words);
    let named = compared::bare(raw);
    let plain = words.replace("达到", "");
    let is_other = OTHERS.iter().chain(ACTIONS).any(|word| plain.contains(word));
    let object: String = reading.object(mention).chars().take(2).collect();
    if is_other || named.chars().count() < 4 || reading.after(mention).starts_with('的') {
        return None;
    }
    let time = time(reading, &(reading.sentences[mention.sentence].range.start..mention.range.start));
    // 第1类服务点, 4A级景区: what is bare has no digits.
    let raw = if raw.contains(|c: char| c.is_ascii_alphanumeric()) { raw } else { "" };
    let scope = scopes.around(reading, mention)?;
    Some(format!("{named}{raw}|{}|{object}|{time}|{place}|{scope}", mention.unit().name()))
}

/// The year that was named last and the months that the sentence names.
fn time(reading: &Reading, range: &Range<usize>) -> String {
    let end = reading.dates.partition_point(|d| d.range.start < range.end);
    let year = reading.dates[..end].iter().rev().find_map(|d| d.year).unwrap_or(0);
    let own = reading.dates[..end].iter().rev().take_while(|d| d.range.start >= range.start).take(8);
    let months: Vec<String> = own.filter_map(|d| d.month).map(|m| m.to_string()).collect();
    let sentence = compared::last_bytes(reading.slice(range), 600);
    let part =
        ["上半年", "下半年", "季度", "年初", "年末", "年底", "上年"].iter().filter(|word| sentence.contains(**word));
    format!("{year}{}{}", months.join("-"), part.copied().collect::<String>())
}

/// 全县现有水库112座 … 112座水库: said again in another order, it holds.
fn echo<'r>(reading: &'r Reading, verdicts: &mut Verdicts, index: usize, printed: &mut HashMap<&'r str, Vec<usize>>) {
    let mention = &reading.mentions[index];
    let said = reading.printed(mention);
    let before = printed.entry(said).or_default();
    let object: String = reading.object(mention).chars().take_while(|c| is_han(*c)).take(6).collect();
    let is_said_again = object.chars().count() >= 2
        && before.iter().rev().take(4).any(|earlier| {
            let subject = compared::words_of(reading, *earlier);
            (2..=6).rev().any(|n| {
                let head: String = object.chars().take(n).collect();
                head.chars().count() == n && subject.ends_with(head.as_str())
            })
        });
    if is_said_again && mention.digit_count() >= 2 {
        verdicts.holds(mention.range.clone(), format!("前文{said} = {said}"));
    }
    before.push(index);
}

/// 全市现有村卫生室871个 … 全市811个村卫生室: a standing total of the whole place, said again with one digit that differs.
fn echo_near<'r>(
    reading: &'r Reading,
    verdicts: &mut Verdicts,
    index: usize,
    scopes: &Scopes,
    totals: &mut HashMap<(&'r str, &'r str), usize>,
) {
    let mention = &reading.mentions[index];
    let is_open = mention.quantity.bound.is_some() || mention.upper.is_some() || mention.change.is_some();
    let words = compared::words_of(reading, index);
    let is_whole = PLACES.iter().any(|place| words.contains(place));
    // 村卫生室871个: the noun stands right before; without 全市 it may be all that is said.
    let named = words.trim_start_matches('，').trim_end_matches(['有', '共', '达', '为', '约']);
    let start = named.char_indices().rev().nth(3).map(|(i, _)| i);
    let is_other = OTHERS.iter().chain(ACTIONS).any(|word| words.replace("达到", "").contains(word));
    if is_open || is_other || !is_whole && start != Some(0) || mention.digit_count() < 3 || words.len() > 90 {
        return;
    }
    let unit = mention.unit().name();
    let object = reading.object(mention);
    let noun = object.char_indices().take_while(|(_, c)| is_han(*c)).take(4).last();
    let behind = noun.map(|(i, c)| &object[..i + c.len_utf8()]).filter(|noun| noun.chars().count() == 4);
    if let Some(earlier) = behind.filter(|_| is_whole).and_then(|noun| totals.get(&(unit, noun))) {
        let first = &reading.mentions[*earlier];
        let is_one_time = time(reading, &(first.range.start..first.range.start))
            == time(reading, &(mention.range.start..mention.range.start))
            && scopes.around(reading, first).is_some_and(|scope| scopes.around(reading, mention) == Some(scope));
        let digits = first.quantity.number.value().to_string();
        let differs = mend::candidates(&digits).contains(&mention.quantity.number.value().to_string());
        if differs && is_one_time && first.quantity.scale == mention.quantity.scale {
            tell(reading, verdicts, first, mention);
        }
    }
    if let Some(start) = start {
        totals.entry((unit, &named[start..])).or_insert(index);
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, first: &Mention, again: &Mention) {
    let (a, b) = (reading.printed(first), reading.printed(again));
    verdicts
        .doubt(
            again.range.clone(),
            format!("疑有一位写错：前文是{a}，这里是{b}"),
            format!("one digit may be wrong: {a} before, {b} here"),
        )
        .help("核对两处", "check both places");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{loud, silent};

    const CODE: &str = "repeat-off";

    #[test]
    fn one_figure_with_two_values_is_told() {
        let faulty = [
            "2023年，全县常住人口46.82万人。产业兴旺。全县常住人口48.62万人，城镇化率54%。",
            "全市耕地面积32.1万亩。经核实，全市耕地面积31.2万亩。",
            "全县森林覆盖率63.27%。生态良好，全县森林覆盖率达到62.37%。",
            "全县共有监测对象5073户。截至目前工作有序，全县共有监测对象5703户。",
            "全市有村卫生室871个。全市811个村卫生室有乡村医生1306人。",
            "全市农村集中供水率88.91%。水质达标。全市农村集中供水率89.81%。",
            "2024年，全区在校学生86460人。全区在校学生84660人，教师5216人。",
            "全市公路通车里程2864公里。全市公路通车里程2684公里。",
            "门面租金收入216万元，其中129.6万元用于分红；这126.9万元分到2160户。",
            "集体经济分红129.6万元。这129.9万元全部到户。",
            "全县共有养老机构17家，床位2150张。\n\n培训312人。\n\n投入1260万元。\n\n入住率偏低，2510张床位仅入住903人。",
            "回收有效问卷1128份。\n\n走访62个村。\n\n座谈16场。\n\n在1182份有效问卷中，七成老人选择居家养老。",
            "登记在册民办学校136所。\n\n教师1286人。\n\n学生3.2万人。\n\n163所民办学校全部完成年检。",
            "开张那天，只来了12个人。如今，有绣娘216人。\n\n从12个人到261个人，走过三道坎。",
            "2015年只有种植户36户。现在种植户有428户。\n\n从36户到482户，只用了八年。",
            "因灾倒房重建62户，已开工47户；26户户户有干部包联。",
            "按业态分，餐饮148家、民宿169家。196家民宿共有客房1248间。",
            "紧急转移避险4852人。\n\n下雨。\n\n停课3天。\n\n对前述4582名转移群众逐户登记。",
            "142家企业中，产值同比增长的92家，持平的4家，下降的46家。\n\n建议对64家产值下降企业逐户走访。",
            "像老宋这样的新登记经营主体，全区一共有5236户。\n\n全区新登记经营主体5326户，其中企业1472户。",
            "落实微项目386个。另有培训。886个微项目投入1351万元。",
            "全年公路客运量486.2万人次，货运量1935万吨。受天气影响，公路客运量468.2万人次中，班线占八成。",
            "全县辖186个行政村。168个行政村全部通公路。",
            "共有84625人跨县流动。在84925人中，男性占六成。",
            "全县脱贫人口总规模4.28万人。全县脱贫人口总规模4.82万人。",
            "农村公益电影放映3288场，一村一月一场，足额完成3388场的任务。",
            "全县常住人口为526840人。三个年龄组合计526890人，与常住人口总数一致。",
            "工业增加值增长7.6%，较上半年加快0.4个百分点（前三季度7.9%，上半年7.2%）。",
            "社区站47个，村卫生室821个，其余为门诊部。全市871个村卫生室有乡村医生1306人。",
            "选树“微家庭”1240户。\n\n培训12场。\n\n全市选树的1260户“微家庭”，覆盖630个村。",
            "东河县有274个行政村。到2023年底，284个村村集体经济总收入达到9042万元。",
            "截至年底，20项主要指标中，提前完成5项。\n\n存在问题。\n\n力争《纲要》30项指标全部完成。",
            "因灾倒房重建62户，已开工47户；32户户户有干部包联。",
            "产值过亿元的企业由6家增至9家，增加3家，这8家企业贡献产值156.4亿元。",
            "县医院新院区启用，开放床位800张，全县床位增加400张。启用的这400张床位投入使用。",
            "行动开展以来，点亮微心愿72864个。\n\n在12864个微心愿里，儿童心愿占六成。",
            "累计有31个村入选和美乡村，占行政村的16.9%，41个村分布在14个乡镇。",
            "我县现有规模以上工业企业86家。发展加快。\n\n目前，我县规模以上工业企业68家，比上年多3家。",
            "全县村级养老服务点120个。群众满意。\n\n到年底，全县村级养老服务点达121个。",
        ];
        assert_eq!(silent(CODE, &faulty), Vec::<&str>::new());
    }

    #[test]
    fn other_figures_are_not_told() {
        let clean = [
            "2023年，全县常住人口46.82万人。全县常住人口46.8万人。",
            "2022年，全县常住人口47.0万人。2023年，全县常住人口46.82万人。",
            "全县常住人口46.82万人，其中全县常住人口中的城镇人口25.31万人。",
            "全市举办培训班12期。全市举办培训班8期。",
            "全县粮食总产量22.93万吨，全县粮食总产量目标23万吨。",
            "石门镇茶园面积5.2万亩。白沙镇茶园面积3.1万亩。",
            "上半年全市工业总产值12亿元。全年全市工业总产值26亿元。",
            "全市建成社区食堂28处。全市建成社区食堂3处示范点。",
            "全县森林覆盖率63.27%，高于全市森林覆盖率60.1%。",
            "全县累计发放贷款3亿元。全县发放贷款1亿元。",
            "全市各类学校136所。全县各类学校32所。",
            "全市有村卫生室871个。全市871个村卫生室有乡村医生1306人。",
            "全市有村卫生室871个。全市新增811个村卫生室。",
            "全市有村卫生室871个。石门镇811个村卫生室达标。",
            "按业态分，餐饮148家、民宿196家。186家民宿达到标准。",
            "全县辖186个行政村。182个行政村通了公路。",
            "床位2150张。\n\n培训312人。\n\n投入1260万元。\n\n新增床位2510张，2510张床位均为护理型。",
            "甲镇有民宿136家，乙镇有民宿128家。\n\n培训312人。\n\n投入1260万元。\n\n163家民宿完成改造。",
            "从12个人到216个人，走过三道坎。",
            "2015年只有种植户36户，现在428户。\n\n从36户到500户，目标已经写进规划。",
            "床位2150张。\n\n培训312人。\n\n投入1260万元。\n\n2100张床位已入住。",
            "全年培训12期。16期培训班办在乡镇。",
            "2022年公路客运量486.2万人次。2023年公路客运量468.2万人次。",
            "石门镇茶园面积312亩。白沙村茶园面积321亩。",
            "共有监测对象386户。这36户是新增的。",
            "上年公路客运量486.2万人次。公路客运量468.2万人次。",
            "投入1200万元。这笔钱建了12座桥。",
            "新建学校12所，投资3600万元。13所学校完成改造，投资3800万元。",
            "去年参训1286人。今年参训1268人。",
            "收到建议128件。办理提案182件。",
            "6月，全市空气优良天数28天。7月，全市空气优良天数30天。",
            "全县常住人口为526843人。上年全县常住人口为526893人。",
            "人均收入42354元，比上年的42154元增长0.5%。",
            "2022年人均收入42354元。2023年人均收入42954元。",
            "县医院新院区启用，开放床位400张，全县床位增加800张。启用的这400张床位投入使用。",
            "产值过亿元的企业由6家增至9家，增加3家，这9家企业贡献产值156.4亿元。",
            "因灾倒房重建62户，已开工47户；62户户户有干部包联。",
            "截至年底，20项主要指标中，提前完成5项。\n\n力争《纲要》20项指标全部完成，《规划》46项任务全部完成。",
            "产值同比下降的46家。去年走访企业64家。建议对64家产值下降企业逐户走访。",
            "全县村级养老服务点120个。群众满意。\n\n新增村级养老服务点达121个。",
            "2022年，全县村级养老服务点120个。2023年，全县村级养老服务点121个。",
            "全县村级养老服务点120个。石门镇村级养老服务点12个。",
            "十年前，全县森林覆盖率12.1%；如今，全县森林覆盖率48.2%。",
            "去年，全县常住人口46.82万人。今年，全县常住人口46.55万人。",
            "2023年全县有养老机构12家，今年全县有养老机构13家。",
            "青川县：全县有养老机构12家。\n\n剑阁县：全县有养老机构13家。",
            "（一）青川县。全县有养老机构12家。\n\n（二）剑阁县。全县有养老机构13家。",
            "按老口径，全县有养老机构12家。按新口径，全县有养老机构13家。",
            "全县有养老机构12家。\n\n全县有养老机构13家（其中在建1家）。",
            "全县第1类服务点120个。\n\n全县第2类服务点121个。",
            "“十三五”末，全县森林覆盖率46.1%。“十四五”末，全县森林覆盖率48.2%。",
            "像老宋这样的新开户，去年全区一共有5236户。\n\n全区新登记经营主体5326户。",
        ];
        assert_eq!(loud(CODE, &clean), Vec::<&str>::new());
    }
}
