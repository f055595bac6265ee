import type { Violation } from './verdict.ts';

/** What shows the packets of a violation again. */
export interface Showing {
  /** The captures that were read together, as given. */
  readonly inputs: readonly string[];
  /** Options that change which connections there are, with their values: `['-f', 'tcp port 80']`. */
  readonly options: readonly string[];
}

type Commands = Violation['commands'];

/** Shows a connection. Wireshark counts the same where it reads the same packets, and nothing else. */
export function showConnection(
  { inputs, options }: Showing,
  connection: NonNullable<Violation['connection']>,
): Commands {
  const words = ['tcpdissect', ...inputs, ...options, '--connection', String(connection.id)];
  const isSame = inputs.length === 1 && options.length === 0;
  return {
    tcpdissect: words.map(shellWord).join(' '),
    wireshark: isSame ? `tcp.stream eq ${connection.id}` : betweenSockets(connection),
  };
}

/** Shows a capture as a whole. */
export function showCapture({ inputs, options }: Showing): Commands {
  const words = ['tcpdissect', ...inputs, ...options];
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

/** A word as a shell takes it for itself. */
function shellWord(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
