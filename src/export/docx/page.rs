//! Paper, headers and footers of a section.

use super::{
    names::{DRAWING_NAMES, WORD_NAMES},
    package::{Part, PartKind},
    text::field,
    xml::Xml,
};
use crate::{
    export::DocumentStatus,
    report::{Orientation, Paper},
};

/// Where the page number stands, and whether there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// None: the cover.
    None,
    /// The first numbered section.
    FromOne,
    /// Continues from the section before.
    Goes,
}

const HEADER: &str = "rIdHeader";
const FOOTER_ODD: &str = "rIdFooterOdd";
const FOOTER_EVEN: &str = "rIdFooterEven";
const FOOTER_NONE: &str = "rIdFooterNone";

/// The properties of a section.
pub(super) fn section(xml: &mut Xml, orientation: Orientation, numbering: Numbering, status: DocumentStatus) {
    let paper = Paper::of(orientation);
    let (odd, even) = if numbering == Numbering::None { (FOOTER_NONE, FOOTER_NONE) } else { (FOOTER_ODD, FOOTER_EVEN) };
    xml.within("w:sectPr", &[], |xml| {
        if status == DocumentStatus::Draft {
            for which in ["default", "even"] {
                xml.empty("w:headerReference", &[("w:type", &which), ("r:id", &HEADER)]);
            }
        }
        xml.empty("w:footerReference", &[("w:type", &"default"), ("r:id", &odd)]);
        xml.empty("w:footerReference", &[("w:type", &"even"), ("r:id", &even)]);
        xml.w("w:type", "nextPage");
        let (width, height) = (paper.width, paper.height);
        match orientation {
            Orientation::Portrait | Orientation::Upright => xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]),
            Orientation::Landscape => {
                xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", &"landscape")]);
            }
        }
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &paper.top),
                ("w:right", &paper.right),
                ("w:bottom", &paper.bottom),
                ("w:left", &paper.left),
                ("w:header", &850),
                ("w:footer", &paper.footer),
                ("w:gutter", &0),
            ],
        );
        if numbering == Numbering::FromOne {
            xml.empty("w:pgNumType", &[("w:start", &1)]);
        }
    });
}

/// The footers, and the header of a draft.
pub(super) fn parts(status: DocumentStatus) -> Vec<Part> {
    let part = |kind, name: &str, id: &str, content| Part { kind, name: name.to_owned(), id: id.to_owned(), content };
    let mut parts = vec![
        part(PartKind::Footer, "footer1.xml", FOOTER_ODD, footer(Some("right"))),
        part(PartKind::Footer, "footer2.xml", FOOTER_EVEN, footer(Some("left"))),
        part(PartKind::Footer, "footer3.xml", FOOTER_NONE, footer(None)),
    ];
    if status == DocumentStatus::Draft {
        parts.push(part(PartKind::Header, "header1.xml", HEADER, draft_header()));
    }
    parts
}

/// — 1 — at the outer edge, one character away from it.
fn footer(side: Option<&str>) -> Vec<u8> {
    Xml::part("w:ftr", WORD_NAMES, |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.w("w:pStyle", "Footer");
                if let Some(side) = side {
                    xml.w("w:jc", side);
                }
            });
            if side.is_some() {
                let text = |xml: &mut Xml, text| {
                    xml.within("w:r", &[], |xml| xml.text_within("w:t", &[("xml:space", &"preserve")], text));
                };
                text(xml, "— ");
                field(xml, "PAGE", "1");
                text(xml, " —");
            }
        });
    })
}

/// “草稿” at the top and across the page.
fn draft_header() -> Vec<u8> {
    let names: Vec<(&str, &dyn std::fmt::Display)> = WORD_NAMES.iter().chain(DRAWING_NAMES).copied().collect();
    Xml::part("w:hdr", &names, |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.w("w:pStyle", "Header"));
            xml.within("w:r", &[], |xml| xml.text_within("w:t", &[], "草稿"));
            xml.within("w:r", &[], |xml| {
                xml.within("w:rPr", &[], |xml| xml.empty("w:noProof", &[]));
                xml.within("w:pict", &[], watermark);
            });
        });
    })
}

/// Text as a shape behind the text, in the form that Word itself writes.
fn watermark(xml: &mut Xml) {
    let shape_type: super::xml::Attributes<'_> = &[
        ("id", &"_x0000_t136"),
        ("coordsize", &"21600,21600"),
        ("o:spt", &136),
        ("adj", &10800),
        ("path", &"m@7,l@8,m@5,21600l@6,21600e"),
    ];
    xml.within("v:shapetype", shape_type, |xml| {
        xml.within("v:formulas", &[], |xml| {
            for formula in [
                "sum #0 0 10800",
                "prod #0 2 1",
                "sum 21600 0 @1",
                "sum 0 0 @2",
                "sum 21600 0 @3",
                "if @0 @3 0",
                "if @0 21600 @1",
                "if @0 0 @2",
                "if @0 @4 21600",
                "mid @5 @6",
                "mid @8 @5",
                "mid @7 @8",
                "mid @6 @7",
                "sum @6 0 @5",
            ] {
                xml.empty("v:f", &[("eqn", &formula)]);
            }
        });
        xml.empty("v:path", &[("textpathok", &"t")]);
        xml.empty("v:textpath", &[("on", &"t"), ("fitshape", &"t")]);
    });
    let place = "position:absolute;margin-left:0;margin-top:0;width:300pt;height:150pt;rotation:315;\
                 z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
                 mso-position-vertical:center;mso-position-vertical-relative:margin";
    let shape: super::xml::Attributes<'_> = &[
        ("id", &"PowerPlusWaterMarkObject1"),
        ("o:spid", &"_x0000_s2049"),
        ("type", &"#_x0000_t136"),
        ("style", &place),
        ("alt", &"草稿"),
        ("o:allowincell", &"f"),
        ("fillcolor", &"#d8d8d8"),
        ("stroked", &"f"),
    ];
    xml.within("v:shape", shape, |xml| {
        xml.empty("v:fill", &[("opacity", &".5")]);
        xml.empty("v:textpath", &[("style", &"font-family:'黑体';font-size:1pt"), ("string", &"草稿")]);
    });
}
