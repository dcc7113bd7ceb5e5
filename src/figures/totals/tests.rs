//! Tests of totals that follow from other values.

use std::sync::Arc;

use crate::{
    at,
    document::{Document, Edit, Entry, Path},
    figures::{Figures, Source},
    money::AmountUnit,
};

fn document(cells: &[(Path, &str)]) -> Arc<Document> {
    let rows = [
        (at!(three_public.receptions), 2),
        (at!(expenditure.carry_over), 2),
        (at!(expenditure.lines), 2),
        (at!(performance.projects), 1),
        (at!(performance.projects[0].indicators), 2),
    ];
    let used = |list: &Path| cells.iter().any(|(path, _)| path.starts_with(list));
    let rows = rows.into_iter().filter(|(list, _)| used(list));
    let rows = rows.map(|(list, count)| Edit::insert_rows(list, 0, count));
    let typed = cells.iter().map(|(path, text)| Edit::type_text(*path, text, AmountUnit::Wan));
    let document = rows.chain(typed).try_fold(Document::default(), |document, edit| document.apply(&edit));
    Arc::new(document.expect("each cell exists"))
}

fn value(figures: &Figures, total: Path) -> String {
    figures.value_text(&Source::Entered(total))
}

/// Each total with parts that add up to it.
/// A total, what is typed for it, and the same of its parts.
type Case = (Path, &'static str, Vec<(Path, &'static str)>);

