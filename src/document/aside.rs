//! A group of fields beside the content, written to the file only when something is in it.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    record::{Declared, FieldType, Node, NodeMut, Shape},
    value::ReadField,
};

/// A record beside the content. Blank ones leave no trace in the file; copies are shared until one is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aside<T>(Arc<T>);

impl<T> Deref for Aside<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Aside<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: Serialize> Serialize for Aside<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<T: for<'de> Deserialize<'de>> ReadField for Aside<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|record| Self(Arc::new(record)))
    }
}

impl<T: Declared + Default + Clone + PartialEq> FieldType for Aside<T> {
    fn shape() -> Shape {
        Shape::Record(T::declared)
    }
    fn view(&self) -> Node<'_> {
        Node::Record(&**self)
    }
    fn view_mut(&mut self) -> NodeMut<'_> {
        NodeMut::Record(&mut **self)
    }
    fn is_written(&self) -> bool {
        **self != T::default()
    }
}
