//! Files of others: read by a child process, and shown as they are printed.

use std::{path::Path, sync::Arc};

use egui::{ColorImage, Context, TextureOptions};

use crate::{
    console::{Brake, draw_in_child, read_in_child},
    evidence::{self, Evidence, MOST_BYTES, PagePicture},
    shown::one_line,
    storage::read_foreign,
    ui::state::{PageTexture, ShownPage},
};

use super::{App, Window, apart::Lane};

/// Reads a file; `brake` gives it up.
pub(super) fn read_file(program: Option<&Path>, path: &Path, brake: &Brake) -> Result<(Arc<[u8]>, Evidence), String> {
    let bytes = read_foreign(path, MOST_BYTES).map_err(|error| error.to_string())?;
    let evidence = read_bytes(program, &bytes, brake)?;
    Ok((bytes.into(), evidence))
}

pub(super) fn read_bytes(program: Option<&Path>, bytes: &[u8], brake: &Brake) -> Result<Evidence, String> {
    let read = match program {
        Some(program) => read_in_child(program, bytes, brake).map_err(|error| {
            log::warn!("{error}");
            "程序没有能够另起一个进程来读，请重新打开程序后再试".to_owned()
        })?,
        None => evidence::read(bytes),
    };
    read.map_err(|refusal| refusal.to_string())
}

pub(super) fn name_of(path: &Path) -> String {
    one_line(&path.file_name().unwrap_or_default().to_string_lossy(), 200)
}

/// Where the window keeps the page that a screen shows.
type PageSlot = fn(&mut App) -> &mut Option<ShownPage>;

impl Window {
    /// Has a page drawn, unless that is under way or done; `shown` is what `slot` finds later.
    pub(super) fn show_page(
        &mut self,
        context: &Context,
        shown: &mut Option<ShownPage>,
        original: &Arc<[u8]>,
        page: u32,
        slot: PageSlot,
    ) {
        if shown.as_ref().is_some_and(|shown| shown.is_of(original, page)) {
            return;
        }
        *shown = Some(ShownPage { original: original.clone(), page, picture: None });
        let program = self.services.child_program();
        let (original, drawn) = (original.clone(), original.clone());
        let work = move || draw_page(program.as_deref(), &drawn, page);
        self.apart(Lane::Import(0), context, work, move |app, answer| {
            let context = app.context.clone();
            let wanted = slot(app).as_mut().filter(|shown| shown.is_of(&original, page));
            if let (Some(shown), Some(Some(picture))) = (wanted, answer) {
                let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
                let texture = context.load_texture("original", image, TextureOptions::LINEAR);
                shown.picture = Some(PageTexture { texture, pixels_per_point: picture.scale as f32 / 1000.0 });
            }
        });
    }
}

/// Sharp enough for small print on a screen of two pixels a point.
const PAGE_SCALE: u32 = 2000;

fn draw_page(program: Option<&Path>, bytes: &[u8], page: u32) -> Option<PagePicture> {
    match program {
        Some(program) => draw_in_child(program, bytes, page, PAGE_SCALE).unwrap_or_else(|error| {
            log::warn!("{error}");
            None
        }),
        None => evidence::page_picture(bytes, page, PAGE_SCALE),
    }
}
