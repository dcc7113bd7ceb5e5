//! N08: percentages in the text are those of the chart.

use crate::{
    charts::{ChartMark, ChartSpec},
    figures::{Column, Source},
    report::{Block, Report, Topic},
    rules::{
        Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State,
        kit::printed::{Statement, paragraphs},
    },
};

pub static RULE: Rule = Rule {
    id: "N08",
    severity: Severity::Warning,
    title: "图文百分比不一致",
    checks: "说明文字中的百分比 ＝ 同一节图中的百分比",
    basis: super::BASIS,
    remedy: "按图中由数据算出的百分比改正文字",
    state: State::Printed(run),
};

/// Neither the program's sentence nor its chart can be corrected.
const BOTH_FOLLOW: &str = "文字和图都由程序按表写出，不用改；核对报告上印的数与各项之和";

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let mut applies = Applies::No;
    let mut missing: Vec<Source> = Vec::new();
    for chart in printed.charts {
        let marks: Vec<ChartMark> = chart.marks().into_iter().filter(|mark| mark.share.is_some()).collect();
        missing.extend(nothing_entered(printed, chart));
        for topic in topics_with(printed.report, chart.key).filter(|_| !marks.is_empty()) {
            for paragraph in paragraphs(printed.report, topic) {
                for (words, share) in shares(&paragraph.statements()) {
                    let Some(mark) = mark_named(&marks, words) else { continue };
                    let Some(percent) = mark.share.and_then(|share| share.percent()) else { continue };
                    applies = Applies::Yes;
                    if share.percent != Some(percent.value()) && !printed.is_typed_wrong(share) {
                        let message = format!("文字写{}占{}，{}中占{percent}", mark.name, share.number, chart.title);
                        let cells = share.place.clone().into_iter().chain([mark.source.clone()]);
                        let found = findings.report(cells, message).values(percent.to_string(), share.number);
                        if !share.is_written {
                            found.downgrade(Severity::Hint);
                            found.remedy = BOTH_FOLLOW;
                        }
                    }
                }
            }
        }
    }
    if missing.is_empty() { Ok(applies) } else { Err(Missing(missing)) }
}

/// A chart of a table in which nothing stands yet.
fn nothing_entered(printed: &Printed, chart: &ChartSpec) -> Option<Source> {
    let total = crate::figures::CellKey::total(chart.table, Column::Total);
    let is_by_item = matches!(chart.table.number(), 3 | 6);
    (is_by_item && printed.figures.tables.printed(total).is_none()).then_some(total.into())
}

/// The sections that show the chart.
fn topics_with<'a>(report: &'a Report, key: &str) -> impl Iterator<Item = &'a Topic> {
    let shows = move |block: &Block| matches!(block, Block::Chart(own) if *own == key);
    report.topics.iter().filter(move |topic| report.blocks_of(topic).iter().any(&shows))
}

/// The percentages that follow amounts as “占…”, each with the words before its amount; or with words of its own.
fn shares<'s, 'p>(told: &'s [Statement<'p>]) -> Vec<(&'p str, &'s Statement<'p>)> {
    let mut found = Vec::new();
    let mut amount: Option<&str> = None;
    for statement in told {
        if statement.percent.is_none() {
            amount = Some(statement.words);
        } else if let Some(own) = statement.words.strip_suffix('占') {
            found.extend(if own.is_empty() { amount } else { Some(own) }.map(|words| (words, statement)));
        }
    }
    found
}

/// The mark whose name the words hold; the longest name first.
fn mark_named<'m>(marks: &'m [ChartMark], words: &str) -> Option<&'m ChartMark> {
    marks.iter().filter(|mark| words.contains(&mark.name)).max_by_key(|mark| mark.name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "160.45"),
            (at!(expenditure.lines[1].item), "2210201"),
            (at!(expenditure.lines[1].basic), "71.89"),
        ]
    }

    #[test]
    fn text_and_chart_say_the_same() {
        passes(&RULE, &with_addition(cells(), "gpb_structure", "住房保障支出71.89万元，占30.94%。"));
        let own = with_addition(cells(), "gpb_structure", "其中住房保障支出71.89万元，占31%。");
        fires(&RULE, &own, "文字写住房保障支出占31%，本年度一般公共预算财政拨款支出决算结构中占30.94%");
    }
}
