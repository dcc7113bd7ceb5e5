//! M14: a text gives a day that is not in the calendar, or numbers of which one can't be.

use chrono::NaiveDate;

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::scan::texts;

pub static RULE: Rule = Rule {
    id: "M14",
    severity: Severity::Warning,
    title: "文字里的日期或数不可能",
    checks: "文字写的月份和日子是有的，已做的事不晚于公开日期，季度是第一至第四；收回的问卷不多于发放的；抽取的个数 ＝ 总数 × 抽取比例",
    basis: "决算公开说明与附件全文",
    remedy: "改正写错的数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let published = figures.document.unit.published_on.parse().ok();
    let mut seen = false;
    for text in texts(figures) {
        seen = true;
        if !text.has_any(&["月", "季度", "收回", "回收", "抽"]) {
            continue;
        }
        for sentence in text.split(['。', '；', '\n']) {
            if let Some(fault) = fault(sentence, published) {
                findings
                    .report([text.path], format!("{}写“{}”，{}", figures.label(&text.path.into()), fault.0, fault.1));
            }
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.duties))) }
}

/// What a sentence says, and why it can't be.
type Fault = (String, String);

fn fault(sentence: &str, published: Option<NaiveDate>) -> Option<Fault> {
    no_such_day(sentence)
        .or_else(|| after_publication(sentence, published?))
        .or_else(|| no_such_quarter(sentence))
        .or_else(|| more_returned(sentence))
        .or_else(|| other_share(sentence))
}

/// A text without the number that it ends with, and that number.
fn number_before(text: &str) -> Option<(&str, u32)> {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((before, text.get(before.len()..)?.parse().ok()?))
}

/// The number that a text begins with, and what follows it.
fn number_behind(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text.get(..end)?.parse().ok()?, text.get(end..)?))
}

fn no_such_day(sentence: &str) -> Option<Fault> {
    /// What makes it a length of time, or no month.
    const LENGTHS: [&str; 6] = ["历时", "工期", "为期", "共", "期限", "."];
    const OTHERS: [&str; 4] = ["龄", "工资", "薪", "嫂"];
    sentence.match_indices('月').find_map(|(at, mark)| {
        let (before, month) = number_before(sentence.get(..at)?)?;
        let behind = sentence.get(at + mark.len()..)?;
        let is_no_date = LENGTHS.iter().any(|word| before.ends_with(word));
        if is_no_date || OTHERS.iter().any(|word| behind.starts_with(word)) {
            return None;
        }
        if !(1..=12).contains(&month) {
            return Some((format!("{month}月"), "没有这个月".to_owned()));
        }
        let (day, rest) = number_behind(behind)?;
        if !rest.starts_with(['日', '号']) {
            return None;
        }
        // Where no year is named, a leap year may be meant.
        const LEAP: u32 = 2024;
        let year = before.strip_suffix('年').and_then(number_before).map_or(LEAP, |(_, year)| year);
        let is_day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).is_some();
        (!is_day).then(|| (format!("{month}月{day}日"), "没有这一天".to_owned()))
    })
}

/// What was done in a month that comes after the day of publication.
fn after_publication(sentence: &str, published: NaiveDate) -> Option<Fault> {
    sentence.match_indices("已于").find_map(|(at, done)| {
        let (year, rest) = number_behind(sentence.get(at + done.len()..)?)?;
        let (month, _) = rest.strip_prefix('年').and_then(number_behind).filter(|(_, rest)| rest.starts_with('月'))?;
        let is_later = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)? > published;
        is_later.then(|| (format!("已于{year}年{month}月"), format!("公开日期是{published}")))
    })
}

fn no_such_quarter(sentence: &str) -> Option<Fault> {
    sentence.match_indices("季度").find_map(|(at, _)| {
        let (_, number) = sentence.get(..at)?.rsplit_once('第')?;
        let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let is_one = (1..=2).contains(&number.chars().count()) && number.chars().all(is_number);
        let is_right = ["1", "2", "3", "4", "一", "二", "三", "四"].contains(&number);
        (is_one && !is_right).then(|| (format!("第{number}季度"), "一年只有四个季度".to_owned()))
    })
}

/// The number behind one of the words, a few linking characters between, and its measure.
fn counted(sentence: &str, words: &[&str], measures: &[char]) -> Option<(usize, u32, char)> {
    const NEAR: usize = 6;
    words.iter().find_map(|word| {
        let at = sentence.find(word)?;
        let behind = sentence.get(at + word.len()..)?;
        let start = behind.find(|c: char| c.is_ascii_digit())?;
        let linking = behind.get(..start)?;
        if linking.chars().count() > NEAR || linking.contains(['，', '、', '：']) {
            return None;
        }
        let (number, rest) = number_behind(behind.get(start..)?)?;
        let measure = rest.chars().next().filter(|measure| measures.contains(measure))?;
        Some((at, number, measure))
    })
}

