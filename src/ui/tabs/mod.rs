//! The tabs: what each shows, and where a value is entered.

mod audit;
mod batch;
mod charts;
mod checking;
mod foot;
mod history;
mod import;
mod preview;
mod report;
mod review;
mod sign_off;
mod status;
mod steps;
mod tables;
mod views;

use std::path::PathBuf;

use egui::Ui;

use crate::{
    at,
    derived::Derived,
    document::{Document, Path, PathStep},
    figures::{CellKey, Figures, Source, T02, T13},
    forms::{self, FormName},
    ui::{Screen, Tab, View, command::places::Place, forms::FormScreen},
};

pub use status::{PageMark, Status, page_mark};

impl Tab {
    /// The pages of entry that the tab is about.
    fn pages(self) -> &'static [FormName] {
        match self {
            Self::Unit => &[FormName::Unit],
            Self::Income => &[FormName::Income],
            Self::Expenditure => &[FormName::Expenditure],
            Self::ThreePublic => &[FormName::ThreePublic],
            Self::Performance => &[FormName::Performance],
            Self::Targets => &[FormName::Targets],
            Self::Other => &[FormName::Other],
            Self::Published => &[FormName::Published],
            Self::Tables | Self::Charts => &[FormName::Income, FormName::Expenditure, FormName::ThreePublic],
            Self::Settings => &[FormName::Settings],
            _ => &FormName::ALL,
        }
    }

    /// Where a value of the document is entered.
    pub fn of_path(path: Path) -> Self {
        match (forms::of_path(path), path.steps().first()) {
            (Some(page), _) => Self::of_form(page),
            (None, Some(PathStep::Field("report"))) => Self::Report,
            _ => Self::Unit,
        }
    }

    /// Where it is entered now.
    pub fn home_of(path: Path, figures: &Figures) -> Self {
        match forms::home_of(figures, path) {
            Some(page) => Self::of_form(page),
            None => Self::of_path(path),
        }
    }

    /// Where one goes from this tab to change a value: a text that stands in the report stays in front of whoever
    /// works there; everything else is changed at home.
    pub fn for_path(self, path: Path, derived: &Derived) -> Self {
        // A published total stands below the list that it is the sum of, too.
        let published = || {
            let row = path.row_in(&at!(published))?;
            Some(derived.document().published.get(row)?.cell.parse::<CellKey>().ok()?.table)
        };
        let stays = match self {
            Self::Report => report::shows(&derived.report, path),
            Self::Income => published() == Some(T02),
            Self::ThreePublic => published() == Some(T13),
            _ => false,
        };
        if stays { self } else { Self::home_of(path, &derived.figures) }
    }

    /// What is said to whoever types where nothing can be typed.
    pub fn why_nothing_is_typed(self) -> &'static str {
        match self {
            Self::Tables => "附表由程序算出，不能在这里键入；按 Ctrl+Enter 到录入这个数的格，按 F2 录入报告上印的数",
            Self::Charts => "图表随数据变化，不能在这里键入；选中一块后可看它由哪些数算出、到录入处修改",
            Self::Preview => "预览是印出来的样子，不能在这里键入；点其中的数字或文字可到录入处修改",
            _ => "光标在按钮或清单上，键入的没有记下；请按 Tab 或点到要填的格",
        }
    }

    /// Where a number is entered or shown.
    pub fn of_source(source: &Source, figures: &Figures) -> Self {
        match source {
            Source::Entered(path) => Self::home_of(*path, figures),
            Source::Cell(_) => Self::Tables,
            Source::Measure(key) => forms::of_measure(*key).map_or_else(
                || {
                    let entered = figures.measures.get(*key).and_then(|measure| {
                        measure.inputs.iter().find_map(|input| match input {
                            Source::Entered(path) => Some(Self::home_of(*path, figures)),
                            _ => None,
                        })
                    });
                    entered.unwrap_or(Self::Charts)
                },
                Self::of_form,
            ),
        }
    }
}

/// What all tabs remember while the program runs.
pub struct Tabs {
    shown: Tab,
    steps: steps::Steps,
    forms: [FormScreen; FormName::ALL.len()],
    report: report::ReportTab,
    tables: tables::TablesTab,
    charts: charts::ChartsTab,
    preview: preview::PreviewTab,
    review: review::ReviewTab,
    leader: sign_off::leader::LeaderTab,
    notes: sign_off::NotesPart,
    answers: sign_off::AnswersPart,
    signatures: sign_off::SignaturesPart,
    saves: history::SavesPart,
    generations: history::GenerationsPart,
    comparison: history::ComparisonPart,
    import: import::ImportTab,
    checking: checking::CheckingTab,
    audit: audit::AuditTab,
    batch: batch::BatchTab,
}

impl Default for Tabs {
    fn default() -> Self {
        Self::with_program(None)
    }
}

