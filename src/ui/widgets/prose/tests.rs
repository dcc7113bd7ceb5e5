//! Texts with chips: following the data, typing, deleting, copying.

use super::*;
use crate::{
    figures::{CellKey, Column, T03},
    ui::testing,
};

const TOTAL: &str = "⟦T03!合计.tot⟧";

fn derived() -> Arc<Derived> {
    Arc::new(Derived::of(&Arc::new(testing::reference_sample())))
}

fn prose(stored: &str) -> Prose {
    Prose::linked(stored, &derived())
}

/// Where a word begins, in characters.
fn at(prose: &Prose, word: &str) -> usize {
    let byte = prose.text.find(word).expect("the word is there");
    prose.text[..byte].chars().count()
}

#[test]
fn a_link_is_shown_by_its_value_and_stored_by_its_name() {
    let stored = format!("支出{TOTAL}，其中{TOTAL}。⟦不是数⟧");
    let prose = prose(&stored);
    assert!(prose.as_str().starts_with("支出232.34"), "{}", prose.as_str());
    assert!(prose.as_str().ends_with("。⟦不是数⟧"));
    assert_eq!(prose.chips().len(), 2);
    assert_eq!(prose.stored(), stored);
    assert_eq!(prose.with_text("甲").stored(), "甲");
}

#[test]
fn a_chip_moves_with_the_words_before_it_and_is_never_cut() {
    let mut prose = prose(&format!("支出{TOTAL}。"));
    let chip = prose.chips()[0].at.clone();
    assert_eq!(prose.insert_text("总", CharIndex(0)), 1);
    assert_eq!(prose.chips()[0].at, chip.start + 1..chip.end + 1);
    // Inside: it goes behind, and the cursor with it.
    let inside = CharIndex(chip.start + 3);
    let end = inside.0 + prose.insert_text("左右", inside);
    assert_eq!(prose.stored(), format!("总支出{TOTAL}左右。"));
    assert_eq!(end, at(&prose, "。"));
}

#[test]
fn deleting_a_part_of_a_chip_deletes_it_whole() {
    for back in [false, true] {
        let mut prose = prose(&format!("支出{TOTAL}。"));
        let chip = prose.chips()[0].at.clone();
        let cursor = match back {
            true => prose.delete_previous_char(CCursor::new(chip.end)),
            false => prose.delete_next_char(CCursor::new(chip.start)),
        };
        assert_eq!((prose.stored().as_str(), cursor.index.0), ("支出。", 2), "back: {back}");
        assert!(prose.chips().is_empty());
    }
}

#[test]
fn the_cursor_passes_over_a_chip() {
    let prose = prose(&format!("支出{TOTAL}。"));
    let Range { start, end } = prose.chips()[0].at.clone();
    assert_eq!(prose.stop(start + 1, start), end);
    assert_eq!(prose.stop(end - 1, end), start);
    assert_eq!((prose.stop(start, 0), prose.stop(end, 0)), (start, end));
}

#[test]
fn a_link_takes_the_place_of_typed_words() {
    let mut prose = prose("支出232.34万元，持平。");
    let link = Link(CellKey::total(T03, Column::Total).into());
    let end = prose.put_link(2..10, &link);
    assert_eq!(prose.stored(), format!("支出{TOTAL}，持平。"));
    assert_eq!(end, at(&prose, "，"));
}

#[test]
fn places_of_the_file_are_found_on_screen() {
    let stored = format!("支出{TOTAL}，约99.99万元。");
    let prose = prose(&stored);
    let start = stored.find("99.99").expect("there");
    let shown = prose.shown_range(start..start + "99.99万元".len());
    let words: String = prose.as_str().chars().skip(shown.start).take(shown.len()).collect();
    assert_eq!(words, "99.99万元");
}

#[test]
fn a_part_is_copied_with_its_links() {
    let prose = prose(&format!("支出{TOTAL}，持平"));
    let end = at(&prose, "，");
    assert_eq!(prose.stored_range(1..end + 1), format!("出{TOTAL}，"));
    let plain = Prose::plain(format!("支出{TOTAL}"));
    assert_eq!(plain.stored(), plain.as_str(), "where nothing is a link, brackets are words");
}
