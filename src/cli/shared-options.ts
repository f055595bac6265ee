import { type Command, Option } from 'commander';
import { FORMATS_OF } from '../report/index.ts';
import type { Rows } from '../report/reporter.ts';
import { LANGUAGES } from '../words/language.ts';
import {
  collect,
  DEFAULT_MAX_CONNECTIONS,
  DEFAULT_MSL_SECONDS,
  parseCount,
  parseIds,
  parseSeconds,
  WHEN,
} from './options.ts';

/** The options of commands that print records of connections or segments, or lines of them. */
export function addCommonOptions(command: Command, rows: Rows): Command {
  return addPacketOptions(addRecordOptions(addReadingOptions(command), rows))
    .option('-Y, --display-filter <expr>', "select these segments (Wireshark's syntax)")
    .option('-w, --write-file <file>', 'write the packets selected as pcap, or as .pcapng')
    .option('-S, --absolute-tcp-sequence-numbers', 'raw sequence numbers in the text');
}

/** The options that leave packets out of the analysis, or connections out of what is told. */
export function addPacketOptions(command: Command): Command {
  return command
    .option('-f, --packet-filter <expr>', 'analyse only these packets (syntax of pcap-filter)')
    .option('--after <time>', 'analyse only packets from this time on, as 2026-11-20T14:24Z or +5s')
    .option('--before <time>', 'analyse only packets earlier than this time')
    .option('--where <expr>', 'select these connections (CEL, on the keys of their JSON)');
}

export function addRecordOptions(command: Command, rows: Rows): Command {
  return command
    .addOption(new Option('--format <name>', 'how to print').choices(FORMATS_OF[rows]))
    .option('--json', 'print one JSON document')
    .option('--ndjson', 'print a JSON record per line');
}

/**
 * Options that the command refuses in words of its own, in front of its name and behind it. Their values
 * are to be declared as optional, as `--format [name]`: nobody is asked for what is then refused.
 */
export function addRefusedOptions(command: Command, ...flags: readonly string[]): Command {
  for (const each of flags) command.addOption(new Option(each).hideHelp());
  return command;
}

export function languageOption(): Option {
  return new Option('--lang <language>', 'language of the text').choices(LANGUAGES);
}

export function addReadingOptions(command: Command): Command {
  return command
    .argument('[captures...]', 'capture files (pcap or pcapng); - is standard input')
    .addOption(new Option('-r, --read-file <file>', 'read this capture too').argParser(collect))
    .addOption(
      new Option('-c, --packet-limit <n>', 'stop after so many packets').argParser(parseCount(1)),
    )
    .option('--output <file>', 'write to this file; it appears when it is whole')
    .addOption(
      new Option('--connection <ids>', 'only these connections, as 3 or 3,5 or 7-9').argParser(
        parseIds,
      ),
    )
    .option('--no-checksums', 'do not verify checksums')
    .addOption(
      new Option(
        '--max-connections <n>',
        `connections open at a time; then the least recently active goes (default ${DEFAULT_MAX_CONNECTIONS}; 0: as many as memory holds)`,
      ).argParser(parseCount(0)),
    )
    .addOption(
      new Option('--idle-timeout <seconds>', 'end a connection after so long a silence').argParser(
        parseSeconds(false),
      ),
    )
    .addOption(
      new Option(
        '--msl <seconds>',
        `maximum segment lifetime (default ${DEFAULT_MSL_SECONDS})`,
      ).argParser(parseSeconds(true)),
    )
    .option('--strict', 'exit with 3 where a capture is cut short')
    .option('--repair', 'go on behind damage where a record can be found again')
    .option('--follow', 'go on reading while the capture grows, and when it is rotated')
    .addOption(languageOption())
    .addOption(new Option('--color <when>', 'colour the text').choices(WHEN))
    .addOption(new Option('--progress <when>', 'show progress').choices(WHEN))
    .option('-l, --line-buffered', 'write each line at once')
    .option('-n, --numeric', 'no names for addresses and ports (always so)')
    .option('-q, --quiet', 'less text, and no warnings')
    .option('-v, --verbose', 'more text')
    .addOption(new Option('-i, --interface <name>').hideHelp())
    .addOption(new Option('-D, --list-interfaces').hideHelp());
}
