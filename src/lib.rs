#![doc = include_str!("ARCHITECTURE.md")]
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files"))]

pub mod effort;

pub mod digest;

pub mod shown;

pub mod money;
pub mod percent;

pub mod address;

pub mod document;

pub mod compare;

pub mod seal;

pub mod templates;

pub mod codes;

pub mod large_sample;

pub mod typefaces;

pub mod figures;

pub mod tables;

pub mod charts;

pub mod report;

pub mod forms;

pub mod rules;

pub mod derived;

pub mod evidence;

pub mod reading;

pub mod typeset;

pub mod workflow;

pub mod import;

pub mod audit;

pub mod export;

pub mod draft;

pub mod storage;

pub mod session;

pub mod console;

pub mod ui;

pub mod app;

#[cfg(test)]
mod testing;
