//! What follows an edit: pages of `serve` and the output of `build --watch`. Each test waits for what the program says, on its line of
//! events or in the terminal, and for nothing else.

use crate::serve::{Preview, Running};
use crate::world::{World, published};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::Arc;
use yearbook::demand::Demand;
use yearbook::read::Touched;
use yearbook::serve::Editor;

const DATA: &str = "content/data/990101/2024.yaml";
const REPORT: &str = "content/reports/2024/first-report.md";
const REPORT_PAGE: &str = "reports/2024/first-report/index.html";
const YEAR_PAGE: &str = "regions/990101/2024/index.html";

/// How often a line may say that there is nothing to say, until that is a failure: about a minute.
const BEATS: usize = 12;

/// The line that a page keeps to the server.
struct Line(BufReader<TcpStream>);

impl Line {
    fn of(preview: &Preview, page: &str) -> Self {
        let mut stream = preview.connect();
        let request = format!("GET /.yearbook/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    #[track_caller]
    fn next(&mut self) -> Event {
        let mut beats = 0;
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the line is dead");
            // The server shows every few seconds that it is there.
            beats += usize::from(line.starts_with(':'));
            assert!(beats < BEATS, "nothing was told");
            if let Some(event) = line.strip_prefix("data: ") {
                return Event(serde_json::from_str(event).unwrap());
            }
        }
    }

    /// The next event for which something holds: a burst of writing may be told in several.
    #[track_caller]
    fn until(&mut self, holds: impl Fn(&Event) -> bool) -> Event {
        loop {
            let event = self.next();
            if holds(&event) {
                return event;
            }
        }
    }
}

#[derive(Debug)]
struct Event(Value);

impl Event {
    fn mark(&self) -> &str {
        self.0["mark"].as_str().unwrap()
    }

    /// What the page shows instead of the content as it is; empty where it shows just that.
    fn state(&self) -> &str {
        self.0["overlay"]["state"].as_str().unwrap()
    }

    fn is_open(&self) -> bool {
        self.0["overlay"]["open"].as_bool().unwrap()
    }

    /// `这一页 error unknown-indicator content/a.md:8`
    fn shown(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().unwrap().to_string();
        let groups = self.0["overlay"]["groups"].as_array().unwrap().iter();
        groups
            .flat_map(|group| group["findings"].as_array().unwrap().iter().map(move |finding| (group, finding)))
            .map(|(group, f)| {
                format!(
                    "{} {} {} {}:{}",
                    text(&group["title"]),
                    text(&f["severity"]),
                    text(&f["code"]),
                    text(&f["file"]),
                    f["line"]
                )
            })
            .collect()
    }
}

/// The mark that a page carries.
fn mark_of(preview: &Preview, page: &str) -> String {
    let text = preview.get(&format!("/{page}")).text();
    let from = text.find("data-mark=\"").unwrap() + "data-mark=\"".len();
    text[from..].split('"').next().unwrap().to_string()
}

fn edit(world: &World, path: &str, from: &str, to: &str) {
    let text = world.read(path);
    assert!(text.contains(from), "{path} has no {from}");
    world.write(path, text.replacen(from, to, 1));
}

#[test]
fn an_edit_reaches_every_page_that_shows_it_and_no_other() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let (mut first, mut second) = (Line::of(&preview, YEAR_PAGE), Line::of(&preview, REPORT_PAGE));
    let (mut again, mut sources) = (Line::of(&preview, YEAR_PAGE), Line::of(&preview, "404.html"));
    let before = first.next();
    assert_eq!(before.mark(), mark_of(&preview, YEAR_PAGE));
    assert_eq!(before.mark(), again.next().mark());
    let unmoved = sources.next();
    let report_before = second.next();
    edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 7654个");
    let after = first.next();
    assert_ne!(after.mark(), before.mark());
    assert_eq!(after.mark(), again.next().mark());
    assert_ne!(second.next().mark(), report_before.mark());
    assert_eq!(after.mark(), mark_of(&preview, YEAR_PAGE));
    assert!(preview.get(&format!("/{YEAR_PAGE}")).text().contains("7654"));
    // The page that shows none of it stays: its next word is about the change after.
    edit(&world, "content/site.yaml", "name: ", "name: 新");
    assert_ne!(sources.next().mark(), unmoved.mark());
}

