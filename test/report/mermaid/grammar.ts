import { expect } from 'vitest';

/*
 * The part of Mermaid's language that we write, strictly: https://mermaid.js.org/syntax/sequenceDiagram.html.
 * A label holds no character that ends a statement (`;`), begins an entity that is none (`#`),
 * a directive or a comment (`%`), or markup.
 */
const LABEL = /^(?!:?(?:no)?wrap:)(?:[^#;%{}<>&"\\$`\p{C}]|#\d+;)*$/u;
const STATEMENTS = [
  /^ {2}participant (?:client|server) as (?<label>.*)$/,
  /^ {2}(?:client(?:->>|-->>|-x|-\))server|server(?:->>|-->>|-x|-\))client): (?<label>.*)$/,
  /^ {2}Note (?:left of client|right of server|over client,server): (?<label>.*)$/,
  /^ {2}%% (?<label>.*)$/,
];

/** The statements of a diagram, without their indent; fails where it is none. */
export function statementsOf(text: string): string[] {
  expect(text).toMatch(
    /^sequenceDiagram\n {2}participant client as .*\n {2}participant server as /,
  );
  const [, ...lines] = text.trimEnd().split('\n');
  for (const line of lines) {
    const matches = STATEMENTS.map((statement) => statement.exec(line)?.groups?.['label']);
    expect(matches.find((label) => label !== undefined) ?? line, line).toMatch(LABEL);
  }
  return lines.map((line) => line.trim());
}
