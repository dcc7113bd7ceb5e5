//! A list of places in a file. Below it stands what is told of the chosen one, beside it the file with the place marked.
//! Where there is too little room for both, the file gives way until it is asked for (F9), and then takes the room of
//! what is told.

use egui::{Align2, Button, CentralPanel, Frame, Panel, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::ui::theme;

use super::{
    original::{ListedFile, OriginalMark, OriginalView},
    row_list::{self, Done, DrawnRows, RowList},
};

/// What the list says, and how wide that is.
pub struct PlaceColumns {
    pub name: &'static str,
    pub titles: [&'static str; 4],
    pub shares: [f32; 4],
    /// Room before the first column.
    pub indent: f32,
}

/// The chosen line.
#[derive(Clone, Copy)]
pub struct ChosenPlace {
    pub row: usize,
    /// It was not the chosen one before.
    pub is_new: bool,
    /// What Enter does there, where it goes from place to place.
    pub enter: &'static str,
}

/// What came of drawing it.
#[derive(Default)]
pub struct PlacesDone {
    pub list: Done,
    pub chosen: Option<ChosenPlace>,
    /// The page of the file that is to be drawn.
    pub wanted_page: Option<u32>,
}

/// Whether the file is in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileFold {
    /// As a person chose.
    chosen: Option<bool>,
    /// As it was drawn last.
    is_open: bool,
    is_narrow: bool,
}

impl FileFold {
    pub fn toggle(&mut self) {
        self.chosen = Some(!self.is_open);
    }

    /// Shows the file; false when it was in sight.
    pub fn open(&mut self) -> bool {
        let opens = !self.is_open;
        self.chosen = if opens { Some(true) } else { self.chosen };
        opens
    }

    /// What Enter does: where the file is not in sight, it is shown before anything else.
    pub fn what_enter_does(&self, in_sight: &'static str) -> &'static str {
        if self.is_open { in_sight } else { SHOW_FILE }
    }

    /// Whether it is drawn in a page of this width, and whether that is narrow.
    pub fn of_width(&mut self, width: f32) -> (bool, bool) {
        self.is_narrow = width < ROOM_FOR_BOTH;
        self.is_open = self.chosen.unwrap_or(!self.is_narrow);
        (self.is_open, self.is_narrow)
    }

    /// The way to the other, where not both are in sight.
    pub fn button_ui(&mut self, ui: &mut Ui) {
        if self.is_open && !self.is_narrow {
            return;
        }
        let words = if self.is_open { "收起原件" } else { SHOW_FILE };
        let key = RichText::new("F9").color(theme::palette(ui).weak_text);
        if ui.add(Button::new(words).shortcut_text(key)).clicked() {
            self.toggle();
        }
    }
}

const SHOW_FILE: &str = "看原件";
const NEXT_PLACE: &str = "看下一处";

/// What the page remembers of it.
#[derive(Default)]
pub struct PlaceList {
    list: RowList,
    original: OriginalView,
    fold: FileFold,
    enters: bool,
}

/// Of the width of the page.
const FILE_SHARE: f32 = 0.42;
/// Pages that are narrower show list or file.
const ROOM_FOR_BOTH: f32 = 800.0;
/// Lines of the list above a file that has the rest of a narrow page.
const LINES_ABOVE_FILE: f32 = 4.0;
const DETAILS_HEIGHT: f32 = 150.0;
/// Of the height of list and details, where there is little.
const DETAILS_SHARE: f32 = 0.38;

impl PlaceList {
    /// Takes the keyboard the next time it is drawn.
    pub fn enter(&mut self) {
        self.enters = true;
    }

    /// Another file is shown.
    pub fn begin_anew(&mut self) {
        self.original.forget();
        self.list.choose(0);
        self.enters = true;
    }

    /// Brings the marked place into sight; false when the file itself had to be shown first.
    pub fn show_place(&mut self) -> bool {
        self.original.show();
        !self.fold.open()
    }

    /// Shows the file, or puts it away.
    pub fn fold(&mut self) {
        self.fold.toggle();
    }

    /// What Enter does on a line, in a page that is drawn into the room that is left.
    pub fn what_enter_does(&mut self, ui: &Ui) -> &'static str {
        self.fold.of_width(ui.available_width());
        self.fold.what_enter_does(NEXT_PLACE)
    }

    pub fn fold_button_ui(&mut self, ui: &mut Ui) {
        self.fold.button_ui(ui);
    }

    pub fn chosen(&self, rows: &dyn DrawnRows) -> Option<usize> {
        self.list.chosen(rows)
    }

    /// Draws all of it into the room that is left, with `details` where there is room for them.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        columns: &PlaceColumns,
        file: &ListedFile<'_>,
        rows: &dyn DrawnRows,
        mark: Option<&OriginalMark>,
        details: impl FnOnce(&mut Ui, ChosenPlace),
    ) -> PlacesDone {
        if std::mem::take(&mut self.enters) {
            self.list.enter();
        }
        let (width, height) = (ui.available_width(), ui.available_height());
        let (is_open, is_narrow) = self.fold.of_width(width);
        let enter = self.fold.what_enter_does(NEXT_PLACE);
        let framed = Frame::NONE.inner_margin(theme::CELL_PADDING);
        let mut placed = PlacesDone::default();
        if is_open {
            let panel = match is_narrow {
                true => {
                    let above = (1.0 + LINES_ABOVE_FILE) * theme::ROW_HEIGHT;
                    Panel::bottom("file").exact_size((height - above).max(theme::ROW_HEIGHT))
                }
                false => Panel::right("file").exact_size(width * FILE_SHARE),
            };
            let panel = panel.resizable(false).frame(framed);
            panel.show(ui, |ui| placed.wanted_page = self.original.file_ui(ui, file, mark));
        }
        let has_details = !(is_open && is_narrow);
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            self.header_ui(ui, columns);
            let room = ui.available_height();
            let below = if has_details { DETAILS_HEIGHT.min(room * DETAILS_SHARE) } else { 0.0 };
            let before = self.list.chosen(rows);
            placed.list = self.list.ui(ui, columns.name, (room - below).max(3.0 * theme::ROW_HEIGHT), rows);
            let chosen = self.list.chosen(rows);
            placed.chosen = chosen.map(|row| ChosenPlace { row, is_new: chosen != before, enter });
            if let Some(chosen) = placed.chosen.filter(|_| has_details) {
                ui.separator();
                details(ui, chosen);
            }
        });
        placed
    }

    fn header_ui(&self, ui: &mut Ui, columns: &PlaceColumns) {
        let size = vec2(ui.available_width() - theme::scroll_bar_room(ui), theme::ROW_HEIGHT);
        let (mut rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let palette = theme::palette(ui);
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, columns.titles.join(" ")));
        ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
        rect.min.x += columns.indent;
        let painter = ui.painter();
        for (column, title) in row_list::columns(rect, columns.shares).into_iter().zip(columns.titles) {
            row_list::text(painter, column, Align2::LEFT_CENTER, title, palette.weak_text);
        }
    }
}
