export interface MarkdownColumn<Row> {
  readonly head: string;
  readonly isNumber?: boolean;
  /** Markdown without line breaks and bars. */
  cell(row: Row): string;
}

/** The two lines that open a table (GitHub Flavored Markdown, section 4.10). */
export function tableHead<Row>(columns: readonly MarkdownColumn<Row>[]): string {
  const heads = columns.map(({ head }) => head);
  const rules = columns.map(({ isNumber }) => (isNumber ? '--:' : '---'));
  return `${lineOf(heads)}\n${lineOf(rules)}\n`;
}

export function tableRow<Row>(row: Row, columns: readonly MarkdownColumn<Row>[]): string {
  return `${lineOf(columns.map(({ cell }) => cell(row)))}\n`;
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
