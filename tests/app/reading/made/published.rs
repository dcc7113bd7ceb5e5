//! The 13 forms that are published, as the regions lay them out.

use juesuan::{
    address::{
        CellKey, Column, Line, RowKey, T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11, T12, T13, TableId,
    },
    codes::{Code, CodeBook},
    document::{Document, Region},
    figures::{ColumnKey, FISCAL_COLUMNS, Figures, INCOME_LINES},
    tables::chinese_number,
};

use super::{
    fixture::code,
    form::{Codes, FormMaker, MadeForm, Style},
};

type Layout = fn(&mut FormMaker<'_>, &CodeBook);

/// The forms of a region with their numbers and titles.
pub fn forms(figures: &Figures, style: Style) -> Vec<MadeForm> {
    let all: [(TableId, Layout); 13] = [
        (T01, summary),
        (T02, income),
        (T03, spending),
        (T04, fiscal_summary),
        (T05, economic_detail),
        (T06, general_budget),
        (T07, functional_detail),
        (T08, basic),
        (T09, projects),
        (T10, government_fund),
        (T11, state_capital),
        (T12, state_capital_spending),
        (T13, three_public),
    ];
    let book = CodeBook::of(&figures.document);
    let published = figures.profile.tables.iter();
    published
        .map(|own| {
            let (_, make) = all.iter().find(|(table, _)| *table == own.id).unwrap();
            // Forms of Shanghai have no numbers.
            let has_number = figures.document.unit.region != Some(Region::Shanghai);
            let number = if has_number { own.number.clone() } else { String::new() };
            let mut maker = FormMaker::new(figures, style, &number, &own.title);
            make(&mut maker, &book);
            let mut form = maker.form;
            form.sheet = if number.is_empty() { own.title.chars().take(31).collect() } else { number };
            form
        })
        .collect()
}

/// The columns that name an item, and how many they are.
pub fn item_head(style: Style) -> Vec<&'static str> {
    match style.codes {
        Codes::One => vec!["项目/科目编码", "项目/科目名称"],
        Codes::WithName => vec!["科目"],
        Codes::Merged => {
            vec!["项目/功能分类科目编码/类", "项目/功能分类科目编码/款", "项目/功能分类科目编码/项", "项目/科目名称"]
        }
        _ => vec!["支出功能分类科目编码/类", "支出功能分类科目编码/款", "支出功能分类科目编码/项", "科目名称"],
    }
}

pub fn label_width(style: Style) -> u32 {
    match style.codes {
        Codes::One => 2,
        Codes::WithName => 1,
        _ => 4,
    }
}

pub fn item_label(maker: &mut FormMaker<'_>, code: Code, name: &str) {
    let digits = code.as_str();
    let (class, section, item) = (&digits[..3], digits.get(3..5), digits.get(5..7));
    match maker.style.codes {
        Codes::One => {
            maker.text(0, digits);
            maker.text(1, name);
        }
        Codes::WithName => maker.text(0, &format!("{digits} {name}")),
        Codes::Merged => {
            maker.wide(0, 3, digits);
            maker.text(3, name);
        }
        Codes::Parts => {
            maker.text(0, class);
            maker.text(1, section.unwrap_or_default());
            maker.text(2, item.unwrap_or_default());
            maker.text(3, name);
        }
        Codes::Steps => {
            match (section, item) {
                (None, _) => maker.text(0, class),
                (Some(section), None) => maker.text(1, section),
                (_, Some(item)) => maker.text(2, item),
            }
            maker.text(3, name);
        }
        Codes::Whole => {
            let column = match digits.len() {
                3 => 0,
                5 => 1,
                _ => 2,
            };
            maker.text(column, digits);
            maker.text(3, name);
        }
    }
}

pub fn total_label(maker: &mut FormMaker<'_>) {
    match maker.style.codes {
        Codes::Merged => maker.wide(0, 4, "合计"),
        Codes::One => maker.wide(0, 2, "合计"),
        Codes::WithName => maker.text(0, "合计"),
        _ => maker.text(3, "合计"),
    }
}

pub fn ordinals(maker: &mut FormMaker<'_>, labels: u32, amounts: usize) {
    let mut cells: Vec<String> = vec![String::new(); labels as usize];
    if let Some(last) = cells.last_mut() {
        *last = "栏次".to_owned();
    }
    cells.extend((1..=amounts).map(|number| number.to_string()));
    maker.ordinals(&cells.iter().map(String::as_str).collect::<Vec<_>>());
}

