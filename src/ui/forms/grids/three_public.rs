//! The three public expenses (公开13表), vehicles, receptions.

use crate::{
    address::Column,
    at,
    document::{Count, Path, ReceptionKind},
    figures::{CellKey, Figures, MeasureKey, Source, T13, ThreePublicItem, Value},
    money::Money,
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, amount_column, ratio_column, text_column},
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, ListGrid},
    },
};

/// A row of the amounts.
struct AmountRow {
    name: &'static str,
    /// Where it is entered; a sum has several.
    fields: &'static [&'static str],
    /// As in the published table (公开13表) and the measures, which do not divide receptions.
    item: Option<ThreePublicItem>,
}

const fn row(name: &'static str, fields: &'static [&'static str], item: Option<ThreePublicItem>) -> AmountRow {
    AmountRow { name, fields, item }
}

const ROWS: [AmountRow; 8] = [
    row("因公出国（境）费", &["abroad"], Some(ThreePublicItem::Abroad)),
    row("公务用车购置及运行费", &["vehicle_purchase", "vehicle_running"], Some(ThreePublicItem::Vehicles)),
    row("　公务用车购置费", &["vehicle_purchase"], Some(ThreePublicItem::VehiclePurchase)),
    row("　公务用车运行维护费", &["vehicle_running"], Some(ThreePublicItem::VehicleRunning)),
    row("公务接待费", &["reception_domestic", "reception_foreign"], Some(ThreePublicItem::Reception)),
    row("　国内公务接待费", &["reception_domestic"], None),
    row("　外事接待费", &["reception_foreign"], None),
    row("合计", &ALL_FIELDS, Some(ThreePublicItem::Total)),
];

const ALL_FIELDS: [&str; 5] =
    ["abroad", "vehicle_purchase", "vehicle_running", "reception_domestic", "reception_foreign"];

pub fn amounts(figures: &Figures) -> FixedGrid {
    let columns = vec![
        text_column("项目", 190.0).frozen(),
        amount_column("预算数"),
        amount_column("决算数"),
        ratio_column("完成预算"),
        amount_column("上年决算数"),
        text_column("比上年", 130.0),
    ];
    let of_table = |item: Option<ThreePublicItem>, column: fn(ThreePublicItem) -> Column| {
        item.map(|item| CellKey::total(T13, column(item)))
    };
    let model =
        ROWS.into_iter().fold(FixedGrid::new("三公经费", columns), |model, AmountRow { name, fields, item }| {
            let measure = |key: fn(ThreePublicItem) -> MeasureKey| {
                item.map(key).map_or(GridCell::Empty, |key| cells::measure(figures, key, fields.len() > 1))
            };
            let cell = |group: Path, meant: Option<Source>| match fields {
                [field] => cells::total(figures, group.field(field)),
                fields => {
                    let amounts = fields.iter().map(|field| Value::of(figures, &group.field(field).into()).money());
                    cells::column_sum(figures, amounts, meant.unwrap_or(group.into()), group)
                }
            };
            let money = |path: Path| Value::of(figures, &path.into()).money();
            // Entered on the page of last year.
            let prior_cell = |meant: Option<Source>| match fields {
                [field] => {
                    let path = at!(three_public.prior).field(field);
                    cells::amount(figures, money(path), path, false)
                }
                _ => cell(at!(three_public.prior), meant),
            };
            let prior = item.map(|item| Source::Measure(MeasureKey::ThreePublicPrior(item)));
            model.row(
                name,
                [
                    cell(at!(three_public.budget), of_table(item, ThreePublicItem::budget).map(Source::Cell)),
                    cell(at!(three_public.actual), of_table(item, ThreePublicItem::actual).map(Source::Cell)),
                    measure(MeasureKey::ThreePublicCompletion),
                    prior_cell(prior),
                    measure(MeasureKey::ThreePublicGrowth),
                ],
            )
        });
    // What is printed instead of a sum is seen below it.
    ROWS.into_iter().filter(|row| row.fields.len() > 1).fold(model, |model, row| {
        let published = [ThreePublicItem::budget, ThreePublicItem::actual]
            .map(|column| of_table(row.item, column).and_then(|key| cells::published(figures, key)));
        match published {
            [None, None] => model,
            published => model.row(
                format!("报告上印的数（{}）", row.name),
                published.map(|path| path.map_or(GridCell::Empty, GridCell::Entered)),
            ),
        }
    })
}

pub fn vehicles(figures: &Figures) -> FixedGrid {
    let columns = vec![
        text_column("车型", 190.0).frozen(),
        GridColumn::new("购置辆数", 96.0, Content::Number),
        amount_column("购置金额"),
        GridColumn::new("年末保有量", 96.0, Content::Number),
    ];
    let entered = |paths: [Path; 3]| paths.map(GridCell::Entered);
    let bought = &figures.document.three_public.vehicles_bought;
    let spent = Money::sum_of([bought.sedan_amount, bought.offroad_amount, bought.coach_amount]);
    let bought_place = at!(three_public.vehicles_bought);
    FixedGrid::new("公务用车", columns)
        .row(
            "轿车",
            entered([
                at!(three_public.vehicles_bought.sedan_count),
                at!(three_public.vehicles_bought.sedan_amount),
                at!(three_public.vehicles_held.sedan),
            ]),
        )
        .row(
            "越野车",
            entered([
                at!(three_public.vehicles_bought.offroad_count),
                at!(three_public.vehicles_bought.offroad_amount),
                at!(three_public.vehicles_held.offroad),
            ]),
        )
        .row(
            "载客汽车",
            entered([
                at!(three_public.vehicles_bought.coach_count),
                at!(three_public.vehicles_bought.coach_amount),
                at!(three_public.vehicles_held.coach),
            ]),
        )
        .row(
            "合计",
            [
                cells::total(figures, at!(three_public.vehicles_bought.total)),
                cells::amount(figures, spent, Source::Entered(bought_place), true),
                cells::total(figures, at!(three_public.vehicles_held.total)),
            ],
        )
}

/// The sums of one kind of reception.
struct ReceptionSums {
    batches: Vec<Count>,
    persons: Vec<Count>,
    amount: Option<Money>,
}

impl ReceptionSums {
    fn of(figures: &Figures, kind: ReceptionKind) -> Self {
        let all = figures.document.three_public.receptions.iter();
        let of_kind = all.filter(|reception| reception.kind_or_default() == kind);
        Self {
            batches: of_kind.clone().map(|reception| reception.batches).collect(),
            persons: of_kind.clone().map(|reception| reception.persons).collect(),
            amount: Money::sum_of(of_kind.map(|reception| reception.amount)),
        }
    }
}

pub fn receptions(figures: &Figures) -> ListGrid<'_> {
    let place = at!(three_public.receptions);
    let mut model = ListGrid::new(&figures.document, place)
        .field("kind", 96.0)
        .field("object", 190.0)
        .field("content", 280.0)
        .field("batches", 64.0)
        .field("persons", 64.0)
        .field("amount", AMOUNT_WIDTH);
    for (name, kind) in [("国内接待合计", ReceptionKind::Domestic), ("外事接待合计", ReceptionKind::Foreign)]
    {
        let sums = ReceptionSums::of(figures, kind);
        model = model.footer(move |column| match column {
            1 => GridCell::Label(name.to_owned()),
            3 => cells::count_sum(sums.batches.iter().copied(), place, true),
            4 => cells::count_sum(sums.persons.iter().copied(), place, true),
            5 => cells::amount(figures, sums.amount, Source::Entered(place), true),
            _ => GridCell::Empty,
        });
    }
    model
}
