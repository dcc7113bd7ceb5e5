//! Totals and levels as an already published report has them (核对已公开报告).

use crate::{
    at,
    document::Path,
    figures::{Figures, Source, Summed},
    ui::{
        forms::cells::{self, text_column},
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn},
    },
};

pub fn totals(figures: &Figures) -> FixedGrid {
    let number = |title: &str| GridColumn::new(title, 120.0, Content::Number);
    let columns = vec![
        text_column("名称", 320.0).frozen(),
        number("各项之和"),
        number("报告上印的数"),
        text_column("比较", 180.0),
    ];
    figures.totals().fold(FixedGrid::new("其他合计", columns), |model, (total, summed)| {
        let text = cells::entry_text(figures, total, &summed.sum);
        let sum = GridCell::Derived { text, source: total.parent().into(), strong: false };
        let words = GridCell::Label(agreement(summed).to_owned());
        model.row(name_of(figures, total), [sum, GridCell::Entered(total), words])
    })
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
