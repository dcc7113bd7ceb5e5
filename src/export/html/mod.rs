//! The page for the web (网页稿): the whole report as one page of plain HTML, to be published or pasted into the editor
//! of a web site.
//!
//! Such editors drop what they do not know: the style of a page, classes, anchors, often pictures. So a chart's numbers
//! stand below it in words as well, and the contents are a list without links, which would also name a folder of this
//! computer once the page is copied out of a browser.

mod tables;
#[cfg(test)]
mod tests;
mod text;

use std::fmt::Display;

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    charts::{ChartSpec, Form},
    derived::Derived,
    document::printable,
    report::{Block, Cover, Heading, HeadingStyle, Paragraph, ParagraphStyle, PrintedTable, Run, text_of},
    workflow::OWN_PROGRAM,
};

use super::{
    DocumentStatus, ExportError, Progress,
    charts::{ChartPicture, pictures},
    provenance::Provenance,
    xml::{Attributes, Xml},
};

/// What a browser needs to show the page by itself; where it is pasted, the site's own style holds.
const STYLE: &str = "body{max-width:60rem;margin:0 auto;padding:1rem;line-height:1.8}p{margin:.5em 0}\
    table{line-height:1.4}th,td{padding:.25em .4em}caption{padding:.5em}img{max-width:100%;height:auto}";

/// For a screen that shows two pixels where a page counts one.
const DOTS_PER_METRE: u32 = 7_000;

const CENTRED: (&str, &dyn Display) = ("style", &"text-align:center");

/// What is put on the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebCopy {
    pub html: String,
    /// For whoever takes no HTML.
    pub text: String,
}

/// The report as a page, with remarks about rare characters.
///
/// # Errors
/// When the person does not want to wait, and on faults of the libraries.
pub fn html(
    derived: &Derived,
    status: DocumentStatus,
    progress: &Progress,
) -> Result<(Vec<u8>, Vec<String>), ExportError> {
    let (page, notes) = WebPage::of(derived, status, progress)?;
    let title = match status {
        DocumentStatus::Draft => format!("{}（草稿）", derived.report.title),
        DocumentStatus::Final => derived.report.title.clone(),
    };
    let mut bytes = b"<!DOCTYPE html>\n".to_vec();
    bytes.extend(Xml::fragment(|xml| {
        xml.within("html", &[("lang", &"zh-CN")], |xml| {
            xml.within("head", &[], |xml| {
                xml.text("\n");
                xml.empty("meta", &[("charset", &"utf-8")]);
                let width: Attributes<'_> =
                    &[("name", &"viewport"), ("content", &"width=device-width, initial-scale=1")];
                xml.empty("meta", width);
                xml.empty("meta", &[("name", &"generator"), ("content", &OWN_PROGRAM)]);
                for (name, value) in Provenance::of(derived, None).custom {
                    xml.empty("meta", &[("name", &name), ("content", &value)]);
                }
                line(xml, "title", &[], |xml| xml.text(&title.replace('\n', " ")));
                line(xml, "style", &[], |xml| xml.text(STYLE));
            });
            xml.text("\n");
            xml.within("body", &[], |xml| page.body(xml));
        });
        xml.text("\n");
    }));
    Ok((bytes, notes))
}

/// The report to be pasted: what stands in the body of the page, and the same as plain text.
///
/// # Errors
/// When the person does not want to wait, and on faults of the libraries.
pub fn web_copy(derived: &Derived, status: DocumentStatus, progress: &Progress) -> Result<WebCopy, ExportError> {
    let (page, _) = WebPage::of(derived, status, progress)?;
    let body = Xml::fragment(|xml| {
        // Some readers of a clipboard take what does not say so for another encoding.
        xml.empty("meta", &[("charset", &"utf-8")]);
        page.body(xml);
    });
    Ok(WebCopy { html: String::from_utf8_lossy(&body).into_owned(), text: text::text(derived, status) })
}

/// The report in the making.
struct WebPage<'a> {
    derived: &'a Derived,
    status: DocumentStatus,
    /// Of the charts that are in the report.
    pictures: Vec<ChartPicture>,
}

/// An element in a line of its own.
fn line(xml: &mut Xml, name: &str, attributes: Attributes<'_>, content: impl FnOnce(&mut Xml)) {
    xml.text("\n");
    xml.within(name, attributes, content);
}

/// Words with their line ends.
fn words(xml: &mut Xml, text: &str) {
    for (place, line) in printable(text).split('\n').enumerate() {
        if place > 0 {
            xml.empty("br", &[]);
        }
        xml.text(line);
    }
}

/// The runs that are printed.
fn printed(runs: &[Run], status: DocumentStatus) -> impl Iterator<Item = &Run> {
    runs.iter().filter(move |run| status == DocumentStatus::Draft || !matches!(run, Run::Blank { .. }))
}

impl<'a> WebPage<'a> {
    fn of(
        derived: &'a Derived,
        status: DocumentStatus,
        progress: &Progress,
    ) -> Result<(Self, Vec<String>), ExportError> {
        let charts: Vec<&ChartSpec> = charts(derived).filter(|spec| spec.form() != Form::Sentence).collect();
        let (pictures, notes) = pictures(&charts, DOTS_PER_METRE, progress)?;
        Ok((Self { derived, status, pictures }, notes))
    }

