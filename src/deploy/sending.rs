//! A publication to a folder, a bucket, a WebDAV share or a server by SFTP, from the first look to the last file read back. Comes in: a job.
//! Goes out: the report. Which files, and in which order, is `plan`'s; how a file gets there is `store`'s.

use super::inspection::{self, Differences, folder_of};
use super::manifest::{Item, LOCK, Lock, MANIFEST, Manifest, PROGRESS, Portion, Sending, portion_path};
use super::memory::{Memory, Remembered};
use super::plan::{Plan, spread};
use super::site::Site;
use super::store::{Depth, Replaces, Store};
use super::{Job, Report, Step, Stop, about, some};
use crate::finding::visible;
use crate::model::destination::DestinationKind;
use crate::publish;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Progress is noted at the target after so many files or bytes: what a killed run has to send again.
const PORTION_FILES: usize = 128;
const PORTION_BYTES: u64 = 16 << 20;

/// How many files are read back at the end.
const SAMPLE: usize = 32;

pub(super) fn publish(job: &Job, progress: &dyn Fn(Step)) -> Result<Report, Stop> {
    let site = Arc::new(Site::read(job.out)?);
    if let DestinationKind::Folder(folder) = &job.destination.kind {
        refuse_links(&job.root.join(folder), &site)?;
    }
    let mut memory = Memory::open(job.out, job.destination)?;
    let store = Store::open(&job.destination.kind, job.root, job.how.is_dry, job.environment)?;
    let store = store.patient(job.how.patience, site.largest());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let done = runtime.block_on(async {
        let session = Session { job, site, store };
        session.publish(&mut memory, progress).await
    });
    // Sessions of ssh are ended; a write to a disk that hangs is not waited for.
    runtime.shutdown_timeout(Duration::from_secs(5));
    if let DestinationKind::Folder(folder) = &job.destination.kind {
        // Where a run has nothing more to note there, these are empty and go.
        let progress = job.root.join(folder).join(PROGRESS);
        let _ = fs::remove_dir(progress.join("parts"));
        let _ = fs::remove_dir(progress);
    }
    done
}

struct Session<'j> {
    job: &'j Job<'j>,
    site: Arc<Site>,
    store: Store,
}

/// What the target holds.
struct There {
    manifest: Manifest,
    /// The hash of its manifest as it lies there; empty where there is none.
    hash: String,
    lock: Option<String>,
}

