//! Reasons that are said once (变动原因): “同上” stands for the reason above, and a reason that was left blank is that of
//! another sentence about the same change. Neither is saved; both are read, printed and checked as if they were typed.
//! What a published report does not say stays unsaid.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{
    address::{MeasureKey, ThreePublicItem, YearOnYear},
    at,
    document::{Document, Entry, Path},
};

use super::Measures;

/// Whose words a reason repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepeatedReason {
    pub of: Path,
    /// It was left blank, because the change is the same; otherwise somebody typed “同上”.
    pub is_same_change: bool,
}

/// What is repeated, and where.
pub(super) type RepeatedReasons = FxHashMap<Path, RepeatedReason>;

/// The reasons of the pages of entry, from top to bottom.
const REASONS: [Path; 12] = [
    at!(income.reason),
    at!(income.fiscal_reason),
    at!(expenditure.gpb_reason),
    at!(expenditure.budget_reason),
    at!(expenditure.fund_reason),
    at!(expenditure.soc_reason),
    at!(three_public.budget_reason),
    at!(three_public.total_reason),
    at!(three_public.abroad_reason),
    at!(three_public.vehicle_reason),
    at!(three_public.reception_reason),
    at!(other.operating.reason),
];

/// A change and the place of its reason.
type Change = (Path, MeasureKey);

/// Sentences that may speak of the same change: of wholes, and of the parts that they are made of.
struct Family {
    wholes: &'static [Change],
    parts: &'static [Change],
}

const FAMILIES: [Family; 2] = [
    Family {
        wholes: &[
            (at!(income.reason), MeasureKey::Growth(YearOnYear::Total)),
            (at!(income.fiscal_reason), MeasureKey::Growth(YearOnYear::Fiscal)),
        ],
        parts: &[
            (at!(expenditure.gpb_reason), MeasureKey::Growth(YearOnYear::GeneralBudget)),
            (at!(expenditure.fund_reason), MeasureKey::Growth(YearOnYear::GovernmentFund)),
            (at!(expenditure.soc_reason), MeasureKey::Growth(YearOnYear::StateCapital)),
        ],
    },
    Family {
        wholes: &[(at!(three_public.total_reason), MeasureKey::ThreePublicGrowth(ThreePublicItem::Total))],
        parts: &[
            (at!(three_public.abroad_reason), MeasureKey::ThreePublicGrowth(ThreePublicItem::Abroad)),
            (at!(three_public.vehicle_reason), MeasureKey::ThreePublicGrowth(ThreePublicItem::Vehicles)),
            (at!(three_public.reception_reason), MeasureKey::ThreePublicGrowth(ThreePublicItem::Reception)),
        ],
    },
];

/// The document with every reason that is said elsewhere.
pub(super) fn complete(document: &Arc<Document>, measures: &Measures) -> (Arc<Document>, RepeatedReasons) {
    let mut repeated = RepeatedReasons::default();
    let mut texts = Vec::new();
    let mut note = |place: Path, reason: RepeatedReason, text: String| {
        repeated.insert(place, reason);
        texts.push((place, Entry::Text(text)));
    };
    for column in columns(document) {
        let mut above: Option<(Path, String)> = None;
        for place in column {
            let Some(Entry::Text(text)) = document.entry(place) else { continue };
            match &above {
                Some((of, words)) if is_ditto(&text) => {
                    note(place, RepeatedReason { of: *of, is_same_change: false }, words.clone());
                }
                _ if is_ditto(&text) => {}
                _ => above = Some((place, text)),
            }
        }
    }
    let said = with_texts(document, &texts);
    let families = if document.is_wan_two() { &[] } else { FAMILIES.as_slice() };
    for family in families {
        for (place, of) in family.repeated(&said, measures) {
            if let Some(Entry::Text(text)) = said.entry(of) {
                let of = repeated.get(&of).map_or(of, |reason| reason.of);
                repeated.insert(place, RepeatedReason { of, is_same_change: true });
                texts.push((place, Entry::Text(text)));
            }
        }
    }
    (with_texts(document, &texts), repeated)
}

