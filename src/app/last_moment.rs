//! The end without a question: the system asks the program to end, or the display goes away under it.

use super::Rescue;

/// Keeps the work when this thread ends, also when a library ends the whole program from within: the one that speaks
/// with an X server does when that is gone.
struct KeptAtExit(Rescue);

impl Drop for KeptAtExit {
    fn drop(&mut self) {
        self.0.keep_now();
    }
}

std::thread_local! {
    static KEPT: std::cell::RefCell<Option<KeptAtExit>> = const { std::cell::RefCell::new(None) };
}

/// For the main thread: from now on no work is lost that is known to `rescue`, whoever ends the program.
pub fn keep_at_the_last_moment(rescue: &Rescue) {
    KEPT.with(|kept| *kept.borrow_mut() = Some(KeptAtExit(rescue.clone())));
    on_signal(rescue.clone());
}

/// At logout and shutdown the system asks by signal.
#[cfg(unix)]
fn on_signal(rescue: Rescue) {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    let mut signals = match Signals::new([SIGTERM, SIGINT, SIGHUP]) {
        Ok(signals) => signals,
        Err(error) => return log::warn!("signals end the program at once: {error}"),
    };
    let wait = move || {
        for signal in signals.forever() {
            rescue.keep_now();
            if let Err(error) = emulate_default_handler(signal) {
                log::error!("signal {signal}: {error}");
            }
        }
    };
    if let Err(error) = std::thread::Builder::new().name("signals".to_owned()).spawn(wait) {
        log::warn!("signals are not heard: {error}");
    }
}

/// Windows ends a session without a word to a window that does not ask for it; the copy is at most a second old by then.
#[cfg(not(unix))]
fn on_signal(_rescue: Rescue) {}
