//! How far each tab is: empty, in progress, error, warning, done.

use egui::Color32;

use crate::{
    derived::{Derived, OpenFindings},
    document::{Node, record},
    forms::{FormName, is_beginning, published},
    rules::Severity,
    ui::{Desk, Tab, command::Page, theme::Palette},
    workflow::{Stage, open_notes},
};

use super::report::{self, SectionState};

/// How far a tab is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// ○ Nothing is entered.
    Empty,
    /// ◐ A check still lacks something here.
    InProgress,
    /// ✖ An error is open here.
    Faulty,
    /// ▲ A warning is open here.
    Warning,
    /// ✔ Nothing is left to do.
    Done,
}

impl Status {
    /// The symbol that tells it apart without colour.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Empty => "○",
            Self::InProgress => "◐",
            Self::Faulty => "✖",
            Self::Warning => "▲",
            Self::Done => "✔",
        }
    }

    pub fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Empty | Self::InProgress => palette.weak_text,
            Self::Faulty => palette.error,
            Self::Warning => palette.warning,
            Self::Done => palette.done,
        }
    }

    /// In words, for a tab.
    pub fn label_on(self, tab: Tab) -> &'static str {
        match (tab, self) {
            (Tab::Notes, Self::Empty) => "还没有批注",
            (Tab::Notes, Self::Warning) => "有待回复的批注",
            (Tab::Notes, Self::Done) => "没有待回复的批注",
            (Tab::Leader, Self::Empty) => "尚未签批",
            (Tab::Leader, Self::Warning) => "已退回、待确认，或签批后有改动",
            (Tab::Leader, Self::Done) => "已签批",
            _ => self.label(),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Empty => "未录入",
            Self::InProgress => "录入中",
            Self::Faulty => "有错误",
            Self::Warning => "有警告",
            Self::Done => "已完成",
        }
    }
}

/// How far a page of the list is, in a mark and in words.
pub struct PageMark {
    /// A symbol, or how many errors and warnings are open.
    pub text: String,
    pub words: String,
    pub status: Status,
}

/// On the page that one is on, nothing is asked for yet while the document is at its beginning: only errors count.
pub fn page_mark(page: &Page, is_current: bool, derived: &Derived, desk: &Desk) -> PageMark {
    // Of several views the one that waits for something speaks for the page.
    let tab = match page.views {
        [Tab::Leader, ..] if status(Tab::Notes, derived, desk) == Status::Warning => Tab::Notes,
        [Tab::Preview, ..] => Tab::Tables,
        views => views.first().copied().unwrap_or_default(),
    };
    let status = status(tab, derived, desk);
    if page.views.contains(&Tab::Saves) {
        return PageMark {
            text: String::new(),
            words: "保存记录、本机留存、比较与合并".to_owned(),
            status: Status::Empty,
        };
    }
    if tab == Tab::Import {
        return PageMark { text: String::new(), words: "从其他文件取数".to_owned(), status: Status::Empty };
    }
    if tab == Tab::Checking {
        let words = "改过的成稿与项目的不同".to_owned();
        return PageMark { text: String::new(), words, status: Status::Empty };
    }
    if tab == Tab::Audit {
        return PageMark {
            text: String::new(), words: "审核别处写好的报告".to_owned(), status: Status::Empty
        };
    }
    if tab == Tab::Batch {
        return PageMark {
            text: String::new(), words: "逐个审核一个文件夹里的报告".to_owned(), status: Status::Empty
        };
    }
    let mut open = open_findings(tab, derived);
    let mut status = status;
    if is_current && tab.form().is_some() && is_beginning(derived.document()) {
        open.warnings = 0;
        status = if status == Status::Warning { Status::InProgress } else { status };
    }
    let is_counted = tab.form().is_some() || tab == Tab::Review;
    let counts = [("✖", "项错误", open.errors), ("▲", "项警告", open.warnings)];
    let counted = counts.iter().filter(|(.., count)| is_counted && *count > 0 && status != Status::Empty);
    let (marks, words): (Vec<String>, Vec<String>) =
        counted.map(|(symbol, words, count)| (format!("{symbol}{count}"), format!("{count}{words}"))).unzip();
    match marks.is_empty() {
        true => PageMark { text: status.symbol().to_owned(), words: status.label_on(tab).to_owned(), status },
        false => PageMark { text: marks.join(" "), words: words.join("、"), status },
    }
}

