//! Fields that this version does not know: written by a newer version, kept word for word and saved again.

use std::{borrow::Cow, collections::BTreeMap, collections::HashSet, fmt, ops::Deref};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// Deepest nesting inside an unknown field.
pub const MAX_UNKNOWN_DEPTH: u32 = 32;

/// The unknown fields of one record, by name.
#[derive(Clone, Debug, Default)]
pub struct Unknown(BTreeMap<String, Box<RawValue>>);

impl Unknown {
    /// Keeps a field; refuses a second one of the same name, and a value that repeats a field or nests too deeply.
    pub fn keep<E: Error>(&mut self, name: Cow<'_, str>, value: Box<RawValue>) -> Result<(), E> {
        check_structure(value.get()).map_err(|error| E::custom(bare_message(&error)))?;
        if self.0.contains_key(&*name) {
            return Err(repeated(&name));
        }
        self.0.insert(name.into_owned(), value);
        Ok(())
    }

    /// Replaces a field, or takes it out; false when the text is not JSON that may stand there.
    pub fn set(&mut self, name: &str, json: Option<&str>) -> bool {
        let Some(json) = json else {
            self.0.remove(name);
            return true;
        };
        match RawValue::from_string(json.to_owned()) {
            Ok(value) if check_structure(json).is_ok() => {
                self.0.insert(name.to_owned(), value);
                true
            }
            _ => false,
        }
    }

    /// Takes a field out.
    pub fn take(&mut self, name: &str) -> Option<Box<RawValue>> {
        self.0.remove(name)
    }
}

impl Deref for Unknown {
    type Target = BTreeMap<String, Box<RawValue>>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.0.iter().zip(&other.0).all(|((a, x), (b, y))| a == b && x.get() == y.get())
    }
}

/// The sentence for a field that occurs twice; JSON readers otherwise keep the last one silently.
pub(super) fn repeated<E: Error>(name: &str) -> E {
    E::custom(format!("字段“{name}”出现了两次"))
}

/// Refuses JSON that repeats a field in a record or nests deeper than [`MAX_UNKNOWN_DEPTH`].
pub fn check_structure(json: &str) -> Result<(), serde_json::Error> {
    Inside { depth: 0 }.deserialize(&mut serde_json::Deserializer::from_str(json))
}

/// The message without the position inside the field, which says nothing to a reader of the whole file.
fn bare_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_owned()
}

/// Reads through a value at this depth and keeps nothing.
#[derive(Clone, Copy)]
struct Inside {
    depth: u32,
}

impl Inside {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_UNKNOWN_DEPTH {
            return Err(E::custom(format!("内容嵌套超过 {MAX_UNKNOWN_DEPTH} 层")));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Inside {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inside {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("内容")
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inside = self.deeper()?;
        while items.next_element_seed(inside)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let inside = self.deeper()?;
        let mut seen = HashSet::new();
        while let Some(KeptName(name)) = fields.next_key()? {
            if seen.contains(&name) {
                return Err(repeated(&name));
            }
            seen.insert(name);
            fields.next_value_seed(inside)?;
        }
        Ok(())
    }
}

/// A field name, borrowed from the file where possible.
pub(super) struct KeptName<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for KeptName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = KeptName<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("字段名")
            }
            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(KeptName(name.into()))
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(KeptName(name.to_owned().into()))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(value: &str) -> Result<(), serde_json::Error> {
        let raw = RawValue::from_string(value.to_owned()).expect("JSON");
        Unknown::default().keep("new".into(), raw)
    }

    #[test]
    fn a_value_may_not_repeat_a_field_at_any_depth() {
        assert!(keep(r#"{"a":1,"b":[{"a":1},{"a":2}]}"#).is_ok());
        assert_eq!(keep(r#"[{"x":{"a":1,"a":1}}]"#).expect_err("refused").to_string(), "字段“a”出现了两次");
        assert!(keep(r#"{"a":1,"\u0061":2}"#).is_err(), "the same name, written differently");
    }

    #[test]
    fn a_value_may_nest_32_levels() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(keep(&nested(32)).is_ok());
        assert!(keep(&nested(33)).expect_err("refused").to_string().contains("32 层"));
        assert!(keep(&nested(50_000)).is_err());
    }
}
