//! Project files: what is saved opens the same; what is foreign or broken is refused with one clear sentence.

use juesuan::{
    document::Document,
    storage::{MAX_FILE_BYTES, OpenError, parse_project, write_project},
};
use proptest::prelude::*;

use crate::documents::{documents, with_lines};

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_saved_opens_the_same(document in documents(40)) {
        let bytes = write_project(&document).unwrap();
        let opened = parse_project(&bytes).unwrap();
        prop_assert_eq!(&opened, &document);
        prop_assert_eq!(write_project(&opened).unwrap(), bytes);
    }

    #[test]
    fn a_damaged_file_never_crashes(document in documents(20), at in any::<usize>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = write_project(&document).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        if let Err(error) = parse_project(&bytes) {
            assert_is_a_sentence(&error);
        } else {
            prop_assert!(!cut || at + 1 >= bytes.len());
        }
    }
}

/// One Chinese sentence: the fact, a semicolon, the remedy.
fn assert_is_a_sentence(error: &OpenError) {
    let text = error.to_string();
    assert_eq!(text.matches('；').count(), 1, "{text}");
    assert!(text.contains('请'), "{text}");
    let foreign = ["expected", "invalid", "line", "column", "EOF", "trailing", "error", "map", "sequence", "string"];
    for word in foreign {
        assert!(!text.contains(word), "{text}");
    }
    assert!(!text.contains('\n'), "{text}");
}

/// A valid file with `text` put in as a value of the root.
fn with_field(name: &str, value: &str) -> String {
    format!("{{\"format_version\": 1, \"{name}\": {value}}}")
}

#[test]
fn fields_of_a_newer_version_are_kept_word_for_word() {
    let bytes = write_project(&with_lines(2)).unwrap();
    let mut text = String::from_utf8(bytes).unwrap();
    let odd = "{\"b\": [1,  2.50, 1E2],\r\n\t\"a\": \"\\u8ba1\", \"a \": null, \"大\": 123456789012345678901234567890}";
    // In the root, in a record, and in a row of a list, each behind the known fields.
    for (before, after, indent) in [
        ("\"unreadable\": []", "", "  "),
        ("\"year_work\": null", "", "    "),
        ("\"reason\": \"年中追加人员经费\"", ",\n        \"purpose\": null", "        "),
    ] {
        let known = format!("{before}{after}");
        assert!(text.contains(&known), "{known}");
        text = text.replacen(&known, &format!("{known},\n{indent}\"later_a\": {odd},\n{indent}\"later_b\": true"), 1);
    }
    let document = parse_project(text.as_bytes()).unwrap();
    assert_eq!(document.expenditure.lines[0].unknown.len(), 2);
    assert_eq!(String::from_utf8(write_project(&document).unwrap()).unwrap(), text);
}

#[test]
fn unknown_fields_stay_with_their_row_when_it_moves() {
    use juesuan::{at, document::Edit};
    let text = r#"{"format_version":1,"expenditure":{"lines":[{"later":7},{}]}}"#;
    let document = parse_project(text.as_bytes()).unwrap();
    let moved = document.apply(&Edit::move_row(at!(expenditure.lines), 0, 1)).unwrap();
    assert_eq!(moved.expenditure.lines[1].unknown["later"].get(), "7");
}

#[test]
fn order_white_space_and_a_byte_order_mark_do_not_matter() {
    let document = with_lines(3);
    let pretty = write_project(&document).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&pretty).unwrap();
    let compact = format!("\u{feff} {value}\r\n\r\n");
    assert_eq!(parse_project(compact.as_bytes()), Ok(document));
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    let deep = |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let cases = [
        // Not a project file at all.
        "null".to_owned(),
        "[]".into(),
        "\"text\"".into(),
        "{}".into(),
        "{\"name\": \"package\", \"version\": \"1.0\"}".into(),
        "<?xml version=\"1.0\"?>".into(),
        // The version.
        "{\"format_version\": 3}".into(),
        "{\"format_version\": 1.5}".into(),
        "{\"format_version\": \"1\"}".into(),
        "{\"format_version\": 1, \"format_version\": 1}".into(),
        "{\"format_version\": 1e400}".into(),
        // Fields that occur twice: known, unknown, inside unknown ones.
        with_field("unit", "{\"year\": 2023, \"year\": 2024}"),
        with_field("unit", "{}, \"unit\": {}"),
        with_field("later", "1, \"later\": 1"),
        with_field("later", "{\"a\": {\"b\": 1, \"b\": 2}}"),
        with_field("later", "[{\"\\u0061\": 1, \"a\": 2}]"),
        with_field("income", "{\"lines\": [{\"later\": {\"x\": 1, \"x\": 1}}]}"),
        // Nesting.
        with_field("later", &deep("[", "]", 33)),
        with_field("later", &deep("{\"a\":", "}", 33).replace(":}", ":1}")),
        with_field("later", &deep("[", "]", 200_000)),
        with_field("later", &"[".repeat(200_000)),
        with_field("unit", &"{\"unit\":".repeat(100_000)),
        deep("[", "]", 100_000),
        // Notation.
        with_field("unit", "{}") + "}",
        with_field("unit", "{}") + " {}",
        with_field("unit", "{},"),
        with_field("unit", "{'year': 2024}"),
        with_field("unit", "{\"year\": 2024,}"),
        with_field("unit", "{\"year\": 02024}"),
        with_field("unit", "{\"year\": 0x7E8}"),
        with_field("unit", "{\"year\": NaN}"),
        with_field("unit", "{\"year\": 2024 /* comment */}"),
        with_field("unit", "{\"duties\": \"\\ud800\"}"),
        with_field("unit", "{\"duties\": \"\t\"}"),
        with_field("unit", "{\"duties\": \"open}"),
        with_field("later", "\"\\x\""),
        with_field("later", "tru"),
        // Wrong types.
        with_field("unit", "null"),
        with_field("unit", "[]"),
        with_field("unit", "{\"year\": \"2024\"}"),
        with_field("unit", "{\"year\": -1}"),
        with_field("unit", "{\"year\": 2024.0}"),
        with_field("unit", "{\"year\": 4294967296}"),
        with_field("unit", "{\"year\": true}"),
        with_field("unit", "{\"department\": 7}"),
        with_field("unit", "{\"department\": {}}"),
        with_field("unit", "{\"region\": \"火星\"}"),
        with_field("unit", "{\"region\": 1}"),
        with_field("income", "{\"lines\": {\"0\": {}}}"),
        with_field("income", "{\"lines\": [null]}"),
        with_field("income", "{\"lines\": [[]]}"),
        with_field("performance", "{\"deduction\": 1}"),
    ];
    for text in &cases {
        let shown: String = text.chars().take(80).collect();
        let Err(error) = parse_project(text.as_bytes()) else { panic!("opened: {shown}") };
        assert_is_a_sentence(&error);
    }
}

