//! What is published and in what form (公开样式). The presets of the regions are data (`assets/form`); a document keeps
//! only how it differs from its preset.

mod preset;

use std::sync::LazyLock;

use crate::{
    address::{T05, T07, T09, TableId},
    at,
    document::{BudgetBasis, Document, Edition, Path, Publication, Region, TableForms, TablesPlace, ZeroItems},
};

use super::NumberForm;

/// What is published of a document, and in what form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name of the report template.
    pub report: String,
    /// The names of the parts of the report, in order.
    pub parts: Vec<String>,
    /// The basis of “完成预算” of the items.
    pub basis: BudgetBasis,
    /// That of “三公”经费.
    pub three_public_basis: BudgetBasis,
    /// Whether the departments of the region choose the basis, so that it must be asked for.
    pub asks_for_basis: bool,
    /// Sources of income and kinds of spending.
    pub zeros: ZeroItems,
    /// The amounts and counts of everything else.
    pub zero_details: ZeroItems,
    /// Whether the report has its charts.
    pub has_charts: bool,
    pub numbers: NumberForm,
    /// In the order of the report.
    pub annexes: Vec<Annex>,
    /// In the order of the report.
    pub tables: Vec<PublishedTable>,
    /// The uses of vehicles that are listed.
    pub vehicles: Vec<VehicleUse>,
    /// Terms that are explained although there is no amount of them.
    pub terms: Vec<String>,
    /// Terms that are not explained although there is an amount of them.
    pub left_out: Vec<String>,
    /// Whether each functional item is explained.
    pub explains_items: bool,
    pub term_numbers: TermNumbers,
}

/// How the terms of the glossary are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermNumbers {
    /// 1.
    Arabic,
    /// 一、
    Chinese,
}

/// An official table as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTable {
    pub id: TableId,
    /// 公开05表
    pub number: String,
    pub title: String,
}

/// A use of vehicles and the place of their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VehicleUse {
    pub place: Path,
    pub words: String,
}

/// What may be annexed to the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annex {
    /// 附件1
    SelfEvaluation,
    /// 附表1
    ScoreTable,
    /// 附表2
    TargetTable,
    /// 附件2
    Special,
}

impl Annex {
    /// All of them, by their names in files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("self_evaluation", Self::SelfEvaluation),
        ("score_table", Self::ScoreTable),
        ("target_table", Self::TargetTable),
        ("special", Self::Special),
    ];

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, annex)| *annex)
    }
}

/// The part of the report that holds the annexes.
const ANNEXES: &str = "attachments";
/// The part of the report that holds the tables.
const TABLES: &str = "tables";
/// The part before which the tables may stand.
const EXPLANATION: &str = "explanation";

/// A part of the document, and the annexes and tables that alone have it.
type OnlyFor = (Path, &'static [Annex], &'static [TableId]);

static ONLY_FOR: LazyLock<[OnlyFor; 11]> = LazyLock::new(|| {
    const REPORT: &[Annex] = &[Annex::SelfEvaluation];
    const REPORTS: &[Annex] = &[Annex::SelfEvaluation, Annex::Special];
    const SCORES: &[Annex] = &[Annex::SelfEvaluation, Annex::ScoreTable];
    [
        (at!(unit.staff), REPORT, &[]),
        (at!(unit.accounting), REPORT, &[]),
        (at!(unit.attachment_subunits), REPORT, &[]),
        (at!(targets), &[Annex::TargetTable], &[]),
        (at!(performance.score_items), SCORES, &[]),
        (at!(performance.score_groups), SCORES, &[]),
        (at!(performance.stated_scores), SCORES, &[]),
        (at!(performance.stated_projects), REPORTS, &[]),
        (at!(performance.sampling), REPORTS, &[]),
        (at!(performance.projects), &[Annex::SelfEvaluation, Annex::TargetTable, Annex::Special], &[T09]),
        (at!(expenditure.detail), &[], &[T05, T07]),
    ]
});