fn all() -> Vec<Case> {
    let receptions = |kind: &'static str| {
        vec![
            (at!(three_public.receptions[0].kind), kind),
            (at!(three_public.receptions[0].batches), "2"),
            (at!(three_public.receptions[0].persons), "9"),
            (at!(three_public.receptions[1].kind), kind),
            (at!(three_public.receptions[1].batches), "3"),
            (at!(three_public.receptions[1].persons), "11"),
        ]
    };
    let spent_on = |kind: &'static str| {
        vec![
            (at!(three_public.receptions[0].kind), kind),
            (at!(three_public.receptions[0].amount), "0.3"),
            (at!(three_public.receptions[1].kind), kind),
            (at!(three_public.receptions[1].amount), "0.09"),
        ]
    };
    let balances = |fund: &'static str| {
        vec![
            (at!(expenditure.carry_over[0].fund), fund),
            (at!(expenditure.carry_over[0].closing), "2"),
            (at!(expenditure.carry_over[1].fund), fund),
            (at!(expenditure.carry_over[1].closing), "1.5"),
        ]
    };
    let staff = |group: Path| {
        vec![(group.field("civil_servant"), "3"), (group.field("worker"), "0"), (group.field("institution"), "2")]
    };
    vec![
        (
            at!(unit.subunits.declared),
            "3",
            vec![
                (at!(unit.subunits.administrative), "1"),
                (at!(unit.subunits.civil_service), "0"),
                (at!(unit.subunits.institution), "2"),
            ],
        ),
        (
            at!(unit.subunits.consolidated),
            "3",
            vec![
                (at!(unit.subunits.administrative), "1"),
                (at!(unit.subunits.civil_service), "0"),
                (at!(unit.subunits.institution), "2"),
            ],
        ),
        (at!(unit.staff.establishment.total), "5", staff(at!(unit.staff.establishment))),
        (at!(unit.staff.actual.total), "5", staff(at!(unit.staff.actual))),
        (
            at!(three_public.vehicles_bought.total),
            "1",
            vec![
                (at!(three_public.vehicles_bought.sedan_count), "1"),
                (at!(three_public.vehicles_bought.offroad_count), "0"),
                (at!(three_public.vehicles_bought.coach_count), "0"),
            ],
        ),
        (
            at!(three_public.vehicles_held.total),
            "4",
            vec![
                (at!(three_public.vehicles_held.sedan), "1"),
                (at!(three_public.vehicles_held.offroad), "2"),
                (at!(three_public.vehicles_held.coach), "1"),
            ],
        ),
        (at!(three_public.domestic_batches), "5", receptions("国内接待")),
        (at!(three_public.domestic_persons), "20", receptions("国内接待")),
        (at!(three_public.foreign_batches), "5", receptions("外事接待")),
        (at!(three_public.foreign_persons), "20", receptions("外事接待")),
        (
            at!(other.procurement.total),
            "12.18万元",
            vec![
                (at!(other.procurement.goods), "10"),
                (at!(other.procurement.works), "0"),
                (at!(other.procurement.services), "2.18"),
            ],
        ),
        (
            at!(targets.budget_total),
            "32.25万元",
            vec![(at!(targets.budget_fiscal), "32.25"), (at!(targets.budget_other), "0")],
        ),
        (
            at!(three_public.actual.vehicle_purchase),
            "19.90万元",
            vec![
                (at!(three_public.vehicles_bought.sedan_amount), "19.9"),
                (at!(three_public.vehicles_bought.offroad_amount), "0"),
                (at!(three_public.vehicles_bought.coach_amount), "0"),
            ],
        ),
        (at!(three_public.actual.reception_domestic), "0.39万元", spent_on("国内接待")),
        (at!(three_public.actual.reception_foreign), "0.39万元", spent_on("外事接待")),
        (at!(expenditure.closing.fund), "3.50万元", balances("fund")),
        (at!(expenditure.closing.soc), "3.50万元", balances("soc")),
        (at!(income.opening.gpb), "3.60万元", vec![(at!(other.prior.closing.gpb), "3.6")]),
        (at!(income.opening.fund), "0.00万元", vec![(at!(other.prior.closing.fund), "0")]),
        (
            at!(income.opening.other),
            "2.50万元",
            vec![(at!(other.prior.adjustment.other), "-0.5"), (at!(other.prior.closing.other), "3")],
        ),
        (
            at!(targets.budget_fiscal),
            "220.00万元",
            vec![
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].adjusted_budget), "200"),
                (at!(expenditure.lines[1].item), "2296002"),
                (at!(expenditure.lines[1].fund), "fund"),
                (at!(expenditure.lines[1].adjusted_budget), "20"),
            ],
        ),
        (
            at!(targets.budget_other),
            "1.20万元",
            vec![
                (at!(unit.budget_basis), "年初预算"),
                (at!(expenditure.lines[0].item), "2012999"),
                (at!(expenditure.lines[0].fund), "other"),
                (at!(expenditure.lines[0].initial_budget), "1.2"),
            ],
        ),
        (
            at!(performance.projects[0].execution_score),
            "9.6",
            vec![
                (at!(performance.projects[0].execution_weight), "10"),
                (at!(performance.projects[0].adjusted_budget), "8"),
                (at!(performance.projects[0].fiscal), "7.68"),
            ],
        ),
        (
            at!(performance.projects[0].total_score),
            "97.85",
            vec![
                (at!(performance.projects[0].execution_score), "10"),
                (at!(performance.projects[0].indicators[0].score), "50.85"),
                (at!(performance.projects[0].indicators[1].score), "37"),
            ],
        ),
    ]
}

#[test]
fn a_blank_total_is_the_sum_of_its_parts_and_is_not_saved() {
    for (total, sum, cells) in all() {
        let typed = document(&cells);
        let figures = Figures::of(&typed);
        assert_eq!(value(&figures, total), sum, "{total}");
        assert_eq!(figures.typed.entry(total), Some(Entry::Blank), "{total}");
        let explained = figures.explain(&Source::Entered(total)).expect("it is explained");
        assert_eq!(explained.value, sum);
        assert!(!explained.parts.is_empty(), "{total}: {explained:?}");
    }
}

#[test]
fn a_part_that_is_missing_is_not_zero() {
    for (total, _, mut cells) in all() {
        let last = cells.pop().expect("parts").0;
        // The kind of a reception and the other count make it a row of the list still.
        let is_other_count = total.last_field().is_some_and(|field| field.ends_with("batches"));
        if !is_other_count {
            assert_eq!(value(&Figures::of(&document(&cells)), total), "—", "{total} without {last}");
        }
    }
}

