//! What is on the page, read back.

use std::sync::Arc;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::*;
use crate::{
    at,
    document::{Document, Edit, Edition, Entry, Region},
    testing::{clean_sample, derived, reference_sample, sample, typed},
};

fn made(derived: &Derived, status: DocumentStatus) -> String {
    String::from_utf8(html(derived, status, &Progress::default()).expect("a page").0).expect("UTF-8")
}

/// A piece of the page.
#[derive(Debug, PartialEq)]
enum PagePiece {
    Start(String, Vec<(String, String)>),
    End(String),
    Text(String),
}

/// Elements, attributes and words of a page; it must be well-formed.
fn pieces(page: &str) -> Vec<PagePiece> {
    let mut reader = Reader::from_str(page);
    let mut pieces = Vec::new();
    let name = |name: &[u8]| String::from_utf8(name.to_vec()).expect("UTF-8");
    let start = |start: &BytesStart<'_>| {
        let attribute = |one: quick_xml::events::attributes::Attribute<'_>| {
            let value = one.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned();
            (name(one.key.as_ref()), value)
        };
        let attributes = start.attributes().map(|one| attribute(one.expect("an attribute"))).collect();
        PagePiece::Start(name(start.name().as_ref()), attributes)
    };
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) => pieces.push(start(&element)),
            Event::Empty(element) => {
                let end = PagePiece::End(name(element.name().as_ref()));
                pieces.extend([start(&element), end]);
            }
            Event::End(element) => pieces.push(PagePiece::End(name(element.name().as_ref()))),
            Event::Text(text) => pieces.push(PagePiece::Text(text.decode().expect("UTF-8").into_owned())),
            Event::GeneralRef(entity) => {
                let entity = entity.decode().expect("UTF-8").into_owned();
                let text = quick_xml::escape::resolve_predefined_entity(&entity).expect("known");
                pieces.push(PagePiece::Text(text.to_owned()));
            }
            Event::DocType(kind) => assert_eq!(&*kind.decode().expect("UTF-8"), "html"),
            Event::Eof => return pieces,
            other => panic!("{other:?}"),
        }
    }
}

/// The words of the page, a line for each line of it.
fn words(page: &str) -> String {
    let text = |piece: &PagePiece| match piece {
        PagePiece::Text(text) => text.clone(),
        PagePiece::Start(name, _) if name == "br" => "\n".to_owned(),
        _ => String::new(),
    };
    pieces(page).iter().map(text).collect()
}

fn elements<'a>(pieces: &'a [PagePiece], wanted: &'a str) -> impl Iterator<Item = &'a Vec<(String, String)>> {
    pieces.iter().filter_map(move |piece| match piece {
        PagePiece::Start(name, attributes) if name == wanted => Some(attributes),
        _ => None,
    })
}

fn value<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
}

