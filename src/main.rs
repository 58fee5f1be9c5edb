//! The program: hands the command line to `cli` and gives back its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    yearbook::cli::run()
}
