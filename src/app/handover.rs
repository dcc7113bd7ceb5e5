//! 第二次启动把文件交给已打开的窗口: one window a user and data folder.
//!
//! The running window listens on a local socket (a named pipe on Windows), on a thread that sleeps until somebody
//! comes. A second start hands its file over and ends. Nothing but a path goes over it, and only from the same user:
//! on Unix both ends look who the other one is, on Windows nobody else may write into the pipe.

use std::{
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    rc::Rc,
    sync::mpsc,
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
pub struct Door {
    arrivals: Rc<mpsc::Receiver<Option<PathBuf>>>,
    wake: mpsc::Sender<egui::Context>,
}

impl Door {
    /// The file of a later start, if one came; `Some(None)` is a start without a file.
    pub fn arrival(&self) -> Option<Option<PathBuf>> {
        self.arrivals.try_recv().ok()
    }

    /// Whom to wake when somebody comes.
    pub fn wakes(&self, context: &egui::Context) {
        // The listener has ended if this fails: then nobody comes.
        let _ = self.wake.send(context.clone());
    }
}

/// Hands `file` to the window that is open for this data folder, or begins to listen for later starts.
pub fn hand_over(data: &DataFolder, file: Option<&Path>) -> Handover {
    match give(data, file) {
        Ok(()) => return Handover::Taken,
        Err(error) => log::debug!("no window takes the file: {error}"),
    }
    match listen(data) {
        Ok(door) => Handover::First(door),
        Err(error) => {
            log::warn!("later starts will open windows of their own: {error}");
            Handover::Alone
        }
    }
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
    let (arrive, arrivals) = mpsc::channel();
    let (wake, wakes) = mpsc::channel();
    let data = data.clone();
    let receive = move || receive(&listener, &data, &arrive, &wakes);
    thread::Builder::new().name("handover".to_owned()).spawn(receive)?;
    Ok(Door { arrivals: Rc::new(arrivals), wake })
}

/// Runs until the window is gone.
fn receive(
    listener: &Listener,
    data: &DataFolder,
    arrive: &mpsc::Sender<Option<PathBuf>>,
    wakes: &mpsc::Receiver<egui::Context>,
) {
    let mut context = None;
    for mut stream in listener.incoming().flatten() {
        if !is_same_user(&stream, data) {
            continue;
        }
        let Ok(path) = read_path(&mut stream) else { continue };
        // Without an answer the other start opens a window of its own.
        if arrive.send(path).is_err() {
            return;
        }
        let _ = stream.write_all(TAKEN).and_then(|()| stream.flush());
        context = wakes.try_iter().last().or(context);
        if let Some(context) = &context {
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

    fn arrival(door: &Door) -> Option<PathBuf> {
        door.arrivals.recv_timeout(Duration::from_secs(10)).expect("arrived")
    }

    #[test]
    fn a_second_start_hands_its_file_over() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let Handover::First(door) = hand_over(&data, None) else { panic!("nobody else is there") };
        assert!(matches!(hand_over(&data, Some(Path::new("决算 一.juesuan"))), Handover::Taken));
        assert_eq!(arrival(&door), Some(std::path::absolute("决算 一.juesuan").expect("path")));
        assert!(matches!(hand_over(&data, None), Handover::Taken));
        assert_eq!(arrival(&door), None);
    }

    #[test]
    fn a_start_whose_window_is_gone_is_not_lost() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        drop(hand_over(&data, None));
        assert!(!matches!(hand_over(&data, Some(Path::new("甲"))), Handover::Taken));
    }

    #[test]
    fn another_data_folder_has_a_window_of_its_own() {
        let (one, other) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
        let first = hand_over(&DataFolder::at(one.path()), None);
        let second = hand_over(&DataFolder::at(other.path()), None);
        assert!(matches!((first, second), (Handover::First(_), Handover::First(_))));
    }
}