#[test]
fn amounts_are_strings_of_at_most_two_decimals_and_other_strings_are_kept_beside() {
    let open = |amount: &str| {
        parse_project(with_field("other", &format!("{{\"operating\": {{\"amount\": {amount}}}}}")).as_bytes())
    };
    for good in ["null", "\"0.00\"", "\"-12.3\"", "\"1000000000000\""] {
        assert!(open(good).is_ok(), "{good}");
    }
    for text in ["\" 1\"", "\"1,000\"", "\"1.005\"", "\"1e3\"", "\"NaN\"", "\"１\"", "\"12..5\"", "\"1000000000001\""]
    {
        let document = open(text).expect(text);
        assert_eq!(document.other.operating.amount, None, "{text}");
        assert_eq!(document.unreadable.len(), 1, "{text}");
    }
    for bad in ["1", "1.5", "true", "{}", "[]"] {
        let error = open(bad).expect_err(bad);
        assert!(matches!(error, OpenError::Content { .. }), "{bad}: {error:?}");
        assert_is_a_sentence(&error);
    }
}

#[test]
fn faults_are_located_by_line_and_character() {
    let text = "{\n  \"format_version\": 1,\n  \"unit\": {\"department\": \"总工会\", \"year\": \"二\"}\n}\n";
    let error = parse_project(text.as_bytes()).expect_err("refused").to_string();
    assert!(error.starts_with("第 3 行第 43 个字附近"), "{error}");
    assert!(error.contains("这里应是整数，不能是文本"), "{error}");
}

#[test]
fn encodings_and_lost_content_are_named() {
    let text = with_field("unit", "{\"department\": \"延边县总工会\"}");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    let half = &text.as_bytes()[..text.find('会').unwrap() + 1];
    for (bytes, words) in [
        (&utf16[..], "UTF-16"),
        (&gbk, "GB18030"),
        (half, "文件不完整"),
        (b"", "空的"),
        (&[0; 512], "断电"),
        (b"PK\x03\x04\x14\0", "Office"),
        (b"\x89PNG\r\n\x1a\n", "不是文本"),
        (&text.as_bytes()[..30], "文件不完整"),
    ] {
        let error = parse_project(bytes).expect_err(words);
        assert_is_a_sentence(&error);
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
}

/// A saved file must open again: the size that the program is measured with stays within the limit.
#[test]
fn a_large_department_fits_into_a_file() {
    let document = juesuan::large_sample::large_document(20_000);
    let bytes = write_project(&document).unwrap();
    assert!((bytes.len() as u64) < MAX_FILE_BYTES, "{}", bytes.len());
    assert_eq!(parse_project(&bytes), Ok(document));
}

#[test]
fn a_blank_document_is_all_null_and_empty() {
    let text = String::from_utf8(write_project(&Document::default()).unwrap()).unwrap();
    assert!(!text.contains("\"\"") && !text.contains("\"0"), "{text}");
}

/// What a program of this version says of a file of the next one, whatever that file holds.
#[test]
fn a_newer_file_is_named_as_one() {
    for rest in [
        "",
        ", \"unit\": {\"year\": [2024]}",
        ", \"unit\": 7, \"review\": {\"signatures\": {\"a\": 1}}",
        ", \"later\": 1.5, \"later\": 2",
        ", \"income\": {\"prior_total\": 12.5}",
        ", \"unit\": {\"region\": \"新的选项\"}",
    ] {
        for order in [format!("{{\"format_version\": 9{rest}}}"), format!("{{\"a\": 0{rest}, \"format_version\": 9}}")]
        {
            let error = parse_project(order.as_bytes()).expect_err("newer");
            assert_eq!(error, OpenError::Newer(9), "{order}");
            assert!(error.to_string().contains("这个文件由新版本的决算公开编审写出"), "{error}");
            assert_is_a_sentence(&error);
        }
    }
}
