//! The layouts in which accounts are written: made here, as programs and offices make them.

use std::collections::BTreeSet;

use juesuan::{
    address::{T03, T12},
    document::Document,
    evidence,
    import::{ImportPlan, ImportSource, ImportWish},
    reading::Certainty,
};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{assert_numbers, certainties, numbers, pasted, read};

/// 公开06表 in all its numbers.
const GENERAL_BUDGET: &[(&str, &str)] = &[
    ("T06!201.basic", "10.5"),
    ("T06!201.proj", "2.25"),
    ("T06!201.tot", "12.75"),
    ("T06!20129.basic", "10.5"),
    ("T06!20129.proj", "2.25"),
    ("T06!20129.tot", "12.75"),
    ("T06!2012901.basic", "10.5"),
    ("T06!2012901.tot", "10.5"),
    ("T06!2012902.proj", "2.25"),
    ("T06!2012902.tot", "2.25"),
    ("T06!合计.basic", "10.5"),
    ("T06!合计.proj", "2.25"),
    ("T06!合计.tot", "12.75"),
];

#[test]
fn codes_stand_in_one_column_and_the_total_above() {
    let reading = pasted(
        "一般公共预算财政拨款支出决算表\n编制单位：某局\t\t2024年度\t单位：万元\n项目\t\t本年支出\t\t\n\
         科目编码\t科目名称\t小计\t基本支出\t项目支出\n合计\t\t12.75\t10.50\t2.25\n201\t一般公共服务支出\t12.75\t10.50\t2.25\n\
         20129\t群众团体事务\t12.75\t10.50\t2.25\n2012901\t行政运行\t10.50\t10.50\t\n2012902\t一般行政管理事务\t2.25\t—\t2.25\n\
         注：本表反映本年度一般公共预算财政拨款支出情况。\n",
    );
    assert_numbers(&reading, GENERAL_BUDGET);
    assert_eq!((certainties(&reading), reading.left), (vec![Certainty::Proven], vec![]));
}

#[test]
fn codes_stand_in_three_columns_and_the_total_below() {
    let head = "表六\n2024年度一般公共预算财政拨款支出决算表\n金额单位：元\n支出功能分类科目编码\t\t\t科目名称\t合计\t项目支出\t基本支出\n\
        类\t款\t项\t栏次\t1\t2\t3\n";
    let total = "合计\t\t\t\t127,500.00\t22,500.00\t105,000.00\n";
    // Each part once; every part in each row; whole codes beside one another; a number that lost its 0.
    for rows in [
        "201\t\t\t一般公共服务支出\t127,500.00\t22,500.00\t105,000.00\n\t29\t\t群众团体事务\t127,500.00\t22,500.00\t105,000.00\n\
         \t\t01\t行政运行\t105,000.00\t\t105,000.00\n\t\t02\t一般行政管理事务\t22,500.00\t22,500.00\t\n",
        "201\t\t\t一般公共服务支出\t127,500.00\t22,500.00\t105,000.00\n201\t29\t\t群众团体事务\t127,500.00\t22,500.00\t105,000.00\n\
         201\t29\t1\t行政运行\t105,000.00\t一\t105,000.00\n201\t29\t2\t一般行政管理事务\t22,500.00\t22,500.00\t-\n",
        "201\t\t\t一般公共服务支出\t127,500.00\t22,500.00\t105,000.00\n\t20129\t\t群众团体事务\t127,500.00\t22,500.00\t105,000.00\n\
         \t\t2012901\t行政运行\t105,000.00\t\t105,000.00\n\t\t2012902\t一般行政管理事务\t22,500.00\t22,500.00\t\n",
    ] {
        let reading = pasted(&format!("{head}{rows}{total}"));
        assert_numbers(&reading, GENERAL_BUDGET);
        assert_eq!(certainties(&reading), [Certainty::Proven], "{:?}", reading.tables[0].reasons);
    }
}

#[test]
fn columns_in_another_order_and_columns_of_no_use_change_nothing() {
    let reading = pasted(
        "支出决算表\n单位：万元\n科目名称\t科目编码\t经营支出\t项目支出\t基本支出\t本年支出合计\n\
         合计\t\t0.00\t2.25\t10.50\t12.75\n行政运行\t2012901\t0.00\t2.25\t10.50\t12.75\n",
    );
    assert_numbers(
        &reading,
        &[
            ("T03!2012901.basic", "10.5"),
            ("T03!2012901.oper", "0"),
            ("T03!2012901.proj", "2.25"),
            ("T03!2012901.tot", "12.75"),
            ("T03!合计.basic", "10.5"),
            ("T03!合计.oper", "0"),
            ("T03!合计.proj", "2.25"),
            ("T03!合计.tot", "12.75"),
        ],
    );
}

