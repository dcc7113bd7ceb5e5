//! Totals of a few entered values (合计), which nobody has to enter as well; what is brought forward, which is the
//! closing of last year and its adjustment (年初调整), blank where there was none; the budget of the department in 附表2,
//! by the budgets of its items; and the score for the execution of a project, by its rate.
//!
//! A total that was left blank is the sum of its parts as soon as all of them are there: blank is not zero. One that was
//! entered stands as it is, for a report may print another number than its parts add up to, and the rules compare it
//! with them. A computed total is never saved.

use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    at,
    document::{BudgetBasis, Count, Document, Entry, ExpenditureLine, Fund, Path, Reception, ReceptionKind, UnitType},
    money::Money,
    templates::{Annex, Profile},
};

use super::detail;

/// A total of which all parts are there.
pub struct Summed {
    pub parts: Vec<Path>,
    pub sum: Entry,
    /// Nobody entered the total.
    pub is_computed: bool,
    /// What was entered is not what the parts add up to.
    pub differs: bool,
    /// The amount of a line, and its parts stand in the detail of expenditure.
    pub is_of_detail: bool,
    /// How it follows from the parts, where it is more than the names of a few added up.
    pub formula: Option<&'static str>,
}

impl Summed {
    /// Whether it is the sum of its parts, and nothing else.
    pub fn is_sum(&self) -> bool {
        self.formula != Some(EXECUTION)
    }
}

/// How the score for execution follows from the amounts of a project.
const EXECUTION: &str = "权重 × 执行率，不超过权重";

/// In the order of the file, and where each stands in it.
#[derive(Default)]
pub(super) struct Totals {
    pub all: Vec<(Path, Summed)>,
    by_place: FxHashMap<Path, usize>,
    /// The amounts of lines that wait for an amount of the detail, and the first that is missing.
    pub missing_detail: FxHashMap<Path, Path>,
}

impl Totals {
    pub fn get(&self, total: Path) -> Option<&Summed> {
        self.by_place.get(&total).and_then(|at| self.all.get(*at)).map(|(_, summed)| summed)
    }

    fn of(document: &Document, profile: &Profile) -> Self {
        let mut totals = Self::default();
        for (kind, members, count) in counted_members(document) {
            totals.add(document, kind, members, Entry::Count(count), false);
        }
        for (total, lines, sum, formula) in budgets_of_lines(document, profile) {
            totals.add(document, total, lines, Entry::Money(sum), false);
            totals.follows_by(formula);
        }
        for (score, amounts, points) in scores_of_execution(document) {
            totals.add(document, score, amounts, Entry::Number(points), false);
            totals.follows_by(EXECUTION);
        }
        // What follows so far are parts of other totals.
        let counted = totals.with_computed(document);
        let document = counted.as_ref().unwrap_or(document);
        for (total, parts) in with_parts(document, profile) {
            if let Some(sum) = sum_of(document, &parts) {
                totals.add(document, total, parts, sum, false);
            }
        }
        for (amount, parts) in detail::lines_with_parts(document) {
            let missing = parts.iter().find(|part| document.entry(**part) == Some(Entry::Blank));
            match (missing, parts.is_empty()) {
                (Some(missing), _) => drop(totals.missing_detail.insert(amount, *missing)),
                // The item has amounts of the other kind only.
                (None, true) => totals.add(document, amount, parts, Entry::Blank, true),
                (None, false) => {
                    if let Some(sum) = sum_of(document, &parts) {
                        totals.add(document, amount, parts, sum, true);
                    }
                }
            }
        }
        totals
    }

    /// The document with what nobody entered; `None` where there is nothing of it.
    fn with_computed(&self, document: &Document) -> Option<Document> {
        let computed = self.all.iter().filter(|(_, summed)| summed.is_computed && !summed.sum.is_blank());
        let sums: Vec<(Path, Entry)> = computed.map(|(total, summed)| (*total, summed.sum.clone())).collect();
        if sums.is_empty() { None } else { document.with_entries(sums).ok() }
    }

