//! The document's own description of itself.
//!
//! `record!` declares a struct once and derives from that single list of fields all that the program needs to treat
//! entered values uniformly: reading and writing the file, its JSON Schema, addressing a value by [`Path`], labels for
//! screen, findings and undo, and walking over every value. A field added there appears everywhere.

use std::marker::PhantomData;

use serde::{Deserializer, de::Error};

use super::{
    entry::{Entry, Kind},
    path::{Path, PathStep},
    unknown::{Unknown, repeated},
    value::{Leaf, ReadField},
};

/// A field of a record.
#[derive(Clone, Copy)]
pub struct Field {
    /// In the file.
    pub name: &'static str,
    /// On screen.
    pub label: &'static str,
    pub shape: Shape,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub enum Shape {
    Leaf(Kind),
    /// A group of fields.
    Record(fn() -> &'static [Field]),
    /// A list of rows.
    List(fn() -> &'static [Field]),
}

/// A read-only view of a place in the document.
pub enum Node<'a> {
    Leaf(Entry),
    /// A group of fields.
    Record(&'a dyn Record),
    /// A list of rows.
    List(&'a dyn Rows),
}

/// A writable place in the document.
pub enum NodeMut<'a> {
    Leaf(&'a mut dyn LeafSlot),
    /// A group of fields.
    Record(&'a mut dyn Record),
    /// A list of rows.
    List(&'a mut dyn Rows),
}

/// A group of fields.
pub trait Record {
    /// Its fields, in the order of the file.
    fn fields(&self) -> &'static [Field];
    /// The field of this index.
    fn node(&self, index: usize) -> Option<Node<'_>>;
    /// The field of this index, to be changed.
    fn node_mut(&mut self, index: usize) -> Option<NodeMut<'_>>;
    /// Fields of a newer version.
    fn unknown(&self) -> &Unknown;
    /// Fields of a newer version, to be changed.
    fn unknown_mut(&mut self) -> &mut Unknown;
}

/// A list of rows.
pub trait Rows {
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    fn row(&self, index: usize) -> Option<&dyn Record>;
    /// One row, to be changed.
    fn row_mut(&mut self, index: usize) -> Option<&mut dyn Record>;
    /// Puts `count` blank rows before `at`.
    fn insert_blank(&mut self, at: usize, count: usize);
    /// Removes `count` rows from `at` on.
    fn remove(&mut self, at: usize, count: usize);
    /// Takes the row `from` out and puts it in at `to`.
    fn shift(&mut self, from: usize, to: usize);
}

/// A value that can be replaced.
pub trait LeafSlot {
    fn kind(&self) -> Kind;
    /// Replaces it; false when `entry` is of another kind.
    fn put(&mut self, entry: &Entry) -> bool;
}

impl<T: Leaf> LeafSlot for T {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn put(&mut self, entry: &Entry) -> bool {
        match T::from_entry(entry) {
            Some(value) => {
                *self = value;
                true
            }
            None => false,
        }
    }
}

/// How a field type shows itself to the tree; implemented by leaves, records and lists.
pub trait FieldType {
    fn shape() -> Shape;
    fn view(&self) -> Node<'_>;
    /// A writable view of it.
    fn view_mut(&mut self) -> NodeMut<'_>;
    /// Whether the file names it at all.
    fn is_written(&self) -> bool {
        true
    }
}

impl<T: Leaf> FieldType for T {
    fn shape() -> Shape {
        Shape::Leaf(T::KIND)
    }
    fn view(&self) -> Node<'_> {
        Node::Leaf(self.entry())
    }
    fn view_mut(&mut self) -> NodeMut<'_> {
        NodeMut::Leaf(self)
    }
}

/// A [`Record`] whose fields are known without a value; implemented by `record!`.
pub trait Declared: Record {
    fn declared() -> &'static [Field];
}

/// Every value of `record`, with its address, in the order of the file.
pub fn walk(record: &dyn Record, at: Path, visit: &mut dyn FnMut(Path, &Field, Entry)) {
    walk_kinds(record, at, |_| true, visit);
}

/// Every value of these kinds. Others are not read, nor lists that hold none: there may be thousands of rows.
pub fn walk_kinds(record: &dyn Record, at: Path, wanted: fn(Kind) -> bool, visit: &mut dyn FnMut(Path, &Field, Entry)) {
    for (index, field) in record.fields().iter().enumerate().filter(|(_, field)| holds(field, wanted)) {
        let path = at.field(field.name);
        match record.node(index) {
            Some(Node::Leaf(entry)) => visit(path, field, entry),
            Some(Node::Record(inner)) => walk_kinds(inner, path, wanted, visit),
            Some(Node::List(rows)) => {
                for i in 0..rows.len() {
                    if let Some(row) = rows.row(i) {
                        walk_kinds(row, path.row(i), wanted, visit);
                    }
                }
            }
            None => {}
        }
    }
}

fn holds(field: &Field, wanted: fn(Kind) -> bool) -> bool {
    match field.shape {
        Shape::Leaf(kind) => wanted(kind),
        Shape::Record(fields) | Shape::List(fields) => fields().iter().any(|field| holds(field, wanted)),
    }
}

/// The place that `steps` lead to, starting from `record`.
pub fn find<'a>(record: &'a dyn Record, steps: &[PathStep]) -> Option<Node<'a>> {
    let Some((first, rest)) = steps.split_first() else {
        return Some(Node::Record(record));
    };
    let PathStep::Field(name) = first else { return None };
    let index = record.fields().iter().position(|field| field.name == *name)?;
    match (record.node(index)?, rest) {
        (node, []) => Some(node),
        (Node::Record(inner), rest) => find(inner, rest),
        (Node::List(rows), [PathStep::Row(row), rest @ ..]) => find(rows.row(*row as usize)?, rest),
        _ => None,
    }
}

/// [`find`], to change what is there.
pub fn find_mut<'a>(record: &'a mut dyn Record, steps: &[PathStep]) -> Option<NodeMut<'a>> {
    let Some((first, rest)) = steps.split_first() else {
        return Some(NodeMut::Record(record));
    };
    let PathStep::Field(name) = first else { return None };
    let index = record.fields().iter().position(|field| field.name == *name)?;
    match (record.node_mut(index)?, rest) {
        (node, []) => Some(node),
        (NodeMut::Record(inner), rest) => find_mut(inner, rest),
        (NodeMut::List(rows), [PathStep::Row(row), rest @ ..]) => find_mut(rows.row_mut(*row as usize)?, rest),
        _ => None,
    }
}

