#pragma once

#include "history/control.h"

#include <QTimer>

#include <optional>

namespace spaceline {

class HistoryView;

/// What pressing a link or button of a message does: copies, folds, or becomes a signal of the
/// view. Remembers for a moment which button just copied.
class HistoryActions : public QObject {
    Q_OBJECT
public:
    explicit HistoryActions(HistoryView &view);

    void activate(qsizetype row, const Control &control);
    /// The button of \p message that shows "Copied" now.
    [[nodiscard]] std::optional<Control::Key> copiedIn(qint64 message) const;

private:
    void showCopied(qint64 message, const Control::Key &key);

    HistoryView &m_view;
    std::optional<Control::Key> m_copied;
    qint64 m_copiedMessage = 0;
    QTimer m_timer;
};

} // namespace spaceline
