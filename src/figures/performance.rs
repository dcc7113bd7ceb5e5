//! The numbers of performance: amounts and rates of execution, standard × quantity, sums of scores.

use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};
use rustc_hash::FxHashMap;

use crate::{
    address::MeasureKey,
    at,
    document::{Path, Project, ProjectPart},
    money::Money,
    percent::Ratio,
};

use super::{
    measured::{Builder, COMPLETION},
    measures::{MeasureValue, SUM},
    source::Source,
};

/// The points of a leaf, with their place.
type Points = (Path, Option<Decimal>);

const SCORE: &str = "各项得分之和 － 扣分";
const PRODUCT: &str = "标准 × 数量";

impl Builder<'_> {
    pub(super) fn performance(&mut self) {
        self.scores();
        self.groups();
        let mut whole: Option<Money> = None;
        let mut sources = Vec::new();
        let document = self.document;
        for (i, project) in document.performance.projects.iter().enumerate() {
            let name =
                if project.name.is_empty() { format!("第{}个项目", i + 1) } else { project.name.to_string() };
            if let Some(executed) = self.execution(i, project, &name) {
                whole = Money::sum_of([whole, Some(executed)]);
                sources.push(Source::Measure(MeasureKey::ProjectExecuted(i as u32)));
            }
            self.parts(i, project, &name);
            self.points(i, project, &name);
        }
        self.put(MeasureKey::ProjectsExecuted, "项目执行数合计".to_owned(), MeasureValue::Money(whole), SUM, sources);
    }

    /// The score table (附表1): the sums of points and scores, and the score after the deduction.
    fn scores(&mut self) {
        let performance = &self.document.performance;
        let items = || performance.score_items.iter().enumerate();
        let points: Vec<(Path, Option<Decimal>)> =
            items().map(|(i, item)| (at!(performance.score_items[i].points), item.points.0)).collect();
        let scores: Vec<(Path, Option<Decimal>)> =
            items().map(|(i, item)| (at!(performance.score_items[i].score), item.score.0)).collect();
        let total = sum(&scores).map(|sum| sum - performance.deduction.0.unwrap_or_default());
        let mut inputs = places(&scores);
        inputs.push(at!(performance.deduction).into());
        let number = MeasureValue::Number;
        self.put(MeasureKey::ScorePoints, "打分表分值合计".to_owned(), number(sum(&points)), SUM, places(&points));
        self.put(MeasureKey::ScoreSum, "打分表各项得分合计".to_owned(), number(sum(&scores)), SUM, places(&scores));
        self.put(MeasureKey::ScoreTotal, "部门整体绩效自评得分".to_owned(), number(total), SCORE, inputs);
    }

    /// The points of the leaves below each group; blank group cells take what stands above them.
    fn groups(&mut self) {
        let performance = &self.document.performance;
        let (mut level1, mut level2) = ("", "");
        // By what a group may name: a 二级指标 below its 一级指标, or the 一级指标 alone.
        let mut leaves: FxHashMap<(&str, Option<&str>), Vec<Points>> = FxHashMap::default();
        for (i, item) in performance.score_items.iter().enumerate() {
            if !item.level1.is_blank() && *item.level1 != *level1 {
                (level1, level2) = (&item.level1, "");
            }
            if !item.level2.is_blank() {
                level2 = &item.level2;
            }
            for name in [(level1, Some(level2)), (level1, None)] {
                leaves.entry(name).or_default().push((at!(performance.score_items[i].points), item.points.0));
            }
        }
        // Groups of one name have the same leaves, and share their sum.
        let sums: FxHashMap<_, (Option<Decimal>, Arc<[Source]>)> =
            leaves.into_iter().map(|(name, below)| (name, (sum(&below), places(&below).into()))).collect();
        for (row, group) in performance.score_groups.iter().enumerate() {
            let own = (&*group.level1, (!group.level2.is_blank()).then_some(&*group.level2));
            let (sum, inputs) = sums.get(&own).cloned().unwrap_or_default();
            let name = if group.level2.is_blank() { &group.level1 } else { &group.level2 };
            let (key, label) = (MeasureKey::ScoreGroup(row as u32), format!("“{}”下级分值合计", &**name));
            self.put_shared(key, label, MeasureValue::Number(sum), SUM, inputs);
        }
    }

    /// What was spent on a project (执行数), and how much of its budget that is (执行率).
    fn execution(&mut self, i: usize, project: &Project, name: &str) -> Option<Money> {
        let funds = [
            (at!(performance.projects[i].fiscal), project.fiscal),
            (at!(performance.projects[i].special_account), project.special_account),
            (at!(performance.projects[i].own_funds), project.own_funds),
            (at!(performance.projects[i].other_funds), project.other_funds),
        ];
        let executed = Money::sum_of(funds.iter().map(|(_, amount)| *amount));
        let inputs = funds.iter().map(|(path, _)| (*path).into()).collect();
        let key = MeasureKey::ProjectExecuted(i as u32);
        self.put(key, format!("{name}执行数"), MeasureValue::Money(executed), SUM, inputs);
        let rate = Ratio::share(executed, project.adjusted_budget);
        let inputs = vec![Source::Measure(key), at!(performance.projects[i].adjusted_budget).into()];
        let rate_key = MeasureKey::ProjectExecution(i as u32);
        self.put(rate_key, format!("{name}预算执行率"), MeasureValue::Ratio(rate), COMPLETION, inputs);
        executed
    }

    /// Rate times quantity of each part, and their sum.
    fn parts(&mut self, i: usize, project: &Project, name: &str) {
        let mut whole: Option<Money> = None;
        let mut sources = Vec::new();
        for (j, part) in project.parts.iter().enumerate() {
            let product = product(part);
            let inputs = vec![
                at!(performance.projects[i].parts[j].standard).into(),
                at!(performance.projects[i].parts[j].quantity).into(),
            ];
            let key = MeasureKey::ProjectPart(i as u32, j as u32);
            let label = format!("{name}“{}”标准×数量", &*part.name);
            self.put(key, label, MeasureValue::Money(product), PRODUCT, inputs);
            if let Some(product) = product {
                whole = Money::sum_of([whole, Some(product)]);
                sources.push(Source::Measure(key));
            }
        }
        let label = format!("{name}标准×数量合计");
        self.put(MeasureKey::ProjectParts(i as u32), label, MeasureValue::Money(whole), SUM, sources);
    }

    /// Weights and scores of a project's indicators together with those of its execution.
    fn points(&mut self, i: usize, project: &Project, name: &str) {
        let mut weights = vec![(at!(performance.projects[i].execution_weight), project.execution_weight.0)];
        let mut scores = vec![(at!(performance.projects[i].execution_score), project.execution_score.0)];
        for (j, indicator) in project.indicators.iter().enumerate() {
            weights.push((at!(performance.projects[i].indicators[j].weight), indicator.weight.0));
            scores.push((at!(performance.projects[i].indicators[j].score), indicator.score.0));
        }
        let row = i as u32;
        for (key, words, values) in [
            (MeasureKey::ProjectWeights(row), "权重合计", weights),
            (MeasureKey::ProjectScores(row), "得分合计", scores),
        ] {
            let value = MeasureValue::Number(sum(&values));
            self.put(key, format!("{name}{words}"), value, SUM, places(&values));
        }
    }
}

