//! What charts of a report say, held against its sentences: in the data and labels of Word, and as printed in a PDF.

use juesuan::{
    audit::{Audit, AuditFinding, Outcome},
    evidence,
    export::Format,
};

use super::own_reports::exported_bytes;
use crate::{
    draft::package::with_part,
    reading::{derived, sample},
};

const PIE: &str = "word/charts/chart2.xml";

fn of_charts(bytes: &[u8]) -> Vec<AuditFinding> {
    let audit = Audit::of(evidence::read(bytes).unwrap());
    audit.findings.into_iter().filter(|finding| finding.kind == "图").collect()
}

fn clean() -> Vec<u8> {
    exported_bytes(&derived(&sample("clean.json")), Format::Docx)
}

fn spoilt(part: &str, from: &str, to: &str) -> Vec<AuditFinding> {
    let bytes = with_part(&clean(), part, |xml| {
        assert!(xml.contains(from), "{from} stands in the chart");
        xml.replace(from, to)
    });
    of_charts(&bytes)
}

#[test]
fn charts_that_agree_with_the_text_are_not_told() {
    for name in ["clean.json", "national-2024.json"] {
        for form in [Format::Docx, Format::Pdf] {
            let found = of_charts(&exported_bytes(&derived(&sample(name)), form));
            assert!(found.is_empty(), "{name} {form:?}: {found:#?}");
        }
    }
}

#[test]
fn data_that_the_text_contradicts_is_wrong() {
    let found = spoilt(PIE, ">218.022504<", ">281.02<");
    let [finding] = &found[..] else { panic!("shares and labels follow from it: {found:#?}") };
    assert_eq!(finding.outcome, Outcome::Wrong);
    assert!(finding.message.contains("本节文字写的是218.02万元") && finding.places[0].words == "图2");
    assert!(finding.message.contains("图中“一般公共预算财政拨款收入”是281.02") && finding.places.len() == 2);
    assert_eq!(finding.computed.as_deref(), Some("218.02万元"));
}

#[test]
fn a_share_that_does_not_follow_from_the_slices_is_wrong_and_a_bent_one_is_asked_about() {
    let found = spoilt(PIE, "97.23%", "96.23%");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].outcome == Outcome::Wrong && found[0].message.contains("标的是96.23%"), "{found:#?}");
    assert_eq!(found[0].computed.as_deref(), Some("97.23%"));
    let bent = spoilt(PIE, "97.23%", "97.22%");
    assert!(bent.len() == 1 && bent[0].outcome == Outcome::Doubtful, "{bent:#?}");
}

/// A total among its own parts: each share is half of what it should be, and they add up all the same.
#[test]
fn a_total_as_a_slice_of_its_own_pie_is_wrong() {
    let total = "<c:pt idx=\"3\"><c:v>本年收入合计</c:v></c:pt></c:strCache></c:strRef></c:cat>";
    let bytes = with_part(&clean(), PIE, |xml| {
        xml.replace("</c:strCache></c:strRef></c:cat>", total)
            .replace("218.022504", "218.02")
            .replace("</c:numCache>", "<c:pt idx=\"3\"><c:v>224.22</c:v></c:pt></c:numCache>")
    });
    let found = of_charts(&bytes);
    let finding = found.iter().find(|finding| finding.message.contains("合计成了它自己的一块")).unwrap();
    assert!(finding.outcome == Outcome::Wrong && finding.message.contains("“本年收入合计”224.22"));
}

#[test]
fn a_label_that_does_not_follow_its_data_is_wrong() {
    let bytes = with_part(&clean(), "word/charts/chart1.xml", |xml| {
        let first = xml.find("<a:t>").unwrap();
        let end = xml[first..].find("</a:t>").unwrap() + first;
        format!("{}<a:t>242.25{}", &xml[..first], &xml[end..])
    });
    let found = of_charts(&bytes);
    assert!(found.iter().any(|finding| finding.message.contains("标签写的是242.25")), "{found:#?}");
}

/// What last year was follows from this year and the change.
#[test]
fn a_bar_of_this_or_last_year_that_the_change_contradicts_is_asked_about() {
    for (from, to, name) in [("224.25", "242.25", "2023年度"), ("228.62", "282.62", "2024年度")] {
        let found = spoilt("word/charts/chart1.xml", &format!("<c:v>{from}"), &format!("<c:v>{to}"));
        let words = format!("{name}”是{to}");
        let finding = found.iter().find(|finding| finding.message.contains(&words)).unwrap();
        assert!(
            finding.outcome == Outcome::Doubtful && finding.message.contains(&format!("应为{from}")),
            "{finding:#?}"
        );
    }
}

/// In a text, as in a PDF, labels are lines above the caption.
#[test]
fn printed_labels_are_held_against_the_text() {
    let report = |label: &str, note: &str| {
        format!(
            "青禾县档案馆2024年度部门决算\n第三部分 2024年度部门决算情况说明\n二、收入决算情况说明\n\
             2024年度本年收入合计1000.00万元，其中：财政拨款收入902.00万元，占90.20%；其他收入98.00万元，占9.80%。\n\
             财政拨款收入 {label}\n其他收入 98.00 9.80%\n图1 2024年度收入决算结构（单位：万元）\n{note}\n\
             三、支出决算情况说明\n2024年度本年支出合计100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。\n"
        )
    };
    let told = |label: &str| of_charts(report(label, "本年收入合计1000.00万元").as_bytes());
    assert!(told("902.00 90.20%").is_empty(), "{:#?}", told("902.00 90.20%"));
    let amount = told("922.00 90.20%");
    assert!(amount.iter().any(|finding| finding.message.contains("“财政拨款收入”是922，")), "{amount:#?}");
    let share = told("902.00 91.20%");
    assert!(share.iter().any(|finding| finding.outcome == Outcome::Wrong && finding.message.contains("91.20%")));
    let cut = told("902.00 90.19%");
    assert!(cut.len() == 1 && cut[0].outcome == Outcome::Doubtful, "{cut:#?}");
}