#[test]
fn what_was_entered_stands() {
    for (total, sum, mut cells) in all() {
        cells.push((total, "7"));
        let figures = Figures::of(&document(&cells));
        assert!(value(&figures, total).starts_with('7'), "{total}");
        assert_ne!(value(&figures, total), sum);
        assert_eq!(figures.explain(&Source::Entered(total)).expect("explained").parts, []);
    }
}

#[test]
fn units_that_are_listed_with_their_kinds_are_counted() {
    let document = Document::default().apply(&Edit::insert_rows(at!(unit.members), 0, 3)).expect("a list");
    let cells = [
        (at!(unit.department), "某区文化局"),
        (at!(unit.members[0].name), "某区文化局（本级）"),
        (at!(unit.members[1].name), "某区文化馆"),
        (at!(unit.members[1].kind), "其他事业单位"),
        (at!(unit.members[2].name), "某区文化局执法队"),
    ];
    let typed = |document: Document, (path, text): (Path, &str)| {
        document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("each cell exists")
    };
    let unfinished = cells.into_iter().fold(document, typed);
    let declared = at!(unit.subunits.declared);
    assert_eq!(value(&Figures::of(&Arc::new(unfinished.clone())), declared), "—", "a kind is not known yet");
    let figures = Figures::of(&Arc::new(typed(unfinished, (at!(unit.members[2].kind), "参照公务员法管理的事业单位"))));
    let subunits = at!(unit.subunits);
    let counts = ["administrative", "civil_service", "institution", "declared", "consolidated"]
        .map(|of| value(&figures, subunits.field(of)));
    assert_eq!(counts, ["0", "1", "1", "2", "2"]);
}

#[test]
fn where_no_item_has_other_money_the_budget_has_none() {
    let cells = [(at!(expenditure.lines[0].item), "2012901"), (at!(expenditure.lines[0].adjusted_budget), "200")];
    let figures = Figures::of(&document(&cells));
    let budgets = ["budget_fiscal", "budget_other", "budget_total"].map(|of| value(&figures, at!(targets).field(of)));
    assert_eq!(budgets, ["200.00万元", "0.00万元", "200.00万元"]);
    let nothing = figures.explain(&Source::Entered(at!(targets.budget_other))).expect("explained");
    assert_eq!(nothing.formula, "各项中没有");
    let fiscal = figures.explain(&Source::Entered(at!(targets.budget_fiscal))).expect("explained");
    assert_eq!(fiscal.formula, "财政拨款各科目的全年预算之和");
    let national = [cells[0], cells[1], (at!(unit.region), "全国样表")];
    assert!(Figures::of(&document(&national)).summed(at!(targets.budget_fiscal)).is_none(), "no such annex");
}

#[test]
fn no_more_than_the_weight_is_scored_and_only_what_is_scored_at_all() {
    let project = |cells: &[(&'static str, &str)]| {
        let place = at!(performance.projects[0]);
        let cells: Vec<(Path, &str)> = cells.iter().map(|(field, text)| (place.field(field), *text)).collect();
        value(&Figures::of(&document(&cells)), place.field("execution_score"))
    };
    assert_eq!(project(&[("execution_weight", "20"), ("adjusted_budget", "5"), ("own_funds", "6")]), "20");
    assert_eq!(project(&[("adjusted_budget", "5"), ("fiscal", "5")]), "—", "nothing of it is scored");
    assert_eq!(project(&[("execution_weight", "10"), ("adjusted_budget", "0"), ("fiscal", "5")]), "—");
}

#[test]
fn vehicles_by_use_are_those_of_the_form() {
    let figures = Figures::of(&document(&[]));
    let uses: Vec<Path> = figures.profile.vehicle_uses(&Document::default()).iter().map(|of| of.place).collect();
    let cells: Vec<(Path, &str)> = uses.iter().map(|place| (*place, "1")).collect();
    let figures = Figures::of(&document(&cells));
    assert_eq!(value(&figures, at!(other.assets.vehicles)), uses.len().to_string());
}
