//! The lines of expenditure (支出明细): one for each classification and fund.

use crate::{
    at,
    codes::Code,
    document::{ExpenditureLine, Fund, Path},
    figures::{CellKey, Column, Figures, MeasureKey, Source, T03, T06, T10, T12, TableId},
    money::Money,
    percent::Ratio,
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, CODE_WIDTH, NAME_WIDTH, amount_column, ratio_column, text_column, titled},
        widgets::grid::{FixedGrid, GridCell, ListGrid},
    },
};

const FUND_WIDTH: f32 = 104.0;

pub fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.lines.get(row);
    let of_line = move |row: usize, cell: fn(&Figures, usize, &ExpenditureLine) -> GridCell| {
        line(row).map_or(GridCell::Empty, |line| cell(figures, row, line))
    };
    let model = ListGrid::new(document, at!(expenditure.lines))
        .field("item", CODE_WIDTH)
        .with(|column| titled("编码")(column).frozen())
        .derived(text_column("科目名称", NAME_WIDTH).frozen(), move |row| {
            of_line(row, |figures, _, line| cells::functional_name(figures, &line.item, is_filled(line)))
        })
        // What every line has comes first: it is in sight beside the charts, and few keys away from the code.
        .field("adjusted_budget", AMOUNT_WIDTH)
        .field_unless("basic", AMOUNT_WIDTH, move |row| of_detail(figures, at!(expenditure.lines[row].basic)))
        .field_unless("project", AMOUNT_WIDTH, move |row| of_detail(figures, at!(expenditure.lines[row].project)))
        .derived(amount_column("合计"), move |row| of_line(row, total))
        .derived(ratio_column("完成预算"), move |row| of_line(row, completion))
        .field("fund", FUND_WIDTH)
        .field("initial_budget", AMOUNT_WIDTH)
        .field("prior_actual", AMOUNT_WIDTH)
        .field("to_superior", AMOUNT_WIDTH)
        .field("operating", AMOUNT_WIDTH)
        .field("subsidy", AMOUNT_WIDTH)
        .with(titled("对附属补助"))
        .field("reason", 240.0)
        .footer(move |column| footer(figures, column));
    cells::with_published(model, "报告上印的数", 1, published_totals(figures))
}

type AmountOf = fn(&ExpenditureLine) -> Option<Money>;

const AMOUNTS: [(usize, AmountOf); 9] = [
    (2, |line| line.adjusted_budget),
    (3, |line| line.basic),
    (4, |line| line.project),
    (TOTAL, |line| line.total()),
    (8, |line| line.initial_budget),
    (9, |line| line.prior_actual),
    (10, |line| line.to_superior),
    (11, |line| line.operating),
    (12, |line| line.subsidy),
];
const TOTAL: usize = 5;
const COMPLETION: usize = 6;

fn is_filled(line: &ExpenditureLine) -> bool {
    AMOUNTS.iter().any(|(_, amount)| amount(line).is_some())
}

/// An amount that follows from the detail. One that was entered otherwise can be changed where it stands.
fn of_detail(figures: &Figures, place: Path) -> Option<GridCell> {
    let summed = figures.summed(place).filter(|summed| !summed.differs)?;
    let text = cells::entry_text(figures, place, &figures.document.entry(place).unwrap_or_default());
    let source = Source::Entered(place);
    summed.is_of_detail().then_some(GridCell::Derived { text, source, strong: false })
}

/// What the line spent; explained by the row of its fund's table.
fn total(figures: &Figures, row: usize, line: &ExpenditureLine) -> GridCell {
    let (table, column) = match line.fund_or_default() {
        Fund::Gpb => (T06, Column::Total),
        Fund::Government => (T10, Column::Spending),
        Fund::StateCapital => (T12, Column::Total),
        Fund::Other => (TableId::OTHER_FUNDS, Column::Basic),
    };
    let key = Code::new(&line.item).map(|code| CellKey::code(table, code, column));
    cells::row_sum(figures, line.total(), key, at!(expenditure.lines[row]))
}

