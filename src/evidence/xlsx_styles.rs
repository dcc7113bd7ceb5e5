//! What a number of a workbook is meant as: a percentage, a date, or itself.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::xml::XmlNode;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    Plain,
    Percent,
    Date,
}

/// The forms of the cells, by the number of their style.
pub(super) fn forms(styles: &XmlNode) -> Vec<Form> {
    let own: Vec<(&str, Form)> = styles
        .child("numFmts")
        .into_iter()
        .flat_map(|formats| formats.named("numFmt"))
        .filter_map(|format| Some((format.attribute("numFmtId")?, of_code(format.attribute("formatCode")?))))
        .collect();
    let formats = styles.child("cellXfs").into_iter().flat_map(|formats| formats.named("xf"));
    formats
        .map(|format| {
            let id = format.attribute("numFmtId").unwrap_or("0");
            let custom = own.iter().find(|(own, _)| *own == id).map(|(_, form)| *form);
            custom.unwrap_or(match id {
                "9" | "10" => Form::Percent,
                "14" | "15" | "16" | "17" | "22" | "27" | "28" | "29" | "30" | "31" | "36" | "50" | "51" | "52"
                | "53" | "54" | "57" | "58" => Form::Date,
                _ => Form::Plain,
            })
        })
        .collect()
}

fn of_code(code: &str) -> Form {
    // Words in quotation marks and colours in brackets are no part of the form.
    let (mut quoted, mut bracketed) = (false, false);
    let mut signs = String::new();
    for character in code.chars() {
        match character {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            c if !quoted && !bracketed => signs.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    if signs.contains('%') {
        Form::Percent
    } else if signs.contains("yy") || signs.contains('d') && signs.contains('m') {
        Form::Date
    } else {
        Form::Plain
    }
}

/// A number as the file holds it, without what binary fractions leave at its end: 1234.5600000000001 is 1234.56.
pub(super) fn plain_number(stored: &str) -> Option<String> {
    exact(stored).map(|number| number.to_string())
}

fn exact(stored: &str) -> Option<Decimal> {
    const DIGITS: u32 = 15;
    let stored = stored.trim();
    if stored.len() > 64 {
        return None;
    }
    let number = if stored.contains(['e', 'E']) {
        Decimal::from_scientific(stored).ok()?
    } else {
        stored.parse::<Decimal>().ok()?
    };
    // A short text has no more digits than that.
    let number = if stored.len() > DIGITS as usize { number.round_sf(DIGITS)? } else { number };
    Some(number.normalize())
}

/// A number in the form of its cell.
pub(super) fn shown(stored: &str, form: Form, is_1904: bool) -> Option<String> {
    let number = exact(stored)?;
    match form {
        Form::Plain => Some(number.to_string()),
        Form::Percent => Some(format!("{}%", number.checked_mul(Decimal::ONE_HUNDRED)?.normalize())),
        Form::Date => {
            let days: u64 = number.trunc().to_string().parse().ok()?;
            let (year, month, day) = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
            let date = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))?;
            Some(date.format("%Y-%m-%d").to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_was_meant() {
        assert_eq!(plain_number("1234.5600000000001").as_deref(), Some("1234.56"));
        assert_eq!(plain_number("1.23456E2").as_deref(), Some("123.456"));
        assert_eq!(plain_number("9.9999999999999997E+29"), None);
        assert_eq!(shown("0.1228", Form::Percent, false).as_deref(), Some("12.28%"));
        assert_eq!(shown("45657", Form::Date, false).as_deref(), Some("2024-12-31"));
        assert_eq!(of_code("#,##0.00_);[Red]\\(#,##0.00\\)"), Form::Plain);
        assert_eq!(of_code("yyyy\"年\"m\"月\""), Form::Date);
    }
}
