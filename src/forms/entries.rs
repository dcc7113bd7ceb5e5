//! Each value that can be entered, by name: what is searched when someone asks for a field.

use rustc_hash::FxHashSet;

use crate::{
    document::{Document, Path, Shape, record},
    figures::Figures,
};

use super::{FormName, Item, LabelledPlace};

/// A value of a page, the first row of a list standing for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPlace {
    pub page: FormName,
    pub place: Path,
    /// As it stands on the page.
    pub label: String,
    /// Page, heading and place in the document.
    pub whereabouts: String,
}

/// In the order of the pages, without what is not shown in this document.
pub fn entry_places(figures: &Figures) -> Vec<EntryPlace> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for page in FormName::ALL {
        for part in page.form().parts {
            for section in part.sections.iter().filter(|section| (section.is_shown)(figures)) {
                let within = match (part.name, section.heading) {
                    (part, heading) if part == page.label() || part == heading => format!("{}›{heading}", page.label()),
                    (part, heading) => format!("{}›{part}›{heading}", page.label()),
                };
                let named = section.items.iter().flat_map(|item| named_places(item, figures));
                for (place, label) in named.filter(|(place, _)| seen.insert(*place)) {
                    let whereabouts = within.trim_end_matches('›').to_owned();
                    found.push(EntryPlace { page, place, label, whereabouts });
                }
            }
        }
    }
    found
}

fn named_places(item: &Item, figures: &Figures) -> Vec<(Path, String)> {
    match item {
        Item::Field(field) => {
            let label =
                field.label.map(str::to_owned).or_else(|| Some(Document::field_at(field.place)?.label.to_owned()));
            vec![(field.place, label.unwrap_or_default())]
        }
        Item::Fields(_, places) => {
            places(figures).into_iter().map(|LabelledPlace { place, label }| (place, label)).collect()
        }
        item => {
            let mut values = Vec::new();
            for place in item.places() {
                let Some(field) = Document::field_at(*place) else { continue };
                add_values(field, *place, "", &mut values);
            }
            values
        }
    }
}

/// The values within a place, each under the names of the groups that it is in.
fn add_values(field: record::Field, place: Path, within: &str, found: &mut Vec<(Path, String)>) {
    let label = if within.is_empty() { field.label.to_owned() } else { format!("{within}›{}", field.label) };
    let (fields, place) = match field.shape {
        Shape::Leaf(_) => return found.push((place, label)),
        Shape::Record(fields) => (fields(), place),
        Shape::List(fields) => (fields(), place.row(0)),
    };
    for inner in fields {
        add_values(*inner, place.field(inner.name), &label, found);
    }
}
