#pragma once

#include "base/failure.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace spaceline {

class Avatar;
class ConnectBox;
class FailureCard;

/// What an empty conversation shows: the choice of a Space; then the Space and how far the
/// connection is, or what went wrong.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    void showChoice();
    /// \p state is the connection in words.
    void showSpace(const QString &name, const QString &state);
    void showFailure(const QString &name, const Failure &failure, bool hasPage);
    [[nodiscard]] bool showsChoice() const;
    [[nodiscard]] ConnectBox &box() const { return *m_box; }

Q_SIGNALS:
    void remedyRequested(spaceline::Failure::Remedy remedy);

private:
    QStackedLayout *m_pages;
    ConnectBox *m_box;
    QWidget *m_space;
    Avatar *m_avatar;
    QLabel *m_name;
    QLabel *m_state;
    FailureCard *m_failure;
};

} // namespace spaceline
