//! Chart 6: spending of the general public budget by functional class, from `T06`.

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, RowKey, T06},
};

use super::{
    ChartSpec,
    palette::Colour,
    parts::{Division, PartName, PartsOfWhole},
    pie,
};

pub(super) const KEY: &str = "gpb_classes";

/// The classes (类) in the order in which they take colours: first those that most departments have, so that these get
/// the purest colours; then the rest by code. A class always has the same colour.
const CLASSES: [&str; 30] = [
    "201", "208", "210", "221", "213", "205", "204", "212", "202", "203", "206", "207", "209", "211", "214", "215",
    "216", "217", "219", "220", "222", "223", "224", "227", "229", "230", "231", "232", "233", "234",
];

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let whole = CellKey::total(T06, Column::Total);
    let parts = PartsOfWhole::of(figures, whole, Division::RowsBelow, &|_, cell| match cell.row {
        RowKey::Code(class) => PartName { name: figures.book.functional_name(class), colour: colour(class) },
        row => PartName { name: row.to_string(), colour: Colour(0) },
    });
    pie(figures, KEY, T06, "一般公共预算财政拨款支出", parts)
}

/// A class that is not in the list takes its colour by its number.
fn colour(class: Code) -> Colour {
    let place = CLASSES.iter().position(|known| *known == class.as_str());
    let place = place.and_then(|place| u8::try_from(place).ok());
    Colour(place.or_else(|| class.as_str().parse::<u16>().ok()?.to_be_bytes().last().copied()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::CodeBook;

    #[test]
    fn every_shipped_class_has_a_colour_of_its_own() {
        let book = CodeBook::shipped();
        let classes = book.list(crate::document::Axis::Functional).keys().filter(|code| code.digits() == 3);
        let mut seen = std::collections::HashSet::new();
        for class in classes {
            assert!(CLASSES.contains(&class.as_str()), "{class} is not in the list");
            assert!(seen.insert(colour(*class).rgb()), "{class} shares its colour");
        }
        assert!(seen.len() > 20);
    }
}
