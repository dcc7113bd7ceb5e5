use juesuan::{
    at,
    document::{Document, Edit, Path},
    money::AmountUnit,
};
#[test]
fn zz() {
    use std::sync::Arc;
    let b = std::fs::read("samples/clean.json").unwrap();
    let mut doc: Document = juesuan::storage::parse_project(&b).unwrap();
    let adds = [
        ("overview", "2024年度收入总计250万元，比上年增长19.5%。"),
        ("income", "其他收入12万元为利息收入。"),
        ("spending", "其中基本支出183.79万元，占80.79%。"),
        ("fiscal", "财政拨款支出总计224.72万元，财政拨款收入总计增长0.193%。"),
        (
            "gpb_overview",
            "支出占本年支出合计的91.11%，一般公共预算财政拨款支出增长3.74%，完成预算99.75%。总的看，决算数等于预算数。",
        ),
        ("gpb_structure", "住房保障支出8.98万元，占4.74%；教育支出3万元。"),
        ("gpb_items", "一般公共服务支出（类）群众团体事务（款）行政运行（项）：2024年支出决算为16.80万元。"),
        ("basic", "公用经费主要包括：办公费、取暖费。人员经费156.54万元。"),
        ("three_public_overview", "“三公”经费财政拨款支出27.1万元，比上年增长10.05%。"),
        ("fund", "政府性基金预算财政拨款支出4.50万元。"),
        ("state_capital", "国有资本经营预算财政拨款支出2万元。"),
        ("glossary", "36.教育支出（205类）普通教育（02款）学前教育（01项）：反映学前教育支出。"),
        ("assets", "旺苍县总工会2024年没有处置资产。"),
        ("no_such_section", "这段文字没有章节。"),
        ("application", "自评结果见附件3《青禾县总工会整体支出绩效自评报告》，引用⟦不是数⟧。"),
    ];
    for (i, (t, x)) in adds.iter().enumerate() {
        doc = doc.apply(&Edit::InsertRows { list: at!(report.additions), at: i, count: 1 }).unwrap();
        let set = |d: &Document, p: Path, t: &str| d.apply(&Edit::type_text(p, t, AmountUnit::Wan)).unwrap();
        doc = set(&doc, at!(report.additions[i].topic), t);
        doc = set(&doc, at!(report.additions[i].text), x);
    }
    doc = doc.apply(&Edit::type_text(at!(performance.texts.summary), "", AmountUnit::Wan)).unwrap();
    doc = doc.apply(&Edit::type_text(at!(performance.texts.special_goals), "", AmountUnit::Wan)).unwrap();
    std::fs::write("samples/faulty/report.json", juesuan::storage::write_project(&doc).unwrap()).unwrap();
    for f in ["samples/faulty/report.json", "samples/clean.json", "samples/yanbian-2024.json"] {
        let b = std::fs::read(f).unwrap();
        let d = juesuan::derived::Derived::of(&Arc::new(juesuan::storage::parse_project(&b).unwrap()));
        println!("=== {f}");
        for x in &d.review.findings {
            println!("{} {:?} {} | {} | {:?}", x.rule, x.severity, x.message, x.remedy, x.gathered);
        }
        for (id, v) in &d.review.verdicts {
            if let juesuan::rules::Verdict::NotChecked(p) = v {
                println!("nc {id} {p:?}");
            }
        }
    }
    // grow comparison: which growth
}
