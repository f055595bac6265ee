import { socketText } from '../../model/address-text.ts';
import type { ConnectionRecord } from '../../model/connection-record.ts';
import { abridged } from '../../model/ladder.ts';
import type {
  LadderRecord,
  LadderRow,
  LadderRun,
  LadderSegment,
  States,
} from '../../model/ladder-record.ts';
import { SIDES } from '../../model/vocabulary.ts';
import { ENGLISH } from '../../words/en/index.ts';
import { lastedText, secondsText } from '../format/units.ts';
import { noteText, runLabels } from '../text/ladder-words.ts';
import { stepLabels } from '../text/step-label.ts';
import type { Style } from '../text/style.ts';
import type { Diagram, DiagramItem } from './diagram.ts';

/** More rows make no diagram that a person reads; those between the first and last are counted. */
const MOST_ROWS = 40;

/** A connection from its first to its last segment, as its ladder tells it. */
export function connectionDiagram(
  connection: ConnectionRecord,
  ladder: LadderRecord,
  style: Style,
): Diagram {
  const { client, server, verdict } = connection;
  const { initial, rows } = abridged(ladder, MOST_ROWS);
  let before = initial;
  const items = rows.flatMap((row) => {
    const drawn = rowItems(row, style);
    if (!('states' in row)) return drawn;
    const changed = statesNotes(row.states, before);
    before = row.states;
    return [...drawn, ...changed];
  });
  const took = lastedText(connection, style.glyphs) ?? ENGLISH.report.clockWentBack;
  return {
    participants: {
      client: `client ${socketText(client.address, client.port)}`,
      server: `server ${socketText(server.address, server.port)}`,
    },
    items: [
      ...statesNotes(initial, { client: null, server: null }),
      ...items,
      { kind: 'note', at: 'both', text: `${verdict}, ${took}` },
    ],
  };
}

function rowItems(row: LadderRow, style: Style): DiagramItem[] {
  switch (row.kind) {
    case 'segment':
      return segmentItems(row, style);
    case 'run':
      return runItems(row, style);
    case 'change': {
      const causes = [...new Set(row.transitions.map(({ cause }) => cause))].join(', ');
      return [{ kind: 'note', at: 'both', text: `${causes} ${whenText(row)}` }];
    }
    case 'icmp': {
      const { icmp } = style.words.ladder;
      return [
        {
          kind: 'note',
          at: 'both',
          text: `${icmp(row.to, row.type, row.code, row.mtu)} ${whenText(row)}`,
        },
      ];
    }
  }
}

function segmentItems(row: LadderSegment, style: Style): DiagramItem[] {
  const [label = ''] = stepLabels(row, style);
  const isRepeated =
    row.step?.retransmission === true || row.marks.some(({ kind }) => kind === 'retransmission');
  const shape = row.flags.includes('RST') ? 'reset' : isRepeated ? 'repeated' : 'plain';
  const note = noteText(row, style);
  return [
    { kind: 'arrow', from: row.from, shape, text: `${label} ${whenText(row)}` },
    ...(note === '' ? [] : [{ kind: 'note', at: row.from, text: note } as const]),
  ];
}

/** What passed in each direction, as an arrow of its own kind. */
function runItems(run: LadderRun, style: Style): DiagramItem[] {
  const arrows = SIDES.flatMap((from): DiagramItem[] => {
    if (run[from].dataSegments === 0) return [];
    const [text = ''] = runLabels(run[from], run, style);
    return [{ kind: 'arrow', from, shape: 'run', text }];
  });
  if (run.rowsNotShown === 0) return arrows;
  return [
    { kind: 'note', at: 'both', text: style.words.ladder.rowsNotShown(run.rowsNotShown) },
    ...arrows,
  ];
}

function whenText({ frame, elapsedSeconds }: Exclude<LadderRow, LadderRun>): string {
  return `(frame ${frame}, ${secondsText(elapsedSeconds)} s)`;
}

/** The states that are others than before. */
export function statesNotes(states: States, before: States): DiagramItem[] {
  return SIDES.flatMap((at): DiagramItem[] => {
    const text = states[at];
    return text === null || text === before[at] ? [] : [{ kind: 'note', at, text }];
  });
}
