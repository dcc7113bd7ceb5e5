//! The types of the document's fields and how each is read from the file.
//!
//! Every type has a blank value: a cell that nobody filled is `None` (null in the file), never zero or an empty string.

use std::{borrow::Cow, fmt, ops::Deref};

use rust_decimal::Decimal;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};

use crate::money::Money;

use super::entry::{ChoiceItem, Entry, Kind, stored_number};

/// A field type of the document.
pub trait Leaf: Default + Clone + PartialEq + Serialize + for<'de> Deserialize<'de> {
    /// What may be entered.
    const KIND: Kind;
    fn entry(&self) -> Entry;
    /// Takes over `entry`; `None` when it is of another kind.
    fn from_entry(entry: &Entry) -> Option<Self>;
}

macro_rules! text_kinds {
    ($($(#[$meta:meta])* $name:ident = $kind:ident;)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn is_blank(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Leaf for $name {
            const KIND: Kind = Kind::$kind;
            fn entry(&self) -> Entry {
                if self.0.is_empty() { Entry::Blank } else { Entry::Text(self.0.clone()) }
            }
            fn from_entry(entry: &Entry) -> Option<Self> {
                match entry {
                    Entry::Blank => Some(Self::default()),
                    Entry::Text(text) => Some(Self(text.clone())),
                    _ => None,
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.0.is_empty() { serializer.serialize_none() } else { serializer.serialize_str(&self.0) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read = |text: Cow<'_, str>| Ok::<_, String>(Self(text.into_owned()));
                Ok(deserializer.deserialize_any(Scalar { expected: "文本", text: read, count: no_number })?.unwrap_or_default())
            }
        }
    )* };
}

text_kinds! {
    /// One line of text; blank is null in the file.
    Text = Text;
    /// Several lines of text.
    LongText = LongText;
    /// A functional classification code, as typed.
    FunctionalCode = Functional;
    /// An economic classification code, as typed.
    EconomicCode = Economic;
    /// A date as `2025-08-20`.
    Date = Date;
}

fn no_number<T>(_: u64) -> Result<T, String> {
    Err("这里不应是数字，金额和小数请写成文本，如 \"1234.50\"".to_owned())
}

/// Reads null, a string or a whole number; anything else is refused with a Chinese sentence.
struct Scalar<F, G> {
    expected: &'static str,
    text: F,
    count: G,
}

impl<'de, T, F, G> Visitor<'de> for Scalar<F, G>
where
    F: FnOnce(Cow<'_, str>) -> Result<T, String>,
    G: FnOnce(u64) -> Result<T, String>,
{
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        (self.text)(Cow::Borrowed(text)).map(Some).map_err(E::custom)
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        (self.text)(Cow::Owned(text)).map(Some).map_err(E::custom)
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        (self.count)(number).map(Some).map_err(E::custom)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Err(E::custom(format!("这里应是{}，不能是负数", self.expected)))
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Err(E::custom(format!("这里应是{}，不能是浮点数", self.expected)))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Err(E::custom(format!("这里应是{}，不能是真假值", self.expected)))
    }
    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(format!("这里应是{}，不能是列表", self.expected)))
    }
    fn visit_map<A: serde::de::MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(format!("这里应是{}，不能是一组字段", self.expected)))
    }
}

/// Implements [`Leaf`] for `Option<…>` types that serialise on their own.
macro_rules! option_leaf {
    ($type:ty, $kind:expr, $variant:ident) => {
        impl Leaf for Option<$type> {
            const KIND: Kind = $kind;
            fn entry(&self) -> Entry {
                self.map_or(Entry::Blank, Entry::$variant)
            }
            fn from_entry(entry: &Entry) -> Option<Self> {
                match entry {
                    Entry::Blank => Some(None),
                    Entry::$variant(value) => Some(Some(*value)),
                    _ => None,
                }
            }
        }
    };
}
option_leaf!(Money, Kind::Money, Money);

/// A whole number from 0: persons, vehicles, a year.
pub type Count = Option<u32>;
option_leaf!(u32, Kind::Count, Count);

/// A number that is no money; a decimal string in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Number(pub Option<Decimal>);

