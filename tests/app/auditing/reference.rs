//! What the rules find in the project of a real report, found in its published text alone (`yanbian-2024.txt`: the report's
//! own words, without the terms it explains and the paragraphs that no rule speaks of).

use std::{collections::BTreeSet, sync::Arc};

use juesuan::{
    audit::{Audit, Outcome},
    derived::Derived,
    evidence,
    rules::Severity,
};

use crate::reading::sample;

/// What text alone cannot show: sentences that the program would print twice, fields that nobody printed, and what follows
/// from other findings.
const NOT_IN_TEXT: [&str; 5] = ["D18", "D19", "M08", "M12", "P08"];

/// The errors and warnings of the project, with a word of each.
const EXPECTED: [(&str, &str); 44] = [
    ("C12", "增加 0.04万元"),
    ("C18", "174.57"),
    ("D17", "部门整体（含部门预算项目）绩效自评报告"),
    ("D17", "部门专项资金预算项目支出绩效自评报告"),
    ("E17", "会议接待费"),
    ("E18", "处于低水平且稳定"),
    ("E18", "打分表"),
    ("F02", "15.52"),
    ("G03", "94分"),
    ("G04", "财务管理制度"),
    ("G05", "资产盘活率"),
    ("G05", "支持中小企业发展"),
    ("G05", "采购执行率"),
    ("G09", "XX履职效果"),
    ("G10", "目标偏离"),
    ("G10", "预算编制质量"),
    ("G12", "90分"),
    ("J02", "32.254"),
    ("J04", "体现政府对一线职工的关怀"),
    ("J04", "通过春节走访慰问"),
    ("J04", "通过困难职工帮扶"),
    ("J05", "春节走访慰问"),
    ("J05", "困难职工"),
    ("J05", "按工作计划"),
    ("J06", "春节走访慰问"),
    ("J06", "困难职工"),
    ("J07", "成本指标"),
    ("J08", "90～92%"),
    ("J09", "满意"),
    ("J18", "3个"),
    ("J19", "省级劳模资金"),
    ("J19", "8.264"),
    ("J20", "阶段项目"),
    ("J23", "推进滞后"),
    ("J23", "略有延迟"),
    ("K01", "1个"),
    ("K02", "2个"),
    ("K02", "行政单位"),
    ("K03", "下属一级预算单位"),
    ("K05", "7人"),
    ("K05", "事业人员"),
    ("M01", "0.017457"),
    ("M03", "项目支出"),
    ("M06", "不成对"),
];

#[test]
fn what_is_found_in_the_project_is_found_in_its_text() {
    let derived = Derived::of(&Arc::new(sample("yanbian-2024.json")));
    let ids: BTreeSet<&str> = derived
        .review
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Hint && !NOT_IN_TEXT.contains(&finding.rule))
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(ids, EXPECTED.iter().map(|(id, _)| *id).collect(), "the list is that of the project");

    let audit = Audit::of(evidence::read(include_str!("yanbian-2024.txt").as_bytes()).unwrap());
    let is_found = |id: &str, word: &str| {
        audit.findings.iter().any(|finding| {
            finding.rule == Some(id)
                && (finding.message.contains(word) || finding.gathered.iter().any(|other| other.contains(word)))
        })
    };
    let missed: Vec<_> = EXPECTED.iter().filter(|(id, word)| !is_found(id, word)).collect();
    assert!(missed.len() * 10 <= EXPECTED.len(), "{missed:?}");
    assert_eq!(missed, Vec::<&(&str, &str)>::new());

    // What the program itself cannot print.
    for (number, right) in
        [("26.52%", "26.53%"), ("86.11%", "86.12%"), ("19.28%", "19.25%"), ("6.16%", "6.14%"), ("8%", "80%")]
    {
        let is_it = |stated: &Option<String>, wanted: &str| stated.as_deref() == Some(wanted);
        let mut of_number = audit.findings.iter().filter(|finding| is_it(&finding.stated, number));
        assert!(of_number.any(|finding| is_it(&finding.computed, right)), "{number}");
    }
    let wrong: Vec<&str> = audit
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Wrong)
        .map(|finding| finding.stated.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(wrong, ["0个", "19.28%", "6.16%", "8%", "8%", "94"], "{:#?}", audit.findings);
}
