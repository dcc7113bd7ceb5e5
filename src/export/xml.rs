//! Writes XML with balanced elements and clean text, whatever the words are.

use std::fmt::{Display, Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::document::printable;

/// Names and values of attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// One part of the package in the making. Elements are closed where their content ends.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A whole part with its root.
    pub(super) fn part(name: &str, attributes: Attributes<'_>, content: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.within(name, attributes, content);
        xml.0.into_inner()
    }

    /// Elements to be put into a part.
    pub(super) fn fragment(content: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut xml = Self(Writer::new(Vec::new()));
        content(&mut xml);
        xml.0.into_inner()
    }

    /// The position up to which the part is written.
    pub(super) fn place(&self) -> usize {
        self.0.get_ref().len()
    }

    /// Inserts elements at an earlier position.
    pub(super) fn insert(&mut self, place: usize, fragment: Vec<u8>) {
        self.0.get_mut().splice(place..place, fragment);
    }

    /// An element with content.
    pub(super) fn within(&mut self, name: &str, attributes: Attributes<'_>, content: impl FnOnce(&mut Self)) {
        self.event(Event::Start(start(name, attributes)));
        content(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with nothing but a `w:val`, the usual form of a property.
    pub(super) fn w(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("w:val", &value)]);
    }

    /// An element with nothing but a `val`, the usual form in charts.
    pub(super) fn c(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("val", &value)]);
    }

    /// Text, without characters that XML forbids.
    pub(super) fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&printable(text))));
    }

    /// An element that holds text.
    pub(super) fn text_within(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.within(name, attributes, |xml| xml.text(text));
    }

    /// Writing into memory does not fail.
    fn event(&mut self, event: Event<'_>) {
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    let mut written = String::new();
    for (key, value) in attributes {
        written.clear();
        let _ = write!(written, "{value}");
        start.push_attribute((*key, printable(&written).as_str()));
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let part = Xml::part("a", &[("b", &"\"<&>'\u{0}")], |xml| {
            xml.text_within("c", &[], "]]>\u{1}<d>&amp;\u{FFFE}\u{1FFFF}\u{FDD0}\u{7f}\r\n\t。");
            xml.empty("e", &[]);
        });
        assert_eq!(
            String::from_utf8(part).expect("UTF-8"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a b=\"&quot;&lt;&amp;&gt;&apos;\">\
             <c>]]&gt;&lt;d&gt;&amp;amp;\n 。</c><e/></a>"
        );
    }
}
