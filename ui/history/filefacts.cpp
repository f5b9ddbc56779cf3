#include "history/filefacts.h"

#include "widgets/filelook.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QMimeDatabase>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("History", text); }

QString percent(double progress)
{
    return QLocale().toString(int(std::floor(std::clamp(progress, 0.0, 1.0) * 100)));
}

QString onItsWay(double progress, FileOrigin origin)
{
    const bool sends = origin == FileOrigin::User;
    if (progress < 0)
        return sends ? words(QT_TRANSLATE_NOOP("History", "Uploading…"))
                     : words(QT_TRANSLATE_NOOP("History", "Fetching…"));
    return (sends ? words(QT_TRANSLATE_NOOP("History", "Uploading · %1%"))
                  : words(QT_TRANSLATE_NOOP("History", "Fetching · %1%")))
        .arg(percent(progress));
}

} // namespace

bool isThere(const StoredFile &file)
{
    return file.state == StoredFile::State::Present && QFileInfo(file.path).isFile();
}

bool isNamedAsImage(const StoredFile &file)
{
    const QMimeType type
        = QMimeDatabase().mimeTypeForFile(file.path, QMimeDatabase::MatchExtension);
    return type.name().startsWith("image/"_L1);
}

QString fileFacts(const StoredFile &file, std::optional<double> progress, FileOrigin origin)
{
    using State = StoredFile::State;
    const QString size = fileSizeText(file.size);
    switch (file.state) {
    case State::Present:
        if (progress)
            return onItsWay(*progress, origin);
        if (!isThere(file))
            return words(QT_TRANSLATE_NOOP("History", "No longer there"));
        break;
    case State::Waiting:
        return progress ? onItsWay(*progress, origin)
                        : words(QT_TRANSLATE_NOOP("History", "Waits to be fetched"));
    case State::TooLarge:
        return size.isEmpty() ? words(QT_TRANSLATE_NOOP("History", "Over the limit"))
                              : words(QT_TRANSLATE_NOOP("History", "%1, over the limit")).arg(size);
    case State::Missing:
        return progress ? onItsWay(*progress, origin)
            : origin == FileOrigin::User
            ? words(QT_TRANSLATE_NOOP("History", "No longer there"))
            : words(QT_TRANSLATE_NOOP("History", "Could not be fetched"));
    }
    QStringList parts{file.caption.simplified(), size};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QLatin1StringView fileIcon(const StoredFile &file)
{
    switch (file.kind) {
    case FileKind::Image:
        return "image-x-generic"_L1;
    case FileKind::Audio:
        return "audio-x-generic"_L1;
    case FileKind::Video:
        return "video-x-generic"_L1;
    case FileKind::File:
        break;
    }
    return fileIconOf({}, file.name);
}

} // namespace spaceline
