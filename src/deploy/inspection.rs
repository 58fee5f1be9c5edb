//! Whether a target is as the last publication left it. Comes in: its manifest, what this machine remembers, a listing, a few files read.
//! Goes out: which files are not what they should be. Changes nothing.

use super::manifest::{Item, Manifest};
use super::memory::Remembered;
use super::plan::{Plan, spread};
use super::site::Site;
use super::store::{Depth, Seen, Store};
use super::{Job, Stop, about, some};
use crate::finding::Finding;
use crate::publish;
use std::collections::{BTreeMap, BTreeSet};
use tokio::task::JoinSet;

/// What is otherwise than the manifest says.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// Ours, and no longer there: sent again without a word.
    pub missing: BTreeSet<String>,
    /// Ours, with other bytes: somebody changed them.
    pub altered: BTreeSet<String>,
    /// Not ours, where a file of the site belongs.
    pub strangers: BTreeSet<String>,
}

/// What was looked at.
struct Look {
    seen: BTreeMap<String, Seen>,
    /// The folders that were listed; `None` where everything was.
    folders: Option<BTreeSet<String>>,
}

impl Look {
    fn covers(&self, path: &str) -> bool {
        self.folders.as_ref().is_none_or(|folders| folders.contains(folder_of(path)))
    }
}

/// `a/b/` of `a/b/c.html`; empty at the root.
pub(super) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

/// Files of somebody else where nothing was ever published.
pub(super) async fn of_others(store: &Store, job: &Job<'_>) -> Result<Vec<Finding>, Stop> {
    let listed = store.list("", Depth::Own).await?;
    let is_theirs = |path: &&String| !path.starts_with('.') && !path.starts_with("yearbook-");
    let theirs: Vec<String> = listed.keys().filter(is_theirs).cloned().collect();
    if theirs.is_empty() {
        return Ok(Vec::new());
    }
    let some = some(&theirs);
    Ok(vec![
        about(
            "target-of-others",
            job.destination,
            format!("里有别的文件，不是 yearbook 发布的，没有写：{some}"),
            format!("holds files that yearbook did not publish: nothing was written: {some}"),
        )
        .help(
            "换一个空文件夹或前缀；确实要发到这些文件旁边就加 --overwrite，别人的文件不删，同名的会盖掉",
            "name an empty folder or prefix; --overwrite publishes beside these files, deletes none and replaces those of the same name",
        ),
    ])
}

/// Another publication under way, and a manifest that is not the one which this machine left.
pub(super) fn of_other_runs(
    job: &Job,
    lock: Option<&str>,
    manifest: Option<(&Manifest, &str)>,
    last: &Remembered,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if lock.is_some_and(|run| run != last.run) {
        findings.push(in_use(job));
        return findings;
    }
    let Some((manifest, hash)) = manifest else { return findings };
    let is_our_run = manifest.sending.as_ref().is_some_and(|sending| sending.run == last.run);
    if last.is_of_others(hash) && !is_our_run {
        findings.push(
            about(
                "target-changed",
                job.destination,
                "上次以后有人从别处发布过".to_string(),
                "was published from elsewhere since the last time".to_string(),
            )
            .help(
                "先弄清那边发的是不是更新的内容；确定要用这里的就加 --overwrite",
                "find out first whether what was published there is newer; --overwrite replaces it by what is here",
            ),
        );
    }
    findings
}

pub(super) fn in_use(job: &Job) -> Finding {
    about(
        "target-in-use",
        job.destination,
        "正有人在发布，或别处的一次发布没有做完".to_string(),
        "is being published to, or a publication from elsewhere was not finished".to_string(),
    )
    .help(
        "等那边做完；确定没有人在发布，就加 --overwrite 接过来",
        "wait until it is done; where nobody is publishing, --overwrite takes over",
    )
}

/// Compares what is there with what the manifest says: sizes and states of all files or of those that the plan touches, and the bytes
/// of a few.
pub(super) async fn differences(
    store: &Store,
    job: &Job<'_>,
    site: &Site,
    there: &Manifest,
    marks: &BTreeMap<String, String>,
) -> Result<Differences, Stop> {
    let plan = Plan::of(&site.files, there, &BTreeSet::new());
    let look = look(store, job.how.jobs, &plan).await?;
    let known = there.known();
    let mut found = Differences::default();
    for (path, item) in &known {
        let is_known = !item.blake3.is_empty();
        if !look.covers(path) {
            continue;
        }
        match look.seen.get(*path) {
            None => drop(found.missing.insert(path.to_string())),
            Some(seen) if is_known && is_other(seen, item, marks.get(*path)) => {
                found.altered.insert(path.to_string());
            }
            Some(_) => {}
        }
    }
    for path in plan.new.iter().filter(|path| look.seen.contains_key(*path)) {
        found.strangers.insert(path.clone());
    }
    // The bytes of those that would be overwritten, of the home page and of some that stay.
    let is_trusted =
        |path: &&str| known.contains_key(path) && !found.missing.contains(*path) && !found.altered.contains(*path);
    let touched: Vec<&str> = plan.changed.iter().map(String::as_str).filter(is_trusted).collect();
    let kept: Vec<&str> = known
        .keys()
        .copied()
        .filter(|path| site.files.get(*path) == known.get(path).copied())
        .filter(is_trusted)
        .collect();
    let mut sample: BTreeSet<&str> = spread(&touched, 8).into_iter().chain(spread(&kept, 8)).collect();
    sample.extend(known.keys().copied().filter(|path| *path == "index.html").filter(is_trusted));
    let expected = sample.into_iter().filter_map(|path| Some((path, known.get(path)?.blake3.as_str())));
    let (missing, altered) = unlike(store, job.how.jobs, expected.filter(|(_, hash)| !hash.is_empty())).await?;
    found.missing.extend(missing);
    found.altered.extend(altered);
    Ok(found)
}

