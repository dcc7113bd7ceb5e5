//! Wordings that depend on the data: rise and fall, completion, budget against actual, reasons.

use crate::{
    at,
    document::{Document, Path},
    figures::{Source, Value},
    money::Money,
    percent::{Agreement, Direction, Growth, Ratio},
    report::{
        joints::joined_reason,
        model::Run,
        template::{Address, Condition, ItemPart, Local, Piece, Pieces, ReasonOf, Slot},
        value::{amount_text, missing_place},
    },
    tables::chinese_number,
};

use super::{Composer, flow::Flow};

impl Composer<'_> {
    /// The text of some pieces.
    pub(super) fn flow(&mut self, pieces: &'static Pieces) -> Flow {
        let mut flow = Flow::default();
        self.pieces(pieces, &mut flow);
        flow
    }

    fn pieces(&mut self, pieces: &'static Pieces, flow: &mut Flow) {
        for piece in pieces {
            match piece {
                Piece::Words(words) => flow.words(words),
                Piece::Slot(slot) => self.slot(slot, flow),
                Piece::Choice { condition, then, otherwise } => {
                    let chosen = if self.holds(condition) { then } else { otherwise };
                    self.pieces(chosen, flow);
                }
                Piece::Join { separator, parts } => {
                    let parts: Vec<Flow> = parts.iter().map(|part| self.flow(part)).collect();
                    join(separator, parts, flow);
                }
                Piece::Each { separator, list, each } => {
                    let mut parts = Vec::new();
                    for row in self.rows(*list) {
                        let outer = std::mem::replace(&mut self.row, row);
                        parts.push(self.flow(each));
                        self.row = outer;
                    }
                    join(separator, parts, flow);
                }
            }
        }
    }

    pub(super) fn holds(&self, condition: &Condition) -> bool {
        let value = |address: &Address| self.worth(&address.source(&self.row.names));
        match condition {
            Condition::None(_) if self.figures.profile.lists_zero_details() => false,
            Condition::Zero(addresses) | Condition::None(addresses) => {
                let values: Vec<Value> = addresses.iter().map(value).collect();
                values.first().is_some_and(Value::is_zero) && !values.iter().any(Value::is_some)
            }
            Condition::Some(addresses) => addresses.iter().any(|address| value(address).is_some()),
            Condition::Shown(addresses) => {
                let is_shown = match self.figures.profile.lists_zero_details() {
                    true => |value: Value| value != Value::Missing,
                    false => |value: Value| value.is_some(),
                };
                addresses.iter().any(|address| is_shown(value(address)))
            }
            Condition::ZerosListed => self.figures.profile.lists_zero_details(),
            Condition::Blank(addresses) => addresses.iter().all(|address| value(address) == Value::Missing),
            Condition::Idle(address) => match value(address) {
                Value::Missing => !self.figures.document.expenditure.lines.is_empty(),
                value => value.is_zero(),
            },
            Condition::Same(both) => {
                let [first, second] = [&both[0], &both[1]].map(|address| value(address).money());
                first.map(Money::rounded_to_wan2) == second.map(Money::rounded_to_wan2)
            }
            Condition::Any(list) => !self.rows(*list).is_empty(),
            Condition::Is(path, name) => {
                matches!(self.figures.document.entry(*path), Some(crate::document::Entry::Choice(own)) if own == name)
            }
            Condition::Published(annex) => self.figures.profile.has_annex(*annex),
            Condition::Not(condition) => !self.holds(condition),
        }
    }

    fn slot(&mut self, slot: &'static Slot, flow: &mut Flow) {
        match slot {
            Slot::Value(address) => flow.extend(self.value(&address.source(&self.row.names))),
            Slot::Year(back) => flow.push(self.year(*back)),
            Slot::Change { growth, words } => {
                let source = growth.source(&self.row.names);
                self.change(source, words, flow);
            }
            Slot::Completion { actual, budget, rate, words } => {
                let [actual, budget, rate] = [actual, budget, rate].map(|address| address.source(&self.row.names));
                self.completion([&actual, &budget, &rate], words, flow);
            }
            Slot::Compare { actual, budget, words, reason } => {
                let [actual, budget] = [actual, budget].map(|address| address.source(&self.row.names));
                self.compare([&actual, &budget], words, reason.as_ref(), flow);
            }
            Slot::Reason { path, growth, before } => {
                let path = path.of_row(self.row.names.index);
                let growth = self.growth(&growth.source(&self.row.names));
                match growth.and_then(Growth::direction) {
                    Some(Direction::Equal | Direction::Near) => self.remarks_on_no_change(&[path], flow),
                    _ => {
                        let parameters = &self.figures.document.parameters;
                        let is_due = growth.is_some_and(|growth| parameters.reason_is_due(growth));
                        self.reasons(&[path], is_due, before, flow);
                    }
                }
            }
            Slot::Purpose { before } => {
                let lines = self.row.code.map(|code| self.lines_of(code)).unwrap_or_default();
                let places: Vec<Path> = lines.into_iter().map(|index| at!(expenditure.lines[index].purpose)).collect();
                self.reasons(&places, false, before, flow);
            }
            Slot::Written { path, prompt } => {
                let path = path.of_row(self.row.names.index);
                self.written_within(path, prompt.as_deref(), flow);
            }
            Slot::Blank { path, prompt } => flow.push(Run::Blank { prompt: prompt.clone(), path: *path }),
            Slot::Basis => flow.words(self.figures.profile.basis.label()),
            Slot::ThreePublicBasis => flow.words(self.figures.profile.three_public_basis.label()),
            Slot::Part => flow.words(&chinese_number(self.part)),
            Slot::TableCount => flow.words(&chinese_number(self.figures.profile.tables.len())),
            Slot::Item(part) => self.item(*part, flow),
            Slot::Local(local) => flow.extend(self.local[usize::from(*local == Local::Rate)].clone()),
        }
    }

    fn item(&self, part: ItemPart, flow: &mut Flow) {
        match part {
            ItemPart::Number => flow.words(&self.row.number.to_string()),
            ItemPart::Chinese => flow.words(&chinese_number(self.row.number)),
            ItemPart::Name => flow.extend(self.row.name.clone()),
            ItemPart::FullName => {
                let name = self.row.code.map(|code| self.figures.book.full_functional_name(code));
                flow.words(&name.unwrap_or_default());
            }
            ItemPart::Value => {
                flow.extend(self.row.value.iter().flat_map(|place| self.value(&(*place).into())));
            }
        }
    }

    /// The year is a figure, too.
    fn year(&self, back: u32) -> Run {
        let path = at!(unit.year);
        match self.figures.document.unit.year {
            Some(year) => Run::Figure { text: year.saturating_sub(back).to_string(), source: path.into() },
            None => Run::Blank { prompt: "年度".to_owned(), path },
        }
    }

    fn blank(&self, source: &Source) -> Run {
        let path = missing_place(self.figures, source);
        Run::Blank { prompt: self.figures.label(source), path }
    }

    /// A number without its unit, a name, or the place where it is missing.
    fn value(&self, source: &Source) -> Vec<Run> {
        let figure = |text: String| vec![Run::Figure { text, source: source.clone() }];
        let numbers = self.figures.profile.numbers;
        match self.worth(source) {
            Value::Missing => vec![self.blank(source)],
            Value::Money(money) => figure(self.amount(money, source)),
            Value::Ratio(Ratio::Percent(percent)) => figure(numbers.percent(percent)),
            Value::Ratio(ratio) => vec![Run::words(ratio.to_string())],
            Value::Growth(growth) => vec![Run::words(numbers.growth(growth))],
            Value::Number(number) => figure(number.normalize().to_string()),
            Value::Count(count) => figure(count.to_string()),
            Value::Text(text) => match source {
                Source::Entered(path) if is_date(&text) => date_runs(&text, *path),
                Source::Entered(path) => vec![Run::written(text, *path)],
                _ => figure(text),
            },
        }
    }

    /// An amount in print. One that would read as nothing is in 元, with its unit: see [`Flow::words`].
    fn amount(&self, money: Money, source: &Source) -> String {
        match self.figures.profile.numbers.small_yuan(money) {
            Some(yuan) => format!("{yuan}元"),
            None => amount_text(self.figures, money, source),
        }
    }

    fn growth(&self, source: &Source) -> Option<Growth> {
        match self.worth(source) {
            Value::Growth(growth) => Some(growth),
            _ => None,
        }
    }

    /// Rise or fall with its rate (增加…，增长…); level (持平), or nearly so (基本持平) where print does not show it.
    fn change(&mut self, source: Source, words: &str, flow: &mut Flow) {
        let Some((growth, change)) = self.growth(&source).and_then(|growth| Some((growth, growth.change?))) else {
            return flow.push(self.blank(&source));
        };
        let case = match growth.direction() {
            Some(Direction::Equal) => "equal",
            Some(Direction::Near) => "near",
            Some(Direction::Down) => "down",
            Some(Direction::Up) => "up",
            Some(Direction::New) | None => "new",
        };
        let numbers = self.figures.profile.numbers;
        let amount = Run::Figure { text: self.amount(change.abs(), &source), source: source.clone() };
        let rate = growth.rate.percent().map(|percent| Run::Figure { text: numbers.percent(percent.abs()), source });
        self.wording(&format!("{words}.{case}"), [vec![amount], rate.into_iter().collect()], flow);
    }

    fn wording(&mut self, name: &str, local: [Vec<Run>; 2], flow: &mut Flow) {
        let template = self.template;
        if let Some(pieces) = template.words.get(name) {
            let outer = std::mem::replace(&mut self.local, local);
            self.pieces(pieces, flow);
            self.local = outer;
        }
    }

    /// How much of the budget was spent (完成全年预算100%), or that nothing was planned or spent.
    fn completion(&mut self, [actual, budget, rate]: [&Source; 3], words: &str, flow: &mut Flow) {
        let [spent, planned] = [actual, budget].map(|source| self.worth(source));
        let case = match (&spent, &planned) {
            (Value::Missing, _) => return flow.push(self.blank(actual)),
            (_, Value::Missing) => return flow.push(self.blank(budget)),
            (spent, planned) if spent.is_zero() && planned.is_zero() => "none",
            (_, planned) if planned.is_zero() => "unplanned",
            (spent, _) if spent.is_zero() && !self.figures.profile.lists_zero_details() => "idle",
            _ => "done",
        };
        let rate = self.value(rate);
        self.wording(&format!("{words}.{case}"), [Vec::new(), rate], flow);
    }

    /// Whether the actual amount equals, exceeds or falls short of the budget; if they differ, why. Nearly level
    /// (基本持平) where the printed amounts or the rate do not show it, so that neither ever denies the words.
    fn compare(
        &mut self,
        [actual, budget]: [&Source; 2],
        words: &str,
        reason: Option<&'static ReasonOf>,
        flow: &mut Flow,
    ) {
        let amount = |source| self.worth(source).money();
        // What is missing was said where the amount is printed.
        let (Some(spent), Some(planned)) = (amount(actual), amount(budget)) else { return };
        let case = match Agreement::between(spent, planned) {
            Agreement::Equal => "equal",
            Agreement::Near => "near",
            Agreement::More => "more",
            Agreement::Less => "less",
        };
        self.wording(&format!("{words}.{case}"), Default::default(), flow);
        let paths: Vec<Path> = match reason {
            None => return,
            Some(ReasonOf::Path(path)) => vec![path.of_row(self.row.names.index)],
            Some(ReasonOf::Lines) => {
                let lines = self.row.code.map(|code| self.lines_of(code)).unwrap_or_default();
                lines.into_iter().map(|index| at!(expenditure.lines[index].reason)).collect()
            }
        };
        match (case, reason) {
            // The reason of a line may tell why its budget was adjusted, which needs no difference.
            ("equal" | "near", Some(ReasonOf::Lines)) => {}
            ("equal" | "near", _) => self.remarks_on_no_change(&paths, flow),
            _ => self.reasons(&paths, true, &format!("{words}.because"), flow),
        }
    }

    /// “持平” has no reason, so what was written follows without a lead-in: “持平，两年均未安排”. A rule looks at what speaks of
    /// a change.
    fn remarks_on_no_change(&mut self, paths: &[Path], flow: &mut Flow) {
        for path in paths {
            self.note_text(*path);
            let text = self.text_at(*path).unwrap_or_default();
            let words = joined_reason(&text);
            if !words.is_empty() {
                self.report.without_change.push(*path);
                flow.words("，");
                self.text_runs(&text, words, *path, flow);
            }
        }
    }

    /// The reasons that were written, with the words before them; one that is needed and missing becomes a blank.
    fn reasons(&mut self, paths: &[Path], is_due: bool, before: &str, flow: &mut Flow) {
        let mut parts = Vec::new();
        for path in paths {
            self.note_text(*path);
            if let Some(text) = self.text_at(*path) {
                let mut part = Flow::default();
                self.text_runs(&text, joined_reason(&text), *path, &mut part);
                parts.extend((!part.is_empty()).then_some(part));
            }
        }
        if let (true, true, Some(path)) = (parts.is_empty(), is_due, paths.first()) {
            let mut part = Flow::default();
            let prompt = Document::field_at(*path).map_or("主要原因", |field| field.label);
            part.push(Run::Blank { prompt: prompt.to_owned(), path: *path });
            parts.push(part);
        }
        if !parts.is_empty() {
            self.wording(before, Default::default(), flow);
            join("；", parts, flow);
        }
    }
}

/// The parts that say something, with separators between them.
fn join(separator: &str, parts: Vec<Flow>, flow: &mut Flow) {
    let mut is_first = true;
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !std::mem::take(&mut is_first) {
            flow.words(separator);
        }
        flow.append(part);
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// 2025年9月12日
fn date_runs(text: &str, path: Path) -> Vec<Run> {
    let parts = text.split('-').zip(["年", "月", "日"]);
    parts
        .flat_map(|(digits, unit)| {
            let text = digits.trim_start_matches('0').to_owned();
            [Run::Figure { text, source: path.into() }, Run::words(unit)]
        })
        .collect()
}
