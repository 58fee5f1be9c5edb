//! From an output folder to where readers are: a folder, a bucket, a WebDAV share, a server by SFTP, a branch of git. Comes in: a site
//! that a build has left, and a destination of `site.yaml`. Goes out: the same files there, and what was done.
//!
//! `plan` compares hashes, `manifest` is what the target keeps about itself, `sending` does it for all that OpenDAL (`store`) speaks to,
//! `inspection` looks whether somebody else was there, `git` does the same for branches. `pack` makes a folder and a `.zip` that open without a host.
//! Nothing here builds a site; besides it only `verify` of an address speaks to a host.

#![expect(clippy::disallowed_methods, reason = "reads the output folder, keeps what was published, writes packs")]

mod git;
mod inspection;
pub mod manifest;
pub mod media;
mod memory;
pub mod pack;
pub mod plan;
mod secrets;
mod sending;
mod site;
mod store;

pub use plan::Plan;

use crate::disk;
use crate::finding::{Finding, Message, Place, visible};
use crate::model::destination::{Destination, DestinationKind};
use crate::publish::Origin;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Gives a variable of the environment.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// One publication.
pub struct Job<'j> {
    pub destination: &'j Destination,
    /// The folder of the site, from which relative folders count.
    pub root: &'j Path,
    /// The output folder of a finished build.
    pub out: &'j Path,
    /// What the site was made from.
    pub origin: Option<Origin>,
    pub how: How,
    pub environment: Environment<'j>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// Says what would be done, and does nothing.
    pub is_dry: bool,
    /// Deletes what the site no longer has.
    pub prunes: bool,
    /// Goes on where the target is not as the last publication left it.
    pub overwrites: bool,
    /// How many files are under way at once.
    pub jobs: usize,
    /// How long an answer may take.
    pub patience: Duration,
}

/// What was done, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub plan: Plan,
    pub deleted: usize,
    /// How many files were read back and were the same.
    pub compared: usize,
}

/// Why a publication ended before it was done. What was sent until then is noted at the target: the next run goes on from there.
#[derive(Debug)]
pub enum Stop {
    /// The target is not as it should be, and nothing was overwritten.
    Findings(Vec<Finding>),
    /// The machine, the network or the host failed.
    Failed(Message),
}

impl Stop {
    fn failed(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Failed(Message::new(zh, en))
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(disk::told(&error))
    }
}

/// What happens while files are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many bytes are going to be sent.
    Planned { bytes: u64 },
    /// One more file of so many bytes has arrived.
    Sent { bytes: u64 },
}

/// Publishes a built site, or says what would be published.
pub fn publish(job: &Job, progress: &dyn Fn(Step)) -> Result<Report, Stop> {
    match &job.destination.kind {
        DestinationKind::Git(branch) => git::publish(job, branch, progress),
        _ => sending::publish(job, progress),
    }
}

/// A finding about the target that is published to. It has no line of a file to be mended, but the lines that name the target.
fn about(code: &'static str, destination: &Destination, zh: String, en: String) -> Finding {
    let place = Place::text("content/site.yaml", format!("{}:", destination.name));
    Finding::error(code, place, format!("“{}”{zh}", destination.name), format!("`{}` {en}", destination.name))
}

/// The first few paths, for a message.
fn some(paths: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = paths.iter().take(SHOWN).map(|path| visible(path).into_owned()).collect();
    let more = if paths.len() > SHOWN { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
