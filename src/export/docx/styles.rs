//! The fonts, sizes and spacing of GB/T 9704 as styles, so that changing a style changes the whole document.

use super::{
    names::WORD_NAMES,
    native_chart::FACES as CHART_FACES,
    package::{Part, PartKind},
    xml::Xml,
};

/// The face of titles; it needs a licence, so it is named and never embedded.
pub(super) const XIAO_BIAO_SONG: &str = "方正小标宋简体";
pub(super) const HEI: &str = "黑体";
pub(super) const KAI: &str = "楷体_GB2312";
pub(super) const FANG_SONG: &str = "仿宋_GB2312";
pub(super) const SONG: &str = "宋体";
/// Latin letters and digits; its digits are all of one width.
const LATIN: &str = "Times New Roman";

/// The distance from line to line.
#[derive(Clone, Copy)]
enum LineSpacing {
    /// As the style that it is based on.
    Same,
    /// In twentieths of a point.
    Exact(u32),
    /// As the font needs it: for small print, tables and charts, which an exact distance would cut off.
    Auto,
}

/// A paragraph style. What is `None` or zero is inherited.
#[derive(Clone, Copy)]
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    font: Option<&'static str>,
    /// Half points.
    size: Option<u32>,
    line: LineSpacing,
    /// Before and after, in twentieths of a point.
    spacing: [u32; 2],
    /// Of the first line, in hundredths of a character, and its width in twentieths of a point.
    indent: Option<[u32; 2]>,
    /// Left and right of all lines, in twentieths of a point.
    sides: [u32; 2],
    align: Option<&'static str>,
    /// Stays with the following paragraph.
    keeps_next: bool,
    breaks_page: bool,
    /// Level in the outline, from 1.
    level: Option<u8>,
    /// Kind and place of tab stops.
    tabs: &'static [(&'static str, &'static str, u32)],
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    based_on: "Normal",
    font: None,
    size: None,
    line: LineSpacing::Same,
    spacing: [0, 0],
    indent: None,
    sides: [0, 0],
    align: None,
    keeps_next: false,
    breaks_page: false,
    level: None,
    tabs: &[],
};

/// Two characters of “三号”.
const TWO: Option<[u32; 2]> = Some([200, 640]);
const NO_INDENT: Option<[u32; 2]> = Some([0, 0]);
const TO_PAGE: &[(&str, &str, u32)] = &[("right", "dot", 8844)];

/// Of the contents, as usual: closer lines than the text.
pub(super) const CONTENTS_LINE: u32 = 500;
const TOC: LineSpacing = LineSpacing::Exact(CONTENTS_LINE);