    fn add(&mut self, document: &Document, total: Path, parts: Vec<Path>, sum: Entry, is_of_detail: bool) {
        let entered = document.entry(total).unwrap_or_default();
        let is_computed = entered.is_blank() && document.unreadable_text(total).is_none();
        let is_nothing = sum.is_blank() && matches!(&entered, Entry::Money(amount) if amount.is_zero());
        let differs = !is_computed && entered != sum && !is_nothing;
        self.by_place.insert(total, self.all.len());
        self.all.push((total, Summed { parts, sum, is_computed, differs, is_of_detail, formula: None }));
    }

    /// Says how the total that was added last follows from its parts.
    fn follows_by(&mut self, formula: &'static str) {
        if let Some((_, summed)) = self.all.last_mut() {
            summed.formula = Some(formula);
        }
    }
}

/// The document with the totals that follow from it.
pub(super) fn complete(document: &Arc<Document>, profile: &Profile) -> (Arc<Document>, Totals) {
    let totals = Totals::of(document, profile);
    let completed = totals.with_computed(document);
    (completed.map_or_else(|| document.clone(), Arc::new), totals)
}

/// What stands behind the name of the department where it stands among its own units.
const ITSELF: [&str; 7] = ["", "本级", "（本级）", "(本级)", "机关", "（机关）", "(机关)"];

/// The units below the department by kind, where they are listed with their kinds.
fn counted_members(document: &Document) -> Vec<(Path, Vec<Path>, u32)> {
    let department = document.unit.department.trim();
    let is_itself = |name: &str| name.trim().strip_prefix(department).is_some_and(|rest| ITSELF.contains(&rest));
    let below: Vec<_> =
        document.unit.members.iter().enumerate().filter(|(_, member)| !is_itself(&member.name)).collect();
    if department.is_empty() || below.is_empty() || below.iter().any(|(_, member)| member.kind.is_none()) {
        return Vec::new();
    }
    let kinds = [
        (UnitType::Administrative, at!(unit.subunits.administrative)),
        (UnitType::CivilService, at!(unit.subunits.civil_service)),
        (UnitType::Institution, at!(unit.subunits.institution)),
    ];
    kinds
        .map(|(kind, place)| {
            let of_kind = below.iter().filter(|(_, member)| member.kind == Some(kind));
            let members: Vec<Path> = of_kind.map(|(row, _)| at!(unit.members[*row].kind)).collect();
            let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
            (place, members, count)
        })
        .to_vec()
}

/// The budget of the whole department (附表2) by the budgets of its items, once each item has one: grants, and other
/// money, of which there is none where no item has any.
fn budgets_of_lines(document: &Document, profile: &Profile) -> Vec<(Path, Vec<Path>, Money, &'static str)> {
    let (field, formulas) = match profile.basis {
        BudgetBasis::Initial => ("initial_budget", ["财政拨款各科目的年初预算之和", "其他资金各科目的年初预算之和"]),
        BudgetBasis::Adjusted => ("adjusted_budget", ["财政拨款各科目的全年预算之和", "其他资金各科目的全年预算之和"]),
    };
    let budget_of = |line: &ExpenditureLine| match profile.basis {
        BudgetBasis::Initial => line.initial_budget,
        BudgetBasis::Adjusted => line.adjusted_budget,
    };
    let lines = document.expenditure.lines.iter().enumerate().filter(|(_, line)| !line.item.is_blank());
    let budgets = lines.map(|(row, line)| {
        let place = at!(expenditure.lines[row]).field(field);
        Some((line.fund_or_default() == Fund::Other, place, budget_of(line)?))
    });
    let budgets: Option<Vec<(bool, Path, Money)>> = budgets.collect();
    let Some(budgets) = budgets.filter(|budgets| !budgets.is_empty() && profile.has_annex(Annex::TargetTable)) else {
        return Vec::new();
    };
    [(at!(targets.budget_fiscal), false), (at!(targets.budget_other), true)]
        .into_iter()
        .zip(formulas)
        .map(|((total, is_other), formula)| {
            let own = budgets.iter().filter(|(is_of_other, ..)| *is_of_other == is_other);
            let sum = Money::sum_of(own.clone().map(|(.., budget)| Some(*budget))).unwrap_or(Money::ZERO);
            (total, own.map(|(_, place, _)| *place).collect(), sum, formula)
        })
        .collect()
}

