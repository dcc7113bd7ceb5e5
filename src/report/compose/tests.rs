//! What the report says, and that it says it from the data.

mod forms;

use std::sync::Arc;

use crate::{
    at,
    document::{
        Addition, BudgetBasis, Document, EconomicCode, EconomicLine, ExpenditureLine, FunctionalCode, Fund,
        GlossaryText, IncomeLine, LongText, Region, Text,
    },
    figures::{CellKey, Column, Figures, Source, T06},
    money::Money,
    report::{Block, Link, LinkPart, Report, Run, parts_of, testing::samples},
};

/// A report of a document with one line of spending.
fn report(change: impl FnOnce(&mut Document)) -> Report {
    let mut document = Document::default();
    document.unit.department = Text::new("某县总工会");
    document.unit.year = Some(2024);
    change(&mut document);
    Report::of(&Figures::of(&Arc::new(document)))
}

fn wan(amount: i64) -> Option<Money> {
    Some(Money::from_fen(amount * 1_000_000))
}

fn spent(amount: Option<Money>) -> ExpenditureLine {
    ExpenditureLine { item: FunctionalCode::new("2012901"), fund: Some(Fund::Gpb), basic: amount, ..Default::default() }
}

/// The paragraphs of a topic, one a line.
fn words(report: &Report, topic: &str) -> String {
    let topic = report.topic(topic).expect("the topic");
    let paragraphs = report.blocks_of(topic).iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text()),
        _ => None,
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

/// The published report says 26.52 %, 86.11 %, 19.28 %, 6.16 % and 8 %.
#[test]
fn the_reference_report_is_right_where_the_published_one_is_wrong() {
    let (_, _, report) = samples().into_iter().find(|(name, ..)| name == "yanbian-2024").expect("the sample");
    let text = report.text();
    for right in ["下降26.53%", "占86.12%", "占19.25%", "占6.14%", "增长80.00%"] {
        assert!(text.contains(right), "{right}");
    }
    for wrong in ["26.52%", "86.11%", "19.28%", "6.16%", "增长8%"] {
        assert!(!text.contains(wrong), "{wrong}");
    }
}

#[test]
fn changes_are_told_as_they_are() {
    let told = |now: Option<Money>, before: Option<Money>| {
        let report = report(|document| {
            document.expenditure.lines.push(spent(now));
            document.other.prior.gpb_total = before;
        });
        words(&report, "gpb_overview").split_once("财政拨款支出").expect("the sentence").1.to_owned()
    };
    for (now, before, wanted) in [
        (wan(110), wan(100), "增加10.00万元，增长10%，主要变动原因是【待填：一般公共预算支出变动原因】。"),
        (wan(60), wan(100), "减少40.00万元，下降40%，主要变动原因是【待填：一般公共预算支出变动原因】。"),
        (wan(100), wan(100), "一般公共预算财政拨款支出持平。"),
        (wan(100), wan(0), "增加100.00万元，上年无此项支出，主要变动原因是"),
        (wan(0), wan(0), "一般公共预算财政拨款支出持平。"),
        (wan(100), None, "一般公共预算财政拨款支出【待填：公开06表 合计比上年】。"),
    ] {
        let told = told(now, before);
        assert!(told.contains(wanted), "{now:?} {before:?} {told}");
    }
    // A small change needs no reason.
    let small = told(Some(Money::from_fen(100_500_000)), wan(100));
    assert!(small.ends_with("增加0.50万元，增长0.50%。"), "{small}");
}

