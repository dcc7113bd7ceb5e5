//! The only module that touches the disk: project files, their safe writing, recovery copies and settings.
//!
//! Reading a project file refuses rather than guesses; writing one replaces the old file whole or not at all.
//!
//! # What lies beside a user's file
//!
//! Any name beside the user's file may belong to somebody else, or be a link, and may change at any moment. So a link
//! is followed only for the name that the user chose, and a file is replaced or removed only if its content shows that
//! it is ours: the hint `~$name` is renewed through the handle by which it was read; the backup goes to `name.2.bak`
//! where `name.bak` is a folder or foreign; temporary files and turns to save are swept only by their exact names, by
//! the clock of the folder's own disk. A save compares and replaces in one turn (`save_lock`); where a drive has no
//! locks, creating the turn's file is the lock, and the file is checked once more afterwards. Former saves in the data
//! folder are ordered by number, never by a clock. Text from a file is shown only through `shown`.

mod backup;
mod by_name;
mod cleared;
mod data_folder;
mod disk;
mod emptied;
mod encoding;
mod fault_report;
mod fingerprint;
mod folder;
mod foreign;
mod generations;
mod guide;
mod kept_copies;
mod log_file;
mod look;
mod migrations;
mod open_error;
mod open_hint;
mod output_error;
mod outputs;
mod patience;
mod person;
mod project;
mod recovery;
mod safe_write;
mod save_error;
mod save_lock;
mod seen;
mod settings;
mod start_marker;
mod stray;
mod syntax;
mod system_faces;

pub use backup::{backup_path, original_of_backup};
pub use cleared::{keep_cleared, load_cleared};
pub use data_folder::{DATA_FOLDER_VARIABLE, DataFolder};
pub use disk::{Drawing, Found, HeldFolder, apart, draw, exists, found_at, hold, is_file};
pub use emptied::{emptied_folder, emptied_folder_here};
pub use fault_report::FaultReport;
pub use fingerprint::{DiskState, Fingerprint};
pub use folder::{FolderEntry, files_below, list_folder, make_folder};
pub use foreign::{ForeignError, read_foreign};
pub use generations::{Generation, keep_generation, list_generations};
pub use guide::unpack_guide;
pub use kept_copies::{KeptCopy, backup_at, kept_copies};
pub use log_file::{log_file, open_log};
pub use look::{accounts_key, keep_look, load_look};
pub use open_error::{OpenError, TextPosition};
pub use open_hint::{OpenHint, Opener, RENEW_EVERY_SECS, other_opener};
pub use output_error::{LeftBehind, OutputError, OutputFault};
pub use outputs::{check_output, is_same_place, write_outputs};
pub use person::{
    load_key, load_or_make_key, load_signers, read_accepted, read_signers, replace_key, save_signers, user_name,
};
pub use project::{IfChanged, LoadedProject, MAX_FILE_BYTES, parse_project, read_project, save_project, write_project};
pub use recovery::{Draft, FoundRecoveries, Pending, Recovery, RecoverySlot, find_recoveries};
pub use safe_write::write_file;
pub use save_error::SaveError;
pub use seen::{keep_seen, load_seen};
pub use settings::{
    MAX_RECENT, PastedHeading, Renderer, Settings, SideFolded, Theme, Typeface, WindowPlace, ZOOM_PERCENT,
};
pub use start_marker::StartMarker;
pub use stray::{sweep_data_folder, sweep_folder_of};
pub use system_faces::yahei_faces;

/// The bytes of a file that should be small; a large one is refused.
pub fn read_small(path: &std::path::Path) -> Result<Vec<u8>, SaveError> {
    const MOST_BYTES: u64 = 64 << 10;
    let is_small = disk::fs::metadata(path)?.len() <= MOST_BYTES;
    if is_small { Ok(disk::fs::read(path)?) } else { Err(SaveError::NotReadable) }
}
