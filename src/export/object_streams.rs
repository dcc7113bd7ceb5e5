//! Packs the small objects of a PDF together, as PDF 1.5 allows: half the size, because a tagged report consists of
//! thousands of them.
//!
//! It reads what our PDF library writes: one table of references, objects that begin at their places and are not
//! encrypted. Anything else is left as it is.

use std::{io::Write, ops::Range};

use flate2::{Compression, write::ZlibEncoder};

/// Objects in a stream: readers unpack a whole one to read one object.
const MOST: usize = 200;

/// The packed file, or the file as it was.
pub(super) fn packed(pdf: Vec<u8>) -> Vec<u8> {
    pack(&pdf).filter(|packed| packed.len() < pdf.len()).unwrap_or(pdf)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|at| at == wanted)
}

fn number(text: &[u8]) -> Option<usize> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// What is between two words.
fn between<'a>(bytes: &'a [u8], before: &[u8], after: &[u8]) -> Option<&'a [u8]> {
    let start = find(bytes, before)? + before.len();
    let rest = bytes.get(start..)?;
    rest.get(..find(rest, after)?)
}

/// The places of the objects, by number; none for a free number.
fn places(table: &[u8]) -> Option<Vec<Option<usize>>> {
    const ENTRY: usize = 20;
    let line_end = table.iter().position(|byte| *byte == b'\n')?;
    let count = number(table.get(..line_end)?.strip_prefix(b"0 ")?)?;
    let entries = table.get(line_end + 1..line_end + 1 + count * ENTRY)?;
    let place = |entry: &[u8]| match entry.get(17)? {
        b'n' => Some(Some(number(entry.get(..10)?)?)),
        _ => Some(None),
    };
    entries.chunks_exact(ENTRY).map(place).collect()
}

/// Where each object now stands.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    /// In the file.
    At(usize),
    /// In a stream, by its number, and the how-manieth of it.
    In(usize, usize),
}

fn pack(pdf: &[u8]) -> Option<Vec<u8>> {
    let tail = pdf.get(pdf.len().saturating_sub(64)..)?;
    let begins = number(between(tail, b"startxref\n", b"\n")?)?;
    let table = pdf.get(begins..)?.strip_prefix(b"xref\n")?;
    let trailer = between(table, b"trailer\n<<", b">>\nstartxref")?;
    let places = places(table)?;
    let mut ends: Vec<usize> = places.iter().copied().flatten().chain([begins]).collect();
    ends.sort_unstable();
    let first = *ends.first()?;

    let mut out = pdf.get(..first)?.to_vec();
    let mut entries = vec![Entry::Free; places.len()];
    let mut small: Vec<(usize, Vec<u8>)> = Vec::new();
    for (id, place) in places.iter().enumerate() {
        let Some(place) = *place else { continue };
        let end = *ends.get(ends.partition_point(|end| *end <= place))?;
        let range: Range<usize> = place..end;
        let object = pdf.get(range)?;
        let body = object.strip_prefix(format!("{id} 0 obj\n").as_bytes())?.trim_ascii_end().strip_suffix(b"endobj")?;
        let body = body.trim_ascii_end();
        if body.ends_with(b"endstream") {
            entries[id] = Entry::At(out.len());
            out.extend_from_slice(object.trim_ascii_end());
            out.push(b'\n');
        } else {
            small.push((id, without_suspects(body)));
        }
    }
    let mut next = places.len();
    for group in small.chunks(MOST) {
        let (mut head, mut bodies) = (String::new(), Vec::new());
        for (at, (id, body)) in group.iter().enumerate() {
            head.push_str(&format!("{id} {} ", bodies.len()));
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
            entries[*id] = Entry::In(next, at);
        }
        entries.push(Entry::At(out.len()));
        let (count, first) = (group.len(), head.len());
        let content = [head.as_bytes(), &bodies].concat();
        stream(&mut out, next, &format!("/Type/ObjStm/N {count}/First {first}"), &content)?;
        next += 1;
    }
    let start = out.len();
    entries.push(Entry::At(start));
    let mut table = Vec::with_capacity(entries.len() * 7);
    for entry in &entries {
        let (kind, wide, narrow) = match *entry {
            Entry::Free => (0, 0, u16::MAX),
            Entry::At(place) => (1, u32::try_from(place).ok()?, 0),
            Entry::In(stream, at) => (2, u32::try_from(stream).ok()?, u16::try_from(at).ok()?),
        };
        table.push(kind);
        table.extend(wide.to_be_bytes());
        table.extend(narrow.to_be_bytes());
    }
    let kept = std::str::from_utf8(trailer).ok()?.replacen(&format!("/Size {}", places.len()), "", 1);
    let size = entries.len();
    stream(&mut out, next, &format!("/Type/XRef/Size {size}/W[1 4 2]{kept}"), &table)?;
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    Some(out)
}

