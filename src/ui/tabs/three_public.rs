//! The tab of the three public expenses (三公经费, 公开13表): budget, actual, last year; delegations, vehicles, receptions;
//! why they changed.

use egui::Ui;

use crate::{
    address::Column,
    at,
    document::{Count, Path, ReceptionKind},
    figures::{CellKey, Figures, MeasureKey, PerHead, Source, T13, ThreePublicItem, Value},
    money::Money,
    ui::{
        View,
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, ListGrid},
    },
};

use super::{
    cells::{self, AMOUNT_WIDTH, amount_column, ratio_column, text_column},
    page::{Page, derived_line, figures, section},
};

/// 三公经费
#[derive(Default)]
pub struct ThreePublicTab {
    page: Page,
}

impl ThreePublicTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.page.show(ui, "three_public", false, |page, ui| {
            let help = "只填财政拨款安排的三公经费，没有的填 0；预算数为全年预算数。";
            section(ui, "三公经费", help);
            page.grid(ui, view, &amounts(figures(view)));
            abroad_ui(page, ui, view);
            vehicles_ui(page, ui, view);
            receptions_ui(page, ui, view);
            reasons_ui(page, ui, view);
        });
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn, if it is entered here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let is_here = |path: &Path| [at!(three_public), at!(published)].iter().any(|part| path.starts_with(part));
        let is_here = matches!(source, Source::Entered(path) if is_here(path));
        if is_here {
            self.page.go_to(source.clone());
        }
        is_here
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

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

fn amounts(figures: &Figures) -> FixedGrid {
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
                [field] => GridCell::Entered(group.field(field)),
                fields => {
                    let amounts = fields.iter().map(|field| Value::of(figures, &group.field(field).into()).money());
                    cells::column_sum(figures, amounts, meant.unwrap_or(group.into()), group)
                }
            };
            let prior = item.map(|item| Source::Measure(MeasureKey::ThreePublicPrior(item)));
            model.row(
                name,
                [
                    cell(at!(three_public.budget), of_table(item, ThreePublicItem::budget).map(Source::Cell)),
                    cell(at!(three_public.actual), of_table(item, ThreePublicItem::actual).map(Source::Cell)),
                    measure(MeasureKey::ThreePublicCompletion),
                    cell(at!(three_public.prior), prior),
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
                format!("公开数（{}）", row.name),
                published.map(|path| path.map_or(GridCell::Empty, GridCell::Entered)),
            ),
        }
    })
}

fn abroad_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "因公出国（境）", "全年组团和参团的团组数、人次；没有的填 0。");
    page.fields(ui, view, "abroad", &[at!(three_public.abroad_groups), at!(three_public.abroad_persons)]);
}

fn vehicles_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "公务用车", "当年购置的辆数和金额、年末保有量；合计照报告所写填列，应等于分类之和。");
    page.grid(ui, view, &vehicles(figures(view)));
    page.fields(ui, view, "vehicles", &[at!(three_public.vehicle_note)]);
}

fn vehicles(figures: &Figures) -> FixedGrid {
    let columns = vec![
        text_column("车型", 190.0).frozen(),
        GridColumn::new("购置辆数", 96.0, Content::Number),
        amount_column("购置金额"),
        GridColumn::new("年末保有量", 96.0, Content::Number),
    ];
    let entered = |paths: [Path; 3]| paths.map(GridCell::Entered);
    let tp = &figures.document.three_public;
    let (bought, held) = (&tp.vehicles_bought, &tp.vehicles_held);
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
                GridCell::Entered(at!(three_public.vehicles_bought.total)),
                cells::amount(figures, spent, Source::Entered(bought_place), true),
                GridCell::Entered(at!(three_public.vehicles_held.total)),
            ],
        )
        .row(
            "分类之和",
            [
                cells::count([bought.sedan_count, bought.offroad_count, bought.coach_count], bought_place),
                GridCell::Empty,
                cells::count([held.sedan, held.offroad, held.coach], at!(three_public.vehicles_held)),
            ],
        )
}

fn receptions_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "公务接待", "逐批列出接待对象、事由、批次、人次和金额；类别空白即国内接待。");
    page.grid(ui, view, &receptions(figures(view)));
    page.fields(
        ui,
        view,
        "receptions",
        &[
            at!(three_public.domestic_batches),
            at!(three_public.domestic_persons),
            at!(three_public.foreign_batches),
            at!(three_public.foreign_persons),
            at!(three_public.reception_purpose),
            at!(three_public.reception_compliance),
        ],
    );
    let unit = view.document.amount_unit().name();
    let each = cells::measure(figures(view), MeasureKey::PerHead(PerHead::Reception), false);
    derived_line(ui, view, "人均国内接待费", each, unit);
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

fn receptions(figures: &Figures) -> ListGrid<'_> {
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

fn reasons_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "变动原因", "与预算和上年相比变动的原因；没有发生的写明未安排。");
    page.fields(
        ui,
        view,
        "reasons",
        &[
            at!(three_public.budget_reason),
            at!(three_public.total_reason),
            at!(three_public.abroad_reason),
            at!(three_public.vehicle_reason),
            at!(three_public.reception_reason),
        ],
    );
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        document::Document,
        ui::testing::{self, reference_sample},
    };

    #[test]
    fn subtotals_and_rates_follow_what_is_entered() {
        let mut screen = testing::desk(Document::default(), ThreePublicTab::default(), ThreePublicTab::ui);
        for (name, text) in [
            ("三公经费 国内公务接待费 预算数", "2"),
            ("三公经费 国内公务接待费 决算数", "1"),
            ("三公经费 外事接待费 决算数", "0.5"),
            ("三公经费 公务用车购置费 上年决算数", "3"),
        ] {
            screen.type_into(name, text);
        }
        assert_eq!(screen.value_of("三公经费 公务接待费 决算数"), "1.50");
        assert_eq!(screen.value_of("三公经费 公务接待费 完成预算"), "75%");
        assert_eq!(screen.value_of("三公经费 公务用车购置及运行费 上年决算数"), "3.00");
        assert_eq!(screen.value_of("三公经费 合计 比上年"), "下降50%");
    }

    #[test]
    fn receptions_are_summed_by_kind() {
        let mut screen = testing::desk(reference_sample(), ThreePublicTab::default(), ThreePublicTab::ui);
        assert!(screen.state_mut().tab.go_to(&at!(three_public.receptions[0].persons).into()));
        screen.run();
        assert!(screen.get_by_label("接待明细 第1行 人次").is_focused());
        assert_eq!(screen.value_of("接待明细 合计行 人次"), "15");
        assert_eq!(screen.value_of("接待明细 合计行 金额"), "0.09");
        screen.type_into("公务用车 轿车 年末保有量", "2");
        assert_eq!(screen.value_of("公务用车 分类之和 年末保有量"), "2");
    }
}
