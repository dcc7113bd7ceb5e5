//! Kills a program in the midst of saving, some hundred times, through the very path that the window uses; and, as a
//! control, one that writes the file in place, which must be caught leaving torn files.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use juesuan::{
    at,
    document::{Document, Edit, Entry},
    session::Session,
    storage::{IfChanged, backup_path, read_project, write_project},
};

use crate::documents::with_lines;

const TARGET: &str = "JUESUAN_KILL_TARGET";
const IN_PLACE: &str = "JUESUAN_KILL_IN_PLACE";
const KILLS: usize = 240;
const CONTROL_KILLS: usize = 40;

/// Large enough that writing it takes a while.
fn document() -> Document {
    with_lines(200)
}

fn revision_of(document: &Document) -> u32 {
    document.unit.year.unwrap_or(0)
}

fn next(revision: u32) -> Edit {
    Edit::Set { path: at!(unit.year), entry: Entry::Count(revision) }
}

/// The program that is killed: saves one revision after the other, and names each on standard error once it is saved.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn child_that_saves_until_killed() {
    let Some(path) = env::var_os(TARGET) else { return };
    let path = Path::new(&path);
    if env::var_os(IN_PLACE).is_some() {
        save_in_place(path);
    }
    let mut session = Session::new(None);
    session.open(path).expect("the parent has checked it");
    loop {
        let revision = revision_of(session.document()) + 1;
        session.apply(&next(revision)).expect("applies");
        session.save(IfChanged::Refuse).expect("saves");
        eprintln!("saved {revision}");
    }
}

fn save_in_place(path: &Path) -> ! {
    let mut document = document();
    loop {
        let revision = revision_of(&document) + 1;
        document = document.apply(&next(revision)).expect("applies");
        fs::write(path, write_project(&document).expect("bytes")).expect("written");
        eprintln!("saved {revision}");
    }
}

/// Lets the child save for a random while, kills it, and returns the last revision that it named.
fn run_and_kill(path: &Path, in_place: bool, delay: Duration) -> u32 {
    let mut command = Command::new(env::current_exe().expect("this test"));
    command.args(["--ignored", "--exact", "--nocapture", "kill::child_that_saves_until_killed"]);
    command.env(TARGET, path).stdout(Stdio::null()).stderr(Stdio::piped());
    if in_place {
        command.env(IN_PLACE, "1");
    }
    let mut child = command.spawn().expect("starts");
    let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
    let revision =
        |line: Option<std::io::Result<String>>| -> Option<u32> { line?.ok()?.strip_prefix("saved ")?.parse().ok() };
    let mut last = revision(lines.next()).expect("the child saves");
    thread::sleep(delay);
    child.kill().expect("killed");
    child.wait().expect("gone");
    while let Some(later) = revision(lines.next()) {
        last = later;
    }
    last
}

/// Moments spread over several saves, the same in each run.
fn moments(count: usize, seed: u64) -> impl Iterator<Item = Duration> {
    let mut state = seed;
    (0..count).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Duration::from_micros(state % 40_000)
    })
}

#[test]
fn a_killed_save_never_tears_or_loses_the_file() {
    let workers: Vec<_> = [88_172_645_463_325_252, 2_463_534_242_521_288_629]
        .map(|seed| {
            thread::spawn(move || {
                let folder = tempfile::tempdir().expect("folder");
                let path = folder.path().join("a.juesuan");
                let mut session = Session::new(None);
                session.apply(&Edit::insert_rows(at!(expenditure.lines), 0, 200)).expect("applies");
                session.save_as(&path).expect("saves");
                for delay in moments(KILLS / 2, seed) {
                    let acknowledged = run_and_kill(&path, false, delay);
                    let found = revision_of(&read_project(&path).expect("a whole file").document);
                    assert!(found == acknowledged || found == acknowledged + 1, "{found} after {acknowledged}");
                    let backup = read_project(&backup_path(&path)).expect("a whole backup");
                    let kept = revision_of(&backup.document);
                    assert!(kept == found || kept + 1 == found, "backup {kept} of {found}");
                }
            })
        })
        .into_iter()
        .collect();
    for worker in workers {
        worker.join().expect("no save was torn or lost");
    }
}

/// Without this the test above might kill at harmless moments only.
#[test]
fn the_control_that_writes_in_place_is_caught() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.juesuan");
    let torn = moments(CONTROL_KILLS, 1_181_783_497_276_652_981)
        .filter(|delay| {
            run_and_kill(&path, true, *delay);
            read_project(&path).is_err()
        })
        .count();
    assert!(torn > 0, "none of {CONTROL_KILLS} kills hit a write");
}
