//! The same life of a site on three kinds of servers: published, published again, changed, pruned, changed behind our back, broken off and resumed, slow,
//! refused, large.

use super::proxy::Proxy;
use super::servers::{Kind, Server, ask, keys};
use super::{
    Environment, MANIFEST, is_the_site, no_secret_in, picture, publish, published_well, sent, site, with_pictures,
};
use crate::world::{Said, World};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

/// A server, and a site that is published to it.
struct Host {
    server: Server,
    world: World,
    environment: Environment,
}

impl Host {
    fn of(kind: Kind) -> Self {
        let server = Server::of(kind);
        let world = site(&server.target(server.port));
        let environment = server.environment(true);
        Self { server, world, environment }
    }

    fn publish(&self, arguments: &[&str]) -> Said {
        publish(&self.world, &self.environment, arguments)
    }

    #[track_caller]
    fn published_well(&self, arguments: &[&str]) -> Said {
        published_well(&self.world, &self.environment, arguments)
    }

    /// The target is reached through another port from now on.
    fn through(&self, port: u16) {
        let text = self.world.read("content/site.yaml");
        let target = self.server.target(self.server.port);
        self.world.write("content/site.yaml", text.replace(&target, &self.server.target(port)));
    }
}

fn whole_life(kind: Kind) {
    let host = Host::of(kind);
    let mut said = vec![host.published_well(&["--dry-run"])];
    assert!(said[0].stdout.contains("新的  index.html\n"), "{said:?}");
    assert!(host.server.files().is_empty(), "a dry run writes nothing");

    said.push(host.published_well(&[]));
    is_the_site(&host.world, &host.server.files());
    let again = host.published_well(&[]);
    assert_eq!(sent(&again), 0);
    said.push(again);

    // A picture changes, one is new, one is gone.
    host.world.write("content/images/changes.svg", picture("changed", 7));
    host.world.write("content/images/new.svg", picture("new", 0));
    std::fs::remove_file(host.world.path("content/images/goes.svg")).unwrap();
    let plan = host.published_well(&["--dry-run", "--format", "json"]);
    let plan_json: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
    assert_eq!(plan_json["new"], serde_json::json!(["images/new.svg"]));
    assert_eq!(plan_json["changed"], serde_json::json!(["images/changes.svg"]));
    assert_eq!(plan_json["gone"], serde_json::json!(["images/goes.svg"]));
    let changed = host.published_well(&[]);
    assert!(sent(&changed) == 2 && changed.stderr.contains("--prune"), "{changed:?}");
    assert!(host.server.files().contains_key("images/goes.svg"), "nothing is deleted that nobody asked for");
    said.extend([plan, changed, host.published_well(&["--prune"])]);
    is_the_site(&host.world, &host.server.files());

    // Somebody else changes a page there, as long as it was, and what we are about to change.
    let page = String::from_utf8(host.server.files()["index.html"].clone()).unwrap();
    host.server.tamper("index.html", &page.replacen("html", "HTML", 1));
    let refused = host.publish(&[]);
    assert!(refused.status == 1 && refused.stderr.contains("target-changed"), "{refused:?}");
    assert!(refused.stderr.contains("index.html"), "{refused:?}");
    host.world.write("content/images/changes.svg", picture("changed again", 7));
    host.server.tamper("images/changes.svg", "theirs");
    let refused_too = host.publish(&[]);
    assert!(refused_too.stderr.contains("images/changes.svg"), "{refused_too:?}");
    assert_eq!(host.server.files()["images/changes.svg"], b"theirs");
    said.extend([refused, refused_too, host.published_well(&["--overwrite"])]);
    is_the_site(&host.world, &host.server.files());

    // Somebody else is publishing.
    host.world.write("content/images/changes.svg", picture("changed at last", 7));
    host.server.tamper("yearbook-lock.json", "{\"run\":\"theirs\"}");
    let waits = host.publish(&[]);
    assert!(waits.status == 1 && waits.stderr.contains("target-in-use"), "{waits:?}");
    said.extend([waits, host.published_well(&["--overwrite"])]);
    is_the_site(&host.world, &host.server.files());

    // Another machine publishes another state: the first one notices.
    let other = site(&host.server.target(host.server.port));
    other.write("content/images/changes.svg", picture("from elsewhere", 9));
    said.push(published_well(&other, &host.environment, &["--prune"]));
    let noticed = host.publish(&[]);
    assert!(noticed.status == 1 && noticed.stderr.contains("从别处发布过"), "{noticed:?}");
    said.extend([noticed, host.published_well(&["--overwrite", "--prune"])]);
    is_the_site(&host.world, &host.server.files());
    no_secret_in(&said, &host.world, &host.server.files());
}

#[test]
fn a_site_lives_on_s3() {
    whole_life(Kind::S3);
}

