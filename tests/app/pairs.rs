//! Two programs that save one file at the same moment: one is saved, the other is told, in each of 300 pairs.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc,
    thread,
};

use juesuan::{
    at,
    document::{Document, Edit, Entry},
    session::Session,
    storage::{IfChanged, SaveError, backup_path, read_project, save_project},
};

const FOLDER: &str = "JUESUAN_PAIRS_FOLDER";
const YEAR: &str = "JUESUAN_PAIRS_YEAR";
const PAIRS: usize = 300;

fn file(folder: &Path, pair: usize) -> PathBuf {
    folder.join(format!("{pair}.juesuan"))
}

fn with_year(year: u32) -> Document {
    Document::default().apply(&Edit::Set { path: at!(unit.year), entry: Entry::Count(year) }).expect("applies")
}

/// One of the two programs: opens the file of a pair, changes it, says so, and saves when it is told to.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn child_that_saves_when_told_to() {
    let (Some(folder), Ok(year)) = (env::var_os(FOLDER), env::var(YEAR)) else { return };
    let (folder, year) = (PathBuf::from(folder), year.parse().expect("a year"));
    let mut told = std::io::stdin().lines();
    for pair in 0..PAIRS {
        let mut session = Session::new(None);
        session.open(&file(&folder, pair)).expect("opens");
        session.apply(&Edit::Set { path: at!(unit.year), entry: Entry::Count(year) }).expect("applies");
        eprintln!("pair ready");
        told.next().expect("told").expect("a line");
        match session.save(IfChanged::Refuse) {
            Ok(()) => eprintln!("pair saved"),
            Err(SaveError::ChangedOnDisk) => eprintln!("pair refused"),
            Err(error) => eprintln!("pair failed {error}"),
        }
    }
}

fn start(folder: &Path, year: u32) -> (Child, ChildStdin, mpsc::Receiver<String>) {
    let mut command = Command::new(env::current_exe().expect("this test"));
    command.args(["--ignored", "--exact", "--nocapture", "pairs::child_that_saves_when_told_to"]);
    command.env(FOLDER, folder).env(YEAR, year.to_string());
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("starts");
    let lines = BufReader::new(child.stderr.take().expect("piped")).lines();
    let (send, answers) = mpsc::channel();
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if let Some(answer) = line.strip_prefix("pair ") {
                let _ = send.send(answer.to_owned());
            }
        }
    });
    let stdin = child.stdin.take().expect("piped");
    (child, stdin, answers)
}

#[test]
fn of_two_simultaneous_saves_none_is_lost_silently() {
    let folder = tempfile::tempdir().expect("folder");
    for pair in 0..PAIRS {
        save_project(&file(folder.path(), pair), &with_year(1), None, IfChanged::Refuse).expect("saved");
    }
    let years = [2001, 2002];
    let mut programs = years.map(|year| start(folder.path(), year));
    for pair in 0..PAIRS {
        for (_, _, answers) in &programs {
            assert_eq!(answers.recv().as_deref(), Ok("ready"));
        }
        for (_, stdin, _) in &mut programs {
            writeln!(stdin, "now").expect("told");
        }
        let answers = programs.each_ref().map(|(_, _, answers)| answers.recv().expect("an answer"));
        let path = file(folder.path(), pair);
        let found = read_project(&path).expect("whole").document.unit.year;
        let saved: Vec<u32> =
            years.into_iter().zip(&answers).filter(|(_, answer)| *answer == "saved").map(|(year, _)| year).collect();
        assert_eq!(saved.len(), 1, "pair {pair}: {answers:?}");
        assert!(answers.iter().any(|answer| answer == "refused"), "pair {pair}: {answers:?}");
        assert_eq!(found, Some(saved[0]), "pair {pair}: what was acknowledged is in the file");
        assert_eq!(read_project(&backup_path(&path)).expect("whole").document.unit.year, Some(1));
    }
    for (mut child, stdin, _) in programs {
        drop(stdin);
        child.wait().expect("ends");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 2 * PAIRS, "nothing else is left");
}
