//! The hash of a value. Comes in: anything with `Hash`. Goes out: 128 bits, so that two values are not taken for one by chance. For
//! values that a run made; what strangers may have written is hashed with BLAKE3, elsewhere.

use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::{Hash, Hasher};

/// 128 bits.
pub type Digest = [u8; 16];

/// The hash of one value.
pub fn of<T: Hash + ?Sized>(value: &T) -> Digest {
    let mut wide = Wide::default();
    value.hash(&mut wide);
    wide.digest()
}

/// Takes in values one by one.
#[derive(Default)]
pub struct Wide(SipHasher13);

impl Wide {
    pub fn digest(&self) -> Digest {
        self.0.finish128().as_bytes()
    }
}

impl Hasher for Wide {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}
