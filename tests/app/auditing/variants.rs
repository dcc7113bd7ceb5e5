//! Reports in the wording of other provinces, made for this test: nothing is wrong in them as they are, and single faults
//! are found.

use juesuan::{
    audit::{Audit, Outcome},
    evidence::{self, CellBorders, FileBlock},
};

const JIANGSU: &str = include_str!("variants/jiangsu.txt");
const BEIJING: &str = include_str!("variants/beijing.txt");
const CENTRAL: &str = include_str!("variants/central.txt");
const HUNAN: &str = include_str!("variants/hunan.txt");
const GUANGDONG: &str = include_str!("variants/guangdong.txt");
const HUBEI: &str = include_str!("variants/hubei.txt");
const SHANDONG: &str = include_str!("variants/shandong.txt");
// Whole reports, with their tables.
const CHONGQING: &str = include_str!("variants/chongqing.txt");
const FUJIAN: &str = include_str!("variants/fujian.txt");
const HEBEI: &str = include_str!("variants/hebei.txt");
const JIANGXI: &str = include_str!("variants/jiangxi.txt");
const NEIMENGGU: &str = include_str!("variants/neimenggu.txt");
const SHAANXI: &str = include_str!("variants/shaanxi.txt");
const XINJIANG: &str = include_str!("variants/xinjiang.txt");
const YUNNAN: &str = include_str!("variants/yunnan.txt");

/// As if its tables were those of a Word file.
fn audit(text: &str) -> Audit {
    let mut evidence = evidence::read(text.as_bytes()).unwrap();
    for block in &mut evidence.blocks {
        if let FileBlock::Table(table) = block {
            table.borders = CellBorders::Native;
        }
    }
    Audit::of(evidence)
}

#[test]
fn nothing_is_wrong_in_the_words_of_others() {
    let all = [
        ("jiangsu", JIANGSU),
        ("beijing", BEIJING),
        ("central", CENTRAL),
        ("hunan", HUNAN),
        ("guangdong", GUANGDONG),
        ("hubei", HUBEI),
        ("shandong", SHANDONG),
        ("chongqing", CHONGQING),
        ("fujian", FUJIAN),
        ("hebei", HEBEI),
        ("jiangxi", JIANGXI),
        ("neimenggu", NEIMENGGU),
        ("shaanxi", SHAANXI),
        ("xinjiang", XINJIANG),
        ("yunnan", YUNNAN),
    ];
    for (name, text) in all {
        assert_eq!(audit(text).findings, Vec::new(), "{name}");
    }
    for (name, text) in &all[7..] {
        assert_eq!(audit(without_tables(text)).findings, Vec::new(), "{name} without its tables");
    }
}

/// The sentences alone, as some publish them.
fn without_tables(text: &str) -> &str {
    text.split_once("收入支出决算总表\n公开01表").map_or(text, |(sentences, _)| sentences)
}

