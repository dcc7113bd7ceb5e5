//! B23: income and spending of one item differ by more than any balance explains.

use std::collections::BTreeMap;

use crate::{
    at,
    codes::Code,
    document::{Document, Fund, IncomeLine, Path},
    figures::{Figures, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "B23",
    severity: Severity::Warning,
    title: "收入与支出逐科目对不上",
    checks: "同一功能科目的收入与支出之差，能用年初、年末结转和结余说明",
    basis: "公开02表、公开03表：同一科目年初结转＋本年收入＝本年支出＋年末结转",
    remedy: "对照下列科目的收入和支出，看是否录错了行、金额或科目编码；确有其他来源的，写明",
    state: State::Active(run),
};

/// What came in and went out under one code, with the places.
#[derive(Default)]
struct Item {
    income: Money,
    spending: Money,
    places: Vec<Path>,
}

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &*figures.document;
    let mut applies = Applies::No;
    let mut missing: Vec<Source> = Vec::new();
    for fund in [Fund::Gpb, Fund::Government, Fund::StateCapital, Fund::Other] {
        let items = items(document, fund);
        let has = |amount: fn(&Item) -> Money| items.values().filter(|item| !amount(item).is_zero()).count();
        let (incomes, spendings) = (has(|item| item.income), has(|item| item.spending));
        // Who keyed all income on one line has not said what it was for.
        if incomes == 0 || spendings == 0 || (incomes == 1 && spendings > 1) {
            continue;
        }
        let (opening_at, closing_at) = balances_at(fund);
        let (Some(opening), Some(closing)) = balances(document, fund) else {
            missing.extend([opening_at.into(), closing_at.into()]);
            continue;
        };
        applies = Applies::Yes;
        let tail = figures.tables.envelope(u32::try_from(items.len()).unwrap_or(u32::MAX));
        let is_reported = check(figures, findings, &items, (opening + tail, opening_at), (closing + tail, closing_at));
        // Other money may be spent under another code than it came in.
        if let Some(finding) = findings.last_mut().filter(|_| is_reported && fund == Fund::Other) {
            finding.downgrade(Severity::Hint);
        }
    }
    if !missing.is_empty() {
        return Err(Missing(missing));
    }
    if applies == Applies::No && document.income.lines.is_empty() {
        return Err(Missing(vec![at!(income.lines).into(), at!(expenditure.lines).into()]));
    }
    Ok(applies)
}

/// Whether it was reported.
fn check(
    figures: &Figures,
    findings: &mut Findings,
    items: &BTreeMap<Code, Item>,
    opening: (Money, Path),
    closing: (Money, Path),
) -> bool {
    let sum = |gap: fn(&Item) -> Money| items.values().map(gap).filter(|gap| !gap.is_negative()).sum::<Money>();
    let short = sum(|item| item.spending - item.income);
    let over = sum(|item| item.income - item.spending);
    if short <= opening.0.abs() && over <= closing.0.abs() {
        return false;
    }
    const NAMED: usize = 4;
    let mut differing: Vec<(&Code, &Item)> = items.iter().filter(|(_, item)| item.income != item.spending).collect();
    differing.sort_by_key(|(code, item)| (-(item.income - item.spending).abs(), **code));
    let words: Vec<String> = differing
        .iter()
        .take(NAMED)
        .map(|(code, item)| {
            format!(
                "{code} {}收入 {}、支出 {}",
                figures.book.functional_name(**code),
                findings.amount(item.income),
                findings.amount(item.spending)
            )
        })
        .collect();
    let (side, gap, limit, limit_at) = if over > closing.0.abs() {
        ("收入多于支出", over, closing.0, closing.1)
    } else {
        ("支出多于收入", short, opening.0, opening.1)
    };
    let message = format!(
        "逐科目看，{side}共 {}{unit}，{}只有 {}{unit}：{}{}",
        findings.amount(gap),
        figures.label(&limit_at.into()),
        findings.amount(limit),
        words.join("；"),
        if differing.len() > NAMED { "等" } else { "" },
        unit = findings.unit()
    );
    let places: Vec<Path> = differing.iter().take(NAMED).flat_map(|(_, item)| item.places.iter().copied()).collect();
    findings.report(places.into_iter().chain([limit_at]), message);
    true
}

