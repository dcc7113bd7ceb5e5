//! Totals and levels as an already published report has them (核对已公开报告).

use crate::{
    at,
    document::Path,
    figures::{Figures, Source, Summed},
    forms::published,
    ui::{
        forms::cells::{self, text_column},
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, GridModel},
    },
};

/// The totals beside the sums of their parts. There may be thousands: only those in sight are put into words.
pub struct StatedTotals<'a> {
    figures: &'a Figures,
    columns: Vec<GridColumn>,
    totals: Vec<(Path, &'a Summed)>,
}

pub fn totals(figures: &Figures) -> StatedTotals<'_> {
    let number = |title: &str| GridColumn::new(title, 120.0, Content::Number);
    let columns = vec![
        text_column("名称", 320.0).frozen(),
        number("各项之和"),
        number("报告上印的数"),
        text_column("比较", 180.0),
    ];
    StatedTotals { figures, columns, totals: published::stated_totals(figures).collect() }
}

impl GridModel for StatedTotals<'_> {
    fn name(&self) -> &str {
        "其他合计"
    }
    fn columns(&self) -> &[GridColumn] {
        &self.columns
    }
    fn row_count(&self) -> usize {
        self.totals.len()
    }
    fn cell(&self, row: usize, column: usize) -> GridCell {
        let Some((total, summed)) = self.totals.get(row) else { return GridCell::Empty };
        match column {
            0 => GridCell::Label(self.row_name(row)),
            1 => {
                let text = cells::entry_text(self.figures, *total, &summed.sum);
                let parts = if summed.is_of_detail() { at!(expenditure.detail) } else { total.parent() };
                GridCell::Derived { text, source: parts.into(), strong: false }
            }
            2 => GridCell::Entered(*total),
            _ => GridCell::Label(agreement(summed).to_owned()),
        }
    }
    fn row_name(&self, row: usize) -> String {
        self.totals.get(row).map_or_else(String::new, |(total, _)| name_of(self.figures, *total))
    }
}

/// Where the total stands.
fn name_of(figures: &Figures, total: Path) -> String {
    figures.label(&Source::Entered(total)).replace('›', "·")
}

fn agreement(summed: &Summed) -> &'static str {
    match summed {
        Summed { differs: true, .. } => "与各项之和不同",
        Summed { is_computed: true, .. } => "",
        _ => "一致",
    }
}

pub fn levels(figures: &Figures) -> FixedGrid {
    let columns = vec![text_column("项目", 320.0).frozen(), text_column("级次", 110.0), text_column("文字所称", 140.0)];
    let projects = figures.document.performance.projects.iter().enumerate();
    projects.fold(FixedGrid::new("公开文字所称的项目级次", columns), |model, (row, project)| {
        let name = if project.name.is_blank() { format!("第{}个项目", row + 1) } else { project.name.to_string() };
        let level = project.level.map_or("", |level| level.label());
        let stated = GridCell::Entered(at!(performance.projects[row].stated_level));
        model.row(name, [GridCell::Label(level.to_owned()), stated])
    })
}
