//! Colours, zoom, typeface and place of the window, kept from one start to the next.

use egui::{Context, ThemePreference, ViewportCommand};

use crate::{
    storage::{Theme, Typeface, WindowPlace, ZOOM_PERCENT, yahei_faces},
    ui::theme::fonts::{self, SystemFaces},
};

use super::{Window, apart::Lane};

/// The steps of “放大” and “缩小”.
const ZOOM_STEPS: [u16; 11] = [80, 90, 100, 110, 125, 140, 150, 175, 200, 225, 250];

/// Colours, size and typeface of the window, and its place, with what they may touch.
pub(super) struct Appearance<'a> {
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Appearance<'_> {
    /// At the start: as it was left, as far as that is still possible.
    pub fn restore(&mut self) {
        self.apply();
        self.apply_typeface();
    }

    fn apply(&self) {
        self.context.set_theme(match self.window.settings.theme {
            Theme::System => ThemePreference::System,
            Theme::Light => ThemePreference::Light,
            Theme::Dark => ThemePreference::Dark,
        });
        self.context.set_zoom_factor(f32::from(self.window.settings.zoom_percent) / 100.0);
    }

    fn zoom(&mut self, percent: u16) {
        self.window.settings.zoom_percent = percent.clamp(*ZOOM_PERCENT.start(), *ZOOM_PERCENT.end());
        self.window.say(format!("按 {}% 显示", self.window.settings.zoom_percent));
        self.apply();
        self.window.save_settings();
    }

    pub fn zoom_in(&mut self) {
        let now = self.window.settings.zoom_percent;
        self.zoom(ZOOM_STEPS.into_iter().find(|step| *step > now).unwrap_or(now));
    }

    pub fn zoom_out(&mut self) {
        let now = self.window.settings.zoom_percent;
        self.zoom(ZOOM_STEPS.into_iter().rev().find(|step| *step < now).unwrap_or(now));
    }

    pub fn reset_zoom(&mut self) {
        self.zoom(100);
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.window.settings.theme = theme;
        self.apply();
        self.window.save_settings();
    }

    /// The face that was chosen, if it is still there.
    fn apply_typeface(&mut self) {
        if self.window.settings.typeface == Typeface::YaHei {
            self.window.apart(Lane::Faces, self.context, yahei_faces, |app, faces| {
                if let Some((regular, bold)) = faces.flatten() {
                    app.context.set_fonts(fonts::with_system_faces(SystemFaces { regular, bold }));
                }
            });
        }
    }

    pub fn set_typeface(&mut self, typeface: Typeface) {
        if typeface == Typeface::Embedded {
            self.context.set_fonts(fonts::definitions());
            self.window.say("界面改用内置字体");
            self.window.settings.typeface = typeface;
            return self.window.save_settings();
        }
        self.window.apart(Lane::Faces, self.context, yahei_faces, |app, faces| {
            let Some((regular, bold)) = faces.flatten() else {
                return app.window.say("这台电脑没有微软雅黑，仍用内置字体");
            };
            app.context.set_fonts(fonts::with_system_faces(SystemFaces { regular, bold }));
            app.window.say("界面改用微软雅黑");
            app.window.settings.typeface = Typeface::YaHei;
            app.window.save_settings();
        });
    }

    pub fn toggle_theme(&mut self) {
        let is_dark = self.context.theme() == egui::Theme::Dark;
        self.set_theme(if is_dark { Theme::Light } else { Theme::Dark });
    }

    /// Some window managers pass over what a window asks for before it is shown.
    pub fn maximize_again(&self, started_maximized: bool) {
        let is_maximized = self.context.input(|input| input.viewport().maximized);
        if started_maximized && is_maximized == Some(false) {
            self.context.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    pub fn remember_place(&mut self) {
        let place = self.context.input(|input| {
            let viewport = input.viewport();
            let inner = viewport.inner_rect?;
            let position = viewport.outer_rect.map(|outer| [outer.left(), outer.top()]);
            let is_maximized = viewport.maximized.unwrap_or(false);
            Some((
                WindowPlace { position, size: [inner.width(), inner.height()], maximized: is_maximized },
                viewport.minimized,
            ))
        });
        let Some((place, is_minimized)) = place else { return };
        if is_minimized == Some(true) {
            return;
        }
        // A maximized window goes back to the place that it had before.
        self.window.settings.window = match self.window.settings.window {
            Some(before) if place.maximized => Some(WindowPlace { maximized: true, ..before }),
            _ => Some(place),
        };
    }
}
