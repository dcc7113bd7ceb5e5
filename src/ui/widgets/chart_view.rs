//! A chart in the window, drawn inside an egui plot whose unit is the point of the screen.
//!
//! Where everything stands is decided by [`charts::layout()`], as for the exports; here it is only painted.

use std::f32::consts::{PI, TAU};

use egui::{
    Align2, Color32, FontFamily, FontId, Response, RichText, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo,
    accesskit::Role,
};
use egui_plot::{Line, Plot, PlotBounds, PlotPoint, PlotPoints, PlotUi, Polygon, Text as PlotText};

use crate::{
    charts::{self, Anchor, ChartSpec, Colour, Pen, Point, Scene, Shape, Text, Tone},
    figures::Source,
    ui::Marks,
};

/// A slice whose rim is shorter is drawn as a line: a polygon with so sharp a tip grows spikes.
const THIN: f32 = 1.5;

/// Shows a chart as wide as there is room and about `height` high; `marks` explains the number under the pointer.
/// Answers with the number that was clicked.
pub fn show(ui: &mut Ui, spec: &ChartSpec, height: f32, marks: &dyn Marks) -> Option<Source> {
    let bold = TextStyle::Heading.resolve(ui.style()).family;
    let scene = {
        let measure = |text: &str, size: f32, is_bold: bool| {
            let family = if is_bold { bold.clone() } else { FontFamily::Proportional };
            let font = FontId::new(size, family);
            ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x)
        };
        charts::layout(spec, charts::Below::Caption, ui.available_width(), height, &measure)
    };
    let parts = spec.marks();
    let paint = Paint::of(ui, bold);
    let plotted = plot(spec, &scene).show(ui, |plot| {
        let bounds = PlotBounds::from_min_max([0.0, 0.0], [f64::from(scene.width), f64::from(scene.height)]);
        plot.set_plot_bounds(bounds);
        let pointed = plot.response().hover_pos().and_then(|at| scene.mark_at(inside(plot.response(), at)));
        // A slice of more than half the pie is not convex: the full circle in its colour lies below the others.
        let (below, above): (Vec<_>, Vec<_>) = scene.shapes.iter().enumerate().partition(|(_, shape)| is_reflex(shape));
        for (index, shape) in below.into_iter().chain(above) {
            paint.shape(plot, index, shape, pointed);
        }
        pointed
    });
    let (response, pointed) = (plotted.response, plotted.inner);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spec.description()));
    let mark = pointed.and_then(|mark| parts.get(mark))?;
    let clicked = response.clicked();
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let mut words = vec![mark.words(spec.unit)];
    words.extend(marks.explanation(&mark.source));
    words.push("点击查看出处".to_owned());
    response.on_hover_text_at_pointer(words.join("\n"));
    clicked.then(|| mark.source.clone())
}

/// A plot that neither moves nor shows axes, one unit a point, y downwards.
fn plot<'a>(spec: &ChartSpec, scene: &Scene) -> Plot<'a> {
    Plot::new(("chart", spec.key))
        .width(scene.width)
        .height(scene.height)
        .data_aspect(1.0)
        .invert_y(true)
        .set_margin_fraction(Vec2::ZERO)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        // Clicked, but no stop on the way of the Tab key.
        .sense(Sense::CLICK)
}

/// The place in the scene that the pointer is at.
fn inside(response: &Response, at: egui::Pos2) -> Point {
    let from_corner = at - response.rect.min;
    Point::new(from_corner.x, from_corner.y)
}

/// The colours of the current mode.
struct Paint {
    strong: Color32,
    weak: Color32,
    ground: Color32,
    bold: FontFamily,
}

impl Paint {
    fn of(ui: &Ui, bold: FontFamily) -> Self {
        let visuals = ui.visuals();
        Self { strong: visuals.text_color(), weak: visuals.weak_text_color(), ground: visuals.panel_fill, bold }
    }

