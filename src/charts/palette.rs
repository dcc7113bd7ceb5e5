//! Chart colours: eight that colour-blind readers can tell apart, and tones of them for long lists.
//!
//! A part takes its colour from its place in the full list of its kind, not from its place in the picture: a slice
//! keeps its colour when another appears or goes. In grey print the white separators and the labels tell slices apart.

/// The palette, in order of use.
const COLOURS: [[u8; 3]; 8] = [
    [0x00, 0x72, 0xB2],
    [0xE6, 0x9F, 0x00],
    [0x00, 0x9E, 0x73],
    [0xCC, 0x79, 0xA7],
    [0x56, 0xB4, 0xE9],
    [0xD5, 0x5E, 0x00],
    [0x7F, 0x7F, 0x7F],
    [0xF0, 0xE4, 0x42],
];

/// The tones in which the palette repeats: a share of white or black in 256.
const TONES: [(u8, u16); 4] = [(0, 0), (0xFF, 128), (0, 96), (0xFF, 190)];

/// The colour of the n-th thing of a full list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Colour(pub u8);

impl Colour {
    /// Red, green and blue.
    pub fn rgb(self) -> [u8; 3] {
        let place = usize::from(self.0);
        let base = COLOURS.get(place % COLOURS.len()).copied().unwrap_or_default();
        let (towards, share) = TONES.get(place / COLOURS.len() % TONES.len()).copied().unwrap_or_default();
        base.map(|channel| {
            let mixed = u16::from(channel) * (256 - share) + u16::from(towards) * share;
            u8::try_from(mixed / 256).unwrap_or(u8::MAX)
        })
    }

    /// Whether dark text stands out from it better than white text.
    pub fn is_light(self) -> bool {
        self.luminance() > 0.18
    }

    /// Whether it needs a dark outline to be seen on white paper.
    pub fn needs_outline(self) -> bool {
        self.luminance() > 0.6
    }

    /// Relative luminance after WCAG 2, 0 to 1.
    fn luminance(self) -> f32 {
        let [red, green, blue] = self.rgb().map(|channel| {
            let share = f32::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_two_things_have_thirty_two_colours() {
        let all: std::collections::HashSet<[u8; 3]> = (0..32).map(|place| Colour(place).rgb()).collect();
        assert_eq!(all.len(), 32);
        assert_eq!(Colour(0).rgb(), [0x00, 0x72, 0xB2]);
    }

    #[test]
    fn text_on_a_slice_can_be_read() {
        for colour in (0..32).map(Colour) {
            let text = if colour.is_light() { 0.0 } else { 1.0 };
            let (a, b) = (colour.luminance() + 0.05, text + 0.05);
            assert!(f32::max(a, b) / f32::min(a, b) >= 4.5, "{:?} with text {text}", colour.rgb());
        }
        assert!(Colour(7).needs_outline());
        assert!(!Colour(0).needs_outline());
    }
}
