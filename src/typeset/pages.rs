//! Finished pages: pictures of them, the PDF, and what stands where.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use typst::{
    foundations::Smart,
    introspection::{Location, Tag},
    layout::{Abs, Frame, FrameItem, Point, Size},
    text::TextItem,
};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::{charts::Scene, figures::Source};

use super::{
    engine::TypesetError,
    faces::FontReport,
    manuscript::{Manuscript, Meaning, scene_of},
    places::{MarkedText, Rect},
};

/// The label of what is no part of the text.
const ASIDE: &str = "aside";
/// In place of the label of a cell in the head of a table when it comes again.
const REPEATED: &str = "repeated";
/// How far a line of text reaches above and below its base line, as a part of its size.
const ASCENT: f32 = 0.86;
const DESCENT: f32 = 0.14;

/// What stands where on the pages of a set report.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pages {
    /// Higher than that of any pages there were before.
    #[serde(skip, default = "next_edition")]
    pub edition: u64,
    /// What is to be said about the faces.
    pub fonts: FontReport,
    /// The title of each topic of the report.
    pub topic_titles: Vec<String>,
    /// The page of each topic of the report, from 0.
    pub topic_pages: Vec<Option<usize>>,
    /// Page by page, so that one that is as it was before need not be sent again.
    #[serde(skip)]
    pub contents: Vec<Arc<PageContent>>,
}

/// What stands on a page.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageContent {
    /// Width and height in points.
    size: (f32, f32),
    /// What is printed on it; 0 on a cover.
    number: u64,
    pub(super) pieces: Vec<TextPiece>,
    marks: Vec<MarkedText>,
    charts: Vec<PlacedChart>,
}

/// A piece of text on one line.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TextPiece {
    pub rect: Rect,
    pub text: String,
    /// The place of each glyph: its first byte and its left edge.
    pub glyphs: Vec<(u32, f32)>,
    /// Page number, draft mark, contents.
    pub is_aside: bool,
    /// The head of a table, once more on its next page.
    pub is_repeated: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct PlacedChart {
    rect: Rect,
    scene: Scene,
    sources: Vec<(Source, String)>,
}

/// A page as pixels.
pub struct Picture {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// Red, green, blue, alpha of each pixel, row by row.
    pub rgba: Vec<u8>,
}

impl Pages {
    pub(super) fn of(
        document: &PagedDocument,
        labels: &FxHashMap<String, Meaning>,
        manuscript: &Manuscript<'_>,
        fonts: FontReport,
    ) -> Self {
        let mut walk = Walk {
            labels,
            manuscript,
            open: Vec::new(),
            topics: FxHashMap::default(),
            heads: FxHashSet::default(),
            page: 0,
            content: PageContent::default(),
            orders: Vec::new(),
        };
        let pages = document.pages().iter().enumerate();
        let contents = pages.map(|(index, page)| Arc::new(walk.page(index, page))).collect();
        let topics = &manuscript.report.topics;
        let topic_titles = topics.iter().map(|topic| topic.title.clone()).collect();
        let topic_pages = topics.iter().map(|topic| walk.topics.get(&topic.key).copied()).collect();
        Self { edition: next_edition(), fonts, topic_titles, topic_pages, contents }
    }

    fn page(&self, page: usize) -> Option<&PageContent> {
        self.contents.get(page).map(|content| &**content)
    }

    pub fn count(&self) -> usize {
        self.contents.len()
    }

    /// Width and height of a page in points.
    pub fn size(&self, page: usize) -> (f32, f32) {
        self.page(page).map_or((0.0, 0.0), |content| content.size)
    }

    /// The number printed on a page; the cover has none.
    pub fn number(&self, page: usize) -> Option<u64> {
        self.page(page).map(|content| content.number).filter(|number| *number > 0)
    }

    /// The numbers and texts of a page, in reading order.
    pub fn marks(&self, page: usize) -> &[MarkedText] {
        self.page(page).map_or(&[], |content| &content.marks)
    }

    /// The slice or column of a chart at a place, with its words.
    pub fn chart_mark_at(&self, page: usize, x: f32, y: f32) -> Option<(&Source, &str)> {
        let charts = &self.page(page)?.charts;
        let chart = charts.iter().find(|chart| chart.rect.contains(x, y))?;
        let scale = chart.scene.width / (chart.rect.right - chart.rect.left);
        let place = crate::charts::Point::new((x - chart.rect.left) * scale, (y - chart.rect.top) * scale);
        let (source, words) = chart.sources.get(chart.scene.mark_at(place)?)?;
        Some((source, words))
    }

