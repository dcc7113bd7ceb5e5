//! The canonical form (RFC 8785): the same content always gives the same text, whatever its file looks like.
//!
//! Beyond RFC 8785, null fields, empty lists and empty records are left out, because a newer version writes its new
//! fields blank. Amounts are texts in the file, so JSON numbers are whole and small; a number of a newer version that
//! is not has no safe canonical form and stays as it is written.

use serde_json::value::RawValue;

use crate::{
    digest::sha256,
    document::{Document, RawFields},
};

/// The content of `document` in canonical form.
pub fn canonical_text(document: &Document) -> String {
    let json = serde_json::to_string(&document.as_signed()).unwrap_or_default();
    canonical_json(&json).unwrap_or_default()
}

/// The SHA-256 of [`canonical_text`].
pub fn content_hash(document: &Document) -> String {
    sha256(canonical_text(document).as_bytes())
}

/// A digest in digits that can be read aloud: four groups of four.
pub fn spoken(digest: &str) -> String {
    let head = digest.get(..15).and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or_default();
    let digits = format!("{:016}", head % 10_u64.pow(16));
    let groups: Vec<&str> = (0..4).filter_map(|group| digits.get(group * 4..group * 4 + 4)).collect();
    groups.join(" ")
}

/// Any JSON in canonical form; `None` when it is not JSON.
pub fn canonical_json(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    write(json, &mut out)?;
    Some(out)
}

fn write(json: &str, out: &mut String) -> Option<()> {
    match json.trim_start().as_bytes().first()? {
        b'{' => write_record(json, out),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item.get(), out)?;
            }
            out.push(']');
            Some(())
        }
        b'"' => {
            out.push_str(&text(json)?);
            Some(())
        }
        _ => {
            out.push_str(json.trim());
            Some(())
        }
    }
}

fn write_record(json: &str, out: &mut String) -> Option<()> {
    let fields: RawFields<'_> = serde_json::from_str(json).ok()?;
    let mut written = Vec::with_capacity(fields.0.len());
    for (name, value) in fields.0 {
        let mut canonical = String::new();
        write(value.get(), &mut canonical)?;
        if !matches!(canonical.as_str(), "null" | "[]" | "{}") {
            written.push((name, canonical));
        }
    }
    written.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push('{');
    for (index, (name, value)) in written.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&serde_json::to_string(name).ok()?);
        out.push(':');
        out.push_str(value);
    }
    out.push('}');
    Some(())
}

/// A JSON string with its escapes in the canonical form, which is what `serde_json` writes.
fn text(json: &str) -> Option<String> {
    serde_json::to_string(&serde_json::from_str::<String>(json).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_rfc_8785() {
        for (json, canonical) in [
            // Its examples: escapes, and the order by UTF-16 units, in which an emoji comes before U+FB33.
            (r#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/""#, "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""),
            (
                r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
                "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}",
            ),
            (" [ 1 , true ,\n false, null ] ", "[1,true,false,null]"),
            // Blank fields are left out; a blank row keeps its place.
            (r#"{"b":{"x":null,"y":[]},"a":[{},{"z":null}],"c":""}"#, r#"{"a":[{},{}],"c":""}"#),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert_eq!(canonical_json(json).as_deref(), Some(canonical), "{json}");
        }
        assert_eq!(canonical_json("{"), None);
        assert_eq!(canonical_json(""), None);
    }

    #[test]
    fn the_canonical_form_is_its_own() {
        let document = crate::large_sample::large_document(20);
        let text = canonical_text(&document);
        assert_eq!(canonical_json(&text).as_ref(), Some(&text));
        let read: Document = serde_json::from_str(&text).expect("a document");
        assert_eq!(canonical_text(&read), text);
        assert_eq!(content_hash(&Document::default()), sha256(b"{}"));
    }
}
