//! placeholder until tabsa commits
use std::sync::Arc;
use crate::{document::Path, figures::{Figures, Source}, derived::Derived};
use super::{View, theme::Palette};
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Tab { #[default] Unit, Income, Expenditure, ThreePublic, Performance, Targets, Other, Tables, Charts, Review }
impl Tab {
    pub const ALL: [Tab; 10] = [Tab::Unit, Tab::Income, Tab::Expenditure, Tab::ThreePublic, Tab::Performance, Tab::Targets, Tab::Other, Tab::Tables, Tab::Charts, Tab::Review];
    pub fn label(self) -> &'static str { ["概况","收入","支出项目","三公经费","项目绩效","目标完成表","其他事项","附表","图表","审核"][self as usize] }
    pub fn of_path(path: Path) -> Tab {
        match path.steps().first() { Some(crate::document::Step::Field("income")) => Tab::Income, Some(crate::document::Step::Field("expenditure")) => Tab::Expenditure, _ => Tab::Unit }
    }
    pub fn of_source(source: &Source, _figures: &Figures) -> Tab { match source { Source::Entered(path) => Self::of_path(*path), _ => Tab::Tables } }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status { Empty, InProgress, Faulty(()), Warning, Done }
impl Status {
    pub fn symbol(self) -> &'static str { "○" }
    pub fn colour(self, p: &Palette) -> egui::Color32 { p.weak_text }
    pub fn label(self) -> &'static str { "未录入" }
}
pub fn status(_tab: Tab, _d: &Derived) -> Status { Status::Empty }
#[derive(Default)]
pub struct Tabs { text: String }
impl Tabs {
    pub fn ui(&mut self, tab: Tab, ui: &mut egui::Ui, view: &mut View<'_>) {
        ui.heading(tab.label());
        let l = ui.label("部门名称");
        let r = ui.text_edit_singleline(&mut self.text).labelled_by(l.id);
        if r.lost_focus() || view.flush { let e = crate::document::Edit::type_text(crate::at!(unit.department), &self.text, view.document.amount_unit());
          if view.document.unit.department.to_string() != self.text { view.commands.push(super::Command::Edit(e)); } }
        else if !r.has_focus() { self.text = view.document.unit.department.to_string(); }
    }
    pub fn go_to(&mut self, _source: &Source) {}
    pub fn selection_summary(&self) -> Option<String> { None }
}
pub type Dd = Arc<Derived>;
