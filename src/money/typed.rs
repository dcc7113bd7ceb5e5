//! Reads numbers as people type and paste them, and sums of numbers.
//!
//! A separator counts only where it separates thousands: one that stands elsewhere is more often a slip of the decimal
//! point, and dropping it would make 1,5 into fifteen.

use rust_decimal::Decimal;

use crate::shown::is_invisible;

/// A number as typed by a person, with whatever unit was written behind it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TypedNumber {
    pub value: Decimal,
    /// What stands behind the number.
    pub suffix: String,
    /// Whether it was worked out: `1+2`.
    pub is_computed: bool,
}

/// A longer text is no number.
const LONGEST: usize = 200;

/// Brackets within brackets.
const DEEPEST: u8 = 8;

impl TypedNumber {
    /// `None`: not a number; `Some(None)`: blank, or a mark that says that there is nothing.
    pub fn read(text: &str) -> Option<Option<Self>> {
        let plain: String = text.chars().filter(|c| !is_invisible(*c)).map(half_width).collect();
        let plain = plain.trim();
        if plain.is_empty() || says_nothing(plain) {
            return Some(None);
        }
        if plain.chars().count() > LONGEST {
            return None;
        }
        Self::single(plain).or_else(|| Self::computed(plain)).map(Some)
    }

    /// One number: `-1,234.5`, `（1.2）`, `¥1.2万`.
    fn single(plain: &str) -> Option<Self> {
        // In books a number in brackets is below zero; its unit may stand inside or behind.
        if let Some((inner, behind)) = plain.strip_prefix('(').and_then(|rest| rest.rsplit_once(')')) {
            let inside = Self::positive(inner)?;
            let suffix = match (inside.suffix.as_str(), behind.trim()) {
                (inside, "") => inside.to_owned(),
                ("", behind) if behind.chars().all(char::is_alphabetic) => behind.to_owned(),
                _ => return None,
            };
            return Some(Self { value: -inside.value, suffix, ..inside });
        }
        let rest = plain.strip_prefix(['¥', '￥']).map_or(plain, str::trim_start);
        let (is_negative, rest) = match rest.strip_prefix(['-', '—', '–']) {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix('+').unwrap_or(rest)),
        };
        let number = Self::positive(rest.trim_start())?;
        Some(Self { value: if is_negative { -number.value } else { number.value }, ..number })
    }

    /// A number without a sign, and its unit.
    fn positive(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix(['¥', '￥']).map_or(text, str::trim_start);
        let end = text.rfind(is_of_number).map_or(0, |at| at + 1);
        let (number, suffix) = text.split_at(end);
        let suffix = suffix.trim();
        let is_unit = suffix.chars().all(|c| c.is_alphabetic() || c == '%');
        let value = is_unit.then(|| digits(number)).flatten()?;
        Some(Self { value, suffix: suffix.to_owned(), is_computed: false })
    }

    /// Sums, differences, products and brackets of plain numbers, exactly.
    fn computed(plain: &str) -> Option<Self> {
        let (is_formula, sum) = plain.strip_prefix('=').map_or((false, plain), |rest| (true, rest));
        let mut reader = Reader { rest: sum, depth: 0, operations: 0 };
        let value = reader.sum()?;
        reader.skip_blanks();
        let is_sum = is_formula || reader.operations > 0;
        (reader.rest.is_empty() && is_sum).then(|| Self { value, suffix: String::new(), is_computed: true })
    }
}

/// `-`, `——`, `无`: what people put where there is nothing.
fn says_nothing(plain: &str) -> bool {
    matches!(plain, "一" | "无" | "/") || plain.chars().all(|c| matches!(c, '-' | '—' | '–' | '\u{2015}' | '\u{2500}'))
}

/// Full-width forms to ASCII; commas and blanks stay what they are.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' | '－' | '＋' | '＊' | '＝' | '／' | '％' | '．' | '，' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '。' => '.',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{fe63}' => '-',
        '×' => '*',
        '\u{3000}' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        c => c,
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// Digits, perhaps in groups of three, perhaps with decimals; nothing is rounded.
fn digits(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').map_or((text, ""), |(whole, fraction)| (whole, fraction));
    let only_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !only_digits(fraction) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    let whole = match separator {
        None => whole.to_owned(),
        Some(separator @ (',' | ' ')) => {
            let mut groups = whole.split(separator);
            let first = groups.next()?;
            let starts = (1..=3).contains(&first.len()) && only_digits(first) && !first.starts_with('0');
            let is_group = |group: &str| group.len() == 3 && only_digits(group);
            if !starts || !groups.all(is_group) {
                return None;
            }
            whole.replace(separator, "")
        }
        Some(_) => return None,
    };
    let whole = if whole.is_empty() { "0" } else { &whole };
    let exact = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    Decimal::from_str_exact(&exact).ok()
}

