import { idRanges } from '../report/format/id-ranges.ts';
import type { Violation } from './verdict.ts';

/** What shows the packets of a violation again. */
export interface Showing {
  /** The captures that were read together, as given. */
  readonly inputs: readonly string[];
  /** Options that change which connections there are, with their values: `['-f', 'tcp port 80']`. */
  readonly options: readonly string[];
  /** Options that leave out connections, whose ids stay the same: `['--where', 'server.port == 80']`. */
  readonly selection: readonly string[];
  /** The option that names the connections judged; empty for all. */
  readonly connections: readonly string[];
}

/** How the captures are read, under the names that the command line and the library share. */
interface Reading {
  readonly packetFilter?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly packetLimit?: number | undefined;
  readonly maxConnections?: number | undefined;
  readonly idleTimeoutSeconds?: number | undefined;
  readonly repair?: boolean | undefined;
  readonly where?: string | undefined;
  readonly displayFilter?: string | undefined;
  /** In ascending order. */
  readonly connections?: readonly number[] | undefined;
}

/** The options of a command that reads the captures the same; undefined is what it does anyway. */
export function showingOf(reading: Reading): Omit<Showing, 'inputs'> {
  const { maxConnections, idleTimeoutSeconds, repair, connections } = reading;
  return {
    options: [
      ...option('-f', reading.packetFilter),
      ...option('--after', reading.after),
      ...option('--before', reading.before),
      ...option('--packet-limit', reading.packetLimit),
      ...option('--idle-timeout', idleTimeoutSeconds),
      ...option('--max-connections', maxConnections),
      ...(repair ? ['--repair'] : []),
    ],
    selection: [...option('--where', reading.where), ...option('-Y', reading.displayFilter)],
    connections: option('--connection', connections && idRanges(connections).join(',')),
  };
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

type Commands = Violation['commands'];

/** Shows a connection. Wireshark counts the same where it reads the same packets, and nothing else. */
export function showConnection(
  { inputs, options, selection }: Showing,
  connection: NonNullable<Violation['connection']>,
): Commands {
  const id = ['--connection', String(connection.id)];
  const words = ['tcpdissect', ...inputs.map(inputWord), ...options, ...selection, ...id];
  const isSame = inputs.length === 1 && options.length === 0;
  return {
    tcpdissect: words.map(shellWord).join(' '),
    wireshark: isSame ? `tcp.stream eq ${connection.id}` : betweenSockets(connection),
  };
}

/** Shows a capture as a whole. */
export function showCapture({ inputs, options, selection, connections }: Showing): Commands {
  const words = ['tcpdissect', ...inputs.map(inputWord), ...options, ...selection, ...connections];
  return { tcpdissect: words.map(shellWord).join(' '), wireshark: null };
}

function betweenSockets({ client, server }: NonNullable<Violation['connection']>): string {
  const parts = [client, server].map((socket) => {
    const at = socket.lastIndexOf(':');
    const address = socket.slice(0, at).replace(/^\[|\]$/g, '');
    const kind = address.includes(':') ? 'ipv6' : 'ip';
    return `${kind}.addr eq ${address} and tcp.port eq ${socket.slice(at + 1)}`;
  });
  return parts.join(' and ');
}

/** A path that begins as an option does is said from its directory on. */
function inputWord(path: string): string {
  return path.startsWith('-') && path !== '-' ? `./${path}` : path;
}

/** A word as a shell takes it for itself, on one line. */
function shellWord(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (!/\p{Cc}/u.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = word
    .replace(/[\\']/g, '\\$&')
    .replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `$'${escaped}'`;
}
