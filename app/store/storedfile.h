#pragma once

#include "base/fileref.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace spaceline {

/// A file of a message: attached by the user, or returned by a Space and fetched into the
/// conversation's own folder.
struct StoredFile {
    Q_GADGET
public:
    /// The values are stored in the database.
    enum class State {
        Present = 0, ///< at path
        Waiting = 1, ///< to be fetched, or being fetched
        TooLarge = 2, ///< over the limit in Settings: fetched only when the user asks
        Missing = 3, ///< could not be fetched; the server's copy may be gone
    };
    Q_ENUM(State)

    qint64 id = 0;
    qint64 message = 0;
    FileKind kind = FileKind::File;
    State state = State::Present;
    QString name; ///< safe for a file system
    QString mime; ///< by content where Present, else what the server said
    QString caption;
    QString path; ///< absolute; empty unless Present
    qint64 size = -1; ///< bytes, -1 where unknown
    FileRef source; ///< what the server said; its `content` is not kept

    friend bool operator==(const StoredFile &, const StoredFile &) = default;
};

} // namespace spaceline

Q_DECLARE_METATYPE(QList<spaceline::StoredFile>)
