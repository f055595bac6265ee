import { Chalk } from 'chalk';

/** 0 none, 1 sixteen colours, 2 256 colours, 3 all: decided by whoever knows the terminal. */
export type ColorLevel = 0 | 1 | 2 | 3;

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

export function palette(level: ColorLevel): Palette {
  const chalk = new Chalk({ level });
  return {
    client: (text) => chalk.cyan(text),
    server: (text) => chalk.magenta(text),
    good: (text) => chalk.green(text),
    warning: (text) => chalk.yellow(text),
    error: (text) => chalk.red(text),
    strong: (text) => chalk.bold(text),
    faint: (text) => chalk.dim(text),
    link: (text) => chalk.blue(text),
    network: (text) => chalk.green(text),
    transport: (text) => chalk.cyan(text),
    payload: (text) => chalk.yellow(text),
  };
}
