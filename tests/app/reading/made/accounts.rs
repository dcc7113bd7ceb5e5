//! The forms of the accounts themselves (财决), as the system of the treasury writes them: one sheet each, in 元, the name
//! of a sheet cut at 31 characters.

use std::collections::BTreeMap;

use juesuan::{
    address::{CellKey, Column, Line, RowKey, T01, T02, T03, T04, T06, T10, T11, T13, TableId},
    at,
    codes::{Code, CodeBook},
    document::{Document, Entry, Fund, Path, SpendingKind},
    figures::{FISCAL_COLUMNS, Figures},
    money::{AmountUnit, Money},
    reading::TablePart,
};

use super::{
    fixture::code,
    form::{Codes, FormMaker, MadeForm, PLAIN, Style},
    published::{SummaryLine, class_lines, income_lines, item_label, items, label_width, numbered, total_label},
};

pub const STYLE: Style =
    Style { codes: Codes::Merged, has_ordinals: true, unit: AmountUnit::Yuan, nothing: "", ..PLAIN };

type Maker<'a, 'b> = &'b mut FormMaker<'a>;

pub fn forms(figures: &Figures, style: Style) -> Vec<MadeForm> {
    let book = CodeBook::of(&figures.document);
    let part = |kind, fund| TablePart { kind, fund };
    let (basic, project) = (Some(SpendingKind::Basic), Some(SpendingKind::Project));
    let (general, fund, capital) = (Some(Fund::Gpb), Some(Fund::Government), Some(Fund::StateCapital));
    let mut forms = Vec::new();
    let mut add = |code: &str, title: &str, number: &str, make: &dyn Fn(Maker<'_, '_>)| {
        let mut maker = FormMaker::new(figures, style, number, title);
        make(&mut maker);
        let mut form = maker.form;
        form.sheet = format!("{code} {title}({number})").chars().take(31).collect();
        forms.push(form);
    };
    add("Z01", "收入支出决算总表", "财决01表", &|maker| summary(maker, &book));
    add("Z01_1", "财政拨款收入支出决算总表", "财决01-1表", &|maker| fiscal_summary(maker, &book));
    add("Z02", "收入支出决算表", "财决02表", &|maker| balances(maker, &book, T03, false));
    add("Z03", "收入决算表", "财决03表", &|maker| income(maker, &book));
    add("Z04", "支出决算表", "财决04表", &|maker| spending(maker, &book));
    add("Z05", "支出决算明细表", "财决05表", &|maker| detail(maker, &book, part(None, None)));
    add("Z05_1", "基本支出决算明细表", "财决05-1表", &|maker| detail(maker, &book, part(basic, None)));
    add("Z05_2", "项目支出决算明细表", "财决05-2表", &|maker| detail(maker, &book, part(project, None)));
    let general_title = "一般公共预算财政拨款";
    let of = |what: &str| format!("{general_title}{what}");
    add("Z07", &of("收入支出决算表"), "财决07表", &|maker| balances(maker, &book, T06, true));
    add("Z08", &of("支出决算明细表"), "财决08表", &|maker| super::published::functional_detail(maker, &book));
    add("Z08_1", &of("基本支出决算明细表"), "财决08-1表", &|maker| {
        detail(maker, &book, part(basic, general))
    });
    add("Z08_2", &of("项目支出决算明细表"), "财决08-2表", &|maker| {
        detail(maker, &book, part(project, general))
    });
    add("Z09", "政府性基金预算财政拨款收入支出决算表", "财决09表", &|maker| {
        balances(maker, &book, T10, true)
    });
    add("Z10", "政府性基金预算财政拨款支出决算明细表", "财决10表", &|maker| {
        detail(maker, &book, part(None, fund))
    });
    add("Z11", "国有资本经营预算财政拨款收入支出决算表", "财决11表", &|maker| {
        balances(maker, &book, T11, true)
    });
    add("Z12", "国有资本经营预算财政拨款支出决算明细表", "财决12表", &|maker| {
        detail(maker, &book, part(None, capital))
    });
    add("F03", "机构运行信息表", "财决附03表", &|maker| operations(maker));
    forms
}

fn income(maker: Maker<'_, '_>, book: &CodeBook) {
    let columns = [
        ("本年收入合计", Some(Column::Total)),
        ("财政拨款收入", Some(Column::Fiscal)),
        ("上级补助收入", Some(Column::Superior)),
        ("事业收入/小计", Some(Column::Business)),
        ("事业收入/其中：教育收费", None),
        ("经营收入", Some(Column::Operating)),
        ("附属单位上缴收入", Some(Column::Affiliate)),
        ("其他收入", Some(Column::Other)),
    ];
    items(maker, book, T02, &columns);
}

