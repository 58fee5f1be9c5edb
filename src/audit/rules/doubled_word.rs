//! `doubled-word`: a word or a character that was typed twice: 的的, 工作工作, 550余家家企业, 推动乡｜乡村振兴 across a page
//! break. Reduplication is rich in Chinese and boundaries of words meet (全市市场, 为了了解), so each form has its own list of
//! what is right.

use crate::audit::Verdicts;
use crate::reading::{Reading, is_han};
use std::ops::Range;

/// Function words that are never doubled: the word, characters before it with which the first half is another word, and
/// characters behind it with which the second half is.
const FUNCTION: [(char, &str, &str); 24] = [
    ('的', "目标打有", "确士卡款"),
    ('了', "不完受免小草为除末", "解结断却然事账望"),
    ('在', "现实所潜内自好正旨贵外健", "建岗线职校编册读逃押野场家外乎意途位案校田地"),
    ('和', "平温缓总饱祥谦共暖柔调联融亲中协人随说应唱附", "气美谐平睦田解硕县顺政龙静林谈蔼风煦声约"),
    ('是', "还但而于都凡只正可像总乃", "非否"),
    ('对', "一双面应绝相针核校反派查", "口联碰方象外策话接照应比立手偶标账付待于称"),
    ('将', "大上中少名健即必强老武干小激猛", "军来近要领士会于就才"),
    ('为', "作认成行因以称分视定改命列变人名更无", "民期首例数主人何难害此了什避"),
    ('与', "参给赠授", "会众时否其"),
    ('把', "一几两火手", "关脉握柄持控守手好"),
    ('被', "棉", "告害褥动子套"),
    ('及', "普涉提危顾触波推埃论遍惠力以", "时格早其第物"),
    ('从', "服听顺跟自随侍", "容严而业事未来宽重快速此中小"),
    ('由', "自理缘事因不经", "于此来衷"),
    ('也', "", "也"),
    ('并', "一合兼归", "网轨且非购入存联列举行"),
    ('使', "天大行假即促", "用者命得节馆领"),
    ('让', "转出谦忍", "利位步渡座"),
    ('但', "非不", "是愿"),
    ('或', "", "者许"),
    ('而', "然反从进因", "且言今后"),
    ('则', "原规准细法否", "是"),
    ('向', "方面动走导趋倾定志", "导阳上前来好"),
    ('于', "", "是都洪田谦成阗右"),
];

/// Verbs that are doubled for a short try (研究研究), and words that are doubled for stress.
const TRIED: [&str; 52] = [
    "研究", "讨论", "考虑", "商量", "了解", "学习", "休息", "打听", "打扫", "琢磨", "体验", "锻炼", "活动", "介绍",
    "交流", "检查", "整理", "收拾", "尝试", "分析", "比较", "参考", "庆祝", "认识", "放松", "意思", "开导", "切磋",
    "斟酌", "合计", "观察", "思考", "很多", "许多", "非常", "特别", "永远", "真的", "好的", "可以", "加油", "彼此",
    "恭喜", "辛苦", "谢谢", "欢迎", "不是", "没有", "改善", "宣传", "帮助", "表扬",
];
/// Words that begin with the second half, so that the two halves are two words: 民营企业企业家.
const NEW_WORDS: [&str; 51] = [
    "中心血",
    "中心粮",
    "中心幼",
    "中心学",
    "中心敬",
    "企业家",
    "企业主",
    "技术员",
    "中心组",
    "中心主",
    "中心医",
    "中心城",
    "中心校",
    "中心小",
    "中心卫",
    "中心区",
    "中心镇",
    "中心村",
    "中心支",
    "中心广",
    "农民工",
    "农民专",
    "项目库",
    "项目部",
    "学生会",
    "教育局",
    "教育部",
    "教育厅",
    "教育工",
    "文化馆",
    "文化站",
    "服务员",
    "服务业",
    "服务区",
    "大学生",
    "中学生",
    "小学生",
    "青年人",
    "运动员",
    "运动会",
    "银行业",
    "保险业",
    "保险费",
    "保险金",
    "保险公",
    "基金会",
    "委员会",
    "研究院",
    "研究所",
    "会议室",
    "会议纪",
];
const ONOMATOPOEIA: &str = "哗啦叮当咚咕隆轰嘀嗒滴答哈嘻呵呼噜嘎吱叽喳咔嚓嘟噼啪扑通";
const HAN_NUMERALS: &str = "一二三四五六七八九十百千万亿零〇两几";
/// A word of two that begins so counts one by one: 一步一步, 逐个逐个.
const ONE_BY_ONE: &str = "一二三四五六七八九十两几每逐挨";

