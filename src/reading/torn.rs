//! Whether a line of plain text is the rest of the paragraph before it, which a page or a hard line break has torn apart.

use super::units::is_unit_start;

/// How wide the full lines of a text are, in characters, where its lines were broken by hand or by a converter.
pub struct Wrapping {
    full: Option<usize>,
}

/// Wider lines are paragraphs, not lines of a page.
const WIDEST: usize = 60;

impl Wrapping {
    /// From all lines of the text: the width that one line in five reaches.
    pub fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut widths: Vec<usize> = lines.map(width).collect();
        widths.sort_unstable();
        let full = widths.get(widths.len() * 4 / 5).copied().filter(|full| (16..=WIDEST).contains(full));
        Self { full: full.filter(|_| widths.len() >= 8) }
    }

    /// Whether `next` goes on where `before` stops. `is_prose` says that the line before holds marks of a sentence,
    /// `stands_below` that no empty line divides the two.
    pub fn joins(&self, before: &str, is_prose: bool, stands_below: bool, next: &str) -> bool {
        if !is_torn(before) || begins_a_paragraph(next) {
            return false;
        }
        let is_full = stands_below && self.full.is_some_and(|full| width(before) * 10 >= full * 9);
        let starts_with_words = next.starts_with(|c: char| c.is_alphanumeric() || "，。、；：“”《》）%·".contains(c));
        is_open(before)
            || before.ends_with(['、', '，', ',']) && starts_with_words
            || is_full && (starts_with_words || next.starts_with(['（', '(']))
            || is_within_a_phrase(before) && starts_with_words && next.contains(['，', '。', '；'])
            || begins_with_quantity(next) && !is_numbered_head(before)
            || next.starts_with(['，', '。', '、', '；', '”', '》', '）', '%', '％'])
            || is_prose && starts_with_words && next.contains(['，', '。', '；', ',', ';'])
    }
}

/// The width of a line in Han characters: two digits or Latin letters take the room of one.
fn width(line: &str) -> usize {
    let halves: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    halves / 2
}

/// A line that stops within a sentence.
fn is_torn(text: &str) -> bool {
    !text.ends_with(['。', '；', '！', '？', '…', ';', '!', '?', ':', '：'])
        && !["。”", "。）", "。)", "？”", "！”", "……”"].iter().any(|end| text.ends_with(end))
}

/// A line that ends with a word that something must follow, or with a number without its unit.
fn is_within_a_phrase(text: &str) -> bool {
    const WORDS: [&str; 12] = ["的", "和", "与", "为", "达", "至", "在", "将", "及", "约", "超过", "共"];
    WORDS.iter().any(|word| text.ends_with(word)) || text.ends_with(|c: char| c.is_ascii_digit())
}

/// `5.2亿元，完成投资。`: the number that the words of the line before speak of.
fn begins_with_quantity(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < text.len() && is_unit_start(rest) && !rest.starts_with(['年', '月', '日', '号', '级'])
}

/// `（一）收入`: a heading is no torn line.
fn is_numbered_head(text: &str) -> bool {
    text.chars().take(4).any(|c| matches!(c, '、' | '．' | '.' | '）' | ')'))
}

/// A line that leaves a bracket or a quotation open.
fn is_open(text: &str) -> bool {
    [('（', '）'), ('“', '”'), ('《', '》')].iter().any(|(open, close)| {
        text.rfind(*open).is_some_and(|at| text.rfind(*close).is_none_or(|end| end < at)) && text.contains(['，', '。'])
    })
}

/// A line that begins with the mark of a paragraph: a number, a dash, a bullet, 附件, 注.
fn begins_a_paragraph(text: &str) -> bool {
    const MARKS: [&str; 12] = ["——", "—", "附件", "附：", "注：", "报：", "送：", "发：", "抄送", "来源", "□", "■"];
    let unbracketed = text.trim_start_matches(['（', '(']);
    let rest = unbracketed.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_decimal = rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    let has_number = rest.len() < unbracketed.len();
    let is_numbered = has_number && !is_decimal && rest.starts_with(['、', '.', '．', ')', '）'])
        || has_number && rest.starts_with('是');
    let begins_a_part = text.starts_with('第') && text.chars().take(6).any(|c| "条章节部".contains(c));
    is_numbered || begins_a_part || MARKS.iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_line_is_known() {
        let lines = ["处置险情 216 起，比 2022 年国庆多 23 起，日均 27 起，与上年同期"; 8];
        let wrapped = Wrapping::of(lines.into_iter());
        let joins = |before: &str, next: &str| wrapped.joins(before, before.contains('，'), true, next);
        assert!(joins(lines[0], "（日均约 27.6 起）基本持平。"));
        assert!(joins("（规上工业 71 家、", "限上批零住餐 58 家）"));
        assert!(joins("完成县烈士陵园提质改造，“9", "·30”烈士纪念日当天"));
        assert!(joins("调解纠纷263件，成功率", "93.9%，比上年提高2个百分点。"));
        assert!(!joins("调解纠纷263件，成功率", "1.抓好落实，"));
        assert!(!joins("签约3家，", "（二）加强管理，"));
        assert!(!joins("一、工作情况", "全年签约3家，增长较快。"));
        assert!(!joins("丰都县工作领导小组办公室", "2024年4月10日"));
    }
}
