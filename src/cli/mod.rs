//! The command line: one file for each command. Results go to stdout, what a build has to tell and progress to stderr. Exit status:
//! 0 done, 1 findings of severity error, 2 usage, 3 the machine failed.

mod archive;
mod audit;
mod build;
mod check;
mod day;
mod diff;
mod explain;
mod figures;
mod fonts;
mod gate;
mod links;
mod merge;
mod new;
mod pack;
mod publish;
mod replace;
mod review;
mod serve;
mod usage;
mod verify;

use crate::apart;
use crate::disk;
use crate::finding::{self, Finding, Language, Severity};
use crate::pipeline::Request;
use crate::plan::Prints;
use crate::source::Texts;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 把 YAML 数据和 Markdown 文稿做成数字不会错的网站和可付印的 PDF
#[derive(Parser)]
#[command(name = "yearbook", version, after_help = "Reports whose numbers cannot be wrong. 说明书见 README.zh-CN.md")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
pub struct Common {
    /// 站点文件夹（里面有 content；不写就是当前文件夹）
    #[arg(long, global = true, default_value = ".", value_name = "DIR", hide_default_value = true)]
    root: PathBuf,
    /// 输出文件夹（不写就是站点文件夹里的 output）
    #[arg(long, global = true, value_name = "DIR")]
    out: Option<PathBuf>,
    /// 主题
    #[arg(long, global = true, value_name = "NAME")]
    theme: Option<String>,
    /// 同时用几个线程，1 到 256
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// 问题清单的格式：text（不写就是它）、json 或 sarif
    #[arg(
        long,
        global = true,
        default_value = "text",
        value_name = "FORMAT",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 警告也算错误
    #[arg(long, global = true)]
    strict: bool,
    /// 只在出错时说话
    #[arg(long, global = true)]
    quiet: bool,
    /// 说中文（zh）还是英文（en）
    #[arg(long, global = true, value_name = "LANG", value_parser = ["zh", "en"], hide_possible_values = true)]
    lang: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

#[derive(Subcommand)]
enum Command {
    /// 生成网站和 PDF
    Build(build::Flags),
    /// 在浏览器里边写边看
    Serve(serve::Flags),
    /// 只检查，不生成
    Check(check::Flags),
    /// 查一篇文稿里自己说的数：重新算一遍，挑出写错的
    Audit(audit::Flags),
    /// 在空文件夹里建一个能直接生成的小站点
    New(new::Flags),
    /// 说明一条规则
    Explain(explain::Flags),
    /// 列出一份 PDF 里印的数：第几页、哪个指标、怎么算的、来源
    Figures(figures::Flags),
    /// 把关：能不能发布，写出给三审签字的清单
    Gate(gate::Flags),
    /// 签审：谁审过哪一稿
    Review(review::Flags),
    /// 生成网站，发到 site.yaml 里写的去处
    Publish(publish::Flags),
    /// 打成一个文件夹和一个压缩包，拿到哪台电脑上都能打开
    Pack(pack::Flags),
    /// 把一年的网站、数据和原文归成一个可以核验的档案包
    Archive(archive::Flags),
    /// 核验：PDF、文件夹、归档包或网站上的数，和它自己所带的数据是否一致
    Verify(verify::Flags),
    /// 比对：两年之间，或归档和现在之间，哪些数新增、没有了、变了
    Diff(diff::Flags),
    /// 列出每种字体用的是哪个文件、缺什么
    Fonts,
    /// 列出文稿和来源里连到别的网站的网址，各在哪一行
    Links,
}

/// How a command ended; the value is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done = 0,
    Findings = 1,
    Usage = 2,
    MachineFailed = 3,
}

pub fn run() -> ExitCode {
    let line = match command_line() {
        Ok(line) => line,
        Err(end) => return ExitCode::from(end as u8),
    };
    let common = line.common;
    // No number means one thread for each core. It fails only where a pool exists already; then that one serves.
    let jobs = common.jobs.map_or(0, usize::from);
    let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(apart::STACK).build_global();
    let ended = match line.command {
        Command::Build(flags) => build::run(&common, &flags),
        Command::Serve(flags) => serve::run(&common, &flags),
        Command::Publish(flags) => publish::run(&common, &flags),
        Command::Pack(flags) => pack::run(&common, &flags),
        Command::Check(flags) => check::run(&common, &flags),
        Command::Audit(flags) => audit::run(&common, &flags),
        Command::New(flags) => new::run(&common, &flags),
        Command::Explain(flags) => explain::run(&common, &flags),
        Command::Figures(flags) => figures::run(&common, &flags),
        Command::Archive(flags) => archive::run(&common, &flags),
        Command::Diff(flags) => diff::run(&common, &flags),
        Command::Verify(flags) => verify::run(&common, &flags),
        Command::Gate(flags) => gate::run(&common, &flags),
        Command::Review(flags) => review::run(&common, &flags),
        Command::Fonts => fonts::run(&common),
        Command::Links => links::run(&common),
    };
    match ended {
        Ok(end) => ExitCode::from(end as u8),
        Err(error) => {
            common.tell_failure(&error);
            ExitCode::from(End::MachineFailed as u8)
        }
    }
}

