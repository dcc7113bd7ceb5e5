//! From the bytes of a file to its text: strict UTF-8, with or without a byte order mark; anything else is named.

use super::open_error::{OpenError, TextPosition};

/// The text of a project file without its byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, OpenError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(OpenError::Empty);
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(OpenError::Zeroed);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(OpenError::Archive);
    }
    // Before UTF-8: plain Latin text in UTF-16 is valid UTF-8 with zero bytes.
    if is_utf16(bytes) {
        return Err(OpenError::Encoding("UTF-16"));
    }
    std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))
}

fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [0, second, ..] => *second != 0,
        [first, 0, ..] => *first != 0,
        _ => false,
    }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> OpenError {
    let at = TextPosition::of_offset(bytes, error.valid_up_to());
    let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    // GB18030 text seldom happens to be valid UTF-8 even for one Chinese character.
    let has_chinese = before.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let looks_like_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if looks_like_json && !has_chinese && is_gb18030(bytes) {
        OpenError::Encoding("GB18030（GBK）")
    } else if !looks_like_json {
        OpenError::NotText
    } else if error.error_len().is_none() {
        OpenError::Truncated(at)
    } else {
        OpenError::DamagedText(at)
    }
}

fn is_gb18030(bytes: &[u8]) -> bool {
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\"部门\": \"延边县总工会\"}";

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(text_of(format!("\u{feff}{TEXT}").as_bytes()), Ok(TEXT));
        assert_eq!(text_of(TEXT.as_bytes()), Ok(TEXT));
    }

    #[test]
    fn other_encodings_are_named() {
        let wide = Err(OpenError::Encoding("UTF-16"));
        assert_eq!(text_of(&utf16(TEXT, u16::to_le_bytes)), wide);
        assert_eq!(text_of(&utf16(TEXT, u16::to_be_bytes)), wide);
        assert_eq!(text_of(&utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes)), wide);
        let (gbk, _, _) = encoding_rs::GB18030.encode(TEXT);
        assert_eq!(text_of(&gbk), Err(OpenError::Encoding("GB18030（GBK）")));
    }

    #[test]
    fn damage_is_told_from_another_encoding() {
        assert_eq!(text_of(b""), Err(OpenError::Empty));
        assert_eq!(text_of(b"\xEF\xBB\xBF \n"), Err(OpenError::Empty));
        assert_eq!(text_of(&[0; 4096]), Err(OpenError::Zeroed));
        assert_eq!(text_of(b"PK\x03\x04rest"), Err(OpenError::Archive));
        assert_eq!(text_of(b"\x89PNG\r\n"), Err(OpenError::NotText));
        let cut = &TEXT.as_bytes()[..TEXT.find('延').expect("a character") + 2];
        assert!(matches!(text_of(cut), Err(OpenError::Truncated(_))));
        let damaged = TEXT.replace('会', "x").into_bytes();
        let damaged: Vec<u8> = damaged.into_iter().map(|byte| if byte == b'x' { 0xFF } else { byte }).collect();
        assert_eq!(text_of(&damaged), Err(OpenError::DamagedText(TextPosition { line: 1, column: 14 })));
    }
}
