//! Title, keys and menu of every command: the menus, the palette and the list of keys are made from this table.

use egui::{Button, Event, Key, KeyboardShortcut, ModifierNames, Modifiers, RichText, Ui};

use crate::{
    document::{Decision, EntryUnit},
    storage::Typeface,
    ui::theme,
};

use super::{
    AuditingCommand, BatchCommand, CarryCommand, CheckingCommand, Command, CompareWith, ComparingCommand,
    ImportCommand, InPage, RemarkCommand, SignCommand, Tab,
};

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// 文件
    File,
    /// 编辑
    Edit,
    /// 视图
    View,
    /// 转到, inside 视图
    GoTo,
    /// 数据
    Data,
    /// 审签
    SignOff,
    /// 帮助
    Help,
}

impl Menu {
    /// In the order of the menu bar.
    pub const ALL: [Self; 7] = [Self::File, Self::Edit, Self::View, Self::GoTo, Self::Data, Self::SignOff, Self::Help];

    pub fn label(self) -> &'static str {
        match self {
            Self::File => "文件",
            Self::Edit => "编辑",
            Self::View => "视图",
            Self::GoTo => "转到",
            Self::Data => "数据",
            Self::SignOff => "审签",
            Self::Help => "帮助",
        }
    }
}

impl Menu {
    /// Opens it together with Alt, and stands behind its name.
    pub fn letter(self) -> char {
        match self {
            Self::File => 'F',
            Self::Edit => 'E',
            Self::View => 'V',
            Self::GoTo => 'G',
            Self::Data => 'D',
            Self::SignOff => 'S',
            Self::Help => 'H',
        }
    }
}

/// A command as menu, palette and key help show it.
pub struct CommandEntry {
    pub command: Command,
    /// Its words; ends in … when it asks something first.
    pub title: &'static str,
    /// The keys that run it, the one to be shown first.
    pub keys: &'static [KeyboardShortcut],
    pub menu: Menu,
    /// Commands of one menu are separated by a line where this changes.
    pub group: u8,
}

impl CommandEntry {
    /// The key to be shown, as printed on the keyboard; empty when there is none.
    pub fn key_text(&self) -> String {
        self.keys.first().map_or_else(String::new, key_text)
    }
}

/// A button with the key of a command at its right.
pub fn with_key<'a>(button: Button<'a>, ui: &Ui, entry: &CommandEntry) -> Button<'a> {
    if entry.keys.is_empty() {
        return button;
    }
    button.shortcut_text(RichText::new(entry.key_text()).color(theme::palette(ui).weak_text))
}

/// `Ctrl+Shift+S`
pub fn key_text(shortcut: &KeyboardShortcut) -> String {
    shortcut
        .format(&ModifierNames::NAMES, false)
        .replace("Equals", "加号")
        .replace("Minus", "减号")
        .replace("Plus", "加号")
        .replace("Comma", "逗号")
        .replace("+Up", "+↑")
        .replace("+Down", "+↓")
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers { shift: true, ..Modifiers::COMMAND }, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn entry(
    menu: Menu,
    group: u8,
    command: Command,
    title: &'static str,
    keys: &'static [KeyboardShortcut],
) -> CommandEntry {
    CommandEntry { command, title, keys, menu, group }
}

/// What tables or texts do at a key of their own.
const fn in_page(group: u8, what: InPage, title: &'static str, key: &'static [KeyboardShortcut; 1]) -> CommandEntry {
    entry(Menu::Edit, group, Command::InPage(what), title, key)
}

/// A command about notes, ticks and explanations.
const fn remark(
    group: u8,
    remark: RemarkCommand,
    title: &'static str,
    keys: &'static [KeyboardShortcut],
) -> CommandEntry {
    entry(Menu::SignOff, group, Command::Remark(remark), title, keys)
}

const fn carry(
    menu: Menu,
    group: u8,
    command: CarryCommand,
    title: &'static str,
    keys: &'static [KeyboardShortcut],
) -> CommandEntry {
    entry(menu, group, Command::Comparing(ComparingCommand::Carry(command)), title, keys)
}

const fn comparing(
    group: u8,
    command: ComparingCommand,
    title: &'static str,
    keys: &'static [KeyboardShortcut],
) -> CommandEntry {
    entry(Menu::SignOff, group, Command::Comparing(command), title, keys)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers { shift: true, ..Modifiers::ALT }, key)
}

