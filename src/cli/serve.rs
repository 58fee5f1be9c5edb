//! `yearbook serve`: the site in a browser while it is being written.

use super::{Common, End};
use crate::apart;
use crate::demand::Demand;
use crate::finding;
use crate::plan::Prints;
use crate::read::Touched;
use crate::serve::{Edition, Editor, Server, Told};
use crate::watch::{How, Next, Stopper, Watch};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Asked for first where no port is named.
const USUAL_PORT: u16 = 8000;

#[derive(clap::Args)]
pub struct Flags {
    /// 端口（不写就是 8000，被占用时另选一个；0 是随便哪个）
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// 在哪个地址上听（不写就是 127.0.0.1，只有本机能看）
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), hide_default_value = true)]
    address: IpAddr,
    /// 打开浏览器
    #[arg(long)]
    open: bool,
    /// 隔一会儿看一遍文件有没有变，用于网络盘
    #[arg(long)]
    poll: bool,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let mut editor = Editor::new(common.request(Prints::documents()), common.strict);
    // Before the first reading: what changes meanwhile is not missed.
    let mut watch = Watch::over(&common.root, if flags.poll { How::Polled } else { How::Told });
    end_by_signal(watch.stopper())?;
    let edition = editor.again(drop, Touched::Anything, Demand::ALWAYS);
    if edition.told.has_no_site() {
        return common.report(edition.told.findings.clone(), &edition.told.texts);
    }
    let mut terminal = Terminal { common, said: None, is_broken: false };
    terminal.tell(&edition.told)?;
    let Some(server) = open(common, flags, &edition)? else {
        return Ok(End::Usage);
    };
    let address = format!("http://{}/", server.address);
    super::print(&format!("{address}\n"))?;
    common.say(
        "在浏览器里看；改了内容，页面自己更新。按 Ctrl-C 结束",
        "open it in a browser; pages follow your edits. Ctrl-C ends",
    );
    if !flags.address.is_loopback() {
        common.say(
            "注意：同一网络里的人也能看到还没有发布的内容",
            "mind: everybody in the same network can read what is not published yet",
        );
    }
    if watch.how() == How::Polled && !flags.poll {
        common.say(
            "系统不告诉文件的变化，改为隔一会儿看一遍",
            "the system does not tell of changes: files are looked at again and again",
        );
    }
    if flags.open {
        show(&address);
    }
    let news = watch.news();
    let is_overtaken = || news.has_come();
    while let Next::Changed(touched) = watch.wait() {
        let edition = editor.again(|pages| server.renew(pages), touched, Demand::until(&is_overtaken));
        server.renew(Arc::clone(&edition));
        terminal.tell(&edition.told)?;
    }
    Ok(End::Done)
}

/// Listens where it was asked to; `None` where that cannot be, and it has been said.
fn open(common: &Common, flags: &Flags, edition: &Arc<Edition>) -> io::Result<Option<Server>> {
    let at =
        |port| Server::open(SocketAddr::new(flags.address, port), edition.clone(), common.language(), apart::STACK);
    let opened = match flags.port {
        Some(port) => at(port),
        None => at(USUAL_PORT).or_else(|error| match error.kind() {
            io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied => at(0),
            _ => Err(error),
        }),
    };
    let error = match opened {
        Ok(server) => return Ok(Some(server)),
        Err(error) => error,
    };
    let (address, port) = (flags.address, flags.port.unwrap_or(USUAL_PORT));
    match error.kind() {
        io::ErrorKind::AddrInUse => common.refuse(
            &format!("端口 {port} 有别的程序在用；换一个：--port 0 随便选一个空的"),
            &format!("port {port} is taken; --port 0 takes any that is free"),
        ),
        io::ErrorKind::AddrNotAvailable => {
            common.refuse(&format!("{address} 不是本机的地址"), &format!("{address} is no address of this machine"))
        }
        io::ErrorKind::PermissionDenied => common.refuse(
            &format!("没有权限用端口 {port}；用 1024 以上的"),
            &format!("port {port} is not allowed; take one above 1024"),
        ),
        _ => return Err(error),
    };
    Ok(None)
}

/// What was last said, so that only news is told.
struct Terminal<'c> {
    common: &'c Common,
    said: Option<String>,
    is_broken: bool,
}

impl Terminal<'_> {
    fn tell(&mut self, told: &Told) -> io::Result<()> {
        let words = told.words(self.common.language());
        if self.said.as_ref() != Some(&words) {
            match &told.failure {
                Some(_) => super::tell(&format!("{words}\n")),
                None => drop(self.common.report(told.findings.clone(), &told.texts)?),
            }
            self.said = Some(words);
        }
        if told.is_broken != self.is_broken {
            self.is_broken = told.is_broken;
            match told.is_broken {
                true => self.common.say("网页还是上一次能做出来时的样子", "pages stay as they were before the error"),
                false if finding::has_error(&told.findings) => {
                    self.common.say("网页又跟上了内容", "pages follow the content again");
                }
                false => self.common.say("改好了，网页已更新", "mended: pages are up to date"),
            }
        }
        Ok(())
    }
}

/// The exit status of who did not wait for the end.
#[cfg(unix)]
const INTERRUPTED: i32 = 130;

/// Ctrl-C, and a polite kill, end a watch between two changes; a second one ends it at once.
#[cfg(unix)]
pub(super) fn end_by_signal(stopper: Stopper) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        let mut signals = signals.forever();
        if signals.next().is_some() {
            stopper.stop();
        }
        if signals.next().is_some() {
            std::process::exit(INTERRUPTED);
        }
    })?;
    Ok(())
}

/// Elsewhere Ctrl-C ends the program by itself.
#[cfg(not(unix))]
pub(super) fn end_by_signal(_: Stopper) -> io::Result<()> {
    Ok(())
}

/// Asks the system to show an address; where it cannot, the address stands in the terminal.
fn show(address: &str) {
    let mut command = match () {
        () if cfg!(windows) => Command::new("explorer"),
        () if cfg!(target_os = "macos") => Command::new("open"),
        () => Command::new("xdg-open"),
    };
    let _ = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
