//! How long an export takes, without writing it to the disk.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    derived::Derived,
    export::{Mark, Progress, docx, xlsx},
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

/// The reference report, and one with sixty items and long texts.
fn word_file(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("docx");
    for (name, content) in [
        ("reference", include_bytes!("../../samples/yanbian-2024.json").as_slice()),
        ("large_report", include_bytes!("../../samples/large-report.json").as_slice()),
    ] {
        let derived = Derived::of(&Arc::new(parse_project(content).expect("the sample opens")));
        group.bench_function(name, |bencher| {
            bencher.iter(|| docx(black_box(&derived), Mark::Draft, &Progress::default()).expect("a Word file"));
        });
    }
    group.finish();
}

criterion_group!(benches, workbook, word_file);
criterion_main!(benches);
