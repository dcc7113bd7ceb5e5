//! Lists are written where a person said, as a workbook or as a Word file by the name that was given.

use std::path::Path;

use egui::Context;

use crate::{export::ExportError, storage};

use super::{Window, apart::Lane, originals::name_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListForm {
    Excel,
    Word,
}

impl Window {
    /// `what` is what the list is called, `make` makes its bytes.
    pub(super) fn write_list(
        &mut self,
        context: &Context,
        path: &Path,
        what: &'static str,
        make: impl FnOnce(ListForm) -> Result<Vec<u8>, ExportError> + Send + 'static,
    ) {
        let is_word = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
        let (form, ending) = if is_word { (ListForm::Word, "docx") } else { (ListForm::Excel, "xlsx") };
        let named = path.with_extension(ending);
        let is_as_asked = named == path;
        let work = move || {
            // The dialog has asked about the name that was typed, not about the one with another extension.
            if !is_as_asked && storage::exists(&named) {
                return Err(format!("已有文件“{}”，没有导出；请换一个名字", name_of(&named)));
            }
            let bytes = make(form).map_err(|error| error.to_string());
            match bytes.and_then(|bytes| storage::write_file(&named, &bytes).map_err(|error| error.to_string())) {
                Ok(()) => Ok(format!("{what}已导出到 {}", named.display())),
                Err(error) => Err(format!("{what}没有导出：{error}")),
            }
        };
        self.apart(Lane::Export, context, work, move |app, answer| match answer {
            Some(Ok(done)) => app.window.say(done),
            Some(Err(fault)) => app.window.say_fault(fault),
            None => app.window.say_fault(format!("{what}没有导出：程序内部出错；请告诉维护人员")),
        });
    }
}
