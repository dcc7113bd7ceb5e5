//! The presets of the regions, read from `assets/form`.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    address::TableId,
    document::{BudgetBasis, Document, Edition, PercentForm, Publication, Region, Separators, SmallAmounts, ZeroItems},
    templates::NumberForm,
};

use super::{Annex, Profile, PublishedTable, TermNumbers, VehicleUse};

static PRESETS: LazyLock<BTreeMap<&str, Read>> =
    LazyLock::new(|| FILES.iter().map(|file| (file.0, read(file.1))).collect());

/// The presets by their names.
const FILES: [(&str, &str); 5] = [
    ("sichuan-2025", include_str!("../../../assets/form/sichuan-2025.txt")),
    ("sichuan-first", include_str!("../../../assets/form/sichuan-first.txt")),
    ("national-2025", include_str!("../../../assets/form/national-2025.txt")),
    ("national-first", include_str!("../../../assets/form/national-first.txt")),
    ("shanghai-2025", include_str!("../../../assets/form/shanghai-2025.txt")),
];

/// A preset, and the lines of its file that cannot be read.
type Read = (Profile, Vec<String>);

/// Reads a preset; what cannot be read is named and left out.
fn read(text: &str) -> Read {
    let mut profile = Profile::blank();
    let mut faults = Vec::new();
    // The kinds of lines of which this file has its own.
    let mut own: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        if !own.contains(&name) {
            own.push(name);
            match name {
                "table" => profile.tables.clear(),
                "vehicle" => profile.vehicles.clear(),
                "term" => profile.terms.clear(),
                "no_term" => profile.left_out.clear(),
                _ => {}
            }
        }
        if profile.take(name, rest.trim()).is_none() {
            faults.push(line.to_owned());
        }
    }
    (profile, faults)
}

impl Profile {
    /// The preset of a region; Sichuan's until one is chosen. A file without an edition was made before there were any.
    pub fn preset(region: Option<Region>, edition: Option<Edition>) -> &'static Self {
        let name = match (region.unwrap_or(Region::Sichuan), edition) {
            (Region::Sichuan, Some(Edition::Y2025)) => "sichuan-2025",
            (Region::Sichuan, None) => "sichuan-first",
            (Region::National, Some(Edition::Y2025)) => "national-2025",
            (Region::National, None) => "national-first",
            (Region::Shanghai, _) => "shanghai-2025",
        };
        static NONE: LazyLock<Profile> = LazyLock::new(Profile::blank);
        PRESETS.get(name).map_or_else(|| &*NONE, |read| &read.0)
    }

    fn blank() -> Self {
        Self {
            report: String::new(),
            parts: Vec::new(),
            basis: BudgetBasis::Adjusted,
            three_public_basis: BudgetBasis::Adjusted,
            asks_for_basis: false,
            zeros: ZeroItems::Omitted,
            zero_details: ZeroItems::Omitted,
            has_charts: true,
            numbers: NumberForm {
                percent: PercentForm::Plain,
                separators: Separators::TablesAndCharts,
                small_amounts: SmallAmounts::Wan,
            },
            annexes: Vec::new(),
            tables: Vec::new(),
            vehicles: Vec::new(),
            terms: Vec::new(),
            left_out: Vec::new(),
            explains_items: true,
            term_numbers: TermNumbers::Arabic,
        }
    }

    /// Takes over a line; `None` if it cannot be read.
    fn take(&mut self, name: &str, rest: &str) -> Option<()> {
        let words = || rest.split_whitespace();
        match name {
            "like" => {
                let (profile, faults) = read(FILES.iter().find(|file| file.0 == rest)?.1);
                *self = profile;
                return faults.is_empty().then_some(());
            }
            "report" => self.report = rest.to_owned(),
            "parts" => self.parts = words().map(str::to_owned).collect(),
            "basis" => self.basis = choice(BudgetBasis::ALL, BudgetBasis::name, rest)?,
            "three_public_basis" => self.three_public_basis = choice(BudgetBasis::ALL, BudgetBasis::name, rest)?,
            "ask" => self.asks_for_basis = (rest == "basis").then_some(true)?,
            "zeros" => {
                self.zeros = choice(ZeroItems::ALL, ZeroItems::name, rest)?;
                self.zero_details = self.zeros;
            }
            "zero_details" => self.zero_details = choice(ZeroItems::ALL, ZeroItems::name, rest)?,
            "charts" => self.has_charts = choice(Publication::ALL, Publication::name, rest)? == Publication::Published,
            "percent" => self.numbers.percent = choice(PercentForm::ALL, PercentForm::name, rest)?,
            "separators" => self.numbers.separators = choice(Separators::ALL, Separators::name, rest)?,
            "small_amounts" => self.numbers.small_amounts = choice(SmallAmounts::ALL, SmallAmounts::name, rest)?,
            "annexes" => self.annexes = words().map(Annex::of_name).collect::<Option<_>>()?,
            "table" => {
                let (id, title) = rest.split_once(' ')?;
                let id = TableId::PUBLISHED.into_iter().find(|table| table.to_string() == id)?;
                let number = format!("公开{:02}表", self.tables.len() + 1);
                self.tables.push(PublishedTable { id, number, title: title.trim().to_owned() });
            }
            "vehicle" => {
                let (field, words) = rest.split_once(' ')?;
                let place = Document::parse_path(&format!("/other/assets/{field}"))?;
                self.vehicles.push(VehicleUse { place, words: words.trim().to_owned() });
            }
            "term" if rest.is_empty() => {}
            "term" => self.terms.push(rest.to_owned()),
            "no_term" => self.left_out.push(rest.to_owned()),
            "item_terms" => self.explains_items = choice(ZeroItems::ALL, ZeroItems::name, rest)? == ZeroItems::Listed,
            "term_numbers" => {
                self.term_numbers = match rest {
                    "arabic" => TermNumbers::Arabic,
                    "chinese" => TermNumbers::Chinese,
                    _ => return None,
                }
            }
            _ => return None,
        }
        Some(())
    }
}

fn choice<T: Copy>(all: &[T], name: fn(T) -> &'static str, wanted: &str) -> Option<T> {
    all.iter().copied().find(|choice| name(*choice) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_presets_is_read() {
        for (name, text) in FILES {
            let (profile, faults) = read(text);
            assert_eq!(faults, Vec::<String>::new(), "{name}");
            assert!(!profile.report.is_empty() && !profile.tables.is_empty() && !profile.vehicles.is_empty(), "{name}");
        }
        let (_, faults) = read("tabel T01 收入支出决算总表\nzeros perhaps\ntable T14 没有\nvehicle bus 大客车");
        assert_eq!(faults.len(), 4, "{faults:?}");
    }
}
