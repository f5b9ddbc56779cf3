#include "history/messageitem.h"

#include "chat/messageroles.h"
#include "history/filefacts.h"
#include "history/quietlines.h"
#include "markdown/parser.h"
#include "widgets/failurewords.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("History", text); }

} // namespace

MessageItem MessageItem::read(const QAbstractItemModel &model, int row)
{
    const QModelIndex index = model.index(row, 0);
    MessageItem item;
    item.id = index.data(MessageIdRole).toLongLong();
    item.author = MessageAuthor(index.data(MessageAuthorRole).toInt());
    item.state = MessageState(index.data(MessageStateRole).toInt());
    item.text = index.data(MessageTextRole).toByteArray();
    item.time = QDateTime::fromMSecsSinceEpoch(index.data(MessageTimeRole).toLongLong());
    item.name = index.data(MessageNameRole).toString();
    item.failure = index.data(MessageFailureRole).value<Failure>();
    item.status = index.data(MessageStatusRole).toString();
    if (const QVariant done = index.data(MessageDoneRole); done.isValid())
        item.done = done.toDouble();
    item.extras = index.data(MessageExtrasRole).value<MessageExtras>();
    item.files = index.data(MessageFilesRole).value<QList<StoredFile>>();
    item.progress = index.data(MessageProgressRole).value<QList<double>>();
    return item;
}

bool MessageItem::isHeld() const
{
    return author == MessageAuthor::Reply && state == MessageState::Pending && failure
        && failure.sendAtMs != 0;
}

QString MessageItem::cardSentence() const
{
    if (author != MessageAuthor::Reply)
        return {};
    if (isHeld())
        return status.isEmpty() ? words(QT_TRANSLATE_NOOP("History", "Waiting…")) : status;
    if (state == MessageState::Failed)
        return failure ? failure.sentence()
                       : words(QT_TRANSLATE_NOOP("History", "This reply failed."));
    if (state == MessageState::Interrupted)
        return failure ? failure.sentence()
                       : words(QT_TRANSLATE_NOOP("History", "This reply was interrupted."));
    return {};
}

QString MessageItem::cardFacts() const
{
    if (cardSentence().isEmpty() || !failure)
        return {};
    const QString facts = failureFacts(failure);
    return isHeld() ? failure.sentence() + u' ' + facts : facts;
}

QString MessageItem::cardTried() const
{
    return cardSentence().isEmpty() ? QString() : failure.triedText();
}

QString MessageItem::cardSaid() const
{
    return cardSentence().isEmpty() || !failure ? QString() : failureSaid(failure);
}

QList<Failure::Remedy> MessageItem::cardRemedies() const
{
    return failure ? remediesOf(failure, context) : QList{Failure::Remedy::Retry};
}

QString MessageItem::report() const { return failureReport(failure, time); }

QString MessageItem::statusLine() const
{
    if (author != MessageAuthor::Reply)
        return {};
    if (isHeld())
        return {};
    if (state == MessageState::Stopped)
        return words(QT_TRANSLATE_NOOP("History", "Stopped."));
    // Its card says the same where there is no failure.
    if ((state == MessageState::Failed || state == MessageState::Interrupted) && failure
        && !text.isEmpty())
        return words(QT_TRANSLATE_NOOP("History", "Interrupted."));
    if (state == MessageState::Complete && text.isEmpty() && files.isEmpty()
        && extras.options.empty())
        return words(QT_TRANSLATE_NOOP("History", "This reply has no text."));
    if (state == MessageState::Pending && status.isEmpty())
        return words(QT_TRANSLATE_NOOP("History", "Waiting…"));
    return isFinal(state) ? QString() : status;
}

std::optional<double> MessageItem::progressOf(qsizetype index) const
{
    if (index >= progress.size() || index >= files.size())
        return std::nullopt;
    // What is there is not on its way from anywhere, only the user's own is on its way to the
    // Space.
    const bool isThere = files[index].state == StoredFile::State::Present;
    if (isThere && (author == MessageAuthor::Reply || progress[index] < 0 || progress[index] >= 1))
        return std::nullopt;
    // A list has a number for each file, also for those that nobody fetches.
    if (progress[index] < 0 && files[index].state != StoredFile::State::Waiting)
        return std::nullopt;
    return progress[index];
}

QString MessageItem::copiedText() const
{
    if (author == MessageAuthor::User)
        return QString::fromUtf8(text);
    return markdown::toPlainText(markdown::parse(text, !isFinal(state)));
}

QString MessageItem::plainText() const
{
    const FileOrigin origin = author == MessageAuthor::User ? FileOrigin::User : FileOrigin::Space;
    QStringList parts{copiedText()};
    for (qsizetype i = 0; i < files.size(); ++i) {
        QStringList file{files[i].name, fileFacts(files[i], progressOf(i), origin)};
        file.removeAll(QString());
        parts += file.join(u", "_s);
    }
    for (const Notice &notice : extras.notices)
        parts += noticeText(notice);
    parts << statusLine() << cardSentence() << cardFacts() << cardTried() << cardSaid()
          << parametersText(extras.parameters);
    if (extras.endsMemory)
        parts += endOfMemoryText();
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString MessageItem::accessibleName() const
{
    return author == MessageAuthor::User ? words(QT_TRANSLATE_NOOP("History", "You"))
                                         : words(QT_TRANSLATE_NOOP("History", "Reply"));
}

} // namespace spaceline
