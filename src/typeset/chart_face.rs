//! The letters of charts: the widths of the embedded faces, and where the characters come from that these lack.

use std::{collections::BTreeSet, path::PathBuf, sync::LazyLock};

use typst::{
    layout::Abs,
    text::{FontInstance, FontVariant, FontVariations},
};

use super::faces::{Faces, FontReport};

static INSTANCES: LazyLock<Vec<FontInstance>> = LazyLock::new(|| {
    let instance = |font: &typst::text::Font| {
        font.clone().instantiate(FontVariant::default(), Abs::pt(12.0), &FontVariations::default())
    };
    Faces::embedded().own().iter().map(instance).collect()
});

/// How wide a text is in the embedded face, regular or bold.
pub fn chart_text_width(text: &str, size: f32, bold: bool) -> f32 {
    text.chars().map(|c| width_of(c, bold)).sum::<f32>() * size
}

/// In sizes; a full square for what the faces lack.
fn width_of(c: char, bold: bool) -> f32 {
    let own = INSTANCES.get(usize::from(bold));
    let width = own.into_iter().chain(INSTANCES.iter()).find_map(|font| {
        let face = font.ttf();
        let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
        Some(f32::from(advance) / f32::from(face.units_per_em()))
    });
    width.unwrap_or(1.0)
}

/// What is needed to draw texts with characters that the embedded faces lack.
#[derive(Debug, Default)]
pub struct RareFaces {
    /// Font files of the system.
    pub files: Vec<PathBuf>,
    /// What the person has to know, in the words of the PDF.
    pub notes: Vec<String>,
}

impl RareFaces {
    /// For these characters. The fonts of the system are looked through only where they are needed.
    pub fn of(characters: &BTreeSet<char>) -> Self {
        if Faces::embedded().report(characters).rare.is_empty() {
            return Self::default();
        }
        let system = Faces::system();
        let rare = system.report(characters).rare;
        let files = system.files_of(&rare);
        Self { files, notes: FontReport { replaced: Vec::new(), rare }.notes() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_face() {
        assert!((chart_text_width("决算", 10.0, false) - 20.0).abs() < 0.01);
        let [regular, bold] = [false, true].map(|bold| chart_text_width("232.34", 10.0, bold));
        assert!(regular > 25.0 && bold > regular && bold < 36.0, "{regular} {bold}");
        assert!(chart_text_width("iii", 10.0, false) < chart_text_width("mmm", 10.0, false));
    }

    #[test]
    fn a_character_without_a_face_is_said() {
        assert!(RareFaces::of(&"决算100%✔".chars().collect()).notes.is_empty());
        // No face has a noncharacter of plane 15.
        let notes = RareFaces::of(&BTreeSet::from(['决', '\u{F0000}'])).notes;
        assert!(notes.iter().any(|note| note.contains("方框") && note.contains('\u{F0000}')), "{notes:?}");
    }
}
