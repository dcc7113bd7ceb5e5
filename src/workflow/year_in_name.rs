//! The year that the name of a file speaks of. A document does not know what its file is called, so this is asked where
//! a name is at hand: at opening, saving and exporting.

use crate::document::Document;

/// What to ask of a file whose name speaks of other years only than that of the accounts. A name without a year, or
/// with that of the accounts among others, says nothing, and neither does a date.
pub fn other_year_in_name(document: &Document, name: &str) -> Option<String> {
    let year = document.unit.year?;
    let named = years(name);
    let other = *named.first()?;
    let is_other = !named.contains(&year);
    is_other.then(|| format!("文件名里写的是{other}年，这份决算是{year}年度；请核对年度和文件名哪个没有改过来"))
}

/// The years of a name, in digits or numerals.
fn years(name: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let mut rest = name;
    while let Some(at) = rest.find(|c| digit(c).is_some()) {
        let run = &rest[at..];
        let end = run.find(|c| digit(c).is_none()).unwrap_or(run.len());
        let (digits, after) = run.split_at(end);
        rest = after;
        let value = digits.chars().filter_map(digit).fold(0, |value: u32, digit| value.saturating_mul(10) + digit);
        let is_year = digits.chars().count() == 4 && (1990..2100).contains(&value);
        // A numeral is a year by its word; 2025.3, 2025-03 and 2025年3月 are dates.
        let is_named =
            digits.is_ascii() || after.starts_with('年') || digits.chars().all(|c| ('０'..='９').contains(&c));
        if is_year && is_named && !begins_month(after) {
            found.push(value);
        }
    }
    found
}

fn digit(c: char) -> Option<u32> {
    const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        '○' | '零' => Some(0),
        _ => c.to_digit(10).or_else(|| NUMERALS.iter().position(|numeral| *numeral == c).map(|at| at as u32)),
    }
}

/// Whether a month follows, of one or two digits.
fn begins_month(after: &str) -> bool {
    let mut chars = after.chars();
    let is_joined = matches!(chars.next(), Some('.' | '-' | '_' | '/' | '年'));
    let digits: Vec<u32> = chars.map_while(digit).collect();
    is_joined && matches!(digits.as_slice(), [1..=9] | [0 | 1, _])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(year: Option<u32>, name: &str) -> Option<String> {
        let mut document = Document::default();
        document.unit.year = year;
        other_year_in_name(&document, name)
    }

    #[test]
    fn another_year_in_the_name_is_asked_about() {
        let expected = "文件名里写的是2023年，这份决算是2024年度；请核对年度和文件名哪个没有改过来";
        for name in [
            "盐边县总工会2023年度决算.juesuan",
            "2023决算.json",
            "决算_2023_终稿.docx",
            "决算（２０２３年度）.pdf",
            "二〇二三年部门决算.xlsx",
            "二○二三年度.json",
            "2023-2022两年.json",
            "2023年终决算.json",
        ] {
            assert_eq!(asked(Some(2024), name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn its_own_year_a_date_or_no_year_says_nothing() {
        for name in [
            "盐边县总工会2024年度决算.juesuan",
            "2024决算（2023上年对照）.json",
            "2025年公开2024年度决算.docx",
            "决算20230815.json",
            "决算2025.3.json",
            "决算2025-03-14.json",
            "决算 2025年8月报送.json",
            "部门决算.json",
            "12023.json",
            "电话3023.json",
            "决算v2.1.json",
            "三五八八厂.json",
            "",
        ] {
            assert_eq!(asked(Some(2024), name), None, "{name}");
        }
        assert_eq!(asked(None, "2023决算.json"), None, "no year to compare with");
    }
}
