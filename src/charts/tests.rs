//! Tests of the seven charts, and of what rules N01 to N08 demand of them.

use std::f32::consts::TAU;

use super::{testing::*, *};
use crate::{
    document::{ExpenditureLine, FunctionalCode, IncomeLine},
    figures::{CellKey, Column, Figures, MeasureValue, T02},
    money::Money,
};

fn parts(spec: &ChartSpec) -> &PartsOfWhole {
    match &spec.kind {
        ChartKind::Parts(parts) => parts,
        ChartKind::Columns(_) => panic!("{} is no pie", spec.key),
    }
}

fn columns(spec: &ChartSpec) -> &YearColumns {
    match &spec.kind {
        ChartKind::Columns(columns) => columns,
        ChartKind::Parts(_) => panic!("{} has no columns", spec.key),
    }
}

/// Amounts for every source, kind and class.
fn full() -> crate::document::Document {
    let mut document = reference();
    let some = |text| Some(wan(text));
    document.income.lines.push(IncomeLine {
        item: FunctionalCode::new("2012901"),
        fund: some("1"),
        soc: some("0.5"),
        superior: some("12345.67"),
        business: some("800"),
        operating: some("2"),
        affiliate: some("3"),
        other: some("40"),
        ..IncomeLine::default()
    });
    for (item, basic) in [
        ("2040101", "0.3"),
        ("2050101", "3000.5"),
        ("2060101", "0.1"),
        ("2070101", "7"),
        ("2110101", "30"),
        ("2120101", "12"),
        ("2130101", "900"),
        ("2240101", "0.01"),
    ] {
        let line = ExpenditureLine { to_superior: some("5"), operating: some("1"), ..spending(item, basic, "2") };
        document.expenditure.lines.push(line);
    }
    document.three_public.actual.abroad = some("3.10");
    document.three_public.actual.vehicle_running = some("12");
    document
}

#[test]
fn every_amount_is_a_cell_and_every_share_a_measure() {
    let (figures, charts) = charts(full());
    let mut marks = 0;
    for mark in charts.iter().flat_map(ChartSpec::marks) {
        marks += 1;
        let printed = match &mark.source {
            Source::Cell(cell) => figures.tables.printed(*cell),
            Source::Entered(path) => figures.document.entry(*path).and_then(|entry| match entry {
                crate::document::Entry::Money(money) => Some(money),
                _ => None,
            }),
            Source::Measure(_) => None,
        };
        assert_eq!(printed, Some(mark.amount), "{}", mark.name);
        if let Some(share) = mark.share {
            let twin = figures.measures.iter().find(|(key, measure)| {
                key.to_string().contains("share") && measure.inputs.first() == Some(&mark.source)
            });
            let (_, measure) = twin.unwrap_or_else(|| panic!("no measure for {}", mark.name));
            assert_eq!(measure.value, MeasureValue::Ratio(share), "{}", mark.name);
            assert!(share.percent().is_some(), "{}", mark.name);
        }
    }
    assert_eq!(marks, 4 + 8 + 4 + 4 + 2 + 12 + 3);
    assert_eq!(
        parts(&charts[1]).parts()[3].amount,
        figures.tables.printed(CellKey::total(T02, Column::Superior)).expect("sum"),
        "the lines of 公开01表 are the columns of 公开02表"
    );
}

#[test]
fn the_reference_pie_has_the_shares_of_the_text() {
    let charts = reference_charts();
    let labels: Vec<String> = charts[5].marks().iter().map(|mark| mark.words("万元")).collect();
    assert_eq!(
        labels,
        [
            "一般公共服务支出 160.45万元，占69.06%",
            "社会保障和就业支出 44.72万元，占19.25%",
            "卫生健康支出 14.26万元，占6.14%",
            "住房保障支出 12.91万元，占5.56%"
        ]
    );
    let kinds: Vec<String> = charts[2].marks().iter().map(|mark| mark.words("万元")).collect();
    assert_eq!(kinds, ["基本支出 200.09万元，占86.12%", "项目支出 32.25万元，占13.88%"]);
}

