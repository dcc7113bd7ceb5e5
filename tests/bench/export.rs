//! How long an export takes, without writing it to the disk.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    derived::Derived,
    export::{Mark, Progress, xlsx},
    large_sample::large_document,
    storage::parse_project,
};

/// What an accountant exports, and a department of three hundred lines.
fn workbook(criterion: &mut Criterion) {
    let reference = parse_project(include_bytes!("../../samples/yanbian-2024.json")).expect("the sample opens");
    let mut group = criterion.benchmark_group("xlsx");
    for (name, document) in [("reference", reference), ("300_lines", large_document(300))] {
        let derived = Derived::of(&Arc::new(document));
        group.bench_function(name, |bencher| {
            bencher.iter(|| xlsx(black_box(&derived), Mark::Final, &Progress::default()).expect("a workbook"));
        });
    }
    group.finish();
}

criterion_group!(benches, workbook);
criterion_main!(benches);
