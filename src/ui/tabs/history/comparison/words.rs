//! Changes in a text: removed words struck through and in ［－…－］, added ones underlined and in ［＋…＋］, so that they can
//! be told apart without colour.

use egui::{
    Stroke,
    text::{LayoutJob, TextFormat},
};

use crate::{
    compare::{Segment, SegmentKind, marked_words},
    ui::theme::{self, Palette},
};

/// How much of what stays is shown before the first change, where there is room for one line only.
const BEFORE: usize = 8;

/// Both texts in one, all of it.
pub(super) fn whole(old: &str, new: &str, palette: &Palette) -> LayoutJob {
    job(marked_words(old, new), palette)
}

/// Both texts in one, from shortly before the first change on.
pub(super) fn from_first_change(old: &str, new: &str, palette: &Palette) -> LayoutJob {
    let mut segments = marked_words(old, new);
    if let Some(first) = segments.first_mut().filter(|first| first.kind == SegmentKind::Same) {
        let count = first.text.chars().count();
        if count > BEFORE + 2 {
            let tail: String = first.text.chars().skip(count - BEFORE).collect();
            first.text = format!("……{tail}");
        }
    }
    for segment in &mut segments {
        segment.text = segment.text.replace(['\n', '\r', '\t'], " ");
    }
    job(segments, palette)
}

fn job(segments: Vec<Segment>, palette: &Palette) -> LayoutJob {
    let same = TextFormat::simple(theme::table_font(false), palette.text);
    let removed = TextFormat { color: palette.error, strikethrough: Stroke::new(1.0, palette.error), ..same.clone() };
    let added = TextFormat { color: palette.done, underline: Stroke::new(1.0, palette.done), ..same.clone() };
    let mut job = LayoutJob::default();
    for segment in segments {
        match segment.kind {
            SegmentKind::Same => job.append(&segment.text, 0.0, same.clone()),
            SegmentKind::Removed => job.append(&format!("［－{}－］", segment.text), 0.0, removed.clone()),
            SegmentKind::Added => job.append(&format!("［＋{}＋］", segment.text), 0.0, added.clone()),
        }
    }
    job
}
