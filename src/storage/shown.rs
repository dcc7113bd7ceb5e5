//! Text that others wrote (in a file, a file's name, an argument) as it may be shown in a window or on a terminal.
//!
//! Such text may contain escape sequences that rewrite a terminal, characters that reverse the direction of writing, or
//! thirty thousand characters where one word was expected.

/// Shown in place of a character that cannot be shown.
const INSTEAD: char = '\u{FFFD}';

/// Whether a character has an effect instead of a shape: control characters, direction marks, zero-width characters.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The text with everything replaced that would control a terminal; line ends and tabs stay.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if acts(c) && !matches!(c, '\n' | '\t') { INSTEAD } else { c }).collect()
}

/// The same for JSON: each such character as its escape, which means the same to whoever reads the JSON.
pub fn printable_json(json: &str) -> String {
    let mut printable = String::with_capacity(json.len());
    for c in json.chars() {
        // Outside strings JSON contains no such characters except line feeds.
        if acts(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                printable.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            printable.push(c);
        }
    }
    printable
}

/// The text in one line of at most so many characters.
pub fn one_line(text: &str, most: usize) -> String {
    let mut line: String = text.chars().take(most).map(|c| if acts(c) { INSTEAD } else { c }).collect();
    if text.chars().nth(most).is_some() {
        line.push('…');
    }
    line
}

/// A sentence that quotes a file: quoted parts (“…”) are cut to a word, the whole to a few lines.
pub fn quoting(sentence: &str) -> String {
    const MOST_QUOTED: usize = 40;
    const MOST: usize = 300;
    let quote = sentence.find('“').zip(sentence.rfind('”')).filter(|(from, to)| from < to);
    let Some((from, to)) = quote else { return one_line(sentence, MOST) };
    let from = from + '“'.len_utf8();
    let quoted = one_line(&sentence[from..to], MOST_QUOTED);
    one_line(&format!("{}{quoted}{}", &sentence[..from], &sentence[to..]), MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_finds_nothing_to_obey() {
        let hostile = "甲\u{1b}[2J\u{7}\u{9b}31m\r\u{8}乙\u{202e}丙\u{200b}\u{7f}";
        let shown = printable(hostile);
        assert!(!shown.chars().any(acts), "{shown:?}");
        assert!(shown.starts_with('甲') && shown.contains("[2J") && shown.contains('乙'));
        assert_eq!(printable("一行\n\t又一行，（1）－ﾞ😀"), "一行\n\t又一行，（1）－ﾞ😀");
        assert_eq!(one_line("一\n二\t三", 9), "一\u{FFFD}二\u{FFFD}三");
    }

    #[test]
    fn json_means_the_same() {
        let text = "甲\u{1b}[0m\u{7f}\u{9b}\u{202e}\u{e0041}\n\u{2028}";
        let json = serde_json::to_string_pretty(&serde_json::json!({ "a": text })).expect("json");
        let printed = printable_json(&json);
        assert!(!printed.chars().any(|c| acts(c) && c != '\n'), "{printed}");
        let read: serde_json::Value = serde_json::from_str(&printed).expect("json");
        assert_eq!(read["a"], text);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let long = "长".repeat(30_000);
        assert_eq!(one_line("短", 5), "短");
        assert_eq!(one_line(&long, 5), "长长长长长…");
        let sentence = quoting(&format!("不认识的选项“{long}”，应为 元、万元"));
        assert!(sentence.starts_with("不认识的选项“长长") && sentence.ends_with("…”，应为 元、万元"), "{sentence}");
        assert!(sentence.chars().count() < 80);
        assert!(quoting(&long).chars().count() <= 301);
        let nested = quoting(&format!("字段“a”“{long}”出现了两次"));
        assert!(nested.ends_with("…”出现了两次") && nested.chars().count() < 80, "{nested}");
        assert_eq!(quoting("缺少“”号”"), "缺少“”号”");
    }
}
