//! Whether two phrases speak of the same thing: by the words that they share, or by words of one field (补助 and 资金).

use super::marks::is_han;

/// Words of one field each: a text says 投入衔接资金 and then 户均奖补.
const FIELDS: [&[&str]; 12] = [
    &["资金", "补助", "补贴", "奖补", "奖励", "救助金", "补偿", "投入", "投资", "经费", "拨付", "发放", "金额", "支出"],
    &["收入", "增收", "薪金", "工资", "收益", "分红"],
    &["贷款", "信贷", "小贷", "贷"],
    &["产值", "产量", "总产", "单产", "亩产"],
    &["销售", "销量", "交易", "成交"],
    &["赔付", "理赔", "赔款", "保费", "保险"],
    &["面积", "住房", "用地", "种植"],
    &["人口", "群众", "居民", "农民", "人员", "对象", "劳动力"],
    &["户", "农户", "家庭"],
    &["企业", "公司", "主体"],
    &["项目", "工程"],
    &["岗位", "就业", "务工"],
];

/// Words that stand everywhere and tie nothing together.
const COMMON: [&str; 52] = [
    "全市", "全县", "全省", "全区", "全国", "全年", "实现", "达到", "完成", "累计", "新增", "其中", "同比", "增长",
    "年度", "今年", "去年", "上年", "截至", "以来", "目前", "共有", "已经", "分别", "平均", "以上", "我市", "我县",
    "我区", "预计", "占比", "总量", "比上", "较上", "本年", "当年", "农村", "城镇", "开展", "进一", "一步", "季度",
    "下降", "提高", "超过", "左右", "比例", "比重", "任务", "目标", "情况", "建设",
];

/// Whether the phrases share a word of two characters that says something.
pub fn share_a_word(a: &str, b: &str) -> bool {
    pairs(a).any(|pair| !is_common(pair) && b.contains(pair))
}

/// Whether the phrases share a word or speak of one field.
pub fn kin(a: &str, b: &str) -> bool {
    share_a_word(a, b) || FIELDS.iter().any(|field| has_word_of(field, a) && has_word_of(field, b))
}

fn has_word_of(field: &[&str], phrase: &str) -> bool {
    field.iter().any(|word| phrase.contains(word))
}

fn is_common(pair: &str) -> bool {
    COMMON.contains(&pair)
        || pair.contains('〇')
        || pair.ends_with(['的', '了', '为', '达', '约', '共', '和', '与', '及', '年', '月'])
        || pair.starts_with(['的', '了', '为', '达', '约', '共', '和', '与', '及', '年'])
}

/// Every two neighbouring Han characters.
pub fn pairs(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices()
        .zip(text.char_indices().skip(1))
        .filter(|((_, a), (_, b))| is_han(*a) && is_han(*b))
        .map(move |((i, _), (j, b))| &text[i..j + b.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_one_thing_are_kin() {
        assert!(kin("奖补资金", "投入衔接资金"));
        assert!(kin("补助", "发放资金"));
        assert!(!kin("增收", "投入资金"));
        assert!(!kin("全市实现", "全市完成"));
        assert!(share_a_word("风险消除", "共标注风险消除"));
    }
}
