//! A proxy on loopback that makes a good network a bad one: each chunk comes late, or after so many bytes every connection breaks and no new
//! one is taken, as if the server had died.

use super::servers::free_port;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

pub struct Proxy {
    pub port: u16,
    state: Arc<State>,
}

struct State {
    to: u16,
    delay: Duration,
    /// Bytes from us to the server that are still let through.
    lets: AtomicU64,
    passed: AtomicU64,
    ended: AtomicBool,
}

impl Proxy {
    pub fn slow(to: u16, delay: Duration) -> Self {
        Self::start(to, delay, u64::MAX)
    }

    pub fn breaking_after(to: u16, bytes: u64) -> Self {
        Self::start(to, Duration::ZERO, bytes)
    }

    /// The network works again.
    pub fn mend(&self) {
        self.state.lets.store(u64::MAX, Ordering::SeqCst);
    }

    /// How many bytes went to the server.
    pub fn passed(&self) -> u64 {
        self.state.passed.load(Ordering::SeqCst)
    }

    fn start(to: u16, delay: Duration, lets: u64) -> Self {
        let port = free_port();
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let state = Arc::new(State {
            to,
            delay,
            lets: AtomicU64::new(lets),
            passed: AtomicU64::new(0),
            ended: AtomicBool::new(false),
        });
        let shared = state.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if shared.ended.load(Ordering::SeqCst) {
                    return;
                }
                let state = shared.clone();
                thread::spawn(move || carry(&state, client));
            }
        });
        Self { port, state }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn carry(state: &Arc<State>, client: TcpStream) {
    if state.lets.load(Ordering::SeqCst) == 0 {
        return;
    }
    let Ok(server) = TcpStream::connect(("127.0.0.1", state.to)) else { return };
    let (mut back_from, mut back_to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    let returning = thread::spawn(move || {
        let mut chunk = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = back_from.read(&mut chunk) {
            if back_to.write_all(&chunk[..read]).is_err() {
                break;
            }
        }
        let _ = back_to.shutdown(Shutdown::Both);
        let _ = back_from.shutdown(Shutdown::Both);
    });
    let (mut from, mut to) = (client, server);
    let mut chunk = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut chunk) {
        thread::sleep(state.delay);
        let left = state.lets.load(Ordering::SeqCst);
        if left == 0 {
            break;
        }
        if left != u64::MAX {
            state.lets.store(left.saturating_sub(read as u64), Ordering::SeqCst);
        }
        state.passed.fetch_add(read as u64, Ordering::SeqCst);
        if to.write_all(&chunk[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
    let _ = returning.join();
}
