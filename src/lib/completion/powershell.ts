/**
 * The last word goes by a flag: PowerShell before 7.3 leaves empty words out of what it hands to a program. Where nothing is answered,
 * PowerShell completes files by itself.
 */
export const powershellScript = `# Completion of qp for PowerShell; made by: qp autocomplete:script powershell
Register-ArgumentCompleter -Native -CommandName qp -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    qp autocomplete:options "--current=$wordToComplete" '--' @words 2>$null |
        Where-Object { $_ -ne ':files' } |
        ForEach-Object {
            $value, $description = $_ -split "\`t", 2
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
        }
}
`
