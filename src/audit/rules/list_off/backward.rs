//! A count behind its list: `基本教育、基本医疗、住房安全、饮水安全和社会兜底五项保障`, `定人、定岗、定责“三定”`.

use super::Head;
use crate::audit::Verdicts;
use crate::audit::items::{self, Items};
use crate::reading::is_han;

/// A list is looked for this far back, in bytes.
const FAR: usize = 600;

/// Words right before a count that take it for themselves: 新增三个, 这五项, 等四类.
const TAKING: [&str; 61] = [
    "占", "新增", "实施", "建成", "开展", "打造", "推进", "完成", "落实", "聚焦", "围绕", "抓好", "突出", "的", "为",
    "共", "有", "这", "达", "建设", "出台", "制定", "形成", "获", "举办", "组织", "设立", "培育", "推出", "创建",
    "建立", "健全", "到", "在", "了", "全部", "上述", "以上", "下列", "以下", "其他", "另外", "安排", "选取", "选派",
    "覆盖", "整合", "划分", "分成", "分", "成", "列入", "评为", "发布", "构建", "召开", "解决", "办好", "坚持", "用好",
    "涉及",
];

/// `behind` is where the count before this one ends.
pub fn check(head: &Head, behind: usize, verdicts: &mut Verdicts) {
    let count = &head.count;
    let start = if count.is_label { count.range.start - '“'.len_utf8() } else { count.range.start };
    let from = head.text.ceil_char_boundary(start.saturating_sub(FAR));
    if let Some(pieces) = with_numbers(&head.text[from..start], &head.text[count.range.end..]) {
        let items = Items { least: pieces.len(), most: pieces.len(), is_plain: true, is_open: false };
        return head.judge(&items, true, verdicts);
    }
    if let Some(list) = in_one_quotation(&head.text[from..start]).filter(|_| !count.is_label) {
        let items = items::of(list);
        return head.judge(&items, items.least >= 3, verdicts);
    }
    let clause = items::last_clause(&head.text[from..start]);
    if clause.chars().count() < 4 || clause.starts_with('”') {
        return;
    }
    let clause_start = start - clause.len();
    let clause = &head.text[clause_start.max(behind.min(start))..start];
    let noun = &head.text[count.end..];
    let is_open = clause.ends_with('等') || is_one_of_more(clause, noun);
    if !is_open && TAKING.iter().any(|word| clause.ends_with(word)) {
        return;
    }
    let pieces = items::pieces(clause);
    let mut items = items::of(clause);
    if items.most < 2 {
        return;
    }
    if let Some(shared) = count.shared.filter(|_| count.is_label) {
        let with_it = pieces.iter().filter(|piece| piece.contains(shared)).count();
        let is_object = clause.starts_with(['把', '将']) && pieces.iter().all(|piece| piece.chars().count() <= 8);
        if with_it < 2 && !is_object {
            return;
        }
        items.is_plain = (with_it == pieces.len() || is_object) && pieces.len() >= 3 && items.is_plain;
    } else if count.is_label {
        items.is_plain = false;
    }
    let is_list = pieces.len() >= 3 || pieces.len() == 2 && (items.least == 3 || are_two_names(&pieces));
    // 规模养殖基地8个 after a list counts bases, not items; 4种 counts the list.
    let is_count_of_items = !count.is_arabic
        || counts_offices(&head.text[count.range.end..], &pieces)
        || counts_kinds(&head.text[count.range.end..])
        || counts_named(&head.text[count.range.end..], &pieces)
            && count.number.abs_diff(items.least) <= (items.least / 2).max(2)
        || counts_actions(&head.text[count.range.end..]) && count.number.abs_diff(items.least) <= 1
        || ["种", "类", "大"].iter().any(|m| head.text[count.range.end..].starts_with(m));
    let is_tied = is_list
        && is_count_of_items
        && are_alike(&pieces)
        && !items::without_insides(clause).contains(|c: char| c.is_ascii_digit());
    head.judge(&items, is_tied && !is_open, verdicts);
}

