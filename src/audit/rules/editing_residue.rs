//! `editing-residue`: what an editor, a converter or a web page left in a text: bookmarks, page numbers, marks of markup, broken
//! characters, placeholders (投入XX万元, （待补）). One finding a kind, at its first place, with the count.

mod remarks;

use crate::audit::Verdicts;
use crate::reading::{ParagraphKind, Reading, is_han, measure_word};
use std::ops::Range;

type What = (&'static str, &'static str);

const PLACEHOLDER: What = ("没有填的数或字", "a placeholder that was not filled in");
const NOTE: What = ("编辑的记号", "a note of an editor");
const BROKEN: What = ("乱码", "broken characters");
const PRIVATE: What = ("私用区字符", "a private-use character");
const BUTTON: What = ("网页上的按钮或提示", "a label of a web page");

const NOTES: [&str; 39] = [
    "_Toc",
    "_GoBack",
    "_Hlk",
    "本节内容待",
    "此处内容待",
    "该部分内容待",
    "本段内容待",
    "此段内容待",
    "[链接]",
    "【链接】",
    "[批注",
    "【批注",
    "（批注",
    "【修改",
    "【删除",
    "（？）",
    "（？？）",
    "(?)",
    "(??)",
    "【？】",
    "（此处插",
    "（此处配",
    "（此处放",
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "（此处加",
    "【此处",
    "[图片]",
    "【图片】",
    "[表情]",
    "TODO",
    "TBD",
    "FIXME",
    "（数据待",
    "（图略待补）",
];
/// What an editor's note in brackets ends with: 【待核】, （数字待核实）, `[请核对]`.
const ASKS: [&str; 27] = [
    "待核",
    "待核实",
    "待核对",
    "待核准",
    "待补",
    "待补充",
    "待补齐",
    "待查",
    "待查证",
    "待填",
    "待填写",
    "待更新",
    "待确认",
    "待校",
    "待校对",
    "待修改",
    "待统一",
    "待完善",
    "存疑",
    "请核",
    "请核实",
    "请核对",
    "需核实",
    "需核对",
    "请确认",
    "请补充",
    "待定",
];
/// The brackets of a note, and how many characters it has at the most: accidents are reported with （伤亡人数待核实）.
const BRACKETS: [(char, char, usize); 5] =
    [('【', '】', 12), ('[', ']', 12), ('〔', '〕', 12), ('（', '）', 5), ('(', ')', 5)];
const TEMPLATE: What = ("模板的记号", "a mark of a template");
const TEMPLATES: [&str; 6] = ["{{", "}}", "{%", "%}", "${", "\\n"];
const BOLD: What = ("没有配对的加粗记号", "a mark of bold type without its other half");
const REFERENCE: What = ("没有注文的注号", "the number of a note that is not there");
const HEADING: What = ("标题记号", "a mark of a heading");
const PAGE: What = ("页码", "a page number");
const MOJIBAKE: [&str; 10] = ["锟斤拷", "烫烫烫", "屯屯屯", "\u{fffd}", "â€", "ï»¿", "Ã©", "Â·", "鈥?", "锘"];
const BUTTONS: [&str; 8] =
    ["点击查看", "点击阅读", "点击下载", "阅读原文", "展开全文", "长按识别", "扫码关注", "扫描二维码"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let mut kinds: Vec<(What, usize, Range<usize>)> = Vec::new();
    for residue in reading.residues() {
        match kinds.iter_mut().find(|(what, ..)| *what == residue.what) {
            Some((_, count, _)) => *count += 1,
            None => kinds.push((residue.what, 1, residue.source.clone())),
        }
    }
    for ((zh, en), count, source) in kinds {
        // The place is named in the source; the clean text does not hold it.
        tell(verdicts, 0..0, (zh, en), count, None).in_source(source);
    }
    let text = reading.text();
    let places = [
        (PLACEHOLDER, placeholders(text)),
        (NOTE, notes(text)),
        (TEMPLATE, occurrences(text, &TEMPLATES)),
        (BOLD, lone_stars(reading)),
        (PAGE, pages(text)),
        (REFERENCE, remarks::lone_references(text)),
        (HEADING, occurrences(text, &["##"])),
        (BROKEN, occurrences(text, &MOJIBAKE)),
        (PRIVATE, private(text)),
        (BUTTON, buttons(reading)),
    ];
    for (what, mut places) in places {
        places.sort_by_key(|range| range.start);
        if let Some(first) = places.first() {
            tell(verdicts, first.clone(), what, places.len(), Some(reading.slice(first)));
        }
    }
}