/// It says no more than its absence, and some readers complain of its form.
fn without_suspects(body: &[u8]) -> Vec<u8> {
    const WORDS: &[u8] = b"/Suspects false";
    match find(body, WORDS).filter(|_| find(body, b"/Type/Catalog").is_some()) {
        Some(at) => [&body[..at], &body[at + WORDS.len()..]].concat(),
        None => body.to_vec(),
    }
}

fn stream(out: &mut Vec<u8>, id: usize, entries: &str, content: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).ok()?;
    let content = encoder.finish().ok()?;
    let length = content.len();
    out.extend_from_slice(format!("{id} 0 obj\n<<{entries}/Length {length}/Filter/FlateDecode>>\nstream\n").as_bytes());
    out.extend_from_slice(&content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Some(())
}

/// What a packed file holds, for tests: each object that is no stream, by number.
#[cfg(test)]
pub(super) fn unpacked(pdf: &[u8]) -> std::collections::BTreeMap<usize, Vec<u8>> {
    use std::io::Read;

    let inflated = |bytes: &[u8]| {
        let mut content = Vec::new();
        flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut content).map(|_| content)
    };
    let mut objects = std::collections::BTreeMap::new();
    let mut rest = pdf;
    while let Some(at) = find(rest, b"/Type/ObjStm/N ") {
        let stream = &rest[at..];
        let first = between(stream, b"/First ", b"/").and_then(number).expect("a place");
        let length = between(stream, b"/Length ", b"/").and_then(number).expect("a length");
        let start = find(stream, b"stream\n").expect("a stream") + 7;
        let content = inflated(&stream[start..start + length]).expect("packed");
        let head: Vec<usize> = String::from_utf8_lossy(&content[..first])
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let places: Vec<(usize, usize)> = head.chunks_exact(2).map(|pair| (pair[0], first + pair[1])).collect();
        for (index, (id, place)) in places.iter().enumerate() {
            let end = places.get(index + 1).map_or(content.len(), |(_, place)| *place);
            objects.insert(*id, content[*place..end].to_vec());
        }
        rest = &stream[start + length..];
    }
    objects
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two objects and a stream, as our library writes them.
    fn plain() -> Vec<u8> {
        let objects = [
            "1 0 obj\n<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true/Suspects false>>>>\nendobj\n",
            "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n",
            "3 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n",
        ];
        let mut pdf = "%PDF-1.7\n%aaaa\n\n".to_owned();
        let mut table = "xref\n0 4\n0000000000 65535 f\r\n".to_owned();
        for object in objects {
            table += &format!("{:010} 00000 n\r\n", pdf.len());
            pdf += object;
        }
        let start = pdf.len();
        pdf += &table;
        pdf += &format!("trailer\n<</Size 4/Root 1 0 R/ID[(a)(b)]>>\nstartxref\n{start}\n%%EOF");
        pdf.into_bytes()
    }

    #[test]
    fn objects_are_found_where_the_table_says() {
        let packed = pack(&plain()).expect("understood");
        let objects = unpacked(&packed);
        assert_eq!(objects.keys().copied().collect::<Vec<_>>(), [1, 2]);
        let catalog = String::from_utf8_lossy(&objects[&1]).into_owned();
        assert_eq!(catalog, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>>>\n");
        let text = String::from_utf8_lossy(&packed);
        assert!(text.contains("/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/ID[(a)(b)]"), "{text}");
        let start = between(&packed, b"startxref\n", b"\n").and_then(number).expect("a place");
        assert!(packed[start..].starts_with(b"5 0 obj\n<</Type/XRef"));
        assert!(find(&packed, b"3 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n").is_some());
    }

    #[test]
    fn what_is_not_understood_stays_as_it_is() {
        for strange in [b"".to_vec(), b"%PDF-1.7".to_vec(), plain()[..120].to_vec()] {
            assert_eq!(packed(strange.clone()), strange);
        }
        let other = String::from_utf8(plain()).expect("text").replace("2 0 obj", "2 1 obj").into_bytes();
        assert_eq!(packed(other.clone()), other);
    }
}