/// More questionnaires back than were sent, or more valid ones than came back.
fn more_returned(sentence: &str) -> Option<Fault> {
    if !sentence.contains("问卷") && !sentence.contains("调查表") {
        return None;
    }
    let count = |words: &[&str]| counted(sentence, words, &['份', '张', '套']).map(|(_, number, _)| number);
    let (sent, back, valid) =
        (count(&["发放", "发出", "下发"]), count(&["收回", "回收"]), count(&["有效问卷", "有效"]));
    let more = |few: Option<u32>, many: Option<u32>| few.zip(many).filter(|(few, many)| many > few);
    if let Some((sent, back)) = more(sent, back) {
        return Some((format!("发放{sent}份，收回{back}份"), "收回的比发放的多".to_owned()));
    }
    let (back, valid) = more(back.or(sent), valid)?;
    Some((format!("收回{back}份，有效{valid}份"), "有效的比收回的多".to_owned()))
}

/// So many taken of a whole that is counted the same way, which is not the share that is named.
fn other_share(sentence: &str) -> Option<Fault> {
    const MEASURES: [char; 8] = ['个', '户', '家', '份', '人', '项', '名', '处'];
    let (at, taken, measure) = counted(sentence, &["抽取", "抽查", "抽选", "抽样"], &MEASURES)?;
    let before = sentence.get(..at)?.trim_end_matches("的比例").trim_end_matches("比例");
    let (before, percent) = number_before(before.strip_suffix(['%', '％'])?)?;
    // 12.5% is no whole number of percent.
    if before.ends_with('.') {
        return None;
    }
    let wholes: Vec<u32> = before
        .match_indices(measure)
        .filter_map(|(at, _)| number_before(before.get(..at)?).map(|(_, whole)| whole))
        .collect();
    let is_share = |whole: &u32| {
        let (whole, taken) = (u64::from(*whole) * u64::from(percent), u64::from(taken) * 100);
        whole.abs_diff(taken) < 100
    };
    let whole = wholes.first().filter(|_| !wholes.iter().any(is_share))?;
    let share = u64::from(*whole) * u64::from(percent) / 100;
    Some((format!("{whole}{measure}按{percent}%抽取{taken}{measure}"), format!("按比例是{share}{measure}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(text: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![(at!(performance.texts.finance), text)]
    }

    #[test]
    fn what_the_calendar_has_not_got_is_named() {
        for (text, words, why) in [
            ("项目于13月完工。", "13月", "没有这个月"),
            ("项目于2024年0月完工。", "0月", "没有这个月"),
            ("2024年6月31日竣工。", "6月31日", "没有这一天"),
            ("2023年2月29日召开会议。", "2月29日", "没有这一天"),
            ("第五季度完成支出。", "第五季度", "一年只有四个季度"),
            ("第6季度完成支出。", "第6季度", "一年只有四个季度"),
            ("发放问卷150份，收回182份。", "发放150份，收回182份", "收回的比发放的多"),
            ("共发出调查表80份，回收76份，有效78份。", "收回76份，有效78份", "有效的比收回的多"),
            ("涉及点位80个，按30%抽取16个点位。", "80个按30%抽取16个", "按比例是24个"),
            ("帮扶对象240户，按10%的比例抽查48户。", "240户按10%抽取48户", "按比例是24户"),
        ] {
            fires(&RULE, &cells(text), &format!("{}写“{words}”，{why}", figures_label()));
        }
    }

    fn figures_label() -> String {
        Figures::of(&crate::rules::kit::testing::document(&[])).label(&at!(performance.texts.finance).into())
    }

    #[test]
    fn what_is_done_was_done_before_it_is_published() {
        let told = |text: &'static str| [cells(text), vec![(at!(unit.published_on), "2025-09-12")]].concat();
        fires(
            &RULE,
            &told("项目已于2026年3月竣工验收。"),
            &format!("{}写“已于2026年3月”，公开日期是2025-09-12", figures_label()),
        );
        passes(&RULE, &told("项目已于2025年3月竣工验收，2026年3月开始二期。"));
        passes(&RULE, &cells("项目已于2026年3月竣工验收。"));
    }

    #[test]
    fn what_can_be_is_left_alone() {
        for text in [
            "2024年2月29日召开会议，12月31日前完成。",
            "工期18月，历时14月。",
            "发放第13月工资，照顾18月龄婴儿。",
            "第四季度完成支出，近五季度平均增长3%。",
            "发放问卷150份，收回150份，有效问卷142份。",
            "涉及点位80个，按20%抽取16个点位，包括企业7个、社区4个。",
            "涉及点位83个，按20%的比例抽取17个点位。",
            "满意度95%，共抽取16个点位。",
            "抽取项目资金总额的60%进行评价。",
            "发放慰问金60户，收回借款3份。",
        ] {
            passes(&RULE, &cells(text));
        }
    }

    #[test]
    fn without_texts_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(other.operating.amount), "25.61")]);
    }
}
