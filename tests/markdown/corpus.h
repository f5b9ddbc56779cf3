#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

/// The Markdown files of tests/data/markdown by name. Ends the test if there are none.
[[nodiscard]] QMap<QString, QByteArray> corpus();
