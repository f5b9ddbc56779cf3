#pragma once

#include "parameters/parametercontrol.h"

#include <QJsonArray>

class QPushButton;
class QVBoxLayout;

namespace spaceline {

/// A file of this machine, or several: picked or dropped, shown with its picture, name and size,
/// and taken away again. They are uploaded when they are sent.
class FileControl : public ParameterControl {
    Q_OBJECT
public:
    FileControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;
    /// What was picked or dropped: the last of \p paths, or where several are taken, all of them
    /// beside those there are.
    void takeFiles(const QStringList &paths);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void pick();
    void showFiles();
    void remove(qsizetype index);
    [[nodiscard]] QWidget *makeRow(qsizetype index);

    gradio::Parameter m_parameter;
    QJsonArray m_files;
    QWidget *m_rows;
    QPushButton *m_pick;
};

} // namespace spaceline
