//! The pages of entry driven by accessible names.

mod expenditure;
mod income;
mod other;
mod performance;
mod published;
mod targets;
mod three_public;
mod unit;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::FormScreen;
use crate::{
    at,
    document::Document,
    figures::Source,
    forms::{Behind, Field, Form, FormName, Item, Part, Required, Section, Words},
    ui::{Screen, testing},
};

/// What one writes to add a field: its record, and one item of a form.
#[test]
fn an_item_is_drawn_filled_asked_for_and_found() {
    static SCRATCH: Form = Form {
        name: FormName::Other,
        parts: &[Part {
            name: "试填",
            sections: &[Section {
                heading: "试填一项",
                help: Words::Fixed("只填这一项"),
                items: &[Item::Field(Field {
                    place: at!(unit.staff.retired),
                    label: None,
                    help: None,
                    behind: Behind::Unit,
                    lines: None,
                    required: Required::Yes,
                })],
                is_shown: |_| true,
            }],
        }],
        has_begun: |_| true,
    };
    let mut screen = testing::desk(Document::default(), FormScreen::drawing(&SCRATCH), FormScreen::ui);
    screen.get_by_label("试填一项");
    assert_eq!(SCRATCH.required(&screen.derived().figures), [at!(unit.staff.retired)]);
    assert!(screen.tab_mut().go_to(&at!(unit.staff.retired).into()));
    screen.run();
    screen.write("6");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.document().unit.staff.retired, Some(6));
    assert!(!screen.tab_mut().go_to(&at!(unit.year).into()));
}
