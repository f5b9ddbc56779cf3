#include "connect/connectdialog.h"

#include "connect/connectbox.h"

#include <QVBoxLayout>

namespace spaceline {

ConnectDialog::ConnectDialog(QWidget *parent) : QDialog(parent), m_box(new ConnectBox(this))
{
    setWindowTitle(tr("Connect to a Space"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->addWidget(m_box);
    connect(m_box, &ConnectBox::connectRequested, this, &QDialog::accept);
    connect(m_box, &ConnectBox::demoRequested, this, &QDialog::accept);
}

void ConnectDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_box->focusAddress();
}

} // namespace spaceline