/// A table of items, with the total above or below.
pub fn items(maker: &mut FormMaker<'_>, book: &CodeBook, table: TableId, columns: &[(&str, Option<Column>)]) {
    let style = maker.style;
    let mut head = item_head(style);
    head.extend(columns.iter().map(|(path, _)| *path));
    maker.head(&head);
    let labels = label_width(style);
    ordinals(maker, labels, columns.len());
    let codes: Vec<Code> = codes(maker, table);
    let amounts = |maker: &mut FormMaker<'_>, row: RowKey| {
        for (at, (_, column)) in (labels..).zip(columns) {
            match column {
                Some(column) => maker.amount(at, CellKey::new(table, row, *column)),
                // Of no use, but not blank.
                None => maker.amount_of(at, juesuan::money::Money::from_wan(7.into()), None),
            }
        }
        maker.end_row();
    };
    if !style.is_total_below {
        total_label(maker);
        amounts(maker, RowKey::Total);
    }
    for code in codes {
        item_label(maker, code, &book.functional_name(code));
        amounts(maker, RowKey::Code(code));
    }
    if style.is_total_below {
        total_label(maker);
        amounts(maker, RowKey::Total);
    }
    maker.note("注：本表反映部门本年度的情况。");
}

fn codes(maker: &FormMaker<'_>, table: TableId) -> Vec<Code> {
    let all: Vec<Code> = maker.figures().tables.codes(table).collect();
    // Parts that are left out above can't be told.
    let keeps = maker.style.has_subtotals || maker.style.codes == Codes::Steps;
    all.into_iter().filter(|code| keeps || code.digits() == 7).collect()
}

fn income(maker: &mut FormMaker<'_>, book: &CodeBook) {
    items(
        maker,
        book,
        T02,
        &[
            ("本年收入合计", Some(Column::Total)),
            ("财政拨款收入", Some(Column::Fiscal)),
            ("上级补助收入", Some(Column::Superior)),
            ("事业收入", Some(Column::Business)),
            ("经营收入", Some(Column::Operating)),
            ("附属单位上缴收入", Some(Column::Affiliate)),
            ("其他收入", Some(Column::Other)),
        ],
    );
}

fn spending(maker: &mut FormMaker<'_>, book: &CodeBook) {
    items(
        maker,
        book,
        T03,
        &[
            ("本年支出合计", Some(Column::Total)),
            ("基本支出", Some(Column::Basic)),
            ("项目支出", Some(Column::Project)),
            ("上缴上级支出", Some(Column::ToSuperior)),
            ("经营支出", Some(Column::Operating)),
            ("对附属单位补助支出", Some(Column::Subsidy)),
        ],
    );
}

fn general_budget(maker: &mut FormMaker<'_>, book: &CodeBook) {
    of_year(maker, book, T06);
}

fn state_capital_spending(maker: &mut FormMaker<'_>, book: &CodeBook) {
    of_year(maker, book, T12);
}

fn of_year(maker: &mut FormMaker<'_>, book: &CodeBook, table: TableId) {
    let columns = [
        ("本年支出/小计", Some(Column::Total)),
        ("本年支出/基本支出", Some(Column::Basic)),
        ("本年支出/项目支出", Some(Column::Project)),
    ];
    items(maker, book, table, &columns);
}

fn government_fund(maker: &mut FormMaker<'_>, book: &CodeBook) {
    balances(maker, book, T10);
}

fn state_capital(maker: &mut FormMaker<'_>, book: &CodeBook) {
    balances(maker, book, T11);
}

fn balances(maker: &mut FormMaker<'_>, book: &CodeBook, table: TableId) {
    let columns = [
        ("年初结转和结余", Some(Column::Opening)),
        ("本年收入", Some(Column::Income)),
        ("本年支出/小计", Some(Column::Spending)),
        ("本年支出/基本支出", Some(Column::SpendingBasic)),
        ("本年支出/项目支出", Some(Column::SpendingProject)),
        ("年末结转和结余", Some(Column::Closing)),
    ];
    items(maker, book, table, &columns);
}

