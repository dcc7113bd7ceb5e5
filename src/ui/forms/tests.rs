//! The pages of entry driven by accessible names.

mod expenditure;
mod income;
mod other;
mod performance;
mod published;
mod targets;
mod three_public;
mod unit;

use egui::{Key, Modifiers, Pos2, Shape, vec2};
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

/// Where a text was painted in the last frame, if it can be seen.
fn painted<T>(screen: &testing::OnScreen<T>, words: &str) -> Option<Pos2> {
    screen.output().shapes.iter().find_map(|clipped| match &clipped.shape {
        Shape::Text(text) if text.galley.text() == words => {
            let rect = text.galley.rect.translate(text.pos.to_vec2());
            clipped.clip_rect.contains_rect(rect).then(|| rect.center())
        }
        _ => None,
    })
}

#[test]
fn the_heading_stays_in_sight_while_one_types_below_it() {
    const HEADING: &str = "年度绩效指标";
    let mut screen = testing::desk(testing::clean_sample(), FormScreen::of(FormName::Targets), FormScreen::ui);
    screen.set_size(vec2(1000.0, 300.0));
    let last = screen.document().targets.indicators.len() - 1;
    assert!(screen.tab_mut().go_to(&at!(targets.indicators[last].actual).into()));
    screen.run();
    screen.write("94");
    screen.key(Modifiers::NONE, Key::Enter);
    let heading = painted(&screen, HEADING).expect("it is in sight");
    let id = screen.ctx.memory(|memory| memory.focused()).expect("something has the keyboard");
    let cell = screen.ctx.read_response(id).expect("drawn").interact_rect;
    assert!(heading.y < cell.top(), "{heading} above {cell}");
    // At the top of the page it stands in its own place, once.
    assert!(screen.tab_mut().go_to(&at!(targets.overall).into()));
    screen.run();
    assert_eq!(painted(&screen, HEADING), None);
}
