//! `respectively-off`: 分别 (or 依次) with fewer or more values than names: `4月、6月和9月分别达到30%、50%`. Names and values are
//! counted as two lists of one sentence; where either list is not plain, nothing is said.

mod amounts;
mod names;
mod next;
mod ratios;

use crate::audit::Verdicts;
use crate::audit::items;
use crate::reading::{Mention, ParagraphKind, Reading};
use std::ops::Range;

/// The last ones have several values of several names where 分别 was left out.
const WORDS: [&str; 5] = ["分别", "依次", "各", "占比为", "比重为"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        if reading.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        let text = reading.slice(&sentence.range);
        for word in WORDS {
            for (i, _) in text.match_indices(word) {
                judge(reading, &sentence.range, sentence.range.start + i, word, verdicts);
            }
        }
    }
}

fn judge(reading: &Reading, sentence: &Range<usize>, at: usize, word: &str, verdicts: &mut Verdicts) {
    let values = values(reading, sentence, at + word.len());
    if values.is_empty() {
        return ratios::check(reading, sentence, at, word, verdicts);
    }
    let Some(last) = values.last() else { return };
    // 分别为价款的10倍、5倍不等: the values are not those of the names one by one.
    if reading.text()[last.range.end..].starts_with("不等") {
        return;
    }
    // 各 gives one value to each; only where several follow is it meant as 分别.
    if !["分别", "依次"].contains(&word) && values.len() < 2 {
        return;
    }
    next::check(reading, sentence, &values, verdicts);
    let listed = names::before(reading, sentence, at);
    let plain = listed.filter(|names| names.is_plain);
    let Some(names) = plain.or_else(|| amounts::before(reading, sentence, at, &values)).or(listed) else { return };
    let place = values[0].range.start..last.range.end;
    if (names.least..=names.most).contains(&values.len()) && values.len() >= 2 {
        let verdict = format!("{}个名称，{}个数值", values.len(), values.len());
        for value in &values {
            verdicts.holds(value.range.clone(), verdict.clone());
        }
        return;
    }
    if !names.is_plain || names.least < 2 || values.len() < 2 && !states_one_value(reading, at + word.len(), last) {
        return;
    }
    let count =
        if names.least == names.most { names.least.to_string() } else { format!("{}～{}", names.least, names.most) };
    tell(verdicts, place, word, (&count, values.len()));
}

fn tell(verdicts: &mut Verdicts, place: Range<usize>, word: &str, (names, values): (&str, usize)) {
    verdicts
        .wrong(
            place,
            format!("“{word}”前后不等：前面{names}个名称，后面{values}个数值"),
            format!("names and values do not pair: {names} names, {values} values"),
        )
        .help("补上漏掉的名称或数值", "add the name or the value that is missing");
}

/// `甲、乙分别为30元。`: 为 wants a value for each name, and no more follow in the sentence.
fn states_one_value(reading: &Reading, from: usize, value: &Mention) -> bool {
    let verb = &reading.text()[from..value.range.start];
    let behind = &reading.text()[value.range.end..reading.sentences[value.sentence].range.end];
    let next = reading.mentions.partition_point(|m| m.range.start < value.range.end);
    let has_more = reading
        .mentions
        .get(next)
        .is_some_and(|m| m.sentence == value.sentence && m.unit() == value.unit() && m.change.is_none());
    const VERBS: [&str; 13] =
        ["", "为", "是", "达", "达到", "有", "约", "提高到", "提高到每人每月", "增至", "升至", "降至", "占"];
    // 批次、人次分别下降32.2%; but 增速较上年分别提高1个百分点 may be said of each.
    const CHANGES: [&str; 8] = ["增长", "下降", "提高", "上升", "增加", "减少", "降低", "回落"];
    let names = items::last_clause(&reading.text()[value.clause.start.min(from)..from]);
    let is_change = CHANGES.contains(&verb) && (names.contains(['、', '和', '与']) || value.is_percent());
    (VERBS.contains(&verb) || is_change)
        && value.quantity.bound.is_none()
        && value.upper.is_none()
        && behind.starts_with(['，', '。', '；'])
        && !has_more
}

