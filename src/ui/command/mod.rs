//! What the window asks for while it is drawn; `app` runs the queue after drawing.

mod auditing;
mod batch;
mod checking;
mod comparing;
pub mod context_menu;
mod exporting;
mod files;
mod importing;
mod new_document;
pub mod places;
mod possible;
mod remarks;
mod signing;
mod tab;
mod table;

use std::path::PathBuf;

use egui::Pos2;

use crate::{
    document::{Edit, EntryUnit},
    figures::Source,
    session::TypingRun,
    storage::{KeptCopy, PastedHeading, Typeface},
};

pub use auditing::AuditingCommand;
pub use batch::BatchCommand;
pub use checking::CheckingCommand;
pub use comparing::{CarryCommand, CompareWith, ComparingCommand, FileFor};
pub use context_menu::MenuLine;
pub use exporting::ExportCommand;
pub use files::{Departure, FileCommand};
pub use importing::ImportCommand;
pub use new_document::{AmountsFrom, NewDocument};
pub use possible::Possible;
pub use remarks::RemarkCommand;
pub use signing::{Decided, SignCommand};
pub use tab::{GROUPS, OF_FILE, Page, Tab, listed};
pub use table::{COMMANDS, CommandEntry, Menu, find, key_in_page, key_text, of_menu, pressed, with_key};

/// One request of the person at the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Edit(Edit),
    /// Changes the document while someone goes on typing: one step to undo with what was typed before in this run.
    Typed(Edit, TypingRun),
    /// Goes to the place where a number is entered or shown.
    ShowSource(Source),
    /// Explains a number: formula, inputs, where it goes.
    Explain(Source),
    /// Takes back the last change.
    Undo,
    /// Makes the change that was taken back again.
    Redo,
    /// Cuts what is selected where the keyboard is.
    Cut,
    /// Copies what is selected where the keyboard is.
    Copy,
    /// Pastes where the keyboard is.
    Paste,
    /// Opens a menu of these commands at a place; the keyboard stays where it is.
    OpenMenu(Pos2, Vec<MenuLine>),
    /// Remembers on this computer what pasted columns are.
    RememberColumns(Vec<PastedHeading>),
    /// Puts text on the clipboard.
    CopyText(String),
    /// A sentence for the status line.
    Status(String),
    /// Why what was typed or asked for is not done.
    Refuse(String),
    /// A sentence above the page, until it is put away.
    Warn(String),

    /// Asks for the particulars of a new document.
    New,
    /// Begins a new document with these particulars.
    Create(NewDocument),
    /// One more window beside this one (打开另一个窗口).
    AnotherWindow,
    /// Asks for a file to open.
    Open,
    OpenFile(PathBuf),
    /// Shows a former content of a file, which can't be changed.
    OpenCopy(KeptCopy),
    /// Opens a copy of the reference sample.
    OpenSample,
    /// Takes a file off the list of recent files.
    ForgetRecent(PathBuf),
    /// Saves under the name it has.
    Save,
    /// Asks for a name and saves under it.
    SaveAs,
    /// Asks what to export, and where to.
    Export,
    /// Puts the report on the clipboard, for the editor of a web site.
    CopyForWeb,
    /// Asks where to put the page for a leader who signs on paper.
    ReviewSheet,
    /// Back to the welcome page.
    CloseFile,
    Quit,

    /// Goes to a tab.
    ShowTab(Tab),
    NextTab,
    PreviousTab,
    /// Goes to the next finding's cell.
    NextFinding,
    /// Goes to the previous finding's cell.
    PreviousFinding,
    /// Goes to the finding of this place in the list.
    ShowFinding(usize),
    /// Back to where one was before going through the findings.
    BackFromFinding,
    /// The keyboard goes to the next part of the window.
    NextRegion,
    /// The keyboard goes to the previous part of the window.
    PreviousRegion,

    Find,
    /// Lists all commands.
    Palette,
    /// Lists all keys.
    Keys,
    /// Shows the first steps in the browser.
    Guide,
    /// What this program is.
    About,

    /// Light to dark and back.
    ToggleTheme,
    /// Colours as the system has them.
    SystemTheme,
    /// The window's text in this face.
    SetTypeface(Typeface),
    /// Shows where the log and the reports of faults are.
    ShowLog,
    ZoomIn,
    ZoomOut,
    /// 100 %
    ZoomReset,
    /// Shows or folds the panel at the right.
    FoldRight,
    /// Amounts are typed and shown in this unit.
    SetEntryUnit(EntryUnit),
    /// Explains the number in the current cell.
    ExplainCurrent,
    /// Puts the explanation on screen on the clipboard.
    CopyExplanation,
    /// Does this in the table or text that has the keyboard.
    InPage(InPage),
    /// What was decided about the open file.
    File(FileCommand),
    /// What the dialog of the export asks for.
    Exporting(ExportCommand),
    /// Signatures, and who one is.
    Sign(SignCommand),
    /// One line of income for each functional item, so that income balances with expenditure.
    FillIncomeFromExpenditure,
    /// Notes, marks “已核对”, explanations.
    Remark(RemarkCommand),
    /// Comparison, merge, former saves, and from one year to the next.
    Comparing(ComparingCommand),
    /// Taking over what other files say.
    Importing(ImportCommand),
    Checking(CheckingCommand),
    /// Auditing a report that was written elsewhere.
    Auditing(AuditingCommand),
    /// Auditing all reports of a folder.
    Batch(BatchCommand),
}

