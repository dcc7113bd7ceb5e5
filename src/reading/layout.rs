//! The head of a table and what stands below it: which columns name a row, which hold amounts, and of what.

use crate::{
    address::ColumnKey,
    evidence::FileCell,
    money::{AmountUnit, Money},
};

use super::{
    Known,
    fact::{ColumnMeaning, ReadColumn},
    forms::{Form, Forms, Role, RowNames},
    grid::Grid,
    lines::Half,
    surroundings, words,
};

/// Rows that are looked at to see what a column holds.
const SAMPLE: usize = 300;
/// A head that begins further down is none.
const LATEST_HEAD: usize = 60;

#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The first row below the head.
    pub first: usize,
    pub has_head: bool,
    pub sides: Vec<Side>,
    pub columns: Vec<ReadColumn>,
    /// Columns with numbers that mean nothing here: where, and the words above.
    pub strange: Vec<String>,
    /// Columns with numbers of another year, or with what changed since: where, and the words above.
    pub aside: Vec<(u32, String)>,
    pub is_ambiguous: bool,
    pub unit: Option<AmountUnit>,
    pub head: Vec<HeadRow>,
}

/// The words of a row of the head, by their column.
pub(super) type HeadRow = Vec<(u32, String)>;

/// A group of columns that names its rows itself. Columns are those of the file.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub codes: Vec<u32>,
    pub names: Vec<u32>,
    pub amounts: Vec<(u32, Role)>,
    pub half: Half,
}

#[derive(Clone, Copy, PartialEq)]
enum RowKind {
    /// Title, unit, department.
    Above,
    Head,
    /// 栏次
    Ordinals,
    Data,
    Blank,
}

#[derive(Clone, Copy, PartialEq)]
enum ColumnKind {
    Code,
    Name,
    Order,
    Amount(Option<Role>),
}

impl ColumnKind {
    fn chosen(meaning: ColumnMeaning) -> Self {
        match meaning {
            ColumnMeaning::Code => Self::Code,
            ColumnMeaning::Name => Self::Name,
            ColumnMeaning::Amount(key) => Self::Amount(Some(Role::Amount(key))),
            ColumnMeaning::Nothing => Self::Amount(Some(Role::Idle)),
            ColumnMeaning::Unknown => Self::Amount(None),
        }
    }

    fn meaning(self) -> ColumnMeaning {
        match self {
            Self::Code => ColumnMeaning::Code,
            Self::Name => ColumnMeaning::Name,
            Self::Order | Self::Amount(Some(Role::Idle)) => ColumnMeaning::Nothing,
            Self::Amount(Some(Role::Amount(key))) => ColumnMeaning::Amount(key),
            Self::Amount(None) => ColumnMeaning::Unknown,
        }
    }
}

/// A column, as the words above it and what it holds tell.
struct LaidColumn {
    /// The words above it, from top to bottom.
    path: Vec<String>,
    kind: ColumnKind,
}

