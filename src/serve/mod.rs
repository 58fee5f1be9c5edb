//! The site while it is being written: pages are made when a browser on this machine asks for them, and tell the browser when they
//! have changed. Comes in: what [`Editor`] makes of the content after each change. Goes out: answers over HTTP. Writes no file and reads
//! none: only paths that stand in the plan of the site have an answer.
//!
//! 1. `edition` reads the content again and gives an [`Edition`]: what pages are made from, and what there is to tell of them. Where pages
//!    cannot be made, it keeps those of the last one whose could.
//! 2. `http` reads a request and `gate` lets it pass: who asks, by which name, and for which path.
//! 3. `answer` looks the path up in the plan and makes its file, with the script `live.js` in pages; `events` tells that script of each
//!    edition, and `overlay` says which findings belong to its page.

mod answer;
mod edition;
mod events;
mod gate;
mod http;
mod overlay;

pub use edition::{Edition, Editor, Told};

use crate::finding::Language;
use answer::Answer;
use gate::Asked;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// More than all tabs of an editor ask at once; whoever asks beyond is told to come again.
const MOST_AT_ONCE: usize = 128;

/// A server that is answering.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    desk: Arc<Desk>,
}

/// Where the newest edition lies, for all who answer.
struct Desk {
    edition: Mutex<Arc<Edition>>,
    renewed: Condvar,
    language: Language,
    /// The address that was asked for: by which names the server may be called follows from it.
    bound: IpAddr,
    answering: AtomicUsize,
}

impl Server {
    /// Listens and answers from the first edition on, until the program ends. `stack` is how much a thread may need, in bytes: setting a
    /// PDF goes deep. Port 0 leaves the choice to the system. `Err` where the address is taken or not this machine's.
    pub fn open(at: SocketAddr, edition: Arc<Edition>, language: Language, stack: usize) -> io::Result<Self> {
        let listener = TcpListener::bind(at)?;
        let address = listener.local_addr()?;
        let desk = Arc::new(Desk {
            edition: Mutex::new(edition),
            renewed: Condvar::new(),
            language,
            bound: at.ip(),
            answering: AtomicUsize::new(0),
        });
        let shared = desk.clone();
        thread::Builder::new().name("listener".into()).spawn(move || listen(&listener, &shared, stack))?;
        Ok(Self { address, desk })
    }

    /// Answers from a newer edition, and tells every browser of it.
    pub fn renew(&self, edition: Arc<Edition>) {
        let mut newest = self.desk.edition.lock().expect("no thread panics while it holds this");
        let old = std::mem::replace(&mut *newest, edition);
        drop(newest);
        self.desk.renewed.notify_all();
        // A large book takes its time to go: nobody waits for it.
        drop(old);
    }
}

impl Desk {
    fn edition(&self) -> Arc<Edition> {
        self.edition.lock().expect("no thread panics while it holds this").clone()
    }

    /// Waits for an edition other than one that is known; `None` where none came in time.
    fn other_than(&self, known: u64, patience: Duration) -> Option<Arc<Edition>> {
        let edition = self.edition.lock().expect("no thread panics while it holds this");
        let is_known = |edition: &mut Arc<Edition>| edition.number == known;
        let waited = self.renewed.wait_timeout_while(edition, patience, is_known);
        let (edition, ended) = waited.expect("no thread panics while it holds this");
        (!ended.timed_out()).then(|| edition.clone())
    }
}

fn listen(listener: &TcpListener, desk: &Arc<Desk>, stack: usize) {
    for stream in listener.incoming() {
        // One that broke off before it began, or no handle left for the moment: the next may come through.
        let Ok(stream) = stream else { continue };
        let desk = desk.clone();
        let _ = thread::Builder::new().name("answer".into()).stack_size(stack).spawn(move || {
            let place = Place::taken(&desk.answering);
            // Whoever went away in the middle needs no answer.
            let _ = match place.number < MOST_AT_ONCE {
                true => converse(stream, &desk),
                false => http::refuse(&stream, 503),
            };
        });
    }
}

/// A place among those who are answered, given back also where making a page panics.
struct Place<'a> {
    answering: &'a AtomicUsize,
    number: usize,
}

impl<'a> Place<'a> {
    fn taken(answering: &'a AtomicUsize) -> Self {
        Self { answering, number: answering.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One request, one answer: nothing of a second request can hide behind the first.
fn converse(stream: TcpStream, desk: &Desk) -> io::Result<()> {
    let head = match http::read(&stream) {
        Ok(head) => head,
        Err(http::Bad::Gone) => return Ok(()),
        Err(http::Bad::Status(status)) => return http::refuse(&stream, status),
    };
    let wants_body = head.method != "HEAD";
    let answer = match gate::pass(&head, desk.bound) {
        Err(status) => return http::refuse(&stream, status),
        Ok(Asked::Script) => Answer::script(),
        Ok(Asked::Events { page }) if wants_body => return events::follow(&stream, desk, &page),
        Ok(Asked::Events { .. }) => Answer::of_events(),
        Ok(Asked::Path { path, query }) => answer::to(&desk.edition(), &path, query, desk.language),
    };
    http::write(&stream, &answer, wants_body)
}