/// 红果、黄果、黑果3个系列: the noun says that names are counted.
fn counts_kinds(behind: &str) -> bool {
    ["个系列", "个等级", "个档次", "个类别", "个板块", "个环节", "个领域", "个方面", "个门类"]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// 低保、特困、残疾人两项补贴等: the count belongs to the last item, or the list goes on behind it.
fn is_one_of_more(clause: &str, noun: &str) -> bool {
    let is_a_name = clause.ends_with("残疾人") && noun.starts_with("补贴");
    let noun: String = noun.chars().take(6).take_while(|c| is_han(*c)).collect();
    is_a_name || noun.contains('等') && !noun.contains("等级")
}

/// 甲坑、洋尾、南门3个城中村: what has a name each. 甲镇、乙镇、丙镇5个村 counts what lies in them.
fn counts_named(behind: &str, pieces: &[&str]) -> bool {
    const NAMED: [&str; 70] = [
        "城市",
        "省份",
        "省",
        "市",
        "县",
        "区",
        "州",
        "旗",
        "镇",
        "乡",
        "街道",
        "村",
        "寨",
        "屯",
        "社区",
        "小区",
        "城中村",
        "行政村",
        "自然村",
        "片区",
        "街区",
        "园区",
        "库区",
        "景区",
        "景点",
        "国家",
        "部门",
        "单位",
        "委办局",
        "赛项",
        "赛区",
        "专业",
        "学科",
        "工种",
        "职业",
        "行业",
        "品种",
        "品类",
        "产业",
        "学段",
        "渠道",
        "科室",
        "流域",
        "口岸",
        "安置点",
        "安置区",
        "功能区",
        "地市",
        "专项行动",
        "场所",
        "场馆",
        "阵地",
        "主题",
        "小组",
        "村寨",
        "中心村",
        "牧区",
        "林场",
        "道路",
        "公路",
        "河流",
        "河道",
        "街巷",
        "线路",
        "干道",
        "水库",
        "大桥",
        "学校",
        "医院",
        "水厂",
    ];
    const PLACES: &str = "省市县区镇乡村";
    let Some(noun) = behind
        .strip_prefix(['个', '条', '座', '所'])
        .or_else(|| behind.starts_with(['镇', '乡', '县', '村', '室', '校']).then_some(behind))
    else {
        return false;
    };
    let is_named = noun.len() == behind.len() || NAMED.iter().any(|word| noun.starts_with(word));
    let nouns: String = noun.chars().take_while(|c| is_han(*c)).take(4).collect();
    let names = pieces[1..].iter().filter(|piece| !piece.ends_with("农村"));
    let of_places = names.filter_map(|piece| piece.chars().next_back()).filter(|c| PLACES.contains(*c));
    is_named && of_places.into_iter().all(|place| nouns.contains(place))
}

/// “强基、赋能、护航”3项行动: one quotation holds the whole list.
fn in_one_quotation(text: &str) -> Option<&str> {
    let inner = text.strip_suffix('”')?;
    let inner = &inner[inner.rfind('“')? + '“'.len_utf8()..];
    let is_list = inner.contains('、') && !inner.contains(['，', '。', '；', '+', '”']);
    let is_even = items::pieces(inner).iter().all(|piece| (1..=8).contains(&piece.chars().count()));
    (is_list && is_even).then_some(inner)
}

/// A 12人、B 8人、C 5人，共3类: the items have their numbers with them.
fn with_numbers<'t>(text: &'t str, behind: &str) -> Option<Vec<&'t str>> {
    let list = items::last_clause(text.strip_suffix("，共")?);
    let pieces = items::pieces(list);
    let is_kind =
        ["种", "类"].iter().any(|m| behind.strip_prefix(m).is_some_and(|b| b.starts_with(['，', '。', '；'])));
    let has_number = |piece: &&str| piece.contains(|c: char| c.is_ascii_digit()) && !piece.contains('和');
    (is_kind && pieces.len() >= 3 && !list.contains('等') && pieces.iter().all(has_number)).then_some(pieces)
}

/// 市住建局、市财政局2个部门: each item is an office.
fn counts_offices(behind: &str, pieces: &[&str]) -> bool {
    const ENDS: &str = "局办委院部厅会社站队团行联府司";
    ["个部门", "个单位", "家单位", "个委办局"].iter().any(|word| behind.starts_with(word))
        && pieces.iter().all(|piece| piece.ends_with(|c| ENDS.contains(c)))
}

/// 法治讲座、法律咨询、模拟法庭3项活动, 乱占、乱采、乱堆3项“清四乱”行动: what is done is listed before its count.
fn counts_actions(behind: &str) -> bool {
    const ACTIONS: [&str; 13] =
        ["活动", "行动", "工作", "任务", "措施", "制度", "服务", "机制", "内容", "课程", "主题", "专项", "“"];
    behind.strip_prefix('项').is_some_and(|noun| ACTIONS.iter().any(|action| noun.starts_with(action)))
}

/// 玉米、大豆三大作物: two short names of about one length, neither of which is a verb that takes the count.
fn are_two_names(pieces: &[&str]) -> bool {
    // 重点打造“焊工”“月嫂”: what stands before the first is no part of its name.
    let is_quoted = |piece: &&str| piece.starts_with('“') && piece.ends_with('”');
    if pieces[1..].iter().all(is_quoted) && pieces[0].contains('“') && pieces[0].ends_with('”') {
        return true;
    }
    const VERBS: [&str; 13] = ["及", "于", "出", "成", "好", "取", "给", "对", "从", "以", "向", "按", "每"];
    let pieces: Vec<&str> = pieces.iter().map(|piece| without_ordinal(piece)).collect();
    let lengths: Vec<usize> = pieces.iter().map(|piece| piece.chars().count()).collect();
    lengths.iter().all(|length| (2..=5).contains(length))
        && lengths[0].abs_diff(lengths[1]) <= 1
        && !pieces
            .iter()
            .any(|piece| VERBS.iter().chain(&TAKING).any(|verb| piece.ends_with(verb) || piece.starts_with(verb)))
}

/// 三是高寨 names 高寨.
fn without_ordinal(piece: &str) -> &str {
    piece
        .split_once('是')
        .filter(|(ordinal, _)| items::han(ordinal).is_some() || *ordinal == "一")
        .map_or(piece, |(_, name)| name)
}

/// Items of one form: the middle ones are about as long as the last, or begin or end alike.
fn are_alike(pieces: &[&str]) -> bool {
    let chars: Vec<Vec<char>> = pieces[1..].iter().map(|piece| piece.chars().collect()).collect();
    let Some((last, others)) = chars.split_last() else { return false };
    let starts_with_a_verb = |piece: &[char]| {
        let text: String = piece.iter().collect();
        TAKING.iter().any(|word| word.chars().count() == 2 && text.starts_with(word))
    };
    // 招标投标制、建设监理制: what ends alike is of one form, whatever it starts with.
    if last.len() >= 3 && pieces.iter().all(|piece| piece.chars().next_back() == last.last().copied()) {
        return true;
    }
    !starts_with_a_verb(last)
        && others.iter().all(|other| {
            let near = other.len().abs_diff(last.len()) <= last.len().max(4);
            near && !starts_with_a_verb(other)
        })
}
