// Assembles src/wire/checksum-kernel.wat and writes the module as base64 into checksum-kernel.ts.
// It knows the part of the WebAssembly text format that the kernel is written in: one exported
// memory, one exported function, instructions in flat form.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TYPES = { i32: 0x7f, i64: 0x7e, v128: 0x7b };
const VOID_BLOCK = 0x40;
const SIMD = 0xfd;

const PLAIN = {
  end: [0x0b],
  'i32.ge_u': [0x4f],
  'i32.add': [0x6a],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.shl': [0x74],
  'i32.shr_u': [0x76],
  'i64.add': [0x7c],
  'i64.and': [0x83],
  'i64.shr_u': [0x88],
  'i32.wrap_i64': [0xa7],
  'i8x16.splat': [SIMD, 0x0f],
  'i8x16.lt_u': [SIMD, 0x26],
  'v128.and': [SIMD, 0x4e],
  'i32x4.extadd_pairwise_i16x8_u': [SIMD, 0x7f],
  'i32x4.add': [SIMD, 0xae, 0x01],
  'i64x2.extend_low_i32x4_u': [SIMD, 0xc9, 0x01],
  'i64x2.extend_high_i32x4_u': [SIMD, 0xca, 0x01],
  'i64x2.add': [SIMD, 0xce, 0x01],
};
const BLOCK = { block: 0x02, loop: 0x03, if: 0x04 };
const BRANCH = { br: 0x0c, br_if: 0x0d };

/** Instructions with immediates: each takes them from the words that follow. */
const IMMEDIATE = {
  'local.get': (take, names) => [0x20, names.indexOf(take())],
  'local.set': (take, names) => [0x21, names.indexOf(take())],
  'local.tee': (take, names) => [0x22, names.indexOf(take())],
  'i32.const': (take) => [0x41, ...signed(Number(take()))],
  'i64.const': (take) => [0x42, ...signed(Number(take()))],
  'v128.load': (take) => [SIMD, 0x00, 0, ...unsigned(Number(take().replace('offset=', '')))],
  'i64x2.extract_lane': (take) => [SIMD, 0x1d, Number(take())],
  'v128.const': (take) => {
    take(); // the shape, always i8x16
    return [SIMD, 0x0c, ...Array.from({ length: 16 }, () => Number(take()))];
  },
};

function unsigned(value) {
  const octets = [];
  let rest = value;
  do {
    octets.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return octets;
}

function signed(value) {
  const octets = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return [...octets, low];
    octets.push(low | 0x80);
  }
}

const text = (value) => [...unsigned(value.length), ...Buffer.from(value)];
const section = (id, content) => [id, ...unsigned(content.length), ...content];

/** Nested lists of words, as the parentheses say. */
function parse(source) {
  const words = source.replace(/;;.*$/gm, '').match(/[()]|[^\s()]+/g) ?? [];
  const stack = [[]];
  for (const word of words) {
    if (word === '(') stack.push([]);
    else if (word === ')') stack.at(-2).push(stack.pop());
    else stack.at(-1).push(word);
  }
  return stack[0][0];
}

function assembleBody(words, names) {
  const code = [];
  const labels = [];
  const queue = [...words];
  const take = () => queue.shift();
  while (queue.length > 0) {
    const word = take();
    if (word in PLAIN) {
      code.push(...PLAIN[word]);
      if (word === 'end') labels.pop();
    } else if (word in IMMEDIATE) {
      code.push(...IMMEDIATE[word](take, names));
    } else if (word in BLOCK) {
      labels.push(queue[0].startsWith('$') ? take() : '');
      code.push(BLOCK[word], VOID_BLOCK);
    } else if (word in BRANCH) {
      code.push(BRANCH[word], labels.length - 1 - labels.lastIndexOf(take()));
    } else {
      throw new Error(`the assembler does not know ${word}`);
    }
  }
  return [...code, ...PLAIN.end];
}

/** The binary module of a source in the text format. */
export function assemble(source) {
  const fields = parse(source).slice(1);
  const memory = fields.find((field) => field[0] === 'memory');
  const body = fields.find((field) => field[0] === 'func');
  const lists = (name) => body.filter((part) => Array.isArray(part) && part[0] === name);
  const exportName = (field) => field.find((part) => part[0] === 'export')[1].replaceAll('"', '');
  const parameters = lists('param');
  const locals = lists('local');
  const names = [...parameters, ...locals].map((part) => part[1]);
  const types = [TYPES[lists('result')[0][1]]];
  const limits = memory.slice(2).map(Number);

  const code = [
    ...unsigned(locals.length),
    ...locals.flatMap((part) => [1, TYPES[part[2]]]),
    ...assembleBody(
      body.slice(1).filter((part) => !Array.isArray(part)),
      names,
    ),
  ];
  return Buffer.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [
      1,
      0x60,
      parameters.length,
      ...parameters.map((part) => TYPES[part[2]]),
      1,
      ...types,
    ]),
    ...section(3, [1, 0]),
    ...section(5, [1, 1, ...unsigned(limits[0]), ...unsigned(limits[1])]),
    ...section(7, [2, ...text(exportName(memory)), 2, 0, ...text(exportName(body)), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = (name) => fileURLToPath(new URL(`../src/wire/${name}`, import.meta.url));
  const module = assemble(readFileSync(file('checksum-kernel.wat'), 'utf8')).toString('base64');
  const lines = module.match(/.{1,92}/g).map((line) => `  '${line}'`);
  const target = file('checksum-kernel.ts');
  const host = readFileSync(target, 'utf8');
  writeFileSync(
    target,
    host.replace(/(const MODULE =\n)[^;]*;/, (_, head) => `${head}${lines.join(' +\n')};`),
  );
}
