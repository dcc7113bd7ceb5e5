//! Sets a manuscript as pages; what did not change since the last time is not set anew.

use std::time::Instant;

use rustc_hash::FxHashMap;
use typst_layout::PagedDocument;

use super::{
    faces::{Faces, FontReport, RareCharacter},
    form::PageForm,
    manuscript::{Manuscript, Meaning},
    pages::{Pages, PrintedPages},
    world::{REPORT, ReportWorld},
};

/// What typst remembers is forgotten when it was not used in this many runs.
const REMEMBERED_RUNS: usize = 4;

/// The report cannot be set: a fault of the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("报告排版没有成功：{0}")]
pub struct TypesetError(pub String);

/// What a world is made for: a layout, and the faces of rare characters.
type Key = (&'static str, Vec<RareCharacter>);
type Files = Vec<(String, String)>;
type Labels = FxHashMap<String, Meaning>;

/// Sets reports. Belongs on a worker thread: the first run looks through the fonts of the system.
#[derive(Default)]
pub struct Engine {
    is_embedded_only: bool,
    world: Option<(Key, ReportWorld)>,
}

/// What typst remembers is useless without its engine, and as large as the pages.
impl Drop for Engine {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}

impl Engine {
    /// With the faces of the system. Does nothing until it is used.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the embedded faces alone: the same pages on any machine.
    pub fn embedded_only() -> Self {
        Self { is_embedded_only: true, world: None }
    }

    fn faces(&self) -> &'static Faces {
        if self.is_embedded_only { Faces::embedded() } else { Faces::system() }
    }

    /// Sets a report and says what stands where; a draft is marked on each page and shows what is still to be written.
    ///
    /// # Errors
    /// A fault of the program, never of the data.
    pub fn set(&mut self, manuscript: &Manuscript<'_>, is_draft: bool) -> Result<(Pages, PrintedPages), TypesetError> {
        let (files, labels, fonts) = self.copy(manuscript, is_draft, true);
        let document = self.compile(REPORT, files, &fonts)?;
        typst::comemo::evict(REMEMBERED_RUNS);
        let pages = Pages::of(&document, &labels, manuscript, fonts.clone());
        Ok((pages, PrintedPages { document, fonts }))
    }

    /// Sets a report only to write it as a file: nothing is kept but the pages, because typst's memory and the places
    /// of texts take more room than the pages of a long report.
    ///
    /// # Errors
    /// A fault of the program, never of the data.
    pub fn print(&mut self, manuscript: Manuscript<'_>, is_draft: bool) -> Result<PrintedPages, TypesetError> {
        let (files, _, fonts) = self.copy(&manuscript, is_draft, false);
        drop(manuscript);
        let document = self.compile(REPORT, files, &fonts)?;
        if let Some((_, world)) = &mut self.world {
            world.set_files([]);
        }
        typst::comemo::evict(0);
        Ok(PrintedPages { document, fonts })
    }

    /// Sets a form to write it as a file.
    ///
    /// # Errors
    /// A fault of the program, never of the data.
    pub fn print_form(&mut self, form: PageForm) -> Result<PrintedPages, TypesetError> {
        let (faces, layout) = (self.faces(), form.layout);
        let fonts = faces.report(&form.characters());
        let document = self.compile(layout, form.files(faces.for_layout(&fonts.rare)), &fonts)?;
        typst::comemo::evict(0);
        Ok(PrintedPages { document, fonts })
    }

    fn copy(&self, manuscript: &Manuscript<'_>, is_draft: bool, is_labelled: bool) -> (Files, Labels, FontReport) {
        let faces = self.faces();
        let mut fonts = FontReport::default();
        let copy = manuscript.copy(is_draft, is_labelled, |characters| {
            fonts = faces.report(characters);
            faces.for_layout(&fonts.rare)
        });
        (copy.files, copy.labels, fonts)
    }

    fn compile(
        &mut self,
        layout: &'static str,
        files: Files,
        fonts: &FontReport,
    ) -> Result<PagedDocument, TypesetError> {
        let start = Instant::now();
        let faces = self.faces();
        let (_, world) = match &mut self.world {
            Some(kept) if kept.0 == (layout, fonts.rare.clone()) => kept,
            other => {
                let world = ReportWorld::new(layout, faces.store(&fonts.rare));
                let world = world.ok_or_else(|| TypesetError("文件名不合排版程序的要求".to_owned()))?;
                other.insert(((layout, fonts.rare.clone()), world))
            }
        };
        world.set_files(files);
        let result = typst::compile::<PagedDocument>(&*world);
        for warning in &result.warnings {
            log::warn!("排版提示：{}", warning.message);
        }
        let document = result.output.map_err(|errors| {
            TypesetError(errors.first().map_or_else(String::new, |error| error.message.to_string()))
        })?;
        log::debug!("排版 {} 页，用时 {:?}", document.pages().len(), start.elapsed());
        Ok(document)
    }
}
