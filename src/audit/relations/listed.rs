//! Amounts that a sentence lists as the parts of the one before them, whatever they are called; and averages.

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, Column, MeasureKey, T13},
    at,
    figures::Source,
    reading::prose::{ProseFact, ProseRole},
};

use super::{Bond, Finder, Relation};

/// Words between a total and its first part.
const LEADS: [&str; 6] = ["其中", "包括", "分别", "构成为", "分为", "用于"];

impl Finder<'_, '_> {
    /// “A万元，其中：甲B万元，乙C万元”: the parts add up, or a list that names some only does not even nearly.
    pub fn listed_parts(&mut self) {
        /// A smaller total is nearly met by chance.
        const LEAST: i64 = 1_000_000;
        let facts = &self.numbers.prose.facts;
        let is_amount = |fact: &ProseFact| fact.is_money() && fact.role == ProseRole::Amount;
        for (first, whole) in facts.iter().enumerate() {
            let Some(total) = self.numbers.of_prose(first).filter(|_| is_amount(whole)) else { continue };
            if self.number(total).value.abs() < Decimal::from(LEAST) {
                continue;
            }
            // “A万元。其中：甲B万元” is one sentence, too.
            let is_led =
                |lead: &str| lead.strip_prefix('。').is_some_and(|lead| LEADS.iter().any(|w| lead.starts_with(w)));
            let in_sentence = |at: usize, fact: &ProseFact| {
                let goes_on = !fact.lead.contains(['。', '\n']) || at == first + 1 && is_led(&fact.lead);
                fact.place.block == whole.place.block && goes_on
            };
            let behind = facts.iter().enumerate().skip(first + 1).take_while(|(at, fact)| in_sentence(*at, fact));
            let behind: Vec<(usize, &ProseFact)> = behind.collect();
            let listed: Vec<&(usize, &ProseFact)> = behind.iter().filter(|(_, fact)| is_amount(fact)).collect();
            let leads = |fact: &ProseFact| LEADS.iter().any(|words| fact.lead.contains(words));
            if listed.first().is_none_or(|(_, fact)| !leads(fact)) {
                continue;
            }
            let nested = listed.iter().skip(1).position(|(_, fact)| leads(fact)).map_or(listed.len(), |at| at + 1);
            let parts: Vec<usize> =
                listed[..nested].iter().filter_map(|(fact, _)| self.numbers.of_prose(*fact)).collect();
            self.first_parts(total, &parts);
        }
    }

    /// As many of them as add up, or would but for one digit.
    fn first_parts(&mut self, total: usize, parts: &[usize]) {
        const FEWEST: usize = 2;
        let before = self.relations.len();
        let mut nearly: Option<Relation> = None;
        for count in (FEWEST..=parts.len()).rev() {
            self.sum(Some(total), &parts[..count], false);
            let Some(relation) = self.relations.pop().filter(|_| self.relations.len() == before) else { continue };
            if !relation.is_broken {
                self.relations.push(relation);
                return;
            }
            if self.is_slip_of_sum(&relation) {
                nearly = nearly.or(Some(relation));
            }
        }
        self.relations.extend(nearly);
    }

    /// What was spent on a guest or a vehicle.
    pub fn averages(&mut self) {
        let t13 = |column| Source::from(CellKey::total(T13, column));
        let held: Source = at!(three_public.vehicles_held.total).into();
        let averages: [(&[&str], Source, Source); 3] = [
            (
                &["人均接待费", "人均接待费用", "人均公务接待费"],
                t13(Column::ActualReception),
                MeasureKey::DomesticPersons.into(),
            ),
            (&["批均接待费", "次均接待费"], t13(Column::ActualReception), MeasureKey::DomesticBatches.into()),
            (
                &["车均维护费", "车均运行维护费", "车均运行费", "车均运维费", "单车运行维护费"],
                t13(Column::ActualVehicleRunning),
                held,
            ),
        ];
        for (fact, told) in self.numbers.prose.facts.iter().enumerate() {
            if !told.is_money() || told.role != ProseRole::Amount {
                continue;
            }
            let found = averages.iter().find(|(names, ..)| names.iter().any(|name| told.name.ends_with(name)));
            let Some((_, whole, count)) = found else { continue };
            let (Some(index), Some(whole), Some(count)) =
                (self.numbers.of_prose(fact), self.numbers.best(whole), self.alone(count))
            else {
                continue;
            };
            let (a, n) = (self.number(whole), self.number(count).value);
            let Some(computed) = a.value.checked_div(n).filter(|_| n > Decimal::ZERO) else { continue };
            let number = self.number(index);
            let is_broken = (number.value - computed).abs() > number.half + a.half.checked_div(n).unwrap_or_default();
            let numbers = vec![index, whole, count];
            let (is_slight, is_certain) = (false, false);
            self.relations.push(Relation { bond: Bond::Average, numbers, is_broken, is_slight, is_certain, computed });
        }
    }
}
