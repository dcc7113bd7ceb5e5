//! The rows of a table: what each is, by its codes and names, and its amounts.

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, ColumnKey, Line, RowKey},
    codes::Code,
    document::{Document, Kind, parse_code},
    evidence::FileCell,
    figures::Source,
    money::{AmountUnit, Money},
};

use super::{
    Known,
    fact::{CountFact, Fact, FactPlace, FoundProject, Leftover, ReadTable},
    forms::{Form, Role, RowNames},
    grid::Grid,
    layout::{Layout, Side, is_repeated},
    lines::{self, Half, Meaning},
    words,
};

/// What the rows above say of those below, over the ends of pages, too.
#[derive(Clone, Default)]
pub(super) struct RowReader {
    sides: Vec<Above>,
}

#[derive(Clone, Default)]
struct Above {
    /// The parts of the last code: class, section, item.
    parts: [Option<String>; 3],
    /// Whether “年初财政拨款结转和结余” was read.
    is_opening: bool,
    class: Option<Code>,
    item: Option<Code>,
}

/// The names of a row.
struct Label {
    code: Option<Code>,
    /// Digits that are no code.
    misread: bool,
    name: String,
}

/// What is read in one row of one side.
struct Amounts<'a> {
    values: Vec<(&'a FileCell, Role, Money)>,
}

impl RowReader {
    #[expect(clippy::too_many_arguments, reason = "what is read, with what, into what")]
    pub fn read(
        &mut self,
        grid: &Grid<'_>,
        block: usize,
        form: &Form,
        layout: &Layout,
        known: &mut Known,
        read: &mut ReadTable,
        left: &mut Vec<Leftover>,
    ) {
        for strange in &layout.strange {
            read.strange_columns.push(strange.clone());
        }
        read.is_ambiguous |= layout.is_ambiguous;
        self.sides.resize(self.sides.len().max(layout.sides.len()), Above::default());
        for row in layout.first..grid.height() {
            if is_repeated(grid, row, &layout.head) || form.names == RowNames::Single && is_note(grid, row) {
                continue;
            }
            // 合计 over the whole width, or 公用经费合计 over two sides, stands in the first, and its amount in the last.
            let mut over_all = None;
            for (number, side) in layout.sides.iter().enumerate() {
                let above = &mut self.sides[number];
                let mut label = label(grid, row, side, above);
                if label.code.is_none() && label.name.is_empty() {
                    label.name = over_all.clone().unwrap_or_default();
                }
                let mut leave = |cell: &FileCell, why: &str| {
                    let place = FactPlace { block, row: cell.row, column: cell.column };
                    let name = label.code.map_or_else(|| label.name.clone(), |code| format!("{code} {}", label.name));
                    let text = format!("{} {}", name.trim(), cell.text.trim()).trim().to_owned();
                    left.push(Leftover { place, text, why: why.to_owned() });
                };
                let amounts = amounts(grid, row, side, read.unit, &mut leave);
                let meaning = meaning(form, side, &label, above, known);
                let is_line =
                    matches!(meaning, Some(Meaning::Row(RowKey::Line(_)))) && form.names == RowNames::Economic;
                let is_over_all = amounts.values.is_empty() && (is_line || is_total(&words::plain(&label.name)));
                over_all = is_over_all.then(|| label.name.clone());
                let Some(first) = amounts.values.first() else { continue };
                if label.misread {
                    leave(first.0, "科目编码不完整");
                    continue;
                }
                let Some(meaning) = meaning else {
                    leave(first.0, "不认识这一行");
                    continue;
                };
                for (cell, role, value) in amounts.values {
                    let Role::Amount(column) = role else { continue };
                    let Some(address) = address(form, &meaning, column) else { continue };
                    let place = FactPlace { block, row: cell.row, column: cell.column };
                    if let Source::Entered(path) = address
                        && matches!(Document::kind_at(path), Some(Kind::Count))
                    {
                        match count(cell) {
                            Some(count) => read.counts.push(CountFact { path, count, place }),
                            None => leave(cell, "不是一个整数"),
                        }
                        continue;
                    }
                    let decimals = decimals(&cell.text);
                    read.facts.push(Fact { address, value, decimals, unit: read.unit, place });
                }
            }
        }
    }
}

/// Whether a row is nothing but a text, below a table whose one row has no name.
fn is_note(grid: &Grid<'_>, row: usize) -> bool {
    let cells: Vec<&FileCell> = grid.row(row).map(|(_, cell)| cell).collect();
    matches!(cells.as_slice(), [only] if only.text.contains(char::is_alphabetic))
}

