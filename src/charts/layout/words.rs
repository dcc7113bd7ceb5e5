//! Breaks Chinese text into lines: anywhere but before closing punctuation, after opening punctuation, and inside
//! quotation marks, numbers and technical terms.

/// Words of titles and names that stay whole.
const WORDS: [&str; 20] = [
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "财政拨款",
    "公务用车",
    "公务接待费",
    "因公出国",
    "附属单位",
    "事业单位",
    "社会保障",
    "城乡社区",
    "应急管理",
    "文化旅游体育",
    "收入",
    "支出",
    "决算",
    "结构",
    "运行",
    "维护费",
    "情况",
];

/// Breaks a text into lines of about equal length, none wider than `width` unless a number is.
pub(super) fn wrap(text: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let total = measure(text);
    if total <= width {
        return vec![text.to_owned()];
    }
    let lines = (total / width).ceil().max(1.0);
    let even = break_at(text, (total / lines * 1.15).min(width), width, measure);
    let full = break_at(text, width, width, measure);
    if even.len() <= full.len() { even } else { full }
}

/// Breaks where a line grows wider than `aim`; a piece may be wider than that, but not than `width`.
fn break_at(text: &str, aim: f32, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let fits = |piece: String| if measure(&piece) <= width { vec![piece] } else { cut(&piece) };
    for piece in pieces(text).into_iter().flat_map(fits) {
        if !line.is_empty() && measure(&format!("{line}{piece}")) > aim {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(&piece);
    }
    lines.push(line);
    lines
}

/// A word that is wider than the line breaks after all; a number does not.
fn cut(piece: &str) -> Vec<String> {
    if piece.contains(is_number) { vec![piece.to_owned()] } else { piece.chars().map(String::from).collect() }
}

/// The text cut wherever a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut is_quoted = false;
    let mut word_left = 0_usize;
    for (at, c) in text.char_indices() {
        let sticks = before.is_none_or(|before| is_quoted || word_left > 0 || belongs(before, c));
        match pieces.last_mut().filter(|_| sticks) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        word_left = match word_left {
            0 => word_at(text.get(at..).unwrap_or_default()).saturating_sub(1),
            left => left - 1,
        };
        is_quoted = c == '“' || (is_quoted && c != '”');
        before = Some(c);
    }
    pieces
}

/// How many characters the known word has that begins here; 0 if none does.
fn word_at(text: &str) -> usize {
    WORDS.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.chars().count())
}

/// Whether no line may end between the two.
fn belongs(before: char, c: char) -> bool {
    "）”》，。；、％%：".contains(c)
        || "（“《".contains(before)
        || (is_number(before) && (is_number(c) || c == '年' || c == '万'))
        || (before == '万' && c == '元')
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        wrap(text, width, &|text| super::super::nominal_width(text, 1.0, false))
    }

    #[test]
    fn numbers_and_brackets_stay_whole() {
        assert_eq!(lines("公务接待费", 9.0), ["公务接待费"]);
        assert_eq!(lines("财政拨款“三公”经费", 6.0), ["财政拨款", "“三公”经费"]);
        assert_eq!(lines("因公出国（境）费", 5.0), ["因公出国", "（境）费"]);
        assert_eq!(lines("国有资本经营预算财政拨款收入", 11.0), ["国有资本经营预算", "财政拨款收入"]);
        let broken = lines("全部为一般公共预算财政拨款收入 1,232.34万元（100%）", 12.0);
        assert!(broken.iter().any(|line| line.contains("1,232.34万元")), "{broken:?}");
        assert!(broken.iter().all(|line| !line.starts_with('）')), "{broken:?}");
        assert_eq!(broken.concat(), "全部为一般公共预算财政拨款收入 1,232.34万元（100%）");
    }
}
