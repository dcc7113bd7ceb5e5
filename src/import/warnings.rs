//! What a person should know before anything is taken over.

use crate::document::{Document, Precision};

use super::{ImportSource, facts::Facts};

pub(super) fn of(document: &Document, sources: &[&ImportSource], facts: &Facts<'_>) -> Vec<String> {
    let mut warnings: Vec<String> =
        sources.iter().filter_map(|source| other_department(&document.unit.department, source)).collect();
    if offers_wan_two(document, facts) {
        warnings.push(
            "这些数都是万元两位，本项目的数据精度是元级（精确到分），各项之和与合计会有尾差；\
             请先在“本文件的设置”的“单位和精度”里把“数据精度”改为“万元两位”，或者改用元级的报表"
                .to_owned(),
        );
    }
    warnings
}

/// The name of another department in a file. A name may be printed shorter or longer than it is here.
fn other_department(own: &str, source: &ImportSource) -> Option<String> {
    let bare = |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect() };
    let named = source.reading.department.as_deref()?;
    let (here, there) = (bare(own), bare(named));
    let is_same = here.is_empty() || there.is_empty() || here.contains(&there) || there.contains(&here);
    (!is_same).then(|| format!("“{}”写的是{named}的数，本项目是{own}，请先核对是不是拿错了文件", source.file))
}

/// Published figures on their way into a document that counts by 分.
pub(super) fn offers_wan_two(document: &Document, facts: &Facts<'_>) -> bool {
    document.unit.precision == Some(Precision::Fen) && facts.is_as_published()
}