impl Leaf for Number {
    const KIND: Kind = Kind::Number;
    fn entry(&self) -> Entry {
        self.0.map_or(Entry::Blank, Entry::Number)
    }
    fn from_entry(entry: &Entry) -> Option<Self> {
        match entry {
            Entry::Blank => Some(Self(None)),
            Entry::Number(value) => Some(Self(Some(*value))),
            Entry::Count(value) => Some(Self(Some(Decimal::from(*value)))),
            _ => None,
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            None => serializer.serialize_none(),
            Some(value) => serializer.collect_str(&value.normalize()),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: Cow<'_, str>| stored_number(&text).map(|value| Self(Some(value)));
        let visitor = Scalar { expected: "写成文本的数字", text: read, count: no_number };
        Ok(deserializer.deserialize_any(visitor)?.unwrap_or_default())
    }
}

/// An amount, or blank.
pub type Amount = Option<Money>;

/// Reads an amount: null or a decimal string in 元.
pub(super) fn read_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    let read = |text: Cow<'_, str>| Money::from_stored(&text).map_err(|error| error.to_string());
    deserializer.deserialize_any(Scalar {
        expected: "写成文本的金额（元），如 \"1234.50\"",
        text: read,
        count: no_number,
    })
}

/// Reads a count: null or a whole number.
pub(super) fn read_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Count, D::Error> {
    let count = |number: u64| u32::try_from(number).map_err(|_| "数字过大".to_owned());
    let text = |_: Cow<'_, str>| Err("这里应是整数，不能是文本".to_owned());
    deserializer.deserialize_any(Scalar { expected: "整数", text, count })
}

/// Reads one word of a closed list, or null.
pub(super) fn read_choice<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    items: &'static [ChoiceItem],
    find: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, D::Error> {
    let read = |text: Cow<'_, str>| {
        find(&text).ok_or_else(|| {
            let words: Vec<_> = items.iter().map(|item| item.name).collect();
            format!("不认识的选项“{text}”，应为 {}", words.join("、"))
        })
    };
    deserializer.deserialize_any(Scalar { expected: "选项", text: read, count: no_number })
}

/// How a field type is read from the file; separate from `Deserialize` because `Option<Money>` is foreign.
pub(super) trait ReadField: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl ReadField for Amount {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_amount(deserializer)
    }
}

impl ReadField for Count {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_count(deserializer)
    }
}

macro_rules! read_by_serde {
    ($($type:ty),*) => { $(
        impl ReadField for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )* };
}
read_by_serde!(Text, LongText, FunctionalCode, EconomicCode, Date, Number);

/// Declares a closed list of words: variants with their name in the file and their label on screen.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $file:literal $label:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)* }

        impl $name {
            /// Every word, in the order of the field.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            const ITEMS: &'static [$crate::document::ChoiceItem] =
                &[$($crate::document::ChoiceItem { name: $file, label: $label }),*];

            /// The word in the file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $file),* }
            }

            /// The word on screen and in the report.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }

            fn from_name(name: &str) -> Option<Self> {
                match name { $($file => Some(Self::$variant),)* _ => None }
            }
        }

        impl $crate::document::value::Leaf for Option<$name> {
            const KIND: $crate::document::Kind = $crate::document::Kind::Choice($name::ITEMS);
            fn entry(&self) -> $crate::document::Entry {
                self.map_or($crate::document::Entry::Blank, |choice| $crate::document::Entry::Choice(choice.name()))
            }
            fn from_entry(entry: &$crate::document::Entry) -> Option<Self> {
                match entry {
                    $crate::document::Entry::Blank => Some(None),
                    $crate::document::Entry::Choice(name) => $name::from_name(name).map(Some),
                    _ => None,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let choice = $crate::document::value::read_choice(deserializer, Self::ITEMS, Self::from_name)?;
                choice.ok_or_else(|| serde::de::Error::custom("这里不能为空"))
            }
        }

        impl $crate::document::value::ReadField for Option<$name> {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::document::value::read_choice(deserializer, $name::ITEMS, $name::from_name)
            }
        }
    };
}
pub(super) use choice;
