//! `yearbook pack`: builds the site, and packs it to be handed on.

use super::build::{self, Made};
use super::day::Day;
use super::gate::{self, Passage};
use super::{Common, End, Format};
use crate::deploy::pack;
use crate::finding::{self, visible};
use crate::plan::Prints;
use indicatif::HumanBytes;
use std::io;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Flags {
    /// 放在哪个文件夹（不写就是站点文件夹里的 pack）
    #[arg(id = "pack_to", long = "to", value_name = "DIR")]
    to: Option<PathBuf>,
    /// 不做 PDF，只打网站
    #[arg(long)]
    no_pdf: bool,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    passage: Passage,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let out = common.out();
    let to = flags.to.clone().unwrap_or_else(|| common.root.join("pack"));
    if let Some(end) = build::refuse_bad_output(common, &to)? {
        return Ok(end);
    }
    if build::resolved(&to)?.starts_with(build::resolved(&out)?) {
        return Ok(common.refuse(
            "--to 不能在输出文件夹里：输出文件夹里的都会发布",
            "--to must not lie in the output folder: what is there is published",
        ));
    }
    let prints = Prints { documents: !flags.no_pdf, volumes: Vec::new() };
    let Made { proof, findings, .. } = match build::site(common, prints, &|_| Ok(None))? {
        Ok(made) => made,
        Err(end) => return Ok(end),
    };
    let verdict = match gate::pass(common, &flags.passage, flags.day.get(), &proof, &findings)? {
        Ok(verdict) => verdict,
        Err(end) => return Ok(end),
    };
    let packed = pack::pack(&out, &to, &proof.book.settings.short)?;
    let failed = finding::has_error(&packed.findings);
    let mut end = common.ended(&findings);
    match common.format {
        Format::Text if packed.findings.is_empty() => {}
        Format::Text => end = common.show(packed.findings, &proof.texts)?,
        _ => end = common.report([verdict.findings, packed.findings].concat(), &proof.texts)?,
    }
    if failed {
        common.say("有错误，没有打包", "there are errors: nothing was packed");
        return Ok(end);
    }
    let (folder, zip) = (packed.folder.to_string_lossy(), packed.zip.to_string_lossy());
    let (folder, zip, start, size) = (visible(&folder), visible(&zip), pack::START, HumanBytes(packed.bytes));
    common.say(
        &format!("打好了：{zip}（{size}），文件夹 {folder}，{} 个文件；解压以后打开 {start}", packed.files),
        &format!("packed: {zip} ({size}), folder {folder}, {} files; unpack it and open {start}", packed.files),
    );
    Ok(end)
}
