//! C22: a reason that speaks of a change where nothing changed.

use crate::{
    at,
    document::Entry,
    rules::{
        Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State,
        kit::prose::{clauses, is_denied},
    },
};

use super::compared::with_last_year;

pub static RULE: Rule = Rule {
    id: "C22",
    severity: Severity::Warning,
    title: "没有变动却写了变动原因",
    checks: "两个金额持平或基本持平的，原因栏不说增减",
    basis: super::BASIS,
    remedy: "先核对两个金额；确实持平的，删去这条原因",
    state: State::Printed(run),
};

const CHANGES: [&str; 14] =
    ["增", "减", "上升", "下降", "升高", "提高", "降低", "压缩", "追加", "扩大", "新招", "调入", "调出", "退休"];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    for path in &printed.report.without_change {
        let Some(Entry::Text(text)) = figures.document.entry(*path) else { continue };
        let speaks_of_change =
            |clause: &&str| CHANGES.iter().any(|word| clause.contains(word) && !is_denied(clause, word));
        if let Some(clause) = clauses(&text).find(speaks_of_change) {
            let label = figures.label(&(*path).into());
            findings.report([*path], format!("{label}写“{clause}”，但两个金额持平"));
        }
    }
    let (compared, missing) = with_last_year(figures);
    match (compared.is_empty(), missing.is_empty()) {
        (false, _) => Ok(Applies::Yes),
        (true, false) => Err(Missing(missing)),
        (true, true) => Err(Missing::one(at!(income.prior_total))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn operating(amount: &'static str, reason: &'static str) -> [(Path, &'static str); 3] {
        [
            (at!(other.operating.amount), amount),
            (at!(other.operating.prior), "13.27"),
            (at!(other.operating.reason), reason),
        ]
    }

    #[test]
    fn nothing_changed_so_there_is_nothing_to_explain() {
        let message = "其他事项›机关运行经费›机关运行经费变动原因写“办公费增加”，但两个金额持平";
        fires(&RULE, &operating("13.27", "办公费增加"), message);
        fires(&RULE, &operating("13.273", "开支正常，办公费增加"), message);
        passes(&RULE, &operating("13.28", "办公费增加"));
        passes(&RULE, &operating("13.27", "人员没有增减，开支正常"));
        passes(&RULE, &operating("13.27", "两年均按定额安排"));
        passes(&RULE, &operating("13.27", ""));
        is_not_checked(&RULE, &[(at!(other.operating.amount), "13.27")]);
    }
}