#[test]
fn a_site_lives_on_webdav() {
    whole_life(Kind::WebDav);
}

#[test]
fn a_site_lives_on_sftp() {
    whole_life(Kind::Sftp);
}

#[test]
fn s3_is_told_types_and_how_long_to_keep() {
    let host = Host::of(Kind::S3);
    host.world.write("content/images/a-0123456789abcdef.svg", picture("hashed", 0));
    host.published_well(&[]);
    for (path, kind, kept) in [
        ("index.html", "text/html; charset=utf-8", "public, max-age=300"),
        ("assets/style.css", "text/css; charset=utf-8", "public, max-age=300"),
        ("feeds/all.xml", "application/xml", "public, max-age=300"),
        ("images/a-0123456789abcdef.svg", "image/svg+xml", "public, max-age=31536000, immutable"),
        (MANIFEST, "application/json", "no-cache"),
    ] {
        let (status, head, _) = ask(host.server.port, "HEAD", &format!("/site/years/all/{path}"), "");
        let head = head.to_lowercase();
        assert_eq!(status, 200, "{path}");
        assert!(head.contains(&format!("content-type: {kind}\r\n")), "{path}: {head}");
        assert!(head.contains(&format!("cache-control: {kept}")), "{path}: {head}");
    }
}

/// A bucket as a part of the host's name, as OSS insists on: no such name leads to loopback, but a proxy leads anywhere.
#[test]
fn s3_is_reached_by_the_name_of_the_bucket() {
    let server = Server::of(Kind::S3);
    let world =
        site("{ s3: \"http://s3.us-east-1.amazonaws.com\", bucket: site, style: virtual-host, credentials: OSS }");
    let mut environment = server.environment(true);
    environment.push(("http_proxy".to_string(), format!("http://127.0.0.1:{}", server.port)));
    published_well(&world, &environment, &[]);
    let there = keys(server.port, "");
    assert_eq!(there.len(), crate::world::published(&world.out()).len() + 1);
    assert_eq!(sent(&published_well(&world, &environment, &[])), 0);
}

#[test]
fn files_of_others_are_left_alone() {
    for kind in [Kind::S3, Kind::WebDav, Kind::Sftp] {
        let host = Host::of(kind);
        host.server.tamper("theirs.html", "theirs");
        let refused = host.publish(&[]);
        assert!(refused.status == 1 && refused.stderr.contains("target-of-others"), "{kind:?}: {refused:?}");
        assert_eq!(host.server.files().len(), 1);
        host.published_well(&["--overwrite", "--prune"]);
        let mut there = host.server.files();
        assert_eq!(there.remove("theirs.html").unwrap(), b"theirs");
        is_the_site(&host.world, &there);
        // Once ours is there, theirs are no hindrance; where one of them stands in our way, it is.
        host.published_well(&[]);
        host.server.tamper("images/new.svg", "theirs");
        host.world.write("content/images/new.svg", picture("new", 0));
        let refused = host.publish(&[]);
        assert!(refused.status == 1 && refused.stderr.contains("images/new.svg"), "{kind:?}: {refused:?}");
    }
}

/// 600 pictures of 4 kB, and a network that breaks after a third of them.
fn broken_and_resumed(kind: Kind) {
    let mut host = Host::of(kind);
    host.world = with_pictures(host.world, 600, 4000);
    let proxy = Proxy::breaking_after(host.server.port, 1_000_000);
    host.through(proxy.port);
    let broken = host.publish(&["--timeout", "5"]);
    assert!(broken.status == 3 && broken.stderr.contains("接着发"), "{broken:?}");
    assert!(!host.server.files().contains_key("index.html"), "the home page comes last");
    proxy.mend();
    let resumed = host.published_well(&[]);
    let all = crate::world::published(&host.world.out()).len();
    assert!(sent(&resumed) < all - 100, "{} of {all} were sent again", sent(&resumed));
    is_the_site(&host.world, &host.server.files());
    no_secret_in(&[broken, resumed], &host.world, &host.server.files());
}

#[test]
fn s3_resumes_where_the_network_broke() {
    broken_and_resumed(Kind::S3);
}

#[test]
fn webdav_resumes_where_the_network_broke() {
    broken_and_resumed(Kind::WebDav);
}

#[test]
fn sftp_resumes_where_the_network_broke() {
    broken_and_resumed(Kind::Sftp);
}

