//! `unit-misfit`: a unit or a scale that what is counted cannot have: 面积由13.2公里, 改造户厕462人, 追回基金5420万人, 产量17.2万顿; a whole
//! that is smaller than its part by scale alone (总投资1486万元，年度计划投资312亿元). Words that name a reason or a place (因缺资金120户, 乡村学校120人)
//! count other things and are left alone.

mod scales;

use crate::audit::Verdicts;
use crate::model::Scale;
use crate::reading::{Mention, ParagraphKind, Reading};

/// What is measured in one way, and units in which it cannot be.
const MEASURED: [(&[&str], &[&str]); 15] = [
    (&["农田", "耕地"], &["吨", "公里", "人", "名", "头", "辆", "件"]),
    (&["机动车", "汽车"], &["亩", "公里", "平方米", "头", "吨"]),
    (&["苗木", "树木", "玉米", "水稻", "小麦", "大豆", "油菜"], &["公里", "平方公里", "人次"]),
    (&["图书", "资料", "宣传册"], &["亩", "公里", "头", "公顷"]),
    (&["参会人员", "从业人员", "工作人员", "志愿者"], &["吨", "亩", "平方米", "座", "公顷"]),
    (&["常住人口", "户籍人口", "总人口"], &["元", "吨", "亩", "公里", "头", "台", "辆", "平方米"]),
    (&["出栏", "存栏"], &["人", "名", "元", "亩", "公里", "吨", "平方米", "户"]),
    (&["产量", "总产", "单产"], &["亩", "公顷", "公里", "人", "户", "平方米"]),
    (
        &[
            "覆盖率",
            "合格率",
            "入学率",
            "就业率",
            "参保率",
            "满意率",
            "完成率",
            "普及率",
            "使用率",
            "办结率",
            "优良率",
            "入住率",
            "城镇化率",
            "成活率",
            "接种率",
            "签约率",
            "占有率",
            "普惠率",
            "开工率",
        ],
        &["人", "名", "户", "个", "家", "元", "吨", "亩", "公里", "件", "项", "所", "座", "平方米"],
    ),
    (&["降水量", "降雨量"], &["元", "人", "吨", "亩", "公里", "户", "公斤", "毫升"]),
    (
        &["学生", "教师", "医生", "干部", "职工", "党员", "群众", "村民", "老人", "游客", "婴幼儿"],
        &["所", "座", "公里", "平方米", "艘", "平方公里"],
    ),
    (
        &["面积"],
        &[
            "公里",
            "千米",
            "米",
            "人",
            "名",
            "人次",
            "元",
            "吨",
            "公斤",
            "千克",
            "立方米",
            "千瓦",
            "辆",
            "台",
            "头",
            "只",
            "顿",
        ],
    ),
    (
        &["里程", "全长", "总长", "总长度"],
        &["平方米", "平方公里", "亩", "公顷", "立方米", "人", "名", "户", "元", "吨", "公斤", "头", "辆"],
    ),
    (
        &["总投资", "投资额", "金额", "总额", "产值", "增加值", "余额", "结余", "保费", "税收", "利润"],
        &["人", "名", "人次", "户", "吨", "公里", "米", "亩", "平方米", "头", "只", "辆", "台", "所", "顿", "岁"],
    ),
    (&["平均班额", "校均班额"], &["所", "个", "班", "户", "元", "件", "项", "处", "家", "座", "间", "亩"]),
];
/// Money that people and households are counted for where the number is small: 发放补助资金320人次.
const FUNDS: [&str; 3] = ["基金", "资金", "贷款"];
/// Things that nobody works or lives in: so many people of them are none.
const FACILITIES: [&str; 34] = [
    "运动场",
    "操场",
    "球场",
    "泵站",
    "山塘",
    "水库",
    "涵洞",
    "教学楼",
    "厂房",
    "校舍",
    "户厕",
    "公厕",
    "厕所",
    "旱厕",
    "车位",
    "停车位",
    "泊位",
    "路灯",
    "充电桩",
    "管网",
    "渠道",
    "机井",
    "桥梁",
    "危桥",
    "围墙",
    "电梯",
    "大棚",
    "冷库",
    "水窖",
    "蓄水池",
    "基站",
    "楼栋",
    "护栏",
    "垃圾箱",
];
/// What is built by length.
const LINES: [&str; 8] = ["公路", "道路", "水渠", "管网", "管道", "绿道", "步道", "护栏"];
const NO_LENGTHS: [&str; 8] = ["亩", "公顷", "吨", "人", "名", "头", "辆", "平方公里"];
const MAKING: [&str; 10] = ["改造", "新建", "建成", "新增", "修建", "安装", "维修", "加装", "改建", "整治"];
const BOUNDS: &str = "由从约达到为近超共仅只有";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, mention) in reading.mentions.iter().enumerate() {
        // 覆盖率19.2%274个: what is glued has lost its own words.
        if i > 0 && reading.mentions[i - 1].range.end == mention.range.start {
            continue;
        }
        let is_prose = reading.paragraphs[mention.paragraph].kind == ParagraphKind::Prose;
        if !is_prose || mention.is_quoted || !mention.has_unit() {
            continue;
        }
        if let Some(name) = misfit(reading, mention) {
            let (printed, unit) = (reading.printed(mention), mention.unit().name());
            verdicts
                .wrong(
                    mention.range.clone(),
                    format!("“{name}”不能用“{unit}”计：{printed}"),
                    format!("{name} is not counted in {unit}: {printed}"),
                )
                .help("核对量词或单位", "check the measure word or the unit");
        }
    }
    tons(reading, verdicts);
    scales::check(reading, verdicts);
}

