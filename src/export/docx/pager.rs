//! Estimates the page of each heading, for the table of contents. Measures are twentieths of a point.
//!
//! Word could fill in the pages itself, but would ask for permission each time the file is opened. Lines have exact
//! heights, charts and table rows known ones, so what both programs do can be computed. `.ci/documents` checks with the
//! samples that LibreOffice arrives at the same pages. The pages of the PDF cannot stand in: over the files of `samples`
//! half of their numbers are those of LibreOffice, whose lines, contents and tables are set otherwise; of the estimates
//! all but one or two.

use super::{lines, styles};
use crate::report::{Orientation, Paper};

/// A line with a drawing is a little higher than it.
const BELOW_DRAWING: u32 = 8;

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
    /// Above the first of what is kept.
    room_above: u32,
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
            room_above: 0,
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
        self.block(&look, look.line, self.lines(&look, text), look.keeps_next);
    }

    /// An entry of the contents, so far from line to line.
    pub(super) fn entry(&mut self, style: &str, text: &str, line: u32) {
        let look = styles::measures(style);
        self.block(&look, line, self.lines(&look, text), false);
    }

    /// A paragraph that stays with the next.
    pub(super) fn kept_paragraph(&mut self, style: &str, text: &str, breaks: Option<bool>) {
        if breaks == Some(true) {
            self.break_page();
        }
        let look = styles::measures(style);
        self.block(&look, look.line, self.lines(&look, text), true);
    }

    fn lines(&self, look: &styles::StyleMeasures, text: &str) -> u32 {
        lines::count(text, look.size, self.width.saturating_sub(look.sides), look.indent)
    }

    /// A line that holds a drawing.
    pub(super) fn drawing(&mut self, style: &str, height: u32, breaks: Option<bool>, keeps_next: bool) {
        let look = styles::measures(style);
        if breaks == Some(true) {
            self.break_page();
        }
        self.block(&look, height + BELOW_DRAWING, 1, keeps_next);
    }

    /// How much of the page is free below what stands on it and what is kept with the next.
    pub(super) fn room(&self) -> u32 {
        self.height.saturating_sub(self.used + self.kept)
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

    fn block(&mut self, look: &styles::StyleMeasures, line: u32, count: u32, keeps_next: bool) {
        let [before, after] = look.spacing;
        if keeps_next {
            if self.kept == 0 {
                self.room_above = before;
            }
            self.kept += before + line * count + after;
            return;
        }
        if self.kept == 0 {
            self.room_above = before;
        }
        self.kept += before;
        self.settle(line);
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
            // At the head of a page that was full there is no room above.
            self.kept -= self.room_above;
        }
        self.room_above = 0;
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

    /// As measured in LibreOffice: two charts and five lines of text fill a page but for half a point.
    #[test]
    fn a_chart_at_the_head_of_a_page_has_no_room_above() {
        let mut pager = Pager::new();
        pager.heading("Heading2", "一、总体情况", None);
        (0..20).for_each(|_| pager.paragraph("Body", "一行", None));
        pager.drawing("Chart", 5100, None, false);
        pager.heading("Heading2", "四、财政拨款", None);
        pager.paragraph("Body", &"字".repeat(26 + 28 * 3), None);
        pager.drawing("Chart", 4300, None, true);
        pager.paragraph("ChartNote", "比上年增加", None);
        pager.heading("Heading2", "五、一般公共预算", None);
        pager.paragraph("Body", "一行", None);
        assert_eq!(pager.into_pages(), [1, 2, 3]);
    }

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
