//! What stands in a file that others made: its paragraphs, tables and pictures in their order, each with its place.
//!
//! Nothing here knows what the words mean. What a file is, its content says, never its name. A file is read in a child
//! process (`console/evidence_child`), because no reader of foreign formats can promise to end, nor to be content with
//! the memory that there is; see `limits`.

mod archive;
mod docx;
mod docx_chart;
mod docx_hidden;
mod docx_numbering;
mod html;
mod limits;
mod lines;
mod model;
mod pdf;
mod pdf_lattice;
mod pdf_picture;
mod pdf_text;
mod refusal;
mod sniff;
mod text;
mod xls;
mod xlsx;
mod xlsx_styles;
mod xml;
mod xml_sheet;

pub use limits::{CHILD_MEMORY, CHILD_TIME, MOST_BYTES, MOST_CELLS};
pub use lines::{read_lines, write_lines};
pub use model::{
    CellBorders, Evidence, FileBlock, FileCell, FileChart, FileKind, FileParagraph, FilePicture, FilePlace, FilePoint,
    FileRemark, FileSeries, FileTable, PageRectangle, TextOrigin,
};
pub use pdf_picture::{PagePicture, page_picture};
pub use refusal::Refusal;
pub use text::read_clipboard;

use sniff::Sniffed;

/// Reads a file.
///
/// # Errors
/// A [`Refusal`] whose words tell the person what to do.
pub fn read(bytes: &[u8]) -> Result<Evidence, Refusal> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let evidence = match sniff::sniff(bytes)? {
        Sniffed::Xlsx => xlsx::read(bytes),
        Sniffed::Docx => docx::read(bytes),
        Sniffed::Pdf => pdf::read(bytes),
        Sniffed::Xls => xls::read(bytes),
        Sniffed::SpreadsheetXml => xml_sheet::read(bytes),
        Sniffed::Html => html::read(&text::decode(bytes)),
        Sniffed::Text => Ok(text::read(&text::decode(bytes))),
    }?;
    if evidence.blocks.is_empty() && evidence.remarks.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(evidence)
}