#[test]
fn budgets_are_told_as_they_are() {
    let told = |actual: i64, budget: Option<i64>, basis: Option<BudgetBasis>| {
        let report = report(|document| {
            document.unit.budget_basis = basis;
            let amount = budget.and_then(wan);
            let (initial, adjusted) = if basis == Some(BudgetBasis::Initial) { (amount, None) } else { (None, amount) };
            let line = ExpenditureLine { initial_budget: initial, adjusted_budget: adjusted, ..spent(wan(actual)) };
            document.expenditure.lines.push(line);
        });
        words(&report, "gpb_items").rsplit_once("（项）：").map(|(_, told)| told.to_owned()).unwrap_or_default()
    };
    for (actual, budget, wanted) in [
        (8, Some(8), "2024年支出决算为8.00万元，完成全年预算100%，决算数等于预算数。"),
        (6, Some(8), "完成全年预算75%，决算数小于预算数的主要原因是【待填：预决算差异原因】。"),
        (10, Some(8), "完成全年预算125%，决算数大于预算数的主要原因是【待填：预决算差异原因】。"),
        (8, Some(0), "支出决算为8.00万元，未安排全年预算，决算数大于预算数的主要原因是"),
        (0, Some(8), "2024年未发生支出，全年预算未执行，决算数小于预算数的主要原因是"),
        (8, None, "支出决算为8.00万元，【待填：行政运行预算数】。"),
    ] {
        let told = told(actual, budget, None);
        assert!(told.contains(wanted), "{actual} {budget:?} {told}");
    }
    assert!(told(6, Some(8), Some(BudgetBasis::Initial)).contains("完成年初预算75%"));
    // Neither planned nor spent: no item.
    assert_eq!(told(0, Some(0), None), "");
}

#[test]
fn nothing_is_no_percentage() {
    let report = report(|document| {
        document.income.lines.push(IncomeLine { gpb: wan(0), ..Default::default() });
        document.expenditure.lines.push(spent(wan(0)));
        document.other.prior.fund_total = wan(0);
        document.other.prior.soc_total = wan(3);
    });
    let text = report.text();
    assert!(!text.contains("0%"), "{text}");
    assert_eq!(words(&report, "spending"), "2024年度未发生本年支出。");
    assert_eq!(words(&report, "fund"), "2024年度和2023年度均未发生政府性基金预算财政拨款支出。");
    let lacking = "2024年度未发生国有资本经营预算财政拨款支出，2023年度该项支出为3.00万元";
    assert!(words(&report, "state_capital").starts_with(lacking));
}

#[test]
fn lists_name_what_occurs_in_code_order() {
    let report = report(|document| {
        for (item, amount) in [("2210201", 2), ("2012901", 3), ("2080505", 0)] {
            document.expenditure.lines.push(ExpenditureLine { item: FunctionalCode::new(item), ..spent(wan(amount)) });
        }
        for (economic, amount) in [("30201", 1), ("30101", 4), ("30103", 0), ("30102", 2)] {
            document.expenditure.economic.push(EconomicLine {
                economic: EconomicCode::new(economic),
                amount: wan(amount),
                ..Default::default()
            });
        }
    });
    let structure = words(&report, "gpb_structure");
    assert!(structure.ends_with("：一般公共服务支出3.00万元，占60%；住房保障支出2.00万元，占40%。"), "{structure}");
    let items = words(&report, "gpb_items");
    assert!(items.contains("\n1.一般公共服务支出（类）群众团体事务（款）行政运行（项）："), "{items}");
    assert!(items.contains("\n2.住房保障支出（类）住房改革支出（款）住房公积金（项）："), "{items}");
    assert_eq!(items.lines().count(), 3);
    let basic = words(&report, "basic");
    assert!(basic.contains("人员经费6.00万元，主要包括：基本工资、津贴补贴。"), "{basic}");
    assert!(basic.contains("公用经费1.00万元，主要包括：办公费。"), "{basic}");
}

