//! Changes as Word and WPS write them: the same words in other runs are no difference, other words are.

use std::sync::Arc;

use juesuan::{
    derived::Derived,
    document::{Edit, Entry},
    draft::{Author, DifferenceKind},
    evidence,
};

use super::{
    check, derived, exported, opened,
    package::{packed, parts, with_body, with_document, with_part},
    said,
};

/// A piece of a sentence of the clean sample, as it is exported.
fn first_text(xml: &str, words: &str) -> (usize, usize) {
    let at = xml.find(&format!(">{words}<")).unwrap() + 1;
    (at, at + words.len())
}

fn replaced(xml: &str, words: &str, by: &str) -> String {
    let (from, to) = first_text(xml, words);
    format!("{}{by}{}", &xml[..from], &xml[to..])
}

const WORDS: &str = "年度收入、支出总计均为";

#[test]
fn the_same_words_in_other_runs_are_no_difference() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let split = "年度</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00A1\"><w:t>收入、</w:t></w:r>\
                 <w:bookmarkStart w:id=\"900\" w:name=\"_GoBack\"/><w:smartTag><w:r><w:t>支出</w:t></w:r></w:smartTag>\
                 <w:bookmarkEnd w:id=\"900\"/><w:sdt><w:sdtContent><w:r><w:t>总计</w:t></w:r></w:sdtContent></w:sdt>\
                 <w:r><w:lastRenderedPageBreak/><w:t xml:space=\"preserve\">均为\u{a0}";
    let same = check(&derived, &with_document(&file, |xml| replaced(&xml, WORDS, split)));
    assert!(same.is_same(), "{:?}", said(&same));

    let wide = |xml: String| xml.replace(">228.62<", ">２２８．６２<").replace("\u{3000}", "\u{a0} ");
    let same = check(&derived, &with_document(&file, wide));
    assert!(same.is_same(), "{:?}", said(&same));

    let choice = format!(
        "</w:t></w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
         <mc:Choice Requires=\"wps\"><w:r><w:t>{WORDS}</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r>\
         </mc:Fallback></mc:AlternateContent><w:r><w:t>"
    );
    let same = check(&derived, &with_document(&file, |xml| replaced(&xml, WORDS, &choice)));
    assert!(same.is_same(), "{:?}", said(&same));
}

#[test]
fn tracked_changes_and_comments_are_told() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let tracked = "年度收入、</w:t></w:r><w:del w:author=\"甲\"><w:r><w:delText>支出总计</w:delText></w:r></w:del>\
                   <w:ins w:author=\"甲\"><w:r><w:t>支出合计</w:t></w:r></w:ins><w:r><w:t>均为";
    let edited = check(&derived, &with_document(&file, |xml| replaced(&xml, WORDS, tracked)));
    let kinds: Vec<DifferenceKind> = edited.differences.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [DifferenceKind::Words, DifferenceKind::TrackedChanges], "{:?}", said(&edited));
    assert!(edited.differences[1].sentence().contains("接受或拒绝"));

    let mut all = parts(&file);
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let comments = format!(
        "<w:comments xmlns:w=\"{word}\"><w:comment w:id=\"1\" w:author=\"李四\"><w:p><w:r><w:t>请核实</w:t></w:r></w:p>\
         </w:comment></w:comments>"
    );
    all.push(("word/comments.xml".to_owned(), comments.into_bytes()));
    let relation = "<Relationship Id=\"rIdComments\" Target=\"comments.xml\" \
                    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\"/></Relationships>";
    let linked =
        with_part(&packed(&all), "word/_rels/document.xml.rels", |xml| xml.replace("</Relationships>", relation));
    let commented = check(&derived, &linked);
    assert_eq!(said(&commented), ["comment  / 李四：请核实"]);
}