/// To the 分; `None` if a factor is blank or the product is out of all proportion.
fn product(part: &ProjectPart) -> Option<Money> {
    let product = part.standard?.yuan().checked_mul(part.quantity.0?)?;
    Money::from_yuan(product.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// `None` when all are blank.
fn sum(values: &[(Path, Option<Decimal>)]) -> Option<Decimal> {
    values.iter().filter_map(|(_, value)| *value).reduce(|a, b| a + b)
}

fn places(values: &[(Path, Option<Decimal>)]) -> Vec<Source> {
    values.iter().map(|(path, _)| (*path).into()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{document::Document, figures::Figures};

    fn figures() -> Figures {
        let text = include_str!("../../samples/clean.json");
        let document: Document = serde_json::from_str(text).expect("the sample opens");
        Figures::of(&Arc::new(document))
    }

    #[test]
    fn standard_times_quantity() {
        let measures = figures().measures;
        // 困难职工帮扶: 2000 × 24 ＋ 2400 × 12 = 76 800 元.
        assert_eq!(measures.money(MeasureKey::ProjectPart(1, 0)), Some(Money::from_fen(4_800_000)));
        assert_eq!(measures.money(MeasureKey::ProjectParts(1)), Some(Money::from_fen(7_680_000)));
        assert_eq!(measures.money(MeasureKey::ProjectParts(1)), measures.money(MeasureKey::ProjectExecuted(1)));
    }

    #[test]
    fn points_add_up() {
        let measures = figures().measures;
        let number = |key: MeasureKey| measures.number(key).map(|number| number.normalize().to_string());
        assert_eq!(number(MeasureKey::ProjectWeights(0)).as_deref(), Some("100"));
        assert_eq!(number(MeasureKey::ProjectScores(1)).as_deref(), Some("97.85"));
        assert_eq!(number(MeasureKey::ScorePoints).as_deref(), Some("100"));
        assert_eq!(number(MeasureKey::ScoreGroup(0)).as_deref(), Some("65"));
        assert_eq!(number(MeasureKey::ScoreGroup(1)).as_deref(), Some("15"));
    }
}
