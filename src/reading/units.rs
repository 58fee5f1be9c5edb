//! Units and measure words as they stand behind a number: a text comes in, the unit that it starts with goes out. What a unit
//! is worth is known to `model`.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Measure words and units. Of several that fit the longest is meant.
const WORDS: &[&str] = &[
    "%",
    "％",
    "‰",
    "℃",
    "°",
    "个百分点",
    "百分点",
    "个工作日",
    "工作日",
    "个月",
    "个小时",
    "个",
    "人民币",
    "人次",
    "人·次",
    "人",
    "名",
    "户次",
    "户",
    "家次",
    "家",
    "项次",
    "项",
    "件次",
    "件",
    "条",
    "场次",
    "场",
    "次",
    "期",
    "班次",
    "班",
    "亩次",
    "亩",
    "公顷",
    "千公顷",
    "公里",
    "公斤",
    "公分",
    "公尺",
    "公升",
    "平方公里",
    "平方千米",
    "平方米",
    "平方",
    "千米",
    "米",
    "吨公里",
    "吨",
    "千克",
    "克",
    "斤",
    "头次",
    "头",
    "只",
    "羽",
    "匹",
    "株",
    "棵",
    "座",
    "处",
    "所",
    "台次",
    "台套",
    "台",
    "辆次",
    "辆",
    "套",
    "张",
    "本",
    "册",
    "份",
    "篇次",
    "篇",
    "部",
    "集",
    "种",
    "类",
    "批次",
    "批",
    "支",
    "组",
    "对",
    "门",
    "间",
    "栋",
    "幢",
    "层",
    "口",
    "眼",
    "盏",
    "艘",
    "架次",
    "架",
    "届",
    "天",
    "日",
    "周",
    "年",
    "小时",
    "分钟",
    "秒",
    "岁",
    "级",
    "度",
    "千瓦时",
    "千瓦",
    "千伏安",
    "千伏",
    "千卡",
    "兆瓦时",
    "兆瓦",
    "瓦",
    "立方米",
    "立方千米",
    "立方",
    "升",
    "毫升",
    "毫米",
    "毫克",
    "厘米",
    "分米",
    "微克/立方米",
    "微克",
    "微米",
    "纳米",
    "倍",
    "成",
    "元",
    "角",
    "美元",
    "港元",
    "欧元",
    "日元",
    "英镑",
    "标准箱",
    "标箱",
    "标准煤",
    "站",
    "村次",
    "村",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "国",
    "州",
    "师",
    "连",
    "位",
    "代",
    "款",
    "枚",
    "幅",
    "宗",
    "起",
    "例",
    "床",
    "车次",
    "车",
    "航次",
    "航班",
    "孔",
    "尾",
    "箱",
    "瓶",
    "袋",
    "筐",
    "盒",
    "包",
    "桶",
    "罐",
    "船",
    "校",
    "园",
    "线",
    "点",
    "片",
    "圈",
    "带",
    "廊",
    "道",
    "轮次",
    "轮",
    "遍",
    "趟",
    "讲",
    "治疗量",
    "回",
    "步",
    "页",
    "字",
    "句",
    "行",
    "列",
    "格",
    "排",
    "堂",
    "课时",
    "学时",
    "学分",
    "分",
    "票",
    "股",
    "手",
    "单",
    "笔",
    "桩",
    "桌",
    "席",
    "餐",
    "顿",
    "味",
    "剂次",
    "剂",
    "针次",
    "针",
    "针剂",
    "分贝",
    "赫兹",
    "海里",
    "节",
    "节课",
    "段",
    "块",
    "面",
    "具",
    "副",
    "双",
    "把",
    "根",
    "颗",
    "粒",
    "滴",
    "任",
    "波",
    "拨",
    "伙",
    "群",
    "帮",
    "股份",
    "档",
    "阶",
    "号",
    "环",
    "纬",
    "维",
    "极",
    "强",
    "型",
    "式",
    "帧",
    "通",
    "通电话",
    "遭",
    "番",
    "折",
    "厢",
    "进",
    "出",
    "开",
    "重",
    "顶",
    "垛",
    "丛",
    "簇",
    "茬",
    "季度",
    "季",
    "熟",
    "万千瓦",
    "吉瓦",
    "太瓦",
    "立米",
    "方",
    "担",
    "石",
    "升级",
    "站点",
    "路",
    "人份",
    "人天",
    "人日",
    "工日",
    "人年",
    "标方",
    "榜次",
    "孵",
    "窝",
    "枝",
    "朵",
    "束",
    "捆",
    "卷",
    "叠",
    "摞",
    "串",
    "挂",
    "锅",
    "碗",
    "杯",
    "勺",
    "壶",
    "缸",
    "盆",
    "篮",
    "筒",
    "管",
    "床位",
    "机次",
    "个/万人",
    "吨标准煤",
    "万吨",
    "秒级",
    "寸",
    "尺",
    "丈",
    "里",
    "英寸",
    "英尺",
    "担次",
    "驾",
    "梯次",
    "梯",
    "幕",
    "出戏",
    "首",
    "曲",
    "阕",
    "则",
    "出次",
    "页次",
    "人/平方公里",
    "辆/日",
];

