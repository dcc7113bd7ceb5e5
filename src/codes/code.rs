//! 科目编码: the digits of a 类 (3), 款 (5) or 项 (7).

use std::fmt;

/// A classification code of up to eight digits; ordered as in the official tables (201 < 20101 < 202).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; 8]);

impl Code {
    /// From its digits; `None` when empty, longer than eight, or no digits.
    pub fn new(digits: &str) -> Option<Self> {
        let mut code = [0; 8];
        let fits = !digits.is_empty() && digits.len() <= code.len() && digits.bytes().all(|b| b.is_ascii_digit());
        if !fits {
            return None;
        }
        code[..digits.len()].copy_from_slice(digits.as_bytes());
        Some(Self(code))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// How many digits: 3 类, 5 款, 7 项.
    pub fn digits(&self) -> usize {
        self.as_str().len()
    }

    /// The code one level up: 2012901 → 20129 → 201.
    pub fn parent(&self) -> Option<Self> {
        let digits = self.as_str();
        if digits.len() > 3 { Self::new(&digits[..digits.len() - 2]) } else { None }
    }

    /// The 类 that this belongs to.
    pub fn class(&self) -> Self {
        Self::new(self.as_str().get(..3).unwrap_or(self.as_str())).unwrap_or(*self)
    }

    /// Whether `other` is this code or lies below it.
    pub fn contains(&self, other: &Self) -> bool {
        other.as_str().starts_with(self.as_str())
    }

    /// Whether the digits end in `tail`, e.g. `01` 行政运行.
    pub fn ends_with(&self, tail: &str) -> bool {
        self.as_str().ends_with(tail)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