impl Layout {
    /// `None` if the head is not one of the form.
    pub fn of(grid: &Grid<'_>, form: &Form, known: &Known) -> Option<Self> {
        let (head, first) = head_of(grid);
        if head.is_empty() && known.chosen.is_empty() {
            return None;
        }
        let mut unit = None;
        let mut columns = Vec::new();
        for column in 0..grid.width() {
            let cells = path(grid, &head, column);
            unit = unit.or_else(|| cells.iter().find_map(|cell| surroundings::unit(&cell.text)));
            let path: Vec<String> =
                cells.iter().map(|cell| heading(&cell.text)).filter(|word| !word.is_empty()).collect();
            let kind = match known.chosen.iter().find(|(own, _)| *own == grid.column_of(column)) {
                Some((_, chosen)) => ColumnKind::chosen(*chosen),
                None => column_kind(grid, first, column, &path, &cells, form, known),
            };
            columns.push(LaidColumn { path, kind });
        }
        let mut sides = sides(grid, form, &columns);
        let is_strange = |column: &LaidColumn| column.kind == ColumnKind::Amount(None);
        let asks = known.asks && columns.iter().any(is_strange);
        sides.retain(|side| asks || side.amounts.iter().any(|(_, role)| matches!(role, Role::Amount(_))));
        let is_named =
            form.names == RowNames::Single || sides.iter().all(|side| !side.codes.is_empty() || !side.names.is_empty());
        let is_ambiguous = sides.iter().any(|side| {
            let mut roles: Vec<ColumnKey> = side.amounts.iter().filter_map(amount).collect();
            let count = roles.len();
            roles.sort_unstable();
            roles.dedup();
            roles.len() < count
        });
        let strange = columns.iter().enumerate();
        let strange = strange.filter(|(number, column)| is_strange(column) && holds_numbers(grid, first, *number));
        let strange = strange.map(|(_, column)| column.path.join("/")).collect();
        let aside = columns.iter().enumerate().filter(|(number, column)| {
            let is_idle = column.kind == ColumnKind::Amount(Some(Role::Idle));
            is_idle && is_aside(&column.path) && holds_numbers(grid, first, *number)
        });
        let aside = aside.map(|(number, column)| (grid.column_of(number), column.path.join("/"))).collect();
        let laid = columns.iter().enumerate().map(|(number, column)| ReadColumn {
            column: grid.column_of(number),
            heading: column.path.join("/"),
            meaning: column.kind.meaning(),
            holds_numbers: holds_numbers(grid, first, number),
        });
        let columns = laid.collect();
        let head = head.into_iter().map(|row| head_row(grid, row)).collect();
        let own = Self { first, has_head: true, sides, columns, strange, aside, is_ambiguous, unit, head };
        (!own.sides.is_empty() && is_named && own.fits_rows(grid, form)).then_some(own)
    }

    /// Whether the codes are of the classification that the form has.
    fn fits_rows(&self, grid: &Grid<'_>, form: &Form) -> bool {
        let wants_economic = match form.names {
            RowNames::Economic => true,
            RowNames::Items | RowNames::Projects => false,
            RowNames::Lines | RowNames::Places => return self.sides.iter().all(|side| side.codes.is_empty()),
            RowNames::Single => return true,
        };
        let columns: Vec<usize> =
            self.sides.iter().flat_map(|side| &side.codes).filter_map(|code| grid.column_at(*code)).collect();
        let mut counts = [0_usize; 2];
        for row in self.first..grid.height().min(self.first + SAMPLE) {
            for column in &columns {
                let Some(cell) = grid.own(row, *column) else { continue };
                let digits = cell.text.trim();
                if digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    counts[usize::from(digits.starts_with('3'))] += 1;
                }
            }
        }
        counts[usize::from(!wants_economic)] == 0
            || counts[usize::from(wants_economic)] > counts[usize::from(!wants_economic)]
    }

    /// The same columns for a table that goes on without a head.
    pub fn without_head(&self, grid: &Grid<'_>, form: &Form) -> Option<Self> {
        let known = |column: u32| {
            self.sides.iter().any(|side| {
                side.codes.contains(&column)
                    || side.names.contains(&column)
                    || side.amounts.iter().any(|(own, _)| *own == column)
            })
        };
        let is_same = (0..grid.width()).all(|column| known(grid.column_of(column)) || !holds_numbers(grid, 0, column));
        let own = Self { first: 0, has_head: false, strange: Vec::new(), aside: Vec::new(), ..self.clone() };
        (is_same && !own.has_other_head(grid) && own.fits_rows(grid, form)).then_some(own)
    }

    /// Whether words stand above the amounts: a head that is none of the form.
    fn has_other_head(&self, grid: &Grid<'_>) -> bool {
        let is_word = |row: usize, column: u32| {
            let cell = grid.column_at(column).and_then(|column| grid.cell(row, column));
            cell.is_some_and(|cell| cell.text.chars().any(char::is_alphabetic))
        };
        let above = (0..grid.height()).take_while(|row| row_kind(grid, *row, false) != RowKind::Data);
        let mut above = above.filter(|row| !is_repeated(grid, *row, &self.head));
        above.any(|row| self.sides.iter().flat_map(|side| &side.amounts).any(|(column, _)| is_word(row, *column)))
    }

    /// Whether every column with numbers is understood, each in its own way.
    pub fn is_clear(&self) -> bool {
        self.strange.is_empty() && !self.is_ambiguous
    }

    /// Whether a column of codes names the rows.
    pub fn has_codes(&self) -> bool {
        self.sides.iter().any(|side| !side.codes.is_empty())
    }

    /// Whether the columns alone tell which table it is.
    pub fn is_telling(&self) -> bool {
        const FEWEST: usize = 4;
        let mut roles: Vec<ColumnKey> =
            self.sides.iter().flat_map(|side| side.amounts.iter().filter_map(amount)).collect();
        roles.sort_unstable();
        roles.dedup();
        self.is_clear() && roles.len() >= FEWEST
    }
}