/// The annexes of one of the texts of the self-evaluation; none where it stands in the explanation or is no such text.
fn text_is_for(place: Path) -> &'static [Annex] {
    if !place.starts_with(&at!(performance.texts)) {
        return &[];
    }
    match place.last_field() {
        None | Some("texts" | "summary") => &[],
        Some(text)
            if text.starts_with("special_") || text.starts_with("evaluation_") || text.ends_with("_analysis") =>
        {
            &[Annex::Special]
        }
        Some(_) => &[Annex::SelfEvaluation],
    }
}

impl Profile {
    /// How this document is published.
    pub fn of(document: &Document) -> Self {
        let form = &*document.form;
        let mut profile = Self::preset(document.unit.region, form.edition).clone();
        profile.basis = document.unit.budget_basis.unwrap_or(profile.basis);
        profile.three_public_basis = form.three_public_basis.unwrap_or(profile.three_public_basis);
        // Where the preset treats both alike, one switch is for both.
        let of_both = form.zeros.filter(|_| profile.zeros == profile.zero_details);
        profile.zero_details = form.zero_details.or(of_both).unwrap_or(profile.zero_details);
        profile.zeros = form.zeros.unwrap_or(profile.zeros);
        profile.has_charts = form.charts.map_or(profile.has_charts, |charts| charts == Publication::Published);
        profile.numbers.percent = form.percent.unwrap_or(profile.numbers.percent);
        profile.numbers.separators = form.separators.unwrap_or(profile.numbers.separators);
        profile.numbers.small_amounts = form.small_amounts.unwrap_or(profile.numbers.small_amounts);
        let chosen = [form.self_evaluation, form.score_table, form.target_table, form.special];
        let preset = std::mem::take(&mut profile.annexes);
        let is_published = |annex: &Annex, chosen: Option<Publication>| match chosen {
            Some(chosen) => chosen == Publication::Published,
            None => preset.contains(annex),
        };
        let annexes = Annex::ALL.iter().map(|(_, annex)| *annex).zip(chosen);
        profile.annexes =
            annexes.filter(|(annex, chosen)| is_published(annex, *chosen)).map(|(annex, _)| annex).collect();
        profile.choose_tables(&form.tables);
        profile.order_parts(form.tables_place);
        profile
    }

    fn choose_tables(&mut self, forms: &TableForms) {
        for id in TableId::PUBLISHED {
            let Some(form) = forms.of(id) else { continue };
            let at = self.tables.iter().position(|table| table.id == id);
            match (form.published, at) {
                (Some(Publication::Omitted), Some(at)) => {
                    self.tables.remove(at);
                }
                (Some(Publication::Published), None) => {
                    let later = self.tables.iter().position(|table| table.id.number() > id.number());
                    self.tables.insert(later.unwrap_or(self.tables.len()), PublishedTable::official(id));
                }
                _ => {}
            }
        }
        for (index, table) in self.tables.iter_mut().enumerate() {
            table.number = format!("公开{:02}表", index + 1);
            let Some(form) = forms.of(table.id) else { continue };
            if !form.number.is_blank() {
                table.number = form.number.to_string();
            }
            if !form.title.is_blank() {
                table.title = form.title.to_string();
            }
        }
    }

    fn order_parts(&mut self, tables: Option<TablesPlace>) {
        if let Some(place) = tables {
            self.parts.retain(|part| part != TABLES);
            let before = self.parts.iter().position(|part| part == EXPLANATION);
            let at = match place {
                TablesPlace::BeforeExplanation => before.unwrap_or(0),
                TablesPlace::Last => self.parts.len(),
            };
            self.parts.insert(at, TABLES.to_owned());
        }
        let (has_annexes, has_tables) = (!self.annexes.is_empty(), !self.tables.is_empty());
        self.parts.retain(|part| match part.as_str() {
            ANNEXES => has_annexes,
            TABLES => has_tables,
            _ => true,
        });
    }

    /// Where the tables stand.
    pub fn tables_place(&self) -> TablesPlace {
        let place = |name: &str| self.parts.iter().position(|part| part == name);
        if place(TABLES) < place(EXPLANATION) { TablesPlace::BeforeExplanation } else { TablesPlace::Last }
    }

