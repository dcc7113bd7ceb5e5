//! The PDF: the pages of the preview, tagged, with bookmarks and embedded fonts.

use crate::{
    derived::Derived,
    typeset::{Engine, Manuscript, TypesetError},
};

use super::{DocumentStatus, ExportError, Imprint, Progress, object_streams, provenance::Provenance};

/// Setting takes most of the time.
const STEPS: usize = 4;

/// The report as PDF, with remarks about its fonts. `engine` may have set the same report before: what did not change
/// is not set anew.
///
/// # Errors
/// When the person does not want to wait, and on faults of the libraries.
pub fn pdf(
    derived: &Derived,
    imprint: impl Into<Imprint>,
    engine: &mut Engine,
    progress: &Progress,
) -> Result<(Vec<u8>, Vec<String>), ExportError> {
    let Imprint { status, author } = imprint.into();
    progress.step(0, STEPS)?;
    let properties = Provenance::of(derived, author.as_deref()).properties();
    let manuscript = Manuscript { properties, ..Manuscript::of(derived) };
    let pages = engine.print(manuscript, status == DocumentStatus::Draft).map_err(fault)?;
    progress.step(STEPS - 1, STEPS)?;
    let bytes = object_streams::packed(pages.pdf().map_err(fault)?);
    progress.step(STEPS, STEPS)?;
    Ok((bytes, pages.fonts.notes()))
}

fn fault(TypesetError(reason): TypesetError) -> ExportError {
    ExportError::Fault { format: "PDF", reason }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{document::Document, storage::parse_project};

    fn of(document: &[u8], status: DocumentStatus) -> (Vec<u8>, Vec<String>) {
        let document: Arc<Document> = Arc::new(parse_project(document).expect("sample"));
        let progress = Progress::default();
        let made = pdf(&Derived::of(&document), status, &mut Engine::embedded_only(), &progress).expect("a PDF");
        assert_eq!(progress.percent(), 100);
        made
    }

    #[test]
    fn the_samples_become_the_same_pdf_each_time_and_say_which_fonts_stand_in() {
        let reference = include_bytes!("../../samples/yanbian-2024.json");
        let (draft, notes) = of(reference, DocumentStatus::Draft);
        assert!(draft == of(reference, DocumentStatus::Draft).0);
        assert!(draft != of(reference, DocumentStatus::Final).0);
        assert!(draft.starts_with(b"%PDF-"));
        let objects = object_streams::unpacked(&draft);
        let holds =
            |words: &str| objects.values().any(|object| object.windows(words.len()).any(|at| at == words.as_bytes()));
        assert!(holds("/DisplayDocTitle true") && holds("/StructTreeRoot") && !holds("/Suspects"));
        assert!(objects.len() > 1000 && draft.len() < 500_000, "{} in {}", objects.len(), draft.len());
        assert!(notes.iter().any(|note| note.contains("改用")) && notes.iter().all(|note| !note.contains("方框")));
        assert!(of(include_bytes!("../../samples/clean.json"), DocumentStatus::Final).0.len() > 50_000);
    }

    #[test]
    fn a_cancelled_export_makes_nothing() {
        let progress = Progress::default();
        progress.cancel();
        let derived = Derived::of(&Arc::new(Document::default()));
        let made = pdf(&derived, DocumentStatus::Draft, &mut Engine::embedded_only(), &progress);
        assert_eq!(made, Err(ExportError::Cancelled));
    }
}
