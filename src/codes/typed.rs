//! A code typed together with a name (`2080506 职业年金`): the code is taken, and the name is compared with its own.

use crate::document::{Axis, parse_code};

use super::{Code, CodeBook, normal_name};

/// A code that was typed or pasted together with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeWithName {
    /// As a sentence for the person: which code was taken, and whether the name is its own.
    pub sentence: String,
    /// Whether the name is that of the code.
    pub agrees: bool,
}

impl CodeBook {
    /// What a text says that names a code and what it is called; `None` for a code alone, and for what is no code.
    pub fn code_with_name(&self, axis: Axis, text: &str) -> Option<CodeWithName> {
        let (digits, name) = parse_code(text).ok()?;
        let name = name?;
        let code = Code::new(&digits)?;
        let (agrees, what) = match self.list(axis).get(&code) {
            None => (false, format!("科目表中没有这个编码，未能核对名称“{name}”，请核对")),
            Some(entry) if self.is_called(axis, code, &entry.name, &name) => {
                (true, format!("名称“{name}”与科目表相符"))
            }
            Some(entry) => (false, format!("科目表中它是“{}”，与“{name}”不符，请核对", entry.name)),
        };
        Some(CodeWithName { sentence: format!("已取编码 {code}；{what}"), agrees })
    }

    /// Whether people may call this code so: its name, a known short name, its name with some words left out, or with
    /// the names of the levels above.
    fn is_called(&self, axis: Axis, code: Code, official: &str, name: &str) -> bool {
        let (official, name) = (normal_name(official), normal_name(name));
        let is_alias = axis == Axis::Functional && self.alias(&name).is_some_and(|note| note.code == code);
        is_alias || name.contains(&official) || is_shortened(&official, &name)
    }
}

/// Whether `short` is `whole` with characters left out: “职业年金” of “机关事业单位职业年金缴费支出”.
fn is_shortened(whole: &str, short: &str) -> bool {
    let mut rest = whole.chars();
    short.chars().count() >= 2 && short.chars().all(|c| rest.any(|own| own == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_beside_a_code_is_checked() {
        let book = CodeBook::shipped();
        let said = |text: &str| book.code_with_name(Axis::Functional, text);
        for text in ["2080506 职业年金", "2080506机关事业单位职业年金缴费支出", "２０８０５０６　职业年金缴费"]
        {
            let said = said(text).expect("a code and a name");
            assert!(said.agrees && said.sentence.starts_with("已取编码 2080506；"), "{said:?}");
        }
        let wrong = said("2080505 职业年金").expect("a code and a name");
        assert!(!wrong.agrees && wrong.sentence.contains("机关事业单位基本养老保险缴费支出"), "{wrong:?}");
        let unknown = said("2999999 别的").expect("a code and a name");
        assert!(!unknown.agrees && unknown.sentence.contains("没有这个编码"), "{unknown:?}");
        assert_eq!(said("2080506"), None);
        assert_eq!(said("职业年金"), None);
    }
}
