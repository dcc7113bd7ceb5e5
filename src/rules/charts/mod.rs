//! N. 图表
//!
//! Charts are drawn from figures and never typed, so what most of these rules look for cannot be drawn. The tests that
//! show it stand beside the charts, in `src/charts`. What a person writes beside a chart can differ from it.

mod text_differs;

use super::{Rule, Severity, State};

const BASIS: &str = "决算公开图表应与公开表一致";
const REMEDY: &str = "不需处理；如发现图与表不符，属于程序问题，请反馈";

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $title:literal $checks:literal $state:expr;)*) => {
        $(
            static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                checks: $checks,
                basis: BASIS,
                remedy: REMEDY,
                state: $state,
            };
        )*
        /// The rules of this family, in order.
        pub static RULES: &[&Rule] = &[$(&$name,)* &text_differs::RULE];
    };
}

rules! {
    TOTAL_AS_SLICE "N01" Error "饼图把“合计”当作一个扇区" "饼图各扇区之和 ＝ 合计，合计不作扇区"
        State::ByConstruction("饼图的数据是一个整体的各部分，整体由各部分得出，画不进“合计”");
    LABEL_DIFFERS "N02" Error "图表百分比标签与数据不符" "百分比 ＝ 扇区 ÷ 各扇区之和，四舍五入到两位小数"
        State::ByConstruction("百分比标签由图中的金额当场算出，不能另填");
    LABELS_AND_CATEGORIES "N03" Warning "图表数据列与类别数不一致" "每个数据列的标签数 ＝ 类别数"
        State::ByConstruction("名称和数值是同一条数据的两个部分，一一对应");
    TITLE_DIFFERS "N04" Warning "图表标题或类别名称张冠李戴" "图题、类别名称与所画的表一致"
        State::ByConstruction("图题和类别名称取自所画的数本身的名称");
    VALUE_DIFFERS "N05" Error "图表数值与表不符" "图中数值 ＝ 表中单元格"
        State::ByConstruction("图直接读取公开表的单元格，与表同时重算");
    UNIT_MISSING "N06" Warning "图表未注单位" "每个图注明单位万元，金额也按万元"
        State::ByConstruction("单位由绘图程序统一标注，金额统一按万元");
    UNSUITABLE_FORM "N07" Hint "图表形式不当" "零值扇区不画；只有一个扇区时改用文字或条形；两年对比柱形从0开始"
        State::ByConstruction("只画非零扇区，只剩一个时自动改用文字，柱形从0开始");
}