    /// A table as it is published; `None` if it is not.
    pub fn table(&self, id: TableId) -> Option<&PublishedTable> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The uses of vehicles of the form, and others under which a number was entered.
    pub fn vehicle_uses<'a>(&'a self, document: &Document) -> Vec<&'a VehicleUse> {
        let all = &Self::preset(Some(Region::National), Some(Edition::Y2025)).vehicles;
        let named = all.iter().map(|any| (any, self.vehicles.iter().find(|own| own.place == any.place)));
        let is_entered = |place: Path| document.entry(place).is_some_and(|entry| !entry.is_blank());
        named.filter_map(|(any, own)| own.or_else(|| is_entered(any.place).then_some(any))).collect()
    }

    pub fn has_annex(&self, annex: Annex) -> bool {
        self.annexes.contains(&annex)
    }

    /// Whether sources of income and kinds of spending are listed that are zero.
    pub fn lists_zeros(&self) -> bool {
        self.zeros == ZeroItems::Listed
    }

    /// The same of other amounts and counts.
    pub fn lists_zero_details(&self) -> bool {
        self.zero_details == ZeroItems::Listed
    }

    /// Whether anything that is published wants this place; what is only for an annex or a table that is not published
    /// need not be filled.
    pub fn wants(&self, place: Path) -> bool {
        let only_for = ONLY_FOR.iter().find(|(part, ..)| place.starts_with(part));
        let (annexes, tables) = match only_for {
            Some((_, annexes, tables)) => (*annexes, *tables),
            None => (text_is_for(place), &[][..]),
        };
        (annexes.is_empty() && tables.is_empty())
            || annexes.iter().any(|annex| self.has_annex(*annex))
            || tables.iter().any(|table| self.table(*table).is_some())
    }
}

