//! The world as typst sees it: the layout, the words, the pictures, the faces, and nothing else.

use rustc_hash::FxHashMap;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::FontStore;

/// The layout of the report.
pub(super) const REPORT: &str = include_str!("../../assets/report/report.typ");

/// Everything that typst may read.
pub(super) struct ReportWorld {
    library: LazyHash<Library>,
    layout: Source,
    files: FxHashMap<FileId, Bytes>,
    /// The faces, in the order in which they are asked.
    pub faces: FontStore,
}

impl ReportWorld {
    /// A world of this layout, without words. `None` if typst does not take the names of our own files.
    pub fn new(layout: &str, faces: FontStore) -> Option<Self> {
        let layout = Source::new(id_of("report.typ")?, layout.to_owned());
        Some(Self { library: LazyHash::new(Library::default()), layout, files: FxHashMap::default(), faces })
    }

    /// Replaces all files by these.
    pub fn set_files(&mut self, files: impl IntoIterator<Item = (String, String)>) {
        let with_id = |(name, text): (String, String)| Some((id_of(&name)?, Bytes::from_string(text)));
        self.files = files.into_iter().filter_map(with_id).collect();
    }
}

fn id_of(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    /// The same document gives the same pages on any day.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
