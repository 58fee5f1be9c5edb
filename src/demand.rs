//! Whether an answer is still wanted. Who asked for what takes long may have a newer question meanwhile: then the rest of the work
//! is left out, and what comes of it is not whole. Decides nothing itself.

/// Asked again and again, from any thread, by work that takes long.
#[derive(Clone, Copy)]
pub struct Demand<'a>(&'a (dyn Fn() -> bool + Sync));

impl<'a> Demand<'a> {
    /// Wanted, whatever happens.
    pub const ALWAYS: Demand<'static> = Demand(&|| false);

    /// Wanted until `is_over` says otherwise; from then on it is to say so always.
    pub fn until(is_over: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self(is_over)
    }

    pub fn is_over(self) -> bool {
        (self.0)()
    }
}