#[test]
fn the_economic_table_stands_in_pairs_side_by_side() {
    let expected = [
        ("T08!301.amount", "30"),
        ("T08!30101.amount", "20"),
        ("T08!30102.amount", "10"),
        ("T08!302.amount", "5.5"),
        ("T08!30201.amount", "5.5"),
        ("T08!personnel.amount", "30"),
        ("T08!public.amount", "5.5"),
        ("T08!合计.amount", "35.5"),
    ];
    let two_sided = "一般公共预算财政拨款基本支出决算表\n单位：万元\n人员经费\t\t\t公用经费\t\t\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n\
        301\t工资福利支出\t30.00\t302\t商品和服务支出\t5.50\n30101\t基本工资\t20.00\t30201\t办公费\t5.50\n30102\t津贴补贴\t10.00\t\t\t\n\
        人员经费合计\t\t30.00\t公用经费合计\t\t5.50\n合计\t\t\t\t\t35.50\n";
    let four_sided = "一般公共预算财政拨款基本支出决算表\n单位：万元\n\
        科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n\
        301\t工资福利支出\t30.00\t30101\t基本工资\t20.00\t30102\t津贴补贴\t10.00\t302\t商品和服务支出\t5.50\n\
        30201\t办公费\t5.50\t\t人员经费合计\t30.00\t\t公用经费合计\t5.50\t\t合计\t35.50\n";
    for text in [two_sided, four_sided] {
        let reading = pasted(text);
        assert_numbers(&reading, &expected);
        assert_eq!(certainties(&reading), [Certainty::Proven]);
    }
}

#[test]
fn a_number_below_unknown_words_is_left_and_makes_the_table_doubtful() {
    let reading = pasted(
        "支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t今年新增的一栏\n2012901\t行政运行\t12.75\t10.50\t2.25\n",
    );
    assert_eq!(certainties(&reading), [Certainty::Unsure]);
    assert!(reading.tables[0].reasons.iter().any(|reason| reason.contains("今年新增的一栏")));
}

#[test]
fn a_row_that_is_not_known_is_told_with_its_place() {
    let reading = pasted(
        "支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\n20129\t群众团体事务\t1.00\t1.00\n\t机动\t3.00\t3.00\n",
    );
    let left: Vec<_> = reading.left.iter().map(|left| (left.place.row, &*left.text, &*left.why)).collect();
    assert_eq!(left, [(4, "机动 3.00", "不认识这一行")]);
}

#[test]
fn a_table_whose_sums_do_not_hold_is_doubtful() {
    let reading = pasted(
        "支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t9.00\t1.00\t1.00\n2012901\t行政运行\t5.00\t1.00\t2.00\n",
    );
    assert_eq!(certainties(&reading), [Certainty::Unsure]);
}

#[test]
fn two_tables_that_differ_by_the_factor_of_the_unit_are_doubtful() {
    let table = |title: &str, unit: &str, amount: &str| {
        format!(
            "<p>{title}</p><p>单位：{unit}</p><table><tr><td>科目编码<td>科目名称<td>合计<td>基本支出<td>项目支出</tr>\
             <tr><td>2012901<td>行政运行<td>{amount}<td>{amount}<td></tr><tr><td><td>合计<td>{amount}<td>{amount}<td></tr></table>"
        )
    };
    let general = "一般公共预算财政拨款支出决算表";
    let page = format!(
        "<html>{}<p>下面是按经济分类列出的基本支出情况，请与上面的表对照查看，两张表的基本支出应当相等。</p><p>{}</p><p>单位：万元</p>\
         <table><tr><td>科目编码<td>科目名称<td>决算数</tr><tr><td>30101<td>基本工资<td>123456.78</tr>\
         <tr><td><td>合计<td>123456.78</tr></table></html>",
        table(general, "万元", "12.345678"),
        "一般公共预算财政拨款基本支出决算表"
    );
    let reading = read(&evidence::read(page.as_bytes()).unwrap());
    assert_eq!(certainties(&reading), [Certainty::Unsure; 2], "{:?}", reading.tables);
    assert!(reading.tables[0].reasons[0].contains("一万倍"));
}

