//! What the form of the region changes in the report.

use crate::{
    document::{
        Accounting, Document, Edition, ExpenditureLine, FunctionalCode, IncomeLine, LongText, MemberUnit, Precision,
        Region, Text, ThreePublicAmounts,
    },
    money::Money,
    report::{Block, Report},
};

use super::{report, spent, wan, words};

fn in_the_form_of(region: Region, fill: impl FnOnce(&mut Document)) -> Report {
    report(|document| {
        document.unit.region = Some(region);
        document.form.edition = Some(Edition::Y2025);
        fill(document);
    })
}

/// “四川” lists every source, kind and count that is zero, also where a grid was left blank because there is none.
#[test]
fn what_is_zero_is_listed_where_the_form_says_so() {
    let filled = |document: &mut Document| {
        document.income.lines.push(IncomeLine {
            item: FunctionalCode::new("2012901"),
            gpb: wan(100),
            ..Default::default()
        });
        document.expenditure.lines.push(ExpenditureLine { adjusted_budget: wan(100), ..spent(wan(100)) });
        document.three_public.actual.reception_foreign = wan(0);
        document.three_public.vehicles_held.total = Some(0);
        document.other.prior.fund_total = wan(0);
        document.other.assets.vehicles = Some(0);
        document.other.procurement.total = wan(0);
    };
    let listed = in_the_form_of(Region::Sichuan, filled);
    let income = words(&listed, "income");
    assert!(income.contains("政府性基金预算财政拨款收入0.00万元，占0%；"), "{income}");
    assert!(income.ends_with("其他收入0.00万元，占0%。"), "{income}");
    assert_eq!(income.matches('；').count(), 7, "{income}");
    assert_eq!(words(&listed, "spending").matches("占0%").count(), 4);
    let fund =
        "政府性基金预算财政拨款支出0.00万元，占本年支出合计的0%。与2023年度相比，政府性基金预算财政拨款支出持平。";
    assert!(words(&listed, "fund").ends_with(fund), "{}", words(&listed, "fund"));
    let receptions = words(&listed, "receptions");
    assert!(receptions.ends_with("外事接待支出0.00万元，外事接待0批次，0人次（不包括陪同人员）。"), "{receptions}");
    let vehicles = words(&listed, "vehicles");
    assert!(vehicles.contains("单位共有公务用车0辆，其中：轿车0辆、越野车0辆、载客汽车0辆"), "{vehicles}");
    let assets = words(&listed, "assets");
    assert!(assets.contains("其中：主要负责人用车0辆、机要通信用车0辆、应急保障用车0辆、其他用车0辆"), "{assets}");
    // A file without an edition prints as before.
    let income = words(&report(filled), "income");
    assert_eq!(income, "2024年度本年收入合计100.00万元，其中：一般公共预算财政拨款收入100.00万元，占100%。");
}

/// A rate of nothing in nothing is never printed.
#[test]
fn there_is_no_share_of_nothing() {
    let report = in_the_form_of(Region::Sichuan, |document| {
        document.income.lines.push(IncomeLine {
            item: FunctionalCode::new("2012901"),
            gpb: wan(0),
            ..Default::default()
        });
        document.expenditure.lines.push(ExpenditureLine { adjusted_budget: wan(0), ..spent(wan(0)) });
        let three_public = &mut document.three_public;
        for amounts in [&mut three_public.actual, &mut three_public.budget, &mut three_public.prior] {
            amounts.abroad = wan(0);
            amounts.vehicle_purchase = wan(0);
            amounts.vehicle_running = wan(0);
            amounts.reception_domestic = wan(0);
            amounts.reception_foreign = wan(0);
        }
        document.other.procurement.goods = wan(0);
        document.other.procurement.small_medium = wan(0);
    });
    let text = report.text();
    assert!(!text.contains("占0%") && !text.contains("完成全年预算0%") && !text.contains("的0%"), "{text}");
    assert!(text.contains("上级补助收入0.00万元；"), "{text}");
}

