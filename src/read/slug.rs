//! Names that become addresses of pages: a–z, 0–9 and hyphens, nothing else, so that every server and disk takes them.

pub(super) fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