/// The name right before a number that cannot have its unit.
fn misfit(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = reading.subject(mention).trim_end_matches(|c| BOUNDS.contains(c));
    let unit = mention.unit().name();
    for (names, units) in MEASURED {
        if let Some(name) = names.iter().find(|name| words.ends_with(**name)) {
            return units.contains(&unit).then(|| (*name).to_string());
        }
    }
    let is_persons = matches!(unit, "人" | "名" | "人次" | "户");
    if let Some(fund) = FUNDS.iter().find(|fund| words.ends_with(**fund)) {
        let is_large = matches!(mention.quantity.scale, Scale::Wan | Scale::Yi);
        let is_reason = words.contains(['缺', '因', '无']) || reading.after(mention).starts_with(['的', '次']);
        return (is_persons && is_large && !is_reason).then(|| (*fund).to_string());
    }
    let is_made = MAKING.iter().any(|verb| words.contains(verb));
    if let Some(line) = LINES.iter().find(|line| words.ends_with(**line)).filter(|_| NO_LENGTHS.contains(&unit)) {
        return is_made.then(|| (*line).to_string());
    }
    let facility =
        FACILITIES.iter().filter(|facility| words.ends_with(**facility)).max_by_key(|facility| facility.len())?;
    (is_made && is_persons && unit != "户").then(|| (*facility).to_string())
}