#[test]
fn each_difference_names_its_place_and_whose_words_they_were() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let check_with = |change: &dyn Fn(String) -> String| check(&derived, &with_document(&file, change));

    let number = check_with(&|xml| xml.replacen(">228.62<", ">228.63<", 1));
    let [one] = number.differences.as_slice() else { panic!("{:?}", said(&number)) };
    assert_eq!((one.kind, one.expected.as_str(), one.found.as_str()), (DifferenceKind::Number, "228.62", "228.63"));
    assert!(matches!(one.author, Author::Figure(_)) && one.place.is_some());
    assert!(one.chapter.contains("收入支出决算总体情况"), "{}", one.chapter);

    let program = check_with(&|xml| replaced(&xml, WORDS, "年度收入和支出总计均为"));
    let [one] = program.differences.as_slice() else { panic!("{:?}", said(&program)) };
    assert_eq!((one.kind, one.author.clone()), (DifferenceKind::Words, Author::Program));

    let person = check_with(&|xml| xml.replacen("困难职工走访等公务活动", "困难职工走访慰问等公务活动", 1));
    let [one] = person.differences.as_slice() else { panic!("{:?}", said(&person)) };
    assert!(matches!(one.author, Author::Person(_)), "{one:?}");

    let cut = |xml: &str| {
        let start = xml.find("<w:tbl><w:tblPr><w:tblStyle").unwrap();
        let end = start + xml[start..].find("</w:tbl>").unwrap() + "</w:tbl>".len();
        format!("{}{}", &xml[..start], &xml[end..])
    };
    let gone = check_with(&|xml| cut(&xml));
    assert_eq!(
        gone.differences.iter().filter(|one| one.kind == DifferenceKind::TableMissing).count(),
        1,
        "{:?}",
        said(&gone)
    );

    let levelled = check_with(&|xml| {
        let at = xml.find("<w:pStyle w:val=\"Heading2\"/>").unwrap();
        format!("{}{}", &xml[..at], &xml[at + "<w:pStyle w:val=\"Heading2\"/>".len()..])
    });
    assert_eq!(said(&levelled), ["heading 2级标题 / 不是标题"]);
}

#[test]
fn the_workbook_behind_a_chart_is_compared_too() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let mut all = parts(&file);
    let book = all.iter_mut().find(|(name, _)| name == "word/embeddings/chart1.xlsx").unwrap();
    book.1 = with_part(&book.1, "xl/worksheets/sheet1.xml", |xml| xml.replacen("<v>228.62", "<v>282.62", 1));
    let edited = check(&derived, &packed(&all));
    assert_eq!(edited.differences[0].kind, DifferenceKind::ChartData, "{:?}", said(&edited));
    assert!(edited.differences[0].found.starts_with("282.62"), "{:?}", said(&edited));
}

/// Whoever types into a label writes words in place of its field; a field that says other than its cell was made by a
/// program, which the next one puts right.
#[test]
fn a_label_that_was_typed_over_is_told() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let typed = |xml: String| {
        let start = xml.find("<a:fld ").unwrap();
        let end = start + xml[start..].find("</a:fld>").unwrap() + "</a:fld>".len();
        format!("{}<a:r><a:t>224.52</a:t></a:r>{}", &xml[..start], &xml[end..])
    };
    let field = |xml: String| xml.replacen("<a:t>224.25</a:t>", "<a:t>224.52</a:t>", 1);
    let changes: [&dyn Fn(String) -> String; 2] = [&typed, &field];
    for change in changes {
        let edited = check(&derived, &with_part(&file, "word/charts/chart1.xml", change));
        assert_eq!(said(&edited), ["chart-label 224.25 / 224.52"]);
    }
}

#[test]
fn a_column_of_a_hair_s_breadth_is_none() {
    let cell = |span: u32, text: &str| {
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: [String; 2]| format!("<w:tr>{}</w:tr>", cells.concat());
    let grid: String = [1164, 1, 1163].map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).concat();
    let rows = row([cell(1, "预算"), cell(2, "合计")]) + &row([cell(2, "1.00"), cell(1, "2.00")]);
    let read = evidence::read(&with_body(&format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"))).unwrap();
    let table = read.tables().next().unwrap();
    let places: Vec<_> = table.cells.iter().map(|cell| (&*cell.text, cell.column, cell.columns)).collect();
    assert_eq!(places, [("预算", 0, 1), ("合计", 1, 1), ("1.00", 0, 1), ("2.00", 1, 1)]);
}

/// Where a person has still to write, and the rest of the paragraph is drawn otherwise.
#[test]
fn what_is_still_to_be_written_is_no_difference_beside_one() {
    let blank = Edit::Set { path: juesuan::at!(income.reason), entry: Entry::Blank };
    let derived = Derived::of(&Arc::new(opened("clean.json").apply(&blank).unwrap()));
    let edited =
        check(&derived, &with_document(&exported(&derived), |xml| replaced(&xml, WORDS, "年度收入和支出总计均为")));
    assert_eq!(said(&edited), ["words 、 / 和"]);
}

#[test]
fn an_entry_of_the_contents_that_leaves_no_room_before_its_page_is_the_same() {
    let derived = derived("clean.json");
    let file = exported(&derived);
    let close = with_document(&file, |xml| {
        let at = xml.find("<w:hyperlink").unwrap();
        format!("{}{}", &xml[..at], xml[at..].replacen("<w:r><w:tab/></w:r>", "", 1))
    });
    let same = check(&derived, &close);
    assert!(same.is_same(), "{:?}", said(&same));
}
