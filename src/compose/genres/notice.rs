//! The front matter of a 公文: from keys to the elements of GB/T 9704—2012.

use super::{text, without_label};
use crate::compose::prose::Prose;
use crate::model::article::Genre;
use crate::model::notice::{Attendance, Form, Mark, Notice, Signature};
use crate::read::{Field, Mapping};

/// English and Chinese names of the forms.
const FORMS: [(&str, &str, Form); 4] = [
    ("document", "文件", Form::Document),
    ("letter", "信函", Form::Letter),
    ("order", "命令", Form::Order),
    ("minutes", "纪要", Form::Minutes),
];

pub(super) fn notice(prose: &mut Prose, front: &Mapping) -> Option<Genre> {
    let form = front.field(&["form", "格式"]).map_or(Some(Form::Document), |field| form(&field))?;
    let secrecy = front.field(&["secrecy", "密级"]).and_then(|field| one_of(&field, is_secrecy, "机密★20年"));
    let urgency = front.field(&["urgency", "紧急程度"]).and_then(|field| one_of(&field, is_urgency, "特急"));
    let copy = front.field(&["copy", "份号"]).and_then(|field| one_of(&field, is_copy_number, "\"000012\""));
    Some(Genre::Notice(Notice {
        form,
        mark: front.field(&["masthead", "版头"]).and_then(|f| f.mapping()).map_or_else(Mark::default, |map| mark(map)),
        number: number(front, form).unwrap_or_default(),
        copy: copy.unwrap_or_default(),
        secrecy: secrecy.unwrap_or_default(),
        urgency: urgency.unwrap_or_default(),
        signers: texts(prose, front, &["signers", "签发人"]),
        recipients: text(prose, front, &["recipients", "主送"]).trim_end_matches(['：', ':']).to_string(),
        attendance: attendance(prose, front),
        signature: signature(prose, front),
        disclosure: text(prose, front, &["disclosure", "附注"]).trim_matches(['（', '）', '(', ')']).to_string(),
        copies_to: without_label(text(prose, front, &["copies_to", "抄送"]), "抄送"),
        printed_by: text(prose, front, &["printed_by", "印发机关"]),
        printed_on: front.field(&["printed_on", "印发日期"]).and_then(|f| f.date()),
    }))
}

fn form(field: &Field) -> Option<Form> {
    let name = field.text()?;
    let form = FORMS.iter().find(|(en, zh, _)| *en == name || *zh == name).map(|(.., form)| *form);
    if form.is_none() {
        let (zh, en): (Vec<&str>, Vec<&str>) = FORMS.iter().map(|(en, zh, _)| (*zh, *en)).unzip();
        field.tell_wrong_shape(&format!("{}之一", zh.join("、")), &format!("one of {}", en.join(", ")), "格式: 信函");
    }
    form
}

/// A text of a fixed form, see the tests beside.
fn one_of(field: &Field, is_right: fn(&str) -> bool, example: &str) -> Option<String> {
    let text = field.text().filter(|text| !text.is_empty())?;
    if is_right(&text) {
        return Some(text);
    }
    field.tell_wrong_shape(
        &format!("规定的样子，不是“{text}”"),
        &format!("in the prescribed form, not `{text}`"),
        example,
    );
    None
}

/// 绝密, 机密 or 秘密, with ★ and a period where one is set (7.2.2).
pub(super) fn is_secrecy(text: &str) -> bool {
    let (level, period) = text.split_once('★').unwrap_or((text, "长期"));
    let digits = period.trim_end_matches(['年', '个', '月', '天', '日']);
    let is_period = period == "长期"
        || digits.len() < period.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    matches!(level, "绝密" | "机密" | "秘密") && is_period
}

/// 特急 or 加急; of a telegram also 特提 and 平急 (7.2.3).
fn is_urgency(text: &str) -> bool {
    matches!(text, "特急" | "加急" | "特提" | "平急")
}

/// Six digits (7.2.1).
fn is_copy_number(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

fn mark(map: Mapping) -> Mark {
    let name = map.words(&["name", "名称"]);
    let mut organs = map.field(&["organs", "机关"]).map_or_else(Vec::new, |f| f.texts());
    let kind = map.words(&["kind", "字样"]);
    map.finish();
    if !name.is_empty() {
        organs.insert(0, name);
    }
    Mark { organs, kind }
}

/// The year in full inside 〔〕, no 第, no padding (7.2.5); of an order its running number alone.
fn number(front: &Mapping, form: Form) -> Option<String> {
    let map = front.field(&["number", "发文字号"])?.mapping()?;
    let serial: Option<u32> = map.required(&["serial", "顺序号"]).and_then(|f| f.whole_number());
    let number = if form == Form::Order {
        map.field(&["year", "年份"]);
        map.field(&["organ", "机关代字"]);
        serial.map(|serial| format!("第{serial}号"))
    } else {
        let organ = map.required_words(&["organ", "机关代字"]).and_then(|f| f.text());
        let year: Option<i32> = map.required(&["year", "年份"]).and_then(|f| f.whole_number());
        organ.zip(year).zip(serial).map(|((organ, year), serial)| format!("{organ}〔{year}〕{serial}号"))
    };
    map.finish();
    number
}

fn attendance(prose: &mut Prose, front: &Mapping) -> Vec<Attendance> {
    const LISTS: [(&str, &[&str]); 3] =
        [("出席", &["attending", "出席"]), ("请假", &["absent", "请假"]), ("列席", &["observing", "列席"])];
    let lists = LISTS.into_iter().map(|(label, keys)| {
        let names = texts(prose, front, keys).join("、");
        Attendance { label, names: without_label(names, label).trim_end_matches('。').to_string() }
    });
    lists.filter(|list| !list.names.is_empty()).collect()
}

fn signature(prose: &mut Prose, front: &Mapping) -> Signature {
    let organs = texts(prose, front, &["signed", "署名"]);
    let seal = front.field(&["seal", "印章"]).is_some_and(|field| field.is_true());
    let signatory = front.field(&["signatory", "签名章"]).and_then(|f| f.mapping()).map(|map| {
        let (post, name) = (map.text(&["post", "职务"]), map.text(&["name", "姓名"]));
        map.finish();
        (post, name)
    });
    Signature { organs, seal, signatory }
}

fn texts(prose: &mut Prose, front: &Mapping, names: &[&'static str]) -> Vec<String> {
    let fields = front.field(names).map_or_else(Vec::new, |field| field.list());
    let texts = fields.into_iter().map(|field| prose.field_text(Some(field)));
    texts.filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_secrecy_have_one_form() {
        for right in ["机密", "秘密★5年", "绝密★长期", "机密★6个月"] {
            assert!(is_secrecy(right), "{right}");
        }
        for wrong in ["内部", "机密20年", "机密★", "机密★年", "机密★二十年", "★20年"] {
            assert!(!is_secrecy(wrong), "{wrong}");
        }
    }

    #[test]
    fn copies_are_numbered_with_six_digits() {
        assert!(is_copy_number("000012"));
        assert!(["12", "0000012", "00001a", "０００１２３"].iter().all(|wrong| !is_copy_number(wrong)));
    }
}