const STYLES: [Style; 33] = [
    Style { id: "Normal", name: "Normal", based_on: "", line: LineSpacing::Exact(560), align: Some("both"), ..PLAIN },
    Style { id: "Body", name: "公文正文", indent: TWO, ..PLAIN },
    Style {
        id: "Heading1",
        name: "heading 1",
        font: Some(XIAO_BIAO_SONG),
        size: Some(44),
        line: LineSpacing::Exact(600),
        spacing: [0, 280],
        align: Some("center"),
        keeps_next: true,
        breaks_page: true,
        level: Some(1),
        ..PLAIN
    },
    Style { id: "Heading2", name: "heading 2", font: Some(HEI), level: Some(2), ..HEADING },
    Style { id: "Heading3", name: "heading 3", font: Some(KAI), level: Some(3), ..HEADING },
    Style { id: "Heading4", name: "heading 4", level: Some(4), ..HEADING },
    Style {
        id: "AttachmentTitle",
        name: "附件标题",
        based_on: "Heading2",
        font: Some(XIAO_BIAO_SONG),
        size: Some(44),
        line: LineSpacing::Exact(600),
        spacing: [0, 280],
        indent: NO_INDENT,
        align: Some("center"),
        level: Some(2),
        keeps_next: true,
        ..PLAIN
    },
    Style { id: "AttachmentHeading1", name: "附件标题 1", based_on: "Heading2", level: Some(3), ..PLAIN },
    Style { id: "AttachmentHeading2", name: "附件标题 2", based_on: "Heading3", level: Some(4), ..PLAIN },
    Style { id: "AttachmentHeading3", name: "附件标题 3", based_on: "Heading4", level: Some(5), ..PLAIN },
    Style { id: "Label", name: "附件序号", font: Some(HEI), align: Some("left"), keeps_next: true, ..PLAIN },
    Style {
        id: "TableHeading",
        name: "表标题",
        based_on: "Heading2",
        font: Some(XIAO_BIAO_SONG),
        size: Some(36),
        line: LineSpacing::Exact(480),
        indent: NO_INDENT,
        align: Some("center"),
        level: Some(2),
        keeps_next: true,
        ..PLAIN
    },
    Style {
        id: "Centred",
        name: "居中说明",
        font: Some(KAI),
        spacing: [0, 280],
        align: Some("center"),
        keeps_next: true,
        ..PLAIN
    },
    Style { id: "Right", name: "落款", sides: [0, 640], align: Some("right"), ..PLAIN },
    Style { id: "Small", name: "小字", font: Some(SONG), size: Some(21), line: LineSpacing::Exact(290), ..PLAIN },
    Style { id: "Note", name: "图表注", based_on: "Small", spacing: [40, 120], align: Some("left"), ..PLAIN },
    Style {
        id: "TableTitle",
        name: "表题",
        based_on: "Small",
        line: LineSpacing::Exact(480),
        font: Some(XIAO_BIAO_SONG),
        size: Some(36),
        align: Some("center"),
        keeps_next: true,
        ..PLAIN
    },
    Style { id: "TableNumber", name: "表号", based_on: "Small", keeps_next: true, align: Some("right"), ..PLAIN },
    Style { id: "TableNote", name: "表注", based_on: "Small", align: Some("left"), ..PLAIN },
    Style { id: "Thin", name: "分隔", based_on: "Small", line: LineSpacing::Exact(20), ..PLAIN },
    Style {
        id: "TableCaption", name: "表头说明", based_on: "Small", keeps_next: true, align: Some("left"), ..PLAIN
    },
    Style { id: "TableText", name: "表格文字", based_on: "Small", align: Some("center"), ..PLAIN },
    Style {
        id: "Chart",
        name: "图",
        based_on: "Small",
        line: LineSpacing::Auto,
        spacing: [120, 60],
        align: Some("center"),
        ..PLAIN
    },
    Style { id: "ChartNote", name: "图注", based_on: "Small", spacing: [0, 120], align: Some("center"), ..PLAIN },
    Style {
        id: "Caption",
        name: "caption",
        based_on: "Small",
        font: Some(HEI),
        spacing: [0, 60],
        align: Some("center"),
        ..PLAIN
    },
    Style {
        id: "ContentsTitle",
        name: "目录标题",
        font: Some(XIAO_BIAO_SONG),
        size: Some(44),
        line: LineSpacing::Exact(600),
        spacing: [0, 280],
        align: Some("center"),
        ..PLAIN
    },
    Style { id: "TOC1", name: "toc 1", font: Some(HEI), line: TOC, align: Some("left"), tabs: TO_PAGE, ..PLAIN },
    Style { id: "TOC2", name: "toc 2", line: TOC, sides: [320, 0], align: Some("left"), tabs: TO_PAGE, ..PLAIN },
    Style { id: "TOC3", name: "toc 3", line: TOC, sides: [640, 0], align: Some("left"), tabs: TO_PAGE, ..PLAIN },
    Style {
        id: "CoverTitle",
        name: "封面标题",
        font: Some(XIAO_BIAO_SONG),
        size: Some(72),
        line: LineSpacing::Auto,
        align: Some("center"),
        ..PLAIN
    },
    Style {
        id: "CoverFoot",
        name: "封面日期",
        font: Some(KAI),
        size: Some(36),
        line: LineSpacing::Auto,
        align: Some("center"),
        ..PLAIN
    },
    Style { id: "Header", name: "header", based_on: "Small", font: Some(HEI), align: Some("right"), ..PLAIN },
    Style {
        id: "Footer",
        name: "footer",
        based_on: "Small",
        size: Some(28),
        line: LineSpacing::Auto,
        sides: [280, 280],
        ..PLAIN
    },
];

const HEADING: Style = Style { indent: TWO, align: Some("left"), keeps_next: true, ..PLAIN };

/// What decides how much room a paragraph takes; in twentieths of a point, the size in half points.
pub(super) struct StyleMeasures {
    pub size: u32,
    /// From line to line; near the truth where the font decides.
    pub line: u32,
    /// Before and after.
    pub spacing: [u32; 2],
    /// Of the first line.
    pub indent: u32,
    /// Left and right together.
    pub sides: u32,
    pub keeps_next: bool,
    pub breaks_page: bool,
}

