//! A publication to a branch of a git repository, through the git that is installed: hosts of pages show what is on a branch. Comes in: a
//! job. Goes out: one commit, pushed, or nothing. The repository that holds it until then is a temporary folder; the files are read where
//! the build left them. Credentials are git's own business: its helpers, its ssh.

use super::inspection::Differences;
use super::manifest::{MANIFEST, Manifest};
use super::memory::{Memory, Remembered};
use super::plan::Plan;
use super::secrets::Secrets;
use super::site::Site;
use super::{Job, Report, Step, Stop, about, inspection};
use crate::finding::Message;
use crate::model::destination::Branch;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Tells hosts of pages to show all files as they are, those whose names begin with an underscore too.
const NO_JEKYLL: &str = ".nojekyll";

pub(super) fn publish(job: &Job, branch: &Branch, progress: &dyn Fn(Step)) -> Result<Report, Stop> {
    let site = Site::read(job.out)?;
    let mut memory = Memory::open(job.out, job.destination)?;
    let folder = tempfile::tempdir()?;
    let git = Git { folder, patience: job.how.patience, repository: resolved(job, &branch.repository) };
    git.run(&["init", "--quiet", "--bare", "."], b"")?;
    let there = git.there(branch)?;
    let findings = of_others(job, &there, &memory.last);
    let found = differences(&site, &there, &memory.last);
    let told: Vec<_> = findings.into_iter().chain(inspection::told(job, &found)).collect();
    if !told.is_empty() && !job.how.overwrites {
        return Err(Stop::Findings(told));
    }
    let mut manifest = there.manifest.clone();
    for path in &found.missing {
        manifest.files.remove(path);
        manifest.left.remove(path);
    }
    let plan = Plan::of(&site.files, &manifest, &found.altered);
    if job.how.is_dry {
        return Ok(Report { plan, ..Report::default() });
    }
    let known = manifest.known();
    let left = plan.gone.iter().filter(|_| !job.how.prunes);
    let finished = Manifest {
        program: concat!("yearbook ", env!("CARGO_PKG_VERSION")).to_string(),
        origin: job.origin.clone(),
        files: site.files.clone(),
        left: left.filter_map(|path| Some((path.clone(), (*known.get(path.as_str())?).clone()))).collect(),
        sending: None,
    };
    if plan.sends_nothing() && there.head.is_some() && finished == there.manifest {
        memory.keep(Remembered { left: there.head.unwrap_or_default(), ..Remembered::default() })?;
        return Ok(Report { plan, ..Report::default() });
    }
    progress(Step::Planned { bytes: plan.bytes });
    let commit = git.commit(branch, &site, &there, &plan, &finished, job.how.prunes)?;
    let leaving = vec![commit.clone()];
    memory.keep(Remembered { left: memory.last.left.clone(), leaving, ..Remembered::default() })?;
    git.push(branch, &there, &commit)?;
    progress(Step::Sent { bytes: plan.bytes });
    let (now, _) = git.head(branch)?.unzip();
    if now.as_ref() != Some(&commit) {
        let finding = about(
            "target-changed",
            job.destination,
            "推上去以后又被人改了".to_string(),
            "was changed by somebody else right after the push".to_string(),
        );
        return Err(Stop::Findings(vec![
            finding.help("看看那边是谁，再发布一次", "look who it was, and publish again"),
        ]));
    }
    let deleted = if job.how.prunes { plan.gone.len() } else { 0 };
    let compared = plan.new.len() + plan.changed.len();
    memory.keep(Remembered { left: commit, ..Remembered::default() })?;
    Ok(Report { plan, deleted, compared })
}

/// A relative path counts from the folder of the site; whatever else it is, git knows.
fn resolved(job: &Job, repository: &str) -> String {
    let path = job.root.join(repository);
    match !repository.contains(':') && path.exists() {
        true => std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned(),
        false => repository.to_string(),
    }
}

