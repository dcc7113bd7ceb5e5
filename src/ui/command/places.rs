//! Places that colleagues refer to – a value, a row, a figure, a chart, a section of the report –, their names and the
//! way to them.
//!
//! A place is kept as text: a JSON pointer, a cell (`T06!合计.basic`), a measure, `chart:totals`, `report:income` or
//! `report:income/2` (its second paragraph).

use std::fmt;

use crate::{
    charts,
    derived::{Derived, source_of},
    document::{Node, Path, PathStep, record},
    figures::Source,
    report::{Block, Paragraph},
};

use super::{Command, RemarkCommand};

const CHART: &str = "chart:";
const SECTION: &str = "report:";
/// So many characters of a paragraph stand in its name.
const MOST_CHARACTERS: usize = 14;

/// What one can talk about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A value, a row, a list, a cell of the tables or a measure.
    Number(Source),
    /// A chart, by its key.
    Chart(&'static str),
    /// A section of the report by the key of its topic, or one of its paragraphs, from 1.
    Section(String, Option<usize>),
}

/// What a place is called; `None` when it is gone.
pub fn name_of(place: &str, derived: &Derived) -> Option<String> {
    Place::parse(place, derived).map(|place| place.name(derived))
}

/// The way to a place; `None` when it is gone.
pub fn command_to(place: &str, derived: &Derived) -> Option<Command> {
    Place::parse(place, derived).map(|place| place.command(derived))
}

impl Place {
    /// Reads a place; `None` when there is no such place in this document.
    pub fn parse(text: &str, derived: &Derived) -> Option<Self> {
        let place = if let Some(key) = text.strip_prefix(CHART) {
            Self::Chart(charts::keys().find(|known| *known == key)?)
        } else if let Some(section) = text.strip_prefix(SECTION) {
            match section.rsplit_once('/') {
                Some((topic, paragraph)) => Self::Section(topic.to_owned(), Some(paragraph.parse().ok()?)),
                None => Self::Section(section.to_owned(), None),
            }
        } else {
            Self::Number(source_of(&derived.figures, text)?)
        };
        place.exists(derived).then_some(place)
    }

    /// Is it in this document?
    pub fn exists(&self, derived: &Derived) -> bool {
        match self {
            Self::Number(Source::Entered(path)) => {
                !path.steps().is_empty() && record::find(&**derived.document(), path.steps()).is_some()
            }
            Self::Number(Source::Cell(key)) => derived.figures.tables.get(*key).is_some(),
            Self::Number(Source::Measure(key)) => derived.figures.measures.get(*key).is_some(),
            Self::Chart(key) => derived.charts.iter().any(|chart| chart.key == *key),
            Self::Section(topic, None) => derived.report.topic(topic).is_some(),
            Self::Section(topic, Some(number)) => paragraphs(derived, topic).count() >= *number && *number > 0,
        }
    }

    /// What it is called.
    pub fn name(&self, derived: &Derived) -> String {
        match self {
            Self::Number(source) => derived.figures.label(source),
            Self::Chart(key) => {
                let title = derived.charts.iter().find(|chart| chart.key == *key).map_or(*key, |chart| &chart.title);
                format!("图表›{title}")
            }
            Self::Section(topic, paragraph) => {
                let title = derived.report.topic(topic).map_or(topic.as_str(), |topic| &topic.title);
                match paragraph {
                    Some(number) => format!("报告›{title}›第{number}段"),
                    None => format!("报告›{title}"),
                }
            }
        }
    }

    /// What it is called, with its first words where it is a paragraph: for choosing among several.
    pub fn choice_name(&self, derived: &Derived) -> String {
        let words = match self {
            Self::Section(topic, Some(number)) => paragraphs(derived, topic).nth(number - 1).map(Paragraph::text),
            _ => None,
        };
        let name = self.name(derived);
        match words {
            Some(words) => format!("{name}：{}……", words.chars().take(MOST_CHARACTERS).collect::<String>()),
            None => name,
        }
    }

    /// The way to it. A list or group is seen at its first value.
    pub fn command(&self, derived: &Derived) -> Command {
        match self {
            Self::Number(Source::Entered(path)) => {
                Command::ShowSource(Source::Entered(first_value(derived, *path).unwrap_or(*path)))
            }
            Self::Number(source) => Command::ShowSource(source.clone()),
            place => Command::Remark(RemarkCommand::Show(place.clone())),
        }
    }

