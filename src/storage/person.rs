//! The person at this computer: the key for signing, the accepted signers, the user name. All stays in the data folder.

use std::{
    env,
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::seal::{KnownSigners, PersonKey};

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, save_error::SaveError};

const KEY: &str = "person.key";
const DAMAGED_KEY: &str = "person.key.damaged";
const FORMER_KEY: &str = "person.key.former";
const SIGNERS: &str = "signers.json";
const DAMAGED_SIGNERS: &str = "signers.json.damaged";

/// The user's key, made on first use. A file that cannot be read is moved aside.
pub fn load_or_make_key(data: &DataFolder) -> Result<PersonKey, SaveError> {
    data.make()?;
    let path = data.file(KEY);
    match fs::read_to_string(&path) {
        Ok(text) => match PersonKey::from_stored(&text) {
            Some(key) => return Ok(key),
            None => fs::rename(&path, free_name(data, DAMAGED_KEY))?,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => fs::rename(&path, free_name(data, DAMAGED_KEY))?,
        Err(error) => return Err(error.into()),
    }
    let key = PersonKey::generate().ok_or_else(|| io::Error::other("no random numbers"))?;
    match write_private(&path, &key) {
        // Another window was faster: its key is used.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(&path)?;
            PersonKey::from_stored(&text).ok_or(SaveError::Busy)
        }
        Err(error) => Err(error.into()),
        Ok(()) => Ok(key),
    }
}

/// The user's key, if there is one that can be read.
pub fn load_key(data: &DataFolder) -> Option<PersonKey> {
    PersonKey::from_stored(&fs::read_to_string(data.file(KEY)).ok()?)
}

/// Makes an imported key the user's; the former one is moved aside.
pub fn replace_key(data: &DataFolder, key: &PersonKey) -> Result<(), SaveError> {
    data.make()?;
    let path = data.file(KEY);
    match fs::rename(&path, free_name(data, FORMER_KEY)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Ok(write_private(&path, key)?)
}

/// Where a former key is kept: beside those before it, because each may have signed something.
fn free_name(data: &DataFolder, name: &str) -> PathBuf {
    let mut number = 1;
    let mut place = data.file(name);
    while fs::symlink_metadata(&place).is_ok() {
        number += 1;
        place = data.file(&format!("{name}.{number}"));
    }
    place
}

/// Writes a new file that only the user may read.
fn write_private(path: &Path, key: &PersonKey) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = fs::open(path, &options)?;
    file.write_all(format!("{}\n", key.to_stored()).as_bytes())?;
    file.sync_all()
}

/// The signers whose keys the user has accepted; none when the file cannot be read. Such a file is moved aside,
/// because the next acceptance would overwrite it.
pub fn load_signers(data: &DataFolder) -> KnownSigners {
    let path = data.file(SIGNERS);
    match read_signers(&path) {
        Ok(signers) => signers,
        Err(SaveError::NotReadable) => {
            if let Err(error) = fs::rename(&path, data.file(DAMAGED_SIGNERS)) {
                log::warn!("the accepted signers can't be read and stay where they are: {error}");
            }
            KnownSigners::default()
        }
        Err(_) => KnownSigners::default(),
    }
}

/// [`load_signers`] without moving anything aside.
pub fn read_accepted(data: &DataFolder) -> KnownSigners {
    read_signers(&data.file(SIGNERS)).unwrap_or_default()
}

/// The signers of a file like the one in the data folder.
pub fn read_signers(path: &Path) -> Result<KnownSigners, SaveError> {
    const MOST_BYTES: u64 = 4 << 20;
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err(SaveError::NotReadable);
    }
    serde_json::from_slice(&fs::read(path)?).map_err(|_| SaveError::NotReadable)
}

/// Keeps the accepted signers.
pub fn save_signers(data: &DataFolder, signers: &KnownSigners) -> Result<(), SaveError> {
    data.make()?;
    let mut bytes = serde_json::to_vec_pretty(signers).map_err(|_| SaveError::NotReadable)?;
    bytes.push(b'\n');
    write_file(&data.file(SIGNERS), &bytes)
}

/// The system's name for the user; empty when there is none.
pub fn user_name() -> String {
    let name = ["USERNAME", "USER", "LOGNAME"].into_iter().find_map(|variable| env::var(variable).ok());
    name.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Role;

    #[test]
    fn the_key_is_made_once_and_only_the_user_may_read_it() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path().join("data"));
        let key = load_or_make_key(&data).expect("a key");
        assert_eq!(load_or_make_key(&data).expect("the same").public(), key.public());
        #[cfg(unix)]
        {
            let mode =
                std::os::unix::fs::PermissionsExt::mode(&fs::metadata(data.file(KEY)).expect("file").permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(data.file(KEY), "torn").expect("written");
        let new = load_or_make_key(&data).expect("a new key");
        assert_ne!(new.public(), key.public());
        assert_eq!(fs::read_to_string(data.file(DAMAGED_KEY)).expect("kept"), "torn");
        replace_key(&data, &key).expect("imported");
        assert_eq!(load_or_make_key(&data).expect("imported").public(), key.public());
        replace_key(&data, &new).expect("imported");
        let kept = |name: &str| PersonKey::from_stored(&fs::read_to_string(data.file(name)).expect("kept"));
        assert_eq!(kept(FORMER_KEY).map(|key| key.public()), Some(new.public()), "the first that was replaced");
        assert_eq!(kept("person.key.former.2").map(|former| former.public()), Some(key.public()));
    }

    #[test]
    fn accepted_signers_are_remembered() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        assert_eq!(load_signers(&data), KnownSigners::default());
        let mut signers = KnownSigners::default();
        signers.accept("ab", "张三", &[Role::Preparer], "2025-08-20");
        save_signers(&data, &signers).expect("saved");
        assert_eq!(load_signers(&data), signers);
        fs::write(data.file(SIGNERS), "{").expect("written");
        assert_eq!(load_signers(&data), KnownSigners::default());
        assert_eq!(fs::read_to_string(data.file(DAMAGED_SIGNERS)).expect("kept aside"), "{");
    }

    #[test]
    fn signers_accepted_before_roles_were_asked_for_have_none() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        fs::write(data.file(SIGNERS), r#"[{"key":"ab","name":"张三","accepted":"2025-08-20"}]"#).expect("written");
        let signers = load_signers(&data);
        let signer = signers.find("ab").expect("known");
        assert_eq!((signer.name.as_str(), signer.roles.as_slice(), signer.is_asked), ("张三", &[][..], false));
        save_signers(&data, &signers).expect("saved");
        assert_eq!(load_signers(&data), signers);
    }
}
