//! `yearbook archive YEAR`: the site of a year as a bag that proves itself.

use super::build::{self, Made};
use super::day::Day;
use super::gate::{self, Passage};
use super::{Common, End, Format};
use crate::archive::{self, Built, Wish};
use crate::container::Form;
use crate::finding::visible;
use crate::plan::Prints;
use clap::ValueEnum;
use std::io;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Flags {
    /// 哪一年
    #[arg(value_name = "YEAR")]
    year: i32,
    /// 放到哪个文件夹（不写就是站点文件夹里的 archive）
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// 做成 folder（文件夹，不写就是它）、zip 或 tar
    #[arg(
        long = "as",
        id = "as_form",
        value_name = "FORM",
        default_value = "folder",
        hide_default_value = true,
        hide_possible_values = true
    )]
    form: As,
    /// 另附 WARC 和 WACZ，供网页档案软件重放
    #[arg(long)]
    warc: bool,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    passage: Passage,
}

#[derive(Clone, Copy, ValueEnum)]
enum As {
    Folder,
    Zip,
    Tar,
}

impl From<As> for Form {
    fn from(form: As) -> Self {
        match form {
            As::Folder => Self::Folder,
            As::Zip => Self::Zip,
            As::Tar => Self::Tar,
        }
    }
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let folder = flags.to.clone().unwrap_or_else(|| common.root.join("archive"));
    if build::is_of_the_site(common, &folder)? {
        return Ok(common.refuse(
            "--to 不能在 content、themes 和输出文件夹里面",
            "--to must not be inside content, themes or the output folder",
        ));
    }
    let wish = Wish { year: flags.year, form: flags.form.into(), date: flags.day.get(), as_web_archive: flags.warc };
    let (at, is_taken) = archive::place(&wish, &folder)?;
    let shown = at.to_string_lossy();
    let shown = visible(&shown);
    if is_taken {
        return Ok(common.refuse(
            &format!("{shown} 已经有了；归过档的不覆盖，用 --to 换一个文件夹"),
            &format!(
                "{shown} is there already, and what is archived is never overwritten: name another folder by --to"
            ),
        ));
    }
    let prints = Prints { documents: true, volumes: vec![flags.year] };
    let Made { proof, findings, .. } = match build::site(common, prints, &|_| Ok(None))? {
        Ok(made) => made,
        Err(end) => return Ok(end),
    };
    let verdict = match gate::pass(common, &flags.passage, wish.date, &proof, &findings)? {
        Ok(verdict) => verdict,
        Err(end) => return Ok(end),
    };
    let built = Built {
        verdict: &verdict,
        proof: &proof,
        root: &common.root,
        out: &common.out(),
        theme: common.theme.as_deref(),
    };
    let made = archive::make(&built, &wish, &folder)?;
    let (files, megabytes) = (made.files, made.bytes.div_ceil(1_000_000));
    common.say(
        &format!("归档好了：{shown}，{files} 个文件，{megabytes} MB。核验：yearbook verify {shown}"),
        &format!("Archived: {shown}, {files} files, {megabytes} MB. To verify: yearbook verify {shown}"),
    );
    match common.format {
        Format::Text => Ok(common.ended(&findings)),
        _ => common.report(verdict.findings, &proof.texts),
    }
}
