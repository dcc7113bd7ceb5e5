//! What rules of several families share. A rule that needs it says so in its `use`; nothing here is a rule.

#[cfg(test)]
mod any_document;
pub mod comparison;
pub mod count_total;
pub mod lexicon;
pub mod printed;
pub mod printed_items;
pub mod prose;
pub mod reasons;
pub mod relation;
pub mod said;
pub mod said_again;
#[cfg(test)]
pub mod testing;
pub mod typed;
pub mod witness;