/// 产量17.2万顿: meals are counted so, goods are weighed in 吨.
fn tons(reading: &Reading, verdicts: &mut Verdicts) {
    const MEALS: [&str; 5] = ["餐", "饭", "粥", "膳", "伙食"];
    const WEIGHED: [&str; 10] = ["产量", "总产", "单产", "吞吐量", "货运量", "排放量", "库存", "储量", "销量", "运量"];
    let text = reading.text();
    for numeral in &reading.numerals {
        let rest = &text[numeral.range.end..];
        let counted = rest.trim_start_matches(['余', '多']).trim_start_matches(['万', '亿']);
        let Some(behind) = counted.strip_prefix('顿') else { continue };
        let sentence = &reading.sentences[reading.sentence_at(numeral.range.start)].range;
        let is_of_meals = MEALS.iter().any(|meal| reading.slice(sentence).contains(meal));
        let lead =
            text[sentence.start.min(numeral.range.start)..numeral.range.start].trim_end_matches(|c| BOUNDS.contains(c));
        let is_weighed = WEIGHED.iter().any(|word| lead.ends_with(word));
        if !is_weighed && (is_of_meals || !rest.starts_with(['万', '亿'])) {
            continue;
        }
        let end = text.len() - behind.len();
        let printed = &text[numeral.range.start..end];
        verdicts
            .wrong(
                numeral.range.start..end,
                format!("“顿”像是“吨”：{printed}"),
                format!("顿 seems to be 吨: {printed}"),
            )
            .help("重量单位是“吨”", "the unit of weight is 吨");
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn units_that_nothing_of_the_kind_has_are_told() {
        expect(
            "unit-misfit",
            &[
                "人均公园绿地面积由13.2公里增加到14.1平方米。",
                "全年商品房销售面积31.7万吨。",
                "公路通车总里程4218平方公里。",
                "乡村小学共有班级634个，平均班额26.0所。",
                "改造户厕462人，累计完成5836座。",
                "新增停车泊位1230人，建成口袋公园8处。",
                "追回医保基金5420万人，行政处罚38家。",
                "期末贷款余额216.4亿人。",
                "粮食产量17.2万顿，比上年增长3%。",
                "全市粮食产量12.5万亩，略有增加。",
                "年末户籍人口58.7万元，略有减少。",
                "森林覆盖率54.3公里，居全省前列。",
                "年末生猪存栏12.6万人。",
                "专任教师2486所，生师比18比1。",
                "全市新建改建农村公路326亩。",
                "新增机动车3.2万吨，保有量58万辆。",
                "累计栽植苗木126万公里。",
                "完成货物吞吐量365万顿。",
                "今年市级重点项目120个，总投资1486万元，年度计划投资312亿元。",
                "年末常住人口58.7万人，其中60岁及以上人口13.5万人，3岁以下婴幼儿1.02亿人。",
                "基金收入97.35亿元，当年结余7.73亿元，年末滚存结余118.06万元。",
                "改造运动场9人，更换课桌椅1.2万套。",
                "新建泵站6名，整修山塘42口。",
                "改建教学楼3人，新增学位900个。",
            ],
            &[
                "人均公园绿地面积由13.2平方米增加到14.1平方米。",
                "销售面积31.7万平方米，户均面积4.6亩，面积3年翻番。",
                "公路通车总里程4218公里，里程碑3座。",
                "平均班额26.0人，消除56人以上大班额27个。",
                "致贫原因：缺资金120户、缺技术80户，因缺资金1.2万户。",
                "发放补助资金320人次，发放贷款320户1600万元。",
                "改造户厕462户，乡村学校120人，管护公厕12人。",
                "户籍人口58.7万人，存栏12.6万头，降水量560毫米，产量12.5万吨。",
                "为教师建房120平方米，方便群众出行3公里，慰问老人所12所。",
                "公路两侧绿化326亩，沿道路36亩林地，机动车58万辆，苗木126万株，图书3200册。",
                "供餐17.2万顿，一日3顿饭，助老餐365万顿。",
                "总投资1486亿元，年度计划投资312亿元。",
                "常住人口58.7万人，60岁及以上人口13.5万人，接待游客102万人次。",
                "当年结余7.73亿元，年末滚存结余118.06亿元。",
                "当年结余7.73亿元，年末滚存结余5.2亿元。",
                "产业基金5支、规模3亿元。",
                "改造运动场9片，新建泵站6座，改建教学楼3栋。",
                "水库管护人员9人，参与运动场建设9人。",
                "因改造水库搬迁9人，修建厂房用工30人。",
            ],
        );
    }
}