/// What is on the branch.
#[derive(Default)]
struct There {
    /// The commit at its end; `None` where there is no such branch yet.
    head: Option<String>,
    manifest: Manifest,
    has_manifest: bool,
    /// Files in the folder of the branch, with their sizes.
    sizes: BTreeMap<String, u64>,
}

/// Files of somebody else on a branch that we never published to, and commits of somebody else since.
fn of_others(job: &Job, there: &There, last: &Remembered) -> Vec<crate::finding::Finding> {
    let theirs: Vec<String> = there.sizes.keys().filter(|path| !path.starts_with('.')).cloned().collect();
    let mut findings = Vec::new();
    if !there.has_manifest && !theirs.is_empty() {
        let some = super::some(&theirs);
        findings.push(
            about(
                "target-of-others",
                job.destination,
                format!("的分支上有别的文件，不是 yearbook 发布的，没有推：{some}"),
                format!("is a branch that holds files which yearbook did not publish: nothing was pushed: {some}"),
            )
            .help(
                "换一个空分支；确实要发到这些文件旁边就加 --overwrite",
                "name another branch; --overwrite publishes beside these files",
            ),
        );
    } else if let Some(head) = there.head.as_ref().filter(|head| last.is_of_others(head)) {
        findings.push(
            about(
                "target-changed",
                job.destination,
                format!("上次以后有别人的提交（{}）", &head[..head.len().min(10)]),
                format!("has a commit of somebody else since the last time ({})", &head[..head.len().min(10)]),
            )
            .help(
                "看看提交里是什么；确定接着发就加 --overwrite，别人的提交留在历史里",
                "look what it holds; --overwrite goes on behind it",
            ),
        );
    }
    findings
}

/// Sizes tell enough: a commit of somebody else is told by its name already.
fn differences(site: &Site, there: &There, last: &Remembered) -> Differences {
    let mut found = Differences::default();
    if there.head.as_ref() == Some(&last.left) || !there.has_manifest {
        return found;
    }
    for (path, item) in there.manifest.known() {
        match there.sizes.get(path) {
            None => drop(found.missing.insert(path.to_string())),
            Some(size) if *size != item.bytes => drop(found.altered.insert(path.to_string())),
            Some(_) => {}
        }
    }
    let known = there.manifest.known();
    let strangers =
        site.files.keys().filter(|path| !known.contains_key(path.as_str()) && there.sizes.contains_key(*path));
    found.strangers.extend(strangers.cloned());
    found
}

struct Git {
    folder: tempfile::TempDir,
    /// How long a host may be silent.
    patience: Duration,
    repository: String,
}

impl Git {
    fn there(&self, branch: &Branch) -> Result<There, Stop> {
        let Some((head, name)) = self.head(branch)? else { return Ok(There::default()) };
        self.run(&["fetch", "--quiet", "--no-tags", "--depth=1", &self.repository, &name], b"")?;
        let mut there = There { head: Some(head.clone()), ..There::default() };
        let listed = self.run(&["ls-tree", "-r", "-z", "--long", "--full-tree", &head], b"")?;
        for entry in String::from_utf8_lossy(&listed).split('\0') {
            let Some((about, path)) = entry.split_once('\t') else { continue };
            let Some(path) = within(branch, path) else { continue };
            let size = about.split_whitespace().nth(3).and_then(|size| size.parse().ok()).unwrap_or(0);
            there.sizes.insert(path.to_string(), size);
        }
        if there.sizes.remove(MANIFEST).is_some() {
            let text = self.run(&["cat-file", "blob", &format!("{head}:{}", below(branch, MANIFEST))], b"")?;
            if let Some(manifest) = Manifest::read(&text) {
                (there.manifest, there.has_manifest) = (manifest, true);
            }
        }
        Ok(there)
    }

    /// The commit at the end of the branch, and the full name of the branch.
    fn head(&self, branch: &Branch) -> Result<Option<(String, String)>, Stop> {
        let name = format!("refs/heads/{}", branch.branch);
        let listed = self.run(&["ls-remote", &self.repository, &name], b"")?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let found = listed.lines().filter_map(|line| line.split_once('\t')).find(|(_, found)| *found == name);
        Ok(found.map(|(commit, _)| (commit.to_string(), name)))
    }

