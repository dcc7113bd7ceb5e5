//! Text that was begun: into the recovery copy after each frame, back from it after a crash, and asked about before it
//! would be lost.

use egui::Context;

use crate::{
    document::Document,
    figures::Source,
    rules::Finding,
    session::Session,
    storage::Pending,
    ui::{
        Tab,
        command::{Departure, places::Place},
        dialogs::{AnswerDialog, HalfWrittenDialog, NewDocumentForm, NoteDialog, SignDialog, UnlockForm},
        remarks::AnswerForm,
        state::pending,
    },
    workflow::{is_locked, lock_sentence},
};

use super::{Opened, Window};

/// The name of the tab among the texts of a value.
const TAB: &str = "tab";

/// Begun texts, with what they may touch.
pub(super) struct Drafts<'a> {
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Drafts<'_> {
    /// After each frame: what is being typed is kept with the document.
    pub fn note(&mut self) {
        let mut all = pending::all(self.context);
        for value in all.iter_mut().filter(|pending| pending.kind == pending::VALUE) {
            value.texts.insert(TAB.to_owned(), self.opened.tab.label().to_owned());
        }
        all.extend(self.window.dialog.as_ref().and_then(|dialog| dialog.pending(self.context)));
        self.session.set_pending(all);
    }

    /// What a crash has interrupted goes on: each text is where it was typed, and the keyboard with it.
    pub fn resume(&mut self, kept: Vec<Pending>) {
        // What was begun must be there before its dialog opens.
        for draft in &kept {
            for kind in [pending::NOTE, pending::ANSWER].into_iter().filter(|kind| *kind == draft.kind) {
                pending::set_draft(self.context, kind, &draft.place, text_of(draft));
            }
        }
        for kept in kept {
            if !self.resume_one(&kept) {
                let text = text_of(&kept);
                self.window.say_fault(format!("正在输入的这段文字找不到原来的位置，请复制后另行录入：{text}"));
            }
        }
    }

    /// False when its place is gone.
    fn resume_one(&mut self, kept: &Pending) -> bool {
        let derived = self.session.derived().clone();
        match kept.kind.as_str() {
            pending::VALUE => {
                let Some(path) = Document::parse_path(&kept.place) else { return false };
                let tab = kept.texts.get(TAB).and_then(|label| Tab::ALL.into_iter().find(|tab| tab.label() == *label));
                let tab = tab.unwrap_or_else(|| Tab::home_of(path, &derived.figures));
                self.opened.show_tab(tab);
                self.opened.tabs.go_to(tab, &Source::Entered(path));
                pending::offer(self.context, kept.clone());
            }
            pending::PUBLISHED => {
                let place = Place::parse(&kept.place, &derived);
                let Some(Place::Number(source @ Source::Cell(_))) = place else { return false };
                self.opened.show_tab(Tab::Tables);
                self.opened.tabs.go_to(Tab::Tables, &source);
                pending::offer(self.context, kept.clone());
            }
            pending::NOTE_DIALOG => return self.open(pending::NOTE, &kept.place),
            pending::ANSWER_DIALOG => return self.open(pending::ANSWER, &kept.place),
            pending::NEW => {
                let form = NewDocumentForm::new(self.window.services.year()).with_texts(&kept.texts);
                self.window.open(form);
            }
            pending::SIGN => match SignDialog::resumed(kept, &self.session.stamp().author) {
                Some(dialog) => self.window.open(dialog),
                None => return false,
            },
            pending::UNLOCK => {
                let path = Document::parse_path(&kept.place);
                let locked = path.and_then(|path| Some((path, is_locked(self.session.document(), path)?)));
                let Some((path, lock)) = locked else { return false };
                let form = UnlockForm::new(path, Document::label_at(path), lock_sentence(lock));
                self.window.open(form.with_reason(text_of(kept)));
            }
            // Begun notes and explanations are where they were; what a newer version keeps is not known here.
            _ => {}
        }
        true
    }

    /// Opens what was begun; false when its place is gone.
    pub fn open(&mut self, kind: &'static str, place: &str) -> bool {
        let derived = self.session.derived().clone();
        if kind == pending::ANSWER && place.is_empty() {
            // For several findings, which are chosen there.
            self.opened.enter_tab(Tab::Review);
        } else if kind == pending::ANSWER {
            let is_it = |finding: &&Finding| AnswerForm::key(finding) == place;
            let Some(finding) = derived.review.findings.iter().find(is_it) else { return false };
            self.window.open(AnswerDialog::new(finding));
        } else if let Some(place) = Place::parse(place, &derived) {
            self.window.open(NoteDialog::new(&place, &derived));
        } else {
            self.opened.enter_tab(Tab::Notes);
        }
        true
    }

    /// Whether something that was begun would be lost: then the question is asked.
    pub fn ask_about(&mut self, then: &Departure) -> bool {
        let Some(draft) = pending::first_draft(self.context).filter(|_| self.opened.is_open) else { return false };
        self.window.open(HalfWrittenDialog::new(draft, then.clone()));
        true
    }
}

fn text_of(kept: &Pending) -> &str {
    kept.texts.get(pending::TEXT).map_or("", String::as_str)
}
