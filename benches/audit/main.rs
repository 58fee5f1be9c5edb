//! How much the audit sees and how quiet it is: false alarms and verified relations on the clean corpus, recall on thousands of
//! seeded mutations and faults of form, and speed. `cargo bench --bench audit`; `-- --missed [CLASS]` lists what was missed,
//! `-- --alarms` the false alarms, `-- --speed` times alone; a folder as last argument is another corpus. Nothing passes or fails.

mod clean;
mod corpus;
mod days;
mod docs;
mod faults;
mod forms;
mod members;
mod mutate;
mod recall;
mod relations;
mod scan;
mod seed;
mod self_check;
mod speed;
mod table;
mod trials;
mod word_faults;

use std::path::PathBuf;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub fn main() {
    self_check::run();
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let folder = arguments.iter().find(|a| PathBuf::from(a).is_dir()).map(PathBuf::from);
    let own = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/audit/corpus"));
    // A panic of the audit is counted like a code; its backtrace would drown the tables.
    std::panic::set_hook(Box::new(|_| ()));
    let is_own = folder.is_none();
    let samples = corpus::of(&folder.unwrap_or(own));
    let word = |at: usize| arguments.get(at).map(String::as_str);
    match word(0) {
        Some("--alarms") => print!("{}", clean::alarms(&samples)),
        Some("--missed") => {
            let class = word(1).filter(|class| !PathBuf::from(class).is_dir());
            print!("{}{}", recall::missed(&samples, class), forms::missed(&samples, class.unwrap_or("")));
        }
        Some("--speed") => print!("{}", speed::tables(&samples)),
        _ => {
            let results = [clean::tables(&samples), recall::tables(&samples), forms::tables(&samples)].concat();
            print!("{results}");
            // Another corpus than the house's own is somebody's trial and is not kept.
            if is_own {
                let speed = speed::tables(&samples);
                print!("{speed}");
                docs::keep("audit", &(results + &speed));
            }
        }
    }
}
