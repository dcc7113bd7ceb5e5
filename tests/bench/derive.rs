//! How long an edit takes until everything derived from it is there again.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    derived::Derived,
    document::{Document, Edit, Entry},
    figures::Figures,
    large_sample::large_document,
    money::Money,
    report::Report,
    rules::{Printed, Review},
};

fn reference() -> Document {
    let text = include_str!("../../samples/yanbian-2024.json");
    serde_json::from_str(text).expect("the sample opens")
}

/// The edit itself and the whole of what follows from it.
fn edit_and_derive(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("edit_and_derive");
    for (name, document) in [("reference", reference()), ("20000_lines", large_document(20_000))] {
        let document = Arc::new(document);
        let path = juesuan::at!(expenditure.lines[0].basic);
        let edit = Edit::Set { path, entry: Entry::Money(Money::from_fen(123_456)) };
        group.bench_function(name, |bencher| {
            bencher.iter(|| Derived::of(black_box(&Arc::new(document.apply(&edit).expect("applies")))));
        });
    }
    group.finish();
}

/// What an edit spends its time on.
fn parts(criterion: &mut Criterion) {
    for (name, document) in [("reference", reference()), ("20000_lines", large_document(20_000))] {
        let document = Arc::new(document);
        let figures = Figures::of(&document);
        let charts = juesuan::charts::all(&figures);
        let report = Report::default();
        let mut group = criterion.benchmark_group(format!("parts_{name}"));
        group.bench_function("figures", |bencher| bencher.iter(|| Figures::of(black_box(&document))));
        group.bench_function("review", |bencher| {
            bencher.iter(|| Review::of(black_box(&Printed::new(&figures, &report, &charts))))
        });
        group.bench_function("charts", |bencher| bencher.iter(|| juesuan::charts::all(black_box(&figures))));
        group.finish();
    }
}

criterion_group!(benches, edit_and_derive, parts);
criterion_main!(benches);
