/** A value that ends in = or : is gone on with, so no space is put behind it. */
export const zshScript = `# Completion of qp for zsh; made by: qp autocomplete:script zsh
_qp() {
  local line value
  local -a values shown open
  for line in "\${(@f)$(qp autocomplete:options -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    if [[ $line == :files ]]; then
      _files
      return
    fi
    value=\${line%%$'\\t'*}
    if [[ $value == *[=:] ]]; then
      open+=("$value")
      continue
    fi
    values+=("$value")
    if [[ $line == *$'\\t'?* ]]; then
      shown+=("$value  -- \${line#*$'\\t'}")
    else
      shown+=("$value")
    fi
  done
  (( $#open )) && compadd -S '' -a open
  (( $#values )) && compadd -l -d shown -a values
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _qp qp
`
