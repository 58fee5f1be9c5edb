//! `yearbook serve` over one of our sites: how long after a file was saved the browser has the new page. Comes in: how many
//! region-years. Goes out: rows of a table. Asks as a browser does: a line of events, then the page.

use super::places;
use super::site;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What is changed, and how.
struct Change {
    what: &'static str,
    change: fn(&Path, usize),
    /// How long after the page was there the next change comes.
    look: Duration,
}

const CHANGES: [Change; 4] = [
    Change { what: "a figure", change: site::change_one_figure, look: LOOK },
    Change { what: "a figure, again at once", change: site::change_one_figure, look: BLINK },
    Change { what: "a text", change: site::change_one_report, look: LOOK },
    Change { what: "a standing text", change: site::change_one_summary, look: LOOK },
];

/// Whoever saves looks at the page; meanwhile the rest is checked.
const LOOK: Duration = Duration::from_secs(2);

/// Somebody who does not wait for that.
const BLINK: Duration = Duration::from_millis(100);

/// Each change is made so often; the first is not counted.
const TURNS: usize = 6;

pub fn table(sizes: &[usize], folder: &Path) -> String {
    let mut table =
        String::from("| region-years | changed | page is there after | at most | memory |\n|---|---|---|---|---|\n");
    for region_years in sizes.iter().copied() {
        let root = folder.join(format!("{region_years}-live"));
        let (counties, _) = places::counties(site::counties_for(region_years));
        site::write(&root, &counties, region_years);
        let code = &counties.iter().map(|county| &county.code).min().expect("a county");
        let mut server = Server::start(&root);
        for Change { what, change, look } in CHANGES {
            let page = if what == "a text" { site::report_page(1) } else { site::page_of(code) };
            let mut times: Vec<Duration> =
                (0..TURNS).map(|turn| server.time_after(&page, look, || change(&root, turn))).collect();
            times.remove(0);
            times.sort();
            let _ = writeln!(
                table,
                "| {region_years} | {what} | {} ms | {} ms | {} MB |",
                times[times.len() / 2].as_millis(),
                times[times.len() - 1].as_millis(),
                server.memory() >> 20
            );
        }
    }
    table
}

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yearbook"));
        command.args(["serve", "--port", "0", "--lang", "en", "--root"]).arg(root);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a server");
        let said = BufReader::new(child.stdout.as_mut().expect("a pipe"));
        let mut lines = said.lines().map_while(Result::ok);
        let address =
            lines.find_map(|line| Some(line.trim().strip_prefix("http://")?.trim_end_matches('/').to_string()));
        Self { address: address.expect("the server does not start"), child }
    }

    /// From the end of a change until the page that shows it is there, whole.
    fn time_after(&mut self, page: &str, look: Duration, change: impl Fn()) -> Duration {
        let mut events = BufReader::new(self.ask(&format!("/.yearbook/events?page={page}")));
        let before = next_mark(&mut events);
        change();
        let start = Instant::now();
        while next_mark(&mut events) == before {}
        let mut html = String::new();
        self.ask(&format!("/{page}")).read_to_string(&mut html).expect("a page");
        let time = start.elapsed();
        assert!(html.starts_with("HTTP/1.1 200"), "{page}: {}", &html[..html.len().min(200)]);
        thread::sleep(look);
        time
    }

    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
        stream
    }

    /// Bytes that are resident at most.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) << 10
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The mark of the page in the next event of a line.
fn next_mark(events: &mut impl BufRead) -> String {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).expect("an event") > 0, "the line of events ended");
        if let Some(mark) = line.split("\"mark\":\"").nth(1).and_then(|rest| rest.split('"').next()) {
            return mark.to_string();
        }
    }
}
