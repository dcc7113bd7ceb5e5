//! The rules of this repository, enforced: who may use whom, where the disk and the window toolkit may be touched,
//! floats, and what must not be written into it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// The modules in the order of `lib.rs`, from bottom to top; each uses only itself and those before it.
static LAYERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let names = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
});

/// The rooms of `ui` from bottom to top; each uses only itself and those before it.
const ROOMS: &[&str] =
    &["theme", "command", "state", "remarks", "widgets", "forms", "tabs", "panels", "menu", "dialogs"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The source files of the library with their module and the code before their tests, comments left out.
fn sources() -> Vec<(PathBuf, String, String)> {
    let src = root().join("src");
    files_below(&src, ".rs")
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            let module = inside.split(['/', '.']).next().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let code: String = text
                .split("#[cfg(test)]\nmod ")
                .next()
                .unwrap()
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| format!("{line}\n"))
                .collect();
            let is_test = path.ends_with("tests.rs") || path.ends_with("testing.rs") || inside.contains("/tests/");
            (!is_test && !matches!(module.as_str(), "lib" | "bin")).then_some((path, module, code))
        })
        .collect()
}

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == module)
}

/// Names after `head` (`crate::`, `ui::`), also inside `use crate::{…}`.
fn names_after(code: &str, head: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(head) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + head.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            continue;
        };
        let mut depth = 0;
        let mut name = String::new();
        let mut is_further_in = false;
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    names.push(std::mem::take(&mut name));
                    is_further_in = false;
                }
                ':' => is_further_in = true,
                c if depth == 0 && !is_further_in && !c.is_whitespace() => name.push(c),
                _ => {}
            }
        }
        names.push(name);
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What stands below a heading of the page about the architecture.
fn architecture(heading: &str) -> String {
    let page = fs::read_to_string(root().join("src/ARCHITECTURE.md")).unwrap();
    let below = page.split(&format!("\n## {heading}")).nth(1).unwrap();
    below.split("\n## ").next().unwrap().to_owned()
}

