//! What became of each signature, as text and JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::{
    document::{Decision, Role, shown_line, shown_name},
    seal::{NOT_STATUTORY, Verified, fingerprint},
    workflow::{Standing, signer},
};

/// Whether a valid signature of the leader (负责人) covers the content.
pub fn is_signed_by_leader(standing: &Standing) -> bool {
    standing.verified.iter().any(|one| one.verdict.is_valid() && one.is_signed_by(Role::Leader))
}

/// Every record with its verdict, and the stage of the file, for machines. Names and times are as they are shown.
pub fn signatures_json(standing: &Standing, file: &str) -> String {
    let records: Vec<Value> = standing.verified.iter().map(record_json).collect();
    let missing: Vec<Value> = standing
        .missing
        .iter()
        .map(|one| {
            json!({
                "role": one.role.map(Role::name),
                "decision": one.decision.map(Decision::name),
                "name": shown_name(&one.name),
                "time": shown_line(&one.time),
            })
        })
        .collect();
    super::pretty(&json!({
        "file": shown_line(file),
        "stage": standing.stage.name(),
        "covered_by_leader": is_signed_by_leader(standing),
        "printed_otherwise": standing.printed_otherwise.is_some(),
        "missing": missing,
        "signatures": records,
    }))
}

fn record_json(one: &Verified) -> Value {
    let record = &one.record;
    json!({
        "row": one.row + 1,
        "role": record.role.map(Role::name),
        "decision": record.decision.map(Decision::name),
        "name": shown_name(&record.name),
        "time": shown_line(&record.time),
        "reason": (!record.reason.is_blank()).then(|| shown_line(&record.reason)),
        "fingerprint": fingerprint(&record.key),
        "verdict": one.verdict.name(),
        "changes": one.since.as_ref().and_then(|since| since.count()),
        "explanation": one.label(),
    })
}

/// The same for a reader.
pub fn signatures_text(standing: &Standing, file: &str) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}：{}", shown_line(file), standing.stage.label());
    for one in &standing.verified {
        let record = &one.record;
        let done = if record.decision == Some(Decision::Return) { "退回" } else { "签批" };
        let _ = writeln!(text, "\n{}. {} 于 {} {done}", one.row + 1, signer(record), shown_line(&record.time));
        if !record.reason.is_blank() {
            let _ =
                writeln!(text, "   {}：{}", if done == "退回" { "原因" } else { "意见" }, shown_line(&record.reason));
        }
        let _ = writeln!(text, "   钥匙指纹：{}", fingerprint(&record.key));
        let _ = writeln!(text, "   核验：{}（{}）", one.label(), one.verdict.name());
        if let Some(changes) = one.since.as_ref().and_then(|since| since.count()) {
            let _ = writeln!(text, "   此后改动：{changes} 处");
        }
    }
    if let Some(otherwise) = &standing.printed_otherwise {
        let _ = writeln!(text, "\n{}", otherwise.sentence());
    }
    if !standing.missing.is_empty() {
        let _ = writeln!(text, "\n本机见过、这份文件里没有的签批：");
        for one in &standing.missing {
            let _ = writeln!(text, "   {}", one.words());
        }
    }
    let _ = writeln!(text, "\n{NOT_STATUTORY}");
    text
}
