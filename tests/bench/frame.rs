//! How long a frame of the largest tables takes.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2};
use juesuan::{
    at,
    derived::Derived,
    figures::{CellKey, Column, Source, T07},
    large_sample::large_document,
    ui::{Tab, View, tabs::Tabs, theme},
};

const LINES: usize = 20_000;

/// A window with one tab, driven without a screen.
struct Window {
    context: Context,
    derived: Arc<Derived>,
    tabs: Tabs,
    frame: u32,
}

impl Window {
    /// The large document with `source` in sight, drawn until it is at rest.
    fn at(derived: &Arc<Derived>, source: &Source) -> Self {
        let context = Context::default();
        theme::install(&context);
        let mut window = Self { context, derived: derived.clone(), tabs: Tabs::default(), frame: 0 };
        let tab = Tab::of_source(source, &derived.figures);
        window.tabs.go_to(tab, source);
        for _ in 0..4 {
            window.draw(tab, false);
        }
        window
    }

    /// One frame with its triangles; `scrolls` moves down and up in turn, so that other rows come into sight.
    fn draw(&mut self, tab: Tab, scrolls: bool) -> usize {
        self.frame += 1;
        let mut events = vec![Event::PointerMoved(pos2(700.0, 400.0))];
        if scrolls {
            let down = if (self.frame / 50).is_multiple_of(2) { -60.0 } else { 60.0 };
            events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, down),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
        }
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1366.0, 768.0))),
            time: Some(f64::from(self.frame) / 60.0),
            events,
            ..RawInput::default()
        };
        let mut commands = Vec::new();
        let mut output = self.context.run_ui(input, |ui| {
            self.tabs.ui(tab, ui, &mut View::of(&self.derived, &mut commands, false));
        });
        // There is no graphics card to take them.
        output.textures_delta.clear();
        self.context.tessellate(output.shapes, output.pixels_per_point).len()
    }
}

/// 支出项目's detail of 20,000 lines and 公开07表 of the same document, at rest and while scrolling.
fn frames(criterion: &mut Criterion) {
    let derived = Arc::new(Derived::of(&Arc::new(large_document(LINES))));
    let detail = Source::Entered(at!(expenditure.detail[10_000].amount));
    let table = Source::Cell(CellKey::total(T07, Column::Total));
    let mut group = criterion.benchmark_group("frame_20000_lines");
    for (name, source) in [("detail", &detail), ("table_07", &table)] {
        let tab = Tab::of_source(source, &derived.figures);
        for scrolls in [false, true] {
            let mut window = Window::at(&derived, source);
            let name = if scrolls { format!("{name}_scrolling") } else { name.to_owned() };
            group.bench_function(name, |bencher| bencher.iter(|| black_box(window.draw(tab, scrolls))));
        }
    }
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