/// What may follow a measure word that stands behind a number, although it begins with the same character: 3家家庭农场.
const AFTER_MEASURE: [(char, &str); 48] = [
    ('个', "体人性案别股"),
    ('名', "师称誉单额录牌特优品企义校医录将"),
    ('家', "庭具畜禽长电装政属风纺常乡园教居族务访谱"),
    ('户', "主均厕籍用型外内口数"),
    ('人', "均口才员次民工大力数事社防生类体造居"),
    ('项', "目"),
    ('件', "均"),
    ('次', "级数日年"),
    ('场', "馆地所次景均站"),
    ('处', "于理级置方室长罚所分"),
    ('所', "在属有需"),
    ('条', "例款件文目"),
    ('台', "账湾风式"),
    ('套', "餐装用种取"),
    ('村', "集民级两庄干组委屯务卫小企史道医社部内均支情规容寨官文域"),
    ('乡', "镇村贤级土道干亲情"),
    ('镇', "村级区街乡属干域"),
    ('县', "级域城直委市区政属里长内乡情"),
    ('市', "场级直委县属值政区民内辖"),
    ('区', "级域县内委直间位政属划块"),
    ('省', "级市委直内政属外道份"),
    ('州', "级直委市"),
    ('国', "家道内外有企际土民"),
    ('组', "长织建员合成团"),
    ('级', "别"),
    ('年', "报度产均底末初内轻货检终龄会后前间薪"),
    ('天', "然津气数"),
    ('日', "产均常前报照本用内"),
    ('度', "假过"),
    ('点', "位对面多状"),
    ('类', "别型似"),
    ('种', "子植类养粮田苗源业"),
    ('分', "值公别数管为布类支项析局析散"),
    ('对', "口接应象外标"),
    ('门', "店诊卫面户市票"),
    ('期', "间末货限满"),
    ('亩', "均产"),
    ('元', "旦素首宝宵月器件"),
    ('部', "门队分委署长级"),
    ('支', "部队教持柱渠线付撑出农行边"),
    ('班', "子车级组主长"),
    ('本', "科地级土报市县省年级月区级来校身"),
    ('位', "于居列置次"),
    ('车', "辆间位站主次队"),
    ('站', "点长台"),
    ('道', "路具德"),
    ('集', "中体团市约镇装贸"),
    ('股', "份东权民"),
];
/// Measure words with few words of their own.
const PLAIN_MEASURES: &str = "座辆册栋幢层间艘架只头匹株棵张份篇批吨斤米公里届宗起例笔箱袋瓶倍款幅具副";

/// So many bytes around a page break are searched for the word.
const WINDOW: usize = 20_000;

/// Characters that are doubled to mean “every”, and the ends of names before 市场 and 县城.
const EVERY: &str = "人家天个户层常处时事年月样条步点多往渐刚仅等大小高好慢快早细轻深真等市县区省州妈爸爷奶哥姐弟妹代";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut told: Vec<Range<usize>> = Vec::new();
    across_tears(reading, &mut told);
    behind_numbers(reading, &mut told);
    scales_of_money(reading, &mut told);
    numbers_with_words(reading, &mut told);
    within(reading, &mut told);
    told.sort_by_key(|range| range.start);
    let mut end = 0;
    for range in told {
        if range.start < end {
            continue;
        }
        end = range.end;
        let word = reading.slice(&range);
        let half = &word[..word.len() / 2];
        verdicts
            .doubt(range.clone(), format!("“{half}”重复：{word}"), format!("{half} stands twice: {word}"))
            .help("删去多余的字", "leave one of the two out");
    }
}

/// What stands at the end of one page and again at the beginning of the next.
fn across_tears(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for tear in reading.paragraphs.iter().flat_map(|p| p.tears.iter().copied()) {
        for length in (1..=6).rev() {
            let end = text[tear..].char_indices().nth(length).map_or(text.len(), |(i, _)| tear + i);
            let word = &text[tear..end];
            let is_doubled = word.chars().count() == length
                && word.chars().all(is_han)
                && text[..tear].ends_with(word)
                && (length > 1 || !EVERY.contains(word) && is_torn_word(text, tear, end));
            if is_doubled {
                told.push(tear - word.len()..end);
                break;
            }
        }
    }
}

