//! Both templates are readable, and everything that they name exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    charts,
    document::{Edition, Region},
    figures::{Figures, MeasureKey, Source},
    testing::clean_sample,
};

use super::*;

/// What a template names, with `$` in measures.
#[derive(Default)]
struct Named {
    measures: Vec<MeasureKey>,
    words: BTreeSet<String>,
    headings: Vec<String>,
    charts: Vec<&'static str>,
    tables: Vec<TableKey>,
}

fn named(template: &Template) -> Named {
    let mut named = Named::default();
    template.lines().for_each(|lines| named.lines(lines));
    template.words.values().for_each(|pieces| named.pieces(pieces));
    named
}

impl Named {
    fn lines(&mut self, lines: &[TemplateLine]) {
        for line in lines {
            match line {
                TemplateLine::Heading { key, text, .. } => {
                    self.headings.push(key.clone());
                    self.pieces(text);
                }
                TemplateLine::Cover { lines, foot } => {
                    lines.iter().for_each(|line| self.pieces(line));
                    self.pieces(foot);
                }
                TemplateLine::Paragraph { text, .. } => self.pieces(text),
                TemplateLine::Chart(key) => self.charts.push(key),
                TemplateLine::Table(key) => self.tables.push(*key),
                TemplateLine::If { condition, then, otherwise } => {
                    self.condition(condition);
                    self.lines(then);
                    self.lines(otherwise);
                }
                TemplateLine::Each { lines, .. } => self.lines(lines),
                TemplateLine::Section(_)
                | TemplateLine::Contents
                | TemplateLine::PageBreak
                | TemplateLine::Glossary
                | TemplateLine::Tables
                | TemplateLine::Approval
                | TemplateLine::Text { .. } => {}
            }
        }
    }

    fn pieces(&mut self, pieces: &Pieces) {
        for piece in pieces {
            match piece {
                Piece::Words(_) => {}
                Piece::Slot(slot) => self.slot(slot),
                Piece::Choice { condition, then, otherwise } => {
                    self.condition(condition);
                    self.pieces(then);
                    self.pieces(otherwise);
                }
                Piece::Join { parts, .. } => parts.iter().for_each(|part| self.pieces(part)),
                Piece::Each { each, .. } => self.pieces(each),
            }
        }
    }

    fn slot(&mut self, slot: &Slot) {
        let mut words =
            |name: &str, cases: &[&str]| self.words.extend(cases.iter().map(|case| format!("{name}{case}")));
        match slot {
            Slot::Value(address) => self.address(address),
            Slot::Change { growth, words: name } => {
                words(name, &[".up", ".down", ".equal", ".near", ".new"]);
                self.address(growth);
            }
            Slot::Completion { actual, budget, rate, words: name } => {
                words(name, &[".done", ".idle", ".unplanned", ".none"]);
                [actual, budget, rate].into_iter().for_each(|address| self.address(address));
            }
            Slot::Compare { actual, budget, words: name, reason } => {
                words(name, &[".equal", ".near", ".more", ".less"]);
                if reason.is_some() {
                    words(name, &[".because"]);
                }
                [actual, budget].into_iter().for_each(|address| self.address(address));
            }
            Slot::Purpose { before } => words(before, &[""]),
            Slot::Reason { growth, before, .. } => {
                words(before, &[""]);
                self.address(growth);
            }
            _ => {}
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Zero(addresses)
            | Condition::None(addresses)
            | Condition::Some(addresses)
            | Condition::Shown(addresses)
            | Condition::Blank(addresses) => {
                addresses.iter().for_each(|address| self.address(address));
            }
            Condition::Idle(address) => self.address(address),
            Condition::Same(both) => both.iter().for_each(|address| self.address(address)),
            Condition::Not(condition) => self.condition(condition),
            Condition::Any(_) | Condition::Is(..) | Condition::Published(_) | Condition::ZerosListed => {}
        }
    }

    fn address(&mut self, address: &Address) {
        // All others were checked when they were read.
        if let Address::Fixed(Source::Measure(key)) = address {
            self.measures.push(*key);
        }
    }
}

#[test]
fn every_line_of_the_templates_is_read() {
    for (name, template) in ALL {
        assert_eq!(template.1, Vec::new(), "{name}");
    }
}

#[test]
fn every_measure_and_wording_of_the_templates_exists() {
    let figures = Figures::of(&Arc::new(clean_sample()));
    for (name, template) in ALL {
        let named = named(&template.0);
        let unknown: Vec<_> = named.measures.iter().filter(|key| figures.measures.get(**key).is_none()).collect();
        assert_eq!(unknown, Vec::<&MeasureKey>::new(), "{name}");
        let defined: BTreeSet<String> = template.0.words.keys().cloned().collect();
        assert_eq!(named.words, defined, "{name}");
    }
}

/// Each template has all charts and both tables of the annexes once, each heading its own name, and every part that the
/// presets name.
#[test]
fn the_templates_are_complete() {
    for (name, template) in ALL {
        let named = named(&template.0);
        let mut own = named.tables.clone();
        own.sort_unstable();
        assert_eq!(own, [TableKey::Scores, TableKey::Targets], "{name}");
        assert!(named.charts.iter().copied().eq(charts::keys()), "{name}: {:?}", named.charts);
        let mut counts = BTreeMap::new();
        named.headings.iter().for_each(|key| *counts.entry(key).or_insert(0) += 1);
        assert!(counts.values().all(|count| *count == 1), "{name} {counts:?}");
    }
    for region in Region::ALL {
        for edition in [None, Some(Edition::Y2025)] {
            let profile = Profile::preset(Some(*region), edition);
            assert!(ALL.iter().any(|(name, _)| *name == profile.report), "{}", profile.report);
            let parts: BTreeSet<&str> = of(profile).parts.iter().map(|(name, _)| name.as_str()).collect();
            let mut wanted: BTreeSet<&str> = profile.parts.iter().map(String::as_str).collect();
            // It is printed on request only.
            wanted.insert("approval");
            assert_eq!(parts, wanted, "{}", profile.report);
        }
    }
}

#[test]
fn faults_are_named_with_their_line() {
    let text =
        "好\n{没有的数!}{gpb.grwth}{item.bugdet.$}\n@chart nothing\n<zero T06!合计.tot:甲\n@if 怎样\n@end\n## 只有名";
    let faults: Vec<String> =
        lines::parse(text).1.iter().map(|fault| format!("{} {}", fault.line, fault.words)).collect();
    let expected = [
        "2 不认识 {没有的数!}",
        "2 不认识 {gpb.grwth}",
        "2 不认识 {item.bugdet.$}",
        "3 没有图 nothing",
        "4 缺少 >",
        "5 不认识条件 怎样",
        "6 @end 前面没有 @if 或 @each",
        "7 标题缺少名称或文字",
    ];
    assert_eq!(faults, expected);
}
