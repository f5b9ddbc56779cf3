#pragma once

#include <QImage>
#include <QStringList>

class QMimeData;

namespace spaceline {

/// The files of this machine that \p data names.
[[nodiscard]] QStringList localPathsOf(const QMimeData &data);

/// The picture in \p data, where it holds no text: a table of a spreadsheet comes as both, and is
/// text. Null where there is none.
[[nodiscard]] QImage imageOf(const QMimeData &data);

/// There are such files, or such a picture.
[[nodiscard]] bool holdsFiles(const QMimeData &data);

} // namespace spaceline