#[test]
fn an_error_keeps_the_last_good_page_and_is_shown_over_it() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let (mut own, mut other) = (Line::of(&preview, YEAR_PAGE), Line::of(&preview, REPORT_PAGE));
    let before = own.next();
    assert_eq!(before.state(), "");
    other.next();
    let (good, page) = (world.read(DATA), preview.get(&format!("/{YEAR_PAGE}")).text());
    edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 71人");
    let told = own.until(|event| !event.state().is_empty());
    assert_eq!(told.mark(), before.mark());
    assert!(told.is_open() && told.state().contains("改好保存"), "{told:?}");
    let line = good.lines().position(|line| line.contains("衔接资金项目: 71个")).unwrap() + 1;
    let own_finding = told.shown().into_iter().find(|shown| shown.starts_with("这一页 error")).unwrap();
    assert!(own_finding.ends_with(&format!(" {DATA}:{line}")), "{own_finding}");
    let elsewhere = other.until(|event| !event.state().is_empty()).shown();
    assert!(elsewhere.iter().any(|shown| shown.starts_with("别的页 error")), "{elsewhere:?}");
    assert_eq!(preview.get(&format!("/{YEAR_PAGE}")).text(), page);
    preview.program.hears("网页还是上一次能做出来时的样子");
    // No YAML at all, then half a file, then nothing: each is told, none ends the server.
    for broken in ["a: [", &good[..good.floor_char_boundary(good.len() / 2)], "\u{0}", ""] {
        world.write(DATA, broken);
        assert_eq!(own.until(|event| event.shown() != told.shown()).mark(), before.mark());
        world.write(DATA, good.replace("71个", "71人"));
        own.until(|event| event.shown() == told.shown());
    }
    world.write(DATA, good.replace("71个", "7654个"));
    // The new page goes out before it is checked, and never as an old one.
    let mended = own.until(|event| event.mark() != before.mark());
    assert_eq!(mended.state(), "");
    own.until(|event| event.shown().iter().all(|shown| !shown.contains(" error ")));
    assert!(preview.get(&format!("/{YEAR_PAGE}")).text().contains("7654"));
    preview.program.hears("改好了");
}

#[test]
fn what_only_checking_finds_is_told_over_the_new_page() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let mut line = Line::of(&preview, REPORT_PAGE);
    let before = line.next();
    let text = world.read(REPORT);
    world.write(REPORT, format!("{text}\n全年实施衔接资金项目7654个。\n"));
    let is_told = |event: &Event| event.shown().iter().any(|shown| shown.starts_with("这一页 error figure-disagrees"));
    let told = line.until(is_told);
    assert_ne!(told.mark(), before.mark());
    assert_eq!(told.state(), "");
    assert!(told.is_open());
    assert!(preview.get(&format!("/{REPORT_PAGE}")).text().contains("7654"));
    world.write(REPORT, text);
    assert_eq!(line.until(|event| !is_told(event)).mark(), before.mark());
}

#[test]
fn a_site_that_starts_with_an_error_is_shown_as_far_as_it_goes() {
    let world = World::starter().with("content/reports/2024/second.md", "没有文件头\n");
    let preview = Preview::of(&world, &[]);
    let mut line = Line::of(&preview, REPORT_PAGE);
    let first = line.next();
    assert!(first.shown().iter().any(|shown| shown.starts_with("全站 error no-front-matter")), "{first:?}");
    assert_eq!(preview.get(&format!("/{REPORT_PAGE}")).status, 200);
    // While nothing is sound, the newest state is the best there is.
    edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 7654个");
    assert_ne!(line.until(|event| event.mark() != first.mark()).mark(), first.mark());
    fs::remove_file(world.path("content/reports/2024/second.md")).unwrap();
    line.until(|event| event.state().is_empty() && event.shown().iter().all(|shown| !shown.contains(" error ")));
}