fn completion(figures: &Figures, row: usize, line: &ExpenditureLine) -> GridCell {
    let ratio = Ratio::share(line.total(), line.budget(figures.profile.basis));
    let measure = Code::new(&line.item).map(MeasureKey::ItemCompletion);
    let source = match measure.filter(|key| figures.measures.ratio(*key) == ratio) {
        Some(key) => Source::Measure(key),
        None => Source::Entered(at!(expenditure.lines[row])),
    };
    let text = if ratio == Ratio::Missing { String::new() } else { ratio.to_string() };
    GridCell::Derived { text, source, strong: false }
}

/// The sums of what is seen, all on the same basis, whatever is missing from the tables.
fn footer(figures: &Figures, column: usize) -> GridCell {
    let lines = &figures.document.expenditure.lines;
    let list = at!(expenditure.lines);
    let Some((_, amount)) = AMOUNTS.iter().find(|(of, _)| *of == column) else {
        return match column {
            1 => GridCell::Label("合计".to_owned()),
            COMPLETION => whole_completion(figures),
            _ => GridCell::Empty,
        };
    };
    let meant = match column {
        2 => Source::Measure(MeasureKey::AdjustedBudget),
        8 => Source::Measure(MeasureKey::InitialBudget),
        9 => Source::Measure(MeasureKey::PriorSpending),
        _ => total_key(column).map_or(Source::Entered(list), Source::Cell),
    };
    cells::column_sum(figures, lines.iter().map(amount), meant, list)
}

/// The total of a column in `T03`.
fn total_key(column: usize) -> Option<CellKey> {
    let name = match column {
        3 => Column::Basic,
        4 => Column::Project,
        TOTAL => Column::Total,
        10 => Column::ToSuperior,
        11 => Column::Operating,
        12 => Column::Subsidy,
        _ => return None,
    };
    Some(CellKey::total(T03, name))
}

fn whole_completion(figures: &Figures) -> GridCell {
    let lines = &figures.document.expenditure.lines;
    let budget = Money::sum_of(lines.iter().map(|line| line.budget(figures.profile.basis)));
    let ratio = Ratio::share(Money::sum_of(lines.iter().map(ExpenditureLine::total)), budget);
    let of_general_budget = lines.iter().all(|line| line.fund_or_default() == Fund::Gpb);
    let measure = MeasureKey::GeneralBudgetCompletion;
    let source = match of_general_budget && figures.measures.ratio(measure) == ratio {
        true => Source::Measure(measure),
        false => Source::Entered(at!(expenditure.lines)),
    };
    let text = if ratio == Ratio::Missing { String::new() } else { ratio.to_string() };
    GridCell::Derived { text, source, strong: true }
}

/// The published totals of what the lines are: `T03`, or `T06` where all lines are of the general budget.
fn published_totals(figures: &Figures) -> Vec<(usize, Path)> {
    let lines = &figures.document.expenditure.lines;
    let of_general_budget = lines.iter().all(|line| line.fund_or_default() == Fund::Gpb);
    let of_column = |column| {
        let key = total_key(column)?;
        let narrow = || cells::published(figures, CellKey { table: T06, ..key }).filter(|_| of_general_budget);
        Some((column, cells::published(figures, key).or_else(narrow)?))
    };
    AMOUNTS.iter().filter_map(|(column, _)| of_column(*column)).collect()
}

/// What the money of each line is used for (主要用于).
pub fn purposes(figures: &Figures) -> FixedGrid {
    let columns = vec![text_column("科目", 320.0).frozen(), text_column("主要用于", 460.0)];
    let lines = figures.document.expenditure.lines.iter().enumerate();
    lines.fold(FixedGrid::new("科目用途", columns), |model, (row, line)| {
        let name = Code::new(&line.item).map(|code| figures.book.functional_name(code)).unwrap_or_default();
        model.row(format!("{} {name}", &*line.item), [GridCell::Entered(at!(expenditure.lines[row].purpose))])
    })
}