/// Income and spending of one budget by item; an item is known by its whole code.
fn items(document: &Document, fund: Fund) -> BTreeMap<Code, Item> {
    let mut items: BTreeMap<Code, Item> = BTreeMap::new();
    for (i, line) in document.income.lines.iter().enumerate() {
        let (amount, field) = match fund {
            Fund::Gpb => (line.gpb, "gpb"),
            Fund::Government => (line.fund, "fund"),
            Fund::StateCapital => (line.soc, "soc"),
            Fund::Other => of_other_money(line),
        };
        let (Some(code), Some(amount)) = (Code::new(&line.item), amount.filter(|amount| !amount.is_zero())) else {
            continue;
        };
        let item = items.entry(code).or_default();
        item.income += amount;
        item.places.push(at!(income.lines[i]).field(field));
    }
    for (i, line) in document.expenditure.lines.iter().enumerate().filter(|(_, line)| line.fund_or_default() == fund) {
        let (Some(code), Some(amount)) = (Code::new(&line.item), line.total().filter(|total| !total.is_zero())) else {
            continue;
        };
        let item = items.entry(code).or_default();
        item.spending += amount;
        let is_basic = line.basic.is_some_and(|basic| !basic.is_zero());
        item.places.push(at!(expenditure.lines[i]).field(if is_basic { "basic" } else { "project" }));
    }
    items
}

/// All income that is no appropriation (财政拨款), and the field of its first amount.
fn of_other_money(line: &IncomeLine) -> (Option<Money>, &'static str) {
    let parts = [
        ("other", line.other),
        ("superior", line.superior),
        ("business", line.business),
        ("operating", line.operating),
        ("affiliate", line.affiliate),
    ];
    let field = parts.iter().find(|(_, amount)| amount.is_some_and(|amount| !amount.is_zero()));
    (parts.iter().filter_map(|(_, amount)| *amount).reduce(|a, b| a + b), field.map_or("other", |(field, _)| field))
}

fn balances(document: &Document, fund: Fund) -> (Option<Money>, Option<Money>) {
    let (opening, closing) = (&document.income.opening, &document.expenditure.closing);
    match fund {
        Fund::Gpb => (opening.gpb, closing.gpb),
        Fund::Government => (opening.fund, closing.fund),
        Fund::StateCapital => (opening.soc, closing.soc),
        // What was set aside is left over, too; what was taken from former surpluses was there before.
        Fund::Other => (
            opening.other.map(|opening| opening + document.income.non_fiscal_surplus.unwrap_or_default()),
            closing.other.map(|closing| closing + document.expenditure.allocation.unwrap_or_default()),
        ),
    }
}

fn balances_at(fund: Fund) -> (Path, Path) {
    let field = match fund {
        Fund::Gpb => "gpb",
        Fund::Government => "fund",
        Fund::StateCapital => "soc",
        Fund::Other => "other",
    };
    (at!(income.opening).field(field), at!(expenditure.closing).field(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, is_not_applicable, is_not_checked, passes, run as run_rule};

    fn cells(first: &'static str, second: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), first),
            (at!(income.lines[1].item), "2012950"),
            (at!(income.lines[1].gpb), second),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "100"),
            (at!(expenditure.lines[1].item), "2012950"),
            (at!(expenditure.lines[1].basic), "30"),
            (at!(income.opening.gpb), "3"),
            (at!(expenditure.closing.gpb), "1"),
        ]
    }

    #[test]
    fn rows_that_changed_places() {
        fires(
            &RULE,
            &cells("30", "98"),
            "逐科目看，收入多于支出共 68.00万元，支出项目›年末结转和结余›一般公共预算财政拨款只有 1.00万元：2012901 行政运行收入 30.00、支出 100.00；2012950 事业运行收入 98.00、支出 30.00",
        );
        fires(
            &RULE,
            &cells("95", "30"),
            "逐科目看，支出多于收入共 5.00万元，收入›年初结转和结余›一般公共预算财政拨款只有 3.00万元：2012901 行政运行收入 95.00、支出 100.00",
        );
    }

    #[test]
    fn other_money_is_only_a_hint() {
        let mut other = cells("100", "30");
        other.extend([
            (at!(income.lines[0].other), "1.20"),
            (at!(income.lines[1].business), "2"),
            (at!(expenditure.lines[2].item), "2012999"),
            (at!(expenditure.lines[2].fund), "其他资金"),
            (at!(expenditure.lines[2].project), "3.20"),
            (at!(income.opening.other), "0"),
            (at!(expenditure.closing.other), "0"),
        ]);
        let (found, _) = run_rule(&RULE, &document(&other));
        assert_eq!(found.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Hint]);
    }

    #[test]
    fn balances_explain_a_difference() {
        passes(&RULE, &cells("100", "30"));
        passes(&RULE, &cells("98", "30"));
        passes(&RULE, &cells("98", "31"));
    }

    #[test]
    fn without_balances_or_items_there_is_nothing_to_say() {
        let mut blank = cells("100", "30");
        blank.truncate(8);
        is_not_checked(&RULE, &blank);
        is_not_checked(&RULE, &[(at!(unit.department), "县总工会")]);
        let one_line = [
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "130"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "100"),
            (at!(expenditure.lines[1].item), "2012950"),
            (at!(expenditure.lines[1].basic), "30"),
        ];
        is_not_applicable(&RULE, &one_line);
    }
}
