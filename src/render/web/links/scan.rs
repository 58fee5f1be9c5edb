//! Where an HTML page leads and what on it can be led to: its links and its ids, as written, character references and all.
//! Comes in: any HTML, also that of a careless theme. Knows no site.

/// What was found in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'h> {
    Id(&'h str),
    Link(&'h str),
}

/// Elements whose text is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Calls `see` for every id and every link of a page, in order.
pub fn scan<'h>(html: &'h str, see: &mut impl FnMut(Found<'h>)) {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(open) = position(&bytes[at..], b'<') {
        at += open + 1;
        match bytes.get(at) {
            Some(b'!') if html[at..].starts_with("!--") => {
                at = html[at + 3..].find("-->").map_or(html.len(), |end| at + 3 + end);
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let end = at + end_of_name(&html[at..]);
                let name = &html[at..end];
                at = end + attributes(&html[end..], name, see);
                if let Some(raw) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)) {
                    at += end_of_raw(&html[at..], raw);
                }
            }
            _ => {}
        }
    }
}

/// Where a byte first stands. Most stand a few bytes away, where a plain loop is faster than a search made for long texts.
fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().position(|byte| *byte == wanted)
}

/// Where the name at the start of a text ends. All that ends one is ASCII, so that bytes will do.
fn end_of_name(text: &str) -> usize {
    text.as_bytes().iter().position(|byte| ENDS_A_NAME[usize::from(*byte)]).unwrap_or(text.len())
}

/// Looked up, because names and their ends are a third of what is read of a page.
const ENDS_A_NAME: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        ends[byte as usize] = byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'=');
        byte += 1;
    }
    ends
};

/// Reads the attributes of a tag up to its `>` and gives how many bytes they take.
fn attributes<'h>(text: &'h str, element: &str, see: &mut impl FnMut(Found<'h>)) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => return at,
            Some(b'>') => return at + 1,
            Some(_) => {}
        }
        let end = at + end_of_name(&text[at..]);
        // A `=` where a name belongs is the name itself: it must not be read for ever.
        let name = &text[at..end.max(at + usize::from(bytes[at] == b'='))];
        at += name.len();
        let (value, length) = value(&text[at..]);
        at += length;
        if let Some(value) = value {
            tell(element, name, value, see);
        }
    }
}

/// The value behind the name of an attribute, and how many bytes it takes with its `=` and its quotes.
fn value(text: &str) -> (Option<&str>, usize) {
    let from_sign = text.trim_ascii_start();
    let Some(behind) = from_sign.strip_prefix('=') else { return (None, 0) };
    let written = behind.trim_ascii_start();
    let before = text.len() - written.len();
    match written.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let inside = &written[1..];
            let end = position(inside.as_bytes(), *quote).unwrap_or(inside.len());
            (Some(&inside[..end]), (before + 1 + end + 1).min(text.len()))
        }
        _ => {
            let end = written.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(written.len());
            (Some(&written[..end]), before + end)
        }
    }
}

fn tell<'h>(element: &str, name: &str, value: &'h str, see: &mut impl FnMut(Found<'h>)) {
    const LINKS: [&str; 8] = ["href", "src", "xlink:href", "action", "formaction", "poster", "cite", "background"];
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    // Most attributes are none of these; their first letter says so.
    match name.as_bytes().first().map(u8::to_ascii_lowercase) {
        Some(b'i') if is("id") => see(Found::Id(value)),
        Some(b'd') if is("data") && element.eq_ignore_ascii_case("object") => see(Found::Link(value)),
        Some(b's') if is("srcset") => {
            let each = value.split(',').filter_map(|one| one.split_ascii_whitespace().next());
            each.for_each(|link| see(Found::Link(link)));
        }
        Some(b'h' | b's' | b'x' | b'a' | b'f' | b'p' | b'c' | b'b') if LINKS.into_iter().any(is) => {
            see(Found::Link(value))
        }
        _ => {}
    }
}

/// How many bytes the text of a raw element takes, its end tag not counted.
fn end_of_raw(text: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        let behind = &text.as_bytes()[at + 2..];
        behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(|at| is_end(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<Found<'_>> {
        let mut all = Vec::new();
        scan(html, &mut |found| all.push(found));
        all
    }

    #[test]
    fn links_and_ids_are_found_however_they_are_written() {
        let html = "<!DOCTYPE html><A HREF='a.html'\nid=x>甲</A><img src = b.png alt=\"<a href=no>\"/><br/><use xlink:href=\"#u\"/>";
        let expected = [Found::Link("a.html"), Found::Id("x"), Found::Link("b.png"), Found::Link("#u")];
        assert_eq!(found(html), expected);
        let srcset =
            found("<img srcset='a.png 1x, b.png 2x'><object data=c.svg></object><data value=1 data=no></data>");
        assert_eq!(srcset, [Found::Link("a.png"), Found::Link("b.png"), Found::Link("c.svg")]);
    }

    #[test]
    fn what_is_no_markup_is_passed_over() {
        let html = "<!-- <a href=no> --><script>x = '<a href=no>'</script ><style>a{}</style><title><b id=no></title><p id=yes>";
        assert_eq!(found(html), [Found::Id("yes")]);
        assert_eq!(found("<script src=\"a.js\"></script>1 < 2 <p id=p>"), [Found::Link("a.js"), Found::Id("p")]);
    }

    #[test]
    fn a_page_that_breaks_off_is_read_to_its_end() {
        for html in [
            "<",
            "<a",
            "<a ",
            "<a href",
            "<a href=",
            "<a href=\"",
            "<a =",
            "<a ==x>",
            "<!--",
            "<script>",
            "</",
            "<汉 id=1>",
            "<a 汉=字 =",
        ] {
            assert!(found(html).iter().all(|found| *found != Found::Id("1")), "{html}");
        }
        assert_eq!(found("<a href=\"b"), [Found::Link("b")]);
    }
}
