//! Headings and paragraphs with their runs.

use super::{
    styles::{self, FIGURE_STYLE},
    xml::Xml,
};
use crate::{
    document::printable,
    export::DocumentStatus,
    report::{Heading, HeadingStyle, Orientation, Paper, Paragraph, ParagraphStyle, Run, title_width},
};

/// What a paragraph has besides its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Extra {
    /// `Some(false)` where the style would begin a page and the page has just begun.
    pub breaks_page: Option<bool>,
    /// The bookmark around its words.
    pub bookmark: Option<usize>,
    /// Left and right, in twentieths of a point.
    pub sides: u32,
}

/// What stays free at both sides of a long title, so that its lines break well.
pub(super) fn title_sides(heading: &Heading, orientation: Orientation) -> u32 {
    if !matches!(heading.style, HeadingStyle::Part | HeadingStyle::Attachment) {
        return 0;
    }
    let character = styles::measures(heading_style(heading)).size * 10;
    let room = Paper::of(orientation).text_width();
    let width = title_width(&heading.runs, room * 100 / character.max(1));
    width.map_or(0, |width| room.saturating_sub(width * character / 100) / 2)
}

/// The name of the bookmark of the n-th heading.
pub(super) fn bookmark(heading: usize) -> String {
    format!("_Toc{heading:08}")
}

/// A paragraph of runs.
pub(super) fn paragraph(xml: &mut Xml, style: &str, extra: Extra, runs: &[Run], status: DocumentStatus) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.w("w:pStyle", style);
            page_break(xml, extra.breaks_page);
            if extra.sides > 0 {
                xml.empty("w:ind", &[("w:left", &extra.sides), ("w:right", &extra.sides)]);
            }
        });
        if let Some(number) = extra.bookmark {
            xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &bookmark(number))]);
        }
        text_runs(xml, runs, status, None);
        if let Some(number) = extra.bookmark {
            xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
        }
    });
}

/// Begins a page, or says that it need not.
pub(super) fn page_break(xml: &mut Xml, breaks: Option<bool>) {
    match breaks {
        Some(true) => xml.empty("w:pageBreakBefore", &[]),
        Some(false) => xml.w("w:pageBreakBefore", 0),
        None => {}
    }
}

/// The style of a heading.
pub(super) fn heading_style(heading: &Heading) -> &'static str {
    match (heading.style, heading.is_attached) {
        (HeadingStyle::Part, _) => "Heading1",
        (HeadingStyle::Attachment, _) => "AttachmentTitle",
        (HeadingStyle::Table, _) => "TableHeading",
        (HeadingStyle::First, false) => "Heading2",
        (HeadingStyle::Second, false) => "Heading3",
        (HeadingStyle::Third, false) => "Heading4",
        (HeadingStyle::First, true) => "AttachmentHeading1",
        (HeadingStyle::Second, true) => "AttachmentHeading2",
        (HeadingStyle::Third, true) => "AttachmentHeading3",
    }
}

/// The style of a paragraph.
pub(super) fn paragraph_style(paragraph: &Paragraph) -> &'static str {
    match paragraph.style {
        ParagraphStyle::Body => "Body",
        ParagraphStyle::Label => "Label",
        ParagraphStyle::Centred => "Centred",
        ParagraphStyle::Note => "Note",
        ParagraphStyle::Right => "Right",
    }
}

/// The runs that are printed.
pub(super) fn printed(runs: &[Run], status: DocumentStatus) -> impl Iterator<Item = &Run> {
    runs.iter().filter(move |run| status == DocumentStatus::Draft || !matches!(run, Run::Blank { .. }))
}

/// The printed text of some runs.
pub(super) fn printed_text(runs: &[Run], status: DocumentStatus) -> String {
    printed(runs, status).map(Run::text).collect()
}

/// Runs in the size of the paragraph, or in one of their own in half points.
pub(super) fn text_runs(xml: &mut Xml, runs: &[Run], status: DocumentStatus, size: Option<u32>) {
    for run in printed(runs, status) {
        let is_plain = matches!(run, Run::Words(_) | Run::Written { .. }) && size.is_none();
        xml.within("w:r", &[], |xml| {
            if !is_plain {
                xml.within("w:rPr", &[], |xml| run_properties(xml, run, size));
            }
            lines(xml, &run.text());
        });
    }
}

/// In the order of the schema.
fn run_properties(xml: &mut Xml, run: &Run, size: Option<u32>) {
    if matches!(run, Run::Figure { .. }) {
        xml.w("w:rStyle", FIGURE_STYLE);
    }
    if let Some(size) = size {
        styles::size(xml, size);
    }
    if matches!(run, Run::Blank { .. }) {
        xml.w("w:highlight", "yellow");
    }
}

/// A run without properties of its own.
pub(super) fn plain(xml: &mut Xml, text: &str) {
    xml.within("w:r", &[], |xml| lines(xml, text));
}

/// A run with properties.
pub(super) fn styled(xml: &mut Xml, text: &str, properties: impl FnOnce(&mut Xml)) {
    xml.within("w:r", &[], |xml| {
        xml.within("w:rPr", &[], properties);
        lines(xml, text);
    });
}

/// A line end in a text is a line break.
fn lines(xml: &mut Xml, text: &str) {
    for (place, line) in printable(text).split('\n').enumerate() {
        if place > 0 {
            xml.empty("w:br", &[]);
        }
        if !line.is_empty() {
            xml.text_within("w:t", &[("xml:space", &"preserve")], line);
        }
    }
}

/// A field with what it shows until Word computes it anew.
pub(super) fn field(xml: &mut Xml, instruction: &str, shown: &str) {
    field_begin(xml, instruction);
    plain(xml, shown);
    field_end(xml);
}

/// Opens a field; what follows is what it shows.
pub(super) fn field_begin(xml: &mut Xml, instruction: &str) {
    field_char(xml, "begin");
    xml.within("w:r", &[], |xml| {
        xml.text_within("w:instrText", &[("xml:space", &"preserve")], &format!(" {instruction} "));
    });
    field_char(xml, "separate");
}

pub(super) fn field_end(xml: &mut Xml) {
    field_char(xml, "end");
}

fn field_char(xml: &mut Xml, kind: &str) {
    xml.within("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", &kind)]));
}