#[test]
fn percentages_and_small_amounts_are_printed_as_the_form_says() {
    let filled = |document: &mut Document| {
        document.income.lines.push(IncomeLine {
            item: FunctionalCode::new("2012901"),
            gpb: wan(12),
            fund: wan(88),
            ..Default::default()
        });
        document.other.operating.amount = Some(Money::from_fen(3650));
        document.other.operating.prior = wan(1);
        document.unit.duties = LongText::new("占⟦income.share.I1⟧，⟦/other/operating/amount⟧。");
    };
    let text = in_the_form_of(Region::Sichuan, filled).text();
    assert!(text.contains("占12.00%；") && text.contains("占88.00%；"), "{text}");
    assert!(text.contains("占12.00%，36.50元。"), "{text}");
    assert!(text.contains("机关运行经费支出36.50元，"), "{text}");
    let before = report(filled).text();
    assert!(before.contains("占12%，0.00万元。") && before.contains("机关运行经费支出0.00万元，"), "{before}");
}

/// The national form has nine tables under its own numbers, no annex, and compares three-public spending with the
/// initial budget.
#[test]
fn what_is_published_is_a_profile() {
    let abroad = |document: &mut Document| {
        let spent = |of: i64| ThreePublicAmounts {
            abroad: wan(of),
            vehicle_purchase: wan(0),
            vehicle_running: wan(0),
            reception_domestic: wan(0),
            reception_foreign: wan(0),
            ..Default::default()
        };
        (document.three_public.budget, document.three_public.actual) = (spent(4), spent(3));
    };
    let national = in_the_form_of(Region::National, abroad);
    let titles: Vec<&str> =
        national.topics.iter().filter(|topic| topic.level == 1).map(|topic| &*topic.title).collect();
    assert_eq!(
        titles,
        [
            "第一部分　部门概况",
            "第二部分　2024年度部门决算表",
            "第三部分　2024年度部门决算情况说明",
            "第四部分　名词解释"
        ]
    );
    let tables = |report: &Report| report.blocks().filter(|block| matches!(block, Block::Table(_))).count();
    assert_eq!(tables(&national), 9);
    assert!(words(&national, "tables").starts_with("本部分公开表格共九张"));
    let title = national.topic("table_06").map(|topic| &*topic.title);
    assert_eq!(title, Some("五、一般公共预算财政拨款支出决算表"));
    let overview = words(&national, "three_public_overview");
    assert!(overview.contains("年初预算") && !overview.contains("全年预算"), "{overview}");
    // A file from before keeps its tables and annexes, but no longer misnames the basis.
    let before = report(|document| {
        document.unit.region = Some(Region::National);
        abroad(document);
    });
    assert_eq!(tables(&before), 15);
    assert!(words(&before, "three_public_overview").contains("年初预算"));
}

/// What only a person knows has a field; what was not written is not told.
#[test]
fn what_a_person_knows_is_told_where_it_belongs() {
    let filled = |document: &mut Document| {
        let unit = &mut document.unit;
        unit.members.push(MemberUnit { name: Text::new("某县总工会（本级）"), ..Default::default() });
        let remark = Text::new("预算不单列");
        unit.members.push(MemberUnit { name: Text::new("职工服务中心"), remark, ..Default::default() });
        unit.accounting = Some(Accounting::Independent);
        let purpose = Text::new("机关人员经费。");
        document.expenditure.lines.push(ExpenditureLine { purpose, adjusted_budget: wan(8), ..spent(wan(8)) });
        document.three_public.actual.reception_domestic = wan(1);
        document.three_public.reception_compliance = LongText::new("上述接待符合国内公务接待管理规定。");
        document.other.management.assessed = Some(2);
        document.other.management.assessed_names = Text::new("劳模慰问、春节送温暖");
        document.other.management.department_report = Text::new("部门整体绩效自评报告");
        document.other.management.special_report = Text::new("专项绩效自评报告");
        document.other.procurement.goods = wan(3);
        document.other.procurement.reserved.small_medium = wan(2);
        document.other.procurement.reserved.won_small_medium = wan(1);
    };
    let report = in_the_form_of(Region::Sichuan, filled);
    for (topic, told) in [
        ("organisation", "编制范围的单位包括：某县总工会（本级）、职工服务中心（预算不单列）。"),
        ("unit_organisation", "某县总工会是独立编制、独立核算的机构。"),
        ("gpb_items", "决算数等于预算数，主要用于机关人员经费。"),
        ("receptions", "上述接待符合国内公务接待管理规定。"),
        ("management", "组织对劳模慰问、春节送温暖等2个项目开展了预算事前绩效评估"),
        ("management", "形成《部门整体绩效自评报告》与《专项绩效自评报告》。"),
        ("procurement", "2024年度面向中小企业预留政府采购项目预算金额2.00万元。"),
        ("procurement", "由中小企业供应商中标或成交的采购金额1.00万元。"),
    ] {
        let text = words(&report, topic);
        assert!(text.contains(told), "{topic}: {text}");
    }
    let without = in_the_form_of(Region::Sichuan, |document| {
        document.other.procurement.goods = wan(3);
        document.other.procurement.small_medium = wan(2);
        document.other.procurement.small_micro = wan(0);
    });
    let text = without.text();
    for silent in ["预留", "的机构。", "主要用于机关", "形成《", "《》"] {
        assert!(!text.contains(silent), "{silent}: {text}");
    }
}

