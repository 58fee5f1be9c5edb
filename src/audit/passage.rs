//! The quantities of a sentence, and of the one before it, in order, with the depth of brackets in which each stands and
//! the strength of the marks between them: what is needed to see which quantities form one list. Judges nothing.

use crate::model::Unit;
use crate::reading::{ChangeKind, Mention, ParagraphKind, Reading, is_han};
use rust_decimal::Decimal;
use std::ops::Range;

/// A passage with more quantities than this is no prose.
const MOST: usize = 160;

/// A sentence longer than this, in bytes, has lost its marks.
const LONGEST: usize = 8000;

/// Two neighbours of a list stand closer than this.
const FAR: usize = 400;

/// Words that make a number one of another time, a target, an average or a share: neither a whole nor a part.
const OTHER_KINDS: [&str; 35] = [
    "较20",
    "比20",
    "同比",
    "环比",
    "增收",
    "减收",
    "增产",
    "多增",
    "少增",
    "比上",
    "较上",
    "比去",
    "较去",
    "上年",
    "去年",
    "同期",
    "上期",
    "上月",
    "目标",
    "计划数",
    "平均",
    "人均",
    "户均",
    "村均",
    "亩均",
    "场均",
    "校均",
    "笔均",
    "每",
    "占",
    "高于",
    "低于",
    "相当于",
    "年度计划",
    "均价",
];

pub struct Passage<'r> {
    pub reading: &'r Reading,
    /// The sentence itself.
    pub sentence: Range<usize>,
    /// In order of the text, those of the sentence before first.
    pub placed: Vec<Placed<'r>>,
}

#[derive(Clone, Copy)]
pub struct Placed<'r> {
    pub mention: &'r Mention,
    /// How many brackets are open.
    pub depth: usize,
}

/// The marks between two neighbours, by strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pause {
    None,
    /// 、 or 和
    Short,
    Comma,
    Semicolon,
    Stop,
}

impl<'r> Passage<'r> {
    /// The passage that ends with a sentence; `None` for tables and where there is nothing to compare.
    pub fn of(reading: &'r Reading, index: usize) -> Option<Self> {
        let sentence = &reading.sentences[index];
        let paragraph = &reading.paragraphs[sentence.paragraph];
        if paragraph.kind == ParagraphKind::TableRow || sentence.range.len() > LONGEST {
            return None;
        }
        let before = index.checked_sub(1).filter(|before| paragraph.sentences.contains(before));
        let start = before.map_or(sentence.range.start, |before| reading.sentences[before].range.start);
        let mentions = reading.between(&(start..sentence.range.end));
        if mentions.len() < 2 || mentions.len() > MOST {
            return None;
        }
        let mut placed = Vec::with_capacity(mentions.len());
        let (mut depth, mut at) = (0, start);
        for mention in mentions {
            depth = deeper(&reading.text()[at.min(mention.range.start)..mention.range.start], depth);
            at = mention.range.start;
            placed.push(Placed { mention, depth });
        }
        Some(Self { reading, sentence: sentence.range.clone(), placed })
    }

