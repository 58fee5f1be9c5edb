//! `glued-numbers`: a number that follows another without the mark or the measure word that divided them (`19.2%274个`).
//! Pairs of two measures (`3449户10424人`) are a form of their own.

mod clauses;
mod swallowed;

use crate::audit::Verdicts;
use crate::model::Scale;
use crate::reading::{
    Mention, Numeral, NumeralKind, ParagraphKind, Reading, is_month, is_year, measure_word, share_a_word,
};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for persons in reading.mentions.iter().filter(|m| matches!(m.unit().name(), "人" | "名")) {
        swallowed_households(reading, verdicts, persons);
    }
    glued_dates(reading, verdicts);
    reading.numerals.iter().for_each(|numeral| behind_a_count(reading, verdicts, numeral));
    too_many(reading, verdicts);
    swallowed::check(reading, verdicts);
    reading.numerals.iter().for_each(|numeral| two_points(reading, verdicts, numeral));
    for (range, (zh, en)) in clauses::found(reading) {
        let printed = reading.slice(&range);
        verdicts
            .doubt(
                range.clone(),
                format!("“{printed}”是两句话粘在一起，中间缺{zh}"),
                format!("{printed} is two clauses glued together: {en} between them is missing"),
            )
            .help("补上丢掉的标点、量词，并核对两个数", "put back what was lost and check both numbers");
    }
    for pair in reading.mentions.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if first.range.end != second.range.start || !first.has_unit() || second.digits.start != second.range.start {
            continue;
        }
        // 200元以上3000元以下 is how a law writes a range.
        let is_span = reading.printed(first).ends_with("以上") && reading.printed(second).ends_with(['下', '内']);
        let is_one_measure_twice = first.unit() == second.unit() && !is_span;
        // 90%以上41个，80%以上22个: a class and how many are of it.
        let is_class =
            first.is_percent() && reading.printed(first).ends_with(['上', '下']) && reading.before(first).is_empty();
        if !is_class && (first.is_percent() || first.is_points() || is_one_measure_twice) {
            let (a, b) = (reading.printed(first), reading.printed(second));
            verdicts
                .wrong(
                    first.range.start..second.range.end,
                    format!("“{a}”和“{b}”粘在一起，中间缺标点"),
                    format!("{a} and {b} are glued together: a mark between them is missing"),
                )
                .help("补上丢掉的标点，并核对两个数", "put the lost mark back and check both numbers");
        }
    }
}

/// 增加到122022年只有5家, 村级121—10月: a count that has lost its measure word and mark before a date.
fn behind_a_count(reading: &Reading, verdicts: &mut Verdicts, numeral: &Numeral) {
    let (range, text) = (&numeral.range, reading.text());
    let (digits, before, after) = (reading.slice(range), &text[..range.start], &text[range.end..]);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let joins = before.ends_with(|c: char| c.is_ascii_alphanumeric() || ".,-—～/〔".contains(c));
    let len = digits.len();
    let is_glued_year =
        after.starts_with('年') && (5..=8).contains(&len) && is_year(&digits[len - 4..]) && !is_year(&digits[..4]);
    let month = after.strip_prefix(['—', '～']).map_or("", |rest| rest.split('月').next().unwrap_or(""));
    let is_glued_month = after.len() > month.len() + 6
        && is_month(month)
        && after[after.chars().next().map_or(0, char::len_utf8) + month.len()..].starts_with('月')
        && (2..=5).contains(&len)
        && !is_month(digits)
        && is_month(&digits[len - 1..]);
    if joins || digits.starts_with('0') || !(is_glued_year || is_glued_month) {
        return;
    }
    let (count, date) = digits.split_at(if is_glued_year { len - 4 } else { len - 1 });
    verdicts
        .wrong(
            range.clone(),
            format!("“{digits}”像是“{count}”和“{date}”粘在一起，丢了量词和标点"),
            format!("{digits} looks like {count} and {date} glued together: a measure word and a mark are lost"),
        )
        .help("补上量词和标点", "put the measure word and the mark back");
}

/// `12.5.3%`: two decimal points. Versions and numbers of sections count nothing.
fn two_points(reading: &Reading, verdicts: &mut Verdicts, numeral: &Numeral) {
    let digits = reading.slice(&numeral.range);
    let unit = measure_word(reading.text()[numeral.range.end..].trim_start_matches(['万', '亿']));
    let is_date = digits.split('.').next().is_some_and(is_year);
    let is_measured =
        !unit.is_empty() && !matches!(unit, "年" | "日" | "天" | "级" | "号" | "届" | "期" | "节" | "项" | "条");
    if digits.matches('.').count() != 2 || numeral.kind != NumeralKind::Unknown || is_date || !is_measured {
        return;
    }
    verdicts
        .wrong(numeral.range.clone(), format!("“{digits}”有两个小数点"), format!("{digits} has two decimal points"))
        .help("核对这个数；两个数粘在一起的，补上标点", "check the number; where two run together, put the mark back");
}

