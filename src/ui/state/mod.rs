//! What is known while a frame is drawn: the view of the document, who sits here, where the keyboard is, what is being
//! typed.

mod auditing;
mod batch;
mod checking;
mod comparing;
pub mod copied_page;
pub mod current;
mod desk;
pub mod finding_walk;
mod importing;
mod marks;
pub mod pending;
pub mod remark_words;
mod screen;
mod view;

pub use auditing::{AuditingDesk, ShownAudit};
pub use batch::{BatchDesk, BatchRow, RowCounts, RowState};
pub use checking::{BeingRead, CheckingDesk, ReadDraft, ShownCheck};
pub use comparing::{ComparingDesk, ShownComparison, ShownMerge};
pub use desk::{Desk, Person};
pub use importing::{ImportProgress, ImportingDesk, PageTexture, ShownImport, ShownPage, wish as import_wish};
pub use marks::{Marks, NoMarks, Weight, severity_colour, severity_symbol};
pub use screen::Screen;
pub use view::View;
