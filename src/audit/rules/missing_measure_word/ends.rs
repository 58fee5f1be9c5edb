//! A number at the end of a clause whose unit is lost, where its name, its verb or the rest of the text says that it has one:
//! 户均面积约4.6，; 新增停车位1200，; 再招绣娘40， where the text has 绣娘216人; 6项中的4。; 每期不超过50。; 1342户4697，; 达到9万，比上年的7.5万亩增加. From a bare number to
//! the words beside it. Judges nothing.

use super::bare::CODES;
use super::words::COUNTING;
use super::{is_count, names_a_value};
use crate::model::Scale;
use crate::reading::{Mention, Reading, is_han};

/// What is measured, so that a number behind it has a unit.
const MEASURED: [&str; 49] = [
    "产后损失",
    "征收土地",
    "流转土地",
    "次均费用",
    "人均费用",
    "平均工资",
    "票价",
    "气温",
    "节水能力",
    "灌溉能力",
    "供水能力",
    "蓄水能力",
    "处理能力",
    "储备能力",
    "仓储能力",
    "耕地",
    "林地",
    "草地",
    "园地",
    "面积",
    "里程",
    "长度",
    "全长",
    "总长",
    "产量",
    "单产",
    "总产",
    "库容",
    "装机容量",
    "吞吐量",
    "货运量",
    "客运量",
    "发电量",
    "用电量",
    "用水量",
    "供水量",
    "排放量",
    "降水量",
    "降雨量",
    "蓄水量",
    "海拔",
    "户均",
    "人均",
    "亩均",
    "村均",
    "日均",
    "月均",
    "校均",
    "次均",
];
/// Verbs whose object is counted, besides [`COUNTING`].
const MAKING: [&str; 38] = [
    "发展", "建立", "设立", "成立", "开设", "受理", "下派", "吸纳", "巡查", "检查", "抽检", "出动", "打造", "创建",
    "招聘", "招收", "招录", "聘用", "配备", "购置", "开通", "处置", "调解", "化解", "排查", "整改", "接诊", "救助",
    "资助", "培育", "培养", "储备", "评选", "命名", "投放", "安装", "修建", "扩建",
];
/// Livestock is counted.
const HERDS: [&str; 3] = ["出栏", "存栏", "存笼"];

/// Among so many quantities before and behind one is looked for its noun.
const NEAR: usize = 300;

pub fn noun(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let behind = &reading.text()[mention.range.end..];
    if let Some(people) = people_of_whom(reading, at) {
        return Some(people);
    }
    if let Some(noun) = money(reading, mention).or_else(|| least_of_each(reading, mention)) {
        return Some(noun);
    }
    let is_plain = mention.upper.is_none() && !is_year(reading, mention) && !names_a_value(reading, mention);
    if !is_plain || !behind.starts_with(['，', '。', '；']) {
        return None;
    }
    let before = at.checked_sub(1).map(|i| &reading.mentions[i]).filter(|b| b.sentence == mention.sentence);
    measured(reading, mention)
        .or_else(|| out_of(reading, mention, before?))
        .or_else(|| grown_from(reading, mention, before?))
        .or_else(|| behind_another(reading, mention, before?))
        .or_else(|| of_whom_some(reading, mention, before?))
        .or_else(|| limit_of_each(reading, mention))
        .or_else(|| compared(reading, at))
        .or_else(|| made(reading, mention))
        .or_else(|| built(reading, mention))
        .or_else(|| dealt_with(reading, mention))
        .or_else(|| counted_elsewhere(reading, at))
}

fn is_year(reading: &Reading, mention: &Mention) -> bool {
    let digits = reading.slice(&mention.digits);
    digits.len() == 4 && ["19", "20"].iter().any(|start| digits.starts_with(start))
}

const BOUNDS: &str = "约达到为近超有共仅只";