/// `增长8.7%2022年为38.9万亩`, `1560人2023年为…`: a year directly behind a quantity; and ages that swallowed a count.
fn glued_dates(reading: &Reading, verdicts: &mut Verdicts) {
    const SPANS: [&str; 9] = ["年", "个月", "月", "日", "天", "届", "级", "号", "期"];
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| m.has_unit()) {
        let rest = &text[mention.range.end..];
        let year = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_year = year == 4 && rest[4..].starts_with('年') && (rest.starts_with("19") || rest.starts_with("20"));
        let is_prose = reading.paragraphs[mention.paragraph].kind == ParagraphKind::Prose;
        // Nobody is older; 9219715岁 was 92197人，15岁.
        let is_too_old = mention.unit().name() == "岁" && mention.quantity.value() > 199.into();
        let is_glued = is_year && !SPANS.contains(&mention.unit().name()) && !mention.is_quoted;
        if !is_prose || !is_too_old && !is_glued {
            continue;
        }
        let end = if is_glued { mention.range.end + year + '年'.len_utf8() } else { mention.range.end };
        let printed = &text[mention.range.start..end];
        verdicts
            .wrong(
                mention.range.start..end,
                format!("“{printed}”是两个数粘在一起，中间缺标点或量词"),
                format!("{printed} is two numbers glued together: a mark or a measure word between them is missing"),
            )
            .help("补上丢掉的标点或量词，并核对两个数", "put back what was lost and check both numbers");
    }
}

/// `37265814人` in the text of a county, `1262315张床位`, `312648万条次`, `4.6万亿份`: nobody counts so many of it one by one.
fn too_many(reading: &Reading, verdicts: &mut Verdicts) {
    // 2050201项 of a budget is a code.
    const FEW: [&str; 11] = ["座", "所", "家", "处", "场", "期", "支", "起", "名", "村", "艘"];
    const COUNTED: [&str; 22] = [
        "份", "户", "人", "名", "人次", "户次", "家", "个", "件", "台", "辆", "张", "册", "条", "处", "项", "场",
        "条次", "件次", "台次", "批次", "座",
    ];
    for mention in reading.mentions.iter().filter(|m| m.has_unit() && !m.is_quoted) {
        let digits = reading.slice(&mention.digits);
        let unit = mention.unit().name();
        let scale = &reading.text()[mention.digits.end..mention.range.end];
        let whole = digits.split('.').next().unwrap_or(digits);
        if !whole.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let subject = reading.before(mention);
        let is_census =
            ["人口", "全国", "全省", "人次", "点击", "浏览", "阅读"].iter().any(|word| subject.contains(word));
        let is_bed = unit == "张" && reading.object(mention).starts_with("床");
        let has_two_scales = scale.starts_with("万亿") && COUNTED.contains(&unit);
        let is_run = mention.quantity.scale == Scale::One
            && digits.len() == whole.len()
            && !is_census
            && !digits.ends_with("000")
            && (matches!(unit, "人" | "名") && digits.len() >= 8
                || (FEW.contains(&unit) || is_bed) && digits.len() >= 7);
        let is_long = mention.quantity.scale == Scale::Wan && COUNTED.contains(&unit) && whole.len() >= 6 && !is_census;
        if !(has_two_scales || is_run || is_long) {
            continue;
        }
        let printed = reading.printed(mention);
        verdicts
            .doubt(
                mention.range.clone(),
                format!("“{printed}”大得不合常理，可能是两个数粘在一起，或多写了“万”“亿”"),
                format!(
                    "{printed} is more than anybody counts: two numbers may be glued together, or a scale is too much"
                ),
            )
            .help(
                "核对这个数：补上丢掉的标点、量词，或改正数量级",
                "check the number: a mark, a measure word or the scale",
            );
    }
}