fn spending(maker: Maker<'_, '_>, book: &CodeBook) {
    let columns = [
        ("本年支出合计", Some(Column::Total)),
        ("基本支出", Some(Column::Basic)),
        ("项目支出", Some(Column::Project)),
        ("上缴上级支出", Some(Column::ToSuperior)),
        ("经营支出", Some(Column::Operating)),
        ("对附属单位补助支出", Some(Column::Subsidy)),
    ];
    items(maker, book, T03, &columns);
}

/// Opening, income, spending, closing, each with its parts; only those of our table are read.
fn balances(maker: Maker<'_, '_>, book: &CodeBook, table: TableId, is_read: bool) {
    let is_fund = table == T10 || table == T11;
    let own = |of_fund: Option<Column>, of_spending: Option<Column>| {
        (if is_fund { of_fund } else { of_spending }).filter(|_| is_read)
    };
    let columns = [
        ("年初结转和结余/合计", own(Some(Column::Opening), None)),
        ("年初结转和结余/基本支出结转", None),
        ("年初结转和结余/项目支出结转和结余", None),
        ("本年收入/合计", own(Some(Column::Income), None)),
        ("本年收入/基本支出", None),
        ("本年收入/项目支出", None),
        ("本年支出/合计", own(Some(Column::Spending), Some(Column::Total))),
        ("本年支出/基本支出/小计", own(Some(Column::SpendingBasic), Some(Column::Basic))),
        ("本年支出/基本支出/人员经费", None),
        ("本年支出/基本支出/公用经费", None),
        ("本年支出/项目支出", own(Some(Column::SpendingProject), Some(Column::Project))),
        ("年末结转和结余/合计", own(Some(Column::Closing), None)),
        ("年末结转和结余/基本支出结转", None),
        ("年末结转和结余/项目支出结转和结余/小计", None),
        ("年末结转和结余/项目支出结转和结余/项目支出结转", None),
        ("年末结转和结余/项目支出结转和结余/项目支出结余", None),
    ];
    items(maker, book, table, &columns);
}

/// Columns of 财决01: budget and accounts.
const SUMMARY: [&str; 3] = ["年初预算数", "全年预算数", "决算数"];

fn summary(maker: Maker<'_, '_>, book: &CodeBook) {
    let mut head: Vec<String> = Vec::new();
    for name in ["收入/项目", "支出/项目（按功能分类）", "支出/项目（按支出性质和经济分类）"]
    {
        let (group, _) = name.split_once('/').unwrap();
        head.extend([name.to_owned(), format!("{group}/行次")]);
        head.extend(SUMMARY.map(|column| format!("{group}/{column}")));
    }
    maker.head(&head.iter().map(String::as_str).collect::<Vec<_>>());
    maker.ordinals(&["栏次", "", "1", "2", "3", "栏次", "", "4", "5", "6", "栏次", "", "7", "8", "9"]);
    let blocks = summary_blocks(book);
    for row in 0..blocks[0].len() {
        for (first, block) in (0..).step_by(5).zip(&blocks) {
            let (name, key) = &block[row];
            maker.text(first, name);
            maker.text(first + 1, &(first * 10 + 1 + row as u32).to_string());
            if name.is_empty() {
                continue;
            }
            for column in 2..4 {
                maker.amount_of(first + column, Money::from_wan(11.into()), None);
            }
            match key {
                Some(key) => maker.amount(first + 4, *key),
                None => maker.amount_of(first + 4, Money::from_wan(3.into()), None),
            }
        }
        maker.end_row();
    }
}

