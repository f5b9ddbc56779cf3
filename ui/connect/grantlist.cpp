#include "connect/grantlist.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace spaceline {

GrantList::GrantList(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(4);
}

void GrantList::setGrants(const QList<Grant> &grants)
{
    if (grants == m_grants)
        return; // the focus stays where it is
    m_grants = grants;
    for (QWidget *row : std::as_const(m_rows)) {
        row->hide();
        row->deleteLater(); // it may be its own button that changes it
    }
    m_rows.clear();
    for (const Grant &grant : grants) {
        auto *row = new QWidget(this);
        auto *words = new QLabel(grant.words, row);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        auto *button = new QPushButton(grant.button, row);
        button->setAccessibleName(grant.button);
        button->setAccessibleDescription(grant.words);
        button->setAutoDefault(false);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        layout->setSpacing(12);
        layout->addWidget(words, 1);
        layout->addWidget(button);
        m_layout->addWidget(row);
        m_rows += row;
        row->show();
        connect(button, &QPushButton::clicked, this,
                [this, what = grant.what] { Q_EMIT pressed(what); });
    }
}

} // namespace spaceline