#[test]
fn what_a_person_wrote_stands_with_its_figures() {
    let total = Source::Cell(CellKey::total(T06, Column::Total));
    let report = report(|document| {
        document.expenditure.lines.push(spent(wan(110)));
        document.other.prior.gpb_total = wan(100);
        document.expenditure.gpb_reason = LongText::new("新增⟦T06!合计.tot⟧，⟦gpb.growth⟧。");
        document.unit.duties = LongText::new("一是服务。\n\n二是⟦nothing⟧。");
        document.report.additions.push(Addition {
            topic: Text::new("gpb_structure"),
            text: LongText::new("补充一。\n补充二。"),
            ..Default::default()
        });
    });
    let overview = words(&report, "gpb_overview");
    assert!(overview.ends_with("，主要变动原因是新增110.00万元，增长10%。"), "{overview}");
    let linked = |run: &Run| matches!(run, Run::Figure { text, source } if text == "110.00" && *source == total);
    assert_eq!(report.runs().filter(|run| linked(run)).count(), 4);
    assert!(words(&report, "duties").ends_with("一是服务。\n二是【待填：引用的数不存在】。"));
    assert!(words(&report, "gpb_structure").ends_with("\n补充一。\n补充二。"));
    let texts = &report.topic("gpb_structure").expect("topic").texts;
    assert_eq!(texts, &[at!(report.additions[0].text)]);
    assert_eq!(report.topic("gpb_overview").expect("topic").texts, [at!(expenditure.gpb_reason)]);
}

/// The outline covers the headings, in order, without gaps inside a section.
#[test]
fn topics_cover_all_headings() {
    for (name, _, report) in samples() {
        let mut seen = 0;
        for (index, topic) in report.topics.iter().enumerate() {
            let blocks = report.blocks_of(topic);
            let Some(Block::Heading(heading)) = blocks.first() else { panic!("{name} {}", topic.key) };
            assert_eq!((heading.topic, heading.text()), (index, topic.title.clone()), "{name}");
            assert!(!blocks[1..].iter().any(|block| matches!(block, Block::Heading(_))), "{name} {}", topic.key);
            assert_eq!(report.topic(&topic.key).map(|own| &own.title), Some(&topic.title));
            seen += blocks.len();
        }
        let headings = report.blocks().filter(|block| matches!(block, Block::Heading(_))).count();
        assert_eq!(headings, report.topics.len(), "{name}");
        let first = report.blocks().position(|block| matches!(block, Block::Heading(_))).expect("a heading");
        // The label of the first attachment belongs to the part, cover and contents to nothing.
        assert_eq!(seen, report.blocks().count() - first, "{name}");
    }
}

/// Numbers in fixed words are numbers of headings, items, tables and codes, and the few of the form itself.
#[test]
fn every_number_in_print_is_a_figure_or_a_numbering() {
    for (name, _, report) in samples() {
        for run in report.runs() {
            let Run::Words(text) = run else { continue };
            let mut rest = text.clone();
            for form in ["单价100万元", "12月31日", "大于10%", "附件1", "附件2", "附表1", "附表2", "附表：1."]
            {
                rest = rest.replace(form, "");
            }
            let chars: Vec<char> = rest.chars().collect();
            for (at, _) in chars.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
                let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
                let next: String = chars[at + digits..].iter().take(2).collect();
                let is_numbering = next.starts_with('.') && chars[..at].iter().all(char::is_ascii_digit);
                let is_code = ["类", "款", "项", "（类", "（款", "（项"].iter().any(|word| next.starts_with(word));
                // A code without a name is named by its digits.
                let is_unnamed = next.starts_with("（") || next.starts_with("方") || next.starts_with("：");
                assert!(is_numbering || is_code || is_unnamed, "{name}: {text}");
            }
        }
    }
}

/// Figures print the value of their source, and every source exists.
#[test]
fn every_figure_traces_to_its_source() {
    for (name, figures, report) in samples() {
        for run in report.runs() {
            let Run::Figure { text, source } = run else { continue };
            assert!(figures.explain(source).is_some(), "{name}: {text} {source}");
            assert!(text.chars().any(|c| c.is_ascii_digit()), "{name}: {text} {source}");
        }
    }
}

