//! Where a site is published, from `site.yaml`: a folder, an S3 bucket, a WebDAV share, a server by SFTP or a branch of git. Holds no
//! credential: those come from the environment or the system's own files.

/// One place that a site is published to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// As the office calls it: `网站`.
    pub name: String,
    pub kind: DestinationKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DestinationKind {
    /// A folder of this machine or of a network share; relative to the folder of the site.
    Folder(String),
    S3(Bucket),
    WebDav(Share),
    Sftp(Host),
    Git(Branch),
}

/// A bucket of S3 or of what speaks as S3 does: OSS, COS, OBS, MinIO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// `https://oss-cn-hangzhou.aliyuncs.com`
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    /// The folder in the bucket; empty for its root.
    pub prefix: String,
    /// `https://bucket.host/…` instead of `https://host/bucket/…`.
    pub is_virtual_host: bool,
    /// How the variables of the environment begin that hold the credentials; empty for the usual `AWS_…`.
    pub credentials: String,
    /// The section of `~/.aws/credentials`; empty for the usual one.
    pub profile: String,
}

/// A folder that is served by WebDAV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// With its folder: `https://dav.example.gov.cn/site`.
    pub address: String,
    /// Empty where the environment or `~/.netrc` says it.
    pub user: String,
    /// As of a bucket; empty for `YEARBOOK_…`.
    pub credentials: String,
}

/// A folder of a server that is reached by ssh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// A host, or a name in `~/.ssh/config`.
    pub host: String,
    pub port: Option<u16>,
    pub user: String,
    /// Absolute.
    pub folder: String,
    /// The file of the private key; empty for those that ssh finds itself.
    pub key_file: String,
}

/// A branch of a git repository, as hosts of pages publish it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// As git takes it: an address or a path.
    pub repository: String,
    pub branch: String,
    /// The folder in the branch; empty for its root.
    pub folder: String,
    /// Whether each publication follows the one before; else the branch always has one commit alone.
    pub keeps_history: bool,
}

impl DestinationKind {
    /// As `site.yaml` names the kind.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Folder(_) => "folder",
            Self::S3(_) => "s3",
            Self::WebDav(_) => "webdav",
            Self::Sftp(_) => "sftp",
            Self::Git(_) => "git",
        }
    }

    /// Where it is, for people; it never holds a credential, because `site.yaml` may not.
    pub fn address(&self) -> String {
        match self {
            Self::Folder(folder) => folder.clone(),
            Self::S3(b) => [b.endpoint.trim_end_matches('/'), &b.bucket, &b.prefix].join("/"),
            Self::WebDav(share) => share.address.clone(),
            Self::Sftp(host) => format!("{}:{}", host.host, host.folder),
            Self::Git(branch) => format!("{}#{}", branch.repository, branch.branch),
        }
    }
}
