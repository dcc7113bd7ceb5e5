//! M05: a placeholder of the template is left.

use crate::{
    at,
    document::Path,
    figures::{Figures, WrittenText, is_ditto},
    report::{LinkPart, parts_of, resolve},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::scan::texts;

pub static RULE: Rule = Rule {
    id: "M05",
    severity: Severity::Error,
    title: "残留模板占位符",
    checks: "录入的文字和名称不含 XX、××、＿、{…}、【…】、待填、“增加（减少）”；“同上”的上面写有原因；文字中引用的数都有",
    basis: "决算公开说明与附件全文",
    remedy: "把占位符换成实际内容；“同上”改为写出原因；引用落空的，重新选一个数，或先填写所引用的数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut seen = false;
    for text in texts(figures) {
        seen = true;
        if let Some(placeholder) = placeholder(text)
            && !is_score_indicator(text.path)
        {
            let words = figures.label(&text.path.into());
            findings.report([text.path], format!("{words}还有占位符“{placeholder}”"));
        }
        if figures.repeated_reason(text.path).is_none() && is_reason(text.path) && is_ditto(text) {
            let words = figures.label(&text.path.into());
            findings.report([text.path], format!("{words}写“{}”，上面没有写好的原因", text.trim()));
        }
        if text.has("⟦") {
            empty_links(figures, findings, text);
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.department))) }
}

/// Links that print nothing: brackets around no figure, or a figure that is not there.
fn empty_links(figures: &Figures, findings: &mut Findings, text: &WrittenText) {
    let words = figures.label(&text.path.into());
    for part in parts_of(text) {
        match part {
            LinkPart::Words(_) => {}
            LinkPart::Unknown(link) => {
                findings.report([text.path], format!("{words}引用“{link}”，没有这个数"));
            }
            LinkPart::Link(link, _) if resolve(figures, &link.0).is_none() => {
                let named = figures.label(&link.0);
                findings.report([text.path.into(), link.0], format!("{words}引用的{named}还没有数"));
            }
            LinkPart::Link(..) => {}
        }
    }
}

fn is_reason(path: Path) -> bool {
    path.last_field().is_some_and(|field| field.ends_with("reason"))
}

/// Names of the scoring table have a rule of their own (G09).
fn is_score_indicator(path: Path) -> bool {
    path.starts_with(&at!(performance.score_items)) && path.last_field() != Some("remark")
}

/// The first placeholder of a text.
fn placeholder(text: &WrittenText) -> Option<String> {
    const WORDS: [&str; 8] = ["××", "＿", "__", "ＸＸ", "待填", "待补充", "此处填写", "{}"];
    if let Some(word) = WORDS.iter().find(|word| text.has(word)) {
        return Some((*word).to_owned());
    }
    if let Some(choice) = choice_left(text) {
        return Some(choice.to_owned());
    }
    if !text.has_any(&["X", "x", "{", "【"]) {
        return None;
    }
    run_of_x(text).or_else(|| braced(text, '{', '}')).or_else(|| bracketed(text))
}

/// “增加（减少）”: one of two words that the form offers was not struck out.
fn choice_left(text: &WrittenText) -> Option<&str> {
    const BOTH: [&str; 4] = ["大小于", "大于小于", "增加减少", "增长下降"];
    const CHOICES: [(&str, &str); 8] = [
        ("增加", "减少"),
        ("增长", "下降"),
        ("上升", "下降"),
        ("提高", "降低"),
        ("大于", "小于"),
        ("高于", "低于"),
        ("等于", "大于"),
        ("等于", "小于"),
    ];
    if let Some(both) = BOTH.iter().find(|both| text.has(both)) {
        return Some(both);
    }
    let orders = CHOICES.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]);
    for (first, second) in orders.filter(|(first, second)| text.has(first) && text.has(second)) {
        for (at, _) in text.match_indices(first) {
            let behind = text.get(at + first.len()..).unwrap_or_default();
            let Some(mark) = behind.chars().next().filter(|mark| matches!(mark, '（' | '(' | '/' | '／')) else {
                continue;
            };
            let inside = behind.get(mark.len_utf8()..).unwrap_or_default();
            if !inside.starts_with(second) {
                continue;
            }
            let length = match mark {
                '（' | '(' => inside.find(['）', ')']).map(|end| end + '）'.len_utf8().min(inside[end..].len())),
                _ => Some(second.len()),
            };
            let end = at + first.len() + mark.len_utf8() + length.unwrap_or(second.len());
            return text.get(at..end).or_else(|| text.get(at..at + first.len()));
        }
    }
    None
}

