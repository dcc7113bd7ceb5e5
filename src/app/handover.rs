//! A later start hands its file to a window that is open: to the one that has it, otherwise to the one used last.
//!
//! Each window is a process of its own, so that one that fails takes no other with it; its recovery slot and its hint
//! beside the file are its own for the same reason. It listens at its own door, a local socket (a named pipe on
//! Windows), on a thread that sleeps until somebody comes. Another start asks at all doors who has its file and who was
//! used last, hands the file over and ends; so does a window that is to open what another has. Nothing but a path goes
//! over it, and only from the same user: on Unix both ends look who the other one is, on Windows nobody else may write
//! into the pipe.
//!
//! What is acknowledged is opened: the window closes its door before it closes itself, and it closes neither while
//! somebody stands in it. A start that finds the door closed becomes the window itself.

use std::{
    cmp::Reverse,
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use interprocess::local_socket::{
    ConnectOptions, GenericNamespaced, Listener, ListenerOptions, Name, Stream, ToNsName, traits::ListenerExt as _,
    traits::Stream as _,
};

use crate::storage::{DataFolder, is_same_place};

/// No path is longer, even with the long paths of Windows.
const MAX_PATH_BYTES: u64 = 128 * 1024;
/// What the running window answers when it took the file.
const TAKEN: &[u8] = b"taken\n";
/// How a line begins that asks for the standing of a window; no full path begins like this.
const ASKS: char = '?';
/// No more windows than this have a door.
const MOST_WINDOWS: usize = 8;
/// A program that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(3);
/// A door that is being closed lets go of its name soon: how often a start looks again, and how long it waits between.
const ATTEMPTS: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// What became of an attempt to be the only window.
pub enum Handover {
    /// This is the first: files of later starts arrive here.
    First(Door),
    /// A running window took the file.
    Taken,
    /// Neither could be found out; the program works without.
    Alone,
}

/// Where the files of later starts arrive. A renderer that fails leaves a clone of it to the next one.
#[derive(Clone)]
pub struct Door(Arc<Owned>);

/// Closes the door when the last clone of it is gone.
struct Owned {
    room: Arc<Room>,
    data: DataFolder,
    number: usize,
}

/// What the window and the thread at its door share.
#[derive(Default)]
struct Room(Mutex<State>);

#[derive(Default)]
struct State {
    is_closed: bool,
    /// The file that is open here, or is being opened.
    file: Option<PathBuf>,
    /// When the window had the keyboard last, in milliseconds since 1970.
    used: u64,
    arrivals: VecDeque<Option<PathBuf>>,
    wakes: Option<egui::Context>,
}

impl Room {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Door {
    /// The file of a later start, if one came; `Some(None)` is a start without a file.
    pub fn arrival(&self) -> Option<Option<PathBuf>> {
        self.0.room.state().arrivals.pop_front()
    }

    /// Which file is open here, and whether the window has the keyboard.
    pub fn tell(&self, file: Option<&Path>, is_used: bool) {
        let mut state = self.0.room.state();
        if state.file.as_deref() != file {
            state.file = file.map(Path::to_owned);
        }
        if is_used {
            state.used = now();
        }
    }

    /// Hands `file` to the other window that has it open; false where none has.
    pub fn give_to_holder(&self, file: &Path) -> bool {
        let doors = standings(&self.0.data, Some(file), Some(self.0.number));
        doors
            .iter()
            .filter(|standing| standing.holds)
            .any(|standing| give(&self.0.data, standing.number, Some(file)).is_ok())
    }

    /// Whom to wake when somebody comes.
    pub fn wakes(&self, context: &egui::Context) {
        self.0.room.state().wakes = Some(context.clone());
    }

    /// Takes nobody's file any more; false, and it stays open, when somebody has come whose file is not opened yet.
    pub fn close(&self) -> bool {
        let mut state = self.0.room.state();
        if !state.arrivals.is_empty() {
            return false;
        }
        if !std::mem::replace(&mut state.is_closed, true) {
            drop(state);
            self.0.let_go_of_name();
        }
        true
    }

    /// Closes it whoever stands there, and answers with them: the program ends without being asked.
    pub fn shut(&self) -> Vec<Option<PathBuf>> {
        let mut arrivals = Vec::new();
        while !self.close() {
            arrivals.extend(self.arrival());
        }
        arrivals
    }
}

impl Owned {
    /// The thread at the door sleeps until somebody comes: this is somebody.
    fn let_go_of_name(&self) {
        let name = name_of(&self.data, self.number);
        let woken = socket(&name).and_then(|name| ConnectOptions::new().name(name).connect_sync());
        if let Err(error) = woken {
            log::debug!("nobody is at the door: {error}");
        }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        if !std::mem::replace(&mut self.room.state().is_closed, true) {
            self.let_go_of_name();
        }
    }
}

/// What a window says of itself.
struct Standing {
    number: usize,
    /// It has the file that was asked for.
    holds: bool,
    used: u64,
}

/// Hands `file` to a window that is open for this data folder, or begins to listen for later starts.
pub fn hand_over(data: &DataFolder, file: Option<&Path>) -> Handover {
    for _ in 0..ATTEMPTS {
        let mut standings = standings(data, file, None);
        standings.sort_by_key(|standing| Reverse((standing.holds, standing.used)));
        if standings.iter().any(|standing| give(data, standing.number, file).is_ok()) {
            return Handover::Taken;
        }
        match listen(data, 0) {
            Ok(door) => return Handover::First(door),
            // Another start was faster, or a window is closing: either is over soon.
            Err(error) if is_taken(&error) => thread::sleep(PAUSE),
            Err(error) => {
                log::warn!("later starts will open windows of their own: {error}");
                return Handover::Alone;
            }
        }
    }
    log::warn!("later starts will open windows of their own: whoever has the door does not answer");
    Handover::Alone
}

/// The door of one more window (打开另一个窗口).
pub fn another_door(data: &DataFolder) -> Handover {
    for number in 0..MOST_WINDOWS {
        match listen(data, number) {
            Ok(door) => return Handover::First(door),
            Err(error) if is_taken(&error) => {}
            Err(error) => log::warn!("this window has no door: {error}"),
        }
    }
    Handover::Alone
}

/// What the windows say that are open, but for one.
fn standings(data: &DataFolder, file: Option<&Path>, but: Option<usize>) -> Vec<Standing> {
    let others = (0..MOST_WINDOWS).filter(|number| Some(*number) != but);
    others.filter_map(|number| ask(data, number, file).ok()).collect()
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The name of a door.
fn name_of(data: &DataFolder, number: usize) -> String {
    match number {
        0 => data.handover_name(),
        number => format!("{}-{number}", data.handover_name()),
    }
}

/// Whether somebody has the name; a pipe of Windows says so in its own way.
fn is_taken(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{AddrInUse, PermissionDenied};
    error.kind() == AddrInUse || (cfg!(windows) && error.kind() == PermissionDenied)
}

fn socket(name: &str) -> std::io::Result<Name<'_>> {
    name.to_ns_name::<GenericNamespaced>()
}

/// Whether the program at the other end is of the user to whom the data folder belongs.
#[cfg(unix)]
fn is_same_user(stream: &Stream, data: &DataFolder) -> bool {
    use interprocess::local_socket::traits::StreamCommon as _;
    let other = stream.peer_creds().ok().and_then(|creds| creds.euid());
    other.is_some() && other == data.owner()
}

/// Nobody else may write into a pipe that was made with the usual rights.
#[cfg(not(unix))]
fn is_same_user(_: &Stream, _: &DataFolder) -> bool {
    true
}

/// A connection to a door, with a line said: a path, or a question about one.
fn say(data: &DataFolder, number: usize, file: Option<&Path>, before: &str) -> std::io::Result<Stream> {
    // A path is sent in full, because the other program stands in another folder.
    let path = file.map(std::path::absolute).transpose()?.unwrap_or_default();
    let path = path.to_str().ok_or(std::io::ErrorKind::InvalidInput)?;
    let mut stream = ConnectOptions::new().name(socket(&name_of(data, number))?).connect_sync()?;
    if !is_same_user(&stream, data) {
        return Err(std::io::ErrorKind::PermissionDenied.into());
    }
    stream.set_recv_timeout(Some(PATIENCE)).or_else(unsupported)?;
    stream.write_all(format!("{before}{path}\n").as_bytes())?;
    stream.flush()?;
    Ok(stream)
}

fn give(data: &DataFolder, number: usize, file: Option<&Path>) -> std::io::Result<()> {
    let mut answer = vec![0; TAKEN.len()];
    say(data, number, file, "")?.read_exact(&mut answer)?;
    if answer == TAKEN { Ok(()) } else { Err(std::io::ErrorKind::InvalidData.into()) }
}

fn ask(data: &DataFolder, number: usize, file: Option<&Path>) -> std::io::Result<Standing> {
    let stream = say(data, number, file, &ASKS.to_string())?;
    let mut answer = String::new();
    BufReader::new(stream.take(MAX_PATH_BYTES)).read_line(&mut answer)?;
    let (holds, used) = answer.trim_end().split_once(' ').ok_or(std::io::ErrorKind::InvalidData)?;
    let used = used.parse().map_err(|_| std::io::ErrorKind::InvalidData)?;
    Ok(Standing { number, holds: holds == HOLDS, used })
}

/// What a window answers that has the file, and one that has not.
const HOLDS: &str = "holds";
const OTHER: &str = "other";

/// Named pipes know no time limit here; they break off when the other program ends.
fn unsupported(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::Unsupported { Ok(()) } else { Err(error) }
}

fn listen(data: &DataFolder, number: usize) -> std::io::Result<Door> {
    let listener = ListenerOptions::new().name(socket(&name_of(data, number))?).create_sync()?;
    let room = Arc::new(Room::default());
    let door = Door(Arc::new(Owned { room: room.clone(), data: data.clone(), number }));
    let data = data.clone();
    thread::Builder::new().name("handover".to_owned()).spawn(move || receive(&listener, &data, &room))?;
    Ok(door)
}

/// Runs until the door is closed.
fn receive(listener: &Listener, data: &DataFolder, room: &Room) {
    for stream in listener.incoming() {
        if room.state().is_closed {
            return;
        }
        let Ok(mut stream) = stream else { continue };
        if !is_same_user(&stream, data) {
            continue;
        }
        let Ok(line) = read_line(&mut stream) else { continue };
        if let Some(file) = line.strip_prefix(ASKS) {
            let answer = standing(room, file);
            let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.flush());
            continue;
        }
        let path = (!line.is_empty()).then(|| PathBuf::from(line));
        let mut state = room.state();
        // Without an answer the other start opens a window of its own.
        if state.is_closed {
            return;
        }
        state.arrivals.push_back(path);
        let wakes = state.wakes.clone();
        drop(state);
        let _ = stream.write_all(TAKEN).and_then(|()| stream.flush());
        if let Some(context) = wakes {
            context.request_repaint();
        }
    }
}

/// Whether the file is open here, and when the window was used last.
fn standing(room: &Room, asked: &str) -> String {
    let (open, used) = {
        let state = room.state();
        (state.file.clone(), state.used)
    };
    let asked = Path::new(asked);
    // The disk may be a server that is slow to answer: nobody waits for it who holds the lock.
    let holds = open.is_some_and(|open| open == asked || is_same_place(&open, asked));
    format!("{} {used}\n", if holds { HOLDS } else { OTHER })
}

fn read_line(stream: &mut Stream) -> std::io::Result<String> {
    stream.set_recv_timeout(Some(PATIENCE)).or_else(unsupported)?;
    let mut line = String::new();
    BufReader::new(stream.take(MAX_PATH_BYTES)).read_line(&mut line)?;
    Ok(line.strip_suffix('\n').ok_or(std::io::ErrorKind::InvalidData)?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_start_hands_its_file_over() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let Handover::First(door) = hand_over(&data, None) else { panic!("nobody else is there") };
        assert_eq!(door.arrival(), None);
        assert!(matches!(hand_over(&data, Some(Path::new("决算 一.juesuan"))), Handover::Taken));
        assert!(matches!(hand_over(&data, None), Handover::Taken));
        assert_eq!(door.arrival(), Some(Some(std::path::absolute("决算 一.juesuan").expect("path"))));
        assert_eq!(door.arrival(), Some(None));
        assert_eq!(door.arrival(), None);
    }

    #[test]
    fn a_start_whose_window_is_gone_is_the_window() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        for _ in 0..5 {
            let Handover::First(door) = hand_over(&data, Some(Path::new("甲"))) else { panic!("nobody is there") };
            let other = door.clone();
            drop(door);
            assert!(matches!(hand_over(&data, Some(Path::new("乙"))), Handover::Taken), "one clone is still there");
            drop(other);
        }
    }

    #[test]
    fn a_door_in_which_somebody_stands_stays_open_and_a_closed_one_takes_nobody() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let Handover::First(door) = hand_over(&data, None) else { panic!("nobody else is there") };
        assert!(matches!(hand_over(&data, Some(Path::new("甲"))), Handover::Taken));
        assert!(!door.close(), "what was acknowledged is not opened yet");
        assert!(door.arrival().is_some());
        assert!(door.close() && door.close());
        let Handover::First(next) = hand_over(&data, Some(Path::new("乙"))) else { panic!("the door is closed") };
        assert_eq!((door.arrival(), next.arrival()), (None, None), "it was given to nobody");
    }

    /// Starts at all moments of a closing: each file is taken by a window that then opens it, or by none.
    #[test]
    fn no_file_is_lost_between_a_start_and_a_closing() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        for round in 0..60_u32 {
            let Handover::First(door) = hand_over(&data, None) else { panic!("nobody else is there") };
            let starter = {
                let data = data.clone();
                thread::spawn(move || {
                    let name = round.to_string();
                    let handover = hand_over(&data, Some(Path::new(&name)));
                    (matches!(handover, Handover::Taken), matches!(handover, Handover::First(_)))
                })
            };
            for _ in 0..round * 50 {
                std::hint::spin_loop();
            }
            let mut opened = 0;
            while !door.close() {
                opened += usize::from(door.arrival().is_some());
            }
            let (is_taken, is_window) = starter.join().expect("no panic");
            assert_eq!((is_taken, is_window), (opened == 1, opened == 0), "round {round}");
        }
    }

    #[test]
    fn another_data_folder_has_a_window_of_its_own() {
        let (one, other) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
        let first = hand_over(&DataFolder::at(one.path()), None);
        let second = hand_over(&DataFolder::at(other.path()), None);
        assert!(matches!((first, second), (Handover::First(_), Handover::First(_))));
    }

    fn other(data: &DataFolder) -> Door {
        let Handover::First(door) = another_door(data) else { panic!("there is room for one more") };
        door
    }

    #[test]
    fn a_file_comes_to_the_window_that_has_it_and_otherwise_to_the_one_used_last() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let [one, another, new] = ["一.juesuan", "二.juesuan", "三.juesuan"].map(|name| folder.path().join(name));
        let (first, second) = (other(&data), other(&data));
        first.tell(Some(&one), true);
        thread::sleep(Duration::from_millis(5));
        second.tell(Some(&another), true);
        for (file, door) in [(&one, &first), (&another, &second), (&new, &second)] {
            assert!(matches!(hand_over(&data, Some(file)), Handover::Taken));
            assert_eq!(door.arrival(), Some(Some(file.clone())));
        }
        thread::sleep(Duration::from_millis(5));
        first.tell(Some(&one), true);
        assert!(matches!(hand_over(&data, Some(&new)), Handover::Taken));
        assert_eq!((first.arrival(), second.arrival()), (Some(Some(new)), None));
    }

    #[test]
    fn a_window_that_is_to_open_what_another_has_hands_it_over() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let file = folder.path().join("一.juesuan");
        let (first, second) = (other(&data), other(&data));
        second.tell(Some(&file), true);
        assert!(!second.give_to_holder(&file), "it has it itself");
        first.tell(Some(&file), false);
        assert!(second.give_to_holder(&file));
        assert_eq!(first.arrival(), Some(Some(file)));
    }

    #[test]
    fn the_windows_that_stay_take_what_comes_when_the_first_is_gone() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let (first, second) = (other(&data), other(&data));
        drop(first);
        assert!(matches!(hand_over(&data, Some(Path::new("甲"))), Handover::Taken));
        assert!(second.arrival().is_some());
        let again = other(&data);
        assert_eq!((again.arrival(), second.arrival()), (None, None));
    }
}