/// The terms are those of the amounts, and the codes those of the tables.
#[test]
fn the_glossary_is_exact() {
    for (name, figures, report) in samples() {
        let glossary = words(&report, "glossary");
        let has = |term: &str| glossary.contains(&format!(".{term}："));
        for (term, key) in
            [("项目支出", "T03!合计.proj"), ("上级补助收入", "T01!I4.amount"), ("结余分配", "T01!E_alloc.amount")]
        {
            let occurs = figures.tables.printed(key.parse().expect("a cell")).is_some_and(|money| !money.is_zero());
            let stands = figures.profile.terms.iter().any(|always| always == term);
            assert_eq!(has(term), occurs || stands, "{name} {term}");
        }
        let codes = figures.tables.codes(T06).filter(|code| code.digits() == 7);
        for code in codes.filter(|code| {
            figures.tables.printed(CellKey::code(T06, *code, Column::Total)).is_some_and(|money| !money.is_zero())
        }) {
            let digits = code.as_str();
            let ends = format!("{}（{}项）：", figures.book.functional_name(code), &digits[5..]);
            assert!(glossary.contains(&ends), "{name} {code}");
        }
        let blank = glossary.lines().find(|line| line.ends_with('：'));
        assert_eq!(blank, None, "{name}");
    }
}

#[test]
fn own_explanations_win_and_own_terms_stand_only_where_they_are_used() {
    let report = report(|document| {
        document.expenditure.lines.push(spent(wan(1)));
        document.unit.duties = LongText::new("做好劳模津贴发放。");
        for (term, text) in [
            ("基本支出", "我的解释。"),
            ("行政运行", "本会的支出。"),
            ("劳模津贴", "给劳模的津贴。"),
            ("未提到", "无。"),
        ] {
            let (term, text) = (Text::new(term), LongText::new(text));
            document.report.glossary.push(GlossaryText { term, text, ..Default::default() });
        }
    });
    let glossary = words(&report, "glossary");
    assert!(glossary.contains(".基本支出：我的解释。"), "{glossary}");
    assert!(glossary.contains("群众团体事务（29款）行政运行（01项）：本会的支出。"), "{glossary}");
    assert!(glossary.ends_with(".劳模津贴：给劳模的津贴。"), "{glossary}");
    assert!(!glossary.contains("未提到"));
    let path = at!(report.glossary[0].text);
    assert!(report.runs().any(|run| matches!(run, Run::Written { path: own, .. } if *own == path)));
}

/// The national template puts the tables before the explanation and compares with the initial budget.
#[test]
fn templates_are_data() {
    let of = |region| {
        report(|document| {
            document.unit.region = region;
            let line = ExpenditureLine { initial_budget: wan(8), adjusted_budget: wan(9), ..spent(wan(8)) };
            document.expenditure.lines.push(line);
        })
    };
    let (sichuan, national) = (of(None), of(Some(Region::National)));
    let parts = |report: &Report| -> Vec<String> {
        report.topics.iter().filter(|topic| topic.level == 1).map(|topic| topic.key.clone()).collect()
    };
    assert_eq!(parts(&sichuan), ["profile", "explanation", "glossary", "attachments", "tables"]);
    assert_eq!(parts(&national), ["profile", "tables", "explanation", "glossary", "attachments"]);
    assert!(words(&sichuan, "gpb_items").contains("完成全年预算88.89%"));
    assert!(words(&national, "gpb_items").contains("年初预算为8.00万元，支出决算为8.00万元，完成年初预算的100%"));
}

/// The report of an empty document consists of blanks.
#[test]
fn an_empty_document_has_a_report() {
    for region in [None, Some(Region::National)] {
        let document = Document { unit: crate::document::Unit { region, ..Default::default() }, ..Default::default() };
        let report = Report::of(&Figures::of(&Arc::new(document)));
        assert!(report.blanks().count() > 50);
        for (prompt, path) in report.blanks() {
            assert!(!prompt.is_empty());
            assert!(Document::parse_path(&path.to_string()).is_some());
        }
    }
}

/// Every figure of a sentence can be named in a text.
#[test]
fn a_text_can_name_every_figure() {
    for (name, _, report) in samples() {
        for run in report.runs() {
            let Run::Figure { source, .. } = run else { continue };
            let own = Link(source.clone());
            let text = own.to_string();
            let is_read = matches!(parts_of(&text).as_slice(), [LinkPart::Link(link, _)] if *link == own);
            assert!(is_read, "{name} {source}");
        }
    }
}