/// The words before a number without adverbs: 户均面积约 gives 户均面积.
fn lead<'r>(reading: &'r Reading, mention: &Mention) -> &'r str {
    let words = reading.text()[mention.clause.start..mention.digits.start].trim_end_matches(|c| BOUNDS.contains(c));
    ["稳定在", "保持在", "控制在"].iter().find_map(|kept| words.strip_suffix(kept)).unwrap_or(words)
}

/// 户均面积约4.6，: a text that names its units once needs none here.
fn measured(reading: &Reading, mention: &Mention) -> Option<String> {
    let lead = lead(reading, mention);
    let name = MEASURED.iter().chain(&HERDS).find(|name| lead.ends_with(**name))?;
    // 游客日均3.2万: people are counted so.
    let is_of_people = name.ends_with('均') && mention.quantity.scale != Scale::One;
    let is_named_once = ["单位：", "单位:", "（万", "（亩", "（吨"].iter().any(|mark| reading.text().contains(mark));
    (!is_named_once && !is_of_people && reading.slice(&mention.digits) != "0").then(|| (*name).to_string())
}

/// 6项指标中的4。
fn out_of(reading: &Reading, mention: &Mention, before: &Mention) -> Option<String> {
    let is_part = reading.before(mention).ends_with("中的")
        && before.clause == mention.clause
        && before.unit().is_counted()
        && before.has_unit()
        && before.quantity.value() > mention.quantity.value();
    is_part.then(|| "其中的".to_string())
}

/// 由最初的12户发展到86，
fn grown_from(reading: &Reading, mention: &Mention, before: &Mention) -> Option<String> {
    const TO: [&str; 10] =
        ["发展到", "增加到", "减少到", "扩大到", "上升到", "下降到", "增至", "减至", "升至", "扩展到"];
    let between = &reading.text()[before.range.end..mention.range.start.max(before.range.end)];
    let is_counted = before.clause == mention.clause && before.has_unit() && before.unit().is_counted();
    let is_score = matches!(before.unit().name(), "分" | "点" | "位" | "度" | "名" | "级");
    (is_counted && !is_score && TO.contains(&between) && is_integer(reading, mention)).then(|| between.to_string())
}

/// 1342户4697，: two counts side by side, of which the first has its measure word.
fn behind_another(reading: &Reading, mention: &Mention, before: &Mention) -> Option<String> {
    const FIRST: [&str; 16] =
        ["户", "人", "名", "家", "个", "辆", "台", "件", "起", "项", "处", "场", "批", "栋", "艘", "头"];
    let touches = before.range.end == mention.range.start && FIRST.contains(&before.unit().name());
    (touches && mention.digit_count() >= 2 && is_integer(reading, mention)).then(|| reading.printed(before).to_string())
}

/// 监考人员652名，其中女性386。: some of the people before it.
fn of_whom_some(reading: &Reading, mention: &Mention, before: &Mention) -> Option<String> {
    let between = &reading.text()[before.range.end..mention.range.start.max(before.range.end)];
    let name = between.strip_prefix("，其中")?;
    let are_people = matches!(before.unit().name(), "人" | "名") && before.quantity.value() > mention.quantity.value();
    let is_name = (2..=6).contains(&name.chars().count()) && name.chars().all(is_han);
    (are_people && is_name && mention.digit_count() >= 2 && is_count(reading, mention)).then(|| name.to_string())
}

/// 每次不少于300社区负责管理: the measure word and the mark are lost.
fn least_of_each(reading: &Reading, mention: &Mention) -> Option<String> {
    let behind = reading.after(mention);
    let is_noun = behind.chars().take_while(|c| is_han(*c)).count() >= 4 && !behind.starts_with(['的', '到', '至']);
    let is_free = !mention.has_unit() && is_count(reading, mention) && !names_a_value(reading, mention);
    limit_of_each(reading, mention).filter(|_| is_noun && is_free)
}

