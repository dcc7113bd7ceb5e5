//! Exports several formats at once: all are made before any is written, so that a failure writes nothing.

use std::path::PathBuf;

use crate::derived::Derived;

use super::{ExportError, Format, Imprint, Progress, produce};

/// Where an export goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportTarget {
    pub format: Format,
    /// The file, or the folder if [`Format::is_folder`].
    pub path: PathBuf,
}

/// What is to be exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOrder {
    /// Of all files.
    pub imprint: Imprint,
    /// Each format at most once.
    pub targets: Vec<ExportTarget>,
}

/// Everything that an order asks for, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Path and content.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What the person has to know, each once.
    pub notes: Vec<String>,
}

impl ExportOrder {
    /// Makes everything.
    ///
    /// # Errors
    /// Those of [`produce`].
    pub fn produce(&self, derived: &Derived, progress: &Progress) -> Result<Product, ExportError> {
        let mut product = Product::default();
        for (stage, target) in self.targets.iter().enumerate() {
            progress.begin_stage(stage)?;
            let exported = produce(target.format, derived, &self.imprint, progress)?;
            for file in exported.files {
                let path = file.name.map_or_else(|| target.path.clone(), |name| target.path.join(name));
                product.files.push((path, file.bytes));
            }
            for note in exported.notes {
                if !product.notes.contains(&note) {
                    product.notes.push(note);
                }
            }
        }
        progress.begin_stage(self.targets.len())?;
        Ok(product)
    }

    /// What is being done, in words.
    pub fn stage_words(&self, stage: usize) -> String {
        match self.targets.get(stage) {
            Some(target) => format!("正在生成{}（{}/{}）", target.format.label(), stage + 1, self.targets.len()),
            None => "正在写入文件".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        document::Document,
        export::DocumentStatus,
        testing::{derived, reference_sample},
    };

    fn order(status: DocumentStatus) -> ExportOrder {
        ExportOrder {
            imprint: status.into(),
            targets: vec![ExportTarget { format: Format::Charts, path: "图表".into() }],
        }
    }

    #[test]
    fn files_of_a_folder_lie_in_it() {
        let progress = Progress::default();
        let product = order(DocumentStatus::Draft).produce(&Derived::of(&Arc::new(Document::default())), &progress);
        let product = product.expect("made");
        assert!(product.files.iter().all(|(path, _)| path.starts_with("图表")) && !product.files.is_empty());
        assert_eq!(progress.stage(), 1);
        assert_eq!(order(DocumentStatus::Draft).stage_words(0), "正在生成图表图片（1/1）");
    }

    #[test]
    fn nothing_is_final_while_an_error_is_open_and_nothing_is_made_after_cancelling() {
        let derived = derived(&reference_sample());
        let refused = order(DocumentStatus::Final).produce(&derived, &Progress::default());
        assert!(matches!(refused, Err(ExportError::NotFinal(_))), "{refused:?}");
        let progress = Progress::default();
        progress.cancel();
        assert_eq!(order(DocumentStatus::Draft).produce(&derived, &progress), Err(ExportError::Cancelled));
    }
}
