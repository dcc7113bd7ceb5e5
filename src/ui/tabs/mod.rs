//! The tabs: what each shows, and where a value is entered.

mod cells;
mod charts;
mod exchange;
mod expenditure;
mod income;
mod leader;
mod other;
mod page;
mod parts;
mod performance;
mod preview;
mod published_form;
mod report;
mod review;
mod status;
mod tables;
mod targets;
mod three_public;
mod unit;

use std::path::PathBuf;

use egui::Ui;

use crate::{
    at,
    derived::Derived,
    document::{Document, Path, PathStep},
    figures::{CellKey, Figures, MeasureKey, Source, T02, T13, YearOnYear},
    ui::{
        Tab, View,
        command::{ExchangePart, places::Place},
    },
};

pub use expenditure::published_place;
pub use status::{Status, status};

/// The parts of the document that hold figures, for tabs that only read.
const ALL_PARTS: &[&str] = &["unit", "income", "expenditure", "three_public", "performance", "targets", "other"];

impl Tab {
    /// The parts of the document that are entered here, or that a tab without entries is about.
    pub(super) fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &["unit", "form"],
            Self::Income => &["income"],
            Self::Expenditure => &["expenditure", "published"],
            Self::ThreePublic => &["three_public"],
            Self::Performance => &["performance"],
            Self::Targets => &["targets"],
            Self::Other => &["other"],
            Self::Report => &["report"],
            Self::Tables | Self::Charts => &["income", "expenditure", "three_public"],
            Self::Preview | Self::Review | Self::Exchange | Self::Leader => ALL_PARTS,
        }
    }

    /// Where a value of the document is entered.
    pub fn of_path(path: Path) -> Self {
        let Some(PathStep::Field(part)) = path.steps().first() else { return Self::Unit };
        match *part {
            "income" => Self::Income,
            "expenditure" | "published" => Self::Expenditure,
            "three_public" => Self::ThreePublic,
            "performance" => Self::Performance,
            "targets" => Self::Targets,
            "other" | "codes" | "parameters" => Self::Other,
            "report" => Self::Report,
            _ => Self::Unit,
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
        if stays { self } else { Self::of_path(path) }
    }

    /// What is said to whoever types where nothing can be typed.
    pub fn why_nothing_is_typed(self) -> &'static str {
        match self {
            Self::Tables => "附表由程序算出，不能在这里键入；按 Ctrl+Enter 到录入这个数的格，按 F2 录入公开数",
            Self::Charts => "图表随数据变化，不能在这里键入；选中一块后可看它由哪些数算出、到录入处修改",
            Self::Preview => "预览是印出来的样子，不能在这里键入；点其中的数字或文字可到录入处修改",
            _ => "光标在按钮或清单上，键入的没有记下；请按 Tab 或点到要填的格",
        }
    }

    /// Where a number is entered or shown.
    pub fn of_source(source: &Source, figures: &Figures) -> Self {
        match source {
            Source::Entered(path) => Self::of_path(*path),
            Source::Cell(_) => Self::Tables,
            Source::Measure(key) => match key {
                MeasureKey::ItemBudget(_) | MeasureKey::ItemCompletion(_) => Self::Expenditure,
                MeasureKey::ThreePublicShare(_)
                | MeasureKey::ThreePublicCompletion(_)
                | MeasureKey::ThreePublicPrior(_)
                | MeasureKey::ThreePublicGrowth(_)
                | MeasureKey::DomesticBatches
                | MeasureKey::DomesticPersons => Self::ThreePublic,
                MeasureKey::ProcurementTotal
                | MeasureKey::ProcurementShare(_)
                | MeasureKey::Growth(YearOnYear::Operating) => Self::Other,
                key if key.is_of_projects() || key.is_of_scores() => Self::Performance,
                _ => figures.measures.get(*key).map_or(Self::Charts, |measure| {
                    let entered = measure.inputs.iter().find_map(|input| match input {
                        Source::Entered(path) => Some(Self::of_path(*path)),
                        _ => None,
                    });
                    entered.unwrap_or(Self::Charts)
                }),
            },
        }
    }
}

/// What all tabs remember while the program runs.
#[derive(Default)]
pub struct Tabs {
    shown: Tab,
    unit: unit::UnitTab,
    income: income::IncomeTab,
    expenditure: expenditure::ExpenditureTab,
    three_public: three_public::ThreePublicTab,
    performance: performance::PerformanceTab,
    targets: targets::TargetsTab,
    other: other::OtherTab,
    report: report::ReportTab,
    tables: tables::TablesTab,
    charts: charts::ChartsTab,
    preview: preview::PreviewTab,
    review: review::ReviewTab,
    exchange: exchange::ExchangeTab,
    leader: leader::LeaderTab,
}

