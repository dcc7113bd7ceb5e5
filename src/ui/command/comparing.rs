//! What the screens of comparison, merge, former saves and the change of year ask for.

use std::path::PathBuf;

use crate::{compare::MergeSide, document::Path, storage::Generation};

/// One request of these screens.
#[derive(Clone, Debug, PartialEq)]
pub enum ComparingCommand {
    Compare(CompareWith),
    /// Asks where to, and writes the comparison on screen as a workbook.
    ExportComparison,
    /// Asks for a colleague's copy to be merged.
    AskMerge,
    /// Merges what someone else has saved under this file's name meanwhile.
    MergeDisk,
    /// Makes the merge on screen, with these choices.
    TakeMerge(Vec<MergeSide>),
    /// Gives up the merge on screen.
    GiveUpMerge,
    /// The file that was asked for.
    FileChosen(FileFor, PathBuf),
    /// Goes to a place, or to the row that is left near it.
    GoTo(Path),
    /// Shows what became of the current cell through the saves.
    SavesOfCell,
    /// Shows a former save, which can't be changed.
    OpenGeneration(Generation),
    /// Makes the content that of a former save, in one step.
    RestoreGeneration(Generation),
    /// Opens the file that is looked at in a former state.
    BackToFile(PathBuf),
    /// Changes from one year to the next.
    Carry(CarryCommand),
}

impl ComparingCommand {
    /// Whether it leads to a change of the open document.
    pub fn changes_document(&self) -> bool {
        match self {
            Self::AskMerge | Self::MergeDisk | Self::TakeMerge(_) | Self::RestoreGeneration(_) => true,
            Self::FileChosen(what, _) => matches!(what, FileFor::Merging | FileFor::PriorFigures),
            Self::Carry(command) => !matches!(command, CarryCommand::AskNextYear | CarryCommand::BeginNextYear),
            Self::Compare(_)
            | Self::ExportComparison
            | Self::GiveUpMerge
            | Self::GoTo(_)
            | Self::SavesOfCell
            | Self::OpenGeneration(_)
            | Self::BackToFile(_) => false,
        }
    }
}

/// What a file is asked for, other than to be opened or saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFor {
    /// To be compared with.
    Comparing,
    /// To be compared with as last year's.
    ComparingYears,
    Merging,
    /// To take last year's figures from.
    PriorFigures,
    /// To write the comparison on screen into.
    Workbook,
}

impl FileFor {
    /// What the dialog is headed.
    pub fn title(self) -> &'static str {
        match self {
            Self::Comparing => "与哪份文件比较",
            Self::ComparingYears => "与哪份上年文件比较",
            Self::Merging => "合并哪份文件",
            Self::PriorFigures => "从哪份上年文件填入",
            Self::Workbook => "导出比较结果",
        }
    }
}

/// What the document is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareWith {
    /// A file that is asked for.
    File,
    /// The content as last signed.
    Signed,
    /// The content as last saved.
    Saved,
    /// Last year's file, which is asked for.
    LastYear,
    /// What is in the file now, by someone else.
    Disk,
    /// A former save on this computer.
    Generation(Generation),
}

/// What the change of year asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum CarryCommand {
    /// Asks whether to begin the file of the next year.
    AskNextYear,
    BeginNextYear,
    /// Asks for last year's file, to fill in its figures.
    AskLastYear,
    /// Asks why the current cell is to be unlocked.
    AskUnlock,
    /// Unlocks a figure of last year.
    Unlock {
        path: Path,
        reason: String,
    },
    /// Someone types into a locked cell.
    TypedIntoLocked(Path),
    /// Takes over last year's wording of the current text.
    TakeSuggestion,
}
