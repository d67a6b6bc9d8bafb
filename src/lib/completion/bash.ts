/**
 * Bash takes `:` and `=` for ends of words (COMP_WORDBREAKS), so the words are cut anew out of the line, and of each answer
 * only what is behind the last such end is given back. Works in bash 3.2, the one of macOS.
 */
export const bashScript = `# Completion of qp for bash; made by: qp autocomplete:script bash
_qp_complete() {
  local line=\${COMP_LINE:0:COMP_POINT} words current breaks before='' value rest
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  current=\${words[\${#words[@]}-1]}
  breaks=\${COMP_WORDBREAKS//[^:=]/}
  [[ -n $breaks && $current == *[$breaks]* ]] && before=\${current%"\${current##*[$breaks]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value rest; do
    if [[ $value == :files ]]; then
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "\${current#"$before"}")
      type compopt &>/dev/null && compopt -o filenames
      return
    fi
    COMPREPLY+=("\${value#"$before"}")
  done < <(qp autocomplete:options -- "\${words[@]:1}" 2>/dev/null)
  [[ \${COMPREPLY[0]} == *[=:] ]] && type compopt &>/dev/null && compopt -o nospace
  return 0
}
complete -F _qp_complete qp
`
