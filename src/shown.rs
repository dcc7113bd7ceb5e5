//! How text that others wrote (in a file, a file's name, an argument) is shown in the window and on a terminal: it must
//! not look like words of the program, nor control a terminal.
//!
//! Such text may contain line breaks, invisible characters, characters that reverse the direction of writing, escape
//! sequences that rewrite a terminal, the symbols that the program itself uses, or thirty thousand characters where one
//! word was expected. They stay in the file, because a signature may cover them, but are left out where the window
//! shows the text (`shown_…`); a terminal shows a sign in place of what would control it. Letters that merely look
//! alike are not told apart.

use std::borrow::Cow;

/// No name is longer; what is cut off shows as ….
const LONGEST_NAME: usize = 24;

/// By these the program says what it thinks of a signature or a value.
const MARKS: &str = "✔✓✖✗▲●○◐？※";

/// Shown on a terminal in place of a character that cannot be shown.
const INSTEAD: char = '\u{FFFD}';

/// What the program says beside a name. A name that says it itself stands in quotation marks, so that it stays a name.
const SAID_OF_NAMES: [&str; 7] = ["有效", "确认", "签批", "本人", "核验", "署名", "退回"];

/// These would part such a name from what it says.
const PARTING: &str = "（）()【】[]“”‘’\"'：:；;，,。";

/// A person's name as it is shown: one line, nothing invisible, none of the program's own marks, not endless.
pub fn shown_name(name: &str) -> String {
    let says = SAID_OF_NAMES.iter().any(|words| in_one_line(name, |_| false).contains(words));
    let words = in_one_line(name, |c| MARKS.contains(c) || says && PARTING.contains(c));
    let cut = match words.char_indices().nth(LONGEST_NAME) {
        Some((cut, _)) => format!("{}…", words[..cut].trim_end()),
        None => words.into_owned(),
    };
    if says { format!("“{cut}”") } else { cut }
}

/// A text of one line as it is shown: a time, a place, an opinion within a sentence.
pub fn shown_line(text: &str) -> Cow<'_, str> {
    in_one_line(text, |_| false)
}

/// A text of several lines as it is shown.
pub fn shown_text(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && is_unseen(c)) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<String> =
        text.split('\n').map(|line| line.chars().filter(|c| *c == '\t' || !is_unseen(*c)).collect()).collect();
    Cow::Owned(lines.join("\n"))
}

/// A text as it is printed: without control characters and code points that are no characters. Tabs become blanks;
/// line ends stay, each as one.
pub fn printable(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
            '\t' => Some(' '),
            c if c.is_control() => None,
            '\u{FDD0}'..='\u{FDEF}' => None,
            c if u32::from(c) & 0xFFFE == 0xFFFE => None,
            c => Some(c),
        })
        .collect()
}

/// The text with everything replaced that would control a terminal; line ends and tabs stay.
pub fn for_terminal(text: &str) -> String {
    text.chars().map(|c| if acts(c) && !matches!(c, '\n' | '\t') { INSTEAD } else { c }).collect()
}

/// The same for JSON: each such character as its escape, which means the same to whoever reads the JSON.
pub fn json_for_terminal(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        // Outside strings JSON contains no such characters except line feeds.
        if acts(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    shown
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

fn in_one_line(text: &str, is_left_out: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_odd = |c: char| is_unseen(c) || c.is_whitespace() && c != ' ' && c != '\u{3000}' || is_left_out(c);
    let is_plain = !text.chars().any(is_odd) && text.trim().len() == text.len() && !text.contains("  ");
    if is_plain {
        return Cow::Borrowed(text);
    }
    // Where a line broke there is a gap; where something invisible was there is nothing.
    let spaced: String = text
        .chars()
        .filter(|c| !is_left_out(*c))
        .map(|c| if c.is_whitespace() || is_break(c) { ' ' } else { c })
        .filter(|c| !is_unseen(*c))
        .collect();
    Cow::Owned(spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character has an effect instead of a shape: control characters, direction marks, zero-width characters.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character leaves neither ink nor a gap, as marks of direction and joiners do: what is read of a text is what
/// is seen of it.
pub fn is_invisible(c: char) -> bool {
    is_unseen(c) && !c.is_whitespace() && !c.is_control()
}

/// Whether a character has an effect instead of a shape, or leaves no ink.
fn is_unseen(c: char) -> bool {
    acts(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0080}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unseen_is_left_in_a_name() {
        for (name, shown) in [
            ("李四", "李四"),
            ("阿依古丽·买买提", "阿依古丽·买买提"),
            ("John Smith", "John Smith"),
            ("李明（大）", "李明（大）"),
            ("李局长\n✔ 有效（已确认）", "“李局长 有效已确认”"),
            ("张三（本\u{200b}人）", "“张三本人”"),
            ("李四”有效“", "“李四有效”"),
            ("李\u{200b}四\u{feff}", "李四"),
            ("\u{202e}长局李\u{202c}", "长局李"),
            ("\u{2066}李四\u{2069}", "李四"),
            ("李四\r\n\t王五\u{2028}赵六\u{85}", "李四 王五 赵六"),
            ("李四\u{1b}[31m", "李四[31m"),
            ("李\u{ad}\u{34f}\u{180e}\u{fe0f}\u{e0041}四", "李四"),
            ("\u{3164}\u{2800}\u{115f}", ""),
            ("  李四   ✖ ▲", "李四"),
            ("李四\u{0}", "李四"),
        ] {
            assert_eq!(shown_name(name), shown, "{name:?}");
            assert_eq!(shown_name(shown), shown, "showing is done once");
        }
        assert_eq!(shown_name(&"长".repeat(1000)), "长".repeat(LONGEST_NAME) + "…");
    }

    #[test]
    fn lines_stay_lines_only_in_long_texts() {
        assert_eq!(shown_line("2025-08-20 10:00\n✔ 有效"), "2025-08-20 10:00 ✔ 有效");
        assert_eq!(shown_text("一\n\u{202e}二\u{7}\r\n三"), "一\n二\n三");
        assert!(matches!(shown_text("一\n二"), Cow::Borrowed(_)));
        assert!(matches!(shown_line("2025-08-20 10:00:00"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_terminal_finds_nothing_to_obey() {
        let hostile = "甲\u{1b}[2J\u{7}\u{9b}31m\r\u{8}乙\u{202e}丙\u{200b}\u{7f}";
        let shown = for_terminal(hostile);
        assert!(!shown.chars().any(acts), "{shown:?}");
        assert!(shown.starts_with('甲') && shown.contains("[2J") && shown.contains('乙'));
        assert_eq!(for_terminal("一行\n\t又一行，（1）－ﾞ😀"), "一行\n\t又一行，（1）－ﾞ😀");
        assert_eq!(one_line("一\n二\t三", 9), "一\u{FFFD}二\u{FFFD}三");
    }

    #[test]
    fn json_means_the_same() {
        let text = "甲\u{1b}[0m\u{7f}\u{9b}\u{202e}\u{e0041}\n\u{2028}";
        let json = serde_json::to_string_pretty(&serde_json::json!({ "a": text })).expect("json");
        let printed = json_for_terminal(&json);
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
