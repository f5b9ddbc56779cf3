#include "history/historyactions.h"

#include "history/filefacts.h"
#include "history/historyclipboard.h"
#include "history/historyview.h"

#include <chrono>

using namespace std::chrono_literals;

namespace spaceline {

namespace {

constexpr auto kCopiedShown = 1500ms;

} // namespace

HistoryActions::HistoryActions(HistoryView &view) : m_view(view)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_copied.reset();
        m_view.viewport()->update();
    });
}

std::optional<Control::Key> HistoryActions::copiedIn(qint64 message) const
{
    return message == m_copiedMessage ? m_copied : std::nullopt;
}

void HistoryActions::showCopied(qint64 message, const Control::Key &key)
{
    m_copiedMessage = message;
    m_copied = key;
    m_timer.start(kCopiedShown);
    m_view.viewport()->update();
}

void HistoryActions::activate(qsizetype row, const Control &control)
{
    if (!control.isEnabled())
        return;
    HistoryRows &rows = m_view.rows();
    const qint64 message = rows.layout(row).id();
    switch (control.key.kind) {
    case Control::Kind::Link:
        Q_EMIT m_view.linkActivated(control.target);
        break;
    case Control::Kind::CopyCode:
        putTextOnClipboard(rows.layout(row).code(control.key));
        showCopied(message, control.key);
        break;
    case Control::Kind::Copy:
        putMessageOnClipboard(rows.item(row));
        showCopied(message, control.key);
        break;
    case Control::Kind::CopyReport:
        putTextOnClipboard(rows.item(row).report());
        showCopied(message, control.key);
        break;
    case Control::Kind::Retry:
        Q_EMIT m_view.remedyRequested(message, Failure::Remedy::Retry);
        break;
    case Control::Kind::Edit:
        Q_EMIT m_view.editRequested();
        break;
    case Control::Kind::Undo:
        Q_EMIT m_view.undoRequested();
        break;
    case Control::Kind::Like:
        Q_EMIT m_view.rated(message, Feedback::Like);
        break;
    case Control::Kind::Dislike:
        Q_EMIT m_view.rated(message, Feedback::Dislike);
        break;
    case Control::Kind::Remedy:
    case Control::Kind::OtherRemedy:
        Q_EMIT m_view.remedyRequested(message, control.remedy);
        break;
    case Control::Kind::Option:
        Q_EMIT m_view.optionChosen(control.value);
        break;
    case Control::Kind::Image:
    case Control::Kind::OpenFile:
        if (const std::optional<StoredFile> file = m_view.fileOf(control.file);
            file && isThere(*file))
            Q_EMIT m_view.fileOpenRequested(*file);
        break;
    case Control::Kind::SaveFile:
        if (const std::optional<StoredFile> file = m_view.fileOf(control.file);
            file && isThere(*file))
            Q_EMIT m_view.fileSaveRequested(*file);
        break;
    case Control::Kind::FetchFile:
        Q_EMIT m_view.fetchRequested(control.file);
        break;
    case Control::Kind::Fold:
    case Control::Kind::Thought:
    case Control::Kind::Details:
        m_view.toggleFold(row, control.key);
        break;
    }
}

} // namespace spaceline