/// Nothing but plain elements and attributes that do nothing.
fn is_plain(page: &str) {
    const ELEMENTS: &[&str] = &[
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "br",
        "strong",
        "small",
        "mark",
        "ul",
        "li",
        "figure",
        "figcaption",
        "img",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    const ATTRIBUTES: &[&str] = &[
        "lang", "charset", "name", "content", "style", "src", "alt", "width", "height", "border", "scope", "colspan",
        "rowspan",
    ];
    for piece in pieces(page) {
        let PagePiece::Start(name, attributes) = piece else { continue };
        assert!(ELEMENTS.contains(&name.as_str()), "{name}");
        for (attribute, value) in attributes {
            assert!(ATTRIBUTES.contains(&attribute.as_str()), "{name} {attribute}");
            assert!(attribute != "src" || value.starts_with("data:image/png;base64,"), "{value}");
        }
    }
}

#[test]
fn a_final_page_says_nothing_of_a_draft_and_a_draft_says_so_first() {
    let page = made(&derived(&clean_sample()), DocumentStatus::Final);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
    assert!(!page.contains("草稿") && !page.contains("待填") && !page.contains("<mark>"));
    let draft = made(&derived(&reference_sample()), DocumentStatus::Draft);
    let body = draft.split("<body>").nth(1).expect("a body");
    assert!(body.starts_with("\n<p style=\"text-align:center\"><strong>草稿，未定稿，请勿公开</strong></p>"));
    assert!(draft.contains("<title>盐边县总工会2024年度部门决算（草稿）</title>"));
    assert!(draft.contains("<mark>【待填：三公经费变动原因】</mark>"));
}

#[test]
fn the_page_says_of_which_content_it_was_made() {
    let derived = derived(&reference_sample());
    let page = made(&derived, DocumentStatus::Draft);
    let hash = crate::seal::content_hash(derived.document());
    let (head, body) = page.split_once("<body>").expect("a body");
    assert!(head.contains(&format!("<meta name=\"JuesuanContentSha256\" content=\"{hash}\"/>")), "{head}");
    // What is pasted into a web editor has no head.
    assert!(!body.contains(&hash));
}

#[test]
fn the_same_document_gives_the_same_page() {
    let derived = derived(&reference_sample());
    assert!(made(&derived, DocumentStatus::Draft) == made(&derived, DocumentStatus::Draft));
}

#[test]
fn every_text_of_the_report_is_there_in_its_order() {
    for (name, status) in [("clean.json", DocumentStatus::Final), ("national-2024.json", DocumentStatus::Draft)] {
        let derived = derived(&sample(name));
        let page = words(&made(&derived, status));
        let mut at = page.find("目录").expect("contents");
        for line in derived.report.text().lines().filter(|line| !line.is_empty()) {
            at += page[at..].find(line).unwrap_or_else(|| panic!("{name} lacks {line}")) + line.len();
        }
        assert!(!page.contains("PAGEREF") && !page.contains("···"));
    }
}

#[test]
fn what_a_chart_shows_stands_beside_it_in_words_and_survives_without_the_picture() {
    let derived = derived(&reference_sample());
    let page = made(&derived, DocumentStatus::Draft);
    let pieces = pieces(&page);
    let pictures: Vec<_> = elements(&pieces, "img").collect();
    assert_eq!(pictures.len(), charts(&derived).count());
    let said = words(&page);
    for (at, (picture, spec)) in pictures.iter().zip(charts(&derived)).enumerate() {
        assert_eq!(value(picture, "alt"), Some(&*spec.description()));
        assert!(said.contains(&format!("图{} {}（单位：万元）\n{}", at + 1, spec.title, spec.statement())), "{said}");
        let data = value(picture, "src").and_then(|src| src.strip_prefix("data:image/png;base64,")).expect("a picture");
        let png = STANDARD.decode(data).expect("base64");
        let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a picture");
        let shown: u32 = value(picture, "width").and_then(|width| width.parse().ok()).expect("a width");
        assert_eq!(reader.info().width, 2 * shown);
    }
}

/// How many columns each row of a table covers, with what reaches down from above.
fn coverage(pieces: &[PagePiece]) -> Vec<Vec<usize>> {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let mut below: Vec<usize> = Vec::new();
    let number =
        |attributes: &[(String, String)], name| value(attributes, name).map_or(1, |it| it.parse().expect("a number"));
    for piece in pieces {
        match piece {
            PagePiece::Start(name, _) if name == "table" => {
                tables.push(Vec::new());
                below.clear();
            }
            PagePiece::Start(name, _) if name == "tr" => {
                if below.is_empty() {
                    below.push(0);
                }
                tables.last_mut().expect("a table").push(below.remove(0));
            }
            PagePiece::Start(name, attributes) if name == "td" || name == "th" => {
                let columns = number(attributes, "colspan");
                *tables.last_mut().and_then(|rows| rows.last_mut()).expect("a row") += columns;
                for line in 1..number(attributes, "rowspan") {
                    below.resize(below.len().max(line), 0);
                    below[line - 1] += columns;
                }
            }
            _ => {}
        }
    }
    tables
}

#[test]
fn tables_have_heads_and_each_row_covers_every_column_once() {
    let derived = derived(&reference_sample());
    let pieces = pieces(&made(&derived, DocumentStatus::Draft));
    let keys = derived.report.blocks().filter_map(|block| match block {
        Block::Table(key) => Some(PrintedTable::of(&derived.figures, *key)),
        _ => None,
    });
    let tables: Vec<PrintedTable> = keys.flatten().collect();
    let covered = coverage(&pieces);
    assert_eq!(covered.len(), tables.len());
    for (table, rows) in tables.iter().zip(covered) {
        assert!(rows.iter().all(|columns| *columns == table.columns.len()), "{} {rows:?}", table.number);
        assert_eq!(rows.len(), table.head.len() + table.rows.len());
    }
    let scopes: Vec<_> = elements(&pieces, "th").map(|head| value(head, "scope")).collect();
    assert!(scopes.iter().all(|scope| matches!(scope, Some("col" | "row"))));
    assert!(scopes.iter().filter(|scope| **scope == Some("row")).count() > 100);
    assert_eq!(elements(&pieces, "caption").count(), tables.len());
    assert!(
        made(&derived, DocumentStatus::Draft).contains("<td style=\"text-align:right\"><strong>232.34</strong></td>")
    );
}

#[test]
fn no_text_is_markup() {
    let hostile = "</title><script>alert('x')</script><img src=x onerror=\"y\">&amp;&#60;b\u{0}\u{202e}\"'";
    let mut document = reference_sample();
    for path in [at!(unit.department), at!(unit.duties), at!(income.reason), at!(targets.tasks[0].name)] {
        document = typed(&document, path, hostile);
    }
    let derived = derived(&document);
    let page = made(&derived, DocumentStatus::Draft);
    is_plain(&page);
    assert!(!page.contains("<script") && !page.contains("<img src=x"));
    assert!(words(&page).contains("</title><script>alert('x')</script><img src=x onerror=\"y\">&amp;&#60;b"));
    let copy = web_copy(&derived, DocumentStatus::Draft, &Progress::default()).expect("a copy");
    is_plain(&format!("<body>{}</body>", copy.html));
    assert!(!copy.html.contains("<script") && copy.text.contains("<script>"));
}

#[test]
fn every_form_of_publication_makes_a_plain_page() {
    for document in [Document::default(), reference_sample()] {
        for (region, edition) in [
            (Region::National, None),
            (Region::National, Some(Edition::Y2025)),
            (Region::Sichuan, None),
            (Region::Sichuan, Some(Edition::Y2025)),
        ] {
            let mut document = document.clone();
            document.unit.region = Some(region);
            document.form.edition = edition;
            let derived = Derived::of(&Arc::new(document));
            let page = made(&derived, DocumentStatus::Draft);
            is_plain(&page);
            assert!(coverage(&pieces(&page)).iter().flatten().all(|columns| *columns > 0));
        }
    }
    // Nothing but the text: no table and no annex.
    let none = Entry::Choice("omitted");
    let mut document = clean_sample();
    for path in [at!(form.self_evaluation), at!(form.score_table), at!(form.target_table), at!(form.special)] {
        document = document.apply(&Edit::Set { path, entry: none.clone() }).expect("a choice");
    }
    let page = made(&derived(&document), DocumentStatus::Final);
    is_plain(&page);
    assert!(!page.contains("附表1"));
}

#[test]
fn the_plain_text_of_a_copy_has_the_cells_between_tabs() {
    let derived = derived(&clean_sample());
    let copy = web_copy(&derived, DocumentStatus::Final, &Progress::default()).expect("a copy");
    assert!(copy.html.starts_with("<meta charset=\"utf-8\"/>\n<h1"));
    assert!(!copy.html.contains("<style"));
    let rows: Vec<&str> = copy.text.lines().filter(|line| line.contains('\t')).collect();
    assert!(rows.len() > 100 && !copy.text.contains('<'));
    assert!(copy.text.lines().any(|line| line.starts_with("图1 ")));
}

#[test]
fn what_is_no_longer_wanted_is_not_made() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(
        html(&derived(&Document::default()), DocumentStatus::Draft, &progress).err(),
        Some(ExportError::Cancelled)
    );
}