fn tell<'v>(
    verdicts: &'v mut Verdicts,
    range: Range<usize>,
    (zh, en): What,
    count: usize,
    printed: Option<&str>,
) -> &'v mut crate::audit::Told {
    let zh = printed.map_or(format!("文中留有{zh}"), |printed| format!("文中留有{zh}：{printed}"));
    let en = printed.map_or(format!("left in the text: {en}"), |printed| format!("left in the text: {en}: {printed}"));
    let (zh, en) = match count {
        1 => (zh, en),
        n => (format!("{zh}，共{n}处"), format!("{en}, {n} in all")),
    };
    verdicts.doubt(range, zh, en).help("发布前删去或填好", "delete it or fill it in before publishing")
}

fn occurrences(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    words.iter().flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len())).collect()
}

fn notes(text: &str) -> Vec<Range<usize>> {
    let mut found = occurrences(text, &NOTES);
    for (open, close, longest) in BRACKETS {
        for (at, _) in text.match_indices(open) {
            let inner = &text[at + open.len_utf8()..];
            let window = inner.char_indices().nth(remarks::LONGEST).map_or(inner, |(end, _)| &inner[..end]);
            let Some(end) = window.find(close) else { continue };
            let is_short = inner[..end].chars().count() <= longest;
            let asks = is_short && ASKS.iter().any(|ask| inner[..end].ends_with(ask));
            // （地点待定） is said to readers.
            let is_plan = inner[..end].ends_with("待定") && &inner[..end] != "待定";
            // （此数据请财政局核实）
            let names = ["此数", "此处", "数据", "数字"].iter().any(|word| inner[..end].contains(word));
            // 【时间待领导定】
            let waits = inner[..end].rsplit_once('待').is_some_and(|(head, deed)| {
                // 公务接待审批, 待遇审批
                !head.ends_with(['接', '招', '优', '对', '等', '期', '看', '善']) && !deed.starts_with('遇')
            });
            let is_left = open == '【' && waits && inner[..end].ends_with(['定', '审', '报', '批']);
            let asks = asks
                || is_left
                || remarks::is_for_the_desk(&inner[..end])
                || names && inner[..end].contains('请') && inner[..end].ends_with(['实', '对', '认', '充']);
            if asks && !is_plan {
                found.push(at..at + open.len_utf8() + end + close.len_utf8());
            }
        }
    }
    found
}

/// **看病就医。为全区: only the first half of what makes a lead bold. Stars that hide a name (张**) or mark a footnote stand elsewhere.
fn lone_stars(reading: &Reading) -> Vec<Range<usize>> {
    const STARS: &str = "**";
    let leads = |range: &Range<usize>| {
        let text = reading.slice(range);
        let words = text.strip_prefix(STARS)?;
        let is_lead = words.starts_with(|c| is_han(c) || "“《（".contains(c)) && !words.starts_with("表示");
        (is_lead && !words.contains(STARS)).then_some(range.start..range.start + STARS.len())
    };
    let inner =
        |range: &Range<usize>| within(reading.slice(range)).map(|at| range.start + at..range.start + at + STARS.len());
    reading.paragraphs.iter().filter_map(|p| leads(&p.range).or_else(|| inner(&p.range))).collect()
}

/// 实施**回收循环利用行动: one half within the words. A name is hidden by its family name and two stars (张**).
fn within(text: &str) -> Option<usize> {
    const STARS: &str = "**";
    const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    let (at, _) = text.match_indices(STARS).next().filter(|_| text.matches(STARS).count() == 1)?;
    let (before, behind) = (&text[..at], &text[at + STARS.len()..]);
    let is_between = before.ends_with(|c| is_han(c) || "，。；：、）”".contains(c))
        && behind.starts_with(|c| is_han(c) || "“《（".contains(c));
    let is_name = before.ends_with(|c| FAMILIES.contains(c));
    (is_between && !is_name && !behind.starts_with('*')).then_some(at)
}

