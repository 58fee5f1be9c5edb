//! `breaks-off`: a text, or a paragraph of several sentences in it, that stops without a full stop or within a quotation.
//! Titles, captions, signatures, contacts and lists whose items have no full stop end as they like. Told too is a sentence whose
//! last word another must follow.

mod stumps;
mod tears;

use crate::audit::Verdicts;
use crate::reading::{Paragraph, ParagraphKind, Reading, han_count, is_han, unpaired};
use std::ops::Range;

const ENDS: &str = "。！？!?…：:；;”’）)》】」』—.~～|";
/// Words by which a line is seen to be no prose.
const NO_PROSE: [&str; 25] = [
    "共印",
    "记者",
    "通讯员",
    "来源",
    "编辑",
    "摄影",
    "摄）",
    "供稿",
    "供图",
    "作者",
    "审核",
    "撰稿",
    "图为",
    "电话",
    "邮箱",
    "地址",
    "邮编",
    "联系人",
    "抄送",
    "主题词",
    "附件",
    "网址",
    "文号",
    "校对",
    "签发",
];
/// Words that begin a clause to which another belongs.
const OPENINGS: [&str; 6] = ["随着", "由于", "根据", "按照", "为了", "通过"];
const ENUMERATORS: &str = "一二三四五六七八九十0123456789（(①②③④⑤⑥⑦⑧⑨⑩第";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for range in stumps::found(reading) {
        let start = last_words(reading.slice(&range));
        tell(reading, verdicts, range.start + start..range.end, ("这句话", "the sentence"));
    }
    let last = reading.paragraphs.iter().rposition(|p| p.kind != ParagraphKind::TableRow && !is_tail(reading, p));
    for (i, paragraph) in reading.paragraphs.iter().enumerate() {
        let text = reading.slice(&paragraph.range).trim_end();
        let is_broken = match Some(i) == last && last_is_prose(reading, i) {
            true => ends_the_text_badly(reading, i, text),
            false => stops_in_the_middle(reading, i, text),
        };
        let tear = tears::found(reading, paragraph);
        let text = match tear {
            Some(tear) => &reading.text()[paragraph.range.start..tear],
            None if is_broken => text,
            None => continue,
        };
        let range = paragraph.range.start + last_words(text)..paragraph.range.start + text.len();
        let what = match Some(i) == last && tear.is_none() {
            true => ("文章", "the text"),
            false => ("这一段", "the paragraph"),
        };
        tell(reading, verdicts, range, what);
    }
}

/// Where the last eight characters of a text begin.
fn last_words(text: &str) -> usize {
    text.char_indices().rev().nth(7).map_or(0, |(at, _)| at)
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, range: Range<usize>, (zh, en): (&str, &str)) {
    let tail = reading.slice(&range).to_string();
    let lacks = if zh == "这句话" { "话没有说完" } else { "没有句末标点" };
    verdicts
        .doubt(range, format!("{zh}在“…{tail}”处断了，{lacks}"), format!("{en} breaks off: …{tail}"))
        .help("核对原稿，补全这句话或句末标点", "compare with the manuscript and complete the sentence");
}

/// Lines behind the text: a date, a signature, a short line of its own.
fn is_tail(reading: &Reading, paragraph: &Paragraph) -> bool {
    let text = reading.slice(&paragraph.range);
    paragraph.kind == ParagraphKind::Heading
        && han_count(text) <= 30
        && unpaired(text).is_empty()
        && !text.starts_with("——")
        || text.chars().all(|c| !is_han(c))
}

/// A text whose prose is followed by lines of another kind has come to its end.
fn last_is_prose(reading: &Reading, last: usize) -> bool {
    reading.paragraphs[last + 1..].iter().all(|p| p.kind != ParagraphKind::TableRow)
}

