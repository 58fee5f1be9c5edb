//! `yearbook publish`: builds the site, and puts it where readers are.

use super::build::{self, Made};
use super::day::Day;
use super::gate::{self, Passage};
use super::{Common, End, Format, print};
use crate::deploy::{self, How, Job, Plan, Report, Step, Stop};
use crate::finding::visible;
use crate::model::destination::{Destination, DestinationKind};
use crate::pipeline::Proof;
use crate::plan::Prints;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use std::fmt::Write;
use std::io;
use std::time::Duration;

#[derive(clap::Args)]
pub struct Flags {
    /// site.yaml 里给去处起的名字（只有一个就不用写）
    target: Option<String>,
    /// 只说要发什么，不发
    #[arg(long)]
    dry_run: bool,
    /// 网站里已经没有的，到那边也删去
    #[arg(long)]
    prune: bool,
    /// 那边被别人改过、有别的文件或没有发完，也照发
    #[arg(long)]
    overwrite: bool,
    /// 不做 PDF，只发网站
    #[arg(long)]
    no_pdf: bool,
    /// 对方多久不回应算断了，秒
    #[arg(long, value_name = "SECONDS", default_value = "60", hide_default_value = true, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    passage: Passage,
}

/// How many files are under way at once where nothing else is asked for.
const JOBS: usize = 8;

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let prints = Prints { documents: !flags.no_pdf, volumes: Vec::new() };
    // A target that cannot be is told before the whole site is made.
    let look = |proof: &Proof| match chosen(common, &proof.book.settings.destinations, flags.target.as_deref()) {
        Ok(destination) => refuse_folder(common, destination),
        Err(end) => Ok(Some(end)),
    };
    let made = match build::site(common, prints, &look)? {
        Ok(made) => made,
        Err(end) => return Ok(end),
    };
    let Made { proof, built, .. } = &made;
    let destination = match chosen(common, &proof.book.settings.destinations, flags.target.as_deref()) {
        Ok(destination) => destination,
        Err(end) => return Ok(end),
    };
    // Who only asks what would be sent hears what the gate says, too, and puts nothing on record.
    let passage = if flags.dry_run { &Passage::default() } else { &flags.passage };
    match gate::pass(common, passage, flags.day.get(), proof, &made.findings)? {
        // In JSON the verdict is the whole answer.
        Err(end) if !flags.dry_run || common.format != Format::Text => return Ok(end),
        _ => {}
    }
    let job = Job {
        destination,
        root: &common.root,
        out: &common.out(),
        origin: built.origin.clone(),
        how: How {
            is_dry: flags.dry_run,
            prunes: flags.prune,
            overwrites: flags.overwrite,
            jobs: common.jobs.map_or(JOBS, usize::from),
            patience: Duration::from_secs(flags.timeout),
        },
        environment: &environment,
    };
    let bar = progress_bar(common);
    let sent = deploy::publish(&job, &|step| match step {
        Step::Planned { bytes } => bar.set_length(bytes),
        Step::Sent { bytes } => bar.inc(bytes),
    });
    let seconds = bar.elapsed().as_secs_f64();
    bar.finish_and_clear();
    match sent {
        Ok(report) => say(common, flags, destination, &report, seconds),
        Err(Stop::Findings(findings)) => common.show(findings, &proof.texts),
        Err(Stop::Failed(message)) => {
            let name = visible(&destination.name);
            common.tell_failed(
                &format!("没有发到“{name}”：{}", message.zh),
                &format!("not published to `{name}`: {}", message.en),
            );
            Ok(End::MachineFailed)
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "credentials come from the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The destination of a name, or the only one.
fn chosen<'d>(common: &Common, all: &'d [Destination], name: Option<&str>) -> Result<&'d Destination, End> {
    let names = all.iter().map(|one| visible(&one.name).into_owned()).collect::<Vec<_>>().join("、");
    match (name, all) {
        (_, []) => Err(common.refuse(
            "site.yaml 里没有写发到哪里：加一段 publish，写法见 docs/publishing.zh-CN.md",
            "site.yaml does not say where to publish: add `publish`, as docs/publishing.md shows",
        )),
        (None, [only]) => Ok(only),
        (None, _) => Err(common.refuse(
            &format!("发到哪里？yearbook publish 后面写一个：{names}"),
            &format!("publish where? name one behind `yearbook publish`: {names}"),
        )),
        (Some(name), _) => all.iter().find(|one| one.name == name).ok_or_else(|| {
            let name = visible(name);
            common.refuse(
                &format!("site.yaml 里没有“{name}”这个去处，有的是：{names}"),
                &format!("site.yaml has no target `{name}`; it has: {names}"),
            )
        }),
    }
}

