//! The settings and the font table of the package.

use super::{
    names::WORD_NAMES,
    package::{Part, PartKind},
    styles::{FANG_SONG, HEI, KAI, SONG, XIAO_BIAO_SONG},
    xml::Xml,
};

/// Each font with the name under which other systems know it.
const FONTS: [(&str, &str); 5] =
    [(XIAO_BIAO_SONG, "方正小标宋_GBK"), (HEI, "SimHei"), (KAI, "楷体"), (FANG_SONG, "仿宋"), (SONG, "SimSun")];

pub(super) fn parts() -> Vec<Part> {
    let part = |kind, name: &str, id: &str, content| Part { kind, name: name.to_owned(), id: id.to_owned(), content };
    vec![
        part(PartKind::Settings, "settings.xml", "rIdSettings", settings()),
        part(PartKind::FontTable, "fontTable.xml", "rIdFontTable", font_table()),
    ]
}

/// Word is not told to update fields when it opens the document: it would ask each time.
fn settings() -> Vec<u8> {
    Xml::part("w:settings", WORD_NAMES, |xml| {
        xml.empty("w:zoom", &[("w:percent", &100)]);
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.within("w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            let mode: super::xml::Attributes<'_> = &[("w:name", &"compatibilityMode"), ("w:uri", &uri), ("w:val", &15)];
            xml.empty("w:compatSetting", mode);
        });
    })
}

fn font_table() -> Vec<u8> {
    Xml::part("w:fonts", WORD_NAMES, |xml| {
        for (name, other) in FONTS {
            xml.within("w:font", &[("w:name", &name)], |xml| {
                xml.w("w:altName", other);
                xml.w("w:charset", 86);
                xml.w("w:family", "auto");
                xml.w("w:pitch", "default");
            });
        }
    })
}