/// Refuses a second field of the same name; JSON readers otherwise keep the last one silently.
pub(super) fn once<E: Error>(seen: &mut u64, index: usize, name: &str) -> Result<(), E> {
    if *seen & (1 << index) != 0 {
        return Err(repeated(name));
    }
    *seen |= 1 << index;
    Ok(())
}

/// Declares a record: `pub struct Name { field: Type = "label", }`. Missing fields read as blank.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty = $label:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = $label] $(#[$fmeta])* pub $field: $type,)*
            /// Fields of a newer version.
            pub unknown: $crate::document::Unknown,
        }

        impl $crate::document::record::Declared for $name {
            fn declared() -> &'static [$crate::document::record::Field] {
                use $crate::document::record::{Field, FieldType};
                static FIELDS: std::sync::OnceLock<Vec<Field>> = std::sync::OnceLock::new();
                FIELDS.get_or_init(|| vec![
                    $(Field { name: stringify!($field), label: $label, shape: <$type>::shape() },)*
                ])
            }
        }

        impl $crate::document::record::Record for $name {
            fn fields(&self) -> &'static [$crate::document::record::Field] {
                <Self as $crate::document::record::Declared>::declared()
            }
            #[allow(unused_assignments, unused_mut)]
            fn node(&self, index: usize) -> Option<$crate::document::record::Node<'_>> {
                let mut at = 0;
                $(if index == at { return Some($crate::document::record::FieldType::view(&self.$field)); } at += 1;)*
                None
            }
            #[allow(unused_assignments, unused_mut)]
            fn node_mut(&mut self, index: usize) -> Option<$crate::document::record::NodeMut<'_>> {
                let mut at = 0;
                $(if index == at { return Some($crate::document::record::FieldType::view_mut(&mut self.$field)); } at += 1;)*
                None
            }
            fn unknown(&self) -> &$crate::document::Unknown {
                &self.unknown
            }
            fn unknown_mut(&mut self) -> &mut $crate::document::Unknown {
                &mut self.unknown
            }
        }

        impl $crate::document::record::FieldType for $name {
            fn shape() -> $crate::document::record::Shape {
                $crate::document::record::Shape::Record(<$name as $crate::document::record::Declared>::declared)
            }
            fn view(&self) -> $crate::document::record::Node<'_> {
                $crate::document::record::Node::Record(self)
            }
            fn view_mut(&mut self) -> $crate::document::record::NodeMut<'_> {
                $crate::document::record::NodeMut::Record(self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(if $crate::document::record::FieldType::is_written(&self.$field) {
                    map.serialize_entry(stringify!($field), &self.$field)?;
                })*
                for (name, value) in self.unknown.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("一组字段")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        use $crate::document::{record::{ReadWith, once}, unknown::KeptName};
                        let mut record = $name::default();
                        let mut seen = 0_u64;
                        while let Some(KeptName(name)) = map.next_key()? {
                            let mut _at = 0;
                            $(
                                if name == stringify!($field) {
                                    once(&mut seen, _at, &name)?;
                                    record.$field = map.next_value_seed(ReadWith::<$type>::default())?;
                                    continue;
                                }
                                _at += 1;
                            )*
                            let raw: Box<serde_json::value::RawValue> = map.next_value()?;
                            record.unknown.keep(name, raw)?;
                        }
                        Ok(record)
                    }
                }
                deserializer.deserialize_map(Reader)
            }
        }

        impl $crate::document::value::ReadField for $name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <Self as serde::Deserialize>::deserialize(deserializer)
            }
        }
    };
}
pub(super) use record;

/// Reads a field through [`ReadField`].
pub(super) struct ReadWith<T>(PhantomData<T>);

impl<T> Default for ReadWith<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: ReadField> serde::de::DeserializeSeed<'de> for ReadWith<T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}