/// A sheet of the forms of the accounts: names as the system gives them, everything in 元.
fn sheet(book: &mut Workbook, name: &str, title: &str, form: &str) -> Worksheet {
    let _ = book;
    let mut sheet = Worksheet::new();
    let cut: String = name.chars().take(31).collect();
    sheet.set_name(cut).unwrap();
    sheet.merge_range(0, 0, 0, 8, title, &Format::new()).unwrap();
    sheet.write(1, 8, form).unwrap();
    sheet.write(2, 0, "编制单位：某局").unwrap();
    sheet.write(2, 4, "2024年度").unwrap();
    sheet.write(2, 8, "金额单位：元").unwrap();
    sheet
}

#[test]
fn the_forms_of_the_accounts_are_read_in_yuan() {
    let mut book = Workbook::new();
    let plain = Format::new();
    // Three blocks side by side.
    let mut summary = sheet(&mut book, "Z01 收入支出决算总表(财决01表)", "收入支出决算总表", "财决01表");
    summary.merge_range(3, 0, 3, 4, "收入", &plain).unwrap();
    summary.merge_range(3, 5, 3, 14, "支出", &plain).unwrap();
    for (block, first) in ["项目", "项目（按功能分类）", "项目（按支出性质和经济分类）"].into_iter().zip([0, 5, 10])
    {
        for (column, head) in (first..).zip([block, "行次", "年初预算数", "全年预算数", "决算数"]) {
            summary.write(4, column, head).unwrap();
        }
        summary.write(5, first, "栏次").unwrap();
        for column in 2..5 {
            summary.write(5, first + column, column - 1).unwrap();
        }
    }
    let line = |sheet: &mut Worksheet, row: u32, column: u16, name: &str, number: u32, amount: f64| {
        sheet.write(row, column, name).unwrap();
        sheet.write(row, column + 1, number).unwrap();
        sheet.write(row, column + 3, amount + 1.0).unwrap();
        sheet.write(row, column + 4, amount).unwrap();
    };
    line(&mut summary, 6, 0, "一、一般公共预算财政拨款收入", 1, 127_500.0);
    line(&mut summary, 6, 5, "一、一般公共服务支出", 31, 127_500.0);
    line(&mut summary, 6, 10, "一、基本支出", 61, 105_000.0);
    line(&mut summary, 7, 10, "二、项目支出", 62, 22_500.0);
    line(&mut summary, 8, 0, "本年收入合计", 27, 127_500.0);
    line(&mut summary, 8, 5, "本年支出合计", 57, 127_500.0);
    book.push_worksheet(summary);

    let mut detail = sheet(
        &mut book,
        "Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-1表)",
        "一般公共预算财政拨款基本支出决算明细表",
        "财决08-1表",
    );
    detail.merge_range(3, 0, 4, 2, "支出功能分类科目编码", &plain).unwrap();
    detail.merge_range(3, 3, 4, 3, "科目名称", &plain).unwrap_or(&mut Worksheet::new());
    detail.write(3, 3, "科目名称").unwrap();
    detail.write(3, 4, "合计").unwrap();
    detail.merge_range(3, 5, 3, 7, "工资福利支出", &plain).unwrap();
    for (column, head) in (5..).zip(["小计", "基本工资", "津贴补贴"]) {
        detail.write(4, column, head).unwrap();
    }
    detail.merge_range(5, 0, 5, 2, "2012901", &plain).unwrap();
    detail.write(5, 3, "行政运行").unwrap();
    detail.merge_range(6, 0, 6, 3, "合计", &plain).unwrap();
    for row in [5, 6] {
        for (column, amount) in (4..).zip([105_000.0, 105_000.0, 80_000.0, 25_000.0]) {
            detail.write(row, column, amount).unwrap();
        }
    }
    book.push_worksheet(detail);
    let evidence = evidence::read(&book.save_to_buffer().unwrap()).unwrap();
    let reading = read(&evidence);
    assert_numbers(
        &reading,
        &[
            ("T01!201.amount", "12.75"),
            ("T01!E_sum.amount", "12.75"),
            ("T01!I1.amount", "12.75"),
            ("T01!I_sum.amount", "12.75"),
            ("T03!合计.basic", "10.5"),
            ("T03!合计.proj", "2.25"),
            ("T06!2012901.basic", "10.5"),
            ("T06!合计.basic", "10.5"),
            ("T08!30101.amount", "8"),
            ("T08!30102.amount", "2.5"),
            ("T08!301.amount", "10.5"),
            ("T08!合计.amount", "10.5"),
        ],
    );
    assert_eq!((reading.year, reading.department.as_deref()), (Some(2024), Some("某局")));
    assert_eq!(certainties(&reading), [Certainty::Proven; 2], "{:?}", reading.tables);
    let place = reading.tables[0].facts[0].place.words(&evidence);
    assert_eq!(place, "工作表“Z01 收入支出决算总表(财决01表)” E7");
}

