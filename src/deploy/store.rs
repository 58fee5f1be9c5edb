//! One interface to folders, buckets, WebDAV shares and servers by SFTP: OpenDAL, with our patience around it. Comes in: a destination of
//! `site.yaml` and its credentials. Goes out: files there, listed, read, written and deleted. The one file that names OpenDAL; decides
//! nothing about what is sent.

use super::media::{caching, media_type};
use super::secrets::Secrets;
use super::{Environment, Stop, manifest};
use crate::finding::Message;
use crate::model::destination::{Bucket, DestinationKind, Host, Share};
use opendal::layers::TimeoutLayer;
#[cfg(unix)]
use opendal::services::Sftp;
use opendal::services::{Fs, Memory, S3, Webdav};
use opendal::{Buffer, ErrorKind, Operator};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Where files are kept. Cheap to clone: all clones are the same place.
#[derive(Clone)]
pub(super) struct Store {
    operator: Operator,
    kind: Kind,
    secrets: Arc<Secrets>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    S3,
    WebDav,
    Sftp,
}

/// A file as the host lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub bytes: u64,
    /// What the host calls its state, where it says so.
    pub mark: Option<String>,
}

/// How often something is tried that a host or the network failed at, and how long the first pause is; each is twice as long as the one before.
const TRIES: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// A host that takes less than so many bytes a second is taken for one that has stopped.
const SLOWEST: u64 = 32 * 1024;

impl Store {
    /// Opens a destination. Of a folder that does not exist and shall not be made, an empty place that holds nothing.
    pub fn open(kind: &DestinationKind, site: &Path, is_dry: bool, environment: Environment) -> Result<Self, Stop> {
        // Where no transport was chosen before, this chooses one.
        opendal::install_default();
        match kind {
            DestinationKind::Folder(folder) => Self::folder(&site.join(folder), is_dry),
            DestinationKind::S3(bucket) => Self::bucket(bucket, environment),
            DestinationKind::WebDav(share) => Self::share(share, environment),
            DestinationKind::Sftp(host) => Self::host(host),
            DestinationKind::Git(_) => Err(Stop::failed("git 不是文件夹", "git is no store of files")),
        }
    }

    fn folder(folder: &Path, is_dry: bool) -> Result<Self, Stop> {
        let secrets = Secrets::none();
        if !folder.is_dir() {
            let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
            if let Some(above) = above.filter(|above| !above.is_dir()) {
                let above = above.to_string_lossy();
                return Err(Stop::failed(
                    format!("没有 {above} 这个文件夹：网络盘或 U 盘连上了吗"),
                    format!("there is no folder {above}: is the share or the stick connected"),
                ));
            }
            if is_dry {
                return Self::over(Operator::new(Memory::default()), Kind::Folder, secrets);
            }
        }
        let parts = folder.join(manifest::PROGRESS).join("parts");
        let root = folder.to_string_lossy();
        // Each file is written beside the site and then put in its place: readers never see half of one.
        let builder = Fs::default().root(&root).atomic_write_dir(&parts.to_string_lossy());
        match is_dry {
            true => Self::over(Operator::new(Fs::default().root(&root)), Kind::Folder, secrets),
            false => Self::over(Operator::new(builder), Kind::Folder, secrets),
        }
    }

    fn bucket(bucket: &Bucket, environment: Environment) -> Result<Self, Stop> {
        let secrets = Secrets::of_bucket(bucket, environment).map_err(Stop::Failed)?;
        let mut builder = S3::default()
            .endpoint(&bucket.endpoint)
            .bucket(&bucket.bucket)
            .region(&bucket.region)
            .root(&format!("/{}", bucket.prefix))
            .profile(&bucket.profile)
            .disable_ec2_metadata();
        if bucket.is_virtual_host {
            builder = builder.enable_virtual_host_style();
        }
        if !bucket.credentials.is_empty() {
            builder = builder.disable_config_load();
            builder = builder.access_key_id(&secrets.user).secret_access_key(&secrets.password);
            builder = builder.session_token(&secrets.token);
        }
        Self::over(Operator::new(builder), Kind::S3, secrets)
    }

