//! The year as it is kept: a BagIt bag of the site, of all that it was made from and of what there is to know about it. Comes in: a proof
//! and the output folder that a build made of it. Goes out: a folder, a .zip or a .tar that a program or a person can check years later.

mod bag;
mod sums;
mod unpack;

pub use bag::{Bag, Fault, NoBag, What};
pub use unpack::NoContainer;
