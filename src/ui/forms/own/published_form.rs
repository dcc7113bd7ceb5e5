//! How what is published (公开样式) differs from the preset of the region, and the way back.

use egui::Ui;

use crate::{
    at,
    document::{Document, Edit, Edition, Entry, Path, record::walk},
    templates::Profile,
    ui::{
        Command, View,
        forms::page::{Page, help_line},
    },
};

pub fn standing_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let different = differences(view.document);
    let has_edition = view.document.form.edition.is_some();
    help_line(ui, &standing(has_edition, different.len()));
    let words = if has_edition { "恢复样式默认" } else { "改用现行样式" };
    let is_plain = has_edition && different.is_empty();
    if ui.add_enabled(!is_plain && view.read_only.is_none(), egui::Button::new(words)).clicked() {
        view.commands.push(Command::Edit(restored(words, different)));
    }
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

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::{
        at,
        document::{Document, Edition, Region, ZeroItems},
        figures::{T05, T06},
        forms::FormName,
        templates::Profile,
        ui::{Screen, forms::FormScreen, testing},
    };

    fn national() -> Document {
        let mut document = Document::default();
        document.unit.region = Some(Region::National);
        document.form.edition = Some(Edition::Y2025);
        document
    }

    fn at_the_form(document: Document) -> testing::OnScreen<FormScreen> {
        let mut screen = testing::desk(document, FormScreen::of(FormName::Settings), FormScreen::ui);
        assert!(screen.tab_mut().go_to(&at!(form.three_public_basis).into()));
        screen.run();
        screen
    }

    #[test]
    fn differences_are_counted_and_taken_back_in_one_step() {
        let mut screen = at_the_form(national());
        screen.get_by_label("与地区样式完全相同。");
        screen.type_into("公开样式›为零的来源和种类", "照列，写0");
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
