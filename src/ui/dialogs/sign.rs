//! Signing and sending back (签批, 退回): as whom, what stands in the way, and a word to go with it.

use egui::{Context, Key, Label, Modifiers, RichText, TextEdit, Ui};

use crate::{
    derived::Derived,
    document::{Decision, Role},
    seal::NOT_STATUTORY,
    storage::Pending,
    ui::{Command, Person, SignCommand, Tab, View, command::Decided, state::pending},
    workflow::{Blocker, blockers},
};

use super::{Continuation, Dialog, default_button, dialog, theme, way_to_blockers};

// The names of its texts in a recovery copy.
const ROLE: &str = "role";
const NAME: &str = "name";

/// The dialog while it is open.
pub struct SignDialog {
    decision: Decision,
    role: Role,
    name: String,
    offered_name: String,
    reason: String,
    is_new: bool,
}

impl SignDialog {
    /// Offers the person's name and role.
    pub fn new(decision: Decision, role: Role, name: &str) -> Self {
        let (name, offered_name) = (name.to_owned(), name.to_owned());
        Self { decision, role, name, offered_name, reason: String::new(), is_new: true }
    }

    /// Goes on with what a recovery copy has kept.
    pub fn resumed(kept: &Pending, offered_name: &str) -> Option<Self> {
        let text = |name: &str| kept.texts.get(name).map_or("", String::as_str);
        let decision = *Decision::ALL.iter().find(|decision| decision.name() == kept.place)?;
        let role = *Role::ALL.iter().find(|role| role.name() == text(ROLE))?;
        let (name, reason) = (text(NAME).to_owned(), text(pending::TEXT).to_owned());
        Some(Self { name, reason, ..Self::new(decision, role, offered_name) })
    }

    /// What colleagues will find odd about signing like this.
    fn warnings(&self, person: &Person) -> Vec<String> {
        let Some(own) = &person.own_key else { return Vec::new() };
        let Some(known) = person.known.find(own) else { return Vec::new() };
        let mut roles = known.roles.clone();
        if !roles.contains(&self.role) {
            roles.push(self.role);
        }
        match self.name.trim() {
            "" => Vec::new(),
            name => person.known.warnings(own, name, &roles),
        }
    }

    fn person_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label("身份");
            for role in Role::ALL {
                ui.radio_value(&mut self.role, *role, role.label());
            }
        });
        ui.horizontal(|ui| {
            let label = ui.label("姓名");
            let name = ui.add(TextEdit::singleline(&mut self.name).desired_width(160.0)).labelled_by(label.id);
            if self.is_new && self.name.trim().is_empty() {
                name.request_focus();
                self.is_new = false;
            }
            if self.name.trim().is_empty() {
                ui.label(RichText::new("请填姓名").color(theme::palette(ui).error));
            }
        });
    }

    fn reason_ui(&mut self, ui: &mut Ui) {
        let (words, hint) = match self.decision {
            Decision::Sign => ("意见（可不填）", "如 同意公开"),
            Decision::Return => ("退回原因", "写明要改什么，编制人打开文件时先看到这句话"),
        };
        let label = ui.label(words);
        let field = TextEdit::multiline(&mut self.reason).desired_rows(3).desired_width(f32::INFINITY).hint_text(hint);
        let response = ui.add(field).labelled_by(label.id);
        if self.decision == Decision::Return && std::mem::take(&mut self.is_new) {
            response.request_focus();
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, heading: &str, blockers: &[Blocker]) -> Option<Option<Command>> {
        let is_ready = !self.name.trim().is_empty()
            && match self.decision {
                Decision::Sign => blockers.is_empty(),
                Decision::Return => !self.reason.trim().is_empty(),
            };
        let mut choice = None;
        ui.horizontal(|ui| {
            // A button that can't be pressed would take the keyboard back each time that Tab leads away from it.
            let pressed = match is_ready {
                true => default_button(ui, heading).clicked(),
                false => ui.add_enabled(false, egui::Button::new(heading)).clicked(),
            };
            let entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            if is_ready && (pressed || entered) {
                let decided = Decided {
                    decision: self.decision,
                    role: self.role,
                    name: self.name.trim().to_owned(),
                    reason: self.reason.trim().to_owned(),
                };
                choice = Some(Some(Command::Sign(SignCommand::Do(decided))));
            }
            if ui.button("取消").clicked() {
                choice = Some(None);
            }
            ui.label(RichText::new("Ctrl+Enter").color(theme::palette(ui).weak_text));
        });
        choice
    }
}

impl Dialog for SignDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let heading = match self.decision {
            Decision::Sign => "签批",
            Decision::Return => "退回",
        };
        let blockers = blockers(view.derived, self.role, &view.person.known);
        let warnings = self.warnings(view.person);
        let answer = dialog(ui, "sign", heading, None, |ui| {
            self.person_ui(ui);
            for warning in &warnings {
                let words = RichText::new(format!("▲ {warning}")).color(theme::palette(ui).warning);
                ui.add(Label::new(words).wrap());
            }
            self.reason_ui(ui);
            if self.decision == Decision::Sign && !blockers.is_empty() {
                // What would sign leads nowhere else; Enter alone goes to what has to be done first.
                ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            }
            if self.decision == Decision::Sign
                && let Some(blocker) = blockers_ui(ui, &blockers, &mut self.is_new)
            {
                return Some(Some(way_to(&blocker, view.derived)));
            }
            ui.add_space(theme::GRID);
            ui.add(Label::new(RichText::new(NOT_STATUTORY).color(theme::palette(ui).weak_text)).wrap());
            ui.add_space(theme::GRID);
            self.buttons_ui(ui, heading, &blockers)
        });
        Continuation::after(answer, view)
    }

    fn pending(&self, _context: &Context) -> Option<Pending> {
        if self.reason.trim().is_empty() && self.name == self.offered_name {
            return None;
        }
        let texts = [(ROLE, self.role.name()), (NAME, &self.name), (pending::TEXT, &self.reason)];
        let texts = texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        Some(Pending { texts, ..pending::of_text(pending::SIGN, self.decision.name().to_owned(), String::new()) })
    }
}

/// Where it is removed.
fn way_to(blocker: &Blocker, derived: &Derived) -> Command {
    match blocker {
        Blocker::Errors(_) | Blocker::Warnings(_) => Command::ShowTab(Tab::Review),
        Blocker::Blanks(_) => way_to_blockers(derived),
        Blocker::OpenNotes(_) => Command::ShowTab(Tab::Notes),
        Blocker::NotAccepted { row, .. } => Command::Sign(SignCommand::AskSigner(*row)),
        Blocker::NotSignedBy(_) | Blocker::NoLongerValid(_) => Command::ShowTab(Tab::Signatures),
    }
}

/// What has to be done first, each with a way to it.
fn blockers_ui(ui: &mut Ui, blockers: &[Blocker], takes_focus: &mut bool) -> Option<Blocker> {
    if blockers.is_empty() {
        return None;
    }
    ui.add_space(theme::GRID);
    ui.label(RichText::new("✖ 现在还不能签批").color(theme::palette(ui).error));
    let mut chosen = None;
    for blocker in blockers {
        let link = ui.link(blocker.sentence()).on_hover_text("到这里处理");
        if std::mem::take(takes_focus) {
            link.request_focus();
        }
        if link.has_focus() {
            theme::focus_frame(ui, link.rect.expand(2.0));
        }
        if link.clicked() {
            chosen = Some(blocker.clone());
        }
    }
    chosen
}
