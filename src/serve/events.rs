//! A browser's line to the server: each page keeps one open and is told what it would be now, whenever that is something else. Comes in: a
//! connection and the page's path. Goes out: server-sent events until the browser leaves. Says nothing that was said last.

use super::{Desk, answer, http, overlay};
use serde::Serialize;
use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long there may be silence: who left is noticed only by writing.
const SILENCE: Duration = Duration::from_secs(5);

#[derive(Serialize)]
struct Event<'e> {
    /// Of the page as it would be made now; a page with another one is old.
    mark: &'e str,
    overlay: overlay::Overlay,
}

/// Tells a page of each edition. `Err` when the browser has left.
pub fn follow(stream: &TcpStream, desk: &Desk, page: &str) -> io::Result<()> {
    http::begin_events(stream)?;
    let mut writer = stream;
    let (mut known, mut said) = (0, String::new());
    loop {
        let Some(edition) = desk.other_than(known, SILENCE) else {
            writer.write_all(b":\n\n")?;
            continue;
        };
        known = edition.number;
        let mark = answer::mark_of(&edition, page, desk.language);
        let event = Event { mark: &mark, overlay: overlay::on(&edition, page, desk.language) };
        let event = serde_json::to_string(&event).map_err(io::Error::other)?;
        if event != said {
            writer.write_all(format!("retry: 500\ndata: {event}\n\n").as_bytes())?;
            said = event;
        }
    }
}
