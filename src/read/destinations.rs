//! `publish` in `site.yaml`: where the site can be published.

use super::{Field, Mapping, credentials};
use crate::model::destination::{Branch, Bucket, Destination, DestinationKind, Host, Share};

/// The destinations in the order of the file. One that cannot be read is left out; why is told.
pub(super) fn destinations(field: Option<Field>) -> Vec<Destination> {
    let Some(map) = field.filter(|field| !field.is_null()).and_then(|field| field.mapping()) else {
        return Vec::new();
    };
    let named = map.required(&["targets", "去处"]).and_then(|field| field.mapping());
    map.finish();
    let all = named.map_or_else(Vec::new, |named| named.all());
    all.into_iter().filter_map(|(name, field)| Some(Destination { name, kind: kind(&field)? })).collect()
}

fn kind(field: &Field) -> Option<DestinationKind> {
    let map = field.mapping()?;
    // Told already, each where it stands.
    map.field(&credentials::NAMES);
    let kinds: [&[&'static str]; 5] = [&["s3"], &["webdav"], &["sftp"], &["git"], &["folder", "文件夹"]];
    let found = kinds.iter().find_map(|names| map.worded(names).map(|field| (names[0], field)));
    let Some((kind, address)) = found else {
        field.form.tell(field.error("wrong-shape", "没有说发到哪里", "it is not said where to publish").help(
            "写一种：folder、s3、webdav、sftp 或 git，例子见 docs/publishing.zh-CN.md",
            "write one of folder, s3, webdav, sftp and git; docs/publishing.md has examples",
        ));
        return None;
    };
    let address_text = address.text()?;
    let read = match kind {
        "s3" => s3(&map, &address, address_text),
        "webdav" => web_address(&address, address_text).map(|address| {
            let credentials = map.text(&["credentials", "凭据"]);
            DestinationKind::WebDav(Share { address, user: map.text(&["user", "用户"]), credentials })
        }),
        "sftp" => sftp(&map, &address, address_text),
        "git" => git(&map, &address, address_text),
        _ => Some(DestinationKind::Folder(address_text)),
    };
    map.finish();
    read
}

fn s3(map: &Mapping, field: &Field, endpoint: String) -> Option<DestinationKind> {
    let endpoint = web_address(field, endpoint);
    let bucket = map.required_words(&["bucket", "存储桶"]).and_then(|field| field.text());
    let region = map.words(&["region", "地域"]);
    let style = map.field(&["style", "寻址"]).filter(|field| !field.is_null());
    let is_virtual_host = match style.as_ref().and_then(|field| field.text()).as_deref() {
        Some("path") => Some(false),
        Some("virtual-host") | None => Some(style.is_some()),
        Some(_) => {
            if let Some(style) = &style {
                style.tell_wrong_shape("path 或 virtual-host", "path or virtual-host", "style: virtual-host");
            }
            None
        }
    };
    let prefix = inner_folder(map.field(&["prefix", "前缀"]));
    let (credentials, profile) = (map.text(&["credentials", "凭据"]), map.text(&["profile", "配置"]));
    Some(DestinationKind::S3(Bucket {
        endpoint: endpoint?,
        bucket: bucket?,
        region: if region.is_empty() { "us-east-1".to_string() } else { region },
        prefix: prefix?,
        is_virtual_host: is_virtual_host?,
        credentials,
        profile,
    }))
}

fn sftp(map: &Mapping, field: &Field, host: String) -> Option<DestinationKind> {
    let port = map.field(&["port", "端口"]).filter(|field| !field.is_null());
    let port_number = port.as_ref().and_then(|port| port.whole_number_like::<u16>("22"));
    let (user, key_file) = (map.text(&["user", "用户"]), map.text(&["key", "密钥文件"]));
    let folder = map.required_words(&["folder", "文件夹"]).and_then(|field| field.text());
    // Whatever begins with a hyphen would be an option of ssh.
    let is_name = |word: &str| !word.starts_with('-') && !word.contains(|c: char| c.is_whitespace() || c.is_control());
    if !is_name(&host) || host.contains(['/', '@']) || !is_name(&user) || !is_name(&key_file) {
        field.tell_wrong_shape(
            "主机名，用户另写",
            "the name of a host; its user stands apart",
            "sftp: www.example.gov.cn",
        );
        return None;
    }
    if port.is_some() && port_number.is_none() {
        return None;
    }
    if let Some(folder) = folder.as_deref().filter(|folder| !folder.starts_with('/')) {
        map.field(&["folder", "文件夹"])?.tell_wrong_shape(
            "从根开始的文件夹",
            "an absolute folder",
            &format!("/home/{user}/{folder}"),
        );
        return None;
    }
    Some(DestinationKind::Sftp(Host { host, port: port_number, user, folder: folder?, key_file }))
}

fn git(map: &Mapping, field: &Field, repository: String) -> Option<DestinationKind> {
    let branch = map.required_words(&["branch", "分支"]).and_then(|field| field.text());
    let folder = inner_folder(map.field(&["folder", "文件夹"]));
    let history = map.field(&["history", "历史"]).filter(|field| !field.is_null());
    let keeps_history = history.is_none_or(|field| field.is_true());
    // `ext::` runs any command, and a hyphen begins an option.
    let is_plain = |word: &str| !word.starts_with('-') && !word.contains(char::is_control);
    let branch = branch?;
    let is_branch =
        is_plain(&branch) && !branch.contains("..") && !branch.contains([' ', '~', '^', ':', '\\', '*', '?', '[']);
    if !is_plain(&repository) || repository.contains("::") || !is_branch {
        field.tell_wrong_shape(
            "仓库的地址和分支名",
            "the address of a repository, and a branch",
            "git: git@example.org:office/pages.git",
        );
        return None;
    }
    Some(DestinationKind::Git(Branch { repository, branch, folder: folder?, keeps_history }))
}

/// A folder within the target, without slashes at its ends: no `..`, nothing absolute. `None` where it is none, told.
fn inner_folder(field: Option<Field>) -> Option<String> {
    let Some(field) = field.filter(|field| !field.is_null()) else { return Some(String::new()) };
    let text = field.text()?;
    let folder = text.trim_matches('/').to_string();
    let is_inner = folder.is_empty()
        || folder.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0']));
    if !is_inner {
        field.tell_wrong_shape("里面的一个文件夹", "a folder within it", "yearbook/2024");
        return None;
    }
    Some(folder)
}

fn web_address(field: &Field, address: String) -> Option<String> {
    if super::site::is_address(&address) {
        return Some(address.trim_end_matches('/').to_string());
    }
    field.form.tell(super::site::bad_address(field, &address));
    None
}