/// `137416名` where the text has 137户 of the same thing: a measure word was lost, and two counts became one.
fn swallowed_households(reading: &Reading, verdicts: &mut Verdicts, persons: &Mention) {
    let digits = reading.slice(&persons.digits);
    let is_plain =
        digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit()) && persons.quantity.scale == Scale::One;
    if !is_plain {
        return;
    }
    let at = reading.mentions.partition_point(|m| m.range.start < persons.range.start);
    if let Some((households, each)) = household_split(reading, persons, at) {
        tell_households(reading, verdicts, persons, &households, &each);
        return;
    }
    let near = &reading.mentions[at.saturating_sub(12)..(at + 12).min(reading.mentions.len())];
    for households in near.iter().filter(|m| m.unit().name() == "户" && m.paragraph == persons.paragraph) {
        let count = reading.slice(&households.digits);
        let is_same_thing = share_a_word(reading.subject(persons), reading.before(households))
            || share_a_word(reading.object(persons), reading.object(households))
            || share_a_word(reading.subject(persons), reading.object(households))
            || households.sentence == persons.sentence;
        let Some(rest) = digits.strip_prefix(count).filter(|rest| count.len() >= 2 && !rest.starts_with('0')) else {
            continue;
        };
        let (Ok(households), Ok(each)) = (count.parse::<u64>(), rest.parse::<u64>()) else { continue };
        if !is_same_thing || each < households || each > households * 8 {
            continue;
        }
        tell_households(reading, verdicts, persons, count, rest);
        return;
    }
}

fn tell_households(reading: &Reading, verdicts: &mut Verdicts, persons: &Mention, count: &str, rest: &str) {
    let (printed, unit) = (reading.printed(persons), persons.unit().name());
    verdicts
        .wrong(
            persons.range.clone(),
            format!("“{printed}”丢了“户”：按前后文，应是{count}户{rest}{unit}"),
            format!("{printed} has lost 户: by what stands near it, {count}户{rest}{unit} is meant"),
        )
        .help("补上“户”，并核对两个数", "put 户 back and check both numbers");
}

