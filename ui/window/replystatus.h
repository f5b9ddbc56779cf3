#pragma once

#include "base/failure.h"
#include "base/message.h"

#include <QWidget>

namespace spaceline {

/// Tells screen readers once that a reply is finished: Qt 6.4 has no announcements, but a change of
/// the name of an object of role Notification is spoken. One invisible pixel that takes no focus.
class ReplyStatus : public QWidget {
    Q_OBJECT
public:
    explicit ReplyStatus(QWidget *parent);

    /// A reply was begun: the name is "Reply status" again, so that the next end is a change.
    void begin();
    /// A reply ended in \p state; \p failure says why where it failed.
    void finish(MessageState state, const Failure &failure);
};

} // namespace spaceline
