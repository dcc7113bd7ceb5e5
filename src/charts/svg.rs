//! Writes a scene as SVG: black on white, as printed.

use std::{f32::consts::TAU, fmt::Write};

use super::{
    palette::Colour,
    scene::{Anchor, Pen, Scene, Shape, Text, Tone},
};

/// The scene as an SVG document that names `family` as its face.
pub fn to_svg(scene: &Scene, family: &str) -> String {
    let (width, height) = (scene.width, scene.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.1}\" height=\"{height:.1}\" \
         viewBox=\"0 0 {width:.1} {height:.1}\" font-family=\"{}\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        escaped(family)
    );
    for shape in &scene.shapes {
        // Writing to a string cannot fail.
        let _ = write_shape(&mut svg, shape);
    }
    svg.push_str("</svg>\n");
    svg
}

fn write_shape(svg: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Wedge { centre, radius, from, to, colour, .. } => {
            if to - from > TAU - 0.001 {
                let (x, y) = (centre.x, centre.y);
                return writeln!(svg, "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius:.2}\" {}/>", fill(*colour));
            }
            let (a, b) = (centre.polar(*radius, *from), centre.polar(*radius, *to));
            let large = u8::from(to - from > TAU / 2.0);
            writeln!(
                svg,
                "<path d=\"M{:.2} {:.2}L{:.2} {:.2}A{radius:.2} {radius:.2} 0 {large} 1 {:.2} {:.2}Z\" {}/>",
                centre.x,
                centre.y,
                a.x,
                a.y,
                b.x,
                b.y,
                fill(*colour)
            )
        }
        Shape::Rect { min, max, colour, .. } => writeln!(
            svg,
            "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" {}/>",
            min.x,
            min.y,
            max.x - min.x,
            max.y - min.y,
            fill(*colour)
        ),
        Shape::Line { from, to, pen } => {
            let (colour, width) = match pen {
                Pen::Thin => ("#5c6570", 1.0),
                Pen::Ground(width) => ("#ffffff", *width),
            };
            writeln!(
                svg,
                "<line x1=\"{:.2}\" y1=\"{:.2}\" x2=\"{:.2}\" y2=\"{:.2}\" stroke=\"{colour}\" stroke-width=\"{width:.2}\"/>",
                from.x, from.y, to.x, to.y
            )
        }
        Shape::Text(text) => write_text(svg, text),
    }
}

/// The colour, with a dark outline where it is too light for white paper.
fn fill(colour: Colour) -> String {
    let outline =
        if colour.needs_outline() { " stroke=\"#5c6570\" stroke-width=\"0.75\" stroke-linejoin=\"round\"" } else { "" };
    format!("fill=\"{}\"{outline}", hex(colour))
}

fn hex(colour: Colour) -> String {
    let [red, green, blue] = colour.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn write_text(svg: &mut String, text: &Text) -> std::fmt::Result {
    let anchor = match text.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let colour = match text.tone {
        Tone::Strong => "#1f2328",
        Tone::Weak => "#5c6570",
        Tone::On(colour) if colour.is_light() => "#000000",
        Tone::On(_) => "#ffffff",
    };
    let weight = if text.bold { " font-weight=\"700\"" } else { "" };
    // The middle of a Chinese character stands 0.36 of its size above the base line.
    writeln!(
        svg,
        "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{weight}>{}</text>",
        text.at.x,
        text.at.y + text.size * 0.36,
        text.size,
        escaped(&text.text)
    )
}

/// Markup characters replaced, control characters dropped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Below, layout, nominal_width, testing};

    #[test]
    fn hostile_names_stay_text() {
        let mut spec = testing::reference_charts().remove(5);
        spec.title = "a<script>&\"b\u{1}".to_owned();
        let svg = to_svg(&layout(&spec, Below::Caption, 560.0, 300.0, &nominal_width), "Noto Sans SC");
        assert!(svg.contains(">a&lt;script&gt;&amp;&quot;b（单位：万元）</text>"));
        assert_eq!(svg.matches("<path ").count(), 4);
        assert!(svg.contains(">160.45") && svg.contains("69.06%"));
    }
}