    fn body(&self, xml: &mut Xml) {
        if self.status == DocumentStatus::Draft {
            line(xml, "p", &[CENTRED], |xml| xml.text_within("strong", &[], DRAFT));
        }
        // Headings and labels right above, which a table need not say again.
        let mut above: Vec<String> = Vec::new();
        for block in self.derived.report.blocks() {
            match block {
                Block::Cover(cover) => self.cover(xml, cover),
                Block::Contents => self.contents(xml),
                Block::Heading(heading) => {
                    self.heading(xml, heading);
                    above.push(text_of(&heading.runs));
                }
                Block::Paragraph(paragraph) => {
                    self.paragraph(xml, paragraph);
                    match paragraph.style {
                        ParagraphStyle::Label | ParagraphStyle::Centred => above.push(paragraph.text()),
                        _ => above.clear(),
                    }
                }
                Block::Table(key) => {
                    for table in PrintedTable::of(&self.derived.figures, *key) {
                        tables::table(xml, &table, &std::mem::take(&mut above));
                    }
                }
                Block::Chart(key) => self.chart(xml, key),
                Block::PageBreak => above.clear(),
            }
        }
        xml.text("\n");
    }

    fn cover(&self, xml: &mut Xml, cover: &Cover) {
        line(xml, "h1", &[CENTRED], |xml| {
            for (place, runs) in cover.lines.iter().enumerate() {
                if place > 0 {
                    xml.empty("br", &[]);
                }
                self.runs(xml, runs);
            }
        });
        self.block(xml, "p", &[CENTRED], &cover.foot);
    }

    fn contents(&self, xml: &mut Xml) {
        let headings = self.derived.report.blocks().filter_map(|block| match block {
            Block::Heading(heading) if heading.is_listed() => Some(heading),
            _ => None,
        });
        let headings: Vec<&Heading> = headings.filter(|heading| self.is_printed(&heading.runs)).collect();
        line(xml, "p", &[CENTRED], |xml| xml.text_within("strong", &[], CONTENTS));
        self.list(xml, &headings);
    }

    /// Headings, each with the deeper ones that follow it.
    fn list(&self, xml: &mut Xml, headings: &[&Heading]) {
        line(xml, "ul", &[("style", &"list-style:none")], |xml| {
            let mut rest = headings;
            while let [first, others @ ..] = rest {
                let end = others.iter().position(|other| other.level() <= first.level()).unwrap_or(others.len());
                let (below, behind) = others.split_at(end);
                line(xml, "li", &[], |xml| {
                    self.runs(xml, &first.runs);
                    if !below.is_empty() {
                        self.list(xml, below);
                    }
                });
                rest = behind;
            }
        });
    }

    fn heading(&self, xml: &mut Xml, heading: &Heading) {
        // The title of the report is the first level.
        let name = format!("h{}", (heading.level() + 1).min(6));
        let look: Attributes<'_> = match heading.level() {
            _ if heading.style <= HeadingStyle::Attachment => &[CENTRED],
            // Browsers set deep headings smaller than the text.
            4.. => &[("style", &"font-size:1em")],
            _ => &[],
        };
        self.block(xml, &name, look, &heading.runs);
    }

    fn paragraph(&self, xml: &mut Xml, paragraph: &Paragraph) {
        let runs = &paragraph.runs;
        match paragraph.style {
            ParagraphStyle::Body => self.block(xml, "p", &[("style", &"text-indent:2em")], runs),
            ParagraphStyle::Centred => self.block(xml, "p", &[CENTRED], runs),
            ParagraphStyle::Right => self.block(xml, "p", &[("style", &"text-align:right")], runs),
            ParagraphStyle::Note if self.is_printed(runs) => {
                line(xml, "p", &[], |xml| xml.within("small", &[], |xml| self.runs(xml, runs)));
            }
            ParagraphStyle::Label if self.is_printed(runs) => {
                line(xml, "p", &[], |xml| xml.within("strong", &[], |xml| self.runs(xml, runs)));
            }
            ParagraphStyle::Note | ParagraphStyle::Label => {}
        }
    }

    /// An element with these runs, unless nothing of them is printed.
    fn block(&self, xml: &mut Xml, name: &str, attributes: Attributes<'_>, runs: &[Run]) {
        if self.is_printed(runs) {
            line(xml, name, attributes, |xml| self.runs(xml, runs));
        }
    }

    fn is_printed(&self, runs: &[Run]) -> bool {
        printed(runs, self.status).any(|run| !run.text().is_empty())
    }

    fn runs(&self, xml: &mut Xml, runs: &[Run]) {
        for run in printed(runs, self.status) {
            match run {
                Run::Blank { .. } => xml.within("mark", &[], |xml| words(xml, &run.text())),
                _ => words(xml, &run.text()),
            }
        }
    }

    /// The picture with what it shows as its alternative, and the same in words below.
    fn chart(&self, xml: &mut Xml, key: &str) {
        let Some(spec) = charts(self.derived).find(|spec| spec.key == key) else { return };
        let picture = self.pictures.iter().find(|picture| picture.key == spec.key);
        line(xml, "figure", &[("style", &"text-align:center")], |xml| {
            if let Some(ChartPicture { width, height, png, .. }) = picture {
                let data = format!("data:image/png;base64,{}", STANDARD.encode(png));
                let description = spec.description();
                xml.empty("img", &[("src", &data), ("alt", &description), ("width", width), ("height", height)]);
            }
            line(xml, "figcaption", &[], |xml| {
                words(xml, &spec.caption());
                xml.empty("br", &[]);
                words(xml, &spec.statement());
            });
        });
    }
}

const DRAFT: &str = "草稿，未定稿，请勿公开";
const CONTENTS: &str = "目录";

/// The charts of the report, in its order.
fn charts(derived: &Derived) -> impl Iterator<Item = &ChartSpec> {
    derived.report.blocks().filter_map(|block| match block {
        Block::Chart(key) => derived.charts.iter().find(|spec| spec.key == *key),
        _ => None,
    })
}