/// `- 3 -`, `—7—` and 第3页共12页 within a line.
fn pages(text: &str) -> Vec<Range<usize>> {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '－');
    let mut found = Vec::new();
    for (at, dash) in text.char_indices().filter(|(_, c)| is_dash(*c)) {
        let rest = &text[at + dash.len_utf8()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = rest[digits..].strip_prefix(dash).filter(|_| (1..=3).contains(&digits));
        let Some(behind) = behind else { continue };
        let joins = |c: char| c.is_ascii_alphanumeric() || is_dash(c) || matches!(c, '%' | '％' | '℃' | '.');
        if !text[..at].ends_with(joins) && !behind.starts_with(joins) {
            found.push(at..text.len() - behind.len());
        }
    }
    for (at, _) in text.match_indices('第') {
        let rest = &text[at + '第'.len_utf8()..];
        let number = |rest: &'_ str| rest.bytes().take_while(u8::is_ascii_digit).count();
        let page = number(rest);
        let Some(all) = rest[page..].strip_prefix("页共").or_else(|| rest[page..].strip_prefix("页，共")) else {
            continue;
        };
        let behind = &all[number(all)..];
        if page > 0 && behind.len() < all.len() && behind.starts_with('页') {
            found.push(at..text.len() - behind.len() + '页'.len_utf8());
        }
    }
    found
}

/// XX万元, ××年, ×月×日, ____万元: crosses or lines in place of a number.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    const UNITS: [&str; 23] = [
        "万元", "亿元", "元", "万", "亿", "年", "月", "日", "%", "％", "户", "个", "亩", "项", "公里", "吨", "次",
        "期", "件", "场", "座", "名", "人次",
    ];
    const BOUNDS: [&str; 12] =
        ["不少于", "不低于", "不超过", "至少", "超过", "达到", "累计", "共计", "合计", "增长", "下降", "完成"];
    let is_cross = |c: char| matches!(c, 'X' | 'x' | '×' | 'Ｘ' | '╳' | '✕' | '＿' | '_');
    let mut found = Vec::new();
    let mut end = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_cross(*c)) {
        if at < end {
            continue;
        }
        end = at + text[at..].chars().take_while(|c| is_cross(*c)).map(char::len_utf8).sum::<usize>();
        let run = text[at..end].chars().count();
        let before = text[..at].chars().next_back().unwrap_or('\n');
        if run >= 2 && remarks::stands_for_words(text, at..end) {
            found.push(at..end);
            continue;
        }
        let Some(unit) = UNITS.iter().find(|unit| text[end..].starts_with(**unit)) else { continue };
        let is_lone_cross = run == 1 && matches!(c, 'X' | '×' | 'Ｘ');
        // 不少于X次: a bound without its number.
        let is_bound = is_lone_cross && BOUNDS.iter().any(|bound| text[..at].ends_with(bound));
        let is_date = is_lone_cross && matches!(*unit, "年" | "月" | "日");
        let is_free = !before.is_ascii_alphanumeric() || run >= 2 && before.is_ascii_digit() && *unit == "年";
        let is_line = matches!(c, '_' | '＿');
        if is_free
            && (is_date || is_bound || run >= 2)
            && (!is_line || run >= 2 && is_han(before) && !matches!(*unit, "年" | "月" | "日"))
        {
            found.push(at..end + unit.len());
        }
    }
    found.extend(asked_for(text, &UNITS));
    found
}

/// 聘用护林员？？名: what is asked for in place of digits. 这是为什么？？个别人 asks a reader.
fn asked_for(text: &str, units: &[&str]) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find(['？', '?']).map(|at| from + at) {
        let end = text[start..].find(|c| !matches!(c, '？' | '?')).map_or(text.len(), |at| start + at);
        from = end;
        let is_run = text[start..end].chars().count() >= 2;
        let unit = units.iter().find(|unit| text[end..].starts_with(**unit)).copied();
        let unit = unit.unwrap_or_else(|| measure_word(&text[end..]));
        let ends = text[end + unit.len()..].starts_with(|c: char| !is_han(c)) || end + unit.len() == text.len();
        let asks_a_reader = text[..start].ends_with(['吗', '呢', '么', '啊', '吧']);
        if is_run
            && !unit.is_empty()
            && !asks_a_reader
            && (ends || text[..start].ends_with(is_han) && unit.starts_with(['万', '亿', '元', '%']))
        {
            found.push(start..end + unit.len());
        }
    }
    found
}

