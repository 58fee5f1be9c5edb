//! A text as it was written to the disk and as it is read: without the byte order mark and the line ends of Windows. Comes in:
//! what the file holds; goes out: what the program reads, and the way back from each of its bytes. Touches no disk.

const MARK: char = '\u{feff}';

/// What the program reads of a file's text.
pub fn plain(written: &str) -> String {
    written.strip_prefix(MARK).unwrap_or(written).replace("\r\n", "\n")
}

/// Where the bytes of a plain text were written.
pub struct Written {
    mark: usize,
    /// The line ends of the plain text that were written with two bytes.
    of_windows: Vec<usize>,
}

impl Written {
    pub fn of(written: &str) -> Self {
        let mark = if written.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        let ends = written.match_indices("\r\n").enumerate();
        Self { mark, of_windows: ends.map(|(before, (at, _))| at - mark - before).collect() }
    }

    /// The byte of the file that a byte of the plain text is. Of a line end, its first.
    pub fn byte(&self, plain: usize) -> usize {
        self.mark + plain + self.of_windows.partition_point(|end| *end < plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_finds_back() {
        for written in ["\u{feff}甲\r\n乙\n\r\n丙\r", "甲\n乙", "\r\n\r\n甲"] {
            let (text, way) = (plain(written), Written::of(written));
            for (at, c) in text.char_indices() {
                let there = written[way.byte(at)..].trim_start_matches('\r');
                assert!(c == '\r' || there.starts_with(c), "{written:?} {at}");
            }
            assert_eq!(way.byte(text.len()), written.len());
        }
    }
}
