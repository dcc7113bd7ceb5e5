//! The text of a page: letters to lines, lines to cells and paragraphs.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::{
    limits::LONGEST_TEXT,
    model::{FileBlock, FileCell, FileParagraph, FilePlace, PageRectangle, TextOrigin},
    pdf_lattice::{Lattice, tenths},
};

/// A glyph and where it stands, in points from the upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Its base line.
    pub base: f64,
    pub size: f64,
    /// Whether it stands upright.
    pub is_level: bool,
}

/// The letters of a page that are in no table yet.
pub(super) struct Glyphs {
    letters: Vec<Letter>,
}

impl Glyphs {
    pub fn of(mut letters: Vec<Letter>) -> Self {
        // Words across the page are a watermark, unless the page itself lies on its side.
        let level = letters.iter().filter(|letter| letter.is_level).count();
        if 2 * level > letters.len() {
            letters.retain(|letter| letter.is_level);
        }
        Self { letters: seen_once(letters) }
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Takes the letters of a table out: its filled cells.
    pub fn fill(&mut self, lattice: &Lattice) -> Vec<FileCell> {
        let mut inside: HashMap<usize, Vec<Letter>> = HashMap::new();
        let mut outside = Vec::new();
        for letter in std::mem::take(&mut self.letters) {
            let field = lattice.field(letter.left.midpoint(letter.right), letter.base - letter.size * 0.35);
            match field.and_then(|field| lattice.owner.get(field)) {
                Some(owner) => inside.entry(*owner).or_default().push(letter),
                None => outside.push(letter),
            }
        }
        self.letters = outside;
        let width = lattice.width();
        // The last field of each cell.
        let mut ends: HashMap<usize, (usize, usize)> = HashMap::new();
        for (field, owner) in lattice.owner.iter().enumerate() {
            let end = ends.entry(*owner).or_insert((field / width, field % width));
            *end = (end.0.max(field / width), end.1.max(field % width));
        }
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let mut cells: Vec<FileCell> = inside
            .into_iter()
            .filter_map(|(owner, letters)| {
                let (row, column) = (owner / width, owner % width);
                let (last_row, last_column) = *ends.get(&owner)?;
                let text: String = lines(letters).iter().map(TextLine::text).collect();
                let rectangle = PageRectangle {
                    left: tenths(lattice.columns[column]),
                    top: tenths(lattice.rows[row]),
                    right: tenths(lattice.columns[last_column + 1]),
                    bottom: tenths(lattice.rows[last_row + 1]),
                };
                (!text.trim().is_empty()).then(|| FileCell {
                    row: number(row),
                    column: number(column),
                    rows: number(last_row - row + 1),
                    columns: number(last_column - column + 1),
                    text,
                    is_number: false,
                    rectangle: Some(rectangle),
                })
            })
            .collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells
    }

    /// The lines of what is left.
    pub fn rest_lines(self) -> Vec<TextLine> {
        lines(self.letters)
    }
}

/// Letters drawn twice at the same place are a false bold.
fn seen_once(letters: Vec<Letter>) -> Vec<Letter> {
    let mut places: HashMap<(String, i64, i64), Vec<(f64, f64)>> = HashMap::new();
    let mut once = Vec::new();
    for mut letter in letters {
        letter.text = plain(&letter.text);
        if letter.text.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c.is_control()) {
            continue;
        }
        let size = letter.size.max(1.0);
        let near = 0.21 * size;
        #[expect(clippy::cast_possible_truncation, reason = "no page is that large")]
        let grid = |at: f64| (at / size).round() as i64;
        let (column, row) = (grid(letter.left), grid(letter.base));
        let is_there = |x: i64, y: i64| {
            let others = places.get(&(letter.text.clone(), column + x, row + y));
            others.is_some_and(|others| {
                others.iter().any(|(left, base)| (left - letter.left).abs() < near && (base - letter.base).abs() < near)
            })
        };
        if (-1..=1).any(|x| (-1..=1).any(|y| is_there(x, y))) {
            continue;
        }
        places.entry((letter.text.clone(), column, row)).or_default().push((letter.left, letter.base));
        once.push(letter);
    }
    once
}

/// In the forms that people type: signs of radicals and of compatibility are the characters that they look like.
fn plain(text: &str) -> String {
    // Full-width marks of punctuation are what they are.
    text.chars()
        .flat_map(|c| match c {
            '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' | '\u{00a0}' => {
                let composed: Vec<char> = c.nfkc().collect();
                composed
            }
            c => vec![c],
        })
        .collect()
}

