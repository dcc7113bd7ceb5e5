//! The report as a Word file that Word and LibreOffice can edit.
//!
//! Written by hand, in the order of the schema; see ECMA-376 part 1. The form follows GB/T 9704. The same report gives
//! the same bytes.

mod charts;
mod contents;
mod fit;
mod lines;
mod list;
mod names;
mod package;
mod page;
mod pager;
mod properties;
mod settings;
mod styles;
mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod workbook;

pub use self::list::list_docx;
use self::{names::WORD_NAMES, package::Part, page::Numbering, pager::Pager, tables::Frame, text::Extra};
use super::{
    DocumentStatus, ExportError, Imprint, Progress, native_chart,
    provenance::{self, Provenance},
    xml::{self, Xml},
};
use crate::{
    charts::ChartSpec,
    derived::Derived,
    report::{Block, HeadingStyle, Orientation, PageSection, Paper, ParagraphStyle, PrintedTable, Report, TableKey},
    templates::NumberForm,
};

/// The report as a Word file, the contents with their page numbers.
///
/// # Errors
/// [`ExportError::Cancelled`] when the person does not want to wait, [`ExportError::Fault`] when a library fails.
pub fn docx(derived: &Derived, imprint: impl Into<Imprint>, progress: &Progress) -> Result<Vec<u8>, ExportError> {
    let Imprint { status, author } = imprint.into();
    let tables = |key| PrintedTable::of(&derived.figures, key);
    let numbers = derived.figures.profile.numbers;
    Job {
        report: &derived.report,
        charts: &derived.charts,
        tables: &tables,
        numbers,
        provenance: Provenance::of(derived, author.as_deref()),
        status,
    }
    .write(progress)
}

/// One Word file in the making.
struct Job<'a> {
    report: &'a Report,
    charts: &'a [ChartSpec],
    tables: &'a dyn Fn(TableKey) -> Vec<PrintedTable>,
    numbers: NumberForm,
    provenance: Provenance,
    status: DocumentStatus,
}

/// How far the writing is.
struct State {
    /// Charts and their workbooks.
    parts: Vec<Part>,
    drawings: usize,
    headings: usize,
    /// The next paragraph begins a page.
    wants_break: bool,
    /// Nothing stands on the page yet.
    is_fresh: bool,
    /// Page numbers have begun.
    is_numbered: bool,
    /// Headings and labels, while no text stands below them; blank for more lines.
    above: Vec<String>,
    blocks: usize,
    pager: Pager,
    /// Where the contents belong, and how they begin: their page numbers are known at the end.
    contents: Option<(usize, Option<bool>)>,
}

