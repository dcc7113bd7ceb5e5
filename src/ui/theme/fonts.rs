//! The fonts of the window: the embedded faces as egui wants them.
//!
//! The symbols that it lacks (✔ ✖ ◐ ›) come from a small part of DejaVu Sans (`assets/fonts/DEJAVU-LICENSE.txt`). Rare
//! characters of names come from the fonts of the system, which the window program adds behind these. A setting puts
//! Microsoft YaHei (微软雅黑) before them; text is complete without it.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::typefaces::{BOLD, REGULAR, SYMBOLS};

/// The bold face; egui makes no bold of its own.
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// The faces of Microsoft YaHei as the system has them.
pub struct SystemFaces {
    /// The content of the font file.
    pub regular: Vec<u8>,
    /// The content of the font file of the bold face.
    pub bold: Vec<u8>,
}

/// The embedded faces behind those of the system.
pub fn with_system_faces(faces: SystemFaces) -> FontDefinitions {
    let mut fonts = definitions();
    for (name, data) in [("system", faces.regular), ("system bold", faces.bold)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_owned(data)));
    }
    for (family, names) in &mut fonts.families {
        let first = if *family == bold() { "system bold" } else { "system" };
        names.insert(0, first.to_owned());
    }
    fonts
}

/// The embedded faces for every family.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, data) in [("regular", REGULAR), ("bold", BOLD), ("symbols", SYMBOLS)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(data)));
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".to_owned(), "symbols".to_owned()]);
    }
    fonts.families.insert(bold(), vec!["bold".to_owned(), "regular".to_owned(), "symbols".to_owned()]);
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::FontId;

    #[test]
    fn faces_of_the_system_go_before_the_embedded_ones() {
        let faces = SystemFaces { regular: BOLD.to_vec(), bold: REGULAR.to_vec() };
        let fonts = with_system_faces(faces);
        assert_eq!(fonts.families[&FontFamily::Proportional], ["system", "regular", "symbols"]);
        assert_eq!(fonts.families[&bold()], ["system bold", "bold", "regular", "symbols"]);
    }

    #[test]
    fn both_faces_have_what_the_screen_shows() {
        let context = egui::Context::default();
        context.set_fonts(definitions());
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            ui.fonts_mut(|fonts| {
                for family in [FontFamily::Proportional, bold()] {
                    for c in "盐边县总工会 ✖▲●✔○◐→▼▾…—·（）＋－￥1234567890.,%›".chars()
                    {
                        assert!(fonts.has_glyph(&FontId::new(14.0, family.clone()), c), "{c} is missing in {family}");
                    }
                }
            });
        });
        output.textures_delta.clear();
    }
}
