//! Two reports beside each other.

use juesuan::{
    audit::{Audit, AuditFinding},
    evidence,
};

const OWN: &str = include_str!("variants/central.txt");

fn against(own: &str, other: &str) -> Vec<AuditFinding> {
    let read = |text: &str| evidence::read(text.as_bytes()).unwrap();
    let findings = Audit::against(read(own), read(other), "另一份").findings;
    findings.into_iter().filter(|finding| finding.kind == "两份报告不一致").collect()
}

fn said(findings: &[AuditFinding]) -> Vec<(&str, &str)> {
    findings
        .iter()
        .map(|one| (one.stated.as_deref().unwrap_or_default(), one.computed.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn equal_figures_that_differ_are_told_of_a_department_and_its_unit() {
    let department = OWN.replace("（本级）2024年度单位决算", "2024年度部门决算");
    assert_eq!(against(OWN, &department), Vec::new());
    let other = department.replace("机关运行经费支出82.00万元", "机关运行经费支出82.60万元");
    let found = against(OWN, &other);
    assert_eq!(said(&found), [("82万元", "82.6万元")], "{found:#?}");
    assert!(found[0].message.contains("另一份") && !found[0].places[0].words.is_empty());
}

#[test]
fn a_department_that_is_more_than_its_unit_is_no_fault_but_a_digit_too_many_is() {
    // Every amount of the department is another one.
    let mut department = OWN.replace("（本级）2024年度单位决算", "2024年度部门决算");
    for (own, all) in [
        ("908.00", "1511.20"),
        ("897.87", "1490.13"),
        ("777.87", "1311.57"),
        ("702.27", "1220.44"),
        ("205.73", "290.76"),
        ("10.13", "21.07"),
        ("120.00", "178.56"),
        ("9.80", "15.10"),
        ("7.80", "12.05"),
        ("82.00", "820.00"),
        ("66.00", "97.15"),
    ] {
        department = department.replace(own, all);
    }
    department = department.lines().filter(|line| !line.contains('\t')).collect::<Vec<_>>().join("\n");
    let found = against(OWN, &department);
    assert!(found.iter().all(|one| one.message.contains("一位数字")), "{found:#?}");
    assert!(said(&found).contains(&("82万元", "820万元")), "{found:#?}");
}

#[test]
fn last_years_amounts_are_those_of_last_years_report() {
    let last = "南岭县审计局（本级）2023年度单位决算\n一、收入支出决算总体情况说明\n\
        本单位2023年度收入总计850.00万元，支出总计850.00万元。\n\
        五、一般公共预算财政拨款支出决算情况说明\n\
        （一）一般公共预算财政拨款支出决算总体情况\n\
        本单位2023年度一般公共预算财政拨款支出800.00万元，占本年支出合计的94.1%。\n\
        十、机关运行经费支出情况说明\n\
        本单位2023年度机关运行经费支出78.10万元。\n";
    assert_eq!(against(OWN, last), Vec::new());
    let found = against(OWN, &last.replace("800.00", "810.00"));
    assert_eq!(said(&found), [("800万元", "810万元")], "{found:#?}");
}

#[test]
fn what_is_said_of_the_budget_is_compared_with_the_budget() {
    let budget = "南岭县审计局（本级）2024年部门预算\n三、2024年度部门预算情况说明\n\
        七、“三公”经费支出预算情况说明\n\
        2024年度“三公”经费财政拨款支出预算为12.00万元。\n";
    let is_told = against(OWN, &budget.replace("12.00", "13.00"));
    assert_eq!(against(OWN, budget), Vec::new());
    assert_eq!(said(&is_told), [("12万元", "13万元")], "{is_told:#?}");
}