/// What stands there, what is put in its place, and what the finding says that it would have to be.
const FAULTS: [(&str, &str, &str, &str); 37] = [
    (JIANGSU, "收、支总计各增加58.00万元，增长6.82%", "收、支总计各增加58.00万元，增长8.62%", "6.82%"),
    (HUNAN, "二、“三公”经费：纳入", "二、“三公”经费”：纳入", "没有前引号"),
    (HUNAN, "（二）拟订全县教育改革", "（二）拟订全县“教育改革", "没有后引号"),
    (SHANDONG, "贯彻落实党的文化", "贯彻落实《党的文化", "没有后书名号"),
    (JIANGSU, "其他收入10.13万元，占1.12%", "其他收入10.13万元，占11.12%", "1.12%"),
    (JIANGSU, "财政拨款收入897.87万元，占98.88%", "财政拨款收入897.87万元，占89.88%", "98.88%"),
    (JIANGSU, "支出决算75.60万元，完成年初预算的94.50%", "支出决算75.60万元，完成年初预算的95.40%", "94.5%"),
    (JIANGSU, "决算数小于年初预算数的主要原因：压减", "决算数大于年初预算数的主要原因：压减", "小于"),
    (JIANGSU, "占“三公”经费的79.59%", "占“三公”经费的75.99%", "79.59%"),
    (JIANGSU, "占授予中小企业合同金额的50.00%", "占授予中小企业合同金额的45.00%", "50%"),
    (JIANGSU, "增加3.90万元，增长4.99%", "增加3.90万元，下降4.99%", "一致"),
    (JIANGSU, "应急保障用车2辆", "应急保障用车1辆", "2辆"),
    (JIANGSU, "截至2024年12月31日，本部门", "截至2023年12月31日，本部门", ""),
    (JIANGSU, "政府采购服务支出40.00万元", "政府采购服务支出43.00万元", "69"),
    (BEIJING, "占收入合计的98.88%", "占收入合计的88.98%", "98.88%"),
    (
        BEIJING,
        "社会保障和就业支出87.60万元，占本年财政拨款支出11.26%",
        "社会保障和就业支出87.60万元，占本年财政拨款支出12.16%",
        "11.26%",
    ),
    (
        BEIJING,
        "决算24.11万元，比2024年年初预算减少0.89万元，下降3.56%。其中",
        "决算24.11万元，比2024年年初预算减少0.89万元，下降5.36%。其中",
        "3.56%",
    ),
    (
        BEIJING,
        "财政拨款收、支总计897.87万元，比上年增加52.87万元，增长6.26%",
        "财政拨款收、支总计897.87万元，比上年增加52.87万元，下降6.26%",
        "一致",
    ),
    (CENTRAL, "上级检查。2024年度", "上级检查。。2024年度", ""),
    (CENTRAL, "收、支总计各增加58.00万元，增长6.8%", "收、支总计各增加58.00万元，增长8.8%", "6.8"),
    (CENTRAL, "一般公共服务（类）支出618.81万元，占79.6%", "一般公共服务（类）支出618.81万元，占76.9%", "79.55%"),
    (CENTRAL, "降低2.8%", "上升2.8%", "一致"),
    (CENTRAL, "完成年初预算的104.5%", "完成年初预算的140.5%", "104.46%"),
    (CENTRAL, "基本支出702.27万元，占77.3%", "基本支出720.27万元，占77.3%", "702.27"),
    (CENTRAL, "2101101\t行政单位医疗\t241100.00", "2101101\t行政单位医疗\t214100.00", "241100"),
    // What has no address of its own is compared with what is said beside it.
    (XINJIANG, "预决算差异率7.53%", "预决算差异率5.73%", "7.53%"),
    (XINJIANG, "预决算差异率-0.42%", "预决算差异率-4.02%", "0.42%"),
    (SHAANXI, "完成预算的104.17%", "完成预算的140.17%", "104.17%"),
    (SHAANXI, "支出决算比上年增加", "支出决算比上年减少", "一致"),
    (NEIMENGGU, "与年初预算2582.84万元相比，增加31.77万元", "与年初预算2582.84万元相比，增加37.17万元", "31.77"),
    (HEBEI, "完成年初预算的103.09%", "完成年初预算的130.09%", "103.09%"),
    // An item by its code, and one in words without brackets.
    (FUJIAN, "较上年决算数减少46.73万元，下降11.50%", "较上年决算数减少46.73万元，下降15.10%", "11.5%"),
    (NEIMENGGU, "行政运行项。年初预算217.31万元", "行政运行项。年初预算271.31万元", "108.7"),
    // What a fund had, received, spent and kept; averages; a year at the beginning of a sentence.
    (CHONGQING, "年末结转和结余2.42万元", "年末结转和结余4.42万元", "2.42"),
    (CHONGQING, "人均接待费242.81元", "人均接待费424.81元", "242.8"),
    (HEBEI, "纳入2024年度本部门决算", "纳入2023年度本部门决算", ""),
    (YUNNAN, "占总收入的96.53%", "占总收入的69.53%", "96.53%"),
];

#[test]
fn items_in_another_order_are_told() {
    let lines: Vec<&str> = CENTRAL.lines().collect();
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    let (first, second) = (at("3.社会保障和就业支出（类）"), at("4.社会保障和就业支出（类）"));
    let mut swapped = lines.clone();
    swapped.swap(first, second);
    let found = audit(&swapped.join("\n")).findings;
    let kinds: Vec<&str> = found.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, ["科目次序"], "{found:#?}");
    assert!(found[0].message.contains("2080505") && found[0].message.contains("2080506"));
}

#[test]
fn faults_in_the_words_of_others_are_found() {
    let mut missed = Vec::new();
    for (text, right, wrong, computed) in FAULTS {
        assert!(text.contains(right), "{right}");
        let audit = audit(&text.replacen(right, wrong, 1));
        let says = |stated: &Option<String>, words: &String| {
            stated.as_deref().unwrap_or_default().contains(computed) || words.contains(computed)
        };
        let found = audit.findings.iter().any(|finding| says(&finding.computed, &finding.message));
        let errors = audit.findings.iter().filter(|finding| finding.outcome == Outcome::Wrong).count();
        if !found || errors > 2 {
            missed.push(format!("{wrong}: {:#?}", audit.findings));
        }
    }
    assert!(missed.is_empty(), "{} missed: {}", missed.len(), missed.join("\n"));
}

