//! Changes that no auditor would mind, for each form of the report.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Addition, Document, Edit, Entry, Path},
    money::{AmountUnit, Money},
};

use super::{
    Planted, accountants,
    carried::{add_project, amounts_of, append, count, pay_abroad, replace_everywhere, scaled, set, spend, text, yuan},
    clean, lists, sentences,
};

/// Every change, in a fixed order; each is tried in the form of “四川” and in the national one.
pub(super) fn all() -> Vec<Planted> {
    let mut changes = Vec::new();
    for (region, basis) in [("sichuan", "adjusted"), ("national", "adjusted"), ("national", "initial")] {
        let mut clean = clean();
        if (region, basis) != ("sichuan", "adjusted") {
            set(&mut clean, at!(unit.region), Entry::Choice(region));
            set(&mut clean, at!(unit.budget_basis), Entry::Choice(basis));
        }
        let mut put = |name: String, document: Document| {
            changes.push(Planted { kind: format!("{region} {basis}"), name, document, places: Vec::new() });
        };
        put("as it is".to_owned(), clean.clone());
        order(&clean, &mut put);
        forms(&clean, &mut put);
        amounts(&clean, &mut put);
        people_and_units(&clean, &mut put);
        travel(&clean, &mut put);
        codes(&clean, &mut put);
        wording(&clean, &mut put);
        for change in accountants::SOUND {
            put(accountants::name_of(change), accountants::changed(&clean, change).0);
        }
    }
    changes
}

type Put<'a> = dyn FnMut(String, Document) + 'a;

/// Rows in another order.
fn order(clean: &Document, put: &mut Put) {
    for list in lists() {
        let rows = clean.row_count(list).unwrap_or_default();
        for (from, to) in [(0, rows - 1), (rows - 1, 0), (rows / 2, 0), (1, 2.min(rows - 1))] {
            let moved = clean.apply(&Edit::move_row(list, from, to)).expect("moves");
            put(format!("{list} {from} to {to}"), moved);
        }
        let blank = clean.apply(&Edit::insert_rows(list, rows, 1)).expect("a row");
        if !list.starts_with(&at!(performance.projects)) {
            put(format!("{list} with a blank row"), blank);
        }
    }
}

/// Other units, precision and legal settings.
fn forms(clean: &Document, put: &mut Put) {
    for (path, choices) in [
        (at!(unit.entry_unit), vec!["yuan", "wan"]),
        (at!(unit.unit_type), vec!["administrative", "civil_service"]),
        (at!(other.approval.block), vec!["omitted"]),
        (at!(form.edition), vec!["2025"]),
    ] {
        for choice in choices {
            let mut document = clean.clone();
            set(&mut document, path, Entry::Choice(choice));
            put(format!("{path} {choice}"), document);
        }
    }
    let mut rounded = clean.clone();
    set(&mut rounded, at!(unit.precision), Entry::Choice("wan2"));
    for (path, amount) in amounts_of(clean) {
        // What is spent on one person is no figure of a table.
        if path.last_field() != Some("standard") {
            set(&mut rounded, path, Entry::Money(amount.rounded_to_wan2()));
        }
    }
    put("万元两位".to_owned(), rounded);
    for (approved, published) in
        [("2025-08-29", "2025-09-18"), ("2025-07-01", "2025-07-02"), ("2025-09-10", "2025-09-30")]
    {
        let mut document = clean.clone();
        text(&mut document, at!(unit.approved_on), approved);
        text(&mut document, at!(unit.published_on), published);
        put(format!("dates {approved} {published}"), document);
    }
    for (path, number) in [
        (at!(parameters.reason_percent), 20),
        (at!(parameters.execution_percent), 85),
        (at!(parameters.over_target_percent), 40),
        (at!(parameters.per_head_percent), 25),
        (at!(parameters.magnitude_factor), 20),
    ] {
        let mut document = clean.clone();
        set(&mut document, path, Entry::Number(Decimal::from(number)));
        put(format!("{path} {number}"), document);
    }
}

/// Larger and smaller departments, and amounts that move a little.
fn amounts(clean: &Document, put: &mut Put) {
    for factor in [2, 3, 5, 7, 10, 25, 100, 1000] {
        put(format!("all amounts times {factor}"), scaled(clean, Decimal::from(factor)));
    }
    put("all amounts halved".to_owned(), scaled(clean, Decimal::new(5, 1)));
    // Paid from this year's money, so that income and spending move together.
    for extra in ["100", "5000", "60000"] {
        let mut document = clean.clone();
        let more = Money::parse(extra, AmountUnit::Yuan).ok().flatten().expect("an amount");
        spend(&mut document, "30201", more);
        put(format!("office costs more by {extra}"), document);
    }
    for (path, amount) in [
        (at!(expenditure.lines[0].initial_budget), "1010000"),
        (at!(expenditure.lines[0].initial_budget), "900000"),
        (at!(expenditure.lines[2].initial_budget), "250000"),
        (at!(expenditure.lines[7].initial_budget), "131862.40"),
        (at!(expenditure.lines[12].initial_budget), "80000"),
        (at!(three_public.budget.vehicle_running), "28000"),
        (at!(three_public.budget.reception_domestic), "6000"),
        (at!(three_public.prior.reception_domestic), "6100"),
        (at!(three_public.prior.vehicle_running), "26000"),
        (at!(other.procurement.small_micro), "38600"),
    ] {
        let mut document = clean.clone();
        yuan(&mut document, path, amount);
        put(format!("{path} {amount}"), document);
    }
}

