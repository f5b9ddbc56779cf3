#include "store/sqlerror.h"

#include <QCoreApplication>
#include <QSqlError>

namespace spaceline {

namespace {

enum SqliteCode {
    kError = 1,
    kBusy = 5,
    kLocked = 6,
    kNoMemory = 7,
    kReadOnly = 8,
    kInputOutput = 10,
    kCorrupt = 11,
    kFull = 13,
    kCannotOpen = 14,
    kTooBig = 18,
    kNotADatabase = 26,
};

} // namespace

int sqliteCode(const QSqlError &error)
{
    if (!error.isValid())
        return 0;
    // Qt hands out extended codes; the primary one is their lowest byte.
    const int primary = error.nativeErrorCode().toInt() & 0xff;
    return primary == 0 ? int(kError) : primary;
}

bool isDamage(const QSqlError &error)
{
    const int code = sqliteCode(error);
    return code == kCorrupt || code == kNotADatabase;
}

QString sentenceFor(const QSqlError &error)
{
    const auto say
        = [](const char *sentence) { return QCoreApplication::translate("Store", sentence); };
    switch (sqliteCode(error)) {
    case kBusy:
    case kLocked:
        return say(QT_TRANSLATE_NOOP("Store", "Another program is using the history just now."));
    case kNoMemory:
    case kTooBig:
        return say(QT_TRANSLATE_NOOP("Store", "This text is too long for the history."));
    case kReadOnly:
        return say(QT_TRANSLATE_NOOP("Store", "The history can be read but not changed."));
    case kInputOutput:
        return say(
            QT_TRANSLATE_NOOP("Store", "The history's file could not be read from or written to."));
    case kCorrupt:
    case kNotADatabase:
        return say(QT_TRANSLATE_NOOP("Store", "The history's file is damaged."));
    case kFull:
        return say(
            QT_TRANSLATE_NOOP("Store", "The disk is full, so the history could not be written."));
    case kCannotOpen:
        return say(QT_TRANSLATE_NOOP("Store", "The history's file cannot be opened."));
    default:
        return say(QT_TRANSLATE_NOOP("Store", "The history could not be read or changed."));
    }
}

} // namespace spaceline
