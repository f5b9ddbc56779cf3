#include "cli/cli.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace spaceline {

bool isCommand(const char *argument)
{
    static constexpr std::array<std::string_view, 7> kCommands{
        "ask", "info", "doctor", "--help", "--version", "-h", "-v"};
    return std::find(kCommands.begin(), kCommands.end(), argument) != kCommands.end();
}

int runCommand(int &, char **) { return 2; }

} // namespace spaceline
