//! The sub-units, the staff, and the published tables of a document.

use crate::{
    at,
    document::{Publication, TableForms},
    figures::{Figures, TableId},
    templates::Profile,
    ui::{
        forms::cells,
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, ListGrid},
    },
};

pub fn members(figures: &Figures) -> ListGrid<'_> {
    ListGrid::new(&figures.document, at!(unit.members)).field("name", 280.0).field("kind", 220.0).field("remark", 220.0)
}

pub fn staff(figures: &Figures) -> FixedGrid {
    let columns = vec![
        GridColumn::new("类别", 160.0, Content::Text).frozen(),
        GridColumn::new("核定编制", 110.0, Content::Number),
        GridColumn::new("实有在职", 110.0, Content::Number),
    ];
    let [establishment, actual] = [at!(unit.staff.establishment), at!(unit.staff.actual)];
    let kinds = [("公务员", "civil_servant"), ("工勤", "worker"), ("事业人员", "institution")];
    let mut model = FixedGrid::new("人员", columns);
    for (name, field) in kinds {
        model = model.row(name, [establishment.field(field), actual.field(field)].map(GridCell::Entered));
    }
    let totals = [establishment, actual].map(|group| group.field("total"));
    model.row("合计", totals.map(|total| cells::total(figures, total)))
}

pub fn published_forms(figures: &Figures) -> FixedGrid {
    let document = &*figures.document;
    let preset = Profile::preset(document.unit.region, document.form.edition);
    let columns = vec![
        GridColumn::new("表", 270.0, Content::Text).frozen(),
        GridColumn::new("样式", 64.0, Content::Text),
        GridColumn::new("公开", 76.0, Content::Text),
        GridColumn::new("表号", 110.0, Content::Text),
        GridColumn::new("表名", 270.0, Content::Text),
        GridColumn::new("印作", 110.0, Content::Text),
    ];
    let mut model = FixedGrid::new("公开的表", columns);
    for table in TableId::PUBLISHED {
        let Some(place) = TableForms::place(table) else { continue };
        let printed = figures.profile.table(table).map_or("不印", |own| own.number.as_str());
        let usual = if preset.table(table).is_some() { Publication::Published } else { Publication::Omitted };
        model = model.row(
            table.title(),
            [
                GridCell::Label(usual.label().to_owned()),
                GridCell::Entered(place.field("published")),
                GridCell::Entered(place.field("number")),
                GridCell::Entered(place.field("title")),
                GridCell::Label(printed.to_owned()),
            ],
        );
    }
    model
}
