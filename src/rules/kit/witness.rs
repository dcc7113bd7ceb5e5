//! A budget that was taken from the actual amount (预算同决算) says nothing about it: to a rule that compares the two it
//! is not there.

use crate::{
    at,
    document::{Amount, BudgetBasis, Document, Path},
    figures::{CellKey, Figures, MeasureKey, T13, ThreePublicItem},
    money::Money,
};

/// The budget at this place, if somebody entered it.
pub fn entered_budget(document: &Document, place: Path, budget: Amount) -> Amount {
    budget.filter(|_| !document.is_budget_of_actual(place))
}

/// The budget of a spending line, if somebody entered it.
pub fn line_budget(document: &Document, row: usize, basis: BudgetBasis) -> Amount {
    let budget = document.expenditure.lines.get(row)?.budget(basis);
    let field = match basis {
        BudgetBasis::Initial => "initial_budget",
        BudgetBasis::Adjusted => "adjusted_budget",
    };
    entered_budget(document, at!(expenditure.lines[row]).field(field), budget)
}

/// The whole year's budget of all lines, if somebody entered all of it.
pub fn adjusted_budget(figures: &Figures) -> Option<Money> {
    entered_lines(figures, MeasureKey::AdjustedBudget, "adjusted_budget")
}

/// The initial budget of all lines, likewise.
pub fn initial_budget(figures: &Figures) -> Option<Money> {
    entered_lines(figures, MeasureKey::InitialBudget, "initial_budget")
}

fn entered_lines(figures: &Figures, sum: MeasureKey, field: &'static str) -> Option<Money> {
    let mut rows = 0..figures.document.expenditure.lines.len();
    let is_entered = |row| !figures.document.is_budget_of_actual(at!(expenditure.lines[row]).field(field));
    figures.measures.money(sum).filter(|_| rows.all(is_entered))
}

/// The budget of a “三公” item as printed, if somebody entered all of it.
pub fn three_public_budget(figures: &Figures, item: ThreePublicItem) -> Option<Money> {
    let fields: &[&str] = match item {
        ThreePublicItem::Abroad => &["abroad"],
        ThreePublicItem::VehiclePurchase => &["vehicle_purchase"],
        ThreePublicItem::VehicleRunning => &["vehicle_running"],
        ThreePublicItem::Vehicles => &["vehicle_purchase", "vehicle_running"],
        ThreePublicItem::Reception => &["reception_domestic", "reception_foreign"],
        ThreePublicItem::Total => {
            &["abroad", "vehicle_purchase", "vehicle_running", "reception_domestic", "reception_foreign"]
        }
    };
    let places = fields.iter().map(|field| at!(three_public.budget).field(field));
    let is_entered = places.into_iter().all(|place| !figures.document.is_budget_of_actual(place));
    figures.tables.printed(CellKey::total(T13, item.budget())).filter(|_| is_entered)
}

#[cfg(test)]
mod tests {
    use crate::{
        at,
        document::{BudgetBasis, Document, Edit, Path},
        money::AmountUnit,
        rules::{
            Verdict,
            kit::testing::{document, rule, run},
        },
    };

    /// What the rule says where the budgets are typed, and where they were filled in from the same amounts.
    fn verdicts(id: &str, cells: &[(Path, &str)], budgets: &[(Path, &str)]) -> [Verdict; 2] {
        let typed: Vec<_> = cells.iter().chain(budgets).copied().collect();
        let filled = document(cells);
        let fill = |document: &Document, edit: Option<Edit>| match edit {
            Some(edit) => document.apply(&edit).expect("applies"),
            None => document.clone(),
        };
        let filled = fill(&filled, filled.budgets_as_spent(BudgetBasis::Adjusted));
        let filled = fill(&filled, filled.three_public_budgets_as_spent());
        assert_eq!(filled.content(), document(&typed).content());
        [document(&typed), filled.into()].map(|document| run(rule(id), &document).1)
    }

    #[test]
    fn a_budget_that_was_taken_from_the_actual_amount_confirms_nothing() {
        let line = [(at!(expenditure.lines[0].item), "2012901"), (at!(expenditure.lines[0].basic), "106.80")];
        let line_budget = [(at!(expenditure.lines[0].adjusted_budget), "106.80")];
        let [typed, filled] = verdicts("C25", &line, &line_budget);
        assert_eq!(typed, Verdict::Passed);
        assert!(matches!(filled, Verdict::NotChecked(_)), "{filled:?}");

        let fields = ["abroad", "vehicle_purchase", "vehicle_running", "reception_domestic", "reception_foreign"];
        let amounts = |group: Path| fields.map(|field| (group.field(field), "0.50"));
        let [typed, filled] = verdicts("E13", &amounts(at!(three_public.actual)), &amounts(at!(three_public.budget)));
        assert_eq!(typed, Verdict::Passed);
        assert!(matches!(filled, Verdict::NotChecked(_)), "{filled:?}");
    }

    #[test]
    fn a_filled_budget_tells_nothing_of_how_the_budget_was_changed() {
        let mut cells = vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "232.34"),
            (at!(expenditure.lines[0].initial_budget), "174.57"),
            (at!(performance.score_items[0].level3), "预算编制质量"),
            (at!(performance.score_items[0].points), "8"),
            (at!(performance.score_items[0].score), "8"),
        ];
        let budget = [(at!(expenditure.lines[0].adjusted_budget), "232.34")];
        for id in ["C18", "G11"] {
            let [typed, filled] = verdicts(id, &cells, &budget);
            assert!(matches!(typed, Verdict::Failed | Verdict::Passed), "{id}: {typed:?}");
            assert!(matches!(filled, Verdict::NotChecked(_)), "{id}: {filled:?}");
        }
        // The initial budget that is told by the text alone stands.
        cells.remove(2);
        cells.push((at!(performance.stated_projects.budget_expenditure), "174.57"));
        assert!(!matches!(verdicts("C18", &cells, &budget)[0], Verdict::NotChecked(_)));
    }

    #[test]
    fn two_witnesses_are_two_that_were_entered() {
        let mut cells = vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "1029.80"),
            (at!(expenditure.lines[0].prior_actual), "102.98"),
        ];
        let budget = [(at!(expenditure.lines[0].adjusted_budget), "1029.80")];
        let typed = document(&[&cells[..], &budget].concat());
        let blank = document(&cells);
        let filled = blank.apply(&blank.budgets_as_spent(BudgetBasis::Adjusted).expect("a blank budget"));
        let first = |document| run(rule("C25"), &document).0[0].cells[0].clone();
        assert_eq!(first(typed), at!(expenditure.lines[0].prior_actual).into(), "two against last year");
        let filled = filled.expect("applies").into();
        assert_eq!(first(filled), at!(expenditure.lines[0].basic).into(), "one against one: this year's is doubted");
        cells.extend(budget);
        let typed_over = document(&cells).budgets_as_spent(BudgetBasis::Adjusted);
        assert_eq!(typed_over, None, "what was typed stays");
        let unread = Edit::type_text(at!(expenditure.lines[0].adjusted_budget), "不详", AmountUnit::Wan);
        let unread = document(&cells[..3]).apply(&unread).expect("kept");
        assert_eq!(unread.budgets_as_spent(BudgetBasis::Adjusted), None, "a text that can't be read is no blank");
    }
}