    fn shape(&self, plot: &mut PlotUi<'_>, index: usize, shape: &Shape, pointed: Option<usize>) {
        match shape {
            Shape::Wedge { centre, radius, from, to, colour, mark } => {
                let fill = self.fill(*colour, pointed == Some(*mark));
                let rim = arc(*centre, *radius, *from, *to);
                wedge(plot, index, *centre, *radius, (*from, *to), fill);
                if colour.needs_outline() {
                    line(plot, (index, 1), &rim, Stroke::new(1.0, self.weak));
                }
            }
            Shape::Rect { min, max, colour, mark } => {
                let fill = self.fill(*colour, mark.is_some() && *mark == pointed);
                let outline = [*min, Point::new(max.x, min.y), *max, Point::new(min.x, max.y)];
                polygon(plot, (index, 0), &outline, fill);
                if colour.needs_outline() {
                    let closed = [outline[0], outline[1], outline[2], outline[3], outline[0]];
                    line(plot, (index, 1), &closed, Stroke::new(1.0, self.weak));
                }
            }
            Shape::Line { from, to, pen } => {
                let stroke = match pen {
                    Pen::Thin => Stroke::new(1.0, self.weak),
                    Pen::Ground(width) => Stroke::new(*width, self.ground),
                };
                line(plot, (index, 0), &[*from, *to], stroke);
            }
            Shape::Text(text) => self.text(plot, index, text),
        }
    }

    fn fill(&self, colour: Colour, is_pointed: bool) -> Color32 {
        let colour = rgb(colour);
        if is_pointed { colour.lerp_to_gamma(self.strong, 0.2) } else { colour }
    }

    fn text(&self, plot: &mut PlotUi<'_>, index: usize, text: &Text) {
        let colour = match text.tone {
            Tone::Strong => self.strong,
            Tone::Weak => self.weak,
            Tone::On(colour) if colour.is_light() => Color32::BLACK,
            Tone::On(_) => Color32::WHITE,
        };
        let anchor = match text.anchor {
            Anchor::Start => Align2::LEFT_CENTER,
            Anchor::Middle => Align2::CENTER_CENTER,
            Anchor::End => Align2::RIGHT_CENTER,
        };
        let family = if text.bold { self.bold.clone() } else { FontFamily::Proportional };
        let words = RichText::new(&text.text).font(FontId::new(text.size, family)).color(colour);
        let at = PlotPoint::new(text.at.x, text.at.y);
        plot.text(PlotText::new("", at, words).id(index).anchor(anchor).allow_hover(false));
    }
}

fn rgb(colour: Colour) -> Color32 {
    let [red, green, blue] = colour.rgb();
    Color32::from_rgb(red, green, blue)
}

fn is_reflex(shape: &Shape) -> bool {
    matches!(shape, Shape::Wedge { from, to, .. } if to - from > PI)
}

fn wedge(plot: &mut PlotUi<'_>, index: usize, centre: Point, radius: f32, (from, to): (f32, f32), fill: Color32) {
    let reach = to - from;
    if reach > PI {
        let mut circle = arc(centre, radius, 0.0, TAU);
        // The last point is the first one again, and at a doubled point the tessellator's soft edge grows a spike.
        circle.pop();
        return polygon(plot, (index, 0), &circle, fill);
    }
    if reach * radius < THIN {
        let middle = centre.polar(radius, (from + to) / 2.0);
        return line(plot, (index, 0), &[centre, middle], Stroke::new((reach * radius).max(0.5), fill));
    }
    polygon(plot, (index, 0), &outline(centre, radius, from, to), fill);
}

/// The rim, and the tip cut off where it is one point wide.
fn outline(centre: Point, radius: f32, from: f32, to: f32) -> Vec<Point> {
    let mut outline = arc(centre, radius, from, to);
    let tip = if to - from < PI / 2.0 { 1.0 / (to - from) } else { 0.0 };
    if tip > 0.0 {
        outline.extend([centre.polar(tip, to), centre.polar(tip, from)]);
    } else {
        outline.push(centre);
    }
    outline
}

/// Points on the rim, about three points of the screen apart.
fn arc(centre: Point, radius: f32, from: f32, to: f32) -> Vec<Point> {
    let count = ((to - from) * radius / 3.0).ceil().max(2.0);
    (0..=count as usize).map(|at| centre.polar(radius, from + (to - from) * at as f32 / count)).collect()
}

fn points(points: &[Point]) -> PlotPoints<'static> {
    PlotPoints::Owned(points.iter().map(|point| PlotPoint::new(point.x, point.y)).collect())
}

