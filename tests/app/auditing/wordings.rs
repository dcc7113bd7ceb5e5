//! Whole reports in eight further wordings and layouts, made for this test: nothing is wrong in them, and single faults
//! of the kinds that bureaus mark are found.

use juesuan::{
    audit::{Audit, Outcome},
    evidence::{self, CellBorders, FileBlock},
};

const ANHUI: &str = include_str!("variants/anhui.txt");
const GANSU: &str = include_str!("variants/gansu.txt");
const GUANGXI: &str = include_str!("variants/guangxi.txt");
const GUIZHOU: &str = include_str!("variants/guizhou.txt");
const HAINAN: &str = include_str!("variants/hainan.txt");
const HEILONGJIANG: &str = include_str!("variants/heilongjiang.txt");
const TIANJIN: &str = include_str!("variants/tianjin.txt");
const ZHEJIANG: &str = include_str!("variants/zhejiang.txt");

/// As if its tables were those of a Word file.
fn audit(text: &str) -> Audit {
    let mut evidence = evidence::read(text.as_bytes()).unwrap();
    for block in &mut evidence.blocks {
        if let FileBlock::Table(table) = block {
            table.borders = CellBorders::Native;
        }
    }
    Audit::of(evidence)
}

#[test]
fn nothing_is_wrong_in_further_wordings() {
    let all = [
        ("anhui", ANHUI),
        ("gansu", GANSU),
        ("guangxi", GUANGXI),
        ("guizhou", GUIZHOU),
        ("hainan", HAINAN),
        ("heilongjiang", HEILONGJIANG),
        ("tianjin", TIANJIN),
        ("zhejiang", ZHEJIANG),
    ];
    let mut asked = Vec::new();
    for (name, text) in all {
        let mut findings = audit(text).findings;
        let count = findings.len();
        // A text does not say which heads stand over several columns: about wide tables whoever reads it is asked.
        findings.retain(|one| (one.outcome, one.kind) != (Outcome::Doubtful, "表读得没有把握"));
        asked.extend(vec![name; count - findings.len()]);
        assert_eq!(findings, Vec::new(), "{name}");
    }
    assert_eq!(asked, ["hainan", "tianjin"]);
}

/// What stands there, what is put in its place, and what the finding says.
const FAULTS: [(&str, &str, &str, &str); 15] = [
    // Codes and names of tables, of both lists.
    (ZHEJIANG, "30113\t住房公积金", "30111\t住房公积金", "30113"),
    (ZHEJIANG, "30213\t维修（护）费", "30210\t维修（护）费", "30213"),
    (ZHEJIANG, "2101103\t公务员医疗补助", "2101103\t行政单位医疗", "2101101"),
    // Items of sentences that their section, or the table, has not.
    (TIANJIN, "司法（款）基层司法业务（项）", "司法（款）住房公积金（项）", "没有“住房公积金”"),
    (ZHEJIANG, "行政单位医疗（项）", "事业单位医疗（项）", "表里没有这个科目"),
    // Sums of people.
    (HEILONGJIANG, "编制总数32人", "编制总数35人", "相加是32"),
    (HEILONGJIANG, "行政人员22人", "行政人员20人", "相加是29"),
    (GUIZHOU, "共计编制50人", "共计编制53人", "相加是50"),
    (GANSU, "核定编制78名", "核定编制87名", "相加是78"),
    // The name of the department.
    (GUANGXI, "（二）桂江市公路发展中心2024", "（二）桂江市路公发展中心2024", "桂江市路公发展中心"),
    // What a sentence behind a list of parts speaks of.
    (GUIZHOU, "占2.45%。比2023年增加16.56万元，增长1.45%", "占2.45%。比2023年增加16.56万元，增长4.15%", "1.45%"),
    // Classes of all spending, which are not those of the general budget.
    (GUANGXI, "269.12万元，占本年支出的36.7%", "269.12万元，占本年支出的63.7%", "36.67%"),
    (ANHUI, "组织对2024年度2个项目", "组织对2025年度2个项目", "2025年度"),
    (TIANJIN, "元，占本年支出合计的", "万元，占本年支出合计的", "14055955.32万元"),
    (HAINAN, "完成年初预算的", "完成年初预算的1", "98.86%"),
];

#[test]
fn faults_in_further_wordings_are_found() {
    let mut missed = Vec::new();
    for (text, right, wrong, says) in FAULTS {
        assert!(text.contains(right), "{right}");
        let found = audit(&text.replacen(right, wrong, 1)).findings;
        let is_said = found.iter().any(|finding| {
            finding.message.contains(says)
                || finding.computed.as_deref().is_some_and(|computed| computed.contains(says))
        });
        if !is_said {
            missed.push(format!("{wrong}: {found:#?}"));
        }
    }
    assert!(missed.is_empty(), "{} missed: {}", missed.len(), missed.join("\n"));
}

/// A table that all other reports have, of which neither a title nor a sentence speaks.
#[test]
fn a_table_that_is_absent_altogether_is_asked_about() {
    let from = ZHEJIANG.find("支出决算表\n公开03表").unwrap();
    let to = from + ZHEJIANG[from..].find("财政拨款收入支出决算总表\n公开04表").unwrap();
    let audit = audit(&format!("{}{}", &ZHEJIANG[..from], &ZHEJIANG[to..]));
    assert!(audit.findings.iter().any(|one| one.kind == "缺表" && one.message.contains("支出决算表")));
}

/// The columns of 人员经费 and 公用经费, beside the one that is read.
#[test]
fn columns_of_basic_spending_add_up() {
    let row = ZHEJIANG.lines().find(|line| line.starts_with("30213\t")).unwrap();
    let amount = row.rsplit('\t').next().unwrap();
    let changed = row.strip_suffix(amount).unwrap();
    let other = format!("{changed}9{amount}");
    assert!(audit(&ZHEJIANG.replacen(row, &other, 1)).findings.iter().any(|one| one.kind == "合计"));
}
