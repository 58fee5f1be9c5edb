//! `ratio-unit`: 人/次 for a count of visits, which is 人次; with a stroke it is a rate (so many people each time). Rates that
//! the clause names (每次, 平均) are left alone.

use crate::audit::Verdicts;
use crate::reading::Reading;

const COUNTED: [&str; 14] = ["人", "户", "场", "件", "辆", "架", "台", "班", "车", "家", "批", "头", "名", "例"];
const RATES: [&str; 9] = ["每", "平均", "标准", "限", "频次", "频率", "定额", "上限", "不超过"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    averages(reading, verdicts);
    for mention in &reading.mentions {
        let unit = mention.unit().name();
        let Some(counted) = unit.strip_suffix("/次").or_else(|| unit.strip_suffix("／次")) else { continue };
        let clause = reading.slice(&mention.clause);
        if !COUNTED.contains(&counted) || !is_each(clause) && RATES.iter().any(|word| clause.contains(word)) {
            continue;
        }
        let printed = reading.printed(mention);
        verdicts
            .doubt(
                mention.range.clone(),
                format!("“{unit}”是每次多少{counted}，数量的单位是“{counted}次”：{printed}"),
                format!("{unit} means so many each time; a count is in {counted}次: {printed}"),
            )
            .help(format!("改成“{counted}次”"), format!("write {counted}次"));
    }
}

/// 人/次均救助590元: an average over visits.
fn averages(reading: &Reading, verdicts: &mut Verdicts) {
    for word in ["人/次均", "户/次均", "场/次均", "件/次均"] {
        for (at, _) in reading.text().match_indices(word) {
            let right = word.replace('/', "");
            verdicts
                .doubt(
                    at..at + word.len(),
                    format!("“{word}”应是“{right}”"),
                    format!("{word} is to be {right}: an average over visits"),
                )
                .help(format!("改成“{right}”"), format!("write {right}"));
        }
    }
}

/// 平均每个市场服务6500人/次: the clause names a share of each of something else than times.
fn is_each(clause: &str) -> bool {
    const TIMES: &str = "次场期班趟轮批节回日天";
    let mut after =
        clause.match_indices('每').map(|(at, word)| clause[at + word.len()..].trim_start_matches(['个', '一']));
    let has_each = clause.contains('每') && !clause.ends_with('每');
    has_each && !after.any(|rest| rest.starts_with(|c| TIMES.contains(c))) && !clause.contains('限')
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn counts_are_no_rates() {
        expect(
            "ratio-unit",
            &[
                "救助2.18万人次，人/次均救助590元。",
                "提供医疗救助10.15万人/次。",
                "平均每个市场服务6500人/次。",
                "走访1200户/次。",
                "开展活动35场/次。",
                "出动车辆200辆/次。",
                "办理业务5000件/次。",
                "开行班列120班/次。",
                "出动飞机12架/次。",
                "培训党员500名/次。",
            ],
            &[
                "提供医疗救助10.15万人次。",
                "每次培训不少于30人/次。",
                "平均接待35人/次。",
                "每天限载10人/次。",
                "每一班平均30人/次。",
                "票价20元/次。",
                "收费标准为10元/人·次。",
                "走访1200户次。",
                "开展活动35场次。",
                "每人每月533元/月。",
                "车速60公里/小时。",
                "人口密度200人/平方公里。",
                "限载10人/次。",
                "发班频率3班/小时。",
            ],
        );
    }
}
