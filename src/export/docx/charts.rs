//! A chart in the text: the drawing with its alternative text, or what stands in its place; list and note below.

use super::{
    chart_part, labels,
    names::{CHART, CHART_NAMES},
    package::{Part, PartKind},
    pager::Pager,
    styles, tables,
    text::{page_break, plain, styled},
    workbook,
    xml::Xml,
};
use crate::{
    charts::{ChartKind, ChartMark, ChartSpec, Colour, Shape, layout, nominal_width},
    export::ExportError,
};

/// English Metric Units in a point.
const EMU: i32 = 12_700;
/// The height of a chart without labels around it, in points.
const LOW: i32 = 215;
/// The list in place of labels.
const LIST_COLUMNS: [u32; 4] = [400, 4_400, 1_700, 1_500];

/// How the parts of a chart are labelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A chart with labels; a pie is turned by so many degrees.
    Labels(u32),
    /// A chart with a list below: too many slices for labels.
    ChartAndList,
    /// Only a list: there is nothing to draw.
    List,
    Sentence,
}

/// A list where the screen has one, too, or where labels would touch in Word.
fn form(spec: &ChartSpec) -> Form {
    if spec.sentence.is_some() {
        return Form::Sentence;
    }
    let ChartKind::Parts(parts) = &spec.kind else { return Form::Labels(0) };
    if parts.has_negative() {
        return Form::List;
    }
    let scene = layout(spec, 560.0, 300.0, &nominal_width);
    if scene.shapes.iter().any(|shape| matches!(shape, Shape::Rect { mark: Some(_), .. })) {
        return Form::ChartAndList;
    }
    let slices: Vec<_> =
        parts.parts().iter().map(|part| (part.amount.yuan(), chart_part::label(part).to_vec())).collect();
    labels::first_angle(&slices).map_or(Form::ChartAndList, Form::Labels)
}

/// Puts a chart into the text. Returns the parts that belong to it, if there is something to draw; `number` counts the
/// drawn charts from 1.
pub(super) fn chart(
    xml: &mut Xml,
    spec: &ChartSpec,
    number: usize,
    breaks: Option<bool>,
    pager: &mut Pager,
) -> Result<Vec<Part>, ExportError> {
    let form = form(spec);
    let mut parts = Vec::new();
    if let Form::Labels(_) | Form::ChartAndList = form {
        let turn = if let Form::Labels(turn) = form { Some(turn) } else { None };
        let is_high = turn.is_some() && matches!(spec.kind, ChartKind::Parts(_));
        let size = (labels::WIDTH * EMU, if is_high { labels::HEIGHT } else { LOW } * EMU);
        let keeps_next = turn.is_none() || spec.note.is_some();
        drawing(xml, spec, (number, size), breaks, keeps_next);
        pager.drawing("Chart", u32::try_from(size.1 / EMU * 20).unwrap_or(0), breaks, keeps_next);
        let id = format!("rIdChart{number}");
        let content = chart_part::chart_part(spec, turn);
        parts.push(Part { kind: PartKind::Chart, name: format!("charts/chart{number}.xml"), id, content });
        parts.push(Part {
            kind: PartKind::Workbook,
            name: format!("embeddings/chart{number}.xlsx"),
            id: chart_part::WORKBOOK.to_owned(),
            content: workbook::workbook(spec)?,
        });
    } else {
        line(xml, "ChartTitle", breaks, true, &spec.title);
        pager.paragraph("ChartTitle", &spec.title, breaks);
    }
    match (form, &spec.sentence) {
        (Form::ChartAndList | Form::List, _) => list(xml, spec, pager),
        (Form::Sentence, Some(sentence)) => {
            line(xml, "ChartNote", None, spec.note.is_some(), sentence);
            pager.paragraph("ChartNote", sentence, None);
        }
        _ => {}
    }
    if let Some(note) = &spec.note {
        line(xml, "ChartNote", None, false, note);
        pager.paragraph("ChartNote", note, None);
    }
    Ok(parts)
}

