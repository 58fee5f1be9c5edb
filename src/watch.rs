//! Waits until somebody changes the content or the themes of a site. Comes in: the site's folder. Goes out: for each burst of changes which
//! files were touched, or that the run is to end. Reads no file: what has changed in them, whoever asked finds out.
//!
//! The system tells of changes (`notify`, named only here). Where it does not, as on network drives and in some containers, or where it
//! has no watches left, the folders are looked at again and again.

use crate::disk::below;
use crate::read::{Stamp, Touched, stamps};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, UNIX_EPOCH};

/// The folders of a site that are looked at.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// An editor saves a file in several steps; a change is over when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(10);

/// Who writes without a pause is not waited for longer than this many times [`QUIET`].
const PATIENCE: usize = 50;

/// How often the folders themselves are looked at: one that was deleted and came back has lost its watch.
const ROUND: Duration = Duration::from_secs(1);

/// How often all files are looked at where nobody tells of changes, for the first thousand of them and for each further thousand.
const POLLING: Duration = Duration::from_millis(300);
const POLLING_MORE: Duration = Duration::from_millis(50);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The system tells.
    Told,
    /// By looking at all files again and again.
    Polled,
}

/// What there was to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Changed(Touched),
    /// The run is to end.
    Stop,
}

enum Signal {
    Seen(Touched),
    /// Folders came. What was written into one before it was watched nobody tells.
    Came(Touched),
    /// One of the watched folders itself came, went or was moved.
    Moved,
    Stop,
}

/// Ends a watch from another thread.
#[derive(Clone)]
pub struct Stopper(Bell);

impl Stopper {
    pub fn stop(&self) {
        self.0.ring(Signal::Stop);
    }
}

/// Whether something came since [`Watch::wait`] last returned, without waiting for it. Where files are looked at, only the end comes so.
#[derive(Clone)]
pub struct News(Arc<AtomicBool>);

