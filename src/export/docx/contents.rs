//! The title page and the table of contents.

use super::{
    pager::Pager,
    text::{self, bookmark, field, field_begin, field_end, plain, printed_text},
    xml::Xml,
};
use crate::{
    export::DocumentStatus,
    report::{Block, Cover, Heading, Report},
};

/// Parts, attachments, tables and the headings “一、”; those of attachments stand one level deeper and
/// have a style of their own.
const FIELD: &str = "TOC \\o \"1-2\" \\h \\z \\t \"附件标题 1,3,表标题,2\"";
/// Sizes of the title in half points, from “小初” (36 pt) down to “二号” (22 pt).
const TITLE_SIZES: [usize; 4] = [72, 64, 52, 44];
/// Room for a line of the title, in half points.
const TITLE_ROOM: usize = 884;

/// The title page: the title in its upper half, the time of publication (公开时间) at its foot.
pub(super) fn cover(xml: &mut Xml, cover: &Cover, status: DocumentStatus) {
    let lengths = cover.lines.iter().map(|line| printed_text(line, status).chars().count());
    let longest = lengths.max().unwrap_or(0);
    let fitting = TITLE_SIZES.into_iter().find(|size| size * longest <= TITLE_ROOM);
    let size = u32::try_from(fitting.unwrap_or(44)).unwrap_or(44);
    for (place, line) in cover.lines.iter().enumerate() {
        let before = if place == 0 { 3000 } else { 240 };
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.w("w:pStyle", "CoverTitle");
                xml.empty("w:spacing", &[("w:before", &before)]);
            });
            text::text_runs(xml, line, status, Some(size));
        });
    }
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.w("w:pStyle", "CoverFoot");
            // A frame stands at the foot of the page however long the title is.
            let frame: super::xml::Attributes<'_> = &[
                ("w:w", &8844),
                ("w:wrap", &"notBeside"),
                ("w:vAnchor", &"margin"),
                ("w:hAnchor", &"margin"),
                ("w:xAlign", &"center"),
                ("w:yAlign", &"bottom"),
            ];
            xml.empty("w:framePr", frame);
        });
        text::text_runs(xml, &cover.foot, status, None);
    });
}

const TITLE: &str = "目　　录";

/// What the contents list: the place of each heading among all headings, its style and its words.
fn entries(report: &Report, status: DocumentStatus) -> Vec<(usize, String, String)> {
    let headings = report.blocks().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    });
    let listed = headings.enumerate().filter(|(_, heading)| heading.is_listed());
    let entry = |(place, heading): (usize, &Heading)| {
        let words = printed_text(&heading.runs, status).replace('\n', " ");
        (place, format!("TOC{}", heading.level()), words)
    };
    listed.map(entry).collect()
}

/// Counts the room that the contents take.
pub(super) fn reserve(pager: &mut Pager, report: &Report, breaks_page: Option<bool>, status: DocumentStatus) {
    pager.paragraph("ContentsTitle", TITLE, breaks_page);
    let line = report.contents_line();
    for (_, style, words) in entries(report, status) {
        pager.entry(&style, &format!("{words}　000"), line);
    }
}

/// The contents as a field that is filled in and that Word can renew. `pages` has the page of each heading.
pub(super) fn contents(
    xml: &mut Xml,
    report: &Report,
    pages: &[u32],
    breaks_page: Option<bool>,
    status: DocumentStatus,
) {
    let extra = text::Extra { breaks_page, ..text::Extra::default() };
    text::paragraph(xml, "ContentsTitle", extra, &[crate::report::Run::words(TITLE)], status);
    let entries = entries(report, status);
    for (row, (place, style, words)) in entries.iter().enumerate() {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.w("w:pStyle", style));
            if row == 0 {
                field_begin(xml, FIELD);
            }
            xml.within("w:hyperlink", &[("w:anchor", &bookmark(*place)), ("w:history", &1)], |xml| {
                plain(xml, words);
                xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
                let shown = pages.get(*place).map_or("…".to_owned(), u32::to_string);
                field(xml, &format!("PAGEREF {} \\h", bookmark(*place)), &shown);
            });
            if row + 1 == entries.len() {
                field_end(xml);
            }
        });
    }
}
