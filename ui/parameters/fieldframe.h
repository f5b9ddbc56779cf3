#pragma once

#include <QWidget>

class QAbstractScrollArea;

namespace spaceline {

/// Gives something that scrolls the frame of a text field: rounded, with a ring while it has the
/// focus.
class FieldFrame : public QWidget {
    Q_OBJECT
public:
    /// Takes \p area.
    explicit FieldFrame(QAbstractScrollArea *area, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QAbstractScrollArea *m_area;
};

} // namespace spaceline
