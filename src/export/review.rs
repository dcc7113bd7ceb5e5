//! The findings, as `juesuan-cli check` prints them.

use serde_json::{Map, Value, json};

use crate::{
    derived::Derived,
    document::{shown_line, shown_name},
    figures::Figures,
    rules::{Finding, Severity, Verdict, all},
    workflow::other_year_in_name,
};

use super::pretty;

/// `{"file","file_name_year","counts","rules","findings"}`; counts are of all findings, those that were explained among
/// them; `file` is the name as it was given, and `file_name_year` asks about another year in it.
pub fn review_json(derived: &Derived, file: &str) -> String {
    let review = &derived.review;
    let rules: Map<String, Value> =
        review.verdicts.iter().map(|(id, verdict)| ((*id).to_owned(), json!(verdict.name()))).collect();
    let findings: Vec<Value> = review
        .findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule,
                "severity": finding.severity.name(),
                "title": finding.title,
                "message": finding.message,
                "remedy": finding.remedy,
                "cells": finding.cells.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "expected": finding.expected,
                "actual": finding.actual,
                "gathered": finding.gathered,
                "explanation": finding.explanation(&derived.figures).map(|given| json!({
                    "text": &*given.text,
                    "author": shown_name(&given.author),
                    "time": shown_line(&given.time),
                })),
            })
        })
        .collect();
    pretty(&json!({
        "file": file,
        "file_name_year": year_asked(derived, file),
        "unit": derived.document().amount_unit().name(),
        "counts": {
            "error": review.count(Severity::Error),
            "warning": review.count(Severity::Warning),
            "hint": review.count(Severity::Hint),
            "not_checked": review.not_checked(),
            "explained": review.explained(),
        },
        "rules": rules,
        "findings": findings,
    }))
}

/// The same for people: findings by weight, then what could not be checked.
pub fn review_text(derived: &Derived, file: &str) -> String {
    use std::fmt::Write;
    let (review, figures) = (&derived.review, &derived.figures);
    let mut text = String::new();
    let open = [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| review.open(severity));
    let _ = write!(text, "{file}：错误 {}，警告 {}，提示 {}", open[0], open[1], open[2]);
    if review.explained() > 0 {
        let _ = write!(text, "，已说明 {}", review.explained());
    }
    let _ = writeln!(text, "，未检查 {}", review.not_checked());
    if let Some(asked) = year_asked(derived, file) {
        let _ = writeln!(text, "注意：{asked}");
    }
    for finding in &review.findings {
        text.push('\n');
        text.push_str(&finding_text(finding, figures));
    }
    let mut head = "\n未检查\n";
    for rule in all() {
        if let Some(Verdict::NotChecked(missing)) = review.verdicts.get(rule.id) {
            let blank: Vec<String> = missing.iter().take(4).map(|place| figures.label(place)).collect();
            let _ = writeln!(text, "{head}  {} {}（缺：{}）", rule.id, rule.title, blank.join("；"));
            head = "";
        }
    }
    text
}

/// Of a path, its last name is asked about.
fn year_asked(derived: &Derived, file: &str) -> Option<String> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    other_year_in_name(derived.document(), name)
}

/// A finding in a few lines: what, how to put it right, where.
pub(super) fn finding_text(finding: &Finding, figures: &Figures) -> String {
    let mut text = format!(
        "{} {} {}\n  {}\n  处理：{}\n",
        finding.severity.label(),
        finding.rule,
        finding.title,
        finding.message,
        finding.remedy
    );
    let places: Vec<String> = finding.cells.iter().take(4).map(|cell| figures.label(cell)).collect();
    if !places.is_empty() {
        text.push_str(&format!("  位置：{}\n", places.join("；")));
    }
    for gathered in &finding.gathered {
        text.push_str(&format!("  同一尾差：{gathered}\n"));
    }
    if let Some(given) = finding.explanation(figures) {
        text.push_str(&format!(
            "  已说明：{}（{} {}）\n",
            shown_line(&given.text),
            shown_name(&given.author),
            shown_line(&given.time)
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        testing::{derived, reference_sample},
        workflow,
    };

    #[test]
    fn another_year_in_the_name_of_the_file_is_asked_about() {
        let derived = derived(&reference_sample());
        let asked = "文件名里写的是2023年，这份决算是2024年度；请核对年度和文件名哪个没有改过来";
        let text = review_text(&derived, "2024/总工会2023年度决算.json");
        assert_eq!(text.lines().nth(1), Some(&*format!("注意：{asked}")));
        let json = |file| serde_json::from_str::<Value>(&review_json(&derived, file)).expect("JSON");
        assert_eq!(json("总工会2023年度决算.json")["file_name_year"], asked);
        assert_eq!(json("2023/总工会2024年度决算.json")["file_name_year"], Value::Null, "a folder is no name");
        assert!(!review_text(&derived, "总工会2024.json").contains("注意"));
    }

    #[test]
    fn what_was_explained_is_told_with_its_words() {
        let document = reference_sample();
        let before = derived(&document);
        assert!(!review_text(&before, "甲").contains("已说明"));
        let warning = before.review.findings.iter().find(|finding| finding.can_be_explained()).expect("one");
        let edit = workflow::explain(&before, warning, "已核对", "张三", "2025-08-20").expect("it may be explained");
        let after = derived(&document.apply(&edit).expect("it fits"));
        let text = review_text(&after, "甲");
        let [errors, warnings, hints] =
            [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| after.review.open(severity));
        let counts = format!("甲：错误 {errors}，警告 {warnings}，提示 {hints}，已说明 1，未检查 ");
        assert!(text.starts_with(&counts), "{text}");
        assert!(text.contains("  已说明：已核对（张三 2025-08-20）"));
        let json: Value = serde_json::from_str(&review_json(&after, "甲")).expect("JSON");
        assert_eq!(json["counts"]["explained"], 1);
        let told = json["findings"].as_array().into_iter().flatten().filter(|one| one["explanation"].is_object());
        assert_eq!(told.count(), 1);
    }
}
