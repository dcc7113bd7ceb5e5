//! Compares two texts word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Longer texts are not compared word by word.
const MOST_TOKENS: usize = 20_000;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What became of it.
    pub kind: SegmentKind,
    pub text: String,
}

/// Both texts in one, with what was removed before what came in its place.
pub fn marked_words(old: &str, new: &str) -> Vec<Segment> {
    let (a, b) = (tokens(old), tokens(new));
    let mut segments = Vec::new();
    if a.len().max(b.len()) > MOST_TOKENS {
        push(&mut segments, SegmentKind::Removed, old);
        push(&mut segments, SegmentKind::Added, new);
        return segments;
    }
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (tag, old, new) = op.as_tag_tuple();
        match tag {
            DiffTag::Equal => push(&mut segments, SegmentKind::Same, &a[old].concat()),
            _ => {
                push(&mut segments, SegmentKind::Removed, &a[old].concat());
                push(&mut segments, SegmentKind::Added, &b[new].concat());
            }
        }
    }
    join_splinters(segments)
}

/// A number or a Latin word is one token, any other character is one of its own.
fn tokens(text: &str) -> Vec<&str> {
    let holds_together = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%');
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().copied();
        let goes_on = holds_together(c) && next.is_some_and(|(_, next)| holds_together(next));
        if !goes_on {
            let end = at + c.len_utf8();
            found.push(&text[start..end]);
            start = end;
        }
    }
    found
}

fn push(segments: &mut Vec<Segment>, kind: SegmentKind, text: &str) {
    if !text.is_empty() {
        segments.push(Segment { kind, text: text.to_owned() });
    }
}

/// One character that happens to be the same between two changes would only hinder reading.
fn join_splinters(segments: Vec<Segment>) -> Vec<Segment> {
    let is_splinter = |at: usize| {
        let segment: &Segment = &segments[at];
        segment.kind == SegmentKind::Same
            && segment.text.chars().count() == 1
            && at > 0
            && segments.get(at + 1).is_some_and(|next| next.kind != SegmentKind::Same)
    };
    let (mut joined, mut removed, mut added) = (Vec::new(), String::new(), String::new());
    for (at, segment) in segments.iter().enumerate() {
        match segment.kind {
            SegmentKind::Removed => removed.push_str(&segment.text),
            SegmentKind::Added => added.push_str(&segment.text),
            SegmentKind::Same if is_splinter(at) => {
                removed.push_str(&segment.text);
                added.push_str(&segment.text);
            }
            SegmentKind::Same => {
                push(&mut joined, SegmentKind::Removed, &std::mem::take(&mut removed));
                push(&mut joined, SegmentKind::Added, &std::mem::take(&mut added));
                joined.push(segment.clone());
            }
        }
    }
    push(&mut joined, SegmentKind::Removed, &removed);
    push(&mut joined, SegmentKind::Added, &added);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |segment: Segment| match segment.kind {
            SegmentKind::Same => segment.text,
            SegmentKind::Removed => format!("[-{}-]", segment.text),
            SegmentKind::Added => format!("[+{}+]", segment.text),
        };
        marked_words(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn numbers_stay_whole_and_chinese_goes_by_character() {
        for (old, new, marked) in [
            ("增加12.5万元", "增加13.5万元", "增加[-12.5-][+13.5+]万元"),
            ("人员减少", "人员增加", "人员[-减少-][+增加+]"),
            ("主要是人员调入。", "主要是今年人员调入。", "主要是[+今年+]人员调入。"),
            ("", "新", "[+新+]"),
            ("同", "同", "同"),
            ("甲的乙", "丙的丁", "[-甲的乙-][+丙的丁+]"),
        ] {
            assert_eq!(shown(old, new), marked);
        }
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_segments(old in "[ab一二 ，1.]{0,30}", new in "[ab一二 ，1.]{0,30}") {
            let without = |kind| -> String {
                marked_words(&old, &new).into_iter().filter(|s| s.kind != kind).map(|s| s.text).collect()
            };
            prop_assert_eq!(without(SegmentKind::Added), old.clone());
            prop_assert_eq!(without(SegmentKind::Removed), new.clone());
        }
    }
}
