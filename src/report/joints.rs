//! Where a person's words join those of the template: “主要原因是” is printed by the program, and so is the full stop.

/// What people put before a reason although the sentence has said it already. Longer ones first.
const LEAD_INS: [&str; 6] = ["原因是", "原因为", "原因系", "原因在于", "原因：", "原因:"];

/// What may stand between the start of a text and [`LEAD_INS`].
const OF_REASON: [&str; 27] = [
    "主要",
    "变动",
    "变化",
    "增减",
    "增加",
    "减少",
    "增长",
    "下降",
    "上升",
    "差异",
    "大于",
    "小于",
    "高于",
    "低于",
    "预决算",
    "决算数",
    "预算数",
    "收入",
    "支出",
    "收支",
    "总计",
    "本年",
    "今年",
    "与上年相比",
    "较上年",
    "比上年",
    "的",
];

/// Said once more by words that mean no more than “是”.
const SINCE: [&str; 5] = ["主要是", "是因为", "是由于", "因为", "由于"];

const STOPS: [char; 17] =
    ['。', '；', '，', '、', '：', '！', '．', '.', ';', ',', ':', '!', ' ', '\u{3000}', '\t', '\n', '\r'];

/// A reason without a lead-in of its own and without marks at its ends: `主要变动原因是：人员增加,。` gives `人员增加`.
pub fn joined_reason(text: &str) -> &str {
    let mut reason = text.trim_matches(STOPS);
    // People write both: 主要原因是由于….
    while let Some(rest) = without_lead_in(reason) {
        reason = rest.trim_start_matches(STOPS);
    }
    reason
}

fn without_lead_in(reason: &str) -> Option<&str> {
    if let Some(rest) = SINCE.iter().find_map(|word| reason.strip_prefix(word)) {
        return Some(rest);
    }
    let mut rest = reason;
    while let Some(next) = OF_REASON.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    LEAD_INS.iter().find_map(|lead_in| rest.strip_prefix(lead_in))
}

/// The lead-in that stands further inside a reason, where only a person can mend the sentence.
pub fn lead_in_within(text: &str) -> Option<&str> {
    let reason = joined_reason(text);
    let (at, lead_in) = LEAD_INS.iter().filter_map(|lead_in| Some((reason.find(lead_in)?, *lead_in))).min()?;
    let clause = reason[..at]
        .rfind(['。', '；', '，', ',', ';', '\n'])
        .map_or(0, |stop| stop + reason[stop..].chars().next().map_or(0, char::len_utf8));
    Some(&reason[clause..at + lead_in.len()])
}

/// The text without the lead-in that the program prints above it, if it begins with it: “主要职责：” or “我会的主要职责是：”
/// below “某县总工会的主要职责：”.
pub fn without_repeated_lead_in<'t>(text: &'t str, lead_in: &str, department: &str) -> Option<&'t str> {
    const BE: [char; 3] = ['：', '是', ':'];
    let matter = lead_in.trim_end_matches(BE);
    let matter = matter.strip_prefix(department).unwrap_or(matter).trim_start_matches('的');
    let text = text.trim_start();
    let begin = text.strip_prefix(department).unwrap_or(text);
    let begin = ["我单位", "本单位", "我会", "本会", "我局", "本局", "单位", "部门"]
        .iter()
        .find_map(|own| begin.strip_prefix(own))
        .unwrap_or(begin);
    let rest = begin.trim_start_matches('的').strip_prefix(matter)?;
    let rest = ["如下", "包括", "为"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    // 主要职责分工… goes on with the sentence.
    rest.starts_with(BE).then(|| rest.trim_start_matches(BE).trim_start()).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_in_is_not_said_twice() {
        for (typed, printed) in [
            ("主要原因是人员增加。", "人员增加"),
            ("主要变动原因是：人员增加,。", "人员增加"),
            ("变动原因：人员增加；", "人员增加"),
            ("支出减少的主要原因为项目完工。。", "项目完工"),
            ("决算数小于预算数", "决算数小于预算数"),
            ("主要是由于项目完工", "项目完工"),
            ("原因是因为人员增加", "人员增加"),
            ("，人员增加、", "人员增加"),
            ("主要原因是", ""),
            ("因公出国团组增加", "因公出国团组增加"),
            ("支出增加2人工资", "支出增加2人工资"),
            ("人员增加，⟦gpb.growth⟧。", "人员增加，⟦gpb.growth⟧"),
            ("增加编制3名", "增加编制3名"),
        ] {
            assert_eq!(joined_reason(typed), printed, "{typed}");
        }
    }

    #[test]
    fn what_stands_above_a_text_is_not_said_again() {
        let below = |text| without_repeated_lead_in(text, "某县总工会的主要职责：", "某县总工会");
        assert_eq!(below("主要职责：\n一是服务。"), Some("一是服务。"));
        assert_eq!(below("某县总工会的主要职责是：一是服务。"), Some("一是服务。"));
        assert_eq!(below("我会主要职责如下：一是服务。"), Some("一是服务。"));
        assert_eq!(below("主要职责分工明确。"), None);
        assert_eq!(below("一是服务。"), None);
        assert_eq!(below("主要职责："), None);
    }

    #[test]
    fn a_lead_in_inside_is_for_a_person_to_mend() {
        assert_eq!(lead_in_within("比上年减少83.89万元，主要原因是专项减少"), Some("主要原因是"));
        assert_eq!(lead_in_within("主要原因是专项减少，会议减少"), None);
        assert_eq!(lead_in_within("收入减少的原因：专项减少"), None);
    }
}
