//! What is different within a paragraph.

use std::{collections::HashMap, ops::Range};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::document::Path;

use super::{
    difference::{Author, DifferenceKind},
    expected::Expected,
    plain::{Letters, has_digit, numbers},
    takeover::{Refusal, Takeover},
    telling::Differences,
    units::{ExpectedBody, ExpectedUnit, FoundBody, FoundUnit, Piece, UnitKind},
};

/// Texts of which more than this is different, in hundredths, are told whole.
const MOST_CHANGED: usize = 60;
/// What is the same between two changes must be longer, else they are one.
const LEAST_SAME: usize = 2;
/// Letters shown around a change.
const AROUND: usize = 16;
/// With what a unit of a number begins.
const UNITS: [char; 13] = ['万', '亿', '千', '百', '十', '元', '角', '分', '倍', '成', '%', '％', '‰'];

/// Compares the texts of counterparts, several where pages cut or joined them.
pub(super) fn compare(
    differences: &mut Differences<'_>,
    expected: &Expected<'_>,
    left: &[ExpectedUnit],
    right: &[FoundUnit],
    is_same: bool,
) {
    let (mut own, mut pieces, mut heading) = (Letters::default(), Vec::new(), None);
    for unit in left {
        let ExpectedBody::Text { pieces: more, letters, heading: level } = &unit.body else { continue };
        own.append(letters, u32::try_from(pieces.len()).unwrap_or(u32::MAX));
        pieces.extend(more);
        heading = heading.or(*level);
    }
    let (mut other, mut level) = (Letters::default(), None);
    for (unit, at) in right.iter().zip(0..) {
        let FoundBody::Text { letters, heading } = &unit.body else { continue };
        // Here the owner is the paragraph.
        let letters = Letters { owner: vec![0; letters.text.len()], ..letters.clone() };
        other.append(&letters, at);
        level = level.or(*heading);
    }
    let is_entry = left.first().is_some_and(|unit| unit.kind == UnitKind::Entry);
    if !is_same {
        let text = Texts { own: &own, pieces: &pieces, other: &other };
        for change in text.changes() {
            text.tell(differences, &change, right, (heading, is_entry), expected.is_paged);
        }
    }
    let place = right.first().and_then(|unit| differences.place(unit.block, None));
    let shown = || own.string().chars().take(40).collect::<String>();
    if let (Some(heading), false) = (heading, expected.is_paged)
        && level != Some(heading)
    {
        let word = |level: Option<u8>| level.map_or("不是标题".to_owned(), |level| format!("{level}级标题"));
        let texts = [word(Some(heading)), word(level)];
        differences.put(DifferenceKind::Heading, [&texts[0], &texts[1], &shown()], Author::Program, place.clone());
    }
    if !expected.is_paged && left.len() != right.len() {
        let count = |count: usize| format!("{count}段");
        let (kind, texts) = match is_entry {
            true => (DifferenceKind::Contents, [count(left.len()), count(right.len())]),
            false => (DifferenceKind::ParagraphDivided, [count(left.len()), count(right.len())]),
        };
        differences.put(kind, [&texts[0], &texts[1], &shown()], Author::Program, place);
    }
}

/// Marks at the end of a line that a program draws without saying what they are, and those set so close that their order
/// is lost.
fn is_only_drawn_otherwise(expected: &str, found: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let are_marks = !expected.contains(char::is_alphanumeric);
    are_marks && (sorted(expected) == sorted(found) || (found.is_empty() && expected.chars().count() == 1))
}

struct Texts<'a> {
    own: &'a Letters,
    pieces: &'a [&'a Piece],
    other: &'a Letters,
}

/// The letters that differ.
#[derive(Clone, Debug)]
struct Change {
    own: Range<usize>,
    other: Range<usize>,
}

