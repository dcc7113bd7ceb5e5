//! Reports that were written elsewhere: what their sentences say, and what is wrong with them.

mod others;
mod own_reports;
mod planted;
