//! Every sentence against its figures, over documents at the edges of rounding: words, amounts and rates never deny each
//! other, and marks never meet, whatever people typed.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::{
    document::{BudgetBasis, Document, LongText, Region},
    figures::{Figures, MeasureValue, Source, Value},
    money::Money,
    report::{Block, Report, Run, value::is_printed_exactly},
};

/// In 分: nothing, less than what is shown, at the edge, small, large and beside large.
const AMOUNTS: [i64; 12] = [
    0,
    1,
    2_000,
    4_999,
    5_000,
    10_000,
    50_000,
    123_456_789,
    1_000_000_000,
    1_000_000_001,
    1_000_000_100,
    1_000_050_000,
];

const REASONS: [&str; 10] = [
    "",
    "人员增加",
    "主要原因是人员增加。",
    "变动原因：人员增加,。",
    "，主要是由于会议减少；",
    "主要原因是",
    "支出减少的主要原因是项目完工。。",
    "人员增加，\n会议减少。",
    "因公务接待批次减少!",
    "。",
];

fn amount() -> impl Strategy<Value = Option<Money>> {
    prop_oneof![1 => Just(None), 9 => prop::sample::select(&AMOUNTS[..]).prop_map(|fen| Some(Money::from_fen(fen)))]
}

fn reason() -> impl Strategy<Value = LongText> {
    prop::sample::select(&REASONS[..]).prop_map(LongText::new)
}

prop_compose! {
    fn documents()(
        amounts in prop::collection::vec(amount(), 40),
        reasons in prop::collection::vec(reason(), 13),
        region in prop::sample::select(&[None, Some(Region::Sichuan), Some(Region::National), Some(Region::Shanghai)][..]),
        basis in prop::sample::select(&[None, Some(BudgetBasis::Initial), Some(BudgetBasis::Adjusted)][..]),
        is_empty in prop::bool::weighted(0.1),
    ) -> Document {
        let mut document: Document = serde_json::from_str(include_str!("../../../samples/clean.json")).expect("opens");
        if is_empty {
            document = Document::default();
            document.expenditure.lines.push(Default::default());
        }
        let mut amounts = amounts.into_iter().cycle();
        let mut next = || amounts.next().flatten();
        document.unit.region = region;
        document.unit.budget_basis = basis;
        let lines = document.expenditure.lines.iter().cloned().map(|mut line| {
            (line.basic, line.project) = (next(), next());
            line.initial_budget = if next().is_some() { line.basic } else { next() };
            line.adjusted_budget = next();
            line
        });
        document.expenditure.lines = lines.collect();
        let lines = document.income.lines.iter().cloned().map(|mut line| {
            (line.gpb, line.other) = (next(), next());
            line
        });
        document.income.lines = lines.collect();
        let prior = &mut document.other.prior;
        (prior.gpb_total, prior.fund_total, prior.soc_total) = (next(), next(), next());
        (document.income.prior_total, document.income.prior_fiscal_total) = (next(), next());
        let three = &mut document.three_public;
        for part in [&mut three.actual, &mut three.budget, &mut three.prior] {
            (part.abroad, part.vehicle_running, part.reception_domestic) = (next(), next(), next());
        }
        let operating = &mut document.other.operating;
        (operating.amount, operating.prior) = (next(), next());
        let [income, fiscal, gpb, fund, soc, planned, total, abroad, vehicle, reception, budget, costs, purpose] =
            <[LongText; 13]>::try_from(reasons).expect("thirteen");
        (document.income.reason, document.income.fiscal_reason) = (income, fiscal);
        let expenditure = &mut document.expenditure;
        (expenditure.gpb_reason, expenditure.fund_reason, expenditure.soc_reason) = (gpb, fund, soc);
        expenditure.budget_reason = planned;
        (three.total_reason, three.abroad_reason, three.vehicle_reason) = (total, abroad, vehicle);
        (three.reception_reason, three.budget_reason, three.reception_purpose) = (reception, budget, purpose);
        document.other.operating.reason = costs;
        document
    }
}

/// What no sentence may contain.
const NEVER: [&str; 32] = [
    "。。",
    "，。",
    "，，",
    "、。",
    "；。",
    "：。",
    "：，",
    "：；",
    "；；",
    "，；",
    ",。",
    "（）",
    "其中：。",
    "其中：；",
    "持平，主要",
    "持平的主要",
    "是主要原因",
    "是变动原因",
    "是主要变动",
    "是支出减少的",
    "是主要是",
    "是由于",
    "增加0.00万元",
    "减少0.00万元",
    "增长0.00%",
    "下降0.00%",
    "原因：主要原因",
    "原因：变动原因",
    "原因：主要是",
    "的主要原因的",
    "万元万元",
    "元万元",
];

