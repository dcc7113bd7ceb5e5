//! A page of a PDF as a picture, for whoever compares what was read with the original.

use hayro::{RenderCache, RenderSettings, render, vello_cpu::color::palette::css::WHITE};
use hayro_syntax::Pdf;

use super::pdf::settings;

/// No picture is wider or higher, however large the page is.
const MOST_PIXELS: f32 = 2400.0;

/// A page as it is drawn, in opaque colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    pub width: usize,
    pub height: usize,
    /// Thousandths of a pixel a point.
    pub scale: u32,
    /// Row by row, four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// Draws a page, counted from 1, at so many thousandths of a pixel a point; `None` if there is no such page.
pub fn page_picture(bytes: &[u8], page: u32, scale: u32) -> Option<PagePicture> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let at = usize::try_from(page.checked_sub(1)?).ok()?;
    let page = pdf.pages().get(at)?;
    let (width, height) = page.render_dimensions();
    let most = MOST_PIXELS / width.max(height).max(1.0);
    let scale = (scale as f32 / 1000.0).min(most);
    let look = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let drawn = render(page, &RenderCache::new(), &settings(), &look);
    let scale = (scale * 1000.0).round() as u32;
    let (width, height) = (usize::from(drawn.width()), usize::from(drawn.height()));
    Some(PagePicture { width, height, scale, rgba: drawn.data_as_u8_slice().to_vec() })
}
