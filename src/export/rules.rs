//! The list of rules, as `juesuan-cli rules` prints it.

use serde_json::{Value, json};

use crate::rules::{State, all};

use super::pretty;

/// Every rule with its state.
pub fn rules_json() -> String {
    let rules: Vec<Value> = all()
        .map(|rule| {
            json!({
                "id": rule.id,
                "severity": rule.severity.name(),
                "title": rule.title,
                "state": rule.state.name(),
                "checks": rule.checks,
                "basis": rule.basis,
                "remedy": rule.remedy,
                "note": note(rule.state),
            })
        })
        .collect();
    pretty(&Value::Array(rules))
}

fn note(state: State) -> Option<&'static str> {
    match state {
        State::Active(_) | State::Printed(_) | State::Concluding(_) => None,
        State::ByConstruction(why) => Some(why),
    }
}

/// The same for a reader.
pub fn rules_text() -> String {
    all()
        .map(|rule| {
            let state = match rule.state {
                State::Active(_) | State::Printed(_) | State::Concluding(_) => "启用".to_owned(),
                State::ByConstruction(why) => format!("由程序保证：{why}"),
            };
            format!(
                "{} {} {}（{state}）\n    核对：{}\n    处理：{}\n",
                rule.id,
                rule.severity.label(),
                rule.title,
                rule.checks,
                rule.remedy
            )
        })
        .collect()
}