impl Job<'_> {
    fn write(&self, progress: &Progress) -> Result<Vec<u8>, ExportError> {
        let mut state = State {
            parts: Vec::new(),
            drawings: 0,
            headings: 0,
            wants_break: false,
            is_fresh: true,
            is_numbered: false,
            above: Vec::new(),
            blocks: 0,
            pager: Pager::new(),
            contents: None,
        };
        let mut failed = Ok(());
        let document = Xml::part("w:document", WORD_NAMES, |xml| {
            xml.within("w:body", &[], |xml| {
                for (place, section) in self.report.sections.iter().enumerate() {
                    let is_last = place + 1 == self.report.sections.len();
                    if failed.is_ok() {
                        failed = self.section(xml, section, is_last, &mut state, progress);
                    }
                }
                let pages = std::mem::replace(&mut state.pager, Pager::new()).into_pages();
                if let Some((place, breaks)) = state.contents {
                    let contents = |xml: &mut Xml| contents::contents(xml, self.report, &pages, breaks, self.status);
                    xml.insert(place, Xml::fragment(contents));
                }
            });
        });
        failed?;
        let mut parts = vec![styles::part(self.report.contents_line()), theme::part()];
        parts.extend(settings::parts());
        parts.extend(page::parts(self.status));
        parts.extend(state.parts);
        let bytes = package::pack(&self.provenance, document, &parts)?;
        progress.step(1, 1)?;
        Ok(bytes)
    }

    /// The cover, without page number, is a section of its own.
    fn section(
        &self,
        xml: &mut Xml,
        section: &PageSection,
        is_last: bool,
        state: &mut State,
        progress: &Progress,
    ) -> Result<(), ExportError> {
        let all = self.report.blocks().count() + 1;
        let mut is_open = false;
        state.pager.break_page();
        state.pager.turn(section.orientation);
        for (place, block) in section.blocks.iter().enumerate() {
            progress.step(state.blocks, all)?;
            state.blocks += 1;
            self.block(xml, block, section.orientation, state)?;
            is_open = true;
            if matches!(block, Block::Cover(_)) {
                let ends_document = is_last && place + 1 == section.blocks.len();
                self.end_section(xml, section.orientation, Numbering::None, ends_document, state);
                state.pager.restart();
                is_open = false;
            }
        }
        if is_open {
            let numbering = if state.is_numbered { Numbering::Goes } else { Numbering::FromOne };
            state.is_numbered = true;
            self.end_section(xml, section.orientation, numbering, is_last, state);
        }
        Ok(())
    }

    /// The properties of a section stand in its last paragraph, those of the last section at the end of the body.
    fn end_section(
        &self,
        xml: &mut Xml,
        orientation: Orientation,
        numbering: Numbering,
        is_last: bool,
        state: &mut State,
    ) {
        state.is_fresh = true;
        state.wants_break = false;
        let properties = |xml: &mut Xml| page::section(xml, orientation, numbering, self.status);
        if is_last {
            properties(xml);
        } else {
            // As low as possible: it must not need a page of its own.
            xml.within("w:p", &[], |xml| {
                xml.within("w:pPr", &[], |xml| {
                    xml.w("w:pStyle", "Thin");
                    properties(xml);
                });
            });
        }
    }

    fn block(
        &self,
        xml: &mut Xml,
        block: &Block,
        orientation: Orientation,
        state: &mut State,
    ) -> Result<(), ExportError> {
        let breaks = state.page_break();
        match block {
            Block::Cover(cover) => contents::cover(xml, cover, self.status),
            Block::Contents => {
                contents::reserve(&mut state.pager, self.report, breaks, self.status);
                state.contents = Some((xml.place(), breaks));
                state.wants_break = true;
            }
            Block::PageBreak => state.wants_break = !state.is_fresh,
            Block::Heading(heading) => {
                // The style of a part heading begins a page by itself; on a fresh page it must not.
                let has_break = text::heading_style(heading) == "Heading1" && breaks.is_none() && state.is_fresh;
                let breaks_page = if has_break { Some(false) } else { breaks };
                let sides = text::title_sides(heading, orientation);
                let extra = Extra { breaks_page, bookmark: Some(state.headings), sides };
                text::paragraph(xml, text::heading_style(heading), extra, &heading.runs, self.status);
                let words = text::printed_text(&heading.runs, self.status);
                state.pager.heading(text::heading_style(heading), &words, breaks_page);
                state.headings += 1;
                state.above.push(words);
                // Its lines and what stands around them are higher than those of others.
                if heading.style == HeadingStyle::Part {
                    state.above.extend([String::new(), String::new()]);
                }
            }
            Block::Paragraph(paragraph) => {
                if text::printed(&paragraph.runs, self.status).next().is_none() {
                    state.wants_break = breaks.is_some();
                    return Ok(());
                }
                let extra = Extra { breaks_page: breaks, ..Extra::default() };
                let style = text::paragraph_style(paragraph);
                text::paragraph(xml, style, extra, &paragraph.runs, self.status);
                let words = text::printed_text(&paragraph.runs, self.status);
                state.pager.paragraph(style, &words, breaks);
                match paragraph.style {
                    ParagraphStyle::Label | ParagraphStyle::Centred => state.above.push(words),
                    _ => state.above.clear(),
                }
            }
            Block::Table(key) => {
                let above = std::mem::take(&mut state.above);
                self.tables(xml, *key, orientation, breaks.is_some(), &above, &mut state.pager);
            }
            Block::Chart(key) => {
                if let Some(spec) = self.charts.iter().find(|spec| spec.key == *key) {
                    let parts = charts::chart(xml, spec, (state.drawings + 1, self.numbers), breaks, &mut state.pager)?;
                    state.drawings += usize::from(!parts.is_empty());
                    state.parts.extend(parts);
                }
            }
        }
        match block {
            Block::PageBreak => state.above.clear(),
            _ => state.is_fresh = false,
        }
        Ok(())
    }

    /// The panels of a table, each on a page of its own.
    fn tables(
        &self,
        xml: &mut Xml,
        key: TableKey,
        orientation: Orientation,
        breaks: bool,
        above: &[String],
        pager: &mut Pager,
    ) {
        let paper = Paper::of(orientation);
        for (place, table) in (self.tables)(key).iter().enumerate() {
            let frame = Frame {
                width: paper.text_width(),
                height: paper.text_height(),
                breaks_page: place > 0 || breaks,
                above: if place == 0 { above } else { &[] },
            };
            tables::table(xml, table, frame, pager);
        }
    }
}

impl State {
    /// Whether the next paragraph begins a page.
    fn page_break(&mut self) -> Option<bool> {
        std::mem::take(&mut self.wants_break).then_some(true)
    }
}