#[test]
fn the_code_map_lists_the_modules_in_their_order() {
    let map = architecture("Code map");
    let rows: Vec<&str> = map.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(rows, LAYERS.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn each_invariant_names_tests_that_there_are() {
    let files = ["src", "tests"].into_iter().flat_map(|folder| files_below(&root().join(folder), ".rs"));
    let code: String = files.map(|path| fs::read_to_string(path).unwrap()).collect();
    let section = architecture("What always holds");
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 15, "the test reads nothing");
    for row in rows {
        let guards = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = guards.split('`').skip(1).step_by(2).filter(|name| !name.ends_with(".toml")).collect();
        assert!(!names.is_empty(), "nothing guards: {row}");
        for name in names {
            assert!(code.contains(&format!("fn {name}(")), "there is no test {name}");
        }
    }
}

#[test]
fn a_module_uses_only_those_before_it() {
    let mut seen = 0;
    for (path, module, code) in sources() {
        let Some(own) = rank(&module) else {
            assert_eq!(module, "main", "{} stands in no layer", path.display());
            continue;
        };
        for used in names_after(&code, "crate::") {
            let Some(other) = rank(&used) else { continue };
            assert!(other <= own, "{} ({module}) uses {used}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 100, "the test reads nothing");
}

#[test]
fn a_room_of_the_window_uses_only_those_before_it() {
    let door = fs::read_to_string(root().join("src/ui/mod.rs")).unwrap();
    let listed: Vec<&str> = door.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(listed, ROOMS);
    let rank_of = |name: &str| {
        // What stands at the door belongs to the room that `pub use` takes it from.
        let given = door.lines().filter_map(|line| line.strip_prefix("pub use "));
        let holder = given
            .filter_map(|line| line.split_once("::"))
            .find(|(_, names)| names.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|other| other == name));
        ROOMS.iter().position(|room| *room == holder.map_or(name, |(room, _)| room))
    };
    let mut seen = 0;
    for (path, module, code) in sources() {
        let inside = path.strip_prefix(root().join("src/ui")).unwrap_or(Path::new(""));
        let steps: Vec<_> = inside.iter().map(|step| step.to_string_lossy().into_owned()).collect();
        let [room, .., file] = steps.as_slice() else {
            assert!(module != "ui" || path.ends_with("ui/mod.rs"), "{} stands in no room", path.display());
            continue;
        };
        let own = rank_of(room).unwrap_or_else(|| panic!("{} stands in no room", path.display()));
        for used in names_after(&code, "ui::") {
            let other = rank_of(&used).unwrap_or_else(|| panic!("{} uses ui::{used}, no room", path.display()));
            assert!(other <= own, "{} ({room}) uses {used}", path.display());
            seen += 1;
        }
        // Nobody leaves a room by the back stairs.
        let depth = steps.len() - usize::from(file == "mod.rs");
        assert!(!code.contains(&"super::".repeat(depth)), "{} leaves its room by super", path.display());
    }
    assert!(seen > 100, "the test reads nothing");
}

#[test]
fn only_the_window_knows_the_window_toolkit() {
    for (path, module, code) in sources() {
        if !matches!(module.as_str(), "ui" | "app" | "main") {
            for toolkit in ["egui", "eframe", "rfd::"] {
                assert!(!code.contains(toolkit), "{} uses {toolkit}", path.display());
            }
        }
    }
}

#[test]
fn only_storage_touches_the_disk() {
    for (path, module, code) in sources() {
        if !matches!(module.as_str(), "storage" | "main") {
            for call in ["std::fs", "fs::", "File::open", "File::create", "tempfile::"] {
                assert!(!code.contains(call), "{} uses {call}", path.display());
            }
        }
    }
}

/// What waits for a disk is asked for by `app`, apart; the screens know only the shapes of what is stored.
#[test]
fn the_screens_call_nothing_of_storage() {
    let mut seen = 0;
    for (path, module, code) in sources() {
        if module != "ui" {
            continue;
        }
        for (at, _) in code.match_indices("storage::") {
            let rest = &code[at + "storage::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap(),
                None => rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap(),
            };
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                seen += 1;
                assert!(name.starts_with(char::is_uppercase), "{} calls storage::{name}", path.display());
            }
        }
    }
    assert!(seen > 5, "the test reads nothing");
}

/// Every call that asks the disk passes the gate, whoever writes the next one.
#[test]
fn storage_asks_the_disk_only_by_its_gate() {
    for (path, module, code) in sources() {
        // How a folder is read elsewhere than on Unix stands in by_name.rs, behind the gate.
        if module != "storage" || path.ends_with("disk.rs") || path.ends_with("by_name.rs") {
            continue;
        }
        for call in ["std::fs", ".exists()", ".try_exists()", "path.is_file()", "path.is_dir()"] {
            assert!(!code.contains(call), "{} uses {call}, not the gate of disk.rs", path.display());
        }
        for group in code.split("use std::").skip(1).filter_map(|rest| rest.split(';').next()) {
            // Its types may be named.
            let group = group.replace("os::unix::fs", "");
            let is_named = group.match_indices("fs").any(|(at, _)| {
                let is_word = !group[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let rest = &group[at + 2..];
                is_word && (!rest.starts_with("::") || rest.starts_with("::{self"))
            });
            assert!(!is_named, "{} uses std::fs, not the gate of disk.rs", path.display());
        }
    }
}

/// Floats are screen and page geometry, never money or percentages.
#[test]
fn no_floats_near_money() {
    for (path, module, code) in sources() {
        if !matches!(module.as_str(), "ui" | "app" | "main" | "charts" | "typeset") {
            let geometry = [
                "storage/settings.rs",
                "export/charts.rs",
                "evidence/pdf.rs",
                "evidence/pdf_lattice.rs",
                "evidence/pdf_picture.rs",
                "evidence/pdf_text.rs",
            ];
            let is_geometry = geometry.iter().any(|file| path.ends_with(file));
            // A reader of the file must name the floats that it refuses.
            let code: String = code.lines().filter(|line| !line.contains("fn visit_f64")).collect();
            for float in ["f32", "f64"] {
                let found = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == float);
                assert!(!found || is_geometry, "{} uses {float}", path.display());
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for path in files_below(&root().join("src"), ".rs").into_iter().chain(files_below(&root().join("tests"), ".rs")) {
        let text = fs::read_to_string(&path).unwrap();
        let head = text.trim_start_matches("#![cfg_attr(windows, windows_subsystem = \"windows\")]\n").trim_start();
        let has_head = head.starts_with("//!") || head.starts_with("#![doc = include_str!");
        assert!(has_head, "{} has no head", path.display());
    }
}

/// A file that no `mod` line names is not compiled: it only looks like code.
#[test]
fn every_file_is_part_of_the_program() {
    let src = root().join("src");
    let files = files_below(&src, ".rs");
    let all: String = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let folder = path.parent().unwrap();
        let (module, beside) = match name.as_str() {
            "mod.rs" => (folder.file_name().unwrap().to_string_lossy().into_owned(), folder.parent().unwrap()),
            name => (name.trim_end_matches(".rs").to_owned(), folder),
        };
        if matches!(module.as_str(), "lib" | "main" | "juesuan-cli") {
            continue;
        }
        let holders = [beside.join("mod.rs"), beside.with_extension("rs"), src.join("lib.rs")];
        let declares = |holder: &PathBuf| {
            let text = fs::read_to_string(holder).unwrap_or_default();
            text.lines().any(|line| line.trim().ends_with(&format!("mod {module};")))
        };
        let by_path = || all.contains(&format!("{name}\"]"));
        assert!(holders.iter().any(declares) || by_path(), "{} is named by no module", path.display());
    }
}

/// Words that would tie the repository to one machine or workplace.
#[test]
fn nothing_points_to_a_machine() {
    let forbidden =
        [["/ho", "me/"].concat(), ["/wo", "rk/"].concat(), ["C:\\", "Users"].concat(), ["..", "/shared"].concat()];
    let folders = ["src", "tests", "assets", "samples", ".ci"];
    let endings = [".rs", ".md", ".csv", ".json", ".toml", "run", "window"];
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .map(|folder| root().join(folder))
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| endings.into_iter().flat_map(move |ending| files_below(&folder, ending)))
        .collect();
    paths.extend(["README.md", "Cargo.toml"].map(|name| root().join(name)).into_iter().filter(|path| path.is_file()));
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{} names {word}", path.display());
        }
        for marker in [["TO", "DO"].concat(), ["FIX", "ME"].concat()] {
            assert!(!text.contains(&marker), "{} has a {marker}", path.display());
        }
    }
}

#[test]
fn every_character_of_the_program_is_in_its_own_faces() {
    use juesuan::ui::theme::fonts::{bold, definitions};
    // Marks of links in the project file, what text is searched for, and classes of characters for breaking lines.
    const NOT_SHOWN: &str = "⟦⟧〇¢£〝〞";
    let assets = ["report", "codes", "score_tree"].map(|name| root().join("assets").join(name));
    let data = assets.iter().flat_map(|folder| [".csv", ".txt"].map(|ending| files_below(folder, ending))).flatten();
    let texts = sources().into_iter().map(|(path, _, code)| (path, code));
    let texts: Vec<_> = texts.chain(data.map(|path| (path.clone(), fs::read_to_string(path).unwrap()))).collect();
    let context = egui::Context::default();
    context.set_fonts(definitions());
    let mut output = context.run_ui(egui::RawInput::default(), |ui| {
        ui.fonts_mut(|fonts| {
            for family in [egui::FontFamily::Proportional, bold()] {
                let font = egui::FontId::new(14.0, family);
                for (path, text) in &texts {
                    for c in text.chars().filter(|c| !c.is_ascii() && !NOT_SHOWN.contains(*c)) {
                        assert!(fonts.has_glyph(&font, c), "{c} in {} has no glyph", path.display());
                    }
                }
            }
        });
    });
    output.textures_delta.clear();
}

/// The standard library's reading of folders panics when closing one fails; and what is printed may come from a file.
#[test]
fn folders_are_read_and_terminals_written_in_one_place() {
    for (path, module, code) in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!code.contains("read_dir(") || name == "by_name.rs", "{path:?}: use storage::by_name::names_in");
        let prints = ["print!(", "println!("].iter().any(|macro_name| code.contains(macro_name));
        assert!(!prints || module == "main", "{path:?}: use console::print or complain");
    }
}