/// The lines of the three blocks, with the cells that they are.
fn summary_blocks(book: &CodeBook) -> [Vec<(String, Option<CellKey>)>; 3] {
    let own = |lines: Vec<SummaryLine>| -> Vec<(String, Option<CellKey>)> {
        lines.into_iter().map(|(name, row)| (name, row.map(|row| CellKey::new(T01, row, Column::Amount)))).collect()
    };
    let idle = |name: &str| (name.to_owned(), None);
    let line = |name: &str, line| (name.to_owned(), Some(CellKey::line(T01, line, Column::Amount)));
    let spent = |name: &str, column| (name.to_owned(), Some(CellKey::total(T03, column)));
    let (mut left, mut middle) = (own(income_lines()), own(class_lines(book)));
    let mut right = vec![
        spent("一、基本支出", Column::Basic),
        idle("    人员经费"),
        idle("    公用经费"),
        spent("二、项目支出", Column::Project),
        idle("    其中：基本建设类项目"),
        spent("三、上缴上级支出", Column::ToSuperior),
        spent("四、经营支出", Column::Operating),
        spent("五、对附属单位补助支出", Column::Subsidy),
        idle("经济分类支出合计"),
        idle("一、工资福利支出"),
        idle("二、商品和服务支出"),
        idle("十、其他支出"),
    ];
    let height = middle.len().max(right.len());
    for block in [&mut left, &mut middle, &mut right] {
        block.resize(height, (String::new(), None));
    }
    left.extend([
        line("本年收入合计", Line::IncomeOfYear),
        line("使用非财政拨款结余（含专用结余）", Line::NonFiscalSurplus),
        line("年初结转和结余", Line::Opening),
        idle("    一、基本支出结转"),
        idle("    二、项目支出结转和结余"),
        idle("    三、经营结余"),
        line("总计", Line::IncomeTotal),
    ]);
    middle.extend([
        line("本年支出合计", Line::SpendingOfYear),
        line("结余分配", Line::Allocation),
        idle("    提取职工福利基金"),
        idle("    转入事业基金"),
        line("年末结转和结余", Line::Closing),
        idle("    一、基本支出结转"),
        line("总计", Line::SpendingTotal),
    ]);
    right.resize(left.len(), (String::new(), None));
    [left, middle, right]
}

fn fiscal_summary(maker: Maker<'_, '_>, book: &CodeBook) {
    const FUNDS: [&str; 4] = ["小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"];
    let mut head = vec!["收入/项目".to_owned(), "收入/行次".to_owned()];
    head.extend(SUMMARY.map(|column| format!("收入/{column}")));
    for name in ["项目（按功能分类）", "项目（按支出性质和经济分类）"] {
        head.extend([format!("支出/{name}"), "支出/行次".to_owned()]);
        head.extend(SUMMARY.iter().flat_map(|column| FUNDS.map(|fund| format!("支出/{column}/{fund}"))));
    }
    maker.head(&head.iter().map(String::as_str).collect::<Vec<_>>());
    let mut left = numbered([
        ("一般公共预算财政拨款".to_owned(), RowKey::Line(Line::GeneralBudgetGrant)),
        ("政府性基金预算财政拨款".to_owned(), RowKey::Line(Line::GovernmentFundGrant)),
        ("国有资本经营预算财政拨款".to_owned(), RowKey::Line(Line::StateCapitalGrant)),
    ]);
    let mut middle = class_lines(book);
    left.resize(middle.len(), (String::new(), None));
    let line = |words: &str, line| (words.to_owned(), Some(RowKey::Line(line)));
    left.extend([
        line("本年收入合计", Line::IncomeOfYear),
        line("年初财政拨款结转和结余", Line::Opening),
        line("一、一般公共预算财政拨款", Line::GeneralBudgetOpening),
        line("二、政府性基金预算财政拨款", Line::GovernmentFundOpening),
        line("三、国有资本经营预算财政拨款", Line::StateCapitalOpening),
        line("总计", Line::IncomeTotal),
    ]);
    middle.extend([
        line("本年支出合计", Line::SpendingOfYear),
        line("年末财政拨款结转和结余", Line::Closing),
        (String::new(), None),
        (String::new(), None),
        (String::new(), None),
        line("总计", Line::SpendingTotal),
    ]);
    let right =
        ["一、基本支出", "    人员经费", "    公用经费", "二、项目支出", "经济分类支出合计", "一、工资福利支出"];
    for (at, (left, middle)) in left.into_iter().zip(middle).enumerate() {
        maker.text(0, &left.0);
        maker.text(1, &(at + 1).to_string());
        if let Some(row) = left.1 {
            maker.amount_of(2, Money::from_wan(11.into()), None);
            maker.amount(4, CellKey::new(T04, row, Column::Amount));
        }
        maker.text(5, &middle.0);
        maker.text(6, &(at + 31).to_string());
        if let Some(row) = middle.1 {
            maker.amount_of(7, Money::from_wan(11.into()), None);
            for (at, column) in (15..).zip([Column::Total].iter().chain(FISCAL_COLUMNS)) {
                maker.amount(at, CellKey::new(T04, row, *column));
            }
        }
        maker.text(19, right.get(at).copied().unwrap_or_default());
        maker.text(20, &(at + 61).to_string());
        if at < right.len() {
            maker.amount_of(29, Money::from_wan(3.into()), None);
        }
        maker.end_row();
    }
}

