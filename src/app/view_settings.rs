//! 显示设置：colours, zoom and the window's place, kept from one start to the next.

use std::sync::PoisonError;

use egui::{Context, ThemePreference, ViewportCommand};

use crate::{
    storage::{Theme, Typeface, WindowPlace, ZOOM_PERCENT, yahei_faces},
    ui::theme::fonts::{self, SystemFaces},
};

use super::{App, apart::Lane};

/// The steps of 放大 and 缩小.
const ZOOM_STEPS: [u16; 11] = [80, 90, 100, 110, 125, 140, 150, 175, 200, 225, 250];

impl App {
    pub(super) fn apply_settings(&self, context: &Context) {
        context.set_theme(match self.settings.theme {
            Theme::System => ThemePreference::System,
            Theme::Light => ThemePreference::Light,
            Theme::Dark => ThemePreference::Dark,
        });
        context.set_zoom_factor(f32::from(self.settings.zoom_percent) / 100.0);
    }

    pub(super) fn zoom(&mut self, percent: u16, context: &Context) {
        self.settings.zoom_percent = percent.clamp(*ZOOM_PERCENT.start(), *ZOOM_PERCENT.end());
        self.say(format!("按 {}% 显示", self.settings.zoom_percent));
        self.apply_settings(context);
        self.save_settings();
    }

    pub(super) fn larger(&self) -> u16 {
        let now = self.settings.zoom_percent;
        ZOOM_STEPS.into_iter().find(|step| *step > now).unwrap_or(now)
    }

    pub(super) fn smaller(&self) -> u16 {
        let now = self.settings.zoom_percent;
        ZOOM_STEPS.into_iter().rev().find(|step| *step < now).unwrap_or(now)
    }

    pub(super) fn set_theme(&mut self, theme: Theme, context: &Context) {
        self.settings.theme = theme;
        self.apply_settings(context);
        self.save_settings();
    }

    /// At the start: the face that was chosen, if it is still there.
    pub(super) fn apply_typeface(&mut self, context: &Context) {
        if self.settings.typeface == Typeface::YaHei {
            self.apart(Lane::Faces, context, yahei_faces, |_, faces, context| {
                if let Some((regular, bold)) = faces.flatten() {
                    context.set_fonts(fonts::with_system_faces(SystemFaces { regular, bold }));
                }
            });
        }
    }

    pub(super) fn set_typeface(&mut self, typeface: Typeface, context: &Context) {
        if typeface == Typeface::Embedded {
            context.set_fonts(fonts::definitions());
            self.say("界面改用内置字体");
            self.settings.typeface = typeface;
            return self.save_settings();
        }
        self.apart(Lane::Faces, context, yahei_faces, |app, faces, context| {
            let Some((regular, bold)) = faces.flatten() else {
                return app.say("这台电脑没有微软雅黑，仍用内置字体");
            };
            context.set_fonts(fonts::with_system_faces(SystemFaces { regular, bold }));
            app.say("界面改用微软雅黑");
            app.settings.typeface = Typeface::YaHei;
            app.save_settings();
        });
    }

    pub(super) fn toggle_theme(&mut self, context: &Context) {
        let is_dark = context.theme() == egui::Theme::Dark;
        self.set_theme(if is_dark { Theme::Light } else { Theme::Dark }, context);
    }

    /// Some window managers pass over what a window asks for before it is shown.
    pub(super) fn maximize_again(&self, context: &Context) {
        let is_maximized = context.input(|input| input.viewport().maximized);
        if self.starts_maximized && is_maximized == Some(false) {
            context.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    pub(super) fn remember_window(&mut self, context: &Context) {
        let place = context.input(|input| {
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
        self.settings.window = match self.settings.window {
            Some(before) if place.maximized => Some(WindowPlace { maximized: true, ..before }),
            _ => Some(place),
        };
    }

    /// Failing to is of no consequence. Of several that wait for the disk, only the last is written.
    pub(super) fn save_settings(&self) {
        let Some(data) = self.data.clone() else { return };
        let latest = self.settings_to_write.clone();
        *latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.settings.clone());
        self.apart_silently(Lane::Settings, move || {
            let settings = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(Err(error)) = settings.map(|settings| settings.save(&data)) {
                log::warn!("the settings could not be saved: {error}");
            }
        });
    }
}