/// Of the style with this id.
pub(super) fn measures(id: &str) -> StyleMeasures {
    let style = STYLES.iter().find(|style| style.id == id).unwrap_or(&PLAIN);
    let base = (!style.based_on.is_empty()).then(|| measures(style.based_on));
    let size = style.size.or(base.as_ref().map(|base| base.size)).unwrap_or(32);
    StyleMeasures {
        size,
        line: match style.line {
            LineSpacing::Exact(line) => line,
            LineSpacing::Same => base.as_ref().map_or(0, |base| base.line),
            LineSpacing::Auto => size * 13,
        },
        spacing: match (style.spacing, &base) {
            ([0, 0], Some(base)) => base.spacing,
            (own, _) => own,
        },
        indent: style.indent.map(|[_, width]| width).or(base.as_ref().map(|base| base.indent)).unwrap_or(0),
        sides: match (style.sides, &base) {
            ([0, 0], Some(base)) => base.sides,
            (own, _) => own.iter().sum(),
        },
        keeps_next: style.keeps_next || base.as_ref().is_some_and(|base| base.keeps_next),
        breaks_page: style.breaks_page || base.is_some_and(|base| base.breaks_page),
    }
}

/// The runs of figures, so that a macro or an editor finds them; they look like the text around them.
pub(super) const FIGURE_STYLE: &str = "Figure";

/// `styles.xml`; the lines of the contents stand so close.
pub(super) fn part(contents_line: u32) -> Part {
    let content = styles(contents_line);
    Part { kind: PartKind::Styles, name: "styles.xml".to_owned(), id: "rIdStyles".to_owned(), content }
}

/// Chinese in `font`, Latin letters and digits in Times New Roman.
pub(super) fn fonts(xml: &mut Xml, font: &str) {
    let names: super::xml::Attributes<'_> =
        &[("w:ascii", &LATIN), ("w:hAnsi", &LATIN), ("w:eastAsia", &font), ("w:cs", &LATIN)];
    xml.empty("w:rFonts", names);
}

/// The faces of charts, see [`super::native_chart`].
pub(super) fn chart_fonts(xml: &mut Xml) {
    let [latin, chinese] = CHART_FACES;
    let names: super::xml::Attributes<'_> =
        &[("w:ascii", &latin), ("w:hAnsi", &latin), ("w:eastAsia", &chinese), ("w:cs", &latin)];
    xml.empty("w:rFonts", names);
}

/// A size in half points.
pub(super) fn size(xml: &mut Xml, half_points: u32) {
    xml.w("w:sz", half_points);
    xml.w("w:szCs", half_points);
}

fn styles(contents_line: u32) -> Vec<u8> {
    Xml::part("w:styles", WORD_NAMES, |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    fonts(xml, FANG_SONG);
                    xml.w("w:kern", 2);
                    size(xml, 32);
                    xml.empty("w:lang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN")]);
                });
            });
            xml.empty("w:pPrDefault", &[]);
        });
        for style in &STYLES {
            let is_entry = style.id.starts_with("TOC");
            let line = if is_entry { LineSpacing::Exact(contents_line) } else { style.line };
            paragraph_style(xml, &Style { line, ..*style });
        }
        standard_styles(xml);
        xml.within(
            "w:style",
            &[("w:type", &"character"), ("w:customStyle", &1), ("w:styleId", &FIGURE_STYLE)],
            |xml| {
                xml.w("w:name", "引用的数");
                xml.empty("w:qFormat", &[]);
            },
        );
    })
}

/// Those that every Word file has, and the grid of tables.
fn standard_styles(xml: &mut Xml) {
    let style = |xml: &mut Xml, kind: &str, id: &str, name: &str, is_default: bool, own: &dyn Fn(&mut Xml)| {
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("w:type", &kind)];
        if is_default {
            attributes.push(("w:default", &1));
        }
        attributes.push(("w:styleId", &id));
        xml.within("w:style", &attributes, |xml| {
            xml.w("w:name", name);
            own(xml);
        });
    };
    style(xml, "character", "DefaultParagraphFont", "Default Paragraph Font", true, &|_| {});
    style(xml, "numbering", "NoList", "No List", true, &|_| {});
    style(xml, "table", "TableNormal", "Normal Table", true, &|xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.empty("w:tblInd", &[("w:w", &0), ("w:type", &"dxa")]);
            xml.within("w:tblCellMar", &[], |xml| {
                for (side, width) in [("w:top", 0), ("w:left", 108), ("w:bottom", 0), ("w:right", 108)] {
                    xml.empty(side, &[("w:w", &width), ("w:type", &"dxa")]);
                }
            });
        });
    });
    style(xml, "table", TABLE_GRID, "Table Grid", false, &|xml| {
        xml.w("w:basedOn", "TableNormal");
        xml.within("w:tblPr", &[], table_borders);
    });
}

