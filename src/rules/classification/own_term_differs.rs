//! L11: a term that a person explains gives other numbers than its code has.

use rustc_hash::FxHashMap;

use crate::{
    at,
    codes::{Code, normal_name},
    document::Axis,
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "L11",
    severity: Severity::Warning,
    title: "自己写的名词解释编码与科目不符",
    checks: "自己写的名词解释中“（208类）…（05款）…（02项）”连起来的编码 ＝ 所解释的科目，名称与科目表一致",
    basis: "政府收支分类科目，决算公开说明第三部分",
    remedy: "按科目表改正类、款、项的编号或名称",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let glossary = &figures.document.report.glossary;
    let names = if glossary.is_empty() { FxHashMap::default() } else { names(figures) };
    let mut applies = Applies::No;
    for (row, entry) in glossary.iter().enumerate() {
        let text_at = at!(report.glossary[row].text);
        let levels = levels(&entry.text);
        if levels.is_empty() {
            continue;
        }
        applies = Applies::Yes;
        let digits: String = levels.iter().map(|(_, digits)| *digits).collect();
        let said = Code::new(&digits);
        let term = Code::new(entry.term.trim()).or_else(|| names.get(&normal_name(&entry.term)).copied().flatten());
        if let Some(term) = term.filter(|term| said != Some(*term)) {
            let message = format!("“{term} {}”的解释写的编码是{digits}", figures.book.functional_name(term));
            findings.report([text_at, at!(report.glossary[row].term)], message).values(term.to_string(), digits);
            continue;
        }
        let mut code = String::new();
        for (name, digits) in &levels {
            code.push_str(digits);
            let official = Code::new(&code).and_then(|code| figures.book.functional(code));
            let Some(official) = official.filter(|official| normal_name(&official.name) != normal_name(name)) else {
                continue;
            };
            let message = format!("名词解释写“{name}”，{code}的名称是“{}”", official.name);
            findings.report([text_at], message).values(official.name.as_str(), *name);
            break;
        }
    }
    Ok(applies)
}

/// Every name that only one code has.
fn names(figures: &Figures) -> FxHashMap<String, Option<Code>> {
    let mut names: FxHashMap<String, Option<Code>> = FxHashMap::default();
    for entry in figures.book.list(Axis::Functional).values() {
        names.entry(normal_name(&entry.name)).and_modify(|code| *code = None).or_insert(Some(entry.code));
    }
    names
}

/// The levels that a term names with their numbers: “卫生健康支出 210, 行政事业单位医疗 11, 行政单位医疗 01”.
fn levels(text: &str) -> Vec<(&str, &str)> {
    let term = text.split('：').next().unwrap_or_default();
    let mut levels = Vec::new();
    let mut rest = term.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ' '));
    for level in ["类）", "款）", "项）"] {
        let Some((before, after)) = rest.split_once(level) else { break };
        let Some((name, digits)) = before.rsplit_once('（') else { break };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        levels.push((name, digits));
        rest = after;
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, passes},
    };

    fn cells(term: &'static str, text: &'static str) -> [(Path, &'static str); 2] {
        [(at!(report.glossary[0].term), term), (at!(report.glossary[0].text), text)]
    }

    #[test]
    fn the_numbers_of_a_term_are_those_of_its_code() {
        passes(
            &RULE,
            &cells(
                "2080502",
                "社会保障和就业支出（208类）行政事业单位养老支出（05款）事业单位离退休（02项）：指退休。",
            ),
        );
        fires(
            &RULE,
            &cells("2080502", "社会保障和就业支出（208类）抚恤（08款）事业单位离退休（02项）：指退休。"),
            "“2080502 事业单位离退休”的解释写的编码是2080802",
        );
        fires(
            &RULE,
            &cells("住房公积金", "住房保障支出（212类）住房改革支出（02款）住房公积金（01项）：反映公积金。"),
            "“2210201 住房公积金”的解释写的编码是2120201",
        );
    }

    #[test]
    fn the_names_of_a_term_are_those_of_its_code() {
        fires(
            &RULE,
            &cells("2080502", "社会保障和就业支出（208类）抚恤（05款）事业单位离退休（02项）：指退休。"),
            "名词解释写“抚恤”，20805的名称是“行政事业单位养老支出”",
        );
    }

    #[test]
    fn other_terms_have_no_numbers() {
        is_not_applicable(&RULE, &cells("财政拨款收入", "指从同级财政取得的资金。"));
    }
}