    pub fn text(&self, range: Range<usize>) -> &'r str {
        &self.reading.text()[range]
    }

    /// How many brackets are open at a byte of the passage.
    pub fn depth_at(&self, byte: usize) -> usize {
        match self.placed.iter().rev().find(|p| p.mention.range.start <= byte) {
            Some(last) => deeper(self.text(last.mention.range.start..byte), last.depth),
            None => deeper(self.text(self.sentence.start.min(byte)..byte), 0),
        }
    }

    /// The strongest mark between two places that stands outside deeper brackets.
    pub fn pause(&self, from: usize, to: usize) -> Pause {
        if to.saturating_sub(from) > FAR {
            return Pause::Stop;
        }
        let (mut depth, mut pause) = (0_i32, Pause::None);
        for c in self.text(from..to.max(from)).chars() {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth -= 1,
                _ if depth > 0 => {}
                '。' | '！' | '？' | '\n' => pause = Pause::Stop,
                '；' | ';' => pause = pause.max(Pause::Semicolon),
                '，' | ',' | '：' => pause = pause.max(Pause::Comma),
                '、' | '和' | '及' | '与' => pause = pause.max(Pause::Short),
                _ => {}
            }
        }
        pause
    }

    /// Whether a quantity says how much there is now: no change, no share, no average, no target, no value of last year.
    pub fn is_amount(&self, placed: &Placed) -> bool {
        self.is_amount_called(placed, self.reading.subject(placed.mention))
    }

    /// The same for what a text tells of a year gone by: 去年接单42.6万件，其中校服18.5万件.
    pub fn is_amount_of_then(&self, placed: &Placed) -> bool {
        let subject = self.reading.subject(placed.mention);
        let told = ["去年", "上年", "前年"].iter().find_map(|year| subject.strip_prefix(year));
        let told = told.filter(|told| !told.starts_with(['同', '的', '为', '末', '底', '是', '则', '只', '仅']));
        told.is_some_and(|told| !told.is_empty() && self.is_amount_called(placed, told))
    }

    fn is_amount_called(&self, placed: &Placed, subject: &str) -> bool {
        let mention = placed.mention;
        let subject = without_its_class(carried_over(subject));
        !is_change(self.reading, mention)
            && !mention.is_percent()
            && !mention.is_points()
            && !mention.is_quoted
            && mention.upper.is_none()
            && !mention.unit().name().contains('/')
            && !is_compared_with(subject)
            && !OTHER_KINDS.iter().any(|word| subject.contains(word))
            && !is_average(subject)
            && !names_a_class(self.reading, mention)
            && !self.is_base_or_limit(mention)
    }

    /// A member of a list (`机关25个、国企9个`) is not a whole.
    pub fn is_in_a_list(&self, mention: &Mention) -> bool {
        let before = self.placed.iter().rev().find(|p| p.mention.range.end <= mention.range.start);
        before.is_some_and(|before| {
            before.mention.unit() == mention.unit()
                && self.is_amount(before)
                && self.pause(before.mention.range.end, mention.range.start) == Pause::Short
        })
    }

    /// `216000万元的101.5%`, `10万元以上的村`.
    fn is_base_or_limit(&self, mention: &Mention) -> bool {
        let after = self.text(mention.range.end..self.sentence.end.max(mention.range.end));
        after.strip_prefix('的').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            || mention.quantity.bound.is_some() && after.starts_with('的')
    }
}

/// 比协议数6500万元多出: what something is compared with.
fn is_compared_with(subject: &str) -> bool {
    let behind = subject.strip_prefix(['比', '较']);
    behind.is_some_and(|behind| !behind.is_empty() && !behind.starts_with(['重', '例', '率', '值', '为', '好', '赛']))
}

/// 结转及调入资金 of 上年结转及调入资金: money that the year has.
fn carried_over(subject: &str) -> &str {
    subject.strip_prefix("上年").filter(|rest| rest.starts_with('结') && !rest.contains('等')).unwrap_or(subject)
}

/// 增产的11个, 减收的2户: the word says which ones, not by how much.
fn without_its_class(subject: &str) -> &str {
    let Some(class) = subject.strip_suffix('的') else { return subject };
    ["增产", "减产", "增收", "减收"].iter().find_map(|word| class.strip_suffix(word)).unwrap_or(subject)
}

/// 10千伏线路, 600千瓦机组, 60岁老人: the number says of which class a thing is, not how much there is of it.
fn names_a_class(reading: &Reading, mention: &Mention) -> bool {
    match mention.unit().name() {
        "千伏" | "伏" | "kV" | "级" | "岁" | "周岁" | "℃" | "摄氏度" | "届" | "号" => true,
        "千瓦" | "兆瓦" | "度" | "吨级" => {
            let behind = reading.after(mention).chars().next();
            mention.quantity.scale.factor() == Decimal::ONE && behind.is_some_and(begins_a_noun)
        }
        _ => false,
    }
}

fn begins_a_noun(c: char) -> bool {
    is_han(c) && !"和与及的".contains(c)
}

/// `对先进集体各奖励2万元`, `均为300元`: an amount for each of several does not add up to their total. 各级, 各类 and 各有 are no
/// such words.
pub fn is_of_each(reading: &Reading, mention: &Mention) -> bool {
    const KINDS: &str = "级类项地县镇乡村种单部学市区族界行方个位校所家街社民旗省支组处室站司局点场有种样自路";
    let subject = reading.subject(mention);
    let gives_each = subject.match_indices('各').any(|(i, word)| {
        let rest = &subject[i + word.len()..];
        let is_branch =
            ["分馆", "分店", "分院", "分局", "分公司", "分校", "分厂"].iter().any(|name| rest.starts_with(name));
        !is_branch && rest.chars().next().is_none_or(|behind| !KINDS.contains(behind))
    });
    (gives_each || subject.trim_end_matches(|c| "为是达约".contains(c)).ends_with('均'))
        && !is_one_of_several(reading, mention)
}

