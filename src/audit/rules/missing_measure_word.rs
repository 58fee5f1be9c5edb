//! `missing-measure-word`: a number that stands directly before a noun or at the end behind one, without 个, 家, 名 …: 新建12厂房,
//! 137监测对象, 4.28万有务工需求的人口. Nouns of people and households count themselves after 万 and in round numbers
//! (20万农户), and a bare number is right where it is a score, an index or a code.

mod bare;
mod ends;
mod places;
mod rows;
mod words;

use crate::audit::Verdicts;
use crate::reading::{Mention, ParagraphKind, Reading, is_han, measure_word};
use words::*;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let places = places::Counted::of(reading);
    for (i, mention) in reading.mentions.iter().enumerate() {
        let is_prose = reading.paragraphs[mention.paragraph].kind == ParagraphKind::Prose;
        let next = reading.mentions.get(i + 1).filter(|n| n.range.start == mention.range.end);
        let goes_on = i.checked_sub(1).is_some_and(|before| places::goes_on(&reading.mentions[before], mention));
        if !is_prose || mention.is_quoted || next.is_some() || goes_on {
            continue;
        }
        let before = &reading.text()[mention.clause.start..mention.digits.start];
        // 成绩47秒86, 1是中心、3是驿站: of a time, and of a formula that is explained.
        let is_explained = mention.digits.len() == 1 && reading.after(mention).starts_with('是');
        if before.ends_with(['秒', '″', '′']) || is_explained {
            continue;
        }
        let noun = match mention.has_unit() {
            true => torn_noun(reading, mention).or_else(|| places::noun(reading, i, &places)),
            false if becomes_a_count(reading, i) || is_reckoned_with(reading, mention) => {
                Some(opening(reading.after(mention)))
            }
            false if let Some(noun) = ends::noun(reading, i) => Some(noun),
            false if NO_COUNTS.iter().any(|word| before.ends_with(word)) && !is_item(before) && !is_deed(before) => {
                None
            }
            false => counted_noun(reading, mention)
                .or_else(|| count_before_a_word(reading, mention))
                .or_else(|| rows::noun(reading, i))
                .or_else(|| bare::noun(reading, i)),
        };
        if let Some(noun) = noun {
            tell(reading, verdicts, mention, &noun);
        }
    }
}

/// 一是5基层社经营能力弱: 是 belongs to the number of the item.
fn is_item(before: &str) -> bool {
    before.strip_suffix('是').is_some_and(|head| head.ends_with(['一', '二', '三', '四', '五', '六']))
}

/// 违法行为746: 为 belongs to the noun.
fn is_deed(before: &str) -> bool {
    before.ends_with("行为")
}

/// Whether a number is a count that only lacks its measure word: no code, no year, no value.
pub fn is_free_count(reading: &Reading, mention: &Mention) -> bool {
    !mention.has_unit() && is_count(reading, mention) && !names_a_value(reading, mention)
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, noun: &str) {
    let digits = &reading.text()[mention.digits.start..mention.range.end];
    verdicts
        .doubt(
            mention.range.clone(),
            format!("“{noun}”和{digits}一处缺量词或单位"),
            format!("a measure word or a unit is missing where {noun} and {digits} meet"),
        )
        .help("补上量词（个、名、户、家……），并核对这个数", "add the measure word and check the number");
}

