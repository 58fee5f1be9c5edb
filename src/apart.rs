//! Work on threads of its own, beside those of the pool. Comes in: items, and what is made of each. Goes out: what was made, in their
//! order. For what works on several threads itself, as Typst does: where a thread of the pool waits for the others it begins the next item
//! meanwhile, and within that one the next, so that all of a nation's documents would be begun, and held, before the first is done.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, thread};

/// The stack of a thread that sets documents, in bytes. Typst goes deep into long tables within lists: 2 MB, what a thread gets by
/// itself, do not always hold it.
pub const STACK: usize = 32 << 20;

/// Makes each item, as many at once as the pool has threads. The first error ends it: what is begun is done, nothing else is begun.
pub fn each<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> io::Result<R> + Sync) -> io::Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return Ok(made) };
            let one = make(item).inspect_err(|_| next.store(items.len(), Ordering::Relaxed))?;
            made.push((at, one));
        }
    };
    let threads = rayon::current_num_threads().min(items.len());
    let made: io::Result<Vec<Vec<(usize, R)>>> = thread::scope(|scope| {
        let begun = (0..threads).map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work));
        let begun = begun.collect::<io::Result<Vec<_>>>()?;
        begun.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let mut made: Vec<(usize, R)> = made?.into_iter().flatten().collect();
    made.sort_by_key(|(at, _)| *at);
    Ok(made.into_iter().map(|(_, one)| one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;

    #[test]
    fn all_is_made_in_order_and_no_item_within_another() {
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items: Vec<usize> = (0..200).collect();
        let made = each(&items, |item| {
            most.fetch_max(begun.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // As Typst does: the pool works on parts of the item.
            let sum: usize = (0..2000_usize).into_par_iter().map(|part| part % (item + 1)).sum();
            begun.fetch_sub(1, Ordering::SeqCst);
            Ok((*item, sum > 0))
        });
        let made: Vec<usize> = made.unwrap().into_iter().map(|(item, _)| item).collect();
        assert_eq!(made, items);
        assert!(most.into_inner() <= rayon::current_num_threads());
    }

    #[test]
    fn the_first_error_ends_it() {
        let items: Vec<usize> = (0..1000).collect();
        let tried = AtomicUsize::new(0);
        let made = each(&items, |_| {
            tried.fetch_add(1, Ordering::SeqCst);
            Err::<(), _>(io::Error::other("full"))
        });
        assert!(made.is_err() && tried.into_inner() <= rayon::current_num_threads());
        assert_eq!(each(&[] as &[usize], |item| Ok(*item)).unwrap(), Vec::<usize>::new());
    }
}
