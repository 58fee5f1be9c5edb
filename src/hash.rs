//! The hash of a value: of all that its type hashes, wide enough that two values are never taken for one.

use std::hash::{Hash, Hasher};

/// The first sixteen bytes of BLAKE3.
pub type Digest = [u8; 16];

/// The hash of one value.
pub fn of<T: Hash + ?Sized>(value: &T) -> Digest {
    let mut wide = Wide::default();
    value.hash(&mut wide);
    wide.digest()
}

/// Takes in values one by one.
#[derive(Default)]
pub struct Wide(blake3::Hasher);

impl Wide {
    pub fn digest(&self) -> Digest {
        let mut digest = Digest::default();
        self.0.finalize_xof().fill(&mut digest);
        digest
    }
}

impl Hasher for Wide {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.digest();
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }
}
