//! N. Charts (图表).
//!
//! Charts are drawn from figures and never typed, so what most of these rules look for cannot be drawn. The tests that
//! show it stand beside the charts, in `src/charts`. What a person writes beside a chart can differ from it.

mod text_differs;

use super::{Family, Rule, Severity, State};

const BASIS: &str = "决算公开图表应与公开表一致";
const REMEDY: &str = "不需处理；如发现图与表不符，属于程序问题，请反馈";

const fn row(
    id: &'static str,
    severity: Severity,
    title: &'static str,
    checks: &'static str,
    why: &'static str,
) -> Rule {
    Rule { id, severity, title, checks, basis: BASIS, remedy: REMEDY, state: State::ByConstruction(why) }
}

static BY_CONSTRUCTION: [Rule; 7] = [
    row(
        "N01",
        Severity::Error,
        "饼图把“合计”当作一个扇区",
        "饼图各扇区之和 ＝ 合计，合计不作扇区",
        "饼图的数据是一个整体的各部分，整体由各部分得出，画不进“合计”",
    ),
    row(
        "N02",
        Severity::Error,
        "图表百分比标签与数据不符",
        "百分比 ＝ 扇区 ÷ 各扇区之和，四舍五入到两位小数",
        "百分比标签由图中的金额当场算出，不能另填",
    ),
    row(
        "N03",
        Severity::Warning,
        "图表数据列与类别数不一致",
        "每个数据列的标签数 ＝ 类别数",
        "名称和数值是同一条数据的两个部分，一一对应",
    ),
    row(
        "N04",
        Severity::Warning,
        "图表标题或类别名称张冠李戴",
        "图题、类别名称与所画的表一致",
        "图题和类别名称取自所画的数本身的名称",
    ),
    row("N05", Severity::Error, "图表数值与表不符", "图中数值 ＝ 表中单元格", "图直接读取公开表的单元格，与表同时重算"),
    row(
        "N06",
        Severity::Warning,
        "图表未注单位",
        "每个图注明单位万元，金额也按万元",
        "单位由绘图程序统一标注，金额统一按万元",
    ),
    row(
        "N07",
        Severity::Hint,
        "图表形式不当",
        "零值扇区不画；只有一个扇区时改用文字或条形；两年对比柱形从0开始",
        "只画非零扇区，只剩一个时自动改用文字，柱形从0开始",
    ),
];

pub static RULES: Family = Family { rules: &[&text_differs::RULE], rows: &[&BY_CONSTRUCTION] };
