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
fn a_mark_across_the_pages_and_a_picture_above_them_are_told() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let header = |shape: &str| {
        let run = format!("<w:r><w:pict><v:shape xmlns:v=\"v\">{shape}</v:shape></w:pict></w:r>");
        let xml = format!("<w:hdr xmlns:w=\"{WORD}\"><w:p>{run}</w:p></w:hdr>");
        said(&check(&derived, &with_new_part(&file, "header", &xml)))
    };
    assert_eq!(header("<v:textpath string=\"征求意见稿\"/>"), ["margin  / 征求意见稿"]);
    assert_eq!(header("<v:textpath string=\"草稿\"/>"), [""; 0], "the mark of our own drafts");
    assert_eq!(header("<v:imagedata/>"), ["margin  / 图片"]);
}

#[test]
fn another_file_that_is_put_in_when_the_file_is_opened_is_told() {
    let told = changed(|xml| xml.replacen("<w:p>", "<w:altChunk r:id=\"rId77\"/><w:p>", 1));
    assert_eq!(said(&told), ["unread  / 并入的另一个文件"]);
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

#[test]
fn labels_that_are_no_longer_drawn_are_told() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let without = |name: &str, by: &str| {
        let cut = |xml: String| {
            let (open, close) = (format!("<c:{name}>"), format!("</c:{name}>"));
            let start = xml.find(&open).unwrap();
            let end = start + xml[start..].find(&close).unwrap() + close.len();
            format!("{}{by}{}", &xml[..start], &xml[end..])
        };
        said(&check(&derived, &with_part(&file, "word/charts/chart1.xml", cut)))
    };
    let all = without("dLbls", "");
    assert!(all.len() == 2 && all.iter().all(|one| one.starts_with("chart-label ") && one.ends_with(" / ")), "{all:?}");
    let one = without("dLbl", "<c:dLbl><c:idx val=\"0\"/><c:delete val=\"1\"/></c:dLbl>");
    assert_eq!(one, all[..1]);
}

#[test]
fn charts_in_each_other_s_place_have_moved() {
    let exchanged = changed(|xml| {
        let ids: Vec<&str> =
            xml.split("<c:chart ").skip(1).filter_map(|rest| rest.split("r:id=\"").nth(1)?.split('"').next()).collect();
        let [first, second] = [ids[0], ids[2]].map(|id| format!("r:id=\"{id}\""));
        xml.replace(&first, "r:id=\"\"").replace(&second, &first).replace("r:id=\"\"", &second)
    });
    let told = said(&exchanged);
    assert!(!told.is_empty() && told.iter().all(|one| one.starts_with("chart-moved ")), "{told:?}");
}

#[test]
fn what_is_told_aside_has_its_place_in_the_file() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let comments = format!(
        "<w:comments xmlns:w=\"{WORD}\"><w:comment w:id=\"4\"><w:p><w:r><w:t>再核</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let file = with_new_part(&file, "comments", &comments);
    let placed = |behind: &str| {
        let edited = with_document(&file, |xml| xml.replacen(SEEN, &format!("{SEEN}{behind}"), 1));
        let told = check(&derived, &edited).differences;
        let words = |one: &juesuan::draft::Difference| one.place.as_ref().map(|place| place.words.clone());
        told.iter().map(|one| (one.kind.name(), words(one))).collect::<Vec<_>>()
    };
    let number = placed("<w:r><w:t>1</w:t></w:r>")[0].1.clone();
    assert!(number.is_some());
    let reference = "<w:r><w:commentReference w:id=\"4\"/></w:r>";
    assert_eq!(placed(reference), [("comment", number.clone())]);
    let hidden = placed("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>");
    assert_eq!(hidden, [("hidden", number.clone()), ("comment", None)]);
    let tracked = placed("<w:ins w:id=\"1\"><w:r><w:t>整</w:t></w:r></w:ins>");
    let aside = [("words", number.clone()), ("tracked-changes", number), ("comment", None)];
    assert_eq!(tracked, aside);
}

#[test]
fn what_is_missing_is_told_behind_what_stands_before_it() {
    let place = |check: &DraftCheck| check.differences[0].place.clone().unwrap();
    let gone = changed(|xml| {
        let at = xml.find(">2080506<").unwrap();
        let (start, end) = (xml[..at].rfind("<w:tr>").unwrap(), at + xml[at..].find("</w:tr>").unwrap());
        format!("{}{}", &xml[..start], &xml[end + "</w:tr>".len()..])
    });
    assert!(said(&gone)[0].starts_with("row-missing 2080506"), "{:?}", said(&gone));
    let row = place(&gone).cell.unwrap().row;
    assert!(row > 2 && place(&gone).words.ends_with(&format!(" 第{}行之后", row + 1)), "{:?}", place(&gone));
}
