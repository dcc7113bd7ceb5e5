//! How links look in a text: a tinted ground behind each chip, a line below what is probably a figure.

use std::{ops::Range, sync::Arc};

use egui::{
    FontId, FontSelection, Galley, Stroke, TextBuffer, Ui,
    text::{LayoutJob, TextFormat},
};

use crate::ui::theme;

use super::Prose;

/// What lays a text out.
pub type Layouter = Box<dyn FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley>>;

/// Lays out a text as it is while it is being edited; the characters in `marked` are underlined.
pub fn layout(prose: &Prose, marked: Vec<Range<usize>>) -> Layouter {
    let chips = prose.shared_chips();
    let shown = prose.as_str().to_owned();
    Box::new(move |ui, text, width| {
        let palette = theme::palette(ui);
        let font: FontId = FontSelection::Default.resolve(ui.style());
        let line_height = ui.fonts_mut(|fonts| fonts.row_height(&font)) + ui.spacing().extra_text_line_spacing;
        let words = TextFormat {
            line_height: Some(line_height),
            ..TextFormat::simple(font, ui.visuals().override_text_color.unwrap_or(palette.text))
        };
        let chip = TextFormat { background: palette.selection, color: palette.accent, ..words.clone() };
        let probable = TextFormat { underline: Stroke::new(1.5, palette.warning), ..words.clone() };
        let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = width;
        // Marks belong to the text as it was before the keys of this frame.
        let marked: &[Range<usize>] = if text.as_str() == shown { &marked } else { &[] };
        let chips = chips.borrow();
        let mut pieces: Vec<(Range<usize>, &TextFormat)> = chips.iter().map(|one| (one.at.clone(), &chip)).collect();
        pieces.extend(marked.iter().map(|at| (at.clone(), &probable)));
        pieces.sort_by_key(|(at, _)| at.start);
        let mut at = 0;
        let mut chars = text.as_str().chars();
        let mut take = |count: usize| chars.by_ref().take(count).collect::<String>();
        for (range, format) in pieces.into_iter().filter(|(range, _)| !range.is_empty()) {
            if range.start < at {
                continue;
            }
            job.append(&take(range.start - at), 0.0, words.clone());
            job.append(&take(range.len()), 0.0, format.clone());
            at = range.end;
        }
        job.append(&take(usize::MAX), 0.0, words);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    })
}