/// How far `tab` is. A finding counts where F8 leads to.
pub fn status(tab: Tab, derived: &Derived, desk: &Desk) -> Status {
    match tab {
        Tab::Report => return report_status(derived),
        Tab::Notes => return notes_status(derived),
        Tab::Leader => return leader_status(desk),
        _ => {}
    }
    let pages = tab.pages();
    if !pages.iter().any(|page| has_entry(derived, *page)) {
        return Status::Empty;
    }
    let open = open_findings(tab, derived);
    match open {
        open if open.errors > 0 => Status::Faulty,
        open if open.warnings > 0 => Status::Warning,
        _ if pages.iter().any(|page| derived.attention().lacking.contains(page)) => Status::InProgress,
        _ => Status::Done,
    }
}

/// The findings that F8 leads to from `tab`.
fn open_findings(tab: Tab, derived: &Derived) -> OpenFindings {
    let attention = derived.attention();
    match tab {
        Tab::Tables => attention.in_tables,
        _ => tab
            .pages()
            .iter()
            .filter_map(|page| attention.open.get(page))
            .fold(OpenFindings::default(), |all, open| all + *open),
    }
}

/// Whether anything is entered on a page.
fn has_entry(derived: &Derived, page: FormName) -> bool {
    let document = &**derived.document();
    page.form().places().any(|place| record::find(document, place.steps()).is_some_and(|node| is_filled(&node)))
        || page == FormName::Published && published::has_total(&derived.figures)
}

/// Notes that nobody has answered are a warning.
fn notes_status(derived: &Derived) -> Status {
    let document = derived.document();
    let review = &document.review;
    if open_notes(document).next().is_some() {
        Status::Warning
    } else if review.notes.is_empty() && review.explanations.is_empty() && review.signatures.is_empty() {
        Status::Empty
    } else {
        Status::Done
    }
}

/// Signed is done; sent back, or changed since, is a warning.
fn leader_status(desk: &Desk) -> Status {
    match (&desk.standing.stage, desk.standing.last()) {
        _ if !desk.standing.missing.is_empty() => Status::Warning,
        (Stage::Signed(_), _) => Status::Done,
        (_, Some(_)) => Status::Warning,
        (_, None) => Status::Empty,
    }
}

/// The gravest mark of the outline.
fn report_status(derived: &Derived) -> Status {
    if !FormName::ALL.into_iter().any(|page| has_entry(derived, page)) {
        return Status::Empty;
    }
    let mut status = Status::Done;
    for topic in &derived.report.topics {
        match report::mark(&derived.report, topic, derived) {
            SectionState::Faulty(Severity::Error) => return Status::Faulty,
            SectionState::Faulty(_) => status = Status::Warning,
            SectionState::Missing(_) if status == Status::Done => status = Status::InProgress,
            _ => {}
        }
    }
    status
}

/// Whether anything stands in a place; stops at the first value.
fn is_filled(node: &Node<'_>) -> bool {
    let any = |record: &dyn record::Record| {
        (0..record.fields().len()).filter_map(|index| record.node(index)).any(|node| is_filled(&node))
    };
    match node {
        Node::Leaf(entry) => !entry.is_blank(),
        Node::Record(record) => any(*record),
        Node::List(rows) => (0..rows.len()).filter_map(|index| rows.row(index)).any(any),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        at,
        document::{Document, Edit},
        money::AmountUnit,
    };

    #[test]
    fn an_untouched_tab_is_empty_and_an_error_shows_where_it_can_be_mended() {
        let mut document = Document::default();
        for (path, text) in [
            (at!(unit.staff.actual.total), "5"),
            (at!(unit.staff.actual.civil_servant), "3"),
            (at!(unit.staff.actual.worker), "0"),
            (at!(unit.staff.actual.institution), "1"),
        ] {
            document = document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("applies");
        }
        let derived = Derived::of(&Arc::new(document));
        assert_eq!(
            status(Tab::Published, &derived, Desk::empty()),
            Status::Faulty,
            "a total is changed as it was printed"
        );
        assert_ne!(status(Tab::Unit, &derived, Desk::empty()), Status::Faulty);
        assert_eq!(status(Tab::Review, &derived, Desk::empty()), Status::Faulty);
        for tab in [Tab::Income, Tab::Expenditure, Tab::ThreePublic, Tab::Tables] {
            assert_eq!(status(tab, &derived, Desk::empty()), Status::Empty, "{tab:?}");
        }
    }
}
