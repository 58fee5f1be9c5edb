//! The tags of an HTML page in order, with their attributes: as much of a parser as the tests need. Text between tags is
//! passed over, so are comments and what stands inside scripts and styles.

/// One opening tag.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split_whitespace().any(|c| c == class))
    }
}

/// Every opening tag of a page.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = end_of_tag(rest);
        let inside = rest[..end].trim_end_matches('/');
        rest = rest.get(end + 1..).unwrap_or("");
        if inside.starts_with(['/', '!', '?']) {
            continue;
        }
        let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
        let name = inside[..name_end].to_lowercase();
        let attributes = attributes(&inside[name_end..]);
        if name == "script" || name == "style" {
            let close = format!("</{name}");
            rest = rest.find(&close).map_or("", |i| &rest[i..]);
        }
        tags.push(Tag { name, attributes });
    }
    tags
}

/// A `<data>` of a page, with what is said around it.
pub struct FigureTag<'t> {
    pub tag: &'t Tag,
    row: Option<&'t Tag>,
    main: Option<&'t Tag>,
}

impl<'t> FigureTag<'t> {
    /// What a figure says itself, else its row, else its page.
    pub fn said(&self, name: &str) -> Option<&'t str> {
        [Some(self.tag), self.row, self.main].into_iter().flatten().find_map(|tag| tag.get(name))
    }
}

/// Every figure of a page.
pub fn figures(tags: &[Tag]) -> Vec<FigureTag<'_>> {
    let (mut row, mut main) = (None, None);
    let mut figures = Vec::new();
    for tag in tags {
        match tag.name.as_str() {
            "main" => main = Some(tag),
            "tr" => row = Some(tag),
            // What stands in no table.
            "p" | "dl" | "h2" | "li" => row = None,
            "data" => figures.push(FigureTag { tag, row, main }),
            _ => {}
        }
    }
    figures
}

/// Where the `>` of a tag is: not one inside quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '>' => return i,
            None => {}
        }
    }
    text.len()
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let (inner, behind) = after[1..].split_once(quote).unwrap_or((&after[1..], ""));
                    value = unescaped(inner);
                    rest = behind;
                }
                _ => {
                    let end = after.find(char::is_whitespace).unwrap_or(after.len());
                    value = unescaped(&after[..end]);
                    rest = &after[end..];
                }
            }
        }
        all.push((name, value));
        rest = rest.trim_start();
    }
    all
}

fn unescaped(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_string(), |text, (entity, c)| text.replace(entity, c))
}

#[test]
fn tags_are_found() {
    let tags = tags(
        "<!DOCTYPE html><a href='x?a=1&amp;b' class=\"c d\" hidden>t</a><!-- <b> --><script>if (a<b) {}</script><br/>",
    );
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["a", "script", "br"]);
    assert_eq!(tags[0].get("href"), Some("x?a=1&b"));
    assert!(tags[0].has_class("d") && tags[0].get("hidden") == Some(""));
}
