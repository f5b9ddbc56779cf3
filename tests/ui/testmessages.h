#pragma once

#include "base/failure.h"
#include "base/message.h"
#include "base/reply.h"
#include "store/storedfile.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace spaceline {

/// A model of messages in memory, with the roles of chat/messageroles.h. Counts how often texts
/// are read.
class TestMessages : public QAbstractListModel {
    Q_OBJECT
public:
    struct Message {
        MessageAuthor author = MessageAuthor::Reply;
        QByteArray text;
        MessageState state = MessageState::Complete;
        Failure failure = {};
        QString status = {};
        QString name = QStringLiteral("Demo Space");
        QDateTime time = QDateTime(QDate(2026, 3, 1), QTime(14, 31));
        MessageExtras extras = {};
        QList<StoredFile> files = {};
        QList<double> progress = {};
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    void append(Message message);
    void prompt(const QByteArray &text) { append({MessageAuthor::User, text}); }
    void reply(const QByteArray &text, MessageState state = MessageState::Complete);
    void insert(int row, Message message);
    void removeRowsAt(int row, int count);
    void reset(std::vector<Message> messages);
    /// The last message, with its text replaced or extended; tells what changed.
    void setText(int row, const QByteArray &text);
    void extend(int row, const QByteArray &text);
    void setState(int row, MessageState state, const Failure &failure = {});
    void setStatus(int row, const QString &status);
    void setExtras(int row, const MessageExtras &extras);
    void setFiles(int row, const QList<StoredFile> &files, const QList<double> &progress = {});

    [[nodiscard]] qint64 idAt(int row) const { return m_entries[size_t(row)].id; }
    [[nodiscard]] int textReads() const { return m_textReads; }
    void forgetTextReads() { m_textReads = 0; }

private:
    struct Entry {
        qint64 id;
        Message message;
    };
    std::vector<Entry> m_entries;
    qint64 m_nextId = 1;
    mutable int m_textReads = 0;
};

} // namespace spaceline
