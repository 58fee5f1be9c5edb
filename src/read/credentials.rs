//! Passwords and keys that stand in `site.yaml`. Comes in: its text. Goes out: the same text with every such value covered,
//! and a finding for each. It is done before anything else reads the text, so that no message, page or file can show one.

use crate::finding::{Finding, Place};
use std::ops::Range;

/// Keys whose value is a secret whatever it is.
pub(super) const NAMES: [&str; 20] = [
    "password",
    "passwd",
    "passphrase",
    "pass",
    "secret",
    "secret_key",
    "secret_id",
    "access_key",
    "access_key_id",
    "access_key_secret",
    "secret_access_key",
    "session_token",
    "security_token",
    "token",
    "private_key",
    "密码",
    "口令",
    "密钥",
    "令牌",
    "访问密钥",
];

/// The text with its secrets covered, byte for byte as long as it was.
pub(super) fn covered(file: &str, text: &str) -> (String, Vec<Finding>) {
    let secrets = secrets(text);
    let mut covered = text.to_string();
    for secret in &secrets {
        // A letter that means nothing in YAML, as a star would.
        covered.replace_range(secret.clone(), &"x".repeat(secret.len()));
    }
    let finding = |secret: Range<usize>| {
        Finding::error(
            "credential-in-settings",
            Place::bytes(file, secret),
            "这里写了密码或密钥",
            "a password or a key stands here",
        )
        .help(
            "删去它，并去发放的地方换一个新的：写进文件的密码会跟着内容一起被抄走。密码从环境变量来，见 docs/publishing.zh-CN.md",
            "delete it, and have a new one issued: what stands in a file is copied with it. Credentials come from the environment, see docs/publishing.md",
        )
    };
    (covered, secrets.into_iter().map(finding).collect())
}

/// Where secrets stand, in order, none within another.
fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut waits_for_value = None;
    let mut is_in_key_file = false;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let whole = at + indent..at + indent + words.len();
        if is_in_key_file || words.contains("-----BEGIN") {
            is_in_key_file = !words.contains("-----END");
            found.push(whole);
            continue;
        }
        // The value of a key may stand in the lines below it, deeper than the key.
        if let Some(depth) = waits_for_value.filter(|_| !words.is_empty()) {
            // The items of a list may stand as deep as its key.
            if indent > depth || indent == depth && words.starts_with('-') {
                found.push(whole);
                continue;
            }
            waits_for_value = None;
        }
        // Words in a comment name many things; a key of a cloud is one wherever it stands.
        let named = if words.starts_with('#') { Vec::new() } else { named_values(line) };
        for value in named {
            match line[value.clone()].trim() {
                "" | "|" | ">" | "|-" | ">-" => waits_for_value = Some(indent),
                "null" | "~" | "\"\"" | "''" => {}
                _ => found.push(at + value.start..at + value.end),
            }
        }
        found.extend(in_addresses(line).into_iter().chain(by_their_looks(line)).map(|r| at + r.start..at + r.end));
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        if !range.is_empty() && apart.last().is_none_or(|last| range.start >= last.end) {
            apart.push(range);
        }
    }
    apart
}

/// The values behind keys that name a secret, in a line of block or flow style.
fn named_values(line: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    for (colon, _) in line.match_indices([':', '：']) {
        let before = line[..colon].trim_end();
        let key_start = before.rfind(['{', ',', ' ', '\t']).map_or(0, |i| i + 1);
        let key = before[key_start..].trim_matches(['"', '\'', '\u{feff}']);
        let key = key.to_lowercase().replace(['-', ' '], "_");
        let credentials_prefix = ["credentials", "凭据"].contains(&key.as_str());
        if !NAMES.contains(&key.as_str()) && !credentials_prefix {
            continue;
        }
        let from = colon + line[colon..].chars().next().map_or(1, char::len_utf8);
        let value = value_from(line, from);
        if credentials_prefix && is_prefix(line[value.clone()].trim_matches(['"', '\''])) {
            continue;
        }
        values.push(value);
    }
    values
}

/// What the variables of the environment may begin with: such a word is no secret.
fn is_prefix(word: &str) -> bool {
    word.len() <= 24 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// The bytes of a value: in a line of its own all of it, within braces to the end of its quotes, of its list or of the entry.
fn value_from(line: &str, from: usize) -> Range<usize> {
    let rest = &line[from..];
    let start = from + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let rest = &line[start..];
    let is_within_braces = line[..from].contains('{');
    let end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) if is_within_braces => quoted(rest, quote),
        Some('[') if is_within_braces => rest.find(']').map(|i| i + 1),
        Some('"' | '\'' | '[') => None,
        _ if is_within_braces => rest.find([',', '}']),
        _ => rest.find(" #"),
    };
    start..start + rest[..end.unwrap_or(rest.len())].trim_end().len()
}

