//! What a person adds to the report: explanations of terms, and paragraphs.

use super::{
    list::List,
    record::record,
    value::{LongText, Text},
};

record! {
    /// What a person writes into the report beside the texts of the other parts.
    pub struct ReportTexts {
        glossary: List<GlossaryText> = "名词解释",
        additions: List<Addition> = "补充段落",
    }
}

record! {
    /// An explanation that stands in place of the shipped one, or of a term that only this report uses.
    pub struct GlossaryText {
        term: Text = "名词",
        text: LongText = "解释",
    }
}

record! {
    /// A paragraph of one's own at the end of a section.
    pub struct Addition {
        topic: Text = "章节",
        text: LongText = "补充段落",
    }
}
