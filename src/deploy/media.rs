//! What hosts are told of a file by its path: its type with the charset, how long browsers may keep it, and when it is sent.

/// In which of the three waves a file is sent. Whatever a page needs is there before the page, and what leads to pages comes after all of
/// them: readers who come in the middle find nothing that leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wave {
    /// Style sheets, scripts, pictures, PDFs, data.
    Assets,
    Pages,
    /// The home page, lists, the search index, feeds, the sitemap.
    Indexes,
}

impl Wave {
    pub const ALL: [Self; 3] = [Self::Assets, Self::Pages, Self::Indexes];

    /// The wave of a path below the root of the site.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_index = ["index.html", "reports/index.html", "indicators/index.html", "search/index.html", "robots.txt"]
            .contains(&path)
            || path.starts_with("search/")
            || path.starts_with("feeds/")
            || name.starts_with("sitemap")
            || name.ends_with(".atom");
        match is_index {
            true => Self::Indexes,
            false if name.ends_with(".html") => Self::Pages,
            false => Self::Assets,
        }
    }
}

/// The media type of a file by its ending (IANA), with the charset of texts.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "yaml" | "yml" => "application/yaml",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "zip" => "application/zip",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        _ => "application/octet-stream",
    }
}

/// How long a file may be kept without asking (`Cache-Control`, RFC 9111). A name that holds a hash never means other bytes; pages and
/// what they load together are asked for again after five minutes, so that no new page meets an old style sheet for long.
pub fn caching(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        _ if has_hash(path) => "public, max-age=31536000, immutable",
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "woff2" | "woff" | "ttf" | "otf" => "public, max-age=86400",
        _ if path == super::manifest::MANIFEST => "no-cache",
        _ => "public, max-age=300",
    }
}

/// Whether a part of the name, between dots or hyphens, is a hash: eight or more hexadecimal digits with letters among them.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['.', '-']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            && part.bytes().any(|b| b.is_ascii_digit())
            && part.bytes().any(|b| b.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_need_goes_before_them_and_what_leads_to_them_after() {
        let mut paths = [
            "sitemap.xml",
            "index.html",
            "regions/511129/index.html",
            "assets/style.css",
            "feeds/all.xml",
            "search/index.html",
            "search/words-01.js",
            "reports/2023/a/a.pdf",
            "404.html",
        ];
        paths.sort_by_key(|path| Wave::of(path));
        assert_eq!(paths[..2], ["assets/style.css", "reports/2023/a/a.pdf"]);
        assert_eq!(paths[2..4], ["regions/511129/index.html", "404.html"]);
    }

    #[test]
    fn types_say_their_charset_and_hashes_are_kept_for_a_year() {
        assert_eq!(media_type("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("a.b/LICENSE"), "application/octet-stream");
        for hashed in ["assets/style.3eafc066.css", "assets/app-0a1b2c3d4e.js"] {
            assert!(caching(hashed).contains("immutable"), "{hashed}");
        }
        for plain in ["assets/style.css", "regions/511129/2023/index.html", "assets/20240711.css", "feeds/all.xml"] {
            assert!(!caching(plain).contains("immutable"), "{plain}");
        }
    }
}