/// Reads a sum from left to right.
struct Reader<'a> {
    rest: &'a str,
    depth: u8,
    operations: usize,
}

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes one of these signs, if it is next.
    fn sign(&mut self, signs: &[char]) -> Option<char> {
        self.skip_blanks();
        let sign = self.rest.chars().next().filter(|c| signs.contains(c))?;
        self.rest = &self.rest[sign.len_utf8()..];
        Some(sign)
    }

    fn sum(&mut self) -> Option<Decimal> {
        let mut value = self.product()?;
        while let Some(sign) = self.sign(&['+', '-']) {
            self.operations += 1;
            let next = self.product()?;
            value = exact_sum(value, if sign == '-' { -next } else { next })?;
        }
        Some(value)
    }

    fn product(&mut self) -> Option<Decimal> {
        let mut value = self.factor()?;
        while self.sign(&['*']).is_some() {
            self.operations += 1;
            value = exact_product(value, self.factor()?)?;
        }
        Some(value)
    }

    fn factor(&mut self) -> Option<Decimal> {
        let is_negative = self.sign(&['-', '+']) == Some('-');
        let value = if self.sign(&['(']).is_some() {
            self.depth += 1;
            let inside = (self.depth <= DEEPEST).then(|| self.sum()).flatten()?;
            self.sign(&[')'])?;
            self.depth -= 1;
            inside
        } else {
            self.skip_blanks();
            let end = self.rest.find(['+', '-', '*', '(', ')']).unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            self.rest = rest;
            digits(number.trim_end())?
        };
        Some(if is_negative { -value } else { value })
    }
}

/// `None` rather than a rounded sum.
fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a && sum.checked_sub(a)? == b).then_some(sum)
}

