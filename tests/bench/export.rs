//! How long an export takes, without writing it to the disk.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    at,
    console::PreviewChild,
    derived::Derived,
    document::Edit,
    export::{DocumentStatus, Progress, docx, pdf, xlsx},
    large_sample::large_document,
    money::AmountUnit,
    storage::parse_project,
    typeset::{Engine, Manuscript},
};

/// What an accountant exports, and a department of three hundred lines.
fn workbook(criterion: &mut Criterion) {
    let reference = parse_project(include_bytes!("../../samples/yanbian-2024.json")).expect("the sample opens");
    let mut group = criterion.benchmark_group("xlsx");
    for (name, document) in [("reference", reference), ("300_lines", large_document(300))] {
        let derived = Derived::of(&Arc::new(document));
        group.bench_function(name, |bencher| {
            bencher
                .iter(|| xlsx(black_box(&derived), DocumentStatus::Final, &Progress::default()).expect("a workbook"));
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
            bencher
                .iter(|| docx(black_box(&derived), DocumentStatus::Draft, &Progress::default()).expect("a Word file"));
        });
    }
    group.finish();
}

/// Everything from the faces on, and again after one number changed.
fn pages(criterion: &mut Criterion) {
    let reference = parse_project(include_bytes!("../../samples/yanbian-2024.json")).expect("the sample opens");
    let documents = ["900", "1000"].map(|amount| {
        let edit = Edit::type_text(at!(three_public.actual.reception_domestic), amount, AmountUnit::Yuan);
        Derived::of(&Arc::new(reference.apply(&edit).expect("the edit fits")))
    });
    let set = |engine: &mut Engine, derived: &Derived| {
        let made = pdf(black_box(derived), DocumentStatus::Draft, engine, &Progress::default());
        made.expect("a PDF")
    };
    let mut group = criterion.benchmark_group("pdf");
    group.sample_size(10);
    group.bench_function("cold", |bencher| {
        bencher.iter(|| {
            typst::comemo::evict(0);
            set(&mut Engine::new(), &documents[0])
        });
    });
    let mut engine = Engine::new();
    let mut turn = 0;
    group.bench_function("after_an_edit", |bencher| {
        bencher.iter(|| {
            turn += 1;
            // So that nothing is remembered of the edit before the last.
            typst::comemo::evict(2);
            set(&mut engine, &documents[turn % 2])
        });
    });
    group.bench_function("pages_after_an_edit", |bencher| {
        bencher.iter(|| {
            turn += 1;
            typst::comemo::evict(2);
            engine.set(&Manuscript::of(&documents[turn % 2]), true).expect("pages")
        });
    });
    // Beside it what the preview does: the same pages by a process of its own, told by which way they come.
    let documents = documents.map(Arc::new);
    let mut child = PreviewChild::new(env!("CARGO_BIN_EXE_juesuan").into(), false);
    group.bench_function("pages_after_an_edit_by_the_child", |bencher| {
        bencher.iter(|| {
            turn += 1;
            child.pages(&documents[turn % 2], true).expect("pages")
        });
    });
    group.finish();
}

criterion_group!(benches, workbook, word_file, pages);
criterion_main!(benches);
