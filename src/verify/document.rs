//! A PDF of ours, against itself. Comes in: its bytes. Goes out: what differs. In three steps, each with what the PDF itself carries:
//!
//! 1. `again` makes a small site from the carried texts, and from it the document: its figures as a table, and its pages.
//! 2. `rows` compares the table with the one that the PDF carries: every figure must follow from the carried data as it is listed.
//! 3. `places` looks for every listed figure on its page, as often as it is listed; `whole` compares the text of all pages with that of the
//!    document made again.
//!
//! Needs no network and no other file, and trusts nothing that it reads.

mod again;
mod places;
mod rows;
mod whole;

use super::{Seen, Verified};
use crate::finding::{Finding, Message, Place};
use crate::pipeline::Tools;
use crate::read::{self, Held, Unreadable};
use crate::render::print::FIGURES;
use again::Again;
use rows::Table;
use std::io;
use std::sync::Arc;

/// Verifies one PDF. `name` is what it is called in findings. `Err` is for a disk that fails.
pub fn verify(name: &str, bytes: Vec<u8>, tools: &Arc<Tools>) -> io::Result<Verified> {
    let bytes = Arc::new(bytes);
    let held = match read::held(bytes.clone()) {
        Ok(held) => held,
        Err(why) => return Ok(Verified::refused(unreadable(name, why))),
    };
    let Some(table) = held.files.get(FIGURES) else {
        return Ok(Verified::refused(foreign(name)));
    };
    let Some(printed) = Table::read(table) else {
        return Ok(Verified::refused(broken_table(name)));
    };
    let mut verified = Verified {
        seen: Seen { pages: held.pages.len(), figures: printed.rows.len(), documents: 1, ..Seen::default() },
        ..Verified::default()
    };
    verified.findings.extend(places::findings(name, &printed, &held.pages));
    match again::make(&held, &bytes, tools)? {
        Ok(again) => compare(name, &held, &printed, &again, &mut verified),
        Err(why) => verified.findings.push(incomplete(name, &why)),
    }
    Ok(verified)
}

fn compare(name: &str, held: &Held, printed: &Table, again: &Again, verified: &mut Verified) {
    verified.findings.extend(rows::findings(name, printed, &again.figures, again.drawn_from));
    let other = again.plan.program != env!("CARGO_PKG_VERSION");
    if other {
        let version = &again.plan.program;
        verified.remark(
            format!("{name}是 yearbook {version} 做的，本程序是 {}：推算的写法可能不同", env!("CARGO_PKG_VERSION")),
            format!("{name} was made by yearbook {version}, this is {}", env!("CARGO_PKG_VERSION")),
        );
    }
    let Some(draft) = &again.draft else {
        verified.remark(
            format!("{name}：本机排不出这份文件，只核对了数，没有逐字比"),
            format!("{name}: this machine cannot set the document; its figures were compared, not its whole text"),
        );
        return;
    };
    let differences = whole::differences(&held.pages, &draft.pages);
    if differences.is_empty() {
        verified.seen.whole += 1;
        verified.seen.exact += usize::from(again.is_exact);
    } else if !other && again.has_theme && held.fonts == draft.fonts {
        verified.findings.extend(differences.iter().map(|difference| difference.finding(name)));
    } else {
        verified.remark(
            format!("{name}：版式或字体和本机的不同，只核对了数，没有逐字比"),
            format!("{name}: its theme or fonts are not here; its figures were compared, not its whole text"),
        );
    }
}

fn refused(name: &str, zh: &str, en: &str) -> Finding {
    Finding::error("not-verifiable", Place::file(name), zh, en)
}

fn unreadable(name: &str, why: Unreadable) -> Finding {
    match why {
        Unreadable::NoPdf => refused(name, "不是 PDF，或者坏了", "no PDF, or a broken one"),
        Unreadable::Encrypted => refused(name, "PDF 加了密码，读不了", "the PDF is encrypted").help(
            "yearbook 做的 PDF 不加密；请索取原件",
            "yearbook makes no encrypted PDFs; ask for the file as it was made",
        ),
        Unreadable::TooLarge => refused(
            name,
            "PDF 里有解开后大得不合理的内容，没有再读",
            "something in the PDF unpacks to an unreasonable size; it was not read",
        ),
    }
}

fn foreign(name: &str) -> Finding {
    refused(name, "没有带数字清单：不是 yearbook 做的 PDF", "it carries no table of figures: not made by yearbook")
}

fn broken_table(name: &str) -> Finding {
    refused(name, "所带的数字清单 figures.csv 读不了", "the table of figures that it carries cannot be read")
}

fn incomplete(name: &str, why: &Message) -> Finding {
    refused(
        name,
        &format!("由所带的文件推不出这份文件：{}", why.zh),
        &format!("the document cannot be made again from what it carries: {}", why.en),
    )
}
