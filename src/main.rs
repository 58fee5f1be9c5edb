//! The program: hands the command line to `cli` and gives back its exit status.

use std::process::ExitCode;

/// Layouts and pages are made of millions of small things: this allocator takes less time for them than the C library's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yearbook::cli::run()
}
