//! How the documents begin that are read from no project file, and what follows when another document is open.

use crate::{
    app::window::Notice,
    document::Document,
    session::Session,
    storage::parse_project,
    ui::{Command, Tab, command::NewDocument, tabs::Tabs},
    workflow::{LastYear, next_year, other_year_in_name},
};

use super::Filing;

static SAMPLE: &str = include_str!("../../../samples/yanbian-2024.json");

impl Filing<'_> {
    pub(super) fn create(&mut self, particulars: &NewDocument) {
        self.session.start(particulars.document());
        self.session.identify();
        self.document_opened();
        // The heart of the accounts; the particulars were just asked for.
        self.opened.enter_tab(Tab::Expenditure);
        self.window.say("已新建，可直接录入支出明细；其余各页用 Ctrl+1 至 Ctrl+9 打开");
    }

    /// The document that was read of a report: its own accounts from now on.
    pub(super) fn record(&mut self, document: &Document, report: &str) {
        self.session.start(document.clone());
        self.session.identify();
        self.document_opened();
        self.opened.enter_tab(Tab::Unit);
        self.window.say(format!("已由“{report}”录成项目，尚未存为文件；没有读懂的内容还是空的，请逐页核对"));
    }

    pub(super) fn open_sample(&mut self) {
        match parse_project(SAMPLE.as_bytes()) {
            Ok(document) => {
                self.session.start(document);
                self.document_opened();
                self.opened.enter_tab(Tab::Expenditure);
                self.window.say("已打开示例，可以随意修改");
            }
            Err(error) => self.window.say_fault(error.to_string()),
        }
    }

    /// The open document has been saved or given up by now: it is the beginning of the next year.
    pub(super) fn begin_next_year(&mut self) {
        let (derived, file) = (self.session.derived().clone(), self.session.name());
        self.session.start(next_year(LastYear { derived: &derived, file: &file }));
        // Other accounts than last year's.
        self.session.identify();
        self.document_opened();
        self.opened.enter_tab(Tab::Expenditure);
        self.window.say(format!("已由“{file}”结转，尚未存为文件；灰底带锁的是上年数"));
    }

    pub(super) fn close_file(&mut self) {
        self.session.start(Document::default());
        self.document_opened();
        self.opened.close();
        self.look_for_recent();
    }

    pub(super) fn recover(&mut self, index: usize) {
        // The others are offered again at the next start.
        let Some(recovery) = std::mem::take(&mut self.files.to_recover).into_iter().nth(index) else { return };
        let pending = recovery.draft.pending.clone();
        self.session.adopt(recovery);
        self.document_opened();
        self.opened.is_open = !is_without_document(self.session);
        if self.opened.is_open {
            self.opened.enter_tab(Tab::Unit);
            self.window.say("已恢复，尚未保存到文件");
            self.name_odd_place();
        }
        self.drafts().resume(pending);
    }

    /// Another document is open.
    pub(super) fn document_opened(&mut self) {
        self.files.autosave.forget();
        self.opened.begin(Tabs::with_program(self.window.services.child_program()));
        self.window.notice = None;
        self.signing().refresh_standing();
    }

    /// What is odd of where the file lies and how it is called, without standing in the way: what is saved in a folder
    /// that is emptied is gone some day, and a name may have been left as it was last year.
    pub(super) fn name_odd_place(&mut self) {
        let Some(path) = self.session.path() else { return };
        let folder = self.window.services.emptied_folder(path);
        let folder = folder.map(|folder| format!("文件在{folder}；请另存到自己的文件夹，再录入和保存"));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let year = other_year_in_name(self.session.document(), &name);
        let said: Vec<String> = folder.into_iter().chain(year).collect();
        if said.is_empty() {
            return;
        }
        let text = said.join("；");
        let notice = match self.window.notice.take() {
            Some(notice) => Notice { text: format!("{}；{text}", notice.text), ..notice },
            None => Notice::information(text),
        };
        self.window.notice = Some(notice.with_remedy("另存为…", Command::SaveAs));
    }
}

/// A session that holds nothing but the form of a new document has none open.
fn is_without_document(session: &Session) -> bool {
    session.path().is_none() && **session.document() == Document::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_opens() {
        let document = parse_project(SAMPLE.as_bytes()).expect("opens");
        assert_eq!(&*document.unit.department, "盐边县总工会");
    }
}
