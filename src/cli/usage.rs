//! The command line in the reader's language: its help, and what is wrong with a line that cannot be followed. Comes in: the command
//! as `clap` knows it, or its error. Goes out: the same with our words. Decides nothing about what is allowed.

use crate::finding::{Language, visible};
use crate::plan::MOST_PORTIONS;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command};

/// The command with headings, usage lines and helps in one language.
pub(super) fn in_language(command: Command, language: Language) -> Command {
    let words = Words::of(language);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(help.help(words.help))
        .arg(version.help(words.version))
        .subcommand_help_heading(words.commands);
    let command = worded(command, "", language);
    COMMANDS.iter().filter(|(name, ..)| !name.is_empty()).fold(command, |command, (name, ..)| {
        match name.split_once(' ') {
            Some((above, own)) => command.mut_subcommand(above, |above| {
                let above = above.subcommand_help_heading(words.commands).disable_help_subcommand(true);
                above.mut_subcommand(own, |below| worded(below, name, language))
            }),
            None => command.mut_subcommand(name, |below| worded(below, name, language)),
        }
    })
}

struct Words {
    usage: &'static str,
    commands: &'static str,
    arguments: &'static str,
    options: &'static str,
    help: &'static str,
    version: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::Chinese => Self {
                usage: "用法：",
                commands: "命令",
                arguments: "参数",
                options: "选项",
                help: "说明用法",
                version: "说明版本",
            },
            Language::English => Self {
                usage: "Usage: ",
                commands: "Commands",
                arguments: "Arguments",
                options: "Options",
                help: "Print help",
                version: "Print version",
            },
        }
    }
}

/// Each command: its usage behind the name, and what it does in English; the Chinese words stand on the commands themselves.
const COMMANDS: &[(&str, &str, &str, &str)] = &[
    (
        "",
        "[选项] <命令>",
        "[OPTIONS] <COMMAND>",
        "Turns YAML data and Markdown texts into a site and print-ready PDFs whose numbers cannot be wrong",
    ),
    ("build", "[选项]", "[OPTIONS]", "Build the site and the PDFs"),
    ("serve", "[选项]", "[OPTIONS]", "Show the site in a browser while it is being written"),
    ("publish", "[选项] [去处]", "[OPTIONS] [TARGET]", "Build the site and publish it to a target of site.yaml"),
    ("pack", "[选项]", "[OPTIONS]", "Pack the site as a folder and a .zip that open on any desktop"),
    ("check", "[选项]", "[OPTIONS]", "Check the content and build nothing"),
    ("audit", "[选项] [文件]...", "[OPTIONS] [FILE]...", "Recompute what a text says of its own numbers"),
    ("new", "[选项] <文件夹>", "[OPTIONS] <FOLDER>", "Make a small site that builds at once in an empty folder"),
    ("explain", "[选项] [代号]", "[OPTIONS] [CODE]", "Explain a rule"),
    (
        "figures",
        "[选项] <文件.pdf>",
        "[OPTIONS] <FILE.pdf>",
        "List the figures that a PDF prints: page, indicator, recipe, source",
    ),
    (
        "archive",
        "[选项] <年份>",
        "[OPTIONS] <YEAR>",
        "Put the site of a year, its data and its texts into one package that can be verified",
    ),
    (
        "diff",
        "[选项] <早的> <晚的>",
        "[OPTIONS] <A> <B>",
        "Compare two years, two bags, or a bag and today's content: what is new, gone and changed",
    ),
    (
        "verify",
        "[选项] <PDF、文件夹、归档包或网址>...",
        "[OPTIONS] <THING>...",
        "Verify that the figures of a PDF, folder, bag or served site agree with the data that it carries",
    ),
    ("gate", "[选项]", "[OPTIONS]", "Judge whether this may be published, and write the list that reviewers sign"),
    ("review", "<命令>", "<COMMAND>", "Signatures: who has read which version"),
    (
        "review sign",
        "--as <审次> --name <姓名> [选项]",
        "--as <STAGE> --name <NAME> [OPTIONS]",
        "Sign what is here now",
    ),
    ("review list", "[选项]", "[OPTIONS]", "List the signatures: which hold, which are void and why"),
    ("fonts", "[选项]", "[OPTIONS]", "List which file serves for which font, and what is missing"),
    (
        "links",
        "[选项]",
        "[OPTIONS]",
        "List the addresses of other sites that reports and sources link to, with their lines",
    ),
];