impl Session<'_> {
    async fn publish(&self, memory: &mut Memory, progress: &dyn Fn(Step)) -> Result<Report, Stop> {
        let how = self.job.how;
        let mut there = self.there().await?;
        let mut findings = Vec::new();
        let is_first = there.hash.is_empty();
        if is_first {
            findings.extend(inspection::of_others(&self.store, self.job).await?);
        }
        let manifest = (!is_first).then_some((&there.manifest, there.hash.as_str()));
        findings.extend(inspection::of_other_runs(self.job, there.lock.as_deref(), manifest, &memory.last));
        let found = match is_first {
            true => Differences::default(),
            false => {
                inspection::differences(&self.store, self.job, &self.site, &there.manifest, &memory.last.marks).await?
            }
        };
        findings.extend(inspection::told(self.job, &found));
        if !findings.is_empty() && !how.overwrites {
            return Err(Stop::Findings(findings));
        }
        for path in &found.missing {
            there.manifest.files.remove(path);
            there.manifest.left.remove(path);
        }
        let plan = Plan::of(&self.site.files, &there.manifest, &found.altered);
        if how.is_dry {
            return Ok(Report { plan, ..Report::default() });
        }
        let finished = self.finished(&there.manifest, &plan);
        let is_done = plan.sends_nothing() && finished.hash() == there.hash && there.lock.is_none();
        if is_done && (!how.prunes || plan.gone.is_empty()) {
            let marks = memory.last.marks.clone();
            memory.keep(Remembered { left: there.hash, marks, ..Remembered::default() })?;
            return Ok(Report { plan, ..Report::default() });
        }
        self.send(&there, plan, finished, memory, progress).await
    }

    /// What the target holds, as it says itself.
    async fn there(&self) -> Result<There, Stop> {
        let lock = self.lock().await?;
        let Some(text) = self.store.read(MANIFEST).await? else {
            return Ok(There { manifest: Manifest::default(), hash: String::new(), lock });
        };
        let Some(manifest) = Manifest::read(&text) else {
            let finding = about(
                "target-changed",
                self.job.destination,
                format!("的 {MANIFEST} 读不出来，不知道那里有什么"),
                format!("has a {MANIFEST} that cannot be read: what is there is not known"),
            );
            let help =
                ("核对以后删去它，再加 --overwrite 发一次", "look at it, delete it, and publish with --overwrite");
            return Err(Stop::Findings(vec![finding.help(help.0, help.1)]));
        };
        let mut portions = Vec::new();
        if manifest.sending.is_some() {
            while let Some(text) = self.store.read(&portion_path(portions.len() + 1)).await? {
                portions.push(serde_json::from_slice(&text).unwrap_or_default());
            }
        }
        let manifest = manifest.with_progress(portions.into_iter());
        Ok(There { manifest, hash: publish::hash(&text), lock })
    }

    async fn lock(&self) -> Result<Option<String>, Stop> {
        let text = self.store.read(LOCK).await?;
        // A lock that cannot be read is somebody's.
        Ok(text.map(|text| serde_json::from_slice::<Lock>(&text).map_or_else(|_| "?".to_string(), |lock| lock.run)))
    }

    /// The manifest when all is done but what is gone still lies there.
    fn finished(&self, there: &Manifest, plan: &Plan) -> Manifest {
        let known = there.known();
        let unknown = Item { blake3: String::new(), bytes: 0 };
        let left = plan.gone.iter().map(|path| {
            let item = known.get(path.as_str()).copied().unwrap_or(&unknown);
            (path.clone(), item.clone())
        });
        Manifest {
            program: concat!("yearbook ", env!("CARGO_PKG_VERSION")).to_string(),
            origin: self.job.origin.clone(),
            files: self.site.files.clone(),
            left: left.collect(),
            sending: None,
        }
    }

    async fn send(
        &self,
        there: &There,
        plan: Plan,
        mut finished: Manifest,
        memory: &mut Memory,
        progress: &dyn Fn(Step),
    ) -> Result<Report, Stop> {
        let run = run_id();
        let pruned = Manifest { left: BTreeMap::new(), ..finished.clone() };
        // What is sent anew gets another mark, which a run that is interrupted cannot note.
        let mut marks = memory.last.marks.clone();
        plan.new.iter().chain(&plan.changed).for_each(|path| drop(marks.remove(path)));
        let leaving = vec![finished.hash(), pruned.hash()];
        memory.keep(Remembered { run: run.clone(), leaving, marks: marks.clone(), left: memory.last.left.clone() })?;
        let lock = serde_json::to_vec(&Lock { run: run.clone() }).unwrap_or_default();
        self.store.write(LOCK, lock, Replaces::No).await?;
        self.still_ours(&run).await?;
        if !plan.sends_nothing() {
            let started = started(&there.manifest, &plan, &finished, &run);
            self.store.write(MANIFEST, started.text(), replaces(!there.hash.is_empty())).await?;
            progress(Step::Planned { bytes: plan.bytes });
            marks.extend(self.waves(&plan, &run, progress).await?);
        }
        self.still_ours(&run).await?;
        self.store.write(MANIFEST, finished.text(), Replaces::Yes).await?;
        let mut deleted = 0;
        if self.job.how.prunes && !plan.gone.is_empty() {
            deleted = self.delete(&plan.gone).await?;
            finished.left.clear();
            self.store.write(MANIFEST, finished.text(), Replaces::Yes).await?;
        }
        let compared = self.read_back(&plan, &finished).await?;
        self.clear_progress().await?;
        self.store.delete(LOCK).await?;
        marks.retain(|path, _| self.site.files.contains_key(path));
        memory.keep(Remembered { left: finished.hash(), marks, ..Remembered::default() })?;
        Ok(Report { plan, deleted, compared })
    }

    /// Where the lock is no longer ours, somebody else has taken over: two must not write one site.
    async fn still_ours(&self, run: &str) -> Result<(), Stop> {
        match self.lock().await? {
            Some(lock) if lock == run => Ok(()),
            _ => Err(Stop::Findings(vec![inspection::in_use(self.job)])),
        }
    }

    /// Sends wave after wave and notes what has arrived. Gives what the host calls the state of each file.
    async fn waves(&self, plan: &Plan, run: &str, progress: &dyn Fn(Step)) -> Result<BTreeMap<String, String>, Stop> {
        let changed: BTreeSet<&str> = plan.changed.iter().map(String::as_str).collect();
        let mut marks = BTreeMap::new();
        let mut notes = Notes { run: run.to_string(), portion: Portion::default(), bytes: 0, number: 0 };
        for wave in plan.waves() {
            let mut sent = JoinSet::new();
            let mut waiting = wave.into_iter();
            loop {
                while sent.len() < self.job.how.jobs.max(1)
                    && let Some(path) = waiting.next()
                {
                    let (store, site, path) = (self.store.clone(), self.site.clone(), path.to_string());
                    let replaces = replaces(changed.contains(path.as_str()));
                    sent.spawn(async move {
                        let bytes = site.bytes(&path)?;
                        let mark = store.write(&path, bytes, replaces).await?;
                        Ok::<_, Stop>((path, mark))
                    });
                }
                let Some(done) = sent.join_next().await else { break };
                let (path, mark) = match done {
                    Ok(Ok(done)) => done,
                    Ok(Err(stop)) => {
                        // What has arrived is noted, where the host still answers, so that the next run goes on from here.
                        let _ = notes.write(&self.store).await;
                        return Err(stop);
                    }
                    Err(error) => return Err(Stop::failed(error.to_string(), error.to_string())),
                };
                let item = &self.site.files[&path];
                progress(Step::Sent { bytes: item.bytes });
                marks.extend(mark.map(|mark| (path.clone(), mark)));
                notes.bytes += item.bytes;
                notes.portion.files.insert(path, item.clone());
                if notes.portion.files.len() >= PORTION_FILES || notes.bytes >= PORTION_BYTES {
                    notes.write(&self.store).await?;
                }
            }
        }
        Ok(marks)
    }

    async fn delete(&self, gone: &[String]) -> Result<usize, Stop> {
        let mut deleted = JoinSet::new();
        let mut waiting = gone.iter().cloned();
        loop {
            while deleted.len() < self.job.how.jobs.max(1)
                && let Some(path) = waiting.next()
            {
                let store = self.store.clone();
                deleted.spawn(async move { store.delete(&path).await });
            }
            match deleted.join_next().await {
                None => break,
                Some(Ok(done)) => done?,
                Some(Err(error)) => return Err(Stop::failed(error.to_string(), error.to_string())),
            }
        }
        // The deepest folders first, then those above them.
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for path in gone {
            let mut folder = folder_of(path).trim_end_matches('/');
            while !folder.is_empty() && folders.insert(folder) {
                folder = folder_of(folder).trim_end_matches('/');
            }
        }
        let mut folders: Vec<&str> = folders.into_iter().collect();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.matches('/').count()));
        for folder in folders {
            self.store.delete_empty(folder).await;
        }
        Ok(gone.len())
    }

    /// Reads some of what was sent, the home page and the manifest: all of them must be what was sent.
    async fn read_back(&self, plan: &Plan, finished: &Manifest) -> Result<usize, Stop> {
        let sent = plan.waves().concat();
        let mut sample: BTreeSet<&str> = spread(&sent, SAMPLE).into_iter().collect();
        sample.extend(self.site.files.keys().map(String::as_str).filter(|path| *path == "index.html"));
        let hash = finished.hash();
        let expected = sample.iter().map(|path| (*path, self.site.files[*path].blake3.as_str()));
        let expected = expected.chain([(MANIFEST, hash.as_str())]);
        let (missing, altered) = inspection::unlike(&self.store, self.job.how.jobs, expected).await?;
        let wrong: Vec<String> = missing.into_iter().chain(altered).collect();
        if wrong.is_empty() {
            return Ok(sample.len() + 1);
        }
        let (count, some) = (wrong.len(), some(&wrong));
        let finding = about(
            "target-changed",
            self.job.destination,
            format!("里有 {count} 个文件读回来和发出去的不一样：{some}"),
            format!("gives back {count} files otherwise than they were sent: {some}"),
        );
        let help = (
            "再发布一次；还是这样，多半是对方改了文件（压缩、加水印）或给的是缓存",
            "publish once more; if it stays so, the host changes files (compresses, marks them) or gives old ones",
        );
        Err(Stop::Findings(vec![finding.help(help.0, help.1)]))
    }

    async fn clear_progress(&self) -> Result<(), Stop> {
        // A killed run may have left half-written files among them.
        let noted = self.store.list(PROGRESS, Depth::Everything).await?;
        for path in noted.keys().filter(|path| is_progress(path)) {
            self.store.delete(path).await?;
        }
        self.store.delete_empty(PROGRESS).await;
        Ok(())
    }
}

