//! Texts in a file that stand where an amount or a number is expected and are none, as a person or another program may
//! have written them: `"12..5"`, `"1,000"`, `"约12万"`.
//!
//! They become what such a text becomes that is typed: the cell is blank and the text is kept beside it, is shown in it
//! and is an error. Nothing is guessed, not even of `"1,000"`: the file has 元, and whoever wrote this may have meant
//! 万元. Anything else that does not fit refuses the file.

use std::ops::Range;

use serde::de::Error;
use serde_json::{error::Category, value::RawValue};

use super::{
    Document, LongText, Text, UnreadableEntry,
    entry::Kind,
    path::Path,
    raw_fields::RawFields,
    record::{Declared, Field, Shape},
};

impl Document {
    /// Reads the JSON of a document. A text that is no amount is kept beside its cell.
    ///
    /// # Errors
    /// Those of serde_json, with their place in `json`.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        match serde_json::from_str(json) {
            Err(error) if error.classify() == Category::Data => Self::from_json_with_misfits(json, error),
            read => read,
        }
    }

    fn from_json_with_misfits(json: &str, error: serde_json::Error) -> Result<Self, serde_json::Error> {
        let mut search = Search { json, found: Vec::new() };
        if search.record(json, Self::declared(), Path::ROOT).is_none() || search.found.is_empty() {
            return Err(error);
        }
        let mut document: Self = serde_json::from_str(&search.without_found())?;
        for Misfit { cell, text, .. } in search.found.into_iter().filter(|misfit| !misfit.text.trim().is_empty()) {
            if document.unreadable_text(cell).is_some() {
                return Err(serde_json::Error::custom("同一格在未能识别的输入中已有另一段文字"));
            }
            document.unreadable.push(UnreadableEntry {
                cell: Text::new(cell.to_string()),
                text: LongText::new(text),
                ..Default::default()
            });
        }
        Ok(document)
    }
}

struct Misfit {
    cell: Path,
    text: String,
    /// Where it stands in the file.
    place: Range<usize>,
}

struct Search<'a> {
    json: &'a str,
    found: Vec<Misfit>,
}

impl<'a> Search<'a> {
    /// Looks through a record; `None` where the JSON is of another shape.
    fn record(&mut self, json: &'a str, fields: &[Field], at: Path) -> Option<()> {
        let own: RawFields<'a> = serde_json::from_str(json).ok()?;
        for (name, value) in own.0 {
            let Some(field) = fields.iter().find(|field| field.name == name) else { continue };
            let at = at.field(field.name);
            match field.shape {
                Shape::Leaf(kind) => self.leaf(value, kind, at),
                Shape::Record(fields) => self.record(value.get(), fields(), at)?,
                Shape::List(fields) => {
                    let rows: Vec<&'a RawValue> = serde_json::from_str(value.get()).ok()?;
                    for (index, row) in rows.into_iter().enumerate() {
                        self.record(row.get(), fields(), at.row(index))?;
                    }
                }
            }
        }
        Some(())
    }

    fn leaf(&mut self, value: &'a RawValue, kind: Kind, cell: Path) {
        let json = value.get();
        if !matches!(kind, Kind::Money | Kind::Number) || !json.starts_with('"') {
            return;
        }
        let Ok(text) = serde_json::from_str::<String>(json) else { return };
        if text.is_empty() || kind.from_stored(&text).is_none() {
            let begin = json.as_ptr().addr() - self.json.as_ptr().addr();
            self.found.push(Misfit { cell, text, place: begin..begin + json.len() });
        }
    }

    /// The JSON with null for what was found; what follows in the line stays where it was, for the places of faults.
    fn without_found(&self) -> String {
        let mut out = String::with_capacity(self.json.len() + 2 * self.found.len());
        let mut done = 0;
        for misfit in &self.found {
            out.push_str(&self.json[done..misfit.place.start]);
            out.push_str(&format!("{:width$}", "null", width = misfit.place.len()));
            done = misfit.place.end;
        }
        out.push_str(&self.json[done..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{at, document::Entry};

    fn read(json: &str) -> Document {
        Document::from_json(json).expect("it opens")
    }

    #[test]
    fn a_text_that_is_no_amount_is_kept_beside_its_blank_cell() {
        let operating = at!(other.operating.amount);
        for text in ["12..5", "1,000", "１２", " 1", "1.005", "1e3", "约12万", "NaN", "1000000000001", "－", "\\\"\\n"]
        {
            let json = format!(r#"{{"other": {{"operating": {{"amount": "{text}", "prior": "3.00"}}}}}}"#);
            let document = read(&json);
            let shown: String = serde_json::from_str(&format!("\"{text}\"")).expect("a text");
            assert_eq!(document.entry(operating), Some(Entry::Blank), "{text}");
            assert_eq!(document.unreadable_text(operating), Some(&*LongText::new(shown)), "{text}");
            assert!(document.other.operating.prior.is_some(), "what can be read stays");
            // Saved and opened again it is the same.
            let saved = serde_json::to_string(&document).expect("JSON");
            assert_eq!(read(&saved), document, "{text}");
        }
    }

    #[test]
    fn rows_and_numbers_are_kept_apart() {
        let json = r#"{"expenditure": {"lines": [{"basic": "1.00"}, {"basic": "二", "project": "x"}]},
            "performance": {"deduction": "0.12345678"}, "later": {"basic": "二"}}"#;
        let document = read(json);
        let told: Vec<String> =
            document.unreadable.iter().map(|entry| format!("{} {}", entry.cell, entry.text)).collect();
        let expected =
            ["/expenditure/lines/1/basic 二", "/expenditure/lines/1/project x", "/performance/deduction 0.12345678"];
        assert_eq!(told, expected);
        assert!(document.expenditure.lines[0].basic.is_some() && document.unknown.contains_key("later"));
    }

    #[test]
    fn an_empty_text_is_blank() {
        let document = read(r#"{"other": {"operating": {"amount": ""}}}"#);
        assert_eq!((document.other.operating.amount, document.unreadable.len()), (None, 0));
    }

    #[test]
    fn any_other_fault_refuses_the_file_at_its_place() {
        for (json, place) in [
            (r#"{"other": {"operating": {"amount": "12..5", "prior": 1}}}"#, r#""prior": 1"#),
            (r#"{"other": {"operating": {"amount": "12..5"}}, "unit": {"year": "二"}}"#, r#""year": "二""#),
            (r#"{"other": {"operating": {"amount": 12.5}}}"#, r#""amount": 12.5"#),
        ] {
            let error = Document::from_json(json).expect_err("refused");
            assert!(error.line() == 1 && json[..error.column()].ends_with(place), "{json}: {error}");
        }
        let twice = r#"{"other": {"operating": {"amount": "12..5", "amount": "1.00"}}}"#;
        assert!(Document::from_json(twice).is_err());
    }
}
