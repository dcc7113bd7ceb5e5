//! Forms of others, made here: as systems and offices lay them out, in every kind of file, with what has to be read.

pub mod accounts;
pub mod files;
pub mod fixture;
pub mod form;
pub mod published;
