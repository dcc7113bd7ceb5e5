//! L03: item, section and class belong to each other; no two items of one section have one name.

use rustc_hash::FxHashMap;

use crate::{
    at,
    codes::{Code, normal_name},
    document::{Axis, Path},
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "L03",
    severity: Severity::Error,
    title: "类、款、项层级关系错误",
    checks: "每个功能科目的上级款、类都在科目表中；“类（类）款（款）项（项）”只对应一个编码",
    basis: "政府收支分类科目",
    remedy: "补上缺少的款或类，或改正编码、名称",
    state: State::Active(run),
};

/// The shipped list is whole (a test of the code book shows it), so only codes of the user's own can break it.
fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let own: Vec<(Code, Path)> = own_codes(figures);
    if own.is_empty() && document.income.lines.is_empty() && document.expenditure.lines.is_empty() {
        return Err(Missing(vec![at!(income.lines).into(), at!(expenditure.lines).into()]));
    }
    let mut twins: Option<Twins> = None;
    for (code, place) in own {
        check_above(figures, findings, code, place);
        check_name(figures, findings, code, place, twins.get_or_insert_with(|| twins_of(figures)));
    }
    Ok(Applies::Yes)
}

fn own_codes(figures: &Figures) -> Vec<(Code, Path)> {
    let own = figures.document.codes.iter().enumerate();
    own.filter(|(_, own)| own.axis.unwrap_or(Axis::Functional) == Axis::Functional && !own.name.is_blank())
        .filter_map(|(index, own)| Some((Code::new(own.code.trim())?, at!(codes[index].code))))
        .collect()
}

fn check_above(figures: &Figures, findings: &mut Findings, code: Code, place: Path) {
    let mut above = code.parent();
    while let Some(parent) = above {
        if figures.book.functional(parent).is_none() {
            let level = parent.level_name();
            let message = format!("{code} {}的上级{level}{parent}不在科目表中", figures.book.functional_name(code));
            findings.report([place], message);
            return;
        }
        above = parent.parent();
    }
}

/// The codes below one code that have the same name, in order.
type Twins = FxHashMap<(Option<Code>, String), Vec<Code>>;

fn twins_of(figures: &Figures) -> Twins {
    let mut twins = Twins::default();
    for entry in figures.book.list(Axis::Functional).values() {
        twins.entry((entry.code.parent(), normal_name(&entry.name))).or_default().push(entry.code);
    }
    twins
}

fn check_name(figures: &Figures, findings: &mut Findings, code: Code, place: Path, twins: &Twins) {
    let Some(entry) = figures.book.functional(code) else { return };
    let alike = twins.get(&(code.parent(), normal_name(&entry.name)));
    if let Some(twin) = alike.and_then(|codes| codes.iter().find(|other| **other != code)) {
        let message = format!("{code}与{twin}同在一个上级科目下，名称都是“{}”", entry.name);
        findings.report([place], message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn every_level_above_exists() {
        passes(&RULE, &[(at!(expenditure.lines[0].item), "2012901")]);
        fires(
            &RULE,
            &[(at!(codes[0].code), "2017701"), (at!(codes[0].name), "新增科目")],
            "2017701 新增科目的上级款20177不在科目表中",
        );
    }

    #[test]
    fn one_name_means_one_code() {
        let own = [(at!(codes[0].code), "2012998"), (at!(codes[0].name), "行政运行")];
        fires(&RULE, &own, "2012998与2012901同在一个上级科目下，名称都是“行政运行”");
    }
}
