//! Finds words on the pages, ignoring line ends, spaces and case.

use std::sync::Arc;

use super::{
    pages::{PageContent, Pages},
    places::Rect,
};

/// Where something that was searched for stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page, from 0.
    pub page: usize,
    /// Its places: one a line.
    pub rects: Vec<Rect>,
}

impl Pages {
    /// All places of some words, in reading order; words that begin on one page and end on the next are not found.
    pub fn find(&self, words: &str) -> Vec<Hit> {
        let wanted: Vec<char> = words.chars().filter(|c| is_seen(*c)).flat_map(char::to_lowercase).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let on_page = |(page, content): (usize, &Arc<PageContent>)| -> Vec<Hit> { hits_on(page, content, &wanted) };
        self.contents.iter().enumerate().flat_map(on_page).collect()
    }
}

/// Neither a space nor a place to break a word.
fn is_seen(c: char) -> bool {
    !c.is_whitespace() && c != '\u{200B}'
}

fn hits_on(page: usize, content: &PageContent, wanted: &[char]) -> Vec<Hit> {
    // Every character with its piece and its first byte in that piece.
    let mut characters: Vec<(char, usize, usize)> = Vec::new();
    for (index, piece) in content.pieces.iter().enumerate().filter(|(_, piece)| !piece.is_aside) {
        for (byte, c) in piece.text.char_indices().filter(|(_, c)| is_seen(*c)) {
            characters.extend(c.to_lowercase().map(|c| (c, index, byte)));
        }
    }
    let mut hits = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= characters.len() {
        let found = &characters[at..at + wanted.len()];
        if found.iter().map(|(c, ..)| c).eq(wanted) {
            hits.push(Hit { page, rects: rects_of(content, found) });
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    hits
}

/// The places of some characters, those of one piece together.
fn rects_of(content: &PageContent, found: &[(char, usize, usize)]) -> Vec<Rect> {
    let mut rects: Vec<Rect> = Vec::new();
    for of_piece in found.chunk_by(|a, b| a.1 == b.1) {
        let (Some(first), Some(last)) = (of_piece.first(), of_piece.last()) else { continue };
        let piece = &content.pieces[first.1];
        let left =
            piece.glyphs.iter().rfind(|(byte, _)| *byte as usize <= first.2).map_or(piece.rect.left, |(_, x)| *x);
        let right = piece.glyphs.iter().find(|(byte, _)| *byte as usize > last.2).map_or(piece.rect.right, |(_, x)| *x);
        rects.push(Rect { left, right, ..piece.rect });
    }
    rects
}