#[test]
fn the_whole_is_never_one_of_its_parts() {
    let (figures, charts) = charts(full());
    for spec in charts.iter().filter(|spec| matches!(spec.kind, ChartKind::Parts(_))) {
        let parts = parts(spec);
        assert!(parts.parts().iter().all(|part| part.source != Source::Cell(parts.whole())), "{}", spec.key);
        assert_eq!(Some(parts.sum()), parts.total(), "{}", spec.key);
        assert_eq!(parts.tail(), Money::ZERO);
    }
    for (whole, _) in figures.tables.iter() {
        for division in [Division::Terms, Division::RowsBelow] {
            let parts = PartsOfWhole::of(&figures, whole, division, &|_, cell| PartName {
                name: cell.to_string(),
                colour: Colour(0),
            });
            assert!(parts.parts().iter().all(|part| part.source != Source::Cell(whole)), "{whole}");
        }
    }
}

#[test]
fn every_series_has_a_value_for_each_year() {
    for spec in [reference(), full(), Default::default()].into_iter().flat_map(|document| charts(document).1) {
        if let ChartKind::Columns(columns) = &spec.kind {
            assert!(columns.series.iter().all(|series| series.values.len() == columns.years.len()), "{}", spec.key);
        }
    }
}

#[test]
fn titles_and_unit_are_those_of_the_table() {
    let charts = reference_charts();
    let titles: Vec<&str> = charts.iter().map(|spec| spec.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "2024年度收入支出决算总体情况",
            "2024年度收入决算结构",
            "2024年度支出决算结构",
            "2024年度财政拨款收入支出决算总体情况",
            "2024年度一般公共预算财政拨款支出决算变动情况",
            "2024年度一般公共预算财政拨款支出决算结构",
            "2024年度财政拨款“三公”经费支出决算结构"
        ]
    );
    for spec in &charts {
        let scene = layout(spec, Below::Caption, 560.0, 300.0, &nominal_width);
        assert!(scene.texts().any(|text| text.text == spec.caption()), "{}", spec.key);
        let table = spec.table.title().trim_end_matches('表').trim_end_matches('总');
        assert!(spec.title.contains(table), "{}", spec.key);
    }
}

#[test]
fn zero_parts_are_hidden_and_a_single_part_is_a_bar_with_its_words() {
    let charts = reference_charts();
    for (place, words) in [(1, "一般公共预算财政拨款收入　232.34　100%"), (6, "公务接待费　0.09　100%")]
    {
        assert_eq!((charts[place].form(), &charts[place].sentence), (Form::Bar, &None));
        let scene = layout(&charts[place], Below::Nothing, 560.0, 300.0, &nominal_width);
        let bars: Vec<usize> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect { min, max, mark: Some(0), .. } => Some((max.x - min.x) as usize),
                _ => None,
            })
            .collect();
        assert_eq!(bars, [544], "as wide as the picture");
        assert_eq!(scene.texts().map(|text| text.text.as_str()).collect::<Vec<_>>(), [words]);
    }
    assert_eq!(parts(&charts[2]).parts().len(), 2, "上缴上级, 经营 and 补助 are blank");
    assert_eq!(charts[2].form(), Form::Pie(0));
}

#[test]
fn captions_count_the_charts_of_the_report() {
    let mut charts = reference_charts();
    assert_eq!(charts[0].caption(), "2024年度收入支出决算总体情况（单位：万元）");
    number(&mut charts, ["totals", "gpb_classes"].into_iter());
    let numbered: Vec<String> = charts.iter().map(ChartSpec::numbered_title).collect();
    assert_eq!(numbered[0], "图1 2024年度收入支出决算总体情况");
    assert_eq!(numbered[1], "2024年度收入决算结构");
    assert_eq!(charts[5].caption(), "图2 2024年度一般公共预算财政拨款支出决算结构（单位：万元）");
}

#[test]
fn a_chart_with_caption_and_note_takes_less_than_a_third_of_a_page() {
    // In points: above and below a drawing, and a line of small print.
    const AROUND: f32 = 9.0;
    const LINE: f32 = 17.5;
    const PAGE: f32 = 638.0;
    for spec in [reference(), full()].into_iter().flat_map(|document| charts(document).1) {
        let scene = layout(&spec, Below::Nothing, PRINTED_WIDTH, printed_height(&spec), &nominal_width);
        let lines = 1.0 + f32::from(u8::from(spec.note.is_some()));
        let points = scene.height * 442.0 / PRINTED_WIDTH + AROUND + lines * LINE;
        // A list is as high as it has lines.
        assert!(points < PAGE / 3.0 || spec.marks().len() > 8, "{}: {points}", spec.key);
    }
}