/// U+E000 stands for a reference of ours of which nobody knows what it prints.
fn private(text: &str) -> Vec<Range<usize>> {
    let is_private = |c: char| matches!(c, '\u{e001}'..='\u{f8ff}');
    text.char_indices().filter(|(_, c)| is_private(*c)).map(|(at, c)| at..at + c.len_utf8()).collect()
}

fn buttons(reading: &Reading) -> Vec<Range<usize>> {
    let lines = reading.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Heading);
    lines
        .filter(|p| {
            let text = reading.slice(&p.range);
            text.chars().count() <= 16
                && BUTTONS.iter().any(|button| text.starts_with(button) || text.ends_with(button))
        })
        .map(|p| p.range.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{expect, told};

    #[test]
    fn residue_is_told_once_a_kind() {
        assert_eq!(told("editing-residue", "每月**533**元，每年**600**元。\n— 3 —\n下一步，继续推进。").len(), 2);
        expect(
            "editing-residue",
            &[
                "[bookmark: _GoBack]全市推进。",
                "投入资金XX万元。",
                "自××年起执行。",
                "自2024年×月×日起执行。",
                "全年培训__________人次，投入____万元。",
                "受益群众（待补）。",
                "新增债券51.20亿元【待核】。",
                "先后实施了41个项目【数字待核】，包括产业项目19个。",
                "其余25个（待核实）正在施工。",
                "总投资3.2亿元[请核对]。",
                "新建道路20公里（数据待补充）。",
                "促其早日达产；- 3 -三要优环境。",
                "增长4.9%。—7—新业态从业人员参保放宽。",
                "全市推进各项工作第3页共12页，成效明显。",
                "{{区民政局会同区财政局建立制度。",
                "本年度完成投资{%total%}亿元。",
                "实现税收3.2亿元（此数据请财政局核实）。",
                "实现税收3.2亿元[批注：核对]。",
                "实现税收3.2亿元（？），增长5%。",
                "经费&nbsp;5万元。",
                "如图所示（此处插入图1）。",
                "锟斤拷全市推进。",
                "错误!未找到引用源。",
                "全市推进。\nBaidu",
                "全市推进\u{f0b7}，很好。",
                "全市推进，成效明显。\n阅读原文",
            ],
            &[
                "全市推进，成效明显。",
                "尺寸为12×3米。",
                "嫌疑人李XX被抓。",
                "XX县张某。",
                "X光检查300人次。",
                "XXL号服装。",
                "联系人：______",
                "增长5%（略）。",
                "扫一扫功能方便群众，点击查看即可了解进度，群众满意。",
                "××村支部书记说。",
                "A×B元件。",
                "每月533元。",
                "会议时间为9月1日（地点待定）。",
                "事故原因正在调查（具体伤亡人数待核实）。",
                "【本报讯】全市推进。",
                "【公务接待审批】全年压减12%。【待遇审批】全程网办。",
                "经费待核销，名单待查。",
                "坚持2019—2020—2021年三年滚动。",
                "气温-3—5℃，电话0579-682-41。",
                "座位A-3-B、方案甲—3。",
                "第3页至第5页为附表。",
            ],
        );
    }

    #[test]
    fn templates_in_code_and_bold_leads() {
        use crate::reading::Markup;
        let is_told = |text: &str| {
            let audited = crate::audit::text("text.md", text, Markup::Markdown);
            audited.findings.iter().any(|f| f.code == "editing-residue")
        };
        let quoted = [
            "以 `%` 或 `{{` 开头的内容要加引号。",
            "写成 `{ 基数: 指标, 值: 54.4% }`，占总数的多少。",
            "```yaml\ntitle: {{ 标题\n```\n\n写在代码块里的不查。",
            "1. **看病就医。** 为全区配备彩超。",
            "投诉人张**、李**均已回复。",
        ];
        let left = ["全市推进{{各项工作。", "1. **看病就医。 为全区配备彩超。", "**托育服务。新增托位860个。"];
        assert_eq!(quoted.map(is_told), [false; 5]);
        assert_eq!(left.map(is_told), [true; 3]);
    }
}