impl News {
    pub fn has_come(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Gives signals, and lets those who are busy see that there are some.
#[derive(Clone)]
struct Bell {
    signals: Sender<Signal>,
    has_rung: News,
}

impl Bell {
    fn ring(&self, signal: Signal) {
        // First: whoever takes the signal and then forgets that it rang has heard of all that is told before.
        self.has_rung.0.store(true, Ordering::SeqCst);
        // Where nobody waits any more there is nothing to tell.
        let _ = self.signals.send(signal);
    }
}

/// A watch over one site.
pub struct Watch {
    signals: Receiver<Signal>,
    bell: Bell,
    eye: Eye,
    /// Folders that came, to be looked at once more when it is quiet.
    came: Touched,
}

enum Eye {
    Told(Box<Told>),
    Polled { folders: Vec<PathBuf>, seen: BTreeMap<PathBuf, Option<Stamp>> },
}

struct Told {
    root: PathBuf,
    folders: Vec<PathBuf>,
    watcher: RecommendedWatcher,
    /// What the root and the folders were when they were last watched: another folder of the same name is another.
    watched: Vec<Option<Identity>>,
    /// One of them moved a moment ago: what the system still had to say of the old one may have met the watch on the new one. Once it
    /// is quiet they are watched afresh.
    is_settling: bool,
}

/// Tells a folder from another one that took its name.
type Identity = (u64, Duration);

impl Watch {
    /// Begins to watch: what changes from now on is told by the next [`Watch::wait`]. Where the system cannot tell, [`Watch::how`] says so.
    pub fn over(root: &Path, how: How) -> Self {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
        let folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
        let (sender, signals) = channel();
        let bell = Bell { signals: sender, has_rung: News(Arc::default()) };
        let told = match how {
            How::Told => Told::over(&root, &folders, bell.clone()).ok(),
            How::Polled => None,
        };
        let eye = match told {
            Some(told) => Eye::Told(Box::new(told)),
            None => Eye::polled(folders),
        };
        Self { signals, bell, eye, came: Touched::nothing() }
    }

    /// How changes are noticed by now.
    pub fn how(&self) -> How {
        match self.eye {
            Eye::Told(_) => How::Told,
            Eye::Polled { .. } => How::Polled,
        }
    }

    pub fn stopper(&self) -> Stopper {
        Stopper(self.bell.clone())
    }

    pub fn news(&self) -> News {
        self.bell.has_rung.clone()
    }

    /// Waits for the next change; what happened since the last call counts.
    pub fn wait(&mut self) -> Next {
        loop {
            let round = match &self.eye {
                Eye::Told(_) => ROUND,
                Eye::Polled { seen, .. } => POLLING + POLLING_MORE * u32::try_from(seen.len() / 1000).unwrap_or(100),
            };
            let first = match self.signals.recv_timeout(round) {
                Ok(signal) => Some(signal),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Signal::Stop),
            };
            let is_seen = first.is_some();
            let burst = self.burst(is_seen);
            let mut touched = Touched::nothing();
            self.bell.has_rung.0.store(false, Ordering::SeqCst);
            for signal in first.into_iter().chain(burst) {
                match signal {
                    Signal::Stop => return Next::Stop,
                    Signal::Seen(files) => touched.join(files),
                    Signal::Came(folders) => {
                        self.came.join(folders.clone());
                        touched.join(folders);
                    }
                    Signal::Moved => {
                        touched = Touched::Anything;
                        if let Eye::Told(told) = &mut self.eye {
                            told.forget(true);
                        }
                    }
                }
            }
            if let (false, Eye::Told(told)) = (is_seen, &mut self.eye)
                && told.is_settling
            {
                told.forget(false);
            }
            if self.looked_again() {
                return Next::Changed(Touched::Anything);
            }
            if is_seen {
                return Next::Changed(touched);
            }
            let came = mem::replace(&mut self.came, Touched::nothing());
            if came != Touched::nothing() {
                return Next::Changed(came);
            }
        }
    }

    /// What else comes until a burst of changes is over.
    fn burst(&self, has_begun: bool) -> Vec<Signal> {
        let mut burst = Vec::new();
        for _ in 0..if has_begun { PATIENCE } else { 0 } {
            match self.signals.recv_timeout(QUIET) {
                Ok(signal) => burst.push(signal),
                Err(_) => break,
            }
            burst.extend(self.signals.try_iter());
        }
        burst
    }

    /// Watches folders that came back, or looks at all files. True where something is otherwise than before.
    fn looked_again(&mut self) -> bool {
        match &mut self.eye {
            Eye::Told(told) => match told.watch_again() {
                Ok(moved) => moved,
                // No watch is left: from now on by looking.
                Err(_) => {
                    self.eye = Eye::polled(told.folders.clone());
                    true
                }
            },
            Eye::Polled { folders, seen } => {
                let now = stamps(folders);
                let differs = now != *seen;
                *seen = now;
                differs
            }
        }
    }
}

impl Eye {
    fn polled(folders: Vec<PathBuf>) -> Self {
        let seen = stamps(&folders);
        Self::Polled { folders, seen }
    }
}

impl Told {
    fn over(root: &Path, folders: &[PathBuf], bell: Bell) -> notify::Result<Self> {
        let (top, tops) = (root.to_path_buf(), folders.to_vec());
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let signal = match event {
                Ok(event) => signal_of(&event, &top, &tops),
                // Something was missed.
                Err(_) => Some(Signal::Seen(Touched::Anything)),
            };
            if let Some(signal) = signal {
                bell.ring(signal);
            }
        })?;
        let (root, folders) = (root.to_path_buf(), folders.to_vec());
        let watched = vec![None; folders.len() + 1];
        let mut told = Self { root, folders, watcher, watched, is_settling: false };
        told.watch_again()?;
        Ok(told)
    }

    /// To watch everything afresh the next time.
    fn forget(&mut self, is_settling: bool) {
        self.watched.fill(None);
        self.is_settling = is_settling;
    }

    /// Watches what is there and is not watched yet: the root for folders that come and go, the folders with all that is below them.
    /// True where one of them is not what it was.
    fn watch_again(&mut self) -> notify::Result<bool> {
        let mut moved = false;
        let tops = std::iter::once((&self.root, RecursiveMode::NonRecursive));
        let tops = tops.chain(self.folders.iter().map(|folder| (folder, RecursiveMode::Recursive)));
        for ((folder, mode), watched) in tops.zip(&mut self.watched) {
            let now = identity(folder);
            if now == *watched {
                continue;
            }
            moved = true;
            // Its watch may have gone with it; then there is nothing to give back.
            let _ = self.watcher.unwatch(folder);
            *watched = None;
            if now.is_some() {
                match self.watcher.watch(folder, mode) {
                    Ok(()) => *watched = now,
                    // It has just gone again.
                    Err(error) if is_gone(&error) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(moved)
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// What an event means for those who wait; `None` for what changes nothing: that somebody reads a file, or a file of others.
fn signal_of(event: &Event, root: &Path, folders: &[PathBuf]) -> Option<Signal> {
    let changes = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    if !changes {
        return None;
    }
    if event.need_rescan() {
        return Some(Signal::Seen(Touched::Anything));
    }
    let is_top = event.paths.iter().any(|path| folders.contains(path));
    let comes_or_goes = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) | EventKind::Any
    );
    if is_top && comes_or_goes {
        return Some(Signal::Moved);
    }
    let is_content = |path: &PathBuf| {
        let below = folders.iter().find_map(|folder| path.strip_prefix(folder).ok());
        below.is_some_and(|below| !below.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.')))
    };
    if !event.paths.iter().any(is_content) {
        return None;
    }
    // Where one of two names is a file of others, the other may be where it went.
    let files = event.paths.iter().map(|path| Arc::from(below(root, path)));
    let touched = Touched::Files(files.collect());
    let is_folder = comes_or_goes && event.paths.last().is_some_and(|path| identity(path).is_some());
    Some(if is_folder { Signal::Came(touched) } else { Signal::Seen(touched) })
}

#[expect(clippy::disallowed_methods, reason = "asks what a watched folder is, reads nothing in it")]
fn identity(folder: &Path) -> Option<Identity> {
    let meta = std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
    // Numbers of files are given out again; the time at which one was made comes once.
    let made = meta.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(not(unix))]
    let number = 0;
    Some((number, made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_come_while_nobody_waits_and_are_old_once_somebody_did() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch::over(folder.path(), How::Polled);
        let news = watch.news();
        assert!(!news.has_come());
        watch.bell.ring(Signal::Seen(Touched::nothing()));
        assert!(news.has_come());
        assert_eq!(watch.wait(), Next::Changed(Touched::nothing()));
        assert!(!news.has_come());
        watch.stopper().stop();
        assert!(news.has_come());
        assert_eq!(watch.wait(), Next::Stop);
    }
}
