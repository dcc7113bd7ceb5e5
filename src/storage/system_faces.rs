//! Microsoft YaHei (微软雅黑), read from the fonts folder of Windows when the user prefers it.

use std::{env, path::Path};

use super::disk::fs;

/// No font file of Windows is larger than this.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The regular and the bold face of “微软雅黑”; `None` where the system does not have both.
pub fn yahei_faces() -> Option<(Vec<u8>, Vec<u8>)> {
    let folder = Path::new(&env::var_os("WINDIR")?).join("Fonts");
    faces_in(&folder)
}

fn faces_in(folder: &Path) -> Option<(Vec<u8>, Vec<u8>)> {
    let read = |name: &str| {
        let path = folder.join(name);
        let length = fs::metadata(&path).ok()?.len();
        (length <= MOST_BYTES).then(|| fs::read(&path).ok())?
    };
    Some((read("msyh.ttc")?, read("msyhbd.ttc")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_or_none() {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(folder.path().join("msyh.ttc"), "regular").expect("written");
        assert_eq!(faces_in(folder.path()), None);
        fs::write(folder.path().join("msyhbd.ttc"), "bold").expect("written");
        assert_eq!(faces_in(folder.path()), Some((b"regular".to_vec(), b"bold".to_vec())));
    }
}
