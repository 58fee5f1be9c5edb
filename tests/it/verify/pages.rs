//! Pages of a site: one digit of a figure is changed, and the page is told, without any list of files.

use super::{around, is_sound};
use crate::world::{World, tree};
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use yearbook::pipeline::Tools;
use yearbook::verify;

/// Where the digits of figures stand in a page.
fn digits_of_figures(html: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = html[at..].find("<data ") {
        let start = at + begin + html[at + begin..].find('>').unwrap() + 1;
        let end = start + html[start..].find("</data>").unwrap();
        let mut in_tag = false;
        for (i, c) in html[start..end].char_indices() {
            in_tag = c == '<' || in_tag && c != '>';
            if !in_tag && c.is_ascii_digit() {
                found.push(start + i);
            }
        }
        at = end;
    }
    found
}

#[test]
fn every_digit_of_a_figure_of_a_page_that_is_changed_is_caught() {
    let world = World::starter();
    world.build();
    fs::remove_file(world.path("output/.yearbook/manifest.json")).unwrap();
    let tools = Arc::new(Tools::default());
    let out = world.out();
    let pages: Vec<(String, String)> = tree(&out)
        .into_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    let digits: Vec<Vec<usize>> = pages.iter().map(|(_, html)| digits_of_figures(html)).collect();
    let most = digits.iter().map(Vec::len).max().unwrap();
    let (mut tried, mut missed) = (0, Vec::new());
    // One digit of every page at once: each page is looked at by itself.
    for i in 0..most {
        let mut changed = Vec::new();
        for ((path, html), digits) in pages.iter().zip(&digits) {
            let Some(at) = digits.get(i) else { continue };
            let other = char::from(b'0' + (html.as_bytes()[*at] - b'0' + 1 + (i % 8) as u8) % 10);
            let mut html = html.clone();
            html.replace_range(*at..=*at, &other.to_string());
            changed.push((path, around(&html, html[..*at].chars().count())));
            world.write(&format!("output/{path}"), html);
        }
        let verified = verify::thing(out.to_str().unwrap(), None, &tools).unwrap();
        let told: BTreeSet<&str> = verified.findings.iter().map(|finding| &*finding.place.file).collect();
        tried += changed.len();
        missed.extend(
            changed.iter().filter(|(path, _)| !told.contains(path.as_str())).map(|(path, at)| format!("{path}: {at}")),
        );
        for (path, html) in &pages {
            world.write(&format!("output/{path}"), html);
        }
    }
    assert!(tried > 400, "{tried}");
    assert!(missed.is_empty(), "{} of {tried} were missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn the_site_of_a_pack_is_found() {
    let world = World::starter();
    world.build();
    for (path, bytes) in tree(&world.out()).into_iter().filter(|(path, _)| !path.starts_with('.')) {
        world.write(&format!("pack/网站/{path}"), bytes);
    }
    world.write("pack/打开这里.html", "<!doctype html><title>a</title>");
    let said = is_sound(&world.path("pack"));
    assert!(said.contains("22 个网页") && said.contains("没有清单"), "{said}");
}