impl Texts<'_> {
    fn changes(&self) -> Vec<Change> {
        let (a, b) = (self.own_tokens(), self.other_tokens());
        let mut names: HashMap<String, u32> = HashMap::new();
        let mut number = |text: String| {
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            *names.entry(text).or_insert(next)
        };
        let left: Vec<u32> = a.iter().map(|token| number(self.own.part(token.clone()))).collect();
        let right: Vec<u32> = b.iter().map(|token| number(self.other.part(token.clone()))).collect();
        let letters = |tokens: &[Range<usize>], range: Range<usize>, end: usize| {
            let at = |token: usize| tokens.get(token).map_or(end, |token| token.start);
            at(range.start)..at(range.end)
        };
        let mut changes: Vec<Change> = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &left, &right) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let own = letters(&a, op.old_range(), self.own.text.len());
            let other = letters(&b, op.new_range(), self.other.text.len());
            match changes.last_mut() {
                // Not over a number, nor from number to number: each of them is told.
                Some(last) if self.is_splinter(last, &own) => {
                    (last.own.end, last.other.end) = (own.end, other.end);
                }
                _ => changes.push(Change { own, other }),
            }
        }
        let changed: usize = changes.iter().map(|change| change.own.len().max(change.other.len())).sum();
        let has_number = changes.iter().any(|change| has_digit(&self.own.part(change.own.clone())));
        let all = self.own.text.len().max(self.other.text.len());
        if changed * 100 > all * MOST_CHANGED && !has_number {
            return vec![Change { own: 0..self.own.text.len(), other: 0..self.other.text.len() }];
        }
        changes.into_iter().flat_map(|change| self.by_author(change)).collect()
    }

    /// What is still to be written is one token: whoever writes it replaces the whole.
    fn own_tokens(&self) -> Vec<Range<usize>> {
        let mut tokens: Vec<Range<usize>> = Vec::new();
        for token in self.own.tokens() {
            let is_blank = |at: usize| matches!(self.author(at), Some(Author::Blank(_)));
            match tokens.last_mut() {
                Some(last)
                    if is_blank(token.start) && self.own.owner.get(last.start) == self.own.owner.get(token.start) =>
                {
                    last.end = token.end;
                }
                _ => tokens.push(token),
            }
        }
        tokens
    }

    /// What the file still has of it is one token as well.
    fn other_tokens(&self) -> Vec<Range<usize>> {
        let text = &self.other.text;
        let mut tokens = self.other.tokens();
        for piece in self.pieces.iter().filter(|piece| matches!(piece.author, Author::Blank(_))) {
            let blank = Letters::of([piece.text.as_str()], true).text;
            if blank.is_empty() {
                continue;
            }
            let found = text.windows(blank.len()).enumerate().filter(|(_, window)| *window == blank.as_slice());
            for place in found.map(|(at, _)| at..at + blank.len()) {
                let first = tokens.partition_point(|token| token.start < place.start);
                let last = tokens.partition_point(|token| token.end <= place.end);
                if first < last {
                    tokens.splice(first..last, [place]);
                }
            }
        }
        tokens
    }

    fn is_splinter(&self, last: &Change, next: &Range<usize>) -> bool {
        let between = last.own.end..next.start;
        let quiet = |range: Range<usize>| !has_digit(&self.own.part(range));
        between.len() <= LEAST_SAME && quiet(between) && quiet(last.own.clone()) && quiet(next.clone())
    }

    /// What was taken away of several authors is told of each: a blank that a final document does not print may stand
    /// beside words.
    fn by_author(&self, change: Change) -> Vec<Change> {
        if !change.other.is_empty() || change.own.is_empty() {
            return vec![change];
        }
        let is_blank = |at: usize| matches!(self.author(at), Some(Author::Blank(_)));
        let mut parts: Vec<Change> = Vec::new();
        for at in change.own.clone() {
            match parts.last_mut() {
                Some(last) if is_blank(last.own.start) == is_blank(at) => last.own.end = at + 1,
                _ => parts.push(Change { own: at..at + 1, other: change.other.clone() }),
            }
        }
        parts
    }

    fn author(&self, at: usize) -> Option<&Author> {
        let owner = *self.own.owner.get(at)? as usize;
        self.pieces.get(owner).map(|piece| &piece.author)
    }

    /// The place of a letter in the text of a person.
    fn written_at(&self, at: usize) -> Option<(Path, Range<usize>)> {
        let piece = self.pieces.get(*self.own.owner.get(at)? as usize)?;
        let letter = *self.own.at.get(at)?;
        let start = piece.at + letter;
        Some((piece.path()?, start..start + letter_length(&piece.text, letter)))
    }

    /// The part of a person's text that changed; what is new stands behind the person's words, or before them.
    fn written(&self, own: &Range<usize>) -> Result<(Path, Range<usize>), Refusal> {
        if own.is_empty() {
            let before = own.start.checked_sub(1).and_then(|at| self.written_at(at));
            let place = before.map(|(path, place)| (path, place.end));
            let place = place.or_else(|| self.written_at(own.start).map(|(path, place)| (path, place.start)));
            return place.map(|(path, at)| (path, at..at)).ok_or(Refusal::Generated);
        }
        let letters: Vec<Option<(Path, Range<usize>)>> = own.clone().map(|at| self.written_at(at)).collect();
        let (Some(Some((path, first))), Some(Some((_, last)))) = (letters.first(), letters.last()) else {
            return Err(if letters.iter().any(Option::is_some) { Refusal::Joined } else { Refusal::Generated });
        };
        let is_one = letters.iter().all(|letter| letter.as_ref().is_some_and(|(own, _)| own == path));
        if is_one && first.start < last.end { Ok((*path, first.start..last.end)) } else { Err(Refusal::Joined) }
    }

    /// The words of the file as they stand there; `None` if they go over several paragraphs.
    fn found_words<'b>(
        &self,
        differences: &Differences<'b>,
        other: &Range<usize>,
        right: &[FoundUnit],
    ) -> Option<&'b str> {
        if other.is_empty() {
            return Some("");
        }
        let last = other.end - 1;
        let paragraph = *self.other.owner.get(other.start)?;
        if self.other.owner.get(last) != Some(&paragraph) {
            return None;
        }
        let text = differences.text_of(right.get(paragraph as usize)?.block);
        let end = *self.other.at.get(last)?;
        text.get(*self.other.at.get(other.start)?..end + letter_length(text, end))
    }

    fn takeover(&self, differences: &Differences<'_>, change: &Change, right: &[FoundUnit]) -> Takeover {
        let own = &change.own;
        let Some(found) = self.found_words(differences, &change.other, right) else {
            return Takeover::Refused(Refusal::Structure);
        };
        // A word right behind a number may be its unit.
        let is_behind_number = own.start.checked_sub(1).and_then(|at| self.own.text.get(at)).is_some_and(|before| {
            let first = |text: &str| text.trim_start().starts_with(UNITS);
            (before.is_ascii_digit() || *before == '%') && (first(found) || first(&self.own.part(own.clone())))
        });
        if is_behind_number {
            return Takeover::Refused(Refusal::Number);
        }
        let mut authors = own.clone().map(|at| self.author(at));
        if let Some(Some(Author::Blank(path))) = authors.next()
            && authors.all(|author| author == Some(&Author::Blank(*path)))
        {
            return Takeover::of_words(differences.document(), *path, 0..0, ["", found]);
        }
        if numbers(&self.own.part(own.clone())) != numbers(found) {
            return Takeover::Refused(Refusal::Number);
        }
        match self.written(own) {
            Ok((path, at)) => {
                Takeover::of_words(differences.document(), path, at, [&self.own.part(own.clone()), found])
            }
            Err(refusal) => Takeover::Refused(refusal),
        }
    }

    /// Who wrote what changed: a figure before all others, else the one in whose words it stands.
    fn author_of(&self, own: &Range<usize>) -> Author {
        let figure = own.clone().filter_map(|at| self.author(at)).find(|author| matches!(author, Author::Figure(_)));
        let first = if own.is_empty() {
            // Between two pieces: a person's, if one of them is.
            let beside = [own.start.checked_sub(1), Some(own.start)].into_iter().flatten();
            let authors: Vec<&Author> = beside.filter_map(|at| self.author(at)).collect();
            let person = authors.iter().find(|author| matches!(author, Author::Person(_))).copied();
            person.or(authors.into_iter().find(|author| !matches!(author, Author::Figure(_))))
        } else {
            self.author(own.start)
        };
        figure.or(first).cloned().unwrap_or(Author::Program)
    }

    fn tell(
        &self,
        differences: &mut Differences<'_>,
        change: &Change,
        right: &[FoundUnit],
        (heading, is_entry): (Option<u8>, bool),
        is_paged: bool,
    ) {
        let author = self.author_of(&change.own);
        if matches!(author, Author::Blank(_)) && change.other.is_empty() {
            return;
        }
        let (expected, found) = (self.own.part(change.own.clone()), self.other.part(change.other.clone()));
        if is_paged && is_only_drawn_otherwise(&expected, &found) {
            return;
        }
        let kind = match (is_entry, has_digit(&expected) || has_digit(&found), heading) {
            (true, ..) => DifferenceKind::Contents,
            (_, true, _) => DifferenceKind::Number,
            (_, _, Some(_)) => DifferenceKind::Heading,
            _ => DifferenceKind::Words,
        };
        let around = change.own.start.saturating_sub(AROUND)..(change.own.end + AROUND).min(self.own.text.len());
        let context = self.own.part(around);
        // Which of the joined paragraphs it stands in.
        let at = change.other.start.min(self.other.owner.len().saturating_sub(1));
        let paragraph = self.other.owner.get(at).map_or(0, |owner| *owner as usize);
        let place = right.get(paragraph).and_then(|unit| differences.place(unit.block, None));
        let takeover = match is_entry {
            true => Takeover::Refused(Refusal::Generated),
            false => self.takeover(differences, change, right),
        };
        differences.put_text(kind, [&expected, &found, &context], author, place, takeover);
    }
}

fn letter_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}
