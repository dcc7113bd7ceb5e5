//! 审核结果, as `juesuan-cli check` prints it.

use serde_json::{Map, Value, json};

use crate::{
    derived::Derived,
    figures::Figures,
    rules::{Finding, Severity, Verdict, all},
};

use super::pretty;

/// `{"file","counts","rules","findings"}`; `file` is the name as it was given.
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
            })
        })
        .collect();
    pretty(&json!({
        "file": file,
        "unit": derived.document().amount_unit().name(),
        "counts": {
            "error": review.count(Severity::Error),
            "warning": review.count(Severity::Warning),
            "hint": review.count(Severity::Hint),
            "not_checked": review.not_checked(),
        },
        "rules": rules,
        "findings": findings,
    }))
}

/// The same for a reader: findings by weight, then what could not be checked.
pub fn review_text(derived: &Derived, file: &str) -> String {
    use std::fmt::Write;
    let (review, figures) = (&derived.review, &derived.figures);
    let mut text = String::new();
    let counts = [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| review.count(severity));
    let _ = writeln!(
        text,
        "{file}：错误 {}，警告 {}，提示 {}，未检查 {}",
        counts[0],
        counts[1],
        counts[2],
        review.not_checked()
    );
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
    text
}
