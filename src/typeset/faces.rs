//! The typefaces of official documents (GB/T 9704) where the system has them, else a named replacement.
//!
//! The embedded Noto Sans SC always works. Nothing is replaced silently: [`FontReport`] names each face that stands in
//! for an official one, each rare character that comes from another face, and each character that no face has.

use std::{collections::BTreeSet, fmt, path::PathBuf, sync::LazyLock};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use typst::{
    foundations::Bytes,
    text::{Font, FontInfo},
};
use typst_kit::fonts::{FontPath, FontStore};

use crate::typefaces;

/// What a face is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    Hei,
    Kai,
    Fang,
    Song,
}

/// The faces of a role, the official ones first; each by the names that it has in fonts.
struct Wanted {
    role: Role,
    /// 标题
    used_for: &'static str,
    /// 方正小标宋简体
    official: &'static str,
    official_names: &'static [&'static str],
    /// What may stand in, with its common name; bold where the official face is heavy.
    substitutes: &'static [(&'static str, &'static str)],
    is_heavy: bool,
}

static WANTED: [Wanted; 5] = [
    Wanted {
        role: Role::Title,
        used_for: "标题",
        official: "方正小标宋简体",
        official_names: &[
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "方正小标宋简体",
            "FZXBSJW",
            "FZXiaoBiaoSong-B05SS",
        ],
        substitutes: &[
            ("STZhongsong", "华文中宋"),
            ("Noto Serif CJK SC", "思源宋体粗体"),
            ("Noto Serif SC", "思源宋体粗体"),
            ("Source Han Serif SC", "思源宋体粗体"),
        ],
        is_heavy: true,
    },
    Wanted {
        role: Role::Hei,
        used_for: "一级标题",
        official: "黑体",
        official_names: &["SimHei", "黑体"],
        substitutes: &[("STHeiti", "华文黑体"), ("Heiti SC", "黑体-简")],
        is_heavy: true,
    },
    Wanted {
        role: Role::Kai,
        used_for: "二级标题",
        official: "楷体_GB2312",
        official_names: &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体"],
        substitutes: &[
            ("STKaiti", "华文楷体"),
            ("Kaiti SC", "楷体-简"),
            ("LXGW WenKai GB", "霞鹜文楷"),
            ("AR PL UKai", "文鼎楷体"),
            ("FandolKai", "Fandol 楷体"),
        ],
        is_heavy: false,
    },
    Wanted {
        role: Role::Fang,
        used_for: "正文",
        official: "仿宋_GB2312",
        official_names: &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋"],
        substitutes: &[
            ("STFangsong", "华文仿宋"),
            ("FandolFang R", "Fandol 仿宋"),
            ("FandolFang", "Fandol 仿宋"),
            ("Noto Serif CJK SC", "思源宋体"),
            ("Noto Serif SC", "思源宋体"),
            ("Source Han Serif SC", "思源宋体"),
            ("AR PL UMing", "文鼎明体"),
        ],
        is_heavy: false,
    },
    Wanted {
        role: Role::Song,
        used_for: "表格和页码",
        official: "宋体",
        official_names: &["SimSun", "宋体", "NSimSun"],
        substitutes: &[
            ("STSong", "华文宋体"),
            ("Songti SC", "宋体-简"),
            ("Noto Serif CJK SC", "思源宋体"),
            ("Noto Serif SC", "思源宋体"),
            ("Source Han Serif SC", "思源宋体"),
            ("AR PL UMing", "文鼎明体"),
        ],
        is_heavy: false,
    },
];

const EMBEDDED_NAME: &str = "思源黑体（内置）";

/// The face of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FontChoice {
    /// What it is for: “正文”.
    pub role: String,
    /// The official face: “仿宋_GB2312”.
    pub wanted: String,
    /// The face that is used.
    pub used: String,
}

/// 正文应为仿宋_GB2312，改用思源黑体（内置）
impl fmt::Display for FontChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}应为{}，改用{}", self.role, self.wanted, self.used)
    }
}

/// A character that the embedded face lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RareCharacter {
    pub character: char,
    /// The face that has it; `None` if none has.
    pub family: Option<String>,
}

