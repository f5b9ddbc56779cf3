#pragma once

#include "base/failure.h"
#include "base/remedies.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace spaceline {

/// A failure that is not part of a reply: bold sentence, muted lines of facts, one main button,
/// quiet ones beside it, folded details with a report to copy.
class FailureCard : public QFrame {
    Q_OBJECT
public:
    explicit FailureCard(QWidget *parent = nullptr);
    /// It stands beside the box for the address, which has the main button: it has none then, and
    /// does not lead there.
    void setBesideAddress(bool isBeside);
    /// \p context.hasMessage is not looked at.
    void setFailure(const Failure &failure, RemedyContext context);

Q_SIGNALS:
    void remedyRequested(spaceline::Failure::Remedy remedy);
    void checkRequested(); ///< of the connection, step by step

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void offer(const QList<Failure::Remedy> &remedies, const RemedyContext &context);
    void toggleDetails();

    QLabel *m_sentence;
    QLabel *m_facts;
    QHBoxLayout *m_buttons;
    QPushButton *m_main;
    QList<QPushButton *> m_others;
    QPushButton *m_detailsButton;
    QPushButton *m_checkButton;
    QLabel *m_details = nullptr; ///< made when they are first wanted
    QPushButton *m_copy = nullptr;
    Failure m_failure;
    Failure::Remedy m_remedy = Failure::Remedy::None;
    bool m_isBesideAddress = false;
};

} // namespace spaceline
