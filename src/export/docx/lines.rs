//! How many lines a text will take in Word and LibreOffice: Latin letters have the widths of Times New Roman.

use crate::report::LetterWidths;

/// Widths of the ASCII characters from the blank on in Times New Roman, in thousandths of its size.
const LATIN: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

fn latin(c: char) -> Option<u32> {
    let place = u32::from(c).checked_sub(32).and_then(|place| usize::try_from(place).ok())?;
    LATIN.get(place).map(|width| u32::from(*width))
}

const TIMES: LetterWidths = LetterWidths { latin, gap: 200, hanging: 1000 };

/// How many lines a text takes; its first is shorter by `indent`. Size in half points, widths in twentieths of a point.
pub(super) fn count(text: &str, size: u32, width: u32, indent: u32) -> u32 {
    // In thousandths of the size, which is as many tenths of a twentieth of a point.
    let thousandths = |twips: u32| twips * 100 / size.max(1);
    TIMES.lines(text, thousandths(width), thousandths(indent))
}
