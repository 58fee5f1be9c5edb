//! The document made again from what its PDF carries: a small site in a folder of its own, through the whole line. Comes in: the attached
//! files. Goes out: its figures as a table and its pages, or what is lacking. No carried name leads out of the folder.

#![expect(clippy::disallowed_methods, reason = "writes the carried texts into a folder of its own")]

use super::rows::Table;
use crate::disk::named;
use crate::finding::Message;
use crate::pipeline::{self, Request, Tools, Workshop};
use crate::plan::Prints;
use crate::read::{self, Held};
use crate::render::print::{PLAN, Plan, theme_of};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// A document made again.
pub struct Again {
    pub plan: Plan,
    pub figures: Table,
    /// How many of its figures are not of charts: of those a drawing may leave some out.
    pub drawn_from: usize,
    /// `None` where this machine has no font to set it with.
    pub draft: Option<Held>,
    /// Made again to the byte.
    pub is_exact: bool,
    /// Whether the theme that it was made with is here.
    pub has_theme: bool,
}

/// `Err` within is what is lacking.
pub fn make(held: &Held, bytes: &[u8], tools: &Arc<Tools>) -> io::Result<Result<Again, Message>> {
    let plan = held.files.get(PLAN).and_then(|plan| serde_json::from_slice::<Plan>(plan).ok());
    let Some(plan) = plan else {
        return Ok(Err(Message::new(
            "没有带推算的依据（yearbook.json），是较早的版本做的",
            "it does not say how (yearbook.json): an earlier version made it",
        )));
    };
    let folder = tempfile::tempdir()?;
    if let Err(lacking) = lay_out(held, &plan, folder.path())? {
        return Ok(Err(lacking));
    }
    let prints = Prints { documents: true, volumes: volumes(&plan) };
    let request = Request { root: folder.path().to_path_buf(), theme: None, prints };
    let proof = pipeline::proof(&request)?;
    let Some(making) = proof.site.files.get(&plan.document).filter(|making| making.is_pdf()) else {
        let why = proof.findings.first().map(|finding| &finding.message);
        let (zh, en) =
            why.map_or((String::new(), String::new()), |m| (format!("（{}）", m.zh), format!(" ({})", m.en)));
        return Ok(Err(Message::new(
            format!("没有推出 {}{zh}", plan.document),
            format!("{} does not follow{en}", plan.document),
        )));
    };
    let workshop = match Workshop::of(&proof, folder.path(), tools) {
        Ok(workshop) => workshop,
        Err(findings) => return Ok(Err(first(findings))),
    };
    let sheet = match workshop.sheet(making)? {
        Ok(sheet) => sheet,
        Err(findings) => return Ok(Err(first(findings))),
    };
    let (rows, drawn_from) = sheet.record.rows();
    let Some(figures) = Table::of(&rows) else {
        return Ok(Err(Message::new("数字清单写不出", "its table of figures cannot be written")));
    };
    let press = match workshop.press()? {
        Ok(press) => press,
        Err(findings) => return Ok(Err(first(findings))),
    };
    let fonts = tools.fonts(Path::new("."));
    // With other fonts it cannot be made as it was, but what stands on its pages can be read all the same.
    let made = press.pdf(fonts, &sheet, making).ok().or_else(|| press.draft(fonts, &sheet));
    let is_exact = made.as_deref() == Some(bytes);
    let draft = made.and_then(|made| read::held(Arc::new(made)).ok());
    let has_theme = theme_of(&proof.theme) == plan.theme;
    Ok(Ok(Again { plan, figures, drawn_from, draft, is_exact, has_theme }))
}

fn first(findings: Vec<crate::finding::Finding>) -> Message {
    findings.into_iter().next().map(|finding| finding.message).unwrap_or_default()
}

/// The year of a volume stands in its name.
fn volumes(plan: &Plan) -> Vec<i32> {
    let name = plan.document.rsplit('/').next().unwrap_or_default();
    let digits = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    name.split(|c: char| !c.is_ascii_digit()).filter(|part| digits(part)).filter_map(|year| year.parse().ok()).collect()
}

/// Writes every carried text where it stood.
fn lay_out(held: &Held, plan: &Plan, folder: &Path) -> io::Result<Result<(), Message>> {
    for (name, path) in &plan.files {
        let Some(bytes) = held.files.get(name) else {
            return Ok(Err(Message::new(format!("没有带 {name}"), format!("{name} is not carried"))));
        };
        if !is_of_content(path) {
            return Ok(Err(Message::new(format!("{path} 不是内容的路径"), format!("{path} is no path of content"))));
        }
        let target = folder.join(path);
        let parent = target.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| named(error, parent))?;
        std::fs::write(&target, bytes).map_err(|error| named(error, &target))?;
    }
    Ok(Ok(()))
}

/// A plain path below `content/`, on every system.
fn is_of_content(path: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']) && part.len() < 200
    };
    path.starts_with("content/") && path.len() < 1000 && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        assert!(is_of_content("content/data/500230/2024.yaml"));
        for path in
            ["content/../x.yaml", "/content/x", "content//x", "themes/x", "content/a\\..\\b", "content/c:x", "content/"]
        {
            assert!(!is_of_content(path), "{path}");
        }
    }

    #[test]
    fn a_volume_is_asked_for_by_its_year() {
        let plan = |document: &str| Plan {
            program: String::new(),
            document: document.to_string(),
            theme: String::new(),
            files: Default::default(),
        };
        assert_eq!(volumes(&plan("years/2023/yearbook-2023.pdf")), [2023]);
        assert!(volumes(&plan("reports/2023/a/a.pdf")).is_empty());
    }
}
