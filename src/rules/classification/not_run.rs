//! 分类规则中尚不能运行的一条。

use crate::rules::{Rule, Severity, State};

/// 名词解释
pub static GLOSSARY: Rule = Rule {
    id: "L08",
    severity: Severity::Warning,
    title: "名词解释与所用科目不对应",
    checks: "表中每个项级科目在名词解释中都有一条，名词解释不解释没有用到的科目",
    basis: "决算公开说明第三部分",
    remedy: "按所用科目增删名词解释",
    state: State::Later("名词解释随决算说明一起生成，生成后再核对"),
};
