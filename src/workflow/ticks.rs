//! Ticks (已核对): a mark at a value that somebody has compared with the books; void once the value changes.

use crate::{
    at,
    derived::{Derived, TickState},
    document::{Document, Edit, LongText, Text, Tick},
};

use super::rows;

/// What a place shows, in a form independent of the unit; for a row all its values. `None` when there is no such place.
pub fn seen_value(derived: &Derived, place: &str) -> Option<String> {
    derived.seen_value(place)
}

/// The edit that marks a place as compared; `None` when there is no such place.
pub fn tick(derived: &Derived, place: &str, author: &str, time: &str) -> Option<Edit> {
    let tick = Tick {
        place: Text::new(place),
        author: Text::new(author),
        time: Text::new(time),
        seen: LongText::new(seen_value(derived, place)?),
        ..Default::default()
    };
    let list = at!(review.ticks);
    let former = rows_of(derived.document(), place);
    let left = derived.document().review.ticks.len() - former.len();
    let mut edits = rows::remove(list, former.into_iter());
    edits.extend(rows::append_at(left, list, &tick));
    Some(Edit::Many { label: "标记已核对".to_owned(), edits })
}

/// The edit that takes the mark off a place; `None` when there is none.
pub fn untick(document: &Document, place: &str) -> Option<Edit> {
    let edits = rows::remove(at!(review.ticks), rows_of(document, place).into_iter());
    (!edits.is_empty()).then(|| Edit::Many { label: "取消已核对".to_owned(), edits })
}

/// The mark at a place, and whether it still holds.
pub fn tick_state<'a>(derived: &'a Derived, place: &str) -> Option<(&'a Tick, TickState)> {
    let tick = derived.document().review.ticks.iter().rfind(|tick| *tick.place == *place)?;
    let holds = seen_value(derived, place).as_deref() == Some(&*tick.seen);
    Some((tick, if holds { TickState::Holds } else { TickState::Void }))
}

fn rows_of(document: &Document, place: &str) -> Vec<usize> {
    let all = document.review.ticks.iter().enumerate();
    all.filter(|(_, tick)| *tick.place == *place).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::AmountUnit,
        testing::{derived, sample},
    };

    #[test]
    fn a_mark_is_void_once_the_value_is_another_and_holds_again_when_it_is_back() {
        let document = sample("yanbian-2024.json");
        let typed = |document: &Document, text: &str| {
            let edit = Edit::type_text(at!(expenditure.lines[0].basic), text, AmountUnit::Wan);
            document.apply(&edit).expect("typed")
        };
        let document = typed(&document, "100");
        for place in ["/expenditure/lines/0/basic", "/expenditure/lines/0", "/expenditure/lines", "T06!合计.basic"] {
            let before = derived(&document);
            let ticked = document.apply(&tick(&before, place, "张三", "").expect("a place")).expect("ticked");
            let state = |document: &Document| tick_state(&derived(document), place).expect("a mark").1;
            assert_eq!(state(&ticked), TickState::Holds, "{place}");
            assert_eq!(state(&typed(&ticked, "101")), TickState::Void, "{place}");
            assert_eq!(state(&typed(&typed(&ticked, "101"), "100")), TickState::Holds, "{place}");
            let again = ticked.apply(&tick(&derived(&ticked), place, "李四", "").expect("a place")).expect("ticked");
            assert_eq!(again.review.ticks.len(), 1);
            assert_eq!(again.apply(&untick(&again, place).expect("a mark")).expect("off"), document);
        }
        assert!(tick(&derived(&document), "/nowhere", "", "").is_none());
        assert!(tick(&derived(&document), "no.measure", "", "").is_none());
    }
}