/// 每期不超过50。
fn limit_of_each(reading: &Reading, mention: &Mention) -> Option<String> {
    const EACH: [&str; 12] =
        ["每期", "每班", "每场", "每次", "每组", "每批", "每村", "每镇", "每乡", "每县", "每校", "每户"];
    const LIMITS: [&str; 6] = ["不超过", "不少于", "不低于", "不多于", "至少", "最多"];
    let words = &reading.text()[mention.clause.start..mention.digits.start];
    let (head, limit) = LIMITS.iter().find_map(|limit| Some((words.strip_suffix(limit)?, *limit)))?;
    // 个人不超过5台，组织不超过20。
    let is_said_before = mention.quantity.bound.is_some()
        && reading.in_sentence(mention.sentence).iter().any(|m| {
            m.range.end <= mention.clause.start
                && m.unit().is_counted()
                && m.has_unit()
                && m.quantity.bound == mention.quantity.bound
        });
    let each = EACH.iter().find(|each| head.ends_with(**each)).copied().or(is_said_before.then_some(limit))?;
    is_integer(reading, mention).then(|| each.to_string())
}

/// 达到9万，比2023年的7.5万亩增加: people and money are said without a unit, land and goods are not.
fn compared(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let next = reading.mentions.get(at + 1).filter(|next| next.sentence == mention.sentence && next.has_unit())?;
    let between = &reading.text()[mention.range.end..next.range.start.max(mention.range.end)];
    let compares = ["，比", "，较"].iter().any(|word| between.starts_with(word)) && between.chars().count() <= 12;
    let has_scale = |m: &Mention| matches!(m.quantity.scale, Scale::Wan | Scale::Yi);
    let is_told = !matches!(next.unit().name(), "人" | "户" | "名" | "人次" | "元" | "%" | "个百分点" | "倍");
    (compares && has_scale(mention) && has_scale(next) && is_told).then(|| next.unit().name().to_string())
}

/// 新增停车位1200，; 召开镇长办公会23，
fn made(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = &reading.text()[mention.clause.start..mention.digits.start];
    let verb = |verb: &&str| words.rfind(*verb).map(|at| at + verb.len());
    let start = COUNTING.iter().chain(&MAKING).filter_map(verb).max()?;
    let noun = &words[start..];
    let is_name = (2..=10).contains(&noun.chars().count())
        && noun.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || "“”".contains(c));
    (is_name && is_thing(noun) && mention.digit_count() >= 2 && is_count(reading, mention)).then(|| noun.to_string())
}

/// 改扩建旅游厕所6。: what is built is counted, be there ever so few of it.
fn built(reading: &Reading, mention: &Mention) -> Option<String> {
    const BUILDING: [&str; 7] = ["新建", "改建", "扩建", "改造", "修建", "建成", "改扩建"];
    const BUILDINGS: &str = "所站场馆库园院桥亭厂塘井棚坝厕";
    let words = &reading.text()[mention.clause.start..mention.digits.start];
    let start = BUILDING.iter().filter_map(|verb| words.rfind(verb).map(|at| at + verb.len())).max()?;
    let noun = &words[start..];
    let is_building = (2..=8).contains(&noun.chars().count())
        && noun.chars().all(is_han)
        && noun.ends_with(|c| BUILDINGS.contains(c));
    (is_building && mention.digit_count() == 1 && is_count(reading, mention)).then(|| noun.to_string())
}

/// 责令改正31。: what was dealt with is counted, where the sentence has no other number without its unit.
fn dealt_with(reading: &Reading, mention: &Mention) -> Option<String> {
    const DEALT: [&str; 16] = [
        "处理处分",
        "党纪政务处分",
        "批评教育",
        "移送司法机关",
        "责令改正",
        "责令整改",
        "立案查处",
        "立案",
        "查处",
        "整改",
        "办结",
        "审结",
        "化解",
        "约谈",
        "取缔",
        "关停",
    ];
    let words = reading.before(mention);
    let verb = DEALT.iter().find(|verb| words.ends_with(**verb) && !words.ends_with("率"))?;
    let sentence = &reading.sentences[mention.sentence].range;
    let is_only = reading.between(sentence).iter().all(|m| m.has_unit() || m.range == mention.range);
    let ends = reading.text()[mention.range.end..].starts_with(['。', '；']);
    (ends && is_only && mention.digit_count() >= 2 && is_count(reading, mention)).then(|| (*verb).to_string())
}

