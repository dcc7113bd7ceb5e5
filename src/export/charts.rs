//! Each chart as an SVG and as a PNG of 300 dpi, laid out as on screen, its caption within the picture.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use resvg::{tiny_skia, usvg};

use crate::{
    charts::{Below, ChartSpec, PRINTED_WIDTH, Scene, layout, printed_height, to_svg},
    derived::Derived,
    typefaces,
    typeset::{RareFaces, chart_text_width},
};

use super::{
    ExportError, Progress,
    format::{Exported, ExportedFile, allowed},
};

/// A chart is as wide as the text of an A4 page; its labels are then 10.5 pt, “五号”.
const WIDTH_MM: f32 = 160.0;
/// Of caption and note.
const FOOT: f32 = 42.0;
/// Where there is only a sentence or a list.
const LOW: f32 = 100.0;
/// 300 dpi.
const DOTS_PER_METRE: u32 = 11_811;
/// Faces that a reader of the SVG may have.
const FAMILIES: &str = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, SimHei, sans-serif";

/// A chart as a picture, with the size at which it is shown.
pub(super) struct ChartPicture {
    pub key: &'static str,
    pub width: u32,
    pub height: u32,
    pub png: Vec<u8>,
}

/// Charts as pictures of so many dots a metre, without their captions, and remarks about rare characters.
pub(super) fn pictures(
    charts: &[&ChartSpec],
    dots_per_metre: u32,
    progress: &Progress,
) -> Result<(Vec<ChartPicture>, Vec<String>), ExportError> {
    let Drawn { scenes, options, notes } = Drawn::of(charts.iter().copied(), Below::Nothing);
    let mut pictures = Vec::with_capacity(charts.len());
    for (index, (chart, scene)) in charts.iter().zip(&scenes).enumerate() {
        progress.step(index, charts.len())?;
        let png = png(scene, &options, dots_per_metre)?;
        let (width, height) = (scene.width.round() as u32, scene.height.round() as u32);
        pictures.push(ChartPicture { key: chart.key, width, height, png });
    }
    progress.step(charts.len(), charts.len())?;
    Ok((pictures, notes))
}

/// A chart for a place on paper, in tenths of a millimetre.
pub(super) fn svg(chart: &ChartSpec, width: u32, height: u32) -> String {
    // Letters of 13 units become 8 points.
    const UNITS: f32 = 13.0 / 8.0 * 72.0 / 254.0;
    let scene = layout(chart, Below::Caption, width as f32 * UNITS, height as f32 * UNITS, &chart_text_width);
    to_svg(&scene, typefaces::FAMILY)
}

/// Charts laid out, with the faces in which they are drawn.
struct Drawn {
    scenes: Vec<Scene>,
    options: usvg::Options<'static>,
    notes: Vec<String>,
}

impl Drawn {
    fn of<'a>(charts: impl Iterator<Item = &'a ChartSpec>, below: Below) -> Self {
        let scenes: Vec<Scene> = charts.map(|chart| scene(chart, below)).collect();
        let texts = scenes.iter().flat_map(Scene::texts);
        let rare = RareFaces::of(&texts.flat_map(|text| text.text.chars()).collect::<BTreeSet<char>>());
        Self { options: options(&rare.files), scenes, notes: rare.notes }
    }
}

/// Two files for each chart, numbered in the order of the report, and remarks about rare characters.
pub(super) fn export(derived: &Derived, progress: &Progress) -> Result<Exported, ExportError> {
    let Drawn { scenes, options, notes } = Drawn::of(derived.charts.iter(), Below::Caption);
    let count = derived.charts.len();
    let mut files = Vec::with_capacity(2 * count);
    for (index, (chart, scene)) in derived.charts.iter().zip(&scenes).enumerate() {
        progress.step(index, count)?;
        let name: String = chart.numbered_title().chars().map(allowed).collect();
        let file = |ending: &str, bytes| ExportedFile { name: Some(format!("{name}.{ending}")), bytes };
        files.push(file("svg", to_svg(scene, FAMILIES).into_bytes()));
        files.push(file("png", png(scene, &options, DOTS_PER_METRE)?));
    }
    progress.step(count, count)?;
    Ok(Exported { files, notes })
}

fn scene(chart: &ChartSpec, below: Below) -> Scene {
    let height = match below {
        Below::Caption => printed_height(chart).max(LOW) + FOOT,
        Below::Nothing => printed_height(chart),
    };
    layout(chart, below, PRINTED_WIDTH, height, &chart_text_width)
}

/// The embedded faces, so that the picture is the same on every machine, and those of the system that rare characters
/// need.
fn options(rare: &[PathBuf]) -> usvg::Options<'static> {
    let mut options = usvg::Options { font_family: typefaces::FAMILY.to_owned(), ..usvg::Options::default() };
    let fonts = options.fontdb_mut();
    for face in [typefaces::REGULAR, typefaces::BOLD, typefaces::SYMBOLS] {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(face)));
    }
    for file in rare {
        if let Err(error) = fonts.load_font_file(file) {
            log::warn!("字体没有读出：{error}");
        }
    }
    options
}

fn png(scene: &Scene, options: &usvg::Options<'_>, dots_per_metre: u32) -> Result<Vec<u8>, ExportError> {
    let svg = to_svg(scene, typefaces::FAMILY);
    let tree = usvg::Tree::from_str(&svg, options).map_err(|error| fault(&error))?;
    let scale = WIDTH_MM / 1000.0 * dots_per_metre as f32 / PRINTED_WIDTH;
    let size = tree.size().to_int_size().scale_by(scale);
    let pixels = size.and_then(|size| tiny_skia::Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or_else(|| fault(&"图的大小不能用"))?;
    // The last row and column are covered in part only.
    pixels.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(&pixels, dots_per_metre).map_err(|error| fault(&error))
}

/// Encodes a picture with its size on paper. The ground is white, so premultiplied colours equal plain ones.
fn encode(pixels: &tiny_skia::Pixmap, dots_per_metre: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: dots_per_metre,
        yppu: dots_per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels.data())?;
    writer.finish()?;
    Ok(bytes)
}

fn fault(reason: &dyn std::fmt::Display) -> ExportError {
    ExportError::Fault { format: "图表", reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, testing::reference_sample};

    fn exported(document: Document) -> Vec<ExportedFile> {
        export(&Derived::of(&Arc::new(document)), &Progress::default()).expect("charts").files
    }

    #[test]
    fn each_chart_is_there_twice_as_large_as_on_paper() {
        let files = exported(reference_sample());
        assert_eq!(files.len(), 14);
        assert_eq!(files[0].name.as_deref(), Some("图1 2024年度收入支出决算总体情况.svg"));
        assert!(String::from_utf8_lossy(&files[2].bytes).contains("232.34"));
        for png in files.iter().skip(1).step_by(2) {
            let reader = png::Decoder::new(std::io::Cursor::new(&png.bytes)).read_info().expect("a picture");
            let info = reader.info();
            assert_eq!((info.width, info.pixel_dims.expect("a size").xppu), (1890, 11_811));
        }
    }

    #[test]
    fn an_empty_document_has_charts_that_say_so() {
        assert_eq!(exported(Document::default()).len(), 14);
    }
}