/// The score for the execution of each project that is scored, with the weight and the amounts that it is made of.
fn scores_of_execution(document: &Document) -> Vec<(Path, Vec<Path>, Decimal)> {
    let projects = document.performance.projects.iter().enumerate();
    projects
        .filter(|(_, project)| !project.indicators.is_empty() || project.execution_weight.0.is_some())
        .filter_map(|(row, project)| {
            let place = at!(performance.projects[row]);
            let amounts =
                ["execution_weight", "fiscal", "special_account", "own_funds", "other_funds", "adjusted_budget"]
                    .map(|field| place.field(field));
            let filled = amounts.into_iter().filter(|part| document.entry(*part) != Some(Entry::Blank)).collect();
            Some((place.field("execution_score"), filled, project.points_of_execution()?))
        })
        .collect()
}

/// The totals that were entered otherwise than their parts add up to.
pub(super) fn that_differ(document: &Document) -> Vec<Path> {
    let totals = Totals::of(document, &Profile::of(document)).all;
    totals.into_iter().filter(|(_, summed)| summed.differs).map(|(total, _)| total).collect()
}

fn with_parts(document: &Document, profile: &Profile) -> Vec<(Path, Vec<Path>)> {
    let kinds = |group: Path| {
        let parts = ["civil_servant", "worker", "institution"].map(|kind| group.field(kind));
        (group.field("total"), parts.to_vec())
    };
    let units = ["administrative", "civil_service", "institution"].map(|kind| at!(unit.subunits).field(kind));
    let [bought, held] = [at!(three_public.vehicles_bought), at!(three_public.vehicles_held)];
    let uses = profile.vehicle_uses(document);
    let mut totals = vec![
        (at!(unit.subunits.declared), units.to_vec()),
        (at!(unit.subunits.consolidated), units.to_vec()),
        kinds(at!(unit.staff.establishment)),
        kinds(at!(unit.staff.actual)),
        (bought.field("total"), ["sedan_count", "offroad_count", "coach_count"].map(|of| bought.field(of)).to_vec()),
        (held.field("total"), ["sedan", "offroad", "coach"].map(|of| held.field(of)).to_vec()),
        (
            at!(other.procurement.total),
            ["goods", "works", "services"].map(|of| at!(other.procurement).field(of)).to_vec(),
        ),
        (at!(other.assets.vehicles), uses.iter().map(|of| of.place).collect()),
        (at!(targets.budget_total), vec![at!(targets.budget_fiscal), at!(targets.budget_other)]),
    ];
    for fund in ["gpb", "fund", "soc", "other"] {
        let (closing, adjustment) = (at!(other.prior.closing).field(fund), at!(other.prior.adjustment).field(fund));
        let is_adjusted =
            document.entry(adjustment) != Some(Entry::Blank) || document.unreadable_text(adjustment).is_some();
        let parts = [closing].into_iter().chain(is_adjusted.then_some(adjustment)).collect();
        totals.push((at!(income.opening).field(fund), parts));
    }
    totals.push((
        at!(three_public.actual.vehicle_purchase),
        ["sedan_amount", "offroad_amount", "coach_amount"].map(|of| bought.field(of)).to_vec(),
    ));
    for (fund, field) in [(Fund::Government, "fund"), (Fund::StateCapital, "soc")] {
        let rows = document.expenditure.carry_over.iter().enumerate().filter(|(_, line)| line.fund == Some(fund));
        let parts = rows.map(|(row, _)| at!(expenditure.carry_over[row].closing)).collect();
        totals.push((at!(expenditure.closing).field(field), parts));
    }
    for (kind, field) in
        [(ReceptionKind::Domestic, "reception_domestic"), (ReceptionKind::Foreign, "reception_foreign")]
    {
        let rows = document.three_public.receptions.iter().enumerate();
        let parts = rows
            .filter(|(_, reception)| reception.kind_or_default() == kind)
            .map(|(row, _)| at!(three_public.receptions[row].amount));
        totals.push((at!(three_public.actual).field(field), parts.collect()));
    }
    let receptions = |kind: ReceptionKind, count: fn(&Reception) -> Count, field: &'static str| -> Vec<Path> {
        let rows = document.three_public.receptions.iter().enumerate();
        // A row for money alone, as for a correction, counts nobody.
        let counted = |reception: &Reception| {
            reception.batches.is_some() || reception.persons.is_some() || count(reception).is_some()
        };
        rows.filter(|(_, reception)| reception.kind_or_default() == kind && counted(reception))
            .map(|(row, _)| at!(three_public.receptions[row]).field(field))
            .collect()
    };
    for (total, kind, count, field) in [
        (
            at!(three_public.domestic_batches),
            ReceptionKind::Domestic,
            (|row| row.batches) as fn(&Reception) -> Count,
            "batches",
        ),
        (at!(three_public.domestic_persons), ReceptionKind::Domestic, |row| row.persons, "persons"),
        (at!(three_public.foreign_batches), ReceptionKind::Foreign, |row| row.batches, "batches"),
        (at!(three_public.foreign_persons), ReceptionKind::Foreign, |row| row.persons, "persons"),
    ] {
        totals.push((total, receptions(kind, count, field)));
    }
    for (row, project) in document.performance.projects.iter().enumerate() {
        if !project.indicators.is_empty() {
            let place = at!(performance.projects[row]);
            let scores = (0..project.indicators.len()).map(|of| place.field("indicators").row(of).field("score"));
            totals.push((
                place.field("total_score"),
                std::iter::once(place.field("execution_score")).chain(scores).collect(),
            ));
        }
    }
    totals
}