/// Letters on one base line.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    base: f64,
    letters: Vec<Letter>,
}

impl TextLine {
    /// Its letters; a gap as wide as a letter is a blank.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut end: Option<f64> = None;
        for letter in &self.letters {
            if end.is_some_and(|end| letter.left - end > 0.6 * letter.size) {
                text.push(' ');
            }
            text.push_str(&letter.text);
            end = Some(letter.right);
        }
        text
    }

    /// Whether it is columns of words rather than one text.
    fn has_gap(&self) -> bool {
        self.letters.windows(2).any(|pair| pair[1].left - pair[0].right > 1.8 * pair[0].size)
    }

    pub fn bottom(&self) -> i32 {
        tenths(self.base)
    }

    fn left(&self) -> f64 {
        self.letters.first().map_or(0.0, |letter| letter.left)
    }

    fn right(&self) -> f64 {
        self.letters.last().map_or(0.0, |letter| letter.right)
    }

    fn size(&self) -> f64 {
        self.letters.iter().map(|letter| letter.size).fold(0.0, f64::max)
    }
}

/// Whether a line begins with the number of a heading or item: `一、`, `（二）`, `第三部分`.
fn is_numbered(text: &str) -> bool {
    let is_chinese = |c: char| "一二三四五六七八九十".contains(c);
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('第') {
        return rest.trim_start_matches(is_chinese).starts_with("部分") && rest.starts_with(is_chinese);
    }
    let open = text.strip_prefix(['（', '(']);
    let rest = open.unwrap_or(text);
    let behind = rest.trim_start_matches(is_chinese);
    let ends: &[char] = if open.is_some() { &['）', ')'] } else { &['、'] };
    behind.len() < rest.len() && behind.starts_with(ends)
}

