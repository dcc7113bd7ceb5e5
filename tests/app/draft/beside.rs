//! What stands in a draft beside its visible words: hidden text, margins, notes, pictures, titles and data of charts.

use juesuan::draft::DraftCheck;

use super::{
    check, derived, exported,
    package::{Parts, packed, parts, with_document, with_part},
    said,
};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SEEN: &str = ">228.62</w:t></w:r>";

/// The clean sample, changed in its document.
fn changed(change: impl FnOnce(String) -> String) -> DraftCheck {
    let derived = derived("clean.json");
    let file = exported(&derived);
    check(&derived, &with_document(&file, change))
}

/// The run of the first amount, replaced.
fn with_run(by: &str) -> DraftCheck {
    changed(|xml| {
        let end = xml.find(SEEN).unwrap() + SEEN.len();
        let start = xml[..end].rfind("<w:r>").unwrap();
        format!("{}{by}{}", &xml[..start], &xml[end..])
    })
}

#[test]
fn a_hidden_number_is_none_and_is_told() {
    let hidden = |on: &str| format!("<w:r><w:rPr><w:vanish{on}/></w:rPr><w:t>228.62</w:t></w:r>");
    assert_eq!(said(&with_run(&hidden(""))), ["number 228.62 / ", "hidden  / 228.62"]);
    assert_eq!(said(&with_run(&hidden(" w:val=\"0\""))), [""; 0]);
    let beside = format!("{}<w:r><w:t>228.26</w:t></w:r>", hidden(""));
    assert_eq!(said(&with_run(&beside)), ["number 228.62 / 228.26", "hidden  / 228.62"]);
    // The code of a field may be hidden, and its result seen.
    let field = "<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF a</w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>228.62</w:t></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    assert_eq!(said(&with_run(field)), [""; 0]);
}

#[test]
fn what_a_style_hides_is_hidden() {
    let derived = derived("clean.json");
    let file = with_part(&exported(&derived), "word/styles.xml", |xml| {
        let style = "<w:style w:type=\"character\" w:styleId=\"Aside\"><w:rPr><w:vanish/></w:rPr></w:style>\
                     <w:style w:type=\"character\" w:styleId=\"Below\"><w:basedOn w:val=\"Aside\"/></w:style></w:styles>";
        xml.replace("</w:styles>", style)
    });
    let run = "<w:r><w:rPr><w:rStyle w:val=\"Below\"/></w:rPr><w:t>内部</w:t></w:r><w:r><w:rPr><w:rStyle";
    let check = check(&derived, &with_document(&file, |xml| xml.replacen("<w:r><w:rPr><w:rStyle", run, 1)));
    assert_eq!(said(&check), ["hidden  / 内部"]);
}

#[test]
fn a_number_in_a_formula_or_below_a_reading_is_read() {
    let formula = "<m:oMath xmlns:m=\"m\"><m:r><m:t>228.26</m:t></m:r></m:oMath>";
    assert_eq!(said(&with_run(formula)), ["number 228.62 / 228.26"]);
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>shu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>228.62</w:t></w:r>\
                </w:rubyBase></w:ruby></w:r>";
    assert_eq!(said(&with_run(ruby)), [""; 0]);
}

/// A part beside the document, linked to it.
fn with_new_part(file: &[u8], kind: &str, xml: &str) -> Vec<u8> {
    let mut all: Parts = parts(file);
    all.push((format!("word/{kind}9.xml"), xml.as_bytes().to_vec()));
    with_part(&packed(&all), "word/_rels/document.xml.rels", |links| {
        let link =
            format!("<Relationship Id=\"rIdNew\" Target=\"{kind}9.xml\" Type=\"{RELATIONS}/{kind}\"/></Relationships>");
        links.replace("</Relationships>", &link)
    })
}

#[test]
fn notes_at_the_end_and_words_in_the_margins_are_told() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let notes = format!(
        "<w:endnotes xmlns:w=\"{WORD}\"><w:endnote w:id=\"2\"><w:p><w:r><w:t>含上年结转66.55万元。</w:t></w:r></w:p>\
         </w:endnote></w:endnotes>"
    );
    let run = format!("{SEEN}<w:r><w:endnoteReference w:id=\"2\"/></w:r>");
    let noted = with_document(&with_new_part(&file, "endnotes", &notes), |xml| xml.replacen(SEEN, &run, 1));
    assert_eq!(said(&check(&derived, &noted)), ["paragraph-added  / 含上年结转66.55万元。"]);

    let page = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>12</w:t></w:r>\
                <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let margin = |words: &str| {
        let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let xml = format!("<w:ftr xmlns:w=\"{WORD}\"><w:p>{}{page}{}</w:p></w:ftr>", text("第"), text(words));
        said(&check(&derived, &with_new_part(&file, "footer", &xml)))
    };
    assert_eq!(margin("页"), [""; 0]);
    assert_eq!(margin("页 2022年度决算"), ["margin  / 第页 2022年度决算"]);
}

#[test]
fn a_picture_and_a_change_of_the_form_alone_are_told() {
    let picture = format!(
        "{SEEN}<w:r><w:drawing><wp:inline xmlns:wp=\"p\"><wp:docPr id=\"9\" descr=\"印章\"/></wp:inline></w:drawing></w:r>"
    );
    assert_eq!(said(&changed(|xml| xml.replacen(SEEN, &picture, 1))), ["picture-added  / 印章"]);
    let run = "<w:r><w:rPr><w:b/><w:rPrChange w:author=\"甲\"><w:rPr/></w:rPrChange></w:rPr><w:t>228.62</w:t></w:r>";
    assert_eq!(said(&with_run(run)), ["tracked-changes  / 1处"]);
}

#[test]
fn titles_and_data_of_charts_are_compared() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>2022年度</a:t></a:r></a:p></c:rich></c:tx></c:title>\
                 <c:autoTitleDeleted";
    let titled = with_part(&file, "word/charts/chart1.xml", |xml| xml.replacen("<c:autoTitleDeleted", title, 1));
    assert_eq!(said(&check(&derived, &titled)), ["chart-label  / 2022年度"]);

    let mut all = parts(&file);
    let workbook = all.iter_mut().find(|(name, _)| name == "word/embeddings/chart3.xlsx").unwrap();
    workbook.1 = with_part(&workbook.1, "xl/sharedStrings.xml", |xml| xml.replacen("支出", "费用", 1));
    let told = said(&check(&derived, &packed(&all)));
    assert!(matches!(told.as_slice(), [one] if one.starts_with("chart-label") && one.contains("费用")), "{told:?}");
}
