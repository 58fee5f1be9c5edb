//! The sums of a file that is being read: its bytes pass through, and are added up by both algorithms of a bag at once.

use sha2::{Digest, Sha256, Sha512};
use std::io::{self, Read};

/// The algorithms, as the names of manifests have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    Sha256,
    Sha512,
}

impl Algorithm {
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sha512];

    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }
}

/// In lower-case hexadecimal digits, by [`Algorithm::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums(pub [String; 2]);

impl Sums {
    pub fn of(bytes: &[u8]) -> Self {
        Self([hex(&Sha256::digest(bytes)), hex(&Sha512::digest(bytes))])
    }

    pub fn by(&self, algorithm: Algorithm) -> &str {
        let [sha256, sha512] = &self.0;
        match algorithm {
            Algorithm::Sha256 => sha256,
            Algorithm::Sha512 => sha512,
        }
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A reader that adds up what it hands on.
pub struct Summing<R> {
    inner: R,
    sha256: Sha256,
    sha512: Sha512,
    count: u64,
}

impl<R: Read> Summing<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, sha256: Sha256::new(), sha512: Sha512::new(), count: 0 }
    }

    /// The sums of what was read, and how many bytes that were.
    pub fn finish(self) -> (Sums, u64) {
        (Sums([hex(&self.sha256.finalize()), hex(&self.sha512.finalize())]), self.count)
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.sha256.update(&buffer[..read]);
        self.sha512.update(&buffer[..read]);
        self.count += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_added_up() {
        let mut summing = Summing::new(&b"abc"[..]);
        let mut text = String::new();
        summing.read_to_string(&mut text).unwrap();
        let (sums, count) = summing.finish();
        assert_eq!((text.as_str(), count), ("abc", 3));
        // FIPS 180-2, appendix B.1.
        assert_eq!(sums.by(Algorithm::Sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sums, Sums::of(b"abc"));
    }
}
