#pragma once

#include <QDialog>

namespace spaceline {

class ConnectBox;

/// The box of a new conversation, over one that has messages. Closes when a Space was chosen.
class ConnectDialog : public QDialog {
    Q_OBJECT
public:
    explicit ConnectDialog(QWidget *parent);
    [[nodiscard]] ConnectBox &box() const { return *m_box; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    ConnectBox *m_box;
};

} // namespace spaceline
