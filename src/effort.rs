//! Counts rows read and places compared, for the test that keeps the work linear in the length of the lists
//! (`tests/linear`).
//!
//! A test cannot measure time, and counting allocations does not reveal a search through a list for each of its rows.
//! Such a search reads rows or compares addresses and texts, so these are counted, for each thread, in builds with
//! debug assertions. A release build counts nothing.

#[cfg(debug_assertions)]
use std::cell::Cell;

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// One row read, or two places or texts compared.
#[inline]
pub(crate) fn step() {
    #[cfg(debug_assertions)]
    STEPS.with(|steps| steps.set(steps.get().wrapping_add(1)));
}

/// How many steps this thread has made so far; always 0 in a release build.
pub fn steps() -> u64 {
    #[cfg(debug_assertions)]
    return STEPS.with(Cell::get);
    #[cfg(not(debug_assertions))]
    0
}