/// Where a quoted word ends, its quotes included. `\"` and `''` are quotes within it.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((i, letter)) = letters.next() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            '\'' if quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'') => is_escaped = true,
            letter if letter == quote => return Some(i + 1),
            _ => {}
        }
    }
    None
}

/// The password of `https://name:password@host`.
fn in_addresses(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (scheme, _) in line.match_indices("://") {
        let host = scheme + 3;
        let end = line[host..].find(['/', ' ', '"', '\'', ',', '}', '\n']).map_or(line.len(), |i| host + i);
        if let Some(at) = line[host..end].rfind('@') {
            let is_web = line[..scheme].ends_with("http") || line[..scheme].ends_with("https");
            match line[host..host + at].find(':') {
                Some(colon) => found.push(host + colon + 1..host + at),
                // A token may stand where a user would; ssh has users there.
                None if is_web => found.push(host..host + at),
                None => {}
            }
        }
        for name in ["token=", "password=", "secret=", "key="] {
            let more = line[host..].find([' ', '"', '\'', '\n', ',', '}']).map_or(line.len(), |i| host + i);
            let Some(start) = line[host..more].find(name).map(|i| host + i + name.len()) else { continue };
            found.push(start..line[start..more].find('&').map_or(more, |i| start + i));
        }
    }
    found
}

/// Keys of clouds, by how these begin: OSS, COS, S3 and hosts of git.
fn by_their_looks(line: &str) -> Vec<Range<usize>> {
    const LOOKS: [(&str, usize); 7] =
        [("LTAI", 12), ("AKIA", 16), ("ASIA", 16), ("AKID", 13), ("ghp_", 20), ("github_pat_", 20), ("glpat-", 16)];
    let mut found = Vec::new();
    for (beginning, at_least) in LOOKS {
        for (start, _) in line.match_indices(beginning) {
            let more = line[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            let length = more.unwrap_or(line.len() - start);
            let begins = line[..start].chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric());
            if begins && length >= beginning.len() + at_least {
                found.push(start..start + length);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, covered_text: &str, count: usize) {
        let (text, findings) = covered("content/site.yaml", text);
        assert_eq!(text, covered_text);
        assert_eq!(findings.len(), count);
        assert!(findings.iter().all(|f| !f.message.zh.contains("hunter")));
    }

    #[test]
    fn secrets_are_covered_wherever_they_stand() {
        check("password: hunter2\n", "password: xxxxxxx\n", 1);
        check("  a: { 密码: 'hunter2', user: b }\n", "  a: { 密码: xxxxxxxxx, user: b }\n", 1);
        check("a: { webdav: https://me:hunter2@h/x, b: c }\n", "a: { webdav: https://me:xxxxxxx@h/x, b: c }\n", 1);
        check("secret-access-key:\n    hunter2\nb: c\n", "secret-access-key:\n    xxxxxxx\nb: c\n", 1);
        check(
            "k: |\n  -----BEGIN X-----\n  abc\n  -----END X-----\nb: c",
            "k: |\n  xxxxxxxxxxxxxxxxx\n  xxx\n  xxxxxxxxxxxxxxx\nb: c",
            3,
        );
        check("password:\n- hunter2\nb: c\n", "password:\nxxxxxxxxx\nb: c\n", 1);
        check("password: \"hu\\\"nter2\"\n", "password: xxxxxxxxxxx\n", 1);
        check("a: { token: \"hu\\\"nter2\", b: c }\n", "a: { token: xxxxxxxxxxx, b: c }\n", 1);
        check("a: { token: [hunter2, hunter3], b: c }\n", "a: { token: xxxxxxxxxxxxxxxxxx, b: c }\n", 1);
        check("password: [hunter2, hunter3]\n", "password: xxxxxxxxxxxxxxxxxx\n", 1);
        check("git: https://hunter2@h/x.git\n", "git: https://xxxxxxx@h/x.git\n", 1);
        check(
            "webdav: https://h/x?a=b&access_token=hunter2&c=d\n",
            "webdav: https://h/x?a=b&access_token=xxxxxxx&c=d\n",
            1,
        );
        check("# https://me:hunter2@h/x\n", "# https://me:xxxxxxx@h/x\n", 1);
        check("credentials: hunter2-Secret\n", "credentials: xxxxxxxxxxxxxx\n", 1);
        check("s: LTAI5tABCDEFGHJKLMNP\n", "s: xxxxxxxxxxxxxxxxxxxx\n", 1);
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "a: { credentials: OSS }\ncredentials: OSS\nuser: www\nkey: ~/.ssh/id_ed25519\n",
            "base_url: https://example.gov.cn/yearbook/\n",
            "git: git@example.org:office/pages.git\n",
            "git: ssh://git@example.org/office/pages.git\n",
            "description: 数字都在这里：没有密码\n",
            "# password: none here\npassword: \"\"\n",
        ] {
            check(text, text, 0);
        }
    }
}
