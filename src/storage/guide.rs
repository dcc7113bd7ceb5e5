//! The page of the first steps (上手), put beside the settings so that the browser can show and print it.

use std::path::PathBuf;

use super::{data_folder::DataFolder, safe_write::write_file};

const PAGE: &str = "guide.html";

static FILES: [(&str, &[u8]); 5] = [
    (PAGE, include_bytes!("../../assets/guide/guide.html")),
    ("new.png", include_bytes!("../../assets/guide/new.png")),
    ("entry.png", include_bytes!("../../assets/guide/entry.png")),
    ("finding.png", include_bytes!("../../assets/guide/finding.png")),
    ("report.png", include_bytes!("../../assets/guide/report.png")),
];

/// Writes the page and its pictures; `None` when that is not possible.
pub fn unpack_guide(data: &DataFolder) -> Option<PathBuf> {
    data.make().ok()?;
    for (name, bytes) in FILES {
        write_file(&data.file(name), bytes).ok()?;
    }
    Some(data.file(PAGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_of_the_page_is_there() {
        let page = String::from_utf8(FILES[0].1.to_vec()).expect("text");
        let named: Vec<&str> = page.split("<img src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let pictures: Vec<&str> = FILES[1..].iter().map(|(name, _)| *name).collect();
        assert_eq!(named, pictures);
        let folder = tempfile::tempdir().expect("folder");
        let shown = unpack_guide(&DataFolder::at(folder.path())).expect("written");
        for name in named {
            assert!(crate::storage::exists(&shown.with_file_name(name)), "{name}");
        }
    }
}