    fn share(share: &Share, environment: Environment) -> Result<Self, Stop> {
        let secrets = Secrets::of_share(share, environment);
        let builder = Webdav::default()
            .endpoint(&share.address)
            .username(&secrets.user)
            .password(&secrets.password)
            .token(&secrets.token);
        Self::over(Operator::new(builder), Kind::WebDav, secrets)
    }

    #[cfg(not(unix))]
    fn host(_: &Host) -> Result<Self, Stop> {
        Err(Stop::failed(
            "这个系统上不能用 SFTP 发布：发到文件夹再传，或换一种去处",
            "no SFTP on this system: publish to a folder and send that, or use another kind of target",
        ))
    }

    #[cfg(unix)]
    fn host(host: &Host) -> Result<Self, Stop> {
        let endpoint = match host.port {
            Some(port) => format!("ssh://{}:{port}", host.host),
            None => host.host.clone(),
        };
        let builder = Sftp::default().endpoint(&endpoint).root(&host.folder).user(&host.user).key(&host.key_file);
        Self::over(Operator::new(builder), Kind::Sftp, Secrets::none())
    }

    fn over(operator: opendal::Result<Operator>, kind: Kind, secrets: Secrets) -> Result<Self, Stop> {
        let secrets = Arc::new(secrets);
        match operator {
            Ok(operator) => Ok(Self { operator, kind, secrets }),
            Err(error) => Err(Stop::Failed(told(&error, &secrets))),
        }
    }

    /// With this patience for one answer; for one that carries a file, as much longer as a slow line takes for the largest.
    pub fn patient(self, patience: Duration, largest: u64) -> Self {
        let whole_file = patience + Duration::from_secs(largest / SLOWEST);
        let layer = TimeoutLayer::new().with_timeout(patience).with_io_timeout(whole_file);
        Self { operator: self.operator.layer(layer), ..self }
    }

    /// What a file holds; `None` where there is none.
    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let read = self.again(|| async { self.operator.read(path).await }).await;
        match read {
            Ok(buffer) => Ok(Some(buffer.to_vec())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.stop(&error)),
        }
    }

    /// Writes a file, whole as far as the host can do that. `replaces` says that readers see another one there now. Gives what the host calls its state.
    pub async fn write(&self, path: &str, bytes: Vec<u8>, replaces: Replaces) -> Result<Option<String>, Stop> {
        let buffer = Buffer::from(bytes);
        let is_beside = self.kind == Kind::Sftp && replaces == Replaces::Yes;
        let beside = format!("{path}.yearbook-part");
        let written = self.again(|| async {
            let to = if is_beside { beside.as_str() } else { path };
            let mut write = self.operator.write_with(to, buffer.clone());
            // A file in a folder has neither: the server that shows it says them.
            if matches!(self.kind, Kind::S3 | Kind::WebDav) {
                write = write.content_type(media_type(path));
            }
            if self.kind == Kind::S3 {
                write = write.cache_control(caching(path));
            }
            let written = write.await?;
            if is_beside {
                self.operator.rename(&beside, path).await?;
            }
            Ok(written)
        });
        let metadata = written.await.map_err(|error| self.stop(&error))?;
        let mark = metadata.etag().filter(|_| self.kind == Kind::S3).map(plain_mark);
        Ok(mark)
    }

    /// Deletes a file; that there is none is no error.
    pub async fn delete(&self, path: &str) -> Result<(), Stop> {
        let deleted = self.again(|| async { self.operator.delete(path).await }).await;
        match deleted {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.stop(&error)),
            _ => Ok(()),
        }
    }

    /// Deletes a folder where it is empty and where hosts have such things; what fails stays.
    pub async fn delete_empty(&self, folder: &str) {
        if matches!(self.kind, Kind::Folder | Kind::Sftp) {
            let folder = format!("{}/", folder.trim_end_matches('/'));
            let listed = self.operator.list(&folder).await;
            // A listing begins with the folder itself.
            if listed.is_ok_and(|entries| entries.iter().all(|entry| entry.path() == folder)) {
                let _ = self.operator.delete(&folder).await;
            }
        }
    }

    /// Whether one listing gives all files at little cost; else a folder has to be asked for at a time.
    pub fn lists_everything(&self) -> bool {
        matches!(self.kind, Kind::Folder | Kind::S3)
    }

    /// The files of a folder (`""` for the root, else with a slash at its end): those below it too, or its own alone and the folders in it,
    /// with a slash.
    pub async fn list(&self, folder: &str, depth: Depth) -> Result<BTreeMap<String, Seen>, Stop> {
        let is_deep = depth == Depth::Everything;
        let listed = self.again(|| async { self.operator.list_with(folder).recursive(is_deep).await }).await;
        let entries = match listed {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound && self.kind != Kind::S3 => Vec::new(),
            Err(error) => return Err(self.stop(&error)),
        };
        let entries = entries.into_iter().filter(|entry| ![folder, "", "/"].contains(&entry.path()));
        Ok(entries
            .filter(|entry| !is_deep || !entry.metadata().is_dir())
            .map(|entry| {
                let (path, metadata) = entry.into_parts();
                let bytes = if metadata.is_dir() { 0 } else { metadata.content_length() };
                let mark = metadata.etag().filter(|_| self.kind == Kind::S3).map(plain_mark);
                (path.trim_start_matches('/').to_string(), Seen { bytes, mark })
            })
            .collect())
    }

    /// Does it again after a pause where the network or the host failed in a way that may pass. A whole operation begins anew each time, because half of
    /// a write cannot.
    async fn again<T, F: Future<Output = opendal::Result<T>>>(&self, operation: impl Fn() -> F) -> opendal::Result<T> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..TRIES {
            match operation().await {
                Err(error) if may_pass(&error) => tokio::time::sleep(pause).await,
                done => return done,
            }
            pause *= 2;
        }
        operation().await
    }

    fn stop(&self, error: &opendal::Error) -> Stop {
        Stop::Failed(told(error, &self.secrets))
    }
}