/// The number that ends here: of `占86.12` the 86.12.
fn number_before(text: &str) -> Option<Decimal> {
    let start = text
        .rfind(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    text[start..].parse().ok()
}

fn check(sentence: &str) {
    for words in NEVER {
        assert!(!sentence.contains(words), "“{words}” in {sentence}");
    }
    for (at, _) in sentence.match_indices("万元，占0%") {
        assert_eq!(number_before(&sentence[..at]), Some(Decimal::ZERO), "{sentence}");
    }
    for clause in sentence.split(['。', '；', '：']) {
        let has = |word: &str| clause.contains(word);
        assert!(!has("增长0%") && !has("下降0%"), "{sentence}");
        for (verb, wrong) in [("增加", "万元，下降"), ("减少", "万元，增长")] {
            let amounts = clause.match_indices(verb).filter_map(|(at, _)| clause.get(at + verb.len()..));
            let mut follows = amounts.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'));
            assert!(!follows.any(|rest| rest.starts_with(wrong)), "{sentence}");
        }
        let Some((_, rate)) = clause.split_once("完成") else { continue };
        let Some((before, after)) = rate.split_once('%') else { continue };
        let compared = after.split_once("决算数").map(|(_, words)| words).unwrap_or_default();
        let is_whole = number_before(before) == Some(Decimal::ONE_HUNDRED);
        let is_near = compared.contains("基本持平");
        assert!(!(is_whole && (compared.contains("大于") || compared.contains("小于"))), "{sentence}");
        let is_equal = !is_near && (compared.contains("等于") || compared.contains("持平"));
        assert!(is_whole || !is_equal, "{sentence}");
    }
}

fn half_up(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// What a figure in print must be: its amount or rate computed anew from the amounts it is made of, its unit behind it, and
/// before it the word for its direction.
fn check_figures(figures: &Figures, runs: &[Run], sentence: &str) {
    let words = |at: Option<usize>| match at.and_then(|at| runs.get(at)) {
        Some(Run::Words(words)) => words.as_str(),
        _ => "",
    };
    for (at, run) in runs.iter().enumerate() {
        let Run::Figure { text, source } = run else { continue };
        let (before, after) = (words(at.checked_sub(1)), words(Some(at + 1)));
        let amount = |source: &Source| Value::of(figures, source).money().map(Money::yuan);
        let wrong = |expected: Decimal| format!("{text} for {expected} ({source}) in {sentence}");
        let is_amount = |exact: Decimal| {
            // Those of projects are printed whole: the sentence adds them up.
            let is_whole =
                is_printed_exactly(Money::from_fen((exact * Decimal::ONE_HUNDRED).to_i64().expect("fen")), source);
            let exact = match after.starts_with('元') {
                true => exact,
                false if is_whole => exact / Decimal::from(10_000),
                false => half_up(exact / Decimal::from(10_000)),
            };
            assert_eq!(text.replace(',', "").parse(), Ok(exact), "{}", wrong(exact));
            assert!(after.starts_with('元') || after.starts_with("万元"), "{}", wrong(exact));
        };
        let Source::Measure(key) = source else {
            if let Some(exact) = amount(source) {
                is_amount(exact);
            }
            continue;
        };
        let Some(measure) = figures.measures.get(*key) else { continue };
        // The amount, and what it is compared with, which may be a sum.
        let parts = || -> Option<(Decimal, Decimal)> {
            let (first, others) = measure.inputs.split_first()?;
            let others: Vec<Decimal> = others.iter().filter_map(amount).collect();
            (!others.is_empty()).then_some((amount(first)?, others.iter().sum()))
        };
        let is_rate = |part: Decimal, whole: Decimal| {
            let exact = half_up(part * Decimal::ONE_HUNDRED / whole);
            match text.strip_suffix('%').expect("a rate").strip_prefix("不足") {
                Some(least) => assert!(exact.is_zero() && !part.is_zero() && least == "0.01", "{}", wrong(exact)),
                None => assert_eq!(text.trim_end_matches('%').parse(), Ok(exact), "{}", wrong(exact)),
            }
        };
        match measure.value {
            MeasureValue::Money(Some(money)) => is_amount(money.yuan()),
            MeasureValue::Ratio(_) => {
                let Some((part, whole)) = parts() else { continue };
                is_rate(part, whole);
                let is_told = ["占", "完成", "执行率", "进度"].iter().any(|word| before.contains(word));
                assert!(is_told, "{before}{text}: {sentence}");
            }
            MeasureValue::Growth(_) => {
                let Some((now, then)) = parts() else { continue };
                let change = now - then;
                let [verb, rate] = if change.is_sign_negative() { ["减少", "下降"] } else { ["增加", "增长"] };
                if text.ends_with('%') {
                    is_rate(change.abs(), then.abs());
                    assert!(before.ends_with(rate), "{before}{text}: {sentence}");
                } else {
                    is_amount(change.abs());
                    assert!(before.ends_with(verb), "{before}{text}: {sentence}");
                }
            }
            _ => {}
        }
    }
}

/// “大于” and “小于” never deny the budget and the amount that stand before them.
fn check_budget(sentence: &str) {
    let number = |text: &str| -> Option<Decimal> { text.split_once('万')?.0.parse().ok() };
    for (at, word) in sentence.match_indices("决算数").map(|(at, word)| (at, &sentence[at + word.len()..])) {
        let Some((_, since)) = sentence[..at].rsplit_once("预算为") else { continue };
        // Of the same item, and not of parts of it.
        let Some((_, behind)) = since.split_once("支出决算为").filter(|(_, rest)| !rest.contains("支出决算为"))
        else {
            continue;
        };
        let Some((budget, spent)) = number(since).zip(number(behind)) else { continue };
        assert!(!word.starts_with("大于") || spent >= budget, "{sentence}");
        assert!(!word.starts_with("小于") || spent <= budget, "{sentence}");
        assert!(!word.starts_with("等于") || spent == budget, "{sentence}");
    }
}

/// What the sentence on the general budget says of the change, computed from the lines alone.
fn told_change(document: &Document) -> Option<String> {
    let own = |line: &&crate::document::ExpenditureLine| line.fund_or_default() == crate::document::Fund::Gpb;
    let lines = document.expenditure.lines.iter().filter(own).filter(|line| !line.item.is_blank());
    let mut spent = Decimal::ZERO;
    for line in lines {
        let parts = [line.basic, line.project, line.to_superior, line.operating, line.subsidy];
        parts.into_iter().flatten().for_each(|part| spent += part.yuan());
    }
    let prior = document.other.prior.gpb_total?.yuan();
    let change = spent - prior;
    let shown = half_up(change.abs() / Decimal::from(10_000));
    if shown.is_zero() {
        return Some(if change.is_zero() { "支出持平".to_owned() } else { "支出基本持平".to_owned() });
    }
    let (verb, growth) = if change.is_sign_negative() { ("减少", "下降") } else { ("增加", "增长") };
    if prior.is_zero() {
        return Some(format!("支出{verb}{shown:.2}万元，上年无此项支出"));
    }
    let rate = half_up(change.abs() * Decimal::ONE_HUNDRED / prior.abs());
    let rate = match rate {
        none if none.is_zero() => "不足0.01%".to_owned(),
        all if all == Decimal::ONE_HUNDRED => "100%".to_owned(),
        rate => format!("{rate:.2}%"),
    };
    Some(format!("支出{verb}{shown:.2}万元，{growth}{rate}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_sentence_denies_its_figures(document in documents()) {
        let figures = Figures::of(&Arc::new(document.clone()));
        let report = Report::of(&figures);
        for block in report.blocks() {
            if let Block::Paragraph(paragraph) = block {
                let sentence = paragraph.text();
                check(&sentence);
                check_budget(&sentence);
                check_figures(&figures, &paragraph.runs, &sentence);
            }
        }
        // An amount may follow from the detail.
        let document = &*figures.document;
        let has_lines = document.expenditure.lines.iter().any(|line| !line.item.is_blank() && line.basic.or(line.project).is_some());
        if let (true, Some(told)) = (has_lines, told_change(document)) {
            let topic = report.topic("gpb_overview").expect("the topic");
            let text: String = report.blocks_of(topic).iter().filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.text()),
                _ => None,
            }).collect();
            prop_assert!(text.contains(&told), "{told} not in {text}");
        }
    }
}
