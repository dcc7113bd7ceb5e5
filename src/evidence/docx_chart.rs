//! A chart in a document of Word: names, values and labels as they are kept in it.

use super::{
    docx::plain_text,
    docx_hidden::is_on,
    model::{FileChart, FilePoint, FileSeries},
    xml::XmlNode,
};

/// The title, names, categories and values of a chart, a text each.
pub(super) fn chart_texts(chart: &XmlNode) -> Vec<String> {
    let mut texts = Vec::new();
    chart.each("title", &mut |title| texts.push(plain_text(title)));
    chart.each("ser", &mut |series| {
        let points = |part: &str| -> Vec<String> {
            let mut points = Vec::new();
            if let Some(part) = series.child(part) {
                part.each("pt", &mut |point| points.push(point.text()));
            }
            points
        };
        let (names, values) = (points("cat"), points("val"));
        texts.extend(points("tx"));
        texts.extend(values.iter().enumerate().map(|(at, value)| match names.get(at) {
            Some(name) => format!("{name}\t{value}"),
            None => value.clone(),
        }));
    });
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// The chart without its workbook.
pub(super) fn chart_of(chart: &XmlNode) -> FileChart {
    let mut series = Vec::new();
    chart.each("ser", &mut |node| series.push(series_of(node)));
    let mut is_pie = false;
    for kind in ["pieChart", "pie3DChart", "doughnutChart", "ofPieChart"] {
        chart.each(kind, &mut |_| is_pie = true);
    }
    let mut titles = Vec::new();
    chart.each("title", &mut |title| titles.push(plain_text(title)));
    titles.retain(|title| !title.trim().is_empty());
    FileChart { is_pie, series, titles, ..FileChart::default() }
}

fn series_of(node: &XmlNode) -> FileSeries {
    let names = points(node.child("cat"));
    let mut ranges = None;
    node.each("datalabelsRange", &mut |range| ranges = Some(range));
    let cells = points(ranges);
    let all_labels = node.child("dLbls");
    let labels: Vec<(usize, &XmlNode)> = all_labels
        .into_iter()
        .flat_map(|labels| labels.named("dLbl"))
        .filter_map(|label| Some((label.value_of("idx")?.parse().ok()?, label)))
        .collect();
    let at = |texts: &[(usize, String)], index| {
        texts.iter().find(|(at, _)| *at == index).map_or_else(String::new, |(_, text)| text.clone())
    };
    let points = points(node.child("val")).into_iter().map(|(index, value)| {
        let (name, cell) = (at(&names, index), at(&cells, index));
        let own = labels.iter().find(|(at, _)| *at == index).map(|(_, label)| *label);
        let label = own.map(|label| label_of(label, &name, &cell)).unwrap_or_default();
        FilePoint { label, is_labelled: own.or(all_labels).is_some_and(is_seen), name, value, cell }
    });
    FileSeries {
        points: points.collect(),
        name: self::points(node.child("tx")).into_iter().map(|(_, text)| text).collect(),
    }
}

/// The points that are kept, with their places.
fn points(part: Option<&XmlNode>) -> Vec<(usize, String)> {
    let mut points = Vec::new();
    if let Some(part) = part {
        part.each("pt", &mut |point| {
            let index = point.attribute("idx").and_then(|index| index.parse().ok()).unwrap_or(points.len());
            points.push((index, point.text()));
        });
    }
    points
}

/// Whether a label, or what holds for all of a series, is drawn.
fn is_seen(label: &XmlNode) -> bool {
    const PARTS: [&str; 6] =
        ["showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize", "showDataLabelsRange"];
    let own = || label.nodes().filter(|node| node.name != "dLbl");
    let mut is_shown = label.child("tx").is_some_and(|text| !plain_text(text).trim().is_empty());
    own().for_each(|node| is_shown |= PARTS.contains(&node.name.as_str()) && is_on(node));
    own().for_each(|node| node.each("showDataLabelsRange", &mut |range| is_shown |= is_on(range)));
    is_shown && !label.child("delete").is_some_and(is_on)
}

/// What a label says; programs write a word in brackets for a field that they fill in only when they draw.
fn label_of(label: &XmlNode, name: &str, cell: &str) -> String {
    let mut text = String::new();
    let Some(rich) = label.child("tx").and_then(|text| text.child("rich")) else { return text };
    for piece in rich.named("p").flat_map(XmlNode::nodes) {
        let own = plain_text(piece);
        let is_empty = own.starts_with('[') && own.ends_with(']');
        match piece.attribute("type") {
            Some("CELLRANGE") if is_empty => text.push_str(cell),
            Some("CATEGORYNAME") if is_empty => text.push_str(name),
            _ => text.push_str(&own),
        }
    }
    text
}