    /// Makes the commit: what was there, with the files of the plan. Gives its name.
    fn commit(
        &self,
        branch: &Branch,
        site: &Site,
        there: &There,
        plan: &Plan,
        finished: &Manifest,
        prunes: bool,
    ) -> Result<String, Stop> {
        if let Some(head) = &there.head {
            self.run(&["read-tree", head], b"")?;
        }
        let sent: Vec<&str> = plan.waves().concat();
        let mut paths = String::new();
        for path in &sent {
            // What is pushed is what was built.
            site.bytes(path)?;
            let file = std::path::absolute(site.file(path))?;
            let _ = writeln!(paths, "{}", file.display());
        }
        let hashed = self.run(&["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.as_bytes())?;
        let hashed = String::from_utf8_lossy(&hashed).into_owned();
        let mut entries: Vec<(String, String)> =
            sent.iter().zip(hashed.lines()).map(|(path, hash)| (path.to_string(), hash.to_string())).collect();
        if entries.len() != sent.len() {
            return Err(Stop::failed("git 没有收下全部文件", "git did not take all files"));
        }
        entries.push((MANIFEST.to_string(), self.blob(&finished.text())?));
        let mut index = String::new();
        for (path, hash) in &entries {
            let _ = write!(index, "100644 {hash}\t{}\0", below(branch, path));
        }
        let _ = write!(index, "100644 {}\t{}\0", self.blob(b"")?, below(branch, NO_JEKYLL));
        for path in plan.gone.iter().filter(|_| prunes) {
            let _ = write!(index, "0 {}\t{}\0", "0".repeat(40), below(branch, path));
        }
        self.run(&["update-index", "-z", "--index-info"], index.as_bytes())?;
        let tree = self.line(&["write-tree"], b"")?;
        let message = format!("yearbook {}: {} files\n", env!("CARGO_PKG_VERSION"), finished.files.len());
        match there.head.as_ref().filter(|_| branch.keeps_history) {
            Some(head) => self.line(&["commit-tree", &tree, "-p", head], message.as_bytes()),
            None => self.line(&["commit-tree", &tree], message.as_bytes()),
        }
    }

    /// Moves the branch, and only from where it was seen: whoever was faster wins.
    fn push(&self, branch: &Branch, there: &There, commit: &str) -> Result<(), Stop> {
        let name = format!("refs/heads/{}", branch.branch);
        let lease = format!("--force-with-lease={name}:{}", there.head.as_deref().unwrap_or_default());
        let refspec = format!("{commit}:{name}");
        self.run(&["push", "--quiet", "--porcelain", &lease, &self.repository, &refspec], b"").map(drop)
    }

    fn blob(&self, bytes: &[u8]) -> Result<String, Stop> {
        self.line(&["hash-object", "-w", "--no-filters", "--stdin"], bytes)
    }

    fn line(&self, arguments: &[&str], input: &[u8]) -> Result<String, Stop> {
        Ok(String::from_utf8_lossy(&self.run(arguments, input)?).trim().to_string())
    }

    /// Runs git in the temporary repository; what it says on its standard output.
    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Stop> {
        let mut command = Command::new("git");
        command
            .args(["-c", "core.autocrlf=false", "-c", "gc.auto=0", "-c", "core.quotePath=false"])
            .args(arguments)
            .current_dir(self.folder.path())
            // Nobody sits there who could answer.
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            // A host that takes and never answers is gone.
            .env("GIT_HTTP_LOW_SPEED_LIMIT", "1")
            .env("GIT_HTTP_LOW_SPEED_TIME", self.patience.as_secs().max(1).to_string())
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| {
            Stop::failed(
                format!("运行不了 git，先装上它（{error}）"),
                format!("git cannot be run: install it ({error})"),
            )
        })?;
        let mut stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            // Both ends at once: either may be full before the other is read.
            scope.spawn(move || stdin.take().map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        })?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(Stop::Failed(told(arguments[0], &output.stderr, &output.stdout))),
        }
    }
}

