//! What an audit found, as text and as JSON.

use serde_json::{Value, json};

use crate::{rules, shown::one_line};

use super::{Audit, AuditFinding, AuditPlace, ChecklistRow, Outcome, judged};

/// How a report is read changes with the program; the rules have a version of their own.
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub fn audit_text(audit: &Audit, file: &str) -> String {
    let year = audit.year.map_or_else(String::new, |year| format!("　{year}年度"));
    let (errors, doubts) = (audit.count(Outcome::Wrong), audit.count(Outcome::Doubtful));
    let mut lines = vec![
        format!("{file}　{}　{}{year}", audit.kind, audit.department),
        format!("核对{}处：错误 {errors}，存疑 {doubts}，没查 {}", audit.compared, audit.unchecked.len()),
    ];
    for finding in &audit.findings {
        lines.push(String::new());
        let rule = finding.rule.map_or_else(String::new, |rule| format!("　{rule}"));
        lines.push(format!("{} {}{rule}", finding.outcome.label(), finding.kind));
        lines.push(format!("  {}", one_line(&finding.message, 600)));
        if !finding.quote.is_empty() {
            lines.push(format!("  原文：{}", one_line(&finding.quote, 200)));
        }
        if let Some(computed) = &finding.computed {
            lines.push(format!("  应为：{computed}"));
        }
        let places: Vec<&str> =
            finding.places.iter().map(|place| place.words.as_str()).filter(|words| !words.is_empty()).collect();
        if let Some(first) = places.first() {
            lines.push(format!("  位置：{first}"));
        }
        lines.push(format!("  处理：{}", finding.remedy));
        if !finding.gathered.is_empty() {
            lines.push(format!("  同一处还牵连{}处核对", finding.gathered.len()));
        }
    }
    if !audit.unchecked.is_empty() {
        lines.push(String::new());
    }
    for unchecked in &audit.unchecked {
        lines.push(format!("没查　{}：{}", one_line(&unchecked.what, 80), one_line(&unchecked.why, 200)));
    }
    if !audit.rules_not_checked.is_empty() {
        const MOST: usize = 3;
        let titles: Vec<&str> = audit.rules_not_checked.iter().take(MOST).map(|rule| judged::title_of(rule)).collect();
        let count = audit.rules_not_checked.len();
        let more = if count > MOST { "等" } else { "" };
        lines.push(format!("没查　{count}条审核：报告里没有需要的内容（{}{more}）", titles.join("；")));
    }
    lines.join("\n") + "\n"
}

fn place(place: &AuditPlace) -> Value {
    let mut value = json!({ "words": place.words, "block": place.block });
    if let Some((row, column)) = place.cell {
        value["cell"] = json!([row, column]);
    }
    if let Some((from, to)) = place.characters {
        value["bytes"] = json!([from, to]);
    }
    value
}

fn finding(finding: &AuditFinding) -> Value {
    json!({
        "outcome": finding.outcome.name(),
        "rule": finding.rule,
        "kind": finding.kind,
        "message": finding.message,
        "quote": finding.quote,
        "stated": finding.stated,
        "computed": finding.computed,
        "remedy": finding.remedy,
        "places": finding.places.iter().map(place).collect::<Vec<_>>(),
        "gathered": finding.gathered,
    })
}

fn checklist_row(row: &ChecklistRow) -> Value {
    json!({
        "subject": row.subject,
        "question": row.question,
        "answer": row.answer.name(),
        "note": row.note,
        "place": row.place.as_ref().map(place),
    })
}

fn content(audit: &Audit) -> Value {
    json!({
        "program": VERSION,
        "rules_version": rules::version(),
        "state": audit.state.name(),
        "kind": audit.kind,
        "department": audit.department,
        "year": audit.year,
        "compared": audit.compared,
        "errors": audit.count(Outcome::Wrong),
        "doubts": audit.count(Outcome::Doubtful),
        "findings": audit.findings.iter().map(finding).collect::<Vec<_>>(),
        "rules_not_checked": audit.rules_not_checked,
        "checklist": audit.checklist.iter().map(checklist_row).collect::<Vec<_>>(),
        "unchecked": audit.unchecked.iter().map(|one| json!({ "what": one.what, "why": one.why })).collect::<Vec<_>>(),
    })
}

/// One file.
pub fn audit_json(audit: &Audit, file: &str, digest: &str) -> Value {
    let mut value = content(audit);
    value["file"] = json!(file);
    value["sha256"] = json!(digest);
    value
}

/// One file, in one line.
pub fn audit_line(audit: &Audit, file: &str, digest: &str) -> String {
    audit_json(audit, file, digest).to_string()
}

/// A file that cannot be read: its state and why, in one line.
pub fn line_of_refusal(file: &str, digest: Option<&str>, state: &str, why: &str) -> String {
    json!({
        "file": file,
        "sha256": digest,
        "program": VERSION,
        "rules_version": rules::version(),
        "state": state,
        "why": why,
        "errors": 0,
        "doubts": 0,
        "findings": [],
        "unchecked": [],
    })
    .to_string()
}
