//! How a number came about: its formula, its terms and where it goes, read off its origin.

use crate::{
    address::CellKey,
    codes::Code,
    document::{Document, Entry, Kind, Node, Path, PathStep, Shape, record::find},
    money::AmountUnit,
};

use super::{
    Figures,
    figure::{Figure, Origin, Sign},
    measures::{Measure, MeasureLabel},
    names::cell_label,
    source::Source,
    value::Value,
};

/// How a number is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    /// Its value with unit.
    pub value: String,
    /// How it is made, in words; for sums the names joined by ＋ and －.
    pub formula: String,
    /// What it is made of.
    pub parts: Vec<ExplainedPart>,
    /// What else there is to know: a published total and its tail, an unfilled detail.
    pub note: Option<String>,
}

/// One thing that a number is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedPart {
    /// Added or taken away; `None` in a formula that is no sum, as a share.
    pub sign: Option<Sign>,
    pub label: String,
    /// Its value with unit; — if blank.
    pub value: String,
    pub source: Source,
}

impl ExplainedPart {
    /// What stands before it in a list of parts.
    pub fn mark(&self) -> &'static str {
        match self.sign {
            Some(Sign::Plus) => "＋",
            Some(Sign::Minus) => "－",
            None => "·",
        }
    }
}

/// Sums longer than this are written as “等n项”.
const NAMES_IN_FORMULA: usize = 6;

impl Figures {
    /// What a number is called.
    pub fn label(&self, source: &Source) -> String {
        match source {
            Source::Entered(path) => self.entered_label(*path),
            Source::Cell(key) => cell_label(*key, &self.book, &self.document),
            Source::Measure(key) => {
                self.measures.get(*key).map_or_else(|| key.to_string(), |measure| self.measure_label(measure))
            }
        }
    }

    /// What a measure is called.
    pub fn measure_label(&self, measure: &Measure) -> String {
        match &measure.label {
            MeasureLabel::OfCell(key, words) => format!("{}{words}", cell_label(*key, &self.book, &self.document)),
            MeasureLabel::Words(words) => words.clone(),
        }
    }

    /// The place in words; rows by the name of their code or first text where they have one.
    fn entered_label(&self, path: Path) -> String {
        if let Some(cell) = path.row_in(&crate::at!(published)).and_then(|row| self.document.published.get(row))
            && let Ok(key) = cell.cell.parse()
        {
            return format!("报告上印的数（{}）", cell_label(key, &self.book, &self.document));
        }
        let mut label = Document::label_at(path);
        let mut prefix = Path::ROOT;
        for step in path.steps() {
            prefix = prefix.then(*step);
            if let PathStep::Row(index) = step
                && let Some(name) = self.row_name(prefix)
            {
                label = label.replacen(&format!("第{}行", index + 1), &name, 1);
            }
        }
        label
    }

    /// The name of a list row: its code's name, its own name, or its first text.
    pub fn row_name(&self, row: Path) -> Option<String> {
        let Node::Record(record) = find(&*self.document, row.steps())? else { return None };
        let mut name = None;
        for (index, field) in record.fields().iter().enumerate() {
            let Shape::Leaf(kind) = field.shape else { continue };
            let Some(Node::Leaf(Entry::Text(text))) = record.node(index) else { continue };
            match (kind, Code::new(&text)) {
                (Kind::Functional, Some(code)) if name.is_none() => {
                    return Some(format!("{code} {}", self.book.functional_name(code)));
                }
                (Kind::Economic, Some(code)) if name.is_none() => {
                    return Some(format!("{code} {}", self.book.economic_name(code)));
                }
                // An indicator is known by its own name, not by the group that it stands in.
                // The key of a section is not a name.
                (Kind::Text, _) if field.name == "topic" => {}
                (Kind::Text, _) if name.is_none() || matches!(field.name, "level3" | "name") => name = Some(text),
                _ => {}
            }
        }
        Some(name?.chars().take(16).collect())
    }

    /// The value of a number as text with its unit; — if blank.
    pub fn value_text(&self, source: &Source) -> String {
        let unit = match source {
            Source::Entered(path) => {
                if let Some(text) = self.document.unreadable_text(*path) {
                    return format!("“{text}”不能识别，按没有填算");
                }
                self.document.unit_at(*path)
            }
            Source::Cell(_) | Source::Measure(_) => self.document.amount_unit(),
        };
        match Value::of(self, source) {
            Value::Missing => "—".to_owned(),
            Value::Money(money) => amount_text(money, unit),
            Value::Number(number) => number.normalize().to_string(),
            Value::Ratio(ratio) => ratio.to_string(),
            Value::Growth(growth) => growth.words(),
            Value::Count(count) => count.to_string(),
            Value::Text(text) => text,
        }
    }

