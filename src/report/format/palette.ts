import { styleText } from 'node:util';

/** 0 none, 1 sixteen colours, 2 256 colours, 3 all: decided by whoever knows the terminal. */
export type ColorLevel = 0 | 1 | 2 | 3;

type Look = Parameters<typeof styleText>[0];

type Paint = (text: string) => string;

/** What the colours of a report mean. */
export interface Palette {
  readonly client: Paint;
  readonly server: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly error: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  /** Octets by where they belong: below IP, IP, TCP, payload. */
  readonly link: Paint;
  readonly network: Paint;
  readonly transport: Paint;
  readonly payload: Paint;
}

/** One look for each meaning; nothing is painted where there are no colours. */
export function palette(level: ColorLevel): Palette {
  const paint = (look: Look): Paint => (level === 0 ? plain : painted(look));
  return {
    client: paint('cyan'),
    server: paint('magenta'),
    good: paint('green'),
    warning: paint('yellow'),
    error: paint('red'),
    strong: paint('bold'),
    faint: paint('dim'),
    link: paint('blue'),
    network: paint('green'),
    transport: paint('cyan'),
    payload: paint('yellow'),
  };
}

const plain: Paint = (text) => text;

/** Whether there are colours is decided already: Node.js must not ask the terminal again. Nothing is left nothing. */
function painted(look: Look): Paint {
  return (text) => (text === '' ? '' : styleText(look, text, { validateStream: false }));
}
