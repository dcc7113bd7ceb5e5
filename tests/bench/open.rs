//! How long it takes to read a large project file.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    large_sample::large_document,
    storage::{parse_project, write_project},
};

fn parse(criterion: &mut Criterion) {
    let bytes = write_project(&large_document(20_000)).expect("the sample can be written");
    criterion.bench_function("parse/20000_lines", |bencher| {
        bencher.iter(|| parse_project(black_box(&bytes)).expect("the sample opens"));
    });
}

criterion_group!(benches, parse);
criterion_main!(benches);