fn ends_the_text_badly(reading: &Reading, at: usize, text: &str) -> bool {
    if is_no_prose(reading, at, text) {
        return false;
    }
    let is_open = unpaired(text).iter().any(|mark| mark.is_opening && mark.mark != '(');
    let before = at.checked_sub(1).map(|i| reading.slice(&reading.paragraphs[i].range));
    // Items of one list end alike.
    let sibling =
        before.filter(|b| first(text).is_some_and(|c| first(b) == Some(c)) || begins_item(b) && begins_item(text));
    let is_prose_before = at.checked_sub(1).is_some_and(|i| reading.paragraphs[i].kind == ParagraphKind::Prose);
    match reading.paragraphs[at].kind {
        ParagraphKind::TableRow => false,
        ParagraphKind::Heading => {
            is_open && before.is_some()
                || sibling.is_some_and(|b| b.ends_with('。')) && text.starts_with("——") && !ends_well(text)
        }
        ParagraphKind::Prose => {
            let has_sentences = text.contains(['。', '；']);
            let is_list = !has_sentences && sibling.is_some_and(|b| !ends_well(b))
                || before.is_some_and(|b| {
                    !ends_well(b)
                        && han_count(b) >= 12
                        && b.contains('，')
                        && is_prose_before
                        && begins_item(b) == begins_item(text)
                });
            let least = if the_others_end_well(reading, at) { 6 } else { 16 };
            let is_begun = OPENINGS.iter().any(|word| text.starts_with(word)) && the_others_end_well(reading, at);
            let is_sentence = han_count(text) >= least && (is_begun || text.contains(['，', '。', ',', '；']));
            let is_stump = text.contains('，') && stumps::is_stump(text);
            !ends_well(text) && (is_open || is_stump || is_sentence && !is_list)
        }
    }
}

/// Whether three paragraphs or more stand before one, and the nearest of them that have a comma all end with a full stop.
fn the_others_end_well(reading: &Reading, at: usize) -> bool {
    let texts = reading.paragraphs[at.saturating_sub(12)..at].iter().filter(|p| p.kind == ParagraphKind::Prose);
    let texts = texts.map(|p| reading.slice(&p.range)).filter(|text| text.contains('，'));
    let (well, badly): (Vec<&str>, Vec<&str>) = texts.partition(|text| ends_well(text));
    well.len() >= 3 && badly.is_empty()
}

fn stops_in_the_middle(reading: &Reading, at: usize, text: &str) -> bool {
    let paragraph = &reading.paragraphs[at];
    if paragraph.kind != ParagraphKind::Prose || ends_well(text) || is_no_prose(reading, at, text) {
        return false;
    }
    let next_is_item = reading.paragraphs.get(at + 1).is_some_and(|n| begins_item(reading.slice(&n.range)));
    let ends_open = text.ends_with(['，', '、', '“', '《', '（']);
    if ends_open {
        return han_count(text) >= 16 && !next_is_item && !text.ends_with("们，");
    }
    let tail = &reading.sentences[paragraph.sentences.end - 1];
    let is_behind_others = paragraph.sentences.len() >= 2 && text.contains('。');
    // No heading has so many clauses.
    let is_long = text.matches('，').count() >= 3 && han_count(text) >= 40 && !begins_item(text);
    let is_only = han_count(text) >= 32 && text.contains('，') && !begins_item(text) && is_the_only_one(reading, at);
    is_only
        || is_behind_others && han_count(reading.slice(&tail.range)) >= 8
        || is_long && the_others_end_well(reading, at)
        || text.contains('，') && (tears::wants_more(text) || tears::wants_an_object(text) || stumps::is_stump(text))
}

/// Whether every other paragraph that has a comma, at least four, ends with a full stop: headings with a comma come in number.
fn is_the_only_one(reading: &Reading, at: usize) -> bool {
    let others = reading.paragraphs.iter().enumerate().filter(|(i, p)| *i != at && p.kind == ParagraphKind::Prose);
    let mut texts = others.map(|(_, p)| reading.slice(&p.range)).filter(|text| text.contains('，'));
    let mut well = 0;
    texts.all(|text| {
        well += usize::from(ends_well(text));
        ends_well(text)
    }) && well >= 4
}