fn lines(mut letters: Vec<Letter>) -> Vec<TextLine> {
    letters.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut lines: Vec<TextLine> = Vec::new();
    for letter in letters {
        let reach = 0.35 * letter.size.max(4.0);
        let near = lines.iter_mut().rev().take(4).find(|line| (line.base - letter.base).abs() < reach);
        match near {
            Some(line) => line.letters.push(letter),
            None => lines.push(TextLine { base: letter.base, letters: vec![letter] }),
        }
    }
    for line in &mut lines {
        line.letters.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines
}

/// Lines joined to paragraphs, over the ends of pages, too.
#[derive(Default)]
pub(super) struct Paragraphs {
    count: u32,
    page: u32,
    /// Width and height of the page.
    size: (f64, f64),
    /// The edges of the text on the page so far, by which a full line is known.
    edges: Option<(f64, f64)>,
    open: Option<Open>,
}

struct Open {
    text: String,
    page: u32,
    rectangle: PageRectangle,
    last: TextLine,
    last_page: u32,
    /// Of the last page.
    size: (f64, f64),
}

impl Paragraphs {
    pub fn begin_page(&mut self, page: u32, width: f64, height: f64) {
        if self.size != (width, height) {
            self.edges = None;
        }
        (self.page, self.size) = (page, (width, height));
    }

    pub fn add(&mut self, line: TextLine, blocks: &mut Vec<FileBlock>) {
        let text = line.text();
        if self.is_page_number(&line, &text) {
            return;
        }
        let (left, right) = self.edges.unwrap_or((line.left(), line.right()));
        let (left, right) = (left.min(line.left()), right.max(line.right()));
        self.edges = Some((left, right));
        let goes_on = self.open.as_ref().is_some_and(|open| {
            let size = open.last.size().max(1.0);
            let is_full = open.last.right() > right - 2.2 * size && open.last.left() < left + 3.0 * size;
            let is_indented = line.left() > left + 0.8 * size;
            let is_alike = (line.size() - open.last.size()).abs() < 0.2 * size;
            // On paper of another size something else begins.
            let is_over_page = open.last_page != self.page && open.size == self.size;
            let is_below = open.last_page == self.page && line.base - open.last.base < 3.0 * size;
            let is_next = is_over_page || is_below;
            let is_apart = open.last.has_gap() || line.has_gap() || is_numbered(&text);
            is_full && !is_indented && is_alike && is_next && !is_apart
        });
        let own = PageRectangle {
            left: tenths(line.left()),
            top: tenths(line.base - line.size()),
            right: tenths(line.right()),
            bottom: tenths(line.base + 0.2 * line.size()),
        };
        if goes_on && let Some(open) = &mut self.open {
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if is_word(open.text.chars().next_back()) && is_word(text.chars().next()) {
                open.text.push(' ');
            }
            if open.text.len() < LONGEST_TEXT {
                open.text.push_str(&text);
            }
            if open.page == self.page {
                let all = open.rectangle;
                open.rectangle = PageRectangle {
                    left: all.left.min(own.left),
                    top: all.top.min(own.top),
                    right: all.right.max(own.right),
                    bottom: all.bottom.max(own.bottom),
                };
            }
            (open.last, open.last_page, open.size) = (line, self.page, self.size);
            return;
        }
        self.close(blocks);
        let (page, size) = (self.page, self.size);
        self.open = Some(Open { text, page, rectangle: own, last: line, last_page: page, size });
    }

    pub fn close(&mut self, blocks: &mut Vec<FileBlock>) {
        let Some(open) = self.open.take() else { return };
        self.count += 1;
        let place =
            FilePlace { sheet: None, page: Some(open.page), number: self.count, rectangle: Some(open.rectangle) };
        let text = open.text;
        blocks.push(FileBlock::Paragraph(FileParagraph {
            place,
            text,
            numbered: 0,
            heading: None,
            origin: TextOrigin::Body,
        }));
    }

    /// `— 12 —`, `第 12 页`, alone at the edge of the page.
    fn is_page_number(&self, line: &TextLine, text: &str) -> bool {
        let (_, height) = self.size;
        let is_at_edge = line.base > 0.88 * height || line.base < 0.06 * height;
        let is_sign = |c: char| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '—' | '–' | '第' | '页' | '共' | '/' | '·')
        };
        is_at_edge && text.chars().all(is_sign) && text.chars().any(|c| c.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, left: f64, base: f64) -> Vec<Letter> {
        let at = |index: usize| left + 10.0 * f64::from(u8::try_from(index).expect("few"));
        let letter = |(index, c): (usize, char)| Letter {
            text: c.to_string(),
            left: at(index),
            right: at(index) + 10.0,
            base,
            size: 10.0,
            is_level: true,
        };
        text.chars().enumerate().map(letter).collect()
    }

    #[test]
    fn what_is_drawn_twice_is_read_once_and_radicals_are_characters() {
        let mut all = letters("⼯会", 0.0, 100.0);
        all.extend(letters("⼯会", 0.4, 100.0));
        let glyphs = Glyphs::of(all);
        assert_eq!(glyphs.rest_lines()[0].text(), "工会");
    }

    #[test]
    fn full_lines_go_on_also_over_a_page() {
        let mut paragraphs = Paragraphs::default();
        let mut blocks = Vec::new();
        paragraphs.begin_page(1, 200.0, 300.0);
        for (text, left, base) in
            [("第一行是满的一行文字", 20.0, 250.0), ("满的第二行一直到头了吗", 0.0, 265.0), ("1", 50.0, 290.0)]
        {
            paragraphs.add(lines(letters(text, left, base)).remove(0), &mut blocks);
        }
        paragraphs.begin_page(2, 200.0, 300.0);
        for (text, left, base) in [("完。", 0.0, 30.0), ("另一段", 20.0, 45.0)] {
            paragraphs.add(lines(letters(text, left, base)).remove(0), &mut blocks);
        }
        paragraphs.close(&mut blocks);
        assert_eq!(texts(&blocks), ["第一行是满的一行文字满的第二行一直到头了吗完。", "另一段"]);
    }

    #[test]
    fn on_paper_of_another_size_something_else_begins() {
        let mut paragraphs = Paragraphs::default();
        let mut blocks = Vec::new();
        for (page, width, text) in [(1, 200.0, "注：这一行正好写满"), (2, 300.0, "收入决算表")] {
            paragraphs.begin_page(page, width, 300.0);
            paragraphs.add(lines(letters(text, 20.0, 30.0)).remove(0), &mut blocks);
        }
        paragraphs.close(&mut blocks);
        assert_eq!(texts(&blocks), ["注：这一行正好写满", "收入决算表"]);
    }

    fn texts(blocks: &[FileBlock]) -> Vec<&str> {
        blocks
            .iter()
            .filter_map(|block| match block {
                FileBlock::Paragraph(p) => Some(&*p.text),
                _ => None,
            })
            .collect()
    }
}