/// Whether readers see another file at this path now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaces {
    Yes,
    No,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Everything,
    Own,
}

/// Whether the same may go well a moment later. What ssh says of a line that broke comes as words alone.
fn may_pass(error: &opendal::Error) -> bool {
    const BROKEN: [&str; 6] =
        ["onnection reset", "onnection refused", "onnection closed", "timed out", "roken pipe", "unreachable"];
    error.is_temporary()
        || error.kind() == ErrorKind::RateLimited
        || error.kind() == ErrorKind::Unexpected && BROKEN.iter().any(|words| words_of(error).contains(words))
}

/// What the library says, and whatever was the cause of it.
fn words_of(error: &opendal::Error) -> String {
    let mut words = error.message().to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let inner_words = inner.to_string();
        if !words.contains(&inner_words) {
            words = format!("{words}: {inner_words}");
        }
        source = inner.source();
    }
    words
}

/// An `ETag` without the quotes that some answers have and some have not.
fn plain_mark(mark: &str) -> String {
    mark.trim_start_matches("W/").trim_matches('"').to_string()
}

/// What to tell of a failure: what is the matter and, in brackets, what the host or the library says, without credentials.
fn told(error: &opendal::Error, secrets: &Secrets) -> Message {
    let words = words_of(error);
    let system = secrets.hide(&words);
    let denied = ["ermission denied", "nauthorized", "credential", "InvalidAccessKeyId", "SignatureDoesNotMatch"];
    let is_denied = error.kind() == ErrorKind::PermissionDenied || denied.iter().any(|word| words.contains(word));
    let (zh, en) = match error.kind() {
        _ if words.contains("Host key verification failed") => (
            "这台主机的指纹没有记录或变了，先用 ssh 连一次核对",
            "the host's key is unknown or has changed: connect once by ssh and compare it",
        ),
        _ if is_denied => {
            ("用户、密码或密钥不对，或没有权限", "the user, password or key is wrong, or lacks the permission")
        }
        ErrorKind::NotFound => {
            ("没有这个地方：核对地址、存储桶和文件夹", "no such place: look at the address, the bucket and the folder")
        }
        ErrorKind::RateLimited => ("对方嫌太快：用 --jobs 2 再试", "the host says it is too fast: try --jobs 2"),
        ErrorKind::ConfigInvalid => ("设置不对", "the settings are wrong"),
        ErrorKind::Unexpected if may_pass(error) || error.is_persistent() => (
            "连不上，或中途断了；再运行一次，从断的地方接着发",
            "it cannot be reached, or the connection broke; run it again, and it goes on from there",
        ),
        _ => ("对方没有收下", "the host did not take it"),
    };
    Message::new(format!("{zh}（{system}）"), format!("{en} ({system})"))
}
