//! Reports of others: two that were labelled by hand, where they are at hand, and one in the words that people write.

use juesuan::{
    audit::{Audit, AuditFinding, Outcome},
    evidence,
};

/// A file of the folder that `JUESUAN_REPORTS` names.
fn labelled(name: &str) -> Option<Audit> {
    let folder = std::env::var_os("JUESUAN_REPORTS")?;
    let bytes = std::fs::read(std::path::Path::new(&folder).join(name)).unwrap();
    Some(Audit::of(evidence::read(&bytes).unwrap()))
}

fn wrong(audit: &Audit) -> Vec<&AuditFinding> {
    audit.findings.iter().filter(|finding| finding.outcome == Outcome::Wrong).collect()
}

/// Each of these words stands in a finding of its own, and at most one error is left over.
fn assert_labels(audit: &Audit, labels: &[&str]) {
    let told = |finding: &AuditFinding| {
        format!("{} {} {:?} {:?}", finding.message, finding.quote, finding.stated, finding.computed)
    };
    let mut left: Vec<String> = audit.findings.iter().map(told).collect();
    for label in labels {
        let parts: Vec<&str> = label.split('&').collect();
        let at = left.iter().position(|words| parts.iter().all(|part| words.contains(part)));
        assert!(at.is_some(), "{label} is not in {left:#?}");
        left.remove(at.unwrap());
    }
    let errors = wrong(audit).len();
    assert!(errors <= labels.len() + 1, "{errors} errors, {} labels: {left:#?}", labels.len());
}

#[test]
fn the_labelled_reports_are_judged_as_by_hand() {
    let Some(audit) = labelled("putuo-finance-2024.pdf") else {
        eprintln!("skipped: JUESUAN_REPORTS does not name the folder of the labelled reports");
        return;
    };
    assert_labels(&audit, &["0.3万元&2961.68", "71.73&71.65"]);
    assert_eq!(wrong(&audit).len(), 2, "{:#?}", audit.findings);
    let altered = labelled("putuo-finance-2024-altered.pdf").unwrap();
    assert_labels(
        &altered,
        &[
            "71.73&71.65",
            "0万元&2995.39",
            "1511.89万元&1560.05万元&大于",
            "80.38万元&80.81万元&大于",
            "60.99万元&62.29万元&等于",
            "XX局",
            "2023年度部门决算情况说明",
            "支出决算表&没有认出这张表",
            "三公&0.95",
            "截至2023年12月31日",
            "。。",
        ],
    );
    assert_eq!(wrong(&altered).len(), 11, "{:#?}", altered.findings);
}

/// What a county wrote, without its tables: rates, shares, counts and scores that contradict each other.
const WRITTEN: &str = "\
青禾县总工会2024年度部门决算
第二部分  2024年度部门决算情况说明
一、收入支出决算总体情况说明
2024年度收入、支出总计均为232.34万元。与2023年度相比，收入、支出总计各减少83.89万元，下降26.52%。主要变动原因是项目支出有所减少。
三、支出决算情况说明
2024年度本年支出合计232.34万元，其中：基本支出200.09万元，占86.11%；项目支出32.25万元，占13.88%。
五、一般公共预算财政拨款支出决算情况说明
（二）一般公共预算财政拨款支出决算结构情况
2024年度一般公共预算财政拨款支出232.34万元，主要用于以下方面：一般公共服务支出160.45万元，占69%；社会保障和就业支出44.72万元，占19.28%；卫生健康支出14.26万元，占6.16%；住房保障支出12.91万元，占5.56%。
七、财政拨款“三公”经费支出决算情况说明
（一）“三公”经费财政拨款支出决算总体情况说明
2024年度“三公”经费财政拨款支出决算为0.09万元，完成预算100%，较上年度增加0.04万元，增长8%。决算数与预算数持平。
（四）预算绩效管理情况
其中，部门整体绩效自评得分94分。
五、评价结论
部门整体绩效自评得分90分。
";

#[test]
fn wrong_rates_and_shares_are_found_in_words_alone() {
    let audit = Audit::of(evidence::read(WRITTEN.as_bytes()).unwrap());
    let found = |number: &str| {
        audit.findings.iter().any(|finding| {
            finding.stated.as_deref().is_some_and(|stated| stated.starts_with(number))
                || finding.gathered.iter().any(|words| words.contains(number))
        })
    };
    for number in ["26.52", "86.11", "19.28", "6.16", "8%"] {
        assert!(found(number), "{number} in {:#?}", audit.findings);
    }
    assert!(audit.findings.iter().any(|finding| finding.message.contains("94分") && finding.message.contains("90分")));
    // 69%, 13.88% and 5.56% are right as far as they are printed.
    for right in ["69%", "13.88", "5.56"] {
        assert!(!found(right), "{right} in {:#?}", audit.findings);
    }
}
