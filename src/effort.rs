//! 做了多少步: rows read and places compared, counted for the test that binds the work to the length of the lists.
//!
//! Time can't be a test's measure, and allocations don't show a search through a list for each of its rows. What such a
//! search does is to read rows or to compare addresses and texts; these are counted here, for each thread, in builds
//! with debug assertions. A release build counts nothing.

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
