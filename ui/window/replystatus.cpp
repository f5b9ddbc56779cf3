#include "window/replystatus.h"

#include <QAccessibleWidget>

namespace spaceline {

namespace {

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *status = qobject_cast<ReplyStatus *>(object);
    return status ? new QAccessibleWidget(status, QAccessible::Notification) : nullptr;
}

} // namespace

ReplyStatus::ReplyStatus(QWidget *parent) : QWidget(parent)
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
    setFixedSize(1, 1);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    begin();
}

void ReplyStatus::begin() { setAccessibleName(tr("Reply status")); }

void ReplyStatus::finish(MessageState state, const Failure &failure)
{
    if (state == MessageState::Complete)
        setAccessibleName(tr("Reply finished"));
    else if (state == MessageState::Stopped)
        setAccessibleName(tr("Reply stopped"));
    else
        setAccessibleName(tr("Reply failed: %1").arg(failure.sentence()));
}

} // namespace spaceline