fn people_and_units(clean: &Document, put: &mut Put) {
    for department in
        ["青禾市总工会", "青禾区总工会", "白河县文化馆", "青禾县财政局", "某某市青禾区人力资源和社会保障局", "青禾县"]
    {
        let mut document = clean.clone();
        text(&mut document, at!(unit.department), department);
        if department.contains("总工会") {
            replace_everywhere(&mut document, "青禾县总工会", department);
        }
        put(format!("department {department}"), document);
    }
    // A county-level city, whose superior is the union of the city above.
    let mut city = clean.clone();
    text(&mut city, at!(unit.department), "青禾市总工会");
    replace_everywhere(&mut city, "青禾县", "青禾市");
    text(&mut city, at!(performance.texts.application), "市总工会对自评结果予以通报，乐山市总工会组织了抽查。");
    put("a county-level city".to_owned(), city);
    for (retired, veteran) in [(9, 0), (8, 1), (20, 0)] {
        let mut document = clean.clone();
        count(&mut document, at!(unit.staff.retired), retired);
        count(&mut document, at!(unit.staff.veteran), veteran);
        put(format!("{retired} retired, {veteran} veterans"), document);
    }
    for (declared, administrative, civil_service, institution) in
        [(2, 1, 0, 1), (3, 1, 1, 1), (5, 0, 0, 5), (12, 4, 3, 5)]
    {
        let mut document = clean.clone();
        count(&mut document, at!(unit.subunits.declared), declared);
        count(&mut document, at!(unit.subunits.administrative), administrative);
        count(&mut document, at!(unit.subunits.civil_service), civil_service);
        count(&mut document, at!(unit.subunits.institution), institution);
        count(&mut document, at!(unit.subunits.consolidated), declared);
        put(format!("{declared} units below"), document);
    }
    let mut document = clean.clone();
    for (path, number) in [
        (at!(unit.staff.establishment.total), 12),
        (at!(unit.staff.establishment.civil_servant), 7),
        (at!(unit.staff.actual.total), 10),
        (at!(unit.staff.actual.civil_servant), 6),
    ] {
        count(&mut document, path, number);
    }
    put("one civil servant more".to_owned(), document);
}

/// A journey abroad, a vehicle bought, foreign guests; each paid and shown everywhere.
fn travel(clean: &Document, put: &mut Put) {
    for (groups, persons, amount) in [(1, 2, "45000"), (2, 3, "88000"), (1, 1, "22000")] {
        let mut document = clean.clone();
        let money = Money::parse(amount, AmountUnit::Yuan).ok().flatten().expect("an amount");
        pay_abroad(&mut document, money);
        count(&mut document, at!(three_public.abroad_groups), groups);
        count(&mut document, at!(three_public.abroad_persons), persons);
        text(&mut document, at!(three_public.abroad_reason), "参加省总工会组织的境外职工技能交流团组，上年没有安排");
        text(&mut document, at!(three_public.total_reason), "参加境外职工技能交流，因公出国（境）费增加");
        text(&mut document, at!(three_public.budget_reason), "公务用车维修和公务接待少于年初安排");
        put(format!("abroad {amount}"), document);
    }
    for (place, amount) in
        [(at!(three_public.prior.reception_foreign), "1200"), (at!(three_public.prior.abroad), "30000")]
    {
        let mut document = clean.clone();
        yuan(&mut document, place, amount);
        if place == at!(three_public.prior.abroad) {
            text(&mut document, at!(three_public.abroad_reason), "上年参加境外交流，本年没有安排因公出国（境）");
            text(&mut document, at!(three_public.total_reason), "本年没有安排因公出国（境），公务接待批次减少");
        }
        put(format!("{place} {amount}"), document);
    }
}