/// `None` while a part is missing.
fn sum_of(document: &Document, parts: &[Path]) -> Option<Entry> {
    let mut entries = parts.iter().map(|part| document.entry(*part));
    let first = entries.next()??;
    entries
        .try_fold(first, |sum, part| match (sum, part?) {
            (Entry::Count(sum), Entry::Count(part)) => sum.checked_add(part).map(Entry::Count),
            (Entry::Money(sum), Entry::Money(part)) => Money::sum_of([Some(sum), Some(part)]).map(Entry::Money),
            (Entry::Number(sum), Entry::Number(part)) => Decimal::checked_add(sum, part).map(Entry::Number),
            _ => None,
        })
        .filter(|sum| !sum.is_blank())
}

#[cfg(test)]
mod tests {
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
        let figures =
            Figures::of(&Arc::new(typed(unfinished, (at!(unit.members[2].kind), "参照公务员法管理的事业单位"))));
        let subunits = at!(unit.subunits);
        let counts = ["administrative", "civil_service", "institution", "declared", "consolidated"]
            .map(|of| value(&figures, subunits.field(of)));
        assert_eq!(counts, ["0", "1", "1", "2", "2"]);
    }

    #[test]
    fn where_no_item_has_other_money_the_budget_has_none() {
        let cells = [(at!(expenditure.lines[0].item), "2012901"), (at!(expenditure.lines[0].adjusted_budget), "200")];
        let figures = Figures::of(&document(&cells));
        let budgets =
            ["budget_fiscal", "budget_other", "budget_total"].map(|of| value(&figures, at!(targets).field(of)));
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
}
