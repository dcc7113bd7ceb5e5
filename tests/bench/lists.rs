//! How long each list of the document takes when it is long: what follows from an edit, filled and blank.

use std::{hint::black_box, sync::Arc};

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use juesuan::{
    derived::Derived,
    document::Document,
    large_sample::{Filling, lists, with_rows, with_signatures},
    seal::KnownSigners,
    storage::{parse_project, write_project},
    workflow::Standing,
};

fn base() -> Document {
    parse_project(include_bytes!("../../samples/clean.json")).expect("the sample opens")
}

/// Everything that the window has to know after an edit.
fn after_an_edit(document: &Arc<Document>) -> (usize, Standing) {
    let derived = Derived::of(document);
    (derived.attention().open.len(), Standing::of(document, &KnownSigners::default()))
}

fn all_lists(criterion: &mut Criterion) {
    for list in lists() {
        let mut group = criterion.benchmark_group(format!("list{}", list.to_string().replace('/', ".")));
        group.sample_size(10);
        for filling in Filling::ALL {
            for rows in [1_000, 8_000] {
                let document = Arc::new(with_rows(&base(), list, rows, filling).expect("a list"));
                let name = format!("{filling:?}").to_lowercase();
                // What is done before the screen shows the key, where the rest takes longer than it may wait.
                let before = Derived::of(&document);
                group.bench_with_input(
                    BenchmarkId::new(format!("{name}-drawn"), rows),
                    &document,
                    |bencher, document| {
                        bencher.iter(|| black_box(Derived::ahead_of(&before, black_box(document))));
                    },
                );
                group.bench_with_input(BenchmarkId::new(name, rows), &document, |bencher, document| {
                    bencher.iter(|| black_box(after_an_edit(black_box(document))));
                });
            }
        }
        group.finish();
    }
}

/// A thousand valid signatures: looked at for the first time, as at opening, and after an edit, when the same list was
/// looked at before.
fn signatures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("signatures");
    group.sample_size(10);
    for records in [125, 1_000] {
        let (document, known) = with_signatures(&base(), records);
        let document = Arc::new(document);
        group.bench_function(BenchmarkId::new("after_an_edit", records), |bencher| {
            bencher.iter(|| black_box(Standing::of(black_box(&document), &known)));
        });
        group.bench_function(BenchmarkId::new("first", records), |bencher| {
            let anew = || parse_project(&write_project(&document).expect("it can be written")).expect("it opens");
            bencher.iter_batched(
                || {
                    // What was looked at last is remembered: others take its place.
                    for other in 1..=4 {
                        Standing::of(&with_signatures(&base(), other).0, &known);
                    }
                    anew()
                },
                |document| Standing::of(&document, &known),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, all_lists, signatures);
criterion_main!(benches);