/// Every command that a person can ask for by name, in the order of the menus.
pub static COMMANDS: [CommandEntry; 102] = [
    entry(Menu::File, 0, Command::New, "新建…", &[ctrl(Key::N)]),
    entry(Menu::File, 0, Command::Importing(ImportCommand::AskNew), "从决算报表新建…", &[]),
    entry(Menu::File, 0, Command::Open, "打开…", &[ctrl(Key::O)]),
    entry(Menu::File, 0, Command::OpenSample, "打开示例", &[]),
    entry(Menu::File, 0, Command::Auditing(AuditingCommand::Ask), "审核已有报告…", &[ctrl_shift(Key::A)]),
    entry(Menu::File, 0, Command::Batch(BatchCommand::Ask), "批量审核…", &[ctrl_shift(Key::B)]),
    entry(Menu::File, 0, Command::AnotherWindow, "打开另一个窗口", &[]),
    entry(Menu::File, 1, Command::Save, "保存", &[ctrl(Key::S)]),
    entry(Menu::File, 1, Command::SaveAs, "另存为…", &[ctrl_shift(Key::S)]),
    entry(Menu::File, 2, Command::Export, "导出…", &[ctrl(Key::E)]),
    entry(Menu::File, 2, Command::ReviewSheet, "复核单…", &[ctrl_shift(Key::P)]),
    entry(Menu::File, 2, Command::CopyForWeb, "复制为网页文字", &[ctrl_shift(Key::H)]),
    entry(Menu::File, 2, Command::Auditing(AuditingCommand::AskWhere), "导出审核意见…", &[ctrl_shift(Key::X)]),
    entry(Menu::File, 3, Command::ShowTab(Tab::Saves), "历史", &[ctrl_shift(Key::R)]),
    entry(Menu::File, 3, Command::ShowTab(Tab::Settings), "本文件的设置", &[ctrl(Key::Comma)]),
    entry(Menu::File, 3, Command::Sign(SignCommand::AskPerson), "我的姓名和身份…", &[ctrl(Key::I)]),
    carry(Menu::File, 3, CarryCommand::AskNextYear, "结转到下年…", &[ctrl_shift(Key::N)]),
    entry(Menu::File, 4, Command::CloseFile, "关闭文件", &[ctrl(Key::W)]),
    entry(Menu::File, 4, Command::Quit, "退出", &[ctrl(Key::Q)]),
    entry(Menu::Edit, 0, Command::Undo, "撤销", &[ctrl(Key::Z)]),
    entry(Menu::Edit, 0, Command::Redo, "重做", &[ctrl(Key::Y), ctrl_shift(Key::Z)]),
    entry(Menu::Edit, 1, Command::Cut, "剪切", &[ctrl(Key::X)]),
    entry(Menu::Edit, 1, Command::Copy, "复制", &[ctrl(Key::C)]),
    entry(Menu::Edit, 1, Command::Paste, "粘贴", &[ctrl(Key::V)]),
    in_page(2, InPage::FillDown, "向下填充", &[ctrl(Key::D)]),
    in_page(2, InPage::FillRight, "向右填充", &[ctrl(Key::R)]),
    in_page(3, InPage::InsertRows, "插入行", &[alt(Key::Insert)]),
    in_page(3, InPage::RemoveRows, "删除行", &[alt(Key::Delete)]),
    in_page(3, InPage::MoveRowsUp, "上移一行", &[alt_shift(Key::ArrowUp)]),
    in_page(3, InPage::MoveRowsDown, "下移一行", &[alt_shift(Key::ArrowDown)]),
    in_page(4, InPage::SelectTable, "选择整张表", &[ctrl(Key::A)]),
    in_page(5, InPage::InsertFigure, "插入数字…", &[ctrl(Key::L)]),
    in_page(5, InPage::QuoteFigures, "把写的数改为引用", &[ctrl_shift(Key::L)]),
    entry(Menu::Edit, 6, Command::Find, "查找", &[ctrl(Key::F)]),
    entry(Menu::Edit, 6, Command::Palette, "查找命令", &[ctrl(Key::K)]),
    entry(Menu::View, 0, Command::ZoomIn, "放大", &[ctrl(Key::Equals), ctrl(Key::Plus), ctrl_shift(Key::Plus)]),
    entry(Menu::View, 0, Command::ZoomOut, "缩小", &[ctrl(Key::Minus)]),
    entry(Menu::View, 0, Command::ZoomReset, "按 100% 显示", &[ctrl(Key::Num0)]),
    entry(Menu::View, 1, Command::ToggleTheme, "切换浅色和深色", &[ctrl_shift(Key::D)]),
    entry(Menu::View, 1, Command::SystemTheme, "颜色跟随系统", &[]),
    entry(Menu::View, 1, Command::SetTypeface(Typeface::YaHei), "界面用微软雅黑", &[]),
    entry(Menu::View, 1, Command::SetTypeface(Typeface::Embedded), "界面用内置字体", &[]),
    entry(Menu::View, 2, Command::FoldRight, "折叠或展开右栏", &[plain(Key::F9)]),
    entry(Menu::View, 2, Command::NextRegion, "键盘移到下一区域", &[plain(Key::F6)]),
    entry(Menu::View, 2, Command::PreviousRegion, "键盘移到上一区域", &[shift(Key::F6)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::Unit), "单位与上年", &[ctrl(Key::Num1)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::Income), "收入", &[ctrl(Key::Num2)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::Expenditure), "支出项目", &[ctrl(Key::Num3)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::ThreePublic), "三公经费", &[ctrl(Key::Num4)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::Performance), "项目绩效", &[ctrl(Key::Num5)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::Targets), "目标完成表", &[ctrl(Key::Num6)]),
    entry(Menu::GoTo, 0, Command::ShowTab(Tab::Other), "其他事项", &[ctrl(Key::Num7)]),
    entry(Menu::GoTo, 1, Command::ShowTab(Tab::Report), "报告文字", &[ctrl(Key::Num8), ctrl(Key::B)]),
    entry(Menu::GoTo, 1, Command::ShowTab(Tab::Preview), "预览", &[ctrl(Key::Num9), ctrl(Key::P)]),
    entry(Menu::GoTo, 1, Command::ShowTab(Tab::Tables), "附表", &[]),
    entry(Menu::GoTo, 1, Command::ShowTab(Tab::Charts), "图表", &[]),
    entry(Menu::GoTo, 2, Command::ShowTab(Tab::Review), "审核", &[plain(Key::F7)]),
    entry(Menu::GoTo, 2, Command::ShowTab(Tab::Leader), "复核", &[shift(Key::F7)]),
    entry(Menu::GoTo, 2, Command::ShowTab(Tab::Notes), "批注", &[ctrl(Key::F7)]),
    entry(Menu::GoTo, 2, Command::ShowTab(Tab::Answers), "处理说明", &[]),
    entry(Menu::GoTo, 2, Command::ShowTab(Tab::Signatures), "签名", &[]),
    entry(Menu::GoTo, 3, Command::ShowTab(Tab::Generations), "本机留存", &[]),
    entry(Menu::GoTo, 3, Command::ShowTab(Tab::Comparison), "比较", &[]),
    entry(Menu::GoTo, 3, Command::ShowTab(Tab::Import), "导入", &[]),
    entry(Menu::GoTo, 3, Command::ShowTab(Tab::Checking), "核对成稿", &[]),
    entry(Menu::GoTo, 3, Command::ShowTab(Tab::Audit), "审核已有报告", &[]),
    entry(Menu::GoTo, 3, Command::ShowTab(Tab::Batch), "批量审核", &[]),
    entry(Menu::GoTo, 4, Command::NextTab, "下一页", &[ctrl(Key::PageDown)]),
    entry(Menu::GoTo, 4, Command::PreviousTab, "上一页", &[ctrl(Key::PageUp)]),
    entry(Menu::Data, 0, Command::NextFinding, "下一处问题", &[plain(Key::F8)]),
    entry(Menu::Data, 0, Command::PreviousFinding, "上一处问题", &[shift(Key::F8)]),
    entry(Menu::Data, 0, Command::BackFromFinding, "回到原处", &[ctrl(Key::F8)]),
    entry(Menu::Data, 1, Command::ExplainCurrent, "这个数怎么来的", &[plain(Key::F4)]),
    entry(Menu::Data, 2, Command::FillIncomeFromExpenditure, "按支出填列收入", &[]),
    entry(Menu::Data, 3, Command::SetEntryUnit(EntryUnit::Wan), "按万元录入", &[]),
    entry(Menu::Data, 3, Command::SetEntryUnit(EntryUnit::Yuan), "按元录入", &[]),
    entry(Menu::Data, 4, Command::CopyExplanation, "复制数的来历", &[ctrl_shift(Key::C)]),
    entry(Menu::Data, 5, Command::Importing(ImportCommand::Ask), "导入…", &[ctrl_shift(Key::O)]),
    entry(Menu::Data, 5, Command::Auditing(AuditingCommand::Record), "把审核的报告录成项目文件", &[ctrl_shift(Key::Y)]),
    entry(Menu::Data, 5, Command::ShowTab(Tab::Published), "核对已公开报告", &[]),
    carry(Menu::Data, 5, CarryCommand::AskLastYear, "从上年文件填入上年数…", &[]),
    carry(Menu::Data, 5, CarryCommand::AskUnlock, "解锁上年数…", &[ctrl(Key::U)]),
    carry(Menu::Data, 5, CarryCommand::TakeSuggestion, "采用上年文字", &[ctrl_shift(Key::U)]),
    remark(0, RemarkCommand::Note, "批注…", &[shift(Key::F2), ctrl(Key::M)]),
    remark(0, RemarkCommand::Tick, "标记已核对", &[ctrl(Key::J)]),
    remark(0, RemarkCommand::TickRow, "整行标记已核对", &[ctrl_shift(Key::J)]),
    remark(1, RemarkCommand::Explain, "处理说明…", &[ctrl_shift(Key::F8)]),
    entry(Menu::SignOff, 2, Command::Sign(SignCommand::Ask(Decision::Sign)), "签批…", &[ctrl(Key::T)]),
    entry(Menu::SignOff, 2, Command::Sign(SignCommand::Ask(Decision::Return)), "退回…", &[ctrl_shift(Key::T)]),
    entry(Menu::SignOff, 2, Command::Sign(SignCommand::AllowChanges), "允许修改内容", &[ctrl_shift(Key::I)]),
    comparing(3, ComparingCommand::Compare(CompareWith::File), "与另一份文件比较…", &[ctrl(Key::G)]),
    comparing(3, ComparingCommand::Compare(CompareWith::Signed), "与签批时比较", &[ctrl_shift(Key::F9)]),
    comparing(3, ComparingCommand::Compare(CompareWith::Saved), "与上次保存比较", &[ctrl(Key::F9)]),
    comparing(3, ComparingCommand::Compare(CompareWith::LastYear), "与上年文件比较…", &[shift(Key::F9)]),
    comparing(3, ComparingCommand::ExportComparison, "导出比较结果…", &[ctrl_shift(Key::E)]),
    comparing(3, ComparingCommand::AskMerge, "合并另一份文件…", &[ctrl_shift(Key::G)]),
    entry(Menu::SignOff, 4, Command::Checking(CheckingCommand::Ask), "核对成稿…", &[ctrl_shift(Key::K)]),
    comparing(5, ComparingCommand::SavesOfCell, "这一格的保存记录", &[ctrl(Key::H)]),
    entry(Menu::Help, 0, Command::Guide, "上手", &[]),
    entry(Menu::Help, 0, Command::Keys, "快捷键", &[plain(Key::F1)]),
    entry(Menu::Help, 1, Command::ShowLog, "打开日志所在文件夹", &[]),
    entry(Menu::Help, 1, Command::About, "关于决算公开编审", &[]),
];