/// The forms of a budget: codes in three columns, in 元, blank until somebody fills them.
#[test]
fn the_budget_of_each_item_is_read_from_the_budget_forms() {
    let form = |title: &str, group: &str, rows: &str| {
        format!(
            "{title}\n编制部门：某局\t\t\t\t\t\t单位：元\n项目\t\t\t\t{group}\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t\
             基本支出\t项目支出\n类\t款\t项\t\t\t\t\n{rows}合计\t\t\t\t127,500\t105,000\t22,500\n"
        )
    };
    let rows = "201\t\t\t一般公共服务支出\t127,500\t105,000\t22,500\n201\t29\t\t群众团体事务\t127,500\t105,000\t22,500\n\
        201\t29\t01\t行政运行\t105,000\t105,000\t\n201\t29\t02\t一般行政管理事务\t22,500\t\t22,500\n";
    for title in [
        "2026年部门一般公共预算支出功能分类预算表",
        "2026年预算单位一般公共预算支出功能分类预算表",
        "一般公共预算支出表",
    ] {
        let reading = pasted(&form(title, "一般公共预算支出", rows));
        let [table] = reading.tables.as_slice() else { panic!("{title} {reading:?}") };
        assert!(table.facts.is_empty() && table.certainty == Certainty::Proven, "{title} {:?}", table.reasons);
        let budgets: Vec<String> =
            table.budgets.iter().map(|fact| format!("{} {}", fact.address, fact.value.wan2())).collect();
        assert!(budgets.contains(&"T06!2012901.tot 10.50".to_owned()), "{budgets:?}");
        assert_eq!(table.year, title.starts_with("2026").then_some(2026));

        let source = ImportSource::of(
            "预算.xls".to_owned(),
            evidence::read_clipboard(&form(title, "", rows)),
            &Document::default(),
        );
        let wish = ImportWish { groups: None, least: Certainty::Proven, exceptions: BTreeSet::new(), assumes: false };
        let plan = ImportPlan::of(&Document::default(), &[source], &wish);
        let after = Document::default().apply(&plan.edit.unwrap()).unwrap();
        let lines = after.expenditure.lines.iter();
        let budgets: Vec<_> =
            lines.map(|line| (&*line.item, line.initial_budget.map(|money| money.wan2()), line.basic)).collect();
        assert_eq!(budgets, [("2012901", Some("10.50".to_owned()), None), ("2012902", Some("2.25".to_owned()), None)]);
    }
    let blank = pasted(
        &form(
            "2026年部门国有资本经营预算支出功能分类预算表",
            "国有资本经营预算支出",
            "223\t\t\t国有资本经营预算支出\t\t\t\n…\t…\t…\t…\t\t\t\n",
        )
        .replace("127,500\t105,000\t22,500", "\t\t"),
    );
    assert_eq!(blank.tables.first().map(|table| (table.table, table.is_empty())), Some((T12, true)), "{blank:?}");
}

#[test]
fn a_table_that_goes_on_needs_no_second_head() {
    let page = "<html><p>支出决算表</p><p>单位：万元</p><table><tr><td>科目编码<td>科目名称<td>本年支出合计<td>基本支出<td>项目支出</tr>\
        <tr><td>2012901<td>行政运行<td>1.00<td>1.00<td></tr></table><p>支出决算表（续）</p>\
        <table><tr><td>2012902<td>一般行政管理事务<td>2.00<td><td>2.00</tr><tr><td><td>合计<td>3.00<td>1.00<td>2.00</tr></table></html>";
    let reading = read(&evidence::read(page.as_bytes()).unwrap());
    let numbers = numbers(&reading);
    assert_eq!((reading.tables.len(), numbers.len()), (1, 7), "{numbers:?}");
    assert_eq!(numbers["T03!合计.tot"], "3");
    assert_eq!(certainties(&reading), [Certainty::Proven]);
}

