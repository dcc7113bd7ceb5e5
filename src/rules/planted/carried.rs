//! Changes of the clean sample that are carried through wherever they show.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Document, Edit, Entry, Kind, Path},
    money::{AmountUnit, Money},
};

pub(super) fn set(document: &mut Document, path: Path, entry: Entry) {
    *document = document.apply(&Edit::Set { path, entry }).expect("fits");
}

pub(super) fn text(document: &mut Document, path: Path, words: &str) {
    set(document, path, Entry::Text(words.to_owned()));
}

pub(super) fn yuan(document: &mut Document, path: Path, amount: &str) {
    set(document, path, Entry::Money(Money::parse(amount, AmountUnit::Yuan).ok().flatten().expect("an amount")));
}

pub(super) fn count(document: &mut Document, path: Path, count: u32) {
    set(document, path, Entry::Count(count));
}

pub(super) fn append(document: &mut Document, list: Path) -> usize {
    let at = document.row_count(list).expect("a list");
    *document = document.apply(&Edit::insert_rows(list, at, 1)).expect("a row");
    at
}

pub(super) fn amounts_of(document: &Document) -> Vec<(Path, Money)> {
    let mut places = Vec::new();
    document.walk_kinds(|kind| matches!(kind, Kind::Money), &mut |path, _, entry| {
        if let Entry::Money(amount) = entry {
            places.push((path, amount));
        }
    });
    places
}

/// More office costs of the administration, wherever they show.
pub(super) fn spend(document: &mut Document, economic: &str, more: Money) {
    let add = |document: &mut Document, path: Path| {
        if let Some(Entry::Money(amount)) = document.entry(path) {
            set(document, path, Entry::Money(amount + more));
        }
    };
    add(document, at!(income.lines[0].gpb));
    for field in ["initial_budget", "adjusted_budget", "basic", "prior_actual"] {
        add(document, at!(expenditure.lines[0]).field(field));
    }
    let of_economic = document.expenditure.economic.iter().position(|line| *line.economic == *economic);
    if let Some(row) = of_economic {
        add(document, at!(expenditure.economic[row].amount));
    }
    let of_detail =
        document.expenditure.detail.iter().position(|line| *line.item == *"2012901" && *line.economic == *economic);
    if let Some(row) = of_detail {
        add(document, at!(expenditure.detail[row].amount));
    }
    for path in [
        at!(targets.budget_total),
        at!(targets.budget_fiscal),
        at!(other.operating.amount),
        at!(other.operating.prior),
        at!(other.prior.gpb_total),
        at!(other.prior.basic),
        at!(other.prior.public),
        at!(income.prior_total),
        at!(income.prior_fiscal_total),
    ] {
        add(document, path);
    }
}

/// Everything that is money, also in texts and indicators.
pub(super) fn scaled(clean: &Document, factor: Decimal) -> Document {
    let mut document = clean.clone();
    for (path, amount) in amounts_of(clean) {
        if let Some(amount) = Money::from_yuan((amount.yuan() * factor).round_dp(2)) {
            set(&mut document, path, Entry::Money(amount));
        }
    }
    let mut texts: Vec<(Path, String, String)> = Vec::new();
    clean.walk_kinds(|kind| matches!(kind, Kind::Text | Kind::LongText), &mut |path, _, entry| {
        if let (Entry::Text(text), Some(field)) = (entry, path.last_field()) {
            texts.push((path, text, field.to_owned()));
        }
    });
    for (path, words, field) in texts {
        let unit = document.entry(path.parent().field("unit")).map(|entry| entry.stored());
        let is_price = unit.is_some_and(|unit| unit.contains('元'));
        if let ("target" | "actual", true, Ok(number)) = (field.as_str(), is_price, words.parse::<Decimal>()) {
            text(&mut document, path, &(number * factor).normalize().to_string());
        } else if words.contains("0.94万元") {
            let now = format!("{}万元", (Decimal::new(94, 2) * factor).round_dp(2).normalize());
            text(&mut document, path, &words.replace("0.94万元", &now));
        }
    }
    document
}

pub(super) fn replace_everywhere(document: &mut Document, from: &str, to: &str) {
    let mut texts: Vec<(Path, String)> = Vec::new();
    document.walk_kinds(|kind| matches!(kind, Kind::Text | Kind::LongText), &mut |path, _, entry| {
        if let Entry::Text(text) = entry
            && text.contains(from)
        {
            texts.push((path, text));
        }
    });
    for (path, words) in texts {
        text(document, path, &words.replace(from, to));
    }
}

