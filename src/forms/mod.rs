//! The pages on which a document is entered, as data: what stands on them, in which order, and what has to be filled.
//!
//! Drawing, the order of the fields, the way to a value, how far a page is, and which blanks are asked about (M08) are
//! made from it. A value of the document stands on one page only; the test of this module sees to it that none is left
//! out.

pub mod absence;
mod entries;
mod expenditure;
mod income;
mod other;
mod performance;
pub mod published;
mod settings;
mod targets;
#[cfg(test)]
mod tests;
mod three_public;
mod unit;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{
    address::{CellKey, MeasureKey},
    document::{Document, Path, PathStep, record},
    figures::{Figures, Source},
    money::Money,
    templates::{Annex, Profile},
};

use absence::Absence;

pub use entries::{EntryPlace, entry_places};

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormName {
    /// 单位与上年
    Unit,
    /// 收入
    Income,
    /// 支出项目
    Expenditure,
    /// 三公经费
    ThreePublic,
    /// 项目绩效
    Performance,
    /// 目标完成表
    Targets,
    /// 其他事项
    Other,
    /// 核对已公开报告
    Published,
    /// 本文件的设置
    Settings,
}

impl FormName {
    pub const ALL: [Self; 9] = [
        Self::Unit,
        Self::Income,
        Self::Expenditure,
        Self::ThreePublic,
        Self::Performance,
        Self::Targets,
        Self::Other,
        Self::Published,
        Self::Settings,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Unit => "单位与上年",
            Self::Income => "收入",
            Self::Expenditure => "支出项目",
            Self::ThreePublic => "三公经费",
            Self::Performance => "项目绩效",
            Self::Targets => "目标完成表",
            Self::Other => "其他事项",
            Self::Published => "核对已公开报告",
            Self::Settings => "本文件的设置",
        }
    }

    pub fn form(self) -> &'static Form {
        match self {
            Self::Unit => &unit::FORM,
            Self::Income => &income::FORM,
            Self::Expenditure => &expenditure::FORM,
            Self::ThreePublic => &three_public::FORM,
            Self::Performance => &performance::FORM,
            Self::Targets => &targets::FORM,
            Self::Other => &other::FORM,
            Self::Published => &published::FORM,
            Self::Settings => &settings::FORM,
        }
    }
}

pub struct Form {
    pub name: FormName,
    /// Shown one at a time when there are several.
    pub parts: &'static [Part],
    /// Whether somebody has begun to fill the page; what it needs is asked for only then.
    pub has_begun: fn(&Document) -> bool,
}

pub struct Part {
    pub name: &'static str,
    pub sections: &'static [Section],
}

pub struct Section {
    pub heading: &'static str,
    pub help: Words,
    pub items: &'static [Item],
    /// Left out where this says no.
    pub is_shown: fn(&Figures) -> bool,
}