/// A number of persons or things; it has no unit.
fn count(cell: &FileCell) -> Option<u32> {
    let number: Decimal = words::without_commas(&cell.text).parse().ok()?;
    number.fract().is_zero().then(|| number.trunc().to_string().parse().ok())?
}

/// A worksheet holds 7.5 where it shows 7.50: the amounts of a table have the decimals that the finest of them needs.
pub(super) fn round_alike(tables: &mut [ReadTable]) {
    const FEWEST: u8 = 2;
    for table in tables {
        let finest = table.facts.iter().map(|fact| fact.decimals).max().unwrap_or_default().max(FEWEST);
        for fact in &mut table.facts {
            fact.decimals = finest;
        }
    }
}

/// How many decimals are printed.
fn decimals(text: &str) -> u8 {
    let behind = text.rsplit_once(['.', '．']).map_or("", |(_, behind)| behind);
    u8::try_from(behind.chars().take_while(char::is_ascii_digit).count()).unwrap_or(u8::MAX)
}

fn amounts<'a>(
    grid: &Grid<'a>,
    row: usize,
    side: &Side,
    unit: AmountUnit,
    leave: &mut dyn FnMut(&FileCell, &str),
) -> Amounts<'a> {
    let mut values = Vec::new();
    for (column, role) in &side.amounts {
        let Some(cell) = grid.column_at(*column).and_then(|column| grid.own(row, column)) else { continue };
        if *role == Role::Idle {
            continue;
        }
        match value(cell, unit) {
            Ok(Some(value)) => values.push((cell, *role, value)),
            Ok(None) => {}
            Err(()) => {
                // Words in the place of an amount say nothing of it.
                if cell.text.contains(|c: char| c.is_ascii_digit()) {
                    leave(cell, "不是一个金额");
                }
            }
        }
    }
    Amounts { values }
}