pub(super) fn pay_abroad(document: &mut Document, money: Money) {
    let row = append(document, at!(expenditure.economic));
    text(document, at!(expenditure.economic[row].economic), "30212");
    set(document, at!(expenditure.economic[row].amount), Entry::Money(money));
    let row = append(document, at!(expenditure.detail));
    for (field, entry) in [
        ("item", Entry::Text("2012901".to_owned())),
        ("economic", Entry::Text("30212".to_owned())),
        ("kind", Entry::Choice("basic")),
        ("fund", Entry::Choice("gpb")),
        ("amount", Entry::Money(money)),
    ] {
        set(document, at!(expenditure.detail[row]).field(field), entry);
    }
    spend(document, "none", money);
    set(document, at!(three_public.budget.abroad), Entry::Money(money));
    set(document, at!(three_public.actual.abroad), Entry::Money(money));
    text(document, at!(targets.indicators[5].target), "30");
    let total = document.three_public.actual.vehicle_running.unwrap_or_default()
        + document.three_public.actual.reception_domestic.unwrap_or_default()
        + money;
    text(document, at!(targets.indicators[5].actual), &total.wan2());
    // More was spent than the year before, so that nothing is saved.
    text(
        document,
        at!(performance.texts.budget),
        "年初预算按人员编制、定额标准和项目入库情况编制，上半年支出进度略低于要求。",
    );
    let item = document.performance.score_items.iter().position(|item| item.level3.contains("三公"));
    if let Some(row) = item {
        set(document, at!(performance.score_items[row].score), Entry::Number(Decimal::from(3)));
        text(document, at!(performance.score_items[row].remark), "安排因公出国（境），“三公”经费比上年增加，扣1分");
    }
}

/// The project of 3 万元 that was paid under a code.
pub(super) fn add_project(document: &mut Document, code: &str) {
    let row = append(document, at!(performance.projects));
    let project = at!(performance.projects[row]);
    for (field, entry) in [
        ("name", Entry::Text("基层服务站点建设".to_owned())),
        ("kind", Entry::Choice("permanent")),
        ("level", Entry::Choice("county")),
        ("item", Entry::Text(code.to_owned())),
        ("initial_budget", Entry::Money(Money::from_fen(3_000_000))),
        ("adjusted_budget", Entry::Money(Money::from_fen(3_000_000))),
        ("fiscal", Entry::Money(Money::from_fen(3_000_000))),
        ("special_account", Entry::Money(Money::ZERO)),
        ("own_funds", Entry::Money(Money::ZERO)),
        ("other_funds", Entry::Money(Money::ZERO)),
        ("execution_weight", Entry::Number(Decimal::TEN)),
        ("execution_score", Entry::Number(Decimal::TEN)),
        ("total_score", Entry::Number(Decimal::ONE_HUNDRED)),
    ] {
        set(document, project.field(field), entry);
    }
    for (index, (level1, level2, name, weight)) in [
        ("产出指标", "数量指标", "建成站点数", 50),
        ("效益指标", "社会效益指标", "服务职工人数", 30),
        ("满意度指标", "服务对象满意度指标", "职工满意度", 10),
    ]
    .into_iter()
    .enumerate()
    {
        append(document, project.field("indicators"));
        let indicator = project.field("indicators").row(index);
        for (field, words) in [
            ("level1", level1),
            ("level2", level2),
            ("name", name),
            ("target", "90"),
            ("unit", ["个", "人", "%"][index]),
            ("actual", "95"),
        ] {
            text(document, indicator.field(field), words);
        }
        set(document, indicator.field("relation"), Entry::Choice("ge"));
        for field in ["weight", "score"] {
            set(document, indicator.field(field), Entry::Number(Decimal::from(weight)));
        }
    }
    append(document, project.field("surveys"));
    let survey = project.field("surveys").row(0);
    text(document, survey.field("object"), "站点职工");
    set(document, survey.field("result"), Entry::Number(Decimal::from(95)));
    for path in [at!(other.management.assessed), at!(other.management.with_targets), at!(other.management.monitored)] {
        count(document, path, 7);
    }
    text(
        document,
        at!(performance.texts.completion),
        "7个项目的数量指标中，生活救助户数、子女助学人数和大病救助人数少于计划，其余均达到目标值。",
    );
}
