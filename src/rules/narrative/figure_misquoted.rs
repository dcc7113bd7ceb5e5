//! D20: a sentence gives another number than the figure that it speaks of.
//!
//! Wherever it stands, annexes, reasons and remarks included. Numbers that other rules report at the same place are left
//! to them.

use crate::{
    at,
    document::Path,
    report::is_prose,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State, kit::said::Subjects},
};

pub static RULE: Rule = Rule {
    id: "D20",
    severity: Severity::Warning,
    title: "文字中的数与它所说的指标不符",
    checks: "自己写的文字（附件、原因、备注在内）直接写的金额、占比、增减、完成率、批次、人次、辆数 ＝ 这句话所说的数；写“未发生”的确实没有",
    basis: "决算公开说明与附件应当与公开表一致",
    remedy: "按数据改正文字，最好改为引用；说的是别的口径的，把口径写明",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let mut texts = figures.texts.iter().filter(|text| is_prose(text.path)).peekable();
    if texts.peek().is_none() {
        return Err(Missing::one(at!(performance.texts.summary)));
    }
    let mut subjects = None;
    for text in texts {
        let has_numbers = text.digits() > 0;
        let has_way = !is_reason(text.path) && text.has_any(&["比上年", "较上年", "同比", "相比"]);
        if !has_numbers && !has_way && !text.has_any(&["未发生", "没有", "未安排"]) {
            continue;
        }
        let subjects = subjects.get_or_insert_with(|| Subjects::of(figures));
        let said = if has_numbers { subjects.wrong_in(text) } else { Vec::new() };
        let ways = if has_way { subjects.wrong_way_in(text) } else { Vec::new() };
        for wrong in said.into_iter().chain(subjects.denied_in(text)).chain(ways) {
            let message = format!(
                "{}写“{}”，{}是{}",
                figures.label(&wrong.path.into()),
                wrong.words.replace('“', "‘").replace('”', "’"),
                figures.label(&wrong.source),
                wrong.expected
            );
            let finding = findings.report([wrong.path.into(), wrong.source], message);
            finding.values(wrong.expected, wrong.number);
        }
    }
    Ok(Applies::Yes)
}

/// Which way a reason goes is for the rules about reasons.
fn is_reason(path: Path) -> bool {
    path.last_field().is_some_and(|field| field.ends_with("reason"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, is_not_checked, passes, review};

    fn cells(place: Path, text: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.year), "2024"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "183.97"),
            (at!(expenditure.lines[0].project), "43.71"),
            (at!(other.operating.amount), "25.61"),
            (at!(other.operating.prior), "24.83"),
            (place, text),
        ]
    }

    #[test]
    fn any_text_is_held_against_its_figures() {
        let annex = at!(performance.texts.special_background);
        fires(
            &RULE,
            &cells(annex, "机关运行经费支出26.51万元，用于日常办公。"),
            "项目绩效›自评文字›附件2：设立背景及基本情况写“机关运行经费支出26.51万元”，其他事项›机关运行经费›机关运行经费是25.61万元",
        );
        fires(
            &RULE,
            &cells(at!(income.reason), "机关运行经费增长5.13%"),
            "收入›收入支出总计变动原因写“机关运行经费增长5.13%”，机关运行经费比上年是增长3.14%",
        );
        fires(
            &RULE,
            &cells(annex, "本年没有发生项目支出。"),
            "项目绩效›自评文字›附件2：设立背景及基本情况写“没有发生项目支出”，公开03表 合计 项目支出是43.71万元",
        );
        passes(&RULE, &cells(annex, "机关运行经费支出25.61万元，其中差旅费3.20万元，增长8%。"));
    }

    #[test]
    fn a_number_is_reported_once() {
        let mut cells = cells(at!(report.additions[0].text), "其中基本支出138.97万元。");
        cells.push((at!(report.additions[0].topic), "spending"));
        let found = review(&document(&cells)).findings;
        let of_number = found.iter().filter(|found| found.message.contains("138.97"));
        let ids: Vec<&str> = of_number.map(|found| found.rule).collect();
        assert_eq!(ids, ["D03"]);
    }

    #[test]
    fn without_texts_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(other.operating.amount), "25.61")]);
    }
}
