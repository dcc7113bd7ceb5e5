//! Texts compared with a stored file; `UPDATE_GOLDEN=1` writes them anew.

use std::{fs, path::PathBuf};

/// Whether `actual` is what `tests/golden/{name}` holds; names the first line that differs.
pub fn assert_golden(name: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
        return;
    }
    let stored = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    for (number, (was, is)) in stored.lines().zip(actual.lines()).enumerate() {
        assert_eq!(was, is, "{name}, line {}; UPDATE_GOLDEN=1 accepts the new text", number + 1);
    }
    assert_eq!(stored.lines().count(), actual.lines().count(), "{name} has another length");
}