/// What the reader of a preview or the owner of a PDF has to know about its faces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FontReport {
    /// The roles whose official face is not there.
    pub replaced: Vec<FontChoice>,
    pub rare: Vec<RareCharacter>,
}

impl FontReport {
    /// The characters that no face has.
    pub fn missing(&self) -> impl Iterator<Item = char> {
        self.rare.iter().filter(|rare| rare.family.is_none()).map(|rare| rare.character)
    }

    /// Everything as sentences, the most serious first; empty if there is nothing to say.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let missing: String = self.missing().collect();
        if !missing.is_empty() {
            notes.push(format!("这些字没有字体可印，会印成方框：{missing}；请安装含有它们的字体，或改用别的字"));
        }
        let replaced: Vec<String> = self.replaced.iter().map(ToString::to_string).collect();
        if !replaced.is_empty() {
            notes.push(format!("本机没有公文字体：{}", replaced.join("；")));
        }
        let borrowed =
            self.rare.iter().filter_map(|rare| Some(format!("“{}”用{}", rare.character, rare.family.as_ref()?)));
        let borrowed: Vec<String> = borrowed.collect();
        if !borrowed.is_empty() {
            notes.push(format!("生僻字：{}", borrowed.join("；")));
        }
        notes
    }
}

/// All faces that can be used: those of the system, looked up once, or only the embedded ones.
pub(super) struct Faces {
    system: Vec<(FontPath, FontInfo)>,
    embedded: Vec<Font>,
    chosen: Vec<Chosen>,
}

/// A role with the family that it got; `None` is the embedded one.
struct Chosen {
    wanted: &'static Wanted,
    family: Option<(String, &'static str)>,
}

static SYSTEM: LazyLock<Faces> = LazyLock::new(|| Faces::of(typst_kit::fonts::system().collect()));
static EMBEDDED: LazyLock<Faces> = LazyLock::new(|| Faces::of(Vec::new()));

impl Faces {
    /// With the faces of the system; the first call looks through them.
    pub fn system() -> &'static Self {
        &SYSTEM
    }

