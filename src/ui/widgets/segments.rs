//! 分段：the parts of a page, of which one is shown; Alt+1, Alt+2 … choose.

use egui::{Button, Key, Modifiers, RichText, Role, Ui, WidgetInfo};

use crate::ui::{Severity, theme};

const KEYS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// One part of a page.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Its name.
    pub label: &'a str,
    /// The gravest finding in it.
    pub mark: Option<Severity>,
}

impl<'a> Segment<'a> {
    /// A part without a mark.
    pub fn new(label: &'a str) -> Self {
        Self { label, mark: None }
    }
}

/// Draws the parts side by side; answers with the one that is asked for.
pub fn segments(ui: &mut Ui, parts: &[Segment<'_>], shown: usize) -> Option<usize> {
    let mut asked =
        (0..parts.len()).zip(KEYS).find(|(_, key)| ui.input_mut(|input| input.consume_key(Modifiers::ALT, *key)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for ((index, part), key) in parts.iter().enumerate().zip(KEYS) {
            if segment_ui(ui, part, index == shown, index + 1) {
                asked = Some((index, key));
            }
        }
    });
    asked.map(|(index, _)| index).filter(|index| *index != shown)
}

fn segment_ui(ui: &mut Ui, part: &Segment<'_>, is_shown: bool, number: usize) -> bool {
    let palette = theme::palette(ui);
    let text = RichText::new(part.label).color(if is_shown { palette.accent } else { palette.text });
    let mut button = Button::selectable(is_shown, text);
    if let Some(mark) = part.mark {
        button = button.shortcut_text(RichText::new(mark.symbol()).color(mark.colour(palette)));
    }
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, part.label));
    response.on_hover_text(format!("Alt+{number}")).clicked()
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable};

    use super::*;

    #[test]
    fn a_click_and_a_key_choose() {
        let draw = |ui: &mut Ui, shown: &mut usize| {
            let parts = [Segment::new("项目"), Segment { label: "打分表", mark: Some(Severity::Error) }];
            *shown = segments(ui, &parts, *shown).unwrap_or(*shown);
        };
        let mut harness = Harness::builder().with_context_setup(theme::install).build_ui_state(draw, 0);
        harness.get_by_label("打分表").click();
        harness.run();
        assert_eq!(*harness.state(), 1);
        harness.key_press_modifiers(Modifiers::ALT, Key::Num1);
        harness.run();
        assert_eq!(*harness.state(), 0);
    }
}