const LATIN: [&str; 34] = [
    "km/h", "km2", "km²", "km", "kWh", "kW·h", "kW", "kV", "kVA", "kg", "g", "mg", "m3", "m³", "m2", "m²", "mm", "ml",
    "mL", "m", "cm", "MW", "GW", "MPa", "t", "hm²", "ha", "h", "L", "TB", "GB", "MB", "dB", "Mbps",
];

/// The unit that a text starts with, and what it is measured by behind a stroke: 元, 个百分点, 元/人·月; empty where the
/// text starts with none.
pub fn measure_word(text: &str) -> &str {
    let word = longest(text);
    if word.is_empty() {
        return latin_unit(text);
    }
    let rest = &text[word.len()..];
    let Some(per) = rest.strip_prefix('/').or_else(|| rest.strip_prefix('／')) else { return word };
    let stroke = word.len() + (rest.len() - per.len());
    let mut end = stroke;
    let mut rest = per;
    loop {
        let part = match rest.strip_prefix('万') {
            Some(after) => '万'.len_utf8() + longest(after).len(),
            None if rest.starts_with('月') => '月'.len_utf8(),
            None => longest(rest).len(),
        };
        if part == 0 {
            break;
        }
        end += part;
        rest = &rest[part..];
        match rest.strip_prefix(['·', '/']) {
            Some(more) if more.starts_with('月') || !longest(more).is_empty() => {
                end += rest.len() - more.len();
                rest = more;
            }
            _ => break,
        }
    }
    if end == stroke { word } else { &text[..end] }
}

/// Whether a text starts with a unit, a measure word or a scale.
pub fn is_unit_start(text: &str) -> bool {
    text.starts_with(['万', '亿', '余', '多']) || !measure_word(text).is_empty()
}

pub fn is_latin_unit(text: &str) -> bool {
    !latin_unit(text).is_empty()
}

fn latin_unit(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let fits = LATIN
        .iter()
        .find(|unit| text.starts_with(**unit) && unit.bytes().take_while(u8::is_ascii_alphabetic).count() == letters);
    fits.map_or("", |unit| &text[..unit.len()])
}

fn longest(text: &str) -> &str {
    let Some(first) = text.chars().next() else { return "" };
    let Some(words) = BY_FIRST.get(&first) else { return "" };
    words.iter().find(|word| text.starts_with(**word)).map_or("", |word| &text[..word.len()])
}

/// The words by their first character, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<char, Vec<&'static str>> = HashMap::new();
    for word in WORDS {
        if let Some(first) = word.chars().next() {
            all.entry(first).or_default().push(word);
        }
    }
    all.values_mut().for_each(|words| words.sort_by_key(|word| Reverse(word.len())));
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_meant() {
        for (text, unit) in [
            ("人次，", "人次"),
            ("个百分点", "个百分点"),
            ("元/人·月。", "元/人·月"),
            ("户家庭", "户"),
            ("km道路", "km"),
            ("G网络", ""),
            ("有务工", ""),
            ("人/次", "人/次"),
            ("元／亩", "元／亩"),
            ("元／，", "元"),
        ] {
            assert_eq!(measure_word(text), unit, "{text}");
        }
    }
}