/// Each argument: the name of its value in Chinese, and its help in English.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("root", "文件夹", "The folder of the site, which holds content (default: this folder)"),
    ("out", "文件夹", "The output folder (default: output in the folder of the site)"),
    ("theme", "名字", "The theme"),
    ("jobs", "个数", "How many threads work at once, 1 to 256"),
    ("format", "格式", "How findings are written: text (the default), json or sarif"),
    ("strict", "", "Warnings are errors"),
    ("quiet", "", "Speak of errors only"),
    ("lang", "语言", "Chinese (zh) or English (en)"),
    ("no_pdf", "", "Make the site alone, without PDFs"),
    ("volumes", "年份", "Also set all reports and figures of this year as one book (may be given several times)"),
    ("timings", "", "Say how long each stage took, and how much memory the run used"),
    (
        "shard",
        "片/共几片",
        "Make only one part of the site, as 3/16, into shards/3-of-16 (or --out), to be merged with the others",
    ),
    ("merge", "文件夹", "Put the folders of all shards together into the output folder"),
    ("force", "", "Write into an output folder that holds other files"),
    ("watch", "", "Build again after each change, until Ctrl-C"),
    ("poll", "", "Look at the files again and again, for network drives"),
    ("port", "端口", "The port (default: 8000, or another one where it is taken; 0 takes any)"),
    ("address", "地址", "The address to listen on (default: 127.0.0.1, which only this machine can read)"),
    ("open", "", "Open the browser"),
    ("fix", "", "Turn typed numbers that are certain into references"),
    ("verbose", "", "Also list what was recomputed and holds"),
    ("files", "文件", "Texts: .docx, .md, .txt; - or nothing reads what is pasted"),
    ("file", "文件.pdf", "A PDF that this program made"),
    ("extract", "文件夹", "Write what the PDF carries (data, text, table of figures) into this folder"),
    ("year", "年份", "The year"),
    ("to", "文件夹", "Where to put it (default: archive in the folder of the site)"),
    ("as_form", "形式", "folder (the default), zip or tar"),
    ("warc", "", "Also as WARC and WACZ, for programs that replay web archives"),
    ("date", "日期", "The date, as 2024-03-01 (default: today)"),
    ("before", "早的", "The earlier: a year, the folder of a site, or a bag (folder, .zip, .tar)"),
    ("after", "晚的", "The later: the same"),
    ("page", "文件.html", "Also write it as a page"),
    (
        "things",
        "PDF、文件夹、归档包或网址",
        "A PDF, an output folder, a packed folder, a bag (folder, .zip, .tar) or an address",
    ),
    ("sample", "个数", "Of an address: look at so many files only (default: all)"),
    ("code", "代号", "The code of a rule, as unbound-figure; without one all are listed"),
    ("pack_to", "文件夹", "The folder for the pack (default: pack in the folder of the site)"),
    ("target", "去处", "The name of a target in site.yaml; where there is one alone, it need not be named"),
    ("dry_run", "", "Say what would be sent, and send nothing"),
    ("prune", "", "Delete there what the site no longer has"),
    ("overwrite", "", "Go on where somebody else changed the target, keeps files there or did not finish"),
    ("timeout", "秒", "After how many seconds without an answer a host is taken for gone (default: 60)"),
    ("folder", "文件夹", "A new folder, or an empty one"),
    ("list_in", "文件夹", "Where to write the list (default: gate in the folder of the site)"),
    ("despite", "理由", "Let errors pass, with the reason, which is kept on record"),
    ("name", "姓名", "The name of who signs or lets errors pass"),
    ("stage", "审次", "一审, 二审 or 三审"),
    ("note", "意见", "What the reviewer has to say"),
];

fn worded(command: Command, name: &str, language: Language) -> Command {
    let words = Words::of(language);
    let (_, zh, en, about) = COMMANDS.iter().find(|(known, ..)| *known == name).expect("every command is listed");
    let full = ["yearbook", name].join(" ");
    let usage = if language == Language::Chinese { zh } else { en };
    let mut command = command
        .override_usage(format!("{} {usage}", full.trim_end()))
        .help_template(format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}", words.usage));
    if language == Language::English {
        command = command.about(*about);
    }
    command.mut_args(|argument| {
        let heading = if argument.is_positional() { words.arguments } else { words.options };
        let argument = argument.help_heading(heading);
        let id = argument.get_id().to_string();
        let Some((_, value, help)) = ARGUMENTS.iter().find(|(known, ..)| *known == id) else { return argument };
        match language {
            Language::Chinese if value.is_empty() => argument,
            Language::Chinese => argument.value_name(*value),
            Language::English => argument.help(*help),
        }
    })
}

/// What is wrong with a command line, in Chinese.
pub(super) fn in_chinese(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map_or(String::new(), |value| visible(&value.to_string()).into_owned());
    let argument = said(ContextKind::InvalidArg);
    let near = |kind| match said(kind) {
        near if near.is_empty() => String::new(),
        near => format!("；是不是 {near}？"),
    };
    let words = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let near = near(ContextKind::SuggestedSubcommand);
            format!("没有“{}”这个命令{near}", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("这里不能写“{argument}”{}", near(ContextKind::SuggestedArg)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => wrong_value(error, &argument, &said),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::MissingSubcommand => "要写一个命令".to_string(),
        ErrorKind::ArgumentConflict => match said(ContextKind::PriorArg) {
            prior if prior == argument || prior.is_empty() => format!("“{argument}”只能写一次"),
            prior => format!("“{argument}”和“{prior}”不能一起写"),
        },
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("“{argument}”后面还要写一个值"),
        ErrorKind::TooManyValues => format!("“{argument}”后面多写了“{}”", said(ContextKind::InvalidValue)),
        ErrorKind::InvalidUtf8 => "命令里有读不出来的字符".to_string(),
        _ => format!("命令写得不对：{}", visible(error.to_string().lines().next().unwrap_or_default())),
    };
    format!("用法不对：{words}\n怎么用：yearbook --help\n")
}

fn wrong_value(error: &clap::Error, argument: &str, said: &dyn Fn(ContextKind) -> String) -> String {
    let value = said(ContextKind::InvalidValue);
    let valid = match error.get(ContextKind::ValidValue) {
        Some(valid) => format!("；可写：{}", valid.to_string().replace(", ", "、")),
        None if argument.starts_with("--shard") => {
            format!("；要写成 3/16：第几片/共几片，最多 {MOST_PORTIONS} 片")
        }
        None if argument.starts_with("--as") => "；可写：一审、二审、三审".to_string(),
        None if argument.starts_with("--date") => "；要写成 2024-03-01".to_string(),
        None if argument.starts_with("--jobs") => "；要写 1 到 256 的整数".to_string(),
        None => String::new(),
    };
    match value.is_empty() {
        true => format!("“{argument}”后面要写一个值{valid}"),
        false => format!("“{argument}”不能写“{value}”{valid}"),
    }
}