fn is_no_prose(reading: &Reading, at: usize, text: &str) -> bool {
    let paragraph = &reading.paragraphs[at];
    let tail = reading.sentences.get(paragraph.sentences.end.wrapping_sub(1)).map_or("", |s| reading.slice(&s.range));
    let label = text.split(['：', ':']).next().unwrap_or("");
    // What is written behind 注： is said in sentences where the text itself is.
    let is_remark =
        ["注", "备注", "说明", "数据说明", "附注", "注释"].contains(&label) && the_others_end_well(reading, at);
    let is_line = han_count(tail) <= 30 && !tail.contains('，');
    let names =
        |word: &str| tail.starts_with(word) || tail.contains(&format!("{word}：")) || is_line && tail.contains(word);
    let is_label = label.len() < text.len() && label.chars().count() <= 6 && !text.contains(['。', '；']) && !is_remark;
    NO_PROSE.iter().any(|word| names(word))
        || text.starts_with(['图', '表', '□', '■'])
        || is_label
        || text.ends_with(['摄', '文', '图', '\u{e000}'])
        || text.strip_suffix('日').is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
        || text.ends_with(|c: char| c.is_ascii_alphabetic())
        || paragraph.sentences.len() >= 2 && is_signature(tail)
}

/// A name and a date behind the last sentence.
fn is_signature(tail: &str) -> bool {
    let is_date = tail.ends_with(['日', '月', '年', '）', ')', '一', '二', '三', '四', '五', '六'])
        && !tail.starts_with(['截', '到', '至', '自', '从']);
    let is_of_a_signature = |head: &str| {
        let before = head.trim_end_matches(|c: char| c.is_ascii_digit());
        before.len() < head.len() && !before.ends_with(['自', '从', '到', '至', '在'])
    };
    let dated = is_date && tail.match_indices('年').any(|(at, _)| is_of_a_signature(&tail[..at]));
    unpaired(tail).is_empty() && han_count(tail) <= 24 && !tail.contains('，') && (dated || tail.contains('　'))
}

fn ends_well(text: &str) -> bool {
    text.ends_with(|c| ENDS.contains(c) || is_pictogram(c))
}

/// 😭 ends a sentence of a post.
fn is_pictogram(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{200d}')
}

/// 2024年 and 12个 begin no item.
fn begins_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() {
        return rest.starts_with(['.', '、', '．', ')', '）', ' ', '是', '要', '-']);
    }
    text.starts_with(|c| ENUMERATORS.contains(c)) || text.starts_with(['—', '·', '•', '-'])
}

