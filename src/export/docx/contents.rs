//! 封面和目录。

use super::{
    text::{self, bookmark, field, field_begin, field_end, plain, printed_text},
    xml::Xml,
};
use crate::{
    export::Mark,
    report::{Block, Cover, Heading, Report},
};

/// The deepest level that the contents list.
const DEPTH: u8 = 2;
/// Sizes of the title in half points, from 小初 down to 二号.
const TITLE_SIZES: [usize; 4] = [72, 64, 52, 44];
/// Room for a line of the title, in half points.
const TITLE_ROOM: usize = 884;

/// The title page: the title in its upper half, 公开时间 at its foot.
pub(super) fn cover(xml: &mut Xml, cover: &Cover, mark: Mark) {
    let lengths = cover.lines.iter().map(|line| printed_text(line, mark).chars().count());
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
            text::text_runs(xml, line, mark, Some(size));
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
        text::text_runs(xml, &cover.foot, mark, None);
    });
}

/// The contents as a field, filled in, which Word can make anew. `pages` holds the page of each topic of the report
/// as far as it is known.
pub(super) fn contents(xml: &mut Xml, report: &Report, pages: &[Option<u32>], breaks_page: Option<bool>, mark: Mark) {
    let extra = text::Extra { breaks_page, bookmark: None };
    text::paragraph(xml, "ContentsTitle", extra, &[crate::report::Run::words("目　　录")], mark);
    let headings = report.blocks().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    });
    let entries: Vec<(usize, &Heading)> =
        headings.enumerate().filter(|(_, heading)| heading.style.level() <= DEPTH).collect();
    for (row, (place, heading)) in entries.iter().enumerate() {
        let words = printed_text(&heading.runs, mark).replace('\n', " ");
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.w("w:pStyle", format_args!("TOC{}", heading.style.level())));
            if row == 0 {
                field_begin(xml, &format!("TOC \\o \"1-{DEPTH}\" \\h \\z \\u"));
            }
            xml.within("w:hyperlink", &[("w:anchor", &bookmark(*place)), ("w:history", &1)], |xml| {
                plain(xml, &words);
                xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
                let page = pages.get(heading.topic).copied().flatten();
                let shown = page.map_or("…".to_owned(), |page| page.to_string());
                field(xml, &format!("PAGEREF {} \\h", bookmark(*place)), &shown);
            });
            if row + 1 == entries.len() {
                field_end(xml);
            }
        });
    }
}