    /// How the number is made; `None` if there is no such number.
    pub fn explain(&self, source: &Source) -> Option<Explanation> {
        let (title, value) = (self.label(source), self.value_text(source));
        match source {
            Source::Entered(path) => {
                self.document.entry(*path)?;
                if let Some(summed) = self
                    .summed(*path)
                    .filter(|summed| summed.is_computed || !summed.differs && !summed.parts.is_empty())
                {
                    let sign = summed.is_sum().then_some(Sign::Plus);
                    let parts: Vec<ExplainedPart> =
                        summed.parts.iter().map(|part| self.part(sign, part.into())).collect();
                    let formula = match summed.formula {
                        _ if parts.is_empty() => "各项中没有".to_owned(),
                        Some(formula) => formula.to_owned(),
                        None => formula(&parts),
                    };
                    return Some(Explanation { title, value, formula, parts, note: None });
                }
                let formula = match (self.document.taken_from(*path), self.repeated_reason(*path)) {
                    (_, Some(reason)) => format!("同“{}”", self.label(&reason.of.into())),
                    (Some(from), None) => format!("取自 {} {}", from.file, from.origin).trim_end().to_owned(),
                    (None, None) => "手工录入".to_owned(),
                };
                Some(Explanation { title, value, formula, parts: Vec::new(), note: None })
            }
            Source::Measure(key) => {
                let measure = self.measures.get(*key)?;
                let parts = measure.inputs.iter().map(|input| self.part(measure.sign(), input.clone())).collect();
                Some(Explanation { title, value, formula: measure.formula.to_owned(), parts, note: None })
            }
            Source::Cell(key) => {
                let figure = self.tables.get(*key)?;
                let parts = self.cell_parts(*key, figure);
                let note = self.cell_note(*key, figure);
                Some(Explanation { title, value, formula: formula(&parts), parts, note })
            }
        }
    }

    fn part(&self, sign: Option<Sign>, source: Source) -> ExplainedPart {
        let (label, value) = (self.label(&source), self.value_text(&source));
        ExplainedPart { sign, label, value, source }
    }

    fn cell_parts(&self, key: CellKey, figure: &Figure) -> Vec<ExplainedPart> {
        if let Origin::Values(paths) = &figure.origin {
            return paths.iter().map(|path| self.part(Some(Sign::Plus), (*path).into())).collect();
        }
        let mut parts = Vec::new();
        self.tables.for_each_term(key, &figure.origin, &mut |sign, term| {
            if term.value().is_some() {
                parts.push(self.part(Some(sign), term.source()));
            }
        });
        parts
    }

    fn cell_note(&self, key: CellKey, figure: &Figure) -> Option<String> {
        let unit = self.document.amount_unit();
        if figure.is_unknown() {
            let blank = self.first_blank(&key.into()).map(|place| self.label(&place.into()));
            return Some(format!("{}还没有填，空不等于0：没有的填0", blank.unwrap_or_default()));
        }
        if figure.is_unfilled() {
            return Some("尚未填列：请在“支出项目”的“功能与经济明细”里录入".to_owned());
        }
        let published = figure.published?;
        let amount = amount_text(published.amount, unit);
        let Some(tail) = figure.tail() else {
            return Some(format!("报告上印的数 {amount}，各项尚未录入"));
        };
        let tail_text = amount_text(tail, unit);
        Some(if tail.is_zero() {
            format!("报告上印的数 {amount}，与各项之和一致")
        } else if figure.contradicts() {
            format!("报告上印的数 {amount} 与各项之和相差 {tail_text}，超出四舍五入的范围，请更正其一")
        } else {
            format!("报告上印的数 {amount}，与各项之和相差 {tail_text}（四舍五入尾差），按报告上印的数列示")
        })
    }
}

fn amount_text(money: crate::money::Money, unit: AmountUnit) -> String {
    format!("{}{}", money.exact_grouped(unit), unit.name())
}

fn formula(parts: &[ExplainedPart]) -> String {
    let mut text = String::new();
    for (index, part) in parts.iter().take(NAMES_IN_FORMULA).enumerate() {
        match (index, part.sign) {
            (_, Some(Sign::Minus)) => text.push_str(" － "),
            (0, _) => {}
            _ => text.push_str(" ＋ "),
        }
        let name = part.label.rsplit_once('›').map_or(part.label.as_str(), |(_, name)| name);
        text.push_str(name);
    }
    if parts.len() > NAMES_IN_FORMULA {
        text.push_str(&format!(" ＋ …… 共{}项", parts.len()));
    }
    if text.is_empty() { "尚无数据".to_owned() } else { text }
}