/// The command line, read; else how the run ends, and what there was to say has been said.
fn command_line() -> Result<CommandLine, End> {
    let arguments: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    // Before it is read: the language in which to say that it cannot be read.
    let lang = arguments.iter().enumerate().find_map(|(i, word)| match word.strip_prefix("--lang=") {
        None if word == "--lang" => arguments.get(i + 1).cloned(),
        lang => lang.map(str::to_string),
    });
    let language = language_of(lang);
    let read = usage::in_language(CommandLine::command(), language)
        .try_get_matches()
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    read.map_err(|error| {
        let is_own = matches!(
            error.kind(),
            clap::error::ErrorKind::DisplayHelp
                | clap::error::ErrorKind::DisplayVersion
                | clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        );
        match language {
            Language::Chinese if !is_own => tell(&usage::in_chinese(&error)),
            _ => drop(error.print()),
        }
        if error.use_stderr() { End::Usage } else { End::Done }
    })
}

/// The language that was asked for, else that of the environment, else Chinese.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn language_of(lang: Option<String>) -> Language {
    let wanted = lang.or_else(|| {
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
    });
    match wanted.as_deref() {
        Some(word) if word.starts_with("en") => Language::English,
        _ => Language::Chinese,
    }
}

/// Says a result on stdout. Whoever reads it may stop: `yearbook audit 稿.md | head`; the run still ends as its findings say.
fn print(words: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(words.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Says something on stderr. Whoever reads it may have stopped reading: that is no failure of ours.
fn tell(words: &str) {
    let _ = std::io::stderr().write_all(words.as_bytes());
}

impl Common {
    /// `--lang`, else the environment, else Chinese.
    fn language(&self) -> Language {
        language_of(self.lang.clone())
    }

    fn request(&self, prints: Prints) -> Request {
        Request { root: self.root.clone(), theme: self.theme.clone(), prints }
    }

    fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.root.join("output"))
    }

    fn say(&self, zh: &str, en: &str) {
        if !self.quiet {
            let words = if self.language() == Language::Chinese { zh } else { en };
            tell(&format!("{words}\n"));
        }
    }

    /// Says that the machine failed, and how.
    fn tell_failure(&self, error: &std::io::Error) {
        let language = self.language();
        let word = match language {
            Language::Chinese => "机器出错：",
            Language::English => "the machine failed: ",
        };
        tell(&format!("{word}{}\n", disk::told(error).in_language(language)));
    }

    /// Says that the machine, the network or a host failed, in words of ours.
    fn tell_failed(&self, zh: &str, en: &str) {
        tell(&format!("{}\n", if self.language() == Language::Chinese { zh } else { en }));
    }

    /// Says why the command line cannot be followed, also where only errors may speak.
    fn refuse(&self, zh: &str, en: &str) -> End {
        tell(&format!("{}\n", if self.language() == Language::Chinese { zh } else { en }));
        End::Usage
    }

    /// Shows findings beside the work that was asked for: as text on stderr. Says how the run ends because of them.
    fn show(&self, findings: Vec<Finding>, texts: &Texts) -> std::io::Result<End> {
        let is_terminal = std::io::stderr().is_terminal();
        self.show_by(findings, texts, is_terminal, &|words| {
            tell(words);
            Ok(())
        })
    }

    /// Shows findings that are themselves what was asked for: on stdout, whatever the format.
    fn report(&self, findings: Vec<Finding>, texts: &Texts) -> std::io::Result<End> {
        self.show_by(findings, texts, std::io::stdout().is_terminal(), &print)
    }

    fn show_by(
        &self,
        findings: Vec<Finding>,
        texts: &Texts,
        colours: bool,
        say: &dyn Fn(&str) -> std::io::Result<()>,
    ) -> std::io::Result<End> {
        let findings = match self.strict {
            true => findings.into_iter().map(strict).collect(),
            false => findings,
        };
        let language = self.language();
        match self.format {
            Format::Json => print(&format!("{}\n", finding::json(&findings, texts, language)))?,
            Format::Sarif => {
                let title = |code: &str| explain::title(code, language);
                print(&format!("{}\n", finding::sarif(&findings, texts, language, &title)))?;
            }
            Format::Text => {
                let shown: Vec<Finding> =
                    findings.iter().filter(|f| !self.quiet || f.severity == Severity::Error).cloned().collect();
                say(&finding::text(&shown, texts, language, colours))?;
                if !self.quiet {
                    say(&format!("{}\n", finding::summary_line(&findings, language)))?;
                }
            }
        }
        Ok(self.ended(&findings))
    }

    /// How a run with these findings ends.
    fn ended(&self, findings: &[Finding]) -> End {
        let fails = |finding: &Finding| {
            finding.severity == Severity::Error || self.strict && finding.severity == Severity::Warning
        };
        if findings.iter().any(fails) { End::Findings } else { End::Done }
    }
}

fn strict(finding: Finding) -> Finding {
    match finding.severity {
        Severity::Warning => Finding { severity: Severity::Error, ..finding },
        _ => finding,
    }
}

/// The absolute form of a path that may not exist yet.
fn absolute(path: &Path) -> std::io::Result<PathBuf> {
    std::path::absolute(path)
}

/// Whole or not at all: what is there may be open in a reader.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| disk::named(error, folder))?;
    std::io::Write::write_all(&mut file, bytes).map_err(|error| disk::named(error, path))?;
    file.persist(path).map_err(|error| disk::named(error.error, path))?;
    Ok(())
}
