#pragma once

#include <QMenu>
#include <QStringList>

namespace spaceline {

/// What can be done with presets: choose one, save the values as one, delete one.
class PresetMenu : public QMenu {
    Q_OBJECT
public:
    explicit PresetMenu(QWidget *parent = nullptr);

    /// \p current is the one whose values stand in the form; may be empty.
    void setPresets(const QStringList &names, const QString &current);

Q_SIGNALS:
    void chosen(const QString &name);
    void saveRequested();
    void deleteRequested(const QString &name);
};

} // namespace spaceline
