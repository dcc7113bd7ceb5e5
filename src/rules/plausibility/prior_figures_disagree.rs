//! M07: last year's figures disagree.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Fund, Path},
    figures::{Figures, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, Side, State, Tolerance},
};

pub static RULE: Rule = Rule {
    id: "M07",
    severity: Severity::Error,
    title: "上年数前后不一致",
    checks: "上年支出、基本与项目、人员与公用、机关运行经费、“三公”经费等处填的上年数互相吻合；上年总计 ≥ 各科目上年决算 ＋ 上年年末结转和结余",
    basis: "上年部门决算公开",
    remedy: "对照上年公开的报告，改正填错的上年数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut check = Check { figures, findings, compared: false, missing: Vec::new() };
    let prior = &figures.document.other.prior;
    let gpb = (at!(other.prior.gpb_total), prior.gpb_total);
    let basic = (at!(other.prior.basic), prior.basic);
    let public = (at!(other.prior.public), prior.public);
    check.sum(gpb, &[basic, (at!(other.prior.project), prior.project)]);
    check.sum(basic, &[(at!(other.prior.personnel), prior.personnel), public]);
    check.lines(Fund::Gpb, gpb);
    check.lines(Fund::Government, (at!(other.prior.fund_total), prior.fund_total));
    check.lines(Fund::StateCapital, (at!(other.prior.soc_total), prior.soc_total));
    check.whole((at!(income.prior_total), figures.document.income.prior_total), &[Fund::Other]);
    check.whole((at!(income.prior_fiscal_total), figures.document.income.prior_fiscal_total), &[]);
    let income = &figures.document.income;
    let total = (at!(income.prior_total), income.prior_total);
    let fiscal = (at!(income.prior_fiscal_total), income.prior_fiscal_total);
    check.at_most(fiscal, total);
    check.at_most(gpb, fiscal);
    check.at_most((at!(other.operating.prior), figures.document.other.operating.prior), public);
    let three_public = (at!(three_public.prior.abroad), three_public(figures));
    check.part("上年“三公”经费合计", three_public, fiscal);
    let Check { compared, missing, .. } = check;
    if !missing.is_empty() {
        return Err(Missing(missing));
    }
    if compared { Ok(Applies::Yes) } else { Err(Missing::one(at!(income.prior_total))) }
}

type Stated = (Path, Option<Money>);

struct Check<'a> {
    figures: &'a Figures,
    findings: &'a mut Findings,
    compared: bool,
    missing: Vec<Source>,
}

impl<'a> Check<'a> {
    /// A total and its parts; without any of them there is nothing to say.
    fn sum(&mut self, total: Stated, parts: &[Stated]) {
        let blank: Vec<Source> =
            parts.iter().chain([&total]).filter(|(_, amount)| amount.is_none()).map(|(p, _)| (*p).into()).collect();
        if blank.len() > parts.len() {
            return;
        }
        self.missing.extend(blank.iter().cloned());
        let (stated, sum) = (self.one(total), Side::entered(self.figures, parts.iter().copied()));
        if let (true, Some(stated), Some(sum)) = (blank.is_empty(), stated, sum) {
            self.compared = true;
            let tolerance = Tolerance::Addends(sum.addends());
            self.findings.compare(&stated, &sum, tolerance);
        }
    }

    /// A total and last year's column of the lines. Items that ended last year may have no line, so that too little
    /// is only a hint.
    fn lines(&mut self, fund: Fund, total: Stated) {
        let lines = self.figures.document.expenditure.lines.iter().enumerate();
        let of_fund = lines.filter(|(_, line)| line.fund_or_default() == fund);
        let amounts: Vec<(Path, Money)> = of_fund
            .filter_map(|(i, line)| Some((at!(expenditure.lines[i].prior_actual), line.prior_actual?)))
            .collect();
        let (Some((first, _)), Some(stated)) = (amounts.first(), total.1) else { return };
        self.compared = true;
        let sum: Money = amounts.iter().map(|(_, amount)| *amount).sum();
        let tolerance = self.figures.tables.envelope(u32::try_from(amounts.len()).unwrap_or(u32::MAX));
        let difference = sum - stated;
        if difference.abs() <= tolerance {
            return;
        }
        let message = format!(
            "{} {}，各科目上年决算合计 {}，相差 {}{}",
            self.figures.label(&total.0.into()),
            self.findings.amount(stated),
            self.findings.amount(sum),
            self.findings.amount(difference.abs()),
            self.findings.unit()
        );
        let suspects = self.suspects(|of_line| of_line == fund);
        let places = [total.0, *first].into_iter().map(Source::from).chain(suspects);
        let finding = self.findings.report(places, message);
        if difference.is_negative() {
            finding.message.push_str("；上年有而本年没有的科目，可补一行只填上年决算");
            finding.downgrade(Severity::Hint);
        }
    }

