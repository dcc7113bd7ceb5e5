//! The JSON Schema of the project file, made from the document's own description.

use serde_json::{Map, Value, json};

use super::{
    Document, FORMAT_VERSION,
    entry::Kind,
    record::{Declared, Field, Shape},
};

/// JSON Schema (draft 2020-12). A field may be missing or null: both mean blank; unknown fields are allowed.
pub fn schema() -> Value {
    let mut root = record(Document::declared());
    if let Some(Value::Object(properties)) = root.get_mut("properties") {
        properties.insert(
            "format_version".into(),
            json!({ "title": "格式版本", "type": "integer", "const": FORMAT_VERSION }),
        );
    }
    root.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    root.insert("title".into(), "决算公开编审项目文件".into());
    root.insert("required".into(), json!(["format_version"]));
    Value::Object(root)
}

fn record(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<_, _> = fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), properties.into());
    schema
}

fn property(field: &Field) -> Value {
    let mut schema = match field.shape {
        Shape::Record(fields) => record(fields()),
        Shape::List(fields) => {
            let mut list = Map::new();
            list.insert("type".into(), "array".into());
            list.insert("items".into(), record(fields()).into());
            list
        }
        Shape::Leaf(kind) => leaf(kind),
    };
    schema.insert("title".into(), field.label.into());
    Value::Object(schema)
}

fn leaf(kind: Kind) -> Map<String, Value> {
    let schema = match kind {
        Kind::Money => json!({
            "type": ["string", "null"],
            "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$",
            "description": "金额，单位为元，写成文本",
        }),
        Kind::Number => json!({
            "type": ["string", "null"],
            "pattern": r"^-?[0-9]+(\.[0-9]{1,6})?$",
            "description": "数字，写成文本",
        }),
        Kind::Count | Kind::Fixed => json!({ "type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX }),
        Kind::Date => json!({
            "type": ["string", "null"],
            "description": "日期，如 2025-08-20",
        }),
        Kind::Text | Kind::LongText | Kind::Functional | Kind::Economic => json!({ "type": ["string", "null"] }),
        Kind::Choice(items) => {
            let words: Vec<Value> = items.iter().map(|item| item.name.into()).chain([Value::Null]).collect();
            let labels: Vec<_> = items.iter().map(|item| format!("{}：{}", item.name, item.label)).collect();
            json!({ "enum": words, "description": labels.join("；") })
        }
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Path},
    };

    /// The part of the schema that describes the place of this pointer.
    fn at_pointer<'a>(schema: &'a Value, pointer: &str) -> Option<&'a Value> {
        pointer.split('/').skip(1).try_fold(schema, |schema, part| match part.parse::<usize>() {
            Ok(_) => schema.get("items"),
            Err(_) => schema.get("properties")?.get(part),
        })
    }

    #[test]
    fn every_value_is_described_with_its_label() {
        let schema = schema();
        let mut document = Document::default();
        for list in [at!(expenditure.lines), at!(performance.projects), at!(performance.projects[0].indicators)] {
            document = document.apply(&Edit::insert_rows(list, 0, 1)).expect("rows");
        }
        document.walk(&mut |path: Path, field, _| {
            let found = at_pointer(&schema, &path.to_string()).expect("described");
            assert_eq!(found["title"], field.label, "{path}");
        });
        assert_eq!(schema["properties"]["format_version"]["const"], FORMAT_VERSION);
    }

    #[test]
    fn kinds_say_what_the_file_may_hold() {
        let schema = schema();
        let part = |pointer: &str| at_pointer(&schema, pointer).expect("described").clone();
        assert_eq!(part("/expenditure/lines/0/basic")["type"], json!(["string", "null"]));
        assert_eq!(part("/unit/year")["type"], json!(["integer", "null"]));
        assert_eq!(part("/unit/entry_unit")["enum"], json!(["wan", "yuan", null]));
        assert_eq!(part("/unit/entry_unit")["description"], "wan：万元；yuan：元");
        assert_eq!(part("/performance/projects")["type"], "array");
    }
}