    /// The embedded faces alone: the same pages on any machine.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    fn of(mut system: Vec<(FontPath, FontInfo)>) -> Self {
        // Folders are read in no particular order.
        system.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        let embedded = [typefaces::REGULAR, typefaces::BOLD, typefaces::SYMBOLS];
        let embedded = embedded.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let has = |name: &str| system.iter().any(|(_, info)| info.family.eq_ignore_ascii_case(name));
        let chosen = WANTED.iter().map(|wanted| {
            let official = wanted.official_names.iter().map(|name| (*name, wanted.official));
            let found = official.chain(wanted.substitutes.iter().copied()).find(|(name, _)| has(name));
            Chosen { wanted, family: found.map(|(name, shown)| (name.to_owned(), shown)) }
        });
        let chosen = chosen.collect();
        Self { system, embedded, chosen }
    }

    /// What there is to say when these characters are printed.
    pub fn report(&self, characters: &BTreeSet<char>) -> FontReport {
        let replaced = self.chosen.iter().filter_map(|chosen| {
            let used = chosen.family.as_ref().map_or(EMBEDDED_NAME, |(_, shown)| shown);
            let wanted = chosen.wanted;
            let is_official = used == wanted.official;
            (!is_official).then(|| FontChoice {
                role: wanted.used_for.to_owned(),
                wanted: wanted.official.to_owned(),
                used: used.to_owned(),
            })
        });
        let is_embedded = |c: char| self.embedded.iter().any(|font| font.info().coverage.contains(c as u32));
        let rare = characters.iter().filter(|c| !c.is_whitespace() && !is_ignorable(**c) && !is_embedded(**c));
        let rare = rare.map(|c| RareCharacter { character: *c, family: self.family_with(*c) });
        FontReport { replaced: replaced.collect(), rare: rare.collect() }
    }

    /// A family that has a character: one that is in use already, else the first by name, one for mainland China
    /// before others. Not the whole Noto Sans: a family of the name of the embedded one would stand behind it.
    fn family_with(&self, c: char) -> Option<String> {
        let has = |info: &&FontInfo| info.coverage.contains(c as u32) && info.family != typefaces::FAMILY;
        let with_it = || self.system.iter().map(|(_, info)| info).filter(has);
        let in_use = self.chosen.iter().filter_map(|chosen| chosen.family.as_ref()).find_map(|(name, _)| {
            with_it().find(|info| info.family.eq_ignore_ascii_case(name)).map(|info| info.family.clone())
        });
        let is_foreign = |family: &str| {
            let endings = [" SC", " CN", "_GB2312", "-ExtB"];
            !(endings.iter().any(|ending| family.ends_with(ending)) || family.starts_with("Sim"))
        };
        in_use.or_else(|| with_it().map(|info| info.family.clone()).min_by_key(|name| (is_foreign(name), name.clone())))
    }

    /// The files of the system in which rare characters are found.
    pub fn files_of(&self, rare: &[RareCharacter]) -> Vec<PathBuf> {
        let is_wanted = |info: &FontInfo| rare.iter().any(|rare| rare.family.as_ref() == Some(&info.family));
        let files: BTreeSet<&PathBuf> =
            self.system.iter().filter(|(_, info)| is_wanted(info)).map(|(path, _)| &path.path).collect();
        files.into_iter().cloned().collect()
    }

    /// The embedded faces: regular, bold, symbols.
    pub fn own(&self) -> &[Font] {
        &self.embedded
    }

    /// The faces in use, for typst.
    pub fn store(&self, rare: &[RareCharacter]) -> FontStore {
        let mut store = FontStore::new();
        store.extend(self.embedded.iter().map(|font| (font.clone(), font.info().clone())));
        let chosen = self.chosen.iter().filter_map(|chosen| Some(chosen.family.as_ref()?.0.as_str()));
        let families: BTreeSet<String> =
            chosen.chain(rare.iter().filter_map(|rare| rare.family.as_deref())).map(str::to_ascii_lowercase).collect();
        for (path, info) in &self.system {
            if families.contains(&info.family.to_ascii_lowercase()) {
                store.push((FontPath { path: path.path.clone(), index: path.index }, info.clone()));
            }
        }
        store
    }

    /// Families and weights by role, as the layout wants them.
    pub fn for_layout(&self, rare: &[RareCharacter]) -> Value {
        let family_of = |role: Role| {
            self.chosen.iter().find(|chosen| chosen.wanted.role == role).and_then(|chosen| chosen.family.as_ref())
        };
        let embedded = self.embedded.iter().map(|font| font.info().family.clone());
        let borrowed: Vec<&str> = rare.iter().filter_map(|rare| rare.family.as_deref()).collect();
        let behind: Vec<String> = embedded.chain(borrowed.into_iter().map(str::to_owned)).collect();
        let face = |role: Role, is_heavy: bool| {
            let own = family_of(role).map(|(name, _)| name.clone());
            let mut families: Vec<String> = Vec::new();
            for family in own.into_iter().chain(behind.iter().cloned()) {
                if !families.contains(&family) {
                    families.push(family);
                }
            }
            json!({ "font": families, "weight": if is_heavy { "bold" } else { "regular" } })
        };
        let mut fonts = serde_json::Map::new();
        for (name, role) in
            [("title", Role::Title), ("hei", Role::Hei), ("kai", Role::Kai), ("fang", Role::Fang), ("song", Role::Song)]
        {
            let is_heavy = WANTED.iter().any(|wanted| wanted.role == role && wanted.is_heavy);
            fonts.insert(name.to_owned(), face(role, is_heavy));
        }
        // Totals in tables: 宋体 has no bold face, 黑体 is what printers take.
        let strong = if self.has_bold(family_of(Role::Song)) { Role::Song } else { Role::Hei };
        fonts.insert("strong".to_owned(), face(strong, true));
        Value::Object(fonts)
    }

    /// Whether a family has a bold face; the embedded one has.
    fn has_bold(&self, family: Option<&(String, &'static str)>) -> bool {
        family.is_none_or(|(name, _)| {
            let faces = self.system.iter().map(|(_, info)| info).filter(|info| info.family.eq_ignore_ascii_case(name));
            faces.into_iter().any(|info| info.variant.weight.to_number() >= 600)
        })
    }
}

/// Characters that take no room on paper: joiners, direction marks, variation selectors.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
        || c.is_control()
}