/// The noun of which only the first character was taken for a measure word.
fn torn_noun(reading: &Reading, mention: &Mention) -> Option<String> {
    let unit = mention.unit().name();
    let (_, rests) = TORN.iter().find(|(first, _)| *first == unit)?;
    let after = reading.after(mention);
    // 教育部等10部门: said so in titles of documents.
    let lead = reading.before(mention);
    // 应急、住建、交通、市场监管4部门
    let closes_a_list = unit == "部" && (lead.contains('、') || reading.text()[..mention.clause.start].ends_with('、'));
    if lead.ends_with('等') || closes_a_list {
        return None;
    }
    let rest = rests.iter().find(|rest| after.starts_with(**rest))?;
    // 3户主动报名, 20人员工宿舍, 5村民主评议
    let goes_on = [
        "队伍", "主动", "主要", "员工", "民主", "级别", "目标", "目的", "织密", "民族", "庭院", "部队", "店铺", "村里",
        "表示",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    let printed = &reading.text()[mention.digits.start..mention.range.end];
    let is_people = ["众", "象", "员", "民", "表"].contains(rest);
    let is_rough = reading.slice(&mention.digits).ends_with("00") || printed.contains(['万', '亿', '余', '多']);
    // 红细胞4.36万单位: a unit of blood.
    if is_rough && unit == "单" {
        return None;
    }
    (!(goes_on || is_people && is_rough)).then(|| format!("{unit}{rest}"))
}

fn counted_noun(reading: &Reading, mention: &Mention) -> Option<String> {
    let after = reading.after(mention);
    let digits = &reading.text()[mention.digits.start..mention.range.end];
    let is_rough = digits.contains(|c| "万亿千百余多几".contains(c)) || digits.ends_with("00");
    let noun_in = |words: &[&'static str], text: &str| words.iter().find(|word| text.starts_with(**word)).copied();
    // 1236工程 is the name of a policy, 301医院 that of a hospital.
    let is_policy = ["工程", "医院"].iter().any(|word| after.starts_with(word)) && mention.digits.len() >= 3;
    if is_policy || ROOMS.iter().any(|room| after.starts_with(room)) {
        return None;
    }
    if let Some(noun) = noun_in(&THINGS, after) {
        // 10万企业 and 300余项目 are said; 万元 and the like were units.
        return (!is_rough).then(|| noun.to_string());
    }
    if let Some(noun) = noun_in(&PEOPLE, after) {
        return (!is_rough).then(|| noun.to_string());
    }
    if let Some(word) = noun_in(&VERBS, after) {
        return clause_noun(after, 16).filter(|_| after.contains('的') || word == "有").map(|_| opening(after));
    }
    if noun_in(&ATTRIBUTES, after).is_some() && !is_rough {
        return clause_noun(after, 10).map(|_| opening(after));
    }
    bare_end(reading, mention, after)
}

/// 由86增加到97家, 为目标7200的102.5%: a count that becomes another one with a measure word, or of which so much is said.
fn becomes_a_count(reading: &Reading, at: usize) -> bool {
    const RATED: [&str; 5] = ["分", "点", "位", "度", "名"];
    let mention = &reading.mentions[at];
    let after = reading.after(mention);
    let Some(next) = reading.mentions.get(at + 1).filter(|n| n.sentence == mention.sentence && n.has_unit()) else {
        return false;
    };
    let between = &reading.text()[mention.range.end..next.range.start.max(mention.range.end)];
    let is_short = between.chars().count() <= 8 && !next.is_points();
    let unit = next.unit().name();
    let is_of =
        after.starts_with('的') && matches!(between, "的" | "的约" | "的近") && (next.is_percent() || unit == "倍");
    let is_step = BECOMES.iter().any(|verb| after.starts_with(verb))
        && unit != "倍"
        && (!RATED.contains(&unit) || unit == "名" && !names_a_value(reading, mention));
    is_short && is_count(reading, mention) && !names_a_value(reading, mention) && (is_of || is_step)
}

/// 平均每个站点（按170计）办理556件: what is reckoned with is so many of something.
fn is_reckoned_with(reading: &Reading, mention: &Mention) -> bool {
    let is_said = reading.before(mention) == "按"
        && ["计）", "计算", "计，"].iter().any(|word| reading.text()[mention.range.end..].starts_with(word));
    is_said
        && is_count(reading, mention)
        && mention.digits.len() >= 2
        && !matches!(reading.slice(&mention.digits), "100" | "1000")
}

/// A whole number of two digits or more in Arabic digits that is no code and no year.
fn is_count(reading: &Reading, mention: &Mention) -> bool {
    let digits = reading.slice(&mention.digits);
    let text = reading.text();
    let before = text[..mention.digits.start].trim_end();
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_code =
        matches!(digits, "110" | "112" | "114" | "117" | "119" | "120" | "121" | "122" | "211" | "985" | "863")
            || digits.len() == 5 && SERVICES.iter().any(|start| digits.starts_with(start));
    mention.digits.end == mention.range.end
        && mention.upper.is_none()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0')
        && !is_year
        && !is_code
        && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "+＋×-—－/·.．=第~～〔[".contains(c))
        && !before.strip_suffix([':', '：', '、']).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
}

fn names_a_value(reading: &Reading, mention: &Mention) -> bool {
    let before = &reading.text()[mention.clause.start..mention.digits.start];
    VALUES.iter().any(|word| before.contains(word))
}

/// 46收购网点, 5符合进度: a whole number and a word of which neither is a name.
fn count_before_a_word(reading: &Reading, mention: &Mention) -> Option<String> {
    let after = reading.after(mention);
    // 30来人: about thirty.
    if after.strip_prefix('来').is_some_and(|counted| !measure_word(counted).is_empty()) {
        return None;
    }
    let first = after.chars().next().filter(|c| is_han(*c))?;
    if counts_by_itself(reading, first, &after[first.len_utf8()..]) {
        return None;
    }
    let is_name = COUNT_THEMSELVES.contains(first)
        || BEHIND_NAMES.iter().any(|word| after.starts_with(word))
        || ROOMS.iter().any(|room| after.starts_with(room))
        || after.chars().take(10).collect::<String>().contains("热线");
    let before = reading.before(mention);
    let is_listed = before.ends_with(['等', '的']) && after.starts_with('的');
    let is_free = is_count(reading, mention) && !names_a_value(reading, mention);
    (is_free && !is_name && !is_listed).then(|| opening(after))
}

/// 闸门3扇，, 修复1140叶，其中2021年286叶: one character between a number and a mark is a measure word, be it ever so rare.
fn counts_by_itself(reading: &Reading, first: char, behind: &str) -> bool {
    let text = reading.text();
    let is_counted = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit());
    let stands_alone = |rest: &str| !rest.starts_with(is_han);
    let ends = |at: usize| stands_alone(&text[at + first.len_utf8()..]);
    stands_alone(behind) || text.match_indices(first).filter(|(at, _)| is_counted(*at) && ends(*at)).count() >= 2
}