/// 高校毕业生2046，已就业1933人: fewer people of the same right behind it.
fn people_of_whom(reading: &Reading, at: usize) -> Option<String> {
    const OF_WHOM: [&str; 6] = ["已", "其中", "实际", "尚有", "现已", "仍有"];
    const PEOPLE: [&str; 16] = [
        "生",
        "人员",
        "职工",
        "员工",
        "学员",
        "群众",
        "村民",
        "居民",
        "党员",
        "干部",
        "教师",
        "老人",
        "儿童",
        "劳动力",
        "农民工",
        "军人",
    ];
    let mention = &reading.mentions[at];
    let next = reading.mentions.get(at + 1).filter(|next| matches!(next.unit().name(), "人" | "名"))?;
    let between = reading.text()[mention.range.end..next.range.start.max(mention.range.end)].strip_prefix('，')?;
    let words = &reading.text()[mention.clause.start..mention.digits.start];
    let name = PEOPLE.iter().find(|name| words.ends_with(**name))?;
    let is_part = OF_WHOM.iter().any(|word| between.starts_with(word))
        && between.chars().all(is_han)
        && between.chars().count() <= 12
        && next.quantity.value() < mention.quantity.value();
    let is_whole = !mention.has_unit() && mention.upper.is_none() && mention.digit_count() >= 2;
    (is_part && is_whole && is_integer(reading, mention)).then(|| (*name).to_string())
}

/// 再招绣娘40，: the text counts 绣娘 elsewhere with a measure word.
fn counted_elsewhere(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let words = &reading.text()[mention.clause.start..mention.digits.start];
    let noun = &words[words.char_indices().rev().nth(1)?.0..];
    let is_name = noun.chars().all(is_han) && is_thing(noun);
    if !is_name || mention.digit_count() < 2 || !is_count(reading, mention) {
        return None;
    }
    let counts = |m: &&Mention| {
        m.has_unit()
            && m.unit().is_counted()
            && m.change.is_none()
            && (reading.subject(m).ends_with(noun) || reading.object(m).starts_with(noun))
    };
    let near = &reading.mentions[at.saturating_sub(NEAR)..(at + NEAR).min(reading.mentions.len())];
    near.iter().find(counts).map(|_| noun.to_string())
}

/// 公务接待费17万元；因公出国（境）费0，: an amount of money, where the sentence says its others in 元.
fn money(reading: &Reading, mention: &Mention) -> Option<String> {
    const MONEY: [&str; 13] =
        ["待遇", "费", "费用", "经费", "支出", "收入", "补贴", "奖金", "税款", "利润", "结余", "罚款", "补助"];
    let text = reading.text();
    let name = MONEY.iter().find(|name| text[..mention.digits.start].ends_with(**name))?;
    let ends = text[mention.range.end..].starts_with(['，', '。', '；', '、']);
    let is_bare = !mention.has_unit() && mention.upper.is_none() && mention.quantity.scale == Scale::One;
    let sentence = &reading.sentences[mention.sentence].range;
    let is_money = |m: &Mention| m.range != mention.range && matches!(m.unit().name(), "元");
    let others = reading.between(sentence).iter().filter(|m| is_money(m)).count();
    (ends && is_bare && others >= 2 && !is_year(reading, mention)).then(|| (*name).to_string())
}

/// No code, no number of something, no verb and no bound.
fn is_thing(noun: &str) -> bool {
    const OTHERS: &str = "数量额率度值第号线路约到至达为近超比版型期级是于有共";
    !noun.ends_with(|c| OTHERS.contains(c)) && !CODES.iter().any(|code| noun.ends_with(code))
}

fn is_integer(reading: &Reading, mention: &Mention) -> bool {
    mention.digits.end == mention.range.end && reading.slice(&mention.digits).bytes().all(|b| b.is_ascii_digit())
}