/// A published total that differs from its parts by rounding is what is printed; one that contradicts them is not.
#[test]
fn published_totals_with_a_tail_are_printed() {
    let told = |precision: Precision, budget: i64, total: i64| {
        let report = in_the_form_of(Region::National, |document| {
            document.unit.precision = Some(precision);
            let line = ExpenditureLine { initial_budget: Some(Money::from_fen(1_001_000)), ..spent(wan(1)) };
            document.expenditure.lines.push(line);
            document.expenditure.published_budget = Some(Money::from_fen(budget));
            document.other.procurement.total = Some(Money::from_fen(total));
            document.other.procurement.goods = wan(3);
        });
        format!("{} {}", words(&report, "gpb_items"), words(&report, "procurement"))
    };
    let tail = told(Precision::WanTwo, 1_011_000, 3_010_000);
    assert!(tail.contains("年初预算为1.01万元") && tail.contains("总额3.01万元"), "{tail}");
    let exact = told(Precision::Fen, 1_011_000, 3_010_000);
    assert!(exact.contains("年初预算为1.00万元") && exact.contains("总额3.00万元"), "{exact}");
    let contradiction = told(Precision::WanTwo, 1_031_000, 3_030_000);
    assert!(contradiction.contains("年初预算为1.00万元") && contradiction.contains("总额3.00万元"), "{contradiction}");
}

/// As Shanghai publishes it: fiscal income in one amount, the units by name, why all of the budget was not spent, and
/// terms alone in the glossary.
#[test]
fn shanghai_adds_up_fiscal_income_and_says_why_the_whole_budget_differs() {
    let fill = |document: &mut Document| {
        document.income.lines.push(IncomeLine {
            item: FunctionalCode::new("2010601"),
            gpb: wan(80),
            fund: wan(10),
            other: wan(10),
            ..Default::default()
        });
        document.expenditure.lines.push(ExpenditureLine { initial_budget: wan(90), ..spent(wan(80)) });
        document.expenditure.budget_reason = LongText::new("个别项目调减。");
        document.unit.department = Text::new("某区财政局");
        document.unit.subunits.declared = Some(1);
        document.unit.subunits.institution = Some(1);
        document.unit.members.push(MemberUnit { name: Text::new("某区收付中心"), ..Default::default() });
    };
    let shanghai = in_the_form_of(Region::Shanghai, fill);
    let income = words(&shanghai, "income");
    assert!(income.ends_with("其中：财政拨款收入90.00万元，占90.00%；其他收入10.00万元，占10.00%。"), "{income}");
    let items = words(&shanghai, "gpb_items");
    assert!(items.contains("完成年初预算的88.89%。决算数小于预算数的主要原因：个别项目调减。其中：\n1、"), "{items}");
    let organisation = words(&shanghai, "organisation");
    assert!(organisation.contains("编制范围的单位包括：\n1.某区收付中心"), "{organisation}");
    assert!(!organisation.contains("1个"), "{organisation}");
    let glossary = words(&shanghai, "glossary");
    assert!(glossary.starts_with("一、财政拨款收入：") && glossary.contains("\n二、事业收入："), "{glossary}");
    for left_out in ["一般公共预算财政拨款收入：", "人员经费：", "2010601", "06款"] {
        assert!(!glossary.contains(left_out), "{left_out}: {glossary}");
    }
    // Nobody has to say it, and other regions say it where somebody did.
    let silent = in_the_form_of(Region::Shanghai, |document| {
        fill(document);
        document.expenditure.budget_reason = LongText::default();
    });
    assert!(words(&silent, "gpb_items").contains("的88.89%。决算数小于预算数。其中："));
    let national = words(&in_the_form_of(Region::National, fill), "gpb_items");
    assert!(national.contains("决算数小于年初预算数的主要原因是个别项目调减。其中："), "{national}");
}
