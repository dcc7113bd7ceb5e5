//! What people enter: the only data that is saved.
//!
//! Everything else (totals, percentages, tables, findings) is derived from a [`Document`] and never stored. The only
//! way to change a document is [`Document::apply`].

mod apply;
mod aside;
mod edit;
mod entry;
mod expenditure;
mod fill_income;
mod filled;
mod form;
mod income;
mod list;
mod misfits;
mod other;
mod path;
mod performance;
mod places;
mod raw_fields;
pub mod record;
mod report;
mod review;
mod row_shift;
mod schema;
mod stored;
mod supplements;
mod taken;
mod targets;
mod three_public;
mod unit;
mod unknown;
mod unreadable;
mod value;

pub use aside::Aside;
pub use edit::{Edit, EditError};
pub use entry::{ChoiceItem, Entry, Kind, parse_code};
pub use expenditure::{CarryOverLine, DetailLine, EconomicLine, Expenditure, ExpenditureLine, Fund, SpendingKind};
pub use fill_income::IncomeFill;
pub use form::{
    Edition, PercentForm, Publication, PublishedForm, Separators, SmallAmounts, TableForm, TableForms, TablesPlace,
    ZeroItems,
};
pub use income::{FundSplit, Income, IncomeLine};
pub use list::List;
pub use other::{
    Approval, ApprovalBlock, Assets, Management, OpeningAdjustment, OperatingCosts, OtherMatters, PriorYear,
    Procurement, Reserved,
};
pub use path::{MAX_DEPTH, Path, PathStep};
pub use performance::{
    Grade, MoneyLevel, Performance, PerformanceTexts, Project, ProjectIndicator, ProjectKind, ProjectPart, Relation,
    Sampling, ScoreGroup, ScoreItem, StatedProjects, StatedScores, Survey,
};
pub use raw_fields::RawFields;
pub use record::{Field, Node, Shape};
pub use report::{Addition, GlossaryText, ReportTexts};
pub use review::{
    ChangeKind, Decision, Explanation, Filled, FilledBy, FoldedSaves, Lock, Note, NoteEntry, NoteState, ReviewData,
    Role, SaveRecord, SavedChange, SignatureRecord, Suggestion, Tick,
};
pub use row_shift::RowShift;
pub use schema::schema;
pub use supplements::{Axis, OwnCode, Parameters, PublishedFigure, UnreadableEntry};
pub use taken::{TakenFrom, TakenMark};
pub use targets::{Target, Targets, Task};
pub use three_public::{Reception, ReceptionKind, ThreePublic, ThreePublicAmounts, VehiclesBought, VehiclesHeld};
pub use unit::{
    Accounting, BudgetBasis, BudgetLevel, EntryUnit, MemberUnit, Precision, Region, Staff, StaffKinds, StatedSubUnits,
    SubUnits, Unit, UnitType,
};
pub use unknown::{MAX_UNKNOWN_DEPTH, Unknown, check_structure};
pub use value::{Amount, Count, Date, EconomicCode, FunctionalCode, LongText, Number, Text};

pub use crate::shown::{printable, shown_line, shown_name, shown_text};

use std::borrow::Cow;

use crate::money::AmountUnit;

/// The form of the project file that this version writes.
pub const FORMAT_VERSION: u32 = 2;

record::record! {
    /// One department's final accounts of one year, as entered.
    pub struct Document {
        unit: Unit = "概况",
        income: Income = "收入",
        expenditure: Expenditure = "支出项目",
        three_public: ThreePublic = "三公经费",
        performance: Performance = "项目绩效",
        targets: Targets = "目标完成表",
        other: OtherMatters = "其他事项",
        report: ReportTexts = "报告",
        published: List<PublishedFigure> = "报告上印的数",
        codes: List<OwnCode> = "自定义科目",
        parameters: Parameters = "审核参数",
        unreadable: List<UnreadableEntry> = "未能识别的输入",
        form: Aside<PublishedForm> = "公开样式",
        review: Aside<ReviewData> = "审核往来",
    }
}

impl Document {
    /// The unit of entry; 万元 until chosen.
    pub fn amount_unit(&self) -> AmountUnit {
        match self.unit.entry_unit {
            Some(EntryUnit::Yuan) => AmountUnit::Yuan,
            _ => AmountUnit::Wan,
        }
    }

    /// The unit in which the amount at `path` is typed and shown: that of entry, but always 元 for what is spent on one
    /// guest, which is never more than a few hundred.
    pub fn unit_at(&self, path: Path) -> AmountUnit {
        let per_head = [crate::at!(parameters.reception_min), crate::at!(parameters.reception_max)];
        if per_head.contains(&path) { AmountUnit::Yuan } else { self.amount_unit() }
    }

    /// Whether the figures were taken from a published table (万元, two decimals).
    pub fn is_wan_two(&self) -> bool {
        self.unit.precision == Some(Precision::WanTwo)
    }

