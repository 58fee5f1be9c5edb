//! `repeated-passage`: a sentence, or a run of sentences, that stood in the text before. Headings, rows of tables, short
//! sentences and what every section ends with (责任单位：…) may return. Sentences are compared by hash, so a long text costs
//! no more than it is long.

use crate::audit::Verdicts;
use crate::reading::{ParagraphKind, Reading, han_count, is_han};
use std::collections::HashMap;

/// So many Han characters make a sentence that nobody writes twice by chance.
const LONG: usize = 16;
const HELP: (&str, &str) = ("删去一处；有意重复的，换个说法", "leave one of the two out, or say it in other words");
/// Formulas that return in laws, plans and notices.
const FORMULAS: [&str; 16] = [
    "责任单位",
    "牵头单位",
    "责任领导",
    "责任部门",
    "配合单位",
    "完成时限",
    "联系人",
    "联系电话",
    "构成犯罪",
    "法律、",
    "违反本",
    "国家另有规定",
    "来源：",
    "注：",
    "（责任",
    "牵头领导",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let sentences: Vec<&str> = reading.sentences.iter().map(|s| bare(reading.slice(&s.range))).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut near = Near::default();
    let mut i = 0;
    while i < sentences.len() {
        let told = is_told(reading, i, sentences[i]);
        let before = first.get(sentences[i]).copied().filter(|_| told);
        let before = before.or_else(|| just_before(reading, &sentences, i));
        let Some(before) = before else {
            if told {
                first.insert(sentences[i], i);
                if let Some((before, word)) = near.but_for_a_word(&sentences, i) {
                    tell_all_but(reading, verdicts, before, i, word);
                }
            }
            i += 1;
            continue;
        };
        let mut end = i + 1;
        while end < sentences.len() && before + (end - i) < i && same(sentences[end], sentences[before + (end - i)]) {
            end += 1;
        }
        tell(reading, verdicts, before, i..end);
        i = end;
    }
}

/// 民宿户428户，合计7062万元。民宿户428户，合计7062万元。: a sentence too short to be told elsewhere, twice in a row.
fn just_before(reading: &Reading, sentences: &[&str], i: usize) -> Option<usize> {
    let before = i.checked_sub(1)?;
    let is_prose = |i: usize| reading.paragraphs[reading.sentences[i].paragraph].kind == ParagraphKind::Prose;
    let many = sentences[i].chars().filter(char::is_ascii_digit).count();
    let is_same = sentences[i] == sentences[before] && is_prose(i) && is_prose(before);
    let is_told = is_same && many >= 3 && han_count(sentences[i]) >= LONG / 2
        || is_prose(i) && is_end_again(reading, sentences, i, before);
    is_told.then_some(before)
}

/// 抓紧整改，把风险化解在萌芽之时。把风险化解在萌芽之时。: the end of a sentence, or the whole of it, printed once more. A speech may say so
/// for stress, and a cry may return.
fn is_end_again(reading: &Reading, sentences: &[&str], i: usize, before: usize) -> bool {
    let stops = |i: usize| reading.slice(&reading.sentences[i].range).ends_with('。');
    let is_beside = reading.sentences[i].paragraph == reading.sentences[before].paragraph;
    let head = sentences[before].strip_suffix(sentences[i]);
    let is_whole_clauses = head.is_some_and(|head| head.is_empty() || head.ends_with(['，', '；', '：']));
    is_beside && is_whole_clauses && stops(i) && stops(before) && han_count(sentences[i]) >= LONG / 2
}

/// So many characters of each end are looked up.
const END: usize = 10;
/// A word that stands in one of two sentences has no more characters.
const WORD: usize = 4;
/// Of a sentence that differs by a word from another, so many Han characters.
const LONG_BUT_FOR_A_WORD: usize = 24;

/// The long sentences so far by their first and by their last characters.
#[derive(Default)]
struct Near<'t>(HashMap<&'t str, usize>);

impl<'t> Near<'t> {
    /// The sentence before that has a word more or less than one, and that word.
    fn but_for_a_word(&mut self, sentences: &[&'t str], i: usize) -> Option<(usize, &'t str)> {
        let sentence = sentences[i];
        if han_count(sentence) < LONG_BUT_FOR_A_WORD {
            return None;
        }
        let nth = |n: usize| sentence.char_indices().nth(n).map_or(sentence.len(), |(at, _)| at);
        let ends = [&sentence[..nth(END)], &sentence[nth(sentence.chars().count() - END)..]];
        let found = ends.iter().find_map(|end| {
            let before = *self.0.get(end)?;
            Some((before, added_word(sentences[before], sentence)?))
        });
        for end in ends {
            self.0.insert(end, i);
        }
        found
    }
}

/// What the longer of two texts has more than the other, in one place: a word without digits.
fn added_word<'t>(a: &'t str, b: &'t str) -> Option<&'t str> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let head: usize = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let rest = &short[head..];
    let word = long[head..].strip_suffix(rest)?;
    let is_word = (1..=WORD).contains(&word.chars().count()) && word.chars().all(is_han);
    is_word.then_some(word)
}

/// The same sentence, or its beginning where the text breaks off.
fn same(second: &str, first: &str) -> bool {
    second == first || han_count(second) >= LONG / 2 && first.starts_with(second)
}

/// A sentence without what may differ between two prints of it.
fn bare(sentence: &str) -> &str {
    sentence.trim_matches(|c: char| c.is_whitespace() || "—-·•□■●。！？；;，,：:”“）（".contains(c))
}

