//! Plain text and Markdown: from bytes to text. UTF-8 and UTF-16 say themselves what they are; what is neither and reads as
//! GB18030 without a fault is taken for it, with a note, because offices still have such files. Keeps line ends.

use crate::finding::{Finding, Message, Place, Severity};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// The text without its byte order mark, and what there is to tell of it.
pub(super) fn text(file: &str, bytes: &[u8]) -> Result<(String, Vec<Finding>), Box<Finding>> {
    let utf16 = [(UTF_16LE, [0xff, 0xfe]), (UTF_16BE, [0xfe, 0xff])];
    if let Some((encoding, _)) = utf16.into_iter().find(|(_, mark)| bytes.starts_with(mark)) {
        let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
        return match had_errors || text.contains('\0') {
            true => Err(no_text(file, "有坏字节的 UTF-16", "UTF-16 with broken bytes")),
            false => Ok((text.into_owned(), Vec::new())),
        };
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    if bytes.contains(&0) {
        return match utf16_without_mark(bytes) {
            Some(text) => Ok((text, vec![assumed(file, "UTF-16")])),
            None => Err(no_text(file, "二进制文件", "a binary file")),
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_string(), Vec::new())),
        Err(error) if starts_as_utf8(&bytes[..error.valid_up_to()]) => {
            let good = &bytes[..error.valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let (zh, en) =
                (format!("有坏字节的 UTF-8，在第 {line} 行"), format!("UTF-8 with broken bytes, on line {line}"));
            Err(no_text(file, &zh, &en))
        }
        Err(_) => match gb18030(bytes) {
            Some(text) => Ok((text, vec![assumed(file, "GBK")])),
            None => Err(no_text(file, "别的编码", "another encoding")),
        },
    }
}

/// Four characters beyond ASCII in valid UTF-8 are no accident of another encoding.
fn starts_as_utf8(valid: &[u8]) -> bool {
    std::str::from_utf8(valid).is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).count() >= 4)
}

/// The text, where it is plausible. Nearly every byte pair is some character of GB18030; Chinese prose, unlike bytes of another
/// encoding, keeps to the 6763 characters and the marks of GB/T 2312, whose bytes are both from A1 on.
fn gb18030(bytes: &[u8]) -> Option<String> {
    let (text, had_errors) = GB18030.decode_without_bom_handling(bytes);
    if had_errors {
        return None;
    }
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if first.is_ascii() {
            continue;
        }
        let [second, after @ ..] = rest else { break };
        rest = after;
        pairs += 1;
        common += usize::from(*first >= 0xa1 && *second >= 0xa1);
    }
    (common * 10 >= pairs * 8).then(|| text.into_owned())
}

/// UTF-16 without its mark: every other byte of a line end or a digit is 0, and nearly all of the text is what Chinese offices write.
fn utf16_without_mark(bytes: &[u8]) -> Option<String> {
    [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        let is_usual = |c: &char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '·' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{303f}')
                || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
        };
        let (all, usual) = (text.chars().count(), text.chars().filter(is_usual).count());
        (!had_errors && !text.contains('\0') && usual * 20 >= all * 19).then(|| text.into_owned())
    })
}

fn assumed(file: &str, encoding: &str) -> Finding {
    let message = Message::new(
        format!("文件不是 UTF-8，按 {encoding} 读的"),
        format!("the file is not UTF-8; it was read as {encoding}"),
    );
    Finding::new("assumed-encoding", Severity::Note, Place::file(file), message).help(
        "看看引出的文字是不是乱码；是就另存为 UTF-8",
        "look whether the words that are shown are right; if not, save it as UTF-8",
    )
}

fn no_text(file: &str, zh: &str, en: &str) -> Box<Finding> {
    let finding = Finding::error(
        "wrong-encoding",
        Place::file(file),
        format!("读不出文字，看来是{zh}"),
        format!("no text can be read from it; it looks like {en}"),
    );
    Box::new(finding.help("用记事本或 WPS 打开，另存为，编码选 UTF-8", "save it again as UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_have_many_encodings() {
        let words = "全年投入衔接资金5480万元，\r\n增长16%。";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(words.encode_utf16().flat_map(bytes)).collect()
        };
        let mut marked = vec![0xef, 0xbb, 0xbf];
        marked.extend(words.as_bytes());
        for (bytes, notes) in [
            (words.as_bytes().to_vec(), 0),
            (marked, 0),
            (utf16([0xff, 0xfe], u16::to_le_bytes), 0),
            (utf16([0xfe, 0xff], u16::to_be_bytes), 0),
            (GB18030.encode(words).0.into_owned(), 1),
            (utf16([0xff, 0xfe], u16::to_le_bytes)[2..].to_vec(), 1),
            (utf16([0xfe, 0xff], u16::to_be_bytes)[2..].to_vec(), 1),
        ] {
            let (text, findings) = text("a.txt", &bytes).unwrap();
            assert_eq!((text.as_str(), findings.len()), (words, notes));
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        let message = |bytes: &[u8]| text("a.txt", bytes).unwrap_err().message.zh;
        assert!(message(b"a\0b").contains("二进制"));
        assert!(message(&[0xff, 0xfe, 0x00, 0xd8]).contains("UTF-16"));
        let mut broken = "全年投入衔接资金".as_bytes().to_vec();
        broken.push(0xff);
        assert!(message(&broken).contains("UTF-8，在第 1 行"));
        assert!(message(&encoding_rs::SHIFT_JIS.encode("これは日本語の文書です。よろしく。").0).contains("别的编码"));
        assert!(message(b"caf\xe9").contains("别的编码"));
    }
}