fn is_other(seen: &Seen, item: &Item, mark: Option<&String>) -> bool {
    let is_marked_otherwise = seen.mark.as_ref().zip(mark).is_some_and(|(now, then)| now != then);
    seen.bytes != item.bytes || is_marked_otherwise
}

async fn look(store: &Store, jobs: usize, plan: &Plan) -> Result<Look, Stop> {
    if store.lists_everything() {
        let seen = store.list("", Depth::Everything).await?;
        return Ok(Look { seen, folders: None });
    }
    let touched = plan.new.iter().chain(&plan.changed).chain(&plan.gone).map(String::as_str);
    let folders: BTreeSet<String> = touched.chain(["index.html"]).map(|path| folder_of(path).to_string()).collect();
    let mut seen = BTreeMap::new();
    let mut asked = JoinSet::new();
    let mut waiting = folders.iter().cloned();
    loop {
        while asked.len() < jobs.max(1)
            && let Some(folder) = waiting.next()
        {
            let store = store.clone();
            asked.spawn(async move { store.list(&folder, Depth::Own).await });
        }
        match asked.join_next().await {
            None => return Ok(Look { seen, folders: Some(folders) }),
            Some(Ok(listed)) => seen.extend(listed?),
            Some(Err(error)) => return Err(Stop::failed(error.to_string(), error.to_string())),
        }
    }
}

/// Reads files and gives those that are missing, and those that have another hash.
pub(super) async fn unlike(
    store: &Store,
    jobs: usize,
    expected: impl Iterator<Item = (&str, &str)>,
) -> Result<(Vec<String>, Vec<String>), Stop> {
    let (mut missing, mut altered) = (Vec::new(), Vec::new());
    let mut read = JoinSet::new();
    let mut waiting = expected.map(|(path, hash)| (path.to_string(), hash.to_string()));
    loop {
        while read.len() < jobs.max(1)
            && let Some((path, hash)) = waiting.next()
        {
            let store = store.clone();
            read.spawn(async move {
                let bytes = store.read(&path).await?;
                Ok::<_, Stop>((path, bytes.map(|bytes| publish::hash(&bytes) == hash)))
            });
        }
        match read.join_next().await {
            None => return Ok((missing, altered)),
            Some(Err(error)) => return Err(Stop::failed(error.to_string(), error.to_string())),
            Some(Ok(done)) => match done? {
                (path, None) => missing.push(path),
                (path, Some(false)) => altered.push(path),
                (_, Some(true)) => {}
            },
        }
    }
}

/// What to tell of files that somebody changed.
pub(super) fn told(job: &Job, found: &Differences) -> Option<Finding> {
    let all: Vec<String> = found.altered.iter().chain(&found.strangers).cloned().collect();
    let (count, some) = (all.len(), some(&all));
    (count > 0).then(|| {
        about(
            "target-changed",
            job.destination,
            format!("里有 {count} 个文件被别人改过或放进来，没有盖掉：{some}"),
            format!("holds {count} files that somebody else changed or put there; none was overwritten: {some}"),
        )
        .help(
            "先看看改的是什么，该改的改在内容里；确定要用这里的就加 --overwrite",
            "look what was changed, and change the content where it is right; --overwrite replaces these files by what is here",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_another_one_by_its_size_or_by_its_state() {
        let item = Item { blake3: "x".into(), bytes: 3 };
        let seen = |bytes, mark: Option<&str>| Seen { bytes, mark: mark.map(str::to_string) };
        assert!(!is_other(&seen(3, None), &item, Some(&"a".to_string())));
        assert!(!is_other(&seen(3, Some("a")), &item, None));
        assert!(is_other(&seen(4, None), &item, None));
        assert!(is_other(&seen(3, Some("b")), &item, Some(&"a".to_string())));
        assert_eq!((folder_of("a/b/c"), folder_of("c")), ("a/b/", ""));
    }
}
