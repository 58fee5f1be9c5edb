//! Where credentials come from: variables of the environment and the system's own files. Whatever is found here is also what no message may show.

use super::Environment;
use crate::finding::Message;
use crate::model::destination::{Bucket, Share};
use std::fs;
use std::path::Path;

/// The credentials of a target, as far as this program has to know them.
#[derive(Default)]
pub(super) struct Secrets {
    pub user: String,
    pub password: String,
    pub token: String,
    /// More that may not be shown.
    hidden: Vec<String>,
}

impl Secrets {
    /// The key of a bucket. Empty where OpenDAL finds it itself, as programs for AWS do.
    pub fn of_bucket(bucket: &Bucket, environment: Environment) -> Result<Self, Message> {
        let begins = if bucket.credentials.is_empty() { "AWS" } else { &bucket.credentials };
        let get = |ends: &str| environment(&format!("{begins}_{ends}")).filter(|value| !value.is_empty());
        let user = get("ACCESS_KEY_ID");
        let password = get("SECRET_ACCESS_KEY").or_else(|| get("ACCESS_KEY_SECRET"));
        let token = get("SESSION_TOKEN").or_else(|| get("SECURITY_TOKEN")).unwrap_or_default();
        match (user, password) {
            (Some(user), Some(password)) => Ok(Self { user, password, token, hidden: Vec::new() }),
            _ if bucket.credentials.is_empty() => Ok(Self::default()),
            (user, _) => {
                let missing = if user.is_none() { "ACCESS_KEY_ID" } else { "SECRET_ACCESS_KEY" };
                Err(Message::new(
                    format!("没有设环境变量 {begins}_{missing}"),
                    format!("the environment has no {begins}_{missing}"),
                ))
            }
        }
    }

    /// The name and password of a share; both are empty where it asks for none.
    pub fn of_share(share: &Share, environment: Environment) -> Self {
        let begins = if share.credentials.is_empty() { "YEARBOOK" } else { &share.credentials };
        let get = |ends: &str| environment(&format!("{begins}_{ends}")).filter(|value| !value.is_empty());
        let (netrc_user, netrc_password) = netrc(&share.address, environment).unwrap_or_default();
        let given = Some(share.user.clone()).filter(|user| !user.is_empty());
        let user = given.or_else(|| get("USER")).unwrap_or_else(|| netrc_user.clone());
        let password = get("PASSWORD").or((user == netrc_user).then_some(netrc_password)).unwrap_or_default();
        Self { user, password, token: get("TOKEN").unwrap_or_default(), hidden: Vec::new() }
    }

    /// What git and ssh keep for themselves is never seen here.
    pub fn none() -> Self {
        Self::default()
    }

    /// Words of a library or a host without anything that must not be shown, in one line and not too long.
    pub fn hide(&self, words: &str) -> String {
        let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // The name of a key is half of it.
        for secret in [&self.password, &self.token, &self.user].into_iter().chain(&self.hidden) {
            if secret.len() > 3 {
                words = words.replace(secret.as_str(), "***");
            }
        }
        let schemes: Vec<usize> = words.match_indices("://").map(|(at, _)| at).collect();
        for scheme in schemes.into_iter().rev() {
            let rest = &words[scheme + 3..];
            let end = rest.find(['/', ' ', '\'', '"']).unwrap_or(rest.len());
            if let Some(at) = rest[..end].rfind('@').filter(|at| rest[..*at].contains(':')) {
                words.replace_range(scheme + 3..scheme + 3 + at, "***");
            }
        }
        match words.char_indices().nth(300) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }
}

/// The name and password that `~/.netrc` has for the host of an address.
fn netrc(address: &str, environment: Environment) -> Option<(String, String)> {
    let file = environment("NETRC").unwrap_or_else(|| format!("{}/.netrc", environment("HOME").unwrap_or_default()));
    let text = fs::read_to_string(Path::new(&file)).ok()?;
    let host = address.split_once("://")?.1.split(['/', ':']).next()?;
    let mut words = text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
    let (mut is_meant, mut user, mut password) = (false, None, None);
    while let Some(word) = words.next() {
        match word {
            "machine" if is_meant => break,
            "machine" => is_meant = words.next() == Some(host),
            "default" => is_meant = is_meant || user.is_none(),
            "login" if is_meant => user = words.next().map(str::to_string),
            "password" if is_meant => password = words.next().map(str::to_string),
            _ => {}
        }
    }
    Some((user?, password?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_secret_is_shown() {
        let secrets = Secrets { user: "LTAIname".into(), password: "hunter2".into(), ..Secrets::default() };
        assert_eq!(secrets.hide("no: hunter2\n for LTAIname"), "no: *** for ***");
        assert_eq!(secrets.hide("fatal: https://me:gone@host/a.git"), "fatal: https://***@host/a.git");
        assert_eq!(secrets.hide("see https://host/a@b:c"), "see https://host/a@b:c");
        assert!(secrets.hide(&"长".repeat(1000)).chars().count() == 301);
    }

    #[test]
    fn a_share_takes_its_password_from_the_environment_or_netrc() {
        let folder = tempfile::tempdir().unwrap();
        let netrc = folder.path().join("netrc");
        fs::write(&netrc, "machine other login x password y\nmachine dav.example.org\n login me password of-netrc\n")
            .unwrap();
        let netrc = netrc.to_string_lossy().into_owned();
        let share = |credentials: &str| Share {
            address: "https://dav.example.org/site".into(),
            user: String::new(),
            credentials: credentials.into(),
        };
        let environment = |name: &str| match name {
            "NETRC" => Some(netrc.clone()),
            "PORTAL_USER" => Some("you".to_string()),
            "PORTAL_PASSWORD" => Some("of-environment".to_string()),
            _ => None,
        };
        let found = Secrets::of_share(&share(""), &environment);
        assert_eq!((found.user.as_str(), found.password.as_str()), ("me", "of-netrc"));
        let found = Secrets::of_share(&share("PORTAL"), &environment);
        assert_eq!((found.user.as_str(), found.password.as_str()), ("you", "of-environment"));
    }
}
