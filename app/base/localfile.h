#pragma once

#include <QMetaType>
#include <QString>

namespace spaceline {

/// A file of this computer that goes along with a prompt. A value; nothing is opened by holding
/// one.
struct LocalFile {
    QString path; ///< absolute
    QString name; ///< what the server is told; its suffix matters to apps
    QString mime; ///< "image/png"; empty where unknown

    friend bool operator==(const LocalFile &, const LocalFile &) = default;
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::LocalFile)