pub fn functional_detail(maker: &mut FormMaker<'_>, book: &CodeBook) {
    let style = maker.style;
    let keys: Vec<ColumnKey> = maker.figures().tables.columns(T07).to_vec();
    let mut paths: Vec<String> = item_head(style).iter().map(|path| (*path).to_owned()).collect();
    for key in &keys {
        paths.push(match key {
            ColumnKey::Named(_) => "合计".to_owned(),
            ColumnKey::Code(code) if code.digits() == 3 => format!("{}/小计", book.economic_name(*code)),
            ColumnKey::Code(code) => format!("{}/{}", book.economic_name(code.class()), book.economic_name(*code)),
        });
    }
    maker.head(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    let labels = label_width(style);
    ordinals(maker, labels, keys.len());
    let mut rows: Vec<RowKey> = codes(maker, T07).into_iter().map(RowKey::Code).collect();
    let at = if style.is_total_below { rows.len() } else { 0 };
    rows.insert(at, RowKey::Total);
    for row in rows {
        match row {
            RowKey::Code(code) => item_label(maker, code, &book.functional_name(code)),
            _ => total_label(maker),
        }
        for (at, column) in (labels..).zip(&keys) {
            maker.amount(at, CellKey { table: T07, row, column: *column });
        }
        maker.end_row();
    }
}

fn economic_detail(maker: &mut FormMaker<'_>, book: &CodeBook) {
    const COLUMNS: [(&str, Column); 10] = [
        ("合计", Column::Total),
        ("一般公共预算财政拨款/小计", Column::GeneralBudget),
        ("一般公共预算财政拨款/基本支出", Column::GeneralBudgetBasic),
        ("一般公共预算财政拨款/项目支出", Column::GeneralBudgetProject),
        ("政府性基金预算财政拨款/小计", Column::GovernmentFund),
        ("政府性基金预算财政拨款/基本支出", Column::GovernmentFundBasic),
        ("政府性基金预算财政拨款/项目支出", Column::GovernmentFundProject),
        ("国有资本经营预算财政拨款/小计", Column::StateCapital),
        ("国有资本经营预算财政拨款/基本支出", Column::StateCapitalBasic),
        ("国有资本经营预算财政拨款/项目支出", Column::StateCapitalProject),
    ];
    let mut head = vec!["项目/经济分类科目编码", "项目/科目名称"];
    head.extend(COLUMNS.iter().map(|(path, _)| *path));
    maker.head(&head);
    ordinals(maker, 2, COLUMNS.len());
    let mut rows: Vec<RowKey> = maker.figures().tables.codes(T05).map(RowKey::Code).collect();
    let at = if maker.style.is_total_below { rows.len() } else { 0 };
    rows.insert(at, RowKey::Total);
    for row in rows {
        match row {
            RowKey::Code(code) => {
                maker.text(0, code.as_str());
                maker.text(1, &book.economic_name(code));
            }
            _ => maker.wide(0, 2, "合计"),
        }
        for (at, (_, column)) in (2..).zip(&COLUMNS) {
            maker.amount(at, CellKey::new(T05, row, *column));
        }
        maker.end_row();
    }
}

fn basic(maker: &mut FormMaker<'_>, book: &CodeBook) {
    let sides = maker.style.sides;
    let mut head = Vec::new();
    for side in 0..sides {
        let above = match (sides, side) {
            (2, 0) => "人员经费/",
            (2, _) => "公用经费/",
            _ => "",
        };
        head.extend(["科目编码", "科目名称", "决算数"].map(|name| format!("{above}{name}")));
    }
    maker.head(&head.iter().map(String::as_str).collect::<Vec<_>>());
    let codes: Vec<Code> = maker.figures().tables.codes(T08).collect();
    // What the form prints stands there, too, where nothing was spent.
    let all: Vec<Code> = [
        "301", "30101", "30102", "30103", "30108", "30110", "30113", "302", "30201", "30202", "30211", "30217",
        "30231", "303", "30302", "310", "31002",
    ]
    .map(code)
    .to_vec();
    let mut printed: Vec<Code> = all.into_iter().chain(codes).collect();
    printed.sort_unstable();
    printed.dedup();
    let is_personnel = |code: &Code| matches!(code.class().as_str(), "301" | "303");
    let columns: Vec<Vec<Code>> = if sides == 2 {
        let (left, right) = printed.into_iter().partition(is_personnel);
        vec![left, right]
    } else {
        printed.chunks(printed.len().div_ceil(sides as usize)).map(<[Code]>::to_vec).collect()
    };
    for row in 0..columns.iter().map(Vec::len).max().unwrap_or_default() {
        for (side, codes) in (0..).zip(&columns) {
            let Some(code) = codes.get(row) else { continue };
            maker.text(side * 3, code.as_str());
            maker.text(side * 3 + 1, &book.economic_name(*code));
            maker.amount(side * 3 + 2, CellKey::code(T08, *code, Column::Amount));
        }
        maker.end_row();
    }
    let line = |line| CellKey::line(T08, line, Column::Amount);
    if sides == 2 {
        maker.wide(0, 2, "人员经费合计");
        maker.amount(2, line(Line::Personnel));
        maker.wide(3, 2, "公用经费合计");
        maker.amount(5, line(Line::Public));
        maker.end_row();
        // Over the whole width, and its amount at the end.
        maker.wide(0, 5, "合计");
        maker.amount(5, CellKey::total(T08, Column::Amount));
        maker.end_row();
    } else {
        for (name, key) in [
            ("人员经费合计", line(Line::Personnel)),
            ("公用经费合计", line(Line::Public)),
            ("合计", CellKey::total(T08, Column::Amount)),
        ] {
            maker.text(1, name);
            maker.amount(2, key);
            maker.end_row();
        }
    }
    maker.note("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。");
}

fn projects(maker: &mut FormMaker<'_>, book: &CodeBook) {
    maker.head(&["科目编码", "科目名称（项目）", "金额"]);
    let document: &Document = &maker.figures().document.clone();
    maker.wide(0, 2, "合计");
    maker.amount(2, CellKey::total(T09, Column::Amount));
    maker.end_row();
    let codes: Vec<Code> = maker.figures().tables.codes(T09).collect();
    for code in codes {
        maker.text(0, code.as_str());
        maker.text(1, &book.functional_name(code));
        maker.amount(2, CellKey::code(T09, code, Column::Amount));
        maker.end_row();
        let children = maker.figures().tables.children(T09, RowKey::Code(code)).to_vec();
        for project in children {
            let RowKey::Project(number) = project else { continue };
            maker.text(1, &document.performance.projects[number as usize].name);
            maker.amount(2, CellKey::new(T09, project, Column::Amount));
            maker.end_row();
        }
    }
}

/// A line of a summary and where it stands.
pub type SummaryLine = (String, Option<RowKey>);

pub fn numbered(lines: impl IntoIterator<Item = (String, RowKey)>) -> Vec<SummaryLine> {
    (1..).zip(lines).map(|(number, (name, row))| (format!("{}、{name}", chinese_number(number)), Some(row))).collect()
}

pub fn income_lines() -> Vec<SummaryLine> {
    numbered(INCOME_LINES.into_iter().map(|line| (line.words().to_owned(), RowKey::Line(line))))
}

pub fn class_lines(book: &CodeBook) -> Vec<SummaryLine> {
    let classes = ["201", "202", "204", "205", "208", "210", "211", "212", "213", "221", "223", "229"].map(code);
    numbered(classes.into_iter().map(|code| (book.functional_name(code), RowKey::Code(code))))
}

fn summary(maker: &mut FormMaker<'_>, book: &CodeBook) {
    let style = maker.style;
    let head: &[&str] = if style.has_ordinals {
        &["收入/项目", "收入/行次", "收入/决算数", "支出/项目", "支出/行次", "支出/决算数"]
    } else {
        &["收入/项目", "收入/决算数", "支出/项目（按功能分类）", "支出/决算数"]
    };
    maker.head(head);
    let step = if style.has_ordinals { 3 } else { 2 };
    maker.ordinals(&["栏次", "", "1", "栏次", "", "2"]);
    let mut left = income_lines();
    let mut right = class_lines(book);
    left.resize(right.len(), (String::new(), None));
    let line = |words: &str, line| (words.to_owned(), Some(RowKey::Line(line)));
    left.extend([
        line("本年收入合计", Line::IncomeOfYear),
        line("使用非财政拨款结余（含专用结余）", Line::NonFiscalSurplus),
        line("年初结转和结余", Line::Opening),
        line("总计", Line::IncomeTotal),
    ]);
    right.extend([
        line("本年支出合计", Line::SpendingOfYear),
        line("结余分配", Line::Allocation),
        line("年末结转和结余", Line::Closing),
        line("总计", Line::SpendingTotal),
    ]);
    let count = left.len();
    for (number, (left, right)) in (1..).zip(left.into_iter().zip(right)) {
        for (first, (name, row), number) in [(0, left, number), (step, right, count + number)] {
            maker.text(first, &name);
            if style.has_ordinals {
                maker.text(first + 1, &number.to_string());
            }
            if let Some(row) = row {
                maker.amount(first + step - 1, CellKey::new(T01, row, Column::Amount));
            }
        }
        maker.end_row();
    }
    maker.note("注：1.本表反映部门本年度的总收支和年末结转结余情况。");
    maker.note("2.本套报表金额单位转换时可能存在尾数误差。");
}

fn fiscal_summary(maker: &mut FormMaker<'_>, book: &CodeBook) {
    let style = maker.style;
    let head: &[&str] = if style.has_ordinals {
        &[
            "收入/项目",
            "收入/行次",
            "收入/金额",
            "支出/项目",
            "支出/行次",
            "支出/合计",
            "支出/一般公共预算财政拨款",
            "支出/政府性基金预算财政拨款",
            "支出/国有资本经营预算财政拨款",
        ]
    } else {
        &[
            "收入/项目",
            "收入/决算数",
            "支出/项目",
            "支出/决算数/合计",
            "支出/决算数/一般公共预算财政拨款",
            "支出/决算数/政府性基金预算财政拨款",
            "支出/决算数/国有资本经营预算财政拨款",
        ]
    };
    maker.head(head);
    maker.ordinals(&["栏次", "", "1", "栏次", "", "2", "3", "4", "5"]);
    let step = if style.has_ordinals { 3 } else { 2 };
    let mut left = numbered([
        ("一般公共预算财政拨款".to_owned(), RowKey::Line(Line::GeneralBudgetGrant)),
        ("政府性基金预算财政拨款".to_owned(), RowKey::Line(Line::GovernmentFundGrant)),
        ("国有资本经营预算财政拨款".to_owned(), RowKey::Line(Line::StateCapitalGrant)),
    ]);
    let mut right = class_lines(book);
    left.resize(right.len(), (String::new(), None));
    let line = |words: &str, line| (words.to_owned(), Some(RowKey::Line(line)));
    left.extend([
        line("本年收入合计", Line::IncomeOfYear),
        line("年初财政拨款结转和结余", Line::Opening),
        line("一般公共预算财政拨款", Line::GeneralBudgetOpening),
        line("政府性基金预算财政拨款", Line::GovernmentFundOpening),
        line("国有资本经营预算财政拨款", Line::StateCapitalOpening),
        line("总计", Line::IncomeTotal),
    ]);
    right.extend([
        line("本年支出合计", Line::SpendingOfYear),
        line("年末财政拨款结转和结余", Line::Closing),
        (String::new(), None),
        (String::new(), None),
        (String::new(), None),
        line("总计", Line::SpendingTotal),
    ]);
    let count = left.len();
    for (number, (left, right)) in (1..).zip(left.into_iter().zip(right)) {
        maker.text(0, &left.0);
        maker.text(step, &right.0);
        if style.has_ordinals {
            maker.text(1, &number.to_string());
            maker.text(step + 1, &(count + number).to_string());
        }
        if let Some(row) = left.1 {
            maker.amount(step - 1, CellKey::new(T04, row, Column::Amount));
        }
        if let Some(row) = right.1 {
            for (at, column) in (step * 2 - 1..).zip([Column::Total].iter().chain(FISCAL_COLUMNS)) {
                maker.amount(at, CellKey::new(T04, row, *column));
            }
        }
        maker.end_row();
    }
}

const BUDGET: [Column; 6] = [
    Column::BudgetTotal,
    Column::BudgetAbroad,
    Column::BudgetVehicles,
    Column::BudgetVehiclePurchase,
    Column::BudgetVehicleRunning,
    Column::BudgetReception,
];
const ACTUAL: [Column; 6] = [
    Column::ActualTotal,
    Column::ActualAbroad,
    Column::ActualVehicles,
    Column::ActualVehiclePurchase,
    Column::ActualVehicleRunning,
    Column::ActualReception,
];

fn three_public(maker: &mut FormMaker<'_>, _: &CodeBook) {
    const PARTS: [&str; 6] = [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费/小计",
        "公务用车购置及运行维护费/公务用车购置费",
        "公务用车购置及运行维护费/公务用车运行维护费",
        "公务接待费",
    ];
    let mut columns = Vec::new();
    if maker.style.is_interleaved {
        for (at, part) in PARTS.iter().enumerate() {
            columns.push((format!("{part}/预算数"), BUDGET[at]));
            columns.push((format!("{part}/决算数"), ACTUAL[at]));
        }
    } else {
        for (group, keys) in [("预算数", BUDGET), ("决算数", ACTUAL)] {
            columns.extend(PARTS.iter().zip(keys).map(|(part, key)| (format!("{group}/{part}"), key)));
        }
    }
    maker.head(&columns.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>());
    maker.ordinals(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
    for (at, (_, column)) in (0..).zip(&columns) {
        maker.amount(at, CellKey::total(T13, *column));
    }
    maker.end_row();
    maker.note("注：本表反映部门本年度财政拨款“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数。");
}
