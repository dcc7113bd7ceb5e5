//! The list of projects, and below it the details of the current one.

use egui::Ui;

use crate::{
    at,
    document::{Amount, Project},
    figures::{Figures, MeasureKey, Source},
    money::Money,
    rules::Achievement,
    ui::{
        View,
        forms::{
            cells::{self, AMOUNT_WIDTH, amount_column, text_column},
            page::{Page, help_line, section},
        },
        state::current,
        widgets::{
            field::Field,
            grid::{Content, GridCell, GridColumn, GridModel, ListGrid},
        },
    },
};

use super::OwnDrawing;

#[derive(Default)]
pub struct Projects {
    /// The project whose details are shown.
    shown: usize,
    /// The current number of the last frame, to notice when another project is entered.
    current: Option<Source>,
}

impl OwnDrawing for Projects {
    fn ui(&mut self, page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
        let figures = &view.derived.clone().figures;
        page.grid(ui, view, &list(figures));
        match figures.document.performance.projects.get(self.shown) {
            None => help_line(ui, "在上面录入项目后，这里填写它的标准与数量、绩效指标和满意度调查"),
            Some(project) => {
                let number = self.shown + 1;
                let name =
                    if project.name.is_blank() { format!("第{number}个项目") } else { project.name.to_string() };
                details_ui(page, ui, view, figures, self.shown, &name, project);
            }
        }
        self.follow_current(ui);
    }

    fn go_to(&mut self, source: &Source) {
        if let Some(project) = project_of(source) {
            self.shown = project;
        }
    }
}

impl Projects {
    /// The details follow the project that is entered in the list. They change in the frame after: text that was being
    /// typed in the details of the other project has then been entered.
    fn follow_current(&mut self, ui: &Ui) {
        let current = current::get(ui.ctx());
        if current == self.current {
            return;
        }
        if let Some(project) = current.as_ref().and_then(project_of)
            && project != self.shown
        {
            self.shown = project;
            ui.ctx().request_repaint();
        }
        self.current = current;
    }
}

/// The project that a number belongs to: `/performance/projects/1/…` or `project.execution.1`.
fn project_of(source: &Source) -> Option<usize> {
    match source {
        Source::Entered(path) => path.row_in(&at!(performance.projects)),
        Source::Measure(key) => key.project().map(|row| row as usize),
        Source::Cell(_) => None,
    }
}

fn details_ui(
    page: &mut Page,
    ui: &mut Ui,
    view: &mut View<'_>,
    figures: &Figures,
    i: usize,
    name: &str,
    project: &Project,
) {
    section(ui, &format!("“{name}”的标准与数量"), "标准 × 数量之和应等于项目执行数");
    page.grid(ui, view, &parts(figures, i));
    section(ui, &format!("“{name}”的绩效指标"), "指标性质选 ＝ ≥ ≤ ＞ ＜ 或定性；权重连同预算执行合计100");
    page.grid(ui, view, &indicators(figures, i, project));
    section(ui, &format!("“{name}”的满意度调查"), "");
    page.grid(ui, view, &surveys(figures, i));
    section(ui, &format!("“{name}”的执行偏差"), "执行率低于90％的，写明原因");
    let reason = at!(performance.projects[i].reason);
    page.field(ui, view, "project", reason, Field::new(reason).width((ui.available_width() - 260.0).max(240.0)));
}

fn list<'a>(figures: &'a Figures) -> impl GridModel + 'a {
    let projects = &figures.document.performance.projects;
    let measure = move |key: fn(u32) -> MeasureKey, row: usize| match row < projects.len() {
        true => cells::measure(figures, key(row as u32), false),
        false => GridCell::Empty,
    };
    let item_name = move |row: usize| {
        projects
            .get(row)
            .map_or(GridCell::Empty, |project| cells::functional_name(figures, &project.item, project.fiscal.is_some()))
    };
    ListGrid::new(&figures.document, at!(performance.projects))
        .field("name", 180.0)
        .with(GridColumn::frozen)
        .field("kind", 84.0)
        .field("level", 72.0)
        .field("item", 84.0)
        .derived(text_column("科目名称", 160.0), item_name)
        .field("initial_budget", AMOUNT_WIDTH)
        .field("adjusted_budget", AMOUNT_WIDTH)
        .field("fiscal", 110.0)
        .with(executed_under("财政资金"))
        .field("special_account", 130.0)
        .with(executed_under("财政专户管理资金"))
        .field("own_funds", AMOUNT_WIDTH)
        .with(executed_under("单位资金"))
        .field("other_funds", AMOUNT_WIDTH)
        .with(executed_under("其他资金"))
        .derived(amount_column("合计").under("执行数"), move |row| measure(MeasureKey::ProjectExecuted, row))
        .derived(GridColumn::new("执行率", 84.0, Content::Number), move |row| {
            measure(MeasureKey::ProjectExecution, row)
        })
        .field("execution_weight", 72.0)
        .with(|column| GridColumn { title: "权重".to_owned(), ..column }.under("预算执行"))
        .derived(GridColumn::new("得分", 72.0, Content::Number).under("预算执行"), move |row| {
            cells::total(figures, at!(performance.projects[row].execution_score))
        })
        .derived(GridColumn::new("自评总分", 84.0, Content::Number), move |row| {
            cells::total(figures, at!(performance.projects[row].total_score))
        })
        .footer(move |column| match column {
            0 => GridCell::Label("合计".to_owned()),
            column => {
                let Some((_, amount)) = AMOUNTS.iter().find(|(of, _)| *of == column) else { return GridCell::Empty };
                let list = at!(performance.projects);
                let meant = match column {
                    EXECUTED => Source::Measure(MeasureKey::ProjectsExecuted),
                    _ => Source::Entered(list),
                };
                cells::column_sum(figures, projects.iter().map(amount), meant, list)
            }
        })
}