impl Tabs {
    /// With this program for what is done in a process of its own.
    pub fn with_program(program: Option<PathBuf>) -> Self {
        Self { preview: preview::PreviewTab::with_program(program), ..Self::default() }
    }

    pub fn ui(&mut self, tab: Tab, ui: &mut Ui, view: &mut View<'_>) {
        self.shown = tab;
        if tab != Tab::Preview {
            self.preview.rest(ui.ctx());
        }
        match tab {
            Tab::Unit => self.unit.ui(ui, view),
            Tab::Income => self.income.ui(ui, view),
            Tab::Expenditure => self.expenditure.ui(ui, view),
            Tab::ThreePublic => self.three_public.ui(ui, view),
            Tab::Performance => self.performance.ui(ui, view),
            Tab::Targets => self.targets.ui(ui, view),
            Tab::Other => self.other.ui(ui, view),
            Tab::Report => self.report.ui(ui, view),
            Tab::Tables => self.tables.ui(ui, view),
            Tab::Charts => self.charts.ui(ui, view),
            Tab::Preview => self.preview.ui(ui, view),
            Tab::Review => self.review.ui(ui, view),
            Tab::Exchange => self.exchange.ui(ui, view),
            Tab::Leader => self.leader.ui(ui, view),
        }
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

    /// Opens a part of the exchange tab the next time that it is drawn.
    pub fn show_part(&mut self, part: ExchangePart) {
        self.exchange.show(part);
    }

    /// Opens the record of saves at what became of the current cell.
    pub fn show_saves_of_cell(&mut self) {
        self.exchange.show_saves_of_cell();
    }

    /// Gives the keyboard to a tab the next time it is drawn: to the cell or field where it was, or to the first one.
    pub fn enter(&mut self, tab: Tab) {
        match tab {
            Tab::Unit => self.unit.enter(),
            Tab::Income => self.income.enter(),
            Tab::Expenditure => self.expenditure.enter(),
            Tab::ThreePublic => self.three_public.enter(),
            Tab::Performance => self.performance.enter(),
            Tab::Targets => self.targets.enter(),
            Tab::Other => self.other.enter(),
            Tab::Report => self.report.enter(),
            Tab::Tables => self.tables.enter(),
            Tab::Charts => self.charts.enter(),
            Tab::Preview => self.preview.enter(),
            Tab::Review => self.review.enter(),
            Tab::Exchange => self.exchange.enter(),
            Tab::Leader => self.leader.enter(),
        }
    }

    /// The keyboard goes to the search of the pages as printed.
    pub fn search_preview(&mut self) {
        self.preview.search();
    }

    /// Makes the cell of a number the current one the next time its tab is drawn; `tab` is the one that will be shown.
    pub fn go_to(&mut self, tab: Tab, source: &Source) {
        match source {
            Source::Cell(key) => self.tables.go_to(*key),
            Source::Measure(_) => {
                self.performance.go_to(source);
            }
            Source::Entered(_) => self.go_to_entered(tab, source),
        }
    }

    fn go_to_entered(&mut self, tab: Tab, source: &Source) {
        match tab {
            Tab::Unit => self.unit.go_to(source),
            Tab::Income => self.income.go_to(source),
            Tab::Expenditure => self.expenditure.go_to(source),
            Tab::ThreePublic => self.three_public.go_to(source),
            Tab::Performance => self.performance.go_to(source),
            Tab::Targets => self.targets.go_to(source),
            Tab::Other => self.other.go_to(source),
            Tab::Report => self.report.go_to(source),
            Tab::Tables | Tab::Charts | Tab::Preview | Tab::Review | Tab::Exchange | Tab::Leader => false,
        };
    }

    /// Number and sum of the selected cells of the tab drawn last, in words.
    pub fn selection_summary(&self) -> Option<String> {
        match self.shown {
            Tab::Unit => self.unit.selection_summary(),
            Tab::Income => self.income.selection_summary(),
            Tab::Expenditure => self.expenditure.selection_summary(),
            Tab::ThreePublic => self.three_public.selection_summary(),
            Tab::Performance => self.performance.selection_summary(),
            Tab::Targets => self.targets.selection_summary(),
            Tab::Other => self.other.selection_summary(),
            Tab::Tables => self.tables.selection_summary(),
            Tab::Report | Tab::Charts | Tab::Preview | Tab::Review | Tab::Exchange | Tab::Leader => None,
        }
    }
}
