//! How long each export takes.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    derived::Derived,
    export::{self, Mark, Progress},
};

/// The reference report, and one with sixty items and long texts.
fn samples() -> [(&'static str, Derived); 2] {
    let texts = [
        ("reference", include_str!("../../samples/yanbian-2024.json")),
        ("large_report", include_str!("../../samples/large-report.json")),
    ];
    texts.map(|(name, text)| (name, Derived::of(&Arc::new(serde_json::from_str(text).expect("the sample opens")))))
}

fn docx(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("docx");
    for (name, derived) in samples() {
        group.bench_function(name, |bencher| {
            bencher.iter(|| export::docx(black_box(&derived), Mark::Draft, &Progress::default()).expect("written"));
        });
    }
    group.finish();
}

criterion_group!(benches, docx);
criterion_main!(benches);