/// The commands of a menu.
pub fn of_menu(menu: Menu) -> impl Iterator<Item = &'static CommandEntry> {
    COMMANDS.iter().filter(move |entry| entry.menu == menu)
}

/// The key of what tables or texts do.
pub fn key_in_page(what: InPage) -> Option<KeyboardShortcut> {
    find(&Command::InPage(what))?.keys.first().copied()
}

/// The entry of a command.
pub fn find(command: &Command) -> Option<&'static CommandEntry> {
    COMMANDS.iter().find(|entry| entry.command == *command)
}

/// Takes the first key of a command out of the input; `wanted` says which commands may run. Answers with the command
/// and what came in after its key, of the kind that `is_held` tells: it is taken out too.
pub fn pressed(
    context: &egui::Context,
    wanted: impl Fn(&CommandEntry) -> bool,
    is_held: impl Fn(&Event) -> bool,
) -> Option<(Command, Vec<Event>)> {
    let is_the_window_s = |entry: &&CommandEntry| {
        !matches!(entry.command, Command::InPage(_) | Command::Cut | Command::Copy | Command::Paste)
    };
    let entry_of = |event: &Event| {
        let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
        COMMANDS.iter().filter(is_the_window_s).find(|entry| {
            let is_key = |shortcut: &KeyboardShortcut| {
                shortcut.logical_key == *key && modifiers.matches_exact(shortcut.modifiers)
            };
            entry.keys.iter().any(is_key) && wanted(entry)
        })
    };
    context.input_mut(|input| {
        let (at, entry) = input.events.iter().enumerate().find_map(|(at, event)| Some((at, entry_of(event)?)))?;
        let after = input.events.extract_if(at + 1.., |event| is_held(event)).collect();
        input.events.remove(at);
        Some((entry.command.clone(), after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_and_no_title_is_given_twice() {
        let keys: Vec<String> = COMMANDS.iter().flat_map(|entry| entry.keys).map(|key| format!("{key:?}")).collect();
        let mut unique = keys.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), keys.len());
        for (index, entry) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..index].iter().all(|other| other.title != entry.title), "{}", entry.title);
            assert_eq!(find(&entry.command).map(|found| found.title), Some(entry.title));
        }
    }

    #[test]
    fn keys_are_written_as_on_the_keyboard() {
        let key = |command: Command| find(&command).map(CommandEntry::key_text).unwrap_or_default();
        assert_eq!(key(Command::SaveAs), "Ctrl+Shift+S");
        assert_eq!(key(Command::ZoomIn), "Ctrl+加号");
        assert_eq!(key(Command::PreviousFinding), "Shift+F8");
        assert_eq!(key(Command::NextTab), "Ctrl+PageDown");
        assert_eq!(key(Command::InPage(InPage::MoveRowsUp)), "Alt+Shift+↑");
        assert_eq!(key(Command::OpenSample), "");
        assert_eq!(key(Command::ShowTab(Tab::Settings)), "Ctrl+逗号");
    }

    #[test]
    fn what_belongs_together_stands_together_in_a_menu() {
        for menu in [Menu::File, Menu::Edit, Menu::View, Menu::Data, Menu::Help] {
            let groups = || COMMANDS.iter().filter(|entry| entry.menu == menu).map(|entry| entry.group);
            assert!(groups().is_sorted(), "{menu:?}: {:?}", groups().collect::<Vec<_>>());
        }
        let last = COMMANDS.iter().rfind(|entry| entry.menu == Menu::File).map(|entry| entry.title);
        assert_eq!(last, Some("退出"));
    }

    #[test]
    fn every_tab_can_be_reached() {
        for tab in Tab::ALL {
            // The first view of a page of the menu 文件 goes by the name of the page.
            let name = if tab == Tab::Saves { tab.page().name } else { tab.label() };
            assert_eq!(find(&Command::ShowTab(tab)).map(|entry| entry.title), Some(name));
        }
    }
}