/// The rows of the head, and the first one below it: the height where nothing stands below.
fn head_of(grid: &Grid<'_>) -> (Vec<usize>, usize) {
    let mut head = Vec::new();
    let mut first = grid.height();
    for row in 0..grid.height().min(LATEST_HEAD) {
        match row_kind(grid, row, !head.is_empty()) {
            RowKind::Above if head.is_empty() => {}
            RowKind::Head | RowKind::Above => head.push(row),
            // 类 款 项 may stand in the same row as 栏次 and its numbers, which are no words.
            RowKind::Ordinals => head.push(row),
            RowKind::Blank => {}
            RowKind::Data => {
                first = row;
                break;
            }
        }
    }
    // Rows that have a name and no amount are no head.
    while let [above @ .., last] = head.as_slice()
        && is_name_alone(grid, above, *last)
    {
        first = *last;
        head.pop();
    }
    (head, first)
}

/// Whether a row only names something, in columns whose heads say that they hold codes and names.
fn is_name_alone(grid: &Grid<'_>, above: &[usize], row: usize) -> bool {
    let is_name = |(column, cell): (usize, &FileCell)| {
        let words: Vec<String> = path(grid, above, column).iter().map(|cell| heading(&cell.text)).collect();
        let above = words.iter().rev().find(|word| !word.is_empty()).map_or("", String::as_str);
        let own = heading(&cell.text);
        let is_head = |word: &str| is_code_word(word) || is_name_word(word) || is_order_word(word);
        cell.columns == 1 && (is_code_word(above) || is_name_word(above)) && !own.is_empty() && !is_head(&own)
    };
    row_kind(grid, row, true) == RowKind::Head && grid.row(row).all(is_name)
}

fn sides(grid: &Grid<'_>, form: &Form, columns: &[LaidColumn]) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        let of_file = grid.column_of(number);
        let is_label = matches!(column.kind, ColumnKind::Code | ColumnKind::Name);
        if sides.last().is_none_or(|side| is_label && !side.amounts.is_empty()) {
            let half = half(form, &column.path, sides.len());
            sides.push(Side { codes: Vec::new(), names: Vec::new(), amounts: Vec::new(), half });
        }
        let order = sides.len() - 1;
        let Some(side) = sides.last_mut() else { continue };
        match &column.kind {
            ColumnKind::Code => side.codes.push(of_file),
            ColumnKind::Name => {
                // The words above the names say of which half they are.
                if side.names.is_empty() {
                    side.half = half(form, &column.path, order);
                }
                side.names.push(of_file);
            }
            ColumnKind::Amount(Some(role)) => side.amounts.push((of_file, *role)),
            ColumnKind::Order | ColumnKind::Amount(None) => {}
        }
    }
    sides
}

fn amount((_, role): &(u32, Role)) -> Option<ColumnKey> {
    match role {
        Role::Amount(column) => Some(*column),
        Role::Idle => None,
    }
}

/// The cells above a column, from top to bottom.
fn path<'a>(grid: &Grid<'a>, head: &[usize], column: usize) -> Vec<&'a FileCell> {
    let mut cells: Vec<&FileCell> = Vec::new();
    for (line, row) in head.iter().enumerate() {
        let own = grid.cell(*row, column);
        // Where spans were lost, a blank above a heading belongs to the heading on its left, as far as those above reach.
        let is_word = |below: &usize| grid.cell(*below, column).is_some_and(|cell| !heading(&cell.text).is_empty());
        let is_spanned = || grid.is_flat && head[line + 1..].iter().any(is_word);
        let begins = |column: usize| head[..line].iter().any(|above| grid.cell(*above, column).is_some());
        let cell = match own {
            None if is_spanned() && !begins(column) => {
                let from = (0..column).rev().find(|left| grid.cell(*row, *left).is_some() || begins(*left));
                from.and_then(|left| grid.cell(*row, left))
            }
            own => own,
        };
        if let Some(cell) = cell
            && cells.last().is_none_or(|last| !std::ptr::eq(*last, cell))
        {
            cells.push(cell);
        }
    }
    cells
}