/// `248010416人，户均4.2人`, `5171654人，其中308户…`: the one place where the digits fall into households and their people, said
/// by a size of households or by a part of the households in the sentence.
fn household_split(reading: &Reading, persons: &Mention, at: usize) -> Option<(String, String)> {
    let digits = reading.slice(&persons.digits);
    let splits = (2..digits.len() - 1).map(|i| digits.split_at(i)).filter(|(_, rest)| !rest.starts_with('0'));
    let splits: Vec<(u64, u64)> = splits
        .filter_map(|(count, rest)| Some((count.parse().ok()?, rest.parse().ok()?)))
        .filter(|(count, rest): &(u64, u64)| (3 * count / 2..=count * 6).contains(rest))
        .collect();
    let follow = reading.mentions[at + 1..].iter().take(3).take_while(|m| m.sentence == persons.sentence);
    for next in follow {
        let before = reading.before(next);
        let each = next.quantity.value();
        let fits = |(count, rest): &&(u64, u64)| {
            let (mean, printed) = (Decimal::from(*rest) / Decimal::from(*count), next.interval());
            printed.low.is_some_and(|low| low <= mean) && printed.high.is_some_and(|high| mean <= high)
        };
        let is_mean = before.ends_with("户均") && matches!(next.unit().name(), "人" | "名");
        let is_part = next.unit().name() == "户" && before.ends_with("其中") && digits.len() >= 7;
        let found = match (is_mean, is_part, splits.as_slice()) {
            (true, ..) => splits.iter().find(fits),
            (_, true, [only]) if Decimal::from(only.0) >= each => Some(only),
            _ => None,
        };
        if let Some((count, rest)) = found {
            return Some((count.to_string(), rest.to_string()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_number_that_swallowed_households_is_told() {
        expect(
            "glued-numbers",
            &[
                "新增监测对象137416名。对137户监测对象落实帮扶。",
                "排查出137户存在风险，识别监测对象137416名，全部落实帮扶。",
                "消除风险352户，涉及3521017人。",
                "新识别监测对象201户；新识别201639人均已帮扶。",
                "收入增长19.2%274个村。",
                "全县园区从业人员6380平均每家投产企业吸纳110人。",
                "医院有护士286其中主管护师74人。",
                "受理案件3462件结案3218件，结案率93%。",
                "抽检食品126批次合格124批次。",
                "全年用电量3.26亿千瓦时同比增长5.2%。",
                "抽检水样126份合格率98.4%。",
                "存栏生猪12600头出栏8600头。",
                "学校占地86亩建筑面积3.2万平方米。",
                "油菜种植面积1.2万亩亩产186公斤。",
                "水厂管网总长326公里新增用户3200户。",
                "供水量3260万吨售水量2860万吨。",
                "改造管网36.8公里漏损率下降2.1个百分点。",
                "城市书房增加到122022年只有5家。",
                "县级1个、乡镇级121—10月服务零工8万人次。",
                "面积扩大8.7%2022年为38.9万亩。",
                "培训教师1560人2023年为630人。",
                "0岁～14岁人口9219715岁～59岁人口312943人。",
                "搬迁安置248010416人，户均4.2人。",
                "滨江村共有5171654人，其中308户从事旅游。",
                "转移安置群众37265814人。",
                "养老床位达到1262315张床位。",
                "发送短信共计312648万条次。",
                "签订责任书4.6万亿份。",
                "水稻占43.4%玉米占35.4%，薯豆占21.1%。",
                "一般贸易出口增长5.2%机电产品出口增长3.1%。",
                "18人中，1人任校长3人任中层干部，14人任教师。",
                "全市有2人获一等奖5人获二等奖。",
                "累计贷出4600万元，惠及230户户均20万元。",
                "发放补贴，涉及1200人人均350元。",
                "全年出栏31.5万头新建高标准农田3.6万亩。",
                "上年总产量为21.35万吨，增长2.4%油料作物产量2.74万吨。",
                "监督检查1126户次，立案查处67同比增加15起，增长28.8%。",
                "新登记企业320较上年增加45家。",
                "合格率达到12.5.3%，有所提高。",
                "全镇共有党员1286名其中女党员312名。",
                "全市共有医院56家床位8620张，比上年增加320张。",
                "全县共有教师2486人学生28117人，趋于合理。",
                "截至年底，全市参保人数达58.7万人参保率98.2%。",
                "全年接待游客320万人次旅游收入15.6亿元。",
                "民主表决，到会代表4336人同意方案，同意率83.7%，才算定下来。",
                "其中，渔梁古城8.63万人次石龙峡漂流4.17万人次，翠屏山3.92万人次。",
                "分片看，东片520公里、西片530公里中片430公里。",
                "甲县投资3.2亿元，乙县投资2.1亿元丙县投资1.6亿元。",
                "处理责任人员164人次，包括党纪政务处分58人次诫勉和批评教育等组织处理106人次。",
                "企业法人4487个，占76.8%；机关法人612个，占10.5%社会团体和其他法人747个，占12.8%。",
            ],
            &[
                "全县137户存在风险，常住人口137416人次受益。",
                "识别监测对象137户416名。",
                "渔梁古城8.63万人次，石龙峡漂流4.17万人次，翠屏山3.92万人次。",
                "教师30人，其中男教师18人女教师12人。",
                "去年120人今年150人，明年180人。",
                "处理责任人员164人次，包括党纪政务处分58人次和诫勉等组织处理106人次。",
                "机关法人612个，占10.5%的单位集中在城区747个，占12.8%。",
                "由甲县的3户增加到乙县的5户，丙县2户。",
                "户籍人口13700人，其中脱贫户137户。",
                "搬迁25户，常住人口251200人。",
                "常住人口1654308人，户均2.6人。",
                "百岁老人最高龄118岁，增长8.7%，2022年为38.9万亩。",
                "参加第3届2023年年会，合同期5年2023年到期。",
                "常住人口248010人，其中城镇人口120000人。",
                "消除风险352户1017人。",
                "小区按收缴率分档：90%以上41个，80%～90%（不含）22个。",
                "共有12户，选派干部1299名。",
                "全市常住人口10323456人。",
                "全省共有学校12315所、学生1262315人。",
                "网络点击量312648万人次。",
                "完成投资218346万元，社会融资规模4.6万亿元。",
                "发放传单1262315份，收集图书1262315册。",
                "全年用电量1.2万亿千瓦时。",
                "带动200户户均增收3000元，全村120户户均4亩。",
                "前10%企业占75%，占比10%的企业占产值的60%。",
                "投资3亿元新建厂房5座，流转土地300亩新建大棚20座。",
                "每3人任选1人任组长，2人一组5人一队。",
                "指数为102同比提高3点，得分95较上年提高2分。",
                "到会代表4336人同意，参保率83.7%。",
                "同比增长5%环比增长3%。",
                "增长5%以上企业12家，增长8%的产品产量3万吨。",
                "查处67起，同比增加15起。",
                "共有56家医院8620张床位，教师2486人辅导学生28117人。",
                "全县326个村通电率100%，12家企业投资3亿元。",
                "年产值3.2亿元利润总额1200万元的企业落户。",
                "升级到2.0.1版，见1.2.3节，2023.6.1日起。",
                "选派干部126名驻村36个，新建学校12所新增学位3200个。",
            ],
        );
    }
}
