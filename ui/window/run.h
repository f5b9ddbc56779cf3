#pragma once

namespace spaceline {

/// Builds the application and its window, and runs the event loop. Returns the exit status.
int runWindow(int &argc, char **argv);

} // namespace spaceline
