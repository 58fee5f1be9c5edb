//! Writes what certain findings say: from a text and its fixes to the mended text. Fixes that overlap are taken once.

use super::{Finding, Fix};

/// The text with every fix of its findings, and how many were made.
pub fn mended<'f>(text: &str, findings: impl Iterator<Item = &'f Finding>) -> (String, usize) {
    let mut fixes: Vec<&Fix> = findings.filter_map(|finding| finding.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| fix.bytes.start);
    let (mut mended, mut from, mut made) = (String::with_capacity(text.len()), 0, 0);
    for fix in fixes {
        let Some(kept) = text.get(from..fix.bytes.start) else { continue };
        mended.push_str(kept);
        mended.push_str(&fix.text);
        from = fix.bytes.end;
        made += 1;
    }
    mended.push_str(text.get(from..).unwrap_or_default());
    (mended, made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    #[test]
    fn fixes_are_made_in_order_and_once() {
        let fix =
            |start: usize, end: usize| Finding::warning("a-b", Place::file("a.md"), "", "").fix(start..end, "{{ x }}");
        let findings = [fix(6, 9), fix(0, 3), fix(6, 9)];
        assert_eq!(mended("abcdefghij", findings.iter()), ("{{ x }}def{{ x }}j".to_string(), 2));
    }
}
