//! `yearbook serve` as a browser meets it: the binary on a port that the system chooses, asked over plain TCP. What a page is and what is
//! refused is here; what happens when the content changes is in `live`.

use crate::world::{World, published};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use yearbook::pipeline;

/// Long enough for a machine that does ten things at once; nothing waits so long that works.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A program that runs until it is told to end, and what it says.
pub struct Running {
    child: Child,
    said: Receiver<String>,
}

impl Running {
    pub fn of(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, said) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
            });
        }
        Self { child, said }
    }

    /// Waits until it says a line with these words.
    #[track_caller]
    pub fn hears(&self, words: &str) -> String {
        let mut heard = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => heard.push(line),
                Err(_) => panic!("never heard {words}, but {heard:#?}"),
            }
        }
    }

    /// Ctrl-C; gives the exit status.
    #[cfg(unix)]
    pub fn interrupted(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("sh").args(["-c", &format!("kill -INT {id}")]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A site that is being looked at.
pub struct Preview {
    pub program: Running,
    pub address: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Preview {
    pub fn of(world: &World, arguments: &[&str]) -> Self {
        let program = Running::of(world.command(&[&["serve", "--port", "0"], arguments].concat()));
        let line = program.hears("http://");
        let address = line.trim_start_matches("http://").trim_end_matches('/').to_string();
        Self { program, address }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The answer to these very bytes. Where the server hangs up while it is still being told, what it said counts.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
            _ => {}
        }
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |end| end + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head, body: bytes[end..].to_vec() }
    }

    pub fn ask(&self, method: &str, target: &str, host: &str) -> Answer {
        self.raw(format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &self.address)
    }
}

/// A page without our script.
pub fn plain(page: &str) -> String {
    let scripts = |line: &&str| line.starts_with("<script src=\"/.yearbook/live.js\"");
    assert_eq!(page.lines().filter(scripts).count(), 1, "{page}");
    page.split_inclusive('\n').filter(|line| !scripts(line)).collect()
}

/// A path as a browser asks for it.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[test]
fn every_file_is_the_built_one_but_for_the_script() {
    let world = World::starter().with("content/images/增长 100%图.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let proof = pipeline::proof(&world.request(true)).unwrap();
    pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
    let preview = Preview::of(&world, &[]);
    let built = published(&world.out());
    assert!(built.keys().any(|path| path.ends_with(".pdf")) && built.keys().any(|path| !path.is_ascii()));
    for (path, bytes) in &built {
        let answer = preview.get(&format!("/{}", encoded(path)));
        assert_eq!(answer.status, 200, "{path}");
        match path.ends_with(".html") {
            true => assert!(plain(&answer.text()).as_bytes() == bytes, "{path}"),
            false => assert!(answer.body == *bytes, "{path}"),
        }
    }
    // Nothing is written where the site is.
    let mut names = world.read_names(".");
    names.sort();
    assert_eq!(names, ["content", "output"]);
}

#[test]
fn folders_types_and_heads() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let home = preview.get("/");
    assert_eq!((home.status, home.header("Content-Type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(home.header("Cache-Control"), Some("no-store"));
    assert_eq!(home.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
    assert_eq!(plain(&home.text()), plain(&preview.get("/index.html?a=b").text()));
    let folder = preview.get("/reports?a=%0d%0aX:%20y");
    assert_eq!((folder.status, folder.header("Location")), (307, Some("/reports/?a=%0d%0aX:%20y")));
    assert_eq!(preview.get("/reports/").status, 200);
    // Where the site will lie on its host is the same place.
    let base = "content/site.yaml";
    assert!(!world.read(base).contains("base_url: https"));
    for (path, kind) in [
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/reading.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/regions/990101/2024/990101-2024.csv", "text/csv; charset=utf-8"),
        ("/regions/990101/2024/990101-2024.pdf", "application/pdf"),
        ("/feeds/all.xml", "application/xml"),
    ] {
        let (whole, head) = (preview.get(path), preview.ask("HEAD", path, "localhost"));
        assert_eq!((whole.status, whole.header("Content-Type")), (200, Some(kind)), "{path}");
        assert_eq!((head.head.as_str(), head.body.len()), (whole.head.as_str(), 0), "{path}");
    }
    assert!(preview.get("/regions/990101/2024/990101-2024.pdf").body.starts_with(b"%PDF-"));
}

#[test]
fn a_site_with_an_address_is_found_below_it_too() {
    let world = World::sample();
    let preview = Preview::of(&world, &[]);
    let lost = preview.get("/no/such/%E9%A1%B5");
    assert_eq!((lost.status, lost.header("Content-Type")), (404, Some("text/html; charset=utf-8")));
    // The page that says so links from the root of the host on which the site will lie.
    let text = lost.text();
    assert!(text.contains("page-not-found") && text.contains("href=\"/yearbook/index.html\""));
    assert_eq!(plain(&text), plain(&preview.get("/404.html").text()));
    assert_eq!(plain(&preview.get("/yearbook/index.html").text()), plain(&preview.get("/").text()));
    assert_eq!(preview.get("/yearbook/no.html").status, 404);
}

/// Requests that must not reach a file, and none of which may end the server.
#[test]
fn no_trick_leads_out_of_the_site() {
    const SECRET: &str = "geheim-8127";
    let world = World::starter().with("secret.html", SECRET).with("content/.hidden.html", SECRET);
    let preview = Preview::of(&world, &[]);
    let root = world.root().to_str().unwrap().to_string();
    let targets = [
        "/../secret.html",
        "/reports/../../secret.html",
        "/reports/../index.html",
        "/%2e%2e/secret.html",
        "/%2e%2e%2fsecret.html",
        "/..%2fsecret.html",
        "/..%5csecret.html",
        "/..\\secret.html",
        "/%252e%252e/secret.html",
        "/.%00./secret.html",
        "/index.html%00.txt",
        "//secret.html",
        "//index.html",
        "///etc/passwd",
        "/./index.html",
        "/content/site.yaml",
        "/.hidden.html",
        "/.yearbook/",
        "/.yearbook/../index.html",
        "/INDEX.HTML",
        "/index.html/",
        "/%c0%ae%c0%ae/secret.html",
        "http://localhost/index.html",
        "http://example.com/index.html",
        "file:///etc/passwd",
        "*",
        "",
    ];
    let absolute = format!("/{root}/secret.html");
    for target in targets.into_iter().chain([absolute.as_str()]) {
        let answer = preview.get(target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET), "{target}");
    }
    for host in ["example.com", "localhost.example.com", "192.168.1.5", "", "127.0.0.1@example.com"] {
        assert_eq!(preview.ask("GET", "/", host).status, 421, "{host}");
    }
    for host in ["localhost", "127.0.0.1:1", "[::1]:80"] {
        assert_eq!(preview.ask("GET", "/", host).status, 200, "{host}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"] {
        let answer = preview.ask(method, "/", "localhost");
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let with_body =
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n".to_string() + &"x".repeat(100_000);
    // A second request behind the first is never answered.
    let smuggled = "GET /index.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /404.html HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assert_eq!(String::from_utf8_lossy(&preview.raw(smuggled.as_bytes()).body).matches("HTTP/1.1 ").count(), 0);
    for (request, status) in [
        (with_body.as_bytes(), 405),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n", 400),
        (b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"\0\0\0\0\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000)).as_bytes(), 431),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\nA: {}\r\n\r\n", "a".repeat(100_000)).as_bytes(), 431),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: a\r\n".repeat(200)).as_bytes(), 431),
    ] {
        let answer = preview.raw(request);
        assert_eq!(answer.status, status, "{:?}", String::from_utf8_lossy(&request[..request.len().min(60)]));
    }
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_site() {
    const SECRET: &str = "geheim-8127";
    let elsewhere = World::empty().with("secret.svg", SECRET);
    let world = World::starter().with("content/images/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    std::os::unix::fs::symlink(elsewhere.path("secret.svg"), world.path("content/images/b.svg")).unwrap();
    let preview = Preview::of(&world, &[]);
    assert_eq!(preview.get("/images/a.svg").status, 200);
    assert_eq!(preview.get("/images/b.svg").status, 404);
    // In the place of a picture that the plan has.
    std::fs::remove_file(world.path("content/images/a.svg")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path("secret.svg"), world.path("content/images/a.svg")).unwrap();
    let answer = preview.get("/images/a.svg");
    assert!(matches!(answer.status, 404 | 500) && !answer.text().contains(SECRET), "{answer:?}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let world = World::starter();
    let preview = Preview::of(&world, &[]);
    let port = preview.address.rsplit(':').next().unwrap();
    let said = world.run(&["serve", "--port", port]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains(&format!("端口 {port} 有别的程序在用")), "{said:?}");
}

#[test]
fn a_folder_that_is_no_site_is_told() {
    let said = World::empty().run(&["serve", "--port", "0"]);
    assert_eq!(said.status, 1);
    assert!(said.stdout.contains("no-site"), "{said:?}");
}