fn polygon(plot: &mut PlotUi<'_>, id: (usize, usize), outline: &[Point], fill: Color32) {
    plot.polygon(Polygon::new("", points(outline)).id(id).fill_color(fill).stroke(Stroke::NONE).allow_hover(false));
}

fn line(plot: &mut PlotUi<'_>, id: (usize, usize), path: &[Point], stroke: Stroke) {
    plot.line(Line::new("", points(path)).id(id).stroke(stroke).allow_hover(false));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::{FontData, FontDefinitions, Theme, vec2};
    use egui_kittest::{Harness, kittest::Queryable};

    use super::*;
    use crate::{
        document::{Document, ExpenditureLine, FunctionalCode},
        figures::{CellKey, Column, Figures, T03},
        money::Money,
        ui::NoMarks,
    };

    /// 支出结构: 基本支出 86.12 %, 项目支出 13.88 %.
    fn spending_structure() -> ChartSpec {
        let mut document = Document::default();
        document.unit.year = Some(2024);
        document.expenditure.lines.push(ExpenditureLine {
            item: FunctionalCode::new("2012901"),
            basic: Some(Money::from_fen(200_090_000)),
            project: Some(Money::from_fen(32_250_000)),
            ..ExpenditureLine::default()
        });
        charts::all(&Figures::of(&Arc::new(document))).swap_remove(2)
    }

    const NAME: &str = "2024年度支出决算结构；基本支出 200.09万元，占86.12%；项目支出 32.25万元，占13.88%";

    fn harness(theme: Theme) -> Harness<'static, Vec<Source>> {
        let spec = spending_structure();
        let draw = move |ui: &mut Ui, clicked: &mut Vec<Source>| clicked.extend(show(ui, &spec, 300.0, &NoMarks));
        let fonts = |context: &egui::Context| {
            let mut fonts = FontDefinitions::empty();
            let data = include_bytes!("../../../assets/fonts/NotoSansSC-Regular-gb2312.otf");
            fonts.font_data.insert("regular".to_owned(), Arc::new(FontData::from_static(data)));
            fonts.families.insert(FontFamily::Proportional, vec!["regular".to_owned()]);
            fonts.families.insert(FontFamily::Monospace, vec!["regular".to_owned()]);
            context.set_fonts(fonts);
        };
        Harness::builder()
            .with_size(vec2(560.0, 360.0))
            .with_theme(theme)
            .with_context_setup(fonts)
            .build_ui_state(draw, Vec::new())
    }

    #[test]
    fn the_name_says_what_the_picture_shows() {
        for theme in [Theme::Light, Theme::Dark] {
            let mut harness = harness(theme);
            harness.run();
            harness.get_by_role_and_label(Role::Image, NAME);
        }
    }

    #[test]
    fn a_click_on_a_slice_answers_with_its_cell() {
        let mut harness = harness(Theme::Light);
        harness.run();
        let rect = harness.get_by_label(NAME).rect();
        // Twelve o'clock, a little to the right: 基本支出 begins there.
        let at = rect.center() + vec2(20.0, -10.0);
        harness.hover_at(at);
        harness.run();
        harness.get_by_label_contains("基本支出 200.09万元，占86.12%\n点击查看出处");
        harness.drag_at(at);
        harness.run();
        harness.drop_at(at);
        harness.run();
        assert_eq!(harness.state().as_slice(), [CellKey::total(T03, Column::Basic).into()]);
    }

    #[test]
    fn the_picture_comes_to_rest() {
        let mut harness = harness(Theme::Light);
        harness.run();
        let shown = harness.output().shapes.len();
        assert!(shown > 10, "{shown} shapes");
        assert!(!harness.ctx.has_requested_repaint());
    }

    /// What egui can fill: it turns the same way at each corner.
    #[test]
    fn every_slice_that_is_filled_is_convex() {
        for (from, to) in [(0.0, 0.03), (1.0, 1.4), (2.0, 4.0), (3.0, 3.0 + PI)] {
            let outline = outline(Point::new(100.0, 100.0), 80.0, from, to);
            let corners = outline.iter().cycle();
            for ((a, b), c) in outline.iter().zip(corners.clone().skip(1)).zip(corners.skip(2)) {
                let turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
                assert!(turn > -0.01, "{from} to {to}: {a:?} {b:?} {c:?}");
            }
        }
    }
}