/// The server itself dies in the middle and comes back with what it had written.
fn killed_and_resumed(kind: Kind) {
    let mut host = Host::of(kind);
    host.world = with_pictures(host.world, 600, 4000);
    let proxy = Proxy::slow(host.server.port, Duration::from_millis(2));
    host.through(proxy.port);
    let mut child = super::command(&host.world, &host.environment, &["--timeout", "5"]);
    let child = child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for(&proxy, 1_000_000);
    host.server.kill();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(3), "{}", String::from_utf8_lossy(&ended.stderr));
    host.server.start_again();
    let resumed = host.published_well(&[]);
    assert!(sent(&resumed) < 600, "{} were sent again", sent(&resumed));
    is_the_site(&host.world, &host.server.files());
}

#[test]
fn webdav_resumes_where_the_server_was_killed() {
    killed_and_resumed(Kind::WebDav);
}

#[test]
fn sftp_resumes_where_the_server_was_killed() {
    killed_and_resumed(Kind::Sftp);
}

/// This program dies in the middle, and before the next run the content goes back to what is in no manifest.
#[test]
fn a_killed_publication_is_resumed_even_by_the_old_site() {
    let mut host = Host::of(Kind::WebDav);
    host.world = with_pictures(host.world, 600, 4000);
    host.published_well(&[]);
    let before = host.server.files();
    for i in 0..600 {
        host.world.write(&format!("content/images/many/{}/{i}.svg", i % 20), picture(&format!("other {i}"), 4000));
    }
    let proxy = Proxy::slow(host.server.port, Duration::from_millis(2));
    host.through(proxy.port);
    let mut child = super::command(&host.world, &host.environment, &["--overwrite"]);
    let mut child = child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_for(&proxy, 1_000_000);
    child.kill().unwrap();
    child.wait().unwrap();
    host.world = with_pictures(std::mem::replace(&mut host.world, World::empty()), 600, 4000);
    let resumed = host.published_well(&["--overwrite"]);
    // Whatever the killed run was about to touch, though the manifest before it knew the very same bytes.
    assert!(sent(&resumed) >= 128, "{resumed:?}");
    let mut now = host.server.files();
    assert!(now.remove(MANIFEST).is_some());
    assert!(before.iter().filter(|(path, _)| *path != MANIFEST).all(|(path, bytes)| now.get(path) == Some(bytes)));
}

fn wait_for(proxy: &Proxy, bytes: u64) {
    let started = Instant::now();
    while proxy.passed() < bytes {
        assert!(started.elapsed() < Duration::from_secs(60), "only {} bytes passed", proxy.passed());
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn wrong_credentials_are_told_and_not_shown() {
    for kind in [Kind::S3, Kind::WebDav, Kind::Sftp] {
        let host = Host::of(kind);
        host.server.refuse_keys();
        let said = publish(&host.world, &host.server.environment(false), &[]);
        assert!(said.status == 3 && said.stderr.contains("用户、密码或密钥不对"), "{kind:?}: {said:?}");
        no_secret_in(&[said], &host.world, &Default::default());
    }
    let host = Host::of(Kind::S3);
    let said = publish(&host.world, &Vec::new(), &[]);
    assert!(said.status == 3 && said.stderr.contains("OSS_ACCESS_KEY_ID"), "{said:?}");
}

#[test]
fn slow_servers_are_waited_for_and_dead_ones_are_not() {
    for kind in [Kind::S3, Kind::WebDav, Kind::Sftp] {
        let host = Host::of(kind);
        let proxy = Proxy::slow(host.server.port, Duration::from_millis(40));
        host.through(proxy.port);
        host.published_well(&["--jobs", "16"]);
        is_the_site(&host.world, &host.server.files());
    }
    // Takes the connection and never says a word.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let world = site(&format!("{{ webdav: \"http://{}\" }}", silent.local_addr().unwrap()));
    let started = Instant::now();
    let said = publish(&world, &Vec::new(), &["--timeout", "1"]);
    assert!(said.status == 3 && said.stderr.contains("连不上"), "{said:?}");
    assert!(started.elapsed() < Duration::from_secs(60));
}

/// Says how many files a second a server took, where tests are run with `--nocapture`.
fn ten_thousand(kind: Kind) {
    let mut host = Host::of(kind);
    host.world = with_pictures(host.world, 10_000, 0);
    let said = host.published_well(&[]);
    println!("{kind:?}: {}", said.stderr);
    assert!(sent(&said) > 10_000);
    if kind == Kind::S3 {
        let there = keys(host.server.port, "years/all/");
        assert_eq!(there.len(), crate::world::published(&host.world.out()).len() + 1);
    } else {
        is_the_site(&host.world, &host.server.files());
    }
    assert_eq!(sent(&host.published_well(&[])), 0);
}

#[test]
fn s3_takes_ten_thousand_files() {
    ten_thousand(Kind::S3);
}

#[test]
fn webdav_takes_ten_thousand_files() {
    ten_thousand(Kind::WebDav);
}

#[test]
fn sftp_takes_ten_thousand_files() {
    ten_thousand(Kind::Sftp);
}