/// Whether the character behind a page break begins a word of this text that the character before it began already: a text
/// that says 乡村 elsewhere, and 动乡 only in 推动乡村.
fn is_torn_word(text: &str, tear: usize, end: usize) -> bool {
    let Some(next) = text[end..].chars().next().filter(|c| is_han(*c)) else { return false };
    let word = &text[tear..end + next.len_utf8()];
    let half = tear - (end - tear);
    let Some(before) = text[..half].chars().next_back().filter(|c| is_han(*c)) else { return false };
    let left = &text[half - before.len_utf8()..tear];
    let from = text.floor_char_boundary(tear.saturating_sub(WINDOW));
    let to = text.floor_char_boundary((tear + WINDOW).min(text.len()));
    let near = &text[from..to];
    let elsewhere = |part: &'_ str| near.match_indices(part).map(move |(at, _)| from + at).collect::<Vec<_>>();
    let is_a_word = elsewhere(word).into_iter().any(|at| at != tear);
    let is_another =
        elsewhere(left).into_iter().any(|at| at + left.len() != tear && !text[at + left.len()..].starts_with(next));
    is_a_word && !is_another
}

/// The measure word twice behind a number, and `%%`.
fn behind_numbers(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| m.has_unit()) {
        let Some(unit) = text[..mention.range.end].chars().next_back() else { continue };
        let rest = &text[mention.range.end..];
        let Some(after) = rest.strip_prefix(unit) else { continue };
        let follows = after.chars().next().unwrap_or('。');
        // 62户户户有人管: the two behind the number mean every one.
        if follows == unit {
            continue;
        }
        let is_doubled = match AFTER_MEASURE.iter().find(|(measure, _)| *measure == unit) {
            Some((_, words)) => !words.contains(follows),
            None => matches!(unit, '%' | '％') || PLAIN_MEASURES.contains(unit) && !"谈标位".contains(follows),
        };
        if is_doubled {
            told.push(mention.range.end - unit.len_utf8()..mention.range.end + unit.len_utf8());
        }
    }
}

/// 18.5亿万元: two scales of which one was left over.
fn scales_of_money(reading: &Reading, told: &mut Vec<Range<usize>>) {
    for numeral in &reading.numerals {
        let behind = &reading.text()[numeral.range.end..];
        if let Some(scales) = ["亿万元", "万万元", "亿亿元", "万亿万元"].iter().find(|word| behind.starts_with(**word))
        {
            told.push(numeral.range.end..numeral.range.end + scales.len() - '元'.len_utf8());
        }
    }
}

/// 对3家供应商3家供应商列入名单: a number with its words.
fn numbers_with_words(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for mention in reading.mentions.iter().filter(|m| m.has_unit()) {
        let words: Vec<usize> = text[mention.range.end..].char_indices().take(7).map(|(i, _)| i).collect();
        for &length in words.iter().rev() {
            let end = mention.range.end + length;
            let phrase = &text[mention.range.start..end];
            let is_phrase = phrase[mention.range.len()..].chars().all(is_han) && phrase.chars().count() >= 4;
            if is_phrase && text[end..].starts_with(phrase) {
                told.push(mention.range.start..end + phrase.len());
                break;
            }
        }
    }
}

/// Function words and words of two to six characters that stand twice in a row.
fn within(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let mut i = 0;
    while i < chars.len() {
        if !is_han(chars[i].1) {
            i += 1;
            continue;
        }
        let length = (1..=6).rev().find(|n| {
            i + 2 * n <= chars.len() && (0..*n).all(|k| chars[i + k].1 == chars[i + n + k].1 && is_han(chars[i + k].1))
        });
        let Some(length) = length else {
            i += 1;
            continue;
        };
        let range = byte(i)..byte(i + 2 * length);
        let is_fault = match length {
            1 => is_function_word_twice(text, &range, chars[i].1),
            _ => is_word_twice(text, &range),
        };
        if is_fault {
            told.push(range);
            i += 2 * length;
        } else {
            i += 1;
        }
    }
}

