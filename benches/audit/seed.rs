//! Chance that is the same in every run: splitmix64, seeded by what the draw is for. Draws nothing from the clock or the machine.

/// A stream of draws.
pub struct Seed(u64);

impl Seed {
    /// The stream that belongs to a file, a place in it and a purpose.
    pub fn of(file: &str, place: usize, purpose: &str) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in file.bytes().chain(place.to_le_bytes()).chain(purpose.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(hash)
    }

    /// Steele, Lea and Flood 2014, as in Java's `SplittableRandom`.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not zero.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// At most `most` of the items, in the order in which they came.
    pub fn some<T>(&mut self, mut items: Vec<T>, most: usize) -> Vec<T> {
        while items.len() > most {
            items.remove(self.below(items.len()));
        }
        items
    }
}
