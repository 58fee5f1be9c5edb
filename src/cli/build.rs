//! `yearbook build`: the whole line.

use super::serve::end_by_signal;
use super::{Common, End, absolute, merge, tell};
use crate::finding::{self, Finding, Severity, visible};
use crate::pipeline::{self, Built, Extent, Kept, Proof, Retold};
use crate::plan::{Portion, Prints};
use crate::publish;
use crate::source::Texts;
use crate::stopwatch::Stopwatch;
use crate::watch::{How, Next, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Flags {
    /// 不做 PDF，只做网站
    #[arg(long)]
    no_pdf: bool,
    /// 把这一年的全部文稿和数据印成一册（可以写几次，做几册）
    #[arg(long = "volume", value_name = "YEAR")]
    volumes: Vec<i32>,
    /// 输出文件夹里有别的文件，也往里写
    #[arg(long)]
    force: bool,
    /// 说明每个阶段用了多少时间、内存最多用了多少
    #[arg(long)]
    timings: bool,
    /// 内容一变就再生成一次，直到按 Ctrl-C
    #[arg(long)]
    watch: bool,
    /// 隔一会儿看一遍文件有没有变，用于网络盘
    #[arg(long, requires = "watch")]
    poll: bool,
    /// 只做网站的一片，如 3/16，写到 shards/3-of-16（或 --out），以后和别的各片合起来
    #[arg(long, value_name = "I/N", conflicts_with = "watch")]
    shard: Option<Portion>,
    /// 每个网页和数据文件都重做，也包括不做也一样的（版面没有变的 PDF 照旧）
    #[arg(long)]
    afresh: bool,
    /// 把各片的文件夹合成整个网站，写到输出文件夹
    #[arg(
        long,
        value_name = "FOLDER",
        num_args = 1..,
        conflicts_with_all = ["shard", "no_pdf", "volumes", "timings", "watch", "afresh"]
    )]
    merge: Vec<PathBuf>,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    if !flags.merge.is_empty() {
        return merge::run(common, &flags.merge, flags.force);
    }
    let out = out_of(common, flags.shard);
    if let Some(end) = refuse_output(common, &out, flags.force)? {
        return Ok(end);
    }
    if flags.shard.is_some() && !flags.force && publish::holds_a_whole_site(&out) {
        let out = out.to_string_lossy();
        let out = visible(&out);
        return Ok(common.refuse(
            &format!("{out} 里是整个网站，写进一片，别的就都删了；换一个文件夹，确实要写就加 --force"),
            &format!(
                "{out} holds a whole site, and one shard would remove the rest: name another folder, or add --force"
            ),
        ));
    }
    match flags.watch {
        true => build_again_and_again(common, flags),
        false => timed(common, flags, &mut Kept::default()),
    }
}

/// Builds, and builds again after each change, until the run is ended. Whatever goes wrong is told, and the output stays as it was.
fn build_again_and_again(common: &Common, flags: &Flags) -> io::Result<End> {
    let mut watch = Watch::over(&common.root, if flags.poll { How::Polled } else { How::Told });
    end_by_signal(watch.stopper())?;
    let mut kept = Kept::for_several_runs();
    // Each build looks at all files: what it makes is kept.
    loop {
        if let Err(error) = timed(common, flags, &mut kept) {
            common.tell_failure(&error);
        }
        common.say("等着下一次改动；按 Ctrl-C 结束", "waiting for the next change; Ctrl-C ends");
        if watch.wait() == Next::Stop {
            return Ok(End::Done);
        }
    }
}

fn timed(common: &Common, flags: &Flags, kept: &mut Kept) -> io::Result<End> {
    let watch = if flags.timings { Stopwatch::started() } else { Stopwatch::off() };
    let end = build(common, flags, &watch, kept)?;
    if flags.timings {
        tell(&watch.table(common.language()));
    }
    Ok(end)
}

/// A site that was made and lies in the output folder.
pub(super) struct Made {
    pub proof: Proof,
    pub built: Built,
    /// Everything that there is to tell, none of it an error.
    pub findings: Vec<Finding>,
}

/// Looks at a proof before anything is made of it: how the run ends where it cannot go on, and what there was to say has been said.
pub(super) type Look<'l> = &'l dyn Fn(&Proof) -> io::Result<Option<End>>;

/// The whole site in its output folder, for a command that goes on with it. What leaves the house is made afresh.
pub(super) fn site(common: &Common, prints: Prints, look: Look) -> io::Result<Result<Made, End>> {
    let out = common.out();
    match refuse_output(common, &out, false)? {
        Some(end) => Ok(Err(end)),
        None => {
            let extent = Extent { portion: None, is_afresh: true };
            make(common, prints, &out, extent, look, &Stopwatch::off(), &mut Kept::default())
        }
    }
}

/// Makes the site into a folder. Where it cannot be made, says why and how the run ends.
fn make(
    common: &Common,
    prints: Prints,
    out: &Path,
    extent: Extent,
    look: Look,
    watch: &Stopwatch,
    kept: &mut Kept,
) -> io::Result<Result<Made, End>> {
    let proof = pipeline::timed_proof(&common.request(prints), watch, kept)?;
    let blocked = finding::has_error(&proof.findings)
        || (common.strict && proof.findings.iter().any(|f| f.severity == finding::Severity::Warning));
    if blocked {
        let end = common.show(proof.findings.clone(), &proof.texts)?;
        say_nothing_written(common);
        return Ok(Err(end));
    }
    if let Some(end) = look(&proof)? {
        return Ok(Err(end));
    }
    let files = proof.site.files.len() / extent.portion.map_or(1, |portion| usize::from(portion.of));
    let bar = progress_bar(files, common);
    let mut built = pipeline::publish_extent(&proof, &common.root, out, extent, &|| bar.inc(1), watch, kept)?;
    bar.finish_and_clear();
    let mut findings = proof.findings.clone();
    let failed = finding::has_error(&built.findings);
    findings.append(&mut built.findings);
    if failed {
        let end = common.show(findings, &proof.texts)?;
        say_nothing_written(common);
        return Ok(Err(end));
    }
    Ok(Ok(Made { proof, built, findings }))
}