/// Real codes, of our list and not.
fn codes(clean: &Document, put: &mut Put) {
    for code in
        ["2120899", "21219", "2121999", "2120601", "2120803", "2130306", "2150599", "2130199", "2060404", "2011308"]
    {
        let is_fund = code.starts_with("21208") || code.starts_with("21219");
        let mut document = clean.clone();
        let field = if is_fund { "fund" } else { "gpb" };
        let row = append(&mut document, at!(income.lines));
        text(&mut document, at!(income.lines[row].item), code);
        for name in ["gpb", "fund", "soc", "superior", "business", "operating", "affiliate", "other"] {
            let amount = if name == field { "30000" } else { "0" };
            yuan(&mut document, at!(income.lines[row]).field(name), amount);
        }
        let row = append(&mut document, at!(expenditure.lines));
        text(&mut document, at!(expenditure.lines[row].item), code);
        set(&mut document, at!(expenditure.lines[row].fund), Entry::Choice(field));
        for name in [
            "initial_budget",
            "adjusted_budget",
            "basic",
            "project",
            "to_superior",
            "operating",
            "subsidy",
            "prior_actual",
        ] {
            let is_paid = matches!(name, "initial_budget" | "adjusted_budget" | "project" | "prior_actual");
            yuan(&mut document, at!(expenditure.lines[row]).field(name), if is_paid { "30000" } else { "0" });
        }
        let row = append(&mut document, at!(expenditure.detail));
        for (name, entry) in [
            ("item", Entry::Text(code.to_owned())),
            ("economic", Entry::Text("30227".to_owned())),
            ("kind", Entry::Choice("project")),
            ("fund", Entry::Choice(field)),
            ("amount", Entry::Money(Money::from_fen(3_000_000))),
        ] {
            set(&mut document, at!(expenditure.detail[row]).field(name), entry);
        }
        let mut paths = vec![
            at!(targets.budget_total),
            at!(targets.budget_fiscal),
            at!(income.prior_total),
            at!(income.prior_fiscal_total),
        ];
        paths.extend(if is_fund {
            vec![at!(other.prior.fund_total)]
        } else {
            vec![at!(other.prior.gpb_total), at!(other.prior.project)]
        });
        for path in paths {
            if let Some(Entry::Money(amount)) = document.entry(path) {
                set(&mut document, path, Entry::Money(amount + Money::from_fen(3_000_000)));
            }
        }
        add_project(&mut document, code);
        put(format!("code {code}"), document);
    }
}

/// Other words for the same, and what people add.
fn wording(clean: &Document, put: &mut Put) {
    for (topic, words) in sentences::RIGHT {
        let mut document = clean.clone();
        document.report.additions.push(Addition {
            topic: crate::document::Text::new(*topic),
            text: crate::document::LongText::new(*words),
            ..Default::default()
        });
        put(format!("addition {topic} {words}"), document);
        let mut document = clean.clone();
        text(&mut document, at!(performance.texts.special_background), words);
        put(format!("annex {words}"), document);
    }
    for (path, words) in right_reasons() {
        let mut document = clean.clone();
        text(&mut document, path, words);
        put(format!("reason {path} {words}"), document);
    }
}

fn right_reasons() -> Vec<(Path, &'static str)> {
    vec![
        (at!(income.reason), "人员工资晋级晋档，上级专项资金增加"),
        (at!(income.reason), "新招录公务员1人，社保缴费基数提高"),
        (at!(income.reason), "追加绩效考核奖，项目资金增加；公用经费按要求压减"),
        (at!(income.fiscal_reason), "人员经费增加，会议活动略有减少"),
        (at!(expenditure.gpb_reason), "人员增资和社保缴费基数上调，职工服务中心改造项目完工"),
        (at!(expenditure.fund_reason), "申请救助的人数减少，救助标准不变"),
        (at!(expenditure.fund_reason), "上年结转资金较多，本年救助人数减少"),
        (at!(three_public.total_reason), "严格执行中央八项规定，厉行节约"),
        (at!(three_public.vehicle_reason), "上年更换轮胎费用较高，本年维修减少"),
        (at!(three_public.vehicle_reason), "出车里程减少，燃油费下降"),
        (at!(three_public.reception_reason), "来访批次比上年少1批"),
        (at!(three_public.reception_reason), "严控接待范围和标准，接待费用下降"),
        (at!(three_public.budget_reason), "车辆维修和接待活动少于预计，按规定压减"),
        (at!(other.operating.reason), "办公设备老化，更新3台电脑，差旅费增加"),
        (at!(other.operating.reason), "物价上涨，办公用品和印刷费用上升"),
        (at!(expenditure.lines[0].reason), "在职人员晋升工资档次，追加人员经费预算"),
        (at!(expenditure.lines[1].reason), "工程结算审减，质保金未到支付期，结转下年"),
        (at!(expenditure.lines[3].reason), "部分帮扶对象脱困退出，资金结余"),
        (at!(expenditure.lines[4].reason), "场地由企业提供，节约场地费"),
        (at!(expenditure.lines[13].reason), "符合条件的申请人减少，资金结转下年"),
    ]
}