#[test]
fn nothing_entered_is_said_so() {
    for spec in charts(Default::default()).1 {
        let sentence = spec.sentence.clone().expect("sentence");
        assert!(sentence.contains("录入后自动成图"), "{sentence}");
        assert!(spec.title.starts_with("本年度"));
        assert!(
            layout(&spec, Below::Caption, 300.0, 240.0, &nominal_width).texts().any(|text| text.tone == Tone::Weak)
        );
    }
    let mut document = reference();
    document.three_public.actual.reception_domestic = Some(Money::ZERO);
    assert_eq!(charts(document).1[6].sentence.as_deref(), Some("“三公”经费各项均为0.00万元"));
}

#[test]
fn a_missing_year_is_left_out_and_named() {
    let mut document = reference();
    document.income.prior_total = None;
    let charts = charts(document).1;
    assert_eq!(columns(&charts[0]).years, ["2024年度"]);
    assert_eq!(charts[0].note.as_deref(), Some("上年数未填"));
    assert_eq!(columns(&charts[3]).years, ["2023年度", "2024年度"]);
    assert_eq!(charts[3].note.as_deref(), Some("比上年减少83.89万元，下降26.53%"));
}

#[test]
fn columns_start_at_zero_and_grow_in_proportion() {
    let mut document = reference();
    document.income.prior_total = Some(wan("464.68"));
    let spec = charts(document).1.remove(0);
    let scene = layout(&spec, Below::Caption, 560.0, 300.0, &nominal_width);
    let rects: Vec<(f32, f32)> = scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rect { min, max, mark: Some(_), .. } => Some((min.y, max.y)),
            _ => None,
        })
        .collect();
    let Some(Shape::Line { from: base, .. }) = scene.shapes.iter().find(|shape| matches!(shape, Shape::Line { .. }))
    else {
        panic!("no base line")
    };
    assert_eq!(rects.len(), 4);
    assert!(rects.iter().all(|(_, bottom)| (bottom - base.y).abs() < 0.01));
    let heights: Vec<f32> = rects.iter().map(|(top, bottom)| bottom - top).collect();
    assert!((heights[0] - 2.0 * heights[2]).abs() < 0.01, "{heights:?}");
}

#[test]
fn negative_columns_hang_below_zero_and_negative_parts_make_no_pie() {
    let mut document = reference();
    document.other.prior.gpb_total = Some(wan("-50"));
    document.three_public.actual.abroad = Some(wan("-0.04"));
    let charts = charts(document).1;
    let scene = layout(&charts[4], Below::Caption, 300.0, 240.0, &nominal_width);
    let base = scene.shapes.iter().find_map(|shape| match shape {
        Shape::Line { from, .. } => Some(from.y),
        _ => None,
    });
    let hanging = scene.shapes.iter().any(|shape| matches!(shape, Shape::Rect { min, .. } if Some(min.y) == base));
    assert!(hanging);
    let scene = layout(&charts[6], Below::Caption, 300.0, 240.0, &nominal_width);
    assert!(!scene.shapes.iter().any(|shape| matches!(shape, Shape::Wedge { .. })));
    assert!(scene.texts().any(|text| text.text == "-0.04"));
    assert!(charts[6].note.as_deref().is_some_and(|note| note.contains("负数")));
}

#[test]
fn a_rounding_tail_is_named() {
    let mut document = reference();
    document.unit.precision = Some(crate::document::Precision::WanTwo);
    document.published.push(crate::document::PublishedFigure {
        cell: crate::document::Text::new("T06!合计.tot"),
        amount: Some(wan("232.35")),
        ..Default::default()
    });
    let (figures, charts) = charts(document);
    assert_eq!(parts(&charts[5]).tail(), wan("0.01"));
    let note = charts[5].note.as_deref().expect("note");
    assert_eq!(note, "各项之和 232.34，合计 232.35，相差 0.01万元（四舍五入尾差）");
    assert_eq!(
        parts(&charts[5]).parts()[0].share,
        figures.measures.ratio("class.share.201".parse().expect("a measure"))
    );
}

