//! Names that become addresses of pages: at most 80 of a–z, 0–9 and hyphens, nothing else, so that every server and disk takes
//! them, with what is put behind them.

/// Disks take names of 255 bytes; `-figures.csv-metadata.json` is not the longest thing that stands behind a name.
const LONGEST: usize = 80;

pub(super) fn is_slug(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
