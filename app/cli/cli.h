#pragma once

namespace spaceline {

/// True where \p argument names a command that needs no window (ask, info, doctor, --help,
/// --version), or is a word that names neither a command nor an address.
[[nodiscard]] bool isCommand(const char *argument);
/// Runs that command and returns its exit status (ux.md, The command line).
int runCommand(int &argc, char **argv);

} // namespace spaceline
