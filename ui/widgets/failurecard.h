#pragma once

#include "base/failure.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace spaceline {

/// A failure that is not part of a reply: bold sentence, one muted line of facts, one main button.
class FailureCard : public QFrame {
    Q_OBJECT
public:
    explicit FailureCard(QWidget *parent = nullptr);
    /// It stands beside the box for the address, which has the main button: it has none then, and
    /// does not lead there.
    void setBesideAddress(bool isBeside);
    /// \p hasPage: there is a page of the Space that could be opened.
    void setFailure(const Failure &failure, bool hasPage);

Q_SIGNALS:
    void remedyRequested(spaceline::Failure::Remedy remedy);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_sentence;
    QLabel *m_facts;
    QPushButton *m_main;
    QPushButton *m_change;
    Failure::Remedy m_remedy = Failure::Remedy::None;
    bool m_isBesideAddress = false;
};

} // namespace spaceline