    /// The text of a page without page number and draft mark, as one piece.
    pub fn text(&self, page: usize) -> String {
        let pieces = self.page(page).map_or(&[][..], |content| &content.pieces);
        pieces.iter().filter(|piece| !piece.is_aside && !piece.is_repeated).map(|piece| piece.text.as_str()).collect()
    }
}

/// Pages as typst set them, to be drawn or written as a file.
pub struct PrintedPages {
    pub(super) document: PagedDocument,
    /// What is to be said about the faces.
    pub fonts: FontReport,
}

impl PrintedPages {
    /// A page as a picture, with so many thousandths of a pixel a point. Can be called from any thread.
    pub fn picture(&self, page: usize, scale: u32) -> Option<Picture> {
        let page = self.document.pages().get(page)?;
        let options = RenderOptions { pixel_per_pt: (f64::from(scale) / 1000.0).into(), render_bleed: false };
        let picture = typst_render::render(page, &options);
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        // The ground is white and opaque: premultiplied and straight are the same.
        Some(Picture { width, height, rgba: picture.take() })
    }

    /// Where each piece of text and each picture lies, page by page.
    #[cfg(test)]
    pub(crate) fn boxes(&self) -> Vec<Vec<(Rect, String)>> {
        fn collect(frame: &Frame, origin: Point, boxes: &mut Vec<(Rect, String)>) {
            for (place, item) in frame.items() {
                let at = origin + *place;
                let (left, top) = (points(at.x), points(at.y));
                match item {
                    FrameItem::Group(group) => {
                        let shift = Point::new(group.transform.tx, group.transform.ty);
                        collect(&group.frame, at + shift, boxes);
                    }
                    FrameItem::Text(text) if !text.text.trim().is_empty() => {
                        let size = points(text.size);
                        let right = left + points(text.width());
                        let rect = Rect { left, top: top - 0.8 * size, right, bottom: top + 0.2 * size };
                        boxes.push((rect, text.text.to_string()));
                    }
                    FrameItem::Image(_, size, _) => {
                        let rect = Rect { left, top, right: left + points(size.x), bottom: top + points(size.y) };
                        boxes.push((rect, String::new()));
                    }
                    _ => {}
                }
            }
        }
        let of_page = |page: &Page| {
            let mut boxes = Vec::new();
            collect(&page.frame, Point::zero(), &mut boxes);
            boxes
        };
        self.document.pages().iter().map(of_page).collect()
    }

    /// The pages as a tagged PDF with bookmarks, after PDF/UA-1; the same pages give the same bytes.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn pdf(&self) -> Result<Vec<u8>, TypesetError> {
        let written = |standards: PdfStandards| {
            let creator = Smart::Custom(Some("决算公开编审".to_owned()));
            let options = PdfOptions { creator, standards, ..PdfOptions::default() };
            typst_pdf::pdf(&self.document, &options).map_err(|errors| {
                TypesetError(errors.first().map_or_else(String::new, |error| error.message.to_string()))
            })
        };
        let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
        written(accessible).or_else(|TypesetError(reason)| {
            // What a person typed may be what the standard forbids; the report is published all the same.
            log::warn!("PDF 不合 PDF/UA-1：{reason}");
            written(PdfStandards::default())
        })
    }
}

fn next_edition() -> u64 {
    static EDITIONS: AtomicU64 = AtomicU64::new(0);
    EDITIONS.fetch_add(1, Ordering::Relaxed) + 1
}

fn points(length: Abs) -> f32 {
    length.to_pt() as f32
}

/// Goes through the frames of all pages in reading order.
struct Walk<'a> {
    labels: &'a FxHashMap<String, Meaning>,
    manuscript: &'a Manuscript<'a>,
    /// Labelled elements that have begun and not ended; a text may continue on the next line or page.
    open: Vec<(Location, String)>,
    topics: FxHashMap<String, usize>,
    /// Heads of tables that were seen: on the next page they are a repetition.
    heads: FxHashSet<String>,
    page: usize,
    content: PageContent,
    /// The place in reading order of each piece of text that stands in a cell of a table.
    orders: Vec<Option<usize>>,
}