/// 人工、材料、机械各花去860万元、318万元和42万元: values that differ belong to one name each, as after 分别.
fn is_one_of_several(reading: &Reading, mention: &Mention) -> bool {
    let at = reading.mentions.partition_point(|m| m.range.start < mention.range.start);
    let near = &reading.mentions[at.saturating_sub(1)..(at + 2).min(reading.mentions.len())];
    near.windows(2).any(|pair| {
        let between = &reading.text()[pair[0].range.end..pair[1].range.start.max(pair[0].range.end)];
        matches!(between, "、" | "和" | "与" | "及")
            && pair[0].unit() == pair[1].unit()
            && pair[0].quantity.value() != pair[1].quantity.value()
    })
}

/// 期均78人, 家均约2900件: 均 right before the number.
fn is_average(subject: &str) -> bool {
    subject.trim_end_matches(|c| "约达到为超近".contains(c)).ends_with('均')
}

/// Whether a quantity says by how much something has changed. 村容村貌提升540万元 names what the money is for.
pub fn is_change(reading: &Reading, mention: &Mention) -> bool {
    goes_on_with_a_change(reading, mention)
        || mention.change.as_ref().is_some_and(|change| {
            let is_name = change.kind == ChangeKind::Amount && reading.slice(&change.verb) == "提升";
            !is_name || mention.subject.start >= change.verb.start
        })
}

/// 分别减少4起、2人和4人: the others of a row change as the first one does.
fn goes_on_with_a_change(reading: &Reading, mention: &Mention) -> bool {
    const VERBS: [&str; 8] = ["减少", "增加", "下降", "上升", "增长", "提高", "降低", "压减"];
    let lead = &reading.text()[mention.clause.start.min(mention.range.start)..mention.range.start];
    let row = lead.rfind("分别").map(|at| &lead[at + "分别".len()..]);
    row.is_some_and(|row| {
        VERBS
            .iter()
            .any(|verb| row.strip_prefix(verb).is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit())))
    })
}

/// The depth behind a text.
fn deeper(text: &str, depth: usize) -> usize {
    text.chars().fold(depth, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        '\n' => 0,
        _ => depth,
    })
}

/// The unit by which quantities are added: 名, 位 and 人次 are people.
pub fn measure(mention: &Mention) -> Unit {
    match mention.unit().name() {
        "名" | "位" | "人次" => Unit::new("人"),
        name => Unit::new(name),
    }
}

/// A quantity with its unit for adding, see [`measure`].
pub fn measured(mention: &Mention) -> Mention {
    let mut mention = mention.clone();
    mention.quantity.unit = measure(&mention);
    if let Some(upper) = &mut mention.upper {
        upper.unit = mention.quantity.unit.clone();
    }
    mention
}

/// Measure words that count anything at all.
pub fn counts_anything(unit: &Unit) -> bool {
    matches!(
        unit.name(),
        "个" | "项" | "处" | "件" | "条" | "次" | "家" | "套" | "场" | "期" | "种" | "类" | "座" | "（无单位）"
    )
}

/// Whether a part can be a part of a whole: its words do not say that other things are counted.
pub fn is_of_one_kind(reading: &Reading, whole: &Mention, part: &Mention) -> bool {
    const MAKING: [&str; 16] = [
        "建成", "新建", "建设", "改造", "发展", "培育", "创建", "打造", "举办", "开展", "实施", "引进", "设立", "配备",
        "安装", "挽回",
    ];
    const MONEY: [&str; 9] = ["收入", "产值", "销售", "贷款", "增收", "利润", "赔付", "存款", "成交"];
    let said = |m: &Mention| [reading.subject(m), reading.object(m)];
    let has = |m: &Mention, word: &str| said(m).iter().any(|text| text.contains(word));
    if part.unit().converts_to(&Unit::new("元")) {
        // 概算投资8384万元，其中银行贷款2000万元: a loan may pay for what is built.
        let is_paid_by_loans = ["投资", "资金", "概算", "预算"].iter().any(|word| has(whole, word));
        return !MONEY
            .iter()
            .any(|word| has(part, word) && !has(whole, word) && !(*word == "贷款" && is_paid_by_loans));
    }
    if !counts_anything(part.unit()) {
        return true;
    }
    let noun = |m: &'_ Mention| -> String {
        reading.object(m).chars().take_while(|c| !"（(的，、".contains(*c)).collect()
    };
    let (of_whole, of_part) = (noun(whole), noun(part));
    let last_two = |word: &str| -> String { word.chars().skip(word.chars().count().saturating_sub(2)).collect() };
    if !of_whole.is_empty() && (1..=8).contains(&of_part.chars().count()) {
        return has(part, &last_two(&of_whole)) || has(whole, &last_two(&of_part));
    }
    let is_plain_name = reading.subject(part).trim_start_matches("其中").chars().count() <= 4;
    is_plain_name || !MAKING.iter().any(|verb| has(part, verb) && !has(whole, verb))
}