/// What is said beside a field or below a heading.
#[derive(Clone, Copy)]
pub enum Words {
    Fixed(&'static str),
    Of(fn(&Figures) -> String),
}

impl Words {
    pub fn text(self, figures: &Figures) -> String {
        match self {
            Self::Fixed(words) => words.to_owned(),
            Self::Of(words) => words(figures),
        }
    }
}

/// One thing below another on a page.
pub enum Item {
    Field(Field),
    /// Fields of which the document says how many there are, all within these places.
    Fields(&'static [Path], fn(&Figures) -> Vec<LabelledPlace>),
    /// A computed value: its label, and what it is.
    Computed(&'static str, Computed),
    Grid(Grid),
    /// What has a drawing of its own, and the values that are entered in it.
    Own(Own, &'static [Path]),
    Help(&'static str),
    /// A tick that says that there is nothing of this, while nothing stands there.
    Absence(Absence),
}

/// A place under another label than that of the document.
pub struct LabelledPlace {
    pub place: Path,
    pub label: String,
}

/// One value.
#[derive(Clone, Copy)]
pub struct Field {
    pub place: Path,
    /// Instead of the label of the document.
    pub label: Option<&'static str>,
    pub help: Option<&'static str>,
    pub behind: Behind,
    /// Lines of a long text.
    pub lines: Option<usize>,
    pub required: Required,
}

/// What stands behind a field, where the unit does.
#[derive(Clone, Copy)]
pub enum Behind {
    /// The unit of an amount, otherwise nothing.
    Unit,
    Words(fn(&Figures) -> String),
    /// What the preset of the region says.
    Preset(fn(&Profile) -> &'static str),
    /// How this year compares.
    Growth(MeasureKey),
    /// The limit that holds while the field is blank.
    Usual(Money),
}

impl Behind {
    /// `None`: the unit of an amount. `place` is that of the field.
    pub fn text(self, figures: &Figures, place: Path) -> Option<String> {
        let document = &*figures.document;
        match self {
            Self::Unit => None,
            Self::Words(words) => Some(words(figures)),
            Self::Preset(usual) => {
                let preset = Profile::preset(document.unit.region, document.form.edition);
                Some(format!("样式：{}", usual(preset)))
            }
            Self::Growth(key) => {
                let unit = document.amount_unit().name();
                let growth = figures.measures.growth(key);
                Some(if growth.change.is_none() {
                    unit.to_owned()
                } else {
                    format!("{unit}，本年{}", growth.words())
                })
            }
            Self::Usual(usual) => {
                let unit = document.unit_at(place);
                Some(format!("{}，默认 {}", unit.name(), usual.exact_grouped(unit)))
            }
        }
    }
}

/// Whether a value must be filled once the page is begun; blank is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    No,
    Yes,
    /// Where the annex is published.
    With(Annex),
}

impl Required {
    fn holds(self, figures: &Figures) -> bool {
        match self {
            Self::No => false,
            Self::Yes => true,
            Self::With(annex) => figures.profile.has_annex(annex),
        }
    }
}

#[derive(Clone, Copy)]
pub enum Computed {
    Cell(CellKey),
    Measure(MeasureKey),
}

/// A table of values. What its columns are, the window knows (`ui/forms/grids`).
pub struct Grid {
    pub name: GridName,
    /// The lists and records whose values stand in it.
    pub places: &'static [Path],
    /// The rows must be there at all.
    pub required: Required,
    /// Cells that must be filled.
    pub cells: fn(&Figures) -> Vec<Path>,
    /// The grid takes the height of the page, but for these points that what stands below it needs.
    pub below: Option<u16>,
    /// The measures that stand in it.
    pub measures: fn(MeasureKey) -> bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridName {
    Members,
    Staff,
    PublishedForms,
    IncomeLines,
    SpendingLines,
    Purposes,
    Economic,
    CarryOver,
    Detail,
    DetailCompared,
    ThreePublicAmounts,
    Vehicles,
    Receptions,
    ScoreItems,
    ScoreResult,
    ScoreGroups,
    Tasks,
    Indicators,
    OwnCodes,
    StatedTotals,
    StatedLevels,
    OpeningBalances,
}

/// What has a drawing of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Own {
    /// How the document differs from the preset of its region, and the way back.
    PublishedFormStanding,
    /// Fills income from spending.
    FillIncome,
    /// How the published totals compare, in a line.
    PublishedSummary,
    /// The totals as they were published.
    PublishedTotals,
    /// Fills blank budgets of the spending lines with what was spent.
    BudgetsAsSpent,
    /// The same for the three public expenses.
    ThreePublicBudgetsAsSpent,
    /// How the lines compare with the detail, and the ways to let them follow it.
    LinesOfDetail,
    /// The same for the list by economic code.
    EconomicOfDetail,
    /// Adds the economic codes of the official form.
    LoadEconomicCodes,
    /// The list of projects, and the details of the current one.
    Projects,
    /// Loads the standard score table.
    LoadScores,
    /// The texts of the self-evaluation with their outline.
    AssessmentTexts,
}

impl Form {
    /// The sections of all parts.
    pub fn sections(&self) -> impl Iterator<Item = &'static Section> + use<> {
        self.parts.iter().flat_map(|part| part.sections)
    }

    /// What is entered on the page: values, and the lists and records that hold them.
    pub fn places(&self) -> impl Iterator<Item = Path> + use<> {
        self.sections().flat_map(|section| section.items).flat_map(Item::places).copied()
    }

    /// What has to be filled, blank or not, in the order of the page.
    pub fn required(&self, figures: &Figures) -> Vec<Path> {
        let mut required = Vec::new();
        for item in self.sections().flat_map(|section| section.items) {
            match item {
                Item::Field(field) if field.required.holds(figures) => required.push(field.place),
                Item::Grid(grid) => {
                    required.extend(grid.places.first().filter(|_| grid.required.holds(figures)));
                    required.extend((grid.cells)(figures));
                }
                Item::Own(Own::Projects, _) => required.extend(performance::required(&figures.document)),
                _ => {}
            }
        }
        required
    }

    /// The part on which a number stands.
    pub fn part_of(&self, source: &Source) -> Option<usize> {
        if let Source::Entered(path) = source {
            let path = in_first_rows(*path);
            let here = self.placed().filter(|(place, _)| path.starts_with(&in_first_rows(*place)));
            if let Some((_, part)) = here.max_by_key(|(place, _)| place.steps().len()) {
                return Some(part);
            }
        }
        self.parts
            .iter()
            .position(|part| part.sections.iter().flat_map(|section| section.items).any(|item| item.shows(source)))
    }

    /// The places of entry with the parts on which they stand.
    fn placed(&self) -> impl Iterator<Item = (Path, usize)> {
        let parts = self.parts.iter().enumerate();
        parts.flat_map(|(index, part)| {
            let items = part.sections.iter().flat_map(|section| section.items);
            items.flat_map(Item::places).map(move |place| (*place, index))
        })
    }
}

impl Item {
    /// The values that are entered here: fields, and the lists and records in which they stand.
    fn places(&self) -> &[Path] {
        match self {
            Self::Field(field) => std::slice::from_ref(&field.place),
            Self::Fields(places, _) | Self::Own(_, places) => places,
            Self::Grid(grid) => grid.places,
            Self::Computed(..) | Self::Help(_) | Self::Absence(_) => &[],
        }
    }

    fn shows(&self, source: &Source) -> bool {
        match (source, self) {
            (Source::Cell(key), Self::Computed(_, Computed::Cell(shown))) => shown == key,
            (Source::Measure(key), Self::Computed(_, Computed::Measure(shown))) => shown == key,
            (Source::Measure(key), Self::Grid(grid)) => (grid.measures)(*key),
            // Each total has its page; here it stands once its parts are there.
            (Source::Entered(_), Self::Grid(grid)) => grid.name == GridName::StatedTotals,
            (Source::Measure(key), Self::Own(Own::Projects, _)) => key.is_of_projects(),
            _ => false,
        }
    }
}

/// Where each place of entry stands. The place of a list's field names its first row and means all rows.
static PLACES: LazyLock<FxHashMap<Path, (FormName, usize)>> = LazyLock::new(|| {
    let placed = FormName::ALL.into_iter().flat_map(|name| name.form().placed().map(move |at| (name, at)));
    placed.map(|(name, (place, part))| (in_first_rows(place), (name, part))).collect()
});

fn in_first_rows(path: Path) -> Path {
    path.steps().iter().fold(Path::ROOT, |path, step| match step {
        PathStep::Row(_) => path.row(0),
        field => path.then(*field),
    })
}

/// The page on which a value is entered.
pub fn of_path(path: Path) -> Option<FormName> {
    place_of(path).map(|(name, _)| name)
}

/// The page on which a value is entered now: a total whose parts are all there is entered only as it was published. The
/// amount of a line stays where it is, also while it follows from the detail.
pub fn home_of(figures: &Figures, path: Path) -> Option<FormName> {
    match figures.summed(path) {
        Some(summed) if !summed.is_of_detail() => Some(FormName::Published),
        _ => of_path(path),
    }
}

/// The page on which a value is entered, and the part of it: where a list and one of its fields stand on two, the
/// field's is meant.
pub fn place_of(path: Path) -> Option<(FormName, usize)> {
    let path = in_first_rows(path);
    (0..=path.steps().len()).rev().find_map(|length| PLACES.get(&Path::new(&path.steps()[..length])).copied())
}

/// The page on which a measure stands.
pub fn of_measure(key: MeasureKey) -> Option<FormName> {
    let source = Source::Measure(key);
    FormName::ALL.into_iter().find(|name| name.form().part_of(&source).is_some())
}

/// The pages that every report needs.
const HEART: [FormName; 3] = [FormName::Unit, FormName::Income, FormName::Expenditure];

/// Whether one of them is still untouched: the document is at its beginning.
pub fn is_beginning(document: &Document) -> bool {
    HEART.into_iter().any(|name| !(name.form().has_begun)(document))
}

const fn always(_: &Figures) -> bool {
    true
}

const fn no_cells(_: &Figures) -> Vec<Path> {
    Vec::new()
}

const fn no_measures(_: MeasureKey) -> bool {
    false
}

impl Section {
    const fn new(heading: &'static str, help: &'static str, items: &'static [Item]) -> Self {
        Self { heading, help: Words::Fixed(help), items, is_shown: always }
    }

    const fn helped_by(self, help: fn(&Figures) -> String) -> Self {
        Self { help: Words::Of(help), ..self }
    }

    const fn shown_if(self, is_shown: fn(&Figures) -> bool) -> Self {
        Self { is_shown, ..self }
    }
}

impl Field {
    const fn new(place: Path) -> Self {
        Self { place, label: None, help: None, behind: Behind::Unit, lines: None, required: Required::No }
    }

    const fn labelled(self, label: &'static str) -> Self {
        Self { label: Some(label), ..self }
    }

    const fn helped(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }

    const fn followed_by(self, behind: Behind) -> Self {
        Self { behind, ..self }
    }

    const fn required(self) -> Self {
        self.required_as(Required::Yes)
    }

    const fn required_as(self, required: Required) -> Self {
        Self { required, ..self }
    }

    const fn with_lines(self, lines: usize) -> Self {
        Self { lines: Some(lines), ..self }
    }

    const fn item(self) -> Item {
        Item::Field(self)
    }
}

impl Grid {
    const fn new(name: GridName, places: &'static [Path]) -> Self {
        Self { name, places, required: Required::No, cells: no_cells, below: None, measures: no_measures }
    }

    const fn required(self, required: Required) -> Self {
        Self { required, ..self }
    }

    const fn with_cells(self, cells: fn(&Figures) -> Vec<Path>) -> Self {
        Self { cells, ..self }
    }

    const fn filling(self, below: u16) -> Self {
        Self { below: Some(below), ..self }
    }

    const fn with_measures(self, measures: fn(MeasureKey) -> bool) -> Self {
        Self { measures, ..self }
    }

    const fn item(self) -> Item {
        Item::Grid(self)
    }
}

/// A field under the label of the document.
const fn field(place: Path) -> Item {
    Item::Field(Field::new(place))
}

/// A field that must be filled.
const fn required(place: Path) -> Item {
    Field::new(place).required().item()
}

/// A field that must be filled where the annex is published.
const fn required_with(annex: Annex, place: Path) -> Item {
    Field::new(place).required_as(Required::With(annex)).item()
}

/// Whether anything was entered in a group of fields, these aside.
fn has_entries(group: &dyn record::Record, at: Path, aside: &[Path]) -> bool {
    let mut found = false;
    record::walk(group, at, &mut |path, _, entry| found |= !entry.is_blank() && !aside.contains(&path));
    found
}
