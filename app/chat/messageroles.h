#pragma once

#include <Qt>

namespace spaceline {

/// The item roles of a model of messages (MessageModel), oldest first. The history view knows a
/// model by these only.
enum MessageRole {
    MessageIdRole
    = Qt::UserRole + 1, ///< qint64, unique in the database; stays while a message changes
    MessageAuthorRole, ///< int of MessageAuthor
    MessageStateRole, ///< int of MessageState
    MessageTextRole, ///< QByteArray, UTF-8 Markdown; read from the database for a row that is asked
    MessageLengthRole, ///< int, bytes of the text; cheap for every row
    MessageTimeRole, ///< qint64, milliseconds since 1970 UTC
    MessageNameRole, ///< QString: "You", or the name of the Space
    MessageFailureRole, ///< Failure
    MessageStatusRole, ///< QString: what a pending reply waits for, in words; empty else
    MessageDoneRole, ///< double, 0..1: how far a pending reply is; invalid where that is not known
    MessageExtrasRole, ///< MessageExtras: thoughts, quick replies, notices, parameters; read from
                       ///< the database for a row that is asked
    MessageFilesRole, ///< QList<StoredFile>, in order; read from the database likewise
    MessageProgressRole, ///< QList<double> beside MessageFilesRole: 0..1 while a file is on its
                         ///< way, -1 where that is unknown; empty where none is
};

} // namespace spaceline