/// A heading, without its year.
pub(super) fn heading(text: &str) -> String {
    let plain = words::plain(text);
    if plain == "栏次" || plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    let digits = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match plain.get(digits..).and_then(|rest| rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年'))) {
        Some(behind) if digits == 4 => behind.to_owned(),
        _ => plain,
    }
}

pub(super) fn is_code(text: &str) -> bool {
    let digits = text.trim();
    matches!(digits.len(), 3 | 5 | 7) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell holds an amount, or what could be one.
pub(super) fn is_amount(cell: &FileCell) -> bool {
    cell.is_number
        || cell.text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
            && matches!(Money::parse(&cell.text, AmountUnit::Yuan), Ok(Some(_)))
}

fn row_kind(grid: &Grid<'_>, row: usize, has_head: bool) -> RowKind {
    let cells: Vec<&FileCell> = grid.row(row).map(|(_, cell)| cell).collect();
    if cells.is_empty() {
        return RowKind::Blank;
    }
    let texts = || cells.iter().map(|cell| cell.text.trim());
    let is_sign = |text: &str| {
        // Numbers, nearly always.
        if text.is_ascii() {
            return false;
        }
        let bare = words::plain(text);
        bare.starts_with("编制单位")
            || bare.starts_with("编制部门")
            || bare.starts_with("金额单位")
            || bare.starts_with("单位万元")
            || bare.starts_with("单位元")
            || bare.starts_with("公开") && bare.ends_with('表')
            || bare.starts_with("财决")
            || bare.starts_with("部门名称")
            || text.starts_with("部门：")
            || text.starts_with("单位：")
    };
    if texts().any(is_sign) {
        return RowKind::Above;
    }
    if let [only] = cells.as_slice()
        && !has_head
        && (!Forms::titled(&only.text).is_empty() || only.text.chars().count() > 12)
        && !is_amount(only)
    {
        return RowKind::Above;
    }
    if is_ordinals(&cells) {
        return RowKind::Ordinals;
    }
    // 其中 stands in heads, too.
    let is_numbered =
        |text: &str| !text.starts_with("其中") && words::without_number(text) != text && text.chars().count() > 3;
    let is_total =
        || matches!(words::plain(texts().next().unwrap_or_default()).as_str(), "合计" | "总计") && cells.len() == 1;
    let has_code = || cells.len() > 1 && texts().any(is_code);
    // What stands where there is no amount: —, 无, /; and what our own tables say.
    let says_nothing =
        |text: &str| text == "未填列" || !text.is_empty() && matches!(Money::parse(text, AmountUnit::Yuan), Ok(None));
    let lacks_amounts = || cells.len() > 1 && texts().any(says_nothing);
    if cells.iter().any(|cell| is_amount(cell))
        || lacks_amounts()
        || has_code()
        || texts().any(is_numbered)
        || has_head && is_total()
    {
        return RowKind::Data;
    }
    RowKind::Head
}

/// Whether a row says nothing of its own: a head that is repeated on the next page, or what stands above it.
pub(super) fn is_repeated(grid: &Grid<'_>, row: usize, head: &[HeadRow]) -> bool {
    let is_head = || {
        let own: HeadRow = head_row(grid, row);
        !own.is_empty() && head.contains(&own)
    };
    matches!(row_kind(grid, row, true), RowKind::Ordinals | RowKind::Above) || is_head()
}

fn head_row(grid: &Grid<'_>, row: usize) -> HeadRow {
    grid.row(row).map(|(_, cell)| (cell.column, words::plain(&cell.text))).collect()
}

/// “栏次 1 2 3 …”: what numbers the columns.
fn is_ordinals(cells: &[&FileCell]) -> bool {
    if cells.iter().any(|cell| words::plain(&cell.text) == "栏次") {
        return true;
    }
    let numbers: Vec<u32> = cells.iter().filter_map(|cell| cell.text.trim().parse().ok()).collect();
    let is_counting = numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) && numbers[0] <= 100;
    let is_other = |cell: &&&FileCell| cell.text.trim().parse::<u32>().is_err();
    // Beside them stand at most the names of the columns of codes.
    let is_label =
        |cell: &&FileCell| matches!(words::plain(&cell.text).as_str(), "类" | "款" | "项" | "甲" | "乙" | "项目" | "");
    is_counting && cells.iter().filter(is_other).all(is_label)
}

