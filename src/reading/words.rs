//! Words as they are compared: without blanks, marks and the forms of characters.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Whether a character is of the plain forms, alone and beside others: nearly all of a report are, and the tables of
/// Unicode need not be asked.
pub(super) fn keeps_form(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '“' | '”')
}

/// The characters in one form, which most texts have already.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    let is_folded = text.chars().all(keeps_form) || is_nfkc_quick(text.chars()) == IsNormalized::Yes;
    let (own, other) = if is_folded { (Some(text.chars()), None) } else { (None, Some(text.nfkc())) };
    own.into_iter().flatten().chain(other.into_iter().flatten())
}

/// Letters and digits alone, in one form. What stands in brackets stays.
pub(super) fn plain(text: &str) -> String {
    folded(text).filter(|c| c.is_alphanumeric()).collect()
}

/// The same without what stands in brackets.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let kept = folded(text).filter(|c| {
        match c {
            '(' | '[' | '〔' | '【' => depth += 1,
            ')' | ']' | '〕' | '】' => depth = depth.saturating_sub(1),
            c => return depth == 0 && c.is_alphanumeric(),
        }
        false
    });
    kept.collect()
}

/// A number without what groups its digits.
pub(super) fn without_commas(text: &str) -> String {
    folded(text).filter(|c| *c != ',' && !c.is_whitespace()).collect()
}

/// Without the number before it: `一、`, `（一）`, `1.`, `其中：`.
pub(super) fn without_number(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let before = rest;
        rest = rest.strip_prefix("其中：").or_else(|| rest.strip_prefix("其中:")).unwrap_or(rest).trim_start();
        let is_counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let open = rest.strip_prefix(['(', '（']).unwrap_or(rest);
        let digits = open.find(|c: char| !is_counted(c)).unwrap_or(open.len());
        if digits > 0 {
            let ends: &[char] = if open.len() < rest.len() { &[')', '）'] } else { &['、', '.', '．', '，'] };
            if let Some(behind) = open[digits..].strip_prefix(ends) {
                rest = behind.trim_start();
            }
        }
        if rest == before {
            return rest;
        }
    }
}

/// The words of a title: no year, no number of a form or list, nothing in brackets.
pub(super) fn title(text: &str) -> String {
    /// A longer text is none.
    const LONGEST: usize = 200;
    let text: String = folded(text).take(LONGEST).collect();
    // A name of a sheet may end within brackets.
    let open = without_brackets(without_number(text.trim()));
    let mut words = String::new();
    let mut rest = open.as_str();
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 4
            && let Some(behind) = rest[digits..].strip_prefix("年度").or_else(|| rest[digits..].strip_prefix('年'))
        {
            rest = behind;
            continue;
        }
        words.push(first);
        rest = &rest[first.len_utf8()..];
    }
    let code = words.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(words.len());
    words.split_off(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_bare() {
        for (text, bare) in [
            ("Z05_1 基本支出决算明细表(财决05-1表)", "基本支出决算明细表"),
            ("Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-", "一般公共预算财政拨款基本支出决算明细表"),
            ("十三、财政拨款“三公”经费支出决算表", "财政拨款三公经费支出决算表"),
            ("2024年度 收 入 决 算 表", "收入决算表"),
        ] {
            assert_eq!(title(text), bare);
        }
    }

    #[test]
    fn what_is_taken_as_it_is_would_not_be_changed() {
        use unicode_normalization::{IsNormalized, is_nfkc_quick};
        let plain: Vec<char> = ('\0'..=char::MAX).filter(|c| keeps_form(*c)).collect();
        assert!(plain.len() > 20_000);
        // Neither alone nor behind any other of them.
        assert_eq!(is_nfkc_quick(plain.iter().copied()), IsNormalized::Yes);
        let starts_anew = |c: &char| unicode_normalization::char::canonical_combining_class(*c) == 0;
        assert!(plain.iter().all(starts_anew));
    }

    #[test]
    fn a_text_without_end_is_no_title() {
        assert_eq!(title(&"9".repeat(3_000_000)), "");
    }

    #[test]
    fn numbers_before_names_are_no_part_of_them() {
        for (text, name) in [
            ("一、一般公共服务支出", "一般公共服务支出"),
            ("二十一、国有资本经营预算支出", "国有资本经营预算支出"),
            ("（一）支出合计", "支出合计"),
            ("其中：1．公务接待费", "公务接待费"),
            ("一般公共预算财政拨款", "一般公共预算财政拨款"),
        ] {
            assert_eq!(without_number(text), name);
        }
    }
}
