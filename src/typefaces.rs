//! The embedded typefaces for window and exports: Noto Sans SC, regular and bold, cut to GB 2312 (SIL OFL 1.1,
//! `assets/fonts/OFL.txt`).

/// What the files call their family.
pub const FAMILY: &str = "Noto Sans CJK SC";

pub static REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular-gb2312.otf");

pub static BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold-gb2312.otf");

/// The symbols that Noto Sans SC lacks, a small part of DejaVu Sans (`assets/fonts/DEJAVU-LICENSE.txt`).
pub static SYMBOLS: &[u8] = include_bytes!("../assets/fonts/DejaVuSans-symbols.ttf");
