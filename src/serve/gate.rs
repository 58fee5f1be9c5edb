//! Which requests are answered. Comes in: the head of a request, and the address that the server was bound to. Goes out: what is asked for,
//! or the status that refuses it. Knows no page: whether a path leads anywhere, the plan says.

use super::http::Head;
use std::net::IpAddr;

/// The server's own folder. No page can lie there: in the output folder it is the program's.
pub const OWN: &str = "/.yearbook/";

#[derive(Debug, PartialEq, Eq)]
pub enum Asked<'h> {
    /// A path without the slash before it, decoded; `index.html` may be left out.
    Path { path: String, query: Option<&'h str> },
    /// The script that every page gets.
    Script,
    /// To be told of changes of a page.
    Events { page: String },
}

/// What a request asks for, or the status that refuses it.
pub fn pass(head: &Head, bound: IpAddr) -> Result<Asked<'_>, u16> {
    let [host] = head.hosts.as_slice() else { return Err(400) };
    if !is_ours(host, bound) {
        return Err(421);
    }
    if head.method != "GET" && head.method != "HEAD" {
        return Err(405);
    }
    let (path, query) = match head.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (head.target.as_str(), None),
    };
    // A whole address would name a host of its own.
    let path = decoded(path.strip_prefix('/').ok_or(400u16)?).ok_or(400u16)?;
    let Some(own) = path.strip_prefix(&OWN[1..]) else { return Ok(Asked::Path { path, query }) };
    match own {
        "live.js" => Ok(Asked::Script),
        "events" => {
            let page = query.and_then(|query| query.strip_prefix("page=")).ok_or(400u16)?;
            Ok(Asked::Events { page: decoded(page).ok_or(400u16)? })
        }
        _ => Ok(Asked::Path { path, query }),
    }
}

/// Whether a host is this machine by a name that no one else can give it. A name from the outside that leads here is how a page of
/// another site would read these; numbers lead nowhere else.
fn is_ours(host: &str, bound: IpAddr) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, "")) => (name, None),
        Some((name, port)) => match port.strip_prefix(':') {
            Some(port) => (name, Some(port)),
            None => return false,
        },
        None => match host.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        },
    };
    if !port.is_none_or(|port| port.bytes().all(|digit| digit.is_ascii_digit())) {
        return false;
    }
    match name.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || !bound.is_loopback(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

/// With `%E4` made into the byte that it stands for. `None` for what is no text, and for what no path of a site has: controls and
/// backslashes, which Windows takes for slashes.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    let path = String::from_utf8(bytes).ok()?;
    (!path.contains(|c: char| c.is_control() || c == '\\')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const EVERYWHERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);

    fn head(method: &str, target: &str, hosts: &[&str]) -> Head {
        let hosts = hosts.iter().map(|host| host.to_string()).collect();
        Head { method: method.into(), target: target.into(), hosts }
    }

    #[test]
    fn only_this_machine_by_its_own_names_is_asked() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:8000", "127.0.0.2", "[::1]", "[::1]:8000"] {
            assert!(is_ours(host, LOOPBACK) && is_ours(host, EVERYWHERE), "{host}");
        }
        for host in [
            "",
            "example.com",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "127.1",
            "localhost:a",
            "[::1]a",
            "[::1",
            "a@127.0.0.1",
        ] {
            assert!(!is_ours(host, LOOPBACK) && !is_ours(host, EVERYWHERE), "{host}");
        }
        assert!(!is_ours("192.168.1.2:8000", LOOPBACK) && is_ours("192.168.1.2:8000", EVERYWHERE));
    }

    #[test]
    fn a_path_is_decoded_once() {
        let path = |target: &str| match pass(&head("GET", target, &["localhost"]), LOOPBACK) {
            Ok(Asked::Path { path, .. }) => Ok(path),
            Ok(other) => panic!("{other:?}"),
            Err(status) => Err(status),
        };
        assert_eq!(path("/"), Ok(String::new()));
        assert_eq!(path("/a/%E5%A2%9E%20b.html?q=%00"), Ok("a/增 b.html".into()));
        assert_eq!(path("/%252e%252e/a"), Ok("%2e%2e/a".into()));
        assert_eq!(path("//a"), Ok("/a".into()));
        assert_eq!(path("/.yearbook/other"), Ok(".yearbook/other".into()));
        for bad in
            ["", "*", "a", "http://localhost/a", "/%", "/%4", "/%zz", "/%ff", "/%00", "/a%5cb", "/a\\b", "/%0d%0a"]
        {
            assert_eq!(path(bad), Err(400), "{bad}");
        }
    }

    #[test]
    fn only_reading_is_allowed_and_only_by_one_host() {
        assert_eq!(pass(&head("GET", "/.yearbook/live.js", &["localhost"]), LOOPBACK), Ok(Asked::Script));
        let events = pass(&head("GET", "/.yearbook/events?page=a%2Fb.html", &["localhost"]), LOOPBACK)
            .map(|asked| asked == Asked::Events { page: "a/b.html".into() });
        assert_eq!(events, Ok(true));
        assert_eq!(pass(&head("GET", "/.yearbook/events", &["localhost"]), LOOPBACK), Err(400));
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get"] {
            assert_eq!(pass(&head(method, "/", &["localhost"]), LOOPBACK), Err(405), "{method}");
        }
        for (hosts, status) in [(&[][..], 400), (&["localhost", "localhost"], 400), (&["example.com"], 421)] {
            assert_eq!(pass(&head("GET", "/", hosts), LOOPBACK), Err(status));
        }
    }
}
