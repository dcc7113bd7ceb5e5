//! The labels of slices, columns and bars: where they stand, and the cells that they show.

use super::{Cells, GREY, letters, line, points, share, small_text};
use crate::{
    charts::{HEIGHT, LEADER, WIDTH},
    export::xml::{Attributes, Xml},
};

/// What Office 2013 added to charts.
const C15: &str = "http://schemas.microsoft.com/office/drawing/2012/chart";

/// What a piece of a label shows.
#[derive(Clone, Copy)]
pub(super) enum Field {
    /// The name in the first column.
    Name,
    /// The cell of the range of labels.
    Cell,
    /// Words that stay.
    Words,
}

#[derive(Clone, Copy)]
pub(super) enum LabelPlace {
    /// In the middle of its slice or bar.
    Inside,
    /// Where its column ends.
    End,
    /// Beside the pie, with a line that leads to it: programs draw one only to a label that was moved.
    Aside { is_right: bool },
}

impl LabelPlace {
    fn position(self) -> &'static str {
        match self {
            Self::Inside => "ctr",
            Self::End | Self::Aside { .. } => "outEnd",
        }
    }
}

pub(super) struct Label {
    /// Of the slice or column in its series.
    pub place: usize,
    pub at: LabelPlace,
    pub ink: &'static str,
    /// Pieces with their present text.
    pub lines: Vec<Vec<(Field, String)>>,
}

impl Label {
    fn has_name(&self) -> bool {
        self.lines.iter().flatten().any(|(field, _)| matches!(field, Field::Name))
    }
}

pub(super) fn data_labels(xml: &mut Xml, series: usize, labels: &[Label], position: &str) {
    xml.within("c:dLbls", &[], |xml| {
        for label in labels {
            xml.within("c:dLbl", &[], |xml| {
                xml.c("c:idx", label.place);
                if let LabelPlace::Aside { is_right } = label.at {
                    moved(xml, if is_right { LEADER } else { -LEADER });
                }
                xml.within("c:tx", &[], |xml| rich(xml, series, label));
                xml.c("c:dLblPos", label.at.position());
                shown(xml, label.has_name());
                from_cells(xml);
            });
        }
        small_text(xml);
        if let Some(first) = labels.first() {
            xml.c("c:dLblPos", position);
            shown(xml, first.has_name());
            if matches!(first.at, LabelPlace::Aside { .. }) {
                xml.c("c:showLeaderLines", 1);
                xml.within("c:leaderLines", &[], |xml| {
                    xml.within("c:spPr", &[], |xml| line(xml, Some((GREY, 6350))));
                });
            }
            from_cells(xml);
        } else {
            shown(xml, false);
        }
    });
}

fn rich(xml: &mut Xml, series: usize, label: &Label) {
    let properties = |xml: &mut Xml| xml.within("a:pPr", &[], |xml| letters(xml, "a:defRPr", label.ink));
    xml.within("c:rich", &[], |xml| {
        // In one line LibreOffice would break it at the width of a column.
        let wrap: Attributes<'_> = if label.lines.len() == 1 { &[("wrap", &"none")] } else { &[] };
        xml.empty("a:bodyPr", wrap);
        xml.empty("a:lstStyle", &[]);
        for (row, line) in label.lines.iter().enumerate() {
            xml.within("a:p", &[], |xml| {
                properties(xml);
                for (place, (field, text)) in line.iter().enumerate() {
                    let kind = match field {
                        Field::Name => "CATEGORYNAME",
                        Field::Cell => "CELLRANGE",
                        Field::Words => {
                            xml.within("a:r", &[], |xml| {
                                letters(xml, "a:rPr", label.ink);
                                xml.text_within("a:t", &[], text);
                            });
                            continue;
                        }
                    };
                    let id = format!("{{{:08X}-{:04X}-4000-8000-{row:06X}{place:06X}}}", series + 1, label.place + 1);
                    xml.within("a:fld", &[("id", &id), ("type", &kind)], |xml| {
                        letters(xml, "a:rPr", label.ink);
                        properties(xml);
                        xml.text_within("a:t", &[], text);
                    });
                }
            });
        }
    });
}

/// No value and no percentage: only the name and the cell.
fn shown(xml: &mut Xml, has_name: bool) {
    xml.c("c:showLegendKey", 0);
    xml.c("c:showVal", 0);
    xml.c("c:showCatName", u8::from(has_name));
    for name in ["c:showSerName", "c:showPercent", "c:showBubbleSize"] {
        xml.c(name, 0);
    }
}

fn extension(xml: &mut Xml, uri: &str, content: impl FnOnce(&mut Xml)) {
    xml.within("c:extLst", &[], |xml| {
        xml.within("c:ext", &[("uri", &uri), ("xmlns:c15", &C15)], content);
    });
}

/// The label shows a cell. The schema of ECMA-376 allows one element in an extension: what Office writes beside it, a
/// table of fields of other cells, would be empty.
fn from_cells(xml: &mut Xml) {
    extension(xml, "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}", |xml| xml.c("c15:showDataLabelsRange", 1));
}

/// The cells of the labels, and what they hold now.
pub(super) fn label_range(xml: &mut Xml, cells: &Cells, letter: char, texts: &[String]) {
    extension(xml, "{02D57815-91ED-43cb-92C2-25804820EDAC}", |xml| {
        xml.within("c15:datalabelsRange", &[], |xml| {
            xml.text_within("c15:f", &[], &cells.column(letter, texts.len()));
            xml.within("c15:dlblRangeCache", &[], |xml| points(xml, texts.iter().map(String::as_str)));
        });
    });
}

/// A label so many points beside where it would stand.
fn moved(xml: &mut Xml, right: i32) {
    xml.within("c:layout", &[], |xml| {
        xml.within("c:manualLayout", &[], |xml| {
            xml.c("c:x", share(right, WIDTH));
            xml.c("c:y", share(0, HEIGHT));
        });
    });
}
