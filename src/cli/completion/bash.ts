import type { CommandNode, OptionNode, Value } from '../command-tree.ts';
import { lettersWithValue, longsWithValue, namesOf, nodesOf } from './nodes.ts';

/**
 * A completion script for bash, from 3.2 on (that of macOS). Words are broken at `=` there, so
 * that `--format=csv` comes as three.
 */
export function bashCompletion(tree: CommandNode): string {
  const { name, commands } = tree;
  const letters = lettersWithValue(tree);
  const nodes = nodesOf(tree);
  const clusters = nodes.flatMap(clusterOf);
  return `# Completes ${name} in bash: source <(${name} completion bash)
_${name}_words() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$1" -- "$word")
  if [[ \${COMPREPLY[0]-} == *= ]]; then compopt -o nospace 2>/dev/null || true; fi
}

_${name}_files() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word")
  compopt -o filenames 2>/dev/null || true
}

_${name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command='' capture='' index skip=''
  COMPREPLY=()
  if [[ $word == '=' ]]; then
    word=''
  elif [[ $previous == '=' ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ -n $skip ]]; then
      [[ \${COMP_WORDS[index]} == '=' ]] || skip=''
      continue
    fi
    case \${COMP_WORDS[index]} in
      ${namesOf(commands).join('|')}) command=\${COMP_WORDS[index]}; break ;;
      ${longsWithValue(tree).join('|')}) skip=1 ;;
      --*|-*[${letters}]?*) ;;
      -*[${letters}]) skip=1 ;;
      -?*) ;;
      *) capture=1; break ;;
    esac
  done
  case "$command $previous" in
    *' --'*|${clusters.map((cluster) => `${cluster}?*`).join('|')}) ;;
    ${clusters.join('|')}) previous=-\${previous: -1} ;;
  esac
  case "$command $previous" in
${nodes.flatMap(valueCases).join('\n')}
  esac
  if [[ $word == -* ]]; then
    case $command in
${nodes.map(optionsCase).join('\n')}
    esac
    return
  fi
  case $command in
${nodes.map(operandsCase).join('\n')}
  esac
}
complete -F _${name} ${name}
`;

  function action(value: Value): string {
    switch (value.kind) {
      case 'file':
        return `_${name}_files`;
      case 'word':
        return `_${name}_words '${value.words.join(' ')}'`;
      case 'any':
        return ':';
    }
  }

  /** Pattern for a command and a word whose last letter is an option that takes a value. */
  function clusterOf(node: CommandNode): string[] {
    const own = lettersWithValue(node);
    return own === '' ? [] : [`'${commandOf(node)} -'*[${own}]`];
  }

  function valueCases(node: CommandNode): string[] {
    return node.options
      .filter(({ argument }) => argument !== undefined)
      .map((option) => {
        const patterns = flagsOf(option).map((flag) => `'${commandOf(node)} ${flag}'`);
        return `    ${patterns.join('|')}) ${action(option.value)}; return ;;`;
      });
  }

  function optionsCase(node: CommandNode): string {
    const words = node.options.flatMap(flagsOf);
    return `      '${commandOf(node)}') _${name}_words '${words.join(' ')}' ;;`;
  }

  function operandsCase(node: CommandNode): string {
    // Behind a capture no command can stand.
    const names = `[[ -n $capture ]] || _${name}_words '${namesOf(commands).join(' ')}'`;
    const children = node === tree ? [names] : [];
    const operands = node.operands.map(({ value }) => action(value));
    return `    '${commandOf(node)}') ${[...children, ...operands, ':'].join('; ')} ;;`;
  }

  function commandOf(node: CommandNode): string {
    return node === tree ? '' : node.name;
  }
}

function flagsOf({ short, long }: OptionNode): string[] {
  return [short, long].filter((flag) => flag !== undefined);
}
