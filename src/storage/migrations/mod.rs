//! Lifts project files of former format versions, one version at a time.
//!
//! Each migration is a module of its own, `v1_to_v2.rs`, with a function over the root object, listed in [`ALL`]; once
//! released it is never edited. Migrating is never a change of content: signatures hold before and after.

mod root;
mod v1_to_v2;

pub(super) use root::Root;

#[cfg(test)]
use crate::document::FORMAT_VERSION;

/// Changes a file of one version into the next; fields that it does not know stay.
pub(super) type Migration = fn(&mut Root);

/// `ALL[0]` lifts version 1 to 2, and so on.
pub(super) const ALL: &[Migration] = &[v1_to_v2::lift];

/// Lifts `root` from `version` through all later `migrations`.
pub(super) fn migrate(root: &mut Root, version: u32, migrations: &[Migration]) {
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
        fn add(root: &mut Root, step: &str) {
            root.change("steps", |steps| *steps = format!("{}{step}", steps.as_str().unwrap_or_default()).into());
        }
        let steps: &[Migration] = &[|root| add(root, "a"), |root| add(root, "b")];
        for (version, passed) in [(1, "ab"), (2, "b"), (3, "")] {
            let mut root: Root = serde_json::from_str(r#"{"steps":"","kept":[ 1E2,"\u8ba1" ]}"#).expect("a root");
            migrate(&mut root, version, steps);
            let text = serde_json::to_string(&root).expect("text");
            assert_eq!(text, format!(r#"{{"kept":[ 1E2,"\u8ba1" ],"steps":"{passed}"}}"#));
        }
    }
}