/// The amount of a cell; `Ok(None)` for what says that there is none.
fn value(cell: &FileCell, unit: AmountUnit) -> Result<Option<Money>, ()> {
    if !cell.is_number {
        return Money::parse(&cell.text, unit).map_err(|_| ());
    }
    // What a formula worked out may be finer than a 分.
    let number: Decimal = cell.text.parse().map_err(|_| ())?;
    let yuan = match unit {
        AmountUnit::Wan => number.checked_mul(Decimal::from(10_000)).ok_or(())?,
        AmountUnit::Yuan => number,
    };
    Money::from_yuan(yuan.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
        .map(Some)
        .ok_or(())
}

/// What a row is called.
fn label(grid: &Grid<'_>, row: usize, side: &Side, above: &mut Above) -> Label {
    let own = |column: &u32| grid.column_at(*column).and_then(|column| grid.own(row, column));
    let codes: Vec<Option<&FileCell>> = side.codes.iter().map(own).collect();
    let names: Vec<&str> = side.names.iter().filter_map(own).map(|cell| cell.text.trim()).collect();
    let mut label = Label { code: None, misread: false, name: names.join(" ") };
    let digits = |cell: &FileCell| -> Option<String> {
        let text: String = words::plain(&cell.text);
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
    };
    let parts: Vec<Option<String>> = codes.iter().map(|cell| cell.and_then(digits)).collect();
    // Words in a column of codes: 合计 over all of them, or a code with its name.
    let words: Vec<&str> =
        codes.iter().flatten().filter(|cell| digits(cell).is_none()).map(|cell| cell.text.trim()).collect();
    if let Some(whole) =
        parts.iter().flatten().rev().find(|part| part.len() >= 5 || parts.len() == 1 && part.len() == 3)
    {
        label.code = Code::new(whole).filter(|_| matches!(whole.len(), 3 | 5 | 7));
        label.misread = label.code.is_none();
        above.parts = split(whole);
    } else if parts.iter().any(Option::is_some) {
        label.code = joined(&parts, above);
        label.misread = label.code.is_none();
    }
    if label.code.is_none() && !label.misread {
        let text = if label.name.is_empty() { words.join("") } else { label.name.clone() };
        if let Ok((digits, name)) = parse_code(&text)
            && matches!(digits.len(), 3 | 5 | 7)
        {
            label.code = Code::new(&digits);
            label.name = name.unwrap_or_default();
        } else {
            label.name = text;
        }
    }
    if let Some(code) = label.code.filter(|code| code.digits() == 3) {
        above.class = Some(code);
    }
    label
}

/// The three parts of a code.
fn split(code: &str) -> [Option<String>; 3] {
    let part = |range: std::ops::Range<usize>| code.get(range).map(str::to_owned);
    [part(0..3), part(3..5), part(5..7)]
}

/// A code in columns of its parts; what is blank on the left is as above.
fn joined(parts: &[Option<String>], above: &mut Above) -> Option<Code> {
    if parts.len() > 3 {
        return None;
    }
    let last = parts.iter().rposition(Option::is_some)?;
    let mut own: [Option<String>; 3] = [None, None, None];
    for (level, part) in parts.iter().enumerate().take(last + 1) {
        // A workbook that keeps 01 as a number has 1.
        own[level] = match part {
            Some(part) if level > 0 && part.len() == 1 => Some(format!("0{part}")),
            Some(part) => Some(part.clone()),
            None => above.parts[level].clone(),
        };
        let expected = if level == 0 { 3 } else { 2 };
        if own[level].as_ref().is_none_or(|part| part.len() != expected) {
            return None;
        }
    }
    let code: String = own.iter().flatten().map(String::as_str).collect();
    above.parts = own;
    Code::new(&code)
}

pub(super) fn is_total(name: &str) -> bool {
    matches!(name, "合计" | "总计" | "本年支出合计" | "本年收入合计" | "支出合计" | "收入合计" | "合计数")
}

fn meaning(form: &Form, side: &Side, label: &Label, above: &mut Above, known: &mut Known) -> Option<Meaning> {
    let name = words::plain(words::without_number(&label.name));
    let row = |row| Some(Meaning::Row(row));
    match form.names {
        RowNames::Single => row(RowKey::Total),
        RowNames::Items => match label.code {
            Some(code) => row(RowKey::Code(code)),
            None if is_total(&name) => row(RowKey::Total),
            None => None,
        },
        RowNames::Projects => match label.code {
            Some(code) => {
                above.item = Some(code);
                row(RowKey::Code(code))
            }
            None if is_total(&name) => row(RowKey::Total),
            None if name.is_empty() => None,
            None => row(RowKey::Project(project(known, &label.name, above.item))),
        },
        RowNames::Economic => {
            if let Some(code) = label.code {
                return row(RowKey::Code(code));
            }
            if let Some(line) = lines::line(form.table, Half::Economic, &name) {
                return Some(line);
            }
            if is_total(&name) {
                return row(RowKey::Total);
            }
            if let Some(class) = known.economic.class(&name) {
                above.class = Some(class);
                return row(RowKey::Code(class));
            }
            above.class.and_then(|class| known.economic.below(class, &name)).and_then(|code| row(RowKey::Code(code)))
        }
        RowNames::Places => {
            let bare = words::without_brackets(words::without_number(&label.name));
            let of = |name: &str| lines::line(form.table, Half::Places, name);
            of(&name).or_else(|| of(&bare))
        }
        RowNames::Lines => {
            let bare = words::without_brackets(words::without_number(&label.name));
            let of = |half| lines::line(form.table, half, &name).or_else(|| lines::line(form.table, half, &bare));
            if side.half == Half::Income {
                let line =
                    if above.is_opening { of(Half::Opening).or_else(|| of(Half::Income)) } else { of(Half::Income) };
                above.is_opening |= line == Some(Meaning::Row(RowKey::Line(Line::Opening)));
                return line;
            }
            let class = || if side.half == Half::Spending { lines::class(&known.book, &name) } else { None };
            let below = || if side.half == Half::Nature { of(Half::Spending) } else { None };
            of(side.half).or_else(|| class().and_then(|code| row(RowKey::Code(code)))).or_else(below)
        }
    }
}

/// The number of a project in addresses, by its name.
fn project(known: &mut Known, name: &str, item: Option<Code>) -> u32 {
    let bare = words::plain(name);
    let at = known.projects.iter().position(|own| words::plain(&own.name) == bare);
    let at = at.unwrap_or_else(|| {
        known.projects.push(FoundProject { name: name.trim().to_owned(), item });
        known.projects.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The address of a cell; `None` for what has no address of its own.
fn address(form: &Form, meaning: &Meaning, column: ColumnKey) -> Option<Source> {
    let is_of_accounts = column == ColumnKey::Named(form.accounts_column());
    match meaning {
        Meaning::Idle => None,
        Meaning::Cell(key) => is_of_accounts.then_some(Source::Cell(*key)),
        Meaning::Places([budget, actual]) => {
            if is_of_accounts {
                actual.clone()
            } else {
                budget.clone()
            }
        }
        Meaning::Row(row) => Some(Source::Cell(CellKey { table: form.table, row: *row, column })),
    }
}
