//! What the window knows for the page of import.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use egui::TextureHandle;

use crate::{
    console::Brake,
    import::{ImportPlan, ImportSource, ImportWish},
    reading::Certainty,
};

#[derive(Default)]
pub struct ImportingDesk {
    pub progress: Option<ImportProgress>,
    pub shown: Option<Arc<ShownImport>>,
    /// The page of an original that was asked for last.
    pub page: Option<ShownPage>,
    /// The files that could not be read, each with the reason and what to do.
    pub refused: Vec<String>,
}

/// A page of a file as it is printed.
pub struct ShownPage {
    pub original: Arc<[u8]>,
    pub page: u32,
    /// Until it is drawn, or if it cannot be, there is none.
    pub picture: Option<PageTexture>,
}

impl ShownPage {
    pub fn is_of(&self, original: &Arc<[u8]>, page: u32) -> bool {
        Arc::ptr_eq(&self.original, original) && self.page == page
    }
}

/// A picture of a page, and how large it is.
#[derive(Clone)]
pub struct PageTexture {
    pub texture: TextureHandle,
    pub pixels_per_point: f32,
}

/// How far the reading of files has come.
#[derive(Clone)]
pub struct ImportProgress {
    pub files: Arc<[String]>,
    pub done: Arc<AtomicUsize>,
    pub brake: Brake,
}

impl ImportProgress {
    pub fn words(&self) -> String {
        let done = self.done.load(Ordering::Relaxed);
        let file = self.files.get(done).map_or("", String::as_str);
        format!("正在读取第 {} 个，共 {} 个：{file}", (done + 1).min(self.files.len()), self.files.len())
    }
}

/// An import on screen.
pub struct ShownImport {
    pub sources: Vec<Arc<ImportSource>>,
    pub wish: ImportWish,
    pub plan: ImportPlan,
    /// The revision of the document that it was worked out for.
    pub revision: u64,
}

/// What is wanted on screen, where a person sees what is assumed.
pub fn wish(exceptions: BTreeSet<(usize, usize)>) -> ImportWish {
    ImportWish { groups: None, least: Certainty::Proven, exceptions, assumes: true }
}
