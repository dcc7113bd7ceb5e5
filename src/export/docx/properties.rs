//! What the file says of itself (`docProps`), see [`super::provenance`] for the names.

use super::{
    provenance::{PROGRAM, PROGRAM_VERSION, Provenance},
    xml::{Attributes, Xml},
};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";

/// Title, author, language, and the date of the document.
pub(super) fn core(provenance: &Provenance) -> Vec<u8> {
    let names: Attributes<'_> = &[
        ("xmlns:cp", &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
    ];
    Xml::part("cp:coreProperties", names, |xml| {
        xml.text_within("dc:title", &[], &provenance.title);
        xml.text_within("dc:creator", &[], provenance.author());
        xml.text_within("cp:lastModifiedBy", &[], provenance.author());
        if let Some(time) = provenance.timestamp() {
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.text_within(name, &[("xsi:type", &"dcterms:W3CDTF")], &time);
            }
        }
        xml.text_within("dc:language", &[], "zh-CN");
    })
}

/// The program that wrote it.
pub(super) fn app(provenance: &Provenance) -> Vec<u8> {
    let names: Attributes<'_> = &[
        ("xmlns", &"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"),
        ("xmlns:vt", &TYPES),
    ];
    Xml::part("Properties", names, |xml| {
        xml.text_within("Company", &[], &provenance.department);
        xml.text_within("Application", &[], PROGRAM);
        xml.text_within("AppVersion", &[], &app_version(PROGRAM_VERSION));
    })
}

/// `XX.YYYY`, the only form that Word accepts: 0.1.2 is 00.0102.
fn app_version(version: &str) -> String {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let [major, minor, patch] = [0; 3].map(|_| parts.next().unwrap_or(0).min(99));
    format!("{major:02}.{minor:02}{patch:02}")
}

/// What a program reads back.
pub(super) fn custom(provenance: &Provenance) -> Vec<u8> {
    let names: Attributes<'_> =
        &[("xmlns", &"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"), ("xmlns:vt", &TYPES)];
    Xml::part("Properties", names, |xml| {
        for (id, (name, value)) in (2..).zip(&provenance.custom) {
            // The only kind of format there is; ids begin at 2.
            let format = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
            xml.within("property", &[("fmtid", &format), ("pid", &id), ("name", name)], |xml| {
                xml.text_within("vt:lpwstr", &[], value);
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_the_form_that_word_accepts() {
        assert_eq!(app_version("0.1.0"), "00.0100");
        assert_eq!(app_version("12.3.45-rc.1"), "12.0300");
    }
}