/// XX on its own: not as part of a Latin word.
fn run_of_x(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() >= 2).find(|word| word.bytes().all(|b| b == b'X' || b == b'x')).map(str::to_owned)
}

fn braced(text: &str, open: char, close: char) -> Option<String> {
    let start = text.find(open)?;
    let inner = text.get(start..)?;
    let end = inner.find(close)?;
    inner.get(..end + close.len_utf8()).map(str::to_owned)
}

/// 【…】 except around a year, as in the number of a regulation.
fn bracketed(text: &str) -> Option<String> {
    let found = braced(text, '【', '】')?;
    let inner = found.trim_start_matches('【').trim_end_matches('】');
    let is_year = inner.len() == 4 && inner.bytes().all(|b| b.is_ascii_digit());
    (!is_year).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn what_the_template_left() {
        let text = |text| [(at!(performance.texts.duty), text)];
        for (written, placeholder) in [
            ("选定XX为核心职能", "XX"),
            ("惠及××名职工", "××"),
            ("完成＿＿项", "＿"),
            ("{单位}完成任务", "{单位}"),
            ("由【部门名称】负责", "【部门名称】"),
            ("待填", "待填"),
        ] {
            fires(&RULE, &text(written), &format!("项目绩效›自评文字›履职效能还有占位符“{placeholder}”"));
        }
        passes(&RULE, &text("依托手机APP和XXL系统，按财预【2020】10号办理，每户0.05×32"));
    }

    #[test]
    fn a_choice_of_the_form_is_left() {
        let text = |text| [(at!(performance.texts.duty), text)];
        for (written, left) in [
            ("支出增加（减少）0.78万元", "增加（减少）"),
            ("比上年下降（增长）3%", "下降（增长）"),
            ("决算数大小于预算数", "大小于"),
            ("决算数大于（小于/等于）预算数", "大于（小于/等于）"),
            ("收入增加/减少5万元", "增加/减少"),
        ] {
            fires(&RULE, &text(written), &format!("项目绩效›自评文字›履职效能还有占位符“{left}”"));
        }
        passes(&RULE, &text("人员增加（含减少的1人），支出增加，接待减少；有增有减，增减相抵"));
    }

    #[test]
    fn links_are_no_placeholders_unless_they_are_empty() {
        let cells = |text| {
            [
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].basic), "232.34"),
                (at!(performance.texts.duty), text),
            ]
        };
        passes(&RULE, &cells("支出⟦T06!合计.tot⟧，按计划完成。"));
        fires(&RULE, &cells("支出⟦不是数⟧。"), "项目绩效›自评文字›履职效能引用“⟦不是数⟧”，没有这个数");
        fires(
            &RULE,
            &cells("基金支出⟦T10!合计.exp⟧。"),
            "项目绩效›自评文字›履职效能引用的公开10表 合计 本年支出还没有数",
        );
        fires(&RULE, &cells("占⟦no.such.measure⟧。"), "项目绩效›自评文字›履职效能引用“⟦no.such.measure⟧”，没有这个数");
    }

    #[test]
    fn names_count_too_but_the_scoring_table_has_its_own_rule() {
        fires(&RULE, &[(at!(performance.projects[0].name), "XX项目")], "项目绩效›项目›XX项目›项目名称还有占位符“XX”");
        passes(&RULE, &[(at!(performance.score_items[0].level3), "XX履职效果")]);
    }
}