/// `None` rather than a rounded product.
fn exact_product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    let scale = a.scale() + b.scale();
    let mantissa = a.mantissa().checked_mul(b.mantissa())?;
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::group_thousands;
    use proptest::prelude::*;

    fn value(text: &str) -> Option<Decimal> {
        TypedNumber::read(text).flatten().filter(|typed| typed.suffix.is_empty()).map(|typed| typed.value)
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn a_separator_stands_before_three_digits() {
        for (text, wanted) in [
            ("1,234.5", "1234.5"),
            ("12，345", "12345"),
            ("1，234，567。89", "1234567.89"),
            ("１，２３４", "1234"),
            ("1 234 567.5", "1234567.5"),
            ("1\u{a0}234", "1234"),
            ("-1,234", "-1234"),
            ("（1，234.50）", "-1234.5"),
            ("123456", "123456"),
            ("12.", "12"),
            (".5", "0.5"),
            // What is copied from a window or a page may have marks of direction and joiners about it.
            ("\u{202d}1,234.50\u{202c}", "1234.5"),
            ("\u{200e}-12\u{200f}", "-12"),
            ("\u{feff}12\u{200b}34\u{2060}", "1234"),
            ("\u{2066}（1.2）\u{2069}", "-1.2"),
            ("￥ 1,234.50", "1234.5"),
            ("\u{2212}5", "-5"),
            ("–5", "-5"),
        ] {
            assert_eq!(value(text), Some(decimal(wanted)), "{text}");
        }
        for text in [
            "1，5",
            "1,23",
            "12 34",
            "1,2345",
            "1234,567",
            "0,123",
            "1,,234",
            ",123",
            "1,234,",
            "1.234,567",
            "1.5,000",
            "1,234 567",
            "1  234",
            "1\t234",
            "1\n234",
            "1'234",
            "1、234",
            "1;234",
            "1,",
            "，",
            ".",
            "1.2.3",
            "1.234.567",
            "1 234,50",
            "1,234.5-",
            "'12",
            "1O0",
            "12·5",
            "¥(5)",
        ] {
            assert_eq!(TypedNumber::read(text), None, "{text}");
        }
    }

    #[test]
    fn marks_for_nothing_are_blank() {
        for text in ["", " ", "　", "-", "－", "—", "–", "\u{2212}", "——", "--", "一", "无", "/", "／", " — "]
        {
            assert_eq!(TypedNumber::read(text), Some(None), "{text}");
        }
        for text in ["一一", "无无", "//", "零", "*", "N/A", "二", "=", "()", "+"] {
            assert_eq!(TypedNumber::read(text), None, "{text}");
        }
    }

    #[test]
    fn plain_numbers_are_computed_exactly() {
        for (text, wanted) in [
            ("1+2", "3"),
            ("=10*3", "30"),
            ("(1+2)×3", "9"),
            ("＝（１＋２）×３－４", "5"),
            ("1+2*3", "7"),
            ("0.1+0.2", "0.3"),
            ("1-2", "-1"),
            ("1--2", "3"),
            ("-(1.2+3)", "-4.2"),
            ("=(1.2)", "1.2"),
            ("=5", "5"),
            ("1,234.50 + 2", "1236.5"),
            ("2*(3+(4-1))", "12"),
            ("0*99999999999999999999", "0"),
        ] {
            assert_eq!(value(text), Some(decimal(wanted)), "{text}");
            assert!(TypedNumber::read(text).flatten().is_some_and(|typed| typed.is_computed), "{text}");
        }
        for text in [
            "1+",
            "*3",
            "1/2",
            "6÷2",
            "2^3",
            "1+2万",
            "1万+2",
            "1+1,23",
            "1 2+3",
            "(1+2",
            "1+2)",
            "((1.2))",
            "=A1",
            "=SUM(1,2)",
            "2(3)",
            "1+2=3",
            "1—2",
            "1~2",
            "--1",
            "(-1)",
            "9999999999999999999999*9999999999999999999999",
            "0.000000000000001*0.000000000000001",
            "1.00000000000000000000000000000001",
            "79228162514264337593543950335+0.1",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(value(&"(".repeat(60_000)), None);
        assert_eq!(value(&format!("{}1{}", "(".repeat(9), "+1)".repeat(9))), None);
        assert_eq!(value("(1.2)"), Some(decimal("-1.2")), "in books, brackets mean below zero");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_printed_is_read_back(mantissa in -10_i64.pow(15)..10_i64.pow(15), scale in 0_u32..7) {
            let number = Decimal::new(mantissa, scale);
            for text in [number.to_string(), group_thousands(&number.to_string())] {
                prop_assert_eq!(value(&text), Some(number), "{}", text);
                let wide: String = text.chars().map(|c| match c {
                    '0'..='9' | ',' | '.' | '-' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
                    c => c,
                }).collect();
                prop_assert_eq!(value(&wide), Some(number), "{}", wide);
            }
        }

        /// One separator, anywhere: read only where it separates thousands, and never as another number.
        #[test]
        fn a_separator_is_read_only_where_it_separates_thousands(
            digits in "[1-9][0-9]{0,11}", at in 0_usize..13, separator in prop::sample::select(vec![',', '，', ' ', '　']),
        ) {
            let at = at.min(digits.len());
            let text = format!("{}{separator}{}", &digits[..at], &digits[at..]);
            let is_blank_around = separator.is_whitespace() && (at == 0 || at == digits.len());
            let is_right = digits.len() - at == 3 && (1..=3).contains(&at) || is_blank_around;
            prop_assert_eq!(value(&text), is_right.then(|| decimal(&digits)), "{}", text);
        }

        #[test]
        fn a_sum_is_the_sum(a in -10_i64.pow(12)..10_i64.pow(12), b in 0..10_i64.pow(12), c in 0..10_i64.pow(6), scale in 0_u32..3) {
            let [a, b, c] = [a, b, c].map(|number| Decimal::new(number, scale));
            prop_assert_eq!(value(&format!("{a}+{b}*{c}")), Some(a + b * c));
            prop_assert_eq!(value(&format!("=({a}－{b})×{c}")), Some((a - b) * c));
        }

        #[test]
        fn no_text_breaks_it(text in "[-+*()=.,，0-9 万元—一无/×]{0,40}") {
            let _ = TypedNumber::read(&text);
        }
    }
}
