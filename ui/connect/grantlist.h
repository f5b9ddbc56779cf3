#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QVBoxLayout;

namespace spaceline {

/// Something that a server was allowed beyond others, or could be.
struct Grant {
    enum class What { Token, AppToken, SignIn, Cookies, Certificate };
    What what = What::Token;
    QString words;
    QString button; ///< takes it back, or gives it

    friend bool operator==(const Grant &, const Grant &) = default;
};

/// What a server is allowed, a row each with its button.
class GrantList : public QWidget {
    Q_OBJECT
public:
    explicit GrantList(QWidget *parent = nullptr);
    void setGrants(const QList<Grant> &grants);

Q_SIGNALS:
    void pressed(spaceline::Grant::What what);

private:
    QVBoxLayout *m_layout;
    QList<Grant> m_grants;
    QList<QWidget *> m_rows;
};

} // namespace spaceline
