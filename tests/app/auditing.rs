//! Reports that were written elsewhere: what their sentences say, and what is wrong with them.

mod bad_readings;
mod charts;
mod others;
mod own_reports;
mod planted;
mod reference;
mod two_reports;
mod variants;
mod wordings;
