//! A 公文 by the elements of GB/T 9704—2012: what clause 7 puts on its first and last page, and what the special forms of
//! clause 10 have instead. Lays nothing out.

use super::Date;

#[derive(Clone, Debug, Default)]
pub struct Notice {
    pub form: Form,
    pub mark: Mark,
    /// 发文字号, ready to print: 丰委农办〔2024〕8号; of an order 第1号.
    pub number: String,
    /// 份号: six digits. Empty where the copies are not numbered.
    pub copy: String,
    /// 密级和保密期限: 机密★20年
    pub secrecy: String,
    /// 紧急程度: 特急
    pub urgency: String,
    /// 签发人, in the order of the organs. Only documents to those above have them.
    pub signers: Vec<String>,
    pub recipients: String,
    /// 出席、请假、列席 of a meeting, in that order.
    pub attendance: Vec<Attendance>,
    pub signature: Signature,
    /// 附注, without its brackets.
    pub disclosure: String,
    pub copies_to: String,
    pub printed_by: String,
    pub printed_on: Option<Date>,
}

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// 文件格式 (7)
    #[default]
    Document,
    /// 信函格式 (10.1)
    Letter,
    /// 命令（令）格式 (10.2)
    Order,
    /// 纪要格式 (10.3)
    Minutes,
}

impl Form {
    /// The name in front matter and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Letter => "letter",
            Self::Order => "order",
            Self::Minutes => "minutes",
        }
    }
}

/// 发文机关标志
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// One line for each organ that issues the document together with others; the first is the one in charge.
    pub organs: Vec<String>,
    /// 文件, beside the organs; empty where it is part of the only organ's line, or left out.
    pub kind: String,
}

impl Mark {
    /// A line for each organ, the kind behind the last.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.organs.clone();
        if let Some(last) = lines.last_mut() {
            last.push_str(&self.kind);
        }
        lines
    }
}

/// 出席：甲、乙。
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub label: &'static str,
    pub names: String,
}

/// Who a document is from, at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// 发文机关署名, the one in charge first.
    pub organs: Vec<String>,
    /// Room is left for a seal on each name.
    pub seal: bool,
    /// 签发人签名章: the post (县长) and, where it is not stamped, the name.
    pub signatory: Option<(String, String)>,
}
