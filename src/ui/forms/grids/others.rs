//! Classifications of the year that the program does not know.

use crate::{at, figures::Figures, ui::widgets::grid::ListGrid};

pub fn own_codes(figures: &Figures) -> ListGrid<'_> {
    ListGrid::new(&figures.document, at!(codes)).field("axis", 120.0).field("code", 110.0).field("name", 320.0)
}
