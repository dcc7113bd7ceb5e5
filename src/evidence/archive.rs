//! The parts of a zip archive, unfolded within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{
    limits::{MOST_OF_PART, MOST_PARTS, MOST_UNFOLDED},
    refusal::Refusal,
};

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unfolded.
    left: u64,
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if zip.len() > MOST_PARTS {
            return Err(Refusal::TooLarge);
        }
        Ok(Self { zip, left: MOST_UNFOLDED })
    }

    /// The names of its parts that `wanted` holds of.
    pub fn names(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let names = self.zip.file_names().flatten().map(|name| name.into_owned());
        names.filter(|name| wanted(name)).collect()
    }

    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The content of a part; `None` if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(|_| Refusal::Damaged)?;
        let most = self.left.min(MOST_OF_PART);
        let mut content = Vec::new();
        // What the archive says of the length is not believed.
        part.take(most + 1).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
        if content.len() as u64 > most {
            return Err(Refusal::TooLarge);
        }
        self.left -= content.len() as u64;
        Ok(Some(content))
    }
}

/// The part that `target` names in a part of the folder `base`: `../media/a.png`, `/xl/b.xml`.
pub(super) fn resolved(base: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { base.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}