#[test]
fn what_is_overtaken_by_the_next_save_is_shown_and_not_checked_but_not_for_ever() {
    let world = World::starter();
    let mut editor = Editor::new(world.request(false), false);
    let sound = editor.again(drop, Touched::Anything, Demand::ALWAYS);
    world.write(REPORT, format!("{}\n全年实施衔接资金项目7654个。\n", world.read(REPORT)));
    let is_over = || true;
    let mut unchecked = 0;
    let told = loop {
        let mut pages = None;
        let edition = editor.again(|early| pages = Some(early), Touched::Anything, Demand::until(&is_over));
        let early = pages.expect("pages before they are checked");
        assert!(!Arc::ptr_eq(early.stage.as_ref().unwrap(), sound.stage.as_ref().unwrap()));
        if edition.told.findings.len() != sound.told.findings.len() {
            break edition;
        }
        unchecked += 1;
        assert!(unchecked < 10, "who saves without a pause is never told");
    };
    assert!(unchecked > 0);
    assert_eq!(told.told.findings.len(), editor.again(drop, Touched::Anything, Demand::ALWAYS).told.findings.len());
}

#[test]
fn a_broken_template_keeps_the_last_good_pages() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let mut line = Line::of(&preview, "index.html");
    let before = line.next();
    let template = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/standard/web/home.html")).unwrap();
    // One that cannot be compiled, one that fails when it is filled, and one for print.
    let broken = [
        ("web/home.html", format!("{template}{{% if %}}")),
        ("web/404.html", "{{ nobody.knows.this }}".to_string()),
        ("print/review.typ", "{% if %}".to_string()),
    ];
    for (file, text) in broken {
        world.write(&format!("themes/standard/{file}"), text);
        let told = line.until(|event| !event.state().is_empty());
        assert_eq!(told.mark(), before.mark(), "{file}");
        let shown = format!("全站 error broken-template themes/standard/{file}:");
        assert!(told.shown().iter().any(|line| line.starts_with(&shown)), "{told:?}");
        assert_eq!(preview.get("/no.html").status, 404);
        fs::remove_dir_all(world.path("themes")).unwrap();
        assert_eq!(line.until(|event| event.state().is_empty()).mark(), before.mark(), "{file}");
    }
    const END: &str = "{% endif -%}\n{% endblock %}";
    assert!(template.trim_end().ends_with(END));
    world.write(
        "themes/standard/web/home.html",
        template.trim_end().replace(END, "{% endif -%}\n<p>mended-here</p>\n{% endblock %}") + "\n",
    );
    assert_ne!(line.until(|event| event.mark() != before.mark()).mark(), before.mark());
    assert!(preview.get("/").text().contains("mended-here"));
    // A style is no page, but pages load it.
    let mended = mark_of(&preview, "index.html");
    world.write("themes/standard/assets/style.css", "body{}");
    assert_ne!(line.until(|event| event.mark() != mended).mark(), mended);
}

fn deleted_and_back(arguments: &[&str]) {
    let world = World::starter();
    let preview = Preview::of(&world, arguments);
    let mut line = Line::of(&preview, YEAR_PAGE);
    let before = line.next();
    for round in 0..3 {
        let aside = world.path("aside");
        match round {
            0 => fs::rename(world.path("content"), &aside).unwrap(),
            _ => {
                copy(&world.path("content"), &aside);
                fs::remove_dir_all(world.path("content")).unwrap();
            }
        }
        assert_eq!(line.until(|event| !event.state().is_empty()).mark(), before.mark());
        assert_eq!(preview.get(&format!("/{YEAR_PAGE}")).status, 200);
        fs::rename(&aside, world.path("content")).unwrap();
        assert_eq!(line.until(|event| event.state().is_empty()).mark(), before.mark());
        // The folder that came back is watched, and those in it.
        edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 7654个");
        let edited = line.until(|event| event.mark() != before.mark());
        assert_eq!(edited.mark(), mark_of(&preview, YEAR_PAGE));
        edit(&world, DATA, "衔接资金项目: 7654个", "衔接资金项目: 71个");
        line.until(|event| event.mark() == before.mark());
    }
    // A folder within it.
    let (folder, aside) = (world.path("content/data/990101"), world.path("aside"));
    fs::rename(&folder, &aside).unwrap();
    line.until(|event| event.mark() != before.mark() || !event.state().is_empty());
    fs::rename(&aside, &folder).unwrap();
    line.until(|event| event.mark() == before.mark() && event.state().is_empty());
    edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 7654个");
    line.until(|event| event.mark() != before.mark());
}

