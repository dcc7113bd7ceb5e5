//! Text of a document that its author has hidden: it is in the file, and on no page.

use std::collections::{HashMap, HashSet};

use super::xml::XmlNode;

/// The styles that hide what is written in them.
pub(super) struct HiddenStyles(HashSet<String>);

/// Styles based on styles.
const DEEPEST: usize = 20;

impl HiddenStyles {
    pub fn of(styles: &XmlNode) -> Self {
        let styles: HashMap<&str, &XmlNode> =
            styles.named("style").filter_map(|style| Some((style.attribute("styleId")?, style))).collect();
        let hides = |id: &&str| {
            let mut style = styles.get(id).copied();
            for _ in 0..DEEPEST {
                let Some(own) = style else { break };
                if let Some(says) = says(own) {
                    return says;
                }
                style = own.value_of("basedOn").and_then(|id| styles.get(id).copied());
            }
            false
        };
        Self(styles.keys().filter(|id| hides(id)).map(|id| (*id).to_owned()).collect())
    }

    pub fn hides_paragraph(&self, paragraph: &XmlNode) -> bool {
        let style = paragraph.child("pPr").and_then(|properties| properties.value_of("pStyle"));
        style.is_some_and(|style| self.0.contains(style))
    }

    /// Whether nothing of a run is seen, in a paragraph whose style `is_hidden`.
    pub fn hides_run(&self, run: &XmlNode, is_hidden: bool) -> bool {
        let style = run.child("rPr").and_then(|properties| properties.value_of("rStyle"));
        says(run).unwrap_or_else(|| is_hidden || style.is_some_and(|style| self.0.contains(style)))
    }
}

/// What the properties of a style or a run say of it themselves.
fn says(node: &XmlNode) -> Option<bool> {
    Some(is_on(node.child("rPr")?.child("vanish")?))
}

/// Whether a property that can be switched is on.
pub(super) fn is_on(property: &XmlNode) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off"))
}
