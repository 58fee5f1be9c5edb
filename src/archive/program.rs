//! What a site was made by, for who wants to make it again: the program, its libraries, the fonts, the command line, and the hashes of
//! what went in. No path of the machine is in it.

use super::{Built, Wish};
use crate::gate::Standing;
use crate::model::review::Signature;
use crate::origin;
use crate::publish::{Manifest, hash};
use crate::render::print::FontBook;
use serde_json::{Map, Value, json};
use std::io;

/// The versions of all libraries, as the program was built with them.
const LOCK: &str = include_str!("../../Cargo.lock");

/// `build.json`.
#[expect(clippy::disallowed_methods, reason = "a font is kept by name and hash: its file is the machine's")]
pub fn described(built: &Built, wish: &Wish, made: &Manifest) -> io::Result<String> {
    let fonts = FontBook::scan(&[built.root.join("fonts")]);
    let mut roles = Map::new();
    for role in fonts.roles(&built.proof.theme) {
        let Some(font) = role.found else { continue };
        let bytes = std::fs::read(&font.file).map_err(|error| crate::disk::named(error, &font.file))?;
        let name = font.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        roles.insert(role.role, json!({ "family": font.family, "file": name, "blake3": hash(&bytes) }));
    }
    let origin = origin::of(built.proof, built.root, Some(fonts.fingerprint()))?;
    let theme = built.theme.map_or_else(String::new, |theme| format!(" --theme {theme}"));
    let described = json!({
        "program": { "name": "yearbook", "version": env!("CARGO_PKG_VERSION"), "blake3": origin.program },
        "command": format!("yearbook build --root source --volume {}{theme}", wish.year),
        "content": origin.content,
        "theme": { "name": built.proof.theme.name, "blake3": origin.theme },
        "fonts": { "fingerprint": origin.fonts, "roles": roles },
        "libraries": libraries(LOCK),
        "signatures": signatures(&built.verdict.reviews),
        "site": { "files": made.files.len(), "blake3": made.files.iter().map(|(path, made)| (path.clone(), json!(made.hash))).collect::<Map<String, Value>>() },
    });
    Ok(serde_json::to_string_pretty(&described)? + "\n")
}

/// Those that hold: whoever changes the content later cannot keep them.
fn signatures(reviews: &[Standing]) -> Vec<Value> {
    let holding = reviews.iter().filter(|one| one.void.is_none()).map(|one| &one.signature);
    let signature = |one: &Signature| json!({ "stage": one.stage.word(), "name": one.name, "date": one.date.iso(), "hash": one.saw.hash });
    holding.map(signature).collect()
}

/// The libraries that the program names itself, with their versions.
fn libraries(lock: &str) -> Map<String, Value> {
    let mut versions = Vec::new();
    let mut own: Vec<&str> = Vec::new();
    for package in lock.split("[[package]]").skip(1) {
        let field = |name: &str| {
            let start = format!("{name} = \"");
            package.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))
        };
        let (Some(name), Some(version)) = (field("name"), field("version")) else { continue };
        versions.push((name, version));
        if name == env!("CARGO_PKG_NAME") {
            let listed = package.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
            // A library that is there in several versions is listed with its own.
            own = listed.collect();
        }
    }
    let is_listed =
        |name: &str, version: &str| own.iter().any(|own| *own == name || *own == format!("{name} {version}"));
    let listed = versions.iter().filter(|(name, version)| is_listed(name, version));
    listed.map(|(name, version)| (name.to_string(), json!(version))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_libraries_are_those_of_the_lock_file() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\n\n\
                    [[package]]\nname = \"b\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"c\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"yearbook\"\nversion = \"0.1.0\"\ndependencies = [\n \"a 2.0.0\",\n \"b\",\n]\n";
        let libraries = libraries(lock);
        assert_eq!(libraries, serde_json::from_str(r#"{"a":"2.0.0","b":"0.1.0"}"#).unwrap());
        let ours = super::libraries(LOCK);
        assert!(ours.contains_key("tera") && ours.contains_key("typst") && !ours.contains_key("yearbook"));
    }
}