fn with_texts(document: &Arc<Document>, texts: &[(Path, Entry)]) -> Arc<Document> {
    match texts {
        [] => document.clone(),
        texts => document.with_entries(texts.iter().cloned()).map_or_else(|_| document.clone(), Arc::new),
    }
}

/// Reasons that stand below each other.
fn columns(document: &Document) -> Vec<Vec<Path>> {
    let column = |list: Path, count: usize| (0..count).map(|row| list.row(row).field("reason")).collect::<Vec<_>>();
    let projects = &document.performance.projects;
    let mut columns = vec![
        REASONS.to_vec(),
        column(at!(expenditure.lines), document.expenditure.lines.len()),
        column(at!(performance.projects), projects.len()),
        column(at!(targets.indicators), document.targets.indicators.len()),
    ];
    columns.extend(
        projects
            .iter()
            .enumerate()
            .map(|(row, project)| column(at!(performance.projects[row].indicators), project.indicators.len())),
    );
    columns
}

const DITTO: [&str; 8] = ["同上", "原因同上", "同上原因", "理由同上", "情况同上", "同上所述", "同上述原因", "〃"];

/// Whether these words only point to the reason above.
pub fn is_ditto(text: &str) -> bool {
    DITTO.contains(&text.trim().trim_end_matches(['。', '.', '；', ';', '，', ',']).trim_end())
}

/// The nearest reason above that says something, to be taken over.
pub fn reason_above(document: &Document, place: Path) -> Option<Path> {
    let column = columns(document).into_iter().find(|column| column.contains(&place))?;
    let says = |place: &Path| matches!(document.entry(*place), Some(Entry::Text(text)) if !is_ditto(&text));
    column.into_iter().take_while(|other| *other != place).filter(says).last()
}

impl Family {
    /// The reasons that were left blank though they are due, each with the one that speaks of the same change.
    fn repeated(&self, document: &Document, measures: &Measures) -> Vec<(Path, Path)> {
        let is_blank =
            |place: Path| document.entry(place) == Some(Entry::Blank) && document.unreadable_text(place).is_none();
        let all = || self.wholes.iter().chain(self.parts);
        let is_due = |change: &&Change| document.parameters.reason_is_due(measures.growth(change.1));
        let blank = all().filter(|(place, _)| is_blank(*place)).filter(is_due);
        blank
            .filter_map(|change| {
                let mut others = all().filter(|other| other.0 != change.0 && !is_blank(other.0));
                Some((change.0, others.find(|other| self.is_same(change, other, measures))?.0))
            })
            .collect()
    }

    /// Two wholes that changed by the same amount; a whole and its only part that changed at all.
    fn is_same(&self, one: &Change, other: &Change, measures: &Measures) -> bool {
        let change = |of: &Change| measures.growth(of.1).change.filter(|change| !change.is_zero());
        let is_whole = |of: &Change| self.wholes.contains(of);
        change(one).is_some()
            && change(one) == change(other)
            && (is_whole(one) && is_whole(other)
                || is_whole(one) != is_whole(other)
                    && self.parts.iter().filter(|part| change(part).is_some()).count() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Edit,
        figures::{Figures, Source},
        testing::{clean_sample, reference_sample, typed},
    };

    fn figures(document: &Document) -> Figures {
        Figures::of(&Arc::new(document.clone()))
    }

    fn said(figures: &Figures, place: Path) -> String {
        figures.value_text(&Source::Entered(place))
    }

    const WHY: &str = "退休两人，工资福利支出减少";

    /// This year's spending on the general budget alone, and last year's totals.
    fn changed() -> Document {
        let lists = [at!(income.lines), at!(expenditure.lines)];
        let document = lists.into_iter().fold(Document::default(), |document, list| {
            document.apply(&Edit::insert_rows(list, 0, 1)).expect("a list")
        });
        let cells = [
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "100"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "100"),
            (at!(income.prior_total), "150"),
            (at!(income.prior_fiscal_total), "150"),
            (at!(expenditure.closing.gpb), "0"),
            (at!(other.prior.closing.gpb), "0"),
            (at!(other.prior.gpb_total), "150"),
        ];
        cells.into_iter().fold(document, |document, (place, text)| typed(&document, place, text))
    }

