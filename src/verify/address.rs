//! A site that is served, or a PDF of it. Comes in: an address. Goes out: what differs. Asks only the host of the address, follows no redirect to
//! another one, waits so long and reads so much as is reasonable, and sends nothing but the path.

use super::site::{self, MANIFESTS, Store};
use super::{Verified, document};
use crate::finding::{Finding, Place};
use crate::pipeline::Tools;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// As much as one file may have: a nation's search index and volumes stay below.
const LARGEST: usize = 512 << 20;

/// For an answer to begin, and for a whole file.
const PATIENCE: Duration = Duration::from_secs(20);
const WHOLE: Duration = Duration::from_secs(600);

/// How often a file is asked for where the line fails.
const TRIES: usize = 3;

pub fn verify(address: &str, sample: Option<usize>, tools: &Arc<Tools>) -> io::Result<Verified> {
    let base = match Url::parse(address) {
        Ok(url) if url.host().is_some() && url.username().is_empty() && url.password().is_none() => url,
        Ok(url) if url.host().is_some() => {
            return Ok(refused("地址里不要写用户名和密码", "an address with a name or a password is not asked"));
        }
        _ => return Ok(refused("不是网址", "no address")),
    };
    let mut host = Host::of(base)?;
    if host.base.path().ends_with(".pdf") {
        let name = host.base.path().rsplit('/').next().unwrap_or_default().to_string();
        return match host.get(host.base.clone())? {
            Some(bytes) => document::verify(&name, bytes, tools),
            None => Ok(refused("这个地址没有文件", "there is nothing at this address")),
        };
    }
    // The list lies at the top of the site; a page below it may have been named.
    let mut at = host.base.join(".").map_err(io::Error::other)?;
    at.set_query(None);
    at.set_fragment(None);
    loop {
        host.base = at.clone();
        let mut has_list = false;
        for name in MANIFESTS {
            has_list = has_list || host.read(name)?.is_some_and(|bytes| bytes.starts_with(b"{"));
        }
        let above = at.join("..").map_err(io::Error::other)?;
        if has_list || above == at {
            return site::verify(&host, sample, tools);
        }
        at = above;
    }
}

fn refused(zh: &str, en: &str) -> Verified {
    Verified::refused(Finding::error("not-verifiable", Place::file(""), zh, en))
}

/// One host, below one path.
struct Host {
    base: Url,
    client: Client,
    runtime: Runtime,
}

impl Host {
    fn of(base: Url) -> io::Result<Self> {
        let name = base.host_str().map(str::to_string);
        let port = base.port_or_known_default();
        let same_host = Policy::custom(move |attempt| {
            let is_same = attempt.url().host_str() == name.as_deref() && attempt.url().port_or_known_default() == port;
            match (is_same, attempt.previous().len() < 5) {
                (true, true) => attempt.follow(),
                (false, _) => attempt.error("redirected to another host"),
                (true, false) => attempt.error("redirected too often"),
            }
        });
        let client =
            Client::builder().redirect(same_host).connect_timeout(PATIENCE).read_timeout(PATIENCE).timeout(WHOLE);
        let is_here = matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let client = if is_here { client.no_proxy() } else { client };
        let client = client.build().map_err(|error| io::Error::other(told(&error)))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        Ok(Self { base, client, runtime })
    }

    /// The bytes at an address of this host; `None` where it has none.
    fn get(&self, url: Url) -> io::Result<Option<Vec<u8>>> {
        let mut last = String::new();
        for _ in 0..TRIES {
            match self.runtime.block_on(self.ask(&url)) {
                Ok(Ok(bytes)) => return Ok(bytes),
                Ok(Err(refused)) => return Err(io::Error::other(format!("{url}: {refused}"))),
                Err(failed) => last = failed,
            }
        }
        Err(io::Error::other(format!("{url}: {last}")))
    }

    /// `Err` may be asked for again, `Ok(Err)` will not be different then.
    async fn ask(&self, url: &Url) -> Result<Result<Option<Vec<u8>>, String>, String> {
        let mut answer = match self.client.get(url.clone()).send().await {
            Ok(answer) => answer,
            Err(error) if error.is_redirect() => return Ok(Err(told(&error))),
            Err(error) => return Err(told(&error)),
        };
        match answer.status() {
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Ok(None)),
            status if status.is_server_error() => return Err(format!("HTTP {}", status.as_u16())),
            status if !status.is_success() => return Ok(Err(format!("HTTP {}", status.as_u16()))),
            _ => {}
        }
        let too_large = || Ok(Err("太大 / too large".to_string()));
        if answer.content_length().is_some_and(|length| length > LARGEST as u64) {
            return too_large();
        }
        let mut bytes = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|error| told(&error))? {
            if bytes.len() + part.len() > LARGEST {
                return too_large();
            }
            bytes.extend_from_slice(&part);
        }
        Ok(Ok(Some(bytes)))
    }
}

/// An error with its causes, without the address, which stands before it.
fn told(error: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    match causes.last() {
        Some(last) => last.clone(),
        None => "没有回答 / no answer".to_string(),
    }
}

impl Store for Host {
    fn paths(&self) -> io::Result<Option<BTreeSet<String>>> {
        Ok(None)
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let mut url = self.base.clone();
        if !site::stays_inside(path) {
            return Ok(None);
        }
        url.path_segments_mut().map_err(|()| io::Error::other("no path"))?.pop_if_empty().extend(path.split('/'));
        self.get(url)
    }
}