fn build(common: &Common, flags: &Flags, watch: &Stopwatch, kept: &mut Kept) -> io::Result<End> {
    let prints = Prints { documents: !flags.no_pdf, volumes: flags.volumes.clone() };
    let out = out_of(common, flags.shard);
    let extent = Extent { portion: flags.shard, is_afresh: flags.afresh };
    let may_pass = |told: &Retold| !common.strict || told.findings.iter().all(|f| f.severity != Severity::Warning);
    let retold = pipeline::retold(&common.request(prints.clone()), &out, extent, watch, kept)?;
    if let Some(Retold { built, findings, texts }) = retold.filter(may_pass) {
        return say_what_was_built(common, flags, &out, &built, findings, &texts);
    }
    match make(common, prints, &out, extent, &|_| Ok(None), watch, kept)? {
        Ok(Made { proof, built, findings }) => say_what_was_built(common, flags, &out, &built, findings, &proof.texts),
        Err(end) => Ok(end),
    }
}

fn say_what_was_built(
    common: &Common,
    flags: &Flags,
    out: &Path,
    built: &Built,
    findings: Vec<Finding>,
    texts: &Texts,
) -> io::Result<End> {
    let end = common.show(findings, texts)?;
    let p = built.published;
    let index = out.join("index.html").to_string_lossy().into_owned();
    let out = out.to_string_lossy();
    let (next_zh, next_en) = match flags.shard {
        Some(portion) => (
            format!("第 {portion} 片在 {}；都做完了用 --merge 合起来", visible(&out)),
            format!("Shard {portion} is in {}; when all are made, --merge puts them together", visible(&out)),
        ),
        None => (format!("打开 {}", visible(&index)), format!("Open {}", visible(&index))),
    };
    common.say(
        &format!(
            "{} 个网页，{} 份 PDF（重做 {} 份）；写了 {} 个文件，{} 个没有变，删去 {} 个。{next_zh}",
            built.pages, built.pdfs, built.pdfs_remade, p.written, p.unchanged, p.removed
        ),
        &format!(
            "{} pages, {} PDFs ({} remade); {} files written, {} unchanged, {} removed. {next_en}",
            built.pages, built.pdfs, built.pdfs_remade, p.written, p.unchanged, p.removed
        ),
    );
    Ok(end)
}

pub(super) fn say_nothing_written(common: &Common) {
    common.say(
        "有错误，什么都没有写；上次的输出没有动",
        "there are errors: nothing was written, the output is as it was",
    );
}

/// Where a run writes: parts of a site lie beside its output, because what is in the output is published.
fn out_of(common: &Common, portion: Option<Portion>) -> PathBuf {
    let beside = |portion: Portion| common.root.join("shards").join(format!("{}-of-{}", portion.number, portion.of));
    match (&common.out, portion) {
        (None, Some(portion)) => beside(portion),
        _ => common.out(),
    }
}

/// Says why a folder cannot be written to: it is of the site's sources, or holds what is not ours.
pub(super) fn refuse_output(common: &Common, out: &Path, force: bool) -> io::Result<Option<End>> {
    if let Some(end) = refuse_bad_output(common, out)? {
        return Ok(Some(end));
    }
    if force || !publish::is_of_others(out)? {
        return Ok(None);
    }
    let out = out.to_string_lossy();
    let out = visible(&out);
    Ok(Some(common.refuse(
        &format!("{out} 里有别的文件，不是上次生成的输出，没有写；换一个空文件夹，确实要写进去就加 --force"),
        &format!(
            "{out} holds other files and no output of ours: nothing was written; name an empty folder, or add --force"
        ),
    )))
}

/// The output folder must not be the site itself or a folder of its sources.
pub(super) fn refuse_bad_output(common: &Common, out: &Path) -> io::Result<Option<End>> {
    let (root, out) = (resolved(&common.root)?, resolved(out)?);
    let is_source = ["content", "themes", "src"].iter().any(|folder| out.starts_with(root.join(folder)));
    if out == root || is_source || root.starts_with(&out) {
        return Ok(Some(common.refuse(
            "--out 不能是站点文件夹本身、它的上级，也不能在 content、themes 里面",
            "--out must not be the site, above it, or inside content or themes",
        )));
    }
    Ok(None)
}

/// True for a place whose files the next build would read, or readers would see.
pub(super) fn is_of_the_site(common: &Common, place: &Path) -> io::Result<bool> {
    let place = resolved(place)?;
    for own in [common.root.join("content"), common.root.join("themes"), common.out()] {
        if place.starts_with(resolved(&own)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A path without links and without `..`, also where its end does not exist yet.
#[expect(clippy::disallowed_methods, reason = "asks where two folders lie, reads nothing in them")]
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    let path = absolute(path)?;
    let existing = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, mut real)) = existing else { return Ok(path) };
    for part in path.strip_prefix(above).unwrap_or(Path::new("")) {
        match part.to_str() {
            Some("..") => drop(real.pop()),
            _ => real.push(part),
        }
    }
    Ok(real)
}

pub(super) fn progress_bar(files: usize, common: &Common) -> ProgressBar {
    let target = match io::stderr().is_terminal() && !common.quiet {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(files as u64), target).with_style(style)
}