type AmountOf = fn(&Project) -> Amount;

/// The amounts in the columns of the list.
const AMOUNTS: [(usize, AmountOf); 7] = [
    (5, |project| project.initial_budget),
    (6, |project| project.adjusted_budget),
    (7, |project| project.fiscal),
    (8, |project| project.special_account),
    (9, |project| project.own_funds),
    (10, |project| project.other_funds),
    (EXECUTED, |project| {
        Money::sum_of([project.fiscal, project.special_account, project.own_funds, project.other_funds])
    }),
];
const EXECUTED: usize = 11;

fn executed_under(title: &'static str) -> impl FnOnce(GridColumn) -> GridColumn {
    move |column| GridColumn { title: title.to_owned(), ..column }.under("执行数")
}

fn parts<'a>(figures: &'a Figures, i: usize) -> impl GridModel + 'a {
    let rows = figures.document.performance.projects.get(i).map_or(0, |project| project.parts.len());
    let product = move |row: usize| match row < rows {
        true => cells::measure(figures, MeasureKey::ProjectPart(i as u32, row as u32), false),
        false => GridCell::Empty,
    };
    ListGrid::new(&figures.document, at!(performance.projects[i].parts))
        .field("name", 240.0)
        .field("standard", AMOUNT_WIDTH)
        .field("quantity", 84.0)
        .field("unit", 84.0)
        .derived(amount_column("标准×数量"), product)
        .footer(move |column| match column {
            0 => GridCell::Label("合计".to_owned()),
            4 => cells::measure(figures, MeasureKey::ProjectParts(i as u32), true),
            _ => GridCell::Empty,
        })
        .footer(move |column| match column {
            0 => GridCell::Label("项目执行数".to_owned()),
            4 => cells::measure(figures, MeasureKey::ProjectExecuted(i as u32), false),
            _ => GridCell::Empty,
        })
}

fn indicators<'a>(figures: &'a Figures, i: usize, project: &'a Project) -> impl GridModel + 'a {
    let achieved = move |row: usize| {
        project.indicators.get(row).map_or(GridCell::Empty, |indicator| {
            let Some(relation) = indicator.relation else { return GridCell::Empty };
            let word = Achievement::of(Some(relation), &indicator.target, &indicator.actual, &indicator.unit);
            GridCell::Label(word.label().to_owned())
        })
    };
    let list = at!(performance.projects[i].indicators);
    ListGrid::new(&figures.document, list)
        .field("level1", 110.0)
        .field("level2", 130.0)
        .field("name", 200.0)
        .field("relation", 76.0)
        .field("target", 110.0)
        .field("unit", 76.0)
        .field("actual", 110.0)
        .derived(text_column("达成", 100.0), achieved)
        .field("weight", 64.0)
        .field("score", 64.0)
        .field("reason", 260.0)
        .footer(move |column| match column {
            0 => GridCell::Label("合计".to_owned()),
            8 => {
                let weights = project.indicators.iter().map(|indicator| indicator.weight);
                cells::number_sum(figures, weights, MeasureKey::ProjectWeights(i as u32), list)
            }
            9 => {
                let scores = project.indicators.iter().map(|indicator| indicator.score);
                cells::number_sum(figures, scores, MeasureKey::ProjectScores(i as u32), list)
            }
            _ => GridCell::Empty,
        })
        .footer(move |column| match column {
            0 => GridCell::Label("连同预算执行".to_owned()),
            8 => cells::measure(figures, MeasureKey::ProjectWeights(i as u32), true),
            9 => cells::measure(figures, MeasureKey::ProjectScores(i as u32), true),
            _ => GridCell::Empty,
        })
}

fn surveys<'a>(figures: &'a Figures, i: usize) -> impl GridModel + 'a {
    ListGrid::new(&figures.document, at!(performance.projects[i].surveys)).field("object", 320.0).field("result", 110.0)
}
