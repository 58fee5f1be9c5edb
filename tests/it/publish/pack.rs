//! `yearbook pack`: the folder and the `.zip` hold the same, the same bytes each time, and open in a browser from a folder.

use crate::world::{World, published, tree};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

const START: &str = "打开这里.html";

fn unzipped(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

#[test]
fn a_pack_holds_the_site_and_is_the_same_each_time() {
    let world = World::starter().with("content/images/a.svg", super::picture("a", 0));
    let said = world.run(&["pack", "--no-pdf"]);
    assert!(said.status == 0 && said.stderr.contains(START), "{said:?}");
    let zip = fs::read(world.path("pack/示例年报.zip")).unwrap();
    let files = unzipped(&zip);
    let folder: BTreeMap<String, Vec<u8>> = tree(&world.path("pack/示例年报"))
        .into_iter()
        .map(|(path, bytes)| (format!("示例年报/{path}"), bytes))
        .collect();
    assert_eq!(files, folder);
    let site = published(&world.out());
    for (path, bytes) in &site {
        let is_of_hosts = path == "404.html" || path == "robots.txt" || path.starts_with("sitemap");
        assert_eq!(files.get(&format!("示例年报/网站/{path}")), (!is_of_hosts).then_some(bytes), "{path}");
    }
    assert!(files.keys().all(|path| !path.contains("/.")), "no folders that are hidden");
    // The flag of UTF-8 (bit 11) stands in every entry of the central directory, since every name has Chinese in it.
    let end = zip.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let directory = u32::from_le_bytes(zip[end + 16..end + 20].try_into().unwrap()) as usize;
    let entries: Vec<usize> = (directory..end).filter(|i| zip[*i..].starts_with(b"PK\x01\x02")).collect();
    assert_eq!(entries.len(), files.len());
    assert!(entries.iter().all(|i| zip[i + 9] & 0b1000 != 0));
    // Again, and again elsewhere; what went goes.
    fs::remove_file(world.path("content/images/a.svg")).unwrap();
    assert_eq!(world.run(&["pack", "--no-pdf"]).status, 0);
    assert!(!world.path("pack/示例年报/网站/images").exists());
    world.write("content/images/a.svg", super::picture("a", 0));
    assert_eq!(world.run(&["pack", "--no-pdf", "--to", &world.path("elsewhere").display().to_string()]).status, 0);
    assert!(fs::read(world.path("elsewhere/示例年报.zip")).unwrap() == zip);
}

#[test]
fn names_that_windows_cannot_hold_are_errors() {
    let world = World::starter().with("content/images/aux.svg", super::picture("a", 0));
    let said = world.run(&["pack", "--no-pdf"]);
    assert!(said.status == 1 && said.stderr.contains("unfit-for-pack"), "{said:?}");
    assert!(!world.path("pack/示例年报.zip").exists() && !world.path("pack/示例年报").exists());
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let world = World::starter().with("pack/示例年报/theirs.txt", "theirs");
    let said = world.run(&["pack", "--no-pdf"]);
    assert!(said.status == 3 && world.read("pack/示例年报/theirs.txt") == "theirs", "{said:?}");
    let said = world.run(&["pack", "--no-pdf", "--to", &world.out().join("x").display().to_string()]);
    assert_eq!(said.status, 2, "{said:?}");
}

#[test]
fn an_unzipped_pack_opens_in_a_browser() {
    let world = World::starter();
    assert_eq!(world.run(&["pack", "--no-pdf"]).status, 0);
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in unzipped(&fs::read(world.path("pack/示例年报.zip")).unwrap()) {
        let file = folder.path().join("下 载").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let top = folder.path().join("下 载/示例年报");
    let start = shown(folder.path(), &top.join(START), "");
    assert!(start.contains("<a href=\"网站/index.html\">示例年报</a>"), "{start}");
    // The home page with its style sheet, and the search page, whose scripts load the index and write what they found.
    let home = shown(folder.path(), &top.join("网站/index.html"), "");
    assert!(home.contains("示例县年报"), "{home}");
    let search = shown(folder.path(), &top.join("网站/search/index.html"), "?q=示例县");
    let quiet = fs::read_to_string(top.join("网站/search/index.html")).unwrap();
    let links = |html: &str| html.matches("<a ").count();
    assert!(links(&search) > links(&quiet), "the search found nothing: {search}");
}

/// What a page is after its scripts have run.
fn shown(folder: &Path, file: &Path, query: &str) -> String {
    let address = format!("file://{}{query}", file.display());
    let mut command = Command::new("chromium");
    command.env("HOME", folder).args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000"]);
    command.arg(format!("--user-data-dir={}", folder.join("browser").display()));
    let output = command.arg("--dump-dom").arg(address).output();
    let output = output.unwrap_or_else(|error| panic!("no chromium ({error}): `.ci/setup --tests` installs it"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