/// Each number of a text with what stands before it; those whose fault nothing in the text contradicts are left out.
fn contradicted(text: &str) -> Vec<(usize, &str)> {
    const UNITS: [&str; 5] = ["万元", "%", "批次", "人次", "辆"];
    // A count that stands once, a bound, an amount that is told once.
    const ALONE: [&str; 41] = [
        "总计均为1858.77",
        "总计均为1,563.46",
        "其中：基本支出1150.66",
        "项目支出259.44",
        "决算数减少20.00",
        "决算数增加20.00",
        "结余0",
        "本年支出120.00",
        "支出决算为120.00",
        "较上年增加0",
        "燃料费7.10",
        "维修费4.00",
        "过路费1.00",
        "保险费3.00",
        "支出3.56万元，接待对象主要是上级业务部门，2024年共接待国内来访团组42",
        "，398",
        "、398",
        "国内公务接待支出3.56",
        "国内接待费3.56",
        "资金259.44",
        "总额的100",
        "收、支总计1563.46",
        "费支出预算为0",
        "购置费支出预算为0",
        "费支出决算为0",
        "公务用车购置费0",
        "公务用车购置支出0.00",
        "更新公务用车0",
        "（更新）公务用车0",
        "，购置公务用车0",
        "当年购置公务用车0",
        "累计0",
        "来宾398",
        "接待42",
        "接待398",
        "会议费2.10",
        "培训费3.40",
        "资金320.00",
        "资金489.31",
        "预算数减少3.90",
        "年初预算0.00万元的0.0",
    ];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|from| at + from) {
        let inside = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        at = text[from..].find(|c| !inside(c)).map_or(text.len(), |length| from + length);
        let number = &text[from..at];
        let is_bound = text[..from].ends_with("单位价值") || text[..from].ends_with("单价");
        let is_alone = ALONE.iter().any(|words| text[..at].ends_with(words));
        if UNITS.iter().any(|unit| text[at..].starts_with(unit)) && !is_bound && !is_alone {
            found.push((from, number));
        }
    }
    found
}

/// Every number by another one: all of them where `JUESUAN_READ_ALL` is set, else each seventh.
#[test]
fn each_number_that_something_contradicts_is_found() {
    let step = if std::env::var_os("JUESUAN_READ_ALL").is_some() { 1 } else { 7 };
    let mut missed = Vec::new();
    for text in [HUNAN, GUANGDONG, HUBEI, SHANDONG] {
        for (from, number) in contradicted(text).into_iter().step_by(step) {
            // The last digit before the decimals.
            let digit = from + number.find('.').unwrap_or(number.len()) - 1;
            let other = (text.as_bytes()[digit] - b'0' + 3) % 10;
            let changed = format!("{}{other}{}", &text[..digit], &text[digit + 1..]);
            if audit(&changed).findings.is_empty() {
                let before: Vec<char> = text[..from].chars().rev().take(16).collect();
                missed.push(format!("{}{number}", before.into_iter().rev().collect::<String>()));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Of whole reports in the words of others, without their tables, nearly every number that is not nothing is told.
#[test]
fn nearly_each_number_of_sentences_alone_is_found() {
    const ENOUGH: usize = 80;
    let step = if std::env::var_os("JUESUAN_READ_ALL").is_some() { 3 } else { 9 };
    for (name, text) in [("chongqing", CHONGQING), ("neimenggu", NEIMENGGU), ("xinjiang", XINJIANG)] {
        let text = without_tables(text);
        let is_nothing = |number: &str| number.chars().all(|c| matches!(c, '0' | '.'));
        let numbers = contradicted(text).into_iter().filter(|(_, number)| !is_nothing(number));
        let mut missed = Vec::new();
        let mut all = 0;
        for (from, number) in numbers.step_by(step) {
            all += 1;
            let digit = from + number.find('.').unwrap_or(number.len()) - 1;
            let other = (text.as_bytes()[digit] - b'0' + 3) % 10;
            let changed = format!("{}{other}{}", &text[..digit], &text[digit + 1..]);
            if audit(&changed).findings.is_empty() {
                let before: Vec<char> = text[..from].chars().rev().take(16).collect();
                missed.push(format!("{}{number}", before.into_iter().rev().collect::<String>()));
            }
        }
        assert!((all - missed.len()) * 100 >= ENOUGH * all, "{name}: of {all} {missed:#?}");
    }
}
