//! What people do with a finished document, without a window: explanations, notes, ticks, the order of signing, the
//! history of saves, the step to the next year, and the comparison of two files.
//!
//! Every function that changes something returns an [`Edit`](crate::document::Edit), so that it is one step to undo;
//! who and when come from the caller.
//!
//! # How colleagues work on one file
//!
//! What people say and sign is kept in `Document::review` and is not content. This module makes the edits; the window
//! adds who and when. [`Standing`] is what the signatures say of the present content: computed when the document
//! changes, and kept in the window's `Desk`, which has what a screen needs of the open document and is not in it. Name,
//! role and accepted signers are those of the window's `Person`. Nothing of either enters a figure. The place of a note
//! or tick is text;
//! `ui::command::places` names it and leads there. A mailed file has another name each time, so a set of accounts has a
//! random identity (`review.identity`): outside what is signed, made for a new document or at the first save, and new
//! in next year's file. What a reviewer saw last is kept in the data folder under it, with unit and year.

mod comparison;
mod explanations;
mod history;
mod history_chain;
mod leader_page;
mod left_over;
mod next_year;
mod notes;
mod opening_line;
mod overview;
mod printing;
mod prior_figures;
mod rows;
mod seen;
mod sign_off;
mod standing;
mod ticks;
mod year_in_name;

pub use crate::derived::TickState;
pub use comparison::{Comparison, FindingChange, brief_change_words, change_words};
pub use explanations::{explain, explain_all, withdraw, withdraw_row};
pub use history::{
    CellChange, MOST_SAVES, Stamp, changes_of_cell, common_ancestor, content_at, place_now, record_save, shown_values,
};
pub use history_chain::{ChainState, chain_state};
pub use leader_page::{LEADER_CHARTS, LeaderPage, amount_words, explained_line, note_line, notes_heading};
pub use left_over::brings_nothing;
pub use next_year::{next_year, suggest_wordings, suggestion_at, take_suggestion};
pub use notes::{NotePlace, add_note, close_note, notes_at, open_notes, reopen_note, reply, reply_and_close};
pub use opening_line::{OWN_PROGRAM, opening_line};
pub use overview::{MOST_MOVED, Overview, YearFigure};
pub use printing::{PrintedOtherwise, printed};
pub use prior_figures::{LastYear, broken_lock, fill_prior, is_locked, lock_sentence, unlock};
pub use seen::{SeenSignature, missing_of, seen_under, seen_with};
pub use sign_off::{Blocker, Stage, blockers, send_back, sign, stage};
pub use standing::{Look, Since, Standing, changed_since, changed_since_last_version, signer};
pub use ticks::{seen_value, tick, tick_state, untick};
pub use year_in_name::other_year_in_name;
