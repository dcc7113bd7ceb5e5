//! 网页稿: the page of each sample line by line, and of documents as people may leave them.

use juesuan::{
    derived::Derived,
    export::{DocumentStatus, Progress, html},
};
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use crate::{documents::documents, golden::assert_golden};

use super::{derived, sample};

/// The page without the content of its pictures, which are drawn anew and compared elsewhere.
fn page(derived: &Derived, status: DocumentStatus) -> String {
    let (bytes, _) = html(derived, status, &Progress::default()).unwrap();
    let page = String::from_utf8(bytes).unwrap();
    let mut parts = page.split("data:image/png;base64,");
    let mut shown = parts.next().unwrap().to_owned();
    for part in parts {
        shown.push_str("data:…");
        shown.push_str(&part[part.find('"').unwrap()..]);
    }
    shown
}

#[test]
fn the_page_of_each_sample() {
    for (name, status, stored) in [
        ("clean.json", DocumentStatus::Final, "page-clean.html"),
        ("yanbian-2024.json", DocumentStatus::Draft, "page-yanbian.html"),
        ("national-2024.json", DocumentStatus::Draft, "page-national.html"),
    ] {
        assert_golden(stored, &page(&derived(sample(name)), status));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever was typed, the elements are those of the program, and balanced.
    #[test]
    fn whatever_was_typed_the_page_is_well_formed(document in documents(30)) {
        let page = page(&derived(document), DocumentStatus::Draft);
        let mut reader = Reader::from_str(&page);
        let mut open: Vec<Vec<u8>> = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(start.name().as_ref().to_vec()),
                Event::End(end) => prop_assert!(open.pop().is_some_and(|name| end.name().as_ref() == name)),
                Event::Comment(_) | Event::PI(_) | Event::CData(_) => prop_assert!(false, "nothing of the kind"),
                Event::Eof => break,
                _ => {}
            }
        }
        prop_assert!(open.is_empty());
    }
}
