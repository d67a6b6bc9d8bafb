/** fish reads a value and its description from one line, apart by a tab, as they come. */
export const fishScript = `# Completion of qp for fish; made by: qp autocomplete:script fish
function __qp_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (qp autocomplete:options -- $words "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c qp -f -a '(__qp_complete)'
`