    /// Last year's total is at least what the lines spent and what was left over; `besides` goes beyond appropriations
    /// (财政拨款).
    fn whole(&mut self, total: Stated, besides: &[Fund]) {
        let Some(stated) = total.1 else { return };
        let Some(witness) = witness(self.figures, besides) else { return };
        self.compared = true;
        let tolerance = self.figures.tables.envelope(witness.addends);
        let difference = witness.sum - stated;
        if difference.abs() <= tolerance {
            return;
        }
        let message = format!(
            "{} {}，各科目上年决算加上年年末结转和结余 {}，相差 {}{}",
            self.figures.label(&total.0.into()),
            self.findings.amount(stated),
            self.findings.amount(witness.sum),
            self.findings.amount(difference.abs()),
            self.findings.unit()
        );
        let suspects = self.suspects(|_| true);
        let places = [total.0, at!(other.prior.closing)].into_iter().map(Source::from).chain(suspects);
        let finding = self.findings.report(places, message);
        // More than twice as much is no matter of items that ended.
        let is_far = stated.yuan() > witness.sum.yuan() * Decimal::TWO;
        if difference.is_negative() && !is_far {
            finding.message.push_str("；上年有而本年没有的科目，可补一行只填上年决算");
            finding.downgrade(Severity::Hint);
        } else {
            if difference.is_negative() {
                finding.message.push_str("，疑似多录一位或单位不同");
            }
            finding.downgrade(Severity::Warning);
        }
    }

    /// The lines whose last year's amount is farthest from this year's, that one first.
    fn suspects(&self, wanted: impl Fn(Fund) -> bool) -> Vec<Source> {
        const ENOUGH: usize = 4;
        let lines = self.figures.document.expenditure.lines.iter().enumerate();
        let mut apart: Vec<(Decimal, usize)> = lines
            .filter(|(_, line)| wanted(line.fund_or_default()))
            .filter_map(|(i, line)| {
                let (before, now) = (line.prior_actual?.yuan().abs(), line.total()?.yuan().abs());
                let larger = before.max(now);
                Some((larger.checked_div(before.min(now)).unwrap_or(Decimal::MAX), i))
            })
            .collect();
        apart.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        apart.into_iter().take(ENOUGH).map(|(_, i)| at!(expenditure.lines[i].prior_actual).into()).collect()
    }

    /// A part is no more than the whole.
    fn at_most(&mut self, part: Stated, whole: Stated) {
        let words = self.figures.label(&part.0.into());
        self.part(&words, part, whole);
    }

    /// [`Check::at_most`] for a part of this name.
    fn part(&mut self, words: &str, part: Stated, whole: Stated) {
        let (Some(amount), Some(limit)) = (part.1, whole.1) else { return };
        self.compared = true;
        if amount - limit > self.figures.tables.envelope(1) {
            let message = format!(
                "{words} {}，大于{} {}，多出 {}{}",
                self.findings.amount(amount),
                self.figures.label(&whole.0.into()),
                self.findings.amount(limit),
                self.findings.amount(amount - limit),
                self.findings.unit()
            );
            self.findings.report([part.0, whole.0], message);
        }
    }

    fn one(&self, stated: Stated) -> Option<Side<'a>> {
        Side::one(self.figures, stated.0, stated.1)
    }
}

/// What the lines say of last year's total.
pub(super) struct Witness {
    pub sum: Money,
    addends: u32,
}

