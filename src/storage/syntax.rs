//! What serde_json reports, in sentences for the user.

use serde_json::error::Category;

use crate::shown::quoting;

use super::open_error::{OpenError, TextPosition};

/// The refusal for an error in `text`.
pub(super) fn refusal(text: &str, error: &serde_json::Error) -> OpenError {
    let at = position(text, error);
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    match error.classify() {
        Category::Eof => OpenError::Truncated(at),
        Category::Data => OpenError::Content { at, what: content_fault(message) },
        Category::Syntax | Category::Io => OpenError::Syntax { at, what: syntax_fault(message).to_owned() },
    }
}

/// serde_json counts bytes; people count characters.
fn position(text: &str, error: &serde_json::Error) -> TextPosition {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = &line.as_bytes()[..error.column().saturating_sub(1).min(line.len())];
    TextPosition { line: error.line().max(1), column: String::from_utf8_lossy(before).chars().count() + 1 }
}

/// Our own sentences are kept; of serde's `invalid type: map, expected 列表` only what we said was expected.
fn content_fault(message: &str) -> String {
    if !message.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return quoting(message);
    }
    match message.rsplit_once("expected ") {
        Some((_, expected)) if !expected.is_ascii() => quoting(&format!("这里应是{expected}")),
        _ => "这里的内容无法识别".to_owned(),
    }
}

/// serde_json's messages about the notation, by how they begin.
const SYNTAX_FAULTS: &[(&str, &str)] = &[
    ("expected `:`", "缺少冒号"),
    ("expected `,`", "缺少逗号，或括号没有配对"),
    ("expected ident", "有无法识别的词，只能是 true、false 或 null"),
    ("expected value", "缺少内容，或有无法识别的字符"),
    ("expected `\"`", "缺少引号"),
    ("key must be a string", "字段名没有加引号"),
    ("trailing comma", "多了一个逗号"),
    ("trailing characters", "之前内容已经结束，后面还有多余的字符"),
    ("control character", "的文本中有换行或控制字符"),
    ("invalid escape", "有无效的反斜杠转义"),
    ("unexpected end of hex escape", "有不完整的反斜杠转义"),
    ("lone leading surrogate", "有不完整的反斜杠转义"),
    ("invalid unicode code point", "有无效的反斜杠转义"),
    ("invalid number", "有写错的数字"),
    ("number out of range", "的数字过大"),
    ("recursion limit exceeded", "的内容嵌套过深"),
];

fn syntax_fault(message: &str) -> &'static str {
    SYNTAX_FAULTS.iter().find(|(start, _)| message.starts_with(start)).map_or("不是有效的内容", |(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        let error = serde_json::from_str::<crate::document::Document>(text).expect_err("refused");
        refusal(text, &error).to_string()
    }

    #[test]
    fn each_fault_of_notation_has_its_own_words() {
        for (text, words) in [
            (r#"{"unit" {}}"#, "第 1 行第 9 个字附近缺少冒号"),
            (r#"{"unit": {} "income": {}}"#, "附近缺少逗号"),
            (r#"{"unit": {"year": nul1}}"#, "有无法识别的词"),
            (r#"{"unit": {"year": }}"#, "缺少内容"),
            (r#"{unit: {}}"#, "字段名没有加引号"),
            (r#"{"unit": {},}"#, "多了一个逗号"),
            (r#"{"unit": {}} x"#, "多余的字符"),
            ("{\"unit\": {\"duties\": \"一\n二\"}}", "换行或控制字符"),
            (r#"{"unit": {"duties": "\x"}}"#, "无效的反斜杠转义"),
            (r#"{"unit": {"duties": "\ud800"}}"#, "反斜杠转义"),
            (r#"{"unit": {"year": 01}}"#, "写错的数字"),
            (r#"{"unit": {"year": 1e999}}"#, "数字过大"),
            (r#"{"unit": {"year": 2024"#, "文件不完整"),
        ] {
            let message = fault(text);
            assert!(message.contains(words), "{text}: {message}");
        }
    }

    #[test]
    fn wrong_kinds_are_told_without_a_foreign_word() {
        for (text, words) in [
            (r#"{"expenditure": {"lines": {}}}"#, "这里应是列表"),
            (r#"{"expenditure": []}"#, "这里应是一组字段"),
            (r#"{"unit": {"year": "2024"}}"#, "这里应是整数，不能是文本"),
            (r#"{"unit": {"year": 99999999999}}"#, "数字过大"),
            (r#"{"three_public": {"actual": {"reception_domestic": 12}}}"#, "金额和小数请写成文本"),
            (r#"{"unit": {"entry_unit": "亿"}}"#, "不认识的选项“亿”"),
            (r#"{"unit": {}, "unit": {}}"#, "字段“unit”出现了两次"),
        ] {
            let message = fault(text);
            assert!(message.contains(words), "{text}: {message}");
            assert!(!message.contains("expected") && !message.contains("invalid"), "{message}");
        }
    }

    #[test]
    fn what_a_file_says_floods_no_message_and_reaches_no_terminal() {
        let long = "长".repeat(30_000);
        for text in [
            format!(r#"{{"unit": {{"entry_unit": "{long}"}}}}"#),
            format!(r#"{{"{long}": 1, "{long}": 2}}"#),
            r#"{"unit": {"entry_unit": "\u001b[2J\u202e"}}"#.to_owned(),
        ] {
            let message = fault(&text);
            assert!(message.chars().count() < 400, "{}", message.chars().count());
            assert!(!message.contains('\u{1b}') && !message.contains('\u{202e}'), "{message:?}");
        }
    }
}
