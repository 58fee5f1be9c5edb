//! `yearbook verify THING…`: whether PDFs, folders, bags and served sites say what their own data give. The verdict is the result, on stdout:
//! 一致, or each difference.

use super::{Common, End, Format};
use crate::finding::{self, Language, visible};
use crate::pipeline::Tools;
use crate::source::Texts;
use crate::verify::{self, Seen, Verified};
use std::io;
use std::sync::Arc;

#[derive(clap::Args)]
pub struct Flags {
    /// PDF、输出文件夹、打包的文件夹、归档包（文件夹、.zip、.tar）或网址
    #[arg(value_name = "THING", required = true)]
    things: Vec<String>,
    /// 网址：只抽这么多个文件核对，不写就全部核对
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    sample: Option<u32>,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let tools = Arc::new(Tools::default());
    let mut verdicts = Vec::new();
    for thing in &flags.things {
        verdicts.push((thing, verify::thing(thing, flags.sample.map(|n| n as usize), &tools)?));
    }
    let language = common.language();
    let mut end = End::Done;
    match common.format {
        Format::Text => {
            for (thing, verified) in &verdicts {
                end = worse(end, common.ended(&verified.findings));
                super::print(&in_words(common, thing, verified, flags.things.len() > 1))?;
            }
        }
        Format::Json => {
            let all: Vec<_> = verdicts.iter().map(|(thing, verified)| as_json(thing, verified, language)).collect();
            for (_, verified) in &verdicts {
                end = worse(end, common.ended(&verified.findings));
            }
            super::print(&(serde_json::to_string_pretty(&all)? + "\n"))?;
        }
        Format::Sarif => {
            let findings = verdicts.into_iter().flat_map(|(_, verified)| verified.findings).collect();
            end = common.report(findings, &Texts::default())?;
        }
    }
    Ok(end)
}

fn worse(one: End, other: End) -> End {
    if one == End::Done { other } else { one }
}

fn in_words(common: &Common, thing: &str, verified: &Verified, is_one_of_many: bool) -> String {
    let language = common.language();
    let mut words = String::new();
    if !verified.findings.is_empty() {
        words += &finding::text(&verified.findings, &Texts::default(), language, false);
    }
    if common.quiet && verified.is_sound() {
        return words;
    }
    for remark in &verified.remarks {
        let remark = remark.in_language(language);
        words += &match language {
            Language::Chinese => format!("说明：{}\n", visible(remark)),
            Language::English => format!("note: {}\n", visible(remark)),
        };
    }
    if is_one_of_many {
        words += &format!("{}{}", visible(thing), if language == Language::Chinese { "：" } else { ": " });
    }
    words + &verdict(verified, language) + "\n"
}

/// `一致：12 页，143 个数都和所带数据推出的一样`
fn verdict(verified: &Verified, language: Language) -> String {
    let count = verified.findings.iter().filter(|f| f.severity == finding::Severity::Error).count();
    let Seen { documents, whole, exact, files, .. } = verified.seen;
    let seen = seen(verified.seen, language);
    if !verified.is_sound() {
        return match language {
            Language::Chinese if seen.is_empty() => format!("不一致：{count} 处"),
            Language::Chinese => format!("不一致：{count} 处（核对了{seen}）"),
            Language::English if seen.is_empty() => format!("not consistent: {count} differences"),
            Language::English => format!("not consistent: {count} differences (looked at {seen})"),
        };
    }
    let (same, same_en) = match (files > 0, documents) {
        (true, 0) => ("都相符", "all agree"),
        (true, _) if exact == documents => {
            ("都相符，PDF 重做出来逐字节相同", "all agree, and the PDFs come out the same to the byte")
        }
        (true, _) if whole == documents => ("都相符，PDF 全文逐字相同", "all agree, and the PDFs in all their text"),
        (true, _) => ("都相符", "all agree"),
        (false, 0) => ("都相符", "all agree"),
        (false, _) if exact == documents => {
            ("都和所带数据推出的一样，重做出来逐字节相同", "as the carried data give them, the same to the byte")
        }
        (false, _) if whole == documents => {
            ("都和所带数据推出的一样，全文逐字相同", "as the carried data give them, all text the same")
        }
        (false, _) => ("都和所带数据推出的一样", "as the carried data give them"),
    };
    match language {
        Language::Chinese => format!("一致：{seen}，{same}"),
        Language::English => format!("consistent: {seen}, {same_en}"),
    }
}

/// What was looked at: `12 页，143 个数`.
fn seen(seen: Seen, language: Language) -> String {
    let Seen { files, pages, web_pages, figures, documents, whole: _, exact: _ } = seen;
    let mut parts = Vec::new();
    let mut add = |count: usize, zh: String, en: String| {
        if count > 0 {
            parts.push(if language == Language::Chinese { zh } else { en });
        }
    };
    add(files, format!("{files} 个文件的校验和"), format!("{files} checksums"));
    add(web_pages, format!("{web_pages} 个网页"), format!("{web_pages} web pages"));
    add(documents.saturating_sub(1), format!("{documents} 份 PDF"), format!("{documents} PDFs"));
    add(pages, format!("{pages} 页"), format!("{pages} pages"));
    add(figures, format!("{figures} 个数"), format!("{figures} figures"));
    parts.join(if language == Language::Chinese { "，" } else { ", " })
}

fn as_json(thing: &str, verified: &Verified, language: Language) -> serde_json::Value {
    let findings = finding::json(&verified.findings, &Texts::default(), language);
    let remarks: Vec<&str> = verified.remarks.iter().map(|remark| remark.in_language(language)).collect();
    serde_json::json!({
        "thing": thing,
        "verdict": if verified.is_sound() { "一致" } else { "不一致" },
        "is_sound": verified.is_sound(),
        "seen": verified.seen,
        "findings": serde_json::from_str::<serde_json::Value>(&findings).unwrap_or_default(),
        "remarks": remarks,
    })
}
