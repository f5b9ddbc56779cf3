# bash completion for spaceline(1)
_spaceline() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    case $previous in
    --file | --log)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        compopt -o filenames
        return
        ;;
    --output)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        compopt -o filenames
        return
        ;;
    --transport)
        mapfile -t COMPREPLY < <(compgen -W "queue call" -- "$current")
        return
        ;;
    --space | --endpoint | --param | --system | --user | --timeout)
        return
        ;;
    esac
    local words
    case ${COMP_WORDS[1]} in
    ask)
        words="--space --endpoint --param --file --system --user --transport --timeout --output --log --json --quiet --help"
        ;;
    info) words="--json --help" ;;
    doctor) words="--json --call --help" ;;
    *) words="ask info doctor --demo --help --version" ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
} && complete -F _spaceline spaceline
