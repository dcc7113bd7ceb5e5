//! Tables: number, title and caption above, the head repeated on each page, notes below.

use std::ops::Range;

use super::{
    fit::{Fit, PADDING, indent, text_width},
    pager::Pager,
    styles,
    text::{page_break, plain, styled},
    xml::Xml,
};
use crate::report::{Align, GridSlot, PrintedCell, PrintedTable, page_starts};

/// What stands around a table besides itself.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Room for text on the page.
    pub width: u32,
    /// Room for text on the page.
    pub height: u32,
    pub breaks_page: bool,
    /// Headings and labels right above, which need not be repeated.
    pub above: &'a [String],
}

/// A heading or title above, in twentieths of a point.
const HEADING: u32 = 620;
/// The rows that stand together at the end of a table.
const KEPT_ROWS: usize = 3;
/// A line of the caption or of a note, as in the style “小字”, with some room.
const LINE: u32 = 300;

pub(super) fn table(xml: &mut Xml, table: &PrintedTable, frame: Frame<'_>, pager: &mut Pager) {
    let [title, number] = table.unsaid(frame.above);
    let mut breaks = frame.breaks_page.then_some(true);
    if let Some(title) = title {
        pager.paragraph("TableTitle", title, breaks);
        line(xml, "TableTitle", breaks.take(), |xml| plain(xml, title));
    }
    let mut count: u32 = table.notes.iter().map(|note| text_width(note, 21).div_ceil(frame.width).max(1)).sum();
    if let Some(number) = number {
        count += 1;
        pager.paragraph("TableNumber", number, breaks);
        line(xml, "TableNumber", breaks.take(), |xml| plain(xml, number));
    }
    if table.caption.iter().any(|text| !text.is_empty()) {
        let is_long = is_long(table, frame.width);
        count += if is_long { 2 } else { 1 };
        pager.paragraph("TableCaption", if is_long { "\n" } else { "" }, breaks);
        caption(xml, table, frame.width, is_long, breaks.take());
    }
    let headings = u32::try_from(frame.above.len().max(1)).unwrap_or(1);
    let fit = Fit::of(table, frame.width, room(frame.height, headings, count), frame.height);
    rows(xml, table, &fit, frame.height, pager);
    for note in &table.notes {
        pager.paragraph("TableNote", note, None);
        line(xml, "TableNote", None, |xml| plain(xml, note));
    }
    if table.notes.is_empty() {
        // Two tables without anything between them would become one.
        pager.paragraph("Thin", "", None);
        line(xml, "Thin", None, |_| {});
    }
}

/// What headings and lines around a table leave of the height of a page.
pub(super) fn room(height: u32, headings: u32, lines: u32) -> u32 {
    height.saturating_sub(headings * HEADING + lines * LINE)
}

fn line(xml: &mut Xml, style: &str, breaks: Option<bool>, runs: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.w("w:pStyle", style);
            page_break(xml, breaks);
        });
        runs(xml);
    });
}

/// Whether the text at the left leaves no room for the one in the middle.
fn is_long(table: &PrintedTable, width: u32) -> bool {
    let [left, middle, _] = table.caption.each_ref().map(|text| text_width(text, 21));
    left + middle / 2 + 210 > width / 2
}

/// Department, year and unit at the left, in the middle and at the right; a long name in a line of its own.
fn caption(xml: &mut Xml, table: &PrintedTable, width: u32, is_long: bool, breaks: Option<bool>) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.w("w:pStyle", "TableCaption");
            page_break(xml, breaks);
            xml.within("w:tabs", &[], |xml| {
                for (kind, place) in [("center", width / 2), ("right", width)] {
                    xml.empty("w:tab", &[("w:val", &kind), ("w:pos", &place)]);
                }
            });
        });
        for (place, text) in table.caption.iter().enumerate() {
            if place > 0 {
                xml.within("w:r", &[], |xml| {
                    if place == 1 && is_long {
                        xml.empty("w:br", &[]);
                    }
                    xml.empty("w:tab", &[]);
                });
            }
            if !text.is_empty() {
                plain(xml, text);
            }
        }
    });
}