impl Tabs {
    /// With this program for what is done in a process of its own.
    pub fn with_program(program: Option<PathBuf>) -> Self {
        Self {
            shown: Tab::default(),
            steps: steps::Steps::default(),
            forms: FormName::ALL.map(FormScreen::of),
            report: report::ReportTab::default(),
            tables: tables::TablesTab::default(),
            charts: charts::ChartsTab::default(),
            preview: preview::PreviewTab::with_program(program),
            review: review::ReviewTab::default(),
            leader: sign_off::leader::LeaderTab::default(),
            notes: sign_off::NotesPart::default(),
            answers: sign_off::AnswersPart::default(),
            signatures: sign_off::SignaturesPart::default(),
            saves: history::SavesPart::default(),
            generations: history::GenerationsPart::default(),
            comparison: history::ComparisonPart::default(),
            import: import::ImportTab::default(),
            checking: checking::CheckingTab::default(),
            audit: audit::AuditTab::default(),
            batch: batch::BatchTab::default(),
        }
    }

    fn screen(&mut self, tab: Tab) -> &mut dyn Screen {
        match tab {
            Tab::Unit => self.form(FormName::Unit),
            Tab::Income => self.form(FormName::Income),
            Tab::Expenditure => self.form(FormName::Expenditure),
            Tab::ThreePublic => self.form(FormName::ThreePublic),
            Tab::Performance => self.form(FormName::Performance),
            Tab::Targets => self.form(FormName::Targets),
            Tab::Other => self.form(FormName::Other),
            Tab::Published => self.form(FormName::Published),
            Tab::Report => &mut self.report,
            Tab::Tables => &mut self.tables,
            Tab::Charts => &mut self.charts,
            Tab::Preview => &mut self.preview,
            Tab::Review => &mut self.review,
            Tab::Leader => &mut self.leader,
            Tab::Notes => &mut self.notes,
            Tab::Answers => &mut self.answers,
            Tab::Signatures => &mut self.signatures,
            Tab::Saves => &mut self.saves,
            Tab::Generations => &mut self.generations,
            Tab::Comparison => &mut self.comparison,
            Tab::Import => &mut self.import,
            Tab::Checking => &mut self.checking,
            Tab::Audit => &mut self.audit,
            Tab::Batch => &mut self.batch,
            Tab::Settings => self.form(FormName::Settings),
        }
    }

    fn form(&mut self, name: FormName) -> &mut FormScreen {
        let [unit, income, expenditure, three_public, performance, targets, other, published, settings] =
            &mut self.forms;
        match name {
            FormName::Unit => unit,
            FormName::Income => income,
            FormName::Expenditure => expenditure,
            FormName::ThreePublic => three_public,
            FormName::Performance => performance,
            FormName::Targets => targets,
            FormName::Other => other,
            FormName::Published => published,
            FormName::Settings => settings,
        }
    }

    pub fn ui(&mut self, tab: Tab, ui: &mut Ui, view: &mut View<'_>) {
        self.shown = tab;
        if tab != Tab::Preview {
            self.preview.rest(ui.ctx());
        }
        foot::ui(ui, view, tab);
        self.steps.ui(ui, view, tab);
        views::ui(ui, view, tab);
        ui.push_id(tab.label(), |ui| self.screen(tab).ui(ui, view));
    }

    /// The tab drawn last.
    pub fn shown(&self) -> Tab {
        self.shown
    }

    /// Goes to a chart or a section of the report the next time its tab is drawn; answers with the tab.
    pub fn show_place(&mut self, place: &Place) -> Option<Tab> {
        match place {
            Place::Chart(key) => {
                self.charts.show(key);
                Some(Tab::Charts)
            }
            Place::Section(topic, _) => {
                self.report.show_section(topic);
                Some(Tab::Report)
            }
            Place::Number(_) => None,
        }
    }

    /// Goes to where a text of the report stood that is gone, as after undo: to the button that adds such texts.
    pub fn show_gone_text(&mut self, place: Path, before: &Document) {
        self.report.show_gone(place, before);
    }

    /// The field for an explanation of the finding chosen in the review takes the keyboard.
    pub fn answer_finding(&mut self) {
        self.review.answer();
    }

    /// Opens the record of saves at what became of the current cell.
    pub fn show_saves_of_cell(&mut self) {
        self.saves.show_cell();
    }

    /// Gives the keyboard to a tab the next time it is drawn: to the cell or field where it was, or to the first one.
    pub fn enter(&mut self, tab: Tab) {
        self.screen(tab).enter();
    }

    /// Shows the file beside the page, or puts it away; false when there is none.
    pub fn fold(&mut self, tab: Tab) -> bool {
        self.screen(tab).fold()
    }

    /// The keyboard goes to the search of the pages as printed.
    pub fn search_preview(&mut self) {
        self.preview.search();
    }

    /// Makes the cell of a number the current one the next time its tab is drawn; `tab` is the one that will be shown.
    pub fn go_to(&mut self, tab: Tab, source: &Source) {
        self.screen(tab).go_to(source);
    }

    /// Number and sum of the selected cells of the tab drawn last, in words.
    pub fn selection_summary(&mut self) -> Option<String> {
        self.screen(self.shown).selection_summary()
    }
}
