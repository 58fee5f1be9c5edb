//! Tests of the whole program: small worlds at wide doors. Each module makes a site in a temporary folder, runs the line or
//! the binary over it, and compares everything that comes out. No test sleeps, uses the network or knows what day it is, but those of
//! `publish`, which start servers on loopback and wait for them.
//!
//! Accepted outputs are in `accepted/`; `YEARBOOK_ACCEPT=1 cargo test --release --test it` writes them anew, for the eye
//! to judge in the diff.

#![expect(clippy::disallowed_methods, reason = "the tests make their worlds on the disk")]

mod allowances;
mod archive;
mod audit;
mod bad_input;
mod chart_kinds;
mod cli;
mod data;
mod diff;
mod fix;
mod gallery;
mod gate;
mod golden;
mod html;
mod kill;
mod links;
mod live;
mod machines;
mod pages;
mod pdf;
mod print;
mod properties;
mod publish;
mod rebuild;
mod retold;
mod rules;
mod search;
mod serve;
mod shards;
mod shelf;
mod site;
mod sources;
mod verify;
mod world;