impl PublishedTable {
    /// As the longest list has it.
    fn official(id: TableId) -> Self {
        let all = &Profile::preset(None, None).tables;
        let known = all.iter().find(|table| table.id == id);
        known.cloned().unwrap_or_else(|| Self { id, number: String::new(), title: String::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        address::{T06, T10, T13},
        document::{Aside, PublishedForm, Text},
    };

    fn profile(region: Region, edition: Option<Edition>, change: impl FnOnce(&mut PublishedForm)) -> Profile {
        let mut document = Document::default();
        document.unit.region = Some(region);
        document.form.edition = edition;
        change(&mut document.form);
        Profile::of(&document)
    }

    #[test]
    fn what_a_document_does_not_say_is_as_in_the_preset() {
        for region in Region::ALL {
            for edition in [None, Some(Edition::Y2025)] {
                let own = profile(*region, edition, |_| {});
                let preset = Profile::preset(Some(*region), edition);
                let is_part = |part: &&String| *part != ANNEXES || !preset.annexes.is_empty();
                assert!(own.parts.iter().eq(preset.parts.iter().filter(is_part)));
                assert_eq!(Profile { parts: preset.parts.clone(), ..own }, *preset);
            }
        }
    }

    /// Charts and zeros are switches of their own; in a preset that lists all zeros alike one switch is enough.
    #[test]
    fn charts_and_zeros_are_chosen_apart() {
        let zeros = |profile: Profile| (profile.lists_zeros(), profile.lists_zero_details());
        let (listed, omitted) = (Some(ZeroItems::Listed), Some(ZeroItems::Omitted));
        for (region, chosen, details, expected) in [
            (Region::Sichuan, None, None, (true, true)),
            (Region::Sichuan, omitted, None, (false, false)),
            (Region::National, listed, None, (true, true)),
            (Region::National, None, listed, (false, true)),
            (Region::National, listed, omitted, (true, false)),
            (Region::Shanghai, None, None, (false, true)),
            (Region::Shanghai, listed, None, (true, true)),
            (Region::Shanghai, None, omitted, (false, false)),
        ] {
            let own = profile(region, Some(Edition::Y2025), |form| {
                form.zeros = chosen;
                form.zero_details = details;
            });
            assert_eq!(zeros(own), expected, "{region:?} {chosen:?} {details:?}");
        }
        let has_charts = |region, charts| profile(region, None, |form| form.charts = charts).has_charts;
        assert!(has_charts(Region::National, None) && !has_charts(Region::Shanghai, None));
        assert!(!has_charts(Region::Sichuan, Some(Publication::Omitted)));
        assert!(has_charts(Region::Shanghai, Some(Publication::Published)));
    }

    #[test]
    fn what_only_an_annex_has_is_wanted_with_it() {
        let sichuan = profile(Region::Sichuan, Some(Edition::Y2025), |_| {});
        let shanghai = profile(Region::Shanghai, Some(Edition::Y2025), |_| {});
        for place in [
            at!(unit.staff.retired),
            at!(targets.indicators[0].actual),
            at!(performance.score_items),
            at!(performance.texts.assets),
            at!(performance.texts.special_goals),
            at!(performance.projects[0].name),
            at!(expenditure.detail),
        ] {
            assert!(sichuan.wants(place) && !shanghai.wants(place), "{place}");
        }
        for place in [at!(performance.texts.summary), at!(unit.members), at!(other.management.monitored)] {
            assert!(shanghai.wants(place), "{place}");
        }
        let special = profile(Region::Shanghai, None, |form| form.special = Some(Publication::Published));
        assert!(special.wants(at!(performance.texts.special_goals)) && special.wants(at!(performance.projects)));
        assert!(!special.wants(at!(performance.texts.assets)) && !special.wants(at!(unit.staff)));
    }

    #[test]
    fn tables_are_numbered_in_the_order_in_which_they_are_published() {
        let numbers = |profile: &Profile| -> Vec<String> {
            profile.tables.iter().map(|table| format!("{} {}", table.id, table.number)).collect()
        };
        let national = profile(Region::National, Some(Edition::Y2025), |_| {});
        assert_eq!(national.table(T06).map(|table| table.number.as_str()), Some("公开05表"));
        assert_eq!(national.table(T05), None);
        let more = profile(Region::National, Some(Edition::Y2025), |form| {
            form.tables.t07.published = Some(Publication::Published);
            form.tables.t10.published = Some(Publication::Omitted);
            form.tables.t13.title = Text::new("“三公”经费表");
            form.tables.t13.number = Text::new("公开表七");
        });
        let expected = ["T01 公开01表", "T02 公开02表", "T03 公开03表", "T04 公开04表", "T06 公开05表", "T07 公开06表"];
        assert_eq!(numbers(&more)[..6], expected);
        assert!(
            more.table(T10).is_none() && more.table(T07).is_some_and(|table| table.title.ends_with("支出决算明细表"))
        );
        let thirteen = more.table(T13).map(|table| (table.number.as_str(), table.title.as_str()));
        assert_eq!(thirteen, Some(("公开表七", "“三公”经费表")));
    }

    #[test]
    fn parts_without_anything_in_them_are_left_out() {
        let parts = |profile: &Profile| profile.parts.join(" ");
        let sichuan = |change: fn(&mut PublishedForm)| profile(Region::Sichuan, Some(Edition::Y2025), change);
        assert_eq!(parts(&sichuan(|_| {})), "profile explanation glossary attachments tables");
        let first = sichuan(|form| form.tables_place = Some(TablesPlace::BeforeExplanation));
        assert_eq!(parts(&first), "profile tables explanation glossary attachments");
        assert_eq!(first.tables_place(), TablesPlace::BeforeExplanation);
        let without = sichuan(|form| {
            form.self_evaluation = Some(Publication::Omitted);
            form.score_table = Some(Publication::Omitted);
            form.target_table = Some(Publication::Omitted);
            form.special = Some(Publication::Omitted);
        });
        assert_eq!(parts(&without), "profile explanation glossary tables");
        let national =
            profile(Region::National, Some(Edition::Y2025), |form| form.special = Some(Publication::Published));
        assert_eq!(parts(&national), "profile tables explanation glossary attachments");
        assert_eq!(national.annexes, [Annex::Special]);
    }

    #[test]
    fn a_blank_form_leaves_no_trace_in_the_file() {
        let mut document = Document::default();
        assert!(!serde_json::to_string(&document).expect("json").contains("\"form\""));
        document.form.zeros = Some(ZeroItems::Listed);
        assert!(serde_json::to_string(&document).expect("json").contains("\"zeros\":\"listed\""));
        document.form = Aside::default();
        assert_eq!(document, Document::default());
    }
}
