//! What the window can show, by name: the tabs, and the pages of the list at the left that hold them.

use crate::{
    figures::Figures,
    forms::{self, FormName},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 单位与上年
    #[default]
    Unit,
    /// 收入
    Income,
    /// 支出项目
    Expenditure,
    /// 三公经费
    ThreePublic,
    /// 项目绩效
    Performance,
    /// 目标完成表
    Targets,
    /// 其他事项
    Other,
    /// 核对已公开报告
    Published,
    /// 报告文字
    Report,
    /// 预览
    Preview,
    /// 附表
    Tables,
    /// 图表
    Charts,
    /// 审核
    Review,
    /// 复核
    Leader,
    /// 批注
    Notes,
    /// 处理说明
    Answers,
    /// 签名
    Signatures,
    /// 保存记录
    Saves,
    /// 本机留存
    Generations,
    /// 比较
    Comparison,
    /// 导入
    Import,
    /// 核对成稿
    Checking,
    /// 审核已有报告
    Audit,
    /// 批量审核
    Batch,
    /// 本文件的设置
    Settings,
}

/// A line of the list at the left: one tab, or several views of one thing.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub name: &'static str,
    /// In the order of their keys Alt+1, Alt+2 …
    pub views: &'static [Tab],
}

/// Pages that belong together, under a name.
pub struct PageGroup {
    pub name: &'static str,
    pub pages: &'static [Page],
}

const fn page(name: &'static str, views: &'static [Tab]) -> Page {
    Page { name, views }
}

/// The list at the left. The pages of the first two groups are numbered through.
pub static GROUPS: [PageGroup; 3] = [
    PageGroup {
        name: "录入",
        pages: &[
            page("单位与上年", &[Tab::Unit]),
            page("收入", &[Tab::Income]),
            page("支出项目", &[Tab::Expenditure]),
            page("三公经费", &[Tab::ThreePublic]),
            page("项目绩效", &[Tab::Performance]),
            page("目标完成表", &[Tab::Targets]),
            page("其他事项", &[Tab::Other]),
        ],
    },
    PageGroup {
        name: "报告",
        pages: &[page("报告文字", &[Tab::Report]), page("成品", &[Tab::Preview, Tab::Tables, Tab::Charts])],
    },
    PageGroup {
        name: "审签",
        pages: &[page("审核", &[Tab::Review]), page("签批", &[Tab::Leader, Tab::Notes, Tab::Answers, Tab::Signatures])],
    },
];

/// Listed below the pages of entry where figures of a published report stand, or when it was asked for.
pub static OF_PUBLISHED: PageGroup =
    PageGroup { name: "核对", pages: &[page("核对已公开报告", &[Tab::Published])] };

/// Pages that the menus “文件”, “数据” and “审签” lead to.
pub static OF_FILE: PageGroup = PageGroup {
    name: "文件",
    pages: &[
        page("历史", &[Tab::Saves, Tab::Generations, Tab::Comparison]),
        page("导入", &[Tab::Import]),
        page("核对成稿", &[Tab::Checking]),
        page("审核已有报告", &[Tab::Audit]),
        page("批量审核", &[Tab::Batch]),
        page("本文件的设置", &[Tab::Settings]),
    ],
};

/// The groups through which one turns while `current` is shown.
pub fn listed(current: Tab, figures: &Figures) -> impl Iterator<Item = &'static PageGroup> {
    let is_listed = OF_PUBLISHED.pages.contains(current.page()) || forms::published::is_needed(figures);
    let [entry, others @ ..] = &GROUPS;
    std::iter::once(entry).chain(is_listed.then_some(&OF_PUBLISHED)).chain(others)
}

