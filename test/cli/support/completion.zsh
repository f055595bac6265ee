# Prints what zsh offers for each line of the first file, by the completion script that is the second.
# Calls of compadd that keep what matches in an array offer nothing.
zmodload zsh/zpty
export TERM=dumb
zpty shell zsh -f -i
zpty -w shell '
PS1= PS2=
stty -echo
setopt no_auto_list no_auto_menu
autoload -Uz compinit && compinit -u -D
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-[OAD]\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -A hits "$@"
  ((${#hits})) && print -rl -- "<offered "${^hits}">"
  builtin compadd "$@"
}
told() { print -r -- "<""told>" }
zle -N told
bindkey "^X^D" told "^I" complete-word "^U" kill-whole-line
source '${(q)2}'
print -r -- "<""ready>"'
zpty -r shell answer '*<ready>*'
while IFS= read -r line; do
  zpty -w -n shell $'\x15'"$line"$'\t\x18\x04'
  zpty -r shell answer '*<told>*'
  print -r -- "$answer"
done < $1
zpty -d shell