/// A folder of the site itself, or one that holds it, cannot be where it is published.
fn refuse_folder(common: &Common, destination: &Destination) -> io::Result<Option<End>> {
    let DestinationKind::Folder(folder) = &destination.kind else { return Ok(None) };
    let folder = common.root.join(folder);
    if let Some(end) = build::refuse_bad_output(common, &folder)? {
        return Ok(Some(end));
    }
    let (folder, out) = (build::resolved(&folder)?, build::resolved(&common.out())?);
    let own = ["gate", "pack", "archive", "shards"].map(|name| common.root.join(name));
    for own in own {
        if folder.starts_with(build::resolved(&own)?) {
            return Ok(Some(common.refuse(
                "发布的文件夹不能是 gate、pack、archive、shards：那里放别的东西",
                "gate, pack, archive and shards hold other things: name another folder to publish to",
            )));
        }
    }
    if folder.starts_with(&out) || out.starts_with(&folder) {
        return Ok(Some(common.refuse(
            "发布的文件夹和输出文件夹不能一个在另一个里面",
            "the folder that is published to and the output folder must not lie within each other",
        )));
    }
    Ok(None)
}

fn say(common: &Common, flags: &Flags, destination: &Destination, report: &Report, seconds: f64) -> io::Result<End> {
    if common.format != Format::Text {
        print(&format!("{}\n", json(destination, report, flags.dry_run)))?;
        return Ok(End::Done);
    }
    let Plan { new, changed, unchanged, gone, bytes } = &report.plan;
    let (new_count, changed_count, gone_count) = (new.len(), changed.len(), gone.len());
    let (name, size) = (visible(&destination.name), HumanBytes(*bytes).to_string());
    if flags.dry_run {
        let mut list = String::new();
        let zh = common.language() == crate::finding::Language::Chinese;
        for (word, paths) in [
            (if zh { "新的" } else { "new" }, new),
            (if zh { "有变" } else { "changed" }, changed),
            (if zh { "没有了" } else { "gone" }, gone),
        ] {
            for path in paths {
                let _ = writeln!(list, "{word}  {}", visible(path));
            }
        }
        print(&list)?;
        common.say(
            &format!("“{name}”：新的 {new_count} 个，有变的 {changed_count} 个，没有变的 {unchanged} 个，网站里没有了的 {gone_count} 个；要发 {size}。没有发"),
            &format!("`{name}`: {new_count} new, {changed_count} changed, {unchanged} unchanged, {gone_count} gone; {size} to send. Nothing was sent"),
        );
        return Ok(End::Done);
    }
    let Report { deleted, compared, .. } = report;
    let left = gone_count - (*deleted).min(gone_count);
    let (left_zh, left_en) = match left {
        0 => (String::new(), String::new()),
        _ => (
            format!("；那边还有 {left} 个网站里已经没有的文件，加 --prune 删去"),
            format!("; {left} files that the site no longer has are still there: --prune deletes them"),
        ),
    };
    let sent = new_count + changed_count;
    common.say(
        &format!(
            "发到“{name}”（{}）：新的 {new_count} 个，有变的 {changed_count} 个，没有变的 {unchanged} 个，删去 {deleted} 个；发了 {sent} 个文件、{size}，用了 {seconds:.1} 秒，读回 {compared} 个核对，都一致{left_zh}",
            visible(&destination.kind.address()),
        ),
        &format!(
            "published to `{name}` ({}): {new_count} new, {changed_count} changed, {unchanged} unchanged, {deleted} deleted; {sent} files, {size} in {seconds:.1} s, {compared} read back and the same{left_en}",
            visible(&destination.kind.address()),
        ),
    );
    Ok(End::Done)
}

fn json(destination: &Destination, report: &Report, is_dry: bool) -> serde_json::Value {
    let Report { plan, deleted, compared } = report;
    serde_json::json!({
        "target": destination.name,
        "kind": destination.kind.word(),
        "address": destination.kind.address(),
        "dry_run": is_dry,
        "new": plan.new,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "gone": plan.gone,
        "bytes": plan.bytes,
        "deleted": deleted,
        "compared": compared,
    })
}

fn progress_bar(common: &Common) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    build::progress_bar(0, common).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