/// What we note of progress, and files that were being written; what else lies in that folder is somebody's.
fn is_progress(path: &str) -> bool {
    let Some(inner) = path.strip_prefix(PROGRESS) else { return false };
    let is_portion =
        |name: &str| name.strip_suffix(".json").is_some_and(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
    is_portion(inner) || inner.starts_with("parts/")
}

/// Links in a folder that is published to would lead what is written, and what is deleted, out of it.
fn refuse_links(folder: &Path, site: &Site) -> Result<(), Stop> {
    let parents = site.files.keys().flat_map(|path| Path::new(path).ancestors().skip(1));
    let own = [Path::new(PROGRESS), Path::new(MANIFEST), Path::new(LOCK)];
    let looked_at: BTreeSet<&Path> = parents.chain(own).filter(|path| !path.as_os_str().is_empty()).collect();
    match looked_at.into_iter().find(|path| folder.join(path).is_symlink()) {
        None => Ok(()),
        Some(link) => {
            let link = link.to_string_lossy();
            let link = visible(&link);
            Err(Stop::failed(
                format!("那个文件夹里的 {link} 是链接，不往里写；换成真的文件夹"),
                format!("{link} in that folder is a link, and nothing is written through it: put a real folder there"),
            ))
        }
    }
}

/// What has arrived since it was last noted.
struct Notes {
    run: String,
    portion: Portion,
    bytes: u64,
    number: usize,
}

impl Notes {
    async fn write(&mut self, store: &Store) -> Result<(), Stop> {
        if self.portion.files.is_empty() {
            return Ok(());
        }
        self.portion.run.clone_from(&self.run);
        self.number += 1;
        let text = serde_json::to_vec(&self.portion).unwrap_or_default();
        store.write(&portion_path(self.number), text, Replaces::No).await?;
        (self.portion, self.bytes) = (Portion::default(), 0);
        Ok(())
    }
}

impl Manifest {
    fn hash(&self) -> String {
        publish::hash(&self.text())
    }
}

/// The manifest of a publication that has begun: what it touches is in doubt.
fn started(there: &Manifest, plan: &Plan, finished: &Manifest, run: &str) -> Manifest {
    let mut in_doubt: BTreeSet<String> = plan.new.iter().chain(&plan.changed).cloned().collect();
    in_doubt.extend(there.sending.iter().flat_map(|sending| sending.in_doubt.iter().cloned()));
    let sure = |files: &BTreeMap<String, Item>| {
        files.iter().filter(|(path, _)| !in_doubt.contains(*path)).map(|(p, i)| (p.clone(), i.clone())).collect()
    };
    let (files, left) = (sure(&there.files), sure(&there.left));
    let sending = Some(Sending { run: run.to_string(), in_doubt });
    Manifest { files, left, sending, ..finished.clone() }
}

fn replaces(is_there: bool) -> Replaces {
    if is_there { Replaces::Yes } else { Replaces::No }
}

/// A name for this run that no other has. The standard library's hashers are keyed at random.
fn run_id() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}
