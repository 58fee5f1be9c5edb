//! `yearbook check`: everything up to the plan; writes nothing.

use super::{Common, End};
use crate::pipeline;
use std::io;

pub fn run(common: &Common) -> io::Result<End> {
    let proof = pipeline::proof(&common.request(true))?;
    common.show(proof.findings, &proof.texts)
}