impl Walk<'_> {
    fn page(&mut self, index: usize, page: &Page) -> PageContent {
        self.page = index;
        let size = page.frame.size();
        self.content.size = (points(size.x), points(size.y));
        self.content.number = page.number;
        self.frame(&page.frame, Point::zero());
        let mut content = std::mem::take(&mut self.content);
        let mut pieces: Vec<_> = std::mem::take(&mut self.orders).into_iter().zip(content.pieces).collect();
        for cells in pieces.chunk_by_mut(|(a, _), (b, _)| a.is_some() == b.is_some()) {
            cells.sort_by_key(|(order, _)| *order);
        }
        content.pieces = pieces.into_iter().map(|(_, piece)| piece).collect();
        content
    }

    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (place, item) in frame.items() {
            let at = origin + *place;
            match item {
                FrameItem::Group(group) => {
                    let shift = Point::new(group.transform.tx, group.transform.ty);
                    self.frame(&group.frame, at + shift);
                }
                FrameItem::Text(text) => self.text(text, at),
                FrameItem::Image(_, size, _) => self.image(at, *size),
                FrameItem::Tag(tag) => self.tag(tag),
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) => {
                let (Some(label), Some(location)) = (element.label(), element.location()) else { return };
                let label = label.resolve().as_str().to_owned();
                if let Some(topic) = label.strip_prefix("h:") {
                    self.topics.entry(topic.to_owned()).or_insert(self.page);
                }
                let is_head = self.labels.get(&label).is_some_and(|meaning| meaning.is_head);
                let is_repeated = is_head && !self.heads.insert(label.clone());
                self.open.push((location, if is_repeated { REPEATED.to_owned() } else { label }));
            }
            Tag::End(location, ..) => {
                if let Some(at) = self.open.iter().rposition(|(open, _)| open == location) {
                    self.open.remove(at);
                }
            }
        }
    }

    fn text(&mut self, item: &TextItem, at: Point) {
        let (left, base, size) = (points(at.x), points(at.y), points(item.size));
        let mut x = left;
        let mut glyphs = Vec::with_capacity(item.glyphs.len());
        for glyph in &item.glyphs {
            glyphs.push((u32::try_from(glyph.range().start).unwrap_or(u32::MAX), x));
            x += points(glyph.x_advance.at(item.size));
        }
        let rect = Rect { left, top: base - ASCENT * size, right: x, bottom: base + DESCENT * size };
        let is_open = |wanted: &str| self.open.iter().any(|(_, label)| label == wanted);
        let (is_aside, is_repeated) = (is_open(ASIDE), is_open(REPEATED));
        let text = item.text.to_string();
        let meaning = self.open.iter().rev().find_map(|(_, label)| self.labels.get(label));
        if let Some((kind, source)) = meaning.and_then(|meaning| meaning.mark.as_ref()).filter(|_| !is_aside) {
            self.content.mark(MarkedText { rect, kind: *kind, text: text.clone(), source: source.clone() });
        }
        self.orders.push(meaning.and_then(|meaning| meaning.order));
        self.content.pieces.push(TextPiece { rect, text, glyphs, is_aside, is_repeated });
    }

    fn image(&mut self, at: Point, size: Size) {
        let key = self.open.iter().rev().find_map(|(_, label)| label.strip_prefix("c:"));
        let Some(spec) = key.and_then(|key| self.manuscript.charts.iter().find(|spec| spec.key == key)) else { return };
        let (left, top) = (points(at.x), points(at.y));
        let rect = Rect { left, top, right: left + points(size.x), bottom: top + points(size.y) };
        let sources = spec.marks().into_iter().map(|mark| (mark.source.clone(), mark.words(spec.unit))).collect();
        self.content.charts.push(PlacedChart { rect, scene: scene_of(spec), sources });
    }
}

impl PageContent {
    /// Adds a mark; the pieces of one line into which a face changes are one.
    fn mark(&mut self, mark: MarkedText) {
        if let Some(last) = self.marks.last_mut()
            && last.source == mark.source
            && last.kind == mark.kind
            && (last.rect.right - mark.rect.left).abs() < 1.0
            && (last.rect.bottom - mark.rect.bottom).abs() < 3.0
        {
            last.rect = last.rect.union(mark.rect);
            last.text.push_str(&mark.text);
            return;
        }
        self.marks.push(mark);
    }
}