/// The spending of last year of the lines and what was left at the end of last year; `None` where either is not
/// entered. Without `besides` only appropriations.
pub(super) fn witness(figures: &Figures, besides: &[Fund]) -> Option<Witness> {
    let is_counted = |fund: Fund| fund != Fund::Other || besides.contains(&fund);
    let lines = figures.document.expenditure.lines.iter().filter(|line| is_counted(line.fund_or_default()));
    let amounts = lines.filter_map(|line| line.prior_actual);
    let closing = &figures.document.other.prior.closing;
    let left = [Some(closing.gpb), Some(closing.fund), Some(closing.soc), besides.first().map(|_| closing.other)];
    let left: Vec<Money> = left.into_iter().flatten().collect::<Option<Vec<Money>>>()?;
    let (mut sum, mut addends) = (Money::ZERO, 0);
    for amount in amounts {
        sum += amount;
        addends += 1;
    }
    // Nothing was spent last year, or nobody has entered it.
    if addends == 0 {
        return None;
    }
    Some(Witness { sum: sum + left.into_iter().sum(), addends: addends + 4 })
}

/// All of last year's three-public spending.
fn three_public(figures: &Figures) -> Option<Money> {
    let prior = &figures.document.three_public.prior;
    Money::sum_of([
        prior.abroad,
        prior.vehicle_purchase,
        prior.vehicle_running,
        prior.reception_domestic,
        prior.reception_foreign,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, is_not_checked, passes, run};

    fn cells(project: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(other.prior.gpb_total), "316.23"),
            (at!(other.prior.basic), "205.00"),
            (at!(other.prior.project), project),
            (at!(other.prior.personnel), "191.73"),
            (at!(other.prior.public), "13.27"),
        ]
    }

    #[test]
    fn parts_and_totals_of_last_year_agree() {
        passes(&RULE, &cells("111.23"));
        fires(
            &RULE,
            &cells("121.23"),
            "上年数›上年一般公共预算财政拨款支出 316.23，上年数›上年基本支出 ＋ 上年数›上年项目支出 326.23，相差 10.00万元",
        );
    }

    #[test]
    fn the_lines_agree() {
        let line = |amount| {
            let mut cells = cells("111.23");
            cells.push((at!(expenditure.lines[0].prior_actual), amount));
            cells
        };
        passes(&RULE, &line("316.23"));
        fires(
            &RULE,
            &line("320.23"),
            "上年数›上年一般公共预算财政拨款支出 316.23，各科目上年决算合计 320.23，相差 4.00万元",
        );
        let (found, _) = run(&RULE, &document(&line("300")));
        assert_eq!(found.first().map(|finding| finding.severity), Some(Severity::Hint));
    }

    #[test]
    fn the_total_of_last_year_has_a_witness() {
        let cells = |total| {
            let mut cells = vec![
                (at!(income.prior_total), total),
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].basic), "225"),
                (at!(expenditure.lines[0].prior_actual), "219.85"),
            ];
            for (field, amount) in [("gpb", "3.60"), ("fund", "0.80"), ("soc", "0"), ("other", "0")] {
                cells.push((at!(other.prior.closing).field(field), amount));
            }
            cells
        };
        passes(&RULE, &cells("224.25"));
        let fault = |total| {
            let (found, _) = run(&RULE, &document(&cells(total)));
            found.first().map(|finding| (finding.severity, finding.message.clone()))
        };
        assert_eq!(
            fault("2242.50"),
            Some((
                Severity::Warning,
                "上年数›上年收入支出总计 2,242.50，各科目上年决算加上年年末结转和结余 224.25，相差 2,018.25万元，疑似多录一位或单位不同".to_owned()
            ))
        );
        assert_eq!(fault("240.00").map(|(severity, _)| severity), Some(Severity::Hint));
        assert_eq!(fault("22.43").map(|(severity, _)| severity), Some(Severity::Warning));
    }

    #[test]
    fn a_part_is_no_more_than_the_whole() {
        let cells = |fiscal| [(at!(income.prior_total), "316.23"), (at!(income.prior_fiscal_total), fiscal)];
        passes(&RULE, &cells("316.23"));
        fires(
            &RULE,
            &cells("320"),
            "上年数›上年财政拨款收入支出总计 320.00，大于上年数›上年收入支出总计 316.23，多出 3.77万元",
        );
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells(""));
    }
}
