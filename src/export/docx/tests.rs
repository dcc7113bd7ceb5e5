//! Tests of the Word file as a whole.

use std::collections::BTreeSet;

use quick_xml::{Reader, events::Event};

use super::{
    testing::{blank, body, figure, paragraphs, part_names, part_text, report, try_write, wording, written},
    *,
};
use crate::charts::testing::{charts, reference, reference_charts, spending};

const DOCUMENT: &str = "word/document.xml";

#[test]
fn the_text_of_a_draft_is_the_text_of_the_report() {
    let bytes = written(&report(), DocumentStatus::Draft);
    let text = paragraphs(&bytes, DOCUMENT).join("\n") + "\n";
    assert_eq!(text, include_str!("testing/draft.txt"));
    let xml = part_text(&bytes, DOCUMENT);
    assert_eq!(xml.matches("<w:highlight w:val=\"yellow\"/>").count(), 3);
    assert_eq!(xml.matches("<w:rStyle w:val=\"Figure\"/>").count(), 1);
    assert_eq!(paragraphs(&bytes, "word/header1.xml"), ["草稿"]);
    assert!(part_text(&bytes, "word/header1.xml").contains("string=\"草稿\""));
    // Each section has the header, on odd and even pages.
    assert_eq!(xml.matches("<w:sectPr>").count() * 2, xml.matches("r:id=\"rIdHeader\"").count());
}

#[test]
fn a_final_has_no_marks_and_no_blanks() {
    let bytes = written(&report(), DocumentStatus::Final);
    assert!(!part_names(&bytes).iter().any(|name| name.contains("header")));
    for name in part_names(&bytes).iter().filter(|name| name.ends_with(".xml")) {
        let text = part_text(&bytes, name);
        assert!(!text.contains("草稿") && !text.contains("待填") && !text.contains("w:highlight"), "{name}");
    }
    let text = paragraphs(&bytes, DOCUMENT);
    assert!(text.contains(&"下降26.53%。主要变动原因是".to_owned()), "{text:?}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for status in [DocumentStatus::Draft, DocumentStatus::Final] {
        let first = written(&report(), status);
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert!(first == written(&report(), status));
    }
}

#[test]
fn every_style_that_is_used_exists() {
    let bytes = written(&report(), DocumentStatus::Draft);
    let styles = part_text(&bytes, "word/styles.xml");
    let mut used = BTreeSet::new();
    for part in [DOCUMENT, "word/header1.xml", "word/footer1.xml", "word/footer3.xml"] {
        let text = part_text(&bytes, part);
        let names = text.split("Style w:val=\"").skip(1).filter_map(|rest| rest.split('"').next());
        used.extend(names.map(str::to_owned));
    }
    assert!(used.len() > 15, "{used:?}");
    for name in used {
        assert!(styles.contains(&format!("w:styleId=\"{name}\"")), "{name}");
    }
}

/// Every part is well-formed; every relationship leads to a part, every part is named by one and has a type.
#[test]
fn the_package_is_whole() {
    let bytes = written(&report(), DocumentStatus::Draft);
    let names: BTreeSet<String> = part_names(&bytes).into_iter().collect();
    let mut targets: BTreeSet<String> = BTreeSet::from(["[Content_Types].xml".to_owned()]);
    for name in names.iter().filter(|name| !name.ends_with(".xlsx")) {
        let text = part_text(&bytes, name);
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event().expect("there") {
                Event::Eof => break,
                Event::Empty(element) if element.name().as_ref() == b"Relationship" => {
                    let target = element.try_get_attribute("Target").expect("there").expect("there");
                    let target = String::from_utf8(target.value.to_vec()).expect("there");
                    let folder = if name.starts_with("_rels") { "" } else { "word/" };
                    targets.insert(format!("{folder}{}", target.trim_start_matches("../")));
                }
                _ => {}
            }
        }
        if name.ends_with(".rels") {
            targets.insert(name.clone());
        }
    }
    assert_eq!(names, targets);
    let types = part_text(&bytes, "[Content_Types].xml");
    for name in names.iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name}");
    }
    // Three charts are drawn; 三公经费, all of one kind, is a bar.
    assert_eq!(names.iter().filter(|name| name.ends_with(".xlsx")).count(), 3);
}

