//! The codes that were entered: where each stands, and which are no codes at all.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::{
    at,
    codes::Code,
    document::{Document, Path},
    money::Money,
};

/// The places of one code, few enough to be named in a finding.
const ENOUGH: usize = 8;

/// The codes of one classification as the document uses them.
#[derive(Default)]
pub struct Uses {
    places: FxHashMap<Code, Vec<Path>>,
    /// Texts that are no class, section or item, with their place.
    pub malformed: Vec<(Path, String)>,
    /// Code cells that are blank although their row has an amount.
    pub blank: Vec<Path>,
}

impl Uses {
    /// Functional codes of income, spending, detail, balances and projects.
    pub fn functional(document: &Document) -> Self {
        let mut uses = Self::default();
        for (i, line) in document.income.lines.iter().enumerate() {
            let amounts = [line.gpb, line.fund, line.soc, line.superior, line.business, line.operating];
            let has_amount = has_any(&amounts) || has_any(&[line.affiliate, line.other]);
            uses.add(&line.item, has_amount, || at!(income.lines[i].item));
        }
        let expenditure = &document.expenditure;
        for (i, line) in expenditure.lines.iter().enumerate() {
            let amounts = [line.basic, line.project, line.to_superior, line.operating, line.subsidy];
            uses.add(&line.item, has_any(&amounts), || at!(expenditure.lines[i].item));
        }
        for (i, line) in expenditure.detail.iter().enumerate() {
            uses.add(&line.item, has_any(&[line.amount]), || at!(expenditure.detail[i].item));
        }
        for (i, line) in expenditure.carry_over.iter().enumerate() {
            uses.add(&line.item, has_any(&[line.opening, line.closing]), || at!(expenditure.carry_over[i].item));
        }
        for (i, project) in document.performance.projects.iter().enumerate() {
            uses.add(&project.item, has_any(&[project.fiscal]), || at!(performance.projects[i].item));
        }
        uses
    }

    /// Economic codes of basic spending and of the detail.
    pub fn economic(document: &Document) -> Self {
        let mut uses = Self::default();
        for (i, line) in document.expenditure.economic.iter().enumerate() {
            uses.add(&line.economic, has_any(&[line.amount]), || at!(expenditure.economic[i].economic));
        }
        for (i, line) in document.expenditure.detail.iter().enumerate() {
            uses.add(&line.economic, has_any(&[line.amount]), || at!(expenditure.detail[i].economic));
        }
        uses
    }

    fn add(&mut self, text: &str, has_amount: bool, place: impl FnOnce() -> Path) {
        match Code::new(text).filter(|code| matches!(code.digits(), 3 | 5 | 7)) {
            Some(code) => {
                let places = self.places.entry(code).or_default();
                if places.len() < ENOUGH {
                    places.push(place());
                }
            }
            None if !text.is_empty() => self.malformed.push((place(), text.to_owned())),
            None if has_amount => self.blank.push(place()),
            None => {}
        }
    }

    /// Every code that occurs, with up to eight of its places.
    pub fn codes(&self) -> BTreeMap<Code, &[Path]> {
        self.places.iter().map(|(code, places)| (*code, places.as_slice())).collect()
    }

    /// Whether no code was typed anywhere.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.malformed.is_empty() && self.blank.is_empty()
    }
}

fn has_any(amounts: &[Option<Money>]) -> bool {
    amounts.iter().flatten().any(|amount| !amount.is_zero())
}
