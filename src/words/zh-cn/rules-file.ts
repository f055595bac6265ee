import type { RulesFileWords, RulesPart, RuleValue, YamlMistake } from '../rules-file-words.ts';

/** With the blank that a name needs behind it. */
function partText(part: RulesPart): string {
  if (part === 'file') return '规则文件';
  if (typeof part === 'string') return `${part} `;
  return `${part.isRecommended ? '推荐' : ''}规则 ${part.rule} `;
}

const VALUES: Readonly<Record<Extract<RuleValue, string>, string>> = {
  text: '文本',
  condition: '条件',
  budget: '允许的违反数，如 2、at most 2 或 at most 1 %',
  one: '单个值',
};

function valueText(value: RuleValue): string {
  return typeof value === 'string' ? `是${VALUES[value]}` : `是 ${value.words.join('、')} 之一`;
}

const YAML: Readonly<Record<YamlMistake, (sign: string) => string>> = {
  duplicateKey: () => '这个名称重复出现',
  tabs: () => '不能用制表符缩进，请用空格',
  oneDocument: () => '规则文件只能有一个文档',
  indentation: () => '缩进与它所属的内容不一致',
  listBelow: () => '列表应从键的下一行开始',
  colonInValue: () => '这个值中有后跟空格的冒号：请给整个值加引号',
  keysBelowValue: () => '这里已有值，下面又有键：一个键要么有值，要么有下级的键',
  noColon: () => '键的后面应有冒号和空格',
  comment: () => '注释的 # 之前应有空格',
  noComma: () => '这里缺少逗号，或多了冒号',
  noDash: () => '列表的每一项以短横线和空格开头',
  twoCommas: () => '这个逗号之前没有内容',
  behindValue: () => '值在此之前已经结束：请用一种引号括住整个值，值内用另一种引号',
  behindList: () => '列表或映射在此之前已经结束：请删去这部分，或给整个值加引号',
  textBelow: () => '| 和 > 表示文本从下一行开始：单行的值请加引号',
  emptyLines: () => '这段文本之前的空行比文本缩进更多',
  besideStart: () => '--- 之后的内容应从下一行开始',
  directive: () => '以 % 开头的指令有误，或其后缺少 ---：请删去该指令',
  anchor: () => '一个值只能有一个锚点，紧接在它之前，中间有一个空格',
  longKey: () => '键最多 1024 个字符：请检查上文缺少或多余的引号或冒号',
  stray: () => '这里的内容不属于上文的任何部分：请检查它之前的内容在何处结束，以及缩进',
  other: () => '无法作为 YAML 解析',
  unindented: (sign) => `这是 ${sign} 开头的文本：请使它比上面的键缩进更多`,
  fullWidthColon: (sign) => `请把全角的「${sign}」改为半角的 :，并在其后加一个空格`,
  badStart: (sign) => `以 ${sign} 开头的值必须加引号`,
  escape: (sign) => `${sign} 在双引号中没有意义：反斜杠请写作 \\\\，或改用单引号`,
  notOpened: (sign) => `这个 ${sign} 没有对应的开头`,
  open: (sign) => `缺少与此对应的 ${sign}`,
};

export const RULES_FILE: RulesFileWords = {
  tooLong: (most) => `文件超过 ${most} 个字符`,
  tooMuch: (most) => `文件中的值超过 ${most} 个`,
  nestedTooDeep: (most) => `列表和映射的嵌套超过 ${most} 层`,
  nothing: '文件中没有内容',
  noAnchor: (name) => `上文没有锚点 &${name}；以 * 开头的值必须加引号`,
  aliasOfItself: '此处引用了包含它自身的内容',
  yaml: (mistake, sign) => YAML[mistake](sign),
  noVersion: '没有版本：规则文件以 version: 1 开头',
  version: '版本必须为 1',
  extendsWhat: 'extends 的值为 recommended 或规则文件的路径',
  extendsSeveral: '多个规则集要写成列表，以半角的 , 分隔：[recommended, own.yml]',
  extending: (name, problem) => `无法扩展 ${name}：${problem}`,
  extendsItself: '它扩展了自身',
  tooDeep: (most) => `规则集的嵌套超过 ${most} 层`,
  names: '规则名称由小写单词和连字符组成，如 fast-handshake',
  keysWithValues: (part) => `${partText(part)}必须是带值的键`,
  noKey(part, key, known) {
    const hint = known === null ? '' : `，可用的有 ${known.join('、')}`;
    return `${partText(part)}没有${part === 'drift' ? '指标' : '键'} ${key}${hint}`;
  },
  forCommandLine: (rule, option) => `${rule} 用于命令行，写作 ${option}：在文件中请写出期望的条件`,
  switch: (rule, words) => `规则 ${rule}：规则应有键，或为 ${words.join('、')} 之一`,
  noSwitch: (rule) => `没有可以开关的规则 ${rule}；用 check --no-rules --list-rules 可打印推荐规则`,
  nothingExpected: (rule) => `规则 ${rule} 没有期望：请用 expect 写出必须成立的条件`,
  value: (rule, key, expected) => `规则 ${rule}：${key} 必须${valueText(expected)}`,
  expression: (rule, key, problem) => `规则 ${rule} 的 ${key}：${problem}`,
  drift: (metric, isSwitch) => `drift 中 ${metric} 的值必须是${isSwitch ? ' off' : '百分比或 off'}`,
};
