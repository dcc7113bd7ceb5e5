//! L04: an abbreviation or a former name of a code.

use crate::{
    at,
    codes::Code,
    document::Axis,
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "L04",
    severity: Severity::Warning,
    title: "科目名称使用了简称或旧名",
    checks: "自定义科目的名称不是常见的简称、旧名",
    basis: "政府收支分类科目；各级决算公开常见错误",
    remedy: "改用科目表中的全称，或删去这条自定义科目",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut applies = Applies::No;
    for (index, own) in figures.document.codes.iter().enumerate() {
        if own.axis == Some(Axis::Economic) || own.name.is_blank() {
            continue;
        }
        applies = Applies::Yes;
        let Some(note) = figures.book.alias(&own.name) else { continue };
        let is_this = Code::new(own.code.trim()) == Some(note.code);
        let of = if is_this { String::new() } else { format!("（{}）", note.code) };
        let message = format!("“{}”是简称或旧名，全称是“{}”{of}", own.name, note.official);
        findings.report([at!(codes[index].name)], message).values(note.official.as_str(), &*own.name);
    }
    Ok(applies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn short_names_are_named_in_full() {
        let (code, name) = (at!(codes[0].code), at!(codes[0].name));
        passes(&RULE, &[(code, "20129"), (name, "群众团体事务")]);
        fires(&RULE, &[(code, "20129"), (name, "群团事务")], "“群团事务”是简称或旧名，全称是“群众团体事务”");
    }
}
