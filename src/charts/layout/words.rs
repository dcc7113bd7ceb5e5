//! 折行：Chinese breaks anywhere but before closing punctuation, after opening punctuation, within quotation marks
//! and within a number.

/// Breaks a text into lines of about equal length, none wider than `width` unless a single piece is.
pub(super) fn wrap(text: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let total = measure(text);
    if total <= width {
        return vec![text.to_owned()];
    }
    let lines = (total / width).ceil().max(1.0);
    let even = break_at(text, (total / lines * 1.12).min(width), measure);
    let full = break_at(text, width, measure);
    if even.len() <= full.len() { even } else { full }
}

fn break_at(text: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && measure(&format!("{line}{piece}")) > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(&piece);
    }
    lines.push(line);
    lines
}

/// The text cut wherever a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut is_quoted = false;
    for c in text.chars() {
        let sticks = match before {
            None => true,
            Some(before) => {
                is_quoted
                    || "）”》，。；、％%：".contains(c)
                    || "（“《".contains(before)
                    || (is_number(before) && (is_number(c) || c == '年' || c == '万'))
                    || (before == '万' && c == '元')
            }
        };
        match pieces.last_mut().filter(|_| sticks) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        is_quoted = c == '“' || (is_quoted && c != '”');
        before = Some(c);
    }
    pieces
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
        let broken = lines("全部为一般公共预算财政拨款收入 1,232.34万元（100%）", 12.0);
        assert!(broken.iter().any(|line| line.contains("1,232.34万元")), "{broken:?}");
        assert!(broken.iter().all(|line| !line.starts_with('）')), "{broken:?}");
        assert_eq!(broken.concat(), "全部为一般公共预算财政拨款收入 1,232.34万元（100%）");
    }
}
