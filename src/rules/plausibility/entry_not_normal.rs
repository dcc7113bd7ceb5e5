//! M10: a number or date that is not written the usual way.

use crate::{
    at,
    document::{Document, Entry, Path, Relation, UnreadableEntry},
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::scan::texts;

pub static RULE: Rule = Rule {
    id: "M10",
    severity: Severity::Error,
    title: "输入不能识别，或数字、符号不规范",
    checks: "录入的内容都能识别；数字用半角，指标值不夹带关系符号",
    basis: "导入、粘贴",
    remedy: "重新填写不能识别的一格，没有数的清空；数字改为半角，关系符号选在“指标性质”栏",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &*figures.document;
    for (i, entry) in document.unreadable.iter().enumerate() {
        let place = Document::parse_path(&entry.cell).unwrap_or(at!(unreadable[i].text));
        let mut message = format!("{}输入的“{}”不能识别，按没有填算", figures.label(&place.into()), &*entry.text);
        if let Some(former) = former_value(document, entry) {
            message.push_str(&format!("；文件里这一格原有{former}，由旧版本留下，没有采用"));
        }
        findings.report([place], message);
    }
    let mut seen = !document.unreadable.is_empty();
    for text in texts(figures) {
        seen = true;
        if text.digits() > 0 && text.contains(|c| matches!(c, '０'..='９')) {
            let digits: String = text.chars().filter(|c| matches!(c, '０'..='９' | '．')).collect();
            let words = figures.label(&text.path.into());
            findings.report([text.path], format!("{words}有全角数字“{digits}”")).downgrade(Severity::Warning);
        }
    }
    for (path, value, relation) in indicator_values(document) {
        if let Some(sign) = value.chars().find(|c| "≥≤＝=><＞＜％".contains(*c)) {
            let words = figures.label(&path.into());
            let message = match relation {
                Some(relation) if sign != '％' => {
                    format!("{words}写“{value}”，“{sign}”已选在指标性质（{}），不再写入数值", relation.label())
                }
                _ => format!("{words}写“{value}”，“{sign}”应改为半角或选在指标性质"),
            };
            findings.report([path], message).downgrade(Severity::Warning);
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.department))) }
}

/// What a former version left behind the text, in the words of its cell.
fn former_value(document: &Document, entry: &UnreadableEntry) -> Option<String> {
    let path = Document::parse_path(&entry.cell)?;
    let kind = Document::kind_at(path)?;
    // A date that is none stood in the file as it is shown.
    let is_other = *entry.former != *entry.text;
    let value = kind.from_stored(&entry.former).filter(|value| is_other && !value.is_blank())?;
    let unit = document.unit_at(path);
    Some(match value {
        Entry::Money(money) => format!(" {}{}", money.exact_grouped(unit), unit.name()),
        value => format!("“{}”", value.text(kind, unit)),
    })
}

/// Target and actual value of every indicator.
fn indicator_values(document: &Document) -> Vec<(Path, &str, Option<Relation>)> {
    let mut values: Vec<(Path, &str, Option<Relation>)> = Vec::new();
    for (i, target) in document.targets.indicators.iter().enumerate() {
        values.push((at!(targets.indicators[i].target), &target.target, target.relation));
        values.push((at!(targets.indicators[i].actual), &target.actual, target.relation));
    }
    for (i, project) in document.performance.projects.iter().enumerate() {
        for (j, indicator) in project.indicators.iter().enumerate() {
            let place = at!(performance.projects[i].indicators[j]);
            values.push((place.field("target"), &indicator.target, indicator.relation));
            values.push((place.field("actual"), &indicator.actual, indicator.relation));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, passes, run};

    #[test]
    fn what_could_not_be_read_is_reported() {
        let cells = [(at!(unreadable[0].cell), "/income/prior_total"), (at!(unreadable[0].text), "约三百万")];
        fires(&RULE, &cells, "上年数›上年收入支出总计输入的“约三百万”不能识别，按没有填算");
        let (found, _) = run(&RULE, &document(&cells));
        assert_eq!(found[0].cells, [at!(income.prior_total).into()]);
        assert_eq!(found[0].severity, Severity::Error);
        assert!(!found[0].message.contains("原有"), "{}", found[0].message);

        let read = document(&[(at!(income.prior_total), "123.4567"), cells[0], cells[1]]);
        assert_eq!(read.income.prior_total, None);
        let (found, _) = run(&RULE, &read);
        assert!(found[0].message.contains("原有 123.4567万元"), "{}", found[0].message);
    }

    #[test]
    fn digits_and_signs_are_normal() {
        let value = |value| [(at!(targets.indicators[0].target), value), (at!(targets.indicators[0].relation), "≥")];
        passes(&RULE, &value("95%"));
        fires(&RULE, &value("≥95"), "目标完成表›年度绩效指标›≥95›指标值写“≥95”，“≥”已选在指标性质（≥），不再写入数值");
        fires(&RULE, &value("95％"), "目标完成表›年度绩效指标›95％›指标值写“95％”，“％”应改为半角或选在指标性质");
        assert_eq!(run(&RULE, &document(&value("95％"))).0[0].severity, Severity::Warning, "it is understood");
        fires(&RULE, &value("９５"), "目标完成表›年度绩效指标›９５›指标值有全角数字“９５”");
        passes(&RULE, &[(at!(performance.texts.duty), "满意度达到95％")]);
    }
}
