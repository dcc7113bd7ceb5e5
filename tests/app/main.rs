//! What the library promises as a whole, tested from outside.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod auditing;
mod cli;
mod cli_audit;
mod cli_export;
mod cli_import;
mod cli_signatures;
mod colleagues;
mod documents;
mod draft;
mod exports;
mod flow;
mod formats;
mod golden;
mod kill;
mod layering;
mod pairs;
mod reading;
mod report;
mod samples;
mod screen;
mod screens_behind;
mod screens_comparing;
mod screens_context_menus;
mod screens_disk;
mod screens_export;
mod screens_files;
mod screens_grid;
mod screens_importing;
mod screens_keyboard;
mod screens_menus;
mod screens_next_year;
mod screens_own_files;
mod screens_places;
mod screens_preview;
mod screens_recovered;
mod screens_refused;
mod screens_remarks;
mod screens_room;
mod screens_shell;
mod screens_sight;
mod screens_signing;
mod screens_sums;
mod screens_typing;
mod screens_undo;
