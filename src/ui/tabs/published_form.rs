//! What is published (公开样式), a part of the first tab: what the preset of the region has, and where this document
//! differs from it.

use egui::Ui;

use crate::{
    at,
    document::{Document, Edit, Edition, Entry, Path, TableForms, record::walk},
    figures::{Figures, TableId},
    templates::{Annex, Profile},
    ui::{
        Command, View,
        widgets::{
            field::Field,
            grid::{Content, FixedGrid, GridCell, GridColumn},
        },
    },
};

use super::page::{Page, figures, help_line, section};

pub(super) fn ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(
        ui,
        "公开样式",
        "空白即照地区样式；填了的是本文件与样式不同之处，随文件保存。不公开的表和附件不印，也不要求填写。",
    );
    let document = view.document;
    let different = differences(document);
    let has_edition = document.form.edition.is_some();
    help_line(ui, &standing(has_edition, different.len()));
    ui.horizontal(|ui| {
        let words = if has_edition { "恢复样式默认" } else { "改用现行样式" };
        let is_plain = has_edition && different.is_empty();
        let button = ui.add_enabled(!is_plain && view.read_only.is_none(), egui::Button::new(words));
        if button.clicked() {
            view.commands.push(Command::Edit(restored(words, different)));
        }
    });
    let preset = Profile::preset(document.unit.region, document.form.edition);
    for (path, usual) in [
        (at!(form.three_public_basis), preset.three_public_basis.label()),
        (at!(form.tables_place), preset.tables_place().label()),
        (at!(form.zeros), preset.zeros.label()),
        (at!(form.zero_details), preset.zero_details.label()),
        (at!(form.charts), is_published(preset.has_charts)),
        (at!(form.percent), preset.numbers.percent.label()),
        (at!(form.separators), preset.numbers.separators.label()),
        (at!(form.small_amounts), preset.numbers.small_amounts.label()),
        (at!(form.self_evaluation), publication(preset, Annex::SelfEvaluation)),
        (at!(form.score_table), publication(preset, Annex::ScoreTable)),
        (at!(form.target_table), publication(preset, Annex::TargetTable)),
        (at!(form.special), publication(preset, Annex::Special)),
    ] {
        page.field(ui, view, "form", path, Field::new(path).unit(&format!("样式：{usual}")));
    }
    let model = tables(figures(view), preset);
    page.grid(ui, view, &model);
}

fn standing(has_edition: bool, different: usize) -> String {
    match (has_edition, different) {
        (false, _) => "本文件建立时还没有样式，照原来的样子印；改用现行样式后，按现行的公开样式印。".to_owned(),
        (true, 0) => "与地区样式完全相同。".to_owned(),
        (true, count) => format!("与地区样式不同的有{count}处。"),
    }
}

/// The places where the document says otherwise than its preset.
fn differences(document: &Document) -> Vec<Path> {
    let mut places = Vec::new();
    walk(&*document.form, at!(form), &mut |path, _, entry| {
        if !entry.is_blank() && path != at!(form.edition) {
            places.push(path);
        }
    });
    if document
        .unit
        .budget_basis
        .is_some_and(|basis| basis != Profile::preset(document.unit.region, document.form.edition).basis)
    {
        places.push(at!(unit.budget_basis));
    }
    places
}

/// Everything as the newest preset has it, in one step.
fn restored(label: &str, different: Vec<Path>) -> Edit {
    let blank = different.into_iter().map(|path| Edit::Set { path, entry: Entry::Blank });
    let edition = Edit::Set { path: at!(form.edition), entry: Entry::Choice(Edition::Y2025.name()) };
    Edit::Many { label: label.to_owned(), edits: blank.chain([edition]).collect() }
}

fn publication(preset: &Profile, annex: Annex) -> &'static str {
    is_published(preset.has_annex(annex))
}

fn is_published(published: bool) -> &'static str {
    if published { "公开" } else { "不公开" }
}

fn tables(figures: &Figures, preset: &Profile) -> FixedGrid {
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
        model = model.row(
            table.title(),
            [
                GridCell::Label(is_published(preset.table(table).is_some()).to_owned()),
                GridCell::Entered(place.field("published")),
                GridCell::Entered(place.field("number")),
                GridCell::Entered(place.field("title")),
                GridCell::Label(printed.to_owned()),
            ],
        );
    }
    model
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::{
        at,
        document::{Document, Edition, Region, ZeroItems},
        figures::{T05, T06},
        templates::Profile,
        ui::{tabs::unit::UnitTab, testing},
    };

    fn national() -> Document {
        let mut document = Document::default();
        document.unit.region = Some(Region::National);
        document.form.edition = Some(Edition::Y2025);
        document
    }

    fn at_the_form(document: Document) -> testing::OnScreen<UnitTab> {
        let mut screen = testing::desk(document, UnitTab::default(), UnitTab::ui);
        assert!(screen.tab_mut().go_to(&at!(form.three_public_basis).into()));
        screen.run();
        screen
    }

    #[test]
    fn differences_are_counted_and_taken_back_in_one_step() {
        let mut screen = at_the_form(national());
        screen.get_by_label("与地区样式完全相同。");
        screen.type_into("公开样式›为零的项目", "照列，写0");
        assert!(screen.tab_mut().go_to(&at!(form.tables.t05.published).into()));
        screen.run();
        screen.type_into("公开的表 财政拨款支出决算明细表 公开", "公开");
        assert_eq!(screen.document().form.zeros, Some(ZeroItems::Listed));
        let profile = Profile::of(&screen.document());
        assert_eq!(profile.table(T05).map(|table| table.number.as_str()), Some("公开05表"));
        assert_eq!(profile.table(T06).map(|table| table.number.as_str()), Some("公开06表"));
        screen.tab_mut().go_to(&at!(form.three_public_basis).into());
        screen.run();
        screen.get_by_label("与地区样式不同的有2处。");
        screen.click("恢复样式默认");
        assert_eq!(screen.document().form, national().form);
    }

    /// As on a screen of 1024 points at 150 %.
    #[test]
    fn what_the_preset_has_is_never_cut() {
        let mut screen = at_the_form(national());
        for width in [1366.0, 640.0, 520.0] {
            screen.set_size(egui::vec2(width, 900.0));
            screen.run();
            let usual: Vec<_> = screen.get_all_by_label_contains("样式：").map(|node| node.rect()).collect();
            assert!(usual.len() >= 12, "{usual:?}");
            assert!(usual.iter().all(|rect| rect.right() <= width), "{width}: {usual:?}");
        }
    }

    #[test]
    fn a_file_from_before_keeps_its_form_until_it_is_changed() {
        let mut screen = at_the_form(Document::default());
        assert!(!Profile::of(&screen.document()).lists_zeros());
        screen.click("改用现行样式");
        assert!(Profile::of(&screen.document()).lists_zeros());
        screen.get_by_label("与地区样式完全相同。");
    }
}
