//! What `verify` says of things that are as they were made, and of things that are not: one digit changed in one place, wherever it stands, is
//! caught and named. Nothing that somebody may hand over makes it panic.

mod forged;
mod pages;
mod served;

use crate::world::{Said, World, run, tree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use yearbook::pipeline::Tools;
use yearbook::read;
use yearbook::verify;

/// The starter, built with its PDFs once for all tests; `None` where the machine has no Chinese font.
fn starter() -> Option<&'static World> {
    static BUILT: OnceLock<Option<World>> = OnceLock::new();
    let world = BUILT.get_or_init(|| {
        let world = World::starter();
        if world.run(&["fonts"]).status != 0 {
            eprintln!("skipped: no Chinese font is installed");
            return None;
        }
        let said = world.run(&["build"]);
        assert_eq!(said.status, 0, "{}", said.stderr);
        Some(world)
    });
    world.as_ref()
}

/// A copy of what a build wrote.
fn copy(world: &World) -> World {
    let copy = World::empty();
    for (path, bytes) in tree(&world.out()) {
        copy.write(&format!("output/{path}"), bytes);
    }
    copy
}

fn verified(path: &Path) -> Said {
    run_verify(&[path.to_str().unwrap()])
}

fn run_verify(things: &[&str]) -> Said {
    let mut command = crate::world::binary();
    command.arg("verify").args(things);
    run(command)
}

#[track_caller]
fn is_sound(path: &Path) -> String {
    let said = verified(path);
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("一致：") && !said.stdout.contains("不一致"), "{}", said.stdout);
    said.stdout
}

/// Not sound, and every word is said.
#[track_caller]
fn is_caught(path: &Path, words: &[&str]) -> String {
    let said = verified(path);
    assert_eq!(said.status, 1, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("不一致："), "{}", said.stdout);
    for word in words {
        assert!(said.stdout.contains(word), "{word} is not said:\n{}", said.stdout);
    }
    said.stdout
}

/// The PDFs of a built world with their paths.
fn pdfs(world: &World) -> Vec<(String, PathBuf)> {
    let paths = tree(&world.out()).into_keys().filter(|path| path.ends_with(".pdf"));
    paths.map(|path| (path.clone(), world.out().join(path))).collect()
}

/// A region's year among them.
fn region_year(world: &World) -> PathBuf {
    pdfs(world).into_iter().find(|(path, _)| path.starts_with("regions/990101/2024/")).unwrap().1
}

fn beside(world: &World, name: &str, bytes: &[u8]) -> PathBuf {
    world.write(name, bytes);
    world.path(name)
}

#[test]
fn every_pdf_as_it_was_made_is_sound() {
    let Some(world) = starter() else { return };
    let pdfs = pdfs(world);
    assert_eq!(pdfs.len(), 4);
    for (_, path) in pdfs {
        assert!(is_sound(&path).contains("逐字节相同"), "{}", path.display());
    }
}

