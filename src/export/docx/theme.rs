//! The theme: colours and faces that Word offers first. The text names its own faces; the theme holds what charts and new
//! drawings take.

use super::{
    package::{Part, PartKind},
    styles::{FANG_SONG, HEI},
    xml::Xml,
};

const NAME: &str = "公文";
/// Names and colours, the chart palette among them.
const COLOURS: [(&str, &str); 12] = [
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "1F2328"),
    ("lt2", "F2F2F2"),
    ("accent1", "0072B2"),
    ("accent2", "E69F00"),
    ("accent3", "009E73"),
    ("accent4", "CC79A7"),
    ("accent5", "56B4E9"),
    ("accent6", "D55E00"),
    ("hlink", "0563C1"),
    ("folHlink", "954F72"),
];

pub(super) fn part() -> Part {
    let names: super::xml::Attributes<'_> =
        &[("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"), ("name", &NAME)];
    let content = Xml::part("a:theme", names, |xml| {
        xml.within("a:themeElements", &[], |xml| {
            xml.within("a:clrScheme", &[("name", &NAME)], |xml| {
                for (name, colour) in COLOURS {
                    xml.within(&format!("a:{name}"), &[], |xml| xml.c("a:srgbClr", colour));
                }
            });
            xml.within("a:fontScheme", &[("name", &NAME)], |xml| {
                for (name, face) in [("a:majorFont", HEI), ("a:minorFont", FANG_SONG)] {
                    xml.within(name, &[], |xml| {
                        xml.empty("a:latin", &[("typeface", &"Times New Roman")]);
                        xml.empty("a:ea", &[("typeface", &face)]);
                        xml.empty("a:cs", &[("typeface", &"Times New Roman")]);
                    });
                }
            });
            xml.within("a:fmtScheme", &[("name", &NAME)], formats);
        });
    });
    Part { kind: PartKind::Theme, name: "theme/theme1.xml".to_owned(), id: "rIdTheme".to_owned(), content }
}

/// Three of each are demanded: fills, lines, effects, grounds.
fn formats(xml: &mut Xml) {
    let fill = |xml: &mut Xml| xml.within("a:solidFill", &[], |xml| xml.c("a:schemeClr", "phClr"));
    xml.within("a:fillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
    xml.within("a:lnStyleLst", &[], |xml| {
        for width in [6350, 12_700, 19_050] {
            xml.within("a:ln", &[("w", &width)], |xml| {
                fill(xml);
                xml.c("a:prstDash", "solid");
            });
        }
    });
    xml.within("a:effectStyleLst", &[], |xml| {
        for _ in 0..3 {
            xml.within("a:effectStyle", &[], |xml| xml.empty("a:effectLst", &[]));
        }
    });
    xml.within("a:bgFillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
}
