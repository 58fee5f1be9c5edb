//! Real servers on loopback, each on a free port and in a folder of its own, ended with the value that stands for them: moto for S3,
//! rclone for WebDAV, OpenSSH's sshd. Where one is not installed, the test says what installs it.

use crate::world::tree;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};
use tempfile::TempDir;

pub type Files = BTreeMap<String, Vec<u8>>;

/// What the credentials of the tests are; none of these may be found in anything that was written or said.
pub const USER: &str = "publisher-of-tests";
pub const PASSWORD: &str = "hunter2-is-the-password";
pub const KEY_ID: &str = "LTAI5tTESTTESTTESTTEST";
pub const SECRET: &str = "secret-key-of-the-tests-0123456789";

/// A server that publishes a folder or a bucket called `site`.
pub struct Server {
    kind: Kind,
    folder: TempDir,
    child: Child,
    pub port: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    S3,
    WebDav,
    Sftp,
}

impl Server {
    pub fn of(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("served")).unwrap();
        if kind == Kind::Sftp {
            make_ssh_files(folder.path());
        }
        let port = free_port();
        let child = start(kind, folder.path(), port);
        let server = Self { kind, folder, child, port };
        server.wait();
        if kind == Kind::S3 {
            assert!(ask(port, "PUT", "/site", "").0 == 200);
        }
        server
    }

    /// As if the machine had lost its power: sshd has a process of its own for each connection.
    pub fn kill(&mut self) {
        let mut processes = vec![self.child.id()];
        let mut at = 0;
        while let Some(id) = processes.get(at) {
            let below = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
            processes.extend(below.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
            at += 1;
        }
        for id in &processes[1..] {
            let _ = Command::new("kill").args(["-KILL", &id.to_string()]).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// On the same port, with what it had kept.
    pub fn start_again(&mut self) {
        assert!(self.kind != Kind::S3, "what moto holds goes with it");
        self.child = start(self.kind, self.folder.path(), self.port);
        self.wait();
    }

    fn wait(&self) {
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("{:?} does not answer", self.kind);
    }

    /// The lines of `site.yaml` that name it, reached through a port.
    pub fn target(&self, port: u16) -> String {
        let served = self.folder.path().join("served/site").display().to_string();
        match self.kind {
            Kind::S3 => {
                format!("{{ s3: \"http://127.0.0.1:{port}\", bucket: site, prefix: years/all, credentials: OSS }}")
            }
            Kind::WebDav => format!("{{ webdav: \"http://127.0.0.1:{port}/site\", user: {USER} }}"),
            Kind::Sftp => format!("{{ sftp: 127.0.0.1, port: {port}, folder: \"{served}\" }}"),
        }
    }

    /// What the environment has to say.
    pub fn environment(&self, right: bool) -> Vec<(String, String)> {
        let path = env::var("PATH").unwrap_or_default();
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        let ssh = if right { "ssh" } else { "wrong" };
        match self.kind {
            Kind::S3 => vec![pair("OSS_ACCESS_KEY_ID", KEY_ID), pair("OSS_SECRET_ACCESS_KEY", SECRET)],
            Kind::WebDav => vec![pair("YEARBOOK_PASSWORD", if right { PASSWORD } else { "hunter2-wrong" })],
            Kind::Sftp => vec![pair("PATH", &format!("{}:{path}", self.folder.path().join(ssh).display()))],
        }
    }

    /// What readers of the server see, without what a publication keeps there.
    pub fn files(&self) -> Files {
        match self.kind {
            Kind::S3 => objects(self.port, "years/all/"),
            _ if !self.folder.path().join("served/site").exists() => Files::new(),
            _ => tree(&self.folder.path().join("served/site")),
        }
    }

    /// Somebody else writes a file, past us.
    pub fn tamper(&self, path: &str, text: &str) {
        match self.kind {
            Kind::S3 => assert_eq!(ask(self.port, "PUT", &format!("/site/years/all/{path}"), text).0, 200),
            _ => {
                let file = self.folder.path().join("served/site").join(path);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
        }
    }

    /// From now on keys are looked at, and none is known.
    pub fn refuse_keys(&self) {
        if self.kind == Kind::S3 {
            assert_eq!(ask(self.port, "POST", "/moto-api/reset-auth", "0").0, 200);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn start(kind: Kind, folder: &Path, port: u16) -> Child {
    let mut command = match kind {
        Kind::S3 => {
            let mut command = Command::new(moto());
            command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
            command
        }
        Kind::WebDav => {
            let mut command = Command::new("rclone");
            let served = folder.join("served").display().to_string();
            command.args(["serve", "webdav", &served, "--addr", &format!("127.0.0.1:{port}")]);
            command.args(["--user", USER, "--pass", PASSWORD, "--dir-cache-time", "0s"]);
            command.env("HOME", folder);
            command
        }
        Kind::Sftp => {
            // Where it runs as root, it wants this folder.
            let _ = fs::create_dir_all("/run/sshd");
            let mut command = Command::new("/usr/sbin/sshd");
            command.args(["-D", "-e", "-f"]).arg(folder.join("sshd_config")).arg("-p").arg(port.to_string());
            command
        }
    };
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    child
        .unwrap_or_else(|error| panic!("{command:?}: {error}. `.ci/setup --tests` installs the servers of these tests"))
}

/// moto lies where `.ci/setup --tests` puts it.
fn moto() -> PathBuf {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/requirements.txt");
    let sum = Command::new("sha256sum").arg(list).output().unwrap().stdout;
    let cache = env::var("XDG_CACHE_HOME").unwrap_or_else(|_| format!("{}/.cache", env::var("HOME").unwrap()));
    let release = String::from_utf8(sum).unwrap()[..12].to_string();
    let moto = PathBuf::from(cache).join("yearbook-servers").join(release).join("bin/moto_server");
    assert!(moto.is_file(), "no {}: `.ci/setup --tests` installs the servers of these tests", moto.display());
    moto
}

/// Keys made for this run, sshd's settings, and two programs called `ssh`: one that knows the right key and one that knows another.
fn make_ssh_files(folder: &Path) {
    let file = |name: &str| folder.join(name).display().to_string();
    for name in ["host", "user", "other"] {
        let mut command = Command::new("ssh-keygen");
        let made = command.args(["-q", "-t", "ed25519", "-N", "", "-f", &file(name)]).status();
        assert!(made.is_ok_and(|made| made.success()), "no ssh-keygen: `.ci/setup --tests` installs it");
    }
    fs::copy(folder.join("user.pub"), folder.join("authorized")).unwrap();
    let settings = [
        "ListenAddress 127.0.0.1".to_string(),
        format!("HostKey {}", file("host")),
        format!("AuthorizedKeysFile {}", file("authorized")),
        "StrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication no\nKbdInteractiveAuthentication no"
            .to_string(),
        "MaxSessions 100\nMaxStartups 100\nSubsystem sftp internal-sftp\n".to_string(),
    ];
    fs::write(folder.join("sshd_config"), settings.join("\n")).unwrap();
    let host = fs::read_to_string(folder.join("host.pub")).unwrap();
    let host: Vec<&str> = host.split(' ').collect();
    fs::write(folder.join("known"), format!("test-host {} {}\n", host[0], host[1])).unwrap();
    for (program, key) in [("ssh", "user"), ("wrong", "other")] {
        let config = format!(
            "Host *\n UserKnownHostsFile {}\n GlobalKnownHostsFile /dev/null\n HostKeyAlias test-host\n IdentityFile {}\n IdentitiesOnly yes\n BatchMode yes\n",
            file("known"),
            file(key)
        );
        fs::write(folder.join(format!("{program}_config")), config).unwrap();
        fs::create_dir(folder.join(program)).unwrap();
        let script = folder.join(program).join("ssh");
        let config = file(&format!("{program}_config"));
        fs::write(&script, format!("#!/bin/sh\nexec /usr/bin/ssh -F '{config}' \"$@\"\n")).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// moto gives what is private to whoever says who he is, whoever that may be.
const NOBODY: &str =
    "AWS4-HMAC-SHA256 Credential=nobody/20240101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none";

/// One request: the status, the head and the body of the answer.
pub fn ask(port: u16, method: &str, path: &str, body: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nAuthorization: {NOBODY}\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head, answer[end + 4..].to_vec())
}

/// All objects of the bucket below a prefix.
fn objects(port: u16, prefix: &str) -> Files {
    let mut files = Files::new();
    for key in keys(port, prefix) {
        let (status, _, body) = ask(port, "GET", &format!("/site/{prefix}{key}"), "");
        assert_eq!(status, 200);
        files.insert(key, body);
    }
    files
}

/// The names of all objects below a prefix, in as many answers as it takes.
pub fn keys(port: u16, prefix: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    loop {
        let after = found.last().map_or(String::new(), |last| format!("&start-after={prefix}{last}"));
        let (_, _, body) = ask(port, "GET", &format!("/site?list-type=2&prefix={prefix}{after}"), "");
        let xml = String::from_utf8(body).unwrap();
        let keys: Vec<String> = xml
            .split("<Key>")
            .skip(1)
            .map(|rest| rest.split("</Key>").next().unwrap()[prefix.len()..].to_string())
            .collect();
        let is_last = keys.is_empty();
        found.extend(keys);
        if is_last {
            return found;
        }
    }
}
