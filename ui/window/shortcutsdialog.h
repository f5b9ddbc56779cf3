#pragma once

#include "settings/settings.h"

#include <QDialog>

namespace spaceline {

/// The table of shortcuts, to read.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    /// \p sendKey decides what Enter does.
    explicit ShortcutsDialog(Settings::SendKey sendKey, QWidget *parent = nullptr);
};

} // namespace spaceline