/// What was spent by item and economic code, with the codes above.
fn spent_in(document: &Document, part: TablePart) -> BTreeMap<(Code, Code), Money> {
    let mut spent: BTreeMap<(Code, Code), Money> = BTreeMap::new();
    let mut add = |item: &str, economic: &str, amount: Money| {
        for item in std::iter::successors(Some(code(item)), Code::parent) {
            for economic in std::iter::successors(Some(code(economic)), Code::parent) {
                *spent.entry((item, economic)).or_insert(Money::ZERO) += amount;
            }
        }
    };
    for line in document.expenditure.detail.iter() {
        let is_in = part.kind.is_none_or(|kind| line.kind_or_default() == kind)
            && part.fund.is_none_or(|fund| line.fund_or_default() == fund);
        if is_in {
            add(&line.item, &line.economic, line.amount.unwrap());
        }
    }
    // What was spent of other money has no detail with us.
    if part.fund.is_none() {
        for line in document.expenditure.lines.iter().filter(|line| line.fund_or_default() == Fund::Other) {
            if let Some(basic) = line.basic.filter(|_| part.kind != Some(SpendingKind::Project)) {
                add(&line.item, "30299", basic);
            }
        }
    }
    spent
}

fn detail(maker: Maker<'_, '_>, book: &CodeBook, part: TablePart) {
    let style = maker.style;
    let columns: Vec<Code> = [
        "301", "30101", "30102", "30103", "30108", "30110", "30113", "302", "30201", "30202", "30211", "30217",
        "30227", "30231", "30299", "303", "30302", "310", "31002", "31005", "312", "31299",
    ]
    .map(code)
    .to_vec();
    let mut head: Vec<String> = super::published::item_head(style).iter().map(|path| (*path).to_owned()).collect();
    head.push("合计".to_owned());
    head.extend(columns.iter().map(|code| match code.parent() {
        None => format!("{}/小计", book.economic_name(*code)),
        Some(class) => format!("{}/{}", book.economic_name(class), book.economic_name(*code)),
    }));
    maker.head(&head.iter().map(String::as_str).collect::<Vec<_>>());
    let labels = label_width(style);
    super::published::ordinals(maker, labels, columns.len() + 1);
    let spent = spent_in(&maker.figures().document, part);
    let mut rows: Vec<Option<Code>> = spent.keys().map(|(item, _)| Some(*item)).collect();
    rows.dedup();
    rows.insert(0, None);
    for row in rows {
        match row {
            Some(item) => item_label(maker, item, &book.functional_name(item)),
            None => total_label(maker),
        }
        let of = |column: Code| match row {
            Some(item) => spent.get(&(item, column)).copied(),
            None => Money::sum_of(
                spent
                    .iter()
                    .filter(|((item, own), _)| item.digits() == 3 && *own == column)
                    .map(|(_, money)| Some(*money)),
            ),
        };
        let sum = Money::sum_of(columns.iter().filter(|code| code.digits() == 3).map(|code| of(*code)));
        let row_key = row.map_or(RowKey::Total, RowKey::Code);
        // The total of a line stands in another table, too.
        let own = part.spent().map(|(table, column)| CellKey::new(table, row_key, column).to_string());
        maker.amount_of(labels, sum, own.as_deref());
        let is_basic = (part.kind, part.fund) == (Some(SpendingKind::Basic), Some(Fund::Gpb));
        for (at, column) in (labels + 1..).zip(&columns) {
            let address = match row {
                Some(item) => Some(format!("{part:?} {item} {column}")),
                None if is_basic => Some(format!("T08!{column}.amount")),
                None => None,
            };
            maker.amount_of(at, of(*column), address.as_deref());
        }
        if is_basic
            && row.is_none()
            && let Some(sum) = sum
        {
            maker.form.expected.insert("T08!合计.amount".to_owned(), sum.wan().normalize().to_string());
        }
        maker.end_row();
    }
}

enum Stated {
    Nothing,
    Idle,
    Cells(Column, Column),
    Field(Path),
    Both(Path, Path),
}

