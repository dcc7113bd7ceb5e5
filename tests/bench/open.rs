//! How long a large project file takes to read, and until everything derived from it is there.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    derived::Derived,
    large_sample::large_document,
    storage::{parse_project, write_project},
};

fn open(criterion: &mut Criterion) {
    let bytes = write_project(&large_document(20_000)).expect("the sample can be written");
    let mut group = criterion.benchmark_group("open_20000_lines");
    group.sample_size(20);
    group.bench_function("parse", |bencher| {
        bencher.iter(|| parse_project(black_box(&bytes)).expect("the sample opens"));
    });
    group.bench_function("parse_and_derive", |bencher| {
        bencher.iter(|| Derived::of(&Arc::new(parse_project(black_box(&bytes)).expect("the sample opens"))));
    });
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
