//! `yearbook diff A B`: two years of a site, two bags, or a bag and today's content.

use super::{Common, End, Format, build, print};
use crate::archive::{Bag, SOURCE};
use crate::diff::{self, Difference, Side, told};
use crate::disk::named;
use crate::finding::{self, Finding, visible};
use crate::pipeline::{self, Proof, Request};
use crate::plan::Prints;
use crate::render::web;
use std::io;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Flags {
    /// 早的：年份、站点文件夹，或归档包（文件夹、.zip、.tar）
    #[arg(value_name = "A")]
    before: String,
    /// 晚的：同上
    #[arg(value_name = "B")]
    after: String,
    /// 另存成一个网页
    #[arg(long, value_name = "FILE.html")]
    page: Option<PathBuf>,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    if let Some(end) = flags.page.as_deref().map_or(Ok(None), |page| refuse_page(common, page))? {
        return Ok(end);
    }
    if let (Some(before), Some(after)) = (year(&flags.before), year(&flags.after)) {
        let proof = match sound(common, &common.request(Prints::default()), "")? {
            Ok(proof) => proof,
            Err(end) => return Ok(end),
        };
        if let Some(end) = refuse_empty_year(common, &proof, [before, after]) {
            return Ok(end);
        }
        return show(common, flags, &diff::years(&proof.book, before, after), Vec::new(), &proof);
    }
    let before = match opened(common, &flags.before)? {
        Ok(state) => state,
        Err(end) => return Ok(end),
    };
    let after = match opened(common, &flags.after)? {
        Ok(state) => state,
        Err(end) => return Ok(end),
    };
    let (difference, findings) = diff::between(side(&flags.before, &before), side(&flags.after, &after));
    show(common, flags, &difference, findings, &after)
}

/// A page is a page, and takes the place of no file that the site is made from or shows.
fn refuse_page(common: &Common, page: &Path) -> io::Result<Option<End>> {
    let is_page = page.extension().is_some_and(|ending| ending == "html" || ending == "htm");
    if is_page && !build::is_of_the_site(common, page)? {
        return Ok(is_of_others(page)?.then(|| {
            let page = page.to_string_lossy();
            let page = visible(&page);
            common.refuse(
                &format!("{page} 已经有了，不是比对的网页，没有动；换一个名字"),
                &format!("{page} is there and is no page of a comparison: it was left as it is; take another name"),
            )
        }));
    }
    Ok(Some(common.refuse(
        "--page 要写成 文件.html，不能在 content、themes 和输出文件夹里面",
        "--page takes FILE.html, not inside content, themes or the output folder",
    )))
}

/// Whether something lies there that `diff` did not write. A link is never followed.
#[expect(clippy::disallowed_methods, reason = "looks at what `--page` would replace")]
fn is_of_others(page: &Path) -> io::Result<bool> {
    match std::fs::symlink_metadata(page) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(named(error, page)),
        Ok(there) if !there.is_file() => Ok(true),
        Ok(_) => {
            let bytes = std::fs::read(page).map_err(|error| named(error, page))?;
            Ok(!String::from_utf8_lossy(&bytes).contains("<body class=\"page-diff\">"))
        }
    }
}

fn side<'s>(name: &'s str, proof: &'s Proof) -> Side<'s> {
    Side { name, book: &proof.book, articles: &proof.articles, texts: &proof.texts }
}

/// A year of the site; a folder may have the name of one.
fn year(name: &str) -> Option<i32> {
    let is_year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()) && !Path::new(name).exists();
    name.parse().ok().filter(|_| is_year)
}

/// A state that can be compared, or how the run ends; what there was to say has been said.
fn opened(common: &Common, name: &str) -> io::Result<Result<Proof, End>> {
    let path = Path::new(name);
    let shown = visible(name);
    if year(name).is_some() {
        let (zh, en) = (
            format!("{shown} 是年份，另一个不是：两个都写年份，或都写站点、归档包"),
            format!("{shown} is a year and the other is not: name two years, or two sites or bags"),
        );
        return Ok(Err(common.refuse(&zh, &en)));
    }
    if path.join("content").is_dir() {
        return sound(common, &Request { root: path.to_path_buf(), theme: None, prints: Prints::default() }, name);
    }
    if !path.try_exists().map_err(|error| named(error, path))? {
        return Ok(Err(common.refuse(&format!("没有 {shown}"), &format!("there is no {shown}"))));
    }
    let bag = match Bag::open(path)? {
        Ok(bag) => bag,
        Err(why) => {
            let why = why.message();
            return Ok(Err(common.refuse(
                &format!("{shown} 不是站点（里面没有 content），也不是归档包：{}", why.zh),
                &format!("{shown} is no site (it has no content), and no bag: {}", why.en),
            )));
        }
    };
    let faults = bag.faults()?;
    if let Some(fault) = faults.first() {
        let (count, path, what) = (faults.len(), visible(&fault.path), fault.what.message());
        return Ok(Err(common.refuse(
            &format!("{shown} 和自己的清单有 {count} 处不符，不能拿来比；第一处：{path}，{}", what.zh),
            &format!("{shown} differs from its own manifests in {count} places; the first: {path}, {}", what.en),
        )));
    }
    let root = bag.folder().join("data").join(SOURCE);
    sound(common, &Request { root, theme: None, prints: Prints::default() }, name)
}

/// A site without errors: from one with errors figures are missing that nobody took away.
fn sound(common: &Common, request: &Request, name: &str) -> io::Result<Result<Proof, End>> {
    let proof = pipeline::proof(request)?;
    if !finding::has_error(&proof.findings) {
        return Ok(Ok(proof));
    }
    let end = common.show(proof.findings.clone(), &proof.texts)?;
    let name = visible(name);
    common.say(&format!("{name} 有错误，改好了再比"), &format!("{name} has errors: mend them first"));
    Ok(Err(end))
}

fn refuse_empty_year(common: &Common, proof: &Proof, years: [i32; 2]) -> Option<End> {
    let known = proof.site.years();
    let empty = years.into_iter().find(|year| !known.contains(year))?;
    let list = known.iter().map(i32::to_string).collect::<Vec<_>>();
    Some(common.refuse(
        &format!("{empty} 年没有数据；有的年份：{}", list.join("、")),
        &format!("there is nothing of {empty}; the years are {}", list.join(", ")),
    ))
}

fn show(
    common: &Common,
    flags: &Flags,
    difference: &Difference,
    findings: Vec<Finding>,
    latest: &Proof,
) -> io::Result<End> {
    if let Some(page) = &flags.page {
        match web::standalone(&latest.theme, &latest.book.settings, "diff.html", difference) {
            Ok(html) => super::put(page, html.as_bytes())?,
            Err(findings) => return common.show(findings, &latest.texts),
        }
    }
    match common.format {
        Format::Json => {
            print(&(serde_json::to_string_pretty(difference)? + "\n"))?;
            Ok(common.ended(&findings))
        }
        Format::Sarif => common.report(findings, &latest.texts),
        Format::Text => {
            print(&told(difference, common.language()))?;
            match findings.is_empty() {
                true => Ok(End::Done),
                false => common.show(findings, &latest.texts),
            }
        }
    }
}