/// A table, or the tables of a form one below the other; `page` is how high a page is.
fn rows(xml: &mut Xml, table: &PrintedTable, fit: &Fit, page: u32, pager: &mut Pager) {
    let mut grid = table.grid();
    let heights = fit.heights(&grid);
    for (place, stretch) in table.stretches().into_iter().enumerate() {
        if place > 0 {
            // Without anything between them the tables would become one.
            line(xml, "Thin", None, |_| {});
            pager.paragraph("Thin", "", None);
        }
        let (head, body) = (stretch.head.clone(), stretch.rows.clone());
        let of = |range: &Range<usize>| heights.get(range.clone()).unwrap_or_default();
        let head_height: u32 = of(&head).iter().sum();
        let starts = page_starts(of(&body), head_height, pager.room(), page);
        for start in starts {
            stand_again(&mut grid, body.start + start);
        }
        pager.rows(&[of(&head), of(&body)].concat(), head.len());
        xml.within("w:tbl", &[], |xml| {
            properties(xml, fit.widths.iter().sum(), true, &table.title);
            xml.within("w:tblGrid", &[], |xml| {
                for width in &fit.widths {
                    xml.empty("w:gridCol", &[("w:w", width)]);
                }
            });
            for row in head.clone().chain(body.clone()) {
                // The last rows stay together: no page for one or two.
                let keeps_next = row + 1 < body.end && row + KEPT_ROWS >= body.end;
                xml.within("w:tr", &[], |xml| {
                    xml.within("w:trPr", &[], |xml| {
                        xml.empty("w:cantSplit", &[]);
                        xml.empty("w:trHeight", &[("w:val", &fit.row_height), ("w:hRule", &"atLeast")]);
                        if head.contains(&row) {
                            xml.empty("w:tblHeader", &[]);
                        }
                    });
                    grid.get(row).into_iter().flatten().for_each(|slot| cell(xml, slot, fit, keeps_next));
                });
            }
        });
    }
}

/// A merged cell that a page cuts begins anew on the next.
fn stand_again(grid: &mut [Vec<GridSlot<'_>>], row: usize) {
    let (above, below) = grid.split_at_mut(row.min(grid.len()));
    for slot in below.iter_mut().take(1).flatten().filter(|slot| slot.is_tall && slot.cell.is_none()) {
        let from = above.iter().rev().find_map(|slots| {
            let same = slots.iter().find(|other| other.column == slot.column)?;
            same.cell
        });
        slot.cell = from;
    }
}

/// Of the whole table; `title` is read out by a screen reader.
pub(super) fn properties(xml: &mut Xml, width: u32, has_borders: bool, title: &str) {
    xml.within("w:tblPr", &[], |xml| {
        if has_borders {
            xml.w("w:tblStyle", styles::TABLE_GRID);
        }
        xml.empty("w:tblW", &[("w:w", &width), ("w:type", &"dxa")]);
        xml.w("w:jc", "center");
        if has_borders {
            styles::table_borders(xml);
        }
        xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
        xml.within("w:tblCellMar", &[], |xml| {
            for side in ["w:left", "w:right"] {
                xml.empty(side, &[("w:w", &(PADDING / 2)), ("w:type", &"dxa")]);
            }
        });
        xml.w("w:tblCaption", title);
    });
}

fn cell(xml: &mut Xml, slot: &GridSlot<'_>, fit: &Fit, keeps_next: bool) {
    xml.within("w:tc", &[], |xml| {
        xml.within("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &slot.width(&fit.widths)), ("w:type", &"dxa")]);
            if slot.columns > 1 {
                xml.w("w:gridSpan", slot.columns);
            }
            match (slot.is_tall, slot.cell) {
                (true, Some(_)) => xml.w("w:vMerge", "restart"),
                (true, None) => xml.empty("w:vMerge", &[]),
                (false, _) => {}
            }
            xml.w("w:vAlign", "center");
        });
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.w("w:pStyle", "TableText");
                if keeps_next {
                    xml.empty("w:keepNext", &[]);
                }
                if let Some(cell) = slot.cell {
                    alignment(xml, cell, fit);
                }
            });
            if let Some(cell) = slot.cell.filter(|cell| !cell.text.is_empty()) {
                styled(xml, &cell.text, |xml| {
                    if cell.is_bold {
                        xml.empty("w:b", &[]);
                    }
                    styles::size(xml, fit.size);
                });
            }
        });
    });
}

fn alignment(xml: &mut Xml, cell: &PrintedCell, fit: &Fit) {
    let (around, line) = (fit.air.around, fit.line_height());
    let spacing: super::xml::Attributes<'_> =
        &[("w:before", &around), ("w:after", &around), ("w:line", &line), ("w:lineRule", &"exact")];
    xml.empty("w:spacing", spacing);
    let indent = indent(cell, fit.size);
    if indent > 0 {
        xml.empty("w:ind", &[("w:left", &indent)]);
    }
    match cell.align {
        Align::Left => xml.w("w:jc", "left"),
        Align::Right => xml.w("w:jc", "right"),
        Align::Centre => {}
    }
}