fn holds_numbers(grid: &Grid<'_>, first: usize, column: usize) -> bool {
    (first..grid.height())
        .any(|row| grid.own(row, column).is_some_and(|cell| is_amount(cell) && cell.text.trim() != "0"))
}

fn is_order_word(heading: &str) -> bool {
    matches!(heading, "行次" | "序号")
}

fn is_code_word(heading: &str) -> bool {
    heading.ends_with("编码") || heading.ends_with("代码") || matches!(heading, "类" | "款" | "项" | "类款项")
}

fn is_name_word(heading: &str) -> bool {
    matches!(heading, "项目" | "科目" | "名称" | "支出功能分类" | "功能分类" | "经济分类")
        || heading.ends_with("名称")
        || heading.starts_with("项目按")
        || heading.ends_with("科目")
}

fn column_kind(
    grid: &Grid<'_>,
    first: usize,
    column: usize,
    path: &[String],
    cells: &[&FileCell],
    form: &Form,
    known: &Known,
) -> ColumnKind {
    let last = path.last().map(String::as_str).unwrap_or_default();
    if is_order_word(last) {
        return ColumnKind::Order;
    }
    if is_code_word(last) {
        return ColumnKind::Code;
    }
    let role = || {
        if form.has_economic_columns
            && let Some(code) = known.economic.of_path(path)
        {
            return Some(Role::Amount(ColumnKey::Code(code)));
        }
        form.role(path).or_else(|| {
            let bare: Vec<String> = cells.iter().map(|cell| heading(&words::without_brackets(&cell.text))).collect();
            form.role(&bare.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>())
        })
    };
    let is_name_word = is_name_word(last);
    if !is_name_word && let Some(role) = role() {
        return ColumnKind::Amount(Some(role));
    }
    // By what it holds.
    let (mut codes, mut texts, mut amounts) = (0_usize, 0_usize, 0_usize);
    for row in first..grid.height().min(first + SAMPLE) {
        let Some(cell) = grid.own(row, column) else { continue };
        if is_code(&cell.text) {
            codes += 1;
        } else if is_amount(cell) {
            amounts += 1;
        } else if cell.text.chars().any(char::is_alphabetic) {
            texts += 1;
        }
    }
    if codes > texts.max(amounts) && !cells.iter().any(|cell| cell.text.contains("数")) {
        ColumnKind::Code
    } else if is_name_word || texts > amounts {
        ColumnKind::Name
    } else {
        ColumnKind::Amount(is_aside(path).then_some(Role::Idle))
    }
}

/// Whether a column is of last year, or says what changed since.
fn is_aside(path: &[String]) -> bool {
    const BEGINNINGS: [&str; 7] = ["上年", "上一年", "比上年", "较上年", "与上年", "同比", "增减"];
    path.iter().any(|word| BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)))
}

fn half(form: &Form, path: &[String], order: usize) -> Half {
    match form.names {
        RowNames::Lines => {}
        RowNames::Places => return Half::Places,
        _ => return Half::Economic,
    }
    let has = |word: &str| path.iter().any(|own| own.contains(word));
    if has("性质") || has("经济分类") {
        Half::Nature
    } else if has("收入") && !has("支出") {
        Half::Income
    } else if has("支出") && !has("收入") {
        Half::Spending
    } else {
        [Half::Income, Half::Spending, Half::Nature].get(order).copied().unwrap_or(Half::Nature)
    }
}
