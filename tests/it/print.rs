//! What stands on paper, read back from the PDFs: text edges, lines and characters of a full page, rules, red ink, page
//! numbers and the elements of a 公文, against the numbers of GB/T 9704—2012. Looks through poppler (`paper`); where that or
//! a Chinese font is missing the tests say so and pass.

mod bulletin;
mod endings;
mod feature;
mod forms;
mod glyphs;
mod images;
mod lines;
mod many;
mod notice;
mod paper;
mod photo;
mod picture;
mod record;
mod tables;
mod themes;
mod volume;

use crate::world::World;
use paper::Paper;
use std::path::Path;

/// A site with one report more, built, and that report on paper.
fn printed(front: &str, body: &str) -> Option<Paper> {
    let mut paper = None;
    with_pdf(front, body, |_, pdf| paper = Some(Paper::read(pdf)));
    paper
}

/// The same, with the PDF itself and its site. False where it cannot be tried here.
fn with_pdf(front: &str, body: &str, look: impl FnOnce(&World, &Path)) -> bool {
    with_pdf_of(World::starter(), front, body, look)
}

/// The same in a world with other data.
fn with_pdf_of(world: World, front: &str, body: &str, look: impl FnOnce(&World, &Path)) -> bool {
    if !paper::can_be_read() {
        eprintln!("skipped: pdftotext and pdftoppm (poppler-utils) are not installed");
        return false;
    }
    let report =
        format!("---\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\ndescription: 版面\n{front}---\n{body}\n");
    let world = world.with("content/reports/2024/paper.md", report);
    if world.run(&["fonts"]).status != 0 {
        eprintln!("skipped: no Chinese font is installed");
        return false;
    }
    let said = world.run(&["build", "--lang", "en"]);
    assert_eq!(said.status, 0, "{said:?}");
    look(&world, &world.out().join("reports/2024/paper/paper.pdf"));
    true
}
