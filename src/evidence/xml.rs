//! A part in XML, read whole, within limits. Namespaces are not told apart: what matters has names of its own.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{
    limits::{DEEPEST, MOST_NODES},
    refusal::Refusal,
};

/// An element.
#[derive(Debug, Default)]
pub(super) struct XmlNode {
    /// Without its prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<XmlContent>,
}

#[derive(Debug)]
pub(super) enum XmlContent {
    Node(XmlNode),
    Text(String),
}

impl XmlNode {
    /// An attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Its elements.
    pub fn nodes(&self) -> impl Iterator<Item = &XmlNode> {
        self.children.iter().filter_map(|child| match child {
            XmlContent::Node(node) => Some(node),
            XmlContent::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&XmlNode> {
        self.nodes().find(|node| node.name == name)
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a XmlNode> {
        self.nodes().filter(move |node| node.name == name)
    }

    /// The attribute `val` of a child.
    pub fn value_of(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("val")
    }

    /// All text within.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, to: &mut String) {
        for child in &self.children {
            match child {
                XmlContent::Node(node) => node.add_text(to),
                XmlContent::Text(text) => to.push_str(text),
            }
        }
    }

    /// Calls `visit` for every element within of this name.
    pub fn each<'a>(&'a self, name: &str, visit: &mut dyn FnMut(&'a XmlNode)) {
        for node in self.nodes() {
            if node.name == name {
                visit(node);
            }
            node.each(name, visit);
        }
    }
}

/// The name without its prefix.
pub(super) fn local(name: &[u8]) -> &[u8] {
    let start = name.iter().position(|byte| *byte == b':').map_or(0, |at| at + 1);
    &name[start..]
}

/// The attributes, by names without prefix.
fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = start.attributes();
    attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let name = String::from_utf8_lossy(local(attribute.key.as_ref())).into_owned();
            (name, unescaped(&String::from_utf8_lossy(&attribute.value)))
        })
        .collect()
}

/// One attribute of an element, by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| local(attribute.key.as_ref()) == name.as_bytes())?;
    Some(unescaped(&String::from_utf8_lossy(&found.value)))
}

/// Entities that XML itself knows; others stay as they are written, and nothing is ever loaded.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind))) {
            Some((meaning, behind)) => {
                plain.push_str(&meaning);
                rest = behind;
            }
            None => plain.push('&'),
        }
    }
    plain + rest
}

/// What `name` stands for in `&name;`.
pub(super) fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return resolve_predefined_entity(name).map(str::to_owned) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).map(String::from)
}

/// Reads a part whole.
pub(super) fn parse(bytes: &[u8]) -> Result<XmlNode, Refusal> {
    let decoded = super::text::decode_xml(bytes);
    let mut reader = Reader::from_str(&decoded);
    reader.config_mut().check_end_names = false;
    let mut open = vec![XmlNode::default()];
    let mut count = 0;
    loop {
        count += 1;
        if count > MOST_NODES {
            return Err(Refusal::TooLarge);
        }
        let event = reader.read_event().map_err(|_| Refusal::Damaged)?;
        let mut add = |content: XmlContent| {
            if let Some(top) = open.last_mut() {
                top.children.push(content);
            }
        };
        match event {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err(Refusal::Damaged);
                }
                open.push(element(&start));
            }
            Event::Empty(start) => add(XmlContent::Node(element(&start))),
            Event::End(_) => {
                let closed = open.pop().ok_or(Refusal::Damaged)?;
                open.last_mut().ok_or(Refusal::Damaged)?.children.push(XmlContent::Node(closed));
            }
            Event::Text(text) => add(XmlContent::Text(String::from_utf8_lossy(&text).into_owned())),
            Event::CData(text) => add(XmlContent::Text(String::from_utf8_lossy(&text).into_owned())),
            Event::GeneralRef(name) => {
                let name = String::from_utf8_lossy(&name).into_owned();
                add(XmlContent::Text(entity(&name).unwrap_or_default()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // What is cut off in the middle is no part.
    if open.len() > 1 {
        return Err(Refusal::Damaged);
    }
    let root = open.pop().ok_or(Refusal::Damaged)?;
    let mut children = root.children.into_iter();
    let node = children.find_map(|child| match child {
        XmlContent::Node(node) => Some(node),
        XmlContent::Text(_) => None,
    });
    node.ok_or(Refusal::Damaged)
}

fn element(start: &BytesStart<'_>) -> XmlNode {
    XmlNode {
        name: String::from_utf8_lossy(local(start.name().as_ref())).into_owned(),
        attributes: attributes(start),
        children: Vec::new(),
    }
}

/// The targets of a part's relations, by their id.
pub(super) fn relations(bytes: Option<&[u8]>) -> Result<Vec<Relation>, Refusal> {
    let Some(bytes) = bytes else { return Ok(Vec::new()) };
    let root = parse(bytes)?;
    let of = |node: &XmlNode, name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let relations = root.named("Relationship").filter(|node| node.attribute("TargetMode") != Some("External"));
    Ok(relations
        .map(|node| Relation { id: of(node, "Id"), kind: of(node, "Type"), target: of(node, "Target") })
        .collect())
}

pub(super) struct Relation {
    pub id: String,
    pub kind: String,
    pub target: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_others_are_nothing() {
        let laughs =
            r#"<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c SYSTEM "file:///secret">]><a t="1&amp;2&b;">&b;&c;&#65;&lt;</a>"#;
        let node = parse(laughs.as_bytes()).expect("it is whole");
        assert_eq!((node.text().as_str(), node.attribute("t")), ("A<", Some("1&2&b;")));
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_refused() {
        assert_eq!(parse(b"<a><b></b>").expect_err("cut off"), Refusal::Damaged);
        let deep = "<a>".repeat(DEEPEST + 1);
        assert_eq!(parse(deep.as_bytes()).expect_err("deep"), Refusal::Damaged);
    }
}
