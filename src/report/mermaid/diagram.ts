import type { Side } from '../../model/vocabulary.ts';
import { labelText } from './label.ts';

/** What stands below each other in a diagram of two sides. */
export type DiagramItem =
  | {
      readonly kind: 'arrow';
      readonly from: Side;
      /** `reset` ends in a cross, `repeated` is dashed, `run` stands for many and has an open head. */
      readonly shape: 'plain' | 'repeated' | 'reset' | 'run';
      readonly text: string;
    }
  | { readonly kind: 'note'; readonly at: Side | 'both'; readonly text: string }
  /** Not drawn: for who reads the source. */
  | { readonly kind: 'comment'; readonly text: string };

export interface Diagram {
  /** What is written above each side; undefined: the side alone. */
  readonly participants?: Readonly<Record<Side, string>>;
  readonly items: readonly DiagramItem[];
}

/** The diagram in the language of Mermaid (mermaid.js.org/syntax/sequenceDiagram.html). */
export function diagramText({ participants, items }: Diagram): string {
  const lines = [
    'sequenceDiagram',
    `  participant client as ${labelText(participants?.client ?? 'client')}`,
    `  participant server as ${labelText(participants?.server ?? 'server')}`,
    ...items.map((item) => `  ${statement(item)}`),
  ];
  return `${lines.join('\n')}\n`;
}

const ARROWS = { plain: '->>', repeated: '-->>', reset: '-x', run: '-)' } as const;
const PLACES = {
  client: 'left of client',
  server: 'right of server',
  both: 'over client,server',
} as const;

function statement(item: DiagramItem): string {
  const text = labelText(item.text);
  switch (item.kind) {
    case 'arrow': {
      const to = item.from === 'client' ? 'server' : 'client';
      return `${item.from}${ARROWS[item.shape]}${to}: ${text}`;
    }
    case 'note':
      return `Note ${PLACES[item.at]}: ${text}`;
    case 'comment':
      return `%% ${text}`;
  }
}
