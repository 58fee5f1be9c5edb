//! `missing-measure-word`: a number that stands directly before a noun or at the end behind one, without 个, 家, 名 …: 新建12厂房,
//! 137监测对象, 4.28万有务工需求的人口. Nouns of people and households count themselves after 万 and in round numbers
//! (20万农户), and a bare number is right where it is a score, an index or a code.

use crate::audit::Verdicts;
use crate::reading::{Mention, ParagraphKind, Reading, is_han};

/// Things and places: always with a measure word.
const THINGS: [&str; 62] = [
    "厂房",
    "项目",
    "学校",
    "医院",
    "公园",
    "道路",
    "大棚",
    "桥梁",
    "车间",
    "岗位",
    "基地",
    "合作社",
    "家庭农场",
    "农场",
    "示范",
    "安置点",
    "帮扶车间",
    "卫生院",
    "卫生室",
    "幼儿园",
    "图书馆",
    "文化站",
    "服务站",
    "服务中心",
    "中心",
    "机构",
    "单位",
    "品牌",
    "问题",
    "线索",
    "隐患",
    "措施",
    "政策",
    "课题",
    "专利",
    "平台",
    "企业",
    "公司",
    "商户",
    "农贸",
    "水库",
    "泵站",
    "提灌站",
    "充电桩",
    "电站",
    "工程",
    "标段",
    "社区",
    "行政村",
    "自然村",
    "脱贫村",
    "重点村",
    "贫困村",
    "小区",
    "园区",
    "景区",
    "产业园",
    "活动",
    "会议",
    "案件",
    "专班",
    "工作队",
];
/// People and households: they count themselves after 万 and in round numbers.
const PEOPLE: [&str; 34] = [
    "监测对象",
    "对象",
    "脱贫户",
    "贫困户",
    "低保户",
    "监测户",
    "农户",
    "群众",
    "居民",
    "学生",
    "农民",
    "党员",
    "职工",
    "干部",
    "人口",
    "市民",
    "教师",
    "村民",
    "劳动力",
    "工人",
    "医生",
    "老人",
    "儿童",
    "残疾人",
    "志愿者",
    "网格员",
    "责任人",
    "第一书记",
    "驻村",
    "脱贫人口",
    "务工人员",
    "代表",
    "专家",
    "低收入",
];
/// Words before a noun: what they lead to is counted.
const ATTRIBUTES: [&str; 32] = [
    "脱贫",
    "困难",
    "贫困",
    "农村",
    "城镇",
    "易地",
    "搬迁",
    "残疾",
    "留守",
    "退役",
    "失业",
    "返乡",
    "重点",
    "新型",
    "规模",
    "龙头",
    "专业",
    "国家级",
    "特困",
    "孤寡",
    "基层",
    "创业",
    "工业",
    "农业",
    "民生",
    "重大",
    "标准",
    "绿色",
    "优质",
    "特色",
    "省级",
    "市级",
];
const VERBS: [&str; 13] = ["有", "已", "未", "因", "被", "经", "从事", "参加", "享受", "符合", "具备", "无", "存在"];
/// A measure word that is only the first character of a noun: 建设5项目.
const TORN: [(&str, &[&str]); 22] = [
    ("项", &["目"]),
    ("组", &["织"]),
    ("部", &["门"]),
    ("门", &["店"]),
    ("班", &["级"]),
    ("车", &["间"]),
    ("人", &["员", "才队", "才项"]),
    ("村", &["民", "庄", "集体", "级"]),
    ("家", &["庭"]),
    ("支", &["部", "队"]),
    ("场", &["馆"]),
    ("座", &["谈"]),
    ("市", &["场主体", "级", "直", "属"]),
    ("集", &["中安置", "体经济"]),
    ("个", &["体户", "体工商"]),
    ("户", &["主"]),
    ("名", &["师工作"]),
    ("县", &["级", "直", "属"]),
    ("省", &["级", "直", "属"]),
    ("乡", &["镇"]),
    ("区", &["级", "直", "属"]),
    ("处", &["级"]),
];
/// Names of rooms and buildings carry a number: 302会议室.
const ROOMS: [&str; 6] = ["会议室", "活动室", "会议厅", "室", "房", "教室"];
/// Words before a bare number that is no count.
const NO_COUNTS: [&str; 44] = [
    "第", "表", "图", "附件", "案例", "专栏", "得分", "评分", "总分", "均分", "指数", "系数", "数值", "值", "为", "是",
    "达", "达到", "到", "至", "从", "由", "比", "率", "度", "名", "位列", "排名", "位居", "前", "近", "编号", "代码",
    "邮编", "等于", "型", "类", "版", "号", "之", "或", "乘", "除以", "“",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, mention) in reading.mentions.iter().enumerate() {
        let is_prose = reading.paragraphs[mention.paragraph].kind == ParagraphKind::Prose;
        let next = reading.mentions.get(i + 1).filter(|n| n.range.start == mention.range.end);
        if !is_prose || mention.is_quoted || next.is_some() {
            continue;
        }
        let before = &reading.text()[mention.clause.start..mention.digits.start];
        let noun = match mention.has_unit() {
            true => torn_noun(reading, mention),
            false if NO_COUNTS.iter().any(|word| before.ends_with(word)) => None,
            false => counted_noun(reading, mention),
        };
        if let Some(noun) = noun {
            tell(reading, verdicts, mention, &noun);
        }
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, mention: &Mention, noun: &str) {
    let digits = &reading.text()[mention.digits.start..mention.range.end];
    verdicts
        .doubt(
            mention.range.clone(),
            format!("{digits}和“{noun}”之间缺量词或单位"),
            format!("a measure word or a unit is missing between {digits} and {noun}"),
        )
        .help("补上量词（个、名、户、家……），并核对这个数", "add the measure word and check the number");
}

/// The noun of which only the first character was taken for a measure word.
fn torn_noun(reading: &Reading, mention: &Mention) -> Option<String> {
    let unit = mention.unit().name();
    let (_, rests) = TORN.iter().find(|(first, _)| *first == unit)?;
    let after = reading.after(mention);
    let rest = rests.iter().find(|rest| after.starts_with(**rest))?;
    // 3户主动报名, 20人员工宿舍, 5村民主评议
    let goes_on = ["主动", "主要", "员工", "民主", "级别", "目标", "目的", "织密", "民族"]
        .iter()
        .any(|word| after.starts_with(word));
    (!goes_on).then(|| format!("{unit}{rest}"))
}

fn counted_noun(reading: &Reading, mention: &Mention) -> Option<String> {
    let after = reading.after(mention);
    let digits = &reading.text()[mention.digits.start..mention.range.end];
    let is_rough = digits.contains(|c| "万亿千百余多几".contains(c)) || digits.ends_with("00");
    let noun_in = |words: &[&'static str], text: &str| words.iter().find(|word| text.starts_with(**word)).copied();
    if ROOMS.iter().any(|room| after.starts_with(room)) {
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
    let noun = THINGS.iter().chain(&PEOPLE).find(|noun| before.ends_with(**noun))?;
    (ends && is_integer && !mention.upper.is_some()).then(|| noun.to_string())
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
                "今年，培训18村民。",
                "今年，走访42脱贫户。",
            ],
            &[
                "今年，86.7万农户受益。",
                "今年，为20.8万农村低收入人口投保。",
                "今年，300余贫困户脱贫。",
                "今年，发动5000群众参加。",
                "今年，满意度达95.5，指数为102.3。",
                "今年，得分98，排名第5。",
                "今年，逾期金额为0，控制较好。",
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
                "今年，流转土地1.2万亩。",
            ],
        );
    }
}
