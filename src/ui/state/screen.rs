//! What every tab can do.

use egui::Ui;

use crate::figures::Source;

use super::View;

pub trait Screen {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>);

    /// Takes the keyboard the next time the tab is drawn: the cell or field where it was, or the first one.
    fn enter(&mut self);

    /// Makes the cell of a number the current one the next time the tab is drawn; false when it does not stand here.
    fn go_to(&mut self, _source: &Source) -> bool {
        false
    }

    /// Shows the file beside what the page says of it, or puts it away; false when there is none.
    fn fold(&mut self) -> bool {
        false
    }

    /// Number and sum of the selected cells, in words.
    fn selection_summary(&self) -> Option<String> {
        None
    }
}