impl Command {
    /// The change of the document that it asks for.
    pub fn edit(&self) -> Option<&Edit> {
        match self {
            Self::Edit(edit) | Self::Typed(edit, _) => Some(edit),
            _ => None,
        }
    }

    /// Whether it may run while report and findings are still those of an earlier content: what types, walks and looks.
    pub fn may_run_behind(&self) -> bool {
        matches!(
            self,
            Self::Edit(_)
                | Self::Typed(..)
                | Self::Undo
                | Self::Redo
                | Self::Cut
                | Self::Copy
                | Self::Paste
                | Self::InPage(_)
                | Self::Explain(_)
                | Self::ExplainCurrent
                | Self::ShowSource(_)
                | Self::ShowTab(_)
                | Self::ShowFinding(_)
                | Self::NextTab
                | Self::PreviousTab
                | Self::NextRegion
                | Self::PreviousRegion
                | Self::FoldRight
                | Self::Find
                | Self::OpenMenu(..)
                | Self::Palette
                | Self::Keys
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::RememberColumns(_)
                | Self::CopyText(_)
                | Self::Status(_)
                | Self::Refuse(_)
                | Self::Warn(_)
                | Self::Save
                | Self::SaveAs
                | Self::File(_)
        )
    }

    /// What it needs to run.
    pub fn needs(&self) -> Needs {
        match self {
            Self::CopyText(_)
            | Self::RememberColumns(_)
            | Self::Status(_)
            | Self::Refuse(_)
            | Self::Warn(_)
            | Self::OpenMenu(..)
            | Self::ForgetRecent(_)
            | Self::AnotherWindow
            | Self::FoldRight
            | Self::Palette
            | Self::Keys
            | Self::Guide
            | Self::About
            | Self::ToggleTheme
            | Self::SystemTheme
            | Self::SetTypeface(_)
            | Self::ShowLog
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::File(_)
            | Self::Exporting(_) => Needs { document: false, typed_text: false },
            Self::New
            | Self::Create(_)
            | Self::Open
            | Self::OpenFile(_)
            | Self::OpenCopy(_)
            | Self::OpenSample
            | Self::Quit => Needs { document: false, typed_text: true },
            Self::Edit(_)
            | Self::Typed(..)
            | Self::Cut
            | Self::Copy
            | Self::Paste
            | Self::InPage(_)
            | Self::Explain(_) => Needs { document: true, typed_text: false },
            Self::ShowSource(_)
            | Self::Undo
            | Self::Redo
            | Self::Save
            | Self::SaveAs
            | Self::Export
            | Self::CopyForWeb
            | Self::ReviewSheet
            | Self::CloseFile
            | Self::NextTab
            | Self::PreviousTab
            | Self::NextFinding
            | Self::PreviousFinding
            | Self::ShowFinding(_)
            | Self::BackFromFinding
            | Self::NextRegion
            | Self::PreviousRegion
            | Self::Find
            | Self::SetEntryUnit(_)
            | Self::ExplainCurrent
            | Self::CopyExplanation
            | Self::FillIncomeFromExpenditure
            | Self::Comparing(_) => Needs { document: true, typed_text: true },
            Self::ShowTab(tab) => Needs { document: tab.needs_document(), typed_text: true },
            Self::Auditing(_) | Self::Batch(_) => Needs { document: false, typed_text: true },
            Self::Checking(_) => Needs { document: true, typed_text: true },
            Self::Importing(import) => Needs { document: import.needs_document(), typed_text: true },
            Self::Sign(sign) => Needs { document: sign.needs_document(), typed_text: true },
            Self::Remark(remark) => Needs { document: true, typed_text: remark.needs_typed_text() },
        }
    }
}

/// What a command needs to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// An open document: without one, nothing happens.
    pub document: bool,
    /// What is being typed is entered first.
    pub typed_text: bool,
}

/// What tables and long texts do at keys of their own, so that menu and palette can offer it by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPage {
    FillDown,
    FillRight,
    InsertRows,
    RemoveRows,
    MoveRowsUp,
    MoveRowsDown,
    SelectTable,
    /// Quotes a figure in a text.
    InsertFigure,
    /// Makes the numbers that were written quote the figures that they are.
    QuoteFigures,
}