    /// What someone at this place may mean: the cell or its row, the section or one of its paragraphs. Itself first.
    pub fn candidates(&self, derived: &Derived) -> Vec<Self> {
        let mut all = vec![self.clone()];
        match self {
            Self::Number(Source::Entered(path)) => {
                all.extend(row_of(*path).filter(|row| row != path).map(|row| Self::Number(row.into())));
            }
            Self::Section(topic, _) => {
                let whole = std::iter::once(Self::Section(topic.clone(), None));
                let numbers = 1..=paragraphs(derived, topic).count();
                let parts = numbers.map(|number| Self::Section(topic.clone(), Some(number)));
                all.extend(whole.chain(parts).filter(|place| place != self));
            }
            _ => {}
        }
        all
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(source) => source.fmt(f),
            Self::Chart(key) => write!(f, "{CHART}{key}"),
            Self::Section(topic, None) => write!(f, "{SECTION}{topic}"),
            Self::Section(topic, Some(number)) => write!(f, "{SECTION}{topic}/{number}"),
        }
    }
}

/// The paragraphs of a section, in order.
fn paragraphs<'a>(derived: &'a Derived, topic: &str) -> impl Iterator<Item = &'a Paragraph> {
    let blocks = derived.report.topic(topic).map_or(&[][..], |topic| derived.report.blocks_of(topic));
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    })
}

/// The innermost row that a value is in.
pub fn row_of(path: Path) -> Option<Path> {
    let steps = path.steps();
    let last = steps.iter().rposition(|step| matches!(step, PathStep::Row(_)))?;
    Some(Path::new(&steps[..=last]))
}

/// Of a list or group its first row or value; of a row or value itself.
fn first_value(derived: &Derived, path: Path) -> Option<Path> {
    match record::find(&**derived.document(), path.steps())? {
        Node::List(rows) if !rows.is_empty() => Some(path.row(0)),
        Node::Record(record) if row_of(path) != Some(path) => {
            first_value(derived, path.field(record.fields().first()?.name))
        }
        _ => Some(path),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{at, ui::testing::reference_sample};

    fn derived() -> Derived {
        Derived::of(&Arc::new(reference_sample()))
    }

    #[test]
    fn each_kind_of_place_has_a_name_and_a_way() {
        let derived = derived();
        for (text, name) in [
            ("/expenditure/lines/0/basic", "›基本支出"),
            ("/expenditure/lines/0", "支出明细›2012901"),
            ("T06!合计.basic", "公开06表 合计 基本支出"),
            ("gpb.growth", "公开06表 合计比上年"),
            ("chart:totals", "图表›2024年度"),
            ("report:income", "报告›"),
            ("report:income/1", "›第1段"),
        ] {
            let place = Place::parse(text, &derived).expect(text);
            assert_eq!(place.to_string(), text);
            assert!(place.name(&derived).contains(name), "{}", place.name(&derived));
            assert_eq!(command_to(text, &derived), Some(place.command(&derived)));
        }
        for gone in
            ["/expenditure/lines/99", "T06!9999999.basic", "no.measure", "chart:x", "report:x", "report:income/99", ""]
        {
            assert_eq!(name_of(gone, &derived), None, "{gone}");
        }
    }

    #[test]
    fn every_figure_chart_section_and_value_is_a_place() {
        let derived = derived();
        let mut places: Vec<Place> = derived.figures.tables.iter().map(|(key, _)| Place::Number(key.into())).collect();
        derived.document().walk(&mut |path, _, _| places.push(Place::Number(path.into())));
        places.extend(charts::keys().map(Place::Chart));
        for topic in &derived.report.topics {
            places.extend(Place::Section(topic.key.clone(), None).candidates(&derived));
        }
        assert!(places.len() > 1000);
        for place in places {
            assert_eq!(Place::parse(&place.to_string(), &derived), Some(place));
        }
    }

    #[test]
    fn a_list_is_seen_at_its_first_row_and_a_cell_offers_its_row() {
        let derived = derived();
        let list = Place::Number(at!(expenditure.lines).into());
        assert_eq!(list.command(&derived), Command::ShowSource(at!(expenditure.lines[0]).into()));
        let cell = Place::Number(at!(expenditure.lines[1].basic).into());
        let row = Place::Number(at!(expenditure.lines[1]).into());
        assert_eq!(cell.candidates(&derived), [cell.clone(), row.clone()]);
        assert_eq!(row.candidates(&derived), [row]);
    }
}
