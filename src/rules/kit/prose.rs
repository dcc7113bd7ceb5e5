//! What people write: clauses, words looked for, numbers in them.
//!
//! Only short lists of fixed words are looked for, clause by clause; a clause that denies the word does not count.

use rust_decimal::Decimal;

use crate::{
    document::Path,
    figures::WrittenText,
    rules::{Applies, Missing, Outcome},
};

/// Words that turn a clause into its opposite.
const DENIALS: [&str; 11] =
    ["无", "没有", "不含", "不包括", "未出现", "未发生", "不存在", "不涉及", "未安排", "避免", "防止"];

/// The pieces between commas and full stops, trimmed.
pub fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['，', '。', '；', '！', '？', ',', ';', '\n']).map(str::trim).filter(|clause| !clause.is_empty())
}

/// Whether the clause denies `word`: a denial stands before it.
pub fn is_denied(clause: &str, word: &str) -> bool {
    let before = clause.split(word).next().unwrap_or_default();
    DENIALS.iter().any(|denial| before.contains(denial))
}

/// Those of `words` that occur: few of a long list do, so that the clauses need not be searched for the others.
pub fn words_in<'a>(text: &WrittenText, words: &[&'a str]) -> Vec<&'a str> {
    words.iter().copied().filter(|word| text.has(word)).collect()
}

/// The first clause that states one of `words` without denying it.
pub fn statement<'a>(text: &'a WrittenText, words: &[&str]) -> Option<&'a str> {
    let words = words_in(text, words);
    if words.is_empty() {
        return None;
    }
    clauses(text).find(|clause| words.iter().any(|word| clause.contains(word) && !is_denied(clause, word)))
}

/// The unsigned number at the start of the text, and what follows it.
pub fn leading_number(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((digits.parse().ok()?, rest))
}

/// The first percentage in the text: `满意度达92%` gives 92.
pub fn first_percentage(text: &str) -> Option<Decimal> {
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = leading_number(&rest[start..]);
        match number {
            Some((value, tail)) if tail.starts_with(['%', '％']) => return Some(value),
            Some((_, tail)) => rest = tail,
            None => rest = rest[start..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'),
        }
    }
    None
}

/// The scores that a text states as `…得分94分`, each with whether the clause speaks of “专项”.
pub fn scores(text: &WrittenText) -> Vec<(bool, Decimal)> {
    let mut found = Vec::new();
    if !text.has("得分") {
        return found;
    }
    for clause in clauses(text) {
        let Some((_, after)) = clause.split_once("得分") else { continue };
        let after = after.trim_start_matches(['为', '是', '：', ':', ' ']);
        if let Some((score, rest)) = leading_number(after)
            && rest.starts_with('分')
        {
            found.push((clause.contains("专项"), score));
        }
    }
    found
}

/// A number as messages write it.
pub fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Checked, unless these places were blank.
pub fn checked_unless(blank: Vec<Path>) -> Outcome {
    if blank.is_empty() { Ok(Applies::Yes) } else { Err(Missing(blank.into_iter().map(Into::into).collect())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denied_word_is_no_statement() {
        let written = |text: &str| WrittenText::new(Path::ROOT, text.to_owned());
        assert_eq!(statement(&written("进展顺利，部分目标推进滞后。"), &["滞后"]), Some("部分目标推进滞后"));
        assert_eq!(statement(&written("各项目均未出现滞后；不存在延迟情况"), &["滞后", "延迟"]), None);
    }

    #[test]
    fn numbers_are_read_from_words() {
        let text = "其中，部门整体绩效自评得分94分，专项预算项目绩效自评得分90.5分，单项得分较高";
        assert_eq!(
            scores(&WrittenText::new(Path::ROOT, text.to_owned())),
            [(false, Decimal::from(94)), (true, Decimal::new(905, 1))]
        );
        assert_eq!(first_percentage("2024年对32户的满意度达92%"), Some(Decimal::from(92)));
        assert_eq!(first_percentage("1.2.3户，满意"), None);
    }
}
