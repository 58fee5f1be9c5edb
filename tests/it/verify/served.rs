//! Sites that are served on this machine: sound ones, changed ones, and hosts that lead elsewhere or do not end.

use super::{forge_list, run_verify, starter};
use crate::world::World;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

/// What a host answers besides files.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    Files,
    /// Sends everybody to another host.
    Elsewhere,
    /// Says that a file is larger than anybody wants.
    Endless,
}

/// A host that serves a folder until the test ends; gives its address.
fn serve(folder: &Path, habit: Habit) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let folder = folder.to_path_buf();
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let folder = folder.clone();
            thread::spawn(move || answer(connection, folder, habit));
        }
    });
    address
}

fn answer(mut connection: TcpStream, folder: PathBuf, habit: Habit) {
    let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
    let Some(Ok(first)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_string();
    let head = |status: &str, more: &str| format!("HTTP/1.1 {status}\r\nConnection: close\r\n{more}\r\n");
    let _ = match (habit, std::fs::read(folder.join(&path))) {
        (Habit::Elsewhere, _) => {
            connection.write_all(head("302 Found", "Location: http://localhost:9/\r\nContent-Length: 0\r\n").as_bytes())
        }
        (Habit::Endless, _) => connection.write_all(head("200 OK", "Content-Length: 99999999999\r\n").as_bytes()),
        (_, Ok(bytes)) => {
            let head = head("200 OK", &format!("Content-Length: {}\r\n", bytes.len()));
            connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(&bytes))
        }
        (_, Err(_)) => connection.write_all(head("404 Not Found", "Content-Length: 0\r\n").as_bytes()),
    };
}

#[test]
fn a_served_site_is_sound_and_a_change_is_caught() {
    let Some(built) = starter() else { return };
    let world = super::copy(built);
    let address = serve(&world.out(), Habit::Files);
    for thing in [address.clone() + "/", address.clone() + "/regions/990101/index.html"] {
        let said = run_verify(&[&thing]);
        assert!(said.status == 0 && said.stdout.contains("4 份 PDF"), "{said:?}");
    }
    let said = run_verify(&[&address, "--sample", "5"]);
    assert!(said.status == 0 && said.stdout.contains("抽查了 5 个"), "{said:?}");
    let said = run_verify(&[&format!("{address}/regions/990101/2024/990101-2024.pdf")]);
    assert!(said.status == 0 && said.stdout.contains("逐字节相同"), "{said:?}");
    let page = "output/regions/990101/2024/index.html";
    let text = world.read(page);
    let data = text.find("</data>").unwrap();
    world.write(page, format!("{}9{}", &text[..data], &text[data..]));
    let said = run_verify(&[&address]);
    assert!(said.status == 1 && said.stdout.contains("file-changed"), "{said:?}");
    forge_list(&world, "regions/990101/2024/index.html");
    let said = run_verify(&[&address]);
    assert!(said.status == 1 && said.stdout.contains("page-figure-differs"), "{said:?}");
    std::fs::remove_file(world.path(page)).unwrap();
    let said = run_verify(&[&address]);
    assert!(said.status == 1 && said.stdout.contains("file-missing"), "{said:?}");
}

#[test]
fn a_host_that_leads_elsewhere_or_does_not_end_is_left() {
    let world = World::empty();
    let said = run_verify(&[&serve(world.root(), Habit::Elsewhere)]);
    assert!(said.status == 3 && said.stderr.contains("another host"), "{said:?}");
    let said = run_verify(&[&serve(world.root(), Habit::Endless)]);
    assert!(said.status == 3 && said.stderr.contains("too large"), "{said:?}");
    let said = run_verify(&[&serve(world.root(), Habit::Files)]);
    assert!(said.status == 1 && said.stdout.contains("没有清单"), "{said:?}");
    let said = run_verify(&["http://someone:secret@127.0.0.1/"]);
    assert!(said.status == 1 && !format!("{said:?}").contains("secret"), "{said:?}");
}
