//! C13: reasons that are all alike or say nothing.

use std::collections::BTreeMap;

use crate::{
    at,
    document::Path,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::compared::{ExplainedGrowth, with_last_year};

pub static RULE: Rule = Rule {
    id: "C13",
    severity: Severity::Hint,
    title: "变动原因雷同或过于笼统",
    checks: "发生变动的各处原因：同一句话不用于三处以上，也不只写“项目支出减少”“人员变动”；原因不写“无”“其他原因”",
    basis: "部门决算公开说明一、四、五",
    remedy: "按各处的实际情况分别写明具体项目、人数或事项",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let (compared, missing) = with_last_year(figures);
    let changed: Vec<_> = compared.iter().filter(|item| item.change().is_some()).collect();
    // What was said once is not alike, however often it is printed.
    let is_own = |item: &&&ExplainedGrowth<'_>| figures.repeated_reason(item.reason).is_none();
    let written: Vec<_> = changed.iter().filter(|item| !item.text.trim().is_empty()).filter(is_own).collect();
    let mut same: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for item in &written {
        same.entry(core(item.text)).or_default().push(item.reason.into());
    }
    for (core, cells) in same {
        if core.is_empty() {
            let places: Vec<String> = cells.iter().map(|cell| figures.label(cell)).collect();
            findings.report(cells, format!("{}只有引导语，没有写出原因", places.join("、")));
            continue;
        }
        if cells.len() >= ALIKE {
            let message = format!("{}处变动原因相同，都是“{core}”", cells.len());
            findings.report(cells, message);
        } else if GENERAL.contains(&core.as_str()) {
            findings.report(cells, format!("变动原因只写“{core}”，没有说明具体事项"));
        }
    }
    for text in figures.texts.iter().filter(|text| is_reason(text.path) && says_nothing(text)) {
        let message = format!("{}只写“{}”，没有说明具体事项", figures.label(&text.path.into()), text.trim());
        findings.report([text.path], message);
    }
    if !written.is_empty() {
        return Ok(Applies::Yes);
    }
    if changed.is_empty() && missing.is_empty() && !compared.is_empty() {
        return Ok(Applies::No);
    }
    let reasons = changed.iter().map(|item| item.reason.into());
    Err(Missing(missing.into_iter().chain(reasons).collect()))
}

/// This many equal reasons look copied.
const ALIKE: usize = 3;

/// What names no object.
const GENERAL: [&str; 16] = [
    "项目支出减少",
    "项目支出增加",
    "项目减少",
    "项目增加",
    "人员变动",
    "人员增加",
    "人员减少",
    "人员经费增加",
    "人员经费减少",
    "经费增加",
    "经费减少",
    "支出增加",
    "支出减少",
    "工作需要",
    "业务增加",
    "正常变动",
];

/// Whether a text is printed behind “主要原因是”.
fn is_reason(path: Path) -> bool {
    let is_of_project = path.starts_with(&at!(performance)) || path.starts_with(&at!(targets));
    !is_of_project && path.last_field().is_some_and(|field| field.ends_with("reason"))
}

fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 10] = ["无", "暂无", "没有", "其他", "略", "正常", "不详", "见附件", "详见附件", "详见附表"];
    NOTHING.contains(&core(text).as_str())
}

/// The words that carry the meaning.
fn core(text: &str) -> String {
    const FILLERS: [&str; 11] =
        ["主要变动原因", "主要原因", "原因", "主要", "由于", "因为", "有所", "较上年", "比上年", "本年", "是"];
    let mut core: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    for filler in FILLERS {
        core = core.replace(filler, "");
    }
    core
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, is_not_applicable, is_not_checked, passes};

    #[test]
    fn a_reason_is_more_than_that_there_is_none() {
        for (place, text) in [
            (at!(expenditure.lines[0].reason), "无"),
            (at!(expenditure.fund_reason), "其他原因。"),
            (at!(three_public.budget_reason), "详见附件"),
        ] {
            let (found, _) = crate::rules::kit::testing::run(&RULE, &document(&[(place, text)]));
            assert!(found.iter().any(|found| found.message.ends_with("没有说明具体事项")), "{text}: {found:?}");
        }
        let of_project = [(at!(performance.projects[0].indicators[0].reason), "无")];
        assert_eq!(crate::rules::kit::testing::run(&RULE, &document(&of_project)).0, []);
    }

    fn cells(reasons: [&'static str; 3]) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(other.operating.amount), "15.52"),
            (at!(other.operating.prior), "13.27"),
            (at!(other.operating.reason), reasons[0]),
            (at!(three_public.actual.reception_domestic), "0.09"),
            (at!(three_public.prior.reception_domestic), "0.05"),
            (at!(three_public.total_reason), reasons[1]),
            (at!(three_public.reception_reason), reasons[2]),
        ]
    }

    #[test]
    fn three_equal_reasons_look_copied() {
        let copied = "接待上级调研增加";
        fires(
            &RULE,
            &cells([copied, copied, "主要原因是接待上级调研增加。"]),
            "3处变动原因相同，都是“接待上级调研增加”",
        );
        passes(&RULE, &cells(["办公楼维修增加", copied, copied]));
    }

    #[test]
    fn a_reason_names_an_object() {
        fires(&RULE, &cells(["人员变动", "", ""]), "变动原因只写“人员变动”，没有说明具体事项");
        passes(&RULE, &cells(["退休2人、调入1人", "", ""]));
    }

    #[test]
    fn a_lead_in_alone_is_no_reason() {
        fires(
            &RULE,
            &cells(["主要原因是：", "", ""]),
            "其他事项›机关运行经费›机关运行经费变动原因只有引导语，没有写出原因",
        );
    }

    #[test]
    fn no_reason_no_check() {
        is_not_checked(&RULE, &cells(["", "", ""]));
        let unchanged = [(at!(other.operating.amount), "1"), (at!(other.operating.prior), "1")];
        is_not_applicable(&RULE, &unchanged);
    }
}
