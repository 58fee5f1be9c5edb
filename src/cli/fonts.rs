//! `yearbook fonts`: which font serves which role, and what is missing.

use super::{Common, End};
use crate::finding::{Language, visible};
use crate::pipeline;
use crate::plan::Prints;
use crate::render::print::FontBook;
use std::fmt::Write;
use std::io;

pub fn run(common: &Common) -> io::Result<End> {
    let proof = pipeline::proof(&common.request(Prints::documents()))?;
    let fonts = FontBook::scan(&[common.root.join("fonts")]);
    let chinese = common.language() == Language::Chinese;
    let mut lines = String::new();
    let mut is_missing = false;
    for role in fonts.roles(&proof.theme) {
        // Writing into a text cannot fail.
        let _ = match &role.found {
            Some(found) => {
                writeln!(lines, "{:<6} {}  {}", role.role, found.family, visible(&found.file.to_string_lossy()))
            }
            None if role.wanted.is_empty() => {
                is_missing = true;
                match chinese {
                    true => writeln!(lines, "{:<6} 缺：主题没有给它写字体", role.role),
                    false => writeln!(lines, "{:<6} missing: the theme names no font for it", role.role),
                }
            }
            None => {
                is_missing = true;
                let wanted = role.wanted.join("、");
                match chinese {
                    true => writeln!(lines, "{:<6} 缺：装下列任意一种：{wanted}", role.role),
                    false => writeln!(lines, "{:<6} missing: install one of {wanted}", role.role),
                }
            }
        };
    }
    super::print(&lines)?;
    if is_missing {
        return common.show(fonts.lacking(&proof.theme), &proof.texts);
    }
    Ok(End::Done)
}
