//! A PDF: its glyphs and lines are taken from what is drawn; lines become tables (`pdf_lattice`), the rest paragraphs
//! (`pdf_text`).

use std::sync::Arc;

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, font::Glyph, hayro_cmap::BfString, interpret_page, util::TransformExt,
};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use crate::typefaces;

use super::{
    limits::MOST_PAGES,
    model::{CellBorders, Evidence, FileBlock, FileKind, FilePlace, FileRemark, FileTable},
    pdf_lattice::{Ruling, tables},
    pdf_text::{Glyphs, Letter, Paragraphs},
    refusal::Refusal,
};

/// A page with fewer characters and a picture is a scan.
const FEW: usize = 20;
/// More lines and glyphs than a page of a report has.
const MOST_LINES: usize = 50_000;
const MOST_LETTERS: usize = 200_000;

pub(super) fn read(bytes: &[u8]) -> Result<Evidence, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Refusal::Encrypted
        }
        _ => Refusal::Damaged,
    })?;
    let cache = InterpreterCache::new();
    let mut evidence = Evidence::new(FileKind::Pdf);
    evidence.properties = keywords(pdf.metadata().keywords.as_deref().unwrap_or_default());
    let mut paragraphs = Paragraphs::default();
    let mut count = 0;
    let mut table_number = 0;
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        if count == MOST_PAGES {
            return Err(Refusal::TooLarge);
        }
        count += 1;
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut drawn = Drawn { bounds, ..Drawn::default() };
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, bounds, &cache, pdf.xref(), settings());
        interpret_page(page, &mut context, &mut drawn);
        let mut glyphs = Glyphs::of(drawn.letters);
        if drawn.pictures > 0 && glyphs.len() < FEW {
            evidence.remarks.push(FileRemark::ScannedPage(number));
        }
        let mut found = Vec::new();
        for lattice in tables(drawn.across, drawn.down) {
            let cells = glyphs.fill(&lattice);
            if !cells.is_empty() {
                found.push((lattice.bounds(), cells));
            }
        }
        found.sort_by_key(|(bounds, _)| (bounds.top, bounds.left));
        paragraphs.begin_page(number, bounds.width(), bounds.height());
        let mut lines = glyphs.rest_lines().into_iter().peekable();
        for (bounds, cells) in found {
            while let Some(line) = lines.next_if(|line| line.bottom() <= bounds.bottom) {
                paragraphs.add(line, &mut evidence.blocks);
            }
            paragraphs.close(&mut evidence.blocks);
            table_number += 1;
            let place = FilePlace { page: Some(number), number: table_number, rectangle: Some(bounds), sheet: None };
            evidence.blocks.push(FileBlock::Table(FileTable { place, borders: CellBorders::Ruled, cells }));
        }
        for line in lines {
            paragraphs.add(line, &mut evidence.blocks);
        }
    }
    paragraphs.close(&mut evidence.blocks);
    if count == 0 {
        return Err(Refusal::Damaged);
    }
    if evidence.remarks.len() == count {
        return Err(Refusal::Scanned);
    }
    Ok(evidence)
}

/// A font that the file does not hold says its characters all the same.
pub(super) fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::new(typefaces::REGULAR), 0))),
        ..InterpreterSettings::default()
    }
}

/// Keywords of the form `name=value` are properties.
fn keywords(text: &[u8]) -> Vec<(String, String)> {
    let text: String = match text {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        text => String::from_utf8_lossy(text).into_owned(),
    };
    let pairs = text.split([',', ';', '，', '；']).filter_map(|keyword| keyword.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// What is drawn on a page.
#[derive(Default)]
struct Drawn {
    bounds: Rect,
    letters: Vec<Letter>,
    across: Vec<Ruling>,
    down: Vec<Ruling>,
    pictures: usize,
}

impl Drawn {
    fn segment(&mut self, a: Point, b: Point) {
        if self.across.len() + self.down.len() >= MOST_LINES {
            return;
        }
        if (a.y - b.y).abs() < 1.0 && (a.x - b.x).abs() > 3.0 {
            self.across.push(Ruling { from: a.x.min(b.x), to: a.x.max(b.x), at: a.y.midpoint(b.y) });
        } else if (a.x - b.x).abs() < 1.0 && (a.y - b.y).abs() > 3.0 {
            self.down.push(Ruling { from: a.y.min(b.y), to: a.y.max(b.y), at: a.x.midpoint(b.x) });
        }
    }

    /// A filled area as thin as a line is one.
    fn filled(&mut self, area: Rect) {
        let middle = area.center();
        if area.height() < 3.0 {
            self.segment(Point::new(area.x0, middle.y), Point::new(area.x1, middle.y));
        } else if area.width() < 3.0 {
            self.segment(Point::new(middle.x, area.y0), Point::new(middle.x, area.y1));
        }
    }
}

impl Device<'_> for Drawn {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'_>, mode: &PathDrawMode) {
        let mut path = path.clone();
        path.apply_affine(transform);
        match mode {
            PathDrawMode::Stroke(_) => {
                let (mut start, mut last) = (Point::ZERO, Point::ZERO);
                for element in path.elements() {
                    match *element {
                        PathEl::MoveTo(point) => (start, last) = (point, point),
                        PathEl::LineTo(point) => {
                            self.segment(last, point);
                            last = point;
                        }
                        PathEl::ClosePath => {
                            self.segment(last, start);
                            last = start;
                        }
                        PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
                    }
                }
            }
            PathDrawMode::Fill(_) => {
                let mut part = BezPath::new();
                for element in path.elements() {
                    if matches!(element, PathEl::MoveTo(_)) && !part.elements().is_empty() {
                        self.filled(std::mem::take(&mut part).bounding_box());
                    }
                    part.push(*element);
                }
                if !part.elements().is_empty() {
                    self.filled(part.bounding_box());
                }
            }
        }
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        const USUAL_ADVANCE: f32 = 500.0;
        let transform = transform * glyph_transform;
        let origin = transform * Point::ZERO;
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(USUAL_ADVANCE),
            Glyph::Type3(_) => USUAL_ADVANCE,
        };
        let end = transform * Point::new(f64::from(advance), 0.0);
        let size = (transform * Point::new(0.0, 1000.0) - origin).hypot();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text,
            None => '\u{fffd}'.to_string(),
        };
        // What stands outside the page is not to be seen.
        let middle = Point::new(origin.x.midpoint(end.x), origin.y - size * 0.35);
        if self.bounds.contains(middle) && self.letters.len() < MOST_LETTERS {
            let is_level = (end.y - origin.y).abs() <= 0.2 * (end.x - origin.x).abs();
            let (left, right) = (origin.x.min(end.x), origin.x.max(end.x));
            self.letters.push(Letter { text, left, right, base: origin.y, size, is_level });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        self.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