    /// The value at `path`; `None` when there is no such place or it is no single value.
    pub fn entry(&self, path: Path) -> Option<Entry> {
        match record::find(self, path.steps())? {
            Node::Leaf(entry) => Some(entry),
            _ => None,
        }
    }

    /// How many rows the list at `path` has.
    pub fn row_count(&self, path: Path) -> Option<usize> {
        match record::find(self, path.steps())? {
            Node::List(rows) => Some(rows.len()),
            _ => None,
        }
    }

    /// Calls `visit` for every value of the content, blank or not, in the order of the file. Review data are none.
    pub fn walk(&self, visit: &mut dyn FnMut(Path, &Field, Entry)) {
        self.walk_kinds(|_| true, visit);
    }

    /// [`Self::walk`] for these kinds only.
    pub fn walk_kinds(&self, wanted: fn(Kind) -> bool, visit: &mut dyn FnMut(Path, &Field, Entry)) {
        record::walk_kinds(&self.content(), Path::ROOT, wanted, &mut |path, field, entry| {
            if path.steps().first() != Some(&PathStep::Field("review")) {
                visit(path, field, entry);
            }
        });
    }

    /// The document without its review data: what is published, signed and compared.
    #[must_use]
    pub fn content(&self) -> Self {
        Self { review: Aside::default(), ..self.clone() }
    }

    /// The address written as a JSON pointer, if the document has such a place (rows need not exist).
    pub fn parse_path(pointer: &str) -> Option<Path> {
        let mut fields = <Self as record::Declared>::declared();
        let mut path = Path::ROOT;
        let mut in_list = false;
        for part in pointer.strip_prefix('/')?.split('/') {
            if in_list {
                path = path.row(part.parse().ok()?);
                in_list = false;
                continue;
            }
            let field = fields.iter().find(|field| field.name == part)?;
            path = path.field(field.name);
            match field.shape {
                Shape::Leaf(_) => fields = &[],
                Shape::Record(inner) => fields = inner(),
                Shape::List(inner) => {
                    fields = inner();
                    in_list = true;
                }
            }
        }
        Some(path)
    }

    /// The field that `path` ends in: its label and kind. A row answers with its list's field.
    pub fn field_at(path: Path) -> Option<Field> {
        let mut fields = <Self as record::Declared>::declared();
        let mut found = None;
        for step in path.steps() {
            let PathStep::Field(name) = step else { continue };
            let field = *fields.iter().find(|field| field.name == *name)?;
            fields = match field.shape {
                Shape::Leaf(_) => &[],
                Shape::Record(inner) | Shape::List(inner) => inner(),
            };
            found = Some(field);
        }
        found
    }

    /// What may be entered at `path`.
    pub fn kind_at(path: Path) -> Option<Kind> {
        match Self::field_at(path)?.shape {
            Shape::Leaf(kind) => Some(kind),
            _ => None,
        }
    }

    /// Where a value stands, in words: `支出项目›支出明细›第4行›基本支出`.
    pub fn label_at(path: Path) -> String {
        let mut words: Vec<Cow<'static, str>> = Vec::new();
        let mut fields = <Self as record::Declared>::declared();
        for step in path.steps() {
            match step {
                PathStep::Field(name) => {
                    let Some(field) = fields.iter().find(|field| field.name == *name) else { break };
                    words.push(Cow::Borrowed(field.label));
                    fields = match field.shape {
                        Shape::Leaf(_) => &[],
                        Shape::Record(inner) | Shape::List(inner) => inner(),
                    };
                }
                PathStep::Row(index) => words.push(Cow::Owned(format!("第{}行", index + 1))),
            }
        }
        if LAST_YEAR.iter().any(|place| path.starts_with(place)) {
            // They stand together on a page of their own, whatever they are about.
            words.remove(0);
            words.retain(|words| words != LAST_YEAR_WORDS);
            words.insert(0, Cow::Borrowed(LAST_YEAR_WORDS));
        }
        words.join("›")
    }
}

/// What is entered as the figures of last year.
const LAST_YEAR: [Path; 6] = [
    crate::at!(income.prior_total),
    crate::at!(income.prior_fiscal_total),
    crate::at!(three_public.prior),
    crate::at!(other.prior),
    crate::at!(other.operating.prior),
    crate::at!(unit.staff.prior_actual),
];
const LAST_YEAR_WORDS: &str = "上年数";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_pointer_and_a_unique_name() {
        let mut document = Document::default();
        document.expenditure.lines.push(ExpenditureLine::default());
        let mut seen = std::collections::HashSet::new();
        document.walk(&mut |path, field, entry| {
            let pointer = path.to_string();
            assert_eq!(Document::parse_path(&pointer), Some(path));
            assert_eq!(Document::field_at(path).map(|field| field.label), Some(field.label));
            assert!(entry.is_blank(), "{pointer} is not blank in a new document");
            assert!(seen.insert(pointer));
        });
        assert_eq!(Document::label_at(crate::at!(expenditure.lines[0].basic)), "支出项目›支出明细›第1行›基本支出");
        assert_eq!(Document::parse_path("/nowhere"), None);
    }
}