/// The values behind 分别: of one measure, divided by 、 or 和, with nothing but their verbs between.
fn values<'r>(reading: &'r Reading, sentence: &Range<usize>, from: usize) -> Vec<&'r Mention> {
    let text = reading.text();
    let mentions = reading.between(&(from..sentence.end));
    let mut values: Vec<&Mention> = Vec::new();
    for mention in mentions {
        match values.last() {
            None => {
                let gap = &text[from..mention.range.start];
                if gap.chars().count() > 14 || gap.contains(['，', '；', '：', '、', '“', '（', '与', '和']) {
                    return Vec::new();
                }
                values.push(mention);
            }
            Some(last) => {
                let gap = &text[last.range.end.min(mention.range.start)..mention.range.start];
                let is_pair = gap.is_empty() && last.unit() != mention.unit();
                if is_pair {
                    continue;
                }
                let divides = gap.contains(['、', '和', '与', '及']);
                if !divides || gap.contains(['，', '；', '：', '。']) || without_brackets(gap).chars().count() > 10
                {
                    break;
                }
                // 0.6个、1.1个百分点: the first leaves the noun of its measure to the last.
                let is_shortened = last.unit().name() == "个" && mention.unit().name().starts_with('个');
                // 1.2万、0.8万和0.5万平方米
                let leaves_it = !last.has_unit();
                // 1846台、215台、402台、36架: things of one kind have measure words of their own.
                let are_things = gap == "、" && last.unit().is_counted() && mention.unit().is_counted();
                let same = mention.unit().converts_to(values[0].unit()) || is_shortened || leaves_it || are_things;
                if !same {
                    break;
                }
                values.push(mention);
            }
        }
    }
    values
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth -= 1,
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::{self};
    use crate::reading::Markup;

    fn of(text: &str) -> (usize, usize) {
        let audited = audit::text("x", text, Markup::Plain);
        let told = audited.findings.iter().filter(|finding| finding.code == "respectively-off").count();
        let held = audited.verified.iter().filter(|held| held.code == "respectively-off").count();
        (told, held)
    }

    #[test]
    fn names_and_values_that_do_not_pair_are_told() {
        for text in [
            "支出进度4月、6月和9月分别达到30%、50%。",
            "第一、二、三产业增加值分别增长4.2%、7.3%。",
            "甲镇、乙镇、丙镇分别完成投资3亿元、2亿元、1亿元和5000万元。",
            "县、乡、村三级林长分别有24名、530名。",
            "肉牛、肉羊、家禽出栏分别增长7.3%和4.3%。",
            "甲县、乙县、丙县分别新增100户300人、200户500人。",
            "城镇、农村居民人均可支配收入分别为36485元、19172元和18000元。",
            "小学、初中、高中分别有43所、19所、6所、8所。",
            "城镇、农村居民人均可支配收入分别为36485元。",
            "3处食堂共接待5605人次，依次为1860人次、2240人次。",
            "海外仓5个，面积分别为1.2万、0.8万、0.6万、0.5万平方米。",
            "城乡低保标准分别提高到每人每月720元。",
            "建成廉租住房、公租住房分别480套；公路里程达2680公里。",
            "县医院、县中医院分别创成三级乙等、二级甲等医院，床位分别达到600张。",
            "4个大型安置区分别配备网格员12名、9名和11名。",
            "生产总值增长5.8%，工业增长7.2%，零售总额增长6.1%，三项指标分别高于全市0.6个、1.1个百分点。",
            "平台升级、设备购置、人员培训各花去860万元、318万元。",
            "三次抽查（4月、5月、6月）规范率依次为92.1%、94.6%。",
            "东河镇、梅山镇、平岗乡、石坝乡4个乡镇分别新建污水处理设施5座、3座、4座。",
            "龙口、清潭、鱼石、黄岭4座水库除险加固工程分别完成投资1260万元、980万元和745万元。",
            "公安、市监、城管3个领域分别办理案件12件、9件、6件、4件。",
            "搬迁群众分4批入住，各批分别为286户、341户、395户。",
            "达标的蜜分特级、一级、二级3个等级，收购价每斤分别为90元、75元。",
            "去年三姐妹分别挣了9.6万元和8.2万元。",
            "主栽3个品种：红富士、蜜脆、瑞雪，面积占比分别为60%和25%。",
            "拖拉机、插秧机、收割机、无人机，4类农机保有量分别为1846台、215台、402台。",
            "由87批1214人次降至59批796人次，批次、人次分别下降32.2%。",
            "2024—2026年分别整治14条、23条，整治一条、验收一条。",
            "小学、初中专任教师分别为1.84万人、1.32万人，生师比分别为17.0∶1。",
            "按承办方式划分，单独办理的68件，主办会办的103件，分别占39.8%。",
            "有幼儿园的村79个，有体育健身场所的村143个，分别占36.6%、7.9%和66.2%。",
            "职工养老5.24万人、失业2.86万人、工伤4.17万人，比上年分别增加0.78万人、0.31万人、0.94万人，分别增长17.5%、12.2%。",
            "开工小区：甲区31个，乙区22个，丙县14个。完工小区：依次为24个、17个。",
            "民营企业出口58.41亿元，外资企业13.26亿元，国有企业4.38亿元，占比分别为17.4%、5.8%。",
            "三次产业增加值占比为11.2%、49.2%。",
            "5亿元以下、5亿元～10亿元、10亿元以上的项目分别为34个、11个。",
            "一级、二级、三级古树分别为183株和1275株。",
            "三人公开课的得分分别是71分、68分和74分，一年后，提高到86分和90分。",
            "建成两个园区，入驻率分别为82%、76%和91%。",
            "学员分3期培训，各期分别培训120人、96人。",
            "2021年至2023年分别完成投资3亿元、4亿元。",
            "全县有小学36所、初中12所，在校生分别为18420人、9630人、5200人。",
            "全县3个国控断面水质优良比例分别为100%和91.7%。",
            "民营企业58.41亿元，外资企业13.26亿元，国有企业4.38亿元，占比分别为76.8%、17.4%。",
            "包括厕所革命420万元、污水治理960万元、村容村貌提升540万元，分别占21.9%、28.1%。",
            "冬、春、夏、秋四季（冬季自上年12月起）分别为42.6毫米、486.5毫米和203.1毫米。",
            "城市低保标准每人每月735元，农村每人每月590元，特困供养每人每月955元，比上年分别提高35元、30元。",
            "装备制造、电子信息、新材料三大产业完成产值266.6亿元，产值依次为132.8亿元、86.5亿元。",
        ] {
            assert_eq!(of(text).0, 1, "{text}");
        }
    }

    #[test]
    fn names_and_values_that_pair_are_shown() {
        for text in [
            "专馆、专区、专柜42个，依次为4个、11个、27个。",
            "五大贸易伙伴东盟、欧盟、美国、日本、韩国分别进出口18亿元、13亿元、10亿元、8亿元和5亿元。",
            "国家、省、县三级各有1项、7项和38项。",
            "支出进度4月、6月和9月分别达到30%、50%和75%。",
            "三次产业增加值占比分别为14.3%、41.0%和44.7%。",
            "县、乡、村三级林长分别有24名、168名、530名。",
            "进企业、进农村、进社区、进学校、进家庭分别达182场、96场、54场、73场、41场。",
            "城镇、农村居民人均可支配收入分别为36485元、19172元。",
            "刑事类、治安类、交通类和求助类分别为0.6万起、3.9万起、8.4万起、11.7万起。",
        ] {
            assert_eq!(of(text).0, 0, "{text}");
            assert!(of(text).1 > 0, "{text}");
        }
    }

    #[test]
    fn other_uses_of_the_word_are_no_lists() {
        for text in [
            "两个镇分别获奖3次，另有2人获表彰。",
            "甲、乙、丙分别增长5%、6%、7%，增速较上年分别提高1个百分点。",
            "两地分别于5月和6月签约，投资3亿元。",
            "16所职业院校分别与9所职业院校结对协作，培养学生1019名。",
            "较上年分别提高30元、20元。",
            "城乡低保标准分别提高到每人每月760元、610元，较上年各提高30元。",
            "同比分别增长5%和3%。",
            "住房和城乡建设、交通运输部门分别完成投资3亿元、2亿元。",
            "农林牧渔业总产值和增加值分别达到30亿元和18亿元，增长4%。",
            "投资、消费等分别增长5%、6%、7%。",
            "全市规模以上工业企业营业收入、利润总额分别为120亿元、9亿元，增长5.2%、6.1%。",
            "会议分别听取了汇报，通过议题3项、决定2项。",
            "一季度、上半年、前三季度分别增长5.0%、5.5%和6.0%。",
            "教育、卫生支出分别占12.0%和8.1%，合计20.1%。",
            "东河镇、梅山镇、平岗乡3个乡镇分别新建污水处理设施5座、3座、4座。",
            "城关、东山、南浦等3个街道分别划分网格96个、84个。",
            "甲镇、乙镇2个乡镇分别完成投资3亿元，增长5%、6%。",
            "搬迁群众分4批入住，各批分别为286户、341户、395户和246户。",
            "拖拉机、插秧机、收割机、无人机，4类农机保有量分别为1846台、215台、402台、36架。",
            "现有教师120人，其中男35人、女85人，分别占29.2%、70.8%。",
            "现有教师120人，男35人，女85人，分别占29.2%、70.8%。",
            "共办理120件，甲类35件、乙类85件，分别占29.2%、70.8%。",
            "小学、初中生师比分别为17.0∶1和12.2∶1。",
            "新建学校2所，改建幼儿园3所，投资分别为1亿元和2亿元。",
            "2023年分别整治14条、13条、10条。",
            "全县有小学36所、初中12所，在校生分别为18420人、9630人。",
            "现有教师120人，男35人、女85人，占比分别为29.2%、70.8%。",
            "甲、乙、丙得分分别是71分、68分和74分，平均分提高到71分，优秀率、及格率提高到86%和90%。",
            "全县完成投资12亿元、税收3亿元，分别增长5%、6%。",
            "开工小区：甲区31个，乙区22个，丙县14个。完工小区：依次为24个、17个、9个。",
            "建成3个园区，产值、税收分别为12亿元、1亿元。",
            "接待游客32万人次、收入2.1亿元，分别增长12%、15%，分别高于全市2个、3个百分点。",
            "冬、春、夏、秋四季（冬季自上年12月起）分别为42.6毫米、231.8毫米、486.5毫米和203.1毫米。",
            "城市低保标准每人每月735元，农村每人每月590元，比上年分别提高35元和30元。",
            "装备制造、电子信息、新材料三大产业完成产值266.6亿元，产值依次为132.8亿元、86.5亿元、47.3亿元。",
        ] {
            assert_eq!(of(text).0, 0, "{text}");
        }
    }
}
