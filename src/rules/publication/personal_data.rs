//! P07: identity, bank card and telephone numbers do not belong in a public text.
//!
//! Only numbers whose form (and check digit, where there is one) fits are reported. Findings show them masked, because
//! findings are printed and sent around.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "P07",
    severity: Severity::Hint,
    title: "疑似包含个人隐私信息",
    checks: "录入的文字中没有身份证号、银行卡号、手机号",
    basis: "政府信息公开条例：涉及个人隐私的信息不得公开",
    remedy: "删去或遮盖号码后再公开",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut any = false;
    for text in figures.texts.iter() {
        any = true;
        if text.digits() < LEAST {
            continue;
        }
        for run in digit_runs(text) {
            if let Some(kind) = kind_of(&run) {
                findings.report([text.path], format!("文字中有疑似{kind}“{}”", masked(&run)));
            }
        }
    }
    if any { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.department))) }
}

/// The digits of a telephone number, the shortest of the numbers looked for.
const LEAST: usize = 11;

/// Groups of at least 11 digits, in any width; a closing X belongs to an identity number; blanks and hyphens between
/// digits are passed over, as in a card number.
fn digit_runs(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    let mut gap = 0;
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
            'x' | 'X' => Some('X'),
            _ => None,
        };
        match (digit, runs.last_mut()) {
            (Some('X'), Some(run)) if run.len() != 17 => gap = 2,
            (Some(digit), Some(run)) if gap < 2 => {
                run.push(digit);
                gap = 0;
            }
            (Some(digit), last) => {
                match last {
                    Some(short) if short.len() < LEAST => {
                        short.clear();
                        short.push(digit);
                    }
                    _ => runs.push(digit.to_string()),
                }
                gap = 0;
            }
            (None, _) if c == ' ' || c == '-' => gap += 1,
            (None, _) => gap = 2,
        }
    }
    runs.retain(|run| run.len() >= LEAST);
    runs
}

fn kind_of(run: &str) -> Option<&'static str> {
    let digits: Vec<u32> = run.chars().filter_map(|c| c.to_digit(10)).collect();
    match run.len() {
        18 if is_identity(run, &digits) => Some("身份证号"),
        11 if digits.len() == 11 && digits.first() == Some(&1) && digits.get(1).is_some_and(|digit| *digit >= 3) => {
            Some("手机号")
        }
        16..=19 if digits.len() == run.len() && is_card(&digits) => Some("银行卡号"),
        _ => None,
    }
}

/// GB 11643: weighted sum modulo 11 gives the last character; the month is between 01 and 12.
fn is_identity(run: &str, digits: &[u32]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Some(body) = digits.get(..17) else { return false };
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let month = run.get(10..12).and_then(|month| month.parse::<u32>().ok());
    let check = "10X98765432".chars().nth((sum % 11) as usize);
    run.chars().last() == check && month.is_some_and(|month| (1..=12).contains(&month))
}

/// The check of ISO/IEC 7812 (Luhn), and the first digits of Chinese bank cards.
fn is_card(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => *digit,
            (_, doubled) => doubled / 10 + doubled % 10,
        })
        .sum();
    sum.is_multiple_of(10) && matches!(digits.first(), Some(3..=6 | 9))
}

fn masked(run: &str) -> String {
    let tail = run.get(run.len().saturating_sub(4)..).unwrap_or_default();
    format!("{}…{tail}", run.get(..3).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, passes, run as run_rule};

    fn text(text: &'static str) -> [(crate::document::Path, &'static str); 1] {
        [(at!(performance.texts.execution), text)]
    }

    #[test]
    fn numbers_of_persons_are_reported_masked() {
        fires(&RULE, &text("张某身份证号11010519491231002X。"), "文字中有疑似身份证号“110…002X”");
        fires(&RULE, &text("联系电话：１３８００１３８０００"), "文字中有疑似手机号“138…8000”");
        fires(&RULE, &text("卡号 6222 0212 3456 7890 128，"), "文字中有疑似银行卡号“622…0128”");
        let (found, _) = run_rule(&RULE, &document(&text("身份证11010519491231002X")));
        assert!(!found[0].message.contains("11010519491231002X"));
    }

    #[test]
    fn other_numbers_are_not() {
        passes(&RULE, &text("2024年支出232.34万元，文号20240801000000123，项目51042224Y000010012345"));
        passes(&RULE, &text("身份证号110105194912310021"));
        passes(&RULE, &text("2024-2025年 12345678901"));
    }
}