/// A noun of people, households or things among the first characters.
fn clause_noun(after: &str, within: usize) -> Option<&'static str> {
    let end = after.char_indices().nth(within).map_or(after.len(), |(i, _)| i);
    PEOPLE.iter().chain(&THINGS).find(|noun| after[..end].contains(**noun)).copied()
}

fn opening(after: &str) -> String {
    after.chars().take_while(|c| is_han(*c)).take(6).collect()
}

/// 新建提灌站9。: an integer at the end of a clause behind the noun that it counts.
fn bare_end(reading: &Reading, mention: &Mention, after: &str) -> Option<String> {
    let text = reading.text();
    let digits = reading.slice(&mention.digits);
    let ends = after.is_empty() && text[mention.range.end..].starts_with(['，', '。', '；']);
    let is_integer =
        mention.digits.end == mention.range.end && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "0";
    let before = &text[mention.clause.start..mention.digits.start];
    const PLACED: [&str; 3] = ["新增就业", "再就业", "转移就业"];
    let nouns = THINGS.iter().chain(&PEOPLE).chain(&COUNTING).chain(&PLACED);
    let noun = nouns.into_iter().find(|noun| before.ends_with(**noun))?;
    (ends && is_integer && mention.upper.is_none()).then(|| noun.to_string())
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn numbers_need_measure_words() {
        expect(
            "missing-measure-word",
            &[
                "全县4.28万有务工需求的脱贫人口，全部就业。",
                "今年，全市新建12厂房。",
                "今年，对137监测对象落实帮扶。",
                "今年，建设5项目。",
                "今年，建成13集中安置点。",
                "今年，成立8工作队。",
                "今年，对2342已消除风险的监测对象回访。",
                "今年，35市级领导包联。",
                "今年，新建提灌站9，改造一批。",
                "今年，认定3省级示范社。",
                "今年，协会覆盖8340，户户有证。",
                "今年，培训18村民。",
                "今年，走访42脱贫户。",
                "全市46收购网点实行代收服务。",
                "规模以上工业企业由86增加到97家。",
                "比改革前的214减少28名。",
                "新增学位7380个，为年度目标7200的102.5%。",
                "评估结论：4项已达标，5符合进度。",
                "全县18乡镇全部通车。",
                "剩下的13务必完工。",
                "分布在11教学点。",
                "不会用手机办的有138表示理解。",
                "一是5基层社经营能力弱。",
                "派出9个工作组、54农技人员下村。",
                "全市18国控断面达标。",
                "全县4国有林场改革到位。",
                "水口村有312种茶的农户。",
                "收购网点57个，配备烘干机43、输送机128台。",
                "新纳入311户，其中低保214户、低保边缘家庭97；清退186户。",
                "人均茶叶收入5860元，同比增加420，增长7.7%。",
                "老街启动保护更新，总投资3.2亿，分三期推进。",
                "落实乡镇监管员48名、村级协管员256，覆盖16个乡镇。",
                "建成互助养老点86和社区养老服务站12个。",
                "其中电工班18期、育婴班16、电商班20期。",
                "配备风力灭火机420、灭火水枪680支。",
                "计划23个，开工19，完工7个。",
                "建成机井32眼、泵站16，整修渠道。",
                "全县186个村开通公交，其中67村新建站台。",
                "下设3个街道、12镇、5个乡。",
                "平均每个站点（按170计）办理556件。",
                "覆盖630村（社区）的网格全部建成。",
                "开展宣传活动268场，发放资料5.3万，受教育群众11.6万人次。",
                "苗种病害损失每年约4600万，加工率不足8%。",
                "流动检测车辆19864，查处超限412台次，超限率2.1%。",
                "失业人员再就业624人，就业困难人员就业231，城镇登记失业率3.1%。",
                "全年城镇新增就业8640，年末城镇登记失业率3.1%。",
                "参与门店1140，其中县域513家。",
                "销往76国家和地区，其中共建国家48个。",
                "县级医院下派医师68，累计驻点1.24万天。",
                "受理投诉24件，办结24，满意率95.8%。",
                "有2760户种脆李，种植户户均面积约4.6。",
                "播种面积稳定在42.5万，产量17.2万吨。",
                "县里已投入680万元，新增停车位1200，新建厕所14座。",
                "全年召开镇长办公会23，研究议题118个。",
                "锦绣坊有绣娘216人。再招绣娘40，重点招妇女。",
                "只完成了6项指标中的4。",
                "全年送训下乡60期，每期不超过50。",
                "累计纳入监测对象1342户4697，户均3.5人。",
                "扩大粮改饲，2024年达到9万，比2023年的7.5万亩增加1.5万亩。",
                "存栏28头，去年出栏16，每头卖14500元。",
                "查处“两客一危”违法行为746超限超载车辆2381辆。",
                "首剂接种12152接种率98.0%。",
                "现有耕地3.2万，人均1.1亩。",
                "养殖户由最初的12户发展到86，存栏3.2万只。",
                "全年受理群众来信来访1286，办结率98%。",
                "应届高校毕业生2046，已就业1933人，就业率94.5%。",
                "排查返乡人员350，其中脱贫人员120人。",
                "新增临时车位800个，改扩建旅游厕所6，并探索分时预约。",
                "新建养老服务站4，配备人员12名。",
                "清淤沟渠1480公里，年新增节水能力620万。与上年相比有所提高。",
                "日新增污水处理能力3.5万，覆盖6个镇。",
                "极端最高气温40.8，极端最低气温-3.2℃。",
                "全年发放贷款3.2，惠及农户1286户。",
                "排查隐患326处，整改298，整改率91.4%。",
                "公务接待费17万元，减少8万元；因公出国（境）费0，与上年持平。",
                "图书每季度轮换一次，每次不少于300社区负责日常管理。",
                "培训支出3.6万元，差旅费2.4，会议费1.2万元。",
            ],
            &[],
        );
    }

    #[test]
    fn names_values_and_codes_need_none() {
        expect(
            "missing-measure-word",
            &[],
            &[
                "今年，86.7万农户受益。",
                "按照建设方案3，新建厂房6座，建成变电站，投资2亿元。",
                "考场编号2046，已到场30人，指数为86，已超全省。",
                "年接待能力620万，从业2万人。",
                "2046名毕业生，已就业1933人。",
                "极端最高气温40.8℃，新建厕所6座，节水能力620万立方米。",
                "指数为102，比上年提高14，企业12家。",
                "甲队得分95、乙队得分93，共参赛12支。",
                "12、13栋住户38户，全部搬迁。",
                "全省常住人口3.2亿，城镇人口2.1亿。",
                "编号12、13的两台机器由3人看管。",
                "参会单位12个、“学习强国”平台学员3.2万，成绩良好。",
                "今年，为20.8万农村低收入人口投保。",
                "今年，300余贫困户脱贫。",
                "今年，发动5000群众参加。",
                "今年，满意度达95.5，指数为102.3。",
                "今年，得分98，排名第5。",
                "今年，逾期金额为0，控制较好。",
                "更换闸门3扇，翻修门窗12樘，添置桌椅36副。",
                "三年共修复古籍1140叶，其中2021年286叶、2022年374叶。",
                "诊治骨折患者开出膏药126帖，熬制汤药2600剂。",
                "公务接待费17万元，减少8万元；因公出国（境）费0元，与上年持平。",
                "今年，系数由0.52提高到0.61。",
                "今年，2/3以上企业达标。",
                "今年，10万企业受益。",
                "今年，12个厂房建成。",
                "今年，5项目标完成。",
                "今年，3户主动报名。",
                "今年，按照“1+42”构架编制方案。",
                "今年，“12项目”机制见效。",
                "今年，共有10—15人参加。",
                "今天，在302会议室开会。",
                "第3项目部，今年开工。",
                "教育部等5部门印发通知。",
                "12345热线受理诉求，110接报警情，119火警电话开通。",
                "今年，累计92讲，5金3银，2室1厅。",
                "沿318国道前行，到301医院就诊。",
                "指数由102增加到103，得分比上年的92提高3分。",
                "收入比值由3比1变为5比2。",
                "按6、5、4、3、2、1计分。",
                "实施1236工程，ISO9001认证通过，K12教育起步。",
                "2024中国农民丰收节开幕，7、8两月多雨。",
                "车队由8辆到10辆，3户户有证。",
                "今年，流转土地1.2万亩。",
                "今年，3省12县的42支队伍参赛。",
                "“1+3+N”矩阵中，1是中心，3是3个驿站。",
                "男子400米以47秒86夺冠。",
                "供应红细胞4.36万单位、血浆428万毫升、血小板5240治疗量。",
                "在市政务中心4楼发布厅召开。",
                "12大项作业类型全部休渔。",
                "凭借2球锁定胜局。",
                "他得到12分、篮板8、助攻5次。",
                "经过国道318、省道5条。",
                "消费价格指数102、企业3家。",
                "沿途设站点12个、改造公交线路16，18路2条。",
                "12镇42村全部完成改造。",
                "全市9县（市、区）全部达标。",
                "水温38摄氏度上下，温差有17摄氏度。",
                "景区游客日均3.2万，粉丝从3万涨到12万。",
                "全市常住人口达到9万，比上年的8.5万人增加。",
                "单位：亩。户均面积4.6，村均面积320。",
                "新建国道318，发展绿色通道G60。",
                "召开会议部署2024，新增指数102。",
                "个头1米75，跑完5公里30分20，时速60。",
                "二选其中的1，三取其中的2。",
                "得分216分。再得分40，夺冠。",
                "受理12345热线诉求，拨打95598，求助12110。",
                "全县186个村开通公交，3村联建试点启动。",
            ],
        );
    }
}