/// A path of the site as it is called on the branch.
fn below(branch: &Branch, path: &str) -> String {
    if branch.folder.is_empty() { path.to_string() } else { format!("{}/{path}", branch.folder) }
}

/// A path of the branch as the site calls it; `None` outside the site's folder.
fn within<'p>(branch: &Branch, path: &'p str) -> Option<&'p str> {
    match branch.folder.is_empty() {
        true => Some(path),
        false => path.strip_prefix(&branch.folder)?.strip_prefix('/'),
    }
}

/// What git said, without credentials, and what to do about it.
fn told(command: &str, stderr: &[u8], stdout: &[u8]) -> Message {
    let words = [stderr, stdout].map(String::from_utf8_lossy).join("\n");
    let system = Secrets::none().hide(&words);
    let says = |word: &str| words.contains(word);
    let (zh, en) = match () {
        () if says("tell me who you are") || says("unable to auto-detect email") || says("empty ident") => (
            "git 不知道提交的是谁：先运行 git config --global user.name 和 user.email",
            "git does not know who commits: run git config --global user.name and user.email",
        ),
        () if says("Authentication failed") || says("could not read Username") || says("Permission denied") => (
            "仓库不让写：用户、密码或密钥不对，或没有权限",
            "the repository refuses: the user, password or key is wrong, or lacks the permission",
        ),
        () if says("stale info") || says("fetch first") || says("non-fast-forward") => {
            ("别人刚推过，没有盖掉", "somebody else has just pushed; nothing was overwritten")
        }
        () if says("not found") || says("does not exist") || says("does not appear to be a git repository") => {
            ("没有这个仓库，或不让读", "there is no such repository, or it may not be read")
        }
        () if says("protected branch") || says("pre-receive hook declined") => {
            ("这个分支不许推", "the branch is protected")
        }
        () => ("git 没有做成", "git failed"),
    };
    Message::new(format!("{zh}（git {command}：{system}）"), format!("{en} (git {command}: {system})"))
}

#[cfg(test)]
mod tests {
    use super::super::manifest::Item;
    use super::*;
    use std::collections::BTreeSet;

    fn branch(folder: &str) -> Branch {
        Branch { repository: String::new(), branch: "pages".into(), folder: folder.into(), keeps_history: true }
    }

    #[test]
    fn paths_count_from_the_folder_of_the_site() {
        assert_eq!(below(&branch("docs"), "a/b.html"), "docs/a/b.html");
        assert_eq!(within(&branch("docs"), "docs/a/b.html"), Some("a/b.html"));
        assert_eq!(within(&branch("docs"), "docsa/b.html"), None);
        assert_eq!(within(&branch(""), "a"), Some("a"));
    }

    #[test]
    fn what_git_says_is_told_without_passwords() {
        let told = told("push", b"fatal: Authentication failed for 'https://me:hunter2@host/a.git/'", b"");
        assert!(!told.zh.contains("hunter2") && told.zh.contains("不让写"), "{}", told.zh);
    }

    #[test]
    fn a_size_tells_what_was_altered() {
        let item = |bytes| Item { blake3: "x".into(), bytes };
        let files: BTreeMap<String, Item> = [("a".to_string(), item(1)), ("b".to_string(), item(1))].into();
        let there = There {
            head: Some("c".into()),
            manifest: Manifest { files: files.clone(), ..Manifest::default() },
            has_manifest: true,
            sizes: [("a".to_string(), 2), ("n".to_string(), 1)].into(),
        };
        let mut site_files = files;
        site_files.insert("n".to_string(), item(1));
        let site = Site::of(site_files);
        let found = differences(&site, &there, &Remembered::default());
        let names = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>();
        assert_eq!(
            (names(&found.missing), names(&found.altered), names(&found.strangers)),
            (vec!["b".into()], vec!["a".into()], vec!["n".into()])
        );
    }
}