/// Whoever takes a prepared folder in the place of another moves two folders at once; no file in them is named by anybody.
#[test]
fn a_folder_may_be_taken_for_another_with_the_same_files() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let mut line = Line::of(&preview, YEAR_PAGE);
    let before = line.next();
    let (folder, new, old) = (world.path("content/data/990101"), world.path("new"), world.path("old"));
    copy(&folder, &new);
    let text = world.read(DATA);
    let file = new.join(DATA.rsplit('/').next().unwrap());
    fs::write(&file, text.replacen("衔接资金项目: 71个", "衔接资金项目: 7654个", 1)).unwrap();
    fs::rename(&folder, &old).unwrap();
    fs::rename(&new, &folder).unwrap();
    line.until(|event| event.mark() != before.mark() && event.state().is_empty());
    assert!(preview.get(&format!("/{YEAR_PAGE}")).text().contains("7654"));
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for (path, bytes) in crate::world::tree(from) {
        let file = to.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

#[test]
fn a_folder_may_be_deleted_and_come_back() {
    deleted_and_back(&[]);
}

#[test]
fn without_word_from_the_system_files_are_looked_at() {
    deleted_and_back(&["--poll"]);
}

#[test]
fn a_report_comes_goes_and_is_saved_by_renaming() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let second = "reports/2024/second/index.html";
    let mut line = Line::of(&preview, second);
    let absent = line.next();
    assert_eq!(preview.get(&format!("/{second}")).status, 404);
    let text = world.read(REPORT);
    // As editors save: beside it, and then in its place.
    world.write("content/reports/2024/.second.md.swp", &text);
    world.write("content/reports/2024/.second.md.new", &text);
    fs::rename(world.path("content/reports/2024/.second.md.new"), world.path("content/reports/2024/second.md"))
        .unwrap();
    let there = line.until(|event| event.mark() != absent.mark());
    assert_eq!(there.mark(), mark_of(&preview, second));
    fs::remove_file(world.path("content/reports/2024/second.md")).unwrap();
    assert_eq!(line.until(|event| event.mark() != there.mark()).mark(), absent.mark());
}

#[test]
fn a_pdf_is_made_when_it_is_asked_for() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let pdf = "/reports/2024/first-report/first-report.pdf";
    let mut line = Line::of(&preview, REPORT_PAGE);
    line.next();
    let before = preview.get(pdf);
    assert_eq!((before.status, before.header("Content-Type")), (200, Some("application/pdf")));
    assert!(before.body.starts_with(b"%PDF-"));
    assert!(before.body == preview.get(pdf).body);
    edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 7654个");
    line.next();
    assert!(before.body != preview.get(pdf).body);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_both() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let _line = Line::of(&preview, "index.html");
    assert_eq!(preview.program.interrupted(), Some(0));
    let build = Running::of(world.command(&["build", "--watch", "--no-pdf"]));
    build.hears("等着下一次改动");
    assert_eq!(build.interrupted(), Some(0));
}

#[test]
fn a_watching_build_writes_what_changes_and_keeps_what_was_good() {
    for more in [&[][..], &["--poll"]] {
        let world = World::starter();
        let build = Running::of(world.command(&[&["build", "--watch", "--no-pdf"], more].concat()));
        build.hears("等着下一次改动");
        let first = published(&world.out());
        edit(&world, DATA, "衔接资金项目: 71个", "衔接资金项目: 71人");
        build.hears("什么都没有写");
        assert!(published(&world.out()) == first);
        edit(&world, DATA, "衔接资金项目: 71人", "衔接资金项目: 7654个");
        build.hears("个网页");
        build.hears("等着下一次改动");
        let fresh = World::empty();
        world.build_to(&fresh.path("out"));
        let now = published(&world.out());
        assert!(now != first && now == published(&fresh.path("out")));
    }
}
