//! Lists of rows.

use std::{
    fmt,
    marker::PhantomData,
    sync::{Arc, OnceLock},
};

use rustc_hash::FxHashMap;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{SeqAccess, Visitor},
};

use crate::effort;

use super::{
    record::{Declared, FieldType, Node, NodeMut, Record, Rows, Shape},
    value::ReadField,
};

/// Rows of one kind. Lists and rows are shared between the steps of the undo history: copying a document copies
/// neither, changing a row copies the list of rows and that row.
#[derive(Debug)]
pub struct List<T>(Arc<Kept<T>>);

#[derive(Debug)]
struct Kept<T> {
    rows: Vec<Arc<T>>,
    /// The first row of each text, made when first asked for; see [`List::first_with`].
    first: OnceLock<FxHashMap<String, usize>>,
}

impl<T> From<Vec<Arc<T>>> for Kept<T> {
    fn from(rows: Vec<Arc<T>>) -> Self {
        Self { rows, first: OnceLock::new() }
    }
}

/// The copy is about to be changed, so what was found is not copied.
impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        self.rows.clone().into()
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Two versions of a document share most rows, so that comparing them is cheap.
impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(a, b) || a == b;
        let (ours, theirs) = (&self.0.rows, &other.0.rows);
        Arc::ptr_eq(&self.0, &other.0) || ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Arc::new(Vec::new().into()))
    }
}

impl<T> List<T> {
    /// The rows, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator + Clone {
        self.0.rows.iter().map(|row| {
            effort::step();
            &**row
        })
    }

    pub fn get(&self, index: usize) -> Option<&T> {
        effort::step();
        self.0.rows.get(index).map(|row| &**row)
    }

    pub fn len(&self) -> usize {
        self.0.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.rows.is_empty()
    }

    /// The first row whose text is `wanted`, found without reading the others. `text` must be the same function in all
    /// calls: its answers are kept until the rows change.
    pub(super) fn first_with(&self, text: fn(&T) -> &str, wanted: &str) -> Option<&T> {
        let first = self.0.first.get_or_init(|| {
            let mut first = FxHashMap::default();
            for (index, row) in self.iter().enumerate() {
                first.entry(text(row).to_owned()).or_insert(index);
            }
            first
        });
        first.get(wanted).and_then(|index| self.get(*index))
    }

    /// A row, to be changed.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut T>
    where
        T: Clone,
    {
        if index >= self.0.rows.len() {
            return None;
        }
        self.rows_mut().get_mut(index).map(Arc::make_mut)
    }

    fn rows_mut(&mut self) -> &mut Vec<Arc<T>> {
        let kept = Arc::make_mut(&mut self.0);
        kept.first.take();
        &mut kept.rows
    }

    pub fn push(&mut self, row: T) {
        self.rows_mut().push(Arc::new(row));
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(Arc::new(rows.into_iter().map(Arc::new).collect::<Vec<_>>().into()))
    }
}

impl<T> std::ops::Index<usize> for List<T> {
    type Output = T;
    fn index(&self, index: usize) -> &T {
        effort::step();
        &self.0.rows[index]
    }
}

impl<T: Record + Default + Clone> Rows for List<T> {
    fn len(&self) -> usize {
        self.0.rows.len()
    }
    fn row(&self, index: usize) -> Option<&dyn Record> {
        effort::step();
        self.0.rows.get(index).map(|row| &**row as &dyn Record)
    }
    fn row_mut(&mut self, index: usize) -> Option<&mut dyn Record> {
        self.rows_mut().get_mut(index).map(|row| Arc::make_mut(row) as &mut dyn Record)
    }
    fn insert_blank(&mut self, at: usize, count: usize) {
        let at = at.min(self.0.rows.len());
        self.rows_mut().splice(at..at, (0..count).map(|_| Arc::new(T::default())));
    }
    fn remove(&mut self, at: usize, count: usize) {
        let at = at.min(self.0.rows.len());
        let end = at.saturating_add(count).min(self.0.rows.len());
        self.rows_mut().drain(at..end);
    }
    fn shift(&mut self, from: usize, to: usize) {
        if from < self.0.rows.len() && to < self.0.rows.len() {
            let rows = self.rows_mut();
            let row = rows.remove(from);
            rows.insert(to, row);
        }
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("列表")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(row) = rows.next_element()? {
                    list.push(Arc::new(row));
                }
                Ok(List(Arc::new(list.into())))
            }
        }
        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

impl<T: Serialize + for<'de> Deserialize<'de>> ReadField for List<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<T: Declared + Default + Clone> FieldType for List<T> {
    fn shape() -> Shape {
        Shape::List(T::declared)
    }
    fn view(&self) -> Node<'_> {
        Node::List(self)
    }
    fn view_mut(&mut self) -> NodeMut<'_> {
        NodeMut::List(self)
    }
}
