//! A chart in the text: the drawing with its alternative text, a list where labels find no room, caption and note below.

use super::{
    fit::{PADDING, text_width},
    lines,
    native_chart::{self, BESIDE_LIST, CHART, CHART_NAMES, Cells},
    package::{self, PartKind},
    pager::Pager,
    styles, tables,
    text::{page_break, plain, styled},
    workbook::{self, SHEET},
    xml::Xml,
};
use crate::{
    charts::{ChartKind, ChartSpec, Form, HEIGHT, PartOfWhole, PartsOfWhole, WIDTH, points_of},
    export::ExportError,
    report::{Align, Orientation, Paper},
    templates::NumberForm,
};

/// The name by which a chart calls its workbook.
const WORKBOOK: &str = "rIdWorkbook";
/// English Metric Units in a point.
const EMU: i32 = 12_700;
/// Twentieths of a point around a drawing and its line.
const AROUND: u32 = 190;
/// The column of keys in a list.
const KEY: u32 = 340;
/// Half points of the letters of a list.
const LETTERS: u32 = 20;
/// A row of a list.
const ROW: u32 = 300;
/// Between the columns of a list.
const BETWEEN: u32 = 120;

/// Puts a chart into the text. Returns the parts that belong to it, if there is something to draw; `number` counts the
/// drawn charts from 1.
pub(super) fn chart(
    xml: &mut Xml,
    spec: &ChartSpec,
    (number, numbers): (usize, NumberForm),
    breaks: Option<bool>,
    pager: &mut Pager,
) -> Result<Vec<package::Part>, ExportError> {
    let form = spec.form();
    match (form, &spec.kind) {
        (Form::Sentence, _) => {
            let sentence = spec.sentence.as_deref().unwrap_or_default();
            line(xml, "ChartNote", breaks, true, sentence);
            pager.kept_paragraph("ChartNote", sentence, breaks);
        }
        (Form::List, ChartKind::Parts(parts)) => list(xml, spec, parts, None, breaks, pager),
        (Form::ListedPie, ChartKind::Parts(parts)) => list(xml, spec, parts, Some(number), breaks, pager),
        _ => {
            let height = points_of(form);
            xml.within("w:p", &[], |xml| {
                start(xml, "Chart", breaks, true);
                drawing(xml, spec, number, (WIDTH, height));
            });
            pager.drawing("Chart", u32::try_from(height * 20).unwrap_or(0), breaks, true);
        }
    }
    let caption = spec.caption();
    line(xml, "Caption", None, spec.note.is_some(), &caption);
    match &spec.note {
        Some(note) => {
            pager.kept_paragraph("Caption", &caption, None);
            line(xml, "ChartNote", None, false, note);
            pager.paragraph("ChartNote", note, None);
        }
        None => pager.paragraph("Caption", &caption, None),
    }
    if matches!(form, Form::Sentence | Form::List) {
        return Ok(Vec::new());
    }
    let content = native_chart::chart_part(spec, &Cells::of(spec, SHEET, 1), Some(WORKBOOK));
    let name = format!("charts/chart{number}.xml");
    let chart = package::Part { kind: PartKind::Chart, name, id: format!("rIdChart{number}"), content };
    let data = package::Part {
        kind: PartKind::Workbook,
        name: format!("embeddings/chart{number}.xlsx"),
        id: WORKBOOK.to_owned(),
        content: workbook::workbook(spec, numbers)?,
    };
    Ok(vec![chart, data])
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

/// The chart as a letter of its line, of automatic height; its size in points.
fn drawing(xml: &mut Xml, spec: &ChartSpec, number: usize, (width, height): (i32, i32)) {
    let name = format!("图{number}");
    let id = format!("rIdChart{number}");
    let [_, (a, main), (r, relationships)] = CHART_NAMES else { return };
    xml.within("w:r", &[], |xml| {
        xml.within("w:drawing", &[], |xml| {
            let none: super::xml::Attributes<'_> = &[("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)];
            xml.within("wp:inline", none, |xml| {
                xml.empty("wp:extent", &[("cx", &(width * EMU)), ("cy", &(height * EMU))]);
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
}

/// Key, name, amount and share in rows, as in our own pictures; beside the drawing `number`, where there is one.
fn list(
    xml: &mut Xml,
    spec: &ChartSpec,
    parts: &PartsOfWhole,
    number: Option<usize>,
    breaks: Option<bool>,
    pager: &mut Pager,
) {
    let parts = parts.parts();
    let twips = |points: i32| u32::try_from(points * 20).unwrap_or_default();
    let picture = number.map(|_| twips(BESIDE_LIST) + PADDING);
    let widest = |text: &dyn Fn(&PartOfWhole) -> String| {
        let texts = parts.iter().map(|part| text_width(&text(part), LETTERS)).max();
        texts.unwrap_or_default() + PADDING + BETWEEN
    };
    let [amount, share] = [0, 1].map(|place: usize| widest(&|part| part.printed[place].clone()));
    let room = Paper::of(Orientation::Portrait).text_width().saturating_sub(picture.unwrap_or(0) + KEY);
    let name = widest(&|part| part.name.clone()).min(room.saturating_sub(amount + share).max(ROW));
    let columns = [KEY, name, amount, share];
    let lines = parts.iter().map(|part| lines::count(&part.name, LETTERS, name - PADDING, 0) * ROW);
    let heights: Vec<u32> = lines.collect();
    // The list stands in the middle of its drawing.
    let spare = picture.map_or(0, |_| (twips(HEIGHT) + AROUND).saturating_sub(heights.iter().sum()) / 2);
    // Tables begin no page by themselves.
    if breaks == Some(true) {
        line(xml, "Thin", breaks, true, "");
        pager.kept_paragraph("Thin", "", breaks);
    }
    pager.kept_rows(heights.iter().sum::<u32>() + 2 * spare, true);
    let mut begins = true;
    let mut picture_cell = |xml: &mut Xml| {
        let Some((number, width)) = number.zip(picture) else { return };
        let is_first = std::mem::take(&mut begins);
        picture_cell(xml, width, is_first, |xml| drawing(xml, spec, number, (BESIDE_LIST, HEIGHT)));
    };
    xml.within("w:tbl", &[], |xml| {
        tables::properties(xml, picture.iter().chain(&columns).sum(), false, &spec.title);
        xml.within("w:tblGrid", &[], |xml| {
            for width in picture.iter().chain(&columns) {
                xml.empty("w:gridCol", &[("w:w", width)]);
            }
        });
        let filler = |xml: &mut Xml, picture_cell: &mut dyn FnMut(&mut Xml)| {
            if spare > 0 {
                row(xml, spare, |xml| {
                    picture_cell(xml);
                    columns.into_iter().for_each(|width| list_cell(xml, width, Align::Left, |_| {}));
                });
            }
        };
        filler(xml, &mut picture_cell);
        for (part, height) in parts.iter().zip(&heights) {
            row(xml, *height, |xml| {
                picture_cell(xml);
                let [amount, share] = &part.printed;
                let words =
                    [("■", Align::Centre), (&part.name, Align::Left), (amount, Align::Right), (share, Align::Right)];
                for ((text, align), width) in words.into_iter().zip(columns) {
                    list_cell(xml, width, align, |xml| {
                        styled(xml, text, |xml| {
                            styles::chart_fonts(xml);
                            if align == Align::Centre {
                                xml.w("w:color", native_chart::hex(part.colour));
                            }
                            styles::size(xml, LETTERS);
                        });
                    });
                }
            });
        }
        filler(xml, &mut picture_cell);
    });
}

fn row(xml: &mut Xml, height: u32, cells: impl FnOnce(&mut Xml)) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            xml.empty("w:trHeight", &[("w:val", &height), ("w:hRule", &"atLeast")]);
        });
        cells(xml);
    });
}

/// The cell of the drawing, which goes over all rows.
fn picture_cell(xml: &mut Xml, width: u32, is_first: bool, content: impl FnOnce(&mut Xml)) {
    xml.within("w:tc", &[], |xml| {
        xml.within("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
            match is_first {
                true => xml.w("w:vMerge", "restart"),
                false => xml.empty("w:vMerge", &[]),
            }
            xml.w("w:vAlign", "center");
        });
        xml.within("w:p", &[], |xml| {
            start(xml, if is_first { "Chart" } else { "TableText" }, None, true);
            if is_first {
                content(xml);
            }
        });
    });
}

fn list_cell(xml: &mut Xml, width: u32, align: Align, content: impl FnOnce(&mut Xml)) {
    xml.within("w:tc", &[], |xml| {
        xml.within("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
            xml.w("w:vAlign", "center");
        });
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.w("w:pStyle", "TableText");
                xml.empty("w:keepNext", &[]);
                match align {
                    Align::Left => xml.w("w:jc", "left"),
                    Align::Centre => {}
                    Align::Right => xml.w("w:jc", "right"),
                }
            });
            content(xml);
        });
    });
}