#[test]
fn a_part_keeps_its_colour_when_others_appear() {
    let colours = |document| -> Vec<(String, Colour)> {
        let charts = charts(document).1;
        let pies = charts.iter().filter(|spec| matches!(spec.kind, ChartKind::Parts(_)));
        pies.flat_map(|spec| parts(spec).parts().iter().map(|part| (part.name.clone(), part.colour))).collect()
    };
    let after = colours(full());
    for (name, colour) in colours(reference()) {
        let same = after.iter().find(|(other, _)| *other == name).map(|(_, colour)| *colour);
        assert_eq!(same, Some(colour), "{name}");
    }
    for spec in charts(full()).1.iter().filter(|spec| matches!(spec.kind, ChartKind::Parts(_))) {
        let colours: std::collections::HashSet<[u8; 3]> = parts(spec).parts().iter().map(|p| p.colour.rgb()).collect();
        assert_eq!(colours.len(), parts(spec).parts().len(), "{}", spec.key);
    }
}

/// 2 to 12 classes whose amounts fall by `ratio`, so that the last are tiny or all are alike.
fn classes(count: usize, first: i64, ratio: i64) -> Figures {
    const ITEMS: [&str; 12] = [
        "2012901", "2040101", "2050101", "2060101", "2070101", "2080505", "2101101", "2110101", "2120101", "2130101",
        "2210201", "2240101",
    ];
    let mut document = crate::document::Document::default();
    let mut fen = first;
    for item in ITEMS.iter().take(count) {
        let basic = Some(Money::from_fen(fen.max(10_000)));
        let line = ExpenditureLine { item: FunctionalCode::new(*item), basic, ..ExpenditureLine::default() };
        document.expenditure.lines.push(line);
        fen /= ratio;
    }
    Figures::of(&std::sync::Arc::new(document))
}

#[test]
fn labels_never_overlap_and_each_part_has_one() {
    for (count, ratio) in (2..=12).flat_map(|count| [(count, 1), (count, 2), (count, 10)]) {
        for first in [5_000_000, 123_456_789_000] {
            let spec = gpb_classes::chart(&classes(count, first, ratio));
            for (width, height) in [(240.0, 200.0), (300.0, 240.0), (420.0, 260.0), (560.0, 320.0), (1200.0, 600.0)] {
                check_scene(&spec, &layout(&spec, Below::Caption, width, height, &nominal_width), count);
            }
        }
    }
    for spec in [reference(), full()].into_iter().flat_map(|document| charts(document).1) {
        for width in [240.0, 300.0, 560.0] {
            let count = spec.marks().len();
            check_scene(&spec, &layout(&spec, Below::Caption, width, 240.0, &nominal_width), count);
        }
    }
}

/// As in the strip below a page of entry.
#[test]
fn with_little_height_no_word_stands_on_a_column() {
    for spec in [reference(), full()].into_iter().flat_map(|document| charts(document).1) {
        let ChartKind::Columns(_) = spec.kind else { continue };
        for (width, height) in [(500.0, 112.0), (840.0, 112.0), (1200.0, 112.0), (840.0, 60.0)] {
            let scene = layout(&spec, Below::Caption, width, height, &nominal_width);
            let what = format!("{} at {width}×{height}", spec.key);
            assert!(height < 100.0 || scene.height <= height + 2.0, "{what} needs {}", scene.height);
            for text in scene.texts() {
                let (min, max) = text.corners();
                let is_on = |shape: &Shape| {
                    matches!(shape, Shape::Rect { min: from, max: to, .. }
                        if min.x < to.x && from.x < max.x && min.y < to.y && from.y < max.y)
                };
                assert!(!scene.shapes.iter().any(is_on), "“{}” on a column in {what}", text.text);
            }
        }
    }
}

#[test]
fn each_label_of_a_pie_stands_beside_it_with_its_line() {
    let all = reference_charts().into_iter().chain(charts(full()).1);
    let pies: Vec<ChartSpec> = all.filter(|spec| matches!(spec.form(), Form::Pie(_))).collect();
    assert!(!pies.is_empty());
    for spec in &pies {
        let scene = layout(spec, Below::Nothing, PRINTED_WIDTH, printed_height(spec), &nominal_width);
        let leaders = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Line { pen: Pen::Thin, .. }));
        assert_eq!(leaders.count(), 2 * spec.marks().len(), "{}", spec.key);
        for wedge in &scene.shapes {
            let Shape::Wedge { centre, radius, .. } = wedge else { continue };
            for text in scene.texts() {
                let (min, max) = text.corners();
                assert!(min.x >= centre.x + radius || max.x <= centre.x - radius, "{}: {}", spec.key, text.text);
            }
        }
    }
}

