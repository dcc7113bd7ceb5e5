//! Classification codes (科目编码): three digits for a class (类), five for a section (款), seven for an item (项).

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

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.digits()]).unwrap_or_default()
    }

    /// How many digits: 3 for a class (类), 5 for a section (款), 7 for an item (项).
    pub fn digits(&self) -> usize {
        self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len())
    }

    /// What its level is called: “类”, “款” or “项”.
    pub fn level_name(&self) -> &'static str {
        match self.digits() {
            ..4 => "类",
            4 | 5 => "款",
            _ => "项",
        }
    }

    /// The code one level up: 2012901 → 20129 → 201.
    pub fn parent(&self) -> Option<Self> {
        let digits = self.digits();
        (digits > 3).then(|| self.first(digits - 2))
    }

    /// The class (类) that this belongs to.
    pub fn class(&self) -> Self {
        self.first(3)
    }

    /// The first `count` digits.
    fn first(&self, count: usize) -> Self {
        let mut code = *self;
        code.0[count..].fill(0);
        code
    }

    /// Whether `other` is this code or lies below it.
    pub fn contains(&self, other: &Self) -> bool {
        let digits = self.digits();
        other.0[..digits] == self.0[..digits]
    }

    /// All digits in one machine word, for hashing.
    pub(crate) fn as_word(&self) -> u64 {
        u64::from_be_bytes(self.0)
    }

    /// Whether the digits end in `tail`, e.g. `01` “行政运行”.
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
