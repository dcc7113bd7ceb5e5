//! Estimates the page of each heading, for the table of contents. Measures are twentieths of a point.
//!
//! Word could fill in the pages itself, but would ask for permission each time the file is opened. Lines have exact
//! heights, charts and table rows known ones, so what both programs do can be computed. `.ci/documents` checks with the
//! samples that LibreOffice arrives at the same pages. The pages of the PDF cannot stand in: over the 26 files of
//! `samples`, 1106 of 1144 estimated numbers are those of LibreOffice (the rest one page off, in two files where a chart
//! just fits), and 573 of the PDF's, whose lines, contents and tables are set otherwise.

use super::{lines, styles};
use crate::report::{Orientation, Paper};

/// A line with a drawing is higher than it: what the letters of the style reach below the line.
const BELOW_DRAWING: u32 = 60;

/// How far down the pages the text has come.
pub(super) struct Pager {
    page: u32,
    /// From the top of the page.
    used: u32,
    width: u32,
    height: u32,
    /// What stays with the next paragraph, and the headings in it.
    kept: u32,
    kept_headings: Vec<usize>,
    pages: Vec<u32>,
}

impl Pager {
    pub(super) fn new() -> Self {
        let paper = Paper::of(Orientation::Portrait);
        Self {
            page: 1,
            used: 0,
            width: paper.text_width(),
            height: paper.text_height(),
            kept: 0,
            kept_headings: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// The following text stands on such paper.
    pub(super) fn turn(&mut self, orientation: Orientation) {
        let paper = Paper::of(orientation);
        (self.width, self.height) = (paper.text_width(), paper.text_height());
    }

    /// What stands before is not counted.
    pub(super) fn restart(&mut self) {
        self.settle(0);
        (self.page, self.used) = (1, 0);
    }

    /// A new page, if something stands on this one.
    pub(super) fn break_page(&mut self) {
        self.settle(0);
        if self.used > 0 {
            self.next_page();
        }
    }

    /// A heading; `breaks` as in its properties.
    pub(super) fn heading(&mut self, style: &str, text: &str, breaks: Option<bool>) {
        let look = styles::measures(style);
        if breaks.unwrap_or(look.breaks_page) {
            self.break_page();
        }
        self.kept_headings.push(self.pages.len());
        self.pages.push(self.page);
        self.paragraph(style, text, Some(false));
    }

    /// A paragraph; `breaks` as in its properties.
    pub(super) fn paragraph(&mut self, style: &str, text: &str, breaks: Option<bool>) {
        let look = styles::measures(style);
        if breaks.unwrap_or(look.breaks_page) {
            self.break_page();
        }
        let count = lines::count(text, look.size, self.width.saturating_sub(look.sides), look.indent);
        self.block(&look, look.line, count, look.keeps_next);
    }

    /// A line that holds a drawing.
    pub(super) fn drawing(&mut self, style: &str, height: u32, breaks: Option<bool>, keeps_next: bool) {
        let look = styles::measures(style);
        if breaks == Some(true) {
            self.break_page();
        }
        self.block(&look, height + BELOW_DRAWING, 1, keeps_next);
    }

    /// Rows; the first ones are the head, which each page repeats.
    pub(super) fn rows(&mut self, heights: &[u32], head: usize) {
        let (head, rows) = heights.split_at(head.min(heights.len()));
        let head: u32 = head.iter().sum();
        self.settle(head + rows.first().copied().unwrap_or(0));
        self.used += head;
        for row in rows {
            if self.used + row > self.height && self.used > head {
                self.next_page();
                self.used = head;
            }
            self.used += row;
        }
    }

    /// Rows that stay together and, with them, what follows.
    pub(super) fn kept_rows(&mut self, heights: u32, keeps_next: bool) {
        if keeps_next {
            self.kept += heights;
        } else {
            self.settle(heights);
            self.used += heights;
        }
    }

    /// The page of each heading, in order.
    pub(super) fn into_pages(mut self) -> Vec<u32> {
        self.settle(0);
        self.pages
    }

    fn block(&mut self, look: &styles::Measures, line: u32, count: u32, keeps_next: bool) {
        let [before, after] = look.spacing;
        if keeps_next {
            self.kept += before + line * count + after;
            return;
        }
        self.settle(before + line);
        self.used += before;
        for _ in 0..count {
            if self.used + line > self.height {
                self.next_page();
            }
            self.used += line;
        }
        self.used += after;
    }

    /// Places what was kept together with the first `next` of what follows.
    fn settle(&mut self, next: u32) {
        if self.used > 0 && self.used + self.kept + next > self.height {
            self.next_page();
        }
        self.used += std::mem::take(&mut self.kept);
        for heading in self.kept_headings.drain(..) {
            if let Some(page) = self.pages.get_mut(heading) {
                *page = self.page;
            }
        }
    }

    fn next_page(&mut self) {
        self.page += 1;
        self.used = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_22_lines_and_a_heading_stays_with_its_text() {
        let mut pager = Pager::new();
        let heading = |pager: &mut Pager| pager.heading("Heading2", "一、总体情况", None);
        heading(&mut pager);
        (0..20).for_each(|_| pager.paragraph("Body", "一行", None));
        // One line is left: not enough for a heading and a line of text.
        heading(&mut pager);
        pager.paragraph("Body", &"字".repeat(26 + 27 * 21), None);
        // The text filled the page and one line more would have been the heading's.
        heading(&mut pager);
        assert_eq!(pager.into_pages(), [1, 2, 3]);
    }

    #[test]
    fn rows_go_on_below_a_repeated_head() {
        let mut pager = Pager::new();
        pager.turn(Orientation::Landscape);
        // 9070 high: 8 rows of 1000 below a head of 1000, then 8 on each page.
        pager.rows(&[1000; 18], 1);
        pager.heading("Heading2", "后面", None);
        assert_eq!(pager.into_pages(), [3]);
    }

    #[test]
    fn the_cover_is_not_counted_and_parts_begin_pages() {
        let mut pager = Pager::new();
        pager.paragraph("CoverTitle", "封面", None);
        pager.restart();
        for breaks in [Some(false), None, None] {
            pager.heading("Heading1", "第一部分", breaks);
            pager.paragraph("Body", "一行", None);
        }
        assert_eq!(pager.into_pages(), [1, 2, 3]);
    }
}
