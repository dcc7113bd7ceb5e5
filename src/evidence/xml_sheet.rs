//! A workbook as XML of 2003, which programs export under the name of a workbook.

use super::{
    limits::{LONGEST_TEXT, MOST_CELLS},
    model::{CellBorders, Evidence, FileBlock, FileCell, FileKind, FilePlace, FileTable},
    refusal::Refusal,
    xlsx_styles::plain_number,
    xml,
};

pub(super) fn read(bytes: &[u8]) -> Result<Evidence, Refusal> {
    let book = xml::parse(bytes)?;
    let mut evidence = Evidence::new(FileKind::SpreadsheetXml);
    let mut count = 0;
    for (number, sheet) in (1..).zip(book.named("Worksheet")) {
        let name = sheet.attribute("Name").unwrap_or_default().to_owned();
        let mut cells = Vec::new();
        let mut row: u32 = 0;
        for line in sheet.child("Table").into_iter().flat_map(|table| table.named("Row")) {
            let index = |node: &xml::XmlNode| node.attribute("Index").and_then(|index| index.parse::<u32>().ok());
            row = index(line).map_or(row, |index| index.saturating_sub(1));
            let mut column: u32 = 0;
            for cell in line.named("Cell") {
                column = index(cell).map_or(column, |index| index.saturating_sub(1));
                let span = |name: &str| {
                    cell.attribute(name).and_then(|span| span.parse::<u32>().ok()).unwrap_or(0).min(20_000) + 1
                };
                let (columns, rows) = (span("MergeAcross"), span("MergeDown"));
                let data = cell.child("Data");
                let text = data.map(xml::XmlNode::text).unwrap_or_default();
                let number =
                    data.filter(|data| data.attribute("Type") == Some("Number")).and_then(|_| plain_number(&text));
                let is_number = number.is_some();
                let text: String = number.unwrap_or(text).chars().take(LONGEST_TEXT).collect();
                if !text.trim().is_empty() {
                    count += 1;
                    if count > MOST_CELLS {
                        return Err(Refusal::TooLarge);
                    }
                    cells.push(FileCell { row, column, rows, columns, text, is_number, rectangle: None });
                }
                column = column.saturating_add(columns);
            }
            let height = line.attribute("Span").and_then(|span| span.parse::<u32>().ok()).unwrap_or(0);
            row = row.saturating_add(height.min(1 << 20) + 1);
        }
        if !cells.is_empty() {
            let place = FilePlace { sheet: Some(name), number, ..FilePlace::default() };
            evidence.blocks.push(FileBlock::Table(FileTable { place, borders: CellBorders::Native, cells }));
        }
    }
    Ok(evidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_count_on_from_their_index() {
        let book = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
            xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Z01"><Table>
            <Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">合计</Data></Cell>
            <Cell><Data ss:Type="Number">1234.5600000000001</Data></Cell></Row></Table></Worksheet></Workbook>"#;
        let evidence = read(book.as_bytes()).expect("a workbook");
        let table = evidence.tables().next().expect("a sheet");
        let cells: Vec<_> =
            table.cells.iter().map(|cell| (cell.row, cell.column, &*cell.text, cell.is_number)).collect();
        assert_eq!(cells, [(2, 0, "合计", false), (2, 2, "1234.56", true)]);
    }
}
