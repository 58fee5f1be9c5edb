//! Writes what certain findings say: from a file's text and its fixes to the mended text. Fixes that overlap are taken once; a
//! byte that no fix names stays, the byte order mark and the line ends of Windows among them.

use super::{Finding, Fix};
use crate::source::Written;

/// The text of a file, as it was written, with every fix of its findings, and how many were made.
pub fn mended<'f>(written: &str, findings: impl Iterator<Item = &'f Finding>) -> (String, usize) {
    let way = Written::of(written);
    let mut fixes: Vec<&Fix> = findings.filter_map(|finding| finding.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| fix.bytes.start);
    let (mut mended, mut from, mut made) = (String::with_capacity(written.len()), 0, 0);
    for fix in fixes {
        let (start, end) = (way.byte(fix.bytes.start), way.byte(fix.bytes.end));
        let Some(kept) = written.get(from..start) else { continue };
        mended.push_str(kept);
        mended.push_str(&fix.text);
        from = end;
        made += 1;
    }
    mended.push_str(written.get(from..).unwrap_or_default());
    (mended, made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    fn fix(start: usize, end: usize) -> Finding {
        Finding::warning("a-b", Place::file("a.md"), "", "").fix(start..end, "{{ x }}")
    }

    #[test]
    fn fixes_are_made_in_order_and_once() {
        let findings = [fix(6, 9), fix(0, 3), fix(6, 9)];
        assert_eq!(mended("abcdefghij", findings.iter()), ("{{ x }}def{{ x }}j".to_string(), 2));
    }

    #[test]
    fn every_other_byte_stays() {
        let findings = [fix(2, 3), fix(6, 7)];
        assert_eq!(mended("\u{feff}a\r\nb\r\nc\nd\r\n", findings.iter()).0, "\u{feff}a\r\n{{ x }}\r\nc\n{{ x }}\r\n");
    }
}
