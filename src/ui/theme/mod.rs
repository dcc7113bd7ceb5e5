//! Every colour, text size and distance of the window; no other file names one.

pub mod fonts;

use std::sync::Arc;

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Rect, Shadow, Stroke, StrokeKind, Style, TextStyle, Theme, Ui,
    Visuals,
    style::{ScrollAnimation, ScrollFadeStyle, ScrollStyle},
    vec2,
};

/// The colours of one mode. Text on any of the grounds has a contrast of at least 4.5 : 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Where one works: pages and cells to be filled.
    pub work_area: Color32,
    /// Bars and side panels.
    pub panel: Color32,
    /// Lines and frames.
    pub line: Color32,
    pub text: Color32,
    /// Labels, units, explanations.
    pub weak_text: Color32,
    /// Focus, links, the chosen tab.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Ground of selected cells and lines.
    pub selection: Color32,
    /// Ground of derived cells.
    pub derived_cell: Color32,
    /// Ground of locked cells.
    pub locked_cell: Color32,
    /// ✖
    pub error: Color32,
    /// ▲
    pub warning: Color32,
    /// ●
    pub hint: Color32,
    /// ✔
    pub done: Color32,
    /// A button under the pointer.
    pub hovered: Color32,
}

/// `#RRGGBB` as a number.
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// By day.
pub const LIGHT: Palette = Palette {
    work_area: rgb(0xFFFFFF),
    panel: rgb(0xF5F6F8),
    line: rgb(0xDFE3E8),
    text: rgb(0x1F2328),
    weak_text: rgb(0x5C6570),
    accent: rgb(0x1B5FAA),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0xD6E6F8),
    derived_cell: rgb(0xF3F5F7),
    locked_cell: rgb(0xECEFF2),
    error: rgb(0xB3261E),
    // Warning and done are a trace darker than designed, to be read on locked cells too.
    warning: rgb(0x955F00),
    hint: rgb(0x1B5FAA),
    done: rgb(0x2C7A30),
    hovered: rgb(0xE8ECF1),
};

/// By night.
pub const DARK: Palette = Palette {
    work_area: rgb(0x1E2126),
    panel: rgb(0x26292F),
    line: rgb(0x3A3F47),
    text: rgb(0xE6E8EB),
    weak_text: rgb(0x9AA3AD),
    accent: rgb(0x6CA8F0),
    on_accent: rgb(0x1E2126),
    selection: rgb(0x2C4160),
    derived_cell: rgb(0x24272D),
    locked_cell: rgb(0x2C3037),
    error: rgb(0xF28B82),
    warning: rgb(0xF2B84B),
    hint: rgb(0x8AB4F8),
    done: rgb(0x81C995),
    hovered: rgb(0x30343C),
};

/// The colours of the mode in which `ui` is drawn.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Text of tables.
pub const TABLE_TEXT: f32 = 13.5;
/// Symbols in the corner of a marked cell.
pub const MARK_TEXT: f32 = 10.0;
/// The tick of a value that was compared.
pub const TICK_TEXT: f32 = 13.0;
/// The distance on which all others are built.
pub const GRID: f32 = 8.0;
/// Height of a row of a table and of a field.
pub const ROW_HEIGHT: f32 = 26.0;
/// Height of a header of one line.
pub const HEADER_HEIGHT: f32 = 30.0;
/// Between the border of a cell and its text.
pub const CELL_PADDING: f32 = 6.0;
/// Room for the labels of a form: the longest stand in one line, but where that leaves too little for the values.
pub fn label_width(available: f32) -> f32 {
    const WIDE: f32 = 240.0;
    const NARROW: f32 = 200.0;
    const ENOUGH_FOR_BOTH: f32 = 700.0;
    if available < ENOUGH_FOR_BOTH { NARROW } else { WIDE }
}

/// Side of the coloured corner of a marked cell.
pub const CORNER: f32 = 8.0;
/// Frame of the current cell.
pub const FOCUS_LINE: f32 = 2.0;
/// Width of a scroll bar.
const SCROLL_BAR: f32 = 10.0;
/// Rounding of buttons, fields and windows.
pub const ROUNDING: u8 = 4;

/// Text in a cell.
pub fn table_font(strong: bool) -> FontId {
    FontId::new(TABLE_TEXT, if strong { fonts::bold() } else { FontFamily::Proportional })
}

/// The symbol of a mark.
pub fn mark_font() -> FontId {
    FontId::proportional(MARK_TEXT)
}

/// The tick of a value that was compared.
pub fn tick_font() -> FontId {
    FontId::proportional(TICK_TEXT)
}

