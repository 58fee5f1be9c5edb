//! One program, run once: its seconds by the clock and of the processors, the most memory it had, and what it said. The figures
//! are the kernel's own about this child, so they hold for programs of others as well.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[derive(Clone, Debug)]
pub struct Run {
    pub wall: Duration,
    /// Of all its threads, in user and kernel.
    pub cpu: Duration,
    /// Bytes that were resident at most; never less than this process had when it started the child.
    pub peak: u64,
    pub said: String,
}

/// Runs to the end. What the program says goes to a file, so that no pipe can hold it up.
pub fn run(command: &mut Command, log: &Path) -> Run {
    let file = fs::File::create(log).expect("a log");
    let also = file.try_clone().expect("a log");
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(file).stderr(also).spawn();
    let (usage, status) = ended(&child.unwrap_or_else(|error| panic!("{command:?}: {error}")));
    let wall = start.elapsed();
    let said = fs::read_to_string(log).unwrap_or_default();
    assert!(status == 0, "{command:?} ended with {status}: {said}");
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1_000);
    Run { wall, cpu: time(usage.ru_utime) + time(usage.ru_stime), peak: (usage.ru_maxrss as u64) << 10, said }
}

/// Waits for a child and gives what the system kept of it.
fn ended(child: &Child) -> (libc::rusage, i32) {
    let mut status = 0;
    // SAFETY: all-zero bytes are a valid `rusage`, which holds integers alone.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: both pointers are of live variables of the right types. Nobody else waits for this child.
        let waited = unsafe { libc::wait4(child.id() as i32, &mut status, 0, &mut usage) };
        if waited >= 0 {
            return (usage, status);
        }
        let error = io::Error::last_os_error();
        assert!(error.kind() == io::ErrorKind::Interrupted, "{error}");
    }
}

/// How many files a folder has, and their bytes.
pub fn weight(folder: &Path) -> (usize, u64) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.fold((0, 0), |(files, bytes), entry| match entry.metadata() {
        Ok(data) if data.is_dir() => {
            let (more, heavier) = weight(&entry.path());
            (files + more, bytes + heavier)
        }
        Ok(data) => (files + 1, bytes + data.len()),
        Err(_) => (files, bytes),
    })
}