fn is_function_word_twice(text: &str, range: &Range<usize>, c: char) -> bool {
    let Some((_, before, after)) = FUNCTION.iter().find(|(word, ..)| *word == c) else { return false };
    let is_thrice = text[..range.start].ends_with(c) || text[range.end..].starts_with(c);
    !is_thrice && is_never_right(&text[..range.start], c, &text[range.end..])
        || !is_thrice
            && !text[..range.start].ends_with(|b| before.contains(b))
            && !text[range.end..].starts_with(|a| after.contains(a))
}

/// 214.3万人为为基数, 出现在在大湾乡, ，有的的件: what stands before is no word with the first half here.
fn is_never_right(before: &str, c: char, behind: &str) -> bool {
    match c {
        '为' => before
            .strip_suffix(['人', '名'])
            .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit() || "万亿".contains(c))),
        '在' => ["出现", "体现", "表现", "呈现"].iter().any(|word| before.ends_with(word)),
        '的' => before.ends_with("，有") && !behind.starts_with(['确', '士']),
        _ => false,
    }
}

fn is_word_twice(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.start..range.start + (range.end - range.start) / 2];
    let rest = &text[range.start + word.len()..];
    let length = word.chars().count();
    let one_character = word.chars().all(|c| word.starts_with(c));
    let first = word.chars().next().unwrap_or(' ');
    // 一步一步, 一个键一个键, and 水库一库一策, where the first half is another word's.
    let counts = ONE_BY_ONE.contains(first) && length <= 3
        || length == 2 && word.ends_with('一')
        || word.chars().all(|c| HAN_NUMERALS.contains(c));
    let is_second_word = NEW_WORDS.iter().any(|new| rest.starts_with(new) && new.starts_with(word));
    let place = |c: char| "市县区省州旗盟大".contains(c);
    let is_place = length == 2 && word != "其中" && text[range.end..].starts_with(place);
    !one_character
        && !counts
        && !is_second_word
        && !is_place
        && !TRIED.contains(&word)
        && !word.chars().all(|c| ONOMATOPOEIA.contains(c))
        && !text[range.end..].starts_with('再')
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn words_typed_twice_are_told_and_reduplication_is_not() {
        expect(
            "doubled-word",
            &[
                "注册率为19.5%（以常住人口214.3万人为为基数）。",
                "最大点降雨出现在在大湾乡。",
                "村民取件要跑十几里路，有的的件一等就是三五天。",
                "全市的的工作稳步推进。",
                "茶业综合产值18.5亿万元。",
                "处理投诉11件，对3家供应商3家供应商列入不良行为记录。",
                "志愿者4名，其中其中大学生志愿者2名。",
                "作为巩固拓展脱贫攻坚成果工作的基础抓牢抓牢。",
                "做好有效衔接工作工作。",
                "要进一步进一步压实责任。",
                "动员组织550余家家企业参加。",
                "投入资金50万元万元。",
                "覆盖率达85%%。",
                "坚持底线思维，始终将推动乡\n乡村振兴作为一把手工程，推动乡村发展。",
                "在在全市范围内推广。",
                "关于于城区老旧小区改造。",
                "工作中存在在问题不少。",
                "主要是是土地出让收入减少。",
                "县城位于于西北部。",
                "完成了了任务。",
                "培训干部300名名，成效明显。",
                "市委和和市政府高度重视。",
                "各级党委政府各级党委政府要重视。",
                "增长百分点百分点。",
            ],
            &[
                "人人参与、家家户户动手，扎扎实实抓好方方面面工作。",
                "全市市场监管局和县县城建设。",
                "新建3家家庭农场，走访5户户主，引进20名名师，274个村村集体收入增长。",
                "为了了解情况，大家研究研究再说。",
                "一步一步走，二〇二〇年，一件一件抓。",
                "的的确确做到了，目的的确立。",
                "服务民营企业企业家。",
                "共建和谐社会，和和美美过日子。",
                "进行对对口支援工作的部署。",
                "考察组位于于都县，关于于都河治理的通知。",
                "这是是非问题，还是是否问题。",
                "不了了之，除了了解情况。",
                "农村农业农民工作，村村通、户户通，等等。",
                "在在建项目上下功夫，以及及时处理。",
                "吉林吉林市，党委中心中心组学习。",
                "全市共有监测对象，其中\n中小学生300名，均已落实。",
                "来自北京北京大学的学生，轰隆轰隆。",
                "高高兴兴、多多益善、层层落实、处处留心。",
                "62户户户有干部包联，112座水库一库一策，一个村一个村地走。",
                "实施5项项目，出台12条条例，3人人均收入。",
            ],
        );
    }
}