/// Heading of a group of fields: 15 bold. (The heading of a form is [`TextStyle::Heading`], 18 bold.)
pub fn section() -> TextStyle {
    TextStyle::Name("section".into())
}

/// The frame of a dialog.
pub fn dialog_frame(ui: &Ui) -> egui::Frame {
    egui::Frame::popup(ui.style()).inner_margin(2.0 * GRID)
}

/// The frame round what has the keyboard.
pub fn focus_frame(ui: &Ui, rect: Rect) {
    let line = Stroke::new(FOCUS_LINE, palette(ui).accent);
    ui.painter().rect_stroke(rect, CornerRadius::same(ROUNDING), line, StrokeKind::Inside);
}

/// Room for a scroll bar.
pub fn scroll_bar_room(ui: &Ui) -> f32 {
    ui.spacing().scroll.allocated_width()
}

/// Installs the fonts and both modes.
pub fn install(context: &Context) {
    context.set_fonts(fonts::definitions());
    context.set_style_of(Theme::Light, Arc::new(style(Visuals::light(), &LIGHT)));
    context.set_style_of(Theme::Dark, Arc::new(style(Visuals::dark(), &DARK)));
}

fn style(visuals: Visuals, palette: &Palette) -> Style {
    let mut style = Style { visuals: colour(visuals, palette), ..Style::default() };
    style.text_styles = [
        (TextStyle::Body, FontId::proportional(14.0)),
        (TextStyle::Button, FontId::proportional(14.0)),
        (TextStyle::Small, FontId::proportional(12.0)),
        (TextStyle::Monospace, FontId::monospace(TABLE_TEXT)),
        (TextStyle::Heading, FontId::new(18.0, fonts::bold())),
        (section(), FontId::new(15.0, fonts::bold())),
    ]
    .into();
    style.spacing.item_spacing = vec2(GRID, GRID / 2.0);
    style.spacing.button_padding = vec2(GRID, GRID / 2.0);
    style.spacing.interact_size.y = ROW_HEIGHT;
    style.scroll_animation = ScrollAnimation::none();
    // Beside what is scrolled, not above it: a bar must not cover the last row.
    style.spacing.scroll = ScrollStyle {
        bar_width: SCROLL_BAR,
        floating_width: SCROLL_BAR,
        floating_allocated_width: SCROLL_BAR + 2.0,
        handle_min_length: 3.0 * GRID,
        dormant_handle_opacity: 0.3,
        active_handle_opacity: 0.3,
        interact_handle_opacity: 0.55,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        fade: ScrollFadeStyle { strength: 0.0, ..ScrollFadeStyle::default() },
        ..ScrollStyle::floating()
    };
    style
}

fn colour(mut visuals: Visuals, palette: &Palette) -> Visuals {
    let line = Stroke::new(1.0, palette.line);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.work_area;
    visuals.window_stroke = line;
    visuals.extreme_bg_color = palette.work_area;
    visuals.faint_bg_color = palette.panel;
    visuals.code_bg_color = palette.derived_cell;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.weak_text);
    visuals.window_corner_radius = CornerRadius::same(ROUNDING);
    visuals.menu_corner_radius = CornerRadius::same(ROUNDING);
    visuals.window_shadow = Shadow { offset: [0, 2], blur: 8, spread: 0, color: Color32::from_black_alpha(40) };
    visuals.popup_shadow = visuals.window_shadow;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.0, palette.text);
    // A blinking cursor repaints an idle window twice a second.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(FOCUS_LINE, palette.accent);
    let widgets = &mut visuals.widgets;
    for state in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        state.corner_radius = CornerRadius::same(ROUNDING);
        state.fg_stroke = Stroke::new(1.0, palette.text);
        state.bg_stroke = line;
        state.bg_fill = palette.panel;
        state.weak_bg_fill = palette.panel;
        state.expansion = 0.0;
    }
    for state in [&mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        state.bg_fill = palette.hovered;
        state.weak_bg_fill = palette.hovered;
        state.bg_stroke = Stroke::new(1.0, palette.accent);
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2.
    fn luminance(colour: Color32) -> f32 {
        let linear = |channel: u8| {
            let share = f32::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for palette in [LIGHT, DARK] {
            let grounds = [palette.work_area, palette.panel, palette.derived_cell, palette.locked_cell];
            let texts = [palette.text, palette.weak_text, palette.accent, palette.error, palette.warning, palette.done];
            for (ground, text) in grounds.iter().flat_map(|ground| texts.map(|text| (*ground, text))) {
                let (a, b) = (luminance(ground) + 0.05, luminance(text) + 0.05);
                assert!(a.max(b) / a.min(b) >= 4.5, "{text:?} on {ground:?}: {}", a.max(b) / a.min(b));
            }
        }
    }
}
