//! HTTP/1.1 as far as a preview needs it: one request without a body, one answer, then the connection ends. The grammar is `httparse`'s,
//! named only here. Comes in: a connection. Goes out: the head of its request, or an answer. Decides nothing about what is answered.

use super::answer::Answer;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// Of a request all lines together; browsers send about one kilobyte.
const LONGEST_HEAD: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;

/// How long one step may take, and in how many pieces a head may come: who sends byte by byte does not hold a thread for ever.
const PATIENCE: Duration = Duration::from_secs(10);
const MOST_PIECES: usize = 64;

/// What is looked at of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub method: String,
    pub target: String,
    /// Every `Host` header: there must be one.
    pub hosts: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Bad {
    /// The other side went away, or fell silent.
    Gone,
    /// It is told by this status.
    Status(u16),
}

/// Reads the head of a request. A body is never read.
pub fn read(stream: &TcpStream) -> Result<Head, Bad> {
    let gone = |_| Bad::Gone;
    stream.set_read_timeout(Some(PATIENCE)).map_err(gone)?;
    stream.set_write_timeout(Some(PATIENCE)).map_err(gone)?;
    // Each answer is sent in one piece: nothing is gained by waiting for more.
    stream.set_nodelay(true).map_err(gone)?;
    let mut stream = stream;
    let mut text = Vec::with_capacity(2048);
    let mut piece = [0; 4096];
    for _ in 0..MOST_PIECES {
        let length = stream.read(&mut piece).map_err(gone)?;
        if length == 0 {
            return Err(Bad::Gone);
        }
        text.extend_from_slice(&piece[..length]);
        if let Some(head) = parsed(&text)? {
            return Ok(head);
        }
        if text.len() >= LONGEST_HEAD {
            return Err(Bad::Status(431));
        }
    }
    Err(Bad::Status(408))
}

/// The head that a text begins with; `None` where more has to come.
fn parsed(text: &[u8]) -> Result<Option<Head>, Bad> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(text) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Bad::Status(431)),
        Err(_) => return Err(Bad::Status(400)),
    }
    let hosts = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
    Ok(Some(Head {
        method: request.method.unwrap_or_default().to_string(),
        target: request.path.unwrap_or_default().to_string(),
        hosts: hosts.map(|header| String::from_utf8_lossy(header.value).into_owned()).collect(),
    }))
}

/// Writes a whole answer; without its body for `HEAD`.
pub fn write(stream: &TcpStream, answer: &Answer, with_body: bool) -> io::Result<()> {
    let mut text = head(answer.status, answer.kind);
    if let Some(location) = &answer.location {
        text.push_str(&format!("Location: {location}\r\n"));
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n", answer.body.len()));
    let mut text = text.into_bytes();
    if with_body {
        text.extend_from_slice(&answer.body);
    }
    let mut writer = stream;
    writer.write_all(&text)?;
    stream.shutdown(Shutdown::Write)
}

/// Begins an answer that never ends by itself.
pub fn begin_events(stream: &TcpStream) -> io::Result<()> {
    let mut writer = stream;
    writer.write_all(format!("{}\r\n", head(200, super::answer::EVENTS)).as_bytes())
}

/// Says no, with as few words as a status has.
pub fn refuse(stream: &TcpStream, status: u16) -> io::Result<()> {
    let words = reason(status);
    let mut text = head(status, "text/plain; charset=utf-8");
    if status == 405 {
        text.push_str("Allow: GET, HEAD\r\n");
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n{words}\n", words.len() + 1));
    let mut writer = stream;
    writer.write_all(text.as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    // What is still being sent is read and dropped, or the other side might lose the answer with it; but not for long.
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let mut reader = stream;
    let mut piece = [0; 4096];
    for _ in 0..MOST_PIECES {
        if reader.read(&mut piece)? == 0 {
            break;
        }
    }
    Ok(())
}

/// Status and the headers that every answer has. Nothing is kept by the browser, nothing is guessed, and no page of another host may load
/// or frame what is not published yet.
fn head(status: u16, kind: &str) -> String {
    format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\nConnection: close\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Content-Security-Policy: frame-ancestors 'self'\r\nReferrer-Policy: same-origin\r\n",
        reason(status)
    )
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_when_it_is_whole() {
        assert_eq!(parsed(b"GET /a HTTP/1.1\r\nHost: a\r\n"), Ok(None));
        let head = parsed(b"GET /a?b HTTP/1.1\r\nHOST: a\r\nX: y\r\nhost: b\r\n\r\n").unwrap().unwrap();
        assert_eq!((head.method.as_str(), head.target.as_str()), ("GET", "/a?b"));
        assert_eq!(head.hosts, ["a", "b"]);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in ["\0\r\n\r\n", "GET\r\n\r\n", "GET /a\0b HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n"] {
            assert_eq!(parsed(text.as_bytes()), Err(Bad::Status(400)), "{text:?}");
        }
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(MOST_HEADERS + 1));
        assert_eq!(parsed(many.as_bytes()), Err(Bad::Status(431)));
    }
}