fn check_scene(spec: &ChartSpec, scene: &Scene, count: usize) {
    let what = format!("{} with {count} parts at {}×{}", spec.key, scene.width, scene.height);
    let labelled: std::collections::BTreeSet<usize> = scene.texts().filter_map(|text| text.mark).collect();
    assert_eq!(labelled.len(), count, "{what}");
    let texts: Vec<&Text> = scene.texts().collect();
    for (index, text) in texts.iter().enumerate() {
        let (min, max) = text.corners();
        assert!(min.x >= -0.5 && max.x <= scene.width + 0.5, "“{}” leaves {what}", text.text);
        assert!(min.y >= -0.5 && max.y <= scene.height + 0.5, "“{}” leaves {what}", text.text);
        for other in texts.iter().skip(index + 1) {
            let (other_min, other_max) = other.corners();
            let apart = max.x <= other_min.x || other_max.x <= min.x || max.y <= other_min.y || other_max.y <= min.y;
            assert!(apart, "“{}” on “{}” in {what}", text.text, other.text);
        }
    }
    if spec.sentence.is_none() {
        let all: String = scene.texts().map(|text| text.text.as_str()).collect();
        for mark in spec.marks() {
            assert!(all.contains(&mark.amount.wan2_grouped()), "{} in {what}", mark.name);
            let share = mark.share.map(|share| share.to_string()).unwrap_or_default();
            assert!(all.contains(&share), "{} in {what}", mark.name);
        }
    }
}

#[test]
fn the_slices_fill_the_circle_and_answer_to_the_pointer() {
    let spec = reference_charts().remove(5);
    let scene = layout(&spec, Below::Caption, 560.0, 320.0, &nominal_width);
    let mut reach = 0.0;
    for shape in &scene.shapes {
        if let Shape::Wedge { centre, radius, from, to, mark, .. } = shape {
            reach += to - from;
            let place = centre.polar(radius * 0.9, (from + to) / 2.0);
            assert_eq!(scene.mark_at(place), Some(*mark));
        }
    }
    assert!((reach - TAU).abs() < 0.001);
    assert_eq!(scene.mark_at(Point::new(1.0, 1.0)), None);
}

/// The report's own figures; amounts and shares checked by hand.
#[test]
fn the_published_report_can_be_drawn() {
    let sample = include_str!("../../samples/yanbian-2024.json");
    let (_, charts) = charts(serde_json::from_str(sample).expect("the sample opens"));
    let words: Vec<String> = charts.iter().map(ChartSpec::description).collect();
    let expected = [
        "2024年度收入支出决算总体情况；2023年度收入总计 316.23万元；2023年度支出总计 316.23万元；\
         2024年度收入总计 232.34万元；2024年度支出总计 232.34万元；比上年减少83.89万元，下降26.53%",
        "2024年度收入决算结构；一般公共预算财政拨款收入 232.34万元，占100%",
        "2024年度支出决算结构；基本支出 200.09万元，占86.12%；项目支出 32.25万元，占13.88%",
        "2024年度财政拨款收入支出决算总体情况；2023年度财政拨款收入总计 316.23万元；\
         2023年度财政拨款支出总计 316.23万元；2024年度财政拨款收入总计 232.34万元；\
         2024年度财政拨款支出总计 232.34万元；比上年减少83.89万元，下降26.53%",
        "2024年度一般公共预算财政拨款支出决算变动情况；2023年度一般公共预算财政拨款支出 316.23万元；\
         2024年度一般公共预算财政拨款支出 232.34万元；比上年减少83.89万元，下降26.53%",
        "2024年度一般公共预算财政拨款支出决算结构；一般公共服务支出 160.45万元，占69.06%；\
         社会保障和就业支出 44.72万元，占19.25%；卫生健康支出 14.26万元，占6.14%；住房保障支出 12.91万元，占5.56%",
        "2024年度财政拨款“三公”经费支出决算结构；公务接待费 0.09万元，占100%",
    ];
    assert_eq!(words, expected);
}
