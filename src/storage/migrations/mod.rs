//! Lifts project files of former format versions, one version at a time.
//!
//! Each migration is a module of its own, `v1_to_v2.rs`, with a function over the root object, listed in [`ALL`]; once
//! released it is never edited. `FORMAT_VERSION` is 1, so there is none yet.

use serde_json::{Map, Value};

#[cfg(test)]
use crate::document::FORMAT_VERSION;

/// Changes a file of one version into the next; fields that it does not know stay.
pub(super) type Migration = fn(&mut Map<String, Value>);

/// `ALL[0]` lifts version 1 to 2, and so on.
pub(super) const ALL: &[Migration] = &[];

/// Lifts `root` from `version` through all later `migrations`.
pub(super) fn migrate(root: &mut Map<String, Value>, version: u32, migrations: &[Migration]) {
    let passed = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
    for migration in migrations.iter().skip(passed) {
        migration(root);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_former_version_has_its_migration() {
        assert_eq!(ALL.len() + 1, FORMAT_VERSION as usize);
    }

    #[test]
    fn a_file_passes_only_the_migrations_after_its_version() {
        fn add(root: &mut Map<String, Value>, step: &str) {
            let before = root.get("steps").and_then(Value::as_str).unwrap_or_default().to_owned();
            root.insert("steps".into(), (before + step).into());
        }
        let steps: &[Migration] = &[|root| add(root, "a"), |root| add(root, "b")];
        for (version, passed) in [(1, "ab"), (2, "b"), (3, "")] {
            let mut root = Map::from_iter([("kept".to_owned(), Value::from(1))]);
            migrate(&mut root, version, steps);
            assert_eq!(root.get("steps").and_then(Value::as_str).unwrap_or_default(), passed);
            assert_eq!(root["kept"], 1);
        }
    }
}