fn line(xml: &mut Xml, style: &str, breaks: Option<bool>, keeps_next: bool, text: &str) {
    xml.within("w:p", &[], |xml| {
        start(xml, style, breaks, keeps_next);
        plain(xml, text);
    });
}

fn start(xml: &mut Xml, style: &str, breaks: Option<bool>, keeps_next: bool) {
    xml.within("w:pPr", &[], |xml| {
        xml.w("w:pStyle", style);
        if keeps_next {
            xml.empty("w:keepNext", &[]);
        }
        page_break(xml, breaks);
    });
}

/// The chart in a line of its own, of automatic height.
fn drawing(
    xml: &mut Xml,
    spec: &ChartSpec,
    (number, (width, height)): (usize, (i32, i32)),
    breaks: Option<bool>,
    keeps_next: bool,
) {
    let name = format!("图{number}");
    let id = format!("rIdChart{number}");
    let [_, (a, main), (r, relationships)] = CHART_NAMES else { return };
    xml.within("w:p", &[], |xml| {
        start(xml, "Chart", breaks, keeps_next);
        xml.within("w:r", &[], |xml| {
            xml.within("w:drawing", &[], |xml| {
                let none: super::xml::Attributes<'_> = &[("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)];
                xml.within("wp:inline", none, |xml| {
                    xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
                    let words: super::xml::Attributes<'_> =
                        &[("id", &number), ("name", &name), ("descr", &spec.description()), ("title", &spec.title)];
                    xml.empty("wp:docPr", words);
                    xml.empty("wp:cNvGraphicFramePr", &[]);
                    xml.within("a:graphic", &[(a, main)], |xml| {
                        xml.within("a:graphicData", &[("uri", &CHART)], |xml| {
                            xml.empty("c:chart", &[("xmlns:c", &CHART), (r, relationships), ("r:id", &id)]);
                        });
                    });
                });
            });
        });
    });
}

/// Key, name, amount and share in rows, as beside the picture on screen.
fn list(xml: &mut Xml, spec: &ChartSpec, pager: &mut Pager) {
    let ChartKind::Parts(parts) = &spec.kind else { return };
    let rows = u32::try_from(parts.parts().len()).unwrap_or(0);
    pager.kept_rows(rows * styles::measures("TableText").line, spec.note.is_some());
    xml.within("w:tbl", &[], |xml| {
        tables::properties(xml, LIST_COLUMNS.iter().sum(), false, &spec.title);
        xml.within("w:tblGrid", &[], |xml| {
            for width in LIST_COLUMNS {
                xml.empty("w:gridCol", &[("w:w", &width)]);
            }
        });
        let count = parts.parts().len();
        for (place, (part, mark)) in parts.parts().iter().zip(spec.marks()).enumerate() {
            let keeps_next = place + 1 < count || spec.note.is_some();
            xml.within("w:tr", &[], |xml| {
                xml.within("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
                list_row(xml, part.colour, &mark, spec.unit, keeps_next);
            });
        }
    });
    // What follows must not become part of the list.
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.w("w:pStyle", "Thin");
            if spec.note.is_some() {
                xml.empty("w:keepNext", &[]);
            }
        });
    });
}

fn list_row(xml: &mut Xml, colour: Colour, mark: &ChartMark, unit: &str, keeps_next: bool) {
    let [amount, share] = &mark.printed;
    let amount = format!("{amount}{unit}");
    let cells = [("■", "center"), (&mark.name, "left"), (&amount, "right"), (share, "right")];
    for ((text, align), width) in cells.into_iter().zip(LIST_COLUMNS) {
        xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
                xml.w("w:vAlign", "center");
            });
            xml.within("w:p", &[], |xml| {
                xml.within("w:pPr", &[], |xml| {
                    xml.w("w:pStyle", "TableText");
                    if keeps_next {
                        xml.empty("w:keepNext", &[]);
                    }
                    xml.w("w:jc", align);
                });
                if text == "■" {
                    styled(xml, text, |xml| xml.w("w:color", chart_part::hex(colour)));
                } else {
                    plain(xml, text);
                }
            });
        });
    }
}
