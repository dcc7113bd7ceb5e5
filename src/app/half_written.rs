//! 正在输入的文字：into the recovery copy after each frame, back from it after a crash, and asked about before it would be
//! lost.

use egui::Context;

use crate::{
    document::Document,
    figures::Source,
    rules::Finding,
    session::Session,
    storage::Pending,
    ui::{
        Command, Tab,
        command::{ExchangePart, places::Place},
        dialogs::{AnswerDialog, HalfWrittenDialog, NewDocumentForm, NoteDialog, SignDialog, UnlockForm},
        remarks::AnswerForm,
        state::pending,
    },
    workflow::{is_locked, lock_sentence},
};

use super::{App, Notice};

/// The name of the tab among the texts of a value.
const TAB: &str = "tab";

impl App {
    /// After each frame: what is being typed is kept with the document.
    pub(super) fn note_pending(&mut self, context: &Context) {
        let mut all = pending::all(context);
        for value in all.iter_mut().filter(|pending| pending.kind == pending::VALUE) {
            value.texts.insert(TAB.to_owned(), self.tab.label().to_owned());
        }
        all.extend(self.dialog.as_ref().and_then(|dialog| dialog.pending(context)));
        self.session.set_pending(all);
    }

    /// What a crash has interrupted goes on: each text is where it was typed, and the keyboard with it.
    pub(super) fn resume(&mut self, kept: Vec<Pending>, context: &Context) {
        // What was begun must be there before its dialog opens.
        for draft in &kept {
            for kind in [pending::NOTE, pending::ANSWER].into_iter().filter(|kind| *kind == draft.kind) {
                pending::set_draft(context, kind, &draft.place, text_of(draft));
            }
        }
        for kept in kept {
            if !self.resume_one(&kept, context) {
                let text = text_of(&kept);
                self.notice =
                    Some(Notice::fault(format!("正在输入的这段文字找不到原来的位置，请复制后另行录入：{text}")));
            }
        }
    }

    /// False when its place is gone.
    fn resume_one(&mut self, kept: &Pending, context: &Context) -> bool {
        let derived = self.session.derived().clone();
        match kept.kind.as_str() {
            pending::VALUE => {
                let Some(path) = Document::parse_path(&kept.place) else { return false };
                let tab = kept.texts.get(TAB).and_then(|label| Tab::ALL.into_iter().find(|tab| tab.label() == *label));
                let tab = tab.unwrap_or_else(|| Tab::of_path(path));
                self.show_tab(tab);
                self.tabs.go_to(tab, &Source::Entered(path));
                pending::offer(context, kept.clone());
            }
            pending::PUBLISHED => {
                let place = Place::parse(&kept.place, &derived);
                let Some(Place::Number(source @ Source::Cell(_))) = place else { return false };
                self.show_tab(Tab::Tables);
                self.tabs.go_to(Tab::Tables, &source);
                pending::offer(context, kept.clone());
            }
            pending::NOTE_DIALOG => return self.open_draft(pending::NOTE, &kept.place),
            pending::ANSWER_DIALOG => return self.open_draft(pending::ANSWER, &kept.place),
            pending::NEW => {
                let form = NewDocumentForm::new(self.services.year()).with_texts(&kept.texts);
                self.open_dialog(form);
            }
            pending::SIGN => match SignDialog::resumed(kept, &self.session.stamp().author) {
                Some(dialog) => self.open_dialog(dialog),
                None => return false,
            },
            pending::UNLOCK => {
                let path = Document::parse_path(&kept.place);
                let locked = path.and_then(|path| Some((path, is_locked(self.session.document(), path)?)));
                let Some((path, lock)) = locked else { return false };
                let form = UnlockForm::new(path, Document::label_at(path), lock_sentence(lock));
                self.open_dialog(form.with_reason(text_of(kept)));
            }
            // Begun notes and explanations are where they were; what a newer version keeps is not known here.
            _ => {}
        }
        true
    }

    /// Opens what was begun; false when its place is gone.
    pub(super) fn open_draft(&mut self, kind: &'static str, place: &str) -> bool {
        let derived = self.session.derived().clone();
        if kind == pending::ANSWER && place.is_empty() {
            // For several findings, which are chosen there.
            self.enter_tab(Tab::Review);
        } else if kind == pending::ANSWER {
            let is_it = |finding: &&Finding| AnswerForm::key(finding) == place;
            let Some(finding) = derived.review.findings.iter().find(is_it) else { return false };
            self.open_dialog(AnswerDialog::new(finding));
        } else if let Some(place) = Place::parse(place, &derived) {
            self.open_dialog(NoteDialog::new(&place, &derived));
        } else {
            self.tabs.show_part(ExchangePart::Notes);
            self.show_tab(Tab::Exchange);
        }
        true
    }

    /// Whether something that was begun would be lost: then the question is asked.
    pub(super) fn asks_about_drafts(&mut self, then: &Command, context: &Context) -> bool {
        let Some(draft) = pending::first_draft(context).filter(|_| self.is_open) else { return false };
        self.open_dialog(HalfWrittenDialog::new(draft, then.clone()));
        true
    }
}

/// A session that holds nothing but the form of a new document has none open.
pub(super) fn is_without_document(session: &Session) -> bool {
    session.path().is_none() && **session.document() == Document::default()
}

fn text_of(kept: &Pending) -> &str {
    kept.texts.get(pending::TEXT).map_or("", String::as_str)
}