#[test]
fn charts_show_what_the_report_says_and_compute_nothing() {
    let bytes = written(&report(), DocumentStatus::Final);
    let pie = part_text(&bytes, "word/charts/chart1.xml");
    let specs = reference_charts();
    let spec = specs.iter().find(|spec| spec.key == "spending_structure").expect("there");
    for mark in spec.marks() {
        let label = format!("{}　{}", mark.amount.wan2_grouped(), mark.share.expect("there"));
        assert!(pie.contains(&format!("<a:t>{label}</a:t>")), "{label}");
        assert!(pie.contains(&format!("<c:v>{label}</c:v>")), "{label}");
        assert!(pie.contains(&format!("<a:t>{}</a:t>", mark.name)));
    }
    assert!(pie.contains("<c:v>200.09</c:v>"));
    let bar = part_text(&bytes, "word/charts/chart3.xml");
    assert!(bar.contains("percentStacked") && bar.contains("<a:t>公务接待费</a:t>") && bar.contains("0.09　100%"));
    for name in ["chart1", "chart2", "chart3"] {
        let chart = part_text(&bytes, &format!("word/charts/{name}.xml"));
        assert!(!chart.contains("<c:showPercent val=\"1\"/>") && chart.contains("<c:showPercent val=\"0\"/>"));
        // 公务接待费 is the third of its kind.
        let colour = if name == "chart3" { "009E73" } else { "0072B2" };
        assert!(chart.contains(&format!("<a:srgbClr val=\"{colour}\"/>")), "{name}");
    }
    let xml = part_text(&bytes, DOCUMENT);
    assert!(xml.contains("descr=\"2024年度支出决算结构"), "no alternative text");
}

/// What Office writes where a label shows a cell.
#[test]
fn labels_are_linked_to_cells_that_hold_the_present_text() {
    let bytes = written(&report(), DocumentStatus::Final);
    for (name, ranges) in [
        ("chart1", vec!["图表数据!$E$2:$E$3"]),
        ("chart2", vec!["图表数据!$D$2:$D$3", "图表数据!$E$2:$E$3"]),
        ("chart3", vec!["图表数据!$E$2:$E$2"]),
    ] {
        let chart = part_text(&bytes, &format!("word/charts/{name}.xml"));
        let found: Vec<&str> =
            chart.split("<c15:f>").skip(1).filter_map(|rest| rest.split("</c15:f>").next()).collect();
        assert_eq!(found, ranges, "{name}");
        let fields = chart.matches("type=\"CELLRANGE\"").count();
        assert_eq!(fields, chart.matches("<c:dLbl>").count(), "{name}");
        // Each label, and the labels of each series.
        let shown = chart.matches("<c15:showDataLabelsRange val=\"1\"/>").count();
        assert_eq!(shown, fields + ranges.len(), "{name}");
        assert!(!chart.contains("<c:showVal val=\"1\"/>"), "{name}");
        let ids: BTreeSet<&str> = chart.split("<a:fld id=\"").skip(1).map(|rest| &rest[..38]).collect();
        assert_eq!(ids.len(), chart.matches("<a:fld ").count(), "{name}");
    }
}

/// As in the PDF, however large the slice: within it programs break the label, and they draw a line only to one that was
/// moved.
#[test]
fn labels_stand_beside_the_pie_with_a_line() {
    let pie = part_text(&written(&report(), DocumentStatus::Final), "word/charts/chart1.xml");
    // 86.12 % from twelve o'clock, the rest behind it.
    for (slice, right) in [(0, "0.036363"), (1, "-0.036363")] {
        let moved = format!("<c:idx val=\"{slice}\"/><c:layout><c:manualLayout><c:x val=\"{right}\"/>");
        assert!(pie.contains(&moved), "{slice}");
    }
    assert!(pie.contains("<c:showLeaderLines val=\"1\"/><c:leaderLines>"));
    assert!(!pie.contains("<c:dLblPos val=\"ctr\"/>"));
}

#[test]
fn the_workbook_behind_a_chart_computes_its_labels() {
    use calamine::{Data, Reader, Xlsx};
    let bytes = written(&report(), DocumentStatus::Final);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("there");
    let mut content = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_name("word/embeddings/chart1.xlsx").expect("there"), &mut content)
        .expect("there");
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(content)).expect("there");
    let sheet = workbook.worksheet_range("图表数据").expect("there");
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    assert_eq!(rows[0], ["", "万元", "占比（%）", "占比", "图上文字", "", "合计"]);
    assert_eq!(rows[1], ["基本支出", "200.09", "86.12", "86.12%", "200.09　86.12%", "", "232.34"]);
    assert_eq!(rows.len(), 3);
    assert!(matches!(sheet.get_value((1, 1)), Some(Data::Float(_))));
    let formulas = workbook.worksheet_formula("图表数据").expect("there");
    let formula = |row, column| formulas.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(formula(1, 6), "SUM(B2:B3)");
    assert_eq!(formula(2, 2), "IF($G$2=0,\"\",ROUND(B3/$G$2*100,2))");
    assert_eq!(formula(2, 4), "TEXT(ROUND(B3,2),\"#,##0.00\")&\"　\"&D3");
    assert_eq!(formula(2, 1), "");
}