/// Reports of others, where a folder of them is at hand: every ruled table has to prove itself.
#[test]
fn tables_of_published_reports_prove_themselves() {
    let Some(folder) = std::env::var_os("JUESUAN_REPORTS") else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "pdf") {
            continue;
        }
        let reading = read(&evidence::read(&std::fs::read(&path).unwrap()).unwrap());
        for table in &reading.tables {
            assert_eq!(table.certainty, Certainty::Proven, "{} {:?}", path.display(), table.reasons);
            count += table.facts.len();
        }
        assert!(reading.left.is_empty(), "{} {:?}", path.display(), reading.left);
    }
    assert!(count > 0, "no report was found");
}

/// Tables of which little is filled are the tables that they are.
#[test]
fn tables_without_amounts_are_known_all_the_same() {
    let title = "支出决算表\n编制单位：某局\t\t2024年度\t单位：万元\n";
    for head in [
        "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n",
        "项目\t\t本年支出合计\t基本支出\t项目支出\n科目编码\t科目名称\t\t\t\n",
        "支出功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n栏次\t\t1\t2\t3\n",
        "科目名称\t本年支出合计\t基本支出\t项目支出\n",
    ] {
        let has_code = head.contains("编码");
        let row = |code: &str, name: &str, amounts: &str| match has_code {
            true => format!("{code}\t{name}\t{amounts}\n"),
            false if name.is_empty() => format!("{code}\t{amounts}\n"),
            false => format!("{name}\t{amounts}\n"),
        };
        for nothing in ["—", "-", "无", "/", "未填列", "0", "0.00", "", "——"] {
            let blank = [nothing; 3].join("\t");
            for rows in [
                row("合计", "", &blank),
                row("", "合计", &blank),
                row("", "合计", &blank) + &row("2012901", "行政运行", &blank),
                row("2012901", "行政运行", &blank) + &row("", "合计", &blank),
                String::new(),
            ] {
                let reading = pasted(&format!("{title}{head}{rows}"));
                let [table] = reading.tables.as_slice() else { panic!("{nothing:?} {head}{rows}{reading:#?}") };
                assert_eq!((table.table, certainties(&reading)), (T03, vec![Certainty::Proven]), "{head}{rows}");
                let amounts = if nothing.starts_with('0') { rows.lines().count() * 3 } else { 0 };
                let codeless =
                    if has_code { 0 } else { rows.matches("行政运行").count() * if amounts > 0 { 3 } else { 0 } };
                assert_eq!(table.len(), amounts - codeless, "{nothing:?} {head}{rows}{table:#?}");
            }
            // The first amounts stand below rows that have none.
            let rows = row("", "合计", &blank) + &row("2012901", "行政运行", "5.00\t3.00\t2.00");
            let reading = pasted(&format!("{title}{head}{rows}"));
            if has_code {
                let numbers = numbers(&reading);
                assert_eq!(numbers.get("T03!2012901.proj").map(String::as_str), Some("2"), "{head}{rows}{numbers:?}");
            }
        }
    }
}

/// Names without a number before them, and no amount beside the first of them.
#[test]
fn the_first_lines_of_a_summary_may_have_no_amount() {
    for nothing in ["", "—", "0.00", "无"] {
        let reading = pasted(&format!(
            "收入支出决算总表\n单位：万元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n\
             一般公共预算财政拨款收入\t{nothing}\t一般公共服务支出\t{nothing}\n上级补助收入\t{nothing}\t外交支出\t{nothing}\n\
             事业收入\t3.00\t教育支出\t3.00\n本年收入合计\t3.00\t本年支出合计\t3.00\n"
        ));
        let zero = |address| (nothing == "0.00").then_some((address, "0"));
        let mut expected = vec![("T01!205.amount", "3"), ("T01!E_sum.amount", "3"), ("T01!I5.amount", "3")];
        expected.push(("T01!I_sum.amount", "3"));
        expected.extend(
            ["T01!201.amount", "T01!202.amount", "T01!I1.amount", "T01!I4.amount"].into_iter().filter_map(zero),
        );
        assert_numbers(&reading, &expected);
        assert_eq!(certainties(&reading), [Certainty::Proven], "{:?}", reading.tables[0].reasons);
    }
}