    #[test]
    fn one_reason_is_printed_wherever_the_same_change_is_spoken_of() {
        let document = typed(&changed(), at!(income.reason), WHY);
        let figures = figures(&document);
        for place in [at!(income.fiscal_reason), at!(expenditure.gpb_reason)] {
            let repeated = RepeatedReason { of: at!(income.reason), is_same_change: true };
            assert_eq!(figures.repeated_reason(place), Some(repeated), "{place}");
            assert_eq!(said(&figures, place), WHY);
            assert_eq!(figures.typed.entry(place), Some(Entry::Blank), "it is not saved");
        }
        let other_way = typed(&changed(), at!(expenditure.gpb_reason), WHY);
        assert_eq!(said(&super::tests::figures(&other_way), at!(income.reason)), WHY);
    }

    #[test]
    fn another_change_has_a_reason_of_its_own() {
        let document = typed(&changed(), at!(income.reason), WHY);
        let document = typed(&document, at!(other.prior.gpb_total), "149");
        let figures = figures(&document);
        assert_eq!(figures.repeated_reason(at!(expenditure.gpb_reason)), None);
        let own = typed(&document, at!(income.fiscal_reason), "另一个原因");
        assert_eq!(said(&super::tests::figures(&own), at!(income.fiscal_reason)), "另一个原因");
    }

    #[test]
    fn the_only_part_that_changed_speaks_for_the_whole() {
        let cells = [
            (at!(three_public.actual.abroad), "0"),
            (at!(three_public.actual.vehicle_purchase), "0"),
            (at!(three_public.actual.vehicle_running), "2"),
            (at!(three_public.actual.reception_domestic), "3"),
            (at!(three_public.actual.reception_foreign), "0"),
            (at!(three_public.prior.abroad), "0"),
            (at!(three_public.prior.vehicle_purchase), "0"),
            (at!(three_public.prior.vehicle_running), "2"),
            (at!(three_public.prior.reception_domestic), "5"),
            (at!(three_public.prior.reception_foreign), "0"),
            (at!(three_public.reception_reason), WHY),
        ];
        let document =
            cells.into_iter().fold(Document::default(), |document, (place, text)| typed(&document, place, text));
        assert_eq!(said(&figures(&document), at!(three_public.total_reason)), WHY);
        let both = typed(&document, at!(three_public.actual.vehicle_running), "4");
        assert_eq!(figures(&both).repeated_reason(at!(three_public.total_reason)), None);
    }

    #[test]
    fn ditto_is_the_reason_above() {
        let document = typed(&changed(), at!(income.reason), WHY);
        let document = typed(&document, at!(expenditure.fund_reason), "同上。");
        assert_eq!(said(&figures(&document), at!(expenditure.fund_reason)), WHY);
        let document = document.apply(&Edit::insert_rows(at!(expenditure.lines), 1, 2)).expect("a list");
        let reason = |row: usize| at!(expenditure.lines[row].reason);
        let lines = [(0, "年中追加"), (1, "同上"), (2, " 原因同上 ")];
        let document = lines.into_iter().fold(document, |document, (row, text)| typed(&document, reason(row), text));
        let figures = figures(&document);
        assert_eq!([1, 2].map(|row| said(&figures, reason(row))), ["年中追加", "年中追加"]);
        assert_eq!(reason_above(&document, reason(2)), Some(reason(0)));
    }

    #[test]
    fn ditto_below_nothing_and_words_that_begin_with_it_are_left() {
        let document = typed(&Document::default(), at!(income.reason), "同上");
        assert_eq!(figures(&document).repeated_reason(at!(income.reason)), None);
        assert_eq!(reason_above(&document, at!(income.fiscal_reason)), None);
        assert!(!is_ditto("同上年相比，项目减少"));
    }

    #[test]
    fn what_the_samples_say_is_as_it_was() {
        for document in [clean_sample(), reference_sample()] {
            assert!(figures(&document).repeated.is_empty());
        }
    }
}
