//! A mark on the disk while the window is being opened: still there at the next start, it says that opening hung.

use std::path::PathBuf;

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, settings::Renderer};

const NAME: &str = "starting";

/// The mark of a start under way.
#[derive(Debug)]
pub struct StartMarker(PathBuf);

impl StartMarker {
    /// The renderer with which the last start never reached its first frame.
    pub fn left_behind(data: &DataFolder) -> Option<Renderer> {
        Renderer::from_name(fs::read_to_string(data.file(NAME)).ok()?.trim())
    }

    /// Marks a start with this renderer; `None` when the folder cannot be written, which must not hinder the start.
    pub fn begin(data: &DataFolder, renderer: Renderer) -> Option<Self> {
        let path = data.file(NAME);
        data.make().ok()?;
        write_file(&path, renderer.name().as_bytes()).ok()?;
        Some(Self(path))
    }

    /// Called when the first frame is on screen, or when the failure was noticed: removes the mark.
    pub fn end(self) {
        if let Err(error) = fs::remove_file(&self.0) {
            log::warn!("the start marker stays: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_that_did_not_end_is_remembered() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path().join("data"));
        assert_eq!(StartMarker::left_behind(&data), None);
        let marker = StartMarker::begin(&data, Renderer::Glow).expect("marked");
        assert_eq!(StartMarker::left_behind(&data), Some(Renderer::Glow));
        marker.end();
        assert_eq!(StartMarker::left_behind(&data), None);
    }
}
