#pragma once

#include "history/control.h"

#include <QPoint>

#include <optional>

namespace spaceline {

class HistoryView;

/// Opens the context menu of \p view; \p under is the link or button it was opened on.
void showHistoryMenu(HistoryView &view, const std::optional<Control> &under, QPoint global);

} // namespace spaceline