#[test]
fn many_slices_are_listed_beside_the_chart() {
    let mut document = reference();
    for item in ["2030101", "2040101", "2050101", "2060101", "2070101", "2110101", "2120101", "2130101"] {
        document.expenditure.lines.push(spending(item, "0.52", "0"));
    }
    let specs = charts(document).1;
    let mut report = report();
    report.sections[0].blocks.push(Block::Chart("gpb_classes"));
    let bytes = try_write(&report, &specs, DocumentStatus::Final, &Progress::default()).expect("there");
    let spec = specs.iter().find(|spec| spec.key == "gpb_classes").expect("there");
    assert!(spec.marks().len() >= 12, "{}", spec.marks().len());
    let text = paragraphs(&bytes, DOCUMENT);
    for mark in spec.marks() {
        let [amount, share] = mark.printed;
        let row = ["■".to_owned(), mark.name, amount, share];
        assert!(text.windows(4).any(|cells| cells == row), "{row:?}");
    }
    // Only a wide slice says its share.
    assert_eq!(part_text(&bytes, "word/charts/chart4.xml").matches("<c:dLbl>").count(), 2);
    assert!(text.contains(&"2024年度一般公共预算财政拨款支出决算结构（单位：万元）".to_owned()), "{text:?}");
}

#[test]
fn contents_hold_the_headings_with_their_pages() {
    let bytes = written(&report(), DocumentStatus::Final);
    let text = paragraphs(&bytes, DOCUMENT);
    let entries: Vec<&String> = text.iter().filter(|line| line.contains('\t') && !line.contains("单位：")).collect();
    assert_eq!(
        entries,
        [
            "第一部分　部门概况\t2",
            "一、收入支出决算总体情况说明\t2",
            "第二部分　附件\t3",
            "部门预算绩效自评报告\t3",
            "一、收入支出决算总表\t5",
            "七、明细表\t6",
        ]
    );
    let xml = part_text(&bytes, DOCUMENT);
    for begun in xml.match_indices("PAGEREF ").map(|(at, _)| &xml[at + 8..at + 20]) {
        assert!(xml.contains(&format!("w:name=\"{begun}\"")), "{begun}");
    }
    assert_eq!(xml.matches("\"begin\"").count(), xml.matches("\"end\"").count());
    // Word would ask at each opening.
    assert!(!part_text(&bytes, "word/settings.xml").contains("updateFields"));
}

#[test]
fn hostile_words_stay_words() {
    let mut report = report();
    report.title = "a\u{0}<b>&\"".to_owned();
    let hostile = "</w:t><w:p>&amp;\u{1}\u{B}\u{FFFE}\u{1FFFE}]]>\u{202E}😀";
    report.sections[0].blocks.push(body(vec![
        wording(hostile),
        figure("<1>"),
        blank("\u{7}<"),
        wording("一\r\n二\t三"),
    ]));
    let bytes = written(&report, DocumentStatus::Draft);
    let text = paragraphs(&bytes, DOCUMENT);
    let expected = "</w:t><w:p>&amp;]]>\u{202E}😀<1>【待填：<】一\n二 三";
    assert!(text.contains(&expected.to_owned()), "{text:?}");
    assert!(part_text(&bytes, "docProps/core.xml").contains("<dc:title>a&lt;b&gt;&amp;&quot;</dc:title>"));
}

#[test]
fn the_file_says_who_made_it_of_what_and_when_the_document_says() {
    let bytes = written(&report(), DocumentStatus::Final);
    let core = part_text(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:creator>盐边县总工会</dc:creator>"), "{core}");
    assert_eq!(core.matches("2025-09-01T00:00:00Z").count(), 2, "{core}");
    let custom = part_text(&bytes, "docProps/custom.xml");
    assert!(custom.contains("name=\"JuesuanVersion\"><vt:lpwstr>0.1.0</vt:lpwstr>"), "{custom}");
    assert!(part_text(&bytes, "docProps/app.xml").contains("<Application>决算公开编审</Application>"));
    let styles = part_text(&bytes, "word/styles.xml");
    for name in ["Normal", "heading 1", "toc 1", "caption", "Table Grid", "Normal Table", "No List"] {
        assert!(styles.contains(&format!("<w:name w:val=\"{name}\"/>")), "{name}");
    }
    assert!(part_text(&bytes, DOCUMENT).contains("<w:tblStyle w:val=\"TableGrid\"/>"));
}

#[test]
fn a_cancelled_export_writes_nothing() {
    let progress = Progress::default();
    progress.cancel();
    let result = try_write(&report(), &reference_charts(), DocumentStatus::Final, &progress);
    assert_eq!(result, Err(ExportError::Cancelled));
    assert!(try_write(&report(), &[], DocumentStatus::Final, &Progress::default()).is_ok());
}

#[test]
fn tables_repeat_their_head_and_stand_on_wide_pages() {
    let xml = part_text(&written(&report(), DocumentStatus::Final), DOCUMENT);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 3 * 2);
    assert_eq!(xml.matches("<w:gridSpan w:val=\"2\"/>").count(), 3 + 1);
    let sections: Vec<bool> =
        xml.split("<w:sectPr>").skip(1).map(|part| part.contains("w:orient=\"landscape\"")).collect();
    assert_eq!(sections, [false, false, true]);
    assert_eq!(xml.matches("<w:pgNumType w:start=\"1\"/>").count(), 1);
}
