#pragma once

#include <QDialog>

namespace spaceline {

/// The table of shortcuts, to read.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);
};

} // namespace spaceline