/// 三公经费 and what goes with it at the left, the rest at the right.
fn operations(maker: Maker<'_, '_>) {
    use Stated::{Both, Cells, Field, Idle, Nothing};
    maker.head(&["项目", "行次", "年初预算数", "全年预算数", "统计数", "项目", "行次", "统计数"]);
    maker.ordinals(&["栏次", "", "1", "2", "3", "栏次", "", "4"]);
    let left = [
        ("一、“三公”经费支出", Nothing),
        ("（一）支出合计", Cells(Column::BudgetTotal, Column::ActualTotal)),
        ("  1．因公出国（境）费", Cells(Column::BudgetAbroad, Column::ActualAbroad)),
        ("  2．公务用车购置及运行维护费", Cells(Column::BudgetVehicles, Column::ActualVehicles)),
        ("  （1）公务用车购置费", Cells(Column::BudgetVehiclePurchase, Column::ActualVehiclePurchase)),
        ("  （2）公务用车运行维护费", Cells(Column::BudgetVehicleRunning, Column::ActualVehicleRunning)),
        ("  3．公务接待费", Cells(Column::BudgetReception, Column::ActualReception)),
        (
            "  （1）国内接待费",
            Both(at!(three_public.budget.reception_domestic), at!(three_public.actual.reception_domestic)),
        ),
        (
            "    其中：外事接待费",
            Both(at!(three_public.budget.reception_foreign), at!(three_public.actual.reception_foreign)),
        ),
        ("  （2）国（境）外接待费", Nothing),
        ("（二）相关统计数", Nothing),
        ("  1．因公出国（境）团组数（个）", Field(at!(three_public.abroad_groups))),
        ("  3．公务用车购置数（辆）", Field(at!(three_public.vehicles_bought.total))),
        ("  4．公务用车保有量（辆）", Field(at!(three_public.vehicles_held.total))),
        ("  5．国内公务接待批次（个）", Field(at!(three_public.domestic_batches))),
        ("    其中：外事接待批次（个）", Field(at!(three_public.foreign_batches))),
        ("  6．国内公务接待人次（人）", Field(at!(three_public.domestic_persons))),
    ];
    let right = [
        ("四、机关运行经费", Field(at!(other.operating.amount))),
        ("（一）行政单位", Idle),
        ("（二）参照公务员法管理事业单位", Nothing),
        ("五、国有资产占用情况", Nothing),
        ("（一）车辆数合计（辆）", Nothing),
        ("  1．副部（省）级及以上领导用车", Field(at!(other.assets.provincial))),
        ("  3．机要通信用车", Field(at!(other.assets.confidential))),
        ("  4．应急保障用车", Field(at!(other.assets.emergency))),
        ("（二）单价100万元（含）以上设备（不含车辆）", Field(at!(other.assets.equipment))),
        ("六、政府采购支出信息", Nothing),
        ("（一）政府采购支出合计", Idle),
        ("  1．政府采购货物支出", Field(at!(other.procurement.goods))),
        ("  2．政府采购工程支出", Field(at!(other.procurement.works))),
        ("  3．政府采购服务支出", Field(at!(other.procurement.services))),
        ("（二）政府采购授予中小企业合同金额", Field(at!(other.procurement.small_medium))),
        ("  其中：授予小微企业合同金额", Field(at!(other.procurement.small_micro))),
        ("", Nothing),
    ];
    for (number, ((left, at_left), (right, at_right))) in (1..).zip(left.into_iter().zip(right)) {
        maker.text(0, left);
        maker.text(1, &number.to_string());
        stated(maker, 3, 4, at_left);
        maker.text(5, right);
        maker.text(6, &(number + 20).to_string());
        stated(maker, 7, 7, at_right);
        maker.end_row();
    }
}

fn stated(maker: Maker<'_, '_>, budget: u32, actual: u32, stated: Stated) {
    let document = maker.figures().document.clone();
    let mut field = |column: u32, path: Path| match document.entry(path) {
        Some(Entry::Money(money)) => maker.amount_of(column, Some(money), Some(&path.to_string())),
        Some(Entry::Count(count)) => maker.count(column, count, &path.to_string()),
        _ => {}
    };
    match stated {
        Stated::Nothing => {}
        Stated::Idle => maker.amount_of(actual, Money::from_wan(3.into()), None),
        Stated::Cells(of_budget, of_accounts) => {
            maker.amount_of(budget - 1, Money::from_wan(3.into()), None);
            maker.amount(budget, CellKey::total(T13, of_budget));
            maker.amount(actual, CellKey::total(T13, of_accounts));
        }
        Stated::Field(path) => field(actual, path),
        Stated::Both(of_budget, of_accounts) => {
            field(budget, of_budget);
            field(actual, of_accounts);
        }
    }
}