fn first(text: &str) -> Option<char> {
    text.chars().next().filter(|c| !is_han(*c))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_text_that_stops_is_told() {
        const HEAD: &str = "全市粮食产量再创新高，农民收入较快增长。\n";
        let after = |text: &str| format!("{HEAD}{text}");
        expect(
            "breaks-off",
            &[
                "今年，全县增产。\n\n去年，全县增收。\n\n农村，家家增绿。\n\n城里，人人就业。\n\n过去跑一趟省城看病要坐六个多小时车，如今多数常见病在县里就\n\n产业协作的落脚点是就业，全县建成车间31个。\n\n夏粮，颗粒归仓。",
                "三、严明纪律，确保责任到岗到人，确保纪律执行到位\n值班电话10分钟内必须应答。据抽查，汛期值班",
                &after("价格总体稳定。连续六年（2018年"),
                &after("下一步，我市将继续抓好重点项目建设，推动乡村"),
                &after("——全市建成零工市场4个。\n——淇县打造“一刻钟便民生活"),
                &after("各地坚持“五级书记抓落实，扎实推进各项重点工作任务（含"),
                "全市召开会议12次。下一步将继续抓好重点项目建设和\n\n一、主要做法\n坚持高位推动。",
                &after("下一步，要抓好产业帮扶、就业帮扶、消费帮扶、"),
                &after("价格总体稳定。居民消费价格比上年上涨0.3%，八大类商品价格“五涨"),
                "2024年，全县实现地区生产总值289亿元，比上年增长6.1%，其中第一产业",
                "2023年，全县完成投资3亿元，其中",
                &after("会议要求，各级各部门要提高认识，压实责任，"),
                "全市增产，农民增收。\n全市增绿，群众增收。\n村村通路，户户通水。\n注：因四舍五入，个别分项之和",
                "全市增产，农民增收。\n全市增绿，群众增收。\n村村通路，户户通水。\n以上报告，请予审",
                &after("主要问题：工作合力不够。到2025年底，优良中等"),
                &after("重建轻管的问题在部分单位仍有存在。2025年将对照问题"),
                &after("一是抓好收入，确保农民持续增收。\n二是抓好就业，确保脱贫劳动力应就业尽"),
                "办好实事。开通镇区至高铁站的公交专线，日发\n\n各位代表，蓝图已经绘就，奋斗正当其时。",
                "十件实事中，九件如期完成，另一件因地质原因顺延至\n我们也清醒看到，五年来常住人口净流出4.7万人。",
                "反映最多的困难是招工难；由于可多选，三项之和超过\n综合看，工业稳增长仍有条件，也有难度。",
                "全县坚持农业优先，粮食产量由8万吨增至\n二、主要做法\n坚持高位推动。",
                "四是短板不少。对此，我们将采取措施，切实加以\n\n2024年的主要目标是：增长6%左右。",
                "若资金不能到位，明年供水存在风险，前期投入亦难以\n四、请求事项\n恳请安排资金。",
                "对成绩突出的集体和个人，按照有关规定予以\n三、附则\n本办法自印发之日起施行。",
                "一年来，群众的获得感、幸福感不断\n三、下一步打算\n各地要抓好落实，确保完成。",
                "当前，工作还存在一些不足，主要是\n二、下一步打算\n各地要抓好落实，确保完成。",
                "三、下年度安排\n2024年计划改造小区12个，筹集住房500套，力争总产值突",
                "全市增产，农民增收。\n全市增绿，群众增收。\n村村通路，户户通水。\n若配套资金不能及时到位，隧洞段将被迫停工，工程无法按期通水，明年春旱期间县城供水安全存在较大风险，今年冬季的施工黄金期也将\n四、请求事项\n恳请安排资金。",
            ],
            &[
                HEAD,
                &after("特此通知。"),
                &after("周末来的人，连空房也没刷出来😭\n来了的人，都说好。"),
                &after("2024年，全市要新增\n500套住房，筹集资金。"),
                &after("开展“党建+网格”活动，参加以“守护家园”为主题的行动。"),
                &after("1.加强领导\n2.抓好落实，确保完成"),
                &after("坚持以人民为中心，着力保障和改善民生\n全市新增就业5万人，增长5%。"),
                &after("清河县人民政府办公室\n2024年3月18日"),
                &after("（记者 李凯）"),
                &after("联系人：张三，电话：0391—1234567"),
                "关于做好2024年工作的通知",
                "项目\t投资\n道路，桥梁\t300",
                &after("图为7月8日，村民在田间采摘葡萄"),
                &after("一是抓收入，促进群众增收致富奔小康\n二是抓就业，促进群众就近就地稳就业"),
                "五年来，全县财政收入持续增长，首次超过\n12亿元，居全市第三位。",
                "全县农业稳步发展，粮食产量达到\n全年目标的102%，实现丰收。",
                "谁来种地？怎么种好地\n全市粮食产量再创新高。",
                &after("报：省委农村工作领导小组，市委，市政府"),
                &after("会议强调，要抓好“三农”工作，“让农民的钱袋子鼓起来。”"),
                &after("下一步，要做好以下工作：\n一是抓收入，\n二是抓就业。"),
                &after("中共云岭市委组织部　2024年7月5日　星期五　农历甲辰年五月三十"),
                "全市增产，农民增收。\n全市增绿，群众增收。\n注：单位，万元",
                "特此公告，请各单位遵照执行。清河县统计局2025年3月",
            ],
        );
    }
}
