//! How long files of others take to read, each by a child process as the program reads them.

#![allow(clippy::disallowed_methods, reason = "a file to be read")]

use std::{hint::black_box, path::Path, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use juesuan::{
    console::{Brake, read_in_child},
    derived::Derived,
    document::Document,
    export::{DocumentStatus, Progress, pdf},
    reading::Reading,
    storage::parse_project,
    typeset::Engine,
};
use rust_xlsxwriter::Workbook;

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan-cli");

fn in_child(bytes: &[u8]) -> Reading {
    let evidence = read_in_child(Path::new(PROGRAM), bytes, &Brake::default())
        .expect("the child starts")
        .expect("the file is read");
    Reading::of(&evidence, &Document::default())
}

/// A whole report as PDF.
fn report(criterion: &mut Criterion) {
    let document = parse_project(include_bytes!("../../samples/national-2024.json")).expect("the sample opens");
    let derived = Derived::of(&Arc::new(document));
    let (status, progress) = (DocumentStatus::Draft, Progress::default());
    let (bytes, _) = pdf(&derived, status, &mut Engine::embedded_only(), &progress).expect("a report");
    assert!(in_child(&bytes).tables.len() > 5);
    criterion.bench_function("report_pdf", |bencher| bencher.iter(|| in_child(black_box(&bytes))));
}

/// A worksheet of 20,000 items; `JUESUAN_WORKBOOK` says where to leave it for whoever measures others with it.
fn workbook(criterion: &mut Criterion) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut put = |row: u32, column: u16, text: &str| _ = sheet.write(row, column, text).expect("it fits");
    put(0, 0, "支出决算表");
    put(1, 5, "金额单位：元");
    for (column, head) in (0..).zip(["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "经营支出"])
    {
        put(2, column, head);
    }
    for row in 0..20_000_u32 {
        let code = format!("2{:02}{:02}{:02}", row / 9_801 + 1, row / 99 % 99 + 1, row % 99 + 1);
        put(row + 3, 0, &code);
        put(row + 3, 1, &format!("科目{row}"));
    }
    for row in 0..20_000_u32 {
        let amount = f64::from(row) + 0.25;
        for (column, amount) in [(2, amount * 2.0), (3, amount), (4, amount)] {
            sheet.write(row + 3, column, amount).expect("it fits");
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    if let Some(path) = std::env::var_os("JUESUAN_WORKBOOK") {
        std::fs::write(path, &bytes).expect("it can be written");
    }
    assert!(in_child(&bytes).tables[0].facts.len() >= 60_000);
    let mut group = criterion.benchmark_group("workbook_20000_rows");
    group.sample_size(20);
    group.bench_function("child_and_reading", |bencher| bencher.iter(|| in_child(black_box(&bytes))));
    group.finish();
}

criterion_group!(benches, report, workbook);
criterion_main!(benches);