#[test]
fn the_whole_sample_is_sound() {
    if starter().is_none() {
        return;
    }
    let world = World::sample();
    let said = world.run(&["build"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let said = is_sound(&world.out());
    let count = pdfs(&world).len();
    assert!(count > 80 && said.contains(&format!("{count} 份 PDF")) && said.contains("PDF 全文逐字相同"), "{said}");
}

#[test]
fn every_digit_of_a_page_that_is_changed_is_caught() {
    let Some(world) = starter() else { return };
    let tools = Arc::new(Tools::default());
    let bytes = fs::read(region_year(world)).unwrap();
    let text = |bytes: &[u8]| {
        let held = read::held(Arc::new(bytes.to_vec())).unwrap();
        held.pages.into_iter().map(|page| page.text.text.into_iter().collect::<String>()).collect::<String>()
    };
    let before = text(&bytes);
    let mut places = BTreeSet::new();
    for forged in forged::with_one_digit_changed(&bytes) {
        let after = text(&forged);
        let changed: Vec<usize> =
            before.chars().zip(after.chars()).enumerate().filter(|(_, (a, b))| a != b).map(|(i, _)| i).collect();
        // The code of a digit in one font may be that of a word in another, and such a forgery is seen by everybody.
        let [at] = changed[..] else { continue };
        if before.len() != after.len() || !after.chars().nth(at).unwrap().is_ascii_digit() || !places.insert(at) {
            continue;
        }
        let world = World::empty();
        let path = beside(&world, "forged.pdf", &forged);
        let verified = verify::thing(path.to_str().unwrap(), None, &tools).unwrap();
        assert!(!verified.is_sound(), "{}", around(&after, at));
        let told: String = verified.findings.iter().map(|finding| finding.message.zh.as_str()).collect();
        assert!(told.contains("第1页"), "{told}");
    }
    let digits = before.chars().filter(char::is_ascii_digit).count();
    assert!(places.len() * 10 > digits * 9, "{} of {digits} digits were changed: {before}", places.len());
}

fn around(text: &str, at: usize) -> String {
    text.chars().skip(at.saturating_sub(10)).take(20).collect()
}

#[test]
fn what_a_pdf_carries_cannot_be_changed_alone() {
    let Some(world) = starter() else { return };
    let path = region_year(world);
    let bytes = fs::read(&path).unwrap();
    let held = read::held(Arc::new(bytes.clone())).unwrap();
    let table = String::from_utf8(held.files["figures.csv"].clone()).unwrap();
    let row = table.lines().nth(1).unwrap();
    let printed = row.split(',').next().unwrap();
    let longer = format!("9{printed}");
    let world = World::empty();
    // In the table of figures: it neither follows from the data nor stands on the page.
    let forged = forged::replaced(&bytes, &format!("\n{printed},"), &format!("\n{longer},"));
    is_caught(
        &beside(&world, "table.pdf", &forged),
        &["figure-not-derived", "figure-not-on-page", "第1页", printed, &longer],
    );
    // In the data.
    let forged = forged::replaced(&bytes, &format!(": {printed}"), &format!(": {longer}"));
    is_caught(&beside(&world, "data.pdf", &forged), &["figure-not-derived", printed, &longer]);
    // In both: the page is left behind.
    let forged = forged::replaced(&forged, &format!("\n{printed},"), &format!("\n{longer},"));
    is_caught(&beside(&world, "both.pdf", &forged), &["第1页"]);
    // What says how it is made.
    let forged = forged::replaced(&bytes, "\"content/site.yaml\"", "\"content/../../x.yaml\"");
    is_caught(&beside(&world, "path.pdf", &forged), &["not-verifiable", "不是内容的路径"]);
    let forged = forged::replaced(&bytes, "\"indicators.yaml\":", "\"elsewhere.yaml\":");
    is_caught(&beside(&world, "lacking.pdf", &forged), &["not-verifiable", "没有带"]);
    // A word of a text is no figure, and is caught all the same.
    {
        let name = held.files.keys().find(|name| name.starts_with("summaries-")).unwrap();
        let text = String::from_utf8(held.files[name].clone()).unwrap();
        let sentence = text.lines().find(|line| line.starts_with("{{") && line.ends_with('。')).unwrap();
        let forged = forged::replaced(&bytes, sentence, &sentence.replacen("。", "整。", 1));
        is_caught(&beside(&world, "text.pdf", &forged), &["page-text-differs"]);
    }
}

#[test]
fn a_report_is_verified_with_its_prose() {
    let Some(world) = starter() else { return };
    let (_, path) = pdfs(world).into_iter().find(|(path, _)| path.starts_with("reports/")).unwrap();
    let bytes = fs::read(path).unwrap();
    let held = read::held(Arc::new(bytes.clone())).unwrap();
    let name = held.files.keys().find(|name| name.ends_with(".md") && !name.starts_with("summaries-")).unwrap();
    let text = String::from_utf8(held.files[name].clone()).unwrap();
    let title = text.lines().find(|line| line.starts_with("title:")).unwrap();
    let world = World::empty();
    let forged = forged::replaced(&bytes, title, &format!("{title}又"));
    is_caught(&beside(&world, "title.pdf", &forged), &["page-text-differs"]);
}

#[test]
fn what_is_no_pdf_of_ours_is_answered() {
    let Some(world) = starter() else { return };
    let bytes = fs::read(region_year(world)).unwrap();
    let world = World::empty();
    let refused = |name: &str, bytes: &[u8], words: &[&str]| {
        is_caught(&beside(&world, name, bytes), &[&["not-verifiable"], words].concat());
    };
    refused("empty.pdf", b"", &["不是 PDF"]);
    refused("words.pdf", "只是文字".as_bytes(), &["不是 PDF"]);
    refused("picture.pdf", b"\x89PNG\r\n\x1a\n0000", &["不是 PDF"]);
    let others =
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF";
    refused("others.pdf", others, &["不是 yearbook 做的"]);
    let encrypted = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
        4 0 obj<</Filter/Standard/V 9/R 9/O(a)/U(b)/P -1>>endobj\ntrailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[(a)(b)]>>\n%%EOF";
    is_caught(&beside(&world, "locked.pdf", encrypted), &["not-verifiable"]);
    // Broken anywhere: told, or still whole where what broke is not needed; never a panic.
    for share in 1..20 {
        let cut = &bytes[..bytes.len() * share / 20];
        let said = verified(&beside(&world, "cut.pdf", cut));
        assert!(said.status <= 1 && !said.stderr.contains("panicked"), "{share}: {said:?}");
        assert!(said.status == 1 || share > 17, "{share}: what is missing was not missed: {said:?}");
        let mut torn = bytes.clone();
        let at = bytes.len() * share / 20;
        torn[at..at + 40].iter_mut().for_each(|byte| *byte ^= 0x5a);
        let said = verified(&beside(&world, "torn.pdf", &torn));
        assert!(said.status <= 1 && !said.stderr.contains("panicked"), "{share}: {said:?}");
    }
}

#[test]
fn an_attachment_that_would_fill_the_machine_is_not_unpacked() {
    let Some(world) = starter() else { return };
    let bytes = fs::read(region_year(world)).unwrap();
    let mut bomb =
        forged::streams(&bytes).into_iter().find(|s| s.bytes.starts_with("\u{feff}印文".as_bytes())).unwrap();
    bomb.bytes = vec![b'0'; 500 << 20];
    let world = World::empty();
    is_caught(&beside(&world, "bomb.pdf", &forged::with(&bytes, &bomb)), &["not-verifiable", "大得不合理"]);
}

#[test]
fn a_folder_as_it_was_built_is_sound_and_each_change_is_caught() {
    let Some(built) = starter() else { return };
    let world = copy(built);
    let out = world.out();
    is_sound(&out);
    let page = "output/regions/990101/2024/index.html";
    let text = world.read(page);
    let data = text.find("<data ").unwrap();
    let start = data + text[data..].find('>').unwrap() + 1;
    let digit = start + text[start..].find(|c: char| c.is_ascii_digit()).unwrap();
    let other = if &text[digit..=digit] == "7" { "8" } else { "7" };
    let mut changed = text.clone();
    changed.replace_range(digit..=digit, other);

    // The list tells what was changed, removed or added.
    world.write(page, &changed);
    is_caught(&out, &["file-changed", "page-figure-differs", "regions/990101/2024/index.html"]);
    // With the list changed as well, the value of the figure still tells; with that, the data.
    forge_list(&world, "regions/990101/2024/index.html");
    let said = is_caught(&out, &["page-figure-differs", "元素里的数值是"]);
    assert!(!said.contains("file-changed"), "{said}");
    let value = text[data..start].split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    let closed = changed[start..].find("</data>").unwrap() + start;
    let said = changed[start..closed].replace("<span class=\"nw\">", "").replace("</span>", "");
    let wrong = if said.contains('万') || said.contains('亿') {
        None
    } else {
        said.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().ok()
    };
    if let Some(wrong) = wrong {
        let tag = changed[data..start].replacen(&format!("value=\"{value}\""), &format!("value=\"{wrong}\""), 1);
        world.write(page, format!("{}{tag}{}", &changed[..data], &changed[start..]));
        forge_list(&world, "regions/990101/2024/index.html");
        is_caught(&out, &["page-figure-differs", "本站的数据文件里"]);
    }
    world.write(page, &text);
    forge_list(&world, "regions/990101/2024/index.html");
    is_sound(&out);

    // In the files of data, with the list changed.
    let csv = "output/regions/990101/2024/990101-2024.csv";
    let table = world.read(csv);
    let line = table.lines().nth(1).unwrap();
    let cells: Vec<&str> = line.split(',').collect();
    let forged = line.replacen(&format!(",{},{},", cells[6], cells[7]), &format!(",9{},{},", cells[6], cells[7]), 1);
    assert_ne!(line, forged);
    world.write(csv, table.replacen(line, &forged, 1));
    forge_list(&world, "regions/990101/2024/990101-2024.csv");
    is_caught(&out, &["data-disagree", "page-figure-differs", cells[6]]);
    world.write(csv, &table);
    forge_list(&world, "regions/990101/2024/990101-2024.csv");
    is_sound(&out);

    // A file more, a file less, another PDF.
    world.write("output/added.html", "<p>后来的</p>");
    is_caught(&out, &["file-added", "added.html"]);
    fs::remove_file(out.join("added.html")).unwrap();
    let pdf = region_year(&world);
    let bytes = fs::read(&pdf).unwrap();
    fs::remove_file(&pdf).unwrap();
    is_caught(&out, &["file-missing", "990101-2024.pdf"]);
    let printed = read::held(Arc::new(bytes.clone())).unwrap().files["figures.csv"].clone();
    let row = String::from_utf8(printed).unwrap().lines().nth(1).unwrap().to_string();
    let forged = forged::replaced(&bytes, &format!("\n{row}"), &format!("\n9{row}"));
    fs::write(&pdf, forged).unwrap();
    forge_list(&world, "regions/990101/2024/990101-2024.pdf");
    is_caught(&out, &["figure-not-derived", "990101-2024.pdf"]);
}

/// Writes the hash of a file as it is now into the list, as a forger would.
fn forge_list(world: &World, path: &str) {
    let list = "output/.yearbook/manifest.json";
    let mut json: serde_json::Value = serde_json::from_str(&world.read(list)).unwrap();
    let bytes = fs::read(world.out().join(path)).unwrap();
    json["files"][path]["hash"] = blake3::hash(&bytes).to_hex().to_string().into();
    world.write(list, serde_json::to_string(&json).unwrap());
}

#[test]
fn folders_that_are_no_site_are_answered() {
    let world = World::empty();
    fs::create_dir(world.path("empty")).unwrap();
    is_caught(&world.path("empty"), &["not-verifiable", "里面没有文件"]);
    let said = verified(&world.path("nothing"));
    assert_eq!(said.status, 3, "{said:?}");
    assert!(said.stderr.contains("nothing"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let world = World::empty();
    world.write("site/index.html", "<!doctype html><title>a</title>");
    world.write("secret.html", "<data value=\"1\" data-unit=\"户\">2户</data>");
    std::os::unix::fs::symlink(world.path("secret.html"), world.path("site/link.html")).unwrap();
    std::os::unix::fs::symlink(world.root(), world.path("site/up")).unwrap();
    let said = is_caught(&world.path("site"), &["file-added", "link.html", "up"]);
    assert!(!said.contains("page-figure-differs"), "{said}");
}

#[test]
fn a_bag_is_built_again_and_each_change_is_caught() {
    let Some(_) = starter() else { return };
    let world = World::starter();
    for form in ["folder", "zip", "tar"] {
        let to = world.path("kept");
        let said = world.run(&["archive", "2024", "--date", "2026-03-01", "--as", form, "--to", to.to_str().unwrap()]);
        assert_eq!(said.status, 0, "{}", said.stderr);
    }
    for name in ["yearbook-2024", "yearbook-2024.zip", "yearbook-2024.tar"] {
        is_sound(&world.path("kept").join(name));
    }
    let bag = world.path("kept/yearbook-2024");
    let page = bag.join("data/site/regions/990101/2024/index.html");
    let text = fs::read_to_string(&page).unwrap();
    // Not a figure, and the lists are made anew: only who builds the site again sees it.
    fs::write(&page, text.replacen("<title>", "<title>新", 1)).unwrap();
    is_caught(&bag, &["file-changed", "data/site/regions/990101/2024/index.html", "not-rebuilt"]);
    fs::write(&page, text).unwrap();
    is_sound(&bag);
    let data = bag.join("data/source/content/data/990101/2024.yaml");
    let text = fs::read_to_string(&data).unwrap();
    fs::write(&data, text.replacen("figures:", "figures: # 改", 1)).unwrap();
    is_caught(&bag, &["file-changed", "原文和数据不是做网站时的那一份"]);
    fs::write(&data, text).unwrap();
    let manifest = bag.join("manifest-sha512.txt");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.clone() + &"0".repeat(128) + "  ../../etc/passwd\n").unwrap();
    is_caught(&bag, &["bag-broken", "manifest-sha512.txt"]);
}

#[test]
fn the_answer_is_json_for_programs() {
    let Some(world) = starter() else { return };
    let path = region_year(world);
    let said = run_verify(&[path.to_str().unwrap(), "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((said.status, &all[0]["verdict"]), (0, &"一致".into()));
    assert_eq!(all[0]["seen"]["documents"], 1);
    assert!(all[0]["seen"]["figures"].as_u64().unwrap() > 0);
    let said = run_verify(&[path.to_str().unwrap(), "--lang", "en"]);
    assert!(said.stdout.starts_with("consistent: "), "{}", said.stdout);
}