/// The table style with rules around all cells.
pub(super) const TABLE_GRID: &str = "TableGrid";

pub(super) fn table_borders(xml: &mut Xml) {
    xml.within("w:tblBorders", &[], |xml| {
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let name = format!("w:{side}");
            let line: super::xml::Attributes<'_> =
                &[("w:val", &"single"), ("w:sz", &4), ("w:space", &0), ("w:color", &"000000")];
            xml.empty(&name, line);
        }
    });
}

fn paragraph_style(xml: &mut Xml, style: &Style) {
    let is_own = !style.name.is_ascii();
    let is_default = style.based_on.is_empty();
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("w:type", &"paragraph")];
    if is_default {
        attributes.push(("w:default", &1));
    }
    if is_own {
        attributes.push(("w:customStyle", &1));
    }
    attributes.push(("w:styleId", &style.id));
    xml.within("w:style", &attributes, |xml| {
        xml.w("w:name", style.name);
        if !is_default {
            xml.w("w:basedOn", style.based_on);
        }
        if style.level.is_some() {
            xml.w("w:next", "Body");
        }
        xml.empty("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| style.paragraph(xml));
        xml.within("w:rPr", &[], |xml| {
            if let Some(font) = style.font {
                fonts(xml, font);
            }
            if let Some(half_points) = style.size {
                size(xml, half_points);
            }
        });
    });
}

impl Style {
    /// In the order of the schema.
    fn paragraph(&self, xml: &mut Xml) {
        if self.keeps_next {
            xml.empty("w:keepNext", &[]);
            xml.empty("w:keepLines", &[]);
        }
        if self.breaks_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        if self.based_on.is_empty() {
            xml.w("w:widowControl", 0);
        }
        if !self.tabs.is_empty() {
            xml.within("w:tabs", &[], |xml| {
                for (kind, leader, place) in self.tabs {
                    xml.empty("w:tab", &[("w:val", kind), ("w:leader", leader), ("w:pos", place)]);
                }
            });
        }
        self.spacing(xml);
        self.indents(xml);
        if let Some(align) = self.align {
            xml.w("w:jc", align);
        }
        if let Some(level) = self.level {
            xml.w("w:outlineLvl", level - 1);
        }
    }

    fn spacing(&self, xml: &mut Xml) {
        let [before, after] = self.spacing;
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        if before + after > 0 {
            attributes.extend([("w:before", &before as &dyn std::fmt::Display), ("w:after", &after)]);
        }
        match &self.line {
            LineSpacing::Same => {}
            LineSpacing::Exact(line) => {
                attributes.extend([("w:line", line as &dyn std::fmt::Display), ("w:lineRule", &"exact")])
            }
            LineSpacing::Auto => {
                attributes.extend([("w:line", &240 as &dyn std::fmt::Display), ("w:lineRule", &"auto")])
            }
        }
        if !attributes.is_empty() {
            xml.empty("w:spacing", &attributes);
        }
    }

    fn indents(&self, xml: &mut Xml) {
        let [left, right] = self.sides;
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        if left + right > 0 {
            attributes.extend([("w:left", &left as &dyn std::fmt::Display), ("w:right", &right)]);
        }
        if let Some([characters, width]) = &self.indent {
            attributes.extend([("w:firstLineChars", characters as &dyn std::fmt::Display), ("w:firstLine", width)]);
        }
        if !attributes.is_empty() {
            xml.empty("w:ind", &attributes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pager must count what Word inherits.
    #[test]
    fn a_style_takes_from_its_base() {
        for (style, base) in [("AttachmentHeading1", "Heading2"), ("AttachmentHeading3", "Heading4")] {
            let [own, base] = [style, base].map(measures);
            assert!(own.keeps_next);
            let all = |of: &StyleMeasures| (of.size, of.line, of.spacing, of.indent, of.sides, of.keeps_next);
            assert_eq!(all(&own), all(&base), "{style}");
        }
        assert!(!measures("Note").keeps_next);
    }

    #[test]
    fn styles_have_names_of_their_own_and_known_bases() {
        for (place, style) in STYLES.iter().enumerate() {
            let before = &STYLES[..place];
            assert!(before.iter().all(|other| other.id != style.id && other.name != style.name), "{}", style.id);
            assert!(place == 0 || before.iter().any(|other| other.id == style.based_on), "{}", style.id);
        }
    }
}
