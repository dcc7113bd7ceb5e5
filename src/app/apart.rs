//! Work away from the window's thread: whatever may wait for a disk or a server runs on a thread of its own, and the
//! window goes on with the answer when it comes.
//!
//! Each kind of work has a lane. What is in one lane is done in order; a server that does not answer holds up its lane
//! and nothing else. A lane's thread ends with its work: nothing waits, nothing polls.

use std::{
    collections::{HashMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use egui::Context;

use super::{App, Window};

/// What is done in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    Save,
    /// Opening a file; one that was given up holds up no other.
    Open(u64),
    /// Reading files of others, and working out what they change; what was given up holds up no other.
    Import(u64),
    /// Auditing a report; one that was given up holds up no other.
    Audit(u64),
    /// Auditing a folder, likewise.
    Batch(u64),
    /// Looking at the file from time to time, and at its folder.
    Look,
    /// What says beside the file that it is open.
    Hint,
    /// Settings, and what was seen last.
    Settings,
    /// Keys and accepted signers.
    Person,
    Recovery,
    /// Report and findings of a long document.
    Conclusion,
    /// The system's typefaces.
    Faces,
    /// The folders of an export.
    Export,
    /// Whether one file of the list is still there.
    Recent(PathBuf),
}

/// Work for a lane.
pub type Job = Box<dyn FnOnce() + Send>;

/// The lanes of a program, each with a thread while it has work.
#[derive(Clone, Default)]
pub struct Lanes(Arc<Shared>);

#[derive(Default)]
struct Shared {
    waiting: Mutex<HashMap<Lane, VecDeque<Job>>>,
    /// A lane has come to its end.
    ended: Condvar,
}

impl Lanes {
    /// Puts work at the end of a lane.
    pub fn run(&self, lane: Lane, job: Job) {
        let mut waiting = self.waiting();
        if let Some(queue) = waiting.get_mut(&lane) {
            return queue.push_back(job);
        }
        waiting.insert(lane.clone(), VecDeque::from([job]));
        drop(waiting);
        let (lanes, own) = (self.clone(), lane.clone());
        let started = thread::Builder::new().name(format!("{lane:?}")).spawn(move || lanes.work_off(&own));
        if let Err(error) = started {
            log::error!("no thread for {lane:?}: {error}");
            // Late is better than never.
            self.work_off(&lane);
        }
    }

    fn work_off(&self, lane: &Lane) {
        loop {
            let job = {
                let mut waiting = self.waiting();
                match waiting.get_mut(lane).and_then(VecDeque::pop_front) {
                    Some(job) => job,
                    None => {
                        waiting.remove(lane);
                        self.0.ended.notify_all();
                        return;
                    }
                }
            };
            // What panics is written down by the hook; the rest of the lane is still to be done.
            let _ = catch_unwind(AssertUnwindSafe(job));
        }
    }

    /// Waits until everything is done, at most so long; false when something is left. For the end of the program, when
    /// there is no window any more.
    pub fn finish(&self, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        let mut waiting = self.waiting();
        while !waiting.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let lanes: Vec<_> = waiting.keys().collect();
                log::warn!("given up at the end: {lanes:?}");
                return false;
            }
            waiting = self.0.ended.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Lane, VecDeque<Job>>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the window does with an answer; false while there is none.
type Taker = Box<dyn FnMut(&mut App) -> bool>;

/// Answers that the window waits for.
#[derive(Default)]
pub(super) struct Answers(Vec<Taker>);

impl Window {
    /// Does `work` away from the window's thread, and then goes on with `then` in it; its answer is `None` when the
    /// work has panicked.
    pub fn apart<T: Send + 'static>(
        &mut self,
        lane: Lane,
        context: &Context,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut App, Option<T>) + 'static,
    ) {
        let (sender, answer) = mpsc::channel();
        let wake = context.clone();
        self.services.run_apart(
            lane,
            Box::new(move || {
                // Dropped at the end of the work, or when it panics: either wakes the window.
                let _wakes = Wakes(wake);
                // The receiver is gone when the window is: then nobody wants to know.
                let _ = sender.send(work());
                drop(sender);
            }),
        );
        let mut then = Some(then);
        self.answers.0.push(Box::new(move |app| {
            let answer = match answer.try_recv() {
                Ok(answer) => Some(answer),
                Err(mpsc::TryRecvError::Empty) => return false,
                Err(mpsc::TryRecvError::Disconnected) => None,
            };
            if let Some(then) = then.take() {
                then(app, answer);
            }
            true
        }));
    }

    /// Work of whose end nobody need be told.
    pub fn apart_silently(&self, lane: Lane, work: impl FnOnce() + Send + 'static) {
        self.services.run_apart(lane, Box::new(work));
    }
}

impl App {
    /// Goes on with the answers that have come.
    pub(super) fn take_answers(&mut self) {
        let mut takers = std::mem::take(&mut self.window.answers.0);
        let before = takers.len();
        takers.retain_mut(|taker| !taker(self));
        if takers.len() < before {
            self.context.request_repaint();
        }
        // What an answer has asked for comes behind.
        takers.append(&mut self.window.answers.0);
        self.window.answers.0 = takers;
    }
}

/// Has the window drawn when dropped.
struct Wakes(Context);

impl Drop for Wakes {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_keeps_its_order_and_holds_up_no_other() {
        let lanes = Lanes::default();
        let (sender, done) = mpsc::channel();
        let (release, gate) = mpsc::channel::<()>();
        lanes.run(Lane::Save, Box::new(move || _ = gate.recv()));
        for number in 0..3 {
            let sender = sender.clone();
            lanes.run(Lane::Save, Box::new(move || _ = sender.send(number)));
        }
        let other = sender.clone();
        lanes.run(Lane::Settings, Box::new(move || _ = other.send(9)));
        let next = || done.recv_timeout(Duration::from_secs(20)).expect("done");
        assert_eq!(next(), 9, "the other lane goes on");
        assert!(!lanes.finish(Duration::ZERO), "one is held up");
        release.send(()).expect("waiting");
        assert_eq!([next(), next(), next()], [0, 1, 2]);
        assert!(lanes.finish(Duration::from_secs(20)));
    }

    #[test]
    fn work_that_panics_ends_no_lane() {
        let lanes = Lanes::default();
        let (sender, done) = mpsc::channel();
        lanes.run(Lane::Look, Box::new(|| panic!("a fault")));
        lanes.run(Lane::Look, Box::new(move || _ = sender.send(())));
        done.recv_timeout(Duration::from_secs(20)).expect("done");
        assert!(lanes.finish(Duration::from_secs(20)));
    }
}