impl Tab {
    pub const ALL: [Self; 25] = [
        Self::Unit,
        Self::Income,
        Self::Expenditure,
        Self::ThreePublic,
        Self::Performance,
        Self::Targets,
        Self::Other,
        Self::Published,
        Self::Report,
        Self::Preview,
        Self::Tables,
        Self::Charts,
        Self::Review,
        Self::Leader,
        Self::Notes,
        Self::Answers,
        Self::Signatures,
        Self::Saves,
        Self::Generations,
        Self::Comparison,
        Self::Import,
        Self::Checking,
        Self::Audit,
        Self::Batch,
        Self::Settings,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Unit => "单位与上年",
            Self::Income => "收入",
            Self::Expenditure => "支出项目",
            Self::ThreePublic => "三公经费",
            Self::Performance => "项目绩效",
            Self::Targets => "目标完成表",
            Self::Other => "其他事项",
            Self::Published => "核对已公开报告",
            Self::Report => "报告文字",
            Self::Preview => "预览",
            Self::Tables => "附表",
            Self::Charts => "图表",
            Self::Review => "审核",
            Self::Leader => "复核",
            Self::Notes => "批注",
            Self::Answers => "处理说明",
            Self::Signatures => "签名",
            Self::Saves => "保存记录",
            Self::Generations => "本机留存",
            Self::Comparison => "比较",
            Self::Import => "导入",
            Self::Checking => "核对成稿",
            Self::Audit => "审核已有报告",
            Self::Batch => "批量审核",
            Self::Settings => "本文件的设置",
        }
    }

    /// Whether it shows something of the open document; what does not is there without one, too.
    pub fn needs_document(self) -> bool {
        !matches!(self, Self::Audit | Self::Batch)
    }

    /// The page that shows it.
    pub fn page(self) -> &'static Page {
        let all = GROUPS.iter().chain([&OF_PUBLISHED, &OF_FILE]).flat_map(|group| group.pages);
        let shown = all.into_iter().find(|page| page.views.contains(&self));
        shown.unwrap_or(&GROUPS[0].pages[0])
    }

    /// The page of entry that the tab shows.
    pub fn form(self) -> Option<FormName> {
        FormName::ALL.into_iter().find(|name| Self::of_form(*name) == self)
    }

    pub fn of_form(name: FormName) -> Self {
        match name {
            FormName::Unit => Self::Unit,
            FormName::Income => Self::Income,
            FormName::Expenditure => Self::Expenditure,
            FormName::ThreePublic => Self::ThreePublic,
            FormName::Performance => Self::Performance,
            FormName::Targets => Self::Targets,
            FormName::Other => Self::Other,
            FormName::Published => Self::Published,
            FormName::Settings => Self::Settings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// “页”的“部分”里: what is quoted before the words for a page or part.
    fn quoted_before<'a>(text: &'a str, behind: &'a str) -> impl Iterator<Item = &'a str> {
        let ends = text.match_indices(behind).map(|(at, _)| &text[..at]);
        ends.filter_map(|before| before.rsplit_once('“').map(|(_, name)| name))
    }

    #[test]
    fn rules_name_pages_and_parts_as_the_window_does() {
        let pages: Vec<&str> = Tab::ALL.iter().flat_map(|tab| [tab.label(), tab.page().name]).collect();
        let parts: Vec<(&str, &str)> = FormName::ALL
            .iter()
            .flat_map(|name| name.form().parts.iter().map(|part| (name.label(), part.name)))
            .filter(|(page, part)| page != part)
            .collect();
        let is_part = |page: &str, part: &str| parts.contains(&(page, part));
        for rule in crate::rules::all() {
            for text in [rule.checks, rule.remedy] {
                let id = rule.id;
                for page in quoted_before(text, "”页") {
                    assert!(pages.contains(&page), "{id}: there is no page “{page}”: {text}");
                }
                for page in &pages {
                    assert!(!text.contains(&format!("{page}页")), "{id}: quote the page “{page}”: {text}");
                }
                // Everybody says 在项目…, and means no part of a page.
                for (page, part) in parts.iter().filter(|(_, part)| *part != "项目") {
                    for loose in [format!("在{part}"), format!("“{part}”页")] {
                        assert!(!text.contains(&loose), "{id}: say “{page}”的“{part}”里: {text}");
                    }
                    let count = text.matches(&format!("“{part}”里")).count();
                    let whole = text.matches(&format!("”的“{part}”里")).count();
                    assert_eq!(count, whole, "{id}: of which page is the part “{part}”? {text}");
                }
                for (before, behind) in
                    text.match_indices("”的“").map(|(at, words)| (&text[..at], &text[at + words.len()..]))
                {
                    let page = before.rsplit_once('“').map_or("", |(_, page)| page);
                    if let Some((part, _)) = behind.split_once("”里") {
                        assert!(is_part(page, part), "{id}: “{page}” has no part “{part}”: {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn each_tab_is_a_view_of_one_page() {
        let pages: Vec<&Page> = GROUPS.iter().chain([&OF_PUBLISHED, &OF_FILE]).flat_map(|group| group.pages).collect();
        for tab in Tab::ALL {
            assert_eq!(pages.iter().filter(|page| page.views.contains(&tab)).count(), 1, "{tab:?}");
            assert!(tab.page().views.contains(&tab));
        }
        let alone = pages.iter().filter(|page| page.views.len() == 1);
        assert!(alone.into_iter().all(|page| page.views[0].label() == page.name), "one thing has one name");
    }
}