fn is_told(reading: &Reading, sentence: usize, bare: &str) -> bool {
    let paragraph = &reading.paragraphs[reading.sentences[sentence].paragraph];
    paragraph.kind != ParagraphKind::TableRow
        && (paragraph.kind == ParagraphKind::Prose || bare.contains(|c: char| c.is_ascii_digit()))
        && han_count(bare) >= LONG
        && !FORMULAS.iter().any(|formula| bare.starts_with(formula))
        && !bare.ends_with("负责")
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, before: usize, run: std::ops::Range<usize>) {
    let range = reading.sentences[run.start].range.start..reading.sentences[run.end - 1].range.end;
    let (line, earlier) = (reading.line(range.start), reading.line(reading.sentences[before].range.start));
    let count = run.len();
    let opening: String = bare(reading.slice(&reading.sentences[before].range)).chars().take(12).collect();
    let (zh, en) = match count {
        1 => ("这句话".to_string(), "this sentence stands".to_string()),
        _ => (format!("第{line}行起的{count}句"), format!("{count} sentences from line {line} on stand")),
    };
    verdicts
        .doubt(
            range,
            format!("{zh}在第{earlier}行已有（“{opening}…”）"),
            format!("{en} on line {earlier} already ({opening}…)"),
        )
        .help(HELP.0, HELP.1);
}

fn tell_all_but(reading: &Reading, verdicts: &mut Verdicts, before: usize, at: usize, word: &str) {
    let range = reading.sentences[at].range.clone();
    let earlier = reading.line(reading.sentences[before].range.start);
    verdicts
        .doubt(
            range,
            format!("这句话和第{earlier}行那句只差“{word}”"),
            format!("this sentence differs from the one on line {earlier} by “{word}” alone"),
        )
        .help(HELP.0, HELP.1);
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::{expect, told};

    const A: &str = "全市农业保险累计赔付8901万元，提供风险保障金35亿元。";
    const B: &str = "扶持易地搬迁出实效，确保群众搬得出、稳得住、能致富、生活好。";

    #[test]
    fn a_run_is_told_once() {
        let text = format!("{A}{B}\n完善安置社区组织体系，加强社区服务。\n{A}\n{B}设置4个安置点。");
        let found = told("repeated-passage", &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.zh.contains("第3行起的2句在第1行已有"), "{}", found[0].message.zh);
    }

    #[test]
    fn what_stands_twice_is_told() {
        let twice = |a: &str, b: &str, c: &str| format!("{a}{b}\n{c}");
        let other = "全市粮食产量再创新高，农民收入较快增长。";
        expect(
            "repeated-passage",
            &[
                &format!("{A}{A}"),
                &twice(A, B, A),
                &twice(A, other, A),
                &twice(other, A, &format!("——{A}")),
                &format!("{B}\n{other}\n{B}"),
                &format!("{other}\n一、加强领导\n{other}"),
                &format!("会议指出，{other}\n会议指出，{other}"),
                &format!("{A}\n\n{}", A.trim_end_matches('。')),
                "力争起数再降5%，把风险化解在萌芽之时、成灾之前。把风险化解在萌芽之时、成灾之前。",
                "要压实责任，确保按期完成全年任务。确保按期完成全年任务。",
                "群众反映较好。各乡镇要抓紧组织实施。各乡镇要抓紧组织实施。",
                "全市农业保险累计赔付8901万元，为广大农户和合作社提供风险保障金35亿元。群众满意。\n\n全市农业保险累计赔付8901万元，为广大农户和合作社及时提供风险保障金35亿元。",
            ],
            &[
                &format!("{A}{B}{other}"),
                "加强组织领导。压实工作责任。加强组织领导。",
                "抓好落实。（责任单位：县农业农村局、县乡村振兴局、县财政局、县水利局负责）\n再抓落实。（责任单位：县农业农村局、县乡村振兴局、县财政局、县水利局负责）",
                "甲乡新建厂房12座，带动农户300户稳定增收致富。乙乡新建厂房15座，带动农户200户稳定增收致富。",
                "责任单位：县农业农村局、县乡村振兴局、县财政局、县水利局。\n责任单位：县农业农村局、县乡村振兴局、县财政局、县水利局。",
                "违反本条例规定的，由县级以上人民政府责令限期改正。\n违反本条例规定的，由县级以上人民政府责令限期改正。",
                "项目\t2023年完成投资额和占全年计划的比重情况\n项目\t2023年完成投资额和占全年计划的比重情况",
                "巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作综述\n巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作综述",
                "同志们！大家好！同志们！",
                "联系人：张三，办公地点在县政府大楼一楼大厅政务服务中心。\n联系人：张三，办公地点在县政府大楼一楼大厅政务服务中心。",
                "上半年全市农业保险累计赔付8901万元。下半年全市农业保险累计赔付9901万元。",
                "一是抓收入。二是抓就业。一是抓收入。二是抓就业。",
                "他说，我们绝不能忘记这段历史！我们绝不能忘记这段历史！",
                "要抓落实。抓落实。关键在抓落实。",
                "全县新增就业，完成全年目标任务。全市完成全年目标任务。",
                "全市农业保险累计赔付8901万元，为广大农户和合作社提供风险保障金35亿元。\n\n全市农业保险累计赔付8901万元，为广大农户和合作社提供风险保障金335亿元。",
            ],
        );
    }
}
