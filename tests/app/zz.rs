#[test]
fn zz() {
    use std::sync::Arc;
    for f in ["samples/clean.json", "samples/yanbian-2024.json"] {
        let b = std::fs::read(f).unwrap();
        let d = juesuan::derived::Derived::of(&Arc::new(juesuan::storage::parse_project(&b).unwrap()));
        println!("=== {f}");
        if f.contains("clean") {
            for b in d.report.blocks() {
                match b {
                    juesuan::report::Block::Paragraph(p) => println!("P {}", p.text()),
                    juesuan::report::Block::Heading(h) => println!("H {}", h.text()),
                    _ => {}
                }
            }
        }
        for x in &d.review.findings {
            println!("{} {:?} {} | {} | {:?}", x.rule, x.severity, x.message, x.remedy, x.gathered);
        }
        for (id, v) in &d.review.verdicts {
            if let juesuan::rules::Verdict::NotChecked(p) = v {
                println!("nc {id} {p:?}");
            }
            if id.starts_with(['C', 'D', 'N', 'P', 'L']) && !matches!(v, juesuan::rules::Verdict::NotChecked(_)) {
                println!("{id} {v:?}");
            }
        }
        for (p, q) in d.report.blanks() {
            println!("blank {p} {q:?}");
        }
        for t in &d.report.topics {
            println!("topic {} {}", t.key, t.title);
        }
    }
}
