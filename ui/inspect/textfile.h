#pragma once

#include <QString>

class QWidget;

namespace spaceline {

/// Asks where \p text is to be written, and writes it there as UTF-8, readable by its owner only.
/// \p name is proposed. Returns at once; a failure is told in a dialog over \p parent.
void saveTextAs(QWidget *parent, const QString &name, const QString &text);

} // namespace spaceline
