//! A second start hands its file to the window that is open: one window for a user and data folder.
//!
//! The running window listens on a local socket (a named pipe on Windows), on a thread that sleeps until somebody
//! comes. A second start hands its file over and ends. Nothing but a path goes over it, and only from the same user:
//! on Unix both ends look who the other one is, on Windows nobody else may write into the pipe.
//!
//! What is acknowledged is opened: the window closes its door before it closes itself, and it closes neither while
//! somebody stands in it. A start that finds the door closed becomes the window itself.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use interprocess::local_socket::{
    ConnectOptions, GenericNamespaced, Listener, ListenerOptions, Name, Stream, ToNsName, traits::ListenerExt as _,
    traits::Stream as _,
};

use crate::storage::DataFolder;

/// No path is longer, even with the long paths of Windows.
const MAX_PATH_BYTES: u64 = 128 * 1024;
/// What the running window answers when it took the file.
const TAKEN: &[u8] = b"taken\n";
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
}

/// What the window and the thread at its door share.
#[derive(Default)]
struct Room(Mutex<State>);

#[derive(Default)]
struct State {
    is_closed: bool,
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
        let name = self.data.handover_name();
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

/// Hands `file` to the window that is open for this data folder, or begins to listen for later starts.
pub fn hand_over(data: &DataFolder, file: Option<&Path>) -> Handover {
    for _ in 0..ATTEMPTS {
        match give(data, file) {
            Ok(()) => return Handover::Taken,
            Err(error) => log::debug!("no window takes the file: {error}"),
        }
        match listen(data) {
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

fn give(data: &DataFolder, file: Option<&Path>) -> std::io::Result<()> {
    // A path is sent in full, because the other program stands in another folder.
    let path = file.map(std::path::absolute).transpose()?.unwrap_or_default();
    let path = path.to_str().ok_or(std::io::ErrorKind::InvalidInput)?;
    let mut stream = ConnectOptions::new().name(socket(&data.handover_name())?).connect_sync()?;
    if !is_same_user(&stream, data) {
        return Err(std::io::ErrorKind::PermissionDenied.into());
    }
    stream.set_recv_timeout(Some(PATIENCE)).or_else(unsupported)?;
    stream.write_all(path.as_bytes())?;
    stream.write_all(b"\n")?;
    stream.flush()?;
    let mut answer = vec![0; TAKEN.len()];
    stream.read_exact(&mut answer)?;
    if answer == TAKEN { Ok(()) } else { Err(std::io::ErrorKind::InvalidData.into()) }
}

/// Named pipes know no time limit here; they break off when the other program ends.
fn unsupported(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::Unsupported { Ok(()) } else { Err(error) }
}

fn listen(data: &DataFolder) -> std::io::Result<Door> {
    let listener = ListenerOptions::new().name(socket(&data.handover_name())?).create_sync()?;
    let room = Arc::new(Room::default());
    let door = Door(Arc::new(Owned { room: room.clone(), data: data.clone() }));
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
        let Ok(path) = read_path(&mut stream) else { continue };
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

fn read_path(stream: &mut Stream) -> std::io::Result<Option<PathBuf>> {
    stream.set_recv_timeout(Some(PATIENCE)).or_else(unsupported)?;
    let mut line = String::new();
    BufReader::new(stream.take(MAX_PATH_BYTES)).read_line(&mut line)?;
    let path = line.strip_suffix('\n').ok_or(std::io::ErrorKind::InvalidData)?;
    Ok((!path.is_empty()).then(|| PathBuf::from(path)))
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
}
