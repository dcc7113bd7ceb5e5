//! How long the report takes that is composed after each edit, and its tables when they are printed.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    document::Document,
    figures::{Figures, TableId},
    large_sample::large_document,
    report::{PrintedTable, Report, TableKey},
};

fn reference() -> Document {
    let text = include_str!("../../samples/yanbian-2024.json");
    serde_json::from_str(text).expect("the sample opens")
}

fn compose(criterion: &mut Criterion) {
    for (name, document) in [("reference", reference()), ("20000_lines", large_document(20_000))] {
        let figures = Figures::of(&Arc::new(document));
        let mut group = criterion.benchmark_group(format!("report_{name}"));
        group.bench_function("compose", |bencher| bencher.iter(|| Report::of(black_box(&figures))));
        group.bench_function("tables", |bencher| {
            bencher.iter(|| {
                let keys = TableId::PUBLISHED.into_iter().map(TableKey::Published);
                keys.map(|key| PrintedTable::of(black_box(&figures), key).len()).sum::<usize>()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, compose);
criterion_main!(benches);
